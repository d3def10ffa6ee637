"""A calendar file dropped anywhere on the window: what it holds is shown before anything is taken in."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from mrtnet.ui.around import Around

SUFFIXES = frozenset({".ics", ".ical", ".icalendar", ".ifb", ".vcs"})


def calendar_in(mime: QMimeData) -> Path | None:
    """The one calendar file of this computer that is dragged, None for anything else."""
    urls = mime.urls() if mime.hasUrls() else []
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in SUFFIXES else None


class CalendarDrops(QObject):
    """Watches the window's drops; what a page takes for itself does not come here."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.window)
        self._around = around
        around.window.setAcceptDrops(True)
        around.window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Welcome a calendar file, and open it when it falls."""
        if isinstance(event, QDragEnterEvent) and calendar_in(event.mimeData()) is not None:
            event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            path = calendar_in(event.mimeData())
            if path is not None:
                event.acceptProposedAction()
                from mrtnet.ui.meetings.reading import show_file

                show_file(self._around, str(path))
                return True
        return False
