"""How the window says an event: its days, its place, what was met there."""

from datetime import date

from mrtnet.domain.rows import EventRow
from mrtnet.domain.when import say_date, say_when
from mrtnet.words import _


def say_span(first: date | None, last: date | None, today: date) -> str:
    """The days, short: "Oct 12 – 14", "Oct 30 – Nov 2", "Oct 12"; "" without any."""
    if first is None:
        return ""
    if last is None or last == first:
        return say_date(first, today)
    same = (first.year, first.month) == (last.year, last.month) and first.year == today.year
    end = str(last.day) if same else say_date(last, today)
    start = say_date(first, today)
    if first.year == last.year and first.year != today.year:
        start = start.rpartition(",")[0] or start
    return _("{first} – {last}").format(first=start, last=end)


def say_days(first: date | None, last: date | None, today: date) -> str:
    """The days with their weekdays: "Sun, Oct 12 – Tue, Oct 14"."""
    if first is None:
        return _("No date")
    if last is None or last == first:
        return say_when(first, today)
    return _("{first} – {last}").format(first=_weekday(first, today), last=_weekday(last, today))


def _weekday(day: date, today: date) -> str:
    """Always with its weekday: a span never says "Yesterday"."""
    near = abs((day - today).days) <= 1
    return say_when(day, date(today.year, 7 if today.month < 6 else 1, 15) if near else today)


def say_place(event: EventRow) -> str:
    """Where it is: place and town, or that it is online."""
    where = ", ".join(dict.fromkeys(part for part in (event.place, event.city) if part))
    return where or (_("Online") if event.virtual else "")


def event_words(event: EventRow | None, today: date) -> str:
    """Days and town beside the name: "Oct 12 – 14, Minneapolis"."""
    if event is None:
        return ""
    span = say_span(event.first_day, event.last_day, today)
    return ", ".join(part for part in (span, event.city or event.place) if part)


def ceu_words(ceus: float | None) -> str:
    """ "12 CEUs", "1 CEU" or ""."""
    if ceus is None:
        return ""
    return _("1 CEU") if ceus == 1 else _("{n:g} CEUs").format(n=ceus)
