"""The short way from a card's lines to a person, for the cards that nothing needs to be thought about.

Most cards of most files are these: a name of two words, a job, addresses and numbers, clean text in every line. What
this gives is what `vcard_person` gives for the same lines, several times as fast; for anything else it gives nothing.
"""

import re
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from mrtnet.domain.cleaning import clean_line, clean_text
from mrtnet.domain.contact_points import clean_link
from mrtnet.domain.forms import LINE, TEXT, Address, Job, PersonForm, Reach
from mrtnet.domain.names import word_set
from mrtnet.domain.vcard_lines import Line, parts, unescaped
from mrtnet.domain.vcard_names import plain_name
from mrtnet.domain.vcard_reaches import is_profile, kind_and_label, place

SIGNS = re.compile(r"[\s().\-/]")
"""What two spellings of one number differ in."""
_SILENT = word_set("VERSION PRODID")
_REACHES: dict[str, Literal["EMAIL", "TEL", "URL"]] = {"EMAIL": "EMAIL", "TEL": "TEL", "URL": "URL"}
_TAKEN = word_set("N FN UID REV ORG TITLE ADR NOTE") | _SILENT | _REACHES.keys()
_ONCE = word_set("UID REV ORG TITLE NOTE")


class PlainPerson(NamedTuple):
    """A person, and the texts of UID and REV."""

    form: PersonForm
    uid: str
    rev: str


def plain_person(lines: Sequence[Line]) -> PlainPerson | None:
    """The person of the lines of a card; None where they need `vcard_person`."""
    once: dict[str, Line] = {}
    reaches: dict[tuple[str, str], Reach] = {}
    preferred: set[tuple[str, str]] = set()
    addresses: list[Address] = []
    for line in lines:
        name = line.name
        if name not in _TAKEN or line.group or line.card:
            return None
        if not line.value or name in _SILENT:
            continue
        if name in _REACHES:
            reach = _reach(line)
            if reach is None:
                return None
            key = (name, (SIGNS.sub("", reach.value) if name == "TEL" else reach.value).casefold())
            if key in reaches:
                return None
            reaches[key] = reach
            if line.parameters and ("pref" in line.types or line.parameter("PREF") == "1"):
                preferred.add(key)
        elif name in _ONCE:
            if name in once or (name != "NOTE" and len(line.value) >= LINE):
                return None
            once[name] = line
        elif name == "ADR" and not _address(line, addresses):
            return None
    return _person(lines, once, sorted(reaches, key=lambda key: key not in preferred), reaches, addresses)


def _person(
    lines: Sequence[Line], once: dict[str, Line], order: list[tuple[str, str]], reaches: dict[tuple[str, str], Reach],
    addresses: list[Address],
) -> PlainPerson | None:  # fmt: skip
    name = plain_name(lines, {one.value for one in reaches.values()})
    jobs, uid, rev = _jobs(once), _text(once.get("UID")), _text(once.get("REV"))
    if name is None or jobs is None or uid is None or rev is None:
        return None
    told: dict[str, Any] = dict(name.fields)
    if jobs and jobs[0].organization == told["name"]:
        return None
    if "NOTE" in once:
        note = str(clean_text(clean_text(unescaped(once["NOTE"].value))))
        if len(note) >= TEXT:
            return None
        told["note"] = note
    told |= {"credentials": [*name.credentials], "jobs": jobs, "reaches": [reaches[key] for key in order],
             "addresses": addresses}  # fmt: skip
    return PlainPerson(PersonForm.trusted(told), uid, rev)


def _text(line: Line | None) -> str | None:
    """The value as one line of text; None where cleaning would change it."""
    if line is None:
        return ""
    text = unescaped(line.value)
    return text if clean_line(text) == text else None


def _reach(line: Line) -> Reach | None:
    """An address, a number or a link that stands there as it is kept."""
    name, value = line.name, line.value
    if clean_line(value) != value or len(value) >= LINE or "\\" in value or "<" in value or "%" in value:
        return None
    kind, label = kind_and_label(line)
    if len(label) >= LINE or clean_line(label) != label:
        return None
    if name != "URL":
        if ":" in value:  # mailto:, tel:, sip:
            return None
    elif " " in value or (link := clean_link(value)) is None or clean_line(link) != link:
        return None
    else:
        value, label = link, label or ("LinkedIn" if is_profile(link) else "")
    return Reach.trusted({"property": _REACHES[name], "value": value, "type": kind, "label": label})


def _address(line: Line, addresses: list[Address]) -> bool:
    """Adds the address of the line, if it says one; False where it is to be thought about."""
    told = parts(line.value)
    if len(line.value) >= LINE or any(clean_line(part) != part for part in told):
        return False
    box, extra, street, locality, region, code, country = (told + [""] * 7)[:7]
    if box or extra or street.strip(" ,") != street:
        return False
    if street or locality or region or code or country:
        addresses.append(Address.trusted({
            "street": street, "locality": locality, "region": region, "code": code, "country": country,
            "type": place(kind_and_label(line)[0]),
        }))  # fmt: skip
    return True


def _jobs(once: dict[str, Line]) -> list[Job] | None:
    """The job that ORG and TITLE tell; None where they are to be thought about."""
    organization = parts(once["ORG"].value) if "ORG" in once else [""]
    title = unescaped(once["TITLE"].value).strip() if "TITLE" in once else ""
    department = ", ".join(filter(None, organization[1:]))
    texts = (organization[0], title, department)
    if any(clean_line(text) != text or len(text) >= LINE for text in texts):
        return None
    if not any(texts):
        return []
    return [Job.trusted({"organization": texts[0], "title": title, "department": department})]
