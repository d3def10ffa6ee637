"""One tab of the playbooks page: a list at the leading side, and what is chosen of it with its buttons and cards."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from mrtnet.paths import write_whole
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around, Width
from mrtnet.ui.playbooks.list import TitleDelegate, Titles
from mrtnet.ui.widgets.basic import UNBOUNDED, Button, Label
from mrtnet.ui.widgets.menus import passing_menu
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.ui.widgets.scrolling import scrolling
from mrtnet.ui.widgets.wrapped import Wrapped
from mrtnet.words import _

ASIDE, LEAST_ASIDE = 318, 260  # design px
LEAST_WORDS = 320  # design px: what title and note need beside the buttons
LARGEST_FILE = 1_000_000  # bytes


class Side(QWidget):
    """A tab; `view` is its list, which the page puts at the leading side."""

    tab: ClassVar[str]

    def __init__(self, around: Around, *, says: str, row: int, delegate: type[TitleDelegate] = TitleDelegate) -> None:
        """`says` names the list; `row` is a row's height in design px."""
        super().__init__()
        self.around, self.desk, self.theme = around, around.desk, around.theme
        px, theme, tab = around.px, around.theme, self.tab
        self._wanted = ""
        self._staying = False
        self.model = Titles(self)
        self.view = RowsView(theme, self.model, name=self._list_name(), says=says, height=lambda: px(row))
        self.view.setSelectionMode(RowsView.SelectionMode.SingleSelection)
        self._delegate = delegate(theme)
        self.view.setItemDelegate(self._delegate)
        self.view.moved.connect(lambda _number: self._go())
        self.view.wanted_menu.connect(lambda _number, where: self.menu().popup(where))
        self.name = Label(theme, "", "page", wrap=True)
        self.note = Wrapped(theme, "", "body", "text2")
        self.more_words = Wrapped(theme, "", "small", "text3")
        self.problem = Label(theme, "", "small", "red", wrap=True, name=f"playbooks.problem.{tab}")
        self.problem.hide()
        self._settle = QTimer(self)  # the area has measured lines that wrap before they had their width
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._measure)

    def _list_name(self) -> str:
        return "playbooks.list" if self.tab == "steps" else f"playbooks.{self.tab}"

    def lay_out(self, buttons: Sequence[QWidget], main: Sequence[QWidget], aside: Sequence[QWidget]) -> None:
        """Put the parts together: words and buttons above, cards below, the aside beside them where there is room."""
        px = self.around.px
        words = QVBoxLayout()
        words.setSpacing(px(2))
        for part in (self.name, self.note, self.more_words):
            words.addWidget(part)
        self._in_line = QHBoxLayout()
        self._in_line.setSpacing(px(6))
        for button in buttons:
            self._in_line.addWidget(button)
        self._in_line.addStretch(1)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(px(10))
        self._head.addLayout(words, 1)
        self._head.addLayout(self._in_line)
        columns = []
        for parts in ((self.problem, *main), aside):
            column = QVBoxLayout()
            column.setSpacing(px(14))
            for each in parts:
                column.addWidget(each)
            column.addStretch(1)
            columns.append(column)
        self.aside = QWidget()
        self.aside.setLayout(columns[1])
        columns[1].setContentsMargins(0, 0, 0, 0)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(px(18))
        self._body.addLayout(columns[0], 1)
        self._body.addWidget(self.aside)
        inner = QWidget()
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(px(28), px(22), px(28), px(20))
        whole.setSpacing(px(12))
        whole.addLayout(self._head)
        whole.addLayout(self._body)
        whole.addStretch(1)
        self.area = scrolling(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)
        self.fit("wide")

    def more_button(self) -> Button:
        """The button that opens the menu."""
        name = "playbooks.more" if self.tab == "steps" else f"playbooks.{self.tab}.more"
        more = Button(self.theme, "", "dots-three", name=name, says=_("More"))
        more.clicked.connect(lambda: self.menu().popup(more.mapToGlobal(QPoint(0, more.height()))))
        return more

    # For the tabs to say

    def reload(self) -> None:
        """Read all of it again; `stay` afterwards."""

    def show_chosen(self) -> None:
        """Show what is chosen."""

    def fill(self, menu: QMenu) -> None:
        """What can be done with the chosen one."""

    def first(self) -> QWidget:
        """What F6 comes to."""
        raise NotImplementedError

    def new(self) -> None:
        """A new one."""

    def edit(self) -> None:
        """Change the chosen one."""

    def remove(self) -> None:
        """Remove the chosen one if it is hers."""

    def ask_file_of_this(self) -> None:
        """Ask for a file of this kind and take it in."""

    def open_file(self, path: Path) -> None:
        """Take one in from a file."""

    # Shared

    @property
    def key(self) -> str:
        """The key of the chosen one, "" for none."""
        row = self.model.at(self.view.current())
        return row.key if row is not None else ""

    def go_to(self, key: str) -> None:
        """Choose this one, as soon as it is there."""
        place = self.model.place_of(key)
        if place >= 0:
            self.view.go_to(place)
        else:
            self._wanted = key

    def came(self, key: str) -> None:
        """A new one is in the book: read all again and choose it."""
        self._wanted = key
        self.reload()

    def stay(self, before: str) -> None:
        """After reading: the one that is wanted, else the one that was shown, else the first."""
        wanted = self._wanted or before
        self._wanted = ""
        self._staying = True
        self.view.go_to(max(0, self.model.place_of(wanted)))
        self._staying = False
        self.tell("")
        self.show_chosen()
        self.settle()

    def _go(self) -> None:
        if self.view.current() >= 0 and not self._staying:
            self.tell("")
            self.show_chosen()
            self.settle()

    def tell(self, sentence: str) -> None:
        """What is wrong, above the cards."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def menu(self) -> QMenu:
        """What can be done with the chosen one."""
        menu = passing_menu(self, "playbook")
        self.fill(menu)
        return menu

    def ask_file(self, title: str, kind: str) -> None:
        """Ask for a file to take in."""
        told, _kind = QFileDialog.getOpenFileName(self, title, str(Path.home()), kind)
        if told:
            self.open_file(Path(told))

    def ask_place(self, title: str, name: str, kind: str, save: Callable[[Path], None]) -> None:
        """Ask where to save a file."""
        told, _kind = QFileDialog.getSaveFileName(self, title, str(Path.home() / f"{name}.toml"), kind)
        if told:
            save(Path(told))

    def text_of(self, path: Path) -> str | None:
        """The text of a file; None, and a sentence, for what cannot be one."""
        try:
            if path.stat().st_size > LARGEST_FILE:
                raise Trouble(_("“{name}” is too long to be taken in.").format(name=path.name))
            return path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            self.tell(_("“{name}” cannot be read. Choose a file saved as .toml.").format(name=path.name))
        except Trouble as wrong:
            self.tell(str(wrong))
        return None

    def write(self, path: Path, text: str) -> None:
        """Write a file to share."""
        try:
            write_whole(path, [text.encode()])
        except (OSError, ValueError):
            self.tell(_("“{name}” could not be written. Choose another place.").format(name=path.name))
            return
        self.desk.said.emit(_("Saved “{name}”").format(name=path.name), 0)

    # Room

    def fit(self, width: Width) -> None:
        """What lies beside goes below where there is no room."""
        wide = width == "wide"
        self._body.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self.aside.setMaximumWidth(self.around.px(ASIDE) if wide else UNBOUNDED)
        self.aside.setMinimumWidth(self.around.px(LEAST_ASIDE) if wide else 0)
        self.settle()

    def settle(self) -> None:
        """Lines that wrap are measured again, soon."""
        self._settle.start()

    def _measure(self) -> None:
        inner = self.area.widget()
        for words in inner.findChildren(Wrapped) if inner is not None else ():
            words.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines wrap anew, and buttons stand below the words where there is no room beside them."""
        super().resizeEvent(event)
        below = self.width() < self._in_line.sizeHint().width() + self.around.px(LEAST_WORDS)
        self._head.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)
        self.settle()
