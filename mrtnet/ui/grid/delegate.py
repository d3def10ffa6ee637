"""Paints the cells of the grid and edits them in place: a field with the focus line over the cell (design 7.2)."""

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from mrtnet.ui.capture.fields import CompletingField
from mrtnet.ui.grid.model import NAME, STEP, TITLES, WHEN, WORKS_AT, Cell
from mrtnet.ui.painting import CHIP, Row, avatar, chip, chip_width, focus_line, line, symbol, text_width
from mrtnet.ui.rows import ROW
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import tip
from mrtnet.words import _

Index = QModelIndex | QPersistentModelIndex
_ON = QStyle.StateFlag
_Hint = QAbstractItemDelegate.EndEditHint
PAD = 8  # design px on both sides of a cell's text
NEXT_CELL, LAST_CELL, NEXT_PERSON, BELOW, ABOVE = (0, 1), (0, -1), (1, 0), (2, 0), (-2, 0)
STEPS = {
    Qt.Key.Key_Tab: NEXT_CELL,
    Qt.Key.Key_Backtab: LAST_CELL,
    Qt.Key.Key_Return: NEXT_PERSON,
    Qt.Key.Key_Enter: NEXT_PERSON,
    Qt.Key.Key_Down: BELOW,
    Qt.Key.Key_Up: ABOVE,
}
"""What a key asks for: (1, 0) is the next person, (±2, 0) the same column one row on."""


class CellDelegate(QStyledItemDelegate):
    """`moved(rows, columns)` asks the view to go on after Tab or Enter; `typing(text)` while a cell is being typed."""

    moved = Signal(int, int)
    typing = Signal(str)
    same_above = Signal()

    def __init__(self, theme: Theme, make_editor: Any) -> None:
        """`make_editor(column)` gives the field for a column."""
        super().__init__()
        self.theme, self._make_editor = theme, make_editor
        self.editor: QLineEdit | None = None

    # Painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        cell = index.data(ROW)
        if not isinstance(cell, Cell):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        painter.setClipRect(option.rect)
        self._ground(painter, option)
        row = Row(option.rect, option.direction)
        start = self._lead(painter, cell, row) if index.column() == NAME else self.theme.px(PAD)
        if index.column() == WHEN and cell.status is not None and cell.text:
            self._when(painter, cell, row)
        else:
            self._words(painter, cell, row, start, index.column())
        self._frame(painter, option, cell)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        token = "base"
        if option.state & _ON.State_Selected:
            token = "selected" if option.state & _ON.State_Active else "selected_in"
        painter.fillRect(option.rect, self.theme.color(token))
        rect: QRect = option.rect
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), self.theme.color("divider"))

    def _lead(self, painter: QPainter, cell: Cell, row: Row) -> int:
        """The icon of how the row stands, and the disc; returns where the name starts."""
        px, theme, height = self.theme.px, self.theme, row.rect.height()
        icon = row.at(px(10), 0, px(18), height)
        if cell.icon is not None:
            symbol(painter, theme, icon, cell.icon[0], 15, cell.icon[1])
        elif cell.met is None and not cell.typed and not cell.text:
            symbol(painter, theme, icon, "plus", 15, "accent")
            return px(38)
        elif cell.typed or cell.met is None or cell.status is None:
            symbol(painter, theme, icon, "pencil-simple", 15, "amber")
        else:
            symbol(painter, theme, icon, cell.status.icon, 16, cell.status.token)
        disc = row.at(px(38), (height - px(26)) // 2, px(26), px(26))
        avatar(painter, theme, disc, cell.text or "?", cell.met.id if cell.met else 0)
        return px(72)

    def _words(self, painter: QPainter, cell: Cell, row: Row, start: int, column: int) -> None:
        px, theme = self.theme.px, self.theme
        height = row.rect.height() - (px(16) if cell.problem else 0)
        room = row.rect.width() - start - px(PAD)
        if column == NAME and cell.text:
            width = min(text_width(theme, "strong", cell.text) + 2, room)
            line(painter, theme, row.at(start, 0, width, height), "strong", "text", cell.text)
            rest = room - width - px(5)
            if rest > px(20):
                line(painter, theme, row.at(start + width + px(5), 0, rest, height), "small", "text3", cell.marks)
        elif cell.text:
            token = "text" if column in (WORKS_AT, STEP) or cell.typed else "text2"
            line(painter, theme, row.at(start, 0, room, height), "body", token, cell.text)
        else:
            line(painter, theme, row.at(start, 0, room, height), "body", "text3", cell.hint)
        if cell.problem:
            line(painter, theme, row.at(start, height - px(6), room, px(18)), "tiny", "red", cell.problem)

    def _when(self, painter: QPainter, cell: Cell, row: Row) -> None:
        assert cell.status is not None
        px = self.theme.px
        token = {"text2": "grey", "text3": "grey"}.get(cell.status.token, cell.status.token)
        width = min(chip_width(self.theme, cell.text), row.rect.width() - px(PAD) - px(4))
        where = row.at(px(PAD) - px(2), (row.rect.height() - px(CHIP)) // 2, width, px(CHIP))
        chip(painter, self.theme, where, cell.text, token, direction=row.direction)

    def _frame(self, painter: QPainter, option: QStyleOptionViewItem, cell: Cell) -> None:
        inner = QRectF(option.rect).adjusted(1, 1, -1, -2)
        if cell.problem:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.color("red"), 1))
            painter.drawRoundedRect(inner.adjusted(0.5, 0.5, -0.5, -0.5), self.theme.px(4), self.theme.px(4))
        if option.state & _ON.State_HasFocus:
            focus_line(painter, self.theme, inner, self.theme.px(4))

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """The view gives rows their height."""
        return QSize(0, 0)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """The whole text of what is cut off, and what is wrong."""
        cell = index.data(ROW)
        if isinstance(cell, Cell):
            said = ", ".join(part for part in (cell.text, cell.marks) if part)
            QToolTip.showText(event.globalPos(), tip("\n".join(part for part in (said, cell.problem) if part)), view)
        return True

    # Editing

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A field over the cell."""
        editor: QLineEdit = self._make_editor(index.column())
        editor.setParent(parent)
        editor.setAccessibleName(_(TITLES[index.column()]))
        editor.setObjectName("event.grid.cell")
        editor.textChanged.connect(self.typing)
        self.editor = editor
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The text of the cell, once: a reload while typing takes nothing away."""
        assert isinstance(editor, QLineEdit)
        if not editor.property("filled"):
            editor.setProperty("filled", True)
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """The cell is left."""
        assert isinstance(editor, QLineEdit)
        model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """A little beyond the cell, so that the focus line stands round it; what is typed stands where the words do."""
        px = self.theme.px
        begin, end = px(26) if index.column() == NAME else -px(4), px(4)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        left, right = (-end, -begin) if mirrored else (begin, end)
        editor.setGeometry(option.rect.adjusted(left, 0, right, -1))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Tab, Enter, Esc, Ctrl+D and pasted rows while a cell is being typed."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(editor, QLineEdit):
            key = Qt.Key(event.key())
            offers = isinstance(editor, CompletingField) and editor.offers_more
            if key in STEPS and not (offers and key in (Qt.Key.Key_Down, Qt.Key.Key_Up)):
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, _Hint.NoHint)
                self.moved.emit(*STEPS[key])
                return True
            if key == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
                self.closeEditor.emit(editor, _Hint.RevertModelCache)
                self.same_above.emit()
                return True
        return super().eventFilter(editor, event)
