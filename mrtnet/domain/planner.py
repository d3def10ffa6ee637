"""The meeting planner: three times that suit both, each with its reason, and two days on one axis.

Everything is computed in UTC from wall times, so zones of any difference work: six hours, 5:45, across the date line.
Where no time lies inside both working days it gives way step by step, first on her side, and says so: "Evening for
you". Source: design.md 3.6.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from mrtnet.domain import zoned
from mrtnet.domain.days import WorkingDays, weekday_names
from mrtnet.domain.when import say_day
from mrtnet.domain.zoned import DAY, HOUR
from mrtnet.words import _

GRID = timedelta(minutes=30)
EARLIEST, LATEST = 2, 10  # days ahead
FURTHER = 10  # days to look on where nothing is free until then
WAKING = (time(7), time(21))
US_WORKING_DAYS = WorkingDays()


class WorkingHours(NamedTuple):
    """When somebody works, as wall times; an end at or before the start is that of the next day (a night shift).

    `own` are other hours of single weekdays (Monday is 0), None for a weekday off.
    """

    start: time = time(8)
    end: time = time(17)
    own: Mapping[int, tuple[time, time] | None] = {}

    def of(self, day: date) -> tuple[datetime, datetime] | None:
        """Start and end on this day as naive wall times; None on a weekday off."""
        hours = self.own.get(day.weekday(), (self.start, self.end))
        if hours is None:
            return None
        start, end = (datetime.combine(day, at) for at in hours)
        return start, end if end > start else end + DAY


class Interval(NamedTuple):
    """A stretch of time in UTC, end excluded, with the words that her calendar has for it."""

    start: datetime
    end: datetime
    title: str = ""

    def meets(self, other: "Interval") -> bool:
        """Whether the two share any time."""
        return self.start < other.end and other.start < self.end


class Side(NamedTuple):
    """One of the two: an IANA zone, working hours and working days, and a name for sentences ("" is "them")."""

    zone: str
    hours: WorkingHours = WorkingHours()
    days: WorkingDays = US_WORKING_DAYS
    name: str = ""


class Suggestion(NamedTuple):
    """One time to meet: UTC instants, both wall times, and the reason in words; `good` where it is good for both."""

    start: datetime
    end: datetime
    mine: datetime
    theirs: datetime
    reason: str
    good: bool


class Tick(NamedTuple):
    """One full hour on a lane: where, its label ("7 AM", "8"), and the day where it is the first tick of one."""

    at: datetime
    label: str
    day: str = ""


class Lane(NamedTuple):
    """One person's day: working hours and busy times in UTC, ticks by their own clock, and the choice on that clock."""

    zone: str
    working: tuple[Interval, ...]
    busy: tuple[Interval, ...]
    ticks: tuple[Tick, ...]
    choice: str = ""
    choice_day: str = ""


class Lanes(NamedTuple):
    """Both lanes and the axis they share, in UTC. `choice_day` of a lane is said where its day is not the axis's."""

    start: datetime
    end: datetime
    mine: Lane
    theirs: Lane
    choice: Interval | None

    def place(self, at: datetime) -> float:
        """Where on the axis an instant lies: 0 is its start, 1 its end."""
        return (at - self.start) / (self.end - self.start)


# --- suggestions ---


class _Fit(NamedTuple):
    """How a time suits one side: "inside", "early", "evening", "free" (a free day) or "night", and what it costs."""

    kind: str
    cost: float
    why: str = ""


class _Candidate(NamedTuple):
    start: datetime
    mine: datetime
    theirs: datetime
    fits: tuple[_Fit, _Fit]
    cost: float


def suggestions(
    now: datetime,
    me: Side,
    them: Side,
    busy: Sequence[Interval],
    minutes: int,
    *,
    earliest: int = EARLIEST,
    latest: int = LATEST,
    count: int = 3,
) -> list[Suggestion]:
    """Up to `count` times on different days of my calendar, the best first and the others by date.

    `now` is aware. They start on my half hours, `earliest` to `latest` days ahead, free in `busy`; where not even one
    is free, up to `FURTHER` days later. Empty only where everything is busy. Raises Trouble for an unknown zone.
    """
    today = zoned.wall(now, me.zone).date()
    length = timedelta(minutes=minutes)
    in_question = Interval(now, now + (latest + FURTHER + 2) * DAY)
    taken = sorted(each for each in busy if each.meets(in_question))
    found: list[_Candidate] = []
    for first, last, by_night in (
        (earliest, latest, False),
        (latest + 1, latest + FURTHER, False),
        (earliest, latest, True),
    ):
        for ahead in range(max(first, 0), last + 1):
            day = _of_day(today + ahead * DAY, me, them, taken, length, by_night)
            found += _best_of_day([each for each in day if each.start > now], ahead)
        if found:
            break
    chosen = _spread(found, count)
    rest = sorted(chosen[1:], key=lambda each: each.start)
    return [_suggestion(each, length, them.name) for each in [*chosen[:1], *rest]]


def _of_day(
    day: date, me: Side, them: Side, busy: Sequence[Interval], length: timedelta, by_night: bool
) -> Iterator[_Candidate]:
    """Each half hour of my day that is free, by night only where asked for."""
    midnight = datetime.combine(day, time())
    for slot in range(2 * 24):
        fit = _fit(midnight + slot * GRID, length, me)
        if fit.kind == "night" and not by_night:
            continue
        read = zoned.reading(midnight + slot * GRID, me.zone)
        if read.sentence or any(Interval(read.at, read.at + length).meets(each) for each in busy):
            continue
        theirs = zoned.wall(read.at, them.zone)
        fits = fit, _fit(theirs, length, them)
        cost = fits[0].cost + 1.5 * fits[1].cost + _taste(read.wall) + _taste(theirs)
        yield _Candidate(read.at, read.wall, theirs, fits, cost)


def _fit(wall: datetime, length: timedelta, side: Side) -> _Fit:
    """How a time suits a side; wall times are enough, as a clock change inside a meeting moves nobody's hours."""
    end = wall + length
    nearest: _Fit | None = None
    for day in (wall.date() - DAY, wall.date()):
        if not (hours := side.hours.of(day)):
            continue
        start_work, end_work = hours
        if start_work <= wall and end <= end_work:
            if side.days.is_working(day):
                return _Fit("inside", 0)
            return _Fit("free", 40, side.days.why_free(day))
        if day == wall.date() and side.days.is_working(day):
            early, late = start_work - wall, end - end_work
            nearest = _Fit("early", 10 + 4 * (early / HOUR)) if early > late else _Fit("evening", 8 + 3 * (late / HOUR))
    if nearest is None:
        why = side.days.why_free(wall.date()) or weekday_names()[wall.weekday()]
        nearest = _Fit("free", 50, why)
    awake = WAKING[0] <= wall.time() and end.date() == wall.date() and end.time() <= WAKING[1]
    return nearest if awake else _Fit("night", 200 + nearest.cost, nearest.why)


def _taste(wall: datetime) -> float:
    """Small preferences among times that fit: no lunch hour, not the first of Monday nor the last of Friday."""
    at = wall.hour + wall.minute / 60
    lunch = 1.5 if 12 <= at < 13 else 0
    edge = 1.0 if (wall.weekday() == 0 and at < 10) or (wall.weekday() == 4 and at >= 15) else 0
    return lunch + edge + min(abs(at - 10.5), abs(at - 14.5)) / 4


def _best_of_day(day: list[_Candidate], ahead: int) -> list[_Candidate]:
    """The best of the morning and of the afternoon; a later day costs a little."""
    best: dict[bool, _Candidate] = {}
    for each in day:
        half = each.mine.hour < 12
        if half not in best or each.cost < best[half].cost:
            best[half] = each
    return [each._replace(cost=each.cost + ahead / 4) for each in best.values()]


def _spread(found: list[_Candidate], count: int) -> list[_Candidate]:
    """The best ones, one a day; after the first, another part of the day is worth a little."""
    chosen: list[_Candidate] = []
    left = list(found)
    while left and len(chosen) < count:
        halves = [each.mine.hour < 12 for each in chosen]
        best = min(left, key=lambda each: (each.cost + 1.5 * halves.count(each.mine.hour < 12), each.start))
        chosen.append(best)
        left = [each for each in left if each.mine.date() != best.mine.date()]
    return chosen


def _suggestion(each: _Candidate, length: timedelta, name: str) -> Suggestion:
    good = all(fit.kind == "inside" for fit in each.fits)
    reason = _("Good for both") if good else _reason(*each.fits, name)
    return Suggestion(each.start, each.start + length, each.mine, each.theirs, reason, good)


def _reason(mine: _Fit, theirs: _Fit, name: str) -> str:
    """ "Evening for you", "Early for Leilani", "Early for you, evening for them"."""
    said = [_yours(mine)] if mine.kind != "inside" else []
    if theirs.kind != "inside":
        said.append(_theirs(theirs, name or _("them")))
    both = _("{one}, {other}").format(one=said[0], other=said[-1][:1].lower() + said[-1][1:])
    return both if len(said) > 1 and theirs.kind != "free" else ", ".join(said)


def _yours(fit: _Fit) -> str:
    words = {"early": _("Early for you"), "evening": _("Evening for you"), "night": _("Night for you")}
    return words.get(fit.kind) or _("{day} for you").format(day=_(fit.why))


def _theirs(fit: _Fit, name: str) -> str:
    words = {"early": _("Early for {name}"), "evening": _("Evening for {name}"), "night": _("Night for {name}")}
    return (words.get(fit.kind) or _("{day} for {name}")).format(day=_(fit.why), name=name)


def none_free(minutes: int, latest: int = LATEST) -> str:
    """The sentence where nothing is free."""
    form = _("No {length} are free in the next {days} days. Type a time, or look at what keeps you busy.")
    return form.format(length=zoned.say_length(minutes), days=latest + FURTHER)


# --- lanes ---

_FROM, _UNTIL = time(7), time(20)  # what the axis shows at least, by my clock


def lanes(
    day: date,
    me: Side,
    them: Side,
    busy: Sequence[Interval],
    choice: Interval | None = None,
    *,
    twelve_hours: bool = True,
) -> Lanes:
    """Both days on one axis: 7 to 20 of `day` by my clock, longer where my hours or the choice need it.

    `busy` are my times, of which those on the axis remain. Raises Trouble for an unknown zone.
    """
    start, end = _axis(day, me, choice)
    mine = _lane(start, end, me, choice, day, twelve_hours)
    theirs = _lane(start, end, them, choice, day, twelve_hours)
    taken = tuple(each for each in sorted(busy) if each.meets(Interval(start, end)))
    return Lanes(start, end, mine._replace(busy=tuple(_cut(each, start, end) for each in taken)), theirs, choice)


def _axis(day: date, me: Side, choice: Interval | None) -> tuple[datetime, datetime]:
    starts, ends = [datetime.combine(day, _FROM)], [datetime.combine(day, _UNTIL)]
    if hours := me.hours.of(day):
        starts.append(hours[0] - HOUR)
        ends.append(hours[1] + HOUR)
    if choice and zoned.wall(choice.start, me.zone).date() == day:
        starts.append(zoned.wall(choice.start, me.zone))
        ends.append(zoned.wall(choice.end, me.zone))
    first = max(min(starts), datetime.combine(day, time()))
    last = max(ends)
    whole = last.replace(minute=0, second=0, microsecond=0)
    last = whole if whole == last else whole + HOUR
    return zoned.instant(first.replace(minute=0), me.zone), zoned.instant(last, me.zone)


def _lane(start: datetime, end: datetime, side: Side, choice: Interval | None, day: date, twelve_hours: bool) -> Lane:
    first, last = zoned.wall(start, side.zone).date() - DAY, zoned.wall(end, side.zone).date()
    working = []
    for ahead in range((last - first).days + 1):
        hours = side.hours.of(first + ahead * DAY)
        if hours and side.days.is_working(first + ahead * DAY):
            span = Interval(zoned.instant(hours[0], side.zone), zoned.instant(hours[1], side.zone))
            if span.meets(Interval(start, end)):
                working.append(_cut(span, start, end))
    said = said_day = ""
    if choice:
        at = zoned.wall(choice.start, side.zone)
        said = _hour(at, twelve_hours, False)
        said_day = say_day(at.date(), day) if at.date() != day else ""
    return Lane(side.zone, tuple(working), (), tuple(_ticks(start, end, side.zone, twelve_hours)), said, said_day)


def _ticks(start: datetime, end: datetime, zone: str, twelve_hours: bool) -> Iterator[Tick]:
    """The full hours of a zone's own clock: with a difference of 5:45 they lie between those of the other."""
    at, before = start, None
    while at <= end:
        wall = zoned.wall(at, zone)
        if not wall.minute:
            new = wall.date() != before
            yield Tick(at, _hour(wall, twelve_hours, before is None), say_day(wall.date(), wall.date()) if new else "")
            before = wall.date()
        at += timedelta(minutes=15)


def _hour(wall: datetime, twelve_hours: bool, with_half: bool) -> str:
    hour = wall.hour % 12 or 12 if twelve_hours else wall.hour
    label = f"{hour}:{wall.minute:02}" if wall.minute else str(hour)
    if not (twelve_hours and with_half):
        return label
    return (_("{hour} AM") if wall.hour < 12 else _("{hour} PM")).format(hour=label)


def _cut(each: Interval, start: datetime, end: datetime) -> Interval:
    return each._replace(start=max(each.start, start), end=min(each.end, end))
