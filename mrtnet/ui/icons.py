"""Icons: glyphs of our icon font, painted in a colour of the theme, so they follow theme and screen by themselves."""

import json
from functools import cache

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from mrtnet import paths
from mrtnet.ui.theme import Theme

UNKNOWN = "circle-dashed"
_TURNED = {"arrow-left": "arrow-right", "arrow-right": "arrow-left", "caret-left": "caret-right",
           "caret-right": "caret-left"}  # fmt: skip


@cache
def codes() -> dict[str, str]:
    """The glyph of every icon name."""
    table = json.loads(paths.resource("icons", "phosphor.json").read_text(encoding="utf-8"))
    return {name: chr(code) for name, code in table.items()}


@cache
def _family() -> str:
    loaded = QFontDatabase.addApplicationFont(str(paths.resource("icons", "phosphor.ttf")))
    return QFontDatabase.applicationFontFamilies(loaded)[0]


@cache
def glyph_font(pixels: int) -> QFont:
    """The icon font at this size."""
    font = QFont(_family())
    font.setPixelSize(max(1, pixels))
    return font


def glyph(name: str) -> str:
    """The character of this icon; an unknown name is drawn as a dashed circle."""
    return codes().get(name) or codes()[UNKNOWN]


def paint_icon(painter: QPainter, rect: QRect | QRectF, name: str, pixels: int) -> None:
    """Draw an icon in the middle of the rectangle with the painter's pen; one that points the way turns with it."""
    if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        name = _TURNED.get(name, name)
    painter.setFont(glyph_font(pixels))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, glyph(name))


class _Glyph(QIconEngine):
    def __init__(self, theme: Theme, name: str, token: str) -> None:
        super().__init__()
        self._theme, self._name, self._token = theme, name, token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        painter.save()
        painter.setPen(self._theme.color("disabled" if mode == QIcon.Mode.Disabled else self._token))
        paint_icon(painter, rect, self._name, min(rect.width(), rect.height()))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, pixmap.rect(), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _Glyph(self._theme, self._name, self._token)


def icon(theme: Theme, name: str, token: str = "text") -> QIcon:
    """A QIcon of this name in a colour of the theme, for buttons, menus and fields."""
    return QIcon(_Glyph(theme, name, token))


def program_icon() -> QIcon:
    """The program's own icon."""
    icon = QIcon()
    for picture in sorted(paths.resource("icons").glob("mrtnet-*.png")):
        icon.addFile(str(picture))
    return icon
