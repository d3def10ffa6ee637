"""What changed here and on the server: side by side, one after another, settled by one key; undoable."""

from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from mrtnet.domain.forms import PersonForm
from mrtnet.domain.merging import FIELDS
from mrtnet.sync import accounts, conflicts
from mrtnet.sync.accounts import Account
from mrtnet.sync.contact_side import ContactSide
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.feeding import by_writer
from mrtnet.ui.icons import icon
from mrtnet.ui.merging.side_by_side import SideBySide
from mrtnet.ui.widgets.basic import Button, Card, Label
from mrtnet.ui.widgets.flow import Flow
from mrtnet.words import _, later, plural

_MOST = 12
"""Rows of the table."""
_FIELDS = {
    "when": later("When"), "summary": later("Title"), "location": later("Place"), "description": later("Words"),
    "status": later("State"), "url": later("Link"), "alarm": later("Reminder"), "busy": later("Busy"),
    "categories": later("Categories"), "class": later("Privacy"), "photo": later("Photo"), "group": later("Group"),
    "members": later("Members"),
}  # fmt: skip


class Way(NamedTuple):
    """One way to settle it: its words, its icon, and what it means."""

    words: str
    icon: str
    choice: conflicts.Choice


_WAYS: dict[str, tuple[Way, Way]] = {
    "": (Way(later("Keep mine"), "desktop", "mine"), Way(later("Take theirs"), "cloud-arrow-up", "theirs")),
    "same": (Way(later("The same person"), "users", "same"), Way(later("Another person"), "user-plus", "other")),
    "gone": (Way(later("Send it there again"), "arrow-clockwise", "mine"),
             Way(later("Keep it here only"), "desktop", "theirs")),
}  # fmt: skip
_ABOUT = {
    "": later("Choose the side that is right. Undo takes it back."),
    "same": later("A new card there may be somebody you know. Choose what counts of both; Undo takes it back."),
    "gone": later("Removed there. Here everything stays as it is; choose whether the card goes there again."),
}


def open_conflicts(around: Around, account: Account) -> list[dict[str, Any]]:
    """What waits for her decision; reads only."""
    try:
        return conflicts.side_by_side(accounts.side_of(around.desk.book, account))
    except Trouble:
        return []


class ConflictsDialog(SmallDialog):
    """Mine at the start, theirs at the end; `1` and `2` choose. Of people `3` takes what was chosen field by field."""

    def __init__(self, around: Around, account: Account, settled: Callable[[], None]) -> None:
        super().__init__(around, "conflicts", _("For you to decide"), _("Later"), icon="clock")
        self.account, self._settled = account, settled
        self._waiting = open_conflicts(around, account)
        self.title = Label(self.theme, "", "section", wrap=True)
        self.words = Label(self.theme, "", "body", "text2", wrap=True)
        self.column.addWidget(self.title)
        self.column.addWidget(self.words)
        self._table = QWidget()
        self.column.addWidget(self._table, 1)
        self.sides = SideBySide(self.theme, name="conflicts.sides")
        self.sides.view.installEventFilter(self)
        self.column.addWidget(self.sides, 1)
        self.first = Button(self.theme, "", "desktop", hint="1", name="conflicts.mine")
        self.second = Button(self.theme, "", "cloud-arrow-up", hint="2", name="conflicts.theirs")
        self.chosen = Button(self.theme, _("As chosen"), "check", hint="3", name="conflicts.chosen")
        buttons = QWidget()
        flow = Flow(around.px(8))
        buttons.setLayout(flow)
        for button, act in ((self.first, lambda: self._way(0)), (self.second, lambda: self._way(1)),
                            (self.chosen, self._as_chosen)):  # fmt: skip
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on=False, act=act: act())
            flow.addWidget(button)
        self.column.addWidget(buttons)
        people = account.protocol == "carddav"
        self.resize(around.px(760 if people else 620), around.px(560 if people else 380))
        self._show()

    def _show(self) -> None:
        number = len(self._waiting)
        self.title.setText(plural("{n} for you to decide", "{n} for you to decide", number))
        both = self._both() if self._waiting else None
        self.sides.setVisible(both is not None)
        asks = self._waiting[0]["asks"] if self._waiting else ""
        self.words.setText(_(_ABOUT[asks]))
        for button, way in zip((self.first, self.second), _WAYS[asks], strict=True):
            button.say(_(way.words))
            button.setIcon(icon(self.theme, way.icon, "text"))
            button.setEnabled(bool(self._waiting))
        self.chosen.setVisible(both is not None and asks == "")
        table = QWidget() if both is not None else self._table_of(self._waiting[0] if self._waiting else {})
        table.setVisible(both is None)
        self.column.replaceWidget(self._table, table)
        self._table.deleteLater()
        self._table = table
        if both is not None:
            self.sides.show_sides((_("Mine"), _("Theirs")), both, details=(_("in the book"), self.account.title))

    def _both(self) -> tuple[PersonForm, PersonForm] | None:
        side = accounts.side_of(self.desk.book, self.account)
        return side.both(self._waiting[0]["id"]) if isinstance(side, ContactSide) else None

    def _table_of(self, each: dict[str, Any]) -> QWidget:
        px, theme = self.around.px, self.theme
        table = Card(theme)
        grid = QGridLayout(table)
        grid.setContentsMargins(px(14), px(10), px(14), px(10))
        grid.setHorizontalSpacing(px(14))
        for column, words in enumerate(("", _("Mine"), _("Theirs"))):
            grid.addWidget(Label(theme, words, "small_medium", "text2"), 0, column)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        if each:
            sides = (each["mine"], each["theirs"])
            known = {**(each["mine"] or {}), **(each["theirs"] or {})}
            first = [name for name in ("summary", "name", "group") if name in known and name not in each["fields"]]
            more = [] if each["fields"] else [name for name in known if name not in first]
            for row, name in enumerate([*first, *each["fields"], *more][:_MOST], 1):
                grid.addWidget(Label(theme, self._field(name), "small", "text3"), row, 0)
                for column, side in enumerate(sides, 1):
                    told = _("deleted") if side is None else str(side.get(name, ""))
                    role = "medium" if name in each["fields"] else "body"
                    grid.addWidget(Label(theme, told or "—", role, wrap=True), row, column)
            grid.setRowStretch(_MOST + 1, 1)
        return table

    def _field(self, name: str) -> str:
        """The name of a field in words; of a moved instance its day stands before it."""
        day, _blank, field = name.rpartition(" ")
        title = next((known.title for known in FIELDS if known.key == field), _FIELDS.get(field, field))
        return f"{day} {_(title)}".strip()

    def _way(self, number: int) -> None:
        """The first or second button."""
        if self._waiting:
            way = _WAYS[self._waiting[0]["asks"]][number]
            self._choose(way.choice, self.sides.choices() if way.choice == "same" else None)

    def _as_chosen(self) -> None:
        if self._waiting and self.chosen.isVisible():
            self._choose("merged", self.sides.choices())

    def _choose(self, choice: conflicts.Choice, choices: dict[str, int] | None = None) -> None:
        uid, desk, account = self._waiting[0]["id"], self.desk, self.account

        def done(_outcome: object) -> None:
            desk.look()
            self._settled()
            self._waiting = open_conflicts(self.around, account)
            if self._waiting:
                self._show()
            else:
                self.accept()
                desk.said.emit(_("Settled. The next sync tells the server."), 0)

        by_writer(
            desk, lambda: conflicts.resolve(accounts.side_of(desk.book, account), uid, choice, choices=choices),
            on_done=done, on_trouble=self.tell,
        )  # fmt: skip

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The table would look for a row that begins with the digit."""
        return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._key(event.key())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 and 2 are the two ways, 3 is what was chosen."""
        if not self._key(event.key()):
            super().keyPressEvent(event)

    def _key(self, key: int) -> bool:
        if key in (Qt.Key.Key_1, Qt.Key.Key_2):
            self._way(int(key == Qt.Key.Key_2))
        elif key == Qt.Key.Key_3:
            self._as_chosen()
        else:
            return False
        return True


class DeletionsDialog(SmallDialog):
    """The server lost very much: delete it here too, or send it there again. Leaving changes nothing."""

    def __init__(
        self, around: Around, question: str, then: Callable[[str], None], answers: tuple[str, str] | None = None
    ) -> None:
        here, restore = answers or (_("Delete it here too"), _("Send it there again"))
        super().__init__(around, "deletions", _("Much is gone"), restore, icon="arrow-clockwise")
        self._then = then
        self.column.addWidget(Label(self.theme, _("Much is gone"), "section", wrap=True))
        self.column.addWidget(Label(self.theme, question, "body", "text2", wrap=True))
        self.here = Button(self.theme, here, "trash", name="deletions.here")
        self.here.setAutoDefault(False)
        self.here.clicked.connect(self._delete)
        self.column.addWidget(self.here)
        self.setMinimumWidth(around.px(440))
        self.take.setFocus()

    def _delete(self) -> None:
        self.accept()
        self._then("here")

    def finish(self) -> bool:
        """The safe way: nothing is lost here."""
        self._then("restore")
        return True
