"""What is checked before a book is opened: a strange file is refused, with its bytes untouched."""

import os
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

from mrtnet.store import connection as connections
from mrtnet.store import migrations, schema
from mrtnet.trouble import Trouble
from mrtnet.words import _

_SMALLEST = 512  # bytes that any database has


def refuse_strange_file(path: Path, create: bool) -> None:
    """Refuse what cannot be a book by its kind, and a missing or emptied book that should be there."""
    if path.is_dir():
        raise Trouble(_("“{name}” is a folder, not a book.").format(name=path.name))
    if not path.exists():
        if not create:
            raise Trouble(_("There is no book at “{name}”.").format(name=path))
        if not path.parent.is_dir():
            raise Trouble(_("The folder “{name}” does not exist.").format(name=path.parent))
    elif not path.is_file():
        raise Trouble(_("“{name}” is not a file.").format(name=path.name))
    elif 0 < path.stat().st_size < _SMALLEST:  # SQLite would take it for an empty file and write over it
        raise Trouble(_("“{name}” is not a book of this program.").format(name=path.name))
    elif path.stat().st_size == 0 and _has_backups(path):
        raise Trouble(_("The book “{name}” is empty, but there are backups. Restore one.").format(name=path.name))


def _has_backups(path: Path) -> bool:
    from mrtnet.store import backup

    return bool(backup.listed(path))


class Connected(NamedTuple):
    """A reading connection, what gives a writing one (None where nothing can be written), and that if it is open."""

    read: Any
    write: Callable[[], Any] | None
    writing: Any = None


def connected(opened: ExitStack, path: Path, busy_seconds: float) -> Connected:
    """Connections to a book that is ours and up to date. One that needs nothing done is opened for reading alone.

    `opened` closes them if anything is wrong.
    """
    if _is_read_only(path):
        read = _kept(opened, connections.unchanging(path))
        migrations.refuse_foreign_or_newer(read, path)
        _refuse_unless_current(read)
        return Connected(read, None)

    def look(connection: Any) -> None:
        migrations.refuse_foreign_or_newer(connection, path)

    def write() -> Any:
        return connections.writing(path, look, busy_seconds)

    if path.exists() and path.stat().st_size:
        read = _kept(opened, connections.reading(path, busy_seconds))
        if _is_ready(read, path):
            connections.make_private(path)
            return Connected(read, write)
        read.close()
    connections.make_private_file(path)
    written = _kept(opened, write())
    migrations.bring_up_to_date(written, path)
    return Connected(_kept(opened, connections.reading(path, busy_seconds)), write, written)


def _is_ready(read: Any, path: Path) -> bool:
    """Whether this book is of our version and in the mode that it is written in; refuses one that is not ours."""
    migrations.refuse_foreign_or_newer(read, path)
    version, mode = (read.execute(f"PRAGMA {what}").fetchone()[0] for what in ("user_version", "journal_mode"))
    if (version, mode) != (schema.VERSION, "wal"):
        return False
    schema.refuse_unless_ours(read)
    return True


def _kept(opened: ExitStack, connection: Any) -> Any:
    opened.callback(connection.close)
    return connection


def _is_read_only(path: Path) -> bool:
    return path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def _refuse_unless_current(read: Any) -> None:
    if read.execute("PRAGMA user_version").fetchone()[0] != schema.VERSION:
        raise Trouble(_("The book is of an older version and its folder is read-only. Copy it to a folder of yours."))
    schema.refuse_unless_ours(read)
