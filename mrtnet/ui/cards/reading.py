"""Pictures of cards, read beside the window: made upright and small, their QR codes, then their text.

The text is recognised by a process of its own (`exchange.cards`), if the extra "cards" is installed.
"""

import re
import tempfile
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QTransform

from mrtnet.domain.arrivals import Incoming
from mrtnet.domain.card_reading import CardRead
from mrtnet.domain.files import KeptFile, picture_format
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.dialogs.photo import bytes_in, encoded, picture
from mrtnet.ui.jobs import Job
from mrtnet.words import _

SIDE = 2400  # px: enough for the small print of a card, and for the book
SMALL = 1_500_000  # bytes: a picture that is no larger is kept as it came, unless it is a photo
THUMBNAIL = 160  # px
MOST = 200  # pictures in one go
SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".jfif", ".gif", ".webp"})

Source = Path | KeptFile


class Found(NamedTuple):
    """What one picture holds: a person, or a sentence why there is none."""

    card: CardRead | None = None
    turned: int = 0
    size: tuple[int, int] = (0, 0)
    said: str = ""


def pictures_of(paths: Sequence[Path]) -> list[Path]:
    """The pictures among these files, and those in the folders, in the order of their names."""
    found: list[Path] = []
    for path in paths:
        try:
            inside = sorted(path.iterdir(), key=_natural) if path.is_dir() else [path]
        except OSError:
            continue
        found += [each for each in inside if each.suffix.lower() in SUFFIXES]
    return found[:MOST]


def _natural(path: Path) -> list[tuple[int, str]]:
    """ "card 2" before "card 10"."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", path.name.casefold())]


def shown(file: KeptFile, side: int = SIDE) -> QImage | None:
    """The picture to be looked at; None if it cannot be."""
    try:
        return picture(file.name, file.data, side)
    except Trouble:
        return None


def small_file(source: Source, spin: int = 0) -> KeptFile:
    """The picture as it is kept: upright, without what the camera wrote beside it. Raises Trouble in one sentence."""
    name, data = source.name, source.data if isinstance(source, KeptFile) else bytes_in(source)
    kind = picture_format(data[:16])
    image = picture(name, data, SIDE)
    if kind == "png" and not spin and len(data) <= SMALL and max(image.width(), image.height()) < SIDE:
        return KeptFile(name[:200], "image/png", data)
    if spin:
        image = image.transformed(QTransform().rotate(spin))
    return KeptFile(name[:200], "image/jpeg", encoded(image, "jpeg"))


def can_read_text() -> bool:
    """Whether more than QR codes can be read."""
    from mrtnet.exchange.cards import can_read

    return can_read()


class Reader(QObject):
    """Reads pictures one after another on the pool; what comes in meanwhile follows."""

    loaded = Signal(int, object, object)
    """The id of a card, and its KeptFile, or a sentence; the picture, small."""
    found = Signal(int, object)
    """The id of a card, and Found."""
    progress = Signal(int, int)
    ended = Signal()

    def __init__(self, around: Around, parent: QObject) -> None:
        super().__init__(parent)
        self._around = around
        self._waiting: deque[tuple[int, Source, int]] = deque()
        self._job: Job | None = None
        self.total = 0

    def add(self, card_id: int, source: Source, spin: int = 0) -> None:
        """One more, turned by so many degrees first."""
        self._waiting.append((card_id, source, spin))
        self.total += 1

    def start(self) -> None:
        """Read what waits, if nothing is being read."""
        if self._job is not None or not self._waiting:
            return
        batch = list(self._waiting)
        self._waiting.clear()
        self._job = self._around.jobs.start("", self._read, batch, self._around.desk.today)
        self._job.trouble.connect(self._around.desk.trouble)
        self._job.ended.connect(self._end)

    def is_busy(self) -> bool:
        """Whether something is being read."""
        return self._job is not None

    def stop(self) -> None:
        """What was read stays."""
        self._waiting.clear()
        if self._job is not None:
            self._job.stop()

    def _end(self) -> None:
        self._job = None
        if self._waiting:
            self.start()
        else:
            self.total = 0
            self.ended.emit()

    # On the pool

    def _read(self, job: Job, batch: Sequence[tuple[int, Source, int]], today: date) -> None:
        files: dict[int, KeptFile] = {}
        for card_id, source, spin in batch:
            if job.stopped():
                return
            try:
                files[card_id] = small_file(source, spin)
                self.loaded.emit(card_id, files[card_id], shown(files[card_id], THUMBNAIL))
            except Trouble as wrong:
                self.loaded.emit(card_id, str(wrong), None)
        self.progress.emit(0, len(files))
        for done, (card_id, found) in enumerate(self._each(job, files, today), 1):
            self.found.emit(card_id, found)
            self.progress.emit(done, len(files))

    def _each(self, job: Job, files: dict[int, KeptFile], today: date) -> Iterator[tuple[int, Found]]:
        if can_read_text():
            yield from _texts(job, files, today)
            return
        for card_id, file in files.items():
            if job.stopped():
                return
            yield card_id, _code(file, today)


def _texts(job: Job, files: dict[int, KeptFile], today: date) -> Iterator[tuple[int, Found]]:
    """Codes and text, by the recognition."""
    from mrtnet.exchange.cards import card_of, read_pictures

    with tempfile.TemporaryDirectory(prefix="mrtnet-") as folder:
        paths = []
        for card_id, file in files.items():
            paths.append(Path(folder) / f"{card_id}.{file.media_type.partition('/')[2]}")
            paths[-1].write_bytes(file.data)
        for picture in read_pictures(paths, stopped=job.stopped):
            try:
                found = Found(card_of(picture, today=today), picture.turned, picture.size)
            except Trouble as wrong:
                found = Found(None, picture.turned, picture.size, str(wrong))
            yield int(picture.path.stem), found


def _code(file: KeptFile, today: date) -> Found:
    """Only its QR codes."""
    from mrtnet.exchange.qr import people_in_code, read_codes

    said = ""
    try:
        for text in read_codes(file.data):
            told = people_in_code(text, today=today)
            if isinstance(told, Incoming):
                return Found(CardRead(told.form))
            said = said or told.reason
    except Trouble as wrong:
        said = str(wrong)
    return Found(said=said or _("There is no QR code on it. Type what stands on the card."))
