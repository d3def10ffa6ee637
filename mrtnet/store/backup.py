"""Backups: whole, verified copies of the book beside it, thinned with age; and the way back.

A backup is made by SQLite's backup interface into a hidden file, checked, synced and renamed, so a crash at any moment
leaves the earlier backups and never a half one. Beside each stands its sha256, readable by `sha256sum -c`.
"""

import hashlib
import os
import re
import secrets
import shutil
import time
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from mrtnet import clock, paths
from mrtnet.domain.progress import Progress
from mrtnet.store import connection as connections
from mrtnet.store import schema
from mrtnet.trouble import Trouble
from mrtnet.words import _

SUFFIX = ".mrtnet"
_NAME = re.compile(r"(?P<stem>.+)-(?P<at>\d{8}T\d{6}Z)(?P<reason>(-[a-z0-9-]+)?)\.mrtnet")
_PART = ".part"
_ABANDONED_SECONDS = 3600
_CHUNK = 1 << 20  # bytes
_PAGES = 1024  # copied between two words about how far it is
_COPIED = 0.4  # of the work is the copy, the rest is to read it back


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


def make(
    connection: Any,
    book: Path,
    *,
    reason: str = "",
    to: Path | None = None,
    golden: Path = schema.GOLDENS,
    progress: Progress | None = None,
) -> Path:
    """Copy the book as the connection sees it to `to`, or to a dated name in its backup folder; returns the file.

    The copy is read back and checked before it gets its name. At `to` an earlier backup is replaced, nothing else.
    Raises Trouble, or Stopped where `progress` is stopped, with nothing left behind.
    """
    part, progress = None, progress or Progress()
    try:
        if to is None:
            stamp = clock.now().strftime("%Y%m%dT%H%M%SZ")
            folder_of(book).mkdir(mode=0o700, exist_ok=True)
            to = folder_of(book) / f"{book.stem}-{stamp}{'-' + reason if reason else ''}{SUFFIX}"
        elif to.exists():
            _refuse_to_replace(to, book)
        _remove_old_parts(to.parent)
        part = to.with_name(f".{to.name}.{secrets.token_hex(4)}{_PART}")
        _copy(connection, part, progress)
        digest = _checked(part, golden, progress)
        # The sum first: whoever finds the backup finds what to check it by.
        paths.write_whole(_digest_file(to), f"{digest}  {to.name}\n".encode())
        part.replace(to)
        paths.sync_folder(to.parent)
    except OSError as wrong:
        raise Trouble(_("The backup could not be written: {why}.").format(why=os.strerror(wrong.errno or 0))) from None
    except connections.DatabaseError as wrong:
        raise connections.trouble(wrong, book) from None
    finally:
        if part is not None:
            _remove_part(part)
    return to


def make_if_due(connection: Any, book: Path, *, every: timedelta) -> Path | None:
    """A dated backup, if the newest is older than `every` and the book has changed since; then the old are thinned."""
    now = clock.now()
    changed = connection.execute("SELECT max(at) FROM step").fetchone()[0]
    # A backup from the future was made under a wrong clock and says nothing about now.
    newest = max((backup.at for backup in listed(book) if backup.at <= now), default=None)
    if changed is None:
        return None
    if newest is not None and (now - newest < every or datetime.fromisoformat(changed) < newest):
        return None
    made = make(connection, book)
    thin(book, now)
    return made


def thin(book: Path, now: datetime) -> list[Path]:
    """Keep all backups of 2 days, one a day for 2 weeks, one a week for 3 months, one a month; remove the rest."""
    kept: set[str] = set()
    removed = []
    for backup in listed(book):
        period = _period(backup.at, now)
        if period in kept:
            removed.append(backup.path)
            _remove_backup(backup.path)
        kept.add(period)
    return removed


def verify(path: Path, golden: Path = schema.GOLDENS) -> str:
    """The sha256 of a whole book of ours, unchanged since it was written; else Trouble."""
    if not path.is_file():
        raise Trouble(_("There is no backup at “{name}”.").format(name=path))
    try:
        found = _checked(path, golden)
        written = _digest_file(path)
        if written.is_file() and written.read_text(encoding="ascii", errors="replace").split()[:1] != [found]:
            sentence = _("The backup “{name}” has changed since it was made, so it was not used.")
            raise Trouble(sentence.format(name=path.name))
    except OSError as wrong:
        raise Trouble(_("The backup cannot be read: {why}.").format(why=os.strerror(wrong.errno or 0))) from None
    return found


class Ready(NamedTuple):
    """A restore of which only the exchange is left to do.

    `part` is the checked copy beside the book, `kept` the present book as a backup (None: it could not be read),
    `newest` how new it was then.
    """

    source: Path
    part: Path
    kept: Path | None
    newest: tuple[int, str]


def restore(book: Path, source: Path) -> Path | None:
    """Put a backup in the place of the book. The book as it was is kept as a backup (or aside, if it is damaged).

    Returns where the former book is now. Raises Trouble, with the book as it was, if the backup is not sound or the
    book is open elsewhere. A crash at any moment leaves the old book or the restored one, whole.
    """
    ready = make_ready(book, source)
    assert ready is not None  # nobody stops it
    return put_in_place(book, ready)


def make_ready(
    book: Path,
    source: Path,
    tell: Callable[[int, int], None] = lambda _done, _total: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Ready | None:
    """All of a restore that takes time: the backup checked and copied beside the book, the present book kept.

    The book may be open, and in use, meanwhile. `tell(done, total)` says how far it is; None, with nothing left
    behind, once `stopped()`. Raises Trouble.
    """
    if book.exists() and source.exists() and source.samefile(book):
        raise Trouble(_("That is the book itself. Choose a backup."))
    tell(0, 100)
    digest = verify(source)
    tell(30, 100)
    part = book.with_name(f".{book.name}.{secrets.token_hex(4)}{_PART}")
    ready, taken = Ready(source, part, None, (0, "")), False
    try:
        _remove_old_parts(book.parent)
        if not _copy_file(source, part, lambda done, total: tell(30 + 30 * done // total, 100), stopped):
            return None
        if _sum(part) != digest:
            raise Trouble(_("The backup “{name}” could not be read twice alike.").format(name=source.name))
        tell(70, 100)
        ready = _keep_ready(book, ready)
        tell(100, 100)
        taken = not stopped()
        return ready if taken else None
    except OSError as wrong:
        raise _not_in_place(wrong) from None
    finally:
        if not taken:
            discard(ready)


def put_in_place(book: Path, ready: Ready) -> Path | None:
    """The exchange itself, which takes moments. This program must have closed the book. As `restore` says."""
    try:
        former = _keep_present(book, ready)
        ready.part.replace(book)
        paths.sync_folder(book.parent)
    except BaseException as wrong:
        discard(ready)
        if isinstance(wrong, OSError):
            raise _not_in_place(wrong) from None
        raise
    return former


def discard(ready: Ready) -> None:
    """Leave the book as it is, and nothing behind."""
    _remove_part(ready.part)
    if ready.kept is not None:
        _remove_backup(ready.kept)


def _not_in_place(wrong: OSError) -> Trouble:
    why = os.strerror(wrong.errno or 0)
    return Trouble(_("The backup could not be put in place: {why}.").format(why=why))


def _copy_file(source: Path, to: Path, tell: Callable[[int, int], None], stopped: Callable[[], bool]) -> bool:
    """Copy, synced; False if it was stopped."""
    connections.make_private_file(to)
    total = max(1, source.stat().st_size)
    with source.open("rb") as content, to.open("wb") as copy:
        while (chunk := content.read(_CHUNK)) and not stopped():
            copy.write(chunk)
            tell(copy.tell(), total)
        copy.flush()
        os.fsync(copy.fileno())
    return not stopped()


def _keep_ready(book: Path, ready: Ready) -> Ready:
    """With the present book as a backup, if it can be read; one that cannot is dealt with at the exchange."""
    if not book.exists() or not book.stat().st_size:
        return ready
    try:
        with closing(connections.reading(book)) as connection:
            newest = _newest(connection)
            return ready._replace(kept=make(connection, book, reason="before-restore"), newest=newest)
    except (connections.DatabaseError, Trouble):
        return ready


class _MustStay(Trouble):
    """The present book is sound and cannot be put away, so it stays."""


def _keep_present(book: Path, ready: Ready) -> Path | None:
    """Keep the present book and take its log away, so that nothing stale is replayed over what comes."""
    former = None
    if book.exists() and book.stat().st_size:
        try:
            former = _back_up_alone(book, ready)
        except _MustStay:
            raise
        except (connections.DatabaseError, Trouble):  # damaged, foreign or newer
            former = _keep_aside(book)
    _remove_log(book)
    return former


def _back_up_alone(book: Path, ready: Ready) -> Path:
    look = _refuse_unless_whole if ready.kept is None else lambda _connection: None  # else it was just read whole
    with closing(connections.writing(book, look, busy_seconds=1)) as connection:
        try:
            mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]  # folds the log in, if we are alone
        except connections.DatabaseError as wrong:
            if not connections.is_busy(wrong):
                raise
            mode = "wal"
        if mode != "delete":
            raise _MustStay(_("The book is open in another window or program. Close it and try again."))
        if ready.kept is not None:
            if _newest(connection) == ready.newest:
                return ready.kept
            _remove_backup(ready.kept)  # changed meanwhile
        try:
            return make(connection, book, reason="before-restore")
        except Trouble as wrong:
            raise _MustStay(str(wrong)) from None


def _newest(connection: Any) -> tuple[int, str]:
    """The newest step, and when something half typed was kept last."""
    sql = "SELECT (SELECT coalesce(max(id), 0) FROM step), (SELECT coalesce(max(at), '') FROM draft)"
    step, at = connection.execute(sql).fetchone()
    return int(step), str(at)


def _keep_aside(book: Path) -> Path:
    """A damaged book is kept too, as it is, under a name of its own, together with its log."""
    aside = book.with_name(f"{book.stem}-{clock.now():%Y%m%dT%H%M%SZ}.damaged")
    for end in ("", "-wal"):
        part = book.with_name(book.name + end)
        if part.exists():
            kept = aside.with_name(aside.name + end)
            connections.make_private_file(kept)
            shutil.copyfile(part, kept)
            _sync(kept)
    return aside


def _remove_log(book: Path) -> None:
    for end in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            book.with_name(book.name + end).unlink()


def _copy(connection: Any, part: Path, progress: Progress) -> None:
    connections.make_private_file(part)
    target = connections.driver.connect(str(part), isolation_level=None)
    began = not connection.in_transaction
    if began:  # one moment of the book, and no new start whenever another program writes
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM journal").fetchone()
    try:
        target.execute("PRAGMA synchronous = OFF")  # synced once, below
        connection.backup(
            target,
            pages=_PAGES,
            progress=lambda _state, _left, all_: progress.tell(_COPIED * _PAGES / max(all_, _PAGES)),
        )
        target.execute("PRAGMA journal_mode = DELETE").fetchone()
    finally:
        if began:
            connection.execute("COMMIT")
        target.close()
    _sync(part)


def _checked(path: Path, golden: Path = schema.GOLDENS, progress: Progress | None = None) -> str:
    """The sha256 of a file that is a sound book; else Trouble."""
    try:
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(1) as beside, closing(connections.unchanging(path)) as connection:
            digest = beside.submit(_sum, path)
            _refuse_unless_whole(connection, golden, progress)
    except connections.DatabaseError as wrong:
        raise connections.trouble(wrong, path) from None
    except Trouble as wrong:
        raise Trouble(_("“{name}” was not used: {why}").format(name=path.name, why=wrong)) from None
    return digest.result()


def _refuse_unless_whole(connection: Any, golden: Path = schema.GOLDENS, progress: Progress | None = None) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
        raise Trouble(_("It is not a book of this program."))
    schema.refuse_unless_ours(connection, golden)
    # Table by table: all at once would also tokenize every text again to check the search index.
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage").fetchall()
    for (table,) in (progress or Progress()).each(tables, 1 - _COPIED, portion=1):
        if connection.execute(f"PRAGMA quick_check('{table}')").fetchone()[0] != "ok":
            raise Trouble(_("It is damaged."))


def _sum(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _sync(path: Path) -> None:
    with path.open("rb") as content:
        os.fsync(content.fileno())


def _refuse_to_replace(to: Path, book: Path) -> None:
    if book.exists() and to.samefile(book):
        raise Trouble(_("That is the book itself. Choose another name for the backup."))
    try:
        with closing(connections.unchanging(to)) as connection:
            _refuse_unless_whole(connection)
    except (connections.DatabaseError, Trouble):
        sentence = _("“{name}” is there already and is no backup. Choose another name.")
        raise Trouble(sentence.format(name=to.name)) from None


def _remove_part(part: Path) -> None:
    for end in ("", "-journal", "-wal", "-shm"):
        with suppress(OSError):
            part.with_name(part.name + end).unlink()


def _remove_old_parts(folder: Path) -> None:
    """What a crash left half done; a young one may be another program's, at work."""
    for part in folder.glob(f".*{SUFFIX}*{_PART}"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > _ABANDONED_SECONDS:
                _remove_part(part)


def _remove_backup(backup: Path) -> None:
    for path in (backup, _digest_file(backup)):
        with suppress(OSError):
            path.unlink()


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
