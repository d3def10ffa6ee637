"""Business cards from pictures, offline: their text is recognised by a process of its own, a picture after another."""

from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from mrtnet.domain.card_lines import CardLine
from mrtnet.domain.card_reading import CardRead, read_card
from mrtnet.domain.forms import PersonForm
from mrtnet.trouble import Trouble
from mrtnet.words import _

Progress = Callable[[int, int], None]
"""Told how many of how many pictures are done."""
Stopped = Callable[[], bool]


class PictureRead(NamedTuple):
    """What one picture holds. `trouble` is a sentence if it could not be read; the others are read all the same.

    `turned` is by how many degrees clockwise (0, 90, 180, 270) the picture, as it is shown with its EXIF orientation,
    has to be turned to stand upright; `size` is its width and height then, and the lines' corners are pixels of that.
    `code` is the person of a vCard or MECARD in a QR code on the card; what it tells counts more than `lines`.
    """

    path: Path
    lines: tuple[CardLine, ...] = ()
    size: tuple[int, int] = (0, 0)
    turned: int = 0
    trouble: str = ""
    code: PersonForm | None = None


def can_read() -> bool:
    """Whether the recognition is installed (the extra "cards")."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def read_pictures(
    paths: Sequence[Path], *, on_progress: Progress | None = None, stopped: Stopped | None = None
) -> Iterator[PictureRead]:
    """The pictures one after another, as they are done; ends early when `stopped` says so.

    Raises Trouble at once when the recognition is not installed.
    """
    if not can_read():
        raise Trouble(_("Reading business cards needs one more part. Install it: pip install 'mrtnet[cards]'"))
    for at, path in enumerate(paths, 1):
        yield PictureRead(path, trouble=_("The picture could not be read."))
        if on_progress is not None:
            on_progress(at, len(paths))
        if stopped is not None and stopped():
            return


def card_of(picture: PictureRead) -> CardRead:
    """The person of a picture: what its QR code tells, and what the lines tell beyond it.

    Raises Trouble with the sentence of a picture that could not be read, or that holds no text.
    """
    if picture.trouble:
        raise Trouble(picture.trouble)
    return read_card(picture.lines)
