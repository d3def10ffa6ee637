"""One card as it is typed: the texts of the fields, what they mean as a form, and how pasted text fills them.

The event's grid uses the same reading, so a person comes out alike whichever way she is typed.
"""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from mrtnet.domain.contact_points import clean_link, find_reaches, profile_words
from mrtnet.domain.credentials import is_standing, split_credentials
from mrtnet.domain.days import WorkingDays
from mrtnet.domain.forms import LINE, Job, NextStep, PersonForm
from mrtnet.domain.kinds import kind as kind_of
from mrtnet.domain.names import split_name, tidy
from mrtnet.domain.quick_line import Known, Understood, read_line, read_lines
from mrtnet.domain.quick_reading import name_fields, spelled
from mrtnet.domain.quick_steps import read_step
from mrtnet.domain.when import US_WORKING_DAYS
from mrtnet.trouble import Trouble
from mrtnet.words import _

_PASTED_MOST = 200_000
_NAME_PARTS = ("name", "prefix", "given", "additional", "family", "suffix", "nickname", "family_first")


class Ways(NamedTuple):
    """What reading needs to know: her day, her working days, the stored spellings, whether 3/4 is April 3."""

    today: date
    days: WorkingDays = US_WORKING_DAYS
    known: Known = Known()
    day_first: bool = False


class Card(NamedTuple):
    """The texts as they stand in the fields. `more` holds what has no field (fields of PersonForm, as JSON).

    `as_is`: the name is to stay as typed, nothing in it is a mark. `step` is what was typed for the next step.
    `parts` are the parts of the name as they were read ("WIŚNIEWSKI Tomasz"); they count while the name is the same.
    """

    name: str = ""
    marks: tuple[str, ...] = ()
    works_at: str = ""
    talked: str = ""
    reach: str = ""
    tags: str = ""
    step: str = ""
    rank: str = ""
    as_is: bool = False
    parts: Mapping[str, Any] = {}
    more: Mapping[str, Any] = {}

    @property
    def is_blank(self) -> bool:
        """Whether nothing about a person is typed; rank and step alone are nothing."""
        return not (self.name.strip() or self.marks or self.works_at.strip() or self.talked.strip()
                    or self.reach.strip() or self.tags.strip() or self.more)  # fmt: skip

    def to_json(self) -> dict[str, Any]:
        """For the draft."""
        told = self._asdict()
        return {key: value for key, value in told.items() if value}


def from_json(told: Any) -> Card:
    """A card from a draft; what does not fit (a newer program's) is left out."""
    if not isinstance(told, dict):
        return Card()
    texts = ("name", "works_at", "talked", "reach", "tags", "step", "rank")
    fields: dict[str, Any] = {key: told[key] for key in texts if isinstance(told.get(key), str)}
    marks = told.get("marks")
    if isinstance(marks, list):
        fields["marks"] = tuple(mark for mark in marks if isinstance(mark, str))
    for key in ("more", "parts"):
        if isinstance(told.get(key), dict):
            fields[key] = told[key]
    return Card(**fields, as_is=told.get("as_is") is True)


def spread(card: Card, ways: Ways) -> Card:
    """The card with its name read as a quick line: marks, employer, address ... go where they belong."""
    if card.as_is or not card.name.strip() or card.parts.get("name") == card.name:
        return card
    try:
        form = read_line(card.name, today=ways.today, days=ways.days, known=ways.known, day_first=ways.day_first).form
    except Trouble:
        return card
    return filled(card._replace(name=""), card_of(form, ways.today))


def filled(card: Card, other: Card) -> Card:
    """The card with what `other` knows: empty fields are filled, lists go on, a second employer is kept beside."""
    more = dict(card.more)
    for key, value in other.more.items():
        if isinstance(value, list):
            more[key] = [*more.get(key, []), *value]
        elif key == "note" and more.get(key):
            more[key] = f"{more[key]}\n{value}"
        else:
            more.setdefault(key, value)
    if card.works_at and other.works_at and card.works_at != other.works_at:
        more["jobs"] = [*more.get("jobs", []), job_of(other.works_at).model_dump(mode="json", exclude_defaults=True)]
    name = card.name or other.name
    if card.name and other.name and card.name != other.name and card.name not in other.name:
        more["note"] = "\n".join(filter(None, [more.get("note", ""), other.name]))
    return card._replace(
        name=name,
        marks=tuple(dict.fromkeys((*card.marks, *other.marks))),
        works_at=card.works_at or other.works_at,
        talked="; ".join(dict.fromkeys(filter(None, (card.talked, other.talked)))),
        reach=", ".join(dict.fromkeys(filter(None, (card.reach, other.reach)))),
        tags=", ".join(dict.fromkeys(filter(None, (card.tags, other.tags)))),
        step=card.step or other.step,
        rank=card.rank or other.rank,
        parts=card.parts if card.name else other.parts,
        more=more,
    )


def card_of(form: PersonForm, today: date) -> Card:
    """A form in the fields of a card; what has no field goes to `more`."""
    told = form.model_dump(mode="json", exclude_defaults=True)
    for field in (*_NAME_PARTS, "credentials", "tags", "talked_about", "rank", "no_next_step", "next_step"):
        told.pop(field, None)
    kept = [reach for reach in form.reaches if reach.type or reach.label]
    told.pop("reaches", None)
    if kept:
        told["reaches"] = [reach.model_dump(exclude_defaults=True) for reach in kept]
    jobs = told.pop("jobs", [])
    works_at = ""
    if form.jobs and set(jobs[0]) <= {"organization", "title"} and form.jobs[0].organization:
        first = jobs.pop(0)
        works_at = f"{first['title']} @ {first['organization']}" if first.get("title") else first["organization"]
    if jobs:
        told["jobs"] = jobs
    return Card(
        name=form.name,
        marks=tuple(form.credentials),
        works_at=works_at,
        talked=form.talked_about,
        reach=", ".join(reach.value for reach in form.reaches),
        tags=", ".join(form.tags),
        step="none" if form.no_next_step else step_words(form.next_step),
        rank=form.rank,
        parts={part: value for part in _NAME_PARTS if (value := getattr(form, part))},
        more=told,
    )


def step_words(step: NextStep | None) -> str:
    """A next step in the words that `read_step` understands."""
    if step is None:
        return ""
    at = f"{step.at:%H:%M}" if step.at else ""
    parts = (step.kind, step.title, step.due.isoformat() if step.due else "", at)
    return " ".join(part for part in parts if part)


def form_of(card: Card, ways: Ways, planned_kind: str = "") -> PersonForm:
    """The person of the card. `planned_kind` is the kind a mere date ("thu") is for. Raises Trouble.

    What stands in the field for addresses and is none becomes a note: nothing typed is dropped.
    """
    card = spread(card, ways)
    fields: dict[str, Any] = dict(card.more)
    if card.name and card.parts.get("name") == card.name and not card.as_is:
        fields |= card.parts
    elif card.name.strip():
        shown = card.name if card.as_is else split_credentials(card.name)[0]
        fields |= name_fields(tidy(split_name(shown)), shown=shown if card.as_is else "")
    reaches, rest = _reaches(card)
    if any(letter.isalnum() for letter in rest):
        fields["note"] = "\n".join(filter(None, [str(fields.get("note", "")), rest]))
    fields["reaches"] = reaches
    first = [job_of(card.works_at, ways.known).model_dump(mode="json")] if card.works_at.strip() else []
    fields["jobs"] = _once(first, fields.get("jobs", []), "organization")
    fields["tags"] = [spelled(tag, ways.known.tags) for tag in tags_in(card.tags)]
    fields |= {"credentials": list(card.marks), "talked_about": card.talked, "rank": card.rank}
    return PersonForm.checked(**(fields | _step_fields(card.step, ways, planned_kind)))


def problem(card: Card, ways: Ways) -> str:
    """Why this card cannot be saved, in one sentence; "" if it can."""
    if card.is_blank:
        return _("Type a name first.")
    try:
        form_of(card, ways)
    except Trouble as wrong:
        return str(wrong)
    return ""


def tags_in(text: str) -> list[str]:
    """The tags of the field: parted by commas, semicolons or #."""
    return [tag for part in re.split(r"[;,#]", text) if (tag := " ".join(part.split()))]


def job_of(text: str, known: Known | None = None) -> Job:
    """ "Coding Lead @ Lakeshore" or an employer alone, in the stored spelling."""
    title, at, organization = text.partition("@")
    if not at or not organization.strip():
        title, organization = "", text.rstrip("@ ")
    stored = known.organizations if known else ()
    return Job.checked(organization=spelled(" ".join(organization.split()), stored), title=" ".join(title.split()))


def pasted(text: str, ways: Ways) -> list[Card] | None:
    """The people of a pasted signature, vCard, profile link or rows; None for text that belongs into one field."""
    text = text.strip("\ufeff\n\r ")
    profile = clean_link(text) if " " not in text and "/" in text else None
    several = "\n" in text or "\r" in text or "\t" in text
    if not text or len(text) > _PASTED_MOST or not (several or (profile and profile_words(profile))):
        return None
    found = read_lines(text, today=ways.today, days=ways.days, known=ways.known, day_first=ways.day_first)
    cards = [card_of(each.form, ways.today) for each in found if isinstance(each, Understood)]
    unread = [each.text for each in found if not isinstance(each, Understood)]
    if cards and unread:
        cards[-1] = filled(cards[-1], Card(more={"note": "\n".join(unread)}))
    return cards or None


def shown_mark(mark: str) -> str:
    """A mark as the chip says it."""
    return mark.lower() if is_standing(mark) else mark


def beside(card: Card) -> list[str]:
    """What the card knows and no field shows, in words."""
    words: list[str] = []
    for key, value in card.more.items():
        if key == "jobs":
            words += [" @ ".join(filter(None, (job.get("title"), job.get("department"), job.get("organization"))))
                      for job in value]  # fmt: skip
        elif key == "reaches":
            continue
        elif key == "addresses":
            words += [", ".join(str(part) for part in address.values()) for address in value]
        elif key == "met_through":
            words.append(_("through {name}").format(name=value))
        elif isinstance(value, (str, int)):
            words.append(str(value))
        elif isinstance(value, list):
            words += [str(each) for each in value]
    return [" ".join(each.split())[:LINE] for each in words if each]


def _step_fields(text: str, ways: Ways, planned_kind: str) -> dict[str, Any]:
    if not text.strip():
        return {}
    step = read_step(text.strip().lstrip("! "), ways.today, ways.days, day_first=ways.day_first)
    if step.none or (step.when is not None and step.when.day is None):
        return {"no_next_step": True}
    if step.rank:
        return {"rank": step.rank}
    day, at = step.when or (None, None)
    bare = step.kind == "other" and not step.title and planned_kind
    made = NextStep.checked(
        kind=planned_kind if bare else step.kind, title=step.title[:LINE], due=day, at=at, channel=step.channel
    )
    return {"next_step": made}


def kind_title(kind: str) -> str:
    """The title of a kind of step."""
    return _(kind_of("follow-up", kind).title)


def as_text(card: Card) -> str:
    """The card as JSON text, for comparing."""
    return json.dumps(card.to_json(), ensure_ascii=False, sort_keys=True)


def _reaches(card: Card) -> tuple[list[dict[str, Any]], str]:
    """The ways to reach her in the field, with the kinds that are known of them, and what else stands there."""
    text = card.reach
    known = {each.get("value"): each for each in card.more.get("reaches", [])}
    found, rest = find_reaches(text)
    values = [reach.value for reach in found]
    kept = [each for value, each in known.items() if value and value not in values and value in text]
    for each in kept:
        rest = rest.replace(str(each["value"]), "")
    told = [known.get(reach.value) or reach.model_dump() for reach in found]
    return [*told, *kept], rest


def _once(first: list[Any], more: list[Any], key: str) -> list[Any]:
    seen = {each.get(key) for each in first}
    return first + [each for each in more if each.get(key) not in seen]
