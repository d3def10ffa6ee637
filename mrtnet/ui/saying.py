"""How the window says steps, days and times: always a word, an icon and a colour together, never colour alone."""

from datetime import date, time
from typing import NamedTuple

from PySide6.QtCore import QLocale, QTime

from mrtnet.domain import kinds
from mrtnet.domain.rows import FollowUpRow, PersonRow
from mrtnet.domain.when import say_date, say_late, say_when
from mrtnet.words import _

WAITING = "reply-check"
MEETINGS = frozenset({"meet", "talk"})


class Status(NamedTuple):
    """What stands at the end of a row: words, icon, and the token of its colour."""

    words: str
    icon: str
    token: str


def say_time(at: time) -> str:
    """A time of day as her system writes it: "5:00 PM", "17:00"."""
    return QLocale().toString(QTime(at.hour, at.minute), QLocale.FormatType.ShortFormat)


def say_days(first: date | None, last: date | None) -> str:
    """The days of an event, without the year: "Oct 12 – 14", "Oct 30 – Nov 2", "Oct 12"; "" without a day."""
    days = [day for day in (first, last) if day is not None]
    if len(days) < 2 or days[0] == days[1]:
        return say_date(days[0], days[0]) if days else ""
    end = str(days[1].day) if (days[0].year, days[0].month) == (days[1].year, days[1].month) else say_date(
        days[1], days[1])  # fmt: skip
    return f"{say_date(days[0], days[0])} – {end}"


def step_status(kind: str, due: date | None, at: time | None, today: date) -> Status:
    """How a next step stands."""
    if due is None:
        return Status(_("No next step"), "circle-dashed", "text3")
    if due < today:
        return Status(say_late(due, today), "clock-counter-clockwise", "red")
    if kind == WAITING:
        return Status(_("Check {day}").format(day=_near(due, today)), "hourglass-medium", "blue")
    said = _near(due, today) if at is None else _("{day}, {time}").format(day=_near(due, today), time=say_time(at))
    if kind in MEETINGS:
        return Status(said, "calendar-check", "violet")
    return Status(said, "sun", "amber") if due == today else Status(said, "calendar-blank", "text2")


def chip_status(row: FollowUpRow, today: date) -> Status | None:
    """The chip of a follow-up's row: only when it is late, timed, done, waits for an answer or lies ahead."""
    if row.state == "done":
        return Status(_("Done"), "check-circle", "green")
    if row.due == today and row.kind != WAITING:
        return Status(say_time(row.at), "timer", "amber") if row.at else None
    found = step_status(row.kind, row.due, row.at, today)
    return found._replace(token="grey") if found.token == "text2" else found


def step_title(kind: str, title: str) -> str:
    """What the step is: its own title, else its kind's."""
    return title or (kinds.title("follow-up", kind) if kind else "")


def why(row: FollowUpRow) -> str:
    """The few words after a step that remind her why."""
    return row.reason or row.note.split("\n", 1)[0][:200] or row.event or row.organization


def spoken_person(row: PersonRow, today: date) -> str:
    """A person's row in words, for a screen reader."""
    status = step_status(row.step_kind, row.step_due, row.step_at, today)
    step = step_title(row.step_kind, row.step_title)
    return ", ".join(part for part in (row.name, row.credentials, row.organization, step, status.words) if part)


def spoken_follow_up(row: FollowUpRow, today: date) -> str:
    """A follow-up's row in words, for a screen reader."""
    status = step_status(row.kind, row.due, row.at, today).words if row.state == "open" else _("Done")
    parts = (row.person, row.credentials, row.organization, step_title(row.kind, row.title), status)
    return ", ".join(part for part in parts if part)


def _near(day: date, today: date) -> str:
    return say_when(day, today) if abs((day - today).days) <= 1 else say_date(day, today)
