"""The letter that is being written: to whom, by which way, from which template, with what words filled in."""

from datetime import date, timedelta
from typing import NamedTuple

from mrtnet.domain import kinds, rhythm
from mrtnet.domain.messages import LINKEDIN_LIMIT, LINKEDIN_LIMIT_PREMIUM, Message, Template
from mrtnet.domain.playbook_parts import PlannedStep
from mrtnet.domain.rows import FollowUpRow, PersonDetail
from mrtnet.domain.when import say_when
from mrtnet.queries import follow_ups, runs
from mrtnet.queries import person as people
from mrtnet.queries.message_values import TEMPLATE_FOR, message_values, write
from mrtnet.queries.playbooks import all_templates, playbook_named, template_named
from mrtnet.trouble import Trouble
from mrtnet.ui.desk import Desk
from mrtnet.ui.saying import step_title
from mrtnet.words import _

CHANNELS = ("email", "linkedin", "phone", "card")
REACHED_BY = {"email": "EMAIL", "linkedin": "URL", "phone": "TEL"}
ASKS = frozenset({"request", "reference", "revive", "ask"})
"""Kinds whose answer is looked after by itself (`edits.follow_ups.done`)."""
ABOUT_HER = {
    "my_name": "name", "my_first_name": "name", "my_role": "role", "my_short_role": "short_role", "my_now": "role",
    "my_phone": "phone",
}  # fmt: skip
"""Fields that are about the user: what she answers once is kept as her setting."""


class Coming(NamedTuple):
    """The step that follows when this one is done: icon, title, day, and where it comes from."""

    icon: str
    title: str
    day: date
    source: str


class Letter:
    """A message to one person. Raises Trouble for nobody, and for somebody who is not to be contacted."""

    def __init__(self, desk: Desk, person_id: int, follow_up_id: int | None = None) -> None:
        self._desk = desk
        found = people.detail(desk.read, person_id)
        if found is None:
            raise Trouble(_("There is no such person in the book."))
        self.person: PersonDetail = found
        row = follow_ups.one(desk.read, follow_up_id) if follow_up_id is not None else None
        self.follow_up: FollowUpRow | None = row if row is not None and row.state == "open" else None
        self.wording = "warm"
        self.answers: dict[str, str] = {}
        self.template = self._first_template()
        told = self.follow_up.channel if self.follow_up else ""
        usual = found.preferred_channel if found.preferred_channel in self.template.channels else ""
        self.channel = told if told in CHANNELS else usual or self._first_channel()
        if self.channel not in self.template.channels:
            self.use_channel(self.channel)
        self.message()

    # What it is

    @property
    def key(self) -> str:
        """The key of its draft."""
        return f"write:{self.follow_up.id}" if self.follow_up else f"write.person:{self.person.id}"

    @property
    def title(self) -> str:
        """What it will be called in the timeline."""
        return step_title(self.follow_up.kind, self.follow_up.title) if self.follow_up else _(self.template.title)

    def templates(self) -> list[Template]:
        """The templates that this way of sending has."""
        return [found for found in all_templates(self._desk.read).values() if self.channel in found.channels]

    def addresses(self) -> list[str]:
        """Where she can be reached this way, the first choice first."""
        if self.channel == "card":
            said = [", ".join(part for part in each[1:6] if part) for each in self.person.addresses]
            return [address for address in said if address]
        wanted = REACHED_BY[self.channel]
        found = [each.value for each in self.person.reaches if each.property == wanted]
        if self.channel == "linkedin":
            found.sort(key=lambda value: "linkedin." not in value.lower())
        return found

    @property
    def limit(self) -> int | None:
        """Characters that fit, for a LinkedIn note."""
        if self.channel != "linkedin":
            return None
        return LINKEDIN_LIMIT_PREMIUM if self._desk.about.linkedin_premium else LINKEDIN_LIMIT

    def message(self) -> Message:
        """The template filled in."""
        late = (self._desk.today - self.follow_up.first_due).days if self.follow_up else 0
        return write(
            self._desk.read, self.template, self.person, self._desk.about, wording=self.wording,
            follow_up=self.follow_up, days_late=late, more={k: v for k, v in self.answers.items() if v},
        )  # fmt: skip

    def values(self) -> dict[str, str]:
        """What its fields are filled with."""
        values = message_values(self._desk.read, self.person, self._desk.about, self.follow_up)
        return {**values, **{field: text for field, text in self.answers.items() if text}}

    # What it becomes

    def use_channel(self, channel: str) -> None:
        """Send it this way; another template is taken where this one does not fit."""
        self.channel = channel
        if channel not in self.template.channels:
            fitting = template_named(self._desk.read, "linkedin-note") if channel == "linkedin" else None
            self.template = fitting or next(iter(self.templates()), self.template)
        self._keep_wording()

    def use_template(self, key: str) -> None:
        """Another text."""
        self.template = template_named(self._desk.read, key) or self.template
        self._keep_wording()

    def begin_with(self, key: str) -> None:
        """A text she asked for, by a way that it has."""
        self.use_template(key)
        if self.channel not in self.template.channels:
            self.channel = self._first_channel()

    def new_settings(self) -> dict[str, str]:
        """What she told about herself while writing, for her settings."""
        told = {ABOUT_HER[field]: text for field, text in self.answers.items() if text and field in ABOUT_HER}
        return {key: text for key, text in told.items() if not getattr(self._desk.about, key)}

    def coming(self) -> Coming | None:
        """What will be her next step once this one is done, as far as it can be told now."""
        row = self.follow_up
        if row is not None and row.run_id is not None and row.step:
            planned = runs.planned(self._desk.read, self.person.id, self._desk.today)
            step = next((each.step for each in planned if each.run.id == row.run_id), None)
            return self._planned(step, row.playbook) if step else None
        waiting = follow_ups.of_person(self._desk.read, self.person.id)
        first = next((each for each in waiting if row is None or each.id != row.id), None)
        if first is not None:
            return Coming(_icon(first.kind), step_title(first.kind, first.title), first.due, "")
        return self._by_rhythm()

    def reply_day(self) -> date:
        """When to look for an answer."""
        about = self._desk.about
        return about.days.on_or_after(self._desk.today + timedelta(days=about.reply_check_days))

    def looks_after_itself(self) -> bool:
        """Whether a missing answer is asked for anyway: a question outside a playbook."""
        return self.follow_up is not None and self.follow_up.run_id is None and self.follow_up.kind in ASKS

    # Inside

    def _planned(self, step: PlannedStep, playbook: str) -> Coming:
        found = playbook_named(self._desk.read, playbook)
        said = _("from “{playbook}”").format(playbook=_(found.title)) if found else ""
        return Coming(_icon(step.kind), step_title(step.kind, _(step.title)), step.due, said)

    def _by_rhythm(self) -> Coming | None:
        about, person = self._desk.about, self.person
        days = rhythm.rhythm_days(person.tier, person.rhythm_days, about.rhythms)
        due = rhythm.next_touch(self._desk.today, days, about.days)
        if due is None:
            return None
        return Coming(_icon("check-in"), kinds.title("follow-up", "check-in"), due, rhythm.say_rhythm(days))

    def _first_template(self) -> Template:
        row = self.follow_up
        key = (row.template or TEMPLATE_FOR.get(row.kind, "")) if row else ""
        found = template_named(self._desk.read, key or "update") or template_named(self._desk.read, "update")
        return found or next(iter(all_templates(self._desk.read).values()))

    def _first_channel(self) -> str:
        offered = [channel for channel in CHANNELS if channel in self.template.channels] or list(CHANNELS)
        for channel in offered:
            self.channel = channel
            if self.addresses():
                return channel
        return offered[0]

    def _keep_wording(self) -> None:
        if self.wording not in self.template.wordings:
            self.wording = next(iter(self.template.wordings))


def last_talk(desk: Desk, person_id: int) -> str:
    """What stands under the name: when they last met and about what."""
    talked = next((row for row in people.timeline(desk.read, person_id, limit=20) if row.kind in kinds.CONTACTS), None)
    if talked is None:
        return ""
    day = say_when(talked.day, desk.today)
    where = _("{day} at {event}").format(day=day, event=talked.event) if talked.event else day
    body = " ".join(talked.body.split())
    return _("{where}: {words}").format(where=where, words=body) if body else where


def _icon(kind: str) -> str:
    return kinds.kind("follow-up", kind).icon
