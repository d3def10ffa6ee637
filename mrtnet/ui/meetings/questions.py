"""The questions of a meeting, in the order they will be asked, and the bank that more come from."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from mrtnet.domain.meeting_forms import MeetingQuestion
from mrtnet.domain.names import fold
from mrtnet.domain.questions import Bank, better_not
from mrtnet.queries.palette import matches, pieces
from mrtnet.ui.around import Around
from mrtnet.ui.delegates.row import RowDelegate
from mrtnet.ui.painting import CHIP, Row, chip, chip_width, focus_line, line, symbol
from mrtnet.ui.rows import Lines
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import Card, Chip, Divider, Field, Label
from mrtnet.ui.widgets.flow import Flow
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.words import _

HEIGHT = 36  # design px of a question
_NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class Asked(NamedTuple):
    """A question of the meeting as a row: its number, words, and the theme it belongs to."""

    number: int
    text: str
    theme: str
    answered: bool


class _Chosen(Lines):
    """The questions of the meeting."""

    edited = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self.questions: list[MeetingQuestion] = []
        self.bank = Bank((), ())

    def show(self, questions: list[MeetingQuestion], bank: Bank) -> None:
        self.beginResetModel()
        self.questions, self.bank = questions, bank
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.questions)

    def at(self, number: int) -> Asked | None:
        if not 0 <= number < len(self.questions):
            return None
        each = self.questions[number]
        return Asked(number + 1, each.text, theme_of(self.bank, each.question), each.asked or bool(each.answer))

    def spoken(self, number: int) -> str:
        each = self.at(number)
        return "" if each is None else ", ".join(part for part in (f"{each.number}. {each.text}", each.theme) if part)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.EditRole and index.isValid():
            return self.questions[index.row()].text
        return super().data(index, role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        text = " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or not text or text == self.questions[index.row()].text:
            return False
        self.edited.emit(index.row(), text)
        return True


def theme_of(bank: Bank, key: str) -> str:
    """The theme of a question of the bank; "" for one of this meeting alone."""
    found = bank.find(key) if key else None
    return bank.theme_title(found.theme) if found else ""


class _QuietDelegate(RowDelegate):
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


class _AskedDelegate(_QuietDelegate):
    """Paints Asked: the grip, the number, the words, the theme."""

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, item: object, row: Row) -> None:
        assert isinstance(item, Asked)
        self.plain_ground(painter, option, row)
        px, theme, height = self.theme.px, self.theme, row.rect.height()
        symbol(painter, theme, row.at(px(6), 0, px(16), height), "dots-six-vertical", 16, "text3")
        line(painter, theme, row.at(px(27), 0, px(20), height), "body", "text3", str(item.number))
        self.question(painter, row, px(48), item.text, item.theme)
        self.focus(painter, option, QRectF(row.rect))

    def tooltip(self, option: QStyleOptionViewItem, item: object) -> str:
        return item.text if isinstance(item, Asked) else ""

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setObjectName("planner.question.text")
        editor.setAccessibleName(_("Question"))
        editor.setMaxLength(500)
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        row, px = Row(option.rect, option.direction), self.theme.px
        editor.setGeometry(row.at(px(36), px(1), row.rect.width() - px(36), row.rect.height() - px(2)))


class AskedList(RowsView):
    """The questions; a drag or Alt+Up and Alt+Down move one, Delete takes it out, F2 or Enter changes its words."""

    moved_to = Signal(int, int)
    dropped = Signal(int)

    def __init__(self, theme: Theme, model: _Chosen) -> None:
        super().__init__(
            theme, model, name="planner.questions", says=_("Questions"), height=lambda: theme.px(HEIGHT), ground=""
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._delegate = _AskedDelegate(theme)
        self.setItemDelegate(self._delegate)
        self._held = -1
        self.opened.connect(self.change)

    def give_up(self) -> bool:
        """Leave the words of the one that is being changed as they were; False where none is."""
        editor = self.focusWidget()
        if self.state() != QAbstractItemView.State.EditingState or editor is None:
            return False
        self._delegate.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
        self.setFocus()
        return True

    def change(self, number: int) -> None:
        """Change the words of one."""
        index = self.model().index(number, 0)
        if index.isValid():
            self.setCurrentIndex(index)
            self.edit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, drop, change."""
        number = self.current()
        if self.state() == QAbstractItemView.State.EditingState:  # what the editor leaves over is not meant for rows
            event.ignore()
            return
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
            if 0 <= number + step < self.model().rowCount():
                self.moved_to.emit(number, number + step)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and number >= 0:
            self.dropped.emit(number)
        elif event.key() == Qt.Key.Key_F2 and number >= 0:
            self.change(number)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """F2 is this list's own here."""
        is_key = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if is_key and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F2:
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a question."""
        super().mousePressEvent(event)
        self._held = self.rowAt(event.position().toPoint().y()) if event.button() == Qt.MouseButton.LeftButton else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it over the others: they make way."""
        over = self.rowAt(event.position().toPoint().y())
        if self._held >= 0 and event.buttons() & Qt.MouseButton.LeftButton and over >= 0:
            if over != self._held:
                self.moved_to.emit(self._held, over)
                self._held = over
            return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        super().mouseReleaseEvent(event)
        self._held = -1


class OwnField(Field):
    """A field without a frame, as the last line of a list; it has its focus line."""

    def __init__(self, theme: Theme, placeholder: str, name: str) -> None:
        super().__init__(theme, placeholder, "plus", name=name)
        self.setFrame(False)
        self.setMinimumHeight(theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, and the line while it is typed in."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            focus_line(painter, self.theme, QRectF(self.rect()), self.theme.px(6))


class QuestionsTab(QWidget):
    """The list and the line to add one's own. `changed` after each change."""

    changed = Signal()

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around, theme, px = around, around.theme, around.px
        self.model = _Chosen()
        self.view = AskedList(theme, self.model)
        self.view.moved_to.connect(self.move_question)
        self.view.dropped.connect(self.drop)
        self.model.edited.connect(self._edit)
        self.own = OwnField(theme, _("Add your own question"), "planner.question.own")
        self.own.setMaxLength(500)
        self.own.returnPressed.connect(self._add_own)
        self.own.textEdited.connect(self._hint)
        self.hint = Label(theme, "", "small", "amber", wrap=True)
        self.hint.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self.view, 1000)
        column.addWidget(self.own)
        column.addWidget(self.hint)
        column.addStretch(1)
        theme.changed.connect(self._size)

    @property
    def questions(self) -> list[MeetingQuestion]:
        """As they stand."""
        return self.model.questions

    def show_questions(self, questions: list[MeetingQuestion], bank: Bank) -> None:
        """Show these; the list is changed in place."""
        self.model.show(questions, bank)
        self._size()

    def add(self, question: MeetingQuestion) -> None:
        """One more, at the end."""
        self._change([*self.questions, question], len(self.questions))

    def move_question(self, start: int, end: int) -> None:
        """Another place."""
        found = list(self.questions)
        found.insert(end, found.pop(start))
        self._change(found, end)

    def drop(self, number: int) -> None:
        """Out of the list; the bank offers it again."""
        found = list(self.questions)
        del found[number]
        self._change(found, min(number, len(found) - 1))

    def _edit(self, number: int, text: str) -> None:
        found = list(self.questions)
        found[number] = found[number].model_copy(update={"text": text})
        self._change(found, number)

    def _add_own(self) -> None:
        text = " ".join(self.own.text().split())
        if text:
            self.own.clear()
            self._hint("")
            self.add(MeetingQuestion(text=text))

    def _hint(self, text: str) -> None:
        self.hint.setText(better_not(text))
        self.hint.setVisible(bool(self.hint.text()))

    def _change(self, questions: list[MeetingQuestion], current: int) -> None:
        self.questions[:] = questions
        self.model.show(self.model.questions, self.model.bank)
        if current >= 0:
            self.view.go_to(current)
        self._size()
        self.changed.emit()

    def _size(self) -> None:
        px, count = self.around.px, len(self.questions)
        self.view.setMaximumHeight(count * px(HEIGHT) + 2)
        self.view.setMinimumHeight(min(count, 5) * px(HEIGHT))
        self.view.setVisible(count > 0)


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

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.found)

    def at(self, number: int) -> InBank | None:
        return self.found[number] if 0 <= number < len(self.found) else None

    def spoken(self, number: int) -> str:
        each = self.at(number)
        if each is None:
            return ""
        return ", ".join(part for part in (each.text, each.theme, _("asked before") if each.before else "") if part)


class _BankDelegate(_QuietDelegate):
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
        typed = fold(self.view.search)
        found = []
        for each in self._bank.questions:
            text = each.worded(self._audiences)
            unfit = self._kind in each.not_for or each.id in self._there
            if unfit or (self.theme_key and each.theme != self.theme_key):
                continue
            if typed and not matches(pieces(typed), text):
                continue
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
