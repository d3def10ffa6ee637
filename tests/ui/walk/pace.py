"""Time as the walk makes it: timers that fire when the walk says so, in their order, and a pool that waits its turn."""

import heapq
import weakref
from collections.abc import Callable
from concurrent.futures import Executor, Future
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import PySide6.QtCore
from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

import mrtnet.clock

FIRST = datetime(2026, 10, 15, 14, 12, tzinfo=UTC)
MOST = 200  # firings in one go; more are a timer that starts itself at once


class Clock:
    """The walk's clock: milliseconds since the start, and who waits for which of them."""

    def __init__(self) -> None:
        self.ms = self._slept = 0
        self._order = count()
        self._waiting: list[tuple[int, int, Callable[[], None]]] = []

    def at(self, delay: int, run: Callable[[], None]) -> None:
        """Run this so many milliseconds from now."""
        heapq.heappush(self._waiting, (self.ms + max(0, delay), next(self._order), run))

    def go_on(self, ms: int) -> None:
        """Time passes; everybody whose moment comes is called, in order. The wall clock goes along."""
        until, fired = self.ms + ms, 0
        while self._waiting and self._waiting[0][0] <= until and fired < MOST:
            at, _order, run = heapq.heappop(self._waiting)
            self.ms = max(self.ms, at)
            fired += 1
            run()
        self.ms = until

    def sleep(self, ms: int) -> None:
        """The machine sleeps: the wall clock goes on, timers do not."""
        self._slept += ms

    def now(self) -> datetime:
        """What the wall clock shows, as `mrtnet.clock.now`."""
        return FIRST + timedelta(milliseconds=self.ms + self._slept)


clock = Clock()


class Timer(QObject):
    """Stands in for QTimer. Gone with its parent, as a QTimer is."""

    timeout = Signal()

    def __init__(self, parent: QObject | None = None, *, singleShot: bool = False, interval: int = 0) -> None:
        super().__init__(parent)
        self._single, self._interval = singleShot, interval
        self._turn = 0
        self._active = False

    def setSingleShot(self, single: bool) -> None:
        self._single = single

    def setInterval(self, ms: int) -> None:
        self._interval = ms
        if self._active:
            self.start()

    def interval(self) -> int:
        return self._interval

    def isActive(self) -> bool:
        return self._active

    def start(self, ms: int | None = None) -> None:
        self._interval = self._interval if ms is None else ms
        self._active = True
        self._turn += 1
        me, turn = weakref.ref(self), self._turn
        clock.at(self._interval, lambda: _fire(me, turn))

    def stop(self) -> None:
        self._active = False
        self._turn += 1

    @staticmethod
    def singleShot(ms: int, *told: Any) -> None:
        """`singleShot(ms, run)` or `singleShot(ms, owner, run)`: the second not if the owner is gone."""
        run = told[-1]
        owner = told[0] if len(told) > 1 else None
        clock.at(ms, lambda: run() if owner is None or isValid(owner) else None)

    def _fired(self, turn: int) -> None:
        if turn != self._turn:
            return
        if self._single:
            self._active = False
        else:
            self.start()
        self.timeout.emit()


def _fire(timer: "weakref.ref[Timer]", turn: int) -> None:
    found = timer()
    if found is not None and isValid(found):
        found._fired(turn)


class Turns(Executor):
    """The pool of the window's jobs: what is handed in is done when the walk comes to it."""

    def submit(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":  # type: ignore[override]
        future: Future[Any] = Future()
        clock.at(20, lambda: future.set_result(work(*args, **kwargs)))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        return


def install() -> None:
    """Let everything that is imported from now on take these timers, and this clock.

    Not by MRTNET_NOW: the C library keeps every value that a variable ever had, a third of a kilobyte for each step.
    """
    PySide6.QtCore.QTimer = Timer  # type: ignore[misc,assignment]
    mrtnet.clock.now = clock.now
