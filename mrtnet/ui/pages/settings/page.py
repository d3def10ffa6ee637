"""The page of Settings: its parts at the start, the chosen part beside it."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from mrtnet.ui.around import Around, Width
from mrtnet.ui.commands import handles
from mrtnet.ui.delegates.nav import NavDelegate, Place
from mrtnet.ui.pages.page import MARGIN, Head, Page
from mrtnet.ui.pages.settings.appearance import Appearance
from mrtnet.ui.pages.settings.calendar import CalendarPart
from mrtnet.ui.pages.settings.controls import Part
from mrtnet.ui.pages.settings.data import Data
from mrtnet.ui.pages.settings.general import General
from mrtnet.ui.pages.settings.keyboard import Keyboard
from mrtnet.ui.pages.settings.reminders import Reminders
from mrtnet.ui.pages.settings.templates import Templates
from mrtnet.ui.sidebar import Places
from mrtnet.ui.widgets.choice import Choice
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.ui.widgets.scrolling import scrolling
from mrtnet.words import _, later

ROW, LIST = 34, 176  # design px


class Chapter(NamedTuple):
    """A part of Settings: title, icon, class."""

    title: str
    icon: str
    kind: type[Part]


CHAPTERS: Mapping[str, Chapter] = {
    "general": Chapter(later("General"), "user", General),
    "reminders": Chapter(later("Reminders"), "bell", Reminders),
    "calendar": Chapter(later("Calendar"), "calendar-blank", CalendarPart),
    "templates": Chapter(later("Templates"), "note-pencil", Templates),
    "appearance": Chapter(later("Appearance"), "text-aa", Appearance),
    "keyboard": Chapter(later("Keyboard"), "keyboard", Keyboard),
    "data": Chapter(later("Data"), "database", Data),
}


class SettingsPage(Page):
    """The page of settings; a part is made when it is first shown."""

    key = "settings"
    shows = frozenset({"setting", "person", "event", "saved_list", "busy_calendar", "account"})

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        px = around.px
        self.chapter = ""
        self.head = Head(around, _("Settings"))
        self.chapters = Places()
        self.chapters.show([Place(key, _(each.title), each.icon) for key, each in CHAPTERS.items()])
        self.view = RowsView(
            self.theme, self.chapters, name="settings.parts", says=_("Parts of the settings"), height=lambda: px(ROW),
            ground="window",
        )  # fmt: skip
        self.view.setItemDelegate(NavDelegate(self.theme))
        self.view.itemDelegate().setParent(self.view)
        self.view.setSelectionMode(RowsView.SelectionMode.SingleSelection)
        self.view.moved.connect(self._moved)
        self.view.opened.connect(lambda _number: self._into())
        self.short = Choice("settings.part", _("Part of the settings"), least=8)
        self.short.fill({key: _(each.title) for key, each in CHAPTERS.items()})
        self.short.activated.connect(lambda _number: self.show_chapter(self.short.currentData()))
        self.stack = QStackedWidget()
        self._parts: dict[str, Part] = {}
        body = QHBoxLayout()
        body.setSpacing(px(20))
        body.addWidget(self.view)
        body.addWidget(self.stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(MARGIN), px(22), px(MARGIN), 0)
        column.setSpacing(px(10))
        column.addWidget(self.head)
        column.addWidget(self.short)
        column.addLayout(body, 1)
        self.theme.changed.connect(self._size)
        self._size()
        self.show_chapter("general")

    def show_chapter(self, key: str) -> None:
        """Show this part."""
        if key not in CHAPTERS:
            return
        if key not in self._parts:
            self._make(key)
        if key != self.chapter:
            self.chapter = key
            self.stack.setCurrentIndex(list(self._parts).index(key))
            self.view.go_to(list(CHAPTERS).index(key))
            self.short.put(key)
            self.titled.emit()
        self._parts[key].reload()

    def _make(self, key: str) -> None:
        part = self._parts[key] = CHAPTERS[key].kind(self.around)
        part.stack(self.width_class == "narrow")
        middle = QWidget()
        line = QHBoxLayout(middle)
        line.setContentsMargins(0, self.around.px(2), self.around.px(10), 0)
        part.setMaximumWidth(self.around.px(720))
        part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        line.addWidget(part, 100)
        line.addStretch(1)
        area = scrolling(middle, name=f"settings.{key}", says=_(CHAPTERS[key].title))
        self.stack.addWidget(area)

    def _moved(self, number: int) -> None:
        place = self.chapters.at(number)
        if place is not None and place.key != self.chapter:
            self.show_chapter(place.key)

    @property
    def part(self) -> Part:
        """The part that is shown."""
        return self._parts[self.chapter]

    def _into(self) -> None:
        """From the list to the first control."""
        self.view.focusNextChild()

    @handles("filter")
    def find_key(self) -> None:
        """In Keyboard, find a command."""
        self.show_chapter("keyboard")
        part = self.part
        if isinstance(part, Keyboard):
            part.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # For the window

    def keep(self) -> None:
        """Keep what is typed."""
        for part in self._parts.values():
            part.keep()

    def reload(self) -> None:
        """Read the part anew."""
        self.part.reload()

    def arrive(self, target: Any) -> None:
        """At a part."""
        self.show_chapter(str(target))

    def place(self) -> Any:
        """Which part."""
        return self.chapter

    def headline(self) -> str:
        """The part, too."""
        return f"{self.title} · {_(CHAPTERS[self.chapter].title)}" if self.chapter else self.title

    def panes(self) -> Sequence[QWidget]:
        """The parts, and the part."""
        return (self.view if self.view.isVisibleTo(self) else self.short, self.part)

    def lettered(self) -> Sequence[QWidget]:
        """Letters belong to the fields here."""
        return ()

    def fit(self, width: Width) -> None:
        """The list becomes a choice where it is narrow."""
        self._size()

    def _size(self) -> None:
        narrow = self.width_class == "narrow"
        self.view.setVisible(not narrow)
        self.short.setVisible(narrow)
        self.view.setFixedWidth(self.around.px(LIST))
        for part in self._parts.values():
            part.setMaximumWidth(self.around.px(720))
            part.stack(narrow)
