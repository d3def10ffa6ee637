"""The daily portion: so many people and minutes a day, picked by rule; the rest says on which day it comes.

It limits what Today shows and never writes a due date (decisions.md 25). What she put on a day herself stays on it and
takes its room; the rest is picked: thanks, promises and reports back before requests, reminders and the rhythm; what
has waited some weeks moves up to the requests; then the earlier due first. Each goes to the first day with room.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from mrtnet.domain.days import DAY, WorkingDays
from mrtnet.domain.playbook_order import priority
from mrtnet.domain.when import say_when
from mrtnet.words import _, plural

MINUTES: Mapping[str, int] = {
    "thank-you": 5,
    "first-touch": 5,
    "request": 10,
    "promise": 10,
    "report-back": 5,
    "reference": 10,
    "talk": 15,
    "meet": 15,
    "prepare": 10,
    "agenda": 10,
    "revive": 10,
    "update": 10,
    "apply": 30,
    "decide": 2,
    "linkedin": 2,
    "reply-check": 2,
    "log-ceus": 5,
}
"""Minutes that one follow-up of a kind takes; 5 for the rest. Own estimates."""
USUAL_MINUTES = 5
SHORTEST = 2
FARTHEST = 366  # days ahead that are looked through for room
REQUEST = 3  # the place that what waits moves up to


class Portion(NamedTuple):
    """Her portion of a day; 0 for no limit."""

    people: int = 10
    minutes: int = 60

    @property
    def limited(self) -> bool:
        """Whether there is a limit at all."""
        return bool(self.people or self.minutes)


class Due(NamedTuple):
    """An open follow-up as the portion sees it.

    `fixed`: timed, made by hand, or put on its day by her; it is shown from that day on.
    """

    id: int
    person_id: int | None
    kind: str
    due: date
    fixed: bool = False


class _Day:
    """What one day holds already."""

    def __init__(self) -> None:
        self.people: set[int] = set()
        self.minutes = 0

    def take(self, person_id: int | None, kind: str) -> None:
        self.minutes += minutes_of(kind)
        if person_id is not None:
            self.people.add(person_id)

    def has_room(self, each: Due, portion: Portion) -> bool:
        """One follow-up always fits into an empty day, however long it takes."""
        more = each.person_id is not None and each.person_id not in self.people
        if portion.people and more and len(self.people) >= portion.people:
            return False
        return not portion.minutes or not self.minutes or self.minutes + minutes_of(each.kind) <= portion.minutes

    def is_full(self, portion: Portion) -> bool:
        """Whether nothing of anybody else fits any more."""
        people = bool(portion.people) and len(self.people) >= portion.people
        return people or (bool(portion.minutes) and self.minutes + SHORTEST > portion.minutes)


def minutes_of(kind: str) -> int:
    """About how many minutes a follow-up of this kind takes."""
    return MINUTES.get(kind, USUAL_MINUTES)


def places(
    dues: Iterable[Due],
    today: date,
    days: WorkingDays,
    portion: Portion,
    done: Sequence[tuple[int | None, str]] = (),
) -> dict[int, date]:
    """{follow-up: the day it comes}, from today on. `done` (person, kind) were done today and have taken their room.

    Today counts even if it is a free day, once she looks; later ones are working days. Nothing comes before its due
    day. Raises Trouble if no day of the week is a working day.
    """
    every = sorted(dues, key=lambda each: (not each.fixed, _rank(each, today), each.due, each.id))
    if not portion.limited:
        return {each.id: max(each.due, today) for each in every}
    held: defaultdict[date, _Day] = defaultdict(_Day)
    for person_id, kind in done:
        held[today].take(person_id, kind)
    found, first = {}, today
    for each in every:
        while held[first].is_full(portion):
            first = days.on_or_after(first + DAY)
        day = max(each.due, today) if each.fixed else max(each.due, first)
        last = day + timedelta(days=FARTHEST)
        while not each.fixed and day < last and not held[day].has_room(each, portion):
            day = days.on_or_after(day + DAY)
        held[day].take(each.person_id, each.kind)
        found[each.id] = day
    return found


def say_portion(portion: Portion) -> str:
    """ "5 people, 30 minutes"."""
    people = plural("{n} person", "{n} people", portion.people) if portion.people else ""
    minutes = plural("{n} minute", "{n} minutes", portion.minutes) if portion.minutes else ""
    return ", ".join(part for part in (people, minutes) if part) or _("no limit")


def why_later(comes: date, today: date, portion: Portion) -> str:
    """Why a follow-up waits, and until when."""
    return _(
        "Comes {day}: a day’s portion is {portion}; thanks, promises and reports back first, then what waits longest."
    ).format(day=say_when(comes, today), portion=say_portion(portion))


def _rank(each: Due, today: date) -> int:
    usual = priority(each.kind)
    return usual if usual <= REQUEST else max(REQUEST, usual - max(0, (today - each.due).days) // 7)
