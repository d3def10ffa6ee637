"""What goes on beside the pages while the window is there: reminders, calendars, backups, the first run."""

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from mrtnet.ui.window import Window


class Company:
    """Started after the first paint, ended before the book is closed."""

    def __init__(self, window: Window, application: QApplication) -> None:
        from mrtnet import report
        from mrtnet.ui import backing_up, fault_bar, feeding, first_run, zone_news
        from mrtnet.ui.meetings.busy_reading import looking
        from mrtnet.ui.reminders import running

        self._feeding = feeding.start(window)
        self._backing_up = backing_up.start(window)
        self._backing_up.made.connect(window.say_saved)
        first_run.install(window)
        report.watch_for_the_end()  # first: what the last end left is a report only then
        fault_bar.install(window)
        self._window = window
        self._follow_font()
        self._application = application
        application.applicationStateChanged.connect(self._follow_font)
        zone_news.look(window.desk)
        looking(window.around).look()
        self._running = running.start(window, application)

    def _follow_font(self, *_told: object) -> None:
        """The system's font may be another one when she comes back from the system's settings."""
        self._window.theme.follow(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))

    def end(self) -> None:
        """Write what waits: the calendar file, and a backup if anything was changed."""
        from mrtnet.ui.syncing import Syncing

        self._application.applicationStateChanged.disconnect(self._follow_font)
        self._running.stop()
        syncing = self._window.findChild(Syncing)
        if isinstance(syncing, Syncing):
            syncing.close()
        self._feeding.flush()
        self._backing_up.last()
