"""The help window: the keys that act on the page behind it, the guide, and about the program."""

import platform
from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from mrtnet import __version__
from mrtnet.ui import names
from mrtnet.ui.around import Around
from mrtnet.ui.commands import Command
from mrtnet.ui.help.guide import chapters
from mrtnet.ui.pages.settings.controls import shown_path
from mrtnet.ui.pages.settings.keyboard import KeyDelegate, KeyRow, KeyRows
from mrtnet.ui.widgets.basic import Button, Field, Label
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.ui.widgets.scrolling import room_for, scrolling
from mrtnet.ui.write.segments import Segments
from mrtnet.words import _, later

PARTS = {"keys": later("Keys of this page"), "guide": later("Guide"), "about": later("About")}
ROW = 36  # design px
LISTS: Mapping[str, str] = {
    "↑ ↓ Home End": later("Move in a list"),
    "Enter": later("Open the row"),
    "Shift+↑ ↓": later("Select several"),
    "Tab": later("Next field or button"),
    "Esc": later("Close, keep what is typed"),
    "Alt": later("Show the menus"),
}
OWN: Mapping[str, Mapping[str, str]] = {
    "events": {
        "Tab, Enter": later("Next cell, next person"),
        "F2": later("Change the cell"),
        "Ctrl+D": later("Same as above"),
        "Ctrl+V": later("Paste rows"),
        "Alt+A B C": later("Rank the person"),
        "Alt+Shift+← →": later("Column narrower, wider"),
    },
    "follow_ups": {
        "← → ↑ ↓": later("Another day"),
        "PgUp PgDown": later("Another month or week"),
        "Ctrl+Shift+Arrow": later("Move the follow-up to another day"),
    },
}
"""Keys of pages that are no commands."""


class Help(QDialog):
    """`show_part("keys")` brings it up. It stays open beside the window until it is closed."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.window)
        self.around, self.theme = around, around.theme
        px = around.px
        self.setObjectName(names.dialog("help"))
        self.setWindowTitle(_("Help"))
        self.setAccessibleName(_("Help"))
        titles = {key: _(words) for key, words in PARTS.items()}
        self.switch = Segments(self.theme, titles, name="help.part", says=_("Part of the help"))
        self.switch.chose.connect(self.show_part)
        self.stack = QStackedWidget()
        for part in (self._make_keys(), self._make_guide(), self._make_about()):
            self.stack.addWidget(part)
        close = Button(self.theme, _("Close"), "", name="help.close")
        close.clicked.connect(self.close)
        head = QHBoxLayout()
        head.addWidget(self.switch)
        head.addStretch(1)
        head.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(18), px(14), px(18), px(14))
        column.setSpacing(px(12))
        column.addLayout(head)
        column.addWidget(self.stack, 1)
        self.resize(QSize(px(620), px(640)).boundedTo(room_for(self)))

    def show_part(self, part: str) -> None:
        """Come up with this part."""
        self.switch.mark(part)
        self.stack.setCurrentIndex(list(PARTS).index(part))
        if part == "keys":
            self._filter.clear()
            self._find("")
        self.show()
        self.raise_()
        self.activateWindow()
        goal: QWidget | None = self._filter if part == "keys" else self.stack.currentWidget()
        if goal is not None:
            goal.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_keys(self) -> QWidget:
        px = self.around.px
        part = QWidget()
        self._filter = Field(self.theme, _("Find a command or key…"), "magnifying-glass", name="help.filter")
        self._filter.textChanged.connect(self._find)
        self._keys = KeyRows()
        self.view = RowsView(self.theme, self._keys, name="help.keys", says=_("Keys"), height=lambda: px(ROW))
        delegate = KeyDelegate(self.theme)
        delegate.setParent(self.view)
        self.view.setItemDelegate(delegate)
        self.view.opened.connect(self._run)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self._filter)
        column.addWidget(self.view, 1)
        hint = _("Enter carries the command out. Keys can be changed in Settings.")
        column.addWidget(Label(self.theme, hint, "small", "text3", wrap=True))
        return part

    def _find(self, text: str) -> None:
        commands = self.around.commands
        page = getattr(self.around.window, "page", None)
        own = {**OWN.get(getattr(page, "key", ""), {}), **LISTS}
        rows = [KeyRow(each, commands.key_of(each.name), False) for each in commands.available()]
        rows = [row for row in rows if row.key] + [KeyRow(Command("", title), key, False) for key, title in own.items()]
        wanted = text.casefold()
        self._keys.show([row for row in rows if wanted in f"{_(row.command.title)} {row.key}".casefold()])

    def _run(self, number: int) -> None:
        row = self._keys.at(number)
        if row is not None and row.command.name:
            self.close()
            self.around.commands.run(row.command.name)

    def _make_guide(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, self.around.px(12), 0)
        column.setSpacing(self.around.px(6))
        for chapter in chapters():
            column.addWidget(Label(self.theme, chapter.title, "section", wrap=True))
            for paragraph in chapter.paragraphs:
                column.addWidget(Label(self.theme, paragraph, "body", "text2", wrap=True))
            column.addSpacing(self.around.px(8))
        column.addStretch(1)
        area = scrolling(inner, name="help.guide", says=_("Guide"), takes_keys=True)
        return area

    def _make_about(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.around.px(8))
        column.addWidget(Label(self.theme, f"mrtnet {__version__}", "page", name="help.version"))
        about = (
            _("Keeps the people you meet, says whom to write to today, and puts the steps into your calendar."),
            _("Your book: {place}").format(place=shown_path(self.around.desk.book.path)),
            _("Made with Qt {qt} and Python {python}. Icons: Phosphor (MIT license).").format(
                qt=qVersion(), python=platform.python_version()
            ),
        )
        for words in about:
            column.addWidget(Label(self.theme, words, "body", "text2", wrap=True))
        column.addStretch(1)
        return part
