"""The calendar file kept in step while the window runs: at the start, and half a second after any change.

It is written on the thread that writes the book, so it never overtakes a change, and never stalls the window.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from mrtnet.sync import feed
from mrtnet.ui.desk import Desk
from mrtnet.ui.listening import listens

PAUSE = 500  # ms after a change, so that a burst of changes writes once


class Feeding(QObject):
    """One window's calendar file. `came(path)` when it was written, `problem` the sentence why it could not be."""

    came = Signal(object)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self.problem = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.write)
        desk.changed.connect(lambda _changes: self._timer.start())
        self._timer.start()

    def write(self) -> None:
        """Bring the file in step now, if one is kept."""
        self._timer.stop()
        if self._desk.about.feed and not self._desk.book.read_only:
            desk = self._desk
            by_writer(desk, lambda: feed.bring_in_step(desk.book), on_done=self._written, on_trouble=self._refused)
        else:
            self.problem = ""

    def flush(self) -> None:
        """Before the book is closed: what waits for the pause is written."""
        if self._timer.isActive():
            self.write()

    def _written(self, path: Path | None) -> None:
        self.problem = ""
        self.came.emit(path)

    def _refused(self, sentence: str) -> None:
        """Said once; while it goes on failing for the same reason, the calendar card and Settings show it."""
        if sentence != self.problem:
            self.problem = sentence
            self._desk.trouble.emit(sentence)
        self.came.emit(None)


def by_writer(
    desk: Desk,
    work: Callable[[], Any],
    *,
    on_done: Callable[[Any], None] | None = None,
    on_trouble: Callable[[str], None] | None = None,
) -> None:
    """Run what is no edit, yet must not meet one, on the thread that writes the book."""

    def done(result: Any) -> None:
        desk.look()
        if on_done is not None and listens(on_done):
            on_done(result)

    desk._order(work, done, on_trouble)


def start(window: Any) -> Feeding:
    """Keep the calendar file of this window's book in step; the same one when asked again."""
    found = feeding_of(window)
    return found if found is not None else Feeding(window.desk, window)


def feeding_of(window: QWidget) -> Feeding | None:
    """What keeps the file of this window in step, if it was started."""
    found = window.findChild(Feeding)
    return found if isinstance(found, Feeding) else None
