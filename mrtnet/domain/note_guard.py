"""The note guard: what in a text looks like a patient's details (domain.md 5). It warns and rewords, never blocks.

    check("chart no. 445120 lacked a signature", NOBODY)  ->  [Finding("G1", "S", 0, 16, "...", "a chart")]

It is a help, no assurance: a text without a finding may hold a patient's details all the same. Nothing is logged.
"""

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from mrtnet.domain.note_guard_rules import FAINT, RULES, KnownNames, Rule, Sentence
from mrtnet.words import _, later

__all__ = ["NOBODY", "Finding", "KnownNames", "about_image", "check", "fingerprint", "reworded"]

NOBODY = KnownNames()
"""An empty book."""

LONGEST = 100_000
"""Characters of one text that are looked at."""
LONGEST_SENTENCE = 600

_WHY = {
    "G1": later("This looks like the number of a patient's record, account or visit."),
    "G2": later("This looks like a social security number."),
    "G3": later("This looks like somebody's date of birth."),
    "G4": later("This looks like a Medicare number."),
    "G5": later("This looks like a patient's name."),
    "G6": later("A name beside what happened to somebody in care can point to a patient."),
    "G7": later("A room or bed together with a patient can point to who it was."),
    "G8": later("The day of a stay, an operation, a birth or a death can point to a patient."),
    "G9": later("An age together with a person can point to a patient."),
    "G10": later("A diagnosis code beside somebody says what a patient has."),
    "G11": later("This looks like the number of somebody's health plan."),
    "G12": later("This looks like where a patient, or somebody close to one, lives or is reached."),
    "G13": later("This looks like the serial number or plate of something of a patient's."),
    "G14": later("A bare number of this length may be a record's."),
    "G15": later("A picture taken at an internship may show a screen or a page with patient details."),
}
_ENDS = re.compile(r"\n+|(?<=[!?;])\s+|(?<=\.)\s+(?=[A-ZÀ-Þ\d\"“(])")
_NO_END = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Mx|Dr|pt|Pt|rm|Rm|no|No|nr|acct|adm|disch|yrs?|vs|St|approx|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Za-z]|\bD\.O\.B|y\.o)\.$"
)


class Finding(NamedTuple):
    """One place: the rule of the table, S strong, M medium or h a faint hint, where, why, and neutral words for it."""

    rule: str
    strength: str
    start: int
    end: int
    why: str
    instead: str


def check(text: str, known: KnownNames, *, internship: bool = False) -> list[Finding]:
    """What in the text looks like a patient's details, in the order of the text; `known` are the people of the book.

    With `internship` the faint hints come too. Under a millisecond a sentence.
    """
    found: list[Finding] = []
    for start, end in _sentences(text[:LONGEST]):
        sentence = Sentence(text[start:end], known)
        places = [
            (rule, start + first, start + last)
            for rule in RULES
            if sentence.has_digit or not rule.needs_digit
            for first, last in rule.places(sentence)
        ]
        if internship:
            places += [place for place in _faint(sentence, start) if not _touches(place, places)]
        found += [_finding(text, rule, first, last) for rule, first, last in _largest(places)]
    return sorted(found, key=lambda one: (one.start, -one.end, int(one.rule[1:])))


def fingerprint(text: str, found: Finding) -> str:
    """The sha256 of the sentence a finding stands in: what “not about a patient” remembers, for that text only."""
    for start, end in _sentences(text[:LONGEST]):
        if start <= found.start < end:
            return sha256(" ".join(text[start:end].split()).encode("utf-8", "surrogatepass")).hexdigest()
    return ""


def reworded(text: str, found: Finding) -> str:
    """The text with neutral words in the place of what was found."""
    return text[: found.start] + found.instead + text[found.end :]


def about_image() -> Finding:
    """The hint for a picture attached to a note of an internship (G15)."""
    return Finding("G15", "h", 0, 0, _(_WHY["G15"]), "")


def _finding(text: str, rule: Rule, start: int, end: int) -> Finding:
    from mrtnet.domain.note_guard_rewording import instead

    while end > start and text[end - 1] in " ,:;":
        end -= 1
    if rule.key in ("G5", "G6"):
        end -= len(text[start:end]) - len(re.sub(r"['’]s?$", "", text[start:end]))
    return Finding(rule.key, rule.strength, start, end, _(_WHY[rule.key]), instead(rule.key, text, start, end))


def _faint(sentence: Sentence, start: int) -> Iterator[tuple[Rule, int, int]]:
    for rule in FAINT:
        if sentence.has_digit or not rule.needs_digit:
            for first, last in rule.places(sentence):
                yield rule, start + first, start + last


def _touches(place: tuple[Rule, int, int], others: list[tuple[Rule, int, int]]) -> bool:
    return any(place[1] < last and first < place[2] for _rule, first, last in others)


def _largest(places: list[tuple[Rule, int, int]]) -> list[tuple[Rule, int, int]]:
    """Without what the same rule found inside something larger, and without doubles."""
    kept: list[tuple[Rule, int, int]] = []
    for place in sorted(places, key=lambda one: one[1] - one[2]):
        same = (one for one in kept if one[0].key == place[0].key)
        if not any(first <= place[1] and place[2] <= last for _rule, first, last in same):
            kept.append(place)
    return kept


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences stand: an abbreviation, an initial or “pt.” ends none."""
    start = 0
    for found in _ENDS.finditer(text):
        if "\n" not in found[0] and _NO_END.search(text[max(start, found.start() - 8) : found.start()]):
            continue
        yield from _not_too_long(text, start, found.start())
        start = found.end()
    yield from _not_too_long(text, start, len(text))


def _not_too_long(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence; what goes on for longer than any is cut at a blank."""
    while end - start > LONGEST_SENTENCE:
        cut = text.rfind(" ", start + 1, start + LONGEST_SENTENCE)
        cut = cut if cut > start else start + LONGEST_SENTENCE
        yield start, cut
        start = cut
    if text[start:end].strip():
        yield start, end
