"""Rows of cards under headers, as lists of sections have them: the header, and the ground of a row of a card."""

from typing import Any

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from mrtnet.ui.delegates.row import RowDelegate
from mrtnet.ui.desk import Desk
from mrtnet.ui.painting import Row, accent_bar, card, fill, line, symbol, text_width
from mrtnet.ui.sections import Entry, Section
from mrtnet.ui.theme import Theme

HEADER, FOLDED = 40, 30  # design px


class CardDelegate(RowDelegate):
    """Paints Section; of an Entry its ground and its focus line, around what `entry` says."""

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(theme)
        self._desk = desk

    def entry(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry[Any], row: Row) -> None:
        """Paint what stands on a row of a card."""
        raise NotImplementedError

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, item: object, row: Row) -> None:
        """A header or a row of a card."""
        if isinstance(item, Section):
            self._header(painter, option, item, row)
        elif isinstance(item, Entry):
            self._card(painter, option, item, row)
            self.entry(painter, option, item, row)
            self.focus(painter, option, QRectF(row.rect).adjusted(1, 1, -1, -2))

    def _card(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry[Any], row: Row) -> None:
        theme, ground = self.theme, self.ground(painter, option)
        card(painter, theme, QRectF(row.rect), ground, first=entry.first, last=entry.last)
        if not entry.last:
            fill(painter, theme, QRect(row.rect.left() + 1, row.rect.bottom(), row.rect.width() - 2, 1), "divider")
        if ground.startswith("selected"):
            accent_bar(painter, theme, row)

    def _header(self, painter: QPainter, option: QStyleOptionViewItem, item: Section, row: Row) -> None:
        px = self.theme.px
        height = px(FOLDED)
        top = row.rect.height() - height
        x = px(3)
        if item.folded is not None:
            caret = "caret-right" if item.folded else "caret-down"
            over = option.state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected)
            symbol(painter, self.theme, row.at(x, top, px(14), height), caret, 14, "text" if over else "text3")
            x += px(20)
        symbol(painter, self.theme, row.at(x, top, px(18), height), item.icon, 16, item.token)
        x += px(23)
        role = "strong" if item.folded is None else "body"
        width = text_width(self.theme, role, item.title) + 2
        line(painter, self.theme, row.at(x, top, width, height), role, item.token, item.title)
        line(painter, self.theme, row.at(x + width + px(8), top, px(60), height), "body", "text3", str(item.total))
        self.focus(painter, option, QRectF(row.at(0, top, x + width + px(48), height)))
