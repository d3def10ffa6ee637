"""Files dropped anywhere on the window: a calendar, people, photos of cards; shown before anything is taken in."""

from itertools import islice
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent

from mrtnet.ui.around import Around
from mrtnet.words import _

SUFFIXES = frozenset({".ics", ".ical", ".icalendar", ".ifb", ".vcs"})
CARDS = frozenset({".vcf", ".vcard", ".ldif", ".ldi"})
MOST_LOOKED_AT = 500  # files of a folder, while they are dragged


def files_in(mime: QMimeData) -> list[Path]:
    """The files of this computer that are dragged or copied."""
    urls = mime.urls() if mime.hasUrls() else []
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile() and url.toLocalFile()]


def calendar_in(mime: QMimeData) -> Path | None:
    """The one calendar file of this computer that is dragged, None for anything else."""
    files = files_in(mime)
    return files[0] if len(files) == 1 and len(mime.urls()) == 1 and files[0].suffix.lower() in SUFFIXES else None


class Brought(NamedTuple):
    """What is dragged: one calendar alone, or what people come in and photos of cards.

    The import says what each file is; so of files it gets all but pictures. Of a folder, which is what some browsers
    make of LinkedIn's .zip, it gets the Connections.csv or the cards; without them it is a folder of photos.
    """

    calendar: Path | None
    people: list[Path]
    pictures: list[Path]


def brought(mime: QMimeData) -> Brought:
    """What these files are; their folders are looked into."""
    if (calendar := calendar_in(mime)) is not None:
        return Brought(calendar, [], [])
    files = files_in(mime)
    inside = {path: _people_of(path) for path in files if path.is_dir()}
    people = [path for path in files if path not in inside and not _is_picture(path)]
    people += [path for found in inside.values() for path in found]
    pictures = [path for path in files if (not inside[path] if path in inside else _is_picture(path))]
    return Brought(None, people, pictures)


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
        self._is_welcome = False
        around.window.setAcceptDrops(True)
        around.window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Welcome such files, and open them when they fall; folders are not read again at each move of the pointer."""
        if not isinstance(event, QDropEvent):
            return False
        if event.type() == QEvent.Type.DragMove:
            return self._is_welcome
        found = brought(event.mimeData())
        self._is_welcome = found != (None, [], [])
        if self._is_welcome:
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self._open(found)
        return self._is_welcome

    def _open(self, found: Brought) -> None:
        go, about = self._around.go, self._around.subject()
        if found.calendar is not None:
            from mrtnet.ui.meetings.reading import show_file

            show_file(self._around, str(found.calendar))
        elif found.people:
            page = getattr(self._around.window, "page", None)
            event_id = about.event_id if page is not None and page.key == "events" else None
            go("import", {"files": found.people, "event": event_id} if event_id else found.people)
            if found.pictures:
                words = _("Pictures were left out. Drop them by themselves to read them as business cards.")
                self._around.desk.said.emit(words, 0)
        else:
            go("cards", {"files": found.pictures, "event": about.event_id})
