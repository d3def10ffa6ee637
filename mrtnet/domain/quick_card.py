"""A vCard met in pasted text, read as far as a quick line goes (RFC 6350, and 2.1).

Whole vCard files are read by `exchange`.
"""

import quopri
import re
from collections.abc import Callable
from typing import Any

from mrtnet.domain.contact_points import read_reach
from mrtnet.domain.credentials import split_credentials
from mrtnet.domain.forms import TEXT, Address, Job, PersonForm, Reach
from mrtnet.domain.names import Name, split_name, word_set
from mrtnet.domain.quick_reading import BREAK, name_fields

_CARD_LINE = re.compile(r"(?:[\w-]+\.)?(?P<name>[A-Za-z-]+)(?P<parameters>(?:;[^:]*)?):(?P<value>.*)", re.S)
_SOFTBREAK = re.compile(r"[^:]*QUOTED-PRINTABLE[^:]*:.*=$", re.I)
_REACHES = frozenset({"EMAIL", "TEL", "URL", "X-SOCIALPROFILE", "IMPP"})
_ABOUT_HER = word_set("FN N ADR NICKNAME CATEGORIES BDAY PRONOUNS X-PRONOUNS LANG")
_OF_THE_CARD = word_set(
    "BEGIN END VERSION PRODID REV UID KIND SOURCE XML CLIENTPIDMAP PHOTO LOGO SOUND KEY MAILER CLASS NAME PROFILE "
    "SORT-STRING LABEL X-ABLABEL X-ABUID X-ABADR X-ABSHOWAS X-EVOLUTION-FILE-AS X-MS-OL-DEFAULT-POSTAL-ADDRESS"
)
"""Lines that tell of the card and not of her, or pictures and keys."""
_LINES_OF_A_JOB: dict[str, Callable[[list[str]], dict[str, str]]] = {
    "ORG": lambda parts: {"organization": parts[0], "department": ", ".join(filter(None, parts[1:]))},
    "TITLE": lambda parts: {"title": "; ".join(parts)},
}


def looks_like_vcard(text: str) -> bool:
    """Whether there is a vCard in the text; `exchange` reads it whole."""
    return "BEGIN:VCARD" in text.upper()


def read_card(card: str) -> PersonForm:
    fields: dict[str, Any] = {"reaches": [], "addresses": [], "tags": [], "credentials": []}
    job: dict[str, str] = {}
    notes: list[str] = []
    for name, parameters, value in _card_lines(card):
        parts = [_unescaped(part) for part in re.split(r"(?<!\\);", value)]
        text = _unescaped(value)
        if name == "NOTE":
            notes.append(text)
        elif name in _LINES_OF_A_JOB:
            job |= _LINES_OF_A_JOB[name](parts)
        elif name in _REACHES:
            fields["reaches"] += _card_reach(name, parameters, text, notes)
        elif name in _ABOUT_HER:
            _about_her(fields, name, parameters, value, parts)
        elif name not in _OF_THE_CARD and text and len(text) < TEXT // 10:
            notes.append(f"{name.removeprefix('X-').replace('-', ' ').capitalize()}: {text}")
    if not fields.get("name"):
        parts_of = Name(*(fields.get(key, "") for key in Name._fields[:6]))
        fields["name"] = parts_of.display
    elif not (fields.get("given") or fields.get("family")):
        fields |= name_fields(split_name(fields["name"]))
    jobs = [Job.checked(**job)] if any(job.values()) else []
    return PersonForm.checked(**fields, jobs=jobs, note="\n".join(notes))


def _about_her(fields: dict[str, Any], name: str, parameters: str, value: str, parts: list[str]) -> None:
    text = _unescaped(value)
    match name:
        case "FN":
            fields["name"], marks = split_credentials(text)
            fields["credentials"] += marks
        case "N":
            _card_name(fields, parts)
        case "ADR":
            fields["addresses"].append(_card_address(parts, parameters))
        case "NICKNAME":
            fields["nickname"] = text
        case "CATEGORIES":
            fields["tags"] += [_unescaped(part) for part in re.split(r"(?<!\\),", value)]
        case "BDAY":
            fields["birthday"] = text
        case "PRONOUNS" | "X-PRONOUNS":
            fields["pronouns"] = text
        case "LANG":
            fields.setdefault("languages", []).append(text)


def _card_lines(card: str) -> list[tuple[str, str, str]]:
    """The property lines: unfolded, quoted-printable undone."""
    lines: list[str] = []
    for line in card.split("\n"):
        if lines and _SOFTBREAK.match(lines[-1]):
            lines[-1] = lines[-1][:-1] + line
        elif lines and line[:1] in (" ", "\t"):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    found = []
    for line in lines:
        if not (match := _CARD_LINE.fullmatch(line.strip("\r"))):
            continue
        parameters, value = match["parameters"].upper(), match["value"]
        if "QUOTED-PRINTABLE" in parameters:
            plain = quopri.decodestring(value.encode("utf-8", "replace"))
            try:
                value = plain.decode("utf-8")
            except UnicodeDecodeError:
                value = plain.decode("cp1252", "replace")
            value = BREAK.sub("\n", value)
        found.append((match["name"].upper(), parameters, value.strip()))
    return found


def _card_name(fields: dict[str, Any], parts: list[str]) -> None:
    family, given, additional, prefix, suffix = (parts + [""] * 5)[:5]
    for key, part in (("family", family), ("given", given), ("additional", additional)):
        fields[key] = part
    fields["prefix"] = prefix
    rest, marks = split_credentials(f"X Y, {suffix}")
    fields["credentials"] += marks
    fields["suffix"] = rest.removeprefix("X Y").strip(" ,")
    if not marks:
        fields["family"], marks = split_credentials(family) if family else ("", [])
        fields["credentials"] += marks


def _card_reach(name: str, parameters: str, text: str, notes: list[str]) -> list[Reach]:
    kinds = (("CELL", "cell"), ("FAX", "fax"), ("WORK", "work"), ("HOME", "home"))
    kind = next((kind for word, kind in kinds if word in parameters), "")
    value = re.sub(r"^(?:tel|mailto|x-apple):", "", text, flags=re.I)
    value = re.sub(r";ext=(\d+)$", r" ext. \1", value, flags=re.I)  # RFC 3966
    if not value:
        return []
    if name in {"URL", "X-SOCIALPROFILE"}:
        read = read_reach(value)
        if read is None or read.property != "URL":
            notes.append(value)  # no link that may be opened
            return []
        return [read.model_copy(update={"type": kind})]
    return [Reach.checked(property=name, value=value, type=kind)]


def _card_address(parts: list[str], parameters: str) -> Address:
    box, extra, street, locality, region, code, country = (parts + [""] * 7)[:7]
    street = ", ".join(filter(None, (box, extra, street)))
    kind = "work" if "WORK" in parameters else "home" if "HOME" in parameters else ""
    return Address.checked(street=street, locality=locality, region=region, code=code, country=country, type=kind)


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], text).strip()
