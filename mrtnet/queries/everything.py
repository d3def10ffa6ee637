"""Everything in the book, or all about some people, as rows of tables: for the file she leaves with."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mrtnet.queries.reading import Connection, all_rows, in_batches
from mrtnet.store import journal
from mrtnet.store.journal import TABLES

Chosen = Mapping[str, set[int]]
PORTION = 5_000
"""Rows read at once."""
_LINKS = {"interaction_person": ("interaction", "interaction_id"), "meeting_person": ("meeting", "meeting_id")}


def tables(connection: Connection, chosen: Chosen | None = None) -> Iterator[tuple[str, Iterable[dict[str, Any]]]]:
    """The journaled tables with their rows, all of them or those chosen; what refers to a row left out is null."""
    references = journal.references(connection)
    for table in TABLES:
        to = (
            {each.column: chosen.get(each.parent, set()) for each in references if each.child == table}
            if chosen
            else {}
        )
        yield table, _rows(connection, table, None if chosen is None else chosen.get(table, set()), to)


def files(connection: Connection, chosen: Chosen | None = None) -> Iterator[tuple[str, bytes]]:
    """The contents of files, one at a time, each once."""
    hashes = all_rows(connection, "SELECT sha256, min(id) FROM file GROUP BY sha256 ORDER BY min(id)")
    if chosen is not None:
        ids = chosen.get("file", set())
        hashes = [row for row in all_rows(connection, "SELECT sha256, id FROM file ORDER BY id") if row[1] in ids]
    for sha in dict.fromkeys(row[0] for row in hashes):
        for (data,) in all_rows(connection, "SELECT data FROM file_content WHERE sha256 = ?", (sha,)):
            yield sha, bytes(data)


def about_people(connection: Connection, person_ids: Iterable[int]) -> Chosen:
    """The ids of all rows about these people, by table: theirs, what they took part in, and what those refer to.

    Other people, settings and accounts are not among them.
    """
    chosen: dict[str, set[int]] = {"person": set(person_ids)}
    references = [each for each in journal.references(connection) if each.parent != each.child]
    for child, column, parent, _cascades in references:
        if parent == "person" and child not in ("not_same", "person"):
            chosen.setdefault(child, set()).update(_ids(connection, child, column, chosen["person"]))
    for link, (table, column) in _LINKS.items():
        chosen.setdefault(table, set()).update(_values(connection, link, column, chosen.get(link, set())))
    both = "SELECT id FROM not_same WHERE person_id IN ({0}) OR other_id IN ({0})"
    for marks, batch in in_batches(sorted(chosen["person"])):
        found = all_rows(connection, both.format(marks), [*batch, *batch])
        chosen.setdefault("not_same", set()).update(row[0] for row in found)
    chosen["not_same"] = {
        row[0]
        for row in all_rows(connection, "SELECT id, person_id, other_id FROM not_same")
        if {row[1], row[2]} <= chosen["person"]
    }
    for child in ("meeting_question", "agenda_block", "takeaway"):
        chosen.setdefault(child, set()).update(_ids(connection, child, "meeting_id", chosen["meeting"]))
    _with_what_they_refer_to(connection, chosen)
    return chosen


def _with_what_they_refer_to(connection: Connection, chosen: dict[str, set[int]]) -> None:
    """Employers, events, tags, files, agreements: whatever a chosen row names, until nothing more is named."""
    references = [each for each in journal.references(connection) if each.parent != "person"]
    grows = True
    while grows:
        grows = False
        for child, column, parent, _cascades in references:
            named = _values(connection, child, column, chosen.get(child, set()))
            if not named <= chosen.setdefault(parent, set()):
                chosen[parent] |= named
                grows = True


def _ids(connection: Connection, table: str, column: str, values: set[int]) -> set[int]:
    found: set[int] = set()
    for marks, batch in in_batches(sorted(values)):
        found.update(
            row[0] for row in all_rows(connection, f"SELECT id FROM {table} WHERE {column} IN ({marks})", batch)
        )
    return found


def _values(connection: Connection, table: str, column: str, ids: set[int]) -> set[int]:
    found: set[int] = set()
    for marks, batch in in_batches(sorted(ids)):
        sql = f"SELECT {column} FROM {table} WHERE id IN ({marks}) AND {column} IS NOT NULL"
        found.update(row[0] for row in all_rows(connection, sql, batch))
    return found


def _rows(
    connection: Connection, table: str, ids: set[int] | None, to: Mapping[str, set[int]]
) -> Iterator[dict[str, Any]]:
    names = journal.columns(connection, table)
    last = 0
    while True:
        rows = all_rows(
            connection, f"SELECT {', '.join(names)} FROM {table} WHERE id > ? ORDER BY id LIMIT {PORTION}", (last,)
        )
        for row in rows:
            if ids is None or row[0] in ids:
                told = dict(zip(names, row, strict=True))
                yield told | {
                    name: None for name, known in to.items() if told[name] is not None and told[name] not in known
                }
        if len(rows) < PORTION:
            return
        last = rows[-1][0]


def known_people(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> tuple[int, int]:
    """Of the people of a book's JSON, how many are not here, and how many are: by their uid."""
    uids = [str(row.get("uid")) for row in rows]
    here: set[str] = set()
    for marks, batch in in_batches(uids):
        for sql in ("SELECT uid FROM person", "SELECT uid FROM person_alias"):
            here.update(row[0] for row in all_rows(connection, f"{sql} WHERE uid IN ({marks})", batch))
    same = sum(uid in here for uid in uids)
    return len(uids) - same, same
