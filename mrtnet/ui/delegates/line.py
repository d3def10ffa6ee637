"""A line that is only looked at: a symbol, what it is and, below, when or why."""

from collections.abc import Hashable
from typing import NamedTuple

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from mrtnet.ui.delegates.card_rows import CardDelegate
from mrtnet.ui.painting import Row, line, symbol
from mrtnet.ui.sections import Entry, Section


class Line(NamedTuple):
    """One thing of a file: what it is and, below, when or why."""

    icon: str
    token: str
    title: str
    below: str


class LineDelegate(CardDelegate):
    """Paints Section and Entry[Line]."""

    def at_rest(self, item: object) -> Hashable | None:
        """It never changes."""
        return item if isinstance(item, Section | Entry) else None

    def entry(self, painter: QPainter, _option: QStyleOptionViewItem, entry: Entry[Line], row: Row) -> None:
        """One line, or two."""
        told, px, theme = entry.row, self.theme.px, self.theme
        height, width = row.rect.height(), row.rect.width() - px(58)
        symbol(painter, theme, row.at(px(14), 0, px(20), height), told.icon, 16, told.token)
        top = (height - px(38)) // 2 if told.below else (height - px(20)) // 2
        line(painter, theme, row.at(px(44), top, width, px(19)), "medium", "text", told.title)
        if told.below:
            line(painter, theme, row.at(px(44), top + px(19), width, px(19)), "small", "text2", told.below)

    def tooltip(self, _option: QStyleOptionViewItem, item: object) -> str:
        """The whole line."""
        return f"{item.row.title}\n{item.row.below}".strip() if isinstance(item, Entry) else ""
