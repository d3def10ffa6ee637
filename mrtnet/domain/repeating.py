"""Repeating meetings: a rule, single days left out or moved, and the rule as RFC 5545 RRULE text and back.

Occurrences are wall times: a check-in at ten stays at ten when the clocks change. One moved instance keeps the wall
time it should have had as its name (RECURRENCE-ID). A month without the day (February 30, no fifth Thursday) is left
out, as RFC 5545 3.3.10 has it; the 31st can be said as the last day.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import MAXYEAR, UTC, date, datetime, timedelta
from itertools import takewhile
from typing import Literal, NamedTuple

from mrtnet.domain import zoned
from mrtnet.domain.days import weekday_names
from mrtnet.domain.when import say_date
from mrtnet.trouble import Trouble
from mrtnet.words import _, listed, plural

MOST = 1_000  # weeks or months between two, and times
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Rule(NamedTuple):
    """How something repeats: every `interval` weeks on `weekdays`, or every `interval` months.

    Monthly either on the `nth` `weekdays[0]` (1 to 5, -1 the last; Monday is 0), or on day `month_day` (-1 the last).
    Without `weekdays` and `month_day` the first day decides. `until` (a day) and `times` exclude each other.
    """

    freq: Literal["WEEKLY", "MONTHLY"] = "WEEKLY"
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nth: int = 0
    month_day: int = 0
    until: date | None = None
    times: int | None = None


class Series(NamedTuple):
    """A rule with its first wall time, the days left out, and the single moved ones: by day, the new wall time."""

    rule: Rule
    start: datetime
    left_out: frozenset[date] = frozenset()
    moved: Mapping[date, datetime] = {}


class Occurrence(NamedTuple):
    """One of a series: the wall time it has, and the one that the rule gave it (equal unless it was moved)."""

    wall: datetime
    named: datetime

    @property
    def is_moved(self) -> bool:
        """Whether it takes place at another time than the rule says."""
        return self.wall != self.named


def checked(rule: Rule) -> Rule:
    """The rule if it can be. Raises Trouble with what is wrong."""
    if not 1 <= rule.interval <= MOST:
        raise Trouble(_("It can repeat every 1 to {most} weeks or months.").format(most=MOST))
    if rule.times is not None and not 1 <= rule.times <= MOST:
        raise Trouble(_("It can take place 1 to {most} times.").format(most=MOST))
    if rule.times is not None and rule.until is not None:
        raise Trouble(_("It can end on a day or after a number of times, not both."))
    days_fit = all(0 <= day <= 6 for day in rule.weekdays) and (rule.month_day == -1 or 0 <= rule.month_day <= 31)
    weekly = rule.freq == "WEEKLY" and not rule.nth and not rule.month_day
    nth = rule.nth in (-1, 1, 2, 3, 4, 5) and len(rule.weekdays) == 1 and not rule.month_day
    if not days_fit or not (weekly or (rule.freq == "MONTHLY" and (nth or not (rule.nth or rule.weekdays)))):
        raise Trouble(_("It repeats weekly on some weekdays, or monthly on one weekday or day of the month."))
    return rule


def occurrences(series: Series) -> Iterator[Occurrence]:
    """All occurrences in the order of the rule, without end where the rule has none; raises Trouble as `checked` does.

    A count counts days that are left out as well (RFC 5545 3.8.5.1). The start is the first one only if the rule gives
    its day: `first_start` says which wall time to start with.
    """
    rule = checked(series.rule)
    at = series.start.time()
    for n, day in enumerate(_days(rule, series.start.date())):
        if (rule.times is not None and n >= rule.times) or (rule.until is not None and day > rule.until):
            return
        if day not in series.left_out:
            named = datetime.combine(day, at)
            yield Occurrence(series.moved.get(day, named), named)


def between(series: Series, since: date, until: date) -> list[Occurrence]:
    """The occurrences that take place from one day to another, by wall time; moved ones by their new day."""
    reach = max([until, *series.moved])
    named = takewhile(lambda each: each.named.date() <= reach, occurrences(series))
    return sorted(each for each in named if since <= each.wall.date() <= until)


def first_start(rule: Rule, start: datetime) -> datetime | None:
    """The first wall time at or after `start` that the rule gives: RFC 5545 wants DTSTART to be one. None without."""
    day = next(_days(checked(rule), start.date()), None)
    ended = day is None or (rule.until is not None and day > rule.until)
    return None if ended or day is None else datetime.combine(day, start.time())


def _days(rule: Rule, first: date) -> Iterator[date]:
    days = _weekly(rule, first) if rule.freq == "WEEKLY" else _monthly(rule, first)
    return (day for day in days if day >= first)


def _weekly(rule: Rule, first: date) -> Iterator[date]:
    weekdays = sorted(set(rule.weekdays)) or [first.weekday()]
    ahead = 0
    while True:
        for weekday in weekdays:
            try:
                yield first + timedelta(days=7 * ahead + weekday - first.weekday())
            except OverflowError:
                if ahead:
                    return
        ahead += rule.interval


def _monthly(rule: Rule, first: date) -> Iterator[date]:
    month = first.year * 12 + first.month - 1
    while month // 12 <= MAXYEAR:
        year, at = divmod(month, 12)
        last = monthrange(year, at + 1)[1]
        if rule.nth:
            weekday = rule.weekdays[0]
            start = date(year, at + 1, 1)
            day = 1 + (weekday - start.weekday()) % 7 + 7 * (rule.nth - 1)
            if rule.nth < 0:
                day = last - (date(year, at + 1, last).weekday() - weekday) % 7
        else:
            day = rule.month_day if rule.month_day > 0 else last if rule.month_day else first.day
        if day <= last:
            yield date(year, at + 1, day)
        month += rule.interval


# --- RFC 5545 ---


def to_rrule(rule: Rule, start: datetime, zone: str) -> str:
    """The value of RRULE (RFC 5545 3.3.10). UNTIL is the instant, in UTC, of the start's time on the last day.

    Raises Trouble for a rule that cannot be, or an unknown zone.
    """
    checked(rule)
    parts = [f"FREQ={rule.freq}"]
    if rule.interval > 1:
        parts.append(f"INTERVAL={rule.interval}")
    if rule.until is not None:
        last = zoned.instant(datetime.combine(rule.until, start.time()), zone)
        parts.append(f"UNTIL={last:%Y%m%dT%H%M%SZ}")
    if rule.times is not None:
        parts.append(f"COUNT={rule.times}")
    if rule.nth:
        parts.append(f"BYDAY={rule.nth}{_CODES[rule.weekdays[0]]}")
    elif rule.weekdays:
        parts.append("BYDAY=" + ",".join(_CODES[day] for day in sorted(set(rule.weekdays))))
    if rule.month_day:
        parts.append(f"BYMONTHDAY={rule.month_day}")
    return ";".join(parts)


_UNTIL = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?", re.ASCII)
_BYDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)


def from_rrule(text: str, start: datetime, zone: str) -> Rule:
    """The rule of an RRULE value, with or without the name before it; `start` is a wall time in `zone`.

    Raises Trouble for text that is no rule, and for a rule of a kind that meetings here do not have (daily, yearly,
    several days a month ...), with what can be done instead.
    """
    parts = dict[str, str]()
    for part in text.strip().upper().removeprefix("RRULE:").split(";"):
        name, is_part, value = part.partition("=")
        if not (name and is_part and value) or name in parts:
            raise Trouble(_("This is no repetition rule: {text}").format(text=text[:60]))
        parts[name] = value
    try:
        return checked(_rule(parts, start, zone))
    except (ValueError, OverflowError):
        raise Trouble(_("This is no repetition rule: {text}").format(text=text[:60])) from None


def _rule(parts: dict[str, str], start: datetime, zone: str) -> Rule:
    freq = parts.pop("FREQ", "")
    interval, count = int(parts.pop("INTERVAL", "1")), parts.pop("COUNT", None)
    until, starts_week = parts.pop("UNTIL", None), parts.pop("WKST", "MO")
    named = [_BYDAY.fullmatch(day) for day in parts.pop("BYDAY", "").split(",") if day]
    month_day, place = int(parts.pop("BYMONTHDAY", "0")), int(parts.pop("BYSETPOS", "0"))
    days = tuple(_CODES.index(day[2]) for day in named if day)
    numbers = {int(day[1] or 0) for day in named if day}
    nth = place or (max(numbers, key=abs) if numbers else 0)
    unlike = parts or None in named or len(numbers) > 1 or (place and numbers != {0}) or (freq == "WEEKLY" and nth)
    other_weeks = starts_week != "MO" and interval > 1 and freq == "WEEKLY" and set(days) - {start.weekday()}
    if unlike or other_weeks or freq not in ("WEEKLY", "MONTHLY"):
        raise Trouble(_("Only weekly and monthly repetitions can be kept. Its single dates can be entered one by one."))
    end = _until(until, start, zone) if until else None
    ends = None if count is None else int(count)
    weekly = freq == "WEEKLY"
    return Rule("WEEKLY" if weekly else "MONTHLY", interval, days, nth, month_day, end, ends)


def _until(text: str, start: datetime, zone: str) -> date:
    """The last day on which the start's time, in its zone, is not past an UNTIL."""
    found = _UNTIL.fullmatch(text)
    if not found:
        raise ValueError(text)
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    at = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - a wall time unless it ends in Z
    wall = zoned.wall(at.replace(tzinfo=UTC), zone) if found[7] else at
    too_early = found[4] is not None and wall.time() < start.time()
    return wall.date() - timedelta(days=1) if too_early else wall.date()


# --- words ---


def say_rule(rule: Rule, start: datetime) -> str:
    """The rule in words: "Every 2 weeks on Thursday", "Every month on the first Monday, 6 times"."""
    checked(rule)
    if rule.freq == "WEEKLY":
        days = [weekday_names()[day] for day in sorted(set(rule.weekdays)) or [start.weekday()]]
        often = plural("Every week", "Every {n} weeks", rule.interval)
        said = _("{often} on {days}").format(often=often, days=listed(days))
    else:
        often = plural("Every month", "Every {n} months", rule.interval)
        said = _("{often} on {day}").format(often=often, day=_month_day(rule, start))
    if rule.times is not None:
        return _("{rule}, {times}").format(rule=said, times=plural("{n} time", "{n} times", rule.times))
    return _("{rule}, until {day}").format(rule=said, day=say_date(rule.until, start.date())) if rule.until else said


def _month_day(rule: Rule, start: datetime) -> str:
    if rule.nth:
        nth = {1: _("first"), 2: _("second"), 3: _("third"), 4: _("fourth"), 5: _("fifth"), -1: _("last")}[rule.nth]
        return _("the {nth} {weekday}").format(nth=nth, weekday=weekday_names()[rule.weekdays[0]])
    if rule.month_day < 0:
        return _("the last day")
    return _("day {number}").format(number=rule.month_day or start.day)


_NTHS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}
_EVERY = re.compile(r"^(?:(?:once|every|each|per|an?|the|of|in)\s+)+", re.ASCII)
_WEEKDAY = re.compile(
    r"(?:\bon )?(?:\bthe )?(?:\b(first|1st|second|2nd|third|3rd|fourth|4th|last) )?"
    r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|day|sday|nesday|r|rs|rsday|urday)?\b",
    re.ASCII,
)
_OFTEN = {
    "weekly": "1 week", "biweekly": "2 weeks", "fortnightly": "2 weeks", "fortnight": "2 weeks", "monthly": "1 month",
    "quarterly": "3 months", "quarter": "3 months", "other week": "2 weeks", "second week": "2 weeks",
    "other month": "2 months", "second month": "2 months",
}  # fmt: skip


def read_rule(text: str, start: date) -> Rule | None:
    """The rule of words: "every 2 weeks", "monthly", "every week on tue", "first thu"; None for others.

    Where no weekday is named it is that of `start`. What `say_rule` says is understood again.
    """
    words = " ".join(text.lower().replace(",", " ").split())
    named = _WEEKDAY.search(words)
    weekday = _CODES.index(named[2][:2].upper()) if named else None
    nth = _NTHS.get(named[1] or "", 0) if named else 0
    often = _WEEKDAY.sub("", words)
    often = _EVERY.sub("", f"{often.strip()} ").strip()
    often = _OFTEN.get(often, often) or ("1 month" if nth else "1 week" if weekday is not None else "")
    found = re.fullmatch(r"(?:(\d{1,3}) )?(week|month)s?", often)
    if not found:
        return None
    interval, at = int(found[1] or 1), start.weekday() if weekday is None else weekday
    if not 1 <= interval <= MOST:
        return None
    if found[2] == "week":
        return None if nth else Rule("WEEKLY", interval, (at,))
    if nth:
        return Rule("MONTHLY", interval, (at,), nth)
    day = start + timedelta(days=(at - start.weekday()) % 7) if start < date.max - timedelta(days=7) else start
    return by_weekday_of_month(day)._replace(interval=interval)


def by_weekday_of_month(start: date) -> Rule:
    """The monthly rule that a first day suggests: its weekday's place in the month, a fifth one as the last."""
    nth = (start.day - 1) // 7 + 1
    return Rule("MONTHLY", 1, (start.weekday(),), nth if nth < 5 else -1)


def rhythm_rule(days: int, start: date) -> Rule:
    """The rule nearest to a rhythm in days: 7 weekly, 14 every two weeks, 28 to 31 monthly on that weekday."""
    if days < 28:
        return Rule("WEEKLY", max(round(days / 7), 1), (start.weekday(),))
    return by_weekday_of_month(start)._replace(interval=max(round(days / 30.4), 1))
