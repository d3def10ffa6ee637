"""When entries take place: rules against an independent library; changes, exceptions and zones."""

from datetime import UTC, date, datetime, timedelta
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from mrtnet.exchange.ics_entries import ReadEntry
from mrtnet.exchange.ics_reading import read_calendar
from mrtnet.exchange.recurrence_rules import rule_of, starts_of
from mrtnet.exchange.recurring import Occurrence, occurrences

CHICAGO = ZoneInfo("America/Chicago")
YEAR = (datetime(2026, 1, 1, tzinfo=CHICAGO), datetime(2027, 1, 1, tzinfo=CHICAGO))
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def entries(*events: str) -> tuple[ReadEntry, ...]:
    """Events of these lines, separated by "|", each with a UID and a length of an hour."""
    blocks = []
    for event in events:
        lines = event.split("|")
        lines += [] if any(line.startswith("UID") for line in lines) else ["UID:1"]
        lines += [] if any(line.startswith(("DTEND", "DURATION")) for line in lines) else ["DURATION:PT1H"]
        blocks += ["BEGIN:VEVENT", *lines, "END:VEVENT"]
    return read_calendar("\r\n".join(["BEGIN:VCALENDAR", *blocks, "END:VCALENDAR", ""]).encode()).entries


def starts(*events: str, within: tuple[datetime, datetime] = YEAR) -> list[str]:
    return [told(one) for one in occurrences(entries(*events), *within)]


def utc(moment: date) -> datetime:
    assert isinstance(moment, datetime)
    return moment.astimezone(UTC)


def length(one: Occurrence) -> timedelta:
    return utc(one.ends) - utc(one.starts)


def told(one: Occurrence) -> str:
    return f"{one.starts:%m-%d %H:%M}" if isinstance(one.starts, datetime) else f"{one.starts:%m-%d}"


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Rules that come true before long: dateutil looks for others until the year 9999."""

    def numbers(low: int, high: int, *, negative: bool = False) -> str:
        one = st.integers(low, high) | (st.integers(-high, -low) if negative else st.nothing())
        return ",".join(map(str, draw(st.lists(one, min_size=1, max_size=3))))

    freq = draw(st.sampled_from(["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY"]))
    parts = [f"FREQ={freq}"]
    interval = draw(st.booleans())
    parts += [f"INTERVAL={draw(st.integers(1, 5))}"] if interval else []
    months = not (interval and freq in ("YEARLY", "MONTHLY")) and draw(st.integers(0, 2)) == 0
    parts += [f"BYMONTH={numbers(1, 12)}"] if months else []
    by = draw(st.sampled_from(["", "DAY", "DAY", "MONTHDAY", "YEARDAY", "WEEKNO"]))
    if by == "MONTHDAY" and freq != "WEEKLY":
        parts.append(f"BYMONTHDAY={numbers(1, 28 if months else 31, negative=True)}")
    elif by == "YEARDAY" and freq == "YEARLY" and not months:
        parts.append(f"BYYEARDAY={numbers(1, 365, negative=True)}")
    elif by in ("WEEKNO", "DAY"):
        weeks = by == "WEEKNO" and freq == "YEARLY" and not months
        parts += [f"BYWEEKNO={numbers(1, 52, negative=True)}"] if weeks else []
        ordinals = freq in ("YEARLY", "MONTHLY") and not weeks and draw(st.booleans())
        ordinal = st.sampled_from([1, 2, 3, 4, -1, -2, -4]).map(str) if ordinals else st.just("")
        days = draw(st.lists(st.tuples(ordinal, st.sampled_from(WEEKDAYS)), min_size=1, max_size=3))
        parts.append("BYDAY=" + ",".join(f"{number}{day}" for number, day in days))
        if freq != "WEEKLY" and draw(st.integers(0, 2)) == 0:
            parts.append(f"BYSETPOS={draw(st.sampled_from(['1', '-1', '1,-1']))}")
    if not (interval and freq in ("HOURLY", "MINUTELY")):
        parts += [f"BYHOUR={numbers(0, 23)}"] if draw(st.integers(0, 4)) == 0 else []
        parts += [f"BYMINUTE={numbers(0, 59)}"] if draw(st.integers(0, 4)) == 0 else []
    parts += [f"WKST={draw(st.sampled_from(WEEKDAYS))}"] if draw(st.integers(0, 2)) == 0 else []
    return ";".join(parts)


@settings(max_examples=80, deadline=None)
@given(text=rules(), start=st.datetimes(datetime(2020, 1, 1), datetime(2024, 1, 1)), days=st.sampled_from([30, 400]))  # noqa: DTZ001
def test_rules_mean_what_dateutil_says(text: str, start: datetime, days: int) -> None:
    """Weeks with BYSETPOS are left out: dateutil does not count what lies before the start in the first of them."""
    start = start.replace(second=0, microsecond=0)
    end = start + timedelta(days=days)
    try:
        theirs = rrulestr(f"{text};UNTIL={end:%Y%m%dT%H%M%S}", dtstart=start)
    except ValueError:
        return  # it refuses rules that never come true
    expected = list(takewhile(lambda moment: moment <= end, islice(theirs, 500)))
    rule, said = rule_of(text, start)
    assert said == []
    found = list(islice(starts_of(rule, start, start, end), 500))
    assert found == expected
    if len(expected) > 3:
        low = expected[len(expected) // 2]
        assert list(islice(starts_of(rule, start, low, end), 3)) == [one for one in expected if one >= low][:3]
    if len(expected) > 9 and expected[0] == start:
        counted, said = rule_of(f"{text};COUNT=7", start)
        assert [start, *starts_of(counted, start, start, end)] == expected[:7]
        assert list(starts_of(counted, start, expected[5], end)) == expected[5:7]


@pytest.mark.parametrize(("lines", "expected"), [
    ("DTSTART;TZID=America/Chicago:20260302T090000|RRULE:FREQ=WEEKLY;COUNT=3",
     ["03-02 09:00", "03-09 09:00", "03-16 09:00"]),
    ("DTSTART;TZID=America/Chicago:20260302T090000|RRULE:FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20260501",
     ["03-02 09:00", "03-27 09:00", "04-24 09:00"]),
    ("DTSTART;TZID=America/Chicago:20260302T090000|RRULE:FREQ=DAILY;UNTIL=20260304T150000Z",
     ["03-02 09:00", "03-03 09:00", "03-04 09:00"]),
    ("DTSTART;TZID=America/Chicago:20260302T090000|RRULE:FREQ=DAILY;UNTIL=20260304T145959Z",
     ["03-02 09:00", "03-03 09:00"]),
    ("DTSTART;TZID=America/Chicago:20260302T090000|RRULE:FREQ=DAILY;COUNT=3;INTERVAL=0",
     ["03-02 09:00", "03-03 09:00", "03-04 09:00"]),
    ("DTSTART;TZID=America/Chicago:20260303T090000|RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3",
     ["03-03 09:00", "03-09 09:00", "03-16 09:00"]),
    ("DTSTART;VALUE=DATE:20260130|RRULE:FREQ=MONTHLY;COUNT=3", ["01-30", "03-30", "04-30"]),
    ("DTSTART;VALUE=DATE:20260130|RRULE:FREQ=DAILY;COUNT=9|EXDATE;VALUE=DATE:20260131,20260201|RDATE;VALUE=DATE:20260401"
     "|RRULE:FREQ=YEARLY;COUNT=1|EXRULE:FREQ=DAILY;UNTIL=20260204;INTERVAL=1", ["02-05", "02-06", "02-07", "04-01"]),
    ("DTSTART;TZID=America/Chicago:20260302T090000|RRULE:FREQ=DAILY;COUNT=4|EXDATE:20260303T150000Z"
     "|EXDATE;VALUE=DATE:20260304", ["03-02 09:00", "03-05 09:00"]),
    ("DTSTART;TZID=America/Chicago:20260302T090000|RDATE:20260401T150000Z|RDATE;VALUE=DATE:20260501",
     ["03-02 09:00", "04-01 10:00", "05-01 09:00"]),
    ("DTSTART:20260302T090000|RRULE:FREQ=DAILY;COUNT=2", ["03-02 09:00", "03-03 09:00"]),
    ("DTSTART:20260302T090000|RRULE:FREQ=NEVER", ["03-02 09:00"]),
    ("DTSTART:20260302T090000", ["03-02 09:00"]),
])  # fmt: skip
def test_series(lines: str, expected: list[str]) -> None:
    assert starts(lines) == expected


def test_wall_time_stays_over_a_change_of_the_clocks() -> None:
    found = list(occurrences(entries("DTSTART;TZID=America/Chicago:20260307T090000|RRULE:FREQ=DAILY;COUNT=3"), *YEAR))
    assert [utc(one.starts).hour for one in found] == [15, 14, 14]
    assert all(length(one) == timedelta(hours=1) for one in found)


def test_an_instance_in_the_gap_moves_and_none_is_lost() -> None:
    found = starts("DTSTART;TZID=America/Chicago:20260307T023000|RRULE:FREQ=DAILY;COUNT=3")
    assert found == ["03-07 02:30", "03-08 03:30", "03-09 02:30"]


MOVED = "DTSTART;TZID=America/Chicago:20260302T090000|RRULE:FREQ=WEEKLY;COUNT=4|SUMMARY:Check-in"


def test_a_moved_instance_takes_the_place_of_its_own() -> None:
    moved = "RECURRENCE-ID:20260309T140000Z|DTSTART;TZID=America/Chicago:20260311T110000|SUMMARY:Moved"
    for order in ((MOVED, moved), (moved, MOVED)):
        found = list(occurrences(entries(*order), *YEAR))
        assert [told(one) for one in found] == ["03-02 09:00", "03-11 11:00", "03-16 09:00", "03-23 09:00"]
        assert [one.entry.summary for one in found][1] == "Moved"
        assert found[1].recurrence_id == datetime(2026, 3, 9, 14, tzinfo=UTC)
        assert found[0].recurrence_id == found[0].starts


def test_an_instance_moved_into_or_out_of_the_time_asked_for() -> None:
    moved = "RECURRENCE-ID:20260309T140000Z|DTSTART;TZID=America/Chicago:20260611T110000"
    march = (datetime(2026, 3, 8, tzinfo=UTC), datetime(2026, 3, 12, tzinfo=UTC))
    june = (datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC))
    assert starts(MOVED, moved, within=march) == []
    assert starts(MOVED, moved, within=june) == ["06-11 11:00"]
    assert starts(moved, within=june) == ["06-11 11:00"]


def test_a_cancelled_instance_is_told_as_such() -> None:
    called_off = "RECURRENCE-ID:20260309T140000Z|DTSTART:20260309T140000Z|STATUS:CANCELLED"
    assert [one.entry.status for one in occurrences(entries(MOVED, called_off), *YEAR)] == [
        "CONFIRMED", "CANCELLED", "CONFIRMED", "CONFIRMED"
    ]  # fmt: skip


def test_a_change_of_this_and_all_later_instances() -> None:
    later = (
        "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=America/Chicago:20260316T090000"
        "|DTSTART;TZID=America/Chicago:20260317T103000|DURATION:PT30M|SUMMARY:Shorter"
    )
    found = list(occurrences(entries(MOVED, later), *YEAR))
    assert [told(one) for one in found] == ["03-02 09:00", "03-09 09:00", "03-17 10:30", "03-24 10:30"]
    assert [length(one) // timedelta(minutes=1) for one in found] == [60, 60, 30, 30]


def test_of_several_versions_the_highest_sequence_counts() -> None:
    old, new = f"{MOVED}|SEQUENCE:1", "DTSTART:20260401T140000Z|SEQUENCE:2"
    for order in ((old, new), (new, old)):
        assert starts(*order) == ["04-01 14:00"]


def test_what_overlaps_the_time_asked_for() -> None:
    window = (datetime(2026, 3, 10, 12, tzinfo=UTC), datetime(2026, 3, 10, 13, tzinfo=UTC))
    for lines, seen in (
        ("DTSTART:20260310T110000Z|DTEND:20260310T120000Z", False),
        ("DTSTART:20260310T110000Z|DTEND:20260310T120001Z", True),
        ("DTSTART:20260310T130000Z", False),
        ("DTSTART:20260310T120000Z|DURATION:PT0S", True),
        ("DTSTART:20260301T000000Z|DTEND:20260401T000000Z", True),
        ("DTSTART;VALUE=DATE:20260310|DTEND;VALUE=DATE:20260311", True),
        ("DTSTART;VALUE=DATE:20260311|DTEND;VALUE=DATE:20260312", False),
        ("DTSTART:20260220T110000Z|DTEND:20260225T130000Z|RRULE:FREQ=WEEKLY", True),
    ):
        assert bool(starts(lines, within=window)) == seen, lines


def test_days_and_floating_times_are_those_of_who_asks() -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    window = (datetime(2026, 3, 10, tzinfo=tokyo), datetime(2026, 3, 11, tzinfo=tokyo))
    assert starts("DTSTART;VALUE=DATE:20260310|DURATION:P1D", within=window) == ["03-10"]
    assert starts("DTSTART;VALUE=DATE:20260309|DURATION:P1D", within=window) == []
    assert starts("DTSTART:20260310T003000", within=window) == ["03-10 00:30"]


def test_many_entries_come_in_order_and_ends_of_days_stay_days() -> None:
    found = list(
        occurrences(
            entries(
                "UID:a|DTSTART;VALUE=DATE:20260302|DTEND;VALUE=DATE:20260304|RRULE:FREQ=MONTHLY;COUNT=2",
                "UID:b|DTSTART;TZID=America/Chicago:20260301T090000|RRULE:FREQ=MONTHLY;COUNT=3",
                "UID:c|DTSTART:20260315T090000",
            ),
            *YEAR,
        )
    )
    order = ["03-01 09:00", "03-02", "03-15 09:00", "04-01 09:00", "04-02", "05-01 09:00"]
    assert [told(one) for one in found] == order
    assert found[4].ends == date(2026, 4, 4)


def test_a_rule_that_began_long_ago_is_found_at_once() -> None:
    window = (datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 8, tzinfo=UTC))
    for rule in ("FREQ=HOURLY;INTERVAL=36", "FREQ=DAILY;INTERVAL=3", "FREQ=MINUTELY;COUNT=99999999;INTERVAL=1000"):
        found = starts(f"DTSTART:19900101T000000Z|RRULE:{rule}", within=window)
        assert 2 <= len(found) <= 11, rule
