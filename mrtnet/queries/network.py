"""The network map's people and who of them knows whom. Read beside the window; each list is bounded."""

from collections.abc import Callable, Sequence

from mrtnet.domain.layout_groups import Dot, Tie
from mrtnet.queries.reading import CREDENTIALS, Connection, all_rows, day, in_batches

MOST_PEOPLE = 20_000
MOST_TIES = 3_000
_TOGETHER = 6  # so many at one table know each other afterwards

_PEOPLE = f"""
SELECT p.id, p.name, p.given, p.met_event_id, coalesce(nullif(e.short, ''), e.name, ''), j.organization_id,
  coalesce(o.name, ''), p.met_how, {CREDENTIALS}, p.last_contact
FROM person AS p LEFT JOIN event AS e ON e.id = p.met_event_id
LEFT JOIN job AS j ON j.id = (SELECT id FROM job WHERE person_id = p.id AND until IS NULL ORDER BY position LIMIT 1)
LEFT JOIN organization AS o ON o.id = j.organization_id
WHERE p.id IN ({{marks}})
"""
_INTRODUCED = """
SELECT met_through_id, id FROM person WHERE met_through_id IS NOT NULL
UNION SELECT introducer_id, person_id FROM introduction WHERE person_id IS NOT NULL AND made_on IS NOT NULL
ORDER BY 1, 2 LIMIT ?
"""
_MET = """
SELECT DISTINCT a.person_id, b.person_id FROM meeting_person AS a
JOIN meeting_person AS b ON b.meeting_id = a.meeting_id AND b.person_id > a.person_id
JOIN meeting AS m ON m.id = a.meeting_id
WHERE m.held_on IS NOT NULL AND (SELECT count(*) FROM meeting_person WHERE meeting_id = m.id) <= ?1
UNION SELECT a.person_id, b.person_id FROM (
  SELECT interaction_id FROM interaction_person GROUP BY interaction_id HAVING count(*) BETWEEN 2 AND ?1) AS few
JOIN interaction AS i ON i.id = few.interaction_id AND i.kind = 'meeting'
JOIN interaction_person AS a ON a.interaction_id = few.interaction_id
JOIN interaction_person AS b ON b.interaction_id = few.interaction_id AND b.person_id > a.person_id
ORDER BY 1, 2 LIMIT ?2
"""


def count(connection: Connection) -> int:
    """How many people there are to be shown: those who live."""
    return int(all_rows(connection, "SELECT count(*) FROM person WHERE deceased = 0")[0][0])


def dots(connection: Connection, stopped: Callable[[], bool] = lambda: False) -> list[Dot]:
    """At most MOST_PEOPLE who live, by id: those she was in touch with last. Others may run between two portions."""
    ids = all_rows(
        connection,
        "SELECT id FROM person WHERE deceased = 0 ORDER BY last_contact DESC, id DESC LIMIT ?",
        (MOST_PEOPLE,),
    )
    found: list[Dot] = []
    for marks, batch in in_batches([row[0] for row in ids]):
        if stopped():
            break
        found.extend(_dot(row) for row in all_rows(connection, _PEOPLE.format(marks=marks), batch))
    return sorted(found)


def _dot(row: tuple[object, ...]) -> Dot:
    typed = list(row)
    typed[2] = row[2] or str(row[1]).split()[0] if str(row[1]).split() else ""
    typed[9] = day(str(row[9])) if row[9] else None
    return Dot._make(typed)


def ties(connection: Connection, people: Sequence[Dot]) -> list[Tie]:
    """Who of these knows whom: introduced, or met together; at most MOST_TIES of each, the lower id first."""
    here = {dot.id for dot in people}
    found: dict[tuple[int, int], Tie] = {}
    for kind, rows in (
        ("introduced", all_rows(connection, _INTRODUCED, (MOST_TIES,))),
        ("met", all_rows(connection, _MET, (_TOGETHER, MOST_TIES))),
    ):
        for one, other in rows:
            if one != other and one in here and other in here:
                pair = (min(one, other), max(one, other))
                found.setdefault(pair, Tie(*pair, kind))
    return sorted(found.values())
