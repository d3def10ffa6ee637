"""Files dropped anywhere on the window: a calendar, people, photos of cards; shown before anything is taken in."""

from itertools import islice
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from mrtnet.ui.around import Around
from mrtnet.words import _

SUFFIXES = frozenset({".ics", ".ical", ".icalendar", ".ifb", ".vcs"})
CARDS = frozenset({".vcf", ".vcard", ".ldif", ".ldi"})
MOST_LOOKED_AT = 500  # files of a folder, at each move of the pointer


def files_in(mime: QMimeData) -> list[Path]:
    """The files of this computer that are dragged or copied."""
    urls = mime.urls() if mime.hasUrls() else []
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile() and url.toLocalFile()]


def calendar_in(mime: QMimeData) -> Path | None:
    """The one calendar file of this computer that is dragged, None for anything else."""
    files = files_in(mime)
    return files[0] if len(files) == 1 and len(mime.urls()) == 1 and files[0].suffix.lower() in SUFFIXES else None


def people_in(mime: QMimeData) -> list[Path]:
    """What is dragged beside pictures, where it is no calendar alone: the import says what each file is.

    Of a folder, which is what some browsers make of LinkedIn's .zip, its Connections.csv or its cards.
    """
    if calendar_in(mime) is not None:
        return []
    files = files_in(mime)
    found = [path for path in files if not path.is_dir() and not _is_picture(path)]
    return found + [path for folder in files if folder.is_dir() for path in _people_of(folder)]


def pictures_in(mime: QMimeData) -> list[Path]:
    """What is dragged that is a picture or a folder of them: photos of cards."""
    return [path for path in files_in(mime) if (not _people_of(path) if path.is_dir() else _is_picture(path))]


def _is_picture(path: Path) -> bool:
    from mrtnet.ui.cards.reading import SUFFIXES as PICTURES

    return path.suffix.lower() in PICTURES


def _people_of(folder: Path) -> list[Path]:
    try:
        inside = sorted(islice(folder.iterdir(), MOST_LOOKED_AT))
    except OSError:
        return []
    linkedin = [path for path in inside if path.name.casefold() == "connections.csv"]
    return linkedin or [path for path in inside if path.suffix.lower() in CARDS]


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
            elif people:
                page = getattr(self._around.window, "page", None)
                event_id = self._around.subject().event_id if page is not None and page.key == "events" else None
                self._around.go("import", {"files": people, "event": event_id} if event_id else people)
                if pictures:
                    words = _("Pictures were left out. Drop them by themselves to read them as business cards.")
                    self._around.desk.said.emit(words, 0)
            else:
                about = self._around.subject()
                self._around.go("cards", {"files": pictures, "event": about.event_id})
            return True
        return False
