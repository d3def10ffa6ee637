"""Connections to one book file: how SQLite is set up so that nothing is lost and nothing foreign runs."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlcipher3 import dbapi2 as driver

from mrtnet.trouble import Trouble
from mrtnet.words import _, later

__all__ = [
    "DatabaseError",
    "IntegrityError",
    "driver",
    "is_busy",
    "is_the_worlds_fault",
    "make_private",
    "make_private_file",
    "reading",
    "trouble",
    "unchanging",
    "writing",
]

BUSY_SECONDS = 15.0
Connection = Any  # sqlcipher3 carries no types

DatabaseError = driver.DatabaseError
IntegrityError = driver.IntegrityError


class OwnTransactions(driver.Connection):  # type: ignore[misc]  # the driver is untyped
    """A connection whose transactions are statements of ours: SQLAlchemy, lent it inside one, can neither end it."""

    def commit(self) -> None:
        """Nothing: whoever began commits, by a statement."""

    def rollback(self) -> None:
        """Nothing: whoever began rolls back, by a statement."""


def writing(
    path: Path, look: Callable[[Connection], None] = lambda _look: None, busy_seconds: float = BUSY_SECONDS
) -> Connection:
    """A connection that may write: WAL, every commit durable at power loss, foreign keys on, foreign code off.

    The file must exist. `look` may refuse it before anything of it is changed. The caller begins its transactions
    itself (BEGIN IMMEDIATE).
    """
    connection = _connect(path, "rw", busy_seconds=busy_seconds)
    try:
        look(connection)
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        make_private(path)
    except BaseException:
        connection.close()
        raise
    return connection


def reading(path: Path, busy_seconds: float = BUSY_SECONDS) -> Connection:
    """A connection that can only read."""
    connection = _connect(path, "rw", busy_seconds=busy_seconds)
    connection.execute("PRAGMA query_only = ON")
    return connection


def unchanging(path: Path) -> Connection:
    """A connection that leaves no trace, not even a lock: what stood in the file at its last checkpoint.

    For a book in a folder that cannot be written, and for backups. Never for one that this process has open: closing
    it would drop the locks of all.
    """
    connection = _connect(path, "ro", "&immutable=1")
    connection.execute("PRAGMA query_only = ON")
    return connection


def make_private_file(path: Path) -> None:
    """An empty file that only she can read; the log that SQLite lays beside it takes over its mode."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _connect(path: Path, mode: str, more: str = "", busy_seconds: float = BUSY_SECONDS) -> Connection:
    connection = driver.connect(
        f"file:{quote(str(path.absolute()))}?mode={mode}{more}",
        uri=True,
        timeout=busy_seconds,
        isolation_level=None,
        check_same_thread=False,
        factory=OwnTransactions,
    )
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA cache_size = -4096")  # KiB; the system keeps pages too: 16 MiB here held 18 MB more
    return connection


def make_private(path: Path) -> None:
    """Only she can read the book and what SQLite lays beside it."""
    for part in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        with suppress(OSError):
            if part.stat().st_mode & 0o077:
                part.chmod(0o600)


def trouble(wrong: Exception, path: Path) -> Trouble:
    """What SQLite says, in one sentence with a way out; never with data of the book."""
    said = str(wrong).lower()
    if "unable to open" in said:
        return _cannot_open(path)
    for parts, sentence in _SENTENCES:
        if any(part in said for part in parts):
            return Trouble(_(sentence).format(name=path.name))
    return Trouble(_("The book “{name}” could not be used: SQLite refused.").format(name=path.name))


def is_the_worlds_fault(wrong: Exception) -> bool:
    """Whether SQLite complains about the file, the disk or another program, and not about our statement."""
    said = str(wrong).lower()
    return "unable to open" in said or any(part in said for parts, _sentence in _SENTENCES for part in parts)


def is_busy(wrong: Exception) -> bool:
    """Whether another connection stands in the way."""
    return "locked" in str(wrong).lower()


_SENTENCES = (
    (
        ("not a database", "encrypted"),
        later("“{name}” is not a book of this program, or it is damaged. Restore a backup."),
    ),
    (
        ("malformed", "corrupt"),
        later("The book “{name}” is damaged. Restore a backup; nothing was written."),
    ),
    (
        ("locked", "busy"),
        later("Another program is writing to the book. Try again in a moment."),
    ),
    (
        ("disk is full",),
        later("The disk is full, so nothing was saved. Free some space and try again."),
    ),
    (
        ("readonly", "read-only"),
        later("The book cannot be written here: the file or its folder is read-only."),
    ),
    (
        ("disk i/o",),
        later("The disk refused to read or write, so nothing was saved. Check that it has space and is well."),
    ),
    (
        ("string or blob too big", "out of memory", "interrupted"),
        later("That was too much at once, so nothing was saved. Try it in smaller parts."),
    ),
)


def _cannot_open(path: Path) -> Trouble:
    if path.is_dir():
        return Trouble(_("“{name}” is a folder, not a book.").format(name=path.name))
    if not path.parent.is_dir():
        return Trouble(_("The folder “{name}” does not exist.").format(name=path.parent))
    if not os.access(path.parent, os.W_OK):
        return Trouble(_("The folder “{name}” cannot be written.").format(name=path.parent))
    return Trouble(_("The book “{name}” cannot be opened: no permission.").format(name=path.name))
