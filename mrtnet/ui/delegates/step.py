"""The row of a step in History: what was done, when and where, and the button that takes it back."""

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime, tzinfo

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from mrtnet.store.journal import Step
from mrtnet.ui.delegates.card_rows import CardDelegate
from mrtnet.ui.delegates.row import RowButton
from mrtnet.ui.desk import Desk
from mrtnet.ui.painting import CHIP, Row, chip, chip_width, line, text_width
from mrtnet.ui.saying import say_time
from mrtnet.ui.sections import Entry
from mrtnet.ui.theme import Theme
from mrtnet.words import _


def said_at(step: Step, zone: tzinfo) -> datetime:
    """When the step was made, in her zone."""
    return datetime.fromisoformat(step.at).astimezone(zone)


def can_undo(step: Step) -> bool:
    """Whether the step is in effect."""
    return step.undone_by is None


class StepDelegate(CardDelegate):
    """Paints Section and Entry[Step]; the chosen row shows Undo, or Do again for one that was undone."""

    def __init__(self, theme: Theme, desk: Desk, details: Callable[[Step], str]) -> None:
        super().__init__(theme, desk)
        self._details = details

    def at_rest(self, _item: object) -> Hashable | None:
        """A history is read now and then: its rows are painted each time."""
        return None

    def entry(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry[Step], row: Row) -> None:
        """When, what, and what it touched."""
        step, px, theme = entry.row, self.theme.px, self.theme
        start, width = px(16), text_width(theme, "body", "00:00 PM") + px(8)
        y = (row.rect.height() - px(38)) // 2
        at = say_time(said_at(step, self._desk.zone).time())
        line(painter, theme, row.at(start, y, width, px(20)), "body", "text3", at)
        start += width + px(8)
        end = self._end_of(painter, option, entry, row)
        undone = step.undone_by is not None
        token = "text3" if undone else "text"
        line(painter, theme, row.at(start, y, end - start, px(20)), "medium", token, step.title)
        line(painter, theme, row.at(start, y + px(19), end - start, px(20)), "body", "text3", self._details(step))

    def _end_of(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry[Step], row: Row) -> int:
        px, end = self.theme.px, row.rect.width() - self.theme.px(14)
        for button in self.buttons(option, entry):
            self.row_button(painter, button, row.direction)
            end -= button.rect.width() + px(10)
        if entry.row.undone_by is not None:
            words = _("Undone") if entry.row.undone_by != entry.row.id else _("Cannot be undone")
            width = chip_width(self.theme, words, "arrow-counter-clockwise")
            end -= width
            where = row.at(end, (row.rect.height() - px(CHIP)) // 2, width, px(CHIP))
            chip(painter, self.theme, where, words, "grey", "arrow-counter-clockwise", direction=row.direction)
            end -= px(10)
        return end

    def buttons(self, option: QStyleOptionViewItem, item: object) -> Sequence[RowButton]:
        """Undo or Do again, on the row that is chosen or under the pointer."""
        shown = option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver)
        if not shown or not isinstance(item, Entry) or item.row.undone_by == item.row.id:
            return ()
        px, row = self.theme.px, Row(option.rect, option.direction)
        undo = item.row.undone_by is None
        words = _("Undo") if undo else _("Do again")
        icon = "arrow-counter-clockwise" if undo else "arrow-clockwise"
        width = text_width(self.theme, "small_strong", words) + px(46)
        where = row.from_end(px(14), (option.rect.height() - px(28)) // 2, width, px(28))
        return (RowButton("undo" if undo else "redo", where, icon, words, False, False),)

    def tooltip(self, _option: QStyleOptionViewItem, item: object) -> str:
        """The whole title and what it touched."""
        return f"{item.row.title}\n{self._details(item.row)}" if isinstance(item, Entry) else ""
