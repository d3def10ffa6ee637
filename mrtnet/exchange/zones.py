"""VTIMEZONE: when a zone's clocks change, written so that every calendar program reads the same instants.

RFC 5545 3.6.5. Programs differ in what they understand: Outlook knows yearly RRULEs only, ical.js (Thunderbird,
Nextcloud) takes one date of an RDATE. So a zone is written as two yearly rules, and what no yearly rule can say
(Ramadan in Casablanca, Cairo's last Thursday at midnight, a law changed some years ago) as one component per kind of
change with one RDATE per date. The changes are found by asking zoneinfo, which the rest of the program uses: the two
can never disagree.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from typing import NamedTuple

from mrtnet import clock
from mrtnet.domain.zoned import change
from mrtnet.trouble import Trouble
from mrtnet.words import _

FIRST_YEAR, LAST_YEAR = 1970, 2087  # 2087 is as far as the zone data foresees Ramadan; yearly rules go on for ever
UTC_NAMES = frozenset({"UTC", "UCT", "Zulu", "Universal", "Etc/UTC", "Etc/UCT", "Etc/Zulu", "Etc/Universal"})
"""Names of UTC itself: written as times with a Z, without a VTIMEZONE."""

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_STEP = timedelta(days=5)  # no zone changed its offset twice within five days since 1970


class Onset(NamedTuple):
    """One change of a zone's clocks: `local` is the wall time by the old offset, as DTSTART and RDATE want it."""

    local: datetime
    before: timedelta
    after: timedelta
    name: str
    daylight: bool


class Yearly(NamedTuple):
    """A change that comes every year from `first` on, and the RRULE parts that say when."""

    first: Onset
    when: str


def zone_of(name: str) -> tzinfo:
    """The IANA zone of a calendar time, which is never floating. Raises Trouble for an unknown name, or none."""
    if not name:
        raise Trouble(_("A time in a calendar needs a time zone, such as America/Chicago."))
    return clock.zone(name)


@cache
def vtimezone(zone_name: str, from_year: int) -> bytes:
    """The VTIMEZONE of an IANA zone, right for every local time from 1 January of `from_year` on.

    Lines end in CRLF. Zones without a yearly rule are listed date by date to 2087. Raises Trouble for an unknown zone.
    """
    zone = zone_of(zone_name)
    year = min(max(from_year, FIRST_YEAR), LAST_YEAR - 30)
    onsets = _onsets(zone, min(year, 2000))
    rules, single = _yearly(onsets)
    start = datetime(year, 1, 1)  # noqa: DTZ001 - local times of the zone
    rules = [_from(rule, onsets, year - 1) for rule in rules]
    listed = [onset for onset in single if onset.local >= start]
    if not any(rule.first.local < start for rule in rules):
        listed[:0] = [onset for onset in single if onset.local < start][-1:] or [_base(zone, year)]
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone_name}"]
    for group in _groups(listed):
        # the first date once more: ical.js forgets DTSTART where there is an RDATE
        dates = group if len(group) > 1 else []
        lines += _observance(group[0], [f"RDATE:{onset.local:%Y%m%dT%H%M%S}" for onset in dates])
    for rule in rules:
        lines += _observance(rule.first, [f"RRULE:FREQ=YEARLY;BYMONTH={rule.first.local.month};{rule.when}"])
    lines.append("END:VTIMEZONE")
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


@cache
def _onsets(zone: tzinfo, from_year: int) -> tuple[Onset, ...]:
    """Every change of the offset from the year before `from_year` to 2087, in order."""
    found = []
    moment = datetime(from_year - 1, 1, 1, tzinfo=UTC)
    end = datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC)
    here = moment.astimezone(zone).utcoffset()
    while moment < end:
        following = moment + _STEP
        there = following.astimezone(zone).utcoffset()
        if here != there:
            found.append(_onset(zone, change(zone, moment, following).at))
        moment, here = following, there
    return tuple(found)


def _onset(zone: tzinfo, instant: datetime) -> Onset:
    old, new = (instant - timedelta(seconds=1)).astimezone(zone), instant.astimezone(zone)
    before, after = old.utcoffset() or timedelta(), new.utcoffset() or timedelta()
    # Dublin and Casablanca call winter the saving time; what is later on the clock is DAYLIGHT to every reader
    daylight = bool(old.dst()) != bool(new.dst()) and after > before
    return Onset(instant.replace(tzinfo=None) + before, before, after, new.tzname() or "", daylight)


def _yearly(onsets: tuple[Onset, ...]) -> tuple[list[Yearly], list[Onset]]:
    """The two yearly rules that hold to the end, and the changes before them one by one; no rules if none fit."""
    by_year: dict[int, list[Onset]] = {}
    for onset in onsets:
        by_year.setdefault(onset.local.year, []).append(onset)
    last = by_year.get(LAST_YEAR, [])
    shapes = {_shape(onset) for onset in last}
    if len(last) != 2 or len(shapes) != 2:
        return [], list(onsets)
    days = {_shape(onset): {onset.local.day} for onset in last}
    start = LAST_YEAR
    while {_shape(onset) for onset in by_year.get(start - 1, [])} == shapes and len(by_year[start - 1]) == 2:
        widened = {_shape(onset): days[_shape(onset)] | {onset.local.day} for onset in by_year[start - 1]}
        if any(max(some) - min(some) > 6 for some in widened.values()):
            break
        days, start = widened, start - 1
    if any(len(some) < 7 for some in days.values()):  # fewer years than it takes to see the rule
        return [], list(onsets)
    rules = [Yearly(onset, _when(onset, min(days[_shape(onset)]))) for onset in by_year[start]]
    return rules, [onset for onset in onsets if onset.local.year < start]


def _shape(onset: Onset) -> tuple[object, ...]:
    """What a yearly change has in common over the years."""
    return onset.local.month, onset.local.weekday(), onset.local.time(), onset.before, onset.after


def _when(onset: Onset, lowest: int) -> str:
    """BYDAY for the weekday that falls on one of seven days from `lowest` on."""
    day = _DAYS[onset.local.weekday()]
    if lowest in (1, 8, 15):
        return f"BYDAY={lowest // 7 + 1}{day}"
    if onset.local.month != 2 and lowest + 6 == monthrange(2001, onset.local.month)[1]:
        return f"BYDAY=-1{day}"
    return f"BYMONTHDAY={','.join(str(lowest + more) for more in range(7))};BYDAY={day}"


def _from(rule: Yearly, onsets: tuple[Onset, ...], year: int) -> Yearly:
    """The rule, beginning with its first date in `year` or later: older years need not be told."""
    begun = max(year, rule.first.local.year)
    shape = _shape(rule.first)
    return rule._replace(first=next(one for one in onsets if one.local.year == begun and _shape(one) == shape))


def _base(zone: tzinfo, year: int) -> Onset:
    """What holds on 1 January of a year, as if it had come into force in 1970."""
    moment = datetime(year, 1, 1, tzinfo=zone)
    offset = moment.utcoffset() or timedelta()
    return Onset(datetime(FIRST_YEAR, 1, 1), offset, offset, moment.tzname() or "", False)  # noqa: DTZ001


def _groups(onsets: Iterable[Onset]) -> Iterator[list[Onset]]:
    """Changes of one kind together, in order of their first date."""
    groups: dict[Onset, list[Onset]] = {}
    for onset in onsets:
        groups.setdefault(onset._replace(local=datetime.min), []).append(onset)  # noqa: DTZ901 - a key, not a time
    yield from groups.values()


def _observance(onset: Onset, more: list[str]) -> list[str]:
    kind = "DAYLIGHT" if onset.daylight else "STANDARD"
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{onset.local:%Y%m%dT%H%M%S}",
        *more,
        f"TZOFFSETFROM:{_offset(onset.before)}",
        f"TZOFFSETTO:{_offset(onset.after)}",
        f"TZNAME:{onset.name}",
        f"END:{kind}",
    ]


def _offset(offset: timedelta) -> str:
    """+HHMM, with seconds only where a zone had them (RFC 5545 3.3.14)."""
    total = int(offset.total_seconds())
    minutes, seconds = divmod(abs(total), 60)
    sign = "-" if total < 0 else "+"
    return f"{sign}{minutes // 60:02}{minutes % 60:02}" + (f"{seconds:02}" if seconds else "")
