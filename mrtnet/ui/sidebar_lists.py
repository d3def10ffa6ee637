"""Her saved lists in the sidebar: changed, moved and removed by keys and by the menu of a row."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QKeyEvent, QKeySequence

from mrtnet.queries import saved_lists
from mrtnet.ui import names
from mrtnet.ui.around import Around
from mrtnet.ui.delegates.nav import Place
from mrtnet.ui.icons import icon
from mrtnet.ui.rows import Lines
from mrtnet.ui.widgets.menus import passing_menu
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.words import _, later

CHANGE, UP, DOWN, REMOVE = "F2", "Alt+Up", "Alt+Down", "Del"
DEEDS = (
    ("change", later("Change…"), CHANGE, "pencil-simple"),
    ("up", later("Move up"), UP, "arrow-up"),
    ("down", later("Move down"), DOWN, "arrow-down"),
    ("export", later("Export people…"), "", "export"),
    ("remove", later("Remove the list"), REMOVE, "trash"),
)
"""(deed, words, key, icon) of one list."""


class ListsView(RowsView):
    """The saved lists. `at(number)` tells which one stands in a row."""

    _last: tuple[int, int] | None = None
    """The row the keyboard was on, and its list."""

    def __init__(self, around: Around, model: Lines, at: Callable[[int], Place | None], **more: Any) -> None:
        super().__init__(around.theme, model, **more)
        self._around, self._at = around, at
        self.moved.connect(self._note)
        self.wanted_menu.connect(self._show_menu)

    def event(self, event: QEvent) -> bool:
        """The keys of a list are its own here, whatever they are elsewhere in the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _deed(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2, Alt+Up, Alt+Down, Del."""
        deed = _deed(event)
        if deed:
            self.carry_out(deed, self.current())
        else:
            super().keyPressEvent(event)

    def stay(self) -> None:
        """Other lists are shown: while the keyboard is here it stays with its list, else in its row."""
        if not self.hasFocus() or self._last is None:
            return
        number, kept = self._last
        rows = range(self.model().rowCount())
        where = next((row for row in rows if (place := self._at(row)) and place.list_id == kept), number)
        self.blockSignals(True)
        self.go_to(where)
        self.blockSignals(False)
        self._note(self.current())

    def _note(self, number: int) -> None:
        if (place := self._at(number)) is not None:
            self._last = number, place.list_id

    def carry_out(self, deed: str, number: int) -> None:
        """Do this to the list in a row."""
        place = self._at(number)
        if place is None:
            return
        if deed == "change":
            change_list(self._around, place.list_id)
            return
        if deed == "export":
            from mrtnet.ui.leaving.opening import export_people

            export_people(self._around, place.list_id)
            return
        from mrtnet.edits import saved_lists as edits

        if deed == "remove":
            self._around.desk.do(edits.remove_list, place.list_id)
        else:
            self._around.desk.do(edits.move_list, place.list_id, -1 if deed == "up" else 1)

    def _show_menu(self, number: int, where: QPoint) -> None:
        menu = passing_menu(self, "list")
        last = self.model().rowCount() - 1
        for deed, words, key, sign in DEEDS:
            shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
            action = menu.addAction(icon(self.theme, sign), f"{_(words)}\t{shown}" if shown else _(words))
            action.setObjectName(names.command(f"list.{deed}"))
            action.setEnabled(not (deed == "up" and number == 0) and not (deed == "down" and number == last))
            action.triggered.connect(lambda _on=False, deed=deed: self.carry_out(deed, number))
        menu.popup(where)


def change_list(around: Around, list_id: int) -> None:
    """Ask for another name or search of a list."""
    from mrtnet.ui.dialogs.saved_list import SavedListDialog

    old = next((each for each in saved_lists.listed(around.desk.read) if each.id == list_id), None)
    if old is not None:
        SavedListDialog(around, old.query, old).open_at()


def _deed(event: QKeyEvent) -> str:
    pressed = QKeySequence(event.keyCombination())
    return next((deed for deed, _words, key, _icon in DEEDS if QKeySequence(key) == pressed), "")
