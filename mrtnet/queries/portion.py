"""What of all that is due belongs to today's portion, and on which day the rest comes."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from mrtnet.domain.about import About
from mrtnet.domain.portion import Due, places
from mrtnet.queries.follow_ups import HER_OWN_DAY
from mrtnet.queries.reading import Connection, all_rows

LOOKED_AT = 300
"""So many of the most pressing, and of the earliest due, are looked at; what lies behind them comes later still."""
_AHEAD = timedelta(days=28)
_PRESSING = ("thank-you", "first-touch", "promise", "report-back")
_COLUMNS = f"SELECT id, person_id, kind, due, (step = '' OR {HER_OWN_DAY}) FROM follow_up WHERE state = 'open'"
_DUE = " UNION ".join(
    f"SELECT * FROM ({_COLUMNS} AND {which} LIMIT {most})"
    for which, most in (
        ("due = ?1 ORDER BY id", LOOKED_AT),
        *((f"kind = '{kind}' AND due < ?1 ORDER BY due, id", LOOKED_AT // len(_PRESSING)) for kind in _PRESSING),
        ("due < ?1 ORDER BY due, id", LOOKED_AT),
    )
)


class Picked(NamedTuple):
    """The follow-ups of today's portion in its order, and {the others: the day each comes} as far as looked at."""

    today: list[int]
    comes: Mapping[int, date]
    late: int
    """How many of today's portion were due before."""


def picked(connection: Connection, on: date, about: About) -> Picked:
    """Today's portion on the day `on`: what is late or due then, as far as it has room."""
    day, until = on.isoformat(), (on + _AHEAD).isoformat()
    rows = {row[0]: row for row in _due(connection, day)}
    if about.portion.limited:  # what comes in the next weeks takes its room there
        coming = f"{_COLUMNS} AND due > ?1 AND due <= ?2 ORDER BY due, id LIMIT {LOOKED_AT}"
        rows.update((row[0], row) for row in all_rows(connection, coming, (day, until)))
    dues = [Due(row[0], row[1], row[2], date.fromisoformat(row[3]), bool(row[4])) for row in rows.values()]
    found = places(dues, on, about.days, about.portion, _done(connection, day))
    due_now = [each.id for each in dues if each.due <= on]
    late = sum(each.due < on and found[each.id] == on for each in dues)
    return Picked(
        [row_id for row_id in found if found[row_id] == on],
        {row_id: found[row_id] for row_id in due_now if found[row_id] > on},
        late,
    )


def _due(connection: Connection, day: str) -> list[tuple[int, int | None, str, str, int]]:
    """All that was put on this day, the first of each pressing kind, and the earliest of all; each once."""
    return all_rows(connection, _DUE, (day,))


def _done(connection: Connection, day: str) -> list[tuple[int | None, str]]:
    sql = f"SELECT person_id, kind FROM follow_up WHERE closed_on = ? AND state = 'done' LIMIT {LOOKED_AT}"
    return [(person_id, kind) for person_id, kind in all_rows(connection, sql, (day,))]
