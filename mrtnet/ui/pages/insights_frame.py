"""One frame of Insights: the finding as its title, its chart, the same numbers as a table, and both as files."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
)
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from mrtnet.domain.insights import Cell, Finding
from mrtnet.domain.when import say_date
from mrtnet.exchange.csv_writing import write_cells
from mrtnet.paths import write_whole
from mrtnet.ui.around import Around
from mrtnet.ui.dialogs.photo import encoded
from mrtnet.ui.leaving.saving import file_name, say_saved
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import Button, Card, Label
from mrtnet.ui.widgets.charts import Chart
from mrtnet.ui.widgets.flow import Flow
from mrtnet.ui.widgets.menus import passing_menu
from mrtnet.words import _

ROW, LONGEST = 28, 9  # design px of a table's row; rows shown at once
SHARP = 2  # dots of a saved picture for one of the screen
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Frame(Card):
    """A card with one finding. `around` gives the day and the toasts."""

    def __init__(self, around: Around, key: str) -> None:
        super().__init__(around.theme)
        self.around, self.key = around, key
        self.finding: Finding | None = None
        theme, px = around.theme, around.px
        self.title = Label(theme, "", "name", wrap=True)
        self.below = Label(theme, "", "small", "text3", wrap=True)
        self.note = Label(theme, "", "small", "text2", wrap=True)
        self.chart = Chart(theme, name=f"insights.chart.{key}")
        self.table = Numbers(theme, f"insights.table.{key}")
        self.table.hide()
        self.more = Button(theme, "", "dots-three", kind="ghost", small=True, says=_("More"),
                           name=f"insights.more.{key}")  # fmt: skip
        self.more.clicked.connect(self._open_menu)
        words = QVBoxLayout()
        words.setSpacing(px(1))
        words.addWidget(self.title)
        words.addWidget(self.below)
        head = QHBoxLayout()
        head.setSpacing(px(4))
        head.addLayout(words, 1)
        head.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(18), px(14), px(12), px(16))
        column.setSpacing(px(10))
        column.addLayout(head)
        column.addWidget(self.chart)
        column.addWidget(self.table)
        column.addWidget(self.note)
        self.deeds = self._make_deeds() if key == "ceus" else None
        if self.deeds is not None:
            column.addWidget(self.deeds)
        column.addStretch(1)

    def _make_deeds(self) -> QWidget:
        """What can be done about CEUs where they are seen to be missing."""
        holder = QWidget()
        flow = Flow(self.around.px(8))
        holder.setLayout(flow)
        ways = (
            (_("Log CEUs"), "plus", "log", self._log_ceus),
            (_("Save the record…"), "export", "record", self._record),
        )
        for words, icon, name, run in ways:
            button = Button(self.around.theme, words, icon, small=True, name=f"insights.ceus.{name}")
            button.clicked.connect(run)
            flow.addWidget(button)
        return holder

    def _log_ceus(self) -> None:
        from mrtnet.ui.career.asking import ask_ceu

        ask_ceu(self.around)

    def _record(self) -> None:
        from mrtnet.ui.career.paper import ask_file

        ask_file(self.around, self.window())

    def show_finding(self, finding: Finding) -> None:
        """Show this one."""
        self.finding = finding
        today = self.around.desk.today
        self.title.setText(finding.title)
        self.below.setText(finding.below)
        self.note.setText(finding.note)
        self.note.setVisible(
            bool(finding.note) and (finding.empty or finding.shape != "days")
        )  # the grid has it inside
        self.title.show_as("text3" if finding.empty else "text")
        self.chart.show_finding(finding, today)
        self.chart.setVisible(bool(finding.marks) or finding.empty)
        if not self.table.isHidden():
            self.table.show_cells(finding, today)
        self.more.setEnabled(bool(finding.rows))
        self.more.setAccessibleName(_("More: {title}").format(title=finding.title))
        if not finding.rows:
            self.show_table(False)

    def show_table(self, shown: bool) -> None:
        """The numbers instead of the chart, or the chart again; they are laid out when they are wanted."""
        if shown and self.finding is not None:
            self.table.show_cells(self.finding, self.around.desk.today)
        self.table.setVisible(shown)
        self.chart.setVisible(not shown and self.finding is not None and (bool(self.finding.marks)
                                                                         or self.finding.empty))  # fmt: skip
        self.updateGeometry()

    def menu(self) -> QMenu:
        """What can be done with the frame."""
        menu = passing_menu(self, "insights.frame")
        shown = not self.table.isHidden()
        menu.addAction(_("Show as chart") if shown else _("Show as table"), lambda: self.show_table(not shown))
        menu.addAction(_("Save the picture…"), lambda: self._ask(".png", _("Picture"), self.picture))
        menu.addAction(_("Save the table…"), lambda: self._ask(".csv", _("Table"), self.cells))
        return menu

    def _open_menu(self) -> None:
        corner = self.more.rect().bottomRight() if self.isRightToLeft() else self.more.rect().bottomLeft()
        self.menu().popup(self.more.mapToGlobal(corner + QPoint(0, self.around.px(2))))

    def cells(self) -> bytes:
        """The table for a spreadsheet."""
        finding = self.finding
        return write_cells(finding.heads, finding.rows) if finding is not None else b""

    def picture(self) -> bytes:
        """The frame as a PNG, as it is on the screen but for the button, twice as sharp."""
        table = not self.table.isHidden()
        self.show_table(False)
        shown = [each for each in (self.more, self.deeds) if each is not None]
        for each in shown:
            each.hide()
        if (layout := self.layout()) is not None:
            layout.activate()
        image = QImage(self.size() * SHARP, QImage.Format.Format_ARGB32)
        image.setDevicePixelRatio(SHARP)
        image.fill(self.around.theme.color("window"))
        painter = QPainter(image)
        self.render(painter, QPoint(0, 0))
        painter.end()
        for each in shown:
            each.show()
        self.show_table(table)
        return encoded(image, "png")

    def _ask(self, suffix: str, kind: str, content: Callable[[], bytes]) -> None:
        name = file_name(self.finding.title if self.finding else "")
        told, _chosen = QFileDialog.getSaveFileName(
            self.window(), _("Save"), str(Path.home() / f"{name}{suffix}"), f"{kind} (*{suffix})"
        )
        if told:
            path = Path(told)
            save(self.around, path if path.suffix.lower() == suffix else path.with_name(path.name + suffix), content())


def save(around: Around, path: Path, content: bytes) -> None:
    """Write the file and say so, or why it could not be written."""
    try:
        write_whole(path, content)
    except OSError as wrong:
        around.desk.trouble.emit(
            _("“{name}” could not be written: {why}.").format(name=path.name, why=wrong.strerror or _("unknown"))
        )
        return
    say_saved(around, _("Saved {file}").format(file=path.name), path)


class Numbers(QTableView):
    """The table of a finding; arrow keys move in it, Tab goes on."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.theme = theme
        self.cells = _Model()
        self.setModel(self.cells)
        self.setObjectName(name)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setStretchLastSection(True)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        theme.changed.connect(self._size)

    def show_cells(self, finding: Finding, today: date) -> None:
        """Show these numbers."""
        self.setAccessibleName(finding.title)
        self.cells.show(finding, today)
        self._size()

    def _size(self) -> None:
        px = self.theme.px
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        rows = min(self.cells.rowCount(), LONGEST)
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(rows * px(ROW) + self.horizontalHeader().sizeHint().height() + bar + 4)


class _Model(QAbstractTableModel):
    """The cells as they are read: days in words, numbers at the end of their column."""

    def __init__(self) -> None:
        super().__init__()
        self._heads: tuple[str, ...] = ()
        self._rows: tuple[tuple[Cell, ...], ...] = ()
        self._today = date.min

    def show(self, finding: Finding, today: date) -> None:
        self.beginResetModel()
        self._heads, self._rows, self._today = finding.heads, finding.rows, today
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self._rows[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            if isinstance(cell, date):
                return say_date(cell, self._today)
            return f"{cell:,}" if isinstance(cell, int) else f"{cell:g}" if isinstance(cell, float) else cell
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._heads[index.column()]}: {cell}"
        return None
