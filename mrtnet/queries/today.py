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


def portioned(connection: Connection, on: date, about: About, ahead: int = 7, limit: int = PAGE) -> Today:
    """The same, late and today limited to the portion of the day; what is beyond it stands in `later`."""
    whole = today(connection, on, ahead, limit)
    if not about.portion.limited:
        return whole
    taken, comes = portion.picked(connection, on, about)
    beyond = whole.late_count + whole.today_count - len(taken)
    if beyond <= 0:
        return whole
    order = sorted(comes, key=lambda row_id: (comes[row_id], row_id))
    if limit != EVERYTHING:
        taken, order = taken[: 2 * limit], order[:limit]
    rows = {row.id: row for row in follow_ups.rows(connection, [*taken, *order])}
    chosen = sorted((rows[row_id] for row_id in taken), key=lambda row: (row.due, row.id))
    late = [row for row in chosen if row.due < on]
    due = sorted((row for row in chosen if row.due == on), key=lambda row: (row.at is not None, row.at or time.min))
    return whole._replace(
        late=late,
        today=due,
        late_count=len(late),
        today_count=len(due),
        later=[rows[row_id] for row_id in order],
        later_count=beyond,
        comes=comes,
    )


def today(connection: Connection, on: date, ahead: int = 7, limit: int = PAGE) -> Today:
    """What stands on the day `on`, and what comes in the `ahead` days after it; at most `limit` rows a list."""
    day = on.isoformat()
    until = (on + timedelta(days=ahead)).isoformat()
    late = _ids(connection, "due < ?", (day,), limit)
    due = _ids(connection, "due = ?", (day,), limit)
    waiting = _ids(connection, f"kind = '{WAITING}' AND due > ?", (day,), limit)
    coming = _ids(connection, f"due > ? AND due <= ? AND kind <> '{WAITING}'", (day, until), limit)
    rows = {row.id: row for row in follow_ups.rows(connection, [*late, *due, *waiting, *coming])}
    due.sort(key=lambda row_id: (rows[row_id].at is not None, rows[row_id].at or time.min))  # timed ones last, in order
    counts = [len(late), len(due)]
    for index, (where, value) in enumerate((("due < ?", day), ("due = ?", day))):
        if counts[index] == limit:
            found = all_rows(connection, f"SELECT count(*) FROM follow_up WHERE state = 'open' AND {where}", (value,))
            counts[index] = found[0][0]
    lists = [[rows[row_id] for row_id in ids] for ids in (late, due, waiting, coming)]
    return Today(lists[0], lists[1], lists[2], lists[3], counts[0], counts[1])


def _ids(connection: Connection, where: str, values: tuple[str, ...], limit: int) -> list[int]:
    found = all_rows(
        connection,
        f"SELECT id FROM follow_up WHERE state = 'open' AND {where} ORDER BY due, id LIMIT ?",
        (*values, limit),
    )
    return [row[0] for row in found]
