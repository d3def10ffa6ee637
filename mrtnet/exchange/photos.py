"""Pictures that come inside of files: which kind and how large, by their first bytes, before anything decodes them.

Only PNG, JPEG, GIF and WebP: an SVG can hang the program or open files (reliability.md 2.5), and a few kilobytes can
say that they are 60,000 x 60,000 pixels.
"""

from typing import NamedTuple

from mrtnet.domain.files import picture_format
from mrtnet.trouble import Trouble
from mrtnet.words import _

MOST_BYTES = 10_000_000
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 20_000
_JPEG_FRAMES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})


class Photo(NamedTuple):
    """A picture that may be decoded: its bytes, IANA media type, width and height in pixels."""

    content: bytes
    media_type: str
    width: int
    height: int


def read_photo(content: bytes, most: int = MOST_BYTES) -> Photo:
    """The picture in these bytes (at most so many), not decoded. Raises Trouble with what is wrong in one sentence."""
    kind = picture_format(content[:16])
    if not kind:
        raise Trouble(_("The picture is none of PNG, JPEG, GIF and WebP and was left out."))
    if len(content) > most:
        raise Trouble(_("The picture is larger than {n} MB and was left out.").format(n=most // 1_000_000))
    size = {"png": _png, "jpeg": _jpeg, "gif": _gif, "webp": _webp}[kind](content)
    if size is None or not all(size):
        raise Trouble(_("The picture is damaged and was left out."))
    width, height = size
    if width * height > MOST_PIXELS or max(size) > LONGEST_SIDE:
        said = f"{width:,} × {height:,}"
        raise Trouble(_("The picture says it has {size} pixels, which is too much; it was left out.").format(size=said))
    return Photo(content, f"image/{kind}", width, height)


def _png(content: bytes) -> tuple[int, int] | None:
    if content[12:16] != b"IHDR" or len(content) < 33:
        return None
    return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")


def _gif(content: bytes) -> tuple[int, int] | None:
    if len(content) < 13:
        return None
    return int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")


def _jpeg(content: bytes) -> tuple[int, int] | None:
    """The largest frame told by any frame header: a thumbnail may stand before the picture."""
    at, found = 2, None
    while at + 9 <= len(content):
        if content[at] != 0xFF:
            return found
        marker = content[at + 1]
        if marker == 0xFF or 0xD0 <= marker <= 0xD8 or marker == 0x01:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in (0xD9, 0xDA):
            return found
        if marker in _JPEG_FRAMES:
            size = (int.from_bytes(content[at + 7 : at + 9], "big"), int.from_bytes(content[at + 5 : at + 7], "big"))
            found = max(found or size, size, key=lambda pair: pair[0] * pair[1])
        at += 2 + max(2, int.from_bytes(content[at + 2 : at + 4], "big"))
    return found


def _webp(content: bytes) -> tuple[int, int] | None:
    if len(content) < 30:
        return None
    match content[12:16]:
        case b"VP8X":
            return 1 + int.from_bytes(content[24:27], "little"), 1 + int.from_bytes(content[27:30], "little")
        case b"VP8L" if content[20] == 0x2F:
            bits = int.from_bytes(content[21:25], "little")
            return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
        case b"VP8 " if content[23:26] == b"\x9d\x01\x2a":
            width, height = int.from_bytes(content[26:28], "little"), int.from_bytes(content[28:30], "little")
            return width & 0x3FFF, height & 0x3FFF
    return None
