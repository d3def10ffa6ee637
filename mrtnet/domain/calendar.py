"""What an entry in her calendar says: follow-ups, events and sessions, decided before anyone writes a byte.

An entry's uid, sequence and stamp belong to the quiet calendar item that outlives the row behind it; the functions here
leave them empty, and whoever keeps the items fills them with `entry._replace(uid=..., sequence=..., stamp=...)`.
Private notes enter a description only when asked for: what is exported leaves the machine.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import NamedTuple

from mrtnet.words import _

NINE = time(9)
SLOT = 15  # minutes that a follow-up takes in the calendar
HOUR = 60  # minutes that a session takes whose end nobody wrote down
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Entry(NamedTuple):
    """One calendar entry. The names follow RFC 5545; an empty text or None is left out of the file.

    With `start_time` None the entry is about whole days, `end_day` being the last of them. Times are wall times in
    `zone`, an IANA name; `second`: of two equal times (the clocks go back) it starts at the later. `stamp` is UTC: when
    the content last changed (LAST-MODIFIED, and DTSTAMP alike).
    `alarm_minutes` counts back from the start. `rrule` repeats it (RFC 5545 3.3.10) but on the days `left_out` (ISO);
    `instance` is the wall time (ISO) that the rule gave to this one of a series (RECURRENCE-ID). A new field needs a
    default, so that content keys stay as they are.
    """

    uid: str = ""
    kind: str = "follow-up"
    component: str = "VEVENT"
    summary: str = ""
    description: str = ""
    location: str = ""
    url: str = ""
    start_day: date = date.min
    start_time: time | None = None
    end_day: date | None = None
    end_time: time | None = None
    zone: str = ""
    transparent: bool = False
    alarm_minutes: int | None = None
    status: str = "CONFIRMED"
    categories: tuple[str, ...] = ()
    classification: str = ""
    sequence: int = 0
    stamp: datetime = NEVER
    second: bool = False
    rrule: str = ""
    left_out: tuple[str, ...] = ()
    instance: str = ""


class FollowUpFacts(NamedTuple):
    """What a follow-up says outside the program. `due` is a day, `at` a wall time in her zone if she set one.

    A `planned` one is a later step of a playbook: tentative, without an alarm.
    """

    id: int
    due: date
    title: str
    person: str
    credentials: tuple[str, ...] = ()
    at: time | None = None
    done: bool = False
    planned: bool = False
    work: str = ""
    event: str = ""
    url: str = ""
    note: str = ""


class EventFacts(NamedTuple):
    """What an event says outside the program. Days are the event's own; `end` is its last day, or None for one day."""

    name: str
    start: date
    end: date | None = None
    kind: str = ""
    place: str = ""
    city: str = ""
    url: str = ""
    ceus: float | None = None
    ceu_body: str = ""
    cancelled: bool = False
    note: str = ""


class SessionFacts(NamedTuple):
    """What a session of an event says. Times are wall times in the event's zone; without a start it is a whole day."""

    title: str
    event: str
    day: date
    start: time | None = None
    end: time | None = None
    zone: str = ""
    room: str = ""
    place: str = ""
    speaker: str = ""
    ceus: float | None = None
    cancelled: bool = False
    note: str = ""


class MeetingFacts(NamedTuple):
    """What a meeting says outside the program. Day and time are wall values in `zone`; `second` as in `Entry`.

    `alarm_minutes` counts back from the start. `brief` is what she wants to read beside it: agenda, questions; it and
    `note` are hers and leave only when asked for.
    """

    title: str
    people: tuple[str, ...]
    day: date
    at: time
    minutes: int
    zone: str
    second: bool = False
    place: str = ""
    url: str = ""
    phone: str = ""
    purpose: str = ""
    agenda: tuple[str, ...] = ()
    alarm_minutes: int | None = 15
    cancelled: bool = False
    note: str = ""


def follow_up_entries(
    facts: Iterable[FollowUpFacts],
    *,
    zone: str,
    hour: time = NINE,
    notes: bool = False,
    todo: bool = False,
    kept: Mapping[int, tuple[date, time]] | None = None,
) -> dict[int, Entry]:
    """Her follow-ups as entries by id, each a quarter of an hour that leaves her free, with an alarm at its start.

    One without a time stands at `hour` of its day in her `zone`; several on a day follow one another in the order of
    their ids. `kept` says where a follow-up stood when it was last exported (day and wall time): one still due that day
    stays there, so that doing the first does not move the rest. Leave `kept` out after she chose another hour.
    """
    rows = list(facts)
    slots = _slots([row for row in rows if row.at is None], hour, kept or {})
    return {row.id: follow_up_entry(row, zone=zone, at=row.at or slots[row.id], notes=notes, todo=todo) for row in rows}


def follow_up_entry(facts: FollowUpFacts, *, zone: str, at: time, notes: bool = False, todo: bool = False) -> Entry:
    """One follow-up at a wall time of its day in her zone: "Thank-you note: Rosa Delgado-Ruiz (RHIT, CCS)"."""
    end = datetime.combine(facts.due, at) + timedelta(minutes=SLOT)
    person = facts.person
    if person and facts.credentials:
        person = _("{name} ({credentials})").format(name=person, credentials=", ".join(facts.credentials))
    return Entry(
        kind="follow-up",
        component="VTODO" if todo else "VEVENT",
        summary=_("{what}: {who}").format(what=facts.title, who=person) if person else facts.title,
        description=_lines(
            facts.work,
            _("Met at {event}").format(event=facts.event) if facts.event else "",
            facts.note if notes else "",
        ),
        url=facts.url,
        start_day=facts.due,
        start_time=at,
        end_day=end.date(),
        end_time=end.time(),
        zone=zone,
        transparent=True,
        alarm_minutes=None if facts.done or facts.planned else 0,
        status=_status(facts, todo),
        categories=("mrtnet",),
        classification="PRIVATE",
    )


def event_entry(facts: EventFacts, *, notes: bool = False) -> Entry:
    """An event as whole days, first to last, that leave her free: its sessions are what takes her time."""
    return Entry(
        kind="event",
        summary=facts.name,
        description=_lines(facts.kind, _ceus(facts.ceus, facts.ceu_body), facts.note if notes else ""),
        location=", ".join(part for part in (facts.place, facts.city) if part),
        url=facts.url,
        start_day=facts.start,
        end_day=max(facts.start, facts.end or facts.start),
        transparent=True,
        status="CANCELLED" if facts.cancelled else "CONFIRMED",
        categories=("mrtnet",),
    )


def session_entry(facts: SessionFacts, *, alarm_minutes: int | None = 15, notes: bool = False) -> Entry:
    """A session in its event's zone. One that ends at an earlier wall time than it starts ends on the next day."""
    end_day, end_time = facts.day, facts.end
    if facts.start is not None:
        start = datetime.combine(facts.day, facts.start)
        end = datetime.combine(facts.day, facts.end) if facts.end else start + timedelta(minutes=HOUR)
        end += timedelta(days=1) if end <= start else timedelta()
        end_day, end_time = end.date(), end.time()
    return Entry(
        kind="session",
        summary=facts.title,
        description=_lines(
            facts.event,
            _("Speaker: {name}").format(name=facts.speaker) if facts.speaker else "",
            _ceus(facts.ceus, ""),
            facts.note if notes else "",
        ),
        location=", ".join(part for part in (facts.room, facts.place) if part),
        start_day=facts.day,
        start_time=facts.start,
        end_day=end_day,
        end_time=end_time if facts.start is not None else None,
        zone=facts.zone if facts.start is not None else "",
        transparent=facts.start is None,
        alarm_minutes=alarm_minutes if facts.start is not None else None,
        status="CANCELLED" if facts.cancelled else "CONFIRMED",
        categories=("mrtnet",),
    )


def meeting_entry(facts: MeetingFacts, *, notes: bool = False) -> Entry:
    """A meeting: "Informational interview: Rosa Delgado-Ruiz (RHIT, CCS)". Private notes only when asked for."""
    end = datetime.combine(facts.day, facts.at) + timedelta(minutes=facts.minutes)
    whom = ", ".join(facts.people)
    return Entry(
        kind="meeting",
        summary=_("{what}: {who}").format(what=facts.title, who=whom) if whom else facts.title,
        description=_lines(
            facts.purpose,
            _("Phone: {number}").format(number=facts.phone) if facts.phone else "",
            *facts.agenda,
            facts.note if notes else "",
        ),
        location=facts.place or facts.url,
        url=facts.url,
        start_day=facts.day,
        start_time=facts.at,
        end_day=end.date(),
        end_time=end.time(),
        zone=facts.zone,
        second=facts.second,
        alarm_minutes=None if facts.cancelled else facts.alarm_minutes,
        status="CANCELLED" if facts.cancelled else "CONFIRMED",
        categories=("mrtnet",),
        classification="PRIVATE",
    )


def cancelled(entry: Entry) -> Entry:
    """The same entry called off: its words and times stay, its alarm goes. The item's sequence must rise with it."""
    return entry._replace(status="CANCELLED", alarm_minutes=None)


def content_key(entry: Entry) -> str:
    """The sha256 of everything the entry says except uid, sequence and stamp.

    Another key means that the item's SEQUENCE rises and its LAST-MODIFIED is now. That is so for a change of the
    description too: RFC 5546 2.1.4 asks for it only when time or place change, but no reader minds a higher number.
    """
    return sha256(to_text(entry._replace(uid="", sequence=0, stamp=NEVER)).encode("utf-8", "surrogatepass")).hexdigest()


def to_text(entry: Entry) -> str:
    """The entry as one line of JSON, the same for equal entries: for the tombstone of a row that is gone."""
    said = {
        name: list(value) if isinstance(value, tuple) else value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in entry._asdict().items()
        if value != Entry._field_defaults[name]
    }
    return json.dumps(said, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def from_text(text: str) -> Entry:
    """The entry that `to_text` wrote down."""
    said = json.loads(text)
    for names, read in ((("start_day", "end_day"), date), (("start_time", "end_time"), time), (("stamp",), datetime)):
        for name in names:
            if name in said:
                said[name] = read.fromisoformat(said[name])
    lists = {name: tuple(said.get(name, ())) for name in ("categories", "left_out")}
    return Entry(**said | lists)


def _slots(rows: list[FollowUpFacts], hour: time, kept: Mapping[int, tuple[date, time]]) -> dict[int, time]:
    """A start for each follow-up that has no time of its own. After the day's last quarter it begins again."""
    first = hour.hour * 60 + hour.minute
    count = max(1, (24 * 60 - first) // SLOT)
    start = [time(*divmod(first + number * SLOT, 60)) for number in range(count)]
    placed: dict[int, time] = {}
    taken: dict[date, set[time]] = {}
    for row in sorted(rows):
        day, at = kept.get(row.id, (None, NINE))
        if day == row.due and at in start and at not in taken.setdefault(row.due, set()):
            placed[row.id] = at
            taken[row.due].add(at)
    next_free: dict[date, int] = {}
    for row in sorted(rows):
        if row.id in placed:
            continue
        number = next_free.get(row.due, 0)
        while number < count and start[number] in taken.get(row.due, ()):
            number += 1
        placed[row.id] = start[number % count]
        next_free[row.due] = number + 1
    return placed


def _status(facts: FollowUpFacts, todo: bool) -> str:
    if todo:
        return "COMPLETED" if facts.done else "NEEDS-ACTION"
    return "TENTATIVE" if facts.planned else "CONFIRMED"


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _ceus(number: float | None, body: str) -> str:
    return _("CEUs: {number}").format(number=f"{number:g} {body}".strip()) if number else ""
