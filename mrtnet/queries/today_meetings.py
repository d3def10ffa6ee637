"""What Today shows of meetings: the next one, those still coming today, and what is left to do after the last ones."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from mrtnet import clock
from mrtnet.domain import meetings as rules
from mrtnet.domain import zoned
from mrtnet.domain.about import About
from mrtnet.domain.meetings import Act, MeetingFacts
from mrtnet.domain.rows import MeetingRow
from mrtnet.queries import meetings
from mrtnet.queries.planning import my_zone
from mrtnet.queries.reading import Connection, all_rows

AFTER = frozenset({"capture", "thank-you"})
"""Kinds of acts that Today shows of a meeting itself; the others stand there as follow-ups of its playbook."""
_SPENT = timedelta(days=30)
_LONGEST = timedelta(days=15)  # longer than any meeting lasts
_MOST = 20


class Undone(NamedTuple):
    """Something left to do after a meeting."""

    meeting: MeetingRow
    act: Act


class MeetingsToday(NamedTuple):
    """`next` is the next one or the one that runs now, `coming` all that begin today and are not over."""

    next: MeetingRow | None
    coming: list[MeetingRow]
    undone: list[Undone]


def meetings_today(connection: Connection, about: About, now: datetime) -> MeetingsToday:
    """The meetings of this day; `now` is aware. Raises Trouble where no working day is left in the calendar."""
    zone = my_zone(about)
    wall = zoned.wall(now, zone)
    ahead = meetings.rows(connection, _coming(connection, now))
    coming = [row for row in ahead if row.starts and zoned.wall(row.starts, zone).date() <= wall.date()]
    ids = dict.fromkeys([*meetings.without_outcome(connection, now), *_not_thanked(connection, now)])
    undone = [
        Undone(row, act)
        for row in meetings.rows(connection, list(ids))
        for act in rules.shown_today(facts(row, zone), wall, about.days)
        if act.kind in AFTER
    ]
    return MeetingsToday(ahead[0] if ahead else None, coming, undone)


def facts(row: MeetingRow, zone: str) -> MeetingFacts:
    """What the rules ask of a meeting, on the clock of her zone."""
    starts = zoned.wall(row.starts, zone) if row.starts else None
    ends = starts + timedelta(minutes=row.minutes) if starts else None
    return MeetingFacts(row.kind, row.people[0] if row.people else row.title, row.dates, starts, ends)


def _coming(connection: Connection, now: datetime) -> list[int]:
    """The next meetings that are not over, by their index: Today is read before anything is painted."""
    found = all_rows(
        connection,
        "SELECT id FROM meeting WHERE starts_utc > ? AND cancelled_on IS NULL AND declined_on IS NULL"
        " AND held_on IS NULL AND strftime('%Y-%m-%dT%H:%M:%SZ', starts_utc, '+' || minutes || ' minutes') > ?"
        " ORDER BY starts_utc, id LIMIT ?",
        (clock.as_text(now - _LONGEST), clock.as_text(now), _MOST),
    )
    return [row[0] for row in found]


def _not_thanked(connection: Connection, now: datetime) -> list[int]:
    """Meetings held in the last month for which no thanks are noted, the newest first."""
    since = f"{(now.astimezone(UTC) - _SPENT):%Y-%m-%d}"
    found = all_rows(
        connection,
        "SELECT id FROM meeting WHERE held_on >= ? AND (thanked_on IS NULL OR thanked_on < held_on)"
        " ORDER BY held_on DESC, id",
        (since,),
    )
    return [row[0] for row in found]
