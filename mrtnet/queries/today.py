"""Today: what is late, due today, waiting for a reply, and next. All by one index, a page at a time."""

from datetime import date, time, timedelta
from typing import NamedTuple

from mrtnet.domain.rows import FollowUpRow
from mrtnet.queries import follow_ups
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
    return Today._make([*lists, *counts])


def _ids(connection: Connection, where: str, values: tuple[str, ...], limit: int) -> list[int]:
    found = all_rows(
        connection,
        f"SELECT id FROM follow_up WHERE state = 'open' AND {where} ORDER BY due, id LIMIT ?",
        (*values, limit),
    )
    return [row[0] for row in found]
