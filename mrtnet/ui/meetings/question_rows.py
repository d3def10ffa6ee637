"""A question as a row of a list: how it is painted, in the list of a meeting and in the bank."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from mrtnet.ui.delegates.row import RowDelegate
from mrtnet.ui.painting import CHIP, Row, chip, chip_width, line

HEIGHT = 36  # design px of a question
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class QuestionDelegate(RowDelegate):
    """Rows of a list in a form: the current one is marked while the keyboard is there."""

    framed = True

    def ground(self, painter: QPainter, option: QStyleOptionViewItem) -> str:
        """At rest without the keyboard."""
        if option.widget is None or option.widget.hasFocus():
            return super().ground(painter, option)
        return "hover" if option.state & QStyle.StateFlag.State_MouseOver else "base"

    def question(self, painter: QPainter, row: Row, x: int, text: str, tag: str, token: str = "text") -> None:
        """The words from `x` on and, where there is room for both, the tag at the end."""
        px, theme, height = self.theme.px, self.theme, row.rect.height()
        width = chip_width(theme, tag) if tag else 0
        room = row.rect.width() - x - (width + px(10) if width else 0)
        if width and room < px(140):
            width, room = 0, row.rect.width() - x
        line(painter, theme, row.at(x, 0, room, height), "body", token, text)
        if width:
            place = row.from_end(0, (height - px(CHIP)) // 2, width, px(CHIP))
            chip(painter, theme, place, tag, "grey", direction=row.direction)
