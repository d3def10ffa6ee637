"""The days of an event in words: "oct 12 - 14", "last sunday to tuesday", "yesterday", "oct 30 - nov 2"."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from mrtnet.domain.days import WorkingDays
from mrtnet.domain.when import US_WORKING_DAYS, parse_when

_APART = (
    re.compile(r"\s+(?:-|–|—|to|until|till|through)\s+|\s*[–—]\s*", re.I),
    re.compile(r"(?<=\d)\s*-\s*(?=\d{1,2}\b(?!-))"),
)
_NAMED = re.compile(r"[a-z]{3}\w*\.?\s+\d|\d\.?\s+[a-z]{3}|\d/\d", re.I)
_YEAR = re.compile(r"\d{4}|/\d+/")
_HALF_A_YEAR = timedelta(days=183)


class Span(NamedTuple):
    """First and last day."""

    first: date
    last: date


def parse_span(text: str, today: date, *, days: WorkingDays = US_WORKING_DAYS, day_first: bool = False) -> Span | None:
    """The days the whole text says, None if they are none. Without a year the nearest one is meant, past or coming."""
    text = " ".join(text.split())
    whole = _day(text, today, days, day_first)
    if whole is not None:
        return Span(whole, whole)
    parts = next((parts for apart in _APART if len(parts := [p for p in apart.split(text) if p]) == 2), [])
    if not parts:
        return None
    head, tail = parts
    year = re.search(r",?\s*(\d{4})$", tail)
    first = _day(head if not year or re.search(r"\d{4}", head) else f"{head}, {year[1]}", today, days, day_first)
    if first is None:
        return None
    if re.fullmatch(r"\d{1,2}(?:,?\s*\d{4})?", tail):
        try:
            last: date | None = first.replace(day=int(re.split(r"[,\s]", tail)[0]))
        except ValueError:
            return None
    else:
        last = _day(tail, first, days, day_first)
    return Span(first, last) if last is not None and first <= last <= first + timedelta(days=1500) else None


def _day(text: str, today: date, days: WorkingDays, day_first: bool) -> date | None:
    named = _NAMED.search(text) is not None and _YEAR.search(text) is None
    found = parse_when(text, today - _HALF_A_YEAR if named else today, days=days, day_first=day_first)
    return None if found is None else found.day
