"""Follow-ups: one, those of a person or event, those between two days."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from mrtnet.domain.rows import FollowUpRow
from mrtnet.queries.reading import CREDENTIALS, Connection, all_rows, clock_time, day, in_batches

HER_OWN_DAY = "(snoozed > 0 OR at IS NOT NULL OR due <> first_due)"
"""Whether she put a row of `follow_up` off, or gave it another day or a time: `edits.prompts.her_own_day` in SQL."""

# The parts of a follow-up row that come from other tables are looked up for the rows found, never joined before.
_COLUMNS = f"""
SELECT f.id, f.uid, f.person_id, coalesce(p.name, ''),
  {CREDENTIALS},
  coalesce((SELECT o.name FROM job AS j JOIN organization AS o ON o.id = j.organization_id
            WHERE j.person_id = p.id AND j.until IS NULL ORDER BY j.position LIMIT 1), ''),
  f.kind, f.title, f.due, f.at, f.first_due, f.snoozed, f.state, f.closed_on, f.channel, f.template, f.reason,
  f.event_id, coalesce(nullif(e.short, ''), e.name, ''), f.run_id, coalesce(r.playbook, ''), f.step, f.note
FROM follow_up AS f
LEFT JOIN person AS p ON p.id = f.person_id
LEFT JOIN event AS e ON e.id = f.event_id
LEFT JOIN run AS r ON r.id = f.run_id
"""


def rows(connection: Connection, ids: Sequence[int]) -> list[FollowUpRow]:
    """The follow-ups with these ids, in this order."""
    found: dict[int, FollowUpRow] = {}
    for marks, batch in in_batches(ids):
        for row in all_rows(connection, f"{_COLUMNS} WHERE f.id IN ({marks})", batch):
            found[row[0]] = follow_up_row(row)
    return [found[row_id] for row_id in ids if row_id in found]


def one(connection: Connection, follow_up_id: int) -> FollowUpRow | None:
    """The follow-up with this id."""
    return next(iter(rows(connection, [follow_up_id])), None)


def open_between(connection: Connection, first: date, last: date, limit: int = 500) -> list[FollowUpRow]:
    """Open follow-ups due from `first` to `last`, in order of day, time and id."""
    return _selected(connection, "f.state = 'open' AND f.due BETWEEN ? AND ?", (first, last), limit)


def of_person(connection: Connection, person_id: int, *, only_open: bool = True) -> list[FollowUpRow]:
    """A person's follow-ups in order of day; the first open one is her next step."""
    state = " AND f.state = 'open'" if only_open else ""
    return _selected(connection, f"f.person_id = ?{state}", (person_id,), 500)


def of_event(connection: Connection, event_id: int, *, only_open: bool = True) -> list[FollowUpRow]:
    """The follow-ups that come from an event, in order of day."""
    state = " AND f.state = 'open'" if only_open else ""
    return _selected(connection, f"f.event_id = ?{state}", (event_id,), 5_000)


def closed_on(connection: Connection, on: date) -> list[FollowUpRow]:
    """What was done on this day (skipped ones are not)."""
    return _selected(connection, "f.closed_on = ? AND f.state = 'done'", (on,), 500)


def all_open(connection: Connection, since: date | None = None) -> list[FollowUpRow]:
    """All open follow-ups due on or after `since`, for export."""
    start = since.isoformat() if since else ""
    return _selected(connection, "f.state = 'open' AND f.due >= ?", (start,), -1)


def _selected(connection: Connection, where: str, values: Sequence[object], limit: int) -> list[FollowUpRow]:
    told = [value.isoformat() if isinstance(value, date) else value for value in values]
    ids = all_rows(
        connection,
        f"SELECT f.id FROM follow_up AS f WHERE {where} ORDER BY f.due, coalesce(f.at, ''), f.id LIMIT ?",
        [*told, limit],
    )
    return rows(connection, [row[0] for row in ids])


def follow_up_row(row: tuple[Any, ...]) -> FollowUpRow:
    """A row of the SELECT above with its days and times typed."""
    typed = list(row)
    typed[8], typed[9], typed[10], typed[13] = day(row[8]), clock_time(row[9]), day(row[10]), day(row[13])
    return FollowUpRow._make(typed)
