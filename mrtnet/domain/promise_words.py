"""Promises noticed in a note: "I will send her my resume by Friday", "She asks her manager by Friday".

Only what is plainly promised is found: somebody says who will do something for the other one, with a verb of doing
(send, ask, introduce), not what will be, may be, or is done every week. It is offered, never written by itself.
"""

import re
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from mrtnet.domain.days import WorkingDays
from mrtnet.domain.meeting_forms import PromiseForm
from mrtnet.domain.outcome_lines import LONGEST, promise_line
from mrtnet.domain.when import parse_when, split_when

MOST = 20  # promises of one note
LONGEST_NOTE = 20_000  # characters looked at

_VERBS = (
    "send|share|forward|e-?mail|mail|post|text|message|write|call|phone|ring|ask|introduce|connect|bring|"
    "look (?:up|at|into)|find out|check|let|get back|get in touch|report back|show|review|proofread|return|follow up|"
    r"put|pass(?=\s+\w)|recommend|refer|prepare|draft|update|invite|book|schedule|arrange|organi[sz]e|lend|drop|upload|"
    r"read|set up|"
    "speak to|talk to|speak with|talk with|mention|give|hand|nominate|vouch|confirm|tell|thank|volunteer"
)
_ADVERBS = r"(?:(?:also|then|gladly|happily|definitely|certainly|just|first|soon|still|now|probably not|kindly)\s+)*"
_DOING = re.compile(
    rf"{_ADVERBS}(?:{_VERBS})\b(?!\s+(?:myself|himself|herself|themselves|it\s+a\s+day|up\s+with)\b)", re.I
)
_MODAL = (
    r"(?:['’]ll|\s+will|\s+promised\s+to|\s+promises\s+to|\s+offered\s+to|\s+offers\s+to|\s+agreed\s+to|"
    r"(?:\s+(?:am|is|are)|['’](?:m|s|re))\s+going\s+to|(?<=\bi)\s+(?:must|(?:need|have)\s+to))"
)
_BARE = r"(?:will|promised\s+to|agreed\s+to|offered\s+to|going\s+to|(?:need|have|remember)\s+to|must)"
_TOLD = re.compile(
    r"(?:(?:(?:i|she|he|they)\s+)?(?:said|told\s+(?:me|her|him|them)|promised(?:\s+(?:me|her|him|them))?)"
    r"(?:\s+that)?\s+)(?P<who>i|she|he|they)(?:['’]d|\s+would)\s+",
    re.I,
)
_LEAD = re.compile(
    r"(?:(?:and|but|so|then|also|next|ok|okay|well|promises?|to\s?do|note|action|(?:i|she|he|they)\s+said"
    r"(?:\s+that)?|(?:(?:i|she|he|they)\s+)?(?:told\s+(?:me|her|him|them)|promised(?:\s+(?:me|her|him|them))?)(?:\s+that)?)"
    r"\b[\s:,–—-]*)*|[-*•>\s]*",
    re.I,
)
_UNSURE = re.compile(
    r"\b(?:not|never|won['’]?t|if|whether|unless|maybe|perhaps|might|may|hardly|hope|hopes|wish|every|each|always|"
    r"often|usually|sometimes|whenever|normally)\b",
    re.I,
)
_CLAUSES = re.compile(r"(?P<end>[.!?…]+(?=\s|$)|\n+|;)")
_APART = re.compile(
    r",?\s+(?:because|although|though|since|while|as\s+soon\s+as)\b.*|\s*\(.*|\s+[-–—]+\s+.*", re.I | re.S
)
_SHORT = re.compile(r"(?:^|[\s(])(?:dr|mr|mrs|ms|prof|st|jr|sr|vs|no|e\.g|i\.e|[a-z])$", re.I)
_PAST_TOO = frozenset({"read", "put", "let", "set"})
"""Verbs whose present may be a past: "I read it on Friday"."""
_FOR_ME = re.compile(r"(?:\w+\s+me|(?:review|proofread|read|check|look\s+(?:at|over))\s+my)\b", re.I)
"""Who is not named does something for her: "Offered to review my resume"."""
_DAY_FIRST = re.compile(r"\W*(?:by|on|until|till|before|next|tomorrow|today|this|in)\b(?:\W+\w+){0,3}\W*", re.I)
_THIRD = re.compile(r"(?P<verb>[a-z]{2,12}?)(?P<s>ies|es|s)\b", re.I)


class Noticed(NamedTuple):
    """A promise in a note, and the characters it stands in."""

    start: int
    end: int
    promise: PromiseForm


def promises_in(
    text: str, names: Collection[str], today: date, days: WorkingDays, *, day_first: bool = False
) -> list[Noticed]:
    """What the note promises, in its order. `names` are what the other one is called. Raises nothing."""
    found = []
    for start, sentence, ended in _sentences(text[:LONGEST_NOTE]):
        if ended.startswith("?"):
            continue
        for at, clause in _halves(sentence, names):
            line = _as_line(clause, names, today, days, day_first)
            if line and len(line) <= LONGEST:
                promise = promise_line(line, names, today, days, day_first=day_first)
                if promise is not None:
                    begin = start + at + len(clause) - len(clause.lstrip())
                    found.append(Noticed(begin, begin + len(clause.strip()), promise))
        if len(found) >= MOST:
            break
    return found[:MOST]


def _sentences(text: str) -> list[tuple[int, str, str]]:
    """(where, words, what ends them); a full stop after "Dr" ends none."""
    found, start = [], 0
    for mark in _CLAUSES.finditer(text):
        if mark[0] == "." and _SHORT.search(text[start : mark.start()]):
            continue
        found.append((start, text[start : mark.start()], mark[0]))
        start = mark.end()
    return [*found, (start, text[start:], "")]


def _halves(sentence: str, names: Collection[str]) -> list[tuple[int, str]]:
    """A sentence cut where another one begins: "she sends the form, and I will ask Bao"."""
    who = _whoever(names)
    marks = re.finditer(rf"(?:,\s*|\s+)(?:and|but|so|then)\s+(?=(?:{who})\b)|,\s+(?=(?:{who})\b)", sentence, re.I)
    found, start = [], 0
    for mark in marks:
        if not _DAY_FIRST.fullmatch(sentence[start : mark.start()]):  # "By Monday, I will"
            found.append((start, sentence[start : mark.start()]))
            start = mark.end()
    return [*found, (start, sentence[start:])]


def _whoever(names: Collection[str]) -> str:
    return "|".join(["i", "she", "he", "they", *(re.escape(each) for each in sorted(names, key=len)[::-1] if each)])


def _as_line(clause: str, names: Collection[str], today: date, days: WorkingDays, day_first: bool) -> str:
    """The clause as `promise_line` reads it ("I will ...", "Rosa will ..."), "" where it promises nothing."""
    clause = _APART.sub("", " ".join(clause.strip(" ,").split()))
    if not clause or _UNSURE.search(clause):
        return ""
    if told := _TOLD.match(clause):
        clause = f"{told['who']} will {clause[told.end() :]}"
    who = _whoever(names)
    if found := re.search(rf"(?<!\w)(?P<who>{who}){_MODAL}\s+(?P<rest>.+)", clause, re.I):
        return _promised(clause[: found.start()], found["who"], found["rest"], today, days, day_first)
    if found := re.match(rf"(?:{_LEAD.pattern}){_BARE}\s+(?P<rest>.+)", clause, re.I):
        who = "they" if _FOR_ME.match(found["rest"]) else "I"
        return _promised("", who, found["rest"], today, days, day_first) if "will" not in map(str.lower, names) else ""
    if found := re.search(rf"(?<!\w)(?P<who>{who})\s+(?P<rest>.+)", clause, re.I):
        return _at_present(clause[: found.start()], found["who"], found["rest"], today, days, day_first)
    return ""


def _promised(before: str, who: str, rest: str, today: date, days: WorkingDays, day_first: bool) -> str:
    day = _day_before(before, today, days, day_first)
    if day is None or not _DOING.match(rest):
        return ""
    return f"{who} will {rest}" + (f" by {day}" if day else "")


def _at_present(before: str, who: str, rest: str, today: date, days: WorkingDays, day_first: bool) -> str:
    """ "She asks her manager by Friday": the present is a promise only with a day that is still to come."""
    verb, _blank, words = rest.partition(" ")
    bare = verb if who.lower() in ("i", "they") else _infinitive(verb)
    day = _day_before(before, today, days, day_first)
    if not bare or bare.lower() in _PAST_TOO or day is None or not _DOING.match(f"{bare} {words}"):
        return ""
    _words, when = split_when(words, today, days=days, day_first=day_first)
    coming = when is not None and when.day is not None and when.day > today
    return f"{who} will {bare} {words}" + (f" by {day}" if day else "") if coming or day else ""


def _infinitive(verb: str) -> str:
    """ "sends" to "send", "" for a word that is no third person."""
    found = _THIRD.fullmatch(verb)
    if found is None:
        return ""
    if found["s"].lower() == "ies":
        return found["verb"] + "y"
    whole = verb[:-1]
    return whole if re.fullmatch(_VERBS, whole, re.I) else found["verb"]


def _day_before(before: str, today: date, days: WorkingDays, day_first: bool) -> str | None:
    """The day that stands before it ("By Friday, I will"), "" for none; None where other words do."""
    rest = before[_lead(before) :].strip(" ,:")
    if not rest:
        return ""
    phrase = re.sub(r"^(?:by|on|until|before|till)\s+", "", rest, flags=re.I)
    when = parse_when(phrase, today, days=days, day_first=day_first)
    return phrase if when is not None and when.day is not None and when.day >= today else None


def _lead(before: str) -> int:
    found = _LEAD.match(before)
    return found.end() if found else 0
