"""Days off in words: "nov 27", "dec 24 to jan 2", and days in order as spans."""

from datetime import date, timedelta

from mrtnet.domain.when import parse_when
from mrtnet.trouble import Trouble
from mrtnet.words import _

LONGEST = 400  # days in one go


def days_of(text: str, today: date, *, day_first: bool = False) -> frozenset[date]:
    """The days that the words mean: "nov 27", "dec 24 to jan 2". Raises Trouble for anything else."""
    for between in ("..", " – ", " - ", " to ", " until ", "–"):
        first, found, last = text.partition(between)
        if found:
            break
    else:
        first, last = text, text
    ends = [parse_when(part.strip(), today, day_first=day_first) for part in (first, last)]
    days = [end.day for end in ends if end is not None and end.day is not None]
    if len(days) < 2:
        raise Trouble(_("That is no day. Type one such as “nov 27” or “dec 24 to jan 2”."))
    if not 0 <= (days[1] - days[0]).days <= LONGEST:
        raise Trouble(_("The span must end after it begins, and within {n} days.").format(n=LONGEST))
    return frozenset(days[0] + timedelta(days=number) for number in range((days[1] - days[0]).days + 1))


def spans(days: list[date]) -> list[tuple[date, date]]:
    """Days in order as (first, last) of those that follow each other."""
    found: list[tuple[date, date]] = []
    for day in days:
        if found and (day - found[-1][1]).days == 1:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found
