"""The short way from a card's lines to a person, for the cards that nothing needs to be thought about.

Most cards of most files are these: a name of two words, a job, addresses and numbers, clean text in every line. What
this gives is what `vcard_person` gives for the same lines, several times as fast; for anything else it gives nothing.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from mrtnet.domain.cleaning import clean_line, clean_text
from mrtnet.domain.contact_points import clean_link
from mrtnet.domain.forms import LINE, TEXT, Address, Job, PersonForm, Reach
from mrtnet.domain.names import word_set
from mrtnet.domain.vcard_lines import Line, parts, unescaped
from mrtnet.domain.vcard_names import plain_name
from mrtnet.domain.vcard_reaches import Type, is_profile, kind_and_label, place

SIGNS = re.compile(r"[\s().\-/]")
"""What two spellings of one number differ in."""
_SILENT = word_set("VERSION PRODID")
_REACHES: dict[str, Literal["EMAIL", "TEL", "URL"]] = {"EMAIL": "EMAIL", "TEL": "TEL", "URL": "URL"}
_ONCE = word_set("N FN UID REV ORG TITLE NOTE")
_TAKEN = word_set("ADR") | _ONCE | _SILENT | _REACHES.keys()
_PROFILE = re.compile(r"https://www\.linkedin\.com/in/[a-z0-9_-]+", re.ASCII)
"""A link as it is kept."""


class PlainPerson(NamedTuple):
    """A person, and the texts of UID and REV."""

    form: PersonForm
    uid: str
    rev: str


def plain_person(lines: Sequence[Line], clean: bool = False) -> PlainPerson | None:
    """The person of the lines of a card; None where they need `vcard_person`.

    `clean`: every value is as `clean_line` leaves it.
    """
    if not clean and any(clean_line(line.value) != line.value for line in lines if line.name != "NOTE"):
        return None
    once: dict[str, str] = {}
    reaches: list[Reach] = []
    preferred: list[Reach] = []
    addresses: list[Address] = []
    for _number, group, name, parameters, value, card in lines:
        if group or card or name not in _TAKEN:
            return None
        if not value or name in _SILENT:
            continue
        if name in _ONCE:
            if name in once or (len(value) >= LINE and name != "NOTE"):
                return None
            once[name] = value
        elif name == "ADR":
            if not _address(value, parameters, addresses):
                return None
        elif not _reach(_REACHES[name], value, parameters, reaches, preferred):
            return None
    if len(reaches) > 1 and _repeats(reaches):
        return None
    if preferred:
        reaches.sort(key=lambda reach: all(reach is not one for one in preferred))
    return _person(once, reaches, addresses)


def _repeats(reaches: Sequence[Reach]) -> bool:
    """Whether two of them are one, spelled differently."""
    if len({reach.property for reach in reaches}) == len(reaches):
        return False
    keys = {
        (reach.property, (SIGNS.sub("", reach.value) if reach.property == "TEL" else reach.value).casefold())
        for reach in reaches
    }
    return len(keys) < len(reaches)


def _person(once: Mapping[str, str], reaches: list[Reach], addresses: list[Address]) -> PlainPerson | None:
    told = plain_name(once.get("N", ""), once.get("FN", ""))
    uid, rev = _text(once.get("UID", "")), _text(once.get("REV", ""))
    if told is None or uid is None or rev is None:
        return None
    fields: dict[str, Any] = told[0]
    name = fields["name"]
    for reach in reaches:
        if reach.value == name:
            return None
    if "ORG" in once or "TITLE" in once:
        jobs = _jobs(once.get("ORG", ""), once.get("TITLE", ""))
        if jobs is None or (jobs and jobs[0].organization == name):
            return None
        fields["jobs"] = jobs
    if "NOTE" in once:
        note = str(clean_text(clean_text(unescaped(once["NOTE"]))))
        if len(note) >= TEXT:
            return None
        fields["note"] = note
    fields["credentials"], fields["reaches"], fields["addresses"] = told[1], reaches, addresses
    return PlainPerson(PersonForm.trusted(fields), uid, rev)


def _text(value: str) -> str | None:
    """The value as one line of text; None where cleaning would change it."""
    if "\\" not in value:
        return value
    text = unescaped(value)
    return text if clean_line(text) == text else None


class _Kind(NamedTuple):
    type: Type = ""
    label: str = ""
    is_preferred: bool = False


_NO_KIND = _Kind()
_Parameters = dict[str, list[str]]


def _kind(parameters: _Parameters) -> _Kind | None:
    """What the parameters of a line say; None where the label does not fit."""
    if not parameters:
        return _NO_KIND
    if len(parameters) == 1 and "TYPE" in parameters:
        return _usual_kind(tuple(parameters["TYPE"]))
    return _any_kind(parameters)


@lru_cache(maxsize=2048)
def _usual_kind(types: tuple[str, ...]) -> _Kind | None:
    return _any_kind({"TYPE": [*types]})


def _any_kind(parameters: _Parameters) -> _Kind | None:
    line = Line(0, "", "", parameters, "")
    kind, label = kind_and_label(line)
    if len(label) >= LINE or clean_line(label) != label:
        return None
    return _Kind(kind, label, "pref" in line.types or line.parameter("PREF") == "1")


def _reach(
    name: Literal["EMAIL", "TEL", "URL"], value: str, parameters: _Parameters, reaches: list[Reach],
    preferred: list[Reach],
) -> bool:  # fmt: skip
    """Adds the address, number or link of the line, if it stands there as it is kept; False where it does not."""
    kind = _kind(parameters)
    if kind is None or len(value) >= LINE:
        return False
    label = kind.label
    if name == "URL":
        if not _PROFILE.fullmatch(value):
            if "\\" in value or "<" in value or "%" in value or " " in value:
                return False
            link = clean_link(value)
            if link is None or (link != value and clean_line(link) != link):
                return False
            value = link
        if not label and is_profile(value):
            label = "LinkedIn"
    elif "\\" in value or "<" in value or "%" in value or ":" in value:  # mailto:, tel:, sip:
        return False
    reach = Reach.trusted({"property": name, "value": value, "type": kind.type, "label": label})
    reaches.append(reach)
    if kind.is_preferred:
        preferred.append(reach)
    return True


def _address(value: str, parameters: _Parameters, addresses: list[Address]) -> bool:
    """Adds the address of the line, if it says one; False where it is to be thought about."""
    told = _parts(value)
    if len(value) >= LINE or ("\\" in value and any(clean_line(part) != part for part in told)):
        return False
    box, extra, street, locality, region, code, country = told if len(told) == 7 else (told + [""] * 7)[:7]
    if box or extra or street.strip(" ,") != street:
        return False
    if street or locality or region or code or country:
        kind = _kind(parameters)
        if kind is None:
            return False
        addresses.append(Address.trusted({
            "street": street, "locality": locality, "region": region, "code": code, "country": country,
            "type": place(kind.type),
        }))  # fmt: skip
    return True


def _jobs(organization: str, title: str) -> list[Job] | None:
    """The job that ORG and TITLE tell; None where they are to be thought about."""
    employer, *departments = _parts(organization)
    department = ", ".join(filter(None, departments)) if departments else ""
    escaped = "\\" in organization or "\\" in title
    if escaped:
        title = unescaped(title).strip()
    if len(department) >= LINE or (escaped and any(clean_line(text) != text for text in (employer, title, department))):
        return None
    if not (employer or title or department):
        return []
    return [Job.trusted({"organization": employer, "title": title, "department": department})]


def _parts(value: str) -> list[str]:
    """The parts of a clean value, unescaped and trimmed."""
    return parts(value) if "\\" in value or "; " in value or " ;" in value else value.split(";")
