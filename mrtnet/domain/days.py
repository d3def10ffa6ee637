"""Working days: weekends, US federal holidays and her own free days."""

from collections.abc import Callable
from datetime import MAXYEAR, date, timedelta
from functools import cache
from typing import NamedTuple

from mrtnet.trouble import Trouble
from mrtnet.words import _, later

MOST_WORKING_DAYS = 10_000  # some 38 years: a count beyond it is a slip of the finger
DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""How the months begin in English, which files and notes are written in."""


def month_of(word: str) -> int:
    """The number of the month that an English word begins with, 0 for any other word."""
    return MONTHS.index(begins) + 1 if (begins := word[:3].lower()) in MONTHS else 0


class WorkingDays(NamedTuple):
    """Which days she works. `own` are her free days, `weekend` weekday numbers (Monday is 0)."""

    own: frozenset[date] = frozenset()
    federal: bool = True
    weekend: frozenset[int] = frozenset({SATURDAY, SUNDAY})

    def is_working(self, day: date) -> bool:
        """No weekend, no federal holiday (if those count), none of her own free days."""
        if day.weekday() in self.weekend or day in self.own:
            return False
        return not (self.federal and day in _federal(day.year))

    def on_or_after(self, day: date) -> date:
        """The day itself, or the next working day if it is free. Raises Trouble where there is none."""
        return self._nearest(day, 1)

    def on_or_before(self, day: date) -> date:
        """The day itself, or the last working day before it. Raises Trouble where there is none."""
        return self._nearest(day, -1)

    def after(self, day: date, n: int) -> date:
        """The n-th working day after the day, which itself never counts; 0 is `on_or_after`. Raises Trouble."""
        return self._count(day, n) if n else self.on_or_after(day)

    def before(self, day: date, n: int) -> date:
        """The n-th working day before the day, which itself never counts; 0 is `on_or_before`. Raises Trouble."""
        return self._count(day, -n) if n else self.on_or_before(day)

    def why_free(self, day: date) -> str:
        """What makes the day free, for a sentence: a holiday, a weekday's name, "your free day"; "" if it is not."""
        if self.federal and (holiday := _federal(day.year).get(day)):
            return _(holiday)
        if day.weekday() in self.weekend:
            return weekday_names()[day.weekday()]
        return _("your free day") if day in self.own else ""

    def _nearest(self, day: date, step: int) -> date:
        # Ends: some weekday is not weekend, and holidays and own free days are finite.
        if self.weekend.issuperset(range(7)):
            raise Trouble(_("All seven days of the week are marked as free. Mark one as a working day in Settings."))
        while not self.is_working(day):
            day = _shifted(day, step)
        return day

    def _count(self, day: date, n: int) -> date:
        if abs(n) > MOST_WORKING_DAYS:
            raise Trouble(_("That is too many working days. Choose at most {most}.").format(most=MOST_WORKING_DAYS))
        step = 1 if n > 0 else -1
        for _nth in range(abs(n)):
            day = self._nearest(_shifted(day, step), step)
        return day


def us_federal_holidays(year: int) -> dict[date, str]:
    """Federal holidays whose days fall in the year: the legal day, and the day off in its place if that is a weekend.

    5 U.S.C. 6103(a) and (b): Saturday's is taken on Friday; Executive Order 11582: Sunday's on Monday. So December 31
    can be New Year's. Rules of today's law; Inauguration Day (Washington area only) is left out.
    """
    return dict(_federal(year))


def weekday_names() -> tuple[str, ...]:
    """Monday to Sunday, in her language."""
    return (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))


def _shifted(day: date, by: int) -> date:
    try:
        return day + DAY * by
    except OverflowError:
        raise Trouble(_("The calendar ends before a working day comes. Choose a date nearer to today.")) from None


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _nth(month: int, weekday: int, n: int) -> Callable[[int], date]:
    def day_of(year: int) -> date:
        first = date(year, month, 1)
        return first + DAY * ((weekday - first.weekday()) % 7 + 7 * (n - 1))

    return day_of


def _last_monday(month: int) -> Callable[[int], date]:
    def day_of(year: int) -> date:
        last = date(year, month, 31)
        return last - DAY * last.weekday()

    return day_of


_HOLIDAYS: tuple[tuple[str, int, Callable[[int], date]], ...] = (  # name, first year, rule
    (later("New Year’s Day"), 1, _fixed(1, 1)),
    (later("Birthday of Martin Luther King, Jr."), 1986, _nth(1, 0, 3)),
    (later("Washington’s Birthday"), 1, _nth(2, 0, 3)),
    (later("Memorial Day"), 1, _last_monday(5)),
    (later("Juneteenth National Independence Day"), 2021, _fixed(6, 19)),
    (later("Independence Day"), 1, _fixed(7, 4)),
    (later("Labor Day"), 1, _nth(9, 0, 1)),
    (later("Columbus Day"), 1, _nth(10, 0, 2)),
    (later("Veterans Day"), 1, _fixed(11, 11)),
    (later("Thanksgiving Day"), 1, _nth(11, 3, 4)),
    (later("Christmas Day"), 1, _fixed(12, 25)),
)
_IN_PLACE = {SATURDAY: -DAY, SUNDAY: DAY}


@cache
def _federal(year: int) -> dict[date, str]:
    found: dict[date, str] = {}
    for name, since, rule in _HOLIDAYS:
        if year >= since:
            day = rule(year)
            found[day] = name
            if (shift := _IN_PLACE.get(day.weekday())) is not None and (day + shift).year == year:
                found[day + shift] = name
    if year < MAXYEAR and date(year, 12, 31).weekday() == SATURDAY - 1:  # next January 1 is a Saturday
        found[date(year, 12, 31)] = "New Year’s Day"
    return found
