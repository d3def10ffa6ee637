"""VTIMEZONE: the clocks of the world as zoneinfo knows them."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrtnet.exchange.zones import vtimezone
from mrtnet.trouble import Trouble

YEARLY = [
    "America/New_York",
    "America/St_Johns",
    "Europe/Dublin",
    "Europe/London",
    "Pacific/Auckland",
    "Australia/Lord_Howe",
    "Asia/Jerusalem",
    "America/Santiago",
    "America/Havana",
    "Pacific/Norfolk",
]
FIXED = ["Asia/Kathmandu", "Asia/Kolkata", "America/Phoenix", "Pacific/Kiritimati", "Etc/GMT+5", "GMT"]
BY_DATE = ["Africa/Casablanca", "Africa/El_Aaiun", "Africa/Cairo", "Asia/Gaza"]
CHANGED = [
    "America/Mexico_City",
    "America/Nuuk",
    "Pacific/Apia",
    "Asia/Tehran",
    "America/Asuncion",
    "Europe/Istanbul",
    "Asia/Amman",
    "America/Whitehorse",
    "Antarctica/Casey",
    "Europe/Volgograd",
    "Pacific/Fiji",
]


def offset(described: bytes, local: datetime) -> timedelta:
    """The offset that a VTIMEZONE gives to a local time, by the letter of RFC 5545 3.6.5: the latest onset counts."""
    from dateutil.rrule import rrulestr

    latest, found = None, timedelta()
    for part in icalendar.Timezone.from_ical(described).subcomponents:
        onsets = [part.decoded("DTSTART")]
        dates = part.get("RDATE", [])
        onsets += [one.dt for group in (dates if isinstance(dates, list) else [dates]) for one in group.dts]
        if "RRULE" in part:
            rule = rrulestr(part["RRULE"].to_ical().decode(), dtstart=onsets[0])
            onsets = [one for one in (rule.before(local, inc=True),) if one]
        last = max((one for one in onsets if one <= local), default=None)
        if last and (latest is None or last > latest):
            latest, found = last, part.decoded("TZOFFSETTO")
    assert latest, "no onset before the time"
    return found


def test_a_zone_is_two_yearly_rules_with_local_onsets() -> None:
    assert vtimezone("America/Chicago", 2026).decode() == (
        "BEGIN:VTIMEZONE\r\nTZID:America/Chicago\r\n"
        "BEGIN:DAYLIGHT\r\nDTSTART:20250309T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\r\n"
        "TZOFFSETFROM:-0600\r\nTZOFFSETTO:-0500\r\nTZNAME:CDT\r\nEND:DAYLIGHT\r\n"
        "BEGIN:STANDARD\r\nDTSTART:20251102T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\r\n"
        "TZOFFSETFROM:-0500\r\nTZOFFSETTO:-0600\r\nTZNAME:CST\r\nEND:STANDARD\r\n"
        "END:VTIMEZONE\r\n"
    )


def test_winter_is_standard_time_in_dublin_too() -> None:
    text = vtimezone("Europe/Dublin", 2026).decode()
    assert re.search(r"BEGIN:DAYLIGHT\r\n.*?TZOFFSETTO:\+0100\r\nTZNAME:IST", text, re.DOTALL)
    assert re.search(r"BEGIN:STANDARD\r\n.*?TZOFFSETTO:\+0000\r\nTZNAME:GMT", text, re.DOTALL)


@pytest.mark.parametrize("name", YEARLY)
def test_yearly_zones_have_no_dates(name: str) -> None:
    text = vtimezone(name, 2026)
    assert (text.count(b"RRULE:"), text.count(b"RDATE"), text.count(b"DTSTART:")) == (2, 0, 2)


@pytest.mark.parametrize("name", FIXED)
def test_fixed_zones_have_one_standard(name: str) -> None:
    text = vtimezone(name, 2026)
    assert (text.count(b"BEGIN:STANDARD"), text.count(b"BEGIN:DAYLIGHT")) == (1, 0)
    assert b"RRULE" not in text
    assert b"RDATE" not in text


@pytest.mark.parametrize("name", BY_DATE)
def test_zones_without_a_yearly_rule_are_told_date_by_date(name: str) -> None:
    text = vtimezone(name, 2026)
    assert text.count(b"\r\nRDATE:") > 60
    assert b"," not in text
    assert b"RRULE" not in text


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(YEARLY + FIXED + BY_DATE + CHANGED), st.integers(1990, 2040), st.integers(0, 20 * 365 * 96))
def test_every_local_time_from_the_first_year_on_has_zoneinfos_offset(name: str, year: int, quarters: int) -> None:
    local = datetime(year, 1, 1) + timedelta(minutes=15 * quarters)  # noqa: DTZ001
    aware = local.replace(tzinfo=ZoneInfo(name))
    exists = aware.astimezone(UTC).astimezone(aware.tzinfo).replace(tzinfo=None) == local
    once = aware.utcoffset() == aware.replace(fold=1).utcoffset()
    if exists and once:
        assert offset(vtimezone(name, year), local) == aware.utcoffset()


@pytest.mark.parametrize("name", ["America/Chicago", "Africa/Cairo"])
def test_years_far_away_give_a_zone_all_the_same(name: str) -> None:
    for year in (1, 1900, 1970, 2087, 2200, 9999):
        assert vtimezone(name, year).count(b"BEGIN:") >= 3


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Mars/Olympus",
        "Eastern Standard Time",
        "../etc/passwd",
        "/etc/passwd",
        "\x00",
        "America",
        "America/Chicago\r\nX:1",
    ],
)
def test_a_name_that_is_no_zone_is_told(name: str) -> None:
    with pytest.raises(Trouble, match="time zone"):
        vtimezone(name, 2026)
