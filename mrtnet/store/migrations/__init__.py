"""Numbered steps from each past schema to the next, each one transaction, after a verified backup."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from mrtnet.store import schema
from mrtnet.store.migrations import growing
from mrtnet.trouble import Trouble
from mrtnet.words import _

Migration = Callable[[Any], None]

MIGRATIONS: Mapping[int, Migration] = {1: growing.grow(1, 2)}
"""From version N to N + 1: a function that takes a driver connection inside a transaction."""


def bring_up_to_date(
    connection: Any,
    path: Path,
    steps: Mapping[int, Migration] = MIGRATIONS,
    to: int = schema.VERSION,
    golden: Path = schema.GOLDENS,
) -> None:
    """Create the schema in an empty file, or walk an older book up to version `to`; refuse the rest untouched.

    Each step ends in exactly what the golden file of its version says, or leaves the book as it was.
    """
    refuse_foreign_or_newer(connection, path, to)
    if _version(connection) == 0:
        _in_transaction(connection, _create)
    schema.refuse_unless_ours(connection, golden)
    if _version(connection) < to:
        from mrtnet.store import backup  # an ordinary start does without

        backup.make(connection, path, reason=f"before-version-{to}", golden=golden)
    while (version := _version(connection)) < to:
        _in_transaction(connection, _one_up, steps[version], version, golden)


def refuse_foreign_or_newer(connection: Any, path: Path, to: int = schema.VERSION) -> None:
    """Refuse, with its bytes untouched, a database of another program and a book of a newer version of this one."""
    version = _version(connection)
    program = connection.execute("PRAGMA application_id").fetchone()[0]
    if program != schema.APPLICATION_ID and (program or version or _holds_anything(connection)):
        raise Trouble(_("“{name}” belongs to another program, so it was left alone.").format(name=path.name))
    if version > to:
        sentence = _("“{name}” was written by a newer version of this program. Update the program to open it.")
        raise Trouble(sentence.format(name=path.name))


def _create(connection: Any) -> None:
    if _version(connection) == 0:  # else another program was quicker
        schema.create(connection)


def _one_up(connection: Any, migrate: Migration, version: int, golden: Path) -> None:
    if _version(connection) != version:
        return  # another program was quicker
    migrate(connection)
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        raise Trouble(_("The book could not be brought up to date; it was left as it was."))
    connection.execute(f"PRAGMA user_version = {version + 1}")
    schema.refuse_unless_ours(connection, golden)


def _version(connection: Any) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _holds_anything(connection: Any) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None


def _in_transaction(connection: Any, change: Callable[..., None], *args: Any) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        change(connection, *args)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
