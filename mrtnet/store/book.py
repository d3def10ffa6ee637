"""The book: one open SQLite file and the only gate for writes. Every change is one transaction and one undoable step.

    book = Book.open(path)
    ids = book.do(people.log_people, forms, event_id=3, today=day)
    book.undo()

An edit is a function `(session, ...) -> result`; it names its step with `titled(session, ...)` and never commits.
"""

import gc
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Self, TypeVar

from mrtnet import clock
from mrtnet.store import connection as connections
from mrtnet.store import journal, reversal, search_index
from mrtnet.store.journal import Changes, Step
from mrtnet.store.opening import Connected, connected, refuse_strange_file
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

    def __init__(self, path: Path, connected: Connected, origin: str) -> None:
        self.path = path
        self.read = connected.read
        self.read_only = connected.write is None
        self.origin = origin
        self._connect_to_write = connected.write
        self._writing = connected.writing
        self._one_writer = threading.RLock()
        self._engine: Engine | None = None
        self._seen = self.newest_step()
        self._data_version = self._read_data_version()

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        origin: str = "window",
        create: bool = True,
        busy_seconds: float = connections.BUSY_SECONDS,
    ) -> Self:
        """Open the book, make an empty one where there is none, bring an older one up to date (after a backup).

        `busy_seconds` is how long a change waits for another program's. Raises Trouble for a file that is no book, a
        newer book, a book with foreign parts, a locked or damaged one.
        """
        try:
            refuse_strange_file(path, create)
            with ExitStack() as opened:
                book = cls(path, connected(opened, path, busy_seconds), origin)
                opened.pop_all()
                return book
        except connections.DatabaseError as wrong:
            raise connections.trouble(wrong, path) from None
        except OSError as wrong:
            why = os.strerror(wrong.errno or 0)
            raise Trouble(_("“{name}” cannot be opened: {why}.").format(name=path.name, why=why)) from None

    def close(self) -> None:
        """Close all connections; the last one to close folds the log into the file."""
        if self._engine is not None:
            self._engine.dispose()
        self.read.close()
        if self._writing is not None:
            self._writing.close()

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
            step = journal.open_step(write, "", clock.as_text(clock.now()), self.origin)
            with Session(self._bound_engine(), autoflush=True, expire_on_commit=False) as session:
                result = edit(session, *args, **kwargs)
                session.flush()
                title = session.info.get("title") or edit.__name__.replace("_", " ").capitalize()
                session.expunge_all()
            search_index.refresh(write)
            journal.close_step(write)
            if journal.touched_any(write, step):
                write.execute("UPDATE step SET title = ? WHERE id = ?", (title, step))
            else:
                write.execute("DELETE FROM step WHERE id = ?", (step,))
        return result

    def quietly(self, change: Callable[Concatenate[Any, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a change of quiet tables (drafts, calendar items, reminders shown) in one transaction without a step.

        `change` takes a driver connection. The journaled tables refuse to be changed so.
        """
        with self._transaction() as write:
            return change(write, *args, **kwargs)

    def commit_without_waiting(self) -> None:
        """From now on a commit of this opening holds against the end of programs, but not against a power failure."""
        if self._connect_to_write is not None:
            self._write.execute("PRAGMA synchronous = NORMAL")

    def undo(self, step_id: int | None = None) -> Step:
        """Undo the newest step, or the one given; returns the step undone. Raises Trouble when that cannot be."""
        with self._transaction(putting_back=True) as write:
            step = journal.last_to_undo(write) if step_id is None else journal.one_step(write, step_id)
            if step is None:
                raise Trouble(_("There is nothing to undo.") if step_id is None else _no_step(step_id))
            if step.undone_by == step.id:
                raise Trouble(_("“{title}” can never be undone.").format(title=step.title))
            if step.undone_by is not None:
                raise Trouble(_("“{title}” is undone already.").format(title=step.title))
            return self._reverse(write, step)

    def redo(self) -> Step:
        """Take back the newest undoing, unless something else was changed after it; returns the step done again."""
        with self._transaction(putting_back=True) as write:
            undoing = journal.last_to_redo(write)
            if undoing is None or undoing.undoes is None:
                raise Trouble(_("There is nothing to redo."))
            self._reverse(write, undoing)
            return _told(write, undoing.undoes)

    def _reverse(self, write: Any, step: Step) -> Step:
        reversal.reverse(write, step, clock.as_text(clock.now()), self.origin)
        search_index.refresh(write)
        return _told(write, step.id)

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
        newest = self.newest_step()
        if newest <= self._seen:
            return None
        first, self._seen = self._seen + 1, newest
        return journal.touched(self.read, first, newest)

    # Housekeeping

    def tidy(self, now: datetime) -> int:
        """Forget the oldest history (90 days, 500,000 images) and file contents nothing points to.

        Returns how many steps were forgotten.
        """
        from mrtnet.store.erasing import collect_files

        with self._transaction() as write:
            pruned = journal.prune(write, clock.as_text(now - timedelta(days=KEEP_DAYS)), KEEP_IMAGES)
            collect_files(write)
        return pruned

    def backup_if_due(self, every: timedelta) -> Path | None:
        """Back the book up if it changed since the newest backup and that is older than `every`."""
        from mrtnet.store import backup

        return backup.make_if_due(self._write, self.path, every=every)

    def back_up(self, to: Path | None = None) -> Path:
        """Make a verified backup now, under a dated name or as `to`; returns the file. Works on a read-only book."""
        from mrtnet.store import backup

        return backup.make(self.read, self.path, to=to)

    def erase_for_good(self, person_id: int) -> None:
        """Remove a person and all that is only about her from the book, its history and its free pages.

        Also one who was deleted before and stands only in the history. This cannot be undone. Backups made earlier
        still hold her until they are thinned out.
        """
        from mrtnet.store.erasing import erase

        with self._without_a_trace() as write:
            erase(write, person_id, clock.as_text(clock.now()), self.origin)
            search_index.rebuild(write)

    def empty_bin(self, removed: Callable[[Any], Mapping[str, set[int]]]) -> None:
        """Forget what was removed, as `removed(connection)` tells it ({table: ids}). It cannot be undone.

        What is in the book stays as it is. Backups made earlier still hold what was removed.
        """
        from mrtnet.store.erasing import forget_removed

        with self._without_a_trace() as write:
            forget_removed(write, removed(write))

    @contextmanager
    def _without_a_trace(self) -> Iterator[Any]:
        """A transaction after which nothing of what it deletes stays in the file's free pages."""
        with self._one_writer:
            with self._transaction() as write:
                write.execute("PRAGMA secure_delete = ON")
                yield write
            try:
                write.execute("VACUUM")
                busy = write.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            except connections.DatabaseError:
                busy = True
            finally:
                write.execute("PRAGMA secure_delete = OFF")
        if busy:
            raise Trouble(_("It is erased; the last traces go when the book is closed in every program."))

    def check(self) -> list[str]:
        """Everything that is wrong with the book, one sentence each; empty for a sound one."""
        from mrtnet.store.checking import problems

        if self.read_only:
            return problems(self.read, self.path)
        # On a connection of its own: the search index caches its structure, and would be checked against a stale one.
        connection = connections.reading(self.path)
        try:
            return problems(connection, self.path)
        finally:
            connection.close()

    # Inside

    @property
    def _write(self) -> Any:
        """The connection that writes: each one takes as long to open as a page to read, and the first only looks."""
        if self._connect_to_write is None:
            raise Trouble(_("The book cannot be written here: the file or its folder is read-only."))
        with self._one_writer:
            if self._writing is None:
                with self._errors_told():
                    self._writing = self._connect_to_write()
            return self._writing

    @contextmanager
    def _transaction(self, *, putting_back: bool = False) -> Iterator[Any]:
        """A transaction of this thread alone; while rows are put back, nothing may cascade."""
        write = self._write
        with self._one_writer, self._errors_told():
            if putting_back:
                write.execute("PRAGMA foreign_keys = OFF")
            try:
                write.execute("BEGIN IMMEDIATE")
                try:
                    yield write
                    write.execute("COMMIT")
                except BaseException:
                    with suppress(connections.DatabaseError):
                        write.execute("ROLLBACK")
                    raise
            finally:
                if putting_back:
                    write.execute("PRAGMA foreign_keys = ON")

    @contextmanager
    def _errors_told(self) -> Iterator[None]:
        """The world's faults become Trouble; our own pass, with nothing in them of what she typed."""
        try:
            yield
        except UnicodeEncodeError:
            raise Trouble(_("A text holds half a character, which cannot be kept. Type it again.")) from None
        except Exception as wrong:
            original = getattr(wrong, "orig", wrong)  # SQLAlchemy wraps the driver's errors
            if isinstance(original, connections.IntegrityError) and "FOREIGN KEY" in str(original):
                raise Trouble(_("What this is about is not in the book any more. Nothing was changed.")) from None
            if isinstance(original, connections.DatabaseError) and connections.is_the_worlds_fault(original):
                raise connections.trouble(original, self.path) from None
            if hasattr(wrong, "params"):
                wrong.params = None
            raise

    def _bound_engine(self) -> "Engine":
        """SQLAlchemy over the very connection that holds the transaction: it neither begins nor commits."""
        if self._engine is None:
            from mrtnet.store.tables import bound_engine

            self._engine = bound_engine(self._write)
            gc.collect(0)
        return self._engine

    def newest_step(self) -> int:
        """The id of the newest step; a higher one later means that the book was changed."""
        return int(self.read.execute("SELECT coalesce(max(id), 0) FROM step").fetchone()[0])

    def _read_data_version(self) -> int:
        return int(self.read.execute("PRAGMA data_version").fetchone()[0])


def titled(session: "Session", title: str) -> None:
    """Name the step that the running edit is: the sentence of History and of the toast."""
    session.info["title"] = title


def driver_connection(session: "Session") -> Any:
    """The driver's connection of the running edit, for queries and bulk SQL: sees the uncommitted rows."""
    return session.connection().connection.driver_connection


def _no_step(step_id: int) -> str:
    return _("The history has no step {step}.").format(step=step_id)


def _told(connection: Any, step_id: int) -> Step:
    step = journal.one_step(connection, step_id)
    assert step is not None
    return step
