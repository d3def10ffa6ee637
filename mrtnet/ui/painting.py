"""Shared painting: avatars, chips, elided text, cards. Mirrored by Qt's own rules, cached where it costs."""

import re
from collections import OrderedDict
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle

from mrtnet.domain.names import initials
from mrtnet.ui import tokens
from mrtnet.ui.icons import paint_icon
from mrtnet.ui.theme import Theme

START = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
END = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
CENTER = Qt.AlignmentFlag.AlignCenter
_KEPT = 1024


class Row(NamedTuple):
    """The rectangle of a row and its direction: `at` gives rectangles counted from the leading edge."""

    rect: QRect
    direction: Qt.LayoutDirection

    def at(self, x: int, y: int, width: int, height: int) -> QRect:
        """A rectangle at x, y from the row's leading top corner, mirrored for right-to-left."""
        logical = QRect(self.rect.left() + x, self.rect.top() + y, width, height)
        if self.direction == Qt.LayoutDirection.LeftToRight:
            return logical
        return QStyle.visualRect(self.direction, self.rect, logical)

    def from_end(self, right: int, y: int, width: int, height: int) -> QRect:
        """A rectangle that ends `right` pixels before the row's trailing edge."""
        return self.at(self.rect.width() - right - width, y, width, height)


def fill(painter: QPainter, theme: Theme, rect: QRect, token: str) -> None:
    """A plain area. (The painter's own fillRect would first make the 180 names of Qt's ready gradients.)"""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(token))
    painter.drawRect(rect)


class _Disc(NamedTuple):
    """What all avatars of one hue and size share."""

    ground: QPixmap
    font: QFont
    ink: QColor


class _Kept:
    """What was painted and measured in one look of a theme; another look begins anew."""

    def __init__(self, revision: int) -> None:
        self.revision = revision
        self.discs: dict[tuple[int, int, float], _Disc] = {}
        self.widths: dict[tuple[str, str], int] = {}
        self.elided: OrderedDict[tuple[str, str, int], str] = OrderedDict()


_looks = [_Kept(0)]


def _kept(theme: Theme) -> _Kept:
    """What is kept of this theme's look; what was kept of the one before goes."""
    if _looks[0].revision != theme.revision:
        _looks[0] = _Kept(theme.revision)
    return _looks[0]


def avatar(painter: QPainter, theme: Theme, rect: QRect, name: str, number: int) -> None:
    """A disc with the initials of the name; its hue comes from `number`, the person's id.

    Only the disc is kept as a picture: one with its letters would seldom be met again while she types, and making it
    took a tenth of the frame.
    """
    hue, ratio = number % len(tokens.AVATARS), painter.device().devicePixelRatioF()
    discs, key = _kept(theme).discs, (hue, rect.width(), ratio)
    found = discs.get(key)
    if found is None:
        if len(discs) > _KEPT:
            discs.clear()
        found = discs[key] = _draw_disc(theme, hue, rect.width(), ratio)
    painter.drawPixmap(rect.topLeft(), found.ground)
    painter.setFont(found.font)
    painter.setPen(found.ink)
    painter.drawText(rect, _flags(CENTER), initials_of(name))


def round_picture(painter: QPainter, rect: QRect, picture: QImage) -> None:
    """The middle of a picture, as a disc; made as small as it is shown first, which keeps it clear."""
    ratio = painter.device().devicePixelRatioF()
    size = (QSizeF(rect.size()) * ratio).toSize()
    mode, smooth = Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    small = picture.scaled(size, mode, smooth)
    shape = QPainterPath()
    shape.addEllipse(QRectF(rect))
    painter.save()
    painter.setClipPath(shape)
    corner = QPoint((small.width() - size.width()) // 2, (small.height() - size.height()) // 2)
    painter.drawImage(QRectF(rect), small, QRectF(QRect(corner, size)))
    painter.restore()


_initials: dict[str, str] = {}


def initials_of(name: str) -> str:
    """The initials, kept: taking a name apart costs more than painting it."""
    found = _initials.get(name)
    if found is None:
        if len(_initials) > 4096:
            _initials.clear()
        found = _initials[name] = initials(name[:200]) or "?"
    return found


def _draw_disc(theme: Theme, hue: int, size: int, ratio: float) -> _Disc:
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    light, on_light, dark, on_dark = tokens.AVATARS[hue]
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(dark if theme.dark else light))
    painter.drawEllipse(0, 0, size, size)
    painter.end()
    font = QFont(theme.font("strong"))
    font.setPixelSize(max(1, round(size * 0.36)))
    return _Disc(pixmap, font, QColor(on_dark if theme.dark else on_light))


def text_width(theme: Theme, role: str, text: str) -> int:
    """Width of one line of this text; kept."""
    widths, key = _kept(theme).widths, (role, text)
    found = widths.get(key)
    if found is None:
        if len(widths) > 4 * _KEPT:
            widths.clear()
        found = widths[key] = theme.metrics(role).horizontalAdvance(text)
    return found


def elide(theme: Theme, role: str, text: str, width: int) -> str:
    """The text shortened with … to this width; kept."""
    elided, key = _kept(theme).elided, (role, text, width)
    found = elided.get(key)
    if found is None:
        line = " ".join(text[:500].split()) if len(text) > 500 or "\n" in text else text
        found = elided[key] = theme.metrics(role).elidedText(line, Qt.TextElideMode.ElideRight, max(0, width))
        if len(elided) > _KEPT:
            elided.popitem(last=False)
    return found


_alignments: dict[Qt.AlignmentFlag, int] = {}


def _flags(align: Qt.AlignmentFlag) -> int:
    """The flags of one line as a number: joining Qt's flags anew for each text costs a tenth of a row."""
    found = _alignments.get(align)
    if found is None:
        found = _alignments[align] = int(align.value | Qt.TextFlag.TextSingleLine.value)
    return found


def line(
    painter: QPainter, theme: Theme, rect: QRect, role: str, token: str, text: str, align: Qt.AlignmentFlag = START
) -> None:
    """One line of text, elided to the rectangle."""
    if text and rect.width() > 0:
        painter.setFont(theme.font(role))
        painter.setPen(theme.color(token))
        painter.drawText(
            rect, _flags(align), own_way(elide(theme, role, text, rect.width()), painter.layoutDirection())
        )


BREAK = "\u200b"
"""Zero width space: a line may break there."""
_ENDLESS = re.compile(r"[^\s\u200b]{24}(?=[^\s\u200b]{8})")


def breakable(text: str) -> str:
    """The text with places to break in words of more than 30 letters, which would make everything around them wide."""
    return _ENDLESS.sub(lambda found: found[0] + BREAK, text)


_TO_THE_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Letters of Hebrew, Arabic, Syriac, Thaana and N’Ko."""


def own_way(text: str, direction: Qt.LayoutDirection) -> str:
    """The text, each line in the direction of its own first letter though the window runs the other way."""
    if direction == Qt.LayoutDirection.LeftToRight and (text.isascii() or not _TO_THE_LEFT.search(text)):
        return text
    return "\n".join(f"\u2068{each}\u2069" for each in text.split("\n"))


def symbol(painter: QPainter, theme: Theme, rect: QRect, name: str, size: float, token: str) -> None:
    """An icon of `size` design pixels in the middle of the rectangle."""
    painter.setPen(theme.color(token))
    paint_icon(painter, rect, name, theme.px(size))


CHIP = 20  # design px


def chip_width(theme: Theme, text: str, icon: str = "") -> int:
    """Width of a chip with this text."""
    return text_width(theme, "small_medium", text) + theme.px(16) + (theme.px(17) if icon else 0) + 1


def chip(
    painter: QPainter, theme: Theme, rect: QRect, text: str, token: str, icon: str = "", *,
    direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight, outline: bool = False, bare: bool = False,
) -> None:  # fmt: skip
    """A pill with an optional icon before its text, in a status colour on its tint (or outlined, or without)."""
    if not bare:
        painter.setBrush(theme.color("base" if outline else f"{token}_tint"))
        painter.setPen(QPen(theme.color("border_btn"), 1) if outline else Qt.PenStyle.NoPen)
        shape = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5) if outline else QRectF(rect)
        painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2)
    place = Row(rect, direction)
    start = 0 if bare else theme.px(8)
    if icon:
        symbol(painter, theme, place.at(start - theme.px(1), 0, theme.px(15), rect.height()), icon, 13.5, token)
        start += theme.px(17)
    line(painter, theme, place.at(start, 0, rect.width() - start - theme.px(7), rect.height()),
         "small_medium", token, text)  # fmt: skip


def card(painter: QPainter, theme: Theme, rect: QRectF, token: str = "base", *, first: bool = True,
         last: bool = True, border: bool = True) -> None:  # fmt: skip
    """A rounded card, or the part of one that a list row is: the open sides lie beyond the clip."""
    radius = theme.px(8)
    top = rect.top() + 0.5 if first else rect.top() - 20
    bottom = rect.bottom() - 0.5 if last else rect.bottom() + 20
    path = QPainterPath()
    path.addRoundedRect(QRectF(rect.left() + 0.5, top, rect.width() - 1, bottom - top), radius, radius)
    painter.setPen(QPen(theme.color("border"), 1) if border else Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(token))
    painter.drawPath(path)


def focus_line(painter: QPainter, theme: Theme, rect: QRectF, radius: float) -> None:
    """The line that shows where the keyboard is, just inside the rectangle."""
    half = theme.focus_width / 2
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("accent"), theme.focus_width))
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)


def accent_bar(painter: QPainter, theme: Theme, row: Row) -> None:
    """The 3 px bar at the leading edge of a chosen row."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("accent"))
    width = theme.px(3)
    painter.drawRoundedRect(row.at(0, theme.px(8), width, row.rect.height() - theme.px(16)), width / 2, width / 2)
