"""Row 17: the .ics of as many meetings as the book has people, at most 10,000: written, and read back into entries."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import icalendar

from mrtnet.domain.calendar import Entry
from mrtnet.exchange.ics import render_calendar
from mrtnet.exchange.ics_reading import read_calendar
from tests.bench.measure import CPU, Bench, Result, result, rounds

MOST = 10_000
SAMPLE = 1000  # meetings that the floors handle; their time is taken for all of them
ZONES = ("America/Chicago", "America/New_York", "Europe/Berlin", "Asia/Kolkata")


def run(bench: Bench) -> Iterator[Result]:
    """The floors are the icalendar library alone: `Calendar.to_ical` of the same meetings, and `from_ical` of them."""
    meetings = [_meeting(number) for number in range(min(bench.people, MOST))]
    content, sample = render_calendar(meetings, name="Meetings"), render_calendar(meetings[:SAMPLE], name="Meetings")
    parsed = icalendar.Calendar.from_ical(sample)
    share = len(meetings) / min(len(meetings), SAMPLE)
    times = rounds(
        bench.rounds,
        {
            "to_ical": parsed.to_ical,
            "write": lambda: render_calendar(meetings, name="Meetings"),
            "from_ical": lambda: icalendar.Calendar.from_ical(sample),
            "read": lambda: read_calendar(content),
        },
        CPU,
    )
    assert len(read_calendar(content).entries) == len(meetings)
    for what, floor, done, limit in (
        (f".ics of {len(meetings):,} meetings, written", "to_ical", "write", 1.0),
        ("read back", "from_ical", "read", 1.0),
    ):
        yield result(17, what, bench, [one * share for one in times[floor]], times[done], limit)


def _meeting(number: int) -> Entry:
    day = date(2026, 1, 5) + timedelta(days=number % 700)
    return Entry(
        uid=f"{number}@mrtnet.example",
        kind="meeting",
        summary=f"Informational interview {number}: Rosa Delgado-Ruiz (RHIT, CCS)",
        description="Met at the chapter meeting in spring.\nAgenda: her way into auditing; whom to meet",
        location="Room 4, 12 Lake Street",
        url="https://rooms.lakeshore.example/j/552019",
        start_day=day,
        start_time=time(9 + number % 8),
        end_day=day,
        end_time=time(9 + number % 8, 30),
        zone=ZONES[number % len(ZONES)],
        alarm_minutes=15,
        categories=("mrtnet",),
        stamp=datetime(2026, 1, 1, tzinfo=UTC),
    )
