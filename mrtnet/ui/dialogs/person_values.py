"""A person's form as plain values: from what is on file, and back into a checked PersonForm."""

from typing import Any

from mrtnet.domain.contact_points import read_reach
from mrtnet.domain.credentials import split_credentials
from mrtnet.domain.forms import PersonForm, Reach
from mrtnet.domain.rhythm import read_rhythm
from mrtnet.domain.rows import PersonDetail
from mrtnet.domain.when import parse_when
from mrtnet.trouble import Trouble
from mrtnet.ui.desk import Desk
from mrtnet.words import _

LINES = (
    "name", "prefix", "given", "additional", "family", "suffix", "nickname", "pronouns", "pronunciation", "met_how",
    "met_where", "met_through", "time_zone", "birthday", "rank", "tier", "preferred_channel", "note",
)  # fmt: skip
FLAGS = ("family_first", "do_not_contact", "deceased")


class Wrong(Trouble):
    """What is wrong with one field, in a sentence."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def values_of(person: PersonDetail) -> dict[str, Any]:
    """What is on file, as the form shows it."""
    values: dict[str, Any] = {key: getattr(person, key) or "" for key in (*LINES, *FLAGS)}
    values |= {flag: bool(getattr(person, flag)) for flag in FLAGS}
    values["credentials"] = " ".join(person.credentials)
    values["tags"], values["languages"] = ", ".join(person.tags), ", ".join(person.languages)
    values["roles"] = list(person.roles)
    values["met_on"] = person.met_on.isoformat() if person.met_on else ""
    values["rhythm"] = "" if person.rhythm_days is None else f"{person.rhythm_days} days"
    values["reaches"] = [{"property": r.property, "value": r.value, "type": r.type} for r in person.reaches]
    values["addresses"] = [
        {key: getattr(each, key) for key in ("street", "locality", "region", "code", "country", "type")}
        for each in person.addresses
    ]
    values["jobs"] = [
        {
            "organization": job.organization, "title": job.title, "department": job.department,
            "since": job.since.isoformat() if job.since else "", "until": job.until.isoformat() if job.until else "",
        }
        for job in person.jobs
    ]  # fmt: skip
    return values


def form_of(values: dict[str, Any], desk: Desk, person: PersonDetail | None) -> PersonForm:
    """The checked form. Raises Wrong with the field and one sentence."""
    from pydantic import ValidationError

    from mrtnet.domain.forms import problem_sentence

    told: dict[str, Any] = {key: values.get(key, "") for key in LINES}
    told |= {flag: bool(values.get(flag)) for flag in FLAGS}
    if person is not None and told["name"] != person.name and _parts(values) == _parts_of(person):
        told |= dict.fromkeys(("prefix", "given", "additional", "family", "suffix"), "")  # a new whole name
    rest, marks = split_credentials("X " + str(values.get("credentials", "")).replace(",", " "))
    told["credentials"] = [*marks, *(word for word in rest.split()[1:])]
    told["tags"], told["languages"] = _several(values.get("tags")), _several(values.get("languages"))
    told["roles"] = list(values.get("roles") or [])
    told["met_on"] = _day(values.get("met_on"), "met_on", desk, _("“Met on” is not understood as a day."))
    told["rhythm_days"] = _rhythm(str(values.get("rhythm", "")))
    labels = {(r.property, r.value): r.label for r in person.reaches} if person else {}
    told["reaches"] = [_reach(row, labels) for row in values.get("reaches") or []]
    told["addresses"] = list(values.get("addresses") or [])
    sentence = _("A day of a job is not understood. Write it like 2024-05-01.")
    told["jobs"] = [
        {**job, **{key: _day(job.get(key), "jobs", desk, sentence) for key in ("since", "until")}}
        for job in values.get("jobs") or []
    ]
    try:
        return PersonForm(**told)
    except ValidationError as wrong:
        where = wrong.errors(include_input=False, include_url=False)[0]["loc"]
        raise Wrong(str(where[0]) if where else "name", problem_sentence(wrong)) from None


def _parts(values: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(values.get(key) or "") for key in ("prefix", "given", "additional", "family", "suffix"))


def _parts_of(person: PersonDetail) -> tuple[str, ...]:
    return person.prefix, person.given, person.additional, person.family, person.suffix


def _several(text: object) -> list[str]:
    return [part.strip() for part in str(text or "").split(",") if part.strip()]


def _day(text: object, field: str, desk: Desk, sentence: str) -> Any:
    words = str(text or "").strip()
    if not words:
        return None
    found = parse_when(words, desk.today, day_first=desk.about.day_first)
    if found is None or found.day is None:
        raise Wrong(field, sentence)
    return found.day


def _rhythm(text: str) -> int | None:
    if not text.strip():
        return None
    days = read_rhythm(text)
    if days is None:
        raise Wrong("rhythm", _("Say how often in words such as 6 weeks, 45 days, 3 months."))
    return days


def _reach(row: dict[str, str], labels: dict[tuple[str, str], str]) -> dict[str, str]:
    prop, value = row.get("property", "EMAIL"), row.get("value", "").strip()
    if prop == "EMAIL" and value.count("@") != 1:
        raise Wrong("reaches", _("“{value}” is not an email address.").format(value=value[:80]))
    if prop == "TEL" and not any(letter.isdigit() for letter in value):
        raise Wrong("reaches", _("“{value}” is not a phone number.").format(value=value[:80]))
    if prop == "URL":
        read: Reach | None = read_reach(value)
        if read is None or read.property != "URL":
            raise Wrong("reaches", _("“{value}” is not a link to a page.").format(value=value[:80]))
    return {"property": prop, "value": value, "type": row.get("type", ""), "label": labels.get((prop, value), "")}
