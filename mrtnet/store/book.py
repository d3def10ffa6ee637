"""The book: one open SQLite file and the only gate for writes. Every change is one transaction and one undoable step.

    book = Book.open(path)
    ids = book.do(people.log_people, forms, event_id=3, today=day)
    book.undo()

An edit is a function `(session, ...) -> result`; it names its step with `titled(session, ...)` and never commits.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Self, TypeVar

from mrtnet import clock
from mrtnet.store import connection as connections
from mrtnet.store import journal, migrations, schema, search_index
from mrtnet.store.journal import Changes, Step
from mrtnet.trouble import Trouble
from mrtnet.words import _

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

P = ParamSpec("P")
R = TypeVar("R")

KEEP_DAYS = 90
KEEP_IMAGES = 500_000


class Book:
    """One open book. `read` is a connection that only reads; `read_only` tells that its folder cannot be written."""

    def __init__(self, path: Path, write: Any, read: Any, origin: str) -> None:
        self.path = path
        self.read = read
        self.read_only = write is None
        self.origin = origin
        self._write = write
        self._engine: Engine | None = None
        self._seen = self._newest_step() if read is not None else 0
        self._data_version = self._read_data_version()

    @classmethod
    def open(cls, path: Path, *, origin: str = "window", create: bool = True) -> Self:
        """Open the book, make an empty one where there is none, bring an older one up to date (after a backup).

        Raises Trouble for a file that is no book, a newer book, a book with foreign parts, a locked or damaged one.
        """
        _refuse_strange_file(path, create)
        write = None
        try:
            if _folder_is_read_only(path):
                read = connections.unchanging(path)
                _refuse_unless_current(read, path)
            else:
                write = connections.writing(path)
                migrations.bring_up_to_date(write, path)
                read = connections.reading(path)
            return cls(path, write, read, origin)
        except connections.DatabaseError as wrong:
            if write is not None:
                write.close()
            raise connections.trouble(wrong, path) from None
        except Trouble:
            if write is not None:
                write.close()
            raise

    def close(self) -> None:
        """Close all connections; the last one to close folds the log into the file."""
        if self._engine is not None:
            self._engine.dispose()
        self.read.close()
        if self._write is not None:
            self._write.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    # Changing

    def do(self, edit: Callable[Concatenate["Session", P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run the edit as one transaction and one step; returns what the edit returns. All or nothing.

        An edit that touches no row leaves no step behind.
        """
        from sqlmodel import Session

        with self._transaction() as write:
            step = journal.open_step(write, "", _instant(clock.now()), self.origin)
            with Session(self._bound_engine(), autoflush=True, expire_on_commit=False) as session:
                session.info["title"] = ""
                result = edit(session, *args, **kwargs)
                session.flush()
                title = session.info["title"] or edit.__name__.replace("_", " ").capitalize()
                session.expunge_all()
            search_index.refresh(write)
            journal.close_step(write)
            if journal.touched(write, step, step).rows:
                write.execute("UPDATE step SET title = ? WHERE id = ?", (title, step))
            else:
                write.execute("DELETE FROM step WHERE id = ?", (step,))
        return result

    def quietly(self, change: Callable[Concatenate[Any, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a change of quiet tables (drafts, calendar items, reminders shown) in one transaction without a step.

        `change` takes a driver connection.
        """
        with self._transaction() as write:
            return change(write, *args, **kwargs)

    def undo(self, step_id: int | None = None) -> Step:
        """Undo the newest step, or the one given; returns the step undone. Raises Trouble when that cannot be."""
        with self._transaction() as write:
            step = journal.last_to_undo(write) if step_id is None else journal.one_step(write, step_id)
            if step is None:
                raise Trouble(_("There is nothing to undo.") if step_id is None else _no_step(step_id))
            if step.undone_by is not None:
                raise Trouble(_("“{title}” is undone already.").format(title=step.title))
            self._reverse(write, step, _("Undid: {title}"))
            return step

    def redo(self) -> Step:
        """Take back the newest undoing; returns the step that is in effect again."""
        with self._transaction() as write:
            undoing = journal.last_to_redo(write)
            original = journal.one_step(write, undoing.undoes) if undoing and undoing.undoes else None
            if undoing is None or original is None:
                raise Trouble(_("There is nothing to redo."))
            self._reverse(write, undoing, _("Did again: {title}"), original)
            return original

    def _reverse(self, write: Any, step: Step, words: str, named: Step | None = None) -> None:
        title = words.format(title=(named or step).title)
        try:
            journal.reverse(write, step, title, _instant(clock.now()), self.origin)
        except connections.IntegrityError:
            raise journal.StandsInTheWay(_("A later change stands in the way. Undo that one first.")) from None
        search_index.refresh(write)

    # Looking back

    def history(self, limit: int = 100, before: int | None = None) -> list[Step]:
        """The newest steps first."""
        return journal.history(self.read, limit, before)

    def changes_since_last_look(self) -> Changes | None:
        """What any process changed since the last call (or since opening); None when nothing did. Cheap to poll."""
        version = self._read_data_version()
        if version == self._data_version:
            return None
        self._data_version = version
        newest = self._newest_step()
        if newest <= self._seen:
            return None
        first, self._seen = self._seen + 1, newest
        return journal.touched(self.read, first, newest)

    # Housekeeping

    def tidy(self, now: datetime) -> int:
        """Forget the oldest history (90 days, 500,000 images) and file contents nothing points to."""
        from datetime import timedelta

        with self._transaction() as write:
            pruned = journal.prune(write, _instant(now - timedelta(days=KEEP_DAYS)), KEEP_IMAGES)
            write.execute(
                "DELETE FROM file_content WHERE sha256 NOT IN (SELECT sha256 FROM file)"
                " AND sha256 NOT IN (SELECT sha256 FROM was_file WHERE sha256 IS NOT NULL)"
            )
        return pruned

    def erase_for_good(self, person_id: int) -> None:
        """Remove a person and all that is only about her from the book, its history and its free pages.

        This cannot be undone. Backups made earlier still hold her until they are thinned out.
        """
        from mrtnet.store.erasing import erase

        write = self._writable()
        write.execute("PRAGMA secure_delete = ON")
        try:
            with self._transaction() as locked:
                erase(locked, person_id)
                search_index.refresh(locked)
            write.execute("INSERT INTO search (search) VALUES ('optimize')")
            write.execute("VACUUM")
            write.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except connections.DatabaseError as wrong:
            raise connections.trouble(wrong, self.path) from None
        finally:
            write.execute("PRAGMA secure_delete = OFF")

    def check(self) -> list[str]:
        """Everything that is wrong with the book, one sentence each; empty for a sound one."""
        from mrtnet.store.checking import problems

        return problems(self.read, self.path)

    # Inside

    def _writable(self) -> Any:
        if self._write is None:
            raise Trouble(_("The book cannot be written here: the file or its folder is read-only."))
        return self._write

    @contextmanager
    def _transaction(self) -> Iterator[Any]:
        write = self._writable()
        try:
            write.execute("BEGIN IMMEDIATE")
            try:
                yield write
                write.execute("COMMIT")
            except BaseException:
                with suppress(connections.DatabaseError):
                    write.execute("ROLLBACK")
                raise
        except connections.DatabaseError as wrong:
            raise connections.trouble(wrong, self.path) from None
        except Exception as wrong:
            original = getattr(wrong, "orig", None)  # SQLAlchemy wraps the driver's errors
            if isinstance(original, connections.DatabaseError) and not isinstance(original, connections.IntegrityError):
                raise connections.trouble(original, self.path) from None
            raise

    def _bound_engine(self) -> "Engine":
        """SQLAlchemy over the very connection that holds the transaction: it neither begins nor commits."""
        if self._engine is None:
            from mrtnet.store.tables import bound_engine

            self._engine = bound_engine(self._writable())
            gc.collect(0)
        return self._engine

    def _newest_step(self) -> int:
        return int(self.read.execute("SELECT coalesce(max(id), 0) FROM step").fetchone()[0])

    def _read_data_version(self) -> int:
        return int(self.read.execute("PRAGMA data_version").fetchone()[0])


def titled(session: "Session", title: str) -> None:
    """Name the step that the running edit is: the sentence of History and of the toast."""
    session.info["title"] = title


def driver_connection(session: "Session") -> Any:
    """The driver's connection of the running edit, for queries and bulk SQL: sees the uncommitted rows."""
    return session.connection().connection.driver_connection


def _instant(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _no_step(step_id: int) -> str:
    return _("The history has no step {step}.").format(step=step_id)


def _folder_is_read_only(path: Path) -> bool:
    import os

    if not path.exists():
        return False
    return not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def _refuse_unless_current(read: Any, path: Path) -> None:
    migrations.refuse_foreign_or_newer(read, path)
    if read.execute("PRAGMA user_version").fetchone()[0] != schema.VERSION:
        raise Trouble(_("The book is of an older version and its folder is read-only. Copy it to a folder of yours."))
    schema.refuse_unless_ours(read)


def _refuse_strange_file(path: Path, create: bool) -> None:
    if path.is_dir():
        raise Trouble(_("“{name}” is a folder, not a book.").format(name=path.name))
    if not path.exists():
        if not create:
            raise Trouble(_("There is no book at “{name}”.").format(name=path))
        if not path.parent.is_dir():
            raise Trouble(_("The folder “{name}” does not exist.").format(name=path.parent))
    elif not path.is_file():
        raise Trouble(_("“{name}” is not a file.").format(name=path.name))
    elif path.stat().st_size == 0 and any((path.parent / "backups").glob("*.mrtnet")):
        raise Trouble(_("The book “{name}” is empty, but there are backups. Restore one.").format(name=path.name))
