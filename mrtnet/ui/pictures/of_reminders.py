"""What reminds."""

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from mrtnet import clock
from mrtnet.domain.alarms import Ringing
from mrtnet.domain.reminders import Bundle, due_now
from mrtnet.queries.reminders import not_shown
from mrtnet.reminding.rounds import rules_of
from mrtnet.ui.window import Window

if TYPE_CHECKING:
    from mrtnet.ui.reminders.popup import ReminderWindow


def _reminders(window: Window) -> "ReminderWindow":
    """The window that reminds: a program has one, which is hidden and shown again."""
    from mrtnet.ui.reminders.popup import ReminderWindow

    found = (each for each in QApplication.topLevelWidgets() if isinstance(each, ReminderWindow))
    return next((each for each in found if each.around is window.around), None) or ReminderWindow(window.around)


def pop_up(window: Window) -> QWidget | None:
    desk = window.desk
    now = clock.now() + timedelta(days=1)  # the sample came after this morning's digest
    pop_up = _reminders(window)
    pop_up.bring(due_now(not_shown(desk.read, desk.today), frozenset(), now, rules_of(desk.read, desk.about)))
    return pop_up


def alarm(window: Window) -> QWidget | None:
    from mrtnet.queries.reminders import alarms_not_shown

    now = clock.now()
    found = alarms_not_shown(window.desk.read, now, timedelta(days=30))
    pop_up = _reminders(window)
    bundles = [Bundle((), alarms=(Ringing(alarm, frozenset()),)) for alarm in found[:1]]
    late = not_shown(window.desk.read, window.desk.today)[:2]
    rules = rules_of(window.desk.read, window.desk.about)
    pop_up.bring([*bundles, *due_now(late, frozenset(), now + timedelta(days=1), rules)])
    return pop_up


def paused(window: Window) -> QWidget | None:
    """Today, while reminders are held back over a long weekend."""
    window.desk.pause(window.desk.now + timedelta(days=4))
    window.go("today")
    return window
