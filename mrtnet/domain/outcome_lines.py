"""What she writes down of a talk, line by line: advice with a day, somebody who was named, a promise of one side."""

import re
from collections.abc import Collection
from datetime import date

from mrtnet.domain.cleaning import clean_line
from mrtnet.domain.credentials import split_credentials
from mrtnet.domain.days import WorkingDays
from mrtnet.domain.meeting_forms import AdviceToAct, NamedPerson, PromiseForm, Side
from mrtnet.domain.when import split_when

LONGEST = 500  # characters of a line
_EMAIL = re.compile(r"[^\s<>(),;:@]+@[^\s<>(),;:@]+\.[^\s<>(),;:@]+", re.ASCII)
_BEFORE_A_DAY = re.compile(r"\s(?:by|until|till|before|on|due|from|for)$", re.I | re.ASCII)
_ABOUT = re.compile(r"\s[-–—]+\s|[;:\n(]|,\s|\s(?=(?:who|which|leads|runs|works|manages|heads|at|from)\s)", re.I)
_MINE = re.compile(r"(?:i\s*['’]ll|i\s+will|i\s+promised(?:\s+to)?|i\s*:|me\s*:|>)\s*", re.I)
_THEIRS = re.compile(
    r"(?:(?:she|he|they)\s*['’]ll|(?:she|he|they)\s+will|(?:she|he|they)\s+promised(?:\s+to)?|(?:she|he|they)\s*:|<)\s*",
    re.I,
)


def advice_line(text: str, today: date, days: WorkingDays, *, day_first: bool = False) -> AdviceToAct | None:
    """A piece of advice; day words at its end are the day of the follow-up: "take the CCS course by nov 30".

    None for a line that says nothing.
    """
    words, due = _with_day(text, today, days, day_first)
    return AdviceToAct(text=words, due=due) if words else None


def promise_line(
    text: str,
    names: Collection[str],
    today: date,
    days: WorkingDays,
    *,
    usual: Side = "mine",
    day_first: bool = False,
) -> PromiseForm | None:
    """A promise: "I will ..." or ">" is hers, "she will ...", "Leilani will ..." or "<" theirs, else `usual`.

    `names` are what the other one is called. Day words at the end are its day. None for a line that says nothing.
    """
    text = _cleaned(text)
    side: Side = usual
    if found := _MINE.match(text):
        side, text = "mine", text[found.end() :]
    elif found := _THEIRS.match(text) or _named(names, text):
        side, text = "theirs", text[found.end() :]
    words, due = _with_day(text, today, days, day_first)
    return PromiseForm(side=side, text=words, due=due) if words else None


def named_line(text: str) -> NamedPerson | None:
    """Somebody who was named: "Hina Malik, RHIA, leads CDI; hina@cdi.example". None for a line without a name."""
    text = _cleaned(text)
    found = _EMAIL.search(text)
    email = found[0].rstrip(".") if found else ""
    if found:
        text = f"{text[: found.start()].rstrip(' <(;,')} {text[found.end() :].lstrip(' >)')}".strip()
    name, marks = _name_first(text)
    about = text[len(name) :] if not marks else text[len(name) + len(marks) :]
    name = _cleaned(name.strip(" ,;:-–—("))
    about = ", ".join(part for part in (marks.strip(" ,;"), about.strip(" ,;:-–—()")) if part)
    if not name and email:
        name = email.partition("@")[0].replace(".", " ").replace("_", " ").title()
    return NamedPerson(name=name, about=about, email=email) if name else None


def _name_first(text: str) -> tuple[str, str]:
    """The name at the beginning, and its marks as they were written behind it."""
    for cut in [*(each.start() for each in _ABOUT.finditer(text)), len(text)]:
        name, marks = split_credentials(text[:cut])
        following = text[cut:].lstrip(" ,")
        if marks or not _begins_with_mark(text[:cut], following):
            return name, text[len(name) : cut] if marks else ""
    return text, ""


def _begins_with_mark(name: str, rest: str) -> bool:
    """Whether what follows the name is a credential of it: "Hina Malik" and "RHIA, leads CDI"."""
    word = re.split(r"[\s,;]", rest, maxsplit=1)[0]
    return bool(word) and bool(split_credentials(f"{name}, {word}")[1])


def _named(names: Collection[str], text: str) -> re.Match[str] | None:
    told = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if name)
    return re.match(rf"(?:{told})\s*(?:['’]ll|\s+will|\s+promised(?:\s+to)?|:)\s*", text, re.I) if told else None


def _cleaned(text: str) -> str:
    """One line, as the forms take it."""
    return str(clean_line(text[:LONGEST]))


def _with_day(text: str, today: date, days: WorkingDays, day_first: bool) -> tuple[str, date | None]:
    """The text without the day at its end, and that day. A day that is over is none: it belongs to the text."""
    text = _cleaned(text)
    words, when = split_when(text, today, days=days, day_first=day_first)
    if when is None or when.day is None or when.day < today:
        return text, None
    return _cleaned(_BEFORE_A_DAY.sub("", words).rstrip(" ,;:")), when.day
