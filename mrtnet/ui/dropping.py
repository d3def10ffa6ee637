"""Files dropped anywhere on the window: a calendar, people, photos of cards; shown before anything is taken in."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from mrtnet.ui.around import Around

SUFFIXES = frozenset({".ics", ".ical", ".icalendar", ".ifb", ".vcs"})
CARDS = frozenset({".vcf", ".vcard", ".ldif", ".ldi"})
PEOPLE = CARDS | {".csv", ".tsv", ".tab", ".txt", ".eml", ".json", ".zip"}


def files_in(mime: QMimeData) -> list[Path]:
    """The files of this computer that are dragged or copied."""
    urls = mime.urls() if mime.hasUrls() else []
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile() and url.toLocalFile()]


def calendar_in(mime: QMimeData) -> Path | None:
    """The one calendar file of this computer that is dragged, None for anything else."""
    files = files_in(mime)
    return files[0] if len(files) == 1 and len(mime.urls()) == 1 and files[0].suffix.lower() in SUFFIXES else None


def people_in(mime: QMimeData) -> list[Path]:
    """The files that people come in, if these are all that is dragged; calendars only beside others."""
    files = files_in(mime)
    if any(path.suffix.lower() not in PEOPLE | SUFFIXES for path in files) or calendar_in(mime) is not None:
        return []
    return files


def pictures_in(mime: QMimeData) -> list[Path]:
    """What is dragged, if it is pictures or folders of them and nothing else: photos of cards."""
    from mrtnet.ui.cards.reading import SUFFIXES as PICTURES

    files = files_in(mime)
    return files if all(path.suffix.lower() in PICTURES or path.is_dir() for path in files) else []


def for_the_window(mime: QMimeData) -> bool:
    """Whether a page that keeps any file lets these go on to the window: a calendar, or nothing but address cards."""
    files = files_in(mime)
    return calendar_in(mime) is not None or (bool(files) and all(path.suffix.lower() in CARDS for path in files))


class FileDrops(QObject):
    """Watches the window's drops; what a page takes for itself does not come here."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.window)
        self._around = around
        around.window.setAcceptDrops(True)
        around.window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Welcome such files, and open them when they fall."""
        if not isinstance(event, QDropEvent):
            return False
        calendar, people = calendar_in(event.mimeData()), people_in(event.mimeData())
        pictures = pictures_in(event.mimeData())
        if calendar is None and not people and not pictures:
            return False
        if isinstance(event, QDragEnterEvent):
            event.acceptProposedAction()
            return True
        if event.type() == QEvent.Type.Drop:
            event.acceptProposedAction()
            if calendar is not None:
                from mrtnet.ui.meetings.reading import show_file

                show_file(self._around, str(calendar))
            elif pictures:
                about = self._around.subject()
                self._around.go("cards", {"files": pictures, "event": about.event_id})
            else:
                self._around.go("import", people)
            return True
        return False
