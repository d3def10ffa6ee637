"""Wall times and their zones: which instant a clock on a wall means, how far two places are apart, what changes when.

A meeting keeps its wall time and an IANA zone; everything here answers from the zone data, so a changed law moves the
instant and never the wall time. A wall time is a naive datetime whose `fold` says which of two equal times is meant
(PEP 495). A skipped time is read by the offset before the gap, as RFC 5545 3.3.5 wants it: 2:30 becomes 3:30.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from mrtnet import clock
from mrtnet.domain.when import say_date
from mrtnet.domain.zone_words import city_of
from mrtnet.trouble import Trouble
from mrtnet.words import _

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
_STEP = 5 * DAY  # no zone changed its offset twice within five days since 1970


class Reading(NamedTuple):
    """What a wall time means: `at` in UTC, the wall time that was taken, and a sentence where that needs one.

    `twice`: the time comes twice that day; `wall.fold` is 1 where the second was meant.
    """

    at: datetime
    wall: datetime
    sentence: str = ""
    twice: bool = False


class Change(NamedTuple):
    """One change of a zone's clocks: the first instant (UTC) of the new offset, and both offsets from UTC."""

    at: datetime
    before: timedelta
    after: timedelta


def zone_of(name: str) -> tzinfo:
    """The IANA zone with this name. Raises Trouble for an unknown one, or none."""
    if not name:
        raise Trouble(_("A time needs a time zone. Name a city such as Chicago, or a zone such as America/Chicago."))
    return clock.zone(name)


def instant(wall: datetime, zone: str) -> datetime:
    """The instant (UTC) that the wall time means. Raises Trouble for an unknown zone or a date beyond the calendar."""
    return reading(wall, zone).at


def wall(at: datetime, zone: str) -> datetime:
    """What a clock in the zone shows at an instant: naive, `fold` kept. Raises Trouble as `instant` does."""
    try:
        return at.astimezone(zone_of(zone)).replace(tzinfo=None)
    except OverflowError:
        raise _beyond() from None


def reading(wall: datetime, zone: str) -> Reading:
    """The instant that a wall time means, with a sentence for a time that does not exist or comes twice.

    Of two equal times the first is taken, unless `fold` is 1: then the second was chosen, and nothing needs saying.
    """
    place = zone_of(zone)
    typed = wall.replace(tzinfo=None, microsecond=0)
    try:
        at = typed.replace(tzinfo=place).astimezone(UTC)
        shown = at.astimezone(place).replace(tzinfo=None)
        if shown != typed:
            first = typed.replace(tzinfo=place, fold=0).astimezone(UTC)
            taken = first.astimezone(place).replace(tzinfo=None)
            return Reading(first, taken, _skipped(typed, taken, zone, place, first))
        other = typed.replace(tzinfo=place, fold=1 - typed.fold).astimezone(UTC)
    except OverflowError:
        raise _beyond() from None
    if other == at:
        return Reading(at, typed.replace(fold=0))
    return Reading(at, typed, "" if typed.fold else _doubled(typed, zone, place, at, other), twice=True)


def changes(zone: str, since: datetime, until: datetime) -> Iterator[Change]:
    """Each change of the zone's clocks after one instant and up to another, in order."""
    place = zone_of(zone)
    low = since.astimezone(UTC).replace(microsecond=0)
    while low < until:
        high = min(low + _STEP, until.astimezone(UTC))
        if _offset(low, place) != _offset(high, place):
            yield change(place, low, high)
        low = high


def change(place: tzinfo, low: datetime, high: datetime) -> Change:
    """The change between two instants (UTC) with different offsets, to the second."""
    before, after = _offset(low, place), _offset(high, place)
    seconds = int((high - low).total_seconds())
    while seconds > 1:
        half = seconds // 2
        middle = low + timedelta(seconds=half)
        if _offset(middle, place) == before:
            low, seconds = middle, seconds - half
        else:
            seconds = half
    return Change(low + timedelta(seconds=seconds), before, after)


def difference(mine: str, theirs: str, at: datetime) -> timedelta:
    """How much later it is on their clock than on mine at an instant; negative: they are behind."""
    return _offset(at, zone_of(theirs)) - _offset(at, zone_of(mine))


def say_difference(apart: timedelta) -> str:
    """How far they are from me: "6 h behind", "5 h 45 min ahead", "same time"."""
    minutes = round(abs(apart) / timedelta(minutes=1))
    if not minutes:
        return _("same time")
    form = _("{length} ahead") if apart > timedelta(0) else _("{length} behind")
    return form.format(length=say_length(minutes))


def say_length(minutes: int) -> str:
    """A length: "45 min", "1 h", "1 h 30 min"."""
    hours, rest = divmod(minutes, 60)
    parts = [_("{n} h").format(n=hours)] if hours else []
    return " ".join([*parts, *([_("{n} min").format(n=rest)] if rest or not hours else [])])


def words_of_change(mine: str, theirs: str, now: datetime, at: datetime, name: str = "") -> str:
    """How the two zones drift apart between now and an instant: "From Nov 2 Leilani is 5 h behind."; "" if they do not.

    Without a name it says "they". The day is the first in my zone that is mostly so. Changes that both zones make on
    the same day, be it an hour apart, are none. Where one of the two keeps no daylight saving time, that is said too.
    """
    moments = sorted(each.at for zone in {mine, theirs} for each in changes(zone, now, at))
    said, before = [], difference(mine, theirs, now)
    for n, moment in enumerate(moments):
        if n + 1 < len(moments) and moments[n + 1] - moment < DAY:
            continue
        apart = difference(mine, theirs, moment)
        if apart != before:
            said.append(_from_then(wall(moment + DAY / 2, mine), apart, name, wall(now, mine)))
        before = apart
    if said and (still := next((zone for zone in (theirs, mine) if _never_changes(zone, now)), "")):
        said.append(_("{city} keeps no daylight saving time.").format(city=city_of(still)))
    return " ".join(said)


def say_clock(at: time | datetime) -> str:
    """A time of day for the command line, texts and files: "3:00 PM". The window asks the system's own way."""
    form = _("{hour12}:{minute:02} AM") if at.hour < 12 else _("{hour12}:{minute:02} PM")
    return form.format(hour12=at.hour % 12 or 12, hour=at.hour, minute=at.minute)


# --- sentences ---


def _from_then(day: datetime, apart: timedelta, name: str, now: datetime) -> str:
    date = say_date(day.date(), now.date())
    if not apart:
        form = _("From {date} {name} has the same time as you.") if name else _("From {date} they have your time.")
        return form.format(date=date, name=name)
    form = _("From {date} {name} is {apart}.") if name else _("From {date} they are {apart}.")
    return form.format(date=date, name=name, apart=say_difference(apart))


def _skipped(typed: datetime, taken: datetime, zone: str, place: tzinfo, at: datetime) -> str:
    turn = change(place, at - 2 * DAY, at)
    old, new = (turn.at.replace(tzinfo=None) + offset for offset in (turn.before, turn.after))
    if new - old >= DAY:  # Apia had no December 30, 2011
        form = _("{date} does not exist in {place}: the day was left out. {taken} was taken.")
        return form.format(date=_full(typed), place=city_of(zone), taken=_full(taken))
    form = _("{time} does not exist on {date} in {place}: the clocks jump from {old} to {new}. {taken} was taken.")
    return form.format(
        time=_bare(typed), date=_day(typed), place=city_of(zone), old=_bare(old), new=_bare(new), taken=_bare(taken)
    )


def _doubled(typed: datetime, zone: str, place: tzinfo, at: datetime, other: datetime) -> str:
    turn = change(place, at, other)
    old, new = (turn.at.replace(tzinfo=None) + offset for offset in (turn.before, turn.after))
    form = _(
        "{time} comes twice on {date} in {place}: the clocks go back from {old} to {new}. "
        "The first was taken; say “{time} second” for the other."
    )
    return form.format(time=_bare(typed), date=_day(typed), place=city_of(zone), old=_bare(old), new=_bare(new))


def _bare(at: datetime) -> str:
    """Hours and minutes as on a clock face of 24 hours: clocks change at night."""
    return f"{at.hour}:{at.minute:02}"


def _day(at: datetime) -> str:
    return say_date(at.date(), at.date())


def _full(at: datetime) -> str:
    return say_date(at.date(), at.date().replace(year=1))


def _beyond() -> Trouble:
    return Trouble(_("That date is beyond the calendar. Choose one nearer to today."))


# --- offsets ---


def _offset(at: datetime, place: tzinfo) -> timedelta:
    return at.astimezone(place).utcoffset() or timedelta()


def _never_changes(zone: str, now: datetime) -> bool:
    """Whether the zone's clocks stand still in the year from now on."""
    return not any(changes(zone, now, now + 366 * DAY))
