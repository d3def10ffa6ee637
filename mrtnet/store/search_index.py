"""The search index: one document a person, kept by marks that triggers set and a refresh before each commit.

Triggers mark a person stale whenever anything changes that her document gathers; `refresh` rewrites the documents of
the marked people inside the same transaction, so the index is never behind and bulk work needs no switch. Text is
folded by `names.fold` before it is stored, so that one folding serves the index and what is typed.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from mrtnet.domain.names import fold

COLUMNS = ("name", "work", "met", "marks", "reach", "notes")
REBUILD_FROM = 1_000
"""Stale people from which one rebuild is cheaper than single changes, if they are most of the book."""

PORTION = 1_000
"""Documents gathered at once: a few hundredths of a second."""

# Tables whose rows belong to a person, and tables that reach her through another one: (table, columns that hold
# searched words, whom a changed row makes stale; {row} stands for NEW or OLD).
_OWN = ("job", "reach", "credential", "person_tag", "person_role", "interaction_person")
_THROUGH = (
    ("interaction", "title, body", "SELECT person_id FROM interaction_person WHERE interaction_id = {row}.id"),
    ("organization", "name, short", "SELECT person_id FROM job WHERE organization_id = {row}.id"),
    ("tag", "name", "SELECT person_id FROM person_tag WHERE tag_id = {row}.id"),
    ("event", "name, short, city", "SELECT id FROM person WHERE met_event_id = {row}.id"),
)
_PERSON_WORDS = "name, nickname, given, family, met_how, met_where, met_through, met_event_id, note"

_GATHER = """
SELECT p.id,
  p.name || ' ' || p.nickname || ' ' || p.given || ' ' || p.family,
  coalesce((SELECT group_concat(j.title || ' ' || j.department || ' ' || coalesce(o.name || ' ' || o.short, ''), ' ')
            FROM job AS j LEFT JOIN organization AS o ON o.id = j.organization_id WHERE j.person_id = p.id), ''),
  p.met_how || ' ' || p.met_where || ' ' || p.met_through || ' '
    || coalesce((SELECT e.name || ' ' || e.short || ' ' || e.city FROM event AS e WHERE e.id = p.met_event_id), ''),
  coalesce((SELECT group_concat(mark, ' ') FROM credential WHERE person_id = p.id), '') || ' '
    || coalesce((SELECT group_concat(t.name, ' ') FROM person_tag AS pt JOIN tag AS t ON t.id = pt.tag_id
                 WHERE pt.person_id = p.id), '') || ' '
    || coalesce((SELECT group_concat(role, ' ') FROM person_role WHERE person_id = p.id), ''),
  coalesce((SELECT group_concat(value, ' ') FROM reach WHERE person_id = p.id), ''),
  p.note || ' '
    || coalesce((SELECT group_concat(i.title || ' ' || i.body, ' ') FROM interaction_person AS ip
                 JOIN interaction AS i ON i.id = ip.interaction_id WHERE ip.person_id = p.id), '')
FROM person AS p
"""


def definition() -> str:
    """The SQL of the triggers that mark people stale."""
    parts = [
        _trigger("person", "INSERT", "SELECT NEW.id WHERE true"),
        _trigger("person", f"UPDATE OF {_PERSON_WORDS}", "SELECT NEW.id WHERE true"),
        _trigger("person", "DELETE", "SELECT OLD.id WHERE true"),
    ]
    for table in _OWN:
        parts.append(_trigger(table, "INSERT", "SELECT NEW.person_id WHERE true"))
        parts.append(_trigger(table, "UPDATE", "SELECT NEW.person_id UNION SELECT OLD.person_id WHERE true"))
        parts.append(_trigger(table, "DELETE", "SELECT OLD.person_id WHERE true"))
    for table, words, people in _THROUGH:
        parts.append(_trigger(table, f"UPDATE OF {words}", people.format(row="NEW")))
    return "".join(parts)


def _trigger(table: str, moment: str, people: str) -> str:
    return (
        f"CREATE TRIGGER {table}_{moment.split()[0].lower()}_is_searched AFTER {moment} ON {table} BEGIN"
        f" INSERT INTO search_stale (person_id) {people} ON CONFLICT (person_id) DO NOTHING; END;\n"
    )


def refresh(connection: Any, rebuild_from: int = REBUILD_FROM, tell: Callable[[float], object] | None = None) -> None:
    """Rewrite the documents of all stale people. Runs inside the transaction that made them stale.

    `tell` is told the part of them (0 to 1) that was written since the last time.
    """
    count = connection.execute("SELECT count(*) FROM search_stale").fetchone()[0]
    if not count:
        return
    if count >= rebuild_from and 2 * count >= connection.execute("SELECT count(*) FROM person").fetchone()[0]:
        rebuild(connection, tell)
        return
    ids = [row[0] for row in connection.execute("SELECT person_id FROM search_stale ORDER BY person_id").fetchall()]
    for ends, part in _portions(ids):
        stale = "IN (SELECT person_id FROM search_stale WHERE person_id BETWEEN ? AND ?)"
        connection.execute(f"DELETE FROM search WHERE rowid {stale}", ends)
        _write(connection, connection.execute(_GATHER + f"WHERE p.id {stale}", ends).fetchall())
        if tell is not None:
            tell(part)
    connection.execute("DELETE FROM search_stale")


def rebuild(connection: Any, tell: Callable[[float], object] | None = None) -> None:
    """Write every document into a new index, inside the caller's transaction."""
    definition = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'search'").fetchone()[0]
    connection.execute("DROP TABLE search")  # emptying it would take every word out one by one
    connection.execute(definition)
    ids = [row[0] for row in connection.execute("SELECT id FROM person ORDER BY id").fetchall()]
    for ends, part in _portions(ids):
        _write(connection, connection.execute(_GATHER + "WHERE p.id BETWEEN ? AND ?", ends).fetchall())
        if tell is not None:
            tell(part)
    connection.execute("DELETE FROM search_stale")


def _portions(ids: list[int]) -> Iterator[tuple[tuple[int, int], float]]:
    """The first and last id of each portion, and what part of the whole it is."""
    for start in range(0, len(ids), PORTION):
        portion = ids[start : start + PORTION]
        yield (portion[0], portion[-1]), len(portion) / len(ids)


def verify(connection: Any) -> list[int]:
    """The people whose document is not what it should be; empty in a sound book."""
    stored = {
        row[0]: row[1:] for row in connection.execute(f"SELECT rowid, {', '.join(COLUMNS)} FROM search").fetchall()
    }
    wrong = [
        person
        for person, *texts in connection.execute(_GATHER).fetchall()
        if stored.pop(person, None) != tuple(_folded(texts))
    ]
    return wrong + list(stored)


def _write(connection: Any, gathered: Iterable[tuple[Any, ...]]) -> None:
    places = ", ".join("?" * len(COLUMNS))
    connection.executemany(
        f"INSERT INTO search (rowid, {', '.join(COLUMNS)}) VALUES (?, {places})",
        ((person, *_folded(texts)) for person, *texts in gathered),
    )


def _folded(texts: Iterable[str]) -> Iterator[str]:
    return (fold(text) for text in texts)
