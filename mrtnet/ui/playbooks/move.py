"""The day that a playbook counts from, moved: which one, to when, and what moves with it before it is done."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrtnet.domain.playbook_words import say_move
from mrtnet.domain.rows import RunRow
from mrtnet.domain.when import parse_when, say_date
from mrtnet.queries import person, plays, runs
from mrtnet.queries.playbooks import all_playbooks
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.playbooks.forms import choice, fit_area, in_area, labelled
from mrtnet.ui.widgets.basic import Field, Label
from mrtnet.ui.widgets.emptying import empty
from mrtnet.ui.widgets.wrapped import Wrapped
from mrtnet.words import _, plural

WIDTH = 420  # design px
REST = 150  # ms after the last letter
SHOWN = 8  # lines; the rest is counted
FOR_MANY = 200  # runs looked at for the preview


def install(around: Around) -> None:
    """The commands ask for the current row's, or the event's."""

    def move() -> None:
        subject, read = around.subject(), around.desk.read
        found = person.runs(read, subject.person_id) if subject.person_id is not None else []
        _open(around, found, _("No playbook is at work here."))

    def move_event() -> None:
        event_id = around.subject().event_id
        found = runs.of_event(around.desk.read, event_id) if event_id is not None else []
        _open(around, found, _("No playbook is at work because of this event."))

    around.commands.offer("move_play", move)
    around.commands.offer("move_event_play", move_event)


def _open(around: Around, found: Sequence[RunRow], nothing: str) -> None:
    if found:
        MoveDialog(around, found).open_at(around.anchor())
    else:
        around.desk.said.emit(nothing, 0)


class MoveDialog(SmallDialog):
    """Asks for the day; runs of one playbook and one day are moved together."""

    def __init__(self, around: Around, found: Sequence[RunRow]) -> None:
        super().__init__(around, "move", _("Move a playbook’s day"), _("Move"), icon="calendar-blank")
        self._groups: dict[str, list[RunRow]] = {}
        for run in found:
            self._groups.setdefault(f"{run.playbook} {run.anchor}", []).append(run)
        self._known = all_playbooks(self.desk.read)
        offers = {key: self._title(some) for key, some in self._groups.items()}
        self.which = choice("move.which", _("Playbook"), offers, next(iter(offers)))
        self.day = Field(self.theme, _("thu, oct 20, in 3 days"), "calendar-blank", name="move.day")
        self.says = Wrapped(self.theme, "", "small", "text2")
        self.column.addWidget(Label(self.theme, _("Move a playbook’s day"), "strong"))
        inside = self._inside = in_area(self, WIDTH)
        inside.addWidget(labelled(around, _("Playbook"), self.which))
        inside.addWidget(labelled(around, _("Counted from"), self.day))
        inside.addWidget(self.says)
        self._holder = QWidget()
        self._lines = QVBoxLayout(self._holder)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(around.px(4))
        inside.addWidget(self._holder)
        inside.addStretch(1)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self.look)
        self.which.currentIndexChanged.connect(lambda _at: self.look())
        self.day.textChanged.connect(lambda _text: self._rest.start())
        self.look()
        self.day.setFocus()

    def _title(self, some: Sequence[RunRow]) -> str:
        book = self._known.get(some[0].playbook)
        title = _(book.title) if book is not None else some[0].playbook
        if len(some) > 1:
            title = _("{title}, {n} times").format(title=title, n=len(some))
        return title

    @property
    def chosen(self) -> list[RunRow]:
        """The runs that would be moved."""
        return self._groups[self.which.value()]

    def look(self) -> None:
        """What would move, before it is done."""
        self._rest.stop()
        today, some = self.desk.today, self.chosen
        anchor, wrong = self._anchor()
        self.tell(wrong)
        self.says.setText(_("Counted from {day} now.").format(day=say_date(some[0].anchor, today)))
        empty(self._lines)
        try:
            each = SHOWN if len(some) == 1 else 1
            found = [plays.moves(self.desk.read, run, anchor or run.anchor, today)[:each] for run in some[:FOR_MANY]]
        except Trouble as trouble:
            self.tell(str(trouble))
            return
        steps = [step for one in found for step in one]
        for step in steps[:SHOWN]:
            whose = f"{step.name}, {step.title}" if len(some) > 1 else step.title
            said = say_move(step.before, step.after, today, stays=step.stays)
            line = Wrapped(self.theme, f"{whose}: {said}", "body", "text")
            self._lines.addWidget(line)
            line.show()  # at once, so that the dialog knows its height
        more = max(len(some), len(steps)) - SHOWN if len(some) > 1 else 0
        if more > 0:
            words = plural("and {n} more", "and {n} more", more)
            self._lines.addWidget(Label(self.theme, words, "small", "text3"))
        fit_area(self, self._inside)

    def _anchor(self) -> tuple[date | None, str]:
        """(the day, what is wrong with it)."""
        text = self.day.text().strip()
        if not text:
            return None, ""
        about = self.desk.about
        found = parse_when(text, self.desk.today, days=about.days, day_first=about.day_first)
        if found is None or found.day is None:
            said = _("“{text}” is not a date. Try “thu” or “in 3 days”.")
            return None, said.format(text=text[:40])
        return found.day, ""

    def finish(self) -> bool:
        """Move them, as one step."""
        from mrtnet.edits.plays import move_play

        anchor, wrong = self._anchor()
        if anchor is None:
            self.tell(wrong or _("Say from which day it counts."))
            return False
        ids = [run.id for run in self.chosen]
        self.around.do(move_play, ids, anchor, on_trouble=self.tell, on_done=lambda _none: self.accept())
        return False
