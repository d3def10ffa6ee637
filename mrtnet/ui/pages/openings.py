"""Openings: what she has heard of and applied for, who is part of each, and whom she knows there."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QBoxLayout, QStyleOptionViewItem, QVBoxLayout, QWidget

from mrtnet.domain.opportunity_forms import RESULTS
from mrtnet.queries import opportunities as queries
from mrtnet.queries.opportunities import OpportunityRow
from mrtnet.ui.around import Around, Subject, Width
from mrtnet.ui.commands import handles
from mrtnet.ui.delegates.card_rows import HEADER, CardDelegate
from mrtnet.ui.pages.openings_side import OpeningSide
from mrtnet.ui.pages.page import MARGIN, CommandButton, Head, Page
from mrtnet.ui.painting import CHIP, Row, chip, chip_width, line
from mrtnet.ui.sections import Entry, Section, Sections
from mrtnet.ui.ways.lines import PersonLine
from mrtnet.ui.ways.words import say_opening, spoken_opening, status_of, title_of_kind
from mrtnet.ui.widgets.menus import passing_menu
from mrtnet.ui.widgets.nothing_yet import NothingYet
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.words import _, later, plural

ROW = 58  # design px
_SECTIONS = (
    ("interview", later("Interview"), "calendar-check", "violet"),
    ("applied", later("Applied"), "paper-plane-tilt", "blue"),
    ("open", later("Heard of"), "circle-dashed", "text2"),
    ("ended", later("Ended"), "check-circle", "text3"),
)


class OpeningDelegate(CardDelegate):
    """Paints Section and Entry[OpportunityRow]."""

    def entry(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry[OpportunityRow], row: Row) -> None:
        """What and which kind, below where and since when; how it stands at the end."""
        item, px, status = entry.row, self.theme.px, status_of(entry.row)
        middle, end = (row.rect.height() - px(38)) // 2, row.rect.width() - px(12)
        width = chip_width(self.theme, status.words, status.icon)
        if item.to_tell or item.ended_on is not None:  # elsewhere the header says it
            end -= width
            where = row.at(end, (row.rect.height() - px(CHIP)) // 2, width, px(CHIP))
            chip(painter, self.theme, where, status.words, status.token, status.icon, direction=row.direction)
            end -= px(10)
        start = px(16)
        self.name_line(painter, row, start, middle, end - start, item.title, title_of_kind(item))
        below = say_opening(item, self._desk.today)
        line(painter, self.theme, row.at(start, middle + px(19), end - start, px(20)), "body", "text2", below)

    def tooltip(self, _option: QStyleOptionViewItem, item: object) -> str:
        """Everything the row says."""
        return spoken_opening(item.row, self._desk.today) if isinstance(item, Entry) else ""


class OpeningsPage(Page):
    """The list, and beside it the one that is chosen. `arrive` takes the id of an opening."""

    key = "openings"
    shows = frozenset({"opportunity", "opportunity_person", "introduction", "person", "job", "organization",
                       "credential", "setting"})  # fmt: skip

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        px = around.px
        self._wanted: int | None = None
        self.head = Head(around, self.title)
        self.ways_button = CommandButton(around, "ways", name="openings.ways")
        self.new_button = CommandButton(around, "new", _("New opening"), "plus", kind="primary", name="openings.new")
        self.head.buttons.addWidget(self.ways_button)
        self.head.buttons.addWidget(self.new_button)
        self.model = Sections[OpportunityRow](
            lambda row: spoken_opening(row, self.desk.today), lambda row: row.note, self
        )  # fmt: skip
        self.view = RowsView(self.theme, self.model, name="openings.list", says=_("Openings"),
                             height=lambda: px(ROW), ground="")  # fmt: skip
        delegate = OpeningDelegate(self.theme, self.desk)
        delegate.setParent(self.view)
        self.view.setItemDelegate(delegate)
        self.view.setSelectionMode(RowsView.SelectionMode.SingleSelection)
        self.view.moved.connect(lambda _number: self._show_chosen())
        self.side = OpeningSide(around, self)
        self.view.opened.connect(lambda _number: self.side.lines.setFocus(Qt.FocusReason.OtherFocusReason))
        self.view.wanted_menu.connect(self._menu)
        self.side.acted.connect(self._act)
        words = _("Note an opening, internship or volunteering: who told you, who refers you, how it went.")
        self.empty = NothingYet(self.theme, words, "plus", _("New opening"), name="openings.first")
        self.empty.begin.clicked.connect(self.new)
        self.body = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.body)
        self._row.setContentsMargins(0, 0, 0, px(14))
        self._row.setSpacing(px(20))
        self._row.addWidget(self.view, 5)
        self._row.addWidget(self.side, 6)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(MARGIN), px(22), px(MARGIN), 0)
        whole.setSpacing(px(12))
        whole.addWidget(self.head)
        whole.addWidget(self.empty)
        whole.addWidget(self.body, 1000)
        whole.addStretch(1)
        self.theme.changed.connect(self._size)
        self.desk.day_changed.connect(self.reload)

    # Showing

    def reload(self) -> None:
        """Read the openings again; the chosen one stays."""
        chosen = self._wanted if self._wanted is not None else self._chosen_id()
        rows = queries.listed(self.desk.read)
        parts = []
        for key, title, icon, token in _SECTIONS:
            these = [row for row in rows if (row.state if row.state not in RESULTS else "ended") == key]
            parts.append((Section(key, _(title), len(these), icon, token), these))
        self.model.show(parts)
        self._size()
        self.empty.setVisible(not rows)
        self.body.setVisible(bool(rows))
        self.new_button.want(bool(rows))
        going = sum(row.state not in RESULTS for row in rows)
        self.head.below.setText(plural("{n} going on", "{n} going on", going) if rows else "")
        places = [at for at, item in enumerate(self.model.items) if isinstance(item, Entry)]
        here = next((at for at in places if (row := self.model.row_at(at)) and row.id == chosen), None)
        self._wanted = None
        if places:
            self.view.go_to(here if here is not None else places[0])
            if self.view.current() == places[0]:
                self.view.scrollToTop()
        self._show_chosen()

    def _size(self) -> None:
        for number, item in enumerate(self.model.items):
            self.view.setRowHeight(number, self.around.px(HEADER if isinstance(item, Section) else ROW))

    def _show_chosen(self) -> None:
        row = self.row()
        self.side.setVisible(row is not None)
        self.titled.emit()
        if row is not None:
            self.side.show_opening(row)

    def row(self) -> OpportunityRow | None:
        """The chosen opening."""
        return self.model.row_at(self.view.current())

    def _chosen_id(self) -> int | None:
        row = self.row()
        return row.id if row is not None else None

    def arrive(self, target: Any) -> None:
        """An opening by its id."""
        if isinstance(target, int):
            self._wanted = target
            self.reload()

    def place(self) -> Any:
        """The chosen opening."""
        return self._chosen_id()

    def fit(self, width: Width) -> None:
        """In a narrow window the chosen one stands below the list."""
        down = width == "narrow"
        self.head.shrink(down)
        way = QBoxLayout.Direction.TopToBottom if down else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)
        self._row.setStretch(0, 5)
        self._row.setStretch(1, 4 if down else 6)

    def panes(self) -> Sequence[QWidget]:
        """The list, and the people of the chosen one."""
        return (self.view, self.side.lines) if self.row() is not None else (self.empty.begin,)

    def subject(self) -> Subject:
        """The chosen person of the chosen opening, else the first who has a part in it."""
        line = self.side.lines.at() if self.row() is not None else None
        if line is None and self.row() is not None:
            line = self.side.first_person()
        return Subject(person_id=line.person_id if line is not None else None)

    def anchor(self) -> QPoint:
        """Below the current row."""
        where = self.view.visualRect(self.view.currentIndex())
        return self.view.viewport().mapToGlobal(where.bottomLeft())

    def headline(self) -> str:
        """The name of the chosen one."""
        row = self.row()
        return row.title if row is not None else self.title

    # Acting

    @handles("new")
    def new(self) -> None:
        """A new opening."""
        from mrtnet.ui.ways.dialogs import OpeningDialog

        OpeningDialog(self.around).open_at()

    @handles("edit")
    def change(self) -> None:
        """Change the opening."""
        from mrtnet.ui.ways.dialogs import OpeningDialog

        if (row := self.row()) is not None:
            OpeningDialog(self.around, row).open_at()

    @handles("open")
    def open(self) -> None:
        """Open the chosen person."""
        if (line := self.side.lines.at()) is not None:
            self.around.go("people", line.person_id)

    @handles("remove")
    def remove(self) -> None:
        """Del: remove the opening, or from it the chosen person."""
        from mrtnet.edits import opportunities as edits

        row, line = self.row(), self.side.lines.at()
        if row is not None and self.side.lines.hasFocus():
            if line is not None and line.key:
                self.around.do(edits.take_off, row.id, line.person_id)
        elif row is not None:
            self.around.do(edits.remove_opportunity, row.id)

    @handles("ways")
    def ways(self) -> None:
        """The ways to its employer."""
        row = self.row()
        self.around.go("ways_to", row.organization_id if row is not None and row.organization_id else "")

    @handles("opening_applied")
    def applied(self) -> None:
        """She applied today."""
        from mrtnet.edits import opportunities as edits

        if (row := self.row()) is not None:
            self.around.do(edits.applied, row.id, self.desk.today)

    @handles("opening_interview")
    def interview(self) -> None:
        """They invited her."""
        from mrtnet.ui.ways.dialogs import InterviewDialog

        if (row := self.row()) is not None:
            InterviewDialog(self.around, row).open_at()

    @handles("opening_ended")
    def ended(self) -> None:
        """How it ended; of one that has, that it has not."""
        from mrtnet.edits import opportunities as edits
        from mrtnet.ui.ways.dialogs import EndedDialog

        row = self.row()
        if row is not None and row.state in RESULTS:
            self.around.do(edits.reopen, row.id)
        elif row is not None:
            EndedDialog(self.around, row).open_at()

    @handles("opening_person")
    def person(self) -> None:
        """Who is part of it; from the line of somebody who works there, that one."""
        from mrtnet.ui.ways.dialogs import PartDialog

        row, line = self.row(), self.side.lines.at()
        if row is not None:
            about = line if line is not None and self.side.lines.hasFocus() else None
            part = about.key.partition(":")[2] if about is not None and about.key else "insider"
            PartDialog(self.around, row, about.person_id if about else None, part or "insider").open_at()

    @handles("opening_told")
    def told(self) -> None:
        """The chosen person has heard how it ended."""
        from mrtnet.edits import opportunities as edits

        row, line = self.row(), self.side.lines.at()
        if row is not None and line is not None and line.key:
            self.around.do(edits.told_result, row.id, line.person_id, self.desk.today)

    def _act(self, command: str) -> None:
        self.around.commands.run(command)

    def _menu(self, number: int, where: QPoint) -> None:
        self.view.go_to(number)
        self._pop_up(("edit", "opening_applied", "opening_interview", "opening_ended", "opening_person", "ways",
                      "remove"), where)  # fmt: skip

    def line_menu(self, line: PersonLine, where: QPoint) -> None:
        """What can be done with a person of it."""
        mine = ("opening_person", "opening_told", "remove") if line.key else ("opening_person",)
        self._pop_up(("open", "write", "follow_up", "introduction", *mine), where)

    def _pop_up(self, commands: Sequence[str], where: QPoint) -> None:
        menu = passing_menu(self, "opening")
        for name in commands:
            if self.around.can(name):
                menu.addAction(self.around.commands.action(name))
        menu.popup(where)
