"""Promises of both sides that are still open: the late ones first, then by day, those without a day last."""

from datetime import date
from typing import NamedTuple

from mrtnet.queries.reading import Connection, all_rows, day


class OpenPromise(NamedTuple):
    """A promise that is neither kept nor dropped. `side` is "mine" or "theirs", `late` in days."""

    id: int
    person_id: int
    person: str
    side: str
    text: str
    made_on: date
    due: date | None
    late: int


def open_promises(connection: Connection, today: date, side: str = "") -> list[OpenPromise]:
    """What was promised and not kept yet, of one side or (without one) of both."""
    found = all_rows(
        connection,
        "SELECT r.id, r.person_id, p.name, r.side, r.text, r.made_on, r.due FROM promise AS r"
        " JOIN person AS p ON p.id = r.person_id"
        " WHERE r.kept_on IS NULL AND r.dropped_on IS NULL AND (?1 = '' OR r.side = ?1)"
        " ORDER BY r.due IS NULL, r.due, r.side, p.name_key, r.id",
        (side,),
    )
    rows = []
    for each in found:
        by = day(each[6])
        late = max((today - by).days, 0) if by else 0
        rows.append(OpenPromise._make([*each[:5], date.fromisoformat(each[5]), by, late]))
    return rows
