"""Who introduced whom: what she noted, and what is known from where people were met and whom a talk named."""

from datetime import date
from typing import Any, NamedTuple

from mrtnet.queries.reading import Connection, all_rows, day, one_row

LONGEST_CHAIN = 8


class IntroductionRow(NamedTuple):
    """One introduction. `id` is None where it is known only from the person ("met through"), not noted by itself.

    `person` is the name on file, or what was noted of somebody who is not.
    """

    id: int | None
    introducer_id: int
    introducer: str
    person_id: int | None
    person: str
    direction: str
    why: str
    asked_on: date | None
    made_on: date | None
    outcome: str
    told_on: date | None
    opportunity_id: int | None
    opportunity: str


_NOTED = (
    "SELECT n.id, n.introducer_id, a.name, n.person_id, coalesce(b.name, n.whom), n.direction, n.why, n.asked_on,"
    " n.made_on, n.outcome, n.told_on, n.opportunity_id, coalesce(o.title, '') FROM introduction AS n"
    " JOIN person AS a ON a.id = n.introducer_id LEFT JOIN person AS b ON b.id = n.person_id"
    " LEFT JOIN opportunity AS o ON o.id = n.opportunity_id WHERE "
)
_KNOWN = (
    "SELECT NULL, a.id, a.name, b.id, b.name, 'to-me', '', NULL,"
    " coalesce(b.met_on, (SELECT min(m.held_on) FROM takeaway AS t JOIN meeting AS m ON m.id = t.meeting_id"
    "  WHERE t.person_id = b.id AND t.kind = 'named')), '',"
    " (SELECT max(m.reported_on) FROM takeaway AS t JOIN meeting AS m ON m.id = t.meeting_id"
    "  WHERE t.person_id = b.id AND t.kind = 'named'), NULL, ''"
    " FROM person AS b JOIN person AS a ON a.id = b.met_through_id"
    " WHERE NOT EXISTS (SELECT 1 FROM introduction AS n WHERE n.introducer_id = a.id AND n.person_id = b.id"
    "  AND n.direction = 'to-me') AND "
)


def one(connection: Connection, introduction_id: int) -> IntroductionRow | None:
    """One introduction that was noted."""
    row = one_row(connection, _NOTED + "n.id = ?", (introduction_id,))
    return _row(row) if row else None


def of_person(connection: Connection, person_id: int) -> list[IntroductionRow]:
    """All introductions that she is part of, on either side: what is still to be asked first, then the newest."""
    parts = (
        *(f"{_NOTED}n.{column} = ?1" for column in ("introducer_id", "person_id")),
        *(f"{_KNOWN}b.{column} = ?1" for column in ("id", "met_through_id")),
    )
    rows = [_row(each) for each in all_rows(connection, " UNION ALL ".join(parts), (person_id,))]

    def turn(row: IntroductionRow) -> tuple[date, int]:
        return row.made_on or row.asked_on or (date.min if row.id is None else date.max), row.id or 0

    return sorted(rows, key=turn, reverse=True)


def introducers(connection: Connection, person_id: int) -> list[int]:
    """Who brought her and this person together, and who brought her to those, the nearest first."""
    found: list[int] = []
    ask = [person_id]
    while ask and len(found) < LONGEST_CHAIN:
        current = ask.pop(0)
        above = all_rows(
            connection,
            "SELECT met_through_id FROM person WHERE id = ?1 AND met_through_id IS NOT NULL"
            " UNION SELECT introducer_id FROM introduction"
            " WHERE person_id = ?1 AND direction = 'to-me' AND made_on IS NOT NULL ORDER BY 1",
            (current,),
        )
        fresh = [each for (each,) in above if each not in found and each != person_id]
        found += fresh
        ask += fresh
    return found[:LONGEST_CHAIN]


def _row(row: tuple[Any, ...]) -> IntroductionRow:
    return IntroductionRow._make([*row[:7], day(row[7]), day(row[8]), row[9], day(row[10]), *row[11:]])
