"""History: every change of the book, newest first; each can be undone by itself. The bin is a filter of it."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrtnet.domain.when import say_when
from mrtnet.queries import history
from mrtnet.store.journal import TABLES, Step
from mrtnet.ui.around import Around, Width
from mrtnet.ui.commands import handles
from mrtnet.ui.delegates.card_rows import FOLDED, HEADER
from mrtnet.ui.delegates.step import StepDelegate, can_undo, said_at
from mrtnet.ui.feeding import by_writer
from mrtnet.ui.pages.emptying import ask_to_empty
from mrtnet.ui.pages.page import MARGIN, CommandButton, Head, Page
from mrtnet.ui.sections import Entry, Section, Sections
from mrtnet.ui.widgets.basic import Button, Card, Chip, Label, Symbol
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.words import _, listed, plural

PAGE = 200
ROW = 56  # design px
_SAID = {
    "person": ("{n} person", "{n} people"),
    "follow_up": ("{n} follow-up", "{n} follow-ups"),
    "event": ("{n} event", "{n} events"),
    "interaction": ("{n} entry", "{n} entries"),
    "setting": ("{n} setting", "{n} settings"),
    "tag": ("{n} tag", "{n} tags"),
    "saved_list": ("{n} list", "{n} lists"),
    "file": ("{n} file", "{n} files"),
}
"""What is counted by name; the rest of the rows only together."""


class HistoryPage(Page):
    """The page of all changes."""

    key = "history"
    shows = frozenset(TABLES)

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        px = around.px
        self._limit, self._bin = PAGE, False
        self.details = lru_cache(maxsize=2000)(self._count)
        self.head = Head(around, _("History"))
        self.head.below.setText(_("Every change, newest first. Each can be undone by itself, in any order."))
        self.head.buttons.addWidget(CommandButton(around, "undo", name="history.undo_last"))
        self.head.buttons.addWidget(CommandButton(around, "redo", name="history.redo_last"))
        self.model = Sections[Step](self._spoken, self.details, self)
        self.view = RowsView(
            self.theme, self.model, name="history.list", says=_("Changes"), height=lambda: px(ROW), ground="window"
        )
        delegate = StepDelegate(self.theme, self.desk, self.details)
        delegate.pressed.connect(self._press)
        delegate.setParent(self.view)
        self.view.setItemDelegate(delegate)
        self.view.opened.connect(lambda number: self._turn(number))
        self.view.verticalScrollBar().valueChanged.connect(self._read_on)
        self.theme.changed.connect(self._size_rows)
        self._build()
        self.desk.day_changed.connect(self.reload)

    def _build(self) -> None:
        px = self.around.px
        self.all = Chip(self.theme, _("All changes"), name="history.all", choose=True)
        self.bin = Chip(self.theme, _("Bin: what was removed"), name="history.bin", choose=True)
        self.all.setChecked(True)
        chips = QHBoxLayout()
        chips.setSpacing(px(6))
        for chip, only in ((self.all, False), (self.bin, True)):
            chip.clicked.connect(lambda _on=False, only=only: self.show_bin(only))
            chips.addWidget(chip)
        chips.addStretch(1)
        self.empty_bin = Button(self.theme, _("Empty the bin…"), "trash", small=True, name="history.empty_bin")
        self.empty_bin.clicked.connect(lambda: ask_to_empty(self.around, self._say_way))
        chips.addWidget(self.empty_bin)
        self.way = Card(self.theme, "amber_tint")
        self._way_words = Label(self.theme, "", "body", "text", wrap=True, name="history.in_the_way")
        close = Button(self.theme, "", "x", kind="ghost", small=True, says=_("Close"), name="history.close")
        close.clicked.connect(self.way.hide)
        inside = QHBoxLayout(self.way)
        inside.setContentsMargins(px(14), px(8), px(8), px(8))
        inside.addWidget(Symbol(self.theme, "warning", "amber", size=18))
        inside.addWidget(self._way_words, 1)
        inside.addWidget(close)
        self.way.hide()
        self.empty = Label(self.theme, "", "body", "text2", wrap=True, name="history.empty")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(MARGIN), px(22), px(MARGIN), 0)
        column.setSpacing(px(8))
        column.addWidget(self.head)
        column.addLayout(chips)
        column.addWidget(self.way)
        column.addWidget(self.empty)
        column.addWidget(self.view, 1)

    # Reading

    def reload(self) -> None:
        """Read as many steps as were shown."""
        self.details.cache_clear()
        kept, number = self._step(self.view.current()), self.view.current()
        steps = history.removals(self.desk.read) if self._bin else self._newest()
        days: dict[date, list[Step]] = {}
        for step in steps:
            days.setdefault(said_at(step, self.desk.zone).date(), []).append(step)
        today = self.desk.today
        self.model.show(
            [(Section(f"{day}", say_when(day, today), len(each), "calendar-blank", "text2"), each)
             for day, each in days.items()]
        )  # fmt: skip
        self._size_rows()
        self._go_back_to(kept.id if kept else 0, number)
        self.empty.setVisible(not steps)
        self.empty_bin.setVisible(self._bin and bool(steps))
        self.empty.setText(_("Nothing was removed.") if self._bin else _("Nothing has been changed yet."))

    def _newest(self) -> list[Step]:
        """Her steps; an undoing shows as the state of what it undid."""
        return [step for step in self.desk.book.history(self._limit) if step.undoes is None]

    def _go_back_to(self, step_id: int, number: int) -> None:
        rows = [place for place, item in enumerate(self.model.items) if isinstance(item, Entry)]
        same = [place for place in rows if (step := self._step(place)) is not None and step.id == step_id]
        if rows:
            self.view.go_to(same[0] if same else next((place for place in rows if place >= number), rows[-1]))

    def _read_on(self, value: int) -> None:
        bar = self.view.verticalScrollBar()
        if not self._bin and value >= bar.maximum() - self.around.px(400):
            before, self._limit = self._limit, self._limit + PAGE
            if len(self.desk.book.history(self._limit)) > before:
                self.reload()
                bar.setValue(value)
            else:
                self._limit = before

    def _count(self, step: Step) -> str:
        """Where it was done, and how many rows it touched."""
        rows = history.counts(self.desk.read, step.id)
        told = [plural(*_SAID[table], count) for table, count in rows.items() if table in _SAID]
        rest = sum(count for table, count in rows.items() if table not in _SAID)
        if rest:
            told.append(plural("{n} detail", "{n} details", rest))
        where = _("from the command line") if step.origin == "command line" else ""
        return " · ".join(part for part in (listed(told), where) if part)

    def _spoken(self, step: Step) -> str:
        at = said_at(step, self.desk.zone)
        state = _("undone") if not can_undo(step) else ""
        return ", ".join(part for part in (step.title, f"{at:%H:%M}", state) if part)

    def _step(self, number: int) -> Step | None:
        return self.model.row_at(number)

    def _size_rows(self) -> None:
        for number, item in enumerate(self.model.items):
            height = ROW if isinstance(item, Entry) else HEADER if number else FOLDED
            self.view.setRowHeight(number, self.around.px(height))

    # Acting

    def show_bin(self, only: bool) -> None:
        """Only what was removed and is still gone, or everything."""
        self._bin = only
        self.all.setChecked(not only)
        self.bin.setChecked(only)
        self.reload()

    def _press(self, _command: str, number: int) -> None:
        self.view.go_to(number)
        self._turn(number)

    @handles("open")
    def turn_current(self) -> None:
        """Undo the current step, or do it again."""
        self._turn(self.view.current())

    @handles("remove")
    def remove(self) -> None:
        """Del undoes, too: it takes the change out."""
        step = self._step(self.view.current())
        if step is not None and can_undo(step):
            self._turn(self.view.current())

    def _turn(self, number: int) -> None:
        step = self._step(number)
        if step is None:
            return
        self.way.hide()
        book = self.desk.book
        which = step.id if step.undone_by is None else step.undone_by
        words = _("Undone: {title}") if step.undone_by is None else _("Done again: {title}")

        def done(_step: Any) -> None:
            self.desk.said.emit(words.format(title=step.title), 0)

        by_writer(self.desk, lambda: book.undo(which), on_done=done, on_trouble=self._say_way)

    def _say_way(self, sentence: str) -> None:
        self._way_words.setText(sentence)
        self.way.show()

    # For the window

    def arrive(self, target: Any) -> None:
        """ "bin" shows the bin."""
        self.show_bin(target == "bin")

    def place(self) -> Any:
        """Whether the bin is shown."""
        return "bin" if self._bin else None

    def anchor(self) -> QPoint:
        """Where the row is."""
        return self.view.viewport().mapToGlobal(self.view.visualRect(self.view.currentIndex()).bottomLeft())

    def panes(self) -> Sequence[QWidget]:
        """The list."""
        return (self.view,)

    def fit(self, width: Width) -> None:
        """Icons where it is narrow."""
        self.head.shrink(width == "narrow")
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
