"""What all row painters share: ground, chosen bar, focus line, the two lines of a person, buttons in the row."""

from collections.abc import Hashable, Sequence
from typing import ClassVar, NamedTuple

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from mrtnet.ui.painting import Row, accent_bar, fill, focus_line, line, symbol, text_width
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import tip

Index = QModelIndex | QPersistentModelIndex
_ON = QStyle.StateFlag
_MOVED = (_ON.State_Selected | _ON.State_MouseOver | _ON.State_HasFocus | _ON.State_Sunken).value
_ENABLED = (_ON.State_Enabled | _ON.State_Active).value
# As numbers: Python makes a new flag for each "and" of two flags, which took a twentieth of a row's painting.
_SELECTED, _ACTIVE, _UNDER_POINTER = _ON.State_Selected.value, _ON.State_Active.value, _ON.State_MouseOver.value
_FOCUSED = (_ON.State_HasFocus | _ON.State_KeyboardFocusChange).value
ROWS_KEPT = 48  # rows at rest kept as pictures, two windows full: scrolling paints only those that come in


class RowButton(NamedTuple):
    """A button painted in a row: the command it runs and where it stands."""

    command: str
    rect: QRect
    icon: str
    words: str
    filled: bool
    bare: bool


class RowDelegate(QStyledItemDelegate):
    """Paints rows. `pressed(command, number)` when a button in a row is clicked: tested against the painted places."""

    pressed = Signal(str, int)
    framed: ClassVar[bool] = False
    """Whether the list lies in a card of its own: its last row needs no line below."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._ends = False
        self._pictures: dict[Hashable, QPixmap] = {}
        self._look = theme.revision

    # For the kinds of rows to say

    def at_rest(self, _item: object) -> Hashable | None:
        """All that a row at rest shows, so that it may be kept as a picture; None if it is always painted anew."""
        return None

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, item: object, row: Row) -> None:
        """Paint one row."""
        raise NotImplementedError

    def buttons(self, _option: QStyleOptionViewItem, _item: object) -> Sequence[RowButton]:
        """The buttons this row shows now."""
        return ()

    def tooltip(self, _option: QStyleOptionViewItem, _item: object) -> str:
        """The whole text of what the row may have cut off."""
        return ""

    # Shared painting

    def ground(self, painter: QPainter, option: QStyleOptionViewItem) -> str:
        """The token of the row's ground: chosen, under the pointer, or at rest."""
        state = option.state.value
        if state & _SELECTED:
            return "selected" if state & _ACTIVE else "selected_in"
        return "hover" if state & _UNDER_POINTER else "base"

    def plain_ground(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        """Fill the row, draw the line below and, if it is chosen, the bar."""
        token = self.ground(painter, option)
        if token != "base":
            fill(painter, self.theme, row.rect, token)
        if not self._ends:
            fill(painter, self.theme, QRect(row.rect.left(), row.rect.bottom(), row.rect.width(), 1), "divider")
        if token.startswith("selected"):
            accent_bar(painter, self.theme, row)

    def focus(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRectF) -> None:
        """The focus line, after keyboard use only."""
        if option.state.value & _FOCUSED == _FOCUSED:
            focus_line(painter, self.theme, rect.adjusted(1, 1, -1, -1), self.theme.px(8))

    def name_line(self, painter: QPainter, row: Row, x: int, y: int, room: int, name: str, marks: str) -> None:
        """The name and, where there is room, the marks."""
        px = self.theme.px
        height = px(20)
        width = min(text_width(self.theme, "name", name), room)
        line(painter, self.theme, row.at(x, y, width + 2, height), "name", "text", name)
        rest = room - width - px(7)
        if marks and rest > px(24):
            line(painter, self.theme, row.at(x + width + px(7), y, rest, height), "small", "text3", marks)

    def row_button(self, painter: QPainter, button: RowButton, direction: Qt.LayoutDirection) -> None:
        """One button in the row."""
        px = self.theme.px
        painter.setPen(Qt.PenStyle.NoPen if button.filled else QPen(self.theme.color("border_btn"), 1))
        painter.setBrush(self.theme.color("accent" if button.filled else "base"))
        shape = QRectF(button.rect) if button.filled else QRectF(button.rect).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(shape, px(6), px(6))
        token = "on_accent" if button.filled else "text"
        if button.bare:
            symbol(painter, self.theme, button.rect, button.icon, 16, token)
            return
        place = Row(button.rect, direction)
        symbol(painter, self.theme, place.at(px(10), 0, px(16), button.rect.height()), button.icon, 16, token)
        words = place.at(px(32), 0, button.rect.width() - px(36), button.rect.height())
        line(painter, self.theme, words, "small_strong", token, button.words)

    # Qt's side

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the item of the model."""
        item = index.data(Qt.ItemDataRole.UserRole)
        if item is None:
            return
        state, rect = option.state.value, option.rect
        self._ends = self.framed and index.row() == index.model().rowCount() - 1
        shows = None if state & _MOVED else self.at_rest(item)
        if shows is None:
            self._draw(painter, option, item)
            return
        if self._look != self.theme.revision:  # at 200 % they are 25 MB that nobody would see again
            self._look = self.theme.revision
            self._pictures.clear()
        ratio = painter.device().devicePixelRatioF()
        key = (shows, rect.width(), rect.height(), state & _ENABLED, option.direction, self.theme.revision, ratio)
        picture = self._pictures.get(key)
        if picture is None:  # at first sight: as she types and scrolls, most rows are seen again in the next frame
            picture = self._picture(option, item, ratio)
            if len(self._pictures) >= ROWS_KEPT:
                self._pictures.pop(next(iter(self._pictures)))
            self._pictures[key] = picture
        painter.drawPixmap(rect.topLeft(), picture)

    def forget(self) -> None:
        """Let go of the pictures of rows."""
        self._pictures.clear()

    def _picture(self, option: QStyleOptionViewItem, item: object, ratio: float) -> QPixmap:
        rect = QRect(option.rect)
        picture = QPixmap((rect.size().toSizeF() * ratio).toSize())
        picture.setDevicePixelRatio(ratio)
        picture.fill(option.palette.color(QPalette.ColorRole.Base))
        option.rect = QRect(0, 0, rect.width(), rect.height())
        inside = QPainter(picture)
        self._draw(inside, option, item)
        inside.end()
        option.rect = rect
        return picture

    def _draw(self, painter: QPainter, option: QStyleOptionViewItem, item: object) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        painter.setClipRect(option.rect)
        self.draw(painter, option, item, Row(option.rect, option.direction))
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """The view gives rows their height."""
        return QSize(0, 0)

    def editorEvent(
        self, event: QEvent, _model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """A click on a painted button."""
        if isinstance(event, QMouseEvent) and event.type() in (
            QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick,
        ):  # fmt: skip
            option.state |= _ON.State_MouseOver
            hit = self._hit(option, index, event)
            if hit is not None and event.button() == Qt.MouseButton.LeftButton:
                if event.type() == QEvent.Type.MouseButtonRelease:
                    self.pressed.emit(hit.command, index.row())
                return True
        return False

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """What a button does, else what the row cut off."""
        option.state |= _ON.State_MouseOver
        hit = self._hit(option, index, event)
        item = index.data(Qt.ItemDataRole.UserRole)
        words = hit.words if hit is not None else self.tooltip(option, item) if item is not None else ""
        QToolTip.showText(event.globalPos(), tip(words), view)
        return True

    def _hit(self, option: QStyleOptionViewItem, index: Index, event: QMouseEvent | QHelpEvent) -> RowButton | None:
        where = event.position().toPoint() if isinstance(event, QMouseEvent) else event.pos()
        item = index.data(Qt.ItemDataRole.UserRole)
        return next((button for button in self.buttons(option, item) if button.rect.contains(where)), None)
