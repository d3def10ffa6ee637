"""The rows of the sidebar: icon, title, count; only the icon where the sidebar is narrow."""

from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from mrtnet.ui.delegates.row import RowDelegate
from mrtnet.ui.icons import codes
from mrtnet.ui.painting import END, Row, line, symbol

NARROW = 90  # design px


class Place(NamedTuple):
    """Somewhere to go: a page, or a saved list by its id. `key` for a list is its query."""

    key: str
    title: str
    icon: str
    number: int | None = None
    list_id: int = 0


class NavDelegate(RowDelegate):
    """Paints Place."""

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, item: object, row: Row) -> None:
        """The row, rounded, with a filled icon when it is where she is."""
        assert isinstance(item, Place)
        px = self.theme.px
        here = bool(option.state & QStyle.StateFlag.State_Selected)
        shape = row.rect.adjusted(0, 0, 0, -px(2))
        if here or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.color("selected" if here else "pressed"))
            painter.drawRoundedRect(shape, px(6), px(6))
        narrow = row.rect.width() < px(NARROW)
        icon = f"{item.icon}-fill" if here and f"{item.icon}-fill" in codes() else item.icon
        wide = row.rect.width() if narrow else px(20)
        where = row.at(0 if narrow else px(9), 0, wide, shape.height())
        symbol(painter, self.theme, where, icon, 18, "accent" if here else "text2")
        if not narrow:
            count = "" if not item.number else f"{item.number:,}"
            room = row.rect.width() - px(38) - px(10) - (px(8) + self._width(count) if count else 0)
            role, token = ("strong", "text") if here else ("medium", "text2")
            line(painter, self.theme, row.at(px(38), 0, room, shape.height()), role, token, item.title)
            line(painter, self.theme, row.from_end(px(10), 0, px(60), shape.height()), "small",
                 "text2" if here else "text3", count, END)  # fmt: skip
        self.focus(painter, option, QRectF(shape).adjusted(-1, -1, 1, 1))

    def _width(self, count: str) -> int:
        return self.theme.metrics("small").horizontalAdvance(count)

    def tooltip(self, option: QStyleOptionViewItem, item: object) -> str:
        """The title, where only the icon shows or the title is cut."""
        assert isinstance(item, Place)
        cut = self.theme.metrics("medium").horizontalAdvance(item.title) > option.rect.width() - self.theme.px(60)
        return item.title if cut else ""
