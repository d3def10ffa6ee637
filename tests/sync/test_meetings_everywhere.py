"""Random meetings over all zones, planned, moved and called off in a real book: every reader sees the same instants."""

import random
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import pytest
from sqlmodel import Session

from mrtnet.domain.forms import PersonForm
from mrtnet.domain.meeting_forms import MeetingForm
from mrtnet.edits import meetings, people
from mrtnet.exchange.ics import render_calendar
from mrtnet.exchange.zones import vtimezone
from mrtnet.queries.calendar import Chosen
from mrtnet.store.book import Book, titled
from mrtnet.sync.items import going_out
from tests.exchange.engines import available_engines

TODAY = date(2026, 10, 15)
MEETINGS = Chosen(kinds=frozenset({"meeting"}))


def _near_an_edge(dice: random.Random, zone: str, often: int = 3) -> datetime:
    """A wall time from now to 2040; one in `often` within two hours of a change of that zone's clocks."""
    edges = re.findall(rb"(?:DTSTART|RDATE):(\d{8}T\d{6})", vtimezone(zone, 2026))
    inside = [edge for edge in edges if b"2026" <= edge[:4] <= b"2040"]
    if dice.randrange(often) == 0 and inside:
        edge = datetime.strptime(dice.choice(inside).decode(), "%Y%m%dT%H%M%S")  # noqa: DTZ007
        return edge.replace(second=0) + timedelta(minutes=15 * dice.randrange(-8, 9))
    return datetime(2026, 11, 1) + timedelta(minutes=15 * dice.randrange(13 * 365 * 96))  # noqa: DTZ001


def _plan(session: Session, dice: random.Random, count: int) -> None:
    zones = sorted(available_timezones() - {"Factory", "localtime"})
    who = [people.add_person(session, PersonForm(name=f"Person {n}"), today=TODAY) for n in range(count // 5 + 1)]
    for _number in range(count):
        zone = dice.choice(zones)
        wall = _near_an_edge(dice, zone)
        form = MeetingForm(
            kind="call", day=wall.date(), at=wall.time(), second=dice.random() < 0.5, zone=zone,
            minutes=dice.choice([15, 30, 60, 180]), alarms=dice.choice([[], [0], [1440, 15]]),
        )  # fmt: skip
        meetings.plan_meeting(session, form, [dice.choice(who)], today=TODAY)
    titled(session, "Planned many")


def _move_and_cancel(session: Session, dice: random.Random, count: int) -> None:
    zones = sorted(available_timezones() - {"Factory", "localtime"})
    for meeting_id in range(1, count + 1):
        turn = dice.random()
        if turn < 0.3:
            zone = dice.choice(zones)
            wall = _near_an_edge(dice, zone)
            meetings.move_meeting(session, meeting_id, wall.date(), wall.time(), today=TODAY, zone=zone)
        elif turn < 0.4:
            meetings.cancel_meeting(session, meeting_id, today=TODAY)
    titled(session, "Moved and called off many")


def _agree(book: Book) -> dict[str, int]:
    """How many entries each reader sees; fails where one sees another instant or alarm than the book means."""
    entries = going_out(book, MEETINGS, with_entries=True).entries
    meant: dict[str, tuple[Any, ...]] = {}
    for uid, starts, minutes, alarms, off in book.read.execute(
        "SELECT uid, starts_utc, minutes, alarms, cancelled_on IS NOT NULL FROM meeting"
    ).fetchall():
        start = datetime.fromisoformat(starts)
        before = [] if off or not alarms else [start - timedelta(minutes=min(map(int, alarms.split())))]
        meant[uid] = (start, start + timedelta(minutes=minutes), before, "CANCELLED" if off else "CONFIRMED")
    content = render_calendar(entries)
    counts = {}
    for name, read in available_engines().items():
        seen = {item["uid"]: item for item in read(content)}
        assert seen.keys() == meant.keys(), name
        for uid, item in seen.items():
            # A meeting over a change of the clocks keeps its length on the wall: its end is told apart.
            got = (item["start_utc"].astimezone(UTC), item["alarms_utc"], item["status"])
            assert got == (meant[uid][0], meant[uid][2], meant[uid][3]), (name, uid)
            assert item["end_utc"] > item["start_utc"]
        counts[name] = len(seen)
    return counts


@pytest.mark.parametrize("count", [120, pytest.param(5_000, marks=pytest.mark.long)])
def test_every_reader_agrees_on_every_meeting(tmp_path: Path, count: int) -> None:
    dice = random.Random(count)
    with Book.open(tmp_path / "book.mrtnet") as book:
        book.do(_plan, dice, count)
        print(_agree(book))
        book.do(_move_and_cancel, dice, count)
        print(_agree(book))
        book.undo()
        _agree(book)
