"""The Desk: the Book as the window sees it. Reads on the UI thread, writes on one thread, tells what changed.

desk.do(follow_ups.done, row_id, desk.today, today=desk.today)   # the toast says its title and offers Undo
desk.changed.connect(...)                                        # Changes: {table: row ids}, whoever made them
"""

import gc
import queue
import threading
from collections import deque
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, tzinfo
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from mrtnet import clock
from mrtnet.domain.about import About
from mrtnet.queries.about import about as read_about
from mrtnet.queries.reminders import paused_until
from mrtnet.store import connection as connections
from mrtnet.store.book import Book, driver_connection
from mrtnet.store.journal import TABLES, Changes
from mrtnet.trouble import Trouble
from mrtnet.ui.jobs import beside, said_of
from mrtnet.ui.listening import listens

LOOK_EVERY = 300  # ms between two looks for changes made by others
BETWEEN = 5  # ms between two turns: with none, timers that are due would run one after the other
UNDO_TITLE = 0  # a toast without a step has nothing to undo

T = TypeVar("T")
Done = Callable[[Any], None]
Refused = Callable[[str], None]


class _Order(NamedTuple):
    work: Callable[[], Any]
    on_done: Done | None
    on_trouble: Refused | None


class _Outcome(NamedTuple):
    order: _Order
    result: Any
    wrong: BaseException | None


class Desk(QObject):
    """One open book for the window. With `inline` every change is made at once: for tests and for pictures."""

    changed = Signal(object)
    """Changes of a committed step, by this window or by another process."""
    said = Signal(str, int)
    """What was done, for the toast, and the step that Undo takes back (0: none)."""
    trouble = Signal(str)
    """One plain sentence with a way out."""
    day_changed = Signal()
    """A new day has begun."""
    paused = Signal()
    """Reminders are held back from now on, or until another moment, or come again: `paused_until` tells."""
    leaving = Signal()
    """Another book is about to come in the place of this one: what is half typed is kept, and editors close."""
    arrived = Signal()
    """The other book is there: whatever shows rows begins anew."""
    _came = Signal(object)

    def __init__(self, book: Book, *, inline: bool = False) -> None:
        super().__init__()
        self.book = book
        self._about: About | None = None
        self._zone: tzinfo | None = None
        self._today: date | None = None
        self._read_once: dict[Callable[..., Any], Any] = {}
        self._read_for: tuple[int, date, About] | None = None
        self._inline = inline
        self._orders: queue.SimpleQueue[_Order | None] = queue.SimpleQueue()
        self._writer: threading.Thread | None = None
        self._open_orders = 0
        self._closed = False
        self._came.connect(self._finish)
        self._last_today = self.today
        self.paused_until = self._read_pause()
        """Until when reminders are held back, aware; None while they come."""
        self._turns: deque[Callable[[], object]] = deque()
        self._next_turn = QTimer(self, singleShot=True, interval=BETWEEN)
        self._next_turn.timeout.connect(self._take_turn)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        if not inline:
            self._timer.start()

    # Reading

    @property
    def read(self) -> Any:
        """The connection for queries, on the UI thread only."""
        return self.book.read

    @property
    def about(self) -> About:
        """What the book knows about her."""
        if self._about is None:
            self._about = read_about(self.read)
        return self._about

    @property
    def zone(self) -> tzinfo:
        """Her time zone; looked up anew every 300 ms, as is the day."""
        if self._zone is None or self._inline:
            self._zone = clock.zone(self.about.time_zone)
        return self._zone

    @property
    def now(self) -> datetime:
        """This moment in her zone."""
        return clock.now().astimezone(self.zone)

    @property
    def today(self) -> date:
        """The day it is for her. Kept between two looks: rows ask for it while they are painted."""
        if self._today is None or self._inline:
            self._today = self.now.date()
        return self._today

    def once(self, query: Callable[[Any, date, About], T]) -> T:
        """What this query tells of today, read once for all who ask until a step of anybody, or a new day, changes it.

        Whatever it reads must be undoable: a change of quiet tables is no step.
        """
        here = (self.book.newest_step(), self.today, self.about)
        if here != self._read_for:
            self._read_for, self._read_once = here, {}
        if query not in self._read_once:
            self._read_once[query] = query(self.read, self.today, self.about)
        found: T = self._read_once[query]
        return found

    def in_turn(self, work: Callable[[], object]) -> None:
        """Do this after what waits already, each in a turn of the event loop of its own: the window answers in between.

        What waits is done once, however often it is asked for. With `inline` it is done at once.
        """
        if self._inline:
            work()
        elif work not in self._turns:
            self._turns.append(work)
            self._next_turn.start()

    # Changing

    def do(
        self,
        edit: Callable[..., Any],
        *args: Any,
        on_done: Done | None = None,
        on_trouble: Refused | None = None,
        quiet: bool = False,
        **kwargs: Any,
    ) -> None:
        """Run the edit as one undoable step, off the UI thread; then tell what changed and say its title.

        `on_done` gets the edit's result on the UI thread; `on_trouble` gets the sentence instead of the toast;
        `quiet` leaves the toast out.
        """

        def work() -> tuple[Any, int, str]:
            step: list[Any] = [0, ""]
            return self.book.do(_noting(edit, step), *args, **kwargs), step[0], step[1]

        def done(outcome: tuple[Any, int, str]) -> None:
            result, step_id, title = outcome
            self.look()
            if not quiet and step_id and self._is_in_history(step_id):
                self.said.emit(title, step_id)
            if on_done is not None and listens(on_done):
                on_done(result)

        self._order(work, done, on_trouble)

    def quietly(self, change: Callable[..., Any], *args: Any, on_done: Done | None = None, **kwargs: Any) -> None:
        """Run a change of quiet tables (drafts, reminders shown): no step, no toast."""
        self._order(lambda: self.book.quietly(change, *args, **kwargs), on_done, None)

    def pause(self, until: datetime | None) -> None:
        """Hold all reminders back until this instant (aware), in every program; None ends the pause."""
        from mrtnet.reminding.claims import pause

        self.quietly(pause, until, on_done=lambda _none: self.look())

    def undo(self, step_id: int | None = None) -> None:
        """Undo the newest step, or the one given; the toast says what was undone."""
        self._order(lambda: self.book.undo(step_id), self._told_undo, None)

    def redo(self) -> None:
        """Take back the newest undoing."""
        self._order(self.book.redo, self._told_redo, None)

    def look(self) -> None:
        """Notice what anybody changed since the last look, a new day, and a pause of the reminders."""
        self._zone = self._today = None
        changes = self.book.changes_since_last_look()
        if changes is not None:
            if changes.touches("setting"):
                self._about = None
            self.changed.emit(changes)
        if (today := self.today) != self._last_today:
            self._last_today = today
            self.day_changed.emit()
        if (until := self._read_pause()) != self.paused_until:
            self.paused_until = until
            self.paused.emit()

    def change_book(self, book: Book) -> None:
        """Another book in the place of this one, which the caller has closed: everything is shown anew."""
        self.book = book
        self._about = self._zone = self._today = None
        self.show_anew()

    def show_anew(self) -> None:
        """Everybody reads again: more may have changed than a step tells."""
        self._read_for = None
        self.changed.emit(Changes({table: frozenset({0}) for table in TABLES}))

    def is_busy(self) -> bool:
        """Whether a change is still being written."""
        return self._open_orders > 0

    def warm_up(self) -> None:
        """On a thread of its own, after the first paint: import what editing and searching need, gather the words.

        The collector is off meanwhile: it would stall the window for half a second.
        """
        if not self._inline:
            threading.Thread(target=_warm_up, args=(self.book.path,), name="warm-up", daemon=True).start()

    def finish(self) -> None:
        """Wait until what was ordered is written; nothing is told any more."""
        self._timer.stop()
        self._turns.clear()
        if self._writer is not None:
            self._orders.put(None)
            self._writer.join()
            self._writer = None

    def close(self) -> None:
        """Finish what was ordered, then close the book. Nothing typed is lost: this waits for the writer."""
        self.finish()
        self._closed = True
        self.book.close()

    # Inside

    def _take_turn(self) -> None:
        if not self._turns:
            return
        work = self._turns.popleft()
        if self._turns:
            self._next_turn.start()
        if listens(work):
            work()

    def _order(self, work: Callable[[], Any], on_done: Done | None, on_trouble: Refused | None) -> None:
        order = _Order(work, on_done, on_trouble)
        self._open_orders += 1
        if self._inline:
            self._finish(_outcome(order))
            return
        if self._writer is None:
            self._writer = threading.Thread(target=self._write, name="writer", daemon=True)
            self._writer.start()
        beside.begin()
        self._orders.put(order)

    def _write(self) -> None:
        while (order := self._orders.get()) is not None:
            self._came.emit(_outcome(order))

    def _finish(self, outcome: _Outcome) -> None:
        self._open_orders -= 1
        if not self._inline:
            beside.end()
        if self._closed:  # written, but nobody is left to be told
            return
        order, wrong = outcome.order, outcome.wrong
        if wrong is not None:
            tell = order.on_trouble
            (tell if tell is not None and listens(tell) else self.trouble.emit)(said_of(wrong))
            if not isinstance(wrong, Trouble):
                raise wrong
        elif order.on_done is not None and listens(order.on_done):
            order.on_done(outcome.result)

    def _told_undo(self, step: Any) -> None:
        from mrtnet.words import _

        self.look()
        self.said.emit(_("Undone: {title}").format(title=step.title), UNDO_TITLE)

    def _told_redo(self, step: Any) -> None:
        self.look()
        self.said.emit(step.title, UNDO_TITLE)

    def _read_pause(self) -> datetime | None:
        until = paused_until(self.read)
        return until if until is not None and until > self.now else None

    def _is_in_history(self, step_id: int) -> bool:
        return self.read.execute("SELECT 1 FROM step WHERE id = ?", (step_id,)).fetchone() is not None


def _outcome(order: _Order) -> _Outcome:
    try:
        return _Outcome(order, order.work(), None)
    except Exception as wrong:
        return _Outcome(order, None, wrong)


def _noting(edit: Callable[..., Any], step: list[Any]) -> Callable[..., Any]:
    """The edit, noting which step it runs in and how it named it."""

    @wraps(edit)
    def noting(session: Any, *args: Any, **kwargs: Any) -> Any:
        result = edit(session, *args, **kwargs)
        step[0] = driver_connection(session).execute("SELECT step FROM journal").fetchone()[0]
        step[1] = session.info.get("title") or edit.__name__.replace("_", " ").capitalize()
        return result

    return noting


def _warm_up(path: Path) -> None:
    was_on = gc.isenabled()
    gc.disable()
    try:
        from mrtnet.queries import search, search_words  # noqa: F401

        with closing(connections.reading(path)) as connection:
            search_words.warm(connection)
        from PySide6.QtGui import QAccessible

        # The first toast is announced: naming this makes 190 names of the binding, a tenth of a second of Python.
        assert QAccessible.AnnouncementPoliteness.Polite
        import mrtnet.edits.events
        import mrtnet.edits.follow_ups
        import mrtnet.edits.people
        import mrtnet.ui.widgets.toast  # noqa: F401
        from mrtnet.domain.note_guard_patterns import compile_all

        compile_all()
    finally:
        if was_on:
            gc.freeze()
            gc.enable()
