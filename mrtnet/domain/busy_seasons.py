"""When somebody is too busy for anybody: "month end", "25-31", "january", "dec 10 to jan 5", "mondays".

A prompt that asks something of them, or only keeps in touch, never falls into such a time: it waits for the first
working day after it. Thanks, promises and reports back ask for nothing and go out on their day (domain.md 3.1, 3.4).
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple, TypeVar

from mrtnet.domain.days import WorkingDays, month_of
from mrtnet.trouble import Trouble
from mrtnet.words import _

MOST = 12  # seasons of one person
LONGEST = 200  # letters of a rule
LOOKED_AT = 400  # days after which nobody is waited for
WAITING = frozenset({
    "request", "reference", "ask", "revive", "nudge", "reply-check", "linkedin", "resource", "update", "check-in",
    "other",
})  # fmt: skip
"""Kinds of follow-ups that wait for a quieter time. What belongs to a meeting that stands, and thanks, do not."""

Ends = tuple[tuple[int, int], tuple[int, int]]
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_M = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_N = r"(?:the\s+)?(?P<{0}>[0-9]{{1,2}})(?:st|nd|rd|th)?"
_TO = r"\s*(?:-|–|—|to|until|till|through)\s*"
_EACH = r"(?:\s+(?:of\s+(?:the|each|every)\s+month|each\s+month|every\s+month|monthly))?"
_MONTHLY = re.compile(rf"{_N.format('a')}(?:{_TO}{_N.format('b')})?{_EACH}")
_YEARLY = re.compile(
    rf"(?:{_M.format('m')}(?:\s+{_N.format('a')})?)(?:{_TO}(?:{_M.format('n')}(?:\s+{_N.format('b')})?|{_N.format('c')}))?"
)
_WEEKLY = re.compile(r"(?:every\s+|on\s+)?(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?")
_NAMED: dict[str, tuple[tuple[Ends, ...], tuple[int, int] | None]] = {
    "month end": ((), (25, 31)),
    "month start": ((), (1, 5)),
    "mid month": ((), (13, 17)),
    "quarter end": (tuple(((m, 25), (m, 31)) for m in (3, 6, 9, 12)), None),
    "summer": ((((6, 1), (8, 31)),), None),
    "year end": ((((12, 15), (12, 31)),), None),
}
_SAME = {
    "end of month": "month end", "end of the month": "month end", "month-end": "month end", "eom": "month end",
    "month end close": "month end", "coding month end": "month end", "start of month": "month start",
    "start of the month": "month start", "beginning of the month": "month start", "beginning of month": "month start",
    "middle of the month": "mid month", "mid-month": "mid month", "end of quarter": "quarter end",
    "end of the quarter": "quarter end", "quarter-end": "quarter end", "end of year": "year end",
    "end of the year": "year end", "year-end": "year end",
}  # fmt: skip


_LEAD = re.compile(
    r"(?:(?:please\s+)?(?:not|never|no|avoid|busy|away|out|off|except)\s+)?(?:(?:in|on|at|during|around|over)\s+)?"
    r"(?:the\s+)?(?:(?:coding|billing|their|her|his)\s+)?"
)
"""What may stand before a busy time: "not in coding month-end"."""
_PART = re.compile(
    r"(?P<which>first|last)\s+(?:(?P<n>[0-9]{1,2}|two|three|five|ten)\s+)?(?P<unit>week|day)s?\s+"
    r"(?:of\s+)?(?:the|each|every|a)?\s*month"
)
_NUMBERS = {"two": 2, "three": 3, "five": 5, "ten": 10}


class Season(NamedTuple):
    """One busy time, as it was written. `yearly` ends are (month, day), both busy; `monthly` days of a month."""

    rule: str
    yearly: tuple[Ends, ...] = ()
    monthly: tuple[int, int] | None = None
    weekday: int | None = None

    def holds(self, day: date) -> bool:
        """Whether the day falls into it."""
        if self.weekday is not None:
            return day.weekday() == self.weekday
        if self.monthly is not None:
            return _between(day.day, *self.monthly)
        return any(_between((day.month, day.day), first, last) for first, last in self.yearly)


T = TypeVar("T", int, tuple[int, int])


def _between(what: T, first: T, last: T) -> bool:
    """Within both ends; a last before the first goes round the turn of the month or year."""
    return first <= what <= last if first <= last else what >= first or what <= last


@lru_cache(maxsize=512)
def read_season(text: str) -> Season | None:
    """What one rule says; None if it is none."""
    words = " ".join(text.lower().replace(",", " ").split())
    if not words or len(words) > LONGEST:
        return None
    words = words[_LEAD.match(words).end() :]  # type: ignore[union-attr]
    if words.endswith("ends"):
        words = words[:-1]
    if found := _PART.fullmatch(words):
        return _part(found, text.strip())
    named = _NAMED.get(_SAME.get(words, words))
    if named is not None:
        return Season(text.strip(), named[0], named[1])
    if found := _WEEKLY.fullmatch(words):
        return Season(text.strip(), weekday=_DAYS.index(found[1][:3]))
    if found := _MONTHLY.fullmatch(words):
        first, last = int(found["a"]), int(found["b"] or found["a"])
        return Season(text.strip(), monthly=(first, last)) if 1 <= first <= 31 and 1 <= last <= 31 else None
    return _yearly(words, text.strip())


def _part(found: re.Match[str], text: str) -> Season | None:
    """The first or last days of each month; a week has seven."""
    number = int(_NUMBERS.get(found["n"] or "1", 0) or found["n"] or 1) * (7 if found["unit"] == "week" else 1)
    if not 1 <= number <= 28:
        return None
    return Season(text, monthly=(1, number) if found["which"] == "first" else (32 - number, 31))


def _yearly(words: str, text: str) -> Season | None:
    found = _YEARLY.fullmatch(words)
    if found is None:
        return None
    month = month_of(found["m"])
    until = month_of(found["n"]) if found["n"] else month
    first = int(found["a"] or 1)
    last = int(found["b"] or found["c"] or (31 if found["n"] or not found["a"] else first))
    if found["c"] and not found["a"]:  # "january 5" was meant as a day; "january - 5" means nothing
        return None
    if not (_is_day(month, first) and 1 <= last <= 31):
        return None
    return Season(text, (((month, first), (until, last)),))


def _is_day(month: int, day: int) -> bool:
    return 1 <= day <= (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def read_seasons(text: str) -> list[str]:
    """The rules of "month end, january; mondays", one by one. Raises Trouble for one that is not understood."""
    rules = list(dict.fromkeys(part for each in re.split(r"[;,\n]|\band\b", text) if (part := " ".join(each.split()))))
    for rule in rules:
        if read_season(rule) is None:
            said = _("“{rule}” is no busy time. Try “month end”, “25-31”, “january” or “dec 10 to jan 5”.")
            raise Trouble(said.format(rule=rule[:40]))
    if len(rules) > MOST:
        raise Trouble(_("That is too many busy times. Keep at most {n}.").format(n=MOST))
    return rules


def seasons_of(rules: Iterable[str]) -> tuple[Season, ...]:
    """What the rules on file say; those that nobody understands any more hold nothing back."""
    return tuple(season for rule in rules if (season := read_season(rule)) is not None)


def busy_on(day: date, seasons: Sequence[Season]) -> Season | None:
    """The busy time that the day falls into."""
    return next((season for season in seasons if season.holds(day)), None)


def quiet_day(day: date, seasons: Sequence[Season], days: WorkingDays) -> date:
    """The day itself, or the first working day after it outside all busy times; itself if there is none in a year."""
    at, last = day, day.toordinal() + LOOKED_AT
    while busy_on(at, seasons) is not None:
        if at.toordinal() >= min(last, date.max.toordinal() - LOOKED_AT):
            return day
        at = days.on_or_after(at + timedelta(days=1))
    return at


def say_busy(day: date, seasons: Sequence[Season]) -> str:
    """Why a day was passed over: "busy then (month end)"; "" if it was not."""
    season = busy_on(day, seasons)
    return _("busy then ({rule})").format(rule=season.rule) if season is not None else ""
