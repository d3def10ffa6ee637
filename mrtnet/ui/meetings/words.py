"""How the window says a meeting: when it is for both, where it stands and since when, what is to be done next."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from PySide6.QtCore import QDate, QLocale

from mrtnet.domain import kinds, zoned
from mrtnet.domain import meetings as rules
from mrtnet.domain.about import About
from mrtnet.domain.meetings import Act
from mrtnet.domain.rows import MeetingRow
from mrtnet.domain.when import say_date, say_when
from mrtnet.domain.zone_words import short_zone
from mrtnet.queries import planning
from mrtnet.queries.today_meetings import facts
from mrtnet.ui.saying import Status, say_time
from mrtnet.words import _, plural

_TOKENS = {
    "to-ask": "grey", "asked": "blue", "agreed": "violet", "prepared": "violet", "held": "amber", "thanked": "green",
    "reported-back": "green", "declined": "grey", "moved": "amber", "cancelled": "grey",
}  # fmt: skip


class Station(NamedTuple):
    """One station of a meeting's way: words, icon, colour, and whether it was reached."""

    words: str
    icon: str
    token: str
    reached: bool


def twelve_hours() -> bool:
    """Whether her system writes 3 PM, and not 15:00."""
    return "ap" in QLocale().timeFormat(QLocale.FormatType.ShortFormat).lower()


def say_span(start: datetime, end: datetime) -> str:
    """From when to when: "3:00 – 3:30 PM", "11:30 AM – 12:30 PM"."""
    first, last = say_time(start.time()), say_time(end.time())
    begin, _blank, half = first.replace("\u202f", " ").rpartition(" ")
    if begin and not half[:1].isdigit() and last.replace("\u202f", " ").endswith(f" {half}"):
        first = begin
    return _("{first} – {last}").format(first=first, last=last)


def say_both(start: datetime, end: datetime, today: date) -> str:
    """Day and span: "Thu, Oct 23 3:00 – 3:30 PM"."""
    return _("{day} {span}").format(day=weekday_date(start.date(), today), span=say_span(start, end))


def weekday_date(day: date, today: date) -> str:
    """The day with its weekday, also where it is near: "Thu, Oct 23"."""
    name = QLocale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)
    return _("{weekday}, {date}").format(weekday=name, date=say_date(day, today))


def say_alarm(minutes: int) -> str:
    """How long before: "15 min", "1 h", "1 day before"."""
    days, rest = divmod(minutes, 24 * 60)
    if days and not rest:
        return plural("{n} day before", "{n} days before", days)
    return zoned.say_length(minutes) if minutes else _("at the start")


def long_day(day: date) -> str:
    """ "Thursday, October 23"."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "dddd, MMMM d")


def for_whom(pronouns: str, name: str) -> str:
    """ "for her" where the pronouns are stored, else "for Leilani"."""
    first = pronouns.strip().lower().partition("/")[0]
    known = {"she": _("for her"), "he": _("for him")}
    return known.get(first) or _("for {name}").format(name=name or _("them"))


def title_of(row: MeetingRow) -> str:
    """What kind of meeting, or its own title."""
    return row.title or kinds.title("meeting", row.kind)


def people_of(row: MeetingRow) -> str:
    """With whom: "Leilani Kealoha", "Leilani Kealoha and 2 more"."""
    if not row.people:
        return _("Nobody yet")
    more = len(row.people) - 1
    name = row.people[0]
    return _("{name} and {n} more").format(name=name, n=more) if more else name


def my_start(row: MeetingRow, about: About) -> datetime | None:
    """Its start on her own clock, naive."""
    return zoned.wall(row.starts, planning.my_zone(about)) if row.starts else None


def say_when_for_her(row: MeetingRow, about: About, today: date) -> str:
    """ "Thu, Oct 23, 3:00 – 3:30 PM" on her clock; for one without a date, that."""
    start = my_start(row, about)
    if start is None:
        return _("No date yet")
    day = say_when(start.date(), today)
    return _("{day}, {span}").format(day=day, span=say_span(start, start + timedelta(minutes=row.minutes)))


def say_for_them(row: MeetingRow, about: About) -> str:
    """Their time where it differs: "9:00 AM Hawaii for them"."""
    mine = my_start(row, about)
    if mine is None or row.starts is None or not row.their_zone:
        return ""
    theirs = zoned.wall(row.starts, row.their_zone)
    if theirs == mine:
        return ""
    day = "" if theirs.date() == mine.date() else f"{weekday_date(theirs.date(), mine.date())}, "
    return _("{day}{time} {zone} for them").format(
        day=day, time=say_time(theirs.time()), zone=short_zone(row.their_zone)
    )


def status_of(row: MeetingRow) -> Status:
    """Where it stands, with icon and colour."""
    key = rules.state(row.dates, row.day is not None)
    if key == "held" and row.dates.outcome_on is not None:
        return Status(rules.title(key), rules.STATES[key].icon, "green")
    return Status(rules.title(key), rules.STATES[key].icon, _TOKENS[key])


def stations(row: MeetingRow, today: date) -> list[Station]:
    """The way of a meeting in words: "Agreed Oct 15", "Prepared"; what was not reached is grey and says no day."""
    found = []
    for key, on in rules.trail(row.kind, row.dates, row.day is not None):
        kind = rules.STATES[key]
        off = key in ("declined", "cancelled", "moved")
        words = _("{state} {day}").format(state=_(kind.title), day=say_date(on, today)) if on else _(kind.title)
        token = "red" if off else "accent" if on else "text3"
        found.append(Station(words, kind.icon if on or off else "circle", token, on is not None or off))
    return found


def next_act(row: MeetingRow, about: About, now: datetime) -> Act | None:
    """What is to be done about it next. `now` is aware, in her zone."""
    known = facts(row, planning.my_zone(about))._replace(person=people_of(row))
    return rules.next_act(known, now.replace(tzinfo=None), about.days)


def spoken(row: MeetingRow, about: About, today: date, more: Sequence[str] = ()) -> str:
    """A meeting's row in words."""
    parts = (title_of(row), people_of(row), say_when_for_her(row, about, today), say_for_them(row, about),
             status_of(row).words, *more)  # fmt: skip
    return ", ".join(part for part in parts if part)
