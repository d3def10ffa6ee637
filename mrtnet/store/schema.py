"""The golden schemas: what a book of each version must look like, to the word."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from mrtnet.store import journal, search_index
from mrtnet.trouble import Trouble
from mrtnet.words import _

VERSION = 2
APPLICATION_ID = 0x4D52544E  # "MRTN"
LINE = "-- Written by packaging/golden.py from the tables above; do not edit below this line.\n"

GOLDENS = Path(__file__).parent / "schema"
"""The folder of the golden files."""


def path(version: int, folder: Path = GOLDENS) -> Path:
    """The golden file of this version."""
    return folder / f"{version}.sql"


@cache
def golden(version: int = VERSION, folder: Path = GOLDENS) -> str:
    """The SQL that makes an empty book of this version."""
    return path(version, folder).read_text(encoding="utf-8")


def complete(text: str) -> str:
    """The golden file with its generated half written anew from the tables in its first half."""
    import sqlcipher3.dbapi2 as driver

    tables = text.split(LINE)[0].rstrip("\n") + "\n\n"
    connection = driver.connect(":memory:")
    connection.executescript(tables)
    written = journal.definition(connection) + search_index.definition()
    connection.close()
    return tables + LINE + written


def create(connection: Any) -> None:
    """Make an empty book in the connection's empty file, inside the caller's transaction."""
    for statement in statements(golden()):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


@cache
def statements(sql: str) -> tuple[str, ...]:
    """The statements of a schema file; each ends with a semicolon at the end of a line."""
    bare = "\n".join(line for line in sql.split("\n") if not line.startswith("--"))
    return tuple(part.strip() for part in bare.split(";\n") if part.strip())


def refuse_unless_ours(connection: Any, folder: Path = GOLDENS) -> None:
    """Refuse a book that holds anything but our own tables, indexes and triggers: nothing of it must ever run."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if not path(version, folder).is_file():
        raise Trouble(_("The book is of a version that this program does not know, so it was not opened."))
    expected = frozenset(part for part in statements(golden(version, folder)) if part.startswith("CREATE"))
    found = set()
    # Judged by its text alone, since the text is what SQLite runs: the other columns can say anything.
    for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall():
        if sql is None or sql in _BY_SQLITE:
            continue
        ours = sql if sql in expected else _worded_otherwise(expected).get(_words(sql))
        if ours is None:
            message = _("The book holds a {kind} that is not ours (“{name}”), so it was not opened. Restore a backup.")
            raise Trouble(message.format(kind=kind, name=name[:60]))
        found.add(ours)
    if found != expected:
        raise Trouble(_("The book is damaged: part of its structure is missing. Restore a backup."))


_BY_SQLITE = frozenset(
    {
        "CREATE TABLE sqlite_sequence(name,seq)",
        "CREATE TABLE 'search_data'(id INTEGER PRIMARY KEY, block BLOB)",
        "CREATE TABLE 'search_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID",
        "CREATE TABLE 'search_content'(id INTEGER PRIMARY KEY, c0, c1, c2, c3, c4, c5)",
        "CREATE TABLE 'search_docsize'(id INTEGER PRIMARY KEY, sz BLOB)",
        "CREATE TABLE 'search_config'(k PRIMARY KEY, v) WITHOUT ROWID",
    }
)
"""What SQLite makes by itself for AUTOINCREMENT and for the search index."""


@cache
def _worded_otherwise(expected: frozenset[str]) -> dict[str, str]:
    return {_words(sql): sql for sql in expected}


def _words(sql: str) -> str:
    """A statement without its white space, since ALTER TABLE writes it otherwise than the golden file."""
    return re.sub(r"\s*([(),])\s*", r"\1", " ".join(sql.split()))
