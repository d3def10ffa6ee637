"""The dialog of one step: when, how and for whom it comes, and only if what holds."""

from PySide6.QtWidgets import QCheckBox, QWidget

from mrtnet.domain.days import weekday_names
from mrtnet.domain.kinds import CHANNELS, FOLLOW_UPS
from mrtnet.domain.playbook_changes import with_step
from mrtnet.domain.playbook_parts import CONDITIONS, OPPOSITES, PEOPLE, RANKS, WAITING, Offset, Step
from mrtnet.domain.playbook_words import read_offset, say_days
from mrtnet.domain.playbooks import Playbook
from mrtnet.queries.playbooks import all_templates
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.dialogs.person_fields import Picked
from mrtnet.ui.playbooks.forms import (
    WIDTH,
    PlaybookDialog,
    Save,
    Several,
    choice,
    days_field,
    days_in,
    fit_area,
    in_area,
    labelled,
    line_in,
    title_in,
)
from mrtnet.ui.widgets.basic import Field
from mrtnet.words import _

NEW = Step("", "other", "", "email", offset=Offset(days=7))
NOT = "not "
"""Before the key of a condition: its opposite."""


class StepDialog(PlaybookDialog):
    """One step of a playbook; with an empty key a new one at the end."""

    def __init__(self, around: Around, playbook: Playbook, key: str, save: Save) -> None:
        step = self.step = next((each for each in playbook.steps if each.key == key), NEW)
        title = _("Change the step") if step.key else _("New step")
        super().__init__(around, "step", title, save)
        self._playbook = playbook
        self._inside = in_area(self, WIDTH)
        self._what_and_when(step)
        self._for_whom(step)
        self._only_if(step)
        self.purpose = Field(self.theme, _("be remembered"), name="step.purpose")
        self.purpose.setText(_(step.purpose))
        self._lay((_("Why"), self.purpose))
        self.optional = QCheckBox(_("Only if you like"))
        self.optional.setObjectName("step.optional")
        self.optional.setChecked(step.optional)
        self._inside.addWidget(self.optional)
        fit_area(self, self._inside)
        self.title.setFocus()

    def _lay(self, *rows: tuple[str, QWidget]) -> None:
        for words, field in rows:
            self._inside.addWidget(labelled(self.around, words, field, beside=True))

    def _what_and_when(self, step: Step) -> None:
        templates = all_templates(self.desk.read)
        main = next(iter(self._playbook.anchors))
        anchors = {key: _(words) for key, words in self._playbook.anchors.items()}
        anchors[WAITING] = _("a message without an answer")
        weekdays = {"": _("any day")} | {str(n): name for n, name in enumerate(weekday_names())}
        day = "" if step.offset.weekday is None else str(step.offset.weekday)
        kinds = {key: _(each.title) for key, each in FOLLOW_UPS.items()}
        channels = {key: _(each.title) for key, each in CHANNELS.items()}
        texts = {"": _("no text"), **{key: _(each.title) for key, each in templates.items()}}
        self.title = Field(self.theme, _("Thank-you note"), name="step.title")
        self.title.setText(_(step.title))
        self.when = Field(self.theme, _("+3 working days, 2 weeks before, on the day"), name="step.when")
        self.when.setText(say_days(step.offset))
        self.until = Field(self.theme, _("+4 days, 1 week before"), name="step.until")
        self.until.setText("" if step.offset.until is None else say_days(Offset(days=step.offset.until)))
        self.anchor = choice("step.anchor", _("Counted from"), anchors, step.anchor or main)
        self.weekday = choice("step.weekday", _("Then on the next"), weekdays, day)
        self.kind = choice("step.kind", _("What it is"), kinds, step.kind)
        self.channel = choice("step.channel", _("How"), channels, step.channel)
        self.template = choice("step.template", _("Text"), texts, step.template)
        self._lay(
            (_("Title"), self.title), (_("When"), self.when), (_("At the latest"), self.until),
            (_("Counted from"), self.anchor), (_("Then on the next"), self.weekday), (_("What it is"), self.kind),
            (_("How"), self.channel), (_("Text"), self.template),
        )  # fmt: skip

    def _for_whom(self, step: Step) -> None:
        scopes = {"person": _("each person"), "me": _("you, once")}
        people = {key: _(words) for key, words in PEOPLE.items()}
        self.scope = choice("step.scope", _("For whom"), scopes, step.scope)
        self.to = Several(self.around, "step.to", _("Only for"), people, step.to, none=_("everybody"))
        self.ranks = Picked(self.around, "step.ranks", {rank: rank for rank in RANKS})
        self.ranks.put(list(step.ranks))
        self.every = days_field(self.around, "step.every", step.every, _("once"))
        self._lay(
            (_("For whom"), self.scope), (_("Only for"), self.to), (_("Of which rank"), self.ranks),
            (_("Again every so many days"), self.every),
        )  # fmt: skip

    def _only_if(self, step: Step) -> None:
        only, unless = {}, {}
        for key, words in CONDITIONS.items():
            only[key] = _(words)
            if key in OPPOSITES:
                only[NOT + key] = _(OPPOSITES[key])
            else:
                unless[key] = _(words)
        asked = (*step.only, *(NOT + key for key in step.unless if key in OPPOSITES))
        against = [key for key in step.unless if key not in OPPOSITES]
        self.only = Several(self.around, "step.only", _("Only if"), only, asked, none=_("always"))
        self.unless = Several(
            self.around, "step.unless", _("Not if"), unless, against, none=_("nothing speaks against it")
        )
        self._lay((_("Only if"), self.only), (_("Not if"), self.unless))

    def _offset(self) -> Offset:
        offset, said = self.step.offset, self.when.text().strip()
        if said != say_days(offset):
            offset = read_offset(said, offset)
        day = self.weekday.currentData()
        return offset._replace(weekday=int(day) if day else None, until=self._until())

    def _until(self) -> int | None:
        """The last day of the step, counted as the step is; None where it has none."""
        said, before = self.until.text().strip(), self.step.offset.until
        if not said or (before is not None and said == say_days(Offset(days=before))):
            return before if said else None
        last = read_offset(said)
        if last.working_days or last.of_length is not None:
            raise Trouble(_("Say the latest day in days or weeks, such as “1 week before” or “on the day”."))
        return last.days

    def _conditions(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """(what must hold, what must not), in the order they had where nothing else changed."""
        asked = self.only.value()
        only = tuple(key for key in asked if not key.startswith(NOT))
        unless = (*(key.removeprefix(NOT) for key in asked if key.startswith(NOT)), *self.unless.value())
        return only, self.step.unless if set(unless) == set(self.step.unless) else unless

    def made(self) -> Playbook:
        """The playbook with the step."""
        title = title_in(self.title, self.step.title, _("Give the step a title."))
        ranks = tuple(self.ranks.value())
        if not ranks:
            raise Trouble(_("Choose at least one rank: A, B or C."))
        anchor, (only, unless) = self.anchor.value(), self._conditions()
        changed = self.step._replace(
            title=title,
            purpose=line_in(self.purpose, self.step.purpose),
            offset=self._offset(),
            ranks=ranks,
            every=days_in(self.every),
            anchor="" if anchor == next(iter(self._playbook.anchors)) else anchor,
            kind=self.kind.value(),
            channel=self.channel.value(),
            template=self.template.value(),
            scope=self.scope.value(),
            to=self.to.value(),
            only=only,
            unless=unless,
            optional=self.optional.isChecked(),
        )
        return with_step(self._playbook, changed, before=self.step.key)
