"""What stands in the cells of a month or week: lines of follow-ups in words, icon and colour; bars of events."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import NamedTuple

from PySide6.QtCore import QDate, QLocale, QTime

from mrtnet.domain import kinds
from mrtnet.domain.names import first_name
from mrtnet.domain.rows import FollowUpRow
from mrtnet.queries.month import Day, Going, Meet, Planned
from mrtnet.ui.saying import MEETINGS, WAITING, say_time, step_title
from mrtnet.words import _, plural


class CellLine(NamedTuple):
    """One line in a cell: `short` where that is all, else `text` and `below`. Only an open follow-up has an id.

    `at` puts it among the timed ones of its day.
    """

    short: str
    text: str
    below: str
    icon: str
    token: str
    look: str
    follow_up_id: int | None = None
    at: time | None = None
    meeting_id: int | None = None


class Bar(NamedTuple):
    """An event across cells of a week: its lane and its first and last column; whether it begins and ends here."""

    name: str
    lane: int
    first: int
    last: int
    begins: bool
    ends: bool


class Cell(NamedTuple):
    """One day as it is painted. `total` counts lines, `number` what is to be done: where there is no room for lines."""

    day: date
    in_month: bool
    is_today: bool
    lines: tuple[CellLine, ...]
    total: int
    number: int
    done: int
    bars: tuple[Bar, ...]
    spoken: str


def cells(
    days: Sequence[Day], going: Sequence[Going], planned: Iterable[Planned], today: date, month: int,
    meetings: Iterable[Meet] = (),
) -> list[list[Cell]]:  # fmt: skip
    """The weeks of these days, which begin with the first column; `month` 0: all days belong to it."""
    by_day: dict[date, list[Planned]] = {}
    for step in planned:
        by_day.setdefault(step.due, []).append(step)
    met: dict[date, list[Meet]] = {}
    for meeting in meetings:
        met.setdefault(meeting.day, []).append(meeting)
    weeks = []
    for start in range(0, len(days), 7):
        week = days[start : start + 7]
        bars = _bars(week, going)
        weeks.append([_cell(day, column, bars, by_day, met, today, month) for column, day in enumerate(week)])
    return weeks


def long_day(day: date) -> str:
    """ "Thursday, October 16"."""
    return QLocale().toString(QDate(day.year, day.month, day.day), _("dddd, MMMM d"))


def _cell(
    day: Day, column: int, bars: Sequence[Bar], planned: Mapping[date, Sequence[Planned]],
    meetings: Mapping[date, Sequence[Meet]], today: date, month: int,
) -> Cell:  # fmt: skip
    later, met = planned.get(day.day, ()), meetings.get(day.day, ())
    taken = {(each.at, each.person) for each in met}
    rows = [row for row in day.rows if row.kind not in MEETINGS or (row.at, row.person) not in taken]  # once is enough
    day = day._replace(rows=tuple(rows), due=day.due - len(day.rows) + len(rows))
    lines = _lines(day, later, met)
    here = tuple(bar for bar in bars if bar.first <= column <= bar.last)
    counted = day.due + len(later) + len(met) + (1 if day.late else 0) + (1 if day.done else 0)
    in_month = not month or day.day.month == month
    number = day.due + day.late + len(later) + len(met)
    spoken = _spoken(day, here, len(later), met)
    return Cell(day.day, in_month, day.day == today, lines, counted, number, day.done, here, spoken)


def _lines(day: Day, planned: Sequence[Planned], meetings: Sequence[Meet]) -> tuple[CellLine, ...]:
    timed = [_open(row) for row in day.rows if row.at is not None] + [_meeting(each) for each in meetings]
    timed.sort(key=lambda each: each.at or time.min)
    untimed = [_open(row) for row in day.rows if row.at is None]
    late = []
    if day.late:
        words = plural("{n} late", "{n} late", day.late)
        late.append(CellLine(words, words, "", "clock-counter-clockwise", "red", "tint"))
    return (*timed, *late, *untimed, *_done(day), *(_planned(step) for step in planned))


def _open(row: FollowUpRow) -> CellLine:
    step = step_title(row.kind, row.title)
    text = row.person or step
    short = _("{who}, {what}").format(who=first_name(row.person[:200]), what=step) if row.person else step
    if row.at is not None:
        text = _("{time} {what}").format(time=say_time(row.at), what=text)
        short = _("{time} {what}").format(time=_short_time(row.at), what=first_name(row.person[:200]) or step)
    icon = kinds.kind("follow-up", row.kind).icon
    token = "blue" if row.kind == WAITING else "violet" if row.kind in MEETINGS else "accent"
    return CellLine(short, text, step if row.person else row.event, icon, token, "tint", row.id, row.at)


def meeting_words(meeting: Meet) -> str:
    """ "2:00 PM Thandiwe Mokoena"; without anybody, what it is."""
    who = meeting.person or meeting.title or kinds.title("meeting", meeting.kind)
    return _("{time} {what}").format(time=say_time(meeting.at), what=who)


def _meeting(meeting: Meet) -> CellLine:
    what = meeting.title or kinds.title("meeting", meeting.kind)
    who = first_name(meeting.person[:200]) or what
    short = _("{time} {what}").format(time=_short_time(meeting.at), what=who)
    below = what if meeting.person else ""
    return CellLine(
        short, meeting_words(meeting), below, "calendar-check", "violet", "tint", None, meeting.at, meeting.meeting_id
    )


def _done(day: Day) -> list[CellLine]:
    if day.done == 1 and day.did is not None:
        who, what = day.did.person, step_title(day.did.kind, day.did.title)
        short = _("{who}, {what}").format(who=first_name(who[:200]), what=what) if who else what
        return [CellLine(short, who or what, _("done"), "check", "text3", "plain")]
    words = plural("{n} done", "{n} done", day.done)
    return [CellLine(words, words, "", "check", "text3", "plain")] if day.done else []


def _planned(step: Planned) -> CellLine:
    icon = kinds.kind("follow-up", step.kind).icon
    what = _(step.title)
    short = _("{who}, {what}").format(who=first_name(step.person[:200]), what=what) if step.person else what
    return CellLine(short, step.person or what, _("planned: {step}").format(step=what), icon, "text3", "planned")


def _short_time(at: time) -> str:
    """ "2:00" where the clock has twelve hours: the day tells which half."""
    told = QLocale().timeFormat(QLocale.FormatType.ShortFormat)
    return QTime(at.hour, at.minute).toString(("AP" in told.upper() and "h:mm AP") or told).split()[0]


def _spoken(day: Day, bars: Sequence[Bar], planned: int, meetings: Sequence[Meet]) -> str:
    parts = [long_day(day.day), *(_("meeting {what}").format(what=meeting_words(each)) for each in meetings)]
    if day.late:
        parts.append(plural("{n} late", "{n} late", day.late))
    if day.due:
        parts.append(plural("{n} follow-up", "{n} follow-ups", day.due))
    if day.done:
        parts.append(plural("{n} done", "{n} done", day.done))
    if planned:
        parts.append(plural("{n} planned", "{n} planned", planned))
    return ", ".join([*parts, *(bar.name for bar in bars)])


def _bars(week: Sequence[Day], going: Sequence[Going]) -> list[Bar]:
    """The events of the week, each in the highest lane that is free on all its days."""
    first, last = week[0].day, week[-1].day
    found: list[Bar] = []
    for event in going:
        if event.first > last or event.last < first:
            continue
        start, end = max(0, (event.first - first).days), min(6, (event.last - first).days)
        taken = {bar.lane for bar in found if bar.first <= end and bar.last >= start}
        lane = next(number for number in range(len(found) + 1) if number not in taken)
        found.append(Bar(event.name, lane, start, end, event.first >= first, event.last <= last))
    return found
