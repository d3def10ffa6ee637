"""Cards of one person side by side, field by field; a click on a value chooses it, the last column is what comes of it.

Serves the import as well as merging people of the book: `show_sides`, then `choices()` for `domain.merging.merged`.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QSizePolicy, QTableView, QVBoxLayout, QWidget

from mrtnet.domain.forms import PersonForm
from mrtnet.ui.merging.delegate import CellsDelegate, wrapped
from mrtnet.ui.merging.sides import Sides
from mrtnet.ui.painting import START, Row, avatar, fill, own_way, symbol
from mrtnet.ui.theme import Theme
from mrtnet.words import _

NAMES, LEAST = 118, 148  # design px: the column of names; the narrowest card beside it
NARROWEST = 112  # design px: of a card when the names stand above; narrower, the table scrolls
DISC, HEAD_LINE = 32, 18  # design px
LOWEST = 150  # design px: its head and two lines
Index = QModelIndex | QPersistentModelIndex


class SideBySide(QWidget):
    """The table. `changed` when another value was chosen.

    Arrows move, Space and Enter choose, a click chooses; of a list several cards may count, and the result's cell
    brings all of them.
    """

    changed = Signal()

    def __init__(self, theme: Theme, *, name: str = "sides") -> None:
        super().__init__()
        self.theme = theme
        self.model = Sides()
        self.view = SidesView(theme, self.model, name)
        self.view.picked.connect(self._pick)
        self.setFocusProxy(self.view)
        self.setMinimumHeight(theme.px(LOWEST))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def show_sides(
        self,
        titles: Sequence[str],
        forms: Sequence[PersonForm],
        *,
        details: Sequence[str] = (),
        choices: Mapping[str, int] | None = None,
        discs: Sequence[int | str] = (),
        photos: Sequence[QImage | None] = (),
    ) -> None:
        """These cards, the one that stays first.

        `details` stand below the titles. `discs` are what stands before them: a person's id for her initials, or the
        name of an icon. With `photos` a row to choose one comes first; its choice is told as "photo".
        """
        self.view.head.show_discs(discs, [form.name for form in forms])
        self.model.show(titles, forms, details, choices or {}, photos)
        self.view.lay_out()
        self.view.scrollToTop()
        self.view.go_to_first()

    def choices(self) -> dict[str, int]:
        """The place of the card that counts in each field, `merging.ALL` for all of a list."""
        return self.model.choices()

    def picks(self) -> dict[str, int]:
        """What she chose herself of these."""
        return self.model.picks()

    def _pick(self, row: int, column: int) -> None:
        if self.model.pick(row, column):
            self.view.lay_out()
            self.changed.emit()


class SidesView(QTableView):
    """The cells, sized to the words in them: `picked(row, column)` by click or key."""

    picked = Signal(int, int)

    def __init__(self, theme: Theme, model: Sides, name: str) -> None:
        super().__init__()
        self.theme, self._sides = theme, model
        self.head = SidesHead(theme, model)
        self._cells = CellsDelegate(theme)
        self._cells.setParent(self)
        self.setObjectName(name)
        self.setAccessibleName(_("What each says, side by side"))
        self.setHorizontalHeader(self.head)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setModel(model)
        self.setItemDelegate(self._cells)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.lay_out)

    def lay_out(self) -> None:
        """Share the width among the cards and give each row the height of its longest cell."""
        px, columns = self.theme.px, self._sides.columnCount()
        if not columns:
            return
        width, cards = self.viewport().width(), columns - 1
        above = width < px(NAMES) + cards * px(LEAST)
        self._cells.above = self.head.above = above
        self.setColumnHidden(0, above)
        names = 0 if above else px(NAMES)
        each = max(px(NARROWEST if above else LEAST), (width - names) // cards)
        self.setColumnWidth(0, names or 1)
        for column in range(1, columns):
            self.setColumnWidth(column, each)
        if not above:
            self.setColumnWidth(columns - 1, max(each, width - names - (cards - 1) * each))
        for row in range(self._sides.rowCount()):
            cells = [(self._sides.cell(row, column), self.columnWidth(column)) for column in range(columns)]
            self.setRowHeight(row, self._cells.height(cells))
        self.verticalScrollBar().setSingleStep(px(20))
        self.head.updateGeometry()
        self.updateGeometries()
        self.viewport().update()

    def go_to_first(self) -> None:
        """The first card's first cell is current."""
        if self._sides.rowCount():
            self.setCurrentIndex(self._sides.index(0, 1))

    def sizeHint(self) -> QSize:
        """As high as all rows."""
        rows = sum(self.rowHeight(row) for row in range(self._sides.rowCount()))
        return QSize(self.theme.px(600), self.head.sizeHint().height() + rows + self.theme.px(4))

    def minimumSizeHint(self) -> QSize:
        """The head and a row or two."""
        return QSize(self.theme.px(200), self.head.sizeHint().height() + self.theme.px(100))

    # Qt's side

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width shares itself anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.lay_out()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Names above the cells stand still while the cells go sideways."""
        super().scrollContentsBy(dx, dy)
        if dx and self._cells.above:
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter choose; Tab, Escape and other keys go on to the window."""
        self.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            index = self.currentIndex()
            if index.isValid():
                self.picked.emit(index.row(), index.column())
        elif plain and key in _MOVES:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def keyboardSearch(self, _search: str) -> None:
        """Nothing is typed here."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index == self.currentIndex():
            self.picked.emit(index.row(), index.column())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click takes the focus line away."""
        self.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, False)
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by Tab, there is always a current cell."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.go_to_first()


_MOVES = frozenset(
    {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End,
     Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
)  # fmt: skip


class SidesHead(QHeaderView):
    """Whose cards they are; stays while the rows scroll."""

    def __init__(self, theme: Theme, model: Sides) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.theme, self._sides = theme, model
        self.above = self.brief = False
        """Names stand above the cells, so there is no room for discs; `brief`: nor for the line below the title."""
        self._discs: tuple[int | str, ...] = ()
        self._names: tuple[str, ...] = ()
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(1)
        self.setAccessibleName(_("Whose cards they are"))
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def show_discs(self, discs: Sequence[int | str], names: Sequence[str]) -> None:
        """What stands before the titles."""
        self._discs, self._names = tuple(discs), tuple(names)

    def changeEvent(self, event: QEvent) -> None:
        """The height goes by the words."""
        super().changeEvent(event)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as the longest title."""
        px = self.theme.px
        most = px(HEAD_LINE + 12 if self.brief else DISC + 20)
        for column in range(1, self._sides.columnCount()):
            title, detail = self._texts(column)
            most = max(most, (len(title) + len(detail)) * px(HEAD_LINE) + px(16))
        return QSize(super().sizeHint().width(), most)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """The disc, the title, the line below."""
        px, theme = self.theme.px, self.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        painter.setClipRect(rect)
        fill(painter, theme, rect, "base")
        fill(painter, theme, QRect(rect.left(), rect.bottom(), rect.width(), 1), "border")
        if section > 0:
            row = Row(rect, self.layoutDirection())
            title, detail = self._texts(section)
            if self._disc(section) is not None:
                self._draw_disc(painter, row, section)
            start, room = self._start(section), self._room(section)
            top = max(px(8), (rect.height() - (len(title) + len(detail)) * px(HEAD_LINE)) // 2)
            for texts, role, token in ((title, "strong", "text"), (detail, "small", "text2")):
                painter.setFont(theme.font(role))
                painter.setPen(theme.color(token))
                for text in texts:
                    where = row.at(start, top, room, px(HEAD_LINE))
                    painter.drawText(where, int(START.value), own_way(text, row.direction))
                    top += px(HEAD_LINE)
        painter.restore()

    def _draw_disc(self, painter: QPainter, row: Row, section: int) -> None:
        px, theme, disc = self.theme.px, self.theme, self._disc(section)
        where = row.at(px(15), (row.rect.height() - px(DISC)) // 2, px(DISC), px(DISC))
        if isinstance(disc, int):
            avatar(painter, theme, where, self._names[section - 1] or "?", disc)
        elif disc:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("grey_tint"))
            painter.drawEllipse(where)
            symbol(painter, theme, where, disc, 16, "text2")

    def _disc(self, section: int) -> int | str | None:
        return self._discs[section - 1] if section <= len(self._discs) and not self.above else None

    def _start(self, section: int) -> int:
        return self.theme.px(15 + (DISC + 10 if self._disc(section) is not None else 0))

    def _room(self, section: int) -> int:
        return self.sectionSize(section) - self._start(section) - self.theme.px(6)

    def _texts(self, section: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        theme, room = self.theme, max(self._room(section), self.theme.px(40))
        title, detail = self._sides.title(section), "" if self.brief else self._sides.detail(section)
        found = [
            wrapped(text, role, room, theme, theme.revision).lines if text else ()
            for text, role in ((title, "strong"), (detail, "small"))
        ]
        return found[0], found[1]
