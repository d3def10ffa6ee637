"""The columns of the grid: their titles, how they share the width, and the widths that she gave them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QTableView

from mrtnet.ui.grid.model import NAME, TITLES
from mrtnet.ui.painting import Row, line
from mrtnet.ui.theme import Theme
from mrtnet.words import _

HEAD = 32  # design px
SHARES = (290, 195, 186, 205, 132, 110)  # how the width is shared, in design px at 1118
LEAST = (192, 108, 100, 108, 104, 96)  # design px under which a column never goes
STEP = 16  # design px by which a key widens a column
PANE = "event.grid"  # the widths she gave the columns, among the machine's settings


class GridHead(QHeaderView):
    """The titles of the columns."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.theme = theme
        self.setSectionsClickable(False)
        self.setAccessibleName(_("Columns"))

    def sizeHint(self) -> QSize:
        """32 px high."""
        return QSize(super().sizeHint().width(), self.theme.px(HEAD))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """One title."""
        painter.save()
        painter.setLayoutDirection(self.layoutDirection())
        painter.fillRect(rect, self.theme.color("alt"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), self.theme.color("border"))
        start = self.theme.px(38 if section == NAME else 8)
        place = Row(rect, self.layoutDirection()).at(start, 0, rect.width() - start - 4, rect.height())
        line(painter, self.theme, place, "small_strong", "text2", _(TITLES[section]))
        painter.restore()


def share_width(table: QTableView, px: Callable[[float], int], shares: Sequence[int] = SHARES) -> None:
    """Give the columns their share of the width, and none less than it needs."""
    width = table.viewport().width()
    least, kept = [px(each) for each in LEAST], set[int]()
    while True:  # who gets the least takes it from the others
        room = width - sum(least[column] for column in kept)
        whole = max(1, sum(share for column, share in enumerate(shares) if column not in kept))
        wide = [each if column in kept else room * shares[column] // whole for column, each in enumerate(least)]
        short = {column for column, each in enumerate(wide) if each < least[column]}
        if not short:
            break
        kept |= short
    wide[-1] += max(0, width - sum(wide))
    for column, each in enumerate(wide):
        table.setColumnWidth(column, each)


class Widths:
    """The widths of a table's columns: hers, kept among the machine's settings, else those of the design."""

    def __init__(self, table: QTableView, theme: Theme) -> None:
        self._table, self._theme, self._sharing = table, theme, True
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        table.horizontalHeader().sectionResized.connect(lambda _column, _before, _now: self._remember())

    def share(self) -> None:
        """As she has shared it out before, else as designed."""
        own = self._theme.settings.panes.get(PANE, [])
        fits = len(own) == len(SHARES) and all(share > 0 for share in own)
        self._sharing = True
        share_width(self._table, self._theme.px, own if fits else SHARES)
        self._sharing = False

    def widen(self, column: int, steps: int) -> None:
        """A column wider, or narrower, by keyboard."""
        px, table = self._theme.px, self._table
        table.setColumnWidth(column, max(px(LEAST[column]), table.columnWidth(column) + steps * px(STEP)))

    def _remember(self) -> None:
        if not self._sharing:
            self._theme.settings.panes[PANE] = [self._table.columnWidth(column) for column in range(len(TITLES))]
