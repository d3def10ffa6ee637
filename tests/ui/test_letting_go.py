"""What is kept to be quick goes when nobody sees it, and nothing of Qt's is named that Qt deletes by itself."""

from collections.abc import Hashable

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QStyleOptionViewItem, QWidget, QWidgetItem
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from mrtnet.ui.delegates.row import RowDelegate
from mrtnet.ui.painting import Row
from mrtnet.ui.resizing import lengths
from mrtnet.ui.rows import Lines
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.rows_view import RowsView


class Drawn(RowDelegate):
    """Counts how often it had to draw a row."""

    count = 0

    def at_rest(self, item: object) -> Hashable:
        return str(item)

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, item: object, row: Row) -> None:
        self.count += 1


class Three(Lines):
    """Three rows."""

    def rowCount(self, *_parent: object) -> int:
        return 3

    def at(self, number: int) -> int:
        return number


def test_a_hidden_list_lets_go_of_the_pictures_of_its_rows(qtbot: QtBot, qapp: QApplication, theme: Theme) -> None:
    view, delegate = RowsView(theme, Three(), name="x", says="x", height=theme.row_height), Drawn(theme)
    qtbot.addWidget(view)
    view.setItemDelegate(delegate)
    view.show()
    for _round in range(3):  # painted, made a picture of, shown as a picture
        view.grab()
    kept = delegate.count
    view.grab()
    assert delegate.count == kept
    view.hide()
    view.show()
    view.grab()
    assert delegate.count > kept


def test_noting_lengths_names_no_item_of_a_widget(qtbot: QtBot) -> None:
    """The binding is not told when Qt deletes one, and would take what comes to lie at its address for it."""
    holder = QWidget()
    qtbot.addWidget(holder)
    row = QHBoxLayout(holder)
    row.addWidget(QPushButton("one"))
    row.addSpacing(9)
    inner = QHBoxLayout()
    row.addLayout(inner)
    inner.addWidget(QPushButton("two"))
    before = sum(isinstance(each, QWidgetItem) for each in Shiboken.getAllValidWrappers())
    noted = lengths([holder])
    assert sum(isinstance(each, QWidgetItem) for each in Shiboken.getAllValidWrappers()) == before
    assert [length.name for length in noted if length.name.startswith("room")] == ["room 1"]
