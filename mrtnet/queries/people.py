"""People: the rows of the list, found by id, and who a name or an id means."""

from collections.abc import Sequence

from mrtnet.domain.names import fold
from mrtnet.domain.rows import PersonRow
from mrtnet.queries.reading import CREDENTIALS, Connection, all_rows, clock_time, day, in_batches

_COLUMNS = f"""
SELECT p.id, p.uid, p.name, p.given, p.family,
  {CREDENTIALS},
  coalesce(o.name, ''), coalesce(j.title, ''), p.rank, p.tier, p.met_on,
  coalesce((SELECT coalesce(nullif(e.short, ''), e.name) FROM event AS e WHERE e.id = p.met_event_id), p.met_where),
  p.last_contact, coalesce(f.kind, ''), coalesce(f.title, ''), f.due, f.at
FROM person AS p
LEFT JOIN job AS j ON j.id = (SELECT id FROM job WHERE person_id = p.id AND until IS NULL ORDER BY position LIMIT 1)
LEFT JOIN organization AS o ON o.id = j.organization_id
LEFT JOIN follow_up AS f ON f.id = (
  SELECT id FROM follow_up WHERE person_id = p.id AND state = 'open' ORDER BY due, id LIMIT 1)
"""


def rows(connection: Connection, ids: Sequence[int]) -> list[PersonRow]:
    """The people with these ids, in this order."""
    found: dict[int, PersonRow] = {}
    for marks, batch in in_batches(ids):
        for row in all_rows(connection, f"{_COLUMNS} WHERE p.id IN ({marks})", batch):
            typed = list(row)
            typed[10], typed[12], typed[15], typed[16] = day(row[10]), day(row[12]), day(row[15]), clock_time(row[16])
            found[row[0]] = PersonRow._make(typed)
    return [found[row_id] for row_id in ids if row_id in found]


def ids_by_name(connection: Connection, limit: int | None = None) -> list[int]:
    """Everybody, or the first so many, in the order of the list."""
    return _ids(connection, "sort_key, id", limit)


def ids_by_next_step(connection: Connection, limit: int | None = None) -> list[int]:
    """Everybody, or the first so many: the nearest next step first, those without one last."""
    return _ids(connection, "next_touch IS NULL, next_touch, id", limit)


def _ids(connection: Connection, order: str, limit: int | None) -> list[int]:
    found = all_rows(connection, f"SELECT id FROM person ORDER BY {order} LIMIT ?", (-1 if limit is None else limit,))
    return [row[0] for row in found]


def count(connection: Connection) -> int:
    """How many people are on file."""
    return int(all_rows(connection, "SELECT count(*) FROM person")[0][0])


def anybody(connection: Connection) -> bool:
    """Whether somebody is on file: counting them all would read three megabytes of a book of 100,000."""
    return bool(all_rows(connection, "SELECT 1 FROM person LIMIT 1"))


def ids_named(connection: Connection, text: str) -> list[int]:
    """Who is meant by an id, a uid, a whole name, or else the beginning of a name; several if it is not clear."""
    if text.isascii() and text.isdigit() and len(text) < 19:
        return [row[0] for row in all_rows(connection, "SELECT id FROM person WHERE id = ?", (int(text),))]
    key = fold(text).strip()
    whole = all_rows(
        connection,
        "SELECT id FROM person WHERE name_key = ? UNION SELECT id FROM person WHERE uid = ?"
        " UNION SELECT person_id FROM person_alias WHERE uid = ? ORDER BY id",
        (key, text, text),
    )
    if whole or not key:
        return [row[0] for row in whole]
    end = key + "\U0010ffff"
    begun = all_rows(
        connection,
        "SELECT id FROM person WHERE name_key BETWEEN ? AND ?"
        " UNION SELECT id FROM person WHERE sort_key BETWEEN ? AND ? LIMIT 20",
        (key, end, key, end),
    )
    return [row[0] for row in begun]
