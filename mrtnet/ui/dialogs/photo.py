"""A photo taken from a file: only PNG, JPEG, GIF and WebP, by their first bytes, within limits, made small."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter

from mrtnet.domain.files import LARGEST, KeptFile, picture_format
from mrtnet.trouble import Trouble
from mrtnet.words import _

MOST_PIXELS = 60_000_000
SIDE = 640  # px, of what is kept


def read_photo(path: Path) -> KeptFile:
    """The picture in this file, turned upright and scaled down. Raises Trouble with what is wrong in one sentence."""
    return photo_of(path.name, bytes_in(path))


def bytes_in(path: Path) -> bytes:
    """What is in this file of a picture. Raises Trouble."""
    try:
        if not path.is_file():
            raise Trouble(_("“{name}” is no file.").format(name=path.name))
        if path.stat().st_size > LARGEST:
            raise Trouble(_("“{name}” is larger than 20 MB. Choose a smaller picture.").format(name=path.name))
        return path.read_bytes()
    except OSError:
        raise Trouble(_("“{name}” cannot be read.").format(name=path.name)) from None


def photo_of(name: str, data: bytes) -> KeptFile:
    """The picture in these bytes, made small, as it is kept. Raises Trouble with what is wrong in one sentence."""
    image = picture(name, data, SIDE)
    kind = "png" if image.hasAlphaChannel() else "jpeg"
    return KeptFile(name[:200], f"image/{kind}", encoded(image, kind))


def encoded(image: QImage, kind: str) -> bytes:
    """The image as a file, "png" or "jpeg"."""
    out = QBuffer()
    out.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(out, QByteArray(kind.encode()))
    writer.setQuality(88 if kind == "jpeg" else -1)
    writer.write(image)
    return bytes(out.data().data())


def portrait(data: bytes | None) -> QImage | None:
    """A photo that is on file, to be shown; None where there is none, or none that may be shown."""
    try:
        return picture("", data, SIDE) if data else None
    except Trouble:
        return None


def picture(name: str, data: bytes, side: int) -> QImage:
    """The picture in these bytes, upright, no side longer than this. Raises Trouble.

    The format is fixed beforehand, so that no other reader is ever tried.
    """
    kind = picture_format(data[:16])
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
    if max(size.width(), size.height()) > side:
        reader.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise Trouble(_("“{name}” is damaged and cannot be shown.").format(name=name))
    return image
