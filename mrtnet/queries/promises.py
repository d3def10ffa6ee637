"""Promises of both sides that are still open: the late ones first, then by day, those without a day last."""

from datetime import date
from typing import NamedTuple

from mrtnet.queries.reading import Connection, all_rows, day


class OpenPromise(NamedTuple):
    """A promise that is neither kept nor dropped. `side` is "mine" or "theirs", `late` in days.

    A follow-up of hers that keeps a promise, noted nowhere else, has its number as `follow_up`.
    """

    id: int
    person_id: int
    person: str
    side: str
    text: str
    made_on: date
    due: date | None
    late: int
    follow_up: int | None = None

    @property
    def key(self) -> str:
        """What tells it from the others: "4", and "f12" for a follow-up."""
        return f"f{self.follow_up}" if self.follow_up else str(self.id)


def open_promises(connection: Connection, today: date, side: str = "") -> list[OpenPromise]:
    """What was promised and not kept yet, of one side or (without one) of both."""
    found = all_rows(
        connection,
        "SELECT * FROM (SELECT r.id, r.person_id, p.name, r.side, r.text, r.made_on, r.due, NULL, p.name_key"
        " FROM promise AS r JOIN person AS p ON p.id = r.person_id"
        " WHERE r.kept_on IS NULL AND r.dropped_on IS NULL AND (?1 = '' OR r.side = ?1)"
        " UNION ALL SELECT f.id, f.person_id, p.name, 'mine', f.title, substr(f.created_at, 1, 10), f.due, f.id,"
        " p.name_key FROM follow_up AS f JOIN person AS p ON p.id = f.person_id"
        " WHERE f.kind = 'promise' AND f.state = 'open' AND f.step IN ('', 'promise') AND ?1 IN ('', 'mine')"
        " AND NOT EXISTS (SELECT 1 FROM promise WHERE follow_up_id = f.id))"
        " ORDER BY due IS NULL, due, side, name_key, id",
        (side,),
    )
    rows = []
    for each in found:
        by = day(each[6])
        late = max((today - by).days, 0) if by else 0
        rows.append(OpenPromise._make([*each[:5], date.fromisoformat(each[5]), by, late, each[7]]))
    return rows
