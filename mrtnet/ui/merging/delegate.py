"""Paints the cells of the side by side: a mark and the whole text, wrapped; what counts stands on a tint."""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from mrtnet.ui.merging.sides import Cell, Index
from mrtnet.ui.painting import START, Row, fill, focus_line, line, own_way, round_picture, symbol
from mrtnet.ui.rows import ROW
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import tip
from mrtnet.words import _

LINE, PAD = 20, 12  # design px: height of a line of text, space above and below it
SIDE, MARK = 12, 23  # design px: before the mark, from the mark to the text
STRIP = 22  # design px: the field's name above its cells where there is no room beside them
PHOTO = 48  # design px
MOST = 10  # lines of one cell; the rest of a long note is in the tooltip
LONGEST = 2_000  # characters looked at
SEAMLESS = 12  # characters of a word that is not divided
_SEAMS = re.compile(r"(?<=\w)[@./_-]+(?=\w)")
"""Where an address or a link may go on in the next line."""
_ON = QStyle.StateFlag


class Wrapped(NamedTuple):
    """A text in lines of some width; whether it goes on beyond them."""

    lines: tuple[str, ...]
    more: bool


class CellsDelegate(QStyledItemDelegate):
    """Paints `sides.Cell`. With `above` the name of the field stands over its cells."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.above = False

    def height(self, cells: list[tuple[Cell, int]]) -> int:
        """How high a row is with these cells, each with its width."""
        px = self.theme.px
        most = px(LINE)
        for column, (cell, width) in enumerate(cells):
            if column == 0 and self.above:
                continue
            if cell.photo is not None:
                most = max(most, px(PHOTO))
            else:
                found = self._wrapped(cell, self._room(column, len(cells), width))
                most = max(most, len(found.lines) * px(LINE))
        return most + px(2 * PAD) + (px(STRIP - PAD // 2) if self.above else 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        cell = index.data(ROW)
        if not isinstance(cell, Cell):
            return
        px, theme = self.theme.px, self.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        painter.setClipRect(option.rect)
        rect: QRect = option.rect
        fill(painter, theme, rect, "base")
        top = px(STRIP) if self.above else 0
        if self.above:
            self._name(painter, option, index)
        fill(painter, theme, QRect(rect.left(), rect.bottom(), rect.width(), 1), "divider")
        last = index.column() == index.model().columnCount() - 1
        inside = rect.adjusted(px(3), px(3) + top, -px(3), -px(4))
        row = Row(inside, option.direction)
        if index.column() == 0:
            self._lines(painter, row, 0, "small", "text2", cell, inside.width())
        else:
            self._value(painter, option, row, cell, result=last)
        painter.restore()

    def _value(self, painter: QPainter, option: QStyleOptionViewItem, row: Row, cell: Cell, *, result: bool) -> None:
        px, theme, inside = self.theme.px, self.theme, QRectF(row.rect)
        under = bool(option.state & _ON.State_MouseOver) and cell.mark is not None
        if cell.mark or under:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_tint" if cell.mark else "hover"))
            painter.drawRoundedRect(inside, px(5), px(5))
        start = px(SIDE)
        if cell.mark is not None:
            where = row.at(start - px(2), px(PAD - 3), px(18), px(LINE))
            name = "check-circle-fill" if cell.mark else "circle"
            symbol(painter, theme, where, name, 15, "accent" if cell.mark else "text3")
            start += px(MARK)
        room = row.rect.width() - start - px(6)
        if cell.photo is not None:
            side = min(px(PHOTO), room)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            round_picture(painter, row.at(start, px(PAD - 3), side, side), cell.photo)
        else:
            role = "strong" if cell.bold else "body"
            token = "text" if cell.mark or (result and cell.text) else "text2" if cell.text else "text3"
            self._lines(painter, row, start, role, token, cell, room)
        if option.state & _ON.State_HasFocus and option.state & _ON.State_KeyboardFocusChange:
            focus_line(painter, theme, inside, px(5))

    def _lines(self, painter: QPainter, row: Row, start: int, role: str, token: str, cell: Cell, room: int) -> None:
        px, theme = self.theme.px, self.theme
        found = wrapped(cell.text or _("empty"), role, room, theme, theme.revision)
        painter.setFont(theme.font(role))
        painter.setPen(theme.color(token))
        flags = int(START.value | Qt.TextFlag.TextSingleLine.value)
        for number, text in enumerate(found.lines):
            where = row.at(start, px(PAD - 3) + number * px(LINE), room, px(LINE))
            painter.drawText(where, flags, own_way(text, row.direction))

    def _name(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The field's name over the whole row, each cell painting its part, so that it stays in view."""
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
        whole = Row(QRect(0, option.rect.top(), width, option.rect.height()), option.direction)
        px = self.theme.px
        title = index.sibling(index.row(), 0).data(ROW).text
        line(painter, self.theme, whole.at(px(SIDE), px(4), width - px(2 * SIDE), px(STRIP)),
             "small_strong", "text2", title)  # fmt: skip

    def _room(self, column: int, columns: int, width: int) -> int:
        px = self.theme.px
        if column == 0:
            return width - px(6)
        mark = 0 if column == columns - 1 else px(MARK)
        return width - px(6) - px(SIDE) - mark - px(6)

    def _wrapped(self, cell: Cell, room: int) -> Wrapped:
        role = "strong" if cell.bold else "body"
        return wrapped(cell.text or _("empty"), role, room, self.theme, self.theme.revision)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """The view gives rows their height."""
        return QSize(0, 0)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """The whole of a text that goes on."""
        cell: Any = index.data(ROW)
        text = ""
        if isinstance(cell, Cell) and index.column() > 0:
            room = self._room(index.column(), index.model().columnCount(), option.rect.width())
            text = cell.text if self._wrapped(cell, room).more else ""
        QToolTip.showText(QPoint(event.globalPos()), tip(text[:LONGEST]), view)
        return True


@lru_cache(maxsize=1000)
def wrapped(text: str, role: str, width: int, theme: Theme, _revision: int) -> Wrapped:
    """The text in lines of this width, at most `MOST`; a word too long for one is broken, the last one ends in "…"."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    lines: list[str] = []
    paragraphs = text[:LONGEST].split("\n")
    for number, paragraph in enumerate(paragraphs):
        shown = _SEAMS.sub("\\g<0>\u200b", paragraph) if len(paragraph) > SEAMLESS else paragraph
        layout = QTextLayout(shown, theme.font(role))
        layout.setTextOption(option)
        layout.beginLayout()
        while (part := layout.createLine()).isValid():
            part.setLineWidth(max(width, theme.px(24)))
            begin, end = part.textStart(), part.textStart() + part.textLength()
            lines.append(_units(shown, begin, end).replace("\u200b", ""))
            if len(lines) > MOST:
                break
        layout.endLayout()
        if len(lines) > MOST or (len(lines) == MOST and number < len(paragraphs) - 1):
            rest = lines[MOST - 1] + " …" + ("x" * 400)
            last = theme.metrics(role).elidedText(rest, Qt.TextElideMode.ElideRight, width)
            return Wrapped((*lines[: MOST - 1], last), True)
    return Wrapped(tuple(text.strip() if len(lines) > 1 else text for text in lines), len(text) > LONGEST)


def _units(text: str, begin: int, end: int) -> str:
    """A part of the text by UTF-16 units, in which Qt counts."""
    if text.isascii() or max(map(ord, text), default=0) < 0x10000:
        return text[begin:end]
    return text.encode("utf-16-le")[2 * begin : 2 * end].decode("utf-16-le", "replace")
