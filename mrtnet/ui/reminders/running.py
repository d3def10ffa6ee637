"""Reminders of a running window: loop, pop-up and tray put together, and what closing the window means (3.8)."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon

from mrtnet import clock
from mrtnet.domain.reminders import Bundle, instant
from mrtnet.queries import follow_ups, meetings, today
from mrtnet.store.journal import Changes
from mrtnet.ui.dialogs.offers import install
from mrtnet.ui.meetings.joining import join
from mrtnet.ui.reminders.loop import Loop
from mrtnet.ui.reminders.popup import ReminderWindow
from mrtnet.ui.reminders.tray import Tray
from mrtnet.ui.window import Window
from mrtnet.words import _


class Running(QObject):
    """The reminders of one window, from `start` to `stop`. `has_tray` and `now` are replaced in tests."""

    def __init__(
        self,
        window: Window,
        *,
        now: Callable[[], datetime] = clock.now,
        has_tray: Callable[[], bool] = QSystemTrayIcon.isSystemTrayAvailable,
        end: Callable[[], None] = QCoreApplication.quit,
    ) -> None:
        super().__init__(window)
        self.window, self._now, self._end = window, now, end
        self.loop = Loop(window.desk, now)
        self.popup = ReminderWindow(window.around)
        self._has_tray = has_tray
        self.tray: Tray | None = None
        self.leaving = False
        self._told_unfinished = ""
        self.loop.came.connect(self._show)
        self.popup.write.connect(self._write)
        self.popup.meeting.connect(self._into_meeting)
        self.popup.later.connect(self.loop.put_off)
        window.around.commands.offer("reminders", self.take_keyboard)
        window.desk.changed.connect(self._notice)
        window.desk.day_changed.connect(self._count)
        window.desk.paused.connect(self._count)
        window.installEventFilter(self)
        self._in_tray()

    def _in_tray(self) -> Tray | None:
        """Our icon, if there is a tray now: it may come later than the program, and go."""
        if not self._has_tray():
            return None
        if self.tray is None:
            self.tray = self._make_tray()
            self.window.desk.in_turn(self._count)
        return self.tray

    def _make_tray(self) -> Tray:
        tray = Tray(self.window.around)
        QGuiApplication.setQuitOnLastWindowClosed(False)
        tray.open.connect(self.window.come_forward)
        tray.capture.connect(lambda: self.window.commands.run("log_people"))
        tray.today.connect(self._show_today)
        tray.pause.connect(self.pause)
        tray.leave.connect(self.quit)
        tray.icon.show()
        return tray

    def _show_today(self) -> None:
        self.window.go("today")
        self.window.come_forward()

    def start(self) -> None:
        """Begin to remind."""
        self._count()
        self.loop.start()

    def stop(self) -> None:
        """No more reminders: the window goes for good."""
        self.loop.stop()
        self.popup.hide()
        self.popup.deleteLater()
        if self.tray is not None:
            self.tray.icon.hide()

    # Reminding

    def _show(self, bundles: list[Bundle]) -> None:
        self.popup.bring(bundles)
        QTimer.singleShot(0, lambda: self.loop.were_shown(bundles))

    def _write(self, follow_up_id: int) -> None:
        row = follow_ups.one(self.window.desk.read, follow_up_id)
        if row is None or row.person_id is None:
            return
        self.window.come_forward()
        install(self.window.around).writing.write_to(row.person_id, row.id)

    def _into_meeting(self, command: str, meeting_id: int) -> None:
        """Open, join, or the paper for it: the brief before, the notes from its start on."""
        around = self.window.around
        if command == "join":
            join(around, meeting_id)
            return
        self.window.come_forward()
        self.window.go("meetings", meeting_id)
        if command == "prepare":
            row = meetings.row(self.window.desk.read, meeting_id)
            begun = row is not None and row.starts is not None and row.starts <= self._now()
            around.commands.run("meeting_notes" if begun else "meeting_brief")

    def take_keyboard(self) -> None:
        """The keyboard goes to the reminders on the screen."""
        if not self.popup.take_keyboard():
            self.window.toast.say(_("There is nothing to be reminded of now."))

    def pause(self, on: bool) -> None:
        """No reminders until tomorrow begins, or at once again."""
        desk = self.window.desk
        tomorrow = self._now().astimezone(desk.zone).date() + timedelta(days=1)
        desk.pause(instant(tomorrow, time(0), desk.zone) if on else None)

    def _notice(self, changes: Changes) -> None:
        if changes.touches("follow_up", "setting"):
            self.window.desk.in_turn(self._count)

    def _count(self) -> None:
        if self.tray is not None:
            desk = self.window.desk
            self.tray.count(desk.once(today.due).for_today)
            self.tray.paused.setChecked(desk.paused_until is not None)

    # Coming and going

    def quit(self) -> None:
        """End the program, whatever closing means."""
        self.let_go()
        self.window.close()

    def let_go(self) -> None:
        """The next close ends the program."""
        self.leaving = True

    def end_session(self, *_told: object) -> None:
        """The system ends the session: nothing may hold it up."""
        self._told_unfinished = self.window.unfinished()
        self.let_go()

    def _stays_to_finish(self, event: QEvent) -> bool:
        """What would be lost is told once; quitting again ends it."""
        found = self.window.unfinished()
        if found == self._told_unfinished:
            return False
        self._told_unfinished = found
        if found:
            self.leaving = self.window.leaving = False
            event.ignore()
            self.window.come_forward()
            self.window.toast.say(found, trouble=True)
        return bool(found)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Closing hides the window while the tray keeps reminding; coming back, the clock is looked at."""
        if event.type() == QEvent.Type.Close:
            return self._closing(event)
        if event.type() == QEvent.Type.WindowActivate:
            self.loop.look()
        return False

    def _closing(self, event: QEvent) -> bool:
        settings, tray = self.window.settings, self._in_tray()
        told = settings.close_told if tray is None else not settings.keep_running
        if self.leaving or self.window.leaving or told:
            if self._stays_to_finish(event):
                return True
            QTimer.singleShot(0, self._end)
            return False
        event.ignore()
        if tray is not None:
            self.window.hide()
            if not settings.hide_told:
                tray.icon.showMessage("mrtnet", _("mrtnet goes on reminding you here. Quit it from this menu."))
            settings.hide_told = True
        else:
            self.window.toast.say(_("Without a tray, reminders come only while mrtnet is open. Close again to quit."))
            settings.close_told = True
        self.window.keep_place()
        return True


def start(window: Window, application: QGuiApplication) -> Running:
    """Remind from now on; keep what this returns, and `stop` it before the book is closed."""
    running = Running(window)
    application.commitDataRequest.connect(running.end_session)
    running.start()
    return running
