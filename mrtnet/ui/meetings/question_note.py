"""One question while they talk: its number to tick off, its words, and a note that grows below."""

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from mrtnet.domain.rows import MeetingQuestionRow
from mrtnet.ui.around import Around
from mrtnet.ui.note_guard import NoteGuard
from mrtnet.ui.widgets.basic import Label
from mrtnet.ui.widgets.wrapped import as_wide_as_there_is_room
from mrtnet.ui.write.body import Framed, Text
from mrtnet.words import _

LINES = 8  # lines to which a note grows


class GrowingText(Text):
    """A note of one line that grows with what is typed. Enter is done with it, Shift+Enter a new line."""

    entered = Signal()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self.updateGeometry())

    def sizeHint(self) -> QSize:
        """As high as its text, up to some lines."""
        lines = min(max(1, int(self.document().size().height())), LINES)
        height = lines * self.fontMetrics().lineSpacing() + 2 * round(self.document().documentMargin())
        height += self.theme.px(4)
        return QSize(self.theme.px(160), height)

    def minimumSizeHint(self) -> QSize:
        """The same: it does not shrink."""
        return QSize(self.theme.px(60), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leaves, Ctrl+Enter is the window's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
                return
            if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.entered.emit()
                return
        super().keyPressEvent(event)


class Tick(QCheckBox):
    """The box with a question's number. Space ticks, arrows go on, a letter begins the note."""

    wants = Signal(int)
    """Another question: so many further down."""
    typed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Enter, letters."""
        key, text = event.key(), event.text()
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(key))
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if step is not None:
            self.wants.emit(step)
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.typed.emit("")
        elif plain and text.isprintable() and text.strip() and not text.isdigit():
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)


class QuestionNote(QWidget):
    """One question: its number to tick, its words, and the note below. `changed`, `wants_next(step)`."""

    changed = Signal()
    wants_next = Signal(int)

    def __init__(self, around: Around, number: int, row: MeetingQuestionRow) -> None:
        super().__init__()
        px, theme = around.px, around.theme
        self.row = row
        self.tick = Tick(f"{number}")
        self.tick.setObjectName("notes.asked")
        self.tick.setAccessibleName(f"{number}. {row.text}")
        self.tick.setFixedWidth(px(40))
        self.words = Label(theme, row.text, "medium", wrap=True)
        self.words.setSizePolicy(as_wide_as_there_is_room())
        self.note = GrowingText(theme, name="notes.answer", says=_("Note on question {n}").format(n=number))
        self.note.setPlaceholderText(_("What they said"))
        frame = Framed(theme, self.note)
        frame.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        head = QHBoxLayout()
        head.setSpacing(px(6))
        head.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addLayout(head)
        column.addWidget(frame)
        column.addWidget(NoteGuard(around.desk, theme, self.note))
        self.put(row.asked, row.answer)
        self.tick.toggled.connect(self._ticked)
        self.tick.wants.connect(self.wants_next)
        self.tick.typed.connect(self._begin)
        self.note.textChanged.connect(self.changed)
        self.note.entered.connect(self._noted)

    def put(self, asked: bool, answer: str) -> None:
        """Show this."""
        self.tick.setChecked(asked)
        if self.note.toPlainText() != answer:
            self.note.setPlainText(answer)
        self._show_ticked()

    def told(self) -> tuple[bool, str]:
        """Whether it was asked, and what was answered."""
        return self.tick.isChecked(), self.note.toPlainText().strip()

    def differs(self) -> bool:
        """Whether this is not what the book says."""
        return self.told() != (self.row.asked, self.row.answer)

    def _begin(self, letter: str) -> None:
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)
        if letter:
            self.note.insertPlainText(letter)

    def _noted(self) -> None:
        """Enter: it was asked; the next one."""
        self.tick.setChecked(True)
        self.wants_next.emit(1)

    def _ticked(self) -> None:
        self._show_ticked()
        self.changed.emit()

    def _show_ticked(self) -> None:
        self.words.show_as("text3" if self.tick.isChecked() else "text")
