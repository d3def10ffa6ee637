"""Today: what is late, due today, waiting for a reply, and next. All by one index, a page at a time."""

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from typing import NamedTuple

from mrtnet.domain.about import About
from mrtnet.domain.rows import FollowUpRow
from mrtnet.queries import follow_ups, portion
from mrtnet.queries.reading import Connection, all_rows

WAITING = "reply-check"
PAGE = 50
EVERYTHING = -1


class Today(NamedTuple):
    """The page of today. A late one stays late until it is dealt with; the counts cover what the lists leave out."""

    late: list[FollowUpRow]
    today: list[FollowUpRow]
    waiting: list[FollowUpRow]
    next: list[FollowUpRow]
    late_count: int
    today_count: int
    later: Sequence[FollowUpRow] = ()
    later_count: int = 0
    comes: Mapping[int, date] = {}
    """What is due but beyond the portion of the day: the rows that come soonest, how many, {id: the day it comes}."""


class Due(NamedTuple):
    """The portion of a day, and how many are late, due on it and beyond it. Without a limit nothing is beyond it."""

    picked: portion.Picked
    late_count: int
    today_count: int
    later_count: int

    @property
    def for_today(self) -> int:
        """How many there are for today."""
        return self.late_count + self.today_count


def due(connection: Connection, on: date, about: About) -> Due:
    """What is late or due on the day `on`, without its rows."""
    picked, (late, on_it) = portion.picked(connection, on, about), _counts(connection, on)
    if not about.portion.limited:
        return Due(picked, late, on_it, 0)
    taken = len(picked.today)
    return Due(picked, picked.late, taken - picked.late, late + on_it - taken)


def portioned(
    connection: Connection, on: date, about: About, ahead: int = 7, limit: int = PAGE, known: Due | None = None
) -> Today:
    """The same, late and today limited to the portion of the day; what is beyond it stands in `later`.

    `known` is what `due` told, where that was read already.
    """
    if not about.portion.limited:
        return today(connection, on, ahead, limit)
    (taken, comes, _late), late_count, today_count, beyond = known or due(connection, on, about)
    order = sorted(comes, key=lambda row_id: (comes[row_id], row_id))
    if limit != EVERYTHING:
        taken, order = taken[: 2 * limit], order[:limit]
    waiting, coming = _ahead(connection, on, ahead, limit)
    rows = {row.id: row for row in follow_ups.rows(connection, [*taken, *order, *waiting, *coming])}
    chosen = sorted((rows[row_id] for row_id in taken), key=lambda row: (row.due, row.id))
    late = [row for row in chosen if row.due < on]
    on_it = sorted((row for row in chosen if row.due == on), key=_timed_last)
    later, told, following = ([rows[row_id] for row_id in ids] for ids in (order, waiting, coming))
    return Today(late, on_it, told, following, late_count, today_count, later, beyond, comes)


def today(connection: Connection, on: date, ahead: int = 7, limit: int = PAGE) -> Today:
    """What stands on the day `on`, and what comes in the `ahead` days after it; at most `limit` rows a list."""
    day = on.isoformat()
    ids = [_ids(connection, "due < ?", (day,), limit), _ids(connection, "due = ?", (day,), limit),
           *_ahead(connection, on, ahead, limit)]  # fmt: skip
    counts = [len(ids[0]), len(ids[1])]
    if limit in counts:
        counts = _counts(connection, on)
    rows = {row.id: row for row in follow_ups.rows(connection, [row_id for part in ids for row_id in part])}
    late, due, waiting, coming = ([rows[row_id] for row_id in part] for part in ids)
    return Today(late, sorted(due, key=_timed_last), waiting, coming, counts[0], counts[1])


def _timed_last(row: FollowUpRow) -> tuple[bool, time]:
    return row.at is not None, row.at or time.min


def _ahead(connection: Connection, on: date, ahead: int, limit: int) -> tuple[list[int], list[int]]:
    """Who waits for a reply, and what else comes in so many days."""
    day, until = on.isoformat(), (on + timedelta(days=ahead)).isoformat()
    return (
        _ids(connection, f"kind = '{WAITING}' AND due > ?", (day,), limit),
        _ids(connection, f"due > ? AND due <= ? AND kind <> '{WAITING}'", (day, until), limit),
    )


def _counts(connection: Connection, on: date) -> list[int]:
    """How many are late, and how many are due on this day."""
    sql = "SELECT sum(due < ?1), sum(due = ?1) FROM follow_up WHERE state = 'open' AND due <= ?1"
    return [number or 0 for number in all_rows(connection, sql, (on.isoformat(),))[0]]


def _ids(connection: Connection, where: str, values: tuple[str, ...], limit: int) -> list[int]:
    found = all_rows(
        connection,
        f"SELECT id FROM follow_up WHERE state = 'open' AND {where} ORDER BY due, id LIMIT ?",
        (*values, limit),
    )
    return [row[0] for row in found]
