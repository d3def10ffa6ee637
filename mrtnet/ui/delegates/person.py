"""The row of a person: disc, name and marks, employer; at the end the next step and when (design 7.2)."""

from collections.abc import Hashable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from mrtnet.domain.rows import PersonRow
from mrtnet.ui.delegates.row import RowDelegate
from mrtnet.ui.desk import Desk
from mrtnet.ui.painting import END, Row, avatar, line, symbol, text_width
from mrtnet.ui.saying import step_status, step_title
from mrtnet.ui.theme import Theme

NARROW = 360  # design px: under it the marks go, then the step


class PersonDelegate(RowDelegate):
    """Paints PersonRow."""

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(theme)
        self._desk = desk

    def at_rest(self, item: object) -> Hashable | None:
        """The row, and the day, since rows say "late" and "tomorrow"."""
        return item, self._desk.today

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, item: object, row: Row) -> None:
        """Disc, two lines, the step at the end."""
        assert isinstance(item, PersonRow)
        self.plain_ground(painter, option, row)
        px, width, height = self.theme.px, row.rect.width(), row.rect.height()
        compact = height < px(56)
        disc = px(28 if compact else 36)
        avatar(painter, self.theme, row.at(px(14), (height - disc) // 2, disc, disc), item.name, item.id)
        start = px(54 if compact else 62)
        step = (height - px(38)) // 2
        narrow = width < px(NARROW)
        end = self._status(painter, item, row, step, narrow)
        room = width - start - px(16)
        self.name_line(painter, row, start, step, room - end[0], item.name, "" if narrow else item.credentials)
        line(painter, self.theme, row.at(start, step + px(19), room - end[1], px(20)), "body", "text2",
             item.organization or item.title or item.met_at)  # fmt: skip
        self.focus(painter, option, QRectF(row.rect).adjusted(0, 0, 0, -1))

    def _status(self, painter: QPainter, item: PersonRow, row: Row, y: int, narrow: bool) -> tuple[int, int]:
        """Paint when and what at the end; returns how much room the two lines take."""
        px = self.theme.px
        status = step_status(item.step_kind, item.step_due, item.step_at, self._desk.today)
        words = text_width(self.theme, "small", status.words) + 2
        line(painter, self.theme, row.from_end(px(16), y, words, px(20)), "small", status.token, status.words, END)
        place = row.from_end(px(16) + words + px(3), y, px(16), px(20))
        symbol(painter, self.theme, place, status.icon, 14, status.token)
        step = step_title(item.step_kind, item.step_title)
        if narrow or not step:
            return words + px(30), 0
        wide = min(text_width(self.theme, "body", step) + 2, row.rect.width() // 3)
        line(painter, self.theme, row.from_end(px(16), y + px(19), wide, px(20)), "body", "text2", step, END)
        return words + px(30), wide + px(14)

    def tooltip(self, _option: QStyleOptionViewItem, item: object) -> str:
        """Everything the row says."""
        assert isinstance(item, PersonRow)
        step = step_title(item.step_kind, item.step_title)
        first = f"{item.name}, {item.credentials}" if item.credentials else item.name
        return "\n".join(part for part in (first, item.title, item.organization, step) if part)
