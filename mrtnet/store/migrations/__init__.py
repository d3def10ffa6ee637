"""Numbered steps from each past schema to the next, each one transaction, after a verified backup."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from mrtnet.store import backup, schema
from mrtnet.trouble import Trouble
from mrtnet.words import _

Migration = Callable[[Any], None]

MIGRATIONS: Mapping[int, Migration] = {}
"""From version N to N + 1: a function that takes a driver connection inside a transaction."""


def bring_up_to_date(
    connection: Any, path: Path, steps: Mapping[int, Migration] = MIGRATIONS, to: int = schema.VERSION
) -> None:
    """Create the schema in an empty file, or walk an older book up to this version; refuse the rest untouched."""
    refuse_foreign_or_newer(connection, path, to)
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == 0:
        _within_transaction(connection, schema.create)
        return
    schema.refuse_unless_ours(connection)
    if version < to:
        backup.make(connection, path, reason=f"before-version-{to}")
    while version < to:
        migrate = steps[version]

        def one_up(locked: Any, migrate: Migration = migrate, version: int = version) -> None:
            if locked.execute("PRAGMA user_version").fetchone()[0] != version:
                return  # another program was quicker
            migrate(locked)
            if locked.execute("PRAGMA foreign_key_check").fetchone():
                raise Trouble(_("The book could not be brought up to date; it was left as it was."))
            locked.execute(f"PRAGMA user_version = {version + 1}")

        _within_transaction(connection, one_up)
        version += 1


def refuse_foreign_or_newer(connection: Any, path: Path, to: int = schema.VERSION) -> None:
    """Refuse, with its bytes untouched, a database of another program and a book of a newer version of this one."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    program = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if program != schema.APPLICATION_ID and (tables or version or program):
        raise Trouble(_("“{name}” belongs to another program, so it was left alone.").format(name=path.name))
    if version > to:
        raise Trouble(
            _("“{name}” was written by a newer version of this program. Update the program to open it.").format(
                name=path.name
            )
        )


def _within_transaction(connection: Any, change: Migration) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        if change is not schema.create or connection.execute("PRAGMA user_version").fetchone()[0] == 0:
            change(connection)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
