"""Erase for good: a person, or what lies in the bin, leaves the book and its history, and so every later backup."""

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from mrtnet.domain.names import fold
from mrtnet.store import journal
from mrtnet.trouble import Trouble
from mrtnet.words import _

Rows = dict[str, set[int]]
_WORD = re.compile(r"\w+")

_NAMES = "SELECT name, given, family, nickname FROM {table} WHERE id = ? AND name IS NOT NULL"
# What is hers alone, now and in what was deleted before.
_INTERACTIONS_NOW = """
    SELECT interaction_id FROM interaction_person GROUP BY interaction_id
    HAVING count(*) = 1 AND max(person_id) = :person
"""
_INTERACTIONS_BEFORE = """
    SELECT interaction_id FROM was_interaction_person WHERE person_id = :person
    EXCEPT SELECT interaction_id FROM interaction_person WHERE person_id <> :person
    EXCEPT SELECT interaction_id FROM was_interaction_person WHERE person_id <> :person
    EXCEPT SELECT id FROM interaction
"""
_PHOTOS = """
    SELECT photo_id FROM person WHERE id = :person AND photo_id IS NOT NULL
    UNION SELECT photo_id FROM was_person WHERE id = :person AND photo_id IS NOT NULL
    EXCEPT SELECT photo_id FROM person WHERE id <> :person
    EXCEPT SELECT photo_id FROM was_person WHERE id <> :person
"""


class Names(NamedTuple):
    """Every name a person has or had, folded: whole, and word by word."""

    whole: set[str]
    words: set[str]

    def whole_in(self, text: str) -> bool:
        """Whether the text has a whole name of hers."""
        return any(name in fold(text) for name in self.whole)

    def word_in(self, text: str) -> bool:
        """Whether the text has a word of her names."""
        return not self.words.isdisjoint(_WORD.findall(fold(text)))


def erase(connection: Any, person_id: int, at: str, origin: str) -> None:
    """Delete the person and all rows only about her, and take them out of every image, inside a transaction.

    The step that remains tells other processes which rows went; it holds nothing of them and cannot be undone.
    """
    names = _names(connection, person_id)
    if not names.whole:
        raise Trouble(_("There is no such person in the book."))
    step = journal.open_step(connection, _("Erased a person for good"), at, origin)
    gone: Rows = {table: set() for table in journal.TABLES}
    gone["interaction"] = _ids(connection, _INTERACTIONS_NOW, person_id)
    gone["file"] = _ids(connection, _PHOTOS, person_id)
    for table in ("interaction", "file"):
        connection.executemany(f"DELETE FROM {table} WHERE id = ?", [(row,) for row in gone[table]])
    connection.execute("UPDATE person SET met_through = '' WHERE met_through_id = ?", (person_id,))
    connection.execute("DELETE FROM person WHERE id = ?", (person_id,))
    journal.close_step(connection)
    gone["person"] = {person_id}
    gone["interaction"] |= _ids(connection, _INTERACTIONS_BEFORE, person_id)
    _add_deleted(connection, gone, step)
    _add_what_went_with_them(connection, gone)
    uids = _uids(connection, gone)
    _forget_references(connection, gone)
    _blank(connection, step)
    _retitle(connection, names, journal.forget_rows(connection, gone, step))
    connection.execute("UPDATE step SET undone_by = id WHERE id = ?", (step,))
    _empty_quiet_tables(connection, gone, uids, names)


def forget_removed(connection: Any, removed: Mapping[str, set[int]]) -> None:
    """Forget these rows {table: ids}, which were removed, with all that went with them, inside a transaction.

    What is there now stays, with its history; so do the steps that touched other rows too.
    """
    gone: Rows = {table: set(removed.get(table, ())) for table in journal.TABLES}
    _add_what_went_with_them(connection, gone)
    for table, ids in gone.items():  # what was moved to another, as by a merge, lives on there
        here = f"SELECT id FROM {table} WHERE id IN {journal.one_of(ids)}"
        ids -= {row[0] for row in connection.execute(here).fetchall()}
    _forget_references(connection, gone)
    for child, column, parent, cascades in journal.references(connection):
        if cascades:
            connection.execute(f"DELETE FROM was_{child} WHERE {column} IN {journal.one_of(gone[parent])}")
    journal.forget_rows(connection, gone, 0)
    collect_files(connection)


def _ids(connection: Any, sql: str, person_id: int) -> set[int]:
    return {row[0] for row in connection.execute(sql, {"person": person_id}).fetchall()}


def _names(connection: Any, person_id: int) -> Names:
    """Every name she has or had, folded."""
    rows = [
        [fold(text) for text in row]
        for table in ("person", "was_person")
        for row in connection.execute(_NAMES.format(table=table), (person_id,)).fetchall()
    ]
    words = {word for row in rows for text in row for word in _WORD.findall(text)}
    return Names({row[0] for row in rows}, {word for word in words if len(word) > 1})


def _add_deleted(connection: Any, gone: Rows, step: int) -> None:
    for table, ids in gone.items():
        rows = connection.execute(
            f"SELECT id FROM was_{table} WHERE in_step = ? AND id NOT IN (SELECT id FROM {table})", (step,)
        )
        ids.update(row[0] for row in rows.fetchall())


def _add_what_went_with_them(connection: Any, gone: Rows) -> None:
    """Rows deleted, or moved to another, before: their images belong to what is gone."""
    size = -1
    while size != (size := sum(map(len, gone.values()))):
        for child, column, parent, cascades in journal.references(connection):
            if cascades:
                owned = f"SELECT id FROM was_{child} WHERE {column} IN {journal.one_of(gone[parent])}"
                gone[child].update(row[0] for row in connection.execute(owned).fetchall())


def _uids(connection: Any, gone: Rows) -> set[str]:
    return {
        row[0]
        for table in ("person", "follow_up", "interaction", "run")
        for row in connection.execute(f"SELECT uid FROM was_{table} WHERE id IN {journal.one_of(gone[table])}")
        if row[0]
    }


def _forget_references(connection: Any, gone: Rows) -> None:
    """Images of others forget her too, as the others themselves just did."""
    for child, column, parent, cascades in journal.references(connection):
        if not cascades:
            also = ", met_through = ''" if column == "met_through_id" else ""
            hers = journal.one_of(gone[parent])
            connection.execute(f"UPDATE was_{child} SET {column} = NULL{also} WHERE {column} IN {hers}")


def _blank(connection: Any, step: int) -> None:
    for table in journal.TABLES:
        names = journal.columns(connection, table)
        blanks = ", ".join(f"{name} = NULL" for name in names if name != "id")
        connection.execute(f"UPDATE was_{table} SET existed = 0, {blanks} WHERE in_step = ?", (step,))


def _retitle(connection: Any, names: Names, touched: set[int]) -> None:
    """A title that may name her says nothing more; of steps that did not touch her, only if it has her whole name."""
    for step, title in connection.execute("SELECT id, title FROM step").fetchall():
        if names.whole_in(title) or (step in touched and names.word_in(title)):
            connection.execute("UPDATE step SET title = ? WHERE id = ?", (_("(erased for good)"), step))


def _empty_quiet_tables(connection: Any, gone: Rows, uids: set[str], names: Names) -> None:
    for key, body in connection.execute("SELECT key, body FROM draft").fetchall():
        if names.whole_in(body) or names.word_in(body):  # a half-typed card about her
            connection.execute("DELETE FROM draft WHERE key = ?", (key,))
    for row in connection.execute("SELECT uid FROM calendar_item").fetchall():
        if row[0].startswith(tuple(uids)):
            connection.execute("DELETE FROM calendar_item WHERE uid = ?", row)
    connection.execute(
        f"DELETE FROM reminder_shown WHERE follow_up_id IN {journal.one_of(gone['follow_up'])}"
        " AND moment NOT LIKE 'meeting:%'"  # there the id is a meeting's
    )
    _forget_what_servers_said(connection, uids)
    collect_files(connection)


def _forget_what_servers_said(connection: Any, uids: set[str]) -> None:
    """Texts of conflicts go. The marks stay, without the ETag: the next sync deletes her entries there in any case."""
    chosen = (json.dumps(sorted(uids)),)
    connection.execute(
        "UPDATE remote_item SET etag = '', base = NULL, theirs = NULL, content = json_remove(content, '$.conflict')"
        " WHERE uid IN (SELECT value FROM json_each(?))",
        chosen,
    )
    connection.execute(
        "DELETE FROM remote_item WHERE content ->> 'local' IS NULL AND uid IN (SELECT value FROM json_each(?))", chosen
    )


def collect_files(connection: Any) -> None:
    """Remove file contents that nothing points to, neither now nor in the history."""
    connection.execute(
        "DELETE FROM file_content WHERE sha256 NOT IN (SELECT sha256 FROM file)"
        " AND sha256 NOT IN (SELECT sha256 FROM was_file WHERE sha256 IS NOT NULL)"
    )
