"""The text of a message: plain text in which the words that came from notes are shaded and can be clicked."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QVBoxLayout

from mrtnet.domain.messages import Span
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.keyboard import is_undo_for_others

LONGEST = 20_000  # characters


class Text(QPlainTextEdit):
    """Several lines of plain text without a frame of its own. Tab leaves it."""

    touched = Signal()
    """She typed (not: the text was set)."""

    def __init__(self, theme: Theme, *, name: str, says: str) -> None:
        super().__init__()
        self.theme = theme
        self._setting = False
        self._marks: list[QTextCursor] = []
        self._others: list[QTextEdit.ExtraSelection] = []
        self.setObjectName(name)
        self.setAccessibleName(says)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # Lines wrap; with both bars "as needed", at some sizes Qt shows and hides them in turns without end.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(theme.px(2))
        self.textChanged.connect(self._changed)
        theme.changed.connect(self._shade)

    def put(self, text: str, spans: Sequence[Span] = ()) -> None:
        """Show this text in place of the one before, which Ctrl+Z brings back; shade the spans."""
        if text != self.toPlainText():
            first, self._setting = self.document().isEmpty(), True
            cursor = QTextCursor(self.document())
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(text)
            self._setting = False
            if first:  # nothing of hers to come back to
                self.document().clearUndoRedoStacks()
        self._marks = [self._mark(span) for span in spans]
        self._shade()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z where nothing was typed takes back what was done last."""
        if not self.document().isUndoAvailable() and is_undo_for_others(event):
            return True
        return super().event(event)

    def shaded(self) -> list[str]:
        """The shaded words as they stand now."""
        return [cursor.selectedText() for cursor in self._marks if cursor.hasSelection()]

    def mark_also(self, marks: Sequence[QTextEdit.ExtraSelection]) -> None:
        """Marks of somebody else, such as the note guard's, over the shaded words."""
        self._others = list(marks)
        self._shade()

    def _mark(self, span: Span) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(span.start, self.document().characterCount() - 1))
        cursor.setPosition(min(span.end, self.document().characterCount() - 1), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _shade(self) -> None:
        form = QTextCharFormat()
        form.setBackground(self.theme.color("accent_tint"))
        chosen = []
        for cursor in self._marks:
            selection = QTextEdit.ExtraSelection()
            selection.cursor, selection.format = cursor, form
            chosen.append(selection)
        self.setExtraSelections([*chosen, *self._others])

    def _changed(self) -> None:
        if self._setting:
            return
        if self.document().characterCount() > LONGEST + 1:
            self.undo()
        self.touched.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a shaded word selects all of it, so that typing changes it."""
        super().mouseReleaseEvent(event)
        if self.textCursor().hasSelection() or event.button() != Qt.MouseButton.LeftButton:
            return
        where = self.cursorForPosition(event.position().toPoint()).position()
        for cursor in self._marks:
            if cursor.selectionStart() <= where < cursor.selectionEnd():
                self.setTextCursor(QTextCursor(cursor))


class Framed(QFrame):
    """The outline of a field round several lines of text: like a field, with the focus line while it is typed in."""

    def __init__(self, theme: Theme, text: QPlainTextEdit) -> None:
        super().__init__()
        self.theme, self.text = theme, text
        self.setFocusProxy(text)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(theme.px(10), theme.px(8), theme.px(4), theme.px(8))
        inside.addWidget(text)
        text.viewport().setAutoFillBackground(False)
        text.installEventFilter(self)
        self._dress()
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        palette = QPalette(self.theme.palette())
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.text.setPalette(palette)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Repaint when the focus comes and goes."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground and outline."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.text.hasFocus()
        width = self.theme.focus_width if focused else 1
        painter.setBrush(self.theme.color("base"))
        painter.setPen(QPen(self.theme.color("accent" if focused else "border_in"), width))
        half = width / 2
        rect = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(rect, self.theme.px(6), self.theme.px(6))
