"""Dates in words: "thu 3pm", "two weeks from friday", "12/3", "end of month"; and dates said back shortly.

What a phrase means where people differ:
- A weekday's name is the next such day after today; today's own name is a week on. "this thu" may be today.
- "next tue" is the Tuesday of next week (weeks run Monday to Sunday), "tue week" a week after the next Tuesday.
- A date without a year is the next such date on or after today. A weekday that contradicts its date is not understood.
- 12/3 is December 3 unless `day_first`; 23/12 can only be December 23. 3.12. is always December 3; 12-3 is no date.
- "midnight" is 23:59 of its day; "at 3" is 15:00 (1 to 6 are afternoon); morning 9:00, afternoon 14:00, evening and
  night 18:00. "end of week" is Friday, "weekend" Saturday, "next week" its Monday; nothing here moves off a holiday,
  except counts of working days.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, time, timedelta
from functools import cache
from typing import NamedTuple

from mrtnet.domain.days import WorkingDays
from mrtnet.domain.patterns import pattern
from mrtnet.trouble import Trouble
from mrtnet.words import _, plural

LONGEST = 60  # characters of a phrase; longer text is prose
MOST_WORDS = 10
US_WORKING_DAYS = WorkingDays()
MORNING, AFTERNOON, EVENING = time(9), time(14), time(18)


class When(NamedTuple):
    """A day with an optional wall time in her zone; day None means no date at all ("someday")."""

    day: date | None
    at: time | None = None


def parse_when(text: str, today: date, *, days: WorkingDays = WorkingDays(), day_first: bool = False) -> When | None:  # noqa: B008
    """What the whole text says, or None if it is no date. Raises nothing."""
    phrase = _tidy(text)
    if not phrase or len(phrase) > LONGEST:
        return None
    if phrase in _NO_DATE:
        return When(None)
    asked = _Asked(today, days, day_first)
    if day := _day(phrase, asked):
        return When(day)
    for apart in _time_apart(phrase):
        rest, at = _part_of_day(*apart)
        if not rest:
            return When(today, at)
        if day := _day(rest, asked):
            return When(day, at)
    return None


def split_when(
    text: str,
    today: date,
    *,
    days: WorkingDays = US_WORKING_DAYS,
    day_first: bool = False,
) -> tuple[str, When | None]:
    """The text without the longest date at its end, and that date: "thank-you tomorrow" gives "thank-you" and it.

    Without a date at the end the text comes back whole, with None.
    """
    tail = text[-2 * LONGEST :]
    starts = [found.start() + len(text) - len(tail) for found in re.finditer(r"(?<!\S)\S", tail)]
    for start in starts[-MOST_WORDS:]:
        if when := parse_when(text[start:], today, days=days, day_first=day_first):
            return text[:start].rstrip(" \t\r\n,;:-–—"), when
    return text, None


def say_when(day: date | None, today: date) -> str:
    """A day in short words: "Today", "Tomorrow", "Yesterday", "Mon, Oct 20", in another year "Jan 14, 2027"."""
    if day is None:
        return _("No date")
    near = {-1: _("Yesterday"), 0: _("Today"), 1: _("Tomorrow")}
    if (told := near.get((day - today).days)) is not None:
        return told
    return say_day(day, today)


def say_inside(day: date, today: date) -> str:
    """The same inside a sentence: "today", "Mon, Oct 20"."""
    near = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
    return near.get((day - today).days) or say_day(day, today)


def say_day(day: date, today: date) -> str:
    """The same without "Today" and "Tomorrow", for text that is read later: "Mon, Oct 20", "Jan 14, 2027"."""
    if day.year == today.year:
        return _("{weekday}, {date}").format(weekday=_weekdays_short()[day.weekday()], date=say_date(day, today))
    return say_date(day, today)


def say_date(day: date, today: date) -> str:
    """The date alone, as inside a sentence: "Oct 20", in another year "Jan 14, 2027"."""
    form = _("{month} {day}") if day.year == today.year else _("{month} {day}, {year}")
    return form.format(month=_months_short()[day.month - 1], day=day.day, year=day.year)


def say_late(due: date, today: date) -> str:
    """How late it is: "2 days late"; "" if it is not."""
    late = (today - due).days
    return plural("{n} day late", "{n} days late", late) if late > 0 else ""


# --- the phrases ------------------------------------------------------------------------------------------------------


class _Asked(NamedTuple):
    today: date
    days: WorkingDays
    day_first: bool


_Parts = Mapping[str, str]  # what a pattern found; a piece left out is empty
_NO_DATE = frozenset(
    ("none", "no date", "no due date", "without date", "without a date", "undated", "never", "someday", "some day")
)


def _numbered(names: str, start: int = 0) -> dict[str, int]:
    """Names that stand for numbers: "," parts the numbers, "/" the names of one number."""
    return {name: n for n, group in enumerate(names.split(", "), start) for name in group.split("/")}


_WEEKDAYS = _numbered(
    "monday/mon, tuesday/tues/tue, wednesday/weds/wed, thursday/thurs/thur/thu, friday/fri, saturday/sat, sunday/sun"
)
_MONTHS = _numbered(
    "january/jan, february/feb, march/mar, april/apr, may, june/jun, july/jul, august/aug, september/sept/sep, "
    "october/oct, november/nov, december/dec",
    start=1,
)
_NUMBERS = _numbered(
    "a/an/one, two/a couple of/couple of/a couple, three/a few/few, four, five, six, seven, eight, nine, ten, eleven, "
    "twelve",
    start=1,
)
_UNITS = {
    name: unit
    for unit, names in {
        "day": "d day days",
        "week": "w wk wks week weeks",
        "fortnight": "fortnight fortnights",
        "month": "m mo mos month months",
        "quarter": "quarter quarters",
        "year": "y yr yrs year years",
    }.items()
    for name in names.split()
} | {name: "working" for name in ("wd", "bd", "workday", "workdays")}
_WORKING = r"(?:working|business|work) days?"
_TIMES = {
    "noon": time(12), "midday": time(12), "midnight": time(23, 59), "morning": MORNING, "in the morning": MORNING,
    "afternoon": AFTERNOON, "in the afternoon": AFTERNOON, "evening": EVENING, "in the evening": EVENING,
    "night": EVENING, "at night": EVENING,
}  # fmt: skip


def _last_day(year: int, month: int) -> int:
    from calendar import monthrange  # brings along the names of all countries' months, which a start does without

    return monthrange(year, month)[1]


def add_months(day: date, count: int) -> date:
    """The same day of another month, or that month's last one: a month after January 31 is February's end."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, _last_day(year, month + 1)))


def _add(day: date, count: int, unit: str, days: WorkingDays) -> date:
    match unit:
        case "day":
            return day + timedelta(days=count)
        case "week":
            return day + timedelta(weeks=count)
        case "fortnight":
            return day + timedelta(weeks=2 * count)
        case "month":
            return add_months(day, count)
        case "quarter":
            return add_months(day, 3 * count)
        case "year":
            return add_months(day, 12 * count)
        case _:
            return days.after(day, count) if count else day


def _first(day: date, months: int = 0) -> date:
    return add_months(day.replace(day=1), months)


def _last(day: date, months: int = 0) -> date:
    return _first(day, months + 1) - timedelta(days=1)


def _weekday(today: date, weekday: int, earliest: int = 0) -> date:
    """The first such weekday at least `earliest` days after today."""
    start = today + timedelta(days=earliest)
    return start + timedelta(days=(weekday - start.weekday()) % 7)


def _of_week(today: date, weekday: int, weeks: int) -> date:
    return today + timedelta(days=weekday - today.weekday(), weeks=weeks)


def _next_date(today: date, month: int, day: int) -> date | None:
    """The next such date on or after today; February 29 may wait for eight years."""
    for year in range(today.year, today.year + 9):
        if day <= _last_day(year, month) and date(year, month, day) >= today:
            return date(year, month, day)
    return None


def _next_day_of_month(today: date, day: int) -> date | None:
    for ahead in range(3):  # of two months in a row one has 31 days, and only February lacks 29 and 30
        month = _first(today, ahead)
        if day <= _last_day(month.year, month.month) and month.replace(day=day) >= today:
            return month.replace(day=day)
    return None


def _mid_month(today: date) -> date:
    return _first(today, 1 if today.day > 15 else 0).replace(day=15)


def _year(told: str, today: date) -> int:
    """Two digits are the year nearest to today with that ending."""
    if len(told) != 2:
        return int(told)
    return today.year + (int(told) - today.year + 50) % 100 - 50


def _quarter(today: date, ahead: int) -> date:
    return _first(today, 3 * ahead - (today.month - 1) % 3)


_FIXED_NAMES: Mapping[str, Callable[[date], date]] = {
    "today/now/asap/end of day/end of today/eod": lambda today: today,
    "tomorrow/tmrw/tmr/tom/tomorow/tommorow/tommorrow": lambda today: today + timedelta(days=1),
    "yesterday": lambda today: today - timedelta(days=1),
    "next week/start of next week/beginning of next week/early next week": lambda today: _of_week(today, 0, 1),
    "week after next/the week after next": lambda today: _of_week(today, 0, 2),
    "mid week/midweek": lambda today: _weekday(today, 2),
    "end of week/end of this week/later this week/eow": lambda today: _weekday(today, 4),
    "end of next week/late next week": lambda today: _of_week(today, 4, 1),
    "weekend/this weekend": lambda today: today if today.weekday() == 6 else _weekday(today, 5),
    "next weekend": lambda today: _of_week(today, 5, 1),
    "next month/start of next month/beginning of next month": lambda today: _first(today, 1),
    "mid month/mid-month/midmonth/middle of month/middle of the month": _mid_month,
    "mid next month/middle of next month": lambda today: _first(today, 1).replace(day=15),
    "end of month/end of this month/eom": _last,
    "end of next month": lambda today: _last(today, 1),
    "next quarter": lambda today: _quarter(today, 1),
    "end of quarter/end of this quarter/eoq": lambda today: _last(_quarter(today, 0), 2),
    "next year": lambda today: _first(today, 13 - today.month),
    "end of year/end of this year/eoy": lambda today: date(today.year, 12, 31),
}
_FIXED = {name: rule for names, rule in _FIXED_NAMES.items() for name in names.split("/")}


def _counted(parts: _Parts, asked: _Asked, start: date, sign: int = 1) -> date:
    """A number of units from a start, or with sign -1 before it."""
    told, unit = parts["n"] or "a", _UNITS.get(parts["unit"], "working")
    return _add(start, sign * (_NUMBERS.get(told) or int(told)), unit, asked.days)


def _counted_from(parts: _Parts, asked: _Asked, sign: int) -> date | None:
    start = _day(parts["rest"], asked)
    return _counted(parts, asked, start, sign) if start else None


def _month_day(parts: _Parts, asked: _Asked) -> date | None:
    month, day = _MONTHS[parts["month"]], int(parts["day"])
    if told := parts["year"]:
        return date(_year(told, asked.today), month, day)
    return _next_date(asked.today, month, day)


def _slashed(parts: _Parts, asked: _Asked) -> date | None:
    month, day = month_and_day(int(parts["first"]), int(parts["second"]), day_first=asked.day_first)
    return _numeric(month, day, parts["year"], asked)


def month_and_day(first: int, second: int, *, day_first: bool) -> tuple[int, int]:
    """The two numbers of 12/3: the month first unless `day_first`, or where only the other way is a date."""
    month, day = (second, first) if day_first else (first, second)
    return (day, month) if month > 12 else (month, day)


def day_first_in(dates: Iterable[str]) -> bool | None:
    """Whether dates of one hand, such as a column's, have the day first: 25/12/2026 tells it of 10/05/2026, too.

    None where none of them tells, or one tells this and another that.
    """
    numbers = [(int(match[1]), int(match[2])) for each in dates if (match := _TWO_NUMBERS.match(each))]
    said = {first > 12 for first, second in numbers if (first > 12) != (second > 12)}
    return said.pop() if len(said) == 1 else None


_TWO_NUMBERS = re.compile(r"\s*(\d{1,2})/(\d{1,2})\b")


def _numeric(month: int, day: int, year: str, asked: _Asked) -> date | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return date(_year(year, asked.today), month, day) if year else _next_date(asked.today, month, day)


def _weekday_and_date(parts: _Parts, asked: _Asked) -> date | None:
    rest = parts["rest"]
    day = _next_day_of_month(asked.today, int(rest)) if rest.isdecimal() and len(rest) < 3 else _day(rest, asked)
    return day if day and day.weekday() == _WEEKDAYS[parts["weekday"]] else None


def _of_month(parts: _Parts, asked: _Asked, part: Callable[[date], date]) -> date | None:
    first = _first(asked.today.replace(month=_MONTHS[parts["month"]], day=1))
    if told := parts["year"]:
        first = first.replace(year=_year(told, asked.today))
    elif part(first) < asked.today:
        first = _first(first, 12)
    return part(first)


_Rule = Callable[[_Parts, _Asked], date | None]
_RULES: tuple[tuple[str, _Rule], ...] = (
    (r"{weekday}", lambda p, a: _weekday(a.today, _WEEKDAYS[p["weekday"]], 1)),
    (r"(?:coming |the coming |upcoming ){weekday}", lambda p, a: _weekday(a.today, _WEEKDAYS[p["weekday"]], 1)),
    (r"this {weekday}", lambda p, a: _weekday(a.today, _WEEKDAYS[p["weekday"]])),
    (r"next {weekday}|{weekday2} next week", lambda p, a: _of_week(a.today, _WEEKDAYS[_either(p, "weekday")], 1)),
    (r"last {weekday}", lambda p, a: _weekday(a.today, _WEEKDAYS[p["weekday"]], -7)),
    (r"{weekday} week|a week on {weekday2}", lambda p, a: _weekday(a.today, _WEEKDAYS[_either(p, "weekday")], 8)),
    (r"(?:in |within )?(?:the )?(?:next )?{n} ?{unit}(?: from now| time)?", lambda p, a: _counted(p, a, a.today)),
    (r"\+ ?{n} ?{unit}?", lambda p, a: _counted({**p, "unit": p["unit"] or "day"}, a, a.today)),
    (r"{n} ?{unit} ago", lambda p, a: _counted(p, a, a.today, -1)),
    (r"(?:in )?half a year", lambda p, a: add_months(a.today, 6)),
    (r"next (?:working|business|work) ?day", lambda p, a: a.days.after(a.today, 1)),
    (r"(?:in |the )?(?:{n} ?)?{unit} (?:from|after) {rest}", lambda p, a: _counted_from(p, a, 1)),
    (r"(?:the )?(?:{n} ?)?{unit} before {rest}", lambda p, a: _counted_from(p, a, -1)),
    (r"before {rest}", lambda p, a: _counted_from({**p, "n": "1", "unit": "day"}, a, -1)),
    (r"{weekday} (?:the )?{rest}", _weekday_and_date),
    (r"{month} (?:the )?{day}(?: {year})?", _month_day),
    (r"(?:the )?{day} ?(?:of )?{month}(?: {year})?", _month_day),
    (r"(?:the )?{nth}(?: of the month| of this month)?", lambda p, a: _next_day_of_month(a.today, int(p["nth"]))),
    (r"(?:the )?{nth} of next month", lambda p, a: _first(a.today, 1).replace(day=int(p["nth"]))),
    (r"(?:in|early|early in|start of|beginning of) {month}(?: {year})?", lambda p, a: _of_month(p, a, _first)),
    (r"(?:mid|middle of)[ -]{month}(?: {year})?", lambda p, a: _of_month(p, a, lambda first: first.replace(day=15))),
    (r"(?:end of|late|late in) {month}(?: {year})?", lambda p, a: _of_month(p, a, _last)),
    (r"(?P<first>[0-9]{{1,2}})/(?P<second>[0-9]{{1,2}})(?:/{year})?", _slashed),
    (r"(?P<first>[0-9]{{1,2}})-(?P<second>[0-9]{{1,2}})-{year4}", _slashed),
    (
        r"{day}\.(?P<m>[0-9]{{1,2}})(?:\.{year})?",
        lambda p, a: _numeric(int(p["m"]), int(p["day"]), p["year"], a),
    ),
    (
        r"{year4}[-/](?P<m>[0-9]{{1,2}})[-/]{day}",
        lambda p, a: _numeric(int(p["m"]), int(p["day"]), p["year"], a),
    ),
)


def _either(parts: _Parts, name: str) -> str:
    return parts[name] or parts[name + "2"] or ""


def _any_of(names: Mapping[str, object]) -> str:
    return "|".join(sorted((re.escape(name) for name in names), key=len, reverse=True))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], _Rule], ...]:
    weekday = _any_of(_WEEKDAYS)
    pieces = {
        "weekday": f"(?P<weekday>{weekday})",
        "weekday2": f"(?P<weekday2>{weekday})",
        "month": f"(?P<month>{_any_of(_MONTHS)})",
        "n": f"(?P<n>[0-9]{{1,4}}|(?:{_any_of(_NUMBERS)})(?= ))",
        "unit": f"(?P<unit>{_WORKING}|{_any_of(_UNITS)})",
        "day": "(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?",
        "nth": "(?P<nth>[0-9]{1,2})(?:st|nd|rd|th)",
        "year": "(?P<year>[0-9]{4}|[0-9]{2})",
        "year4": "(?P<year>[0-9]{4})",
        "rest": "(?P<rest>.+)",
    }
    return tuple((re.compile(template.format(**pieces), re.ASCII), rule) for template, rule in _RULES)


def _tidy(text: str) -> str:
    """Small letters, single spaces, without the commas and dots at the ends of words and the words before a date."""
    if len(text) > 4 * LONGEST:
        return ""
    words = [word.rstrip(".,;!") for word in text.lower().replace(",", " ").split()]
    phrase = " ".join(word for word in words if word).replace("'s time", " time").replace("s' time", "s time")
    phrase = re.sub(r"\b([ap])\.m\b", r"\1m", phrase)
    return re.sub(r"^(?:due )?(?:on|by|due|until|till|around) ", "", phrase)


def _day(phrase: str, asked: _Asked) -> date | None:
    """The day that a tidy phrase without a time says."""
    phrase = phrase.removeprefix("on ")
    try:
        if fixed := _FIXED.get(phrase.replace("end of the ", "end of ")):
            return fixed(asked.today)
        for pattern, rule in _patterns():
            if found := pattern.fullmatch(phrase):
                day = rule(found.groupdict(""), asked)
                if day:
                    return day
    except (ValueError, OverflowError, Trouble):  # February 30, the year 12000, ten million working days
        return None
    return None


# --- times ------------------------------------------------------------------------------------------------------------


_CLOCK = pattern(r"(?P<h>[0-9]{1,2})(?:[:.](?P<min>[0-9]{2}))? ?(?P<half>[ap])m?", re.ASCII)
_CLOCK_24 = pattern(r"(?P<h>[0-9]{1,2})[:h](?P<min>[0-9]{2})", re.ASCII)
_AT_HOUR = pattern(r"(?:at|@) ?(?P<h>[0-9]{1,2})", re.ASCII)
_WHOLE_WORDS = {"tonight": "today evening", "tonite": "today evening"}


def _time_apart(phrase: str) -> Iterator[tuple[str, time]]:
    """Each way to take a time off the end or the start of the phrase: what remains, and the time."""
    words = [part for word in phrase.split() for part in _WHOLE_WORDS.get(word, word).split()]
    if words[0] == "this" and len(words) == 2:  # this afternoon
        words[0] = "today"
    for count in (3, 2, 1):
        if count <= len(words):
            if (at := _time(" ".join(words[-count:]))) is not None:
                yield " ".join(words[:-count]), at
            if count < len(words) and (at := _time(" ".join(words[:count]))) is not None:
                yield " ".join(words[count:]), at


def _time(phrase: str) -> time | None:
    if hour := _AT_HOUR.fullmatch(phrase):
        told = int(hour["h"])
        return time(told + 12 if 1 <= told <= 6 else told) if told < 24 else None
    plain = phrase.removeprefix("at ").removeprefix("@").strip()
    if phrase in _TIMES or plain in ("noon", "midday", "midnight"):
        return _TIMES[phrase if phrase in _TIMES else plain]
    if found := _CLOCK.fullmatch(plain):
        if not 1 <= int(found["h"]) <= 12:
            return None
        hours = int(found["h"]) % 12 + (12 if found["half"] == "p" else 0)
    elif found := _CLOCK_24.fullmatch(plain):
        hours = int(found["h"])
    else:
        return None
    minutes = int(found["min"] or 0)
    return time(hours, minutes) if hours < 24 and minutes < 60 else None


def _part_of_day(rest: str, at: time) -> tuple[str, time]:
    """ "tomorrow evening" and 8:00 are tomorrow and 20:00."""
    head, _space, part = rest.rpartition(" ")
    if part not in ("morning", "afternoon", "evening", "night"):
        return rest, at
    return head, at.replace(hour=at.hour + 12) if part != "morning" and at.hour < 12 else at


def _weekdays_short() -> tuple[str, ...]:
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))


def _months_short() -> tuple[str, ...]:
    return (
        _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"),
        _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec"),
    )  # fmt: skip
