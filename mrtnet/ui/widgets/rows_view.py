"""The list that shows rows: one column of a table, painted by a delegate, driven by keys and pointer alike."""

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from mrtnet.ui.delegates.row import RowDelegate
from mrtnet.ui.rows import Lines
from mrtnet.ui.theme import Theme


class RowsView(QTableView):
    """A QTableView of one column: it lays out nothing before it is seen, so 100,000 rows come at once.

    `opened(number)` on Enter or a double click, `wanted_menu(number, where)` on the menu key or the other button,
    `moved(number)` whenever another row is current (-1: none).
    """

    opened = Signal(int)
    moved = Signal(int)
    wanted_menu = Signal(int, object)

    def __init__(
        self, theme: Theme, model: Lines, *, name: str, says: str, height: Callable[[], int], ground: str = "base"
    ) -> None:
        """`ground` is the token of the list's surface; "" shows the card that it lies in."""
        super().__init__()
        self.setViewport(self._own_viewport())
        self.theme = theme
        self._height, self._ground = height, ground
        self.setObjectName(name)
        self.setAccessibleName(says)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(0)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.arriving = False
        """The current row is one only because Tab came here; nobody chose it."""
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setModel(model)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self.size_rows()
        theme.changed.connect(self.size_rows)

    @staticmethod
    def _own_viewport() -> QWidget:
        """The ground that rows are painted on, made here: for one that Qt makes by itself, the binding would look
        through the classes of all widgets, 60 enums among them (13 ms of a start), as soon as it is asked for.
        """
        viewport = QWidget()
        viewport.setBackgroundRole(QPalette.ColorRole.Base)
        viewport.setAutoFillBackground(True)
        return viewport

    def size_rows(self) -> None:
        """Give rows the height of the theme and density, and the surface its colour."""
        self.setPalette(self.theme.palette(Base=self._ground or "base"))
        self.viewport().setAutoFillBackground(bool(self._ground))
        self.verticalHeader().setDefaultSectionSize(self._height())
        self.verticalScrollBar().setSingleStep(self.theme.px(20))

    def current(self) -> int:
        """The current row's number, -1 without one."""
        index = self.currentIndex()
        return index.row() if index.isValid() else -1

    def chosen(self) -> list[int]:
        """The numbers of the selected rows, of headers between them too, else the current one."""
        rows = [number for first, after in self.spans() for number in range(first, after)]
        return rows or ([self.current()] if self.current() >= 0 else [])

    def spans(self) -> list[tuple[int, int]]:
        """The selected rows: each first one, and the one after the last. Row by row, 100,000 would take seconds."""
        found = self.selectionModel().selection()
        return sorted((found.at(place).top(), found.at(place).bottom() + 1) for place in range(found.count()))

    def go_to(self, number: int) -> None:
        """Make this row the current and only chosen one, if there are rows, whatever keys are held meanwhile."""
        count = self.model().rowCount()
        if count:
            choose = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            index = self.model().index(min(max(number, 0), count - 1), 0)
            self.selectionModel().setCurrentIndex(index, choose)

    # Qt's side

    def hideEvent(self, event: QHideEvent) -> None:
        """Pictures of rows that nobody sees are let go: of all lists together they would be as large as the program."""
        if isinstance(delegate := self.itemDelegate(), RowDelegate):
            delegate.forget()
        super().hideEvent(event)

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Tell which row is current now."""
        super().currentChanged(current, previous)
        self.moved.emit(current.row() if current.isValid() else -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space selects more, Esc only this one again, Home and End go to the ends."""
        window: QWidget = self.window()
        window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if self.current() >= 0:
                self.opened.emit(self.current())
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            self._go_to_end(first=key == Qt.Key.Key_Home)
        elif key == Qt.Key.Key_Escape and len(self.chosen()) > 1:
            self.go_to(self.current())
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _go_to_end(self, *, first: bool) -> None:
        """To the first or last row that can be chosen: past the title of a section."""
        model = self.model()
        rows = range(model.rowCount()) if first else range(model.rowCount() - 1, -1, -1)
        selectable = Qt.ItemFlag.ItemIsSelectable
        number = next((row for row in rows if model.flags(model.index(row, 0)) & selectable), -1)
        if number >= 0:
            self.go_to(number)
            if first and number < 3:
                self.scrollToTop()  # with the title above it

    def keyboardSearch(self, _search: str) -> None:
        """Letters are commands here; to find somebody there is the filter."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click takes the focus line away."""
        self.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, False)
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by Tab, there is always a current row."""
        super().focusInEvent(event)
        if self.current() < 0 and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.arriving = True
            self.go_to(0)
            self.arriving = False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the row under the pointer, or by key of the current one."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            number = self.rowAt(event.pos().y())
            where = event.globalPos()
        else:
            number = self.current()
            where = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        if number >= 0:
            self.wanted_menu.emit(number, where)
