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
    begins, ends = _day(first, today, day_first), _day(last, today, day_first)
    if ends < begins:  # the end is meant from there on: "mon to fri" on a Wednesday, "dec 24 to jan 2" on January 1
        ends = _day(last, begins, day_first)
    length = (ends - begins).days
    if not 0 <= length <= LONGEST:
        raise Trouble(_("The span must end after it begins, and within {n} days.").format(n=LONGEST))
    return frozenset(begins + timedelta(days=number) for number in range(length + 1))


def _day(text: str, today: date, day_first: bool) -> date:
    found = parse_when(text.strip(), today, day_first=day_first)
    if found is None or found.day is None:
        raise Trouble(_("That is no day. Type one such as “nov 27” or “dec 24 to jan 2”."))
    return found.day


def spans(days: list[date]) -> list[tuple[date, date]]:
    """Days in order as (first, last) of those that follow each other."""
    found: list[tuple[date, date]] = []
    for day in days:
        if found and (day - found[-1][1]).days == 1:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found
