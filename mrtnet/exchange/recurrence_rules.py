"""RRULE (RFC 5545 3.3.10): read tolerantly, and expanded so that no rule can keep the program busy.

Written by hand because a library runs a rule that never comes true, or comes every second, to the year 9999. All is
wall time; whoever asks puts it into a zone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from mrtnet.exchange.ics_entries import Moment
from mrtnet.exchange.ics_values import DAY, moment_of, shown
from mrtnet.trouble import Trouble
from mrtnet.words import _

WORK = 20_000
"""How many periods, days or times of one rule are looked at before it is left alone."""
_MOST = 100_000_000  # of INTERVAL: more is past the end of the calendar

_FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY")
_UNITS = {"HOURLY": 3600, "MINUTELY": 60, "SECONDLY": 1}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_RANGES = {
    "BYMONTH": (1, 12, False), "BYMONTHDAY": (1, 31, True), "BYYEARDAY": (1, 366, True), "BYWEEKNO": (1, 53, True),
    "BYHOUR": (0, 23, False), "BYMINUTE": (0, 59, False), "BYSECOND": (0, 60, False), "BYSETPOS": (1, 366, True),
}  # fmt: skip
_OTHERS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY"}
_BYDAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")

Numbers = tuple[int, ...]


class Rule(NamedTuple):
    """A rule that means something. `times` is COUNT, `until` wall time, inclusive.

    `by_day` pairs an ordinal, 0 for every one, with a weekday from 0 for Monday.
    """

    freq: str
    interval: int = 1
    times: int | None = None
    until: datetime | None = None
    week_start: int = 0
    by_day: tuple[tuple[int, int], ...] = ()
    by_month: Numbers = ()
    by_month_day: Numbers = ()
    by_year_day: Numbers = ()
    by_week_no: Numbers = ()
    by_hour: Numbers = ()
    by_minute: Numbers = ()
    by_second: Numbers = ()
    by_set_pos: Numbers = ()


def rule_of(text: str, starts: Moment) -> tuple[Rule, list[str]]:
    """The rule, and a sentence for each part of it that has no meaning and is not followed.

    `starts` is the DTSTART it belongs to: UNTIL is told in its zone. Raises Trouble where no rule is left.
    """
    said: list[str] = []
    parts: dict[str, str] = {}
    for part in text.replace("\\", "").strip(" ;").removeprefix("RRULE:").split(";"):
        name, _equals, value = part.partition("=")
        if name.strip():
            parts.setdefault(name.strip().upper(), value.strip().upper())
    freq = parts.get("FREQ", "")
    if freq not in _FREQUENCIES:
        raise Trouble(_("“{value}” does not say how often it repeats.").format(value=shown(text)))
    if parts.get("RSCALE", "GREGORIAN") != "GREGORIAN":
        sentence = _("It repeats by the calendar {name}, which is not known here.")
        raise Trouble(sentence.format(name=parts["RSCALE"][:20]))
    lists = {name: _numbers(name, parts[name], said) for name in _RANGES if name in parts}
    for name in parts.keys() - _RANGES.keys() - _OTHERS - {"RSCALE"}:
        if not name.startswith("X-") and parts[name] not in ("OMIT", ""):
            said.append(_not_followed(name, parts[name]))
    count, until = _whole(parts, "COUNT", said), _until(parts, starts, said)
    rule = Rule(
        freq=freq,
        interval=min(_whole(parts, "INTERVAL", said) or 1, _MOST),
        times=count,
        until=until,
        week_start=_WEEKDAYS.index(parts["WKST"]) if parts.get("WKST") in _WEEKDAYS else 0,
        by_day=_days(parts.get("BYDAY", ""), freq, said),
        by_month=lists.get("BYMONTH", ()),
        by_month_day=lists.get("BYMONTHDAY", ()),
        by_year_day=lists.get("BYYEARDAY", ()),
        by_week_no=lists.get("BYWEEKNO", ()) if freq == "YEARLY" else (),
        by_hour=lists.get("BYHOUR", ()),
        by_minute=lists.get("BYMINUTE", ()),
        by_second=tuple(sorted({min(second, 59) for second in lists.get("BYSECOND", ())})),
        by_set_pos=lists.get("BYSETPOS", ()),
    )
    if not isinstance(starts, datetime):
        return _whole_days(rule, said), said
    return rule, said


def _whole_days(rule: Rule, said: list[str]) -> Rule:
    """A day cannot come more often than daily, nor at an hour."""
    if rule.freq in _UNITS:
        said.append(_("A whole day cannot repeat {often}; it is taken once.").format(often=rule.freq.lower()))
        return Rule("DAILY", times=1)
    return rule._replace(by_hour=(), by_minute=(), by_second=())


def _not_followed(name: str, value: str) -> str:
    return _("{name}={value} of the rule has no meaning and was left out.").format(name=name[:20], value=shown(value))


def _whole(parts: dict[str, str], name: str, said: list[str]) -> int | None:
    text = parts.get(name, "")
    if not text:
        return None
    if re.fullmatch(r"\+?0*[1-9][0-9]{0,11}", text):
        return int(text)
    said.append(_not_followed(name, text))
    return None


def _numbers(name: str, text: str, said: list[str]) -> Numbers:
    low, high, negative = _RANGES[name]
    found: set[int] = set()
    for part in text.split(",")[:1000]:
        word = part.strip()
        number = int(word) if re.fullmatch(r"[+-]?[0-9]{1,4}", word) else None
        if number is not None and (low <= number <= high or (negative and -high <= number <= -low)):
            found.add(number)
        elif word:
            said.append(_not_followed(name, word))
    return tuple(sorted(found))


def _days(text: str, freq: str, said: list[str]) -> tuple[tuple[int, int], ...]:
    found: dict[tuple[int, int], None] = {}
    for part in text.split(",")[:1000]:
        match = _BYDAY.fullmatch(part.strip())
        ordinal = int(match[1] or 0) if match else 0
        if match and abs(ordinal) <= 53:
            found[ordinal if freq in ("YEARLY", "MONTHLY") else 0, _WEEKDAYS.index(match[2])] = None
        elif part.strip():
            said.append(_not_followed("BYDAY", part.strip()))
    return tuple(found)


def _until(parts: dict[str, str], starts: Moment, said: list[str]) -> datetime | None:
    """UNTIL as wall time of the start; a day includes all of it."""
    text = parts.get("UNTIL", "")
    if not text:
        return None
    try:
        until = moment_of(text)
    except Trouble as wrong:
        said.append(str(wrong))
        return None
    if not isinstance(until, datetime):
        return datetime(until.year, until.month, until.day, 23, 59, 59)  # noqa: DTZ001 - wall time
    if not isinstance(starts, datetime):
        return until.replace(hour=23, minute=59, second=59, tzinfo=None)
    if until.tzinfo is not None:
        return wall(until, starts.tzinfo)
    return until


def wall(moment: datetime, zone: tzinfo | None) -> datetime:
    """What the clocks of that zone show (of UTC if there is none), without a zone."""
    try:
        return moment.astimezone(zone or UTC).replace(tzinfo=None)
    except OverflowError:
        return moment.replace(tzinfo=None)


def starts_of(rule: Rule, start: datetime, low: datetime, high: datetime) -> Iterator[datetime]:
    """The wall times of a rule from `low` to `high`, both inclusive, ascending. `start` is not among them by itself.

    COUNT counts from `start`, which is always the first of them (3.8.5.3). Ends early after `WORK` steps.
    """
    high = min(high, rule.until) if rule.until else high
    skip = low if rule.times is None else start
    found = _endless(rule, start, skip, high)
    if rule.times is not None:
        jump = _jump(rule, start, low)
        left = rule.times - 1 - jump
        following = _endless(rule, start + jump * _step(rule), start, high) if jump else found
        found = islice((each for each in following if each > start + jump * _step(rule)), max(0, left))
    return (each for each in found if each >= low)


def _step(rule: Rule) -> timedelta:
    """The distance of a rule that is nothing but a distance, else zero."""
    if any(rule[Rule._fields.index("by_day") :]) or rule.freq in ("YEARLY", "MONTHLY"):
        return timedelta()
    unit = {"WEEKLY": 7 * 86400, "DAILY": 86400, **_UNITS}[rule.freq]
    return timedelta(seconds=min(unit * rule.interval, 10**11))


def _jump(rule: Rule, start: datetime, low: datetime) -> int:
    """How many steps of such a rule lie before `low`: they need no counting one by one."""
    step = _step(rule)
    if not step or low <= start or rule.times is None:
        return 0
    return max(0, min((low - start) // step - 1, rule.times - 1))


def _endless(rule: Rule, start: datetime, low: datetime, high: datetime) -> Iterator[datetime]:
    """Every time of the rule from `start` and about `low` on, without COUNT."""
    left = WORK
    periods = _parts_of_days(rule, start, low, high) if rule.freq in _UNITS else _periods(rule, start, low, high)
    for work, times in periods:
        left -= work
        chosen = _at_positions(times, rule.by_set_pos) if rule.by_set_pos else times
        for moment in chosen:
            if moment > high or left <= 0:
                return
            left -= 1
            if moment >= start:
                yield moment
        if left <= 0:
            return


def _at_positions(times: Iterable[datetime], positions: Numbers) -> list[datetime]:
    found = list(islice(times, WORK))
    places = {position - 1 if position > 0 else len(found) + position for position in positions}
    return [found[place] for place in sorted(places) if 0 <= place < len(found)]


Period = tuple[int, Iterable[datetime]]
"""What it cost to look at, besides its times, and these in order."""


def _periods(rule: Rule, start: datetime, low: datetime, high: datetime) -> Iterator[Period]:
    """Years, months, weeks or days: each `interval`-th one, from that of `low` on (or `start` if later)."""
    clock_times = [
        timedelta(hours=hour, minutes=minute, seconds=second)
        for hour in rule.by_hour or (start.hour,)
        for minute in rule.by_minute or (start.minute,)
        for second in rule.by_second or (start.second,)
    ]
    begin, last = start.date(), high.date()
    wanted = _Wanted(rule, begin)
    number = max(0, _number(rule, begin, max(low, start).date()) // rule.interval) * rule.interval
    while True:
        days = _days_of_period(rule, begin, number)
        if not days or days[0] > last:
            return
        good = [day for day in days if wanted(day)]
        yield 1 + len(days) // 2, (datetime(day.year, day.month, day.day) + at for day in good for at in clock_times)  # noqa: DTZ001
        number += rule.interval


def _number(rule: Rule, begin: date, day: date) -> int:
    """How many periods lie between two days."""
    if rule.freq == "YEARLY":
        return day.year - begin.year
    if rule.freq == "MONTHLY":
        return (day.year - begin.year) * 12 + day.month - begin.month
    if rule.freq == "WEEKLY":
        return (_week(day, rule.week_start) - _week(begin, rule.week_start)) // 7
    return (day - begin).days


def _week(day: date, week_start: int) -> int:
    """The number of the first day of its week."""
    return day.toordinal() - (day.weekday() - week_start) % 7


_LAST_DAY = date.max.toordinal()


def _days_of_period(rule: Rule, begin: date, number: int) -> Sequence[date]:
    """The days that a period may fall on, in order; none past the end of the calendar."""
    if rule.freq == "YEARLY":
        year = begin.year + number
        if year > 9999:
            return ()
        if rule.by_year_day or rule.by_week_no or (rule.by_day and not rule.by_month):
            return _of_year(year)
        months = rule.by_month or ((begin.month,) if not rule.by_month_day else range(1, 13))
        return [day for month in months for day in _of_month(year, month)]
    if rule.freq == "MONTHLY":
        year, month = divmod(begin.year * 12 + begin.month - 1 + number, 12)
        return _of_month(year, month + 1) if year <= 9999 else ()
    if rule.freq == "WEEKLY":
        first = _week(begin, rule.week_start) + 7 * number
        return [date.fromordinal(day) for day in range(max(1, first), first + 7) if day <= _LAST_DAY]
    day = begin.toordinal() + number
    return [date.fromordinal(day)] if day <= _LAST_DAY else ()


@lru_cache(maxsize=64)
def _of_year(year: int) -> Sequence[date]:
    return [day for month in range(1, 13) for day in _of_month(year, month)]


@lru_cache(maxsize=512)
def _of_month(year: int, month: int) -> Sequence[date]:
    first = date(year, month, 1)
    return [date(year, month, day) for day in range(1, _length(first) + 1)]


def _length(day: date) -> int:
    """Days of its month."""
    if day.month == 2:
        return 29 if _leap(day.year) else 28
    return 30 if day.month in (4, 6, 9, 11) else 31


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


class _Wanted:
    """Whether a day fits all the BY parts; what the rule leaves open is as in its first day (3.3.10)."""

    def __init__(self, rule: Rule, begin: date) -> None:
        self._rule = rule
        self._months, self._month_days, self._days = rule.by_month, rule.by_month_day, rule.by_day
        if not (rule.by_week_no or rule.by_year_day or rule.by_month_day or rule.by_day):
            if rule.freq == "YEARLY":
                self._months, self._month_days = rule.by_month or (begin.month,), (begin.day,)
            elif rule.freq == "MONTHLY":
                self._month_days = (begin.day,)
            elif rule.freq == "WEEKLY":
                self._days = ((0, begin.weekday()),)
        elif rule.by_week_no and not (rule.by_day or rule.by_month_day or rule.by_year_day):
            self._days = ((0, begin.weekday()),)

    def __call__(self, day: date) -> bool:
        rule = self._rule
        return (
            (not self._months or day.month in self._months)
            and (not self._month_days or _among(day.day, _length(day), self._month_days))
            and (not self._days or any(self._on(day, ordinal, weekday) for ordinal, weekday in self._days))
            and (not rule.by_year_day or _among(*_year_day(day), rule.by_year_day))
            and (not rule.by_week_no or _among(*_week_no(day, rule.week_start), rule.by_week_no))
        )

    def _on(self, day: date, ordinal: int, weekday: int) -> bool:
        if day.weekday() != weekday:
            return False
        if not ordinal or self._rule.by_week_no:
            return True
        in_year = self._rule.freq == "YEARLY" and not self._months
        place, length = _year_day(day) if in_year else (day.day, _length(day))
        return ordinal in ((place - 1) // 7 + 1, -((length - place) // 7 + 1))


def _among(place: int, length: int, wanted: Numbers) -> bool:
    return place in wanted or place - length - 1 in wanted


def _year_day(day: date) -> tuple[int, int]:
    return day.timetuple().tm_yday, 366 if _leap(day.year) else 365


def _week_no(day: date, week_start: int) -> tuple[int, int]:
    """The number of its week, and how many weeks that year has: week 1 is the first with four days in the year."""
    middle = min(_week(day, week_start) + 3, _LAST_DAY)
    year = date.fromordinal(middle).year
    last = _week(date(year, 12, 28), week_start) + 3
    return (date.fromordinal(middle).timetuple().tm_yday - 1) // 7 + 1, (
        date.fromordinal(min(last, _LAST_DAY)).timetuple().tm_yday - 1
    ) // 7 + 1


def _parts_of_days(rule: Rule, start: datetime, low: datetime, high: datetime) -> Iterator[Period]:
    """Hours, minutes or seconds of the days that fit: each is a period of its own."""
    unit = _UNITS[rule.freq]
    step = unit * rule.interval
    anchor = start.replace(minute=0, second=0) if unit == 3600 else start.replace(second=0) if unit == 60 else start
    wanted, spans = _Wanted(rule, start.date()), _spans(rule)
    day = max(low, start).date()
    while day <= high.date():
        yield 1, ()
        if wanted(day):
            midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - wall time
            gone = int((midnight - anchor).total_seconds())
            for begin, length in spans:
                yield 1, ()
                first = -(-max(0, gone + begin) // step) * step
                for seconds in range(first, gone + begin + length, step):
                    times = _within(rule, anchor + timedelta(seconds=seconds), start)
                    yield 0 if times else 1, times
        if day == date.max:
            return
        day += DAY


def _spans(rule: Rule) -> list[tuple[int, int]]:
    """The parts of a day, in seconds, in which anything can come: as small as the rule makes them."""
    spans = [(hour * 3600, 3600) for hour in rule.by_hour] if rule.by_hour else [(0, 86400)]
    fine = rule.freq == "SECONDLY" and bool(rule.by_second)
    if rule.freq != "HOURLY" and (rule.by_minute or fine):
        hours = [begin for begin, length in spans if length == 3600] or range(0, 86400, 3600)
        spans = [(hour + minute * 60, 60) for hour in hours for minute in rule.by_minute or range(60)]
    if fine:
        spans = [(begin + second, 1) for begin, _length in spans for second in rule.by_second]
    return spans


def _within(rule: Rule, period: datetime, start: datetime) -> list[datetime]:
    """The times of one hour, minute or second."""
    if rule.by_hour and period.hour not in rule.by_hour:
        return []
    if rule.freq == "HOURLY":
        minutes: Sequence[int] = rule.by_minute or (start.minute,)
    else:
        minutes = (period.minute,) if not rule.by_minute or period.minute in rule.by_minute else ()
    if rule.freq == "SECONDLY":
        seconds: Sequence[int] = (period.second,) if not rule.by_second or period.second in rule.by_second else ()
    else:
        seconds = rule.by_second or (start.second,)
    return [period.replace(minute=minute, second=second) for minute in minutes for second in seconds]
