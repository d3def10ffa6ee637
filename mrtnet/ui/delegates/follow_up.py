"""The row of a follow-up, alone or as part of a card in a list of sections (design 7.2)."""

from collections.abc import Callable, Hashable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from mrtnet.domain import kinds
from mrtnet.domain.rows import FollowUpRow
from mrtnet.ui.delegates.card_rows import CardDelegate
from mrtnet.ui.delegates.row import RowButton
from mrtnet.ui.desk import Desk
from mrtnet.ui.painting import CHIP, Row, avatar, chip, chip_width, line, symbol, text_width
from mrtnet.ui.saying import chip_status, step_title, why
from mrtnet.ui.sections import Entry
from mrtnet.ui.theme import Theme
from mrtnet.words import _, later

TIGHT = 460  # design px: under it buttons are icons and there is no chip


class FollowUpDelegate(CardDelegate):
    """Paints Section and Entry[FollowUpRow]. A row shows the buttons of the commands that `can` be carried out."""

    def __init__(self, theme: Theme, desk: Desk, can: Callable[[str], bool]) -> None:
        super().__init__(theme, desk)
        self._can = can

    def at_rest(self, item: object) -> Hashable | None:
        """The row, and the day, since rows say "late" and "tomorrow"."""
        return item, self._desk.today

    def entry(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry[FollowUpRow], row: Row) -> None:
        """The person, the step and why; buttons or a chip at the end."""
        item, px, theme = entry.row, self.theme.px, self.theme
        middle = (row.rect.height() - px(38)) // 2
        disc = row.at(px(14), (row.rect.height() - px(36)) // 2, px(36), px(36))
        if item.person_id is not None:
            avatar(painter, theme, disc, item.person, item.person_id)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("grey_tint"))
            painter.drawEllipse(disc)
            symbol(painter, theme, disc, kinds.kind("follow-up", item.kind).icon, 18, "text2")
        end = self._end(painter, option, entry, row)
        self._words(painter, item, row, middle, end)

    def _words(self, painter: QPainter, item: FollowUpRow, row: Row, y: int, end: int) -> None:
        """Name and marks; below the step and why."""
        px, theme, start = self.theme.px, self.theme, self.theme.px(62)
        step = step_title(item.kind, item.title)
        head, below = (item.person, step) if item.person_id is not None else (step, item.event or _("For you"))
        self.name_line(painter, row, start, y, end - start, head, item.credentials)
        y += px(19)
        symbol(painter, theme, row.at(start, y, px(16), px(20)), kinds.kind("follow-up", item.kind).icon, 15, "text3")
        start += px(21)
        width = min(text_width(theme, "body", below) + 2, end - start)
        line(painter, theme, row.at(start, y, width, px(20)), "body", "text", below)
        rest, reason = end - start - width - px(6), why(item)
        if reason and rest > px(40):
            line(painter, theme, row.at(start + width + px(6), y, rest, px(20)), "body", "text3", f"· {reason}")

    def _end(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry[FollowUpRow], row: Row) -> int:
        """Buttons and chip from the end; returns the x where the words must stop."""
        px = self.theme.px
        buttons = self.buttons(option, entry)
        for button in buttons:
            self.row_button(painter, button, row.direction)
        end = row.rect.width() - px(14)
        if buttons:
            end -= sum(button.rect.width() + px(6) for button in buttons) + px(6)
        status = chip_status(entry.row, self._desk.today)
        if status is not None and not (buttons and row.rect.width() < px(TIGHT)):
            width = chip_width(self.theme, status.words, status.icon)
            end -= width
            where = row.at(end, (row.rect.height() - px(CHIP)) // 2, width, px(CHIP))
            chip(painter, self.theme, where, status.words, status.token, status.icon, direction=row.direction)
            end -= px(12)
        return end

    def buttons(self, option: QStyleOptionViewItem, item: object) -> Sequence[RowButton]:
        """Write, Done and Snooze, on the row that is chosen or under the pointer; why, where a rule put it there."""
        shown = option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver)
        if not shown or not isinstance(item, Entry) or item.row.state != "open":
            return ()
        px, row = self.theme.px, Row(option.rect, option.direction)
        tight = option.rect.width() < px(TIGHT)
        top, right, made = (option.rect.height() - px(28)) // 2, px(14), []
        for command, (icon, words) in reversed(_BUTTONS.items()):
            if not self._can(command) or (command == "write" and item.row.person_id is None):
                continue
            if command == "why" and (tight or not item.row.step):
                continue
            filled = command == "write"
            bare = tight or not filled
            width = px(28) if bare else text_width(self.theme, "small_strong", _(words)) + px(44)
            made.append(RowButton(command, row.from_end(right, top, width, px(28)), icon, _(words), filled, bare))
            right += width + px(6)
        return made

    def tooltip(self, _option: QStyleOptionViewItem, item: object) -> str:
        """Everything the row says."""
        if not isinstance(item, Entry):
            return ""
        row: FollowUpRow = item.row
        who = f"{row.person}, {row.credentials}" if row.credentials else row.person
        lines = (who, row.organization, step_title(row.kind, row.title), why(row), row.note[:300])
        return "\n".join(dict.fromkeys(part for part in lines if part))


_BUTTONS = {
    "write": ("paper-plane-tilt", later("Write")),
    "done": ("check", later("Done")),
    "snooze": ("bell-simple-z", later("Snooze")),
    "why": ("question", later("Why this step?")),
}
