"""The lists of the playbooks page: icon, title and what is said below it; questions wrap over two lines."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from mrtnet.domain.playbooks import Playbook
from mrtnet.ui.delegates.row import RowDelegate
from mrtnet.ui.painting import Row, line, own_way, symbol
from mrtnet.ui.rows import Lines
from mrtnet.words import _, plural

ICONS: Mapping[str, str] = {
    "met_at_event": "ticket",
    "met_by_chance": "identification-card",
    "engagement_begins": "buildings",
    "engagement_runs": "buildings",
    "engagement_ends": "buildings",
    "interview_wanted": "chats-circle",
    "interview_held": "chats-circle",
    "mentor_wanted": "star",
    "mentor_agreed": "star",
    "applied_with_referral": "briefcase",
    "ceu_event": "medal",
    "gone_quiet": "moon",
}
"""By what starts it; one of hers that she starts herself is a notebook."""

_NOWHERE = QModelIndex()


class TitleRow(NamedTuple):
    """One thing of a list: its key, its title, what is said below, its icon."""

    key: str
    title: str
    below: str
    icon: str = ""


def row_of(playbook: Playbook, used: int, own: bool) -> TitleRow:
    """A playbook as its list shows it: "4 steps · at work for 14 · yours"."""
    at_work = plural("at work for {n}", "at work for {n}", used) if used else _("not at work")
    parts = (plural("{n} step", "{n} steps", len(playbook.steps)), at_work, _("yours") if own else "")
    below = " · ".join(part for part in parts if part)
    return TitleRow(playbook.key, _(playbook.title), below, ICONS.get(playbook.starts_on, "notebook"))


class Titles(Lines):
    """All of them."""

    def __init__(self, parent: object = None) -> None:
        super().__init__(parent)  # type: ignore[arg-type]
        self.rows: Sequence[TitleRow] = ()

    def show(self, rows: Sequence[TitleRow]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """How many."""
        return 0 if parent.isValid() else len(self.rows)

    def at(self, number: int) -> TitleRow | None:
        """What stands in this row."""
        return self.rows[number] if 0 <= number < len(self.rows) else None

    def place_of(self, key: str) -> int:
        """Where this key stands; -1 if it does not."""
        return next((n for n, row in enumerate(self.rows) if row.key == key), -1)

    def spoken(self, number: int) -> str:
        """The row as a sentence."""
        row = self.at(number)
        return f"{row.title}, {row.below}" if row is not None else ""


class TitleDelegate(RowDelegate):
    """Paints TitleRow: icon and two lines."""

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, item: object, row: Row) -> None:
        """Icon and two lines."""
        assert isinstance(item, TitleRow)
        self.plain_ground(painter, option, row)
        px, width, height = self.theme.px, row.rect.width(), row.rect.height()
        symbol(painter, self.theme, row.at(px(16), 0, px(20), height), item.icon, 18, "accent")
        room, top = width - px(48) - px(10), (height - px(38)) // 2
        line(painter, self.theme, row.at(px(48), top, room, px(20)), "strong", "text", item.title)
        line(painter, self.theme, row.at(px(48), top + px(19), room, px(18)), "small", "text2", item.below)
        self.focus(painter, option, QRectF(row.rect).adjusted(0, 0, 0, -1))

    def tooltip(self, _option: QStyleOptionViewItem, item: object) -> str:
        """The whole row."""
        return f"{item.title}\n{item.below}" if isinstance(item, TitleRow) else ""


class QuestionDelegate(TitleDelegate):
    """Paints a question: what it is about, and its words over two lines."""

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, item: object, row: Row) -> None:
        """A small line, and two of words."""
        assert isinstance(item, TitleRow)
        self.plain_ground(painter, option, row)
        px, metrics = self.theme.px, self.theme.metrics("body")
        room, high = row.rect.width() - px(16) - px(10), metrics.lineSpacing()
        top = (row.rect.height() - px(18) - 2 * high) // 2
        line(painter, self.theme, row.at(px(16), top, room, px(18)), "small", "text2", item.below)
        rect = row.at(px(16), top + px(18), room, 2 * high)
        flags = int(Qt.TextFlag.TextWordWrap.value)
        words, shown = item.title.split(), item.title
        while len(words) > 1 and metrics.boundingRect(rect, flags, shown).height() > 2 * high:
            words.pop()
            shown = " ".join(words) + " …"
        painter.setFont(self.theme.font("body"))
        painter.setPen(self.theme.color("text"))
        painter.drawText(rect, flags, own_way(shown, row.direction))
        self.focus(painter, option, QRectF(row.rect).adjusted(0, 0, 0, -1))
