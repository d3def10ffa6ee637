"""Neutral words in place of what the note guard marks: “chart no. 445120” becomes “a chart”. No identifier stays."""

import re

from mrtnet.domain.note_guard_patterns import pattern
from mrtnet.words import _, later

_RECORDS = (
    ("claim", later("a claim")),
    ("acc", later("an account")),
    ("encounter", later("an encounter")),
    ("csn", later("an encounter")),
    ("fin", later("an account")),
    ("har", later("an account")),
    ("visit", later("a visit")),
    ("chart", later("a chart")),
    ("order", later("an order")),
    ("specimen", later("a specimen")),
    ("case", later("a case")),
)
_PLAIN = {
    "G2": later("a social security number"),
    "G4": later("a Medicare number"),
    "G6": later("a patient"),
    "G10": later("a diagnosis code"),
    "G11": later("a member number"),
    "G13": later("a serial number"),
    "G14": later("a record"),
    "G15": "",
}
_PLACES = (("bed", later("a bed")), ("unit", later("a unit")), ("r", later("a patient room")))
_DETERMINERS = re.compile(r"\b(?:the|an?|this|that|these|another|our|my|her|his|their|its|same|wrong|every)\s+$", re.I)


def instead(rule: str, text: str, start: int, end: int) -> str:
    """A neutral rewording of `text[start:end]`, to stand in its place."""
    part = text[start:end]
    words = _words(rule, part, text[max(start - 40, 0) : start])
    if _DETERMINERS.search(text[:start]):
        words = re.sub(r"^(?:an?|the) ", "", words)
    begins = not text[:start].strip() or text[:start].rstrip().endswith((".", "!", "?", "\n"))
    return words[:1].upper() + words[1:] if begins and part[:1].isupper() else words


def _words(rule: str, part: str, before: str) -> str:
    low = part.lower()
    if rule in _PLAIN:
        return _(_PLAIN[rule]) if _PLAIN[rule] else ""
    if rule == "G1":
        return _(next((said for begun, said in _RECORDS if low.startswith(begun)), later("a record")))
    if rule == "G3":
        return _("born on a day on file") if low.startswith("born") else _("a date of birth")
    if rule == "G5":
        return _patient(low)
    if rule == "G7":
        return _(next((said for begun, said in _PLACES if low.startswith(begun)), later("a patient room")))
    if rule == "G8":
        found = pattern("stay").search(part)
        return found["verb"] if found else _("a stay")
    return _age(low) if rule == "G9" else _reach(part)


def _patient(low: str) -> str:
    papers = re.split(r" (?:of|for|belonging to) ", low)
    if len(papers) > 1 and not low.startswith(("patient", "pt", "resident", "client", "newborn", "baby", "infant")):
        return papers[0] + " " + _("of a patient")
    for word, said in (("baby", _("a newborn")), ("newborn", _("a newborn")), ("resident", _("a resident"))):
        if low.startswith(word):
            return said
    return _("a deceased patient") if low.startswith("decedent") else _("a patient")


def _age(low: str) -> str:
    number = re.search(r"\d+", low)
    if re.search(r"\d+[- ]?(?:month|week|day)", low):
        return _("an infant")
    years = int(number[0]) if number else 40
    return _("a child") if years < 18 else _("an older adult") if years >= 65 else _("an adult")


def _reach(part: str) -> str:
    found = pattern("reach").search(part)
    if found is None:
        return _("how to reach them")
    if found["value"].lower().startswith(("live", "living")):
        return _("{who} lives nearby").format(who=part[: found.start("value")].rstrip())
    return _("{whose} on file").format(whose=part[: found.start("value")].rstrip())
