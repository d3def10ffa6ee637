"""The times that are suggested for a meeting, as rows: hers, theirs, and why; one of them is chosen."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from mrtnet.domain.planner import Suggestion
from mrtnet.ui.delegates.row import RowDelegate
from mrtnet.ui.meetings.words import say_both, weekday_date
from mrtnet.ui.painting import CHIP, Row, card, chip, chip_width, line, symbol, text_width
from mrtnet.ui.rows import Lines
from mrtnet.ui.saying import say_time
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.words import _

ROW = 40  # design px of a suggestion


class Suggestions(Lines):
    """The suggestions as rows."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Sequence[Suggestion] = ()
        self.chosen = -1
        self.today = date.min
        self.whom = ""

    def show(self, found: Sequence[Suggestion], today: date, whom: str) -> None:
        self.beginResetModel()
        self.found, self.today, self.whom = list(found), today, whom
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(self.found)

    def at(self, number: int) -> Suggestion | None:
        return self.found[number] if 0 <= number < len(self.found) else None

    def spoken(self, number: int) -> str:
        each = self.at(number)
        if each is None:
            return ""
        told = (self.mine(each), self.theirs(each), each.reason)
        return ", ".join(part for part in (*told, _("chosen") if number == self.chosen else "") if part)

    def mine(self, each: Suggestion) -> str:
        """ "Thu, Oct 23 3:00 – 3:30 PM"."""
        return say_both(each.mine, each.mine + (each.end - each.start), self.today)

    def theirs(self, each: Suggestion) -> str:
        """ "9:00 AM for her"; "" where both have the same time."""
        if each.theirs == each.mine:
            return ""
        day = "" if each.theirs.date() == each.mine.date() else f"{weekday_date(each.theirs.date(), self.today)}, "
        return f"{day}{say_time(each.theirs.time())} {self.whom}"


class SuggestionDelegate(RowDelegate):
    """Paints one suggestion: a radio mark, her time, theirs, and why."""

    def __init__(self, theme: Theme, model: Suggestions) -> None:
        super().__init__(theme)
        self._model = model

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, item: object, row: Row) -> None:
        assert isinstance(item, Suggestion)
        px, theme, height = self.theme.px, self.theme, row.rect.height()
        number = self._model.found.index(item)
        chosen = number == self._model.chosen
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen or over:
            card(painter, theme, QRectF(row.rect), "selected" if chosen else "hover", border=False)
        icon, token = ("check-circle-fill", "accent") if chosen else ("circle", "text3")
        symbol(painter, theme, row.at(px(11), 0, px(18), height), icon, 17, token)
        mine, words, x = self._model.mine(item), self._model.theirs(item), px(38)
        reason = chip_width(theme, item.reason, "check")
        room = row.rect.width() - x - px(10)
        first = max(text_width(theme, "strong", self._model.mine(each)) for each in self._model.found) + 2
        second = max(text_width(theme, "body", self._model.theirs(each)) for each in self._model.found) + 2
        if row.rect.width() - x - first - px(24) > second + reason + px(40):
            line(painter, theme, row.at(x, 0, first, height), "strong", "text", mine)
            line(painter, theme, row.at(x + first + px(24), 0, second, height), "body", "text2", words)
            x += first + px(24) + (second + px(30) if second > 2 else 0)
        else:  # theirs below hers
            half = px(18) if words else height
            top = (height - 2 * half) // 2 if words else 0
            line(painter, theme, row.at(x, top, min(first, room), half), "strong", "text", mine)
            line(painter, theme, row.at(x, top + half, min(second, room), half), "small", "text2", words)
            x = max(row.rect.width() - reason - px(12), x + first + px(8))
        rest = min(reason, row.rect.width() - x - px(4))
        if rest > px(40):
            token, icon = ("green", "check") if item.good else ("amber", "moon")
            chip(painter, theme, row.at(x, (height - px(CHIP)) // 2, rest, px(CHIP)), item.reason, token, icon,
                 direction=row.direction)  # fmt: skip
        self.focus(painter, option, QRectF(row.rect))

    def tooltip(self, _option: QStyleOptionViewItem, item: object) -> str:
        return self._model.spoken(self._model.found.index(item)) if isinstance(item, Suggestion) else ""


class SuggestionList(RowsView):
    """Three times; the current one is the chosen one. Space and Enter choose, too."""

    picked = Signal(int)

    def __init__(self, theme: Theme, model: Suggestions, name: str) -> None:
        super().__init__(theme, model, name=name, says=_("Suggested times"), height=lambda: theme.px(ROW), ground="")
        self.setSelectionMode(RowsView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(RowsView.ScrollMode.ScrollPerItem)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter take the current one; the arrows take as they go."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
            self.picked.emit(self.current())
            return
        before = self.current()
        super().keyPressEvent(event)
        if self.current() != before:
            self.picked.emit(self.current())
