"""What the page of one event shows: the people met there with their next step, and how soon they were thanked."""

from datetime import date, time
from typing import NamedTuple

from mrtnet.queries.reading import CREDENTIALS, Connection, all_rows, clock_time, day, one_row


class MetRow(NamedTuple):
    """One person met at an event: a row of its grid. `thanked_on` is the day a thank-you from this event was done."""

    id: int
    name: str
    credentials: str
    rank: str
    organization: str
    title: str
    reach: str
    interaction_id: int
    talked: str
    follow_up_id: int | None
    kind: str
    step: str
    due: date | None
    at: time | None
    thanked_on: date | None


_MET = f"""
SELECT p.id, p.name, {CREDENTIALS}, p.rank, coalesce(o.name, ''), coalesce(j.title, ''),
  coalesce((SELECT group_concat(value, ', ') FROM
    (SELECT value FROM reach WHERE person_id = p.id ORDER BY position, id)), ''),
  i.id, i.body, f.id, coalesce(f.kind, ''), coalesce(f.title, ''), f.due, f.at,
  (SELECT max(closed_on) FROM follow_up WHERE person_id = p.id AND event_id = i.event_id AND kind = 'thank-you'
    AND state = 'done')
FROM interaction AS i
JOIN interaction_person AS ip ON ip.interaction_id = i.id
JOIN person AS p ON p.id = ip.person_id
LEFT JOIN job AS j ON j.id = (SELECT id FROM job WHERE person_id = p.id AND until IS NULL ORDER BY position LIMIT 1)
LEFT JOIN organization AS o ON o.id = j.organization_id
LEFT JOIN follow_up AS f ON f.id = (
  SELECT id FROM follow_up WHERE person_id = p.id AND state = 'open' ORDER BY due, id LIMIT 1)
WHERE i.event_id = ? AND i.kind = 'met'
ORDER BY ip.id
"""


def people_met(connection: Connection, event_id: int) -> list[MetRow]:
    """The people met at this event in the order they were logged, each once with the first meeting there."""
    found: dict[int, MetRow] = {}
    for row in all_rows(connection, _MET, (event_id,)):
        made = MetRow._make([*row[:12], day(row[12]), clock_time(row[13]), day(row[14])])
        found.setdefault(made.id, made)
    return list(found.values())


def days_to_thank(connection: Connection, event_id: int) -> float | None:
    """The average days from meeting to thank-you, of those who were thanked; None before the first."""
    row = one_row(
        connection,
        "SELECT avg(julianday(f.closed_on) - julianday(p.met_on)) FROM follow_up AS f JOIN person AS p"
        " ON p.id = f.person_id WHERE f.event_id = ? AND f.kind = 'thank-you' AND f.state = 'done'"
        " AND p.met_on IS NOT NULL AND f.closed_on >= p.met_on",
        (event_id,),
    )
    return None if row is None or row[0] is None else float(row[0])


def thanks_to_write(connection: Connection, event_id: int) -> list[tuple[int, int]]:
    """(follow-up, person) of the thank-yous of this event that are still open, the nearest first."""
    found = all_rows(
        connection,
        "SELECT id, person_id FROM follow_up WHERE event_id = ? AND kind = 'thank-you' AND state = 'open'"
        " AND person_id IS NOT NULL ORDER BY due, id",
        (event_id,),
    )
    return [(row[0], row[1]) for row in found]


def open_steps(connection: Connection, person_ids: list[int]) -> dict[int, int]:
    """{person: her nearest open follow-up}."""
    marks = ", ".join("?" * len(person_ids))
    found = all_rows(
        connection,
        f"SELECT person_id, id FROM follow_up WHERE person_id IN ({marks}) AND state = 'open'"
        " ORDER BY due DESC, id DESC",
        person_ids,
    )
    return {row[0]: row[1] for row in found}
