"""A day of an internship in one line: "8h; yesterday; indexed loose reports" gives hours, day and what was learned."""

import re
from datetime import date

from mrtnet.domain.career_forms import PracticeForm
from mrtnet.domain.days import WorkingDays
from mrtnet.domain.when import add_months, parse_when
from mrtnet.trouble import Trouble
from mrtnet.words import _

HALF_A_YEAR = 183  # days
_HOURS = re.compile(
    r"(?:^|(?<=[\s;,]))(\d{1,2}(?:[.,]\d{1,2})?)\s*(?:h|hours?|hrs?)\b(?:\s*(\d{1,2})\s*(?:m|min)?\b)?", re.I
)


def read_practice(text: str, today: date, days: WorkingDays, *, day_first: bool = False) -> PracticeForm:
    """The day as typed; today without one. Raises Trouble where the hours are missing or the day is to come."""
    match = _HOURS.search(text)
    if match is None:
        raise Trouble(_("How many hours? Try “8h; yesterday; release of information desk”."))
    hours = float(match[1].replace(",", ".")) + int(match[2] or 0) / 60
    parts = [part.strip() for part in re.split(r"[;\n]|,\s", text[: match.start()] + ";" + text[match.end() :])]
    day, learned = None, []
    for part in filter(None, parts):
        found = parse_when(part, today, days=days, day_first=day_first) if day is None else None
        if found is not None and found.day is not None:
            day = found.day
        else:
            learned.append(part)
    if day is not None and day > today:
        day = _gone_by(parts, day, today)
    return PracticeForm.checked(day=day or today, hours=round(hours, 2), learned="; ".join(learned))


def _gone_by(parts: list[str], day: date, today: date) -> date:
    """A weekday means the last such day, a date far ahead the one a year before; any other day to come is a slip."""
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    if any(part.casefold()[:3] in names and part.isalpha() for part in parts) and (day - today).days <= 7:
        return date.fromordinal(day.toordinal() - 7)
    if (day - today).days > HALF_A_YEAR:
        return add_months(day, -12)
    raise Trouble(_("That day is still to come. Choose today or an earlier day."))
