"""What may have to be reminded of: open follow-ups up to a day whose reminder nobody has shown yet."""

from datetime import date, datetime
from typing import Any

from mrtnet.domain.reminders import Due
from mrtnet.queries.reading import Connection, all_rows, clock_time, one_row

MOST = 500
_MOMENT = "f.due || CASE WHEN f.at IS NULL THEN '' ELSE 'T' || f.at END"
"""SQL for the written due moment of follow-up `f`, as `Due.key` has it."""
PAUSE = (0, "pause")
"""The key under which a pause of all reminders is kept (no follow-up has the id 0)."""


def not_shown(connection: Connection, until: date) -> list[Due]:
    """Open follow-ups due up to this day whose reminder nobody has shown, the earliest first; at most MOST."""
    found = all_rows(
        connection,
        "SELECT f.id, f.due, f.at, f.title, coalesce(p.name, ''), f.created_at"
        " FROM follow_up AS f LEFT JOIN person AS p ON p.id = f.person_id"
        " WHERE f.state = 'open' AND f.due <= ? AND NOT EXISTS (SELECT 1 FROM reminder_shown AS s"
        f" WHERE s.follow_up_id = f.id AND s.moment = {_MOMENT} AND s.shown_at IS NOT NULL)"
        " ORDER BY f.due, coalesce(f.at, ''), f.id LIMIT ?",
        (until.isoformat(), MOST),
    )
    return [_due(row) for row in found]


def claimed_by_others(connection: Connection, who: str, now: datetime) -> dict[tuple[int, str], datetime]:
    """{(follow-up, moment): end of the lease} of reminders that another program is about to show."""
    found = all_rows(
        connection,
        "SELECT follow_up_id, moment, lease_until FROM reminder_shown"
        " WHERE shown_at IS NULL AND claimed_by <> ? AND lease_until > ? AND follow_up_id > 0",
        (who, as_text(now)),
    )
    return {(row[0], row[1]): datetime.fromisoformat(row[2]) for row in found}


def paused_until(connection: Connection) -> datetime | None:
    """The instant until which all reminders are paused."""
    sql = "SELECT lease_until FROM reminder_shown WHERE follow_up_id = ? AND moment = ?"
    row = one_row(connection, sql, PAUSE)
    return datetime.fromisoformat(row[0]) if row and row[0] else None


def as_text(moment: datetime) -> str:
    """An aware UTC instant as the book keeps it."""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _due(row: tuple[Any, ...]) -> Due:
    made = datetime.fromisoformat(row[5]) if row[5] else None
    return Due(row[0], date.fromisoformat(row[1]), clock_time(row[2]), row[3], row[4], made)
