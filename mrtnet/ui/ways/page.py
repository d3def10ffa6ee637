"""Ways to an employer: a field for its name, and below it the chains, the best first, with what is missing."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrtnet.domain.ways import STRENGTHS, Strength, Way, said
from mrtnet.queries import ways as queries
from mrtnet.queries.ways import Employer, Ways
from mrtnet.ui.around import Around, Subject, Width
from mrtnet.ui.commands import handles
from mrtnet.ui.pages.page import MARGIN, CommandButton, Head, Page
from mrtnet.ui.saying import Status
from mrtnet.ui.sections import Section
from mrtnet.ui.ways.lines import Lines, PersonLine
from mrtnet.ui.widgets.basic import Field, Label
from mrtnet.ui.widgets.menus import passing_menu
from mrtnet.words import _, plural

PAUSE = 150  # ms she types nothing before it is looked up
LEAST = 2  # letters before it is
_STATUS: dict[Strength, tuple[str, str]] = {
    "strong": ("check-circle", "green"),
    "fair": ("circle-dashed", "blue"),
    "weak": ("hourglass-medium", "amber"),
    "cold": ("question", "grey"),
}


class EmployerField(Field):
    """Down goes to the list."""

    def __init__(self, around: Around, page: "WaysPage") -> None:
        super().__init__(around.theme, _("Employer"), "buildings", name="ways.employer")
        self.setAccessibleName(_("Employer"))
        self._page = page

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and Enter take her to what was found."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._page.to_list()
        else:
            super().keyPressEvent(event)


class WaysPage(Page):
    """The page. `arrive` takes an employer's id, or the words of its name."""

    key, within = "ways_to", "openings"
    shows = frozenset({"person", "job", "organization", "event", "introduction", "interaction", "interaction_person",
                       "opportunity", "opportunity_person"})  # fmt: skip

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        px = around.px
        self._goal: int | None = None
        self._found: list[Employer] = []
        self._ways: tuple[Way, ...] = ()
        self.head = Head(around, self.title)
        self.ask = CommandButton(around, "introduction", _("Ask for an introduction"), name="ways.introduction")
        self.opening = CommandButton(around, "new_opening", _("New opening"), name="ways.opening")
        self.write = CommandButton(around, "write", _("Write"), kind="primary", name="ways.write")
        for button in (self.opening, self.ask, self.write):
            self.head.buttons.addWidget(button)
        self.field = EmployerField(around, self)
        self.field.setMaximumWidth(px(460))
        self.gap = Label(self.theme, "", "body", "text2", wrap=True)
        self.lines = Lines(around, name="ways.list", says=_("Ways"), opened=self._open)
        self.lines.wanted_menu.connect(self._menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(MARGIN), px(22), px(MARGIN), px(14))
        column.setSpacing(px(12))
        for widget in (self.head, self.field, self.gap):
            column.addWidget(widget)
        column.addWidget(self.lines, 1)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(PAUSE)
        self._typing.timeout.connect(self._look)
        self.field.textEdited.connect(lambda _text: self._typing.start())

    # Showing

    def arrive(self, target: Any) -> None:
        """An employer by its id, or words; "" for the empty field."""
        if isinstance(target, int):
            goal = queries.employer(self.desk.read, target)
            self._goal = goal.id if goal is not None else None
            self.field.setText(goal.name if goal is not None else "")
            self.reload()
        elif isinstance(target, str):
            self._goal = None
            self.field.setText(target)
            self._look()

    def place(self) -> Any:
        """The employer."""
        return self._goal if self._goal is not None else self.field.text()

    def reload(self) -> None:
        """Read the ways, or the employers to choose from, again."""
        goal = self._employer()
        if goal is not None:
            self._show(queries.ways_to(self.desk.read, goal.id, self.desk.today))
            return
        self._goal, self._ways = None, ()
        typed = self.field.text().strip()
        some = len(typed) >= LEAST
        self._found = queries.employers(self.desk.read, typed) if some else []
        lines = [PersonLine(each.id, each.name, self._counted(each), each.city, key="employer") for each in self._found]
        self.lines.show_lines(((Section("found", _("Which one?"), len(lines), "buildings", "text2"), lines),))
        self.head.below.setText(_("Through whom do you get there?"))
        nothing = _("No employer of this name is on file. Log somebody who works there, or note an opening.")
        self.gap.setText(nothing if some and not lines else "")
        self.gap.setVisible(bool(self.gap.text()))
        self._want(False)

    def _employer(self) -> Employer | None:
        return queries.employer(self.desk.read, self._goal) if self._goal is not None else None

    def _look(self) -> None:
        self._goal = None
        self.reload()
        exact = [each for each in self._found if each.name.casefold() == self.field.text().strip().casefold()]
        if len(exact) == 1 or (len(self._found) == 1 and len(self.field.text().strip()) > LEAST):
            self._goal = (exact or self._found)[0].id
            self.reload()

    def _show(self, found: Ways) -> None:
        self._ways = found.ways
        ways = [self._way(number, way) for number, way in enumerate(found.ways)]
        near = [PersonLine(each.person_id, each.name, f"{each.organization} · {each.why}") for each in found.nearest]
        self.lines.show_lines((
            (Section("ways", _("Ways"), len(ways), "share-network", "text2"), ways),
            (Section("near", _("Nearest"), len(near), "buildings", "text2"), near),
        ))  # fmt: skip
        words = plural("{n} way", "{n} ways", len(ways))
        self.head.below.setText(_("{ways} to {name}").format(ways=words, name=found.employer.name))
        self.gap.setText(" ".join(gap for gap in found.gaps if not (near and gap.startswith(_("Nearest")))))
        self.gap.setVisible(bool(self.gap.text()))
        self.lines.first()
        self._want(bool(ways or near))

    def _want(self, wanted: bool) -> None:
        for button in (self.ask, self.write):
            button.want(wanted)
        self.opening.want(self._goal is not None)

    def _way(self, number: int, way: Way) -> PersonLine:
        icon, token = _STATUS[way.strength]
        arrows = " ‹ " if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else " › "
        names = arrows.join(person.name for person in way.people)
        ids = tuple(person.id for person in way.people)
        status = Status(_(STRENGTHS[way.strength]), icon, token)
        words = "  ·  ".join(said(way))
        return PersonLine(ids[0], names, words[:1].upper() + words[1:], "", status, ids, key=f"way:{number}")

    def _counted(self, each: Employer) -> str:
        return plural("{n} person you know", "{n} people you know", each.people)

    # Keys and places

    def to_list(self) -> None:
        """The list has the keyboard."""
        if self._goal is None or self._typing.isActive():
            self._typing.stop()
            self._look()
        self.lines.first()
        self.lines.setFocus(Qt.FocusReason.OtherFocusReason)

    def fit(self, width: Width) -> None:
        """Only icons where it is narrow."""
        self.head.shrink(width == "narrow")

    def panes(self) -> Sequence[QWidget]:
        """The list, where there are ways; the field before."""
        return (self.lines, self.field) if self._ways else (self.field, self.lines)

    def lettered(self) -> Sequence[QWidget]:
        """The list; the field keeps its letters."""
        return (self.lines,)

    def subject(self) -> Subject:
        """Whom to write to first on the chosen way."""
        line = self.lines.at()
        return Subject(person_id=line.person_id if line is not None and line.key != "employer" else None)

    def anchor(self) -> QPoint:
        """Below the current row."""
        where = self.lines.visualRect(self.lines.currentIndex())
        return self.lines.viewport().mapToGlobal(where.bottomLeft())

    @handles("filter")
    def other_employer(self) -> None:
        """Another employer."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    @handles("open")
    def open(self) -> None:
        """Open the first person of the way."""
        if (line := self.lines.at()) is not None:
            self._open(line)

    @handles("introduction")
    def introduction(self) -> None:
        """Ask the first of the way to introduce her to the next one."""
        from mrtnet.ui.ways.dialogs import IntroductionDialog

        line = self.lines.at()
        if line is None or line.key == "employer":
            return
        following = line.people[1] if len(line.people) > 1 else None
        goal = self._employer()
        why = goal.name if goal is not None else ""
        IntroductionDialog(self.around, line.person_id, person_id=following, why=why).open_at()

    @handles("new_opening")
    def new_opening(self) -> None:
        """An opening at this employer."""
        from mrtnet.ui.ways.dialogs import OpeningDialog

        goal = self._employer()
        OpeningDialog(self.around, employer=goal.name if goal is not None else "").open_at()

    def _open(self, line: PersonLine) -> None:
        if line.key == "employer":
            self.around.go("ways_to", line.person_id)
        else:
            self.around.go("people", line.person_id)

    def _menu(self, number: int, where: QPoint) -> None:
        self.lines.go_to(number)
        menu = passing_menu(self, "ways")
        for name in ("open", "write", "introduction", "follow_up", "new_opening"):
            if self.around.can(name):
                menu.addAction(self.around.commands.action(name))
        menu.popup(where)
