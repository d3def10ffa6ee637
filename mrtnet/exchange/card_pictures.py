"""Pictures of business cards on their way to recognition: refused by their first bytes, or decoded small and upright.

Only PNG, JPEG, GIF and WebP, whatever a file is called (`photos`). Decoding happens in the process that recognises.
"""

import io
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mrtnet.domain.files import LARGEST, KeptFile, picture_format
from mrtnet.exchange.photos import Photo, read_photo
from mrtnet.trouble import Trouble
from mrtnet.words import _

if TYPE_CHECKING:
    from PIL.Image import Image

SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".heic", ".heif", ".avif")
"""Which files of a folder are taken for pictures; what they are is told by their bytes."""
LONGEST = 3000  # px of the longer side that recognition gets to see
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
_HEIF = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")


def pictures(paths: Sequence[Path]) -> list[Path]:
    """The pictures meant by files and folders: of a folder those in it, by name; a file is taken as it is."""
    return list(dict.fromkeys(picture for path in paths for picture in _meant(path)))


def _meant(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    found = sorted(each for each in path.iterdir() if each.suffix.lower() in SUFFIXES and not each.name.startswith("."))
    if not found:
        raise Trouble(_("There are no pictures in the folder “{name}”.").format(name=path.name or path))
    yield from found


def picture(path: Path) -> Photo:
    """The picture of this file, not decoded. Raises Trouble, without the file's name: what is wrong, what to do."""
    content = _content(path)
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF:
        raise Trouble(
            _(
                "It is a HEIC picture, which cannot be opened here. Send it to yourself as a JPEG, or choose"
                " “Most Compatible” in the camera settings of the phone."
            )
        )
    if content.startswith(b"%PDF-"):
        raise Trouble(_("It is a PDF. Save the page as a picture first."))
    if not picture_format(content[:16]):
        raise Trouble(_("It is no picture: PNG, JPEG, GIF and WebP can be read."))
    return read_photo(content, LARGEST)


def kept_picture(path: Path) -> KeptFile:
    """The picture as a file to be kept with the person. Raises Trouble as `picture` does."""
    photo = picture(path)
    return KeptFile(path.name[:200], photo.media_type, photo.content)


def _content(path: Path) -> bytes:
    """The bytes of an ordinary file, at most a little more than may be used."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(handle, "rb") as opened:  # noqa: PTH123 - a pipe must not be waited for
            if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
                raise Trouble(_("It is no file."))
            content = opened.read(LARGEST + 1)
    except FileNotFoundError:
        raise Trouble(_("There is no such file.")) from None
    except (OSError, ValueError):
        raise Trouble(_("It cannot be read. Look at who may open it.")) from None
    if not content:
        raise Trouble(_("It is empty."))
    return content


def decoded(photo: Photo) -> "Image":
    """The picture as it is seen: in colour on white, turned as its EXIF says, no side longer than LONGEST.

    Raises OSError, ValueError or SyntaxError where it is damaged.
    """
    from PIL import Image, ImageOps

    with _forgiving(), Image.open(io.BytesIO(photo.content), formats=_FORMATS) as opened:
        opened.draft("RGB", (LONGEST, LONGEST))
        if opened.mode.startswith("I;16"):
            opened.load()
            image: Image.Image = opened.point(lambda value: value / 256).convert("L")
        else:
            image = ImageOps.exif_transpose(opened)
        if image.mode in ("RGBA", "LA", "PA", "P"):
            image = image.convert("RGBA")
            image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
        longest = max(image.size)
        if longest > LONGEST:
            shape = tuple(max(1, round(side * LONGEST / longest)) for side in image.size)
            image = image.resize(
                (shape[0], shape[1]), Image.Resampling.BOX if longest > 6000 else Image.Resampling.LANCZOS
            )
        return image.convert("RGB")


@contextmanager
def _forgiving() -> Iterator[None]:
    """Pillow takes a picture whose end is missing (the upper half of a card is better than nothing) and any size.

    The size was measured by `photos` already. Both are settings of the process: they are put back, since nobody else
    who opens a picture wants them.
    """
    from PIL import Image, ImageFile

    before = ImageFile.LOAD_TRUNCATED_IMAGES, Image.MAX_IMAGE_PIXELS
    ImageFile.LOAD_TRUNCATED_IMAGES, Image.MAX_IMAGE_PIXELS = True, None
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES, Image.MAX_IMAGE_PIXELS = before
