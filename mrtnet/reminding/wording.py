"""What a notice says: one follow-up or meeting with its time, or several in a few calm lines. Plain text."""

import locale
from collections.abc import Sequence
from datetime import date, datetime, time, tzinfo

from mrtnet import clock
from mrtnet.domain import kinds
from mrtnet.domain.about import About
from mrtnet.domain.alarms import Ringing
from mrtnet.domain.reminders import HOUR, Bundle
from mrtnet.domain.rows import FollowUpRow, MeetingRow
from mrtnet.domain.when import say_day, say_when
from mrtnet.queries import follow_ups, meetings
from mrtnet.queries.reading import Connection
from mrtnet.queries.today import portioned
from mrtnet.reminding.notices import DONE, OPEN, SNOOZE, Notice
from mrtnet.words import _, plural

LINES = 5  # of a notice for several; the rest is counted
LONGEST = 120  # characters of one line


def notice_of(connection: Connection, bundle: Bundle, about: About, now: datetime) -> Notice:
    """The notice for this bundle. `now` is aware."""
    zone = clock.zone(about.time_zone)
    on = now.astimezone(zone).date()
    if len(bundle.items) + len(bundle.alarms) > 1:
        return _with_later(_several(connection, bundle, zone, now), connection, bundle, about, on)
    if bundle.alarms:
        return _meeting(connection, bundle.alarms[0], zone, now)
    row = follow_ups.one(connection, bundle.items[0].id)
    told = _one(row, on) if row is not None else Notice(bundle.items[0].title)
    return _with_later(told, connection, bundle, about, on)


def _with_later(notice: Notice, connection: Connection, bundle: Bundle, about: About, on: date) -> Notice:
    """The same, and what is beyond the portion of the day, as Today says it: how many, and when the first comes."""
    if bundle.timed or not any(item.at is None for item in bundle.items):
        return notice
    page = portioned(connection, on, about, ahead=0, limit=1)
    if not page.comes:  # all that is due was put on its day by hand, and rings
        return notice
    said = plural("{n} more comes later", "{n} more come later", page.later_count)
    said = _("{said}, from {day} on").format(said=said, day=say_day(min(page.comes.values()), on))
    return notice._replace(text="\n".join(part for part in (notice.text, said) if part))


def say_clock(at: time) -> str:
    """A time of day as her system writes it: "3:00 PM", "15:00"."""
    form = locale.nl_langinfo(locale.T_FMT) if hasattr(locale, "nl_langinfo") else "%H"
    if any(half in form for half in ("%r", "%I", "%p", "%l")):
        return f"{at.hour % 12 or 12}:{at.minute:02d} {_('PM') if at.hour >= 12 else _('AM')}"
    return f"{at:%H:%M}"


def _one(row: FollowUpRow, on: date) -> Notice:
    step = _step(row)
    title = f"{say_clock(row.at)} · {step}" if row.at is not None else step
    if row.at is not None and row.due != on:  # it waited for quiet hours or a machine asleep
        title = f"{say_when(row.due, on)}, {title}"
    why = row.reason or row.note.split("\n", 1)[0] or row.event or row.organization
    lines = [_line(part) for part in (row.person, why) if part]
    return Notice(_line(title), "\n".join(lines), ((DONE, _("Done")), (SNOOZE, _("Snooze 1 hour")), (OPEN, _("Open"))))


def _meeting(connection: Connection, ring: Ringing, zone: tzinfo, now: datetime) -> Notice:
    row = meetings.row(connection, ring.alarm.meeting_id)
    buttons = ((SNOOZE, _("Snooze 5 min")), (OPEN, _("Open")))
    if row is None:
        return Notice(_("Meeting"), "", buttons)
    start = ring.alarm.starts.astimezone(zone)
    told = [", ".join(row.people), _until(start, now, begun=ring.begun), row.place]
    title = f"{say_clock(start.time())} · {_meeting_title(row)}"
    return Notice(_line(title), "\n".join(_line(part) for part in told if part), buttons)


def _several(connection: Connection, bundle: Bundle, zone: tzinfo, now: datetime) -> Notice:
    lines = []
    for ring in bundle.alarms[:LINES]:
        row = meetings.row(connection, ring.alarm.meeting_id)
        if row is not None:
            start = ring.alarm.starts.astimezone(zone)
            lines.append(f"{_meeting_title(row)}, {_until(start, now, begun=ring.begun)}")
    shown = [item.id for item in bundle.items[: LINES - len(lines)]]
    lines += [
        ": ".join(part for part in (row.person, _step(row)) if part) for row in follow_ups.rows(connection, shown)
    ]
    rest = len(bundle.items) + len(bundle.alarms) - len(lines)
    told = [_line(line) for line in lines]
    if rest:
        told.append(_("and {n} more in Today").format(n=rest))
    buttons: tuple[tuple[str, str], ...] = ((OPEN, _("Open")),)
    if bundle.items:
        buttons = ((SNOOZE, _("Snooze 1 hour")), *buttons)
    return Notice(_count(bundle.items, bundle.alarms), "\n".join(told), buttons)


def _count(items: Sequence[object], alarms: Sequence[object]) -> str:
    """ "12 follow-ups wait for you"."""
    said = [plural("{n} meeting", "{n} meetings", len(alarms))] if alarms else []
    if items:
        said.append(plural("{n} follow-up", "{n} follow-ups", len(items)))
    return _("For you: {what}").format(what=", ".join(said))


def _until(start: datetime, now: datetime, *, begun: bool) -> str:
    """ "in 15 min", "began at 3:00 PM", "Tomorrow"."""
    if begun:
        return _("began at {time}").format(time=say_clock(start.time()))
    left = start - now
    if left <= 2 * HOUR:
        minutes = max(0, round(left.total_seconds() / 60))
        return _("in {n} min").format(n=minutes) if minutes else _("now")
    today = now.astimezone(start.tzinfo).date()
    return f"{say_when(start.date(), today)}, {say_clock(start.time())}"


def _step(row: FollowUpRow) -> str:
    return row.title or kinds.title("follow-up", row.kind)


def _meeting_title(row: MeetingRow) -> str:
    return row.title or kinds.title("meeting", row.kind)


def _line(text: str) -> str:
    """One line of bearable length."""
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1]}…"
