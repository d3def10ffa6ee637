"""The step to a version that only adds: new tables, new columns at the end of old ones, read off the golden files."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from mrtnet.store import journal, schema

_NAMED = re.compile(r"CREATE (?:VIRTUAL )?(\w+) (\w+)")


def grow(old: int, new: int, folder: Path = schema.GOLDENS) -> Callable[[Any], None]:
    """A migration that makes what the golden file of `new` has beyond that of `old`.

    A column comes at the end of its table and either has a default or may be NULL. Images of before hold NULL there;
    restored from one, a row gets NULL, so a column that must not be NULL needs a migration of its own.
    """

    def migrate(connection: Any) -> None:
        before, after = _by_name(old, folder), _by_name(new, folder)
        grown = [name for name, sql in after.items() if before.get(name, sql) != sql and _kind(sql) == "TABLE"]
        # Renaming a table would rewrite the triggers that name it, so they go first and come back last.
        made = {name: sql for name, sql in after.items() if name not in before or _changes(sql, before[name], grown)}
        for name, sql in made.items():
            if name in before:
                connection.execute(f"DROP {_kind(sql)} {name}")
        for name in grown:
            if name.startswith("was_"):
                _anew(connection, name, after[name])
            else:
                for column in _columns(after[name])[len(_columns(before[name])) :]:
                    connection.execute(f"ALTER TABLE {name} ADD COLUMN {column}")
        for sql in made.values():
            connection.execute(sql)

    return migrate


def _anew(connection: Any, images: str, sql: str) -> None:
    """A table of images with more columns: made anew, since its key stands behind its columns."""
    kept = ", ".join(journal.columns(connection, images))
    connection.execute(f"ALTER TABLE {images} RENAME TO was_before")
    connection.execute(sql)
    connection.execute(f"INSERT INTO {images} ({kept}) SELECT {kept} FROM was_before")
    connection.execute("DROP TABLE was_before")


def _by_name(version: int, folder: Path) -> Mapping[str, str]:
    found = {}
    for sql in schema.statements(schema.golden(version, folder)):
        if match := _NAMED.match(sql):
            found[match[2]] = sql
    return found


def _kind(sql: str) -> str:
    match = _NAMED.match(sql)
    return match[1] if match else ""


def _changes(sql: str, before: str, grown: list[str]) -> bool:
    """Whether an index or trigger reads otherwise, or names a table that is made anew."""
    return _kind(sql) != "TABLE" and (sql != before or any(re.search(rf"\b{name}\b", sql) for name in grown))


def _columns(sql: str) -> list[str]:
    """The column definitions of a table as the golden file writes them, one on a line."""
    return [line.strip().rstrip(",") for line in sql.splitlines()[1:-1]]
