"""The reminder loop of the window: one timer, and a look at the wall clock every half minute at the latest.

A timer alone does not notice that the clock was set or that the machine slept; half a minute later the loop does.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from mrtnet import clock
from mrtnet.domain.alarms import Alarm, put_off
from mrtnet.domain.reminders import Bundle, Key
from mrtnet.queries.today import due
from mrtnet.reminding.claims import claim, mark_shown, new_claimant, put_off_alarm, release
from mrtnet.reminding.rounds import Known, Round, look, only, timed_soon
from mrtnet.ui.desk import Desk

EVERY = 30_000  # ms between two looks at the wall clock
AT_ONCE = 50  # ms after a change


class Loop(QObject):
    """`came(list[Bundle])` with what is to be shown now: claimed, so that nobody else shows it."""

    came = Signal(object)

    def __init__(self, desk: Desk, now: Callable[[], datetime] = clock.now) -> None:
        super().__init__()
        self._desk, self._now = desk, now
        self._who = new_claimant("window")
        self._asking = False
        self._seen: set[Key] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look_in_turn)
        desk.changed.connect(self._notice)
        desk.day_changed.connect(self.look)
        desk.paused.connect(self.look)

    def start(self) -> None:
        """Begin to look."""
        self.look()

    def stop(self) -> None:
        """Stop looking."""
        self._timer.stop()

    def look(self) -> None:
        """Look now: claim what is due, and arrange the next look."""
        now, desk = self._now().astimezone(UTC), self._desk
        known = self._read() if now.astimezone(desk.zone).date() == desk.today else None
        found = look(desk.read, desk.about, now, self._who, self._seen, known=known)
        self._arm(found, now)
        if not found.bundles or self._asking:
            return
        if self._desk.book.read_only:
            self._show(found.bundles)
            return
        self._asking = True

        def claimed(keys: frozenset[Key]) -> None:
            self._asking = False
            self._show(only(found.bundles, keys))

        self._desk.quietly(claim, sorted(found.keys), now, self._who, on_done=claimed)

    def _look_in_turn(self) -> None:
        self._desk.in_turn(self._read)  # half of the work, if anything was changed
        self._desk.in_turn(self.look)

    def _read(self) -> Known:
        return Known(self._desk.once(due).picked, self._desk.once(timed_soon))

    def were_shown(self, bundles: list[Bundle]) -> None:
        """The bundles stand on the screen: remember it for good."""
        keys = sorted(key for bundle in bundles for key in bundle.keys)
        self._seen.update(keys)
        if keys and not self._desk.book.read_only:
            self._desk.quietly(mark_shown, keys, self._now().astimezone(UTC))

    def give_back(self, bundles: list[Bundle]) -> None:
        """They could not be shown: somebody else may."""
        keys = sorted(key for bundle in bundles for key in bundle.keys)
        if keys and not self._desk.book.read_only:
            self._desk.quietly(release, keys, self._who)

    def put_off(self, alarm: Alarm) -> None:
        """The alarm of a meeting comes again in five minutes, wherever mrtnet runs then."""
        again = put_off(alarm, self._now())
        if not self._desk.book.read_only:
            self._desk.quietly(put_off_alarm, again, on_done=lambda _done: self.look())

    def _show(self, bundles: list[Bundle]) -> None:
        if bundles:
            self.came.emit(bundles)

    def _arm(self, found: Round, now: datetime) -> None:
        wait = EVERY
        if found.again is not None:
            wait = min(wait, max(AT_ONCE, int((found.again - now).total_seconds() * 1000) + 10))
        self._timer.start(wait)

    def _notice(self, changes: Any) -> None:
        if changes.touches("follow_up", "meeting", "setting"):
            self._timer.start(AT_ONCE)
