"""Several cards of one person put together: what they say differently, field by field, and what comes of it.

The first card is the one that stays. Of a field with one value hers counts, of an empty one the next card's; lists and
notes are joined. Another choice can be made for every field. Nothing here knows whether a card is in the book or in a
file: all are forms.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from mrtnet.domain.contact_points import normal
from mrtnet.domain.forms import Address, Job, PersonForm, Reach
from mrtnet.domain.names import fold
from mrtnet.words import later

ALL = -1
"""The choice of a list: what all the cards have."""


class Field(NamedTuple):
    """What is chosen at once. `parts` are the fields of a form that go together; a list holds several values."""

    key: str
    title: str
    parts: tuple[str, ...]
    is_list: bool = False
    property: str = ""


FIELDS = (
    Field("name", later("Name"), ("name", "prefix", "given", "additional", "family", "suffix", "family_first")),
    Field("nickname", later("Nickname"), ("nickname",)),
    Field("credentials", later("Credentials"), ("credentials",), True),
    Field("jobs", later("Work"), ("jobs",), True),
    Field("emails", later("Email"), ("reaches",), True, "EMAIL"),
    Field("phones", later("Phone"), ("reaches",), True, "TEL"),
    Field("links", later("Links"), ("reaches",), True, "URL"),
    Field("chats", later("Chat"), ("reaches",), True, "IMPP"),
    Field("addresses", later("Address"), ("addresses",), True),
    Field("tags", later("Tags"), ("tags",), True),
    Field("roles", later("Roles"), ("roles",), True),
    Field("languages", later("Languages"), ("languages",), True),
    Field("rank", later("Rank"), ("rank",)),
    Field("tier", later("Circle"), ("tier", "rhythm_days")),
    Field("met", later("Met"), ("met_on", "met_how", "met_where", "met_through")),
    Field("preferred_channel", later("Prefers"), ("preferred_channel",)),
    Field("pronouns", later("Pronouns"), ("pronouns",)),
    Field("pronunciation", later("Pronunciation"), ("pronunciation",)),
    Field("birthday", later("Birthday"), ("birthday",)),
    Field("time_zone", later("Time zone"), ("time_zone",)),
    Field("do_not_contact", later("Do not contact"), ("do_not_contact",)),
    Field("deceased", later("Deceased"), ("deceased",)),
    Field("note", later("Note"), ("note",), True),
)
"""All fields, in the order in which they are shown side by side."""
_BY_KEY = {field.key: field for field in FIELDS}


class Difference(NamedTuple):
    """A field of which the cards say different things, in words for each card, and what comes of it.

    `chosen` is the place of the card whose value counts, or `ALL`.
    """

    field: Field
    said: tuple[tuple[str, ...], ...]
    chosen: int
    result: tuple[str, ...]


def chosen(sides: Sequence[PersonForm], choices: Mapping[str, int] | None = None) -> dict[str, int]:
    """Which card's value counts for each field, by key; `ALL` for lists unless a card was chosen."""
    told = choices or {}
    return {field.key: told.get(field.key, ALL if field.is_list else _usual(field, sides)) for field in FIELDS}


def merged(sides: Sequence[PersonForm], choices: Mapping[str, int] | None = None) -> PersonForm:
    """The person that comes of the cards. What belongs to a meeting (talked about, next step) is the last card's."""
    last = sides[-1]
    values: dict[str, Any] = {
        "talked_about": last.talked_about,
        "next_step": last.next_step,
        "no_next_step": last.no_next_step,
        "reaches": [],
    }
    for key, at in chosen(sides, choices).items():
        field = _BY_KEY[key]
        if key == "note":
            values["note"] = _notes([side.note for side in sides] if at == ALL else [sides[at].note])
        elif field.property:
            values["reaches"] += _list(field, sides, at)
        elif field.is_list:
            values[field.parts[0]] = _list(field, sides, at)
        else:
            values.update({part: getattr(sides[at], part) for part in field.parts})
    return PersonForm.model_construct(**values)


def differences(sides: Sequence[PersonForm], choices: Mapping[str, int] | None = None) -> list[Difference]:
    """The fields in which the cards are not all alike, for choosing; what only one of them has is among them."""
    taken, result = chosen(sides, choices), merged(sides, choices)
    found = []
    for field in FIELDS:
        said = tuple(in_words(field, side) for side in sides)
        if any(words != said[0] for words in said[1:]):
            found.append(Difference(field, said, taken[field.key], in_words(field, result)))
    return found


def adds(mine: PersonForm, card: PersonForm) -> tuple[str, ...]:
    """Keys of the fields in which the card says something that is not on file; empty: it says nothing new at all.

    How and when the two met is no news where that is known.
    """
    return tuple(field.key for field in FIELDS if _adds(field, mine, card))


def contradicts(mine: PersonForm, card: PersonForm) -> tuple[str, ...]:
    """Those of `adds` where something else is on file, so that one of the two has to be given up."""
    return tuple(key for key in adds(mine, card) if not _BY_KEY[key].is_list and _told(_BY_KEY[key], mine))


def only_adds(mine: PersonForm, card: PersonForm) -> bool:
    """Whether nothing on file has to be given up for what the card says, nor may be out of date by it: a job."""
    return not contradicts(mine, card) and not (mine.jobs and len(_jobs([*mine.jobs, *card.jobs])) > len(mine.jobs))


def adding_choices(mine: PersonForm) -> dict[str, int]:
    """The choices of a merge that only adds: how and when the two met stays as she knows it."""
    return {"met": 0} if _told(_BY_KEY["met"], mine) else {}


def in_words(field: Field, side: PersonForm) -> tuple[str, ...]:
    """What a card says in a field, each value in one line."""
    match field.key:
        case "name":
            return (side.name,) if side.name else tuple(filter(None, (f"{side.given} {side.family}".strip(),)))
        case "jobs":
            return tuple(_job_in_words(job) for job in side.jobs)
        case "addresses":
            return tuple(_address_in_words(address) for address in side.addresses)
        case "note":
            return (side.note,) if side.note else ()
        case "do_not_contact" | "deceased":
            return (field.title,) if getattr(side, field.key) else ()
    if field.property:
        return tuple(reach.value for reach in side.reaches if reach.property == field.property)
    if field.is_list:
        return tuple(getattr(side, field.parts[0]))
    told = ", ".join(str(value) for part in field.parts if (value := getattr(side, part)))
    return (told,) if told else ()


def _job_in_words(job: Job) -> str:
    until = f"–{job.until:%Y}" if job.until else ""
    since = f"{job.since:%Y}" if job.since else ""
    return ", ".join(filter(None, (job.title, job.department, job.organization, since + until)))


def _address_in_words(address: Address) -> str:
    return ", ".join(filter(None, (address.street, address.locality, address.region, address.code, address.country)))


def _usual(field: Field, sides: Sequence[PersonForm]) -> int:
    """The first card that says anything; of the first meetings the earliest."""
    said = [at for at, side in enumerate(sides) if _told(field, side)]
    if field.key == "met":
        return min(said, key=lambda at: (sides[at].met_on is None, sides[at].met_on or date.max, at), default=0)
    return said[0] if said else 0


def _told(field: Field, side: PersonForm) -> bool:
    return any(getattr(side, part) for part in field.parts)


def _adds(field: Field, mine: PersonForm, card: PersonForm) -> bool:
    if field.key == "note":
        return bool(card.note) and card.note not in mine.note and _notes_more(mine, card)
    if field.key == "met":
        return bool(card.met_on) and not _told(field, mine)
    if field.key == "name":
        return bool(card.name) and card.name != mine.name and not _named_alike(mine, card)
    if field.is_list:
        theirs, known = getattr(card, field.parts[0]), getattr(mine, field.parts[0])
        if not theirs or theirs == known:
            return False
        return (bool(theirs) and len(_list(field, (mine, card), ALL)) != len(_list(field, (mine,), ALL))) or (
            field.key == "jobs" and _list(field, (mine, card), ALL) != _list(field, (mine,), ALL)
        )
    return any(getattr(card, part) and getattr(card, part) != getattr(mine, part) for part in field.parts)


_NAME_PARTS = ("given", "additional", "family", "suffix")


def _named_alike(mine: PersonForm, card: PersonForm) -> bool:
    """Whether the card's name is only its parts put together, and they are the parts on file: "Dr. Rosa Lind".

    A title before the name is no part of it: a card without one tells nothing new of "Dr. Rosa Lind".
    """
    title, known = (_folded(side.prefix).replace(".", "") for side in (card, mine))
    parts = [_folded(getattr(card, part)) for part in _NAME_PARTS]
    if not card.given or not card.family or parts != [_folded(getattr(mine, part)) for part in _NAME_PARTS]:
        return False
    told = _folded(card.name).replace(",", "").removeprefix(_folded(card.prefix))
    return title in ("", known) and set(told.split()) <= set(" ".join(parts).split())


def _notes_more(mine: PersonForm, card: PersonForm) -> bool:
    """Whether a line of the card's note is news: not on file, and no "Chat: …" of what stands in a field there."""
    said = {*(_job_in_words(job) for job in mine.jobs), *(_address_in_words(address) for address in mine.addresses)}
    said |= {", ".join(filter(None, (job.title, job.department, job.organization))) for job in mine.jobs}
    said |= {reach.value for reach in mine.reaches}
    known = {line.strip() for line in mine.note.splitlines()}
    lines = [line.strip() for line in card.note.splitlines()]
    known = (known | said) - {""}
    return any(line and not {line, line.partition(": ")[2]} & known for line in lines)


def _list(field: Field, sides: Sequence[PersonForm], at: int) -> list[Any]:
    values = [
        value
        for side in (sides if at == ALL else (sides[at],))
        for value in getattr(side, field.parts[0])
        if not field.property or value.property == field.property
    ]
    if field.key == "jobs":
        return _jobs(values)
    return list(_once(values, _KEYS.get(field.parts[0], _folded)))


def _once(values: Iterable[Any], key: Callable[[Any], Hashable]) -> Iterable[Any]:
    found: dict[Hashable, Any] = {}
    for value in values:
        found.setdefault(key(value), value)
    return found.values()


def _folded(text: str) -> str:
    return fold(text).strip()


def reach_key(reach: Reach) -> Hashable:
    """What two spellings of one address, number or link share."""
    return reach.property, normal(reach) or reach.value


def tag_key(tag: str) -> Hashable:
    """What two spellings of one tag share; a table parts tags by semicolons and so has a comma in place of one."""
    return _folded(tag).replace(";", ",")


def address_key(address: Address) -> Hashable:
    """What two spellings of one postal address share; its type is not part of it."""
    parts = (address.street, address.locality, address.region, address.code, address.country)
    return tuple(_folded(part).replace(",", "") for part in parts)


_KEYS: Mapping[str, Callable[[Any], Hashable]] = {"reaches": reach_key, "addresses": address_key, "tags": tag_key}


def _jobs(jobs: Sequence[Job]) -> list[Job]:
    """Each job once: one that says less of the same place is filled into the one that says more."""
    found: list[Job] = []
    for job in jobs:
        for place, known in enumerate(found):
            if (joined := _one_job(known, job)) is not None:
                found[place] = joined
                break
        else:
            found.append(job)
    return found


def _one_job(known: Job, job: Job) -> Job | None:
    """Both in one if they can be the same job at the same time; else None."""
    values: dict[str, Any] = {}
    for part in ("organization", "title", "department", "since", "until"):
        mine, hers = getattr(known, part), getattr(job, part)
        if part == "until" and (mine is None) != (hers is None):
            return None
        if mine and hers and mine != hers and (not isinstance(mine, str) or _folded(mine) != _folded(hers)):
            return None
        values[part] = mine or hers
    return known.model_copy(update=values)


def _notes(notes: Iterable[str]) -> str:
    whole: list[str] = []
    for note in notes:
        if note and not any(note in said for said in whole):
            whole.append(note)
    return "\n\n".join(whole)
