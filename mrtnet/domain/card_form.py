"""A person in the fields of a card, as texts to look at and correct, and back into a form: nothing unseen is lost.

The keys are those of `card_reading.CardRead`: "name", "organization", "EMAIL 1", "TEL 2" ...
"""

import re
from collections.abc import Mapping
from typing import Any, Literal, cast

from mrtnet.domain.contact_points import read_reach
from mrtnet.domain.credentials import only_marks, split_credentials
from mrtnet.domain.forms import PersonForm, Reach
from mrtnet.domain.names import split_name, tidy
from mrtnet.domain.quick_reading import name_fields
from mrtnet.words import later

FIELDS: Mapping[str, str] = {
    "name": later("Name"), "credentials": later("Credentials"), "organization": later("Works at"),
    "department": later("Department"), "title": later("Title"), "EMAIL 1": later("Email"),
    "EMAIL 2": later("Second email"), "TEL 1": later("Phone"), "TEL 2": later("Second phone"),
    "TEL 3": later("Third phone"), "URL 1": later("Link"), "URL 2": later("Second link"), "address": later("Address"),
    "talked_about": later("You talked about"), "note": later("Also on the card"),
}  # fmt: skip
"""{key: title}, in the order of the form."""
ALWAYS = ("name", "credentials", "organization", "title", "EMAIL 1", "TEL 1", "URL 1", "talked_about")
"""Those that are there to be typed on an empty card, too."""
_NAME_PARTS = ("name", "prefix", "given", "additional", "family", "suffix", "nickname", "family_first")
_ADDRESS = ("street", "locality", "region", "code", "country")
_REACH = re.compile(r"(EMAIL|TEL|URL|IMPP) (\d+)")


def texts_of(form: PersonForm) -> dict[str, str]:
    """What stands in the fields for this person; empty ones are left out."""
    job = form.jobs[0] if form.jobs else None
    address = form.addresses[0] if form.addresses else None
    told = {
        "name": form.name,
        "credentials": ", ".join(form.credentials),
        "organization": job.organization if job else "",
        "department": job.department if job else "",
        "title": job.title if job else "",
        "address": ", ".join(part for key in _ADDRESS if (part := getattr(address, key))) if address else "",
        "talked_about": form.talked_about,
        "note": form.note,
    }
    for key, reach in _reaches(form).items():
        told[key] = reach.value
    return {key: told[key] for key in FIELDS if told.get(key)}


def form_of(texts: Mapping[str, str], read: PersonForm | None = None) -> PersonForm:
    """The person of these texts; what was `read` and has no field, or was left as it was, stays. Raises Trouble."""
    was = texts_of(read) if read is not None else {}
    fields: dict[str, Any] = read.model_dump() if read is not None else {}
    changed = {key: text for key in FIELDS if (text := texts.get(key, "").strip()) != was.get(key, "").strip()}
    marks = fields.get("credentials", [])
    if "credentials" in changed:
        told = changed["credentials"]
        marks = only_marks(told) or [part.strip() for part in told.split(",")]
    if "name" in changed:
        shown, more = split_credentials(changed["name"])
        fields = {key: value for key, value in fields.items() if key not in _NAME_PARTS}
        fields |= name_fields(tidy(split_name(shown)))
        marks = [*marks, *more]
    fields["credentials"] = marks
    jobs = fields.get("jobs") or [{}]
    jobs[0] |= {key: changed[key] for key in ("organization", "department", "title") if key in changed}
    fields["jobs"] = [job for job in jobs if any(job.get(key) for key in ("organization", "department", "title"))]
    if "address" in changed:
        rest = (fields.get("addresses") or [])[1:]
        fields["addresses"] = [{"street": changed["address"]}, *rest] if changed["address"] else rest
    fields |= {key: changed[key] for key in ("talked_about", "note") if key in changed}
    fields["reaches"] = _changed_reaches(read, changed)
    return PersonForm.checked(**fields)


def _reaches(form: PersonForm) -> dict[str, Reach]:
    counts: dict[str, int] = {}
    found: dict[str, Reach] = {}
    for reach in form.reaches:
        counts[reach.property] = counts.get(reach.property, 0) + 1
        found[f"{reach.property} {counts[reach.property]}"] = reach
    return found


def _changed_reaches(read: PersonForm | None, changed: Mapping[str, str]) -> list[dict[str, Any]]:
    found = {key: reach.model_dump() for key, reach in _reaches(read).items()} if read is not None else {}
    for key, text in changed.items():
        match = _REACH.fullmatch(key)
        if match is None:
            continue
        typed = read_reach(text)
        kind = cast(Literal["EMAIL", "TEL", "URL", "IMPP"], match[1])
        if not text:
            found.pop(key, None)
        elif typed is not None and typed.property == kind:
            found[key] = typed.model_dump() | ({"type": found[key]["type"]} if key in found and not typed.type else {})
        else:  # she knows better what it is
            found[key] = {**found.get(key, {}), "property": kind, "value": text}
    return list(found.values())
