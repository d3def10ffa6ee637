"""The grid of days: painted cells of a month or week, walked by arrows; a follow-up is dragged to another day."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from mrtnet.ui.pages.follow_ups_days import Bar, Cell, CellLine
from mrtnet.ui.painting import CENTER, Row, line, symbol
from mrtnet.ui.rows import ROW
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import tip
from mrtnet.words import _, plural

TOP, LINE, SIDE = 28, 22, 5  # design px: room of the day's number, of a line, at the sides
TWO_LINES = 40
TIGHT = 62  # design px: a narrower cell shows icons without words
BARS = 2  # events shown in a cell of the month

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


def first_weekday() -> int:
    """With which day the week begins where she lives: 0 is Monday (from the locale)."""
    return int(QLocale().firstDayOfWeek().value) - 1


class Calendar(QAbstractTableModel):
    """Weeks of seven cells; a screen reader hears each day with its counts."""

    def __init__(self) -> None:
        super().__init__()
        self.weeks: list[list[Cell]] = []

    def show(self, weeks: list[list[Cell]]) -> None:
        """Show these; the same days keep the selection."""
        same = [week[0].day for week in weeks] == [week[0].day for week in self.weeks]
        if same and weeks:
            self.weeks = weeks
            self.dataChanged.emit(self.index(0, 0), self.index(len(weeks) - 1, 6))
            return
        self.beginResetModel()
        self.weeks = weeks
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Weeks."""
        return 0 if parent.isValid() else len(self.weeks)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Seven days."""
        return 0 if parent.isValid() else 7

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The cell for the delegate, its words for people."""
        if not index.isValid() or index.row() >= len(self.weeks):
            return None
        cell = self.weeks[index.row()][index.column()]
        if role == ROW:
            return cell
        return cell.spoken if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The weekday of a column."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return weekday(section) if orientation == Qt.Orientation.Horizontal else ""

    def place_of(self, day: date) -> QModelIndex:
        """Where the day stands; an invalid index if it is not shown."""
        for row, week in enumerate(self.weeks):
            if week[0].day <= day <= week[-1].day:
                return self.index(row, (day - week[0].day).days)
        return QModelIndex()


def weekday(column: int) -> str:
    """The short name of the weekday of a column."""
    return QLocale().dayName((first_weekday() + column) % 7 + 1, QLocale.FormatType.ShortFormat)


class Weekdays(QWidget):
    """The names of the weekdays above the columns."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """32 px high."""
        return QSize(self.theme.px(200), self.theme.px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The names, and a line below."""
        painter, place = QPainter(self), Row(self.rect(), self.layoutDirection())
        painter.setLayoutDirection(self.layoutDirection())
        px, width = self.theme.px, self.width() / 7
        for column in range(7):
            where = place.at(round(column * width) + px(11), 0, round(width) - px(13), self.height())
            line(painter, self.theme, where, "small_strong", "text2", weekday(column))
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), self.theme.color("divider"))


class CellDelegate(QStyledItemDelegate):
    """Paints a day, and knows where its lines stand."""

    def __init__(self, theme: Theme, view: "DayGrid") -> None:
        super().__init__(view)
        self.theme, self._view = theme, view

    def rows_of(self, cell: Cell, rect: QRect) -> tuple[list[tuple[CellLine, QRect]], int]:
        """The lines that fit with their places, and how many are left out."""
        px, place = self.theme.px, Row(rect, self._view.layoutDirection())
        top = px(TOP) + self._lanes(cell) * px(LINE)
        room = rect.height() - px(3)
        found: list[tuple[CellLine, QRect]] = []
        for each in cell.lines:
            height = px(self.height_of(each))
            if top + height > room:
                break
            found.append((each, place.at(px(SIDE), top, rect.width() - 2 * px(SIDE) - 1, height - px(2))))
            top += height
        if found and cell.total > len(found) and room - top < px(16):
            found.pop()
        return found, cell.total - len(found)

    def height_of(self, each: CellLine) -> int:
        """Of a line, in design px: in a week what has a second line shows it."""
        return TWO_LINES if self._view.roomy and each.below else LINE

    def _lanes(self, cell: Cell) -> int:
        used = [bar.lane + 1 for bar in cell.bars if self._view.roomy or bar.lane < BARS]
        return max(used, default=0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One day."""
        cell = index.data(ROW)
        if cell is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        painter.setClipRect(option.rect)
        self._ground(painter, option, index, cell)
        self._number(painter, option, cell)
        for bar in cell.bars:
            if self._view.roomy or bar.lane < BARS:
                self._bar(painter, bar, index.row())
        painter.setClipRect(option.rect)
        shown, left = self.rows_of(cell, option.rect)
        for each, where in shown:
            self._line(painter, each, where, option.direction)
        if left > 0:
            self._more(painter, option, cell, shown, left)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.color("accent"), 2))
            painter.drawRect(QRectF(option.rect).adjusted(1, 1, -1.5, -1.5))
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, cell: Cell) -> None:
        weekend = cell.day.weekday() >= 5
        token = "selected" if self._view.target == cell.day else "alt" if weekend or not cell.in_month else "base"
        painter.fillRect(option.rect, self.theme.color(token))
        edge, rect = self.theme.color("divider"), option.rect
        if index.row() < index.model().rowCount() - 1:
            painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), edge)
        if index.column() < 6:
            painter.fillRect(Row(rect, option.direction).from_end(0, 0, 1, rect.height()), edge)

    def _number(self, painter: QPainter, option: QStyleOptionViewItem, cell: Cell) -> None:
        px = self.theme.px
        where = Row(option.rect, option.direction).at(px(5), px(4), px(24), px(22))
        text = str(cell.day.day)
        if cell.is_today:
            disc = QRectF(where).adjusted(0, -1, 0, 1)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.color("accent"))
            painter.drawEllipse(disc)
            line(painter, self.theme, where, "small_strong", "on_accent", text, CENTER)
        else:
            line(painter, self.theme, where, "body", "text2" if cell.in_month else "text3", text, CENTER)

    def _bar(self, painter: QPainter, bar: Bar, row: int) -> None:
        """The whole bar, of which the clip lets this cell's part through."""
        px, model = self.theme.px, self._view.model()
        ends = [self._view.visualRect(model.index(row, column)) for column in (bar.first, bar.last)]
        whole = ends[0].united(ends[1])
        place = Row(whole, self._view.layoutDirection())
        start, end = px(SIDE) if bar.begins else -px(8), px(SIDE) if bar.ends else -px(8)
        where = place.at(start, px(TOP) + bar.lane * px(LINE), whole.width() - start - end - 1, px(LINE - 2))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("violet_tint"))
        painter.drawRoundedRect(QRectF(where), px(4), px(4))
        inner = Row(where, self._view.layoutDirection()).at(px(8) + (0 if bar.begins else px(8)), 0,
                                                           where.width() - px(24), where.height())  # fmt: skip
        line(painter, self.theme, inner, "small_strong", "violet", bar.name)

    def _line(self, painter: QPainter, each: CellLine, where: QRect, direction: Qt.LayoutDirection) -> None:
        px, place = self.theme.px, Row(where, direction)
        rect = QRectF(where)
        if each.look == "tint":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.color(f"{each.token}_tint"))
            painter.drawRoundedRect(rect, px(4), px(4))
        elif each.look == "planned":
            painter.setPen(QPen(self.theme.color("border_btn"), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
        token = "text" if each.token == "accent" else each.token
        first = px(LINE - 2) if where.height() < px(TWO_LINES - 2) else px(19)
        if where.width() < px(TIGHT):
            symbol(painter, self.theme, place.at(0, 0, where.width(), first), each.icon, 14, each.token)
            return
        symbol(painter, self.theme, place.at(px(5), 0, px(15), first), each.icon, 13.5, each.token)
        room = where.width() - px(28)
        line(painter, self.theme, place.at(px(24), 0, room, first), "small", token,
             each.text if where.height() >= px(TWO_LINES - 2) else each.short)  # fmt: skip
        if where.height() >= px(TWO_LINES - 2) and each.below:
            below = place.at(px(24), px(17), room, px(18))
            line(painter, self.theme, below, "tiny", "text3" if token == "text3" else "text2", each.below)

    def _more(
        self, painter: QPainter, option: QStyleOptionViewItem, cell: Cell, shown: Sequence[Any], left: int
    ) -> None:
        px, place = self.theme.px, Row(option.rect, option.direction)
        counted = str(cell.number) if cell.number else f"✓ {cell.done}"
        words = plural("+{n} more", "+{n} more", left) if shown else counted
        top = px(TOP) + self._lanes(cell) * px(LINE) + sum(px(self.height_of(each)) for each, _where in shown)
        if top + px(16) <= option.rect.height():
            where = place.at(px(11), top, option.rect.width() - px(14), px(18))
        else:
            where = place.from_end(px(6), px(5), px(40), px(20))
            painter.setLayoutDirection(option.direction)
            line(painter, self.theme, where, "small", "text3", words, Qt.AlignmentFlag.AlignRight)
            return
        line(painter, self.theme, where, "small", "text3", words)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """The view stretches the cells."""
        return QSize(0, 0)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Everything in the line under the pointer, else the day."""
        cell = index.data(ROW)
        if cell is None:
            return False
        shown, _left = self.rows_of(cell, option.rect)
        hit = next((each for each, where in shown if where.contains(event.pos())), None)
        words = cell.spoken if hit is None else "\n".join(part for part in (hit.text, hit.below) if part)
        QToolTip.showText(event.globalPos(), tip(words), view)
        return True


class DayGrid(QTableView):
    """A month or week. `wanted(day)` when she goes to a day, `opened(day)` on Enter or a double click,
    `dropped(follow-up id, day)` when she drags one there, `pressed(day, follow-up id)` on a line."""

    wanted = Signal(object)
    opened = Signal(object)
    dropped = Signal(int, object)
    pressed_line = Signal(object, int)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.theme = theme
        self.roomy = False
        self.target: date | None = None
        self._held: tuple[CellLine, QPoint] | None = None
        self._dragging = False
        self._at = QPoint()
        self.calendar = Calendar()
        self.setModel(self.calendar)
        self.setObjectName(name)
        self.setAccessibleName(_("Days"))
        self.setItemDelegate(CellDelegate(theme, self))
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setMinimumSectionSize(1)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for bar in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            bar(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ROW).day))
        theme.changed.connect(self.viewport().update)

    def day(self) -> date | None:
        """The current day."""
        cell = self.currentIndex().data(ROW)
        return cell.day if cell is not None else None

    def go_to(self, day: date) -> None:
        """Make this day current, if it is shown."""
        index = self.calendar.place_of(day)
        if index.isValid():
            self.setCurrentIndex(index)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go by day and week, also out of the month; Enter opens; letters are commands."""
        self.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        day, key = self.day(), event.key()
        ahead = -1 if self.isRightToLeft() else 1
        steps = {Qt.Key.Key_Left: -ahead, Qt.Key.Key_Right: ahead, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        if key == Qt.Key.Key_Escape and self._held is not None:
            self._let_go()
        elif day is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in steps:
            self.wanted.emit(date.fromordinal(day.toordinal() + steps[Qt.Key(key)]))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            week = self.calendar.weeks[self.currentIndex().row()]
            self.wanted.emit(week[0 if key == Qt.Key.Key_Home else 6].day)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(day)
        else:
            event.ignore()

    def keyboardSearch(self, _search: str) -> None:
        """Letters are commands."""

    # Dragging

    def line_at(self, where: QPoint) -> CellLine | None:
        """The line under this point of the viewport."""
        index = self.indexAt(where)
        cell, delegate = index.data(ROW), self.itemDelegate()
        if cell is None or not isinstance(delegate, CellDelegate):
            return None
        shown, _left = delegate.rows_of(cell, self.visualRect(index))
        return next((each for each, rect in shown if rect.contains(where)), None)

    def place_of_line(self, follow_up_id: int) -> QRect | None:
        """Where a follow-up is painted, if it is."""
        delegate = self.itemDelegate()
        assert isinstance(delegate, CellDelegate)
        for row, week in enumerate(self.calendar.weeks):
            for column, cell in enumerate(week):
                shown, _left = delegate.rows_of(cell, self.visualRect(self.calendar.index(row, column)))
                for each, rect in shown:
                    if each.follow_up_id == follow_up_id:
                        return rect
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the day; take hold of the follow-up under the pointer."""
        self.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, False)
        where = event.position().toPoint()
        found, index = self.line_at(where), self.indexAt(where)
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.wanted.emit(index.data(ROW).day)
            if found is not None and found.follow_up_id is not None:
                self._held = (found, where)
                self.pressed_line.emit(index.data(ROW).day, found.follow_up_id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry it, and mark the day below."""
        if self._held is None:
            return
        where = event.position().toPoint()
        if (where - self._held[1]).manhattanLength() >= QApplication.startDragDistance():
            self._dragging = True
        if self._dragging:
            cell = self.indexAt(where).data(ROW)
            self.target = cell.day if cell is not None else None
            self._at = where
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put it down on the day below."""
        held, day, was = self._held, self.target, self._dragging
        self._let_go()
        if was and held is not None and day is not None and held[0].follow_up_id is not None:
            self.dropped.emit(held[0].follow_up_id, day)
        else:
            event.accept()

    def _let_go(self) -> None:
        self._held, self._dragging, self.target = None, False, None
        self.viewport().unsetCursor()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The days, and above them what is being carried."""
        super().paintEvent(event)
        if self._dragging and self._held is not None:
            painter, px = QPainter(self.viewport()), self.theme.px
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            rect = QRect(self._at + QPoint(px(6), px(4)), QSize(px(150), px(LINE)))
            painter.setPen(QPen(self.theme.color("accent"), 1))
            painter.setBrush(self.theme.color("accent_tint"))
            painter.drawRoundedRect(QRectF(rect), px(4), px(4))
            inner = rect.adjusted(px(8), 0, -px(8), 0)
            line(painter, self.theme, inner, "small_strong", "text", self._held[0].short)

    def viewportEvent(self, event: QEvent) -> bool:
        """Nothing is under the pointer once it has left."""
        if event.type() == QEvent.Type.Leave and not self._dragging:
            self.viewport().update()
        return super().viewportEvent(event)
