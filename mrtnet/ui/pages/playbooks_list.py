"""The list of playbooks: icon, title, how many steps, for how many people it is at work."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from mrtnet.ui.delegates.row import RowDelegate
from mrtnet.ui.painting import Row, line, symbol
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


class PlaybookRow(NamedTuple):
    """One playbook as the list shows it; `own`: made or changed by her."""

    key: str
    title: str
    starts_on: str
    steps: int
    used: int
    own: bool

    @property
    def below(self) -> str:
        """ "4 steps · at work for 14 · yours"."""
        used = plural("at work for {n}", "at work for {n}", self.used) if self.used else _("not at work")
        parts = (plural("{n} step", "{n} steps", self.steps), used, _("yours") if self.own else "")
        return " · ".join(part for part in parts if part)


class Playbooks(Lines):
    """All playbooks."""

    def __init__(self, parent: object = None) -> None:
        super().__init__(parent)  # type: ignore[arg-type]
        self.rows: Sequence[PlaybookRow] = ()

    def show(self, rows: Sequence[PlaybookRow]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """How many."""
        return 0 if parent.isValid() else len(self.rows)

    def at(self, number: int) -> PlaybookRow | None:
        """The playbook in this row."""
        return self.rows[number] if 0 <= number < len(self.rows) else None

    def spoken(self, number: int) -> str:
        """The row as a sentence."""
        row = self.at(number)
        return f"{row.title}, {row.below}" if row is not None else ""


class PlaybookDelegate(RowDelegate):
    """Paints PlaybookRow."""

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, item: object, row: Row) -> None:
        """Icon and two lines."""
        assert isinstance(item, PlaybookRow)
        self.plain_ground(painter, option, row)
        px, width, height = self.theme.px, row.rect.width(), row.rect.height()
        icon = ICONS.get(item.starts_on, "notebook")
        symbol(painter, self.theme, row.at(px(16), 0, px(20), height), icon, 18, "accent")
        room, top = width - px(48) - px(10), (height - px(38)) // 2
        line(painter, self.theme, row.at(px(48), top, room, px(20)), "strong", "text", item.title)
        line(painter, self.theme, row.at(px(48), top + px(19), room, px(18)), "small", "text2", item.below)
        self.focus(painter, option, QRectF(row.rect).adjusted(0, 0, 0, -1))

    def tooltip(self, _option: QStyleOptionViewItem, item: object) -> str:
        """The whole row."""
        return f"{item.title}\n{item.below}" if isinstance(item, PlaybookRow) else ""
