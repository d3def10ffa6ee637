"""The bank that more questions come from: by theme, searched by typing, those asked before at the end."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QStyleOptionViewItem, QVBoxLayout, QWidget

from mrtnet.domain.meeting_forms import MeetingQuestion
from mrtnet.domain.questions import Bank
from mrtnet.queries.palette import matches, pieces
from mrtnet.ui.around import Around
from mrtnet.ui.meetings.question_rows import HEIGHT, NOWHERE, Index, QuestionDelegate
from mrtnet.ui.painting import Row, symbol
from mrtnet.ui.rows import Lines
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import Card, Chip, Divider, Label
from mrtnet.ui.widgets.flow import Flow
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.words import _


class InBank(NamedTuple):
    """A question of the bank as a row."""

    key: str
    text: str
    theme: str
    before: bool


class _Offered(Lines):
    """What the bank offers now."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Sequence[InBank] = ()

    def show(self, found: Sequence[InBank]) -> None:
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.found)

    def at(self, number: int) -> InBank | None:
        return self.found[number] if 0 <= number < len(self.found) else None

    def spoken(self, number: int) -> str:
        each = self.at(number)
        if each is None:
            return ""
        return ", ".join(part for part in (each.text, each.theme, _("asked before") if each.before else "") if part)


class _BankDelegate(QuestionDelegate):
    """Paints InBank: a plus, the words, the theme."""

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, item: object, row: Row) -> None:
        assert isinstance(item, InBank)
        self.plain_ground(painter, option, row)
        px, theme, height = self.theme.px, self.theme, row.rect.height()
        symbol(painter, theme, row.at(px(7), 0, px(18), height), "plus-circle", 17, "accent")
        tag, token = (_("Asked before"), "text3") if item.before else (item.theme, "text")
        self.question(painter, row, px(34), item.text, tag, token)
        self.focus(painter, option, QRectF(row.rect))

    def tooltip(self, _option: QStyleOptionViewItem, item: object) -> str:
        return item.text if isinstance(item, InBank) else ""

    def plus(self, rect: QRect, direction: Qt.LayoutDirection) -> QRect:
        """Where the plus is clicked: at least 24 px wide."""
        return Row(rect, direction).at(0, 0, self.theme.px(30), rect.height())


class BankList(RowsView):
    """The bank; Space adds the current one, letters search, Escape forgets the search."""

    took = Signal(int)
    searched = Signal(str)

    def __init__(self, theme: Theme, model: _Offered) -> None:
        super().__init__(
            theme, model, name="planner.bank", says=_("Question bank"), height=lambda: theme.px(HEIGHT), ground=""
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.search = ""
        self._delegate = _BankDelegate(theme)
        self.setItemDelegate(self._delegate)
        self.opened.connect(self.took)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space takes; what can be read searches."""
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        letter = event.text()
        if plain and event.key() == Qt.Key.Key_Space:
            self.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
            if self.current() >= 0:
                self.took.emit(self.current())
        elif plain and letter.isprintable() and letter:
            self._search(self.search + letter)
        elif event.key() == Qt.Key.Key_Backspace and self.search:
            self._search(self.search[:-1])
        elif event.key() == Qt.Key.Key_Escape and self.search:
            self._search("")
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Letters typed here are no commands of the window."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            escapes = event.key() == Qt.Key.Key_Escape and bool(self.search)
            plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
            if escapes or (plain and event.text().isprintable() and event.text()):
                event.accept()
                return True
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the plus takes the question."""
        super().mouseReleaseEvent(event)
        where: QPoint = event.position().toPoint()
        index = self.indexAt(where)
        plus = self._delegate.plus(self.visualRect(index), self.layoutDirection())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton and plus.contains(where):
            self.took.emit(index.row())

    def _search(self, text: str) -> None:
        self.search = text
        self.searched.emit(text)


class BankCard(Card):
    """The question bank. `took(MeetingQuestion)` when one is added to the meeting."""

    took = Signal(object)

    def __init__(self, around: Around) -> None:
        super().__init__(around.theme)
        self.around, theme, px = around, around.theme, around.px
        self._bank = Bank((), ())
        self._audiences: Sequence[str] = ()
        self._before: Collection[str] = ()
        self._there: Collection[str] = ()
        self._kind = ""
        self.theme_key = ""
        self.title = Label(theme, _("Question bank"), "strong")
        self.hint = Label(theme, _("Space adds"), "small", "text2")
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.hint)
        self._chips = QWidget()
        self._chip_row = Flow(px(4))
        self._chips.setLayout(self._chip_row)
        self.model = _Offered()
        self.view = BankList(theme, self.model)
        self.view.setMinimumHeight(px(HEIGHT) * 3)
        self.view.took.connect(self._take)
        self.view.searched.connect(lambda _text: self._show())
        self.none = Label(theme, "", "body", "text2", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(18), px(14), px(18), px(12))
        self._column.setSpacing(px(8))
        self._column.addLayout(head)
        self._column.addWidget(self._chips)
        self._column.addWidget(Divider(theme))
        self._column.addWidget(self.none)
        self._column.addWidget(self.view, 1)

    def show_bank(
        self, bank: Bank, audiences: Sequence[str], kind: str, before: Collection[str], there: Collection[str]
    ) -> None:
        """The bank worded for somebody; `before` were asked her already, `there` are in the meeting."""
        fresh = bank.themes != self._bank.themes or not self._chip_row.count()
        self._bank, self._audiences, self._kind = bank, audiences, kind
        self._before, self._there = before, there
        if fresh:
            self._make_chips()
        self._show()

    def _make_chips(self) -> None:
        self._chip_row.clear()
        whole = _("All {n}").format(n=len(self._bank.questions))
        for key, words in (("", whole), *((each.key, self._bank.theme_title(each.key)) for each in self._bank.themes)):
            made = Chip(self.theme, words, name=f"planner.theme.{key or 'all'}", choose=True)
            made.setChecked(key == self.theme_key)
            made.clicked.connect(lambda _on=False, key=key: self.choose_theme(key))
            made.setProperty("theme", key)
            self._chip_row.addWidget(made)
        self._chips.updateGeometry()

    def choose_theme(self, key: str) -> None:
        """Only what is about this; "" for all."""
        self.theme_key = key
        for made in self._chips.findChildren(Chip):
            made.setChecked(made.property("theme") == key)
        self._show()

    def _show(self) -> None:
        typed, found = pieces(self.view.search), []
        for each in self._bank.questions:
            text = each.worded(self._audiences)
            unfit = self._kind in each.not_for or each.id in self._there
            if unfit or (self.theme_key and each.theme != self.theme_key):
                continue
            if matches(typed, text):
                found.append(InBank(each.id, text, self._bank.theme_title(each.theme), each.id in self._before))
        found.sort(key=lambda each: each.before)
        at = self.view.current()
        self.model.show(found)
        if found:
            self.view.go_to(min(max(at, 0), len(found) - 1))
        self.hint.setText(_("Search: {text}").format(text=self.view.search) if self.view.search else _("Space adds"))
        self.none.setText("" if found else _("No question has these words. Escape shows all."))
        self.none.setVisible(not found)

    def _take(self, number: int) -> None:
        each = self.model.at(number)
        if each is not None:
            self.took.emit(MeetingQuestion(question=each.key, text=each.text))
