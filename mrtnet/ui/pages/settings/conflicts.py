"""What changed here and on the server: side by side, one after another, settled by one key; undoable."""

from collections.abc import Callable
from typing import Any, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from mrtnet.sync import accounts, conflicts
from mrtnet.sync.accounts import Account
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.feeding import by_writer
from mrtnet.ui.widgets.basic import Button, Card, Label
from mrtnet.words import _, later, plural

_FIELDS = {
    "SUMMARY": later("Title"), "DTSTART": later("Starts"), "DTEND": later("Ends"), "DURATION": later("Length"),
    "LOCATION": later("Place"), "DESCRIPTION": later("Words"), "STATUS": later("State"), "URL": later("Link"),
    "VALARM": later("Reminder"), "RRULE": later("Repeats"), "EXDATE": later("Left out"),
    "CATEGORIES": later("Categories"),
}  # fmt: skip


def open_conflicts(around: Around, account: Account) -> list[dict[str, Any]]:
    """What waits for her decision; reads only."""
    try:
        return conflicts.side_by_side(accounts.side_of(around.desk.book, account))
    except Trouble:
        return []


class ConflictsDialog(SmallDialog):
    """Mine at the start, theirs at the end; `1` and `2` choose."""

    def __init__(self, around: Around, account: Account, settled: Callable[[], None]) -> None:
        super().__init__(around, "conflicts", _("Changed on both sides"), _("Later"), icon="clock")
        self.account, self._settled = account, settled
        self._waiting = open_conflicts(around, account)
        self.title = Label(self.theme, "", "section", wrap=True)
        self.words = Label(self.theme, _("Choose the side that is right. Undo takes it back."), "body", "text2",
                           wrap=True)  # fmt: skip
        self.column.addWidget(self.title)
        self.column.addWidget(self.words)
        self._table = QWidget()
        self.column.addWidget(self._table, 1)
        buttons = QWidget()
        line = QHBoxLayout(buttons)
        line.setContentsMargins(0, 0, 0, 0)
        self.mine = Button(self.theme, _("Keep mine"), "desktop", hint="1", name="conflicts.mine")
        self.theirs = Button(self.theme, _("Take theirs"), "cloud-arrow-up", hint="2", name="conflicts.theirs")
        for button, choice in ((self.mine, "mine"), (self.theirs, "theirs")):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on=False, c=choice: self._choose("mine" if c == "mine" else "theirs"))
            line.addWidget(button)
        line.addStretch(1)
        self.column.addWidget(buttons)
        self.resize(around.px(620), around.px(380))
        self._show()

    def _show(self) -> None:
        px, theme = self.around.px, self.theme
        number = len(self._waiting)
        self.title.setText(plural("{n} entry changed on both sides", "{n} entries changed on both sides", number))
        table = Card(theme)
        grid = QGridLayout(table)
        grid.setContentsMargins(px(14), px(10), px(14), px(10))
        grid.setHorizontalSpacing(px(14))
        for column, words in enumerate(("", _("Mine"), _("Theirs"))):
            grid.addWidget(Label(theme, words, "small_medium", "text2"), 0, column)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        if self._waiting:
            each = self._waiting[0]
            mine, theirs = each["mine"], each["theirs"]
            names = [name for name in ("SUMMARY",) if name not in each["fields"]] + list(each["fields"])
            for row, name in enumerate(names, 1):
                grid.addWidget(Label(theme, _(_FIELDS.get(name, name)), "small", "text3"), row, 0)
                for column, side in ((1, mine), (2, theirs)):
                    told = _("deleted") if side is None else str(side.get(name, ""))
                    role = "medium" if name in each["fields"] else "body"
                    grid.addWidget(Label(theme, told or "—", role, wrap=True), row, column)
        for button in (self.mine, self.theirs):
            button.setEnabled(bool(self._waiting))
        layout = self.column
        layout.replaceWidget(self._table, table)
        self._table.deleteLater()
        self._table = table

    def _choose(self, choice: Literal["mine", "theirs"]) -> None:
        if not self._waiting:
            return
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
            desk, lambda: conflicts.resolve(accounts.side_of(desk.book, account), uid, choice), on_done=done,
            on_trouble=self.tell,
        )  # fmt: skip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 keeps mine, 2 takes theirs."""
        if event.key() == Qt.Key.Key_1:
            self._choose("mine")
        elif event.key() == Qt.Key.Key_2:
            self._choose("theirs")
        else:
            super().keyPressEvent(event)


class DeletionsDialog(SmallDialog):
    """The server lost very much: delete it here too, or send it there again. Leaving changes nothing."""

    def __init__(self, around: Around, question: str, then: Callable[[str], None]) -> None:
        super().__init__(around, "deletions", _("Much is gone there"), _("Send it there again"), icon="arrow-clockwise")
        self._then = then
        self.column.addWidget(Label(self.theme, _("Much is gone on the server"), "section", wrap=True))
        self.column.addWidget(Label(self.theme, question, "body", "text2", wrap=True))
        self.here = Button(self.theme, _("Delete it here too"), "trash", name="deletions.here")
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
