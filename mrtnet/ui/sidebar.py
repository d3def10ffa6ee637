"""The sidebar: search, pages, saved lists, Log people, where the data is, settings. 224 px wide, or 52 with icons."""

from collections.abc import Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mrtnet.queries import people
from mrtnet.ui import names
from mrtnet.ui.around import Around
from mrtnet.ui.delegates.nav import NavDelegate, Place
from mrtnet.ui.pages.page import CommandButton
from mrtnet.ui.rows import Lines
from mrtnet.ui.sidebar_lists import ListsView
from mrtnet.ui.widgets.basic import Button, Field, Label, ShortLabel, Surface, Symbol
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.words import _

WIDE, NARROW = 224, 52  # design px
ROW = 34

_NOWHERE = QModelIndex()
View = TypeVar("View", bound=RowsView)


class Places(Lines):
    """The pages or lists to go to."""

    def __init__(self) -> None:
        super().__init__()
        self.places: list[Place] = []

    def show(self, places: Sequence[Place]) -> None:
        """Show these, keeping the selection where only numbers changed."""
        same = [place._replace(number=None) for place in places] == [p._replace(number=None) for p in self.places]
        if same:
            self.places = list(places)
            if places:
                self.dataChanged.emit(self.index(0, 0), self.index(len(places) - 1, 0))
            return
        self.beginResetModel()
        self.places = list(places)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """How many."""
        return 0 if parent.isValid() else len(self.places)

    def at(self, number: int) -> Place | None:
        """The place in this row."""
        return self.places[number] if 0 <= number < len(self.places) else None

    def spoken(self, number: int) -> str:
        """Title and count."""
        place = self.at(number)
        if place is None:
            return ""
        return f"{place.title}, {place.number}" if place.number else place.title


class SearchField(Field):
    """Looks like a field and opens the palette."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.theme, _("Search or run…"), "magnifying-glass",
                         hint=around.commands.key_of("palette"), name=names.SEARCH)  # fmt: skip
        self._around = around
        self.setReadOnly(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """A click opens the palette."""
        self._around.commands.run("palette")

    def keyPressEvent(self, event: Any) -> None:
        """Enter or the first letter opens it."""
        letter = event.text().strip() if event.text().isprintable() else ""  # Esc and Del have a text, too
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or letter:
            self._around.commands.run("palette")
            field = self.window().focusWidget()
            if letter and isinstance(field, QLineEdit) and field is not self:
                field.insert(letter)  # the letter that opened it counts
        else:
            super().keyPressEvent(event)


class Sidebar(Surface):
    """`chose(place, enter)` when she goes somewhere; `enter` is false while the arrow keys pass by."""

    chose = Signal(object, bool)
    wanted_menu = Signal(object)
    """All commands, in a menu at this button: the menu bar is out of sight on Windows and Linux."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.theme, "sidebar", edge="end")
        self._around = around
        self.narrow = False
        self.setObjectName(names.SIDEBAR)
        theme = around.theme
        self.search = SearchField(around)
        self.menu = Button(theme, icon="dots-three", kind="ghost", small=True, says=_("Menu"),
                           hint=around.commands.key_of("menu"), name=names.SIDEBAR_MENU)  # fmt: skip
        self.menu.clicked.connect(lambda: self.wanted_menu.emit(self.menu))
        self.search_icon = CommandButton(around, "palette", bare=True, name=f"{names.SEARCH}.icon")
        self.pages, self.lists = Places(), Places()
        self.page_view = self._prepared(
            RowsView(theme, self.pages, name=names.PAGES, says=_("Pages"), height=self._row, ground="sidebar")
        )
        self.list_view = self._prepared(
            ListsView(around, self.lists, self.lists.at, name=names.LISTS, says=_("Lists"), height=self._row,
                      ground="sidebar")
        )  # fmt: skip
        self.lists_title = Label(theme, _("Lists"), "tiny_strong", "text3")
        self.new_list = CommandButton(around, "save_list", icon="plus", bare=True, kind="ghost", small=True,
                                      name=names.NEW_LIST)  # fmt: skip
        self.log = CommandButton(around, "log_people", kind="primary", full=True, name=names.LOG_PEOPLE)
        self.log_icon = CommandButton(around, "log_people", kind="primary", bare=True, name=f"{names.LOG_PEOPLE}.icon")
        self.status = QWidget()
        self.status.setObjectName(names.STATUS)
        self.shield = Symbol(theme, "shield-check", "text3", size=16)
        self.where = ShortLabel(theme, _("On this computer only"), "small", "text2")
        self.saved = ShortLabel(theme, "", "tiny", "text3")
        self.settings = CommandButton(around, "settings", kind="ghost", bare=True, small=True, name=names.SETTINGS)
        self._build()
        theme.changed.connect(self._size)
        around.commands.changed.connect(self._show_parts)
        self._size()

    def _row(self) -> int:
        return self.theme.px(ROW)

    def _prepared(self, view: View) -> View:
        model = self.pages if view.model() is self.pages else self.lists
        view.setItemDelegate(NavDelegate(self.theme))
        view.itemDelegate().setParent(view)
        view.setSelectionMode(RowsView.SelectionMode.SingleSelection)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        view.opened.connect(lambda number: self._choose(model.at(number)))
        view.clicked.connect(lambda index: self._choose(model.at(index.row())))
        view.moved.connect(lambda number: self._pass_by(view, model.at(number)))
        return view

    def _pass_by(self, view: RowsView, place: Place | None) -> None:
        """Arrow keys show what they pass; Tab, which only comes through, changes no page."""
        if view.arriving:
            QTimer.singleShot(0, view.clearSelection)
        elif view.hasFocus():
            self._choose(place, enter=False)

    def _choose(self, place: Place | None, *, enter: bool = True) -> None:
        if place is not None:
            self.chose.emit(place, enter)

    def _build(self) -> None:
        px = self.theme.px
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.status)
        self._foot.setSpacing(0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.where)
        words.addWidget(self.saved)
        words.addStretch(1)
        self._foot.addWidget(self.shield)
        self._foot.addSpacing(px(5))
        self._foot.addLayout(words, 1)
        self._foot.addWidget(self.menu, 0, Qt.AlignmentFlag.AlignHCenter)
        self._foot.addWidget(self.settings, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column = QVBoxLayout(self)
        top: Sequence[QWidget] = (self.search, self.search_icon, self.page_view)
        for widget in top:  # the pages come before the lists where there is no room for all
            self._column.addWidget(widget, 1000 if widget is self.page_view else 0)
        self._lists_head = QHBoxLayout()
        self._lists_head.addWidget(self.lists_title, 1)
        self._lists_head.addWidget(self.new_list)
        lists = QVBoxLayout()
        lists.setSpacing(0)
        lists.addLayout(self._lists_head)
        lists.addWidget(self.list_view, 1)
        self._column.addLayout(lists, 1)
        self._column.addStretch(0)
        foot: Sequence[QWidget] = (self.log, self.log_icon, self.status)
        for widget in foot:
            self._column.addWidget(widget)

    def show_places(self, pages: Sequence[Place], lists: Sequence[Place]) -> None:
        """The pages that exist and her lists, with their numbers."""
        self.pages.show(pages)
        self.lists.show(lists)
        self.list_view.stay()
        self._size()
        self._show_parts()

    def mark(self, key: str, list_id: int = 0) -> None:
        """Where she is."""
        for model, view in ((self.pages, self.page_view), (self.lists, self.list_view)):
            here = [
                number
                for number, place in enumerate(model.places)
                if (place.list_id == list_id if list_id else not place.list_id and place.key == key)
            ]
            view.blockSignals(True)
            if here:
                view.go_to(here[0])
            else:
                view.clearSelection()
                if not view.hasFocus():  # the keyboard keeps its row
                    view.setCurrentIndex(QModelIndex())
            view.blockSignals(False)

    def set_narrow(self, narrow: bool) -> None:
        """Only icons, or words too."""
        self.narrow = narrow
        self._size()
        self._show_parts()

    def _size(self) -> None:
        px = self.theme.px
        self.setFixedWidth(px(NARROW if self.narrow else WIDE))
        side = px(8 if self.narrow else 12)
        end = side + 1
        left, right = (end, side) if self.isRightToLeft() else (side, end)
        self._column.setContentsMargins(left, px(12), right, px(12))
        self._column.setSpacing(px(8))
        lead = 0 if self.narrow else px(3)
        for button in (self.menu, self.settings):
            button.setFixedWidth(px(28 if self.narrow else 24))
        self._foot.setDirection(QBoxLayout.Direction.TopToBottom if self.narrow else QBoxLayout.Direction.LeftToRight)
        self._foot.setContentsMargins(0 if self.isRightToLeft() else lead, 0, lead if self.isRightToLeft() else 0, 0)
        never, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.list_view.setVerticalScrollBarPolicy(never if self.narrow else needed)
        self.page_view.setMaximumHeight(px(ROW) * len(self.pages.places))
        self.page_view.setVerticalScrollBarPolicy(never if self.narrow else needed)
        self._lists_head.setContentsMargins(0 if self.isRightToLeft() else px(10), px(8),
                                            px(10) if self.isRightToLeft() else 0, 0)  # fmt: skip
        self.lists_title.setMinimumHeight(px(28))

    def _show_parts(self) -> None:
        narrow, can = self.narrow, self._around.can
        self.search.setVisible(not narrow and can("palette"))
        self.search_icon.want(narrow)
        lists = not narrow and (bool(self.lists.places) or people.anybody(self._around.desk.read))
        self.lists_title.setVisible(lists)
        self.new_list.want(lists)
        self.list_view.setVisible(True)
        self.log.want(not narrow)
        self.log_icon.want(narrow)
        words: Sequence[QWidget] = (self.shield, self.where, self.saved)
        for widget in words:
            widget.setVisible(not narrow)

    def say_data(self, where: str, saved: str) -> None:
        """Where the data is and how fresh it is."""
        self.where.setText(where)
        self.saved.setText(saved)
