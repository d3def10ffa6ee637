"""The questions of a meeting, in the order they will be asked."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from mrtnet.domain.meeting_forms import MeetingQuestion
from mrtnet.domain.questions import Bank, better_not
from mrtnet.ui.around import Around
from mrtnet.ui.meetings.question_rows import HEIGHT, NOWHERE, Index, QuestionDelegate
from mrtnet.ui.painting import Row, focus_line, line, symbol
from mrtnet.ui.rows import Lines
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import Field, Label
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.words import _


class Asked(NamedTuple):
    """A question of the meeting as a row: its number, words, and its theme in the bank, "" for one of her own."""

    number: int
    text: str
    theme: str


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

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.questions)

    def at(self, number: int) -> Asked | None:
        if not 0 <= number < len(self.questions):
            return None
        each = self.questions[number]
        known = self.bank.find(each.question) if each.question else None
        return Asked(number + 1, each.text, self.bank.theme_title(known.theme) if known else "")

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


class _AskedDelegate(QuestionDelegate):
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
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() == Qt.Key.Key_F2
        ):
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


class _OwnField(Field):
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
        self.own = _OwnField(theme, _("Add your own question"), "planner.question.own")
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
