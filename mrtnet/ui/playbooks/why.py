"""Why a step is there and what comes next, in words; its playbook can be stopped or looked at from here."""

from mrtnet.domain.playbook_words import say_rule
from mrtnet.domain.portion import why_later
from mrtnet.domain.rows import FollowUpRow
from mrtnet.domain.when import say_date
from mrtnet.queries import follow_ups, portion, runs, turns
from mrtnet.queries.person import run as run_of
from mrtnet.queries.playbooks import playbook_named
from mrtnet.ui.around import Around
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.saying import step_title
from mrtnet.ui.widgets.basic import Button, Label
from mrtnet.ui.widgets.flow import Flow
from mrtnet.ui.widgets.wrapped import Wrapped
from mrtnet.words import _

WIDTH = 400  # design px
NEXT = 4


def install(around: Around) -> None:
    """The command tells it of the current row."""

    def why() -> None:
        subject, read = around.subject(), around.desk.read
        row = follow_ups.one(read, subject.follow_up_id) if subject.follow_up_id is not None else None
        if row is None and subject.person_id is not None:
            row = next(iter(follow_ups.of_person(read, subject.person_id)), None)
        if row is None:
            around.desk.said.emit(_("There is no step here."), 0)
            return
        WhyDialog(around, row).open_at(around.anchor())

    around.commands.offer("why", why)


class WhyDialog(SmallDialog):
    """One follow-up explained."""

    def __init__(self, around: Around, row: FollowUpRow) -> None:
        super().__init__(around, "why", _("Why this step?"), _("Close"))
        self._row = row
        desk, today = around.desk, around.desk.today
        run = self._run = run_of(desk.read, row.run_id) if row.run_id is not None else None
        book = self._book = playbook_named(desk.read, run.playbook) if run is not None else None
        self.column.addWidget(Label(self.theme, step_title(row.kind, row.title), "strong", wrap=True))
        due = _("Due {day}.").format(day=say_date(row.due, today))
        self._say(" ".join(part for part in (_full_stop(row.reason or _("You put it there yourself.")), due) if part))
        if row.snoozed:
            self._say(_("You put it off; it was first due {day}.").format(day=say_date(row.first_due, today)), "text2")
        comes = portion.picked(desk.read, today, desk.about).comes.get(row.id)
        if comes is not None:
            self._say(f"{why_later(comes, today, desk.about.portion)}", "text2")
        if book is None or run is None:
            self._buttons(False)
            return
        self._say(_("It belongs to the playbook “{title}”.").format(title=_(book.title)), "text2")
        left = [step for step in runs.steps(desk.read, run, today) if step.step_key != row.step][:NEXT]
        self.column.addWidget(Label(self.theme, _("What comes next"), "small_medium", "text2"))
        for step in left:
            only = _(", if there is no answer by then") if step.kind == "nudge" else ""
            self._say(f"{say_date(step.due, today)}: {step.title}{only}")
        if not left:
            self._say(_("Nothing more: this is its last step."))
        now = runs.advice(desk.read, run, today)
        for rule in now[:3]:
            self._say(say_rule(rule, book))
        for rule in [rule for rule in book.rules if rule.stop and rule not in now][:2]:
            self._say(say_rule(rule, book), "text2")
        self._say(_("An answer or a meeting cancels reminders. Skipping costs nothing."), "text2")
        self._buttons(True)

    def _say(self, sentence: str, token: str = "text") -> None:
        self.column.addWidget(Wrapped(self.theme, sentence, "body", token))

    def _buttons(self, playbook: bool) -> None:
        self.setMinimumWidth(self.around.px(WIDTH))
        if not playbook:
            return
        line = Flow(self.around.px(4))
        self.column.addLayout(line)
        look = Button(self.theme, _("Show the playbook"), "notebook", kind="ghost", name="why.look")
        look.clicked.connect(self._look)
        move = Button(self.theme, _("Move its day…"), "calendar-blank", kind="ghost", name="why.move")
        move.clicked.connect(self._move)
        stop = Button(self.theme, _("Stop it here"), "x", kind="ghost", name="why.stop")
        stop.clicked.connect(self._stop)
        line.addWidget(look)
        if self._book is not None and (turns.to_tell(self._book) or turns.days_to_tell(self._book)):
            told = Button(self.theme, _("Something happened…"), "flag", kind="ghost", name="why.told")
            told.clicked.connect(self._told)
            line.addWidget(told)
        line.addWidget(move)
        line.addWidget(stop)

    def _move(self) -> None:
        from mrtnet.ui.playbooks.move import MoveDialog

        self.accept()
        if self._run is not None:
            MoveDialog(self.around, [self._run]).open_at(self.around.anchor())

    def _told(self) -> None:
        from mrtnet.ui.playbooks.told import ToldDialog

        self.accept()
        if self._run is not None and self._book is not None:
            ToldDialog(self.around, self._run, self._book).open_at(self.around.anchor())

    def _look(self) -> None:
        self.accept()
        if self._run is not None:
            self.around.go("playbooks", self._run.playbook)

    def _stop(self) -> None:
        from mrtnet.edits.plays import stop_play

        self.accept()
        if self._run is not None:
            self.around.do(stop_play, [self._run.id])


def _full_stop(sentence: str) -> str:
    sentence = sentence[:1].upper() + sentence[1:]
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."
