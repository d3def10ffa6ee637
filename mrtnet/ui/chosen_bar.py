"""The bar below a list of people while several are chosen: what can be done with all of them in one step."""

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Protocol

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QObject
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrtnet.ui import names
from mrtnet.ui.around import Around
from mrtnet.ui.pages.page import CommandButton
from mrtnet.ui.widgets.basic import Button, Label, Surface
from mrtnet.ui.widgets.flow import Flow
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.words import _, later, plural

COMMANDS = {
    "write": later("Write"), "tag": later("Tag"), "rhythm": later("Keep in touch"), "play": later("Playbook"),
    "export_people": later("Export"),
}  # fmt: skip
"""What is done with all of them in one step; writing goes from one to the next."""


class ChosenBar(Surface):
    """How many are chosen, a button for each command, and one that lets them go."""

    def __init__(self, around: Around, view: RowsView) -> None:
        super().__init__(around.theme, "raised")
        px = around.px
        self.setObjectName(names.CHOSEN)
        self._view = view
        self.words = Label(around.theme, "", "small_strong", "text")
        self.away = Button(around.theme, "", "x", kind="ghost", small=True, says=_("Choose none"), name="chosen.none")
        self.away.clicked.connect(self._let_go)
        flow = Flow(px(1))
        self.buttons = [CommandButton(around, command, _(words), small=True, key=False, name=f"chosen.{command}")
                        for command, words in COMMANDS.items()]  # fmt: skip
        for button in self.buttons:
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14), px(4), px(10), px(8))
        column.setSpacing(px(2))
        head = QHBoxLayout()
        head.addWidget(self.words, 1)
        head.addWidget(self.away)
        column.addLayout(head)
        column.addLayout(flow)

    def show_number(self, number: int) -> None:
        """So many are chosen; the bar is there from two on."""
        self.words.setText(plural("{n} person chosen", "{n} people chosen", number))
        self.setVisible(number > 1)

    def _let_go(self) -> None:
        self._view.go_to(self._view.current())
        self._view.setFocus()


class PeopleRows(Protocol):
    """A list of people: who stands in each row, 0 for a header."""

    @property
    def ids(self) -> Sequence[int]:
        """Their ids, row by row."""

    def index(self, row: int, column: int, /) -> QModelIndex:
        """As of any model."""


class Choosing(QObject):
    """Watches a list of people and puts the bar at the end of its column when first needed."""

    def __init__(self, around: Around, view: RowsView, model: PeopleRows, column: QVBoxLayout) -> None:
        super().__init__(view)
        self._around, self._view, self._model, self._column = around, view, model, column
        self.bar: ChosenBar | None = None
        view.selectionModel().selectionChanged.connect(lambda *_told: self._count())
        view.model().modelReset.connect(self._count)

    def chosen(self) -> list[int]:
        """The ids that are chosen, in the order of the list."""
        ids = self._model.ids
        return [each for first, after in self._view.spans() for each in ids[first:after] if each]

    def several(self) -> list[int]:
        """The ids that are chosen, none where it is only one."""
        chosen = self.chosen()
        return chosen if len(chosen) > 1 else []

    def choose(self, ids: Sequence[int]) -> None:
        """Choose those of them who are still in the list, as before it was read anew."""
        if not ids:
            return
        wanted, model, selection = set(ids), self._model, QItemSelection()
        for _key, run in groupby(enumerate(model.ids), key=lambda each: each[1] in wanted):
            rows = list(run)
            if rows[0][1] in wanted:
                selection.select(model.index(rows[0][0], 0), model.index(rows[-1][0], 0))
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        self._view.selectionModel().select(selection, flags)

    def _count(self) -> None:
        number = len(self.chosen())
        if number > 1 and self.bar is None:
            self.bar = ChosenBar(self._around, self._view)
            self._column.addWidget(self.bar)
            for before, after in pairwise((self._view, self.bar.away, *self.bar.buttons)):
                QWidget.setTabOrder(before, after)
        if self.bar is not None:
            self.bar.show_number(number)
