"""QR codes: those in a picture of a badge, a card or a screen, and her own to be shown to any phone.

Read with zxing-cpp, written with segno (ISO/IEC 18004). A picture is told by its first bytes and measured before it is
decoded (`photos`). What a code says is `domain.code_texts`; here are pictures.
"""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mrtnet.domain.arrivals import Incoming
from mrtnet.domain.code_texts import card_text, person_in_text, refusal
from mrtnet.domain.files import LARGEST
from mrtnet.domain.problems import Problem, excerpt
from mrtnet.exchange.photos import Photo, read_photo
from mrtnet.exchange.vcard import CardRead, read_cards
from mrtnet.trouble import Trouble
from mrtnet.words import _

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

MOST_CODES = 20  # of one picture
QUIET = 4  # modules of white around a code (ISO/IEC 18004 9.1)
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
_FIRST, _SECOND = 1600, 2600  # px of the longer side at which a picture is looked at
_SMALL = 1000  # px; below it a picture is looked at in double size, too


def read_codes(source: Path | bytes) -> list[str]:
    """The texts of the codes in a picture (QR, Micro QR, Aztec, Data Matrix, PDF417), each once, in reading order.

    An empty list where there is none. Raises Trouble, in one sentence, for what is no picture or too large a one; it is
    refused by its head, before anything decodes it.
    """
    picture = _gray(read_photo(picture_bytes(source), LARGEST))
    for attempt in _attempts(picture):
        if found := _codes(attempt):
            return found
    return []


def picture_bytes(source: Path | bytes) -> bytes:
    """What stands in the file, at most a little more than may be used. Raises Trouble for what is no file."""
    if isinstance(source, bytes):
        return source
    try:
        if not source.exists():
            raise Trouble(_("There is no file “{name}”.").format(name=source))
        if not source.is_file():
            raise Trouble(_("“{name}” is no file.").format(name=source.name))
        with source.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except (OSError, ValueError):
        raise Trouble(_("“{name}” cannot be read.").format(name=source.name)) from None


def people_in_code(text: str, *, today: date) -> Incoming | Problem:
    """The person a code names: vCard, MECARD, BIZCARD, a profile link, an address, a number, or a signature.

    Anything else is a Problem that says in one sentence what the code is.
    """
    if vcard := card_text(text):
        for card in read_cards(vcard.encode()):
            if isinstance(card, CardRead):
                return Incoming(card.form, uid=card.uid, extra=card.extra)
        return Problem(1, excerpt(text), _("The code holds a business card that names nobody."))
    form = person_in_text(text, today=today)
    return Incoming(form) if form is not None else Problem(1, excerpt(text), refusal(text))


def code(text: str) -> Any:
    """The QR code of a text, as segno has it, with as much error correction as costs nothing.

    Level M, which survives a scratch; L for a long text, so that its dots stay large. Raises Trouble where the text is
    too long for any code.
    """
    import segno

    try:
        encoding = None if text.isascii() else "utf-8"
        made = segno.make_qr(text, error="m", encoding=encoding)
        return made if int(made.version) <= 12 else segno.make_qr(text, error="l", encoding=encoding)
    except segno.DataOverflowError:
        raise Trouble(_("This is too much for a QR code. Leave something out.")) from None


def png(text: str, side: int = 1200) -> bytes:
    """The code as a PNG, black on white with its quiet zone, at least `side` px wide where a dot has whole pixels."""
    made = code(text)
    out = io.BytesIO()
    made.save(out, kind="png", scale=max(1, -(-side // (len(made.matrix) + 2 * QUIET))), border=QUIET)
    return out.getvalue()


def svg(text: str) -> bytes:
    """The code as an SVG on white, for any size."""
    out = io.BytesIO()
    code(text).save(out, kind="svg", scale=10, border=QUIET, light="white", xmldecl=True, nl=True)
    return out.getvalue()


def _gray(photo: Photo) -> "Picture":
    """The picture upright and in gray, no larger than is looked at."""
    from PIL import Image, ImageOps

    try:
        opened = Image.open(io.BytesIO(photo.content), formats=_FORMATS)
        opened.draft("L", (_SECOND, _SECOND))  # a large JPEG is decoded small
        image: Picture = opened
        if image.mode in ("RGBA", "LA", "P", "PA"):
            flat = image.convert("RGBA")
            image = Image.alpha_composite(Image.new("RGBA", flat.size, "white"), flat)
        return _within(ImageOps.exif_transpose(image).convert("L"), _SECOND)
    except (OSError, ValueError, SyntaxError, MemoryError, EOFError, Image.DecompressionBombError):
        raise Trouble(_("The picture is damaged and was left out.")) from None


def _within(image: "Picture", side: int) -> "Picture":
    """The same, no side longer than this."""
    from PIL import Image

    longest = max(image.size)
    if longest <= side:
        return image
    size = max(1, round(image.width * side / longest)), max(1, round(image.height * side / longest))
    return image.resize(size, Image.Resampling.LANCZOS if longest < 4 * side else Image.Resampling.BOX)


def _attempts(picture: "Picture") -> Iterator["Picture"]:
    """The picture as it is, then what helps against noise, small dots, blur, darkness and a missing margin."""
    from PIL import Image, ImageFilter, ImageOps

    first = _within(picture, _FIRST)
    yield first
    if first is not picture:
        yield picture
    yield first.filter(ImageFilter.GaussianBlur(1.5))
    if max(first.size) < _SMALL:
        yield ImageOps.expand(first.resize((first.width * 2, first.height * 2), Image.Resampling.BICUBIC), 24, 255)
    yield first.filter(ImageFilter.UnsharpMask(4, 400, 0))
    yield ImageOps.equalize(ImageOps.expand(_within(first, _SMALL), 24, 255))


def _codes(image: "Picture") -> list[str]:
    import zxingcpp

    pixels = memoryview(image.tobytes()).cast("B", (image.height, image.width))
    found = zxingcpp.read_barcodes(
        pixels, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.AllMatrix), text_mode=zxingcpp.TextMode.Plain
    )
    placed = sorted(found, key=lambda each: (each.position.top_left.y // 50, each.position.top_left.x))
    return list(dict.fromkeys(each.text for each in placed if each.text.strip()))[:MOST_CODES]
