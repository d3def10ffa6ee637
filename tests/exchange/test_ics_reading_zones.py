"""Zones by whatever name: the instants are right, and where nobody can know, it is said."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrtnet.exchange.ics_entries import CalendarRead
from mrtnet.exchange.ics_reading import read_calendar
from mrtnet.exchange.recurring import occurrences
from mrtnet.exchange.zone_names import named
from mrtnet.exchange.zones import vtimezone

NOON = "20260715T120000"


def utc(moment: date) -> datetime:
    assert isinstance(moment, datetime)
    return moment.astimezone(UTC)


def described(name: str, *parts: str) -> str:
    return "\r\n".join(["BEGIN:VTIMEZONE", f"TZID:{name}", *parts, "END:VTIMEZONE", ""])


def part(kind: str, start: str, before: str, after: str, *more: str) -> str:
    lines = [f"BEGIN:{kind}", f"DTSTART:{start}", f"TZOFFSETFROM:{before}", f"TZOFFSETTO:{after}", *more, f"END:{kind}"]
    return "\r\n".join(lines)


OUTLOOK_EASTERN = (
    part("STANDARD", "16010101T020000", "-0400", "-0500", "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11"),
    part("DAYLIGHT", "16010101T020000", "-0500", "-0400", "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=2SU;BYMONTH=3"),
)
NOWHERE = (  # no country changes its clocks like that
    part("STANDARD", "19700101T030000", "+0245", "+0145", "RRULE:FREQ=YEARLY;BYMONTH=9;BYDAY=1MO"),
    part("DAYLIGHT", "19700101T020000", "+0145", "+0245", "RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=-1TU"),
)


def read(tzid: str, zone: str = "", time: str = NOON, more: str = "") -> CalendarRead:
    quoted = f'"{tzid}"' if any(letter in tzid for letter in ":;,") else tzid
    event = f"BEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID={quoted}:{time}\r\nDURATION:PT1H\r\n{more}END:VEVENT\r\n"
    return read_calendar(f"BEGIN:VCALENDAR\r\n{event}{zone}END:VCALENDAR\r\n".encode())


@pytest.mark.parametrize(("tzid", "zone"), [
    ("America/New_York", "America/New_York"), ("america/new_york", "America/New_York"),
    ("Eastern Standard Time", "America/New_York"), ("eastern  standard time", "America/New_York"),
    ("W. Europe Standard Time", "Europe/Berlin"), ("W. Europe Daylight Time", "Europe/Berlin"),
    ("GMT Standard Time", "Europe/London"), ("Central Standard Time (Mexico)", "America/Mexico_City"),
    ("/mozilla.org/20050126_1/America/New_York", "America/New_York"),
    ("/freeassociation.sourceforge.net/Tzfile/Europe/Paris", "Europe/Paris"),
    ("/softwarestudio.org/Olson_20011030_5/America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
    ("/Europe/Berlin", "Europe/Berlin"), ("posix/Europe/Vaduz", "Europe/Vaduz"),
    ("custom_America/New_York", "America/New_York"),
    ("(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"),
    ("(GMT-06.00) Central Time (US & Canada)", "America/Chicago"),
    ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Amsterdam"),
    ("(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi", "Asia/Kolkata"),
    ("Pacific Time (US & Canada)", "America/Los_Angeles"), ("Eastern", "America/New_York"),
    ("US-Eastern", "US/Eastern"), ("US/Eastern", "US/Eastern"), ("America/New York", "America/New_York"),
    ("America-New_York", "America/New_York"), ("Europe_Berlin", "Europe/Berlin"), ("Santiago", "America/Santiago"),
    ("CST", "America/Chicago"), ("PST8PDT", "America/Los_Angeles"), ("CET", "Europe/Berlin"),
    ("UTC+11", "Etc/GMT-11"), ("GMT-0500", "Etc/GMT+5"), ("Etc/GMT+5", "Etc/GMT+5"),
])  # fmt: skip
def test_names_of_zones(tzid: str, zone: str) -> None:
    seen = read(tzid)
    assert seen.problems == ()
    (entry,) = seen.entries
    assert entry.zone == zone
    assert entry.starts == datetime(2026, 7, 15, 12, tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    "tzid", ["UTC", "Etc/UTC", "GMT", "Z", "tzone://Microsoft/Utc", "(UTC) Coordinated Universal Time"]
)
def test_names_of_utc(tzid: str) -> None:
    (entry,) = read(tzid).entries
    assert (entry.starts, entry.zone, entry.floating) == (datetime(2026, 7, 15, 12, tzinfo=UTC), "", False)


@pytest.mark.parametrize(
    "tzid",
    [
        "tzone://Microsoft/Custom",
        "Customized Time Zone",
        "1",
        "Екатеринбург",
        "LOLOLOL",
        "../../etc/passwd",
        "localtime",
        "right/Europe/Berlin2",
        "America",
        "x" * 5000,
    ],
)
def test_a_zone_nobody_knows_is_said_and_the_entry_kept(tzid: str) -> None:
    seen = read(tzid)
    (entry,) = seen.entries
    assert (entry.starts, entry.floating) == (datetime(2026, 7, 15, 12), True)  # noqa: DTZ001 - floating
    (problem,) = seen.problems
    assert "Nobody knows the time zone" in problem.reason
    assert not problem.lost


@pytest.mark.parametrize("tzid", ["tzone://Microsoft/Custom", "Customized Time Zone", " 1", "My zone", "EST"])
def test_a_zone_known_by_its_description_only_is_found_by_its_rules(tzid: str) -> None:
    seen = read(tzid, described(tzid, *OUTLOOK_EASTERN))
    assert seen.problems == ()
    (entry,) = seen.entries
    assert entry.zone == "America/New_York"
    assert utc(entry.starts) == datetime(2026, 7, 15, 16, tzinfo=UTC)


def test_a_zone_like_no_other_is_taken_from_the_file() -> None:
    zone = described("Nowhere", *NOWHERE)
    (summer,) = read("Nowhere", zone).entries
    (winter,) = read("Nowhere", zone, "20261201T120000").entries
    assert summer.zone == winter.zone == ""
    assert utc(summer.starts) == datetime(2026, 7, 15, 9, 15, tzinfo=UTC)
    assert utc(winter.starts) == datetime(2026, 12, 1, 10, 15, tzinfo=UTC)


def test_a_repeating_entry_follows_the_files_own_zone_over_its_change() -> None:
    zone = described("Nowhere", *NOWHERE)
    (entry,) = read("Nowhere", zone, "20260905T120000", "RRULE:FREQ=DAILY;COUNT=4\r\n").entries
    found = occurrences(entry, datetime(2026, 9, 1, tzinfo=UTC), datetime(2026, 10, 1, tzinfo=UTC))
    hours = [(utc(one.starts).day, utc(one.starts).hour) for one in found]
    assert hours == [(5, 9), (6, 9), (7, 10), (8, 10)]


def test_a_name_that_misleads_gives_way_to_the_description() -> None:
    fixed = described("Eastern Standard Time", part("STANDARD", "16010101T000000", "+0530", "+0530"))
    (entry,) = read("Eastern Standard Time", fixed).entries
    assert utc(entry.starts) == datetime(2026, 7, 15, 6, 30, tzinfo=UTC)
    (exact,) = read("America/New_York", fixed.replace("Eastern Standard Time", "America/New_York")).entries
    assert exact.zone == "America/New_York"


def test_an_older_law_in_the_description_does_not_change_the_zone() -> None:
    until_2006 = (
        part("STANDARD", "19701025T020000", "-0400", "-0500", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"),
        part("DAYLIGHT", "19700405T020000", "-0500", "-0400", "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=4"),
    )
    (entry,) = read("Eastern Standard Time", described("Eastern Standard Time", *until_2006), "20261030T120000").entries
    assert entry.zone == "America/New_York"


def test_the_hours_in_a_name_are_better_than_nothing() -> None:
    seen = read("GMT-05.00/-04.00")
    assert seen.entries[0].zone == "America/New_York"
    assert "It was taken for America/New_York" in seen.problems[0].reason
    (half,) = read("(UTC+05:45) My office").entries
    assert half.starts == datetime(2026, 7, 15, 6, 15, tzinfo=UTC)


def test_a_broken_description_is_no_reason_to_fail() -> None:
    for parts in ((), ("garbage",), (part("STANDARD", "never", "?", "?"),), (part("STANDARD", "1", "+9999", "-0500"),)):
        seen = read("Strange", described("Strange", *parts))
        assert seen.entries[0].floating
    bomb = part("STANDARD", "19700101T000000", "+0100", "+0200", "RRULE:FREQ=SECONDLY")
    assert len(read("Strange", described("Strange", bomb)).entries) == 1


def test_a_time_that_the_clocks_skip_moves_on_and_one_that_comes_twice_is_the_first() -> None:
    skipped = read("America/Chicago", time="20270314T023000")
    assert utc(skipped.entries[0].starts) == datetime(2027, 3, 14, 8, 30, tzinfo=UTC)
    assert "skip 02:30" in skipped.problems[0].reason
    twice = read("America/Chicago", time="20261101T013000")
    assert utc(twice.entries[0].starts) == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
    assert twice.problems == ()


def test_two_calendars_in_one_file_keep_their_own_zones() -> None:
    def one(uid: str, offset: str) -> str:
        zone = described("1", part("STANDARD", "19700101T000000", offset, offset))
        event = f"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTART;TZID=1:{NOON}\r\nEND:VEVENT\r\n"
        return f"BEGIN:VCALENDAR\r\n{event}{zone}END:VCALENDAR\r\n"

    seen = read_calendar((one("a", "+0100") + one("b", "+0200")).encode()).entries
    assert [utc(entry.starts).hour for entry in seen] == [11, 10]


@settings(max_examples=60, deadline=None)
@given(
    zone=st.sampled_from(sorted(available_timezones() - {"Factory", "localtime"})),
    moment=st.datetimes(datetime(2020, 1, 1), datetime(2036, 1, 1)),  # noqa: DTZ001
)
def test_every_zone_is_right_by_its_description_alone(zone: str, moment: datetime) -> None:
    """What the writer says about a zone, under a name that tells nothing."""
    moment = moment.replace(microsecond=0)
    block = vtimezone(zone, 2020).decode().replace(f"TZID:{zone}\r\n", "TZID:Unknown\r\n")
    if zone in ("UTC", "Zulu"):
        return
    (entry,) = read("Unknown", block, f"{moment:%Y%m%dT%H%M%S}").entries
    assert not entry.floating
    expected = moment.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    assert abs(utc(entry.starts) - expected) < timedelta(seconds=1)


@given(name=st.text(max_size=80))
def test_no_name_crashes(name: str) -> None:
    meant = named(name)
    assert meant.name == "" or ZoneInfo(meant.name)
