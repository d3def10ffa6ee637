"""The small dialogs of openings and introductions: each asks, and makes one change that can be undone."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from mrtnet.domain.opportunity_forms import KINDS, PARTS, RESULTS, STATES, IntroductionForm, OpportunityForm
from mrtnet.domain.when import When
from mrtnet.queries import opportunities
from mrtnet.queries.introductions import IntroductionRow
from mrtnet.queries.opportunities import OpportunityRow
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.dialogs.when import WhenField
from mrtnet.ui.dialogs.whom import whom
from mrtnet.ui.drafts import Draft
from mrtnet.ui.note_guard import NoteGuard
from mrtnet.ui.ways.choosing import WhoField
from mrtnet.ui.widgets.basic import Field, Label
from mrtnet.ui.widgets.choice import Choice
from mrtnet.ui.write.body import Framed, Text
from mrtnet.words import _, later

WIDTH = 440  # design px


class AskingDialog(SmallDialog):
    """Fields below each other, each with its words."""

    def __init__(self, around: Around, key: str, title: str, take: str, *, icon: str = "check") -> None:
        super().__init__(around, key, title, take, icon=icon)
        self.key = key
        self.column.addWidget(Label(self.theme, title, "strong", wrap=True))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(around.px(12))
        self._grid.setVerticalSpacing(around.px(8))
        self._grid.setColumnStretch(1, 1)
        self.column.addLayout(self._grid)
        self.setMinimumWidth(around.px(WIDTH))

    def ask(self, words: str, widget: QWidget) -> None:
        """One more field."""
        number = self._grid.rowCount()
        label = Label(self.theme, words, "body", "text2")
        label.setContentsMargins(0, self.around.px(8), 0, 0)
        self._grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(widget, number, 1)
        if not widget.accessibleName():
            widget.setAccessibleName(words)

    def field(self, name: str, words: str, hint: str = "") -> Field:
        """A line to type in."""
        made = Field(self.theme, hint, name=f"{self.key}.{name}")
        made.setAccessibleName(words)  # else it would be the example in it
        self.ask(words, made)
        return made

    def choice(self, name: str, words: str, choices: dict[str, str]) -> Choice:
        """One of several."""
        made = Choice(f"{self.key}.{name}", words, choices)
        self.ask(words, made)
        return made

    def day(self, name: str, words: str, text: str = "", *, past: bool = False) -> WhenField:
        """A day, or none."""
        made = WhenField(self.around, name=f"{self.key}.{name}", text=text, past=past, optional=True)
        made.field.setAccessibleName(words)
        made.changed.connect(lambda: self.take.setEnabled(all(each.is_fine() for each in self._days())))
        self.ask(words, made)
        return made

    def _days(self) -> list[WhenField]:
        return self.findChildren(WhenField)

    def attempt(self, make: Any) -> bool:
        """Do it, or say in the dialog what is wrong."""
        try:
            make()
        except Trouble as wrong:
            self.tell(str(wrong))
            return False
        return True


def day_of(field: WhenField) -> date | None:
    """The day in it."""
    return field.when.day if field.when is not None else None


class OpeningDialog(AskingDialog):
    """A new opening, or one changed. What is typed of a new one is a draft."""

    def __init__(self, around: Around, row: OpportunityRow | None = None, employer: str = "") -> None:
        title = _("Change the opening") if row else _("New opening")
        super().__init__(around, "opening", title, _("Save") if row else _("Add"))
        self.row = row
        self.name = self.field("title", _("What"), _("Inpatient coder"))
        self.kind = self.choice("kind", _("Kind"), {key: _(kind.title) for key, kind in KINDS.items()})
        self.employer = self.field("employer", _("Employer"), _("Lakeshore Medical Center"))
        self.who = WhoField(around, name="opening.heard_from", says=_("Heard from"))
        self.ask(_("Heard from"), self.who)
        self.closes = self.day("closes", _("Closes"))
        self.link = self.field("link", _("Link"), "https://")
        self.note = Text(self.theme, name="opening.note", says=_("Note"))
        frame = Framed(self.theme, self.note)
        frame.setFixedHeight(around.px(64))
        self.ask(_("Note"), frame)
        self.guard = NoteGuard(self.desk, self.theme, self.note)
        self.guard.changed.connect(self._fit_height)
        self.column.addWidget(self.guard)
        self._draft = Draft(self.desk, "opening.new", self) if row is None else None
        self._show(employer)
        for signal in (self.name.textChanged, self.employer.textChanged, self.note.textChanged, self.link.textChanged):
            signal.connect(self._keep)
        self.name.setFocus(Qt.FocusReason.PopupFocusReason)

    def _show(self, employer: str) -> None:
        kept = self._draft.read() if self._draft is not None else None
        if self.row is not None:
            row = self.row
            self.name.setText(row.title)
            self.kind.choose(row.kind)
            self.employer.setText(row.organization)
            self.who.put(row.heard_from_id)
            if row.closes_on is not None and row.closes_on >= self.desk.today:
                self.closes.put(When(row.closes_on, None))
            self.link.setText(row.url)
            self.link.setCursorPosition(0)  # its beginning says more than its end
            self.note.setPlainText(row.note)
        elif isinstance(kept, dict) and not employer:
            self.name.setText(str(kept.get("title", "")))
            self.employer.setText(str(kept.get("employer", "")))
            self.link.setText(str(kept.get("link", "")))
            self.note.setPlainText(str(kept.get("note", "")))
        else:
            self.employer.setText(employer)

    def _keep(self) -> None:
        if self._draft is not None:
            told = {"title": self.name.text(), "employer": self.employer.text(), "link": self.link.text(),
                    "note": self.note.toPlainText()}  # fmt: skip
            self._draft.keep(told if any(told.values()) else None)

    def finish(self) -> bool:
        """Add or change it."""
        return self.attempt(self._save)

    def _save(self) -> None:
        from mrtnet.edits import opportunities as edits

        if self.who.text and self.who.person_id is None:
            raise Trouble(_("Nobody of this name is on file. Log them first, or leave “Heard from” empty."))
        kept = self.row.closes_on if self.row is not None and not self.closes.text.strip() else None
        over = kept if kept is not None and kept < self.desk.today else None
        form = OpportunityForm.checked(
            kind=self.kind.currentData(), title=self.name.text(), organization=self.employer.text(),
            url=self.link.text(), heard_on=self.row.heard_on if self.row else None,
            heard_from_id=self.who.person_id, closes_on=day_of(self.closes) or over, note=self.note.toPlainText(),
        )  # fmt: skip
        if self.row is not None:
            self.around.do(edits.change_opportunity, self.row.id, form)
            return
        assert self._draft is not None
        self.desk.do(
            self._draft.in_save(edits.add_opportunity), form, today=self.desk.today,
            on_done=lambda made: self.around.go("openings", made),
        )  # fmt: skip

    def reject(self) -> None:
        """Leaving keeps what was typed."""
        if self._draft is not None:
            self._draft.flush()
        super().reject()


class PartDialog(AskingDialog):
    """Who has which part in an opening. To refer her, somebody can be asked first."""

    def __init__(
        self, around: Around, row: OpportunityRow, person_id: int | None = None, part: str = "insider"
    ) -> None:
        super().__init__(around, "part", _("Who is part of “{opening}”?").format(opening=row.title), _("Save"))
        self.row = row
        self.who = WhoField(around, name="part.who", says=_("Who"))
        self.ask(_("Who"), self.who)
        choices = {key: _(words) for key, words in PARTS.items()}
        if not row.applied_on:
            choices = {"ask": _("is to be asked to refer you"), **choices}
        self.part = self.choice("part", _("Part"), choices)
        self.part.choose(part)
        self.when = self.day("apply_on", _("You apply"), _("in 3 days"))
        self.part.currentIndexChanged.connect(self._ask_when)
        self.who.put(person_id)
        self._ask_when()
        (self.part if person_id is not None else self.who).setFocus(Qt.FocusReason.PopupFocusReason)

    def _ask_when(self) -> None:
        self.when.setEnabled(self.part.currentData() == "ask")

    def finish(self) -> bool:
        """Put the person on."""
        from mrtnet.edits import opportunities as edits

        if self.who.person_id is None:
            self.tell(_("Choose somebody who is on file."))
            return False
        if self.part.currentData() == "ask":
            apply_on = day_of(self.when) or self.desk.today
            self.around.do(edits.ask_referral, self.row.id, self.who.person_id, apply_on)
        else:
            self.around.do(edits.put_on, self.row.id, self.who.person_id, self.part.currentData())
        return True


class InterviewDialog(AskingDialog):
    """They invited her: the day of the interview, if it is known."""

    def __init__(self, around: Around, row: OpportunityRow) -> None:
        super().__init__(around, "interview", _("Interview for “{opening}”").format(opening=row.title), _("Save"))
        self.row = row
        self.when = self.day("when", _("When"))
        known = opportunities.dates(around.desk.read, row.uid).interview
        if known is not None and known >= self.desk.today:
            self.when.put(When(known, None))
        self.when.setFocus(Qt.FocusReason.PopupFocusReason)

    def finish(self) -> bool:
        """Note it; the referrer is told."""
        from mrtnet.edits import opportunities as edits

        self.around.do(edits.interview_agreed, self.row.id, day_of(self.when))
        return True


class EndedDialog(AskingDialog):
    """How it ended; with it, everyone on the way is to be told and thanked."""

    def __init__(self, around: Around, row: OpportunityRow) -> None:
        super().__init__(around, "ended", _("How did “{opening}” end?").format(opening=row.title), _("Save"))
        self.row = row
        self.how = self.choice("result", _("Result"), {key: _(STATES[key]) for key in STATES if key in RESULTS})
        self.on = self.day("on", _("When"), _("today"), past=True)
        self.starts = self.day("starts", _("You start"))
        self.how.currentIndexChanged.connect(self._ask_start)
        words = _("Everyone who helped on the way will be suggested to be told and thanked.")
        self.column.addWidget(Label(self.theme, words if row.applied_on else "", "small", "text3", wrap=True))
        self.how.setFocus(Qt.FocusReason.PopupFocusReason)

    def _ask_start(self) -> None:
        self.starts.setEnabled(self.how.currentData() == "accepted")

    def finish(self) -> bool:
        """Note it."""
        from mrtnet.edits import opportunities as edits

        result = self.how.currentData()
        starts = day_of(self.starts) if result == "accepted" else None
        self.around.do(edits.ended, self.row.id, result, day_of(self.on) or self.desk.today, starts_on=starts)
        return True


_DIRECTIONS = {
    "to-me": later("{name} introduces you to"),
    "from-me": later("You introduce {name} to"),
}
_STEPS = {"planned": later("Not asked yet"), "asked": later("Asked"), "made": later("Made")}


class IntroductionDialog(AskingDialog):
    """An introduction by this person, noted or changed: to whom, how far it is, what came of it, when that was told."""

    def __init__(
        self, around: Around, introducer_id: int, row: IntroductionRow | None = None, *,
        person_id: int | None = None, why: str = "",
    ) -> None:  # fmt: skip
        name = whom(around, [introducer_id])
        super().__init__(around, "introduction", _("Introduction: {name}").format(name=name), _("Save"))
        self.introducer_id, self.row = introducer_id, row
        self.direction = self.choice(
            "direction", _("Who"), {key: _(words).format(name=name) for key, words in _DIRECTIONS.items()}
        )
        self.who = WhoField(around, name="introduction.who", says=_("Whom"), nobody=_("Not on file: kept as a name."))
        self.ask(_("Whom"), self.who)
        self.why = self.field("why", _("Why"), _("codes oncology; knows the audit team"))
        self.step = self.choice("step", _("Stands"), {key: _(words) for key, words in _STEPS.items()})
        self.on = self.day("on", _("Since"), _("today"), past=True)
        self.outcome = self.field("outcome", _("What came of it"))
        self.told = self.day("told", _("Told how it went"), past=True)
        if row is not None:
            self._show(row)
        else:
            self.who.put(person_id)
            self.why.setText(why)
        self.who.setFocus(Qt.FocusReason.PopupFocusReason)

    def _show(self, row: IntroductionRow) -> None:
        self.direction.setCurrentIndex(self.direction.findData(row.direction))
        self.who.put(row.person_id)
        if row.person_id is None:
            self.who.field.setText(row.person)
        self.why.setText(row.why)
        step = "made" if row.made_on else "asked" if row.asked_on else "planned"
        self.step.setCurrentIndex(self.step.findData(step))
        if on := row.made_on or row.asked_on:
            self.on.put(When(on, None))
        self.outcome.setText(row.outcome)
        if row.told_on:
            self.told.put(When(row.told_on, None))

    def finish(self) -> bool:
        """Note it."""
        return self.attempt(self._save)

    def _save(self) -> None:
        from mrtnet.edits import introductions as edits

        step, on, row = self.step.currentData(), day_of(self.on) or self.desk.today, self.row
        asked = on if step == "asked" else row.asked_on if row is not None and step == "made" else None
        form = IntroductionForm.checked(
            introducer_id=self.introducer_id, person_id=self.who.person_id,
            whom="" if self.who.person_id else self.who.text, direction=self.direction.currentData(),
            why=self.why.text(), asked_on=asked, made_on=on if step == "made" else None,
            outcome=self.outcome.text(), told_on=day_of(self.told),
            opportunity_id=row.opportunity_id if row is not None else None,
        )  # fmt: skip
        if row is not None and row.id is not None:
            self.around.do(edits.change_introduction, row.id, form)
        else:
            self.around.do(edits.add_introduction, form)
