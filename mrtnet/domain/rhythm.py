"""Keeping in touch: how often per tier, when next, and how a relationship stands."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal, NamedTuple

from mrtnet.domain.days import WorkingDays
from mrtnet.domain.when import say_date
from mrtnet.words import _, later, plural

_RHYTHM = re.compile(r"(?:every\s*)?([0-9]{1,4}|)\s*(?:(d)(?:ays?)?|(w)(?:ee)?k?s?|(m)o?(?:nth)?s?|(y)(?:ea)?r?s?)?")
_UNITS = {"d": 1, "w": 7, "m": 30, "y": 365}
Standing = Literal["on_track", "overdue", "gone_quiet", "dormant"]

FIRST_TOUCH = 2  # working days after meeting, where no playbook says otherwise (domain.md 3.1: within 24 to 48 hours)
MOST_DAYS = 3660  # the longest rhythm
OVERDUE, GONE_QUIET, DORMANT = 1.0, 1.25, 2.0  # days since the last contact, in rhythms


class Tier(NamedTuple):
    """A circle of people: its key in the book, its title in the source language, days between contacts."""

    key: str
    title: str
    days: int | None


TIERS: Mapping[str, Tier] = {
    tier.key: tier
    for tier in (
        # domain.md 3.4. Where it gives a span: a month for core (a mentor's; a supervisor's week is set on the person),
        # the eight weeks of somebody who looks for work for close, ten months for wide.
        Tier("core", later("Core"), 30),
        Tier("close", later("Close"), 56),
        Tier("active", later("Active"), 120),
        Tier("wide", later("Wide"), 300),
        Tier("dormant", later("Dormant"), None),
    )
}


def rhythm_days(tier: str, own_days: int | None, defaults: Mapping[str, int | None] | None = None) -> int | None:
    """Days between contacts: the person's own number, else her default for the tier, else ours; None is no rhythm.

    An own number of 0 switches the rhythm off for one person.
    """
    if own_days is None:
        own_days = defaults[tier] if defaults and tier in defaults else (TIERS[tier].days if tier in TIERS else None)
    return own_days if own_days and own_days > 0 else None


def next_touch(
    last_contact: date | None,
    rhythm: int | None,
    days: WorkingDays,
    *,
    met_on: date | None = None,
    not_before: date | None = None,
    do_not_contact: bool = False,
    deceased: bool = False,
) -> date | None:
    """The working day to be in touch again, or None where no rhythm runs.

    Counts from the last contact, before the first one from the day she met the person. `not_before` holds it back: a
    snooze, the end of a busy season. Raises Trouble if no day of the week is a working day.
    """
    plain = _plain(last_contact or met_on, rhythm, not_before)
    return None if plain is None or do_not_contact or deceased else days.on_or_after(plain)


def first_touch(met_on: date, days: WorkingDays) -> date:
    """When to write first to a person for whom no playbook runs: two working days after meeting."""
    return days.after(met_on, FIRST_TOUCH)


def standing(last_contact: date | None, rhythm: int | None, today: date) -> Standing:
    """How long ago the last contact is, measured in the person's rhythm; without either all is well."""
    if last_contact is None or not rhythm or rhythm < 0:
        return "on_track"
    rhythms = (today - last_contact).days / rhythm
    if rhythms > DORMANT:
        return "dormant"
    if rhythms > GONE_QUIET:
        return "gone_quiet"
    return "overdue" if rhythms > OVERDUE else "on_track"


def say_rhythm(rhythm: int | None) -> str:
    """The rhythm in words: "Every 8 weeks", "Every month", "Every year"; "No rhythm"."""
    if not rhythm or rhythm < 0:
        return _("No rhythm")
    for length, one, many in (
        (365, later("Every year"), later("Every {n} years")),
        (30, later("Every month"), later("Every {n} months")),
        (7, later("Every week"), later("Every {n} weeks")),
    ):
        if rhythm % length == 0:
            return plural(one, many, rhythm // length)
    return plural("Every day", "Every {n} days", rhythm)


def read_rhythm(text: str) -> int | None:
    """Days of "6 weeks", "45", "2 months", "10d", "every month": a bare number is weeks; None if it is no rhythm."""
    found = _RHYTHM.fullmatch(text.strip().lower())
    unit = next(filter(None, found.groups()[1:]), "") if found else ""
    if found is None or not (found[1] or unit):
        return None
    days = int(found[1] or 1) * _UNITS[unit or "w"]
    return days if 1 <= days <= MOST_DAYS else None


def explain(
    last_contact: date | None,
    rhythm: int | None,
    days: WorkingDays,
    today: date,
    *,
    met_on: date | None = None,
    not_before: date | None = None,
    do_not_contact: bool = False,
    deceased: bool = False,
) -> str:
    """Why the next touch is when it is: "Every 8 weeks; last contact Sep 4, so next on Oct 30"."""
    if deceased:
        return _("Marked as deceased, so nothing is due")
    if do_not_contact:
        return _("Marked “do not contact”, so nothing is due")
    start = last_contact or met_on
    rhythm_said = say_rhythm(rhythm)
    counted = _plain(start, rhythm, None)
    plain = _plain(start, rhythm, not_before)
    if start is None or counted is None or plain is None:
        return _("{rhythm}, so nothing is due").format(rhythm=rhythm_said) if not rhythm else rhythm_said
    said = _("{rhythm}; last contact {day}") if last_contact else _("{rhythm}; met {day}")
    said = said.format(rhythm=rhythm_said, day=say_date(start, today))
    if plain != counted:
        said = _("{said}; not before {day}").format(said=said, day=say_date(plain, today))
    moved = days.on_or_after(plain)
    if moved != plain:
        why = _("{day} is free ({why})").format(day=say_date(plain, today), why=days.why_free(plain))
        said = _("{said}; {why}").format(said=said, why=why)
    return _("{said}, so next on {day}").format(said=said, day=say_date(moved, today))


def _plain(start: date | None, rhythm: int | None, not_before: date | None) -> date | None:
    """The day by counting alone; None without a rhythm or past the end of the calendar."""
    if start is None or not rhythm or rhythm < 0:
        return None
    try:
        counted = start + timedelta(days=rhythm)
    except OverflowError:
        return None
    return max(counted, not_before) if not_before else counted
