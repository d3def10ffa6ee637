"""The day and time of a meeting in the orders that people write them: a number as an hour, a weekday of some week."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from mrtnet.domain.days import WorkingDays, weekday_names
from mrtnet.domain.when import LONGEST, When, parse_when, say_date
from mrtnet.words import _

WEEKDAY = (
    r"(?:monday|mon|tuesday|tues|tue|wednesday|weds|wed|thursday|thurs|thur|thu|friday|fri|saturday|sat|sunday|sun)"
)
_NTH = re.compile(
    rf"(?:the )?(?P<nth>first|1st|second|2nd|third|3rd|fourth|4th|last) (?P<day>{WEEKDAY}) (?:of|in) "
    r"(?:the )?(?P<month>.+?)(?P<at> (?:at |@ ?)?\d.*| noon| (?:in the )?(?:morning|afternoon|evening))?",
    re.ASCII,
)
_NIGHT_OR_DAY = re.compile(r"(?<![\d:.-])([1-6]:[0-5]\d)$|^([1-6]:[0-5]\d)(?= )", re.ASCII)


def day_and_time(phrase: str, today: date, days: WorkingDays, day_first: bool) -> When | None:
    """What `when` understands, in this or another order of the words; one with a time goes before one without."""
    without_time = None
    for each in _readings(phrase, today, days, day_first):
        found = parse_when(each, today, days=days, day_first=day_first) if len(each) <= LONGEST else None
        if found is None or found.day is None or (found.at is None and found.day.year < today.year - 1):
            continue
        if found.at is not None:
            return found
        without_time = without_time or found
        if each == phrase and each[-1].isdigit():
            return found  # the number is a day of the month
    return without_time


def _readings(phrase: str, today: date, days: WorkingDays, day_first: bool) -> Iterator[str]:
    """The phrase, then the phrase with something made clear: a number as an hour, a weekday of a week or month."""
    yield phrase
    clear = ""
    if found := re.fullmatch(r"(.+) (\d{1,2})(?:\.([0-5]\d))?", phrase):
        clear = _with_hour(found[1], int(found[2]), found[3] or "")
    elif found := re.fullmatch(r"(\d{1,2}) (.+)", phrase):
        clear = _with_hour(found[2], int(found[1]), "")
    elif phrase.isascii() and phrase.isdecimal():
        clear = _with_hour("today", int(phrase), "")
    if clear:
        yield clear
    for words in filter(None, (phrase, clear)):
        yield from _of_that_week(words, today, days, day_first)
        yield from _nth_of_month(words, today, days, day_first)


def _with_hour(rest: str, hour: int, minute: str) -> str:
    """The rest with a number as its hour, between seven in the morning and seven in the evening; else ""."""
    if not 1 <= hour <= 19:
        return ""
    return f"{rest} {hour + 12 if hour < 7 else hour}:{minute or '00'}"


def by_day(phrase: str) -> str:
    """3:15 alone is in the afternoon; 03:15, 3:15am and a written-out date with 3:15 are meant as they stand."""
    if re.search(r"\d{4}-\d\d-\d\d", phrase):
        return phrase
    return _NIGHT_OR_DAY.sub(lambda found: f"{found[1] or found[2]}pm", phrase)


def contradiction(phrase: str, today: date, days: WorkingDays, day_first: bool) -> str:
    """The sentence for "thu 23" where the 23rd is another weekday; "" where that is not what is wrong."""
    found = re.match(rf"({WEEKDAY}) (?:the )?(.+)", phrase)
    if not found:
        return ""
    rest = re.sub(r"^(\d{1,2})(?= |$)", lambda day: f"{int(day[1])}th", found[2])
    when = parse_when(rest, today, days=days, day_first=day_first)
    if when is None or when.day is None or when.day.weekday() == _weekday_number(found[1]):
        return ""
    sentence = _("{date} is a {weekday}. Which of the two is meant?")
    return sentence.format(date=say_date(when.day, today), weekday=weekday_names()[when.day.weekday()])


def _of_that_week(phrase: str, today: date, days: WorkingDays, day_first: bool) -> Iterator[str]:
    """ "in 2 weeks thu 3pm", "thu in 2 weeks at 3": the weekday of the week that the rest says."""
    for found in re.finditer(rf"(?:^|(?<= ))(?:on |the )?({WEEKDAY})(?= |$)", phrase):
        before, after = phrase[: found.start()].strip(), phrase[found.end() :].strip()
        for week, rest in _splits(before, after):
            if not re.search(r"\bweeks?\b|\bmonth|\bfortnight", week):
                continue
            start = parse_when(week.removeprefix("of "), today, days=days, day_first=day_first)
            if start and start.day and start.at is None:
                monday = start.day - timedelta(days=start.day.weekday())
                day = monday + timedelta(days=_weekday_number(found[1]))
                yield f"{day:%Y-%m-%d} {rest}".strip()


def _splits(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The week's words before or after the weekday, and what is left for the time."""
    if before:
        yield before, after
    words = after.split()
    for end in range(len(words), 0, -1):
        yield " ".join(words[:end]), " ".join([*([before] if before else []), *words[end:]])


def _nth_of_month(phrase: str, today: date, days: WorkingDays, day_first: bool) -> Iterator[str]:
    """ "first mon of december 10am", "last friday of the month"."""
    found = _NTH.fullmatch(phrase)
    if not found:
        return
    told = found["month"].removeprefix("this ")
    start = today.replace(day=1) if told == "month" else None
    if start is None:
        first = parse_when(told if told.startswith("next") else f"in {told}", today, days=days, day_first=day_first)
        start = first.day if first and first.at is None else None
    if start is None or start.day != 1:
        return
    for month in (start, _following(start)) if told == "month" else (start,):
        day = _nth_day(month, _weekday_number(found["day"]), found["nth"])
        if day and day >= today:
            yield f"{day:%Y-%m-%d} {(found['at'] or '').strip()}".strip()
            return


def _nth_day(first: date, weekday: int, nth: str) -> date | None:
    start = first + timedelta(days=(weekday - first.weekday()) % 7)
    if nth == "last":
        return max(day for week in range(5) if (day := start + timedelta(weeks=week)).month == first.month)
    count = ("first 1st", "second 2nd", "third 3rd", "fourth 4th")
    return start + timedelta(weeks=next(n for n, names in enumerate(count) if nth in names.split()))


def _following(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def _weekday_number(name: str) -> int:
    return ("mo", "tu", "we", "th", "fr", "sa", "su").index(name[:2])
