"""A photo taken from a file: only PNG, JPEG, GIF and WebP, by their first bytes, within limits, made small."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImageReader, QImageWriter

from mrtnet.trouble import Trouble
from mrtnet.words import _

LARGEST = 20 * 1024 * 1024  # bytes
MOST_PIXELS = 60_000_000
SIDE = 640  # px, of what is kept


class Photo(NamedTuple):
    """A picture as it is kept: JPEG, or PNG where parts are transparent."""

    name: str
    media_type: str
    data: bytes


def format_of(first: bytes) -> str:
    """Qt's name of the format by the first bytes (16 are enough); "" for anything else, whatever its file is called."""
    if first.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if first.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if first.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    return "webp" if first[:4] == b"RIFF" and first[8:12] == b"WEBP" else ""


def read_photo(path: Path) -> Photo:
    """The picture in this file, turned upright and scaled down. Raises Trouble with what is wrong in one sentence."""
    try:
        if not path.is_file():
            raise Trouble(_("“{name}” is no file.").format(name=path.name))
        if path.stat().st_size > LARGEST:
            raise Trouble(_("“{name}” is larger than 20 MB. Choose a smaller picture.").format(name=path.name))
        data = path.read_bytes()
    except OSError:
        raise Trouble(_("“{name}” cannot be read.").format(name=path.name)) from None
    return photo_of(path.name, data)


def photo_of(name: str, data: bytes) -> Photo:
    """The picture in these bytes. The format is fixed beforehand, so that no other reader is ever tried."""
    kind = format_of(data[:16])
    if not kind:
        raise Trouble(_("“{name}” is no picture that can be used. Choose a PNG, JPEG, GIF or WebP.").format(name=name))
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind.encode()))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid():
        raise Trouble(_("“{name}” is damaged and cannot be shown.").format(name=name))
    if size.width() * size.height() > MOST_PIXELS:
        raise Trouble(_("“{name}” has too many pixels. Choose a smaller picture.").format(name=name))
    if max(size.width(), size.height()) > SIDE:
        reader.setScaledSize(size.scaled(QSize(SIDE, SIDE), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise Trouble(_("“{name}” is damaged and cannot be shown.").format(name=name))
    clear = image.hasAlphaChannel()
    out = QBuffer()
    out.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(out, QByteArray(b"png" if clear else b"jpeg"))
    writer.setQuality(-1 if clear else 88)
    writer.write(image)
    return Photo(name[:200], "image/png" if clear else "image/jpeg", bytes(out.data().data()))
