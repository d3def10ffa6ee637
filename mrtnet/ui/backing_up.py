"""Backups by the clock: every half hour if the book changed, and once more at the end; never on the UI thread."""

import threading
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from mrtnet.domain.progress import Progress, Stopped
from mrtnet.store import backup, connection
from mrtnet.trouble import Trouble
from mrtnet.ui.desk import Desk
from mrtnet.ui.jobs import Job, Jobs
from mrtnet.words import _

EVERY = timedelta(minutes=30)


class BackingUp(QObject):
    """One book's backups while its window is open. `made(path)` after each."""

    made = Signal(object)

    def __init__(self, desk: Desk, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._jobs = desk, jobs
        self._job: Job | None = None
        self._asked = False
        self.problem = ""
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY // timedelta(milliseconds=1))
        self._timer.timeout.connect(self.if_due)
        self._timer.start()

    def if_due(self) -> None:
        """A backup, if the book changed since the last one and that is half an hour old."""
        if self._job is None and not self._desk.book.read_only:
            self._start(_make_if_due, EVERY)

    def now(self) -> Job:
        """A backup at once, because she asks for it; with a toast. One that is being made already will do."""
        job = self._job or self._start(_make)
        if not self._asked:
            self._asked = True
            job.done.connect(self._told)
        return job

    def last(self) -> None:
        """At the end, while the window is gone and the book still open: a backup if anything changed. Waits for it."""
        self._timer.stop()
        if self._desk.book.read_only:
            return
        path = self._desk.book.path
        worker = threading.Thread(target=_last, args=(path,), name="last backup")
        worker.start()
        worker.join()

    def _start(self, work: Any, *more: Any) -> Job:
        job = self._job = self._jobs.start(_("Backing up"), work, self._desk.book.path, *more)
        job.done.connect(self._done)
        job.trouble.connect(self._refused)
        job.ended.connect(self._ended)
        return job

    def _done(self, path: Path | None) -> None:
        self.problem = ""
        if path is not None:
            self.made.emit(path)

    def _told(self, path: Path | None) -> None:
        if path is None:  # there was nothing to do by the clock, but she wants one
            QTimer.singleShot(0, self, self.now)
        else:
            self._desk.said.emit(_("Backed up: {name}").format(name=path.name), 0)

    def _refused(self, sentence: str) -> None:
        if self._asked or sentence != self.problem:  # by the clock it is told once
            self._desk.trouble.emit(sentence)
        self.problem = sentence

    def _ended(self) -> None:
        self._job, self._asked = None, False


def start(window: Any) -> BackingUp:
    """Back this window's book up from now on; the same one when asked again."""
    found = window.findChild(BackingUp)
    return found if isinstance(found, BackingUp) else BackingUp(window.desk, window.around.jobs, window)


def _make_if_due(_job: Job | None, book: Path, every: timedelta) -> Path | None:
    with closing(connection.reading(book)) as read:
        return backup.make_if_due(read, book, every=every)


def _make(job: Job, book: Path) -> Path | None:
    with closing(connection.reading(book)) as read, suppress(Stopped):
        return backup.make(read, book, progress=Progress(job.tell, job.stopped))
    return None


def _last(book: Path) -> None:
    """Nobody is there any more to be told; the next start tries again."""
    try:
        _make_if_due(None, book, timedelta(0))
    except Trouble:
        return
