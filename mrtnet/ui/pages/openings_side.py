"""Beside the list: one opening, what can be done now, who is part of it, whom she knows at the employer."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from mrtnet.domain.opportunity_forms import CHAIN, PARTS, RESULTS
from mrtnet.domain.when import say_date
from mrtnet.queries import opportunities as queries
from mrtnet.queries.opportunities import OpportunityRow, PartRow, ThereRow
from mrtnet.ui.around import Around
from mrtnet.ui.links import link_of, open_or_copy
from mrtnet.ui.saying import Status
from mrtnet.ui.sections import Section
from mrtnet.ui.ways.lines import Lines, PersonLine
from mrtnet.ui.ways.words import say_opening, title_of_kind
from mrtnet.ui.widgets.basic import Button, Card, Label
from mrtnet.ui.widgets.flow import Flow
from mrtnet.words import _

if TYPE_CHECKING:
    from mrtnet.ui.pages.openings import OpeningsPage

NOTE = 400  # characters of the note that are shown


class OpeningSide(QWidget):
    """One opening. `acted(command)` when one of its buttons is pressed."""

    acted = Signal(str)

    def __init__(self, around: Around, page: "OpeningsPage") -> None:
        super().__init__()
        self.around, self.desk, self.theme = around, around.desk, around.theme
        self._page = page
        self._row: OpportunityRow | None = None
        px = around.px
        self.name = Label(self.theme, "", "section", wrap=True)
        self.about = Label(self.theme, "", "body", "text2", wrap=True)
        self.note = Label(self.theme, "", "body", wrap=True)
        self.buttons = QWidget()
        flow = Flow(px(6))
        self.buttons.setLayout(flow)
        policy = self.buttons.sizePolicy()
        policy.setHeightForWidth(True)
        self.buttons.setSizePolicy(policy)
        self.applied = self._button("opening_applied", _("Applied today"), "paper-plane-tilt", primary=True)
        self.interview = self._button("opening_interview", _("Interview…"), "calendar-check")
        self.ended = self._button("opening_ended", _("How it ended…"), "check-circle")
        self.person = self._button("opening_person", _("Add a person…"), "plus")
        self.change = self._button("edit", _("Change"), "pencil-simple")
        self.link = Button(self.theme, _("Open the link"), "link-simple", small=True, name="openings.link")
        self.link.clicked.connect(self._open_link)
        for button in (self.applied, self.interview, self.ended, self.person, self.change, self.link):
            flow.addWidget(button)
        self.lines = Lines(around, name="openings.people", says=_("People of the opening"),
                           opened=lambda line: around.go("people", line.person_id))  # fmt: skip
        self.lines.wanted_menu.connect(self._menu)
        self.nobody = Label(self.theme, "", "body", "text3", wrap=True)
        card = Card(self.theme)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(px(16), px(12), px(16), px(12))
        inside.setSpacing(px(8))
        for widget in (self.name, self.about, self.note, self.buttons):
            inside.addWidget(widget)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(card)
        column.addWidget(self.nobody)
        column.addWidget(self.lines, 1)

    def _button(self, command: str, words: str, icon: str, *, primary: bool = False) -> Button:
        button = Button(self.theme, words, icon, kind="primary" if primary else "default", small=True,
                        name=f"openings.{command.removeprefix('opening_')}")  # fmt: skip
        button.clicked.connect(lambda: self.acted.emit(command))
        return button

    def show_opening(self, row: OpportunityRow) -> None:
        """Show this one."""
        self._row = row
        self.name.setText(row.title)
        about = [title_of_kind(row), say_opening(row, self.desk.today)]
        told = queries.dates(self.desk.read, row.uid)
        if told.interview is not None:
            about.append(_("interview {day}").format(day=say_date(told.interview, self.desk.today)))
        if told.start is not None:
            about.append(_("you start {day}").format(day=say_date(told.start, self.desk.today)))
        self.about.setText(" · ".join(part for part in about if part))
        self.note.setText(row.note[:NOTE])
        self.note.setVisible(bool(row.note))
        over = row.state in RESULTS
        self.applied.setVisible(row.state == "open")
        self.interview.setVisible(row.state in ("applied", "open"))
        self.ended.say(_("Open again") if over else _("How it ended…"))
        self.link.setVisible(bool(link_of("URL", row.url)))
        parts = queries.parts(self.desk.read, row.id)
        known = {part.person_id for part in parts}
        there = [each for each in queries.there(self.desk.read, row.organization_id) if each.person_id not in known]
        now = [self._there(each) for each in there if each.present]
        before = [self._there(each) for each in there if not each.present]
        mine = [self._part(each) for each in parts]
        self.lines.show_lines((
            (Section("parts", _("Part of it"), len(mine), "users-three", "text2"), mine),
            (Section("now", _("You know there"), len(now), "buildings", "text2"), now),
            (Section("before", _("Was there"), len(before), "clock-counter-clockwise", "text2"), before),
        ))  # fmt: skip
        self.nobody.setText("" if parts or there else self._gap(row))
        self.nobody.setVisible(not (parts or there))
        self.lines.setVisible(bool(parts or there))

    def first_person(self) -> PersonLine | None:
        """The first who is shown."""
        found = (self.lines.sections.row_at(number) for number in range(len(self.lines.sections.items)))
        return next((line for line in found if line is not None), None)

    def _gap(self, row: OpportunityRow) -> str:
        if row.organization_id is None:
            return _("Nobody is part of it yet, and no employer is named.")
        return _("Nobody is part of it yet, and you know nobody at {name}. See the ways there.").format(
            name=row.organization
        )

    def _part(self, part: PartRow) -> PersonLine:
        assert self._row is not None
        words = _(PARTS.get(part.part, part.part))
        status = None
        if self._row.ended_on is not None and self._row.applied_on is not None and part.part in CHAIN:
            if part.told_on is not None:
                words += " · " + _("told {day}").format(day=say_date(part.told_on, self.desk.today))
                status = Status(_("Told"), "check", "green")
            else:
                status = Status(_("To tell"), "arrow-u-up-left", "amber")
        return PersonLine(part.person_id, part.name, words, part.credentials, status, key=f"part:{part.part}")

    def _there(self, each: ThereRow) -> PersonLine:
        words = [each.title or (_("works there") if each.present else _("worked there"))]
        if each.until is not None:
            words.append(_("until {day}").format(day=say_date(each.until, self.desk.today)))
        if each.last_contact is not None:
            words.append(_("last contact {day}").format(day=say_date(each.last_contact, self.desk.today)))
        else:
            words.append(_("not in touch yet"))
        return PersonLine(each.person_id, each.name, " · ".join(words))

    def _menu(self, number: int, where: QPoint) -> None:
        self.lines.go_to(number)
        self.lines.setFocus(Qt.FocusReason.PopupFocusReason)
        if (line := self.lines.at()) is not None:
            self._page.line_menu(line, where)

    def _open_link(self) -> None:
        if self._row is not None:
            open_or_copy(self.desk, link_of("URL", self._row.url))
