"""Certification cycles: their days, the units counted, what is missing and by when, and when to be reminded.

Pure: days come in, days go out; rules are those of `certification_rules`. A unit counts once for a body, in the cycle
that its day falls into; it may count for several bodies. Nothing is carried over.
"""

import re
from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from mrtnet.domain.certification_rules import Quota, Rule, body_of
from mrtnet.domain.names import fold
from mrtnet.domain.when import add_months, say_date
from mrtnet.words import _, plural

LADDER = (365, 180, 90, 30)  # days before the deadline (domain.md 2.4)
REVOKED_AFTER = 180  # days after the end, for AHIMA (updates21)
DAY = timedelta(days=1)
TINY = 1e-6


class Unit(NamedTuple):
    """Units of one activity. `bodies` are those it counts for, empty for all."""

    id: int
    title: str
    day: date
    units: float
    bodies: tuple[str, ...] = ()
    provider: str = ""
    subject: str = ""


class Cycle(NamedTuple):
    """One cycle: the key of its rule, its first and last day, and the day it was handed in."""

    id: int
    key: str
    starts: date
    ends: date
    submitted: date | None = None


class Share(NamedTuple):
    """How a quota stands: what it asks for (0: only a limit), what counts, and how much is over a limit."""

    quota: Quota
    needed: float
    have: float
    over: float = 0.0

    @property
    def missing(self) -> float:
        """What is still to come; an optional quota misses nothing."""
        return 0.0 if self.quota.optional else _rounded(max(0.0, self.needed - self.have))


class Standing(NamedTuple):
    """How a cycle stands on a day."""

    cycle: Cycle
    rule: Rule
    marks: tuple[str, ...]
    needed: float
    have: float
    shares: tuple[Share, ...]
    counted: tuple[int, ...]
    today: date

    @property
    def missing(self) -> float:
        """Units still to come, whatever their kind."""
        return _rounded(max(0.0, self.needed - self.have))

    @property
    def complete(self) -> bool:
        """Nothing is missing, in sum or in any part."""
        return self.missing < TINY and all(share.missing < TINY for share in self.shares)

    @property
    def deadline(self) -> date:
        """The last day to hand in, by the rule."""
        return self.cycle.ends + self.rule.submit_days * DAY

    @property
    def state(self) -> str:
        """ "submitted", "to come", "ended", "complete" or "open"."""
        if self.cycle.submitted:
            return "submitted"
        if self.today < self.cycle.starts:
            return "to come"
        if self.today > max(self.deadline, self.cycle.ends):
            return "ended"
        return "complete" if self.complete else "open"


# --- the days of a cycle ---


def cycle_around(rule: Rule, anchor: date, day: date) -> tuple[date, date]:
    """The first and last day of the cycle that holds `day`, counted from the anchor; the first one for a day before it.

    "exam": whole cycles from the exam day; counted from it each time, so that February 29 comes back. A month: the
    cycle ends with the last day of that month. "date": it ends on the rule's day of the year, the first time within
    the length of a cycle: what comes earlier is the safer deadline where the body does not say.
    """
    first_end = _first_end(rule, anchor)
    number = max(0, (day.year - first_end.year) * 12 // rule.months - 1)
    while _end(rule, anchor, first_end, number) < day:
        number += 1
    while number and _end(rule, anchor, first_end, number - 1) >= day:
        number -= 1
    start = anchor if not number else _end(rule, anchor, first_end, number - 1) + DAY
    return start, _end(rule, anchor, first_end, number)


def cycle_after(rule: Rule, last: date, day: date) -> tuple[date, date]:
    """The cycle that holds `day`, where one on file ended on `last`: whole cycles follow it, whenever the exam was."""
    by_month = rule.anchor in ("birth-month", "membership-month")
    start, end = cycle_around(rule, last if by_month else last + DAY, day)
    return max(start, last + DAY), end


def _first_end(rule: Rule, anchor: date) -> date:
    if rule.anchor == "date" and rule.ends:
        latest = add_months(anchor, rule.months)
        end = _day_in(latest.year, rule.ends)
        end = end if end <= latest else _day_in(latest.year - 1, rule.ends)
        return end if end > anchor else _day_in(end.year + 1, rule.ends)
    if rule.anchor in ("birth-month", "membership-month"):
        return _month_end(add_months(anchor, rule.months))
    return add_months(anchor, rule.months) - DAY


def _end(rule: Rule, anchor: date, first: date, number: int) -> date:
    months = rule.months * number
    if rule.anchor == "date" and rule.ends:
        later_on = add_months(first.replace(day=1), months)
        return _day_in(later_on.year, rule.ends) if rule.months % 12 == 0 else _month_end(later_on)
    if rule.anchor in ("birth-month", "membership-month"):
        return _month_end(add_months(first.replace(day=1), months))
    return add_months(anchor, rule.months + months) - DAY


def _day_in(year: int, month_and_day: str) -> date:
    month, day = map(int, month_and_day.split("-"))
    return date(year, month, min(day, monthrange(year, month)[1]))


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


# --- what is asked for ---


def units_needed(rule: Rule, marks: Collection[str]) -> float:
    """What holders of these marks need in one cycle: the most that one of them asks for, more for each further one.

    AHIMA's own examples: CCS and CCS-P 30, CHPS and RHIT 40, RHIA, CCS and CCS-P 50 [recert19].
    """
    gone = {rule.replaces[mark] for mark in marks if mark in rule.replaces}
    held = [mark for mark in dict.fromkeys(marks) if mark in rule.marks and mark not in gone]
    if not held:
        return rule.units
    asked = max(rule.marks[mark] for mark in held) + rule.extra * (len(held) - 1)
    return min(asked, rule.cap) if rule.cap else asked


def standing(
    cycle: Cycle, rule: Rule, marks: Collection[str], units: Iterable[Unit], today: date, others: Sequence[Cycle] = ()
) -> Standing:
    """How a cycle stands. `units` are all on file; `others` all her cycles: a unit counts only in the first it fits."""
    body = body_of(cycle.key)
    for_body = [unit for unit in units if not unit.bodies or body in unit.bodies]
    mine = [unit for unit in for_body if cycle.starts <= unit.day <= cycle.ends and _first(cycle, unit.day, others)]
    needed = units_needed(rule, marks)
    shares = tuple(_shares(rule, cycle, marks, needed, mine, for_body))
    over = sum(share.over for share in shares)
    have = _rounded(max(0.0, sum(unit.units for unit in mine) - over))
    held = tuple(mark for mark in marks if mark in rule.marks)
    return Standing(cycle, rule, held, needed, have, shares, tuple(unit.id for unit in mine), today)


def _first(cycle: Cycle, day: date, others: Sequence[Cycle]) -> bool:
    """Whether no other cycle of the same rule has this day and ends earlier."""
    rivals = [each for each in others if each.key == cycle.key and each.starts <= day <= each.ends]
    return all((cycle.ends, cycle.id) <= (each.ends, each.id) for each in rivals)


def _shares(
    rule: Rule, cycle: Cycle, marks: Collection[str], needed: float, mine: Sequence[Unit], for_body: Sequence[Unit]
) -> Iterator[Share]:
    for quota in rule.quotas:
        if quota.valid_from and cycle.ends < quota.valid_from:
            continue
        if quota.marks and not set(quota.marks) & set(marks):
            continue
        counted = mine
        if quota.over_months:
            since = add_months(cycle.ends, -quota.over_months) + DAY
            since = max(since, quota.valid_from) if quota.valid_from else since
            counted = [unit for unit in for_body if since <= unit.day <= cycle.ends]
        fitting = [unit for unit in counted if counts_for(quota, unit)]
        over = sum(max(0.0, unit.units - quota.most_each) for unit in fitting) if quota.most_each else 0.0
        asked = _rounded(quota.share * needed) if quota.share else quota.amount
        yield Share(quota, asked, _rounded(sum(unit.units for unit in fitting) - over), _rounded(over))


def counts_for(quota: Quota, unit: Unit) -> bool:
    """Whether a unit belongs to a quota, by its provider or its subject."""
    if quota.outside and _fits(unit.provider, quota.outside):
        return False
    if not quota.providers and not quota.subjects:
        return True
    return _fits(unit.provider, quota.providers) or _fits(unit.subject, quota.subjects)


def _fits(text: str, words: Sequence[str]) -> bool:
    folded = fold(text)
    return bool(folded) and any(_pattern(word).search(folded) for word in words)


@cache
def _pattern(word: str) -> re.Pattern[str]:
    """Whole words; "*" stands for letters: "*HIMA"."""
    inner = r"\w*".join(re.escape(part) for part in fold(word).split("*"))
    return re.compile(rf"(?<!\w){inner}(?!\w)")


# --- where cycles and rules meet ---


def overlaps(cycles: Sequence[Cycle]) -> list[tuple[Cycle, Cycle]]:
    """Pairs of cycles of one rule that share days: a unit there counts in the one that ends first."""
    ordered = sorted(cycles, key=lambda each: (each.key, each.starts, each.id))
    return [
        (one, other)
        for place, one in enumerate(ordered)
        for other in ordered[place + 1 :]
        if one.key == other.key and other.starts <= one.ends
    ]


def say_overlap(one: Cycle, other: Cycle, today: date) -> str:
    """The sentence about two cycles that share days."""
    start, end = max(one.starts, other.starts), min(one.ends, other.ends)
    words = _("Two {body} cycles overlap from {start} to {end}: a unit there counts once, in the one that ends first.")
    return words.format(body=one.key, start=say_date(start, today), end=say_date(end, today))


# --- when to be reminded ---


def rungs(deadline: date) -> list[tuple[int, date]]:
    """The days of the ladder before a deadline: (365, day), (180, day), (90, day), (30, day)."""
    return [(days, deadline - days * DAY) for days in LADDER]


def next_rung(deadline: date, today: date, done: Collection[int] = ()) -> tuple[int, date] | None:
    """The next reminder: the first rung on or after today that was not answered; None when there is none.

    Rungs that passed are not made up for; answering a later one answers those before it.
    """
    lowest = min(done, default=max(LADDER) + 1)
    return next(((days, on) for days, on in rungs(deadline) if on >= today and days < lowest), None)


# --- in words ---


def say_units(number: float) -> str:
    """ "1 unit", "2.5 units"."""
    return _("1 unit") if number == 1 else _("{n:g} units").format(n=number)


def say_share(share: Share) -> str:
    """How a quota stands: "8 of 8 from AHIMA or a component association"."""
    quota = share.quota
    if quota.most_each:
        words = _("At most {most:g} {what}").format(most=quota.most_each, what=_(quota.title))
        return _("{words}: {over:g} do not count").format(words=words, over=share.over) if share.over else words
    return _("{have:g} of {needed:g} {what}").format(have=share.have, needed=share.needed, what=_(quota.title))


def say_missing(standing: Standing) -> str:
    """What is missing, in a sentence; "" when nothing is."""
    if standing.rule.exam_again:
        return _("The exam is taken again.")
    parts = [_("{units} in all").format(units=say_units(standing.missing))] if standing.missing else []
    parts += [f"{share.missing:g} {_(share.quota.title)}" for share in standing.shares if share.missing]
    return _("Still missing: {parts}.").format(parts="; ".join(parts)) if parts else ""


def say_deadline(standing: Standing) -> str:
    """By when, and how long that is."""
    cycle, today, deadline = standing.cycle, standing.today, standing.deadline
    if cycle.submitted:
        return _("Handed in on {day}.").format(day=say_date(cycle.submitted, today))
    left = (deadline - today).days
    if left >= 0:
        days = plural("{n} day left", "{n} days left", left)
        opens = standing.cycle.ends - standing.rule.opens_days * DAY
        if standing.rule.opens_days and opens > today:
            return _("Hand in from {opens} to {day}: {days}.").format(
                opens=say_date(opens, today), day=say_date(deadline, today), days=days
            )
        return _("Hand in by {day}: {days}.").format(day=say_date(deadline, today), days=days)
    grace = deadline + standing.rule.grace_days * DAY
    if grace >= today:
        return _("The cycle has ended; grace until {day}.").format(day=say_date(grace, today))
    words = _("The cycle ended on {day}.").format(day=say_date(deadline, today))
    if body_of(cycle.key) == "AHIMA":
        revoked = say_date(cycle.ends + REVOKED_AFTER * DAY, today)
        words += " " + _("The credential is inactive; it is revoked on {day}.").format(day=revoked)
    return words


def check_with(rule: Rule, today: date) -> str:
    """Where the rule comes from, and that the body has the last word; always shown."""
    if rule.own:
        return _("Your own rule. Check with {body}.").format(body=rule.body or rule.key)
    if not rule.checked_on:
        return _("Nobody here knows this body's rule: fill in what it asks for. Check with the body.")
    words = _("From other sites, not the body's own") if not rule.confirmed else _("As read on the body's pages")
    day = say_date(rule.checked_on, today)
    return _("{words}, checked {day}. Check with {body}.").format(words=words, day=day, body=rule.body)


def _rounded(number: float) -> float:
    return round(number, 2)
