"""What the page of her own side is made of: lists of two-line rows in a card, each with its heading and its keys."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStyle, QStyleOptionViewItem, QVBoxLayout, QWidget

from mrtnet.ui.around import Around
from mrtnet.ui.delegates.row import RowButton, RowDelegate
from mrtnet.ui.dropping import for_the_window
from mrtnet.ui.keeping import dropped_paths
from mrtnet.ui.painting import Row, chip, chip_width, line, symbol
from mrtnet.ui.rows import Lines
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import Button, Card, Label
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.ui.widgets.wrapped import Wrapped
from mrtnet.words import _

ROW = 52  # design px


class Item(NamedTuple):
    """One row: an icon in a colour, a title with small words beside it, a line below, and a chip at the end."""

    id: int
    icon: str
    token: str
    title: str
    beside: str = ""
    below: str = ""
    end: str = ""
    end_token: str = "grey"
    clip: bool = False


class Deed(NamedTuple):
    """What can be done with a row: the key of a button painted into the chosen one."""

    key: str
    icon: str
    words: str


class ItemDelegate(RowDelegate):
    """Paints Item; the chosen row shows its deeds as buttons."""

    framed = True

    def __init__(self, theme: Theme, deeds: Sequence[Deed]) -> None:
        super().__init__(theme)
        self._deeds = deeds

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, item: object, row: Row) -> None:
        """Icon; title and what is beside it; the line below; the chip or the buttons at the end."""
        assert isinstance(item, Item)
        self.plain_ground(painter, option, row)
        px, theme, height = self.theme.px, self.theme, row.rect.height()
        symbol(painter, theme, row.at(px(12), 0, px(20), height), item.icon, 18, item.token)
        end = row.rect.width() - px(12)
        buttons = self.buttons(option, item)
        for button in buttons:
            self.row_button(painter, button, row.direction)
            end -= button.rect.width() + px(5)
        if item.end and not buttons:
            width = min(chip_width(theme, item.end), row.rect.width() // 2)
            place = row.from_end(px(12), (height - px(20)) // 2, width, px(20))
            chip(painter, theme, place, item.end, item.end_token, direction=row.direction)
            end -= width + px(6)
        if item.clip and not buttons:
            symbol(painter, theme, row.at(end - px(18), 0, px(16), height), "paperclip", 15, "text3")
            end -= px(22)
        start = px(42)
        room = end - start - px(4)
        two = bool(item.below)
        top = px(7) if two else (height - px(20)) // 2
        self.name_line(painter, row, start, top, room, item.title, item.beside)
        if two:
            line(painter, theme, row.at(start, px(27), room, px(18)), "small", "text2", item.below)
        self.focus(painter, option, QRectF(row.rect).adjusted(0, 0, 0, -1))

    def buttons(self, option: QStyleOptionViewItem, _item: object) -> Sequence[RowButton]:
        """What can be done with the row."""
        if not option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            return ()
        px, row, right = self.theme.px, Row(option.rect, option.direction), self.theme.px(10)
        top, made = (option.rect.height() - px(28)) // 2, []
        if option.rect.width() < px(30) * len(self._deeds) + px(160):
            return ()
        for deed in reversed(self._deeds):
            made.append(
                RowButton(deed.key, row.from_end(right, top, px(28), px(28)), deed.icon, deed.words, False, True)
            )
            right += px(33)
        return made

    def tooltip(self, _option: QStyleOptionViewItem, item: object) -> str:
        """Everything the row says."""
        assert isinstance(item, Item)
        return "\n".join(part for part in (item.title, item.beside, item.below, item.end) if part)


class Items(Lines):
    """The rows of a list."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[Item] = []

    def show(self, items: Sequence[Item]) -> None:
        """Show these."""
        self.beginResetModel()
        self.items = list(items)
        self.endResetModel()

    def rowCount(self, parent: object = None) -> int:
        """How many."""
        return 0 if parent is not None and parent.isValid() else len(self.items)  # type: ignore[attr-defined]

    def at(self, number: int) -> Item | None:
        """The row at this place."""
        return self.items[number] if 0 <= number < len(self.items) else None

    def spoken(self, number: int) -> str:
        """The row as a sentence."""
        item = self.at(number)
        if item is None:
            return ""
        clip = _("with a certificate") if item.clip else ""
        return ", ".join(part for part in (item.title, item.beside, item.below, item.end, clip) if part)


class ItemsView(RowsView):
    """A list onto whose rows files can be dropped: `dropped(row, paths)`; `gave(deed, row)` for what is done to one."""

    dropped = Signal(int, object)

    def take_drops(self) -> None:
        """Let files come."""
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files of this computer."""
        if dropped_paths(event.mimeData()) and not for_the_window(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """The row below the pointer takes it."""
        number = self.rowAt(event.position().toPoint().y())
        if number >= 0 and dropped_paths(event.mimeData()):
            self.go_to(number)
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """It is kept with the row."""
        number = self.rowAt(event.position().toPoint().y())
        if number >= 0:
            event.acceptProposedAction()
            self.dropped.emit(number, dropped_paths(event.mimeData()))


class ItemList(QWidget):
    """A heading with its button, and the rows in a card; without rows a sentence. `gave(deed, id)` when one is done.

    Deeds of every list: "open" by Enter or a double click, and those painted in the row.
    """

    gave = Signal(str, int)
    wanted_menu = Signal(object)

    def __init__(
        self, around: Around, name: str, title: str, empty: str, add: str, deeds: Sequence[Deed], *, grows: bool = False
    ) -> None:
        """`name` is of the list, its button is "name.add"; `grows`: it takes the room there is and scrolls."""
        super().__init__()
        self.around, self._grows, self.deeds = around, grows, tuple(deeds)
        px, theme = around.px, around.theme
        self.model = Items()
        self.view = ItemsView(theme, self.model, name=name, says=title, height=lambda: px(ROW), ground="")
        self._delegate = ItemDelegate(theme, deeds)
        self._delegate.setParent(self.view)
        self._delegate.pressed.connect(self._press)
        self.view.setItemDelegate(self._delegate)
        self.view.setSelectionMode(RowsView.SelectionMode.SingleSelection)
        self.view.opened.connect(lambda number: self._press("open", number))
        self.view.wanted_menu.connect(self._ask_menu)
        self.heading = Label(theme, title, "section" if grows else "strong")
        self.add = Button(theme, add, "plus", kind="ghost", small=True, name=f"{name}.add")
        head = QHBoxLayout()
        head.setSpacing(px(6))
        head.addWidget(self.heading, 1)
        head.addWidget(self.add)
        self.empty = Wrapped(theme, empty, "body", "text3")
        self.card = Card(theme)
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(1, px(2), 1, px(2))
        inside.addWidget(self.view)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addLayout(head)
        column.addWidget(self.empty)
        column.addWidget(self.card, 1000 if grows else 0)
        if grows:
            column.addStretch(1)
        else:
            self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._size)

    def put_below(self, foot: QWidget) -> None:
        """Right below the last row."""
        self._column.insertWidget(self._column.indexOf(self.card) + 1, foot)

    def show_items(self, items: Sequence[Item]) -> None:
        """Show these; the chosen row stays chosen."""
        if self.model.items and self.model.items == list(items):
            return
        kept, place = self.chosen(), self.view.current()
        self.model.show(items)
        self.empty.setVisible(not items)
        self.card.setVisible(bool(items))
        self._size()
        ids = [item.id for item in items]
        if items and place >= 0:
            self.view.go_to(ids.index(kept) if kept in ids else place)

    def chosen(self) -> int:
        """The id of the chosen row, 0 without one."""
        item = self.model.at(self.view.current())
        return item.id if item is not None else 0

    def go_to(self, row_id: int) -> None:
        """Choose the row with this id."""
        for number, item in enumerate(self.model.items):
            if item.id == row_id:
                self.view.go_to(number)

    def _size(self) -> None:
        height = len(self.model.items) * self.around.px(ROW) + 2 * self.around.px(2) + 2
        if self._grows:
            self.card.setMaximumHeight(height)
        else:
            self.card.setFixedHeight(height)

    def _press(self, deed: str, number: int) -> None:
        self.view.go_to(number)
        if item := self.model.at(number):
            self.gave.emit(deed, item.id)

    def _ask_menu(self, number: int, where: QPoint) -> None:
        self.view.go_to(number)
        self.wanted_menu.emit(where)


def heading(theme: Theme, text: str) -> Label:
    """The heading of a part."""
    return Label(theme, text, "strong")
