"""Where the capture window is opened from: the command "log_people" of a window, made when first used."""

from PySide6.QtCore import QObject

from mrtnet.ui.around import Around
from mrtnet.ui.capture.window import CaptureWindow


class Capturing(QObject):
    """The one capture window of a main window."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.window)
        self._around = around
        self.window: CaptureWindow | None = None
        closing = getattr(around.window, "closing", None)
        if closing is not None:
            closing.connect(self.keep)
        around.desk.arrived.connect(self._forget)

    def open(self) -> None:
        """Log people: at the event the page is about, else at the current one."""
        if self.window is None:
            self.window = CaptureWindow(self._around.desk, self._around.theme, self._around.settings)
            self.window.wants_person.connect(self._show_person)
            self._around.window.destroyed.connect(self.window.deleteLater)  # it has no parent that takes it along
        page = getattr(self._around.window, "page", None)
        about_event = page is not None and page.key == "events"
        self.window.open_for(self._around.subject().event_id if about_event else None)

    def _show_person(self, person_id: int) -> None:
        """In the main window; the capture window stays behind it with its card."""
        self._around.go("people", person_id)
        main = self._around.window
        main.show()
        main.raise_()
        main.activateWindow()

    def keep(self) -> None:
        """Before the program ends: what is typed stays as a draft, and the window goes with the main one."""
        if self.window is not None:
            self.window.close()

    def _forget(self) -> None:
        """Another book: the window reads its event and its draft from there when it opens again."""
        if self.window is not None:
            self.window.deleteLater()
            self.window = None


def install(around: Around) -> Capturing:
    """Offer "log_people" in this window; once."""
    found = around.window.findChild(Capturing)
    if isinstance(found, Capturing):
        return found
    capturing = Capturing(around)
    around.commands.offer("log_people", capturing.open)
    return capturing
