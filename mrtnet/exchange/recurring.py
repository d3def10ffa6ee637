"""When the entries of a calendar take place: rules, single dates, exceptions and moved instances put together.

RFC 5545 3.8.5. An instance whose wall time the clocks skip is moved by the gap, as a single time would be (3.3.5):
3.3.10 asks to leave it out in one sentence and to move it in another, and a meeting too many is better than one lost.
"""

import heapq
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple

from mrtnet.exchange.ics_entries import Moment, ReadEntry
from mrtnet.exchange.ics_values import DAY
from mrtnet.exchange.recurrence_rules import Rule, rule_of, starts_of, wall
from mrtnet.trouble import Trouble

MOST = 10_000
"""Instances of one entry that a call gives; no calendar of a person has more in the time she looks at."""
_SLACK = timedelta(hours=3)  # more than the clocks are ever moved


class Occurrence(NamedTuple):
    """One instance. `recurrence_id` is the start it had by the rule, None for an entry that does not repeat.

    Days stay days; a floating time stays naive. `ends` is exclusive.
    """

    starts: Moment
    ends: Moment
    entry: ReadEntry
    recurrence_id: Moment | None


def occurrences(entries: ReadEntry | Iterable[ReadEntry], start: datetime, end: datetime) -> Iterator[Occurrence]:
    """The instances that overlap the time from `start` to before `end`, both aware, in order of their starts.

    Days and floating times are those of the zone of `start`. Of entries with the same UID and RECURRENCE-ID the one
    with the highest SEQUENCE counts, then the last. Cancelled instances are given with their status; a moved one takes
    the place of what the rule says. Never endless, whatever the rules say: at most `MOST` of one entry.
    """
    given = [entries] if isinstance(entries, ReadEntry) else list(entries)
    here = start.tzinfo or UTC
    series: dict[str, dict[Moment | None, ReadEntry]] = {}
    for entry in given:
        versions = series.setdefault(entry.uid, {})
        key = None if entry.recurrence_id is None else _key(entry.recurrence_id, here)
        kept = versions.get(key)
        if kept is None or entry.sequence >= kept.sequence:
            versions[key] = entry
    window = (_utc(start, here), _utc(end, here))
    parts = [_of_one(versions, window, here) for versions in series.values()]
    for _instant, _number, found in heapq.merge(*(_marked(part, place, here) for place, part in enumerate(parts))):
        yield found


def _marked(
    part: Iterable[Occurrence], place: int, here: tzinfo
) -> Iterator[tuple[datetime, tuple[int, int], Occurrence]]:
    for number, found in enumerate(part):
        yield _utc(found.starts, here), (place, number), found


def _of_one(
    versions: dict[Moment | None, ReadEntry], window: tuple[datetime, datetime], here: tzinfo
) -> Iterator[Occurrence]:
    """One UID: its series, and the instances that were changed, in order."""
    main = versions.get(None)
    changed = [entry for key, entry in versions.items() if key is not None]
    moved = (Occurrence(entry.starts, _end(entry, entry.starts), entry, entry.recurrence_id) for entry in changed)
    apart = sorted((found for found in moved if _overlaps(found, window, here)), key=lambda one: _utc(one.starts, here))
    if main is None:
        yield from apart
        return
    following = [entry for entry in changed if entry.this_and_future]
    following.sort(key=lambda one: _utc(one.recurrence_id or one.starts, here))
    by_rule = _of_series(main, set(versions), following, window, here)
    yield from heapq.merge(by_rule, apart, key=lambda one: _utc(one.starts, here))


def _of_series(
    main: ReadEntry,
    changed: set[Moment | None],
    following: list[ReadEntry],
    window: tuple[datetime, datetime],
    here: tzinfo,
) -> Iterator[Occurrence]:
    """The instances of a series that nobody changed one by one."""
    repeats = bool(main.rrule or main.rdates)
    gone, gone_days = _excluded(main, here)
    shift = max(
        (abs(_utc(one.starts, here) - _utc(one.recurrence_id or one.starts, here)) for one in following),
        default=timedelta(),
    )
    longest = max([_long(main, here), *(_long(one, here) for one in following)])
    low, high = _sooner(window[0], longest + shift + _SLACK), _later(window[1], shift + _SLACK)
    waiting: list[tuple[datetime, int, Occurrence]] = []
    given = 0
    for number, starts in enumerate(_starts(main, low, high, here)):
        key = _key(starts, here)
        if key in gone or key in changed or (gone_days and _day(starts) in gone_days):
            continue
        found = _instance(main, following, starts, here)
        found = found if repeats else found._replace(recurrence_id=None)
        heapq.heappush(waiting, (_utc(found.starts, here), number, found))
        while waiting and waiting[0][0] <= _sooner(_utc(starts, here), shift):
            one = heapq.heappop(waiting)[2]
            if _overlaps(one, window, here):
                given += 1
                yield one
        if given >= MOST:
            return
    for _instant, _number, one in sorted(waiting, key=lambda item: item[:2]):
        if _overlaps(one, window, here):
            yield one


def _instance(main: ReadEntry, following: list[ReadEntry], starts: Moment, here: tzinfo) -> Occurrence:
    """An instance as the last change for it and all later ones has it (RANGE=THISANDFUTURE, 3.2.13)."""
    entry, moved = main, starts
    for change in following:
        if change.recurrence_id is not None and _utc(change.recurrence_id, here) <= _utc(starts, here):
            entry, moved = change, _moved(starts, change)
    return Occurrence(moved, _end(entry, moved), entry, starts)


def _moved(starts: Moment, change: ReadEntry) -> Moment:
    """As far from the rule's time as the change is, by the wall clock."""
    old, new = change.recurrence_id, change.starts
    if not (isinstance(starts, datetime) and isinstance(old, datetime) and isinstance(new, datetime)):
        both_days = not (isinstance(old, datetime) or isinstance(new, datetime) or isinstance(starts, datetime))
        return starts + (new - old) if both_days and old is not None else starts
    if starts.tzinfo is None or new.tzinfo is None or old.tzinfo is None:
        return starts + (new.replace(tzinfo=None) - old.replace(tzinfo=None))
    distance = wall(new, new.tzinfo) - wall(old, new.tzinfo)
    return wall(starts, new.tzinfo).replace(tzinfo=new.tzinfo) + distance


@lru_cache(maxsize=4096)
def _rules(text: str, starts: Moment) -> tuple[Rule, ...]:
    found = []
    for line in text.splitlines():
        try:
            found.append(rule_of(line, starts)[0])
        except Trouble:
            continue
    return tuple(found)


def _starts(main: ReadEntry, low: datetime, high: datetime, here: tzinfo) -> Iterator[Moment]:
    """Every start of a series about that time, in order, each once; what EXRULE takes away is gone."""
    first = main.starts
    zone = first.tzinfo if isinstance(first, datetime) else None
    begin = _naive(first)
    from_wall, to_wall = wall(low, zone or here), wall(high, zone or here)
    parts: list[Iterable[datetime]] = [[begin]]
    parts += [starts_of(rule, begin, from_wall, to_wall) for rule in _rules(main.rrule, first)]
    singles = sorted(_naive(_in_zone(moment, first)) for moment in main.rdates)
    parts.append(singles)
    without = {moment for rule in _rules(main.exrule, first) for moment in starts_of(rule, begin, from_wall, to_wall)}
    if main.exrule and without:
        without.discard(begin) if begin not in without else None
    last: datetime | None = None
    for moment in heapq.merge(*parts):
        if moment == last or moment in without:
            continue
        last = moment
        yield _as(moment, first)


def _in_zone(moment: Moment, first: Moment) -> Moment:
    """A single date as wall time of the series; a day takes the time of the first."""
    if not isinstance(first, datetime):
        return moment
    if not isinstance(moment, datetime):
        return datetime.combine(moment, first.time(), first.tzinfo)
    return wall(moment, first.tzinfo).replace(tzinfo=first.tzinfo) if moment.tzinfo and first.tzinfo else moment


def _naive(moment: Moment) -> datetime:
    return moment.replace(tzinfo=None) if isinstance(moment, datetime) else datetime.combine(moment, time())


def _as(moment: datetime, first: Moment) -> Moment:
    """A wall time of a series as what its start is: a day, a floating time, or a time in its zone."""
    if not isinstance(first, datetime):
        return moment.date()
    aware = moment.replace(tzinfo=first.tzinfo)
    if first.tzinfo in (None, UTC) or not 1 < moment.year < 9999:
        return aware
    back = aware.astimezone(UTC).astimezone(first.tzinfo)
    return aware if back.replace(tzinfo=None) == moment else back


def _excluded(main: ReadEntry, here: tzinfo) -> tuple[set[Moment | None], set[date]]:
    """EXDATE as instants, and whole days on which nothing of a timed series takes place."""
    timed = isinstance(main.starts, datetime)
    days = {moment for moment in main.exdates if timed and not isinstance(moment, datetime)}
    return {_key(moment, here) for moment in main.exdates if moment not in days}, days


def _key(moment: Moment, here: tzinfo) -> Moment:
    """What makes two starts the same one."""
    return _utc(moment, here) if isinstance(moment, datetime) else moment


def _utc(moment: Moment, here: tzinfo) -> datetime:
    """The instant; of a day its midnight, of a floating time by the clocks of `here`."""
    aware = moment if isinstance(moment, datetime) else datetime.combine(moment, time())
    aware = aware if aware.tzinfo is not None else aware.replace(tzinfo=here)
    try:
        return aware.astimezone(UTC)
    except OverflowError:
        return aware.replace(tzinfo=UTC)


def _end(entry: ReadEntry, starts: Moment) -> Moment:
    """The end of an instance: as long after its start as the entry says; by the clock, or in days for days."""
    try:
        if not isinstance(starts, datetime):
            days = entry.ends - entry.starts if entry.ends is not None else DAY
            return starts + max(DAY, days)
        if not isinstance(entry.starts, datetime) or not isinstance(entry.ends, datetime):
            return starts
        if starts.tzinfo is None or entry.ends.tzinfo is None or entry.starts.tzinfo is None:
            return starts + (entry.ends.replace(tzinfo=None) - entry.starts.replace(tzinfo=None))
        if starts == entry.starts:
            return entry.ends
        return (starts.astimezone(UTC) + (entry.ends - entry.starts.astimezone(UTC))).astimezone(starts.tzinfo)
    except OverflowError:
        return starts


def _long(entry: ReadEntry, here: tzinfo) -> timedelta:
    return _utc(_end(entry, entry.starts), here) - _utc(entry.starts, here)


def _day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _overlaps(found: Occurrence, window: tuple[datetime, datetime], here: tzinfo) -> bool:
    starts, ends = _utc(found.starts, here), _utc(found.ends, here)
    return starts < window[1] and (ends > window[0] or starts == ends == window[0])


def _sooner(moment: datetime, by: timedelta) -> datetime:
    try:
        return moment - by
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC)


def _later(moment: datetime, by: timedelta) -> datetime:
    try:
        return moment + by
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)
