"""Backups: whole, verified copies of the book beside it, thinned with age; and the way back.

A backup is made by SQLite's backup interface into a hidden file, checked, synced and renamed, so a crash at any moment
leaves the earlier backups and never a half one. Beside each stands its sha256, readable by `sha256sum -c`.
"""

import hashlib
import os
import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from mrtnet import clock, paths
from mrtnet.store import connection as connections
from mrtnet.store import schema
from mrtnet.trouble import Trouble
from mrtnet.words import _

SUFFIX = ".mrtnet"
_NAME = re.compile(r"(?P<stem>.+)-(?P<at>\d{8}T\d{6}Z)(?P<reason>(-[a-z0-9-]+)?)\.mrtnet")
_PAGES_A_STEP = 1024


class Backup(NamedTuple):
    """One backup: its file, when it was made (UTC), and why if not by the clock."""

    path: Path
    at: datetime
    reason: str


def folder_of(book: Path) -> Path:
    """Where the backups of a book lie: the folder `backups` beside it."""
    return book.parent / "backups"


def listed(book: Path) -> list[Backup]:
    """The backups of this book, newest first."""
    found = []
    for path in folder_of(book).glob(f"*{SUFFIX}"):
        match = _NAME.fullmatch(path.name)
        if match and match["stem"] == book.stem:
            at = datetime.strptime(match["at"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            found.append(Backup(path, at, match["reason"].lstrip("-")))
    return sorted(found, key=lambda backup: (backup.at, backup.path.name), reverse=True)


def make(connection: Any, book: Path, *, reason: str = "", to: Path | None = None) -> Path:
    """Copy the book as the connection sees it to `to`, or to a dated name in its backup folder; returns the file.

    The copy is read back and checked before it gets its name. Raises Trouble with nothing left behind.
    """
    if to is None:
        stamp = clock.now().strftime("%Y%m%dT%H%M%SZ")
        folder = folder_of(book)
        folder.mkdir(mode=0o700, exist_ok=True)
        to = folder / f"{book.stem}-{stamp}{'-' + reason if reason else ''}{SUFFIX}"
    part = to.with_name(f".{to.name}.part")
    try:
        _copy(connection, part)
        digest = _checked(part)
        part.replace(to)
        paths.write_whole(_digest_file(to), f"{digest}  {to.name}\n".encode())
    except OSError as wrong:
        raise Trouble(_("The backup could not be written: {why}.").format(why=os.strerror(wrong.errno or 0))) from None
    except connections.DatabaseError as wrong:
        raise connections.trouble(wrong, book) from None
    finally:
        for left in (part, part.with_name(part.name + "-journal")):
            with suppress(OSError):
                left.unlink()
    return to


def make_if_due(connection: Any, book: Path, *, every: timedelta) -> Path | None:
    """A dated backup, if the newest is older than `every` and the book has changed since; then the old are thinned."""
    newest = next(iter(listed(book)), None)
    changed = connection.execute("SELECT max(at) FROM step").fetchone()[0]
    if changed is None:
        return None
    if newest is not None:
        recent = clock.now() - newest.at < every
        same = datetime.fromisoformat(changed) <= newest.at
        if recent or same:
            return None
    made = make(connection, book)
    thin(book, clock.now())
    return made


def thin(book: Path, now: datetime) -> list[Path]:
    """Keep all backups of 2 days, one a day for 2 weeks, one a week for 3 months, one a month; remove the rest."""
    kept: set[str] = set()
    removed = []
    for backup in listed(book):
        period = _period(backup.at, now)
        if period in kept:
            removed.append(backup.path)
            for path in (backup.path, _digest_file(backup.path)):
                with suppress(OSError):
                    path.unlink()
        kept.add(period)
    return removed


def verify(path: Path) -> None:
    """Raise Trouble unless the file is a whole book of ours, unchanged since it was written."""
    if not path.is_file():
        raise Trouble(_("There is no backup at “{name}”.").format(name=path))
    written = _digest_file(path)
    found = _checked(path)
    if written.is_file() and written.read_text(encoding="ascii", errors="replace").split()[:1] != [found]:
        raise Trouble(
            _("The backup “{name}” has changed since it was made, so it was not used.").format(name=path.name)
        )


def restore(book: Path, source: Path) -> Path | None:
    """Put a backup in the place of the book. The book as it was is kept as a backup (or aside, if it is damaged).

    Returns where the former book is now. Raises Trouble, with the book as it was, if the backup is not sound or the
    book is open elsewhere. A crash at any moment leaves the old book or the restored one, whole.
    """
    verify(source)
    part = book.with_name(f".{book.name}.restoring")
    try:
        part.write_bytes(source.read_bytes())
        _sync(part)
        former = _put_away(book)
        part.replace(book)
        paths.sync_folder(book.parent)
    except OSError as wrong:
        raise Trouble(
            _("The backup could not be put in place: {why}.").format(why=os.strerror(wrong.errno or 0))
        ) from None
    finally:
        with suppress(OSError):
            part.unlink()
    return former


def _put_away(book: Path) -> Path | None:
    """Back up the present book and take its log away, so that nothing stale is replayed over what comes."""
    if not book.exists():
        _remove_log(book)
        return None
    connection = None
    try:
        connection = connections.writing(book)
        schema.refuse_unless_ours(connection)
        former = make(connection, book, reason="before-restore")
        connection.execute("PRAGMA busy_timeout = 1000")
        mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]  # folds the log in, if we are alone
        if mode != "delete":
            raise Trouble(_("The book is open in another window or program. Close it and try again."))
    except connections.DatabaseError as wrong:
        if "locked" in str(wrong).lower():
            raise Trouble(_("The book is open in another window or program. Close it and try again.")) from None
        former = _set_aside(book)
    except Trouble as wrong:
        if "another" in str(wrong):
            raise
        former = _set_aside(book)
    finally:
        if connection is not None:
            with suppress(connections.DatabaseError):
                connection.close()
    _remove_log(book)
    return former


def _set_aside(book: Path) -> Path:
    """A damaged book is kept too, under a name of its own, together with its log."""
    stamp = clock.now().strftime("%Y%m%dT%H%M%SZ")
    aside = book.with_name(f"{book.stem}-{stamp}.damaged")
    for end in ("-wal", "-shm"):
        log = book.with_name(book.name + end)
        if log.exists():
            log.replace(aside.with_name(aside.name + end))
    book.replace(aside)
    return aside


def _remove_log(book: Path) -> None:
    for end in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            book.with_name(book.name + end).unlink()


def _copy(connection: Any, part: Path) -> None:
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    target = connections.driver.connect(str(part), isolation_level=None)
    try:
        target.execute("PRAGMA synchronous = OFF")  # synced once, below
        connection.backup(target, pages=_PAGES_A_STEP, sleep=0.001)
        target.execute("PRAGMA journal_mode = DELETE").fetchone()
    finally:
        target.close()
    _sync(part)


def _checked(path: Path) -> str:
    """The sha256 of a file that is a sound book; else Trouble."""
    try:
        connection = connections.unchanging(path)
        try:
            connection.execute("PRAGMA user_version").fetchone()
            if connection.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
                raise Trouble(_("“{name}” is not a book of this program.").format(name=path.name))
            if connection.execute("PRAGMA user_version").fetchone()[0] > schema.VERSION:
                raise Trouble(_("“{name}” was written by a newer version of this program.").format(name=path.name))
            schema.refuse_unless_ours(connection)
            if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise Trouble(_("“{name}” is damaged, so it was not used.").format(name=path.name))
        finally:
            connection.close()
    except connections.DatabaseError as wrong:
        raise connections.trouble(wrong, path) from None
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _sync(path: Path) -> None:
    with path.open("rb") as content:
        os.fsync(content.fileno())


def _digest_file(path: Path) -> Path:
    return path.with_name(path.name + ".sha256")


def _period(at: datetime, now: datetime) -> str:
    age = now - at
    if age < timedelta(days=2):
        return at.isoformat()
    if age < timedelta(days=14):
        return f"{at:%Y-%m-%d}"
    if age < timedelta(days=92):
        return f"{at:%G-W%V}"
    return f"{at:%Y-%m}"
