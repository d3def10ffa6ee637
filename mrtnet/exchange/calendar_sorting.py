"""What a calendar of others means to her: a conference programme, invitations, answers to hers, or time she is busy.

Decided by what an entry says, never by which program wrote it. Times become wall times in an IANA zone.
"""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Literal, NamedTuple

from mrtnet.domain.cleaning import clean_line, clean_text
from mrtnet.domain.forms import LINE, TEXT, EventForm, SessionForm
from mrtnet.domain.meeting_forms import LONGEST, MeetingForm
from mrtnet.domain.problems import Problem
from mrtnet.domain.zoned import wall
from mrtnet.exchange.ics_entries import Attendee, CalendarRead, ReadEntry
from mrtnet.exchange.invitations import Reply, replies
from mrtnet.words import _

FEWEST_SESSIONS = 4  # that make a programme of a file
LONGEST_EVENT = timedelta(days=10)  # a file that covers more is somebody's calendar
DAY, HALF_HOUR = timedelta(days=1), timedelta(minutes=30)
MOST_ALARM = 28 * 24 * 60

Sort = Literal["", "programme", "meetings", "busy"]


class Programme(NamedTuple):
    """A conference, class or other event with its sessions."""

    event: EventForm
    sessions: tuple[SessionForm, ...]


class Invited(NamedTuple):
    """A meeting with others in it. `uid` and `sequence` are those of whoever invites; `mine` is her own PARTSTAT.

    `organizer` is None where the file names none; `others` are the people beside her, the organizer first.
    """

    uid: str
    sequence: int
    form: MeetingForm
    organizer: Attendee | None
    others: tuple[Attendee, ...]
    mine: str = ""
    cancelled: bool = False
    repeats: bool = False


class Sorted(NamedTuple):
    """A calendar by what it means. `busy` are the entries that only take her time."""

    programmes: tuple[Programme, ...] = ()
    invited: tuple[Invited, ...] = ()
    replies: tuple[Reply, ...] = ()
    busy: tuple[ReadEntry, ...] = ()
    problems: tuple[Problem, ...] = ()


def sort_calendar(read: CalendarRead, *, mine: Collection[str], zone: str, name: str = "", sort: Sort = "") -> Sorted:
    """What the entries are. `mine` are her addresses, `zone` her IANA zone for floating times, `name` the file's name.

    `sort` overrides the judgement: the whole as the programme of one event, as meetings, or as busy time.
    """
    if read.method in ("REPLY", "COUNTER"):
        return Sorted(replies=tuple(replies(read)), problems=read.problems)
    here = frozenset(address.strip().lower() for address in mine if address)
    zone = read.zone or zone
    timed = [entry for entry in read.entries if entry.has_start]
    if sort == "busy":
        return Sorted(busy=tuple(timed), problems=read.problems)
    if sort == "programme" or (not sort and not read.method and _is_programme(timed)):
        found = [_programme(timed, read.name or name, zone)] if timed else []
        return Sorted(programmes=tuple(found), problems=read.problems)
    invited, busy, problems = [], [], list(read.problems)
    for entry in read.entries:
        others = _others(entry, here)
        asked = read.method in ("REQUEST", "CANCEL", "PUBLISH", "ADD") and (entry.organizer is not None or others)
        if (others or asked or sort == "meetings") and (entry.recurrence_id is None or entry.has_start):
            invited.append(_invited(entry, others, here, zone, cancelled=read.method == "CANCEL"))
        elif entry.has_start:
            busy.append(entry)
        else:
            sentence = _("It names neither a time nor anybody.")
            problems.append(Problem(entry.line, entry.summary, sentence))
    return Sorted(invited=tuple(invited), busy=tuple(busy), problems=tuple(problems))


def _is_programme(entries: Sequence[ReadEntry]) -> bool:
    """Several single entries within some days, none with guests, most of them in rooms or several at a time."""
    single = [entry for entry in entries if not entry.rrule and not entry.rdates]
    timed = [entry for entry in single if not entry.all_day]
    if len(timed) < FEWEST_SESSIONS or len(single) < len(entries) or any(entry.attendees for entry in single):
        return False
    days = sorted(_day(entry.starts) for entry in single)
    if days[-1] - days[0] > LONGEST_EVENT:
        return False
    starts = [entry.starts for entry in timed]
    at_once = len(starts) - len(set(starts))
    placed = sum(bool(entry.location) for entry in timed)
    return at_once > 0 or placed * 2 >= len(timed)


def _programme(entries: Sequence[ReadEntry], name: str, zone: str) -> Programme:
    """An entry of whole days that spans the others is the event itself; else the calendar's name is its name."""
    whole = [entry for entry in entries if entry.all_day]
    days = sorted(_day(entry.starts) for entry in entries)
    spans = next((entry for entry in whole if _day(entry.starts) <= days[0] and _last_day(entry) >= days[-1]), None)
    rest = [entry for entry in entries if entry is not spans]
    zones = [entry.zone for entry in rest if entry.zone]
    place = max(set(zones), key=zones.count) if zones else zone
    title = (spans.summary if spans else "") or name or _("Conference")
    event = EventForm(
        name=_line(title),
        kind="conference" if len(rest) > 1 else "other",
        first_day=_day(spans.starts) if spans else days[0],
        last_day=_last_day(spans) if spans else max(days[-1], days[0]),
        time_zone=place,
        place=_line(spans.location) if spans else "",
        url=_line(spans.url) if spans else "",
        note=_text(spans.description) if spans else "",
        participation="planned",
    )
    return Programme(event, tuple(_session(entry, place) for entry in sorted(rest, key=_order)))


def _session(entry: ReadEntry, zone: str) -> SessionForm:
    starts, ends = _wall(entry.starts, zone), _wall(entry.ends, zone) if entry.ends else None
    timed = not entry.all_day
    return SessionForm(
        title=_line(entry.summary) or _("Session"),
        day=starts.date(),
        starts=starts.time() if timed else None,
        ends=ends.time() if timed and ends and ends - starts < DAY else None,
        room=_line(entry.location),
        note=_text(entry.description),
    )


def _invited(
    entry: ReadEntry, others: Sequence[Attendee], mine: frozenset[str], zone: str, *, cancelled: bool
) -> Invited:
    place = entry.zone or zone
    starts = _wall(entry.starts, place)
    length = (_wall(entry.ends, place) - starts) if entry.ends else HALF_HOUR
    minutes = min(max(round(length / timedelta(minutes=1)), 1), LONGEST)
    link = next(iter(entry.conferences), "") or entry.url
    dated = entry.has_start
    form = MeetingForm(
        kind="other",
        title=_line(entry.summary),
        day=starts.date() if dated else None,
        at=starts.time().replace(second=0, microsecond=0, fold=0) if dated else None,
        second=bool(starts.fold),
        minutes=minutes,
        zone=place,
        place="" if link and link in entry.location else _line(entry.location),
        url=_line(link),
        purpose=_text(entry.description),
        alarms=_alarms(entry),
    )
    own = next((each.partstat for each in entry.attendees if each.email.lower() in mine), "")
    return Invited(
        entry.uid,
        entry.sequence,
        form,
        entry.organizer,
        tuple(others),
        own,
        cancelled or entry.status == "CANCELLED",
        bool(entry.rrule or entry.rdates),
    )


def _others(entry: ReadEntry, mine: frozenset[str]) -> list[Attendee]:
    """Everybody but her, rooms and lists; who invites comes first, each address once."""
    found: dict[str, Attendee] = {}
    for each in (*([entry.organizer] if entry.organizer else []), *entry.attendees):
        address = each.email.strip().lower()
        if address and address not in mine and each.kind in ("INDIVIDUAL", "UNKNOWN", ""):
            found.setdefault(address, each)
    return list(found.values())


def _alarms(entry: ReadEntry) -> list[int]:
    minutes = {round(-each / timedelta(minutes=1)) for each in entry.alarms if isinstance(each, timedelta)}
    return sorted(each for each in minutes if 0 <= each <= MOST_ALARM)[:10]


def _wall(moment: date | datetime | None, zone: str) -> datetime:
    """The wall time of a moment in the zone; a floating one is a wall time already."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment or date.min, datetime.min.time())
    return moment if moment.tzinfo is None else wall(moment.astimezone(UTC), zone)


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _last_day(entry: ReadEntry) -> date:
    """The last day of an entry of whole days; its end is the day after (RFC 5545 3.6.1)."""
    first = _day(entry.starts)
    return max(_day(entry.ends) - DAY, first) if entry.ends else first


def _order(entry: ReadEntry) -> tuple[date, str]:
    return _day(entry.starts), entry.starts.isoformat()


def _line(text: str) -> str:
    return str(clean_line(text))[:LINE]


def _text(text: str) -> str:
    return str(clean_text(text))[:TEXT]
