"""Heaps of people in a list: chips with their numbers, and below them whoever is in the chosen heap."""

from array import array
from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QStyleOptionViewItem, QVBoxLayout, QWidget

from mrtnet.ui.delegates.row import RowDelegate
from mrtnet.ui.painting import Row, avatar, line, symbol
from mrtnet.ui.rows import Rows
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import UNBOUNDED, Card, Chip, Divider, Label
from mrtnet.ui.widgets.flow import Flow
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.words import _

ROW = 48  # design px


class HeapRow(NamedTuple):
    """One card: `id` is its place in the plan, `number` gives the hue of the disc; the icon says how it stands."""

    id: int
    number: int
    name: str
    marks: str
    below: str
    icon: str = ""
    token: str = "text3"
    says: str = ""


class Heap(NamedTuple):
    """Some of the cards, by their places in the plan. `about` stands where there is nobody, or below the list."""

    key: str
    title: str
    places: "array[int]"
    about: str = ""


class HeapDelegate(RowDelegate):
    """Paints HeapRow."""

    framed = True

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, item: object, row: Row) -> None:
        """Disc, two lines, the icon."""
        assert isinstance(item, HeapRow)
        self.plain_ground(painter, option, row)
        px, theme, height = self.theme.px, self.theme, row.rect.height()
        disc = px(28)
        avatar(painter, theme, row.at(px(14), (height - disc) // 2, disc, disc), item.name or "?", item.number)
        top, start = (height - px(38)) // 2, px(52)
        room = row.rect.width() - start - px(42 if item.icon else 14)
        self.name_line(painter, row, start, top, room, item.name or _("No name"), item.marks)
        line(painter, theme, row.at(start, top + px(19), room, px(19)), "small", "text2", item.below)
        if item.icon:
            symbol(painter, theme, row.from_end(px(14), 0, px(18), height), item.icon, 16, item.token)
        self.focus(painter, option, QRectF(row.rect))

    def tooltip(self, _option: QStyleOptionViewItem, item: object) -> str:
        """The whole row."""
        assert isinstance(item, HeapRow)
        return "\n".join(filter(None, (item.name, item.marks, item.below, item.says)))


class Heaps(Card):
    """The card with chips and list. `moved(place)` when another card is current, -1 without one."""

    moved = Signal(int)
    turned = Signal(str)
    """Another heap is shown."""

    def __init__(self, theme: Theme, name: str, says: str, row: Callable[[int], HeapRow]) -> None:
        super().__init__(theme)
        self._name = name
        self.heaps: list[Heap] = []
        self.key = ""
        self._folded = False
        px = theme.px
        self.model = Rows[HeapRow](lambda places: [row(at) for at in places], _spoken, parent=self)
        self.view = RowsView(theme, self.model, name=f"{name}.list", says=says, height=lambda: px(ROW), ground="")
        delegate = HeapDelegate(theme)
        delegate.setParent(self.view)
        self.view.setItemDelegate(delegate)
        self.view.moved.connect(lambda _number: self.moved.emit(self.current()))
        self._group = QButtonGroup(self)
        self._chips: list[Chip] = []
        self._flow = Flow(px(6))
        chips = QWidget()
        chips.setLayout(self._flow)
        self.about = Label(theme, "", "small", "text3", wrap=True)
        self.about.setContentsMargins(px(14), px(8), px(14), px(12))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._head = QVBoxLayout()
        self._head.addWidget(chips)
        column.addLayout(self._head)
        self._line = Divider(theme, "divider")
        column.addWidget(self._line)
        column.addWidget(self.view, 1)
        column.addWidget(self.about)
        column.addSpacing(px(6))
        column.addStretch(0)
        theme.changed.connect(self._fold_again)

    def show_heaps(self, heaps: Sequence[Heap], key: str) -> None:
        """These heaps, with this one open; the current card stays current if it is still there."""
        before = self.current() if key == self.key else -1
        if [heap.key for heap in heaps] != [heap.key for heap in self.heaps]:
            self._flow.clear()
            self._chips = [Chip(self.theme, "", choose=True, name=f"{self._name}.{heap.key}") for heap in heaps]
            for chip, heap in zip(self._chips, heaps, strict=True):
                chip.clicked.connect(lambda _on=False, key=heap.key: self.turn_to(key))
                self._group.addButton(chip)
                self._flow.addWidget(chip)
        self.heaps = list(heaps)
        for chip, heap in zip(self._chips, heaps, strict=True):
            words = f"{heap.title} {len(heap.places):,}"
            chip.setText(words)
            chip.setAccessibleName(words)
            chip.updateGeometry()
        self._flow.invalidate()
        self._open(key, before)

    def turn_to(self, key: str) -> None:
        """Another heap."""
        self._open(key, -1)
        self.turned.emit(key)

    def current(self) -> int:
        """The current card's place in the plan, -1 without one."""
        number = self.view.current()
        return self.model.ids[number] if 0 <= number < len(self.model.ids) else -1

    def go_to(self, place: int) -> None:
        """Make this card the current one."""
        number = self.model.place_of(place)
        if number >= 0:
            self.view.go_to(number)

    def _fold_again(self) -> None:
        self.fold(self._folded)

    def fold(self, folded: bool) -> None:
        """Only the chips, where there is no room for the list."""
        self._folded = folded
        heap = next((heap for heap in self.heaps if heap.key == self.key), None)
        self._line.setVisible(not folded)
        px, air = self.theme.px, 4 if folded else 10
        self._head.setContentsMargins(px(12), px(air), px(12), px(air - 4 if folded else air))
        tall = QSizePolicy.Policy.Maximum if folded else QSizePolicy.Policy.Preferred
        self.setSizePolicy(QSizePolicy.Policy.Preferred, tall)
        rows = len(heap.places) if heap is not None else 0
        self.view.setMaximumHeight(min(rows * px(ROW), UNBOUNDED))
        self.view.setVisible(not folded and bool(rows))
        self.about.setVisible(not folded and heap is not None and bool(heap.about))

    def reread(self) -> None:
        """The same cards, painted anew."""
        self.model.reread()

    def _open(self, key: str, place: int) -> None:
        number = next((at for at, heap in enumerate(self.heaps) if heap.key == key), 0)
        heap = self.heaps[number]
        self.key = heap.key
        self._chips[number].setChecked(True)
        self.model.show(heap.places)
        self.about.setText(heap.about)
        self.fold(self._folded)
        at = self.model.place_of(place) if place >= 0 else -1
        self.view.go_to(max(at, 0))
        self.moved.emit(self.current())


def _spoken(row: HeapRow) -> str:
    return ", ".join(filter(None, (row.name, row.marks, row.below, row.says)))
