"""Longer work off the UI thread: a small pool that never writes the book, with progress and cancel."""

import gc
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import SIGNAL, QObject, Signal

from mrtnet.trouble import Trouble
from mrtnet.ui.listening import listens

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

WORKERS = 2
EVERY, WHILE_BUSY = 0.005, 0.0005
"""Seconds after which one thread lets another have Python: Python's own, and while something runs beside the window."""
TOLD_EVERY = 0.05  # seconds between two words about how far work is: each costs the window's thread a paint


class Beside:
    """Keeps frames flowing while something runs on another thread; `begin` and `end` come from the UI thread.

    Threads take turns ten times as often, and the collector, which stops them all, waits.
    """

    def __init__(self) -> None:
        self._going, self._collecting = 0, True

    def begin(self) -> None:
        """One more."""
        self._going += 1
        if self._going == 1:
            self._collecting = gc.isenabled()
            gc.disable()
            sys.setswitchinterval(WHILE_BUSY)

    def end(self) -> None:
        """One less."""
        self._going -= 1
        if not self._going:
            sys.setswitchinterval(EVERY)
            if self._collecting:
                gc.enable()


beside = Beside()
"""This process's: the switch interval and the collector are the process's too."""


def said_of(wrong: BaseException) -> str:
    """What whoever waits for the work is told; also of a fault of ours, so that nothing waits for ever."""
    if isinstance(wrong, Trouble):
        return str(wrong)
    from mrtnet.words import _

    return _("Something went wrong in mrtnet, and nothing was changed. Try again.")


class Seldom:
    """Whether it is time for another word about how far work is: not right after the last one, but at the end."""

    def __init__(self) -> None:
        self._last = 0.0

    def __call__(self, done: int, total: int) -> bool:
        """For the thread that works."""
        now = time.monotonic()
        if done < total and now - self._last < TOLD_EVERY:
            return False
        self._last = now
        return True


_TOLD = ("progress(int,int)", "done(PyObject)", "trouble(QString)")


class Job(QObject):
    """One piece of work. The work calls `tell(done, total)` now and then and stops when `stopped()` is true."""

    progress = Signal(int, int)
    done = Signal(object)
    trouble = Signal(str)
    ended = Signal()
    """Always the last one, also after a stop."""
    _came = Signal(object, object)

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self._stop = threading.Event()
        self._seldom = Seldom()
        self._came.connect(self._finish)

    def stop(self) -> None:
        """Ask the work to stop; its result is thrown away."""
        self._stop.set()

    def leave(self) -> None:
        """Ask the work to stop; nobody is told anything but that it ended."""
        self.stop()
        self._cut(*_TOLD)

    def _cut(self, *signals: str) -> None:
        for signal in signals:
            QObject.disconnect(self, SIGNAL(signal), None, None)  # type: ignore[call-overload]

    def stopped(self) -> bool:
        """Whether somebody asked it to stop; for the work."""
        return self._stop.is_set()

    def tell(self, done: int, total: int) -> None:
        """Say how far it is; for the work, from any thread, as often as it likes."""
        if self._seldom(done, total):
            self.progress.emit(done, total)

    def run(self, work: Callable[..., Any], args: tuple[Any, ...]) -> None:
        """Do the work; for the pool."""
        try:
            self._came.emit(work(self, *args), None)
        except Exception as wrong:
            self._came.emit(None, wrong)

    def _finish(self, result: object, wrong: BaseException | None) -> None:
        try:
            if wrong is not None:
                self.trouble.emit(said_of(wrong))
                if not isinstance(wrong, Trouble):
                    raise wrong
            elif not self.stopped():
                self.done.emit(result)
        finally:
            self.ended.emit()
            self._cut(*_TOLD, "ended()")  # else it holds what listens, and what listens holds it, for good


class Jobs(QObject):
    """The pool. `started(job)`; `closing` when the program ends and whatever takes long is to stop."""

    started = Signal(object)
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._pool: ThreadPoolExecutor | None = None
        self._running: set[Job] = set()
        self._over: deque[Job] = deque(maxlen=2 * WORKERS)
        """The last ones, since a job has to be destroyed on the UI thread, when its worker has let go of it."""

    def start(
        self, title: str, work: Callable[..., Any], *args: Any, on_done: Callable[[Any], None] | None = None,
        on_trouble: Callable[[str], None] | None = None,
    ) -> Job:  # fmt: skip
        """Run `work(job, *args)` on the pool; the callbacks come on the UI thread."""
        job = Job(title)
        if on_done is not None:
            job.done.connect(lambda result: on_done(result) if listens(on_done) else None)
        if on_trouble is not None:
            job.trouble.connect(lambda words: on_trouble(words) if listens(on_trouble) else None)
        job.ended.connect(lambda: self._forget(job))
        self._running.add(job)
        beside.begin()
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="job")
        self.started.emit(job)
        self._pool.submit(job.run, work, args)
        return job

    def _forget(self, job: Job) -> None:
        self._running.discard(job)
        self._over.append(job)
        beside.end()

    def running(self) -> list[Job]:
        """What is being done now."""
        return list(self._running)

    def close(self) -> None:
        """Stop everything and wait for it."""
        self.closing.emit()
        for job in self.running():
            job.stop()
        if self._pool is not None:
            self._pool.shutdown(wait=True)
