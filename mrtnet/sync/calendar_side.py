"""Our side of a calendar on a server: what goes there is what the calendar file says, what comes back are edits.

What she moves on her phone moves here, a new title is a new title, lines she adds become a note; deleting a follow-up
skips it, deleting a meeting or a planned event cancels it. All that one run brings is one undoable step. Another kind
of entry is one more line in `KINDS`.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlmodel import Session as Db
from sqlmodel import col, select

from mrtnet import clock
from mrtnet.domain import zoned
from mrtnet.domain.calendar import Entry, from_text
from mrtnet.domain.forms import EventForm, FollowUpForm, SessionForm
from mrtnet.domain.kinds import title
from mrtnet.domain.meeting_forms import LONGEST, MeetingForm
from mrtnet.edits import events as event_edits
from mrtnet.edits import follow_ups, meetings
from mrtnet.exchange.ics import assemble, zones_of
from mrtnet.queries.about import about as read_about
from mrtnet.store.book import Book, driver_connection, titled
from mrtnet.store.tables import Event, FollowUp, Meeting, Organization, Session
from mrtnet.sync.items import outgoing
from mrtnet.sync.marks import Marks
from mrtnet.sync.objects import CalendarObjects, Objects, events, span_of
from mrtnet.sync.sides import LocalItem, Outcome, Remembered, RemoteChange, Updates
from mrtnet.trouble import Trouble
from mrtnet.words import _, plural

Connection = Any  # a driver connection; sqlcipher3 carries no types
_FIRST_YEAR, _LAST_YEAR = 1900, 2200  # as forms have it


class Coming(NamedTuple):
    """An entry as it came from the server, for the row behind it: `ours` is what we say ourselves, `fields` changed.

    `zone` is her zone. Start and end are days (the end excluded) or wall times in the zone of our entry.
    """

    row: Any
    ours: Entry
    fields: frozenset[str]
    summary: str
    description: str
    location: str
    url: str
    start: date | datetime
    end: date | datetime
    zone: str
    today: date

    @property
    def day(self) -> date:
        """The day on which it starts."""
        return self.start.date() if isinstance(self.start, datetime) else self.start

    @property
    def at(self) -> time | None:
        """The wall time at which it starts, None for a whole day."""
        return self.start.time().replace(second=0, microsecond=0) if isinstance(self.start, datetime) else None

    @property
    def minutes(self) -> int:
        """How long it takes; 0 for a whole day."""
        if not isinstance(self.start, datetime) or not isinstance(self.end, datetime):
            return 0
        return int((self.end - self.start) / timedelta(minutes=1))

    def title(self, own: str) -> str:
        """Her title without what we put behind it ("Thank-you note: Rosa" is called "Thank-you note")."""
        if "summary" not in self.fields or not self.summary:
            return own
        tail = self.ours.summary.removeprefix(own) if self.ours.summary.startswith(own) else ""
        return self.summary.removesuffix(tail).strip() or own if tail else self.summary

    def note(self, own: str) -> str:
        """Her note with the lines that she added to the description."""
        if "description" not in self.fields:
            return own
        known = {line.strip() for line in (*self.ours.description.splitlines(), *own.splitlines())}
        added = [line for line in self.description.splitlines() if line.strip() and line.strip() not in known]
        return "\n".join([*([own] if own else []), *added])


class Kind(NamedTuple):
    """How one kind comes back: its table, what a change does, what a deletion does, and which fields are ours to say.

    A deletion that returns False leaves the row as it is, and the entry away from the server.
    """

    table: Any
    change: Callable[[Db, Coming], None]
    delete: Callable[[Db, Any, date], bool]
    ours: frozenset[str]


class CalendarSide:
    """The book's side of one collection of one account, `name` being the account's."""

    objects: Objects = CalendarObjects()
    takes_new = False
    keeps = False

    def __init__(self, book: Book, marks: Marks, kinds: frozenset[str], name: str, *, notes: bool = False) -> None:
        self._book, self._marks, self._kinds, self._name, self._notes = book, marks, kinds, name, notes

    def items(self, there: Collection[str] = ()) -> Mapping[str, LocalItem]:
        """What the calendar file would say now of these kinds."""
        return self._book.quietly(self._items)

    def stays_there(self, uids: Collection[str]) -> Collection[str]:
        """Nothing: what goes here goes there."""
        return ()

    def remembered(self) -> Remembered:
        """What the book remembers."""
        return self._marks.read(self._book.read)

    def remember(self, updates: Updates) -> None:
        """Remember this."""
        self._book.quietly(self._marks.write, updates)

    def apply(self, changes: Sequence[RemoteChange], then: Callable[[Sequence[Outcome]], Updates]) -> Sequence[Outcome]:
        """Take the changes over as one step."""
        return self._book.do(self._take_all, changes, then)

    # Going out

    def _items(self, connection: Connection) -> dict[str, LocalItem]:
        now = clock.now()
        with_notes: dict[str, bytes] = {}
        if self._notes:
            told = outgoing(connection, now=now, notes=True, with_entries=True)
            with_notes = {entry.uid: body for entry, body in zip(told.entries, told.components, strict=True)}
        else:
            outgoing(connection, now=now)
        found = connection.execute(
            "SELECT uid, kind, content, rendered, entry FROM calendar_item WHERE NOT cancelled AND rendered IS NOT NULL"
        ).fetchall()

        def item(uid: str, content: str, body: bytes, entry: str) -> LocalItem:
            return LocalItem(
                f"{content} notes" if self._notes else content,
                lambda: assemble([with_notes.get(uid, body)], zones_of([from_text(entry)])),
            )

        return {uid: item(uid, *rest) for uid, kind, *rest in found if kind in self._kinds}

    # Coming in

    def _take_all(
        self, session: Db, changes: Sequence[RemoteChange], then: Callable[[Sequence[Outcome]], Updates]
    ) -> Sequence[Outcome]:
        connection = driver_connection(session)
        about = read_about(connection)
        today, zone = clock.today(about.time_zone), about.time_zone or clock.system_zone_name()
        outcomes = []
        for change in changes:
            try:
                with session.begin_nested():
                    outcomes.append(_take(session, change, today, zone))
            except Trouble as wrong:
                outcomes.append(Outcome(change.uid, said=str(wrong), send=True))
        session.flush()
        outcomes = self._differing(connection, changes, outcomes)
        several = plural("{n} change", "{n} changes", len(changes))
        what = session.info.get("title", several) if len(changes) == 1 else several
        titled(session, _("From {account}: {what}").format(account=self._name, what=what))
        self._marks.write(connection, then(outcomes))
        return outcomes

    def _differing(
        self, connection: Connection, changes: Sequence[RemoteChange], outcomes: Sequence[Outcome]
    ) -> list[Outcome]:
        """The outcomes; where we still say something else than they, in a field that is ours to say, ours is sent."""
        items = self._items(connection)
        kinds = dict(connection.execute("SELECT uid, kind FROM calendar_item").fetchall())
        told = []
        for change, outcome in zip(changes, outcomes, strict=True):
            item = items.get(change.uid)
            if change.content is not None and item is not None and not outcome.left:
                ours, theirs = self.objects.fields(item.content()), self.objects.fields(change.content)
                fields = KINDS[kinds[change.uid]].ours & change.fields
                if any(_compared(name, ours) != _compared(name, theirs) for name in fields):
                    outcome = outcome._replace(send=True)
            told.append(outcome)
        return told


def _compared(name: str, fields: Mapping[str, str]) -> str:
    """A field for comparing: "start" is the first part of "when"."""
    return fields.get("when", "").partition(" ")[0] if name == "start" else fields.get(name, "")


def _take(session: Db, change: RemoteChange, today: date, zone: str) -> Outcome:
    """Take one change over. Raises Trouble for what cannot be."""
    connection = driver_connection(session)
    found = connection.execute("SELECT kind, entry FROM calendar_item WHERE uid = ?", (change.uid,)).fetchone()
    kind = KINDS.get(found[0]) if found else None
    row = session.exec(select(kind.table).where(col(kind.table.uid) == change.uid)).first() if kind else None
    if kind is None or row is None:
        return Outcome(change.uid, left=change.content is not None)
    event = _master(change.content) if change.content is not None else None
    if event is None or ("status" in change.fields and str(event.get("STATUS", "")).upper() == "CANCELLED"):
        gone = kind.delete(session, row, today)
        return Outcome(change.uid, left=not gone)
    ours = from_text(found[1]) if found[1] else Entry()
    start, end = (_wall(moment, ours.zone or zone) for moment in span_of(event))
    if not all(_FIRST_YEAR <= moment.year <= _LAST_YEAR for moment in (start, end)):
        raise Trouble(_("The server has a date beyond the calendar for “{what}”.").format(what=ours.summary))
    text = {name: _text(event.get(name)) for name in ("SUMMARY", "DESCRIPTION", "LOCATION", "URL")}
    kind.change(
        session,
        Coming(
            row,
            ours,
            change.fields,
            " ".join(text["SUMMARY"].split()),
            text["DESCRIPTION"],
            " ".join(text["LOCATION"].split()),
            text["URL"],
            start,
            end,
            zone,
            today,
        ),
    )
    return Outcome(change.uid)


def _master(content: bytes) -> Any:
    """The event itself, not one of its moved instances."""
    found = events(content)
    return next((event for event in found if event.get("RECURRENCE-ID") is None), found[0])


def _wall(moment: date | datetime, zone: str) -> date | datetime:
    """A day as it is, an instant as wall time in the zone; a floating time is meant there already."""
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        return moment
    return zoned.wall(moment, zone)


def _text(value: Any) -> str:
    return str(value[0] if isinstance(value, list) and value else value or "")


def _change_follow_up(session: Db, coming: Coming) -> None:
    row: FollowUp = coming.row
    row_id = int(row.id or 0)
    if row.state != "open":
        raise Trouble(_("“{title}” is closed here. Undo that in History first.").format(title=row.title))
    what, note = coming.title(row.title), coming.note(row.note)
    if (what, note) != (row.title, row.note):
        form = FollowUpForm.checked(kind=row.kind, title=what, due=row.due, at=row.at, channel=row.channel, note=note)
        follow_ups.change(session, row_id, form, today=coming.today)
    if "when" not in coming.fields:
        return
    at = coming.at if row.at is not None or coming.at != coming.ours.start_time else None
    if (coming.day, at) == (row.due, row.at):
        return
    if coming.day > row.due:
        follow_ups.snooze(session, [row_id], coming.day, at, today=coming.today)
        return
    form = FollowUpForm.checked(kind=row.kind, title=what, due=coming.day, at=at, channel=row.channel, note=note)
    follow_ups.change(session, row_id, form, today=coming.today)


def _skip(session: Db, row: FollowUp, today: date) -> bool:
    if row.state == "open":
        follow_ups.skip(session, [int(row.id or 0)], today=today)
    return True


def _change_event(session: Db, coming: Coming) -> None:
    row: Event = coming.row
    form = _event_form(session, row)
    told: dict[str, Any] = {"name": coming.title(row.name), "note": coming.note(row.note)}
    if "when" in coming.fields:
        last = coming.end - timedelta(days=1) if not isinstance(coming.end, datetime) else coming.end.date()
        told |= {"first_day": coming.day, "last_day": max(coming.day, last)}
    if "location" in coming.fields:
        city = row.city if row.city and coming.location.endswith(row.city) else ""
        told |= {"place": coming.location.removesuffix(city).strip(" ,"), "city": city}
    if "url" in coming.fields:
        told["url"] = coming.url
    event_edits.change_event(session, int(row.id or 0), _changed(form, told), today=coming.today)


def _call_event_off(session: Db, row: Event, today: date) -> bool:
    """A planned event is cancelled; one that was attended stays in the book, away from the calendar."""
    if row.participation == "cancelled":
        return True
    if row.participation != "planned" or (row.last_day or row.first_day or today) < today:
        return False
    form = _changed(_event_form(session, row), {"participation": "cancelled"})
    event_edits.change_event(session, int(row.id or 0), form, today=today)
    return True


def _event_form(session: Db, row: Event) -> EventForm:
    told = {name: getattr(row, name) for name in EventForm.model_fields if name != "organization"}
    held_by = session.get(Organization, row.organization_id) if row.organization_id is not None else None
    return EventForm.checked(**told, organization=held_by.name if held_by else "")


def _changed(form: EventForm, told: Mapping[str, Any]) -> EventForm:
    return EventForm.checked(**(form.model_dump() | dict(told)))


def _change_session(session: Db, coming: Coming) -> None:
    row: Session = coming.row
    told = {name: getattr(row, name) for name in SessionForm.model_fields}
    told |= {"title": coming.title(row.title), "note": coming.note(row.note)}
    if "when" in coming.fields:
        ends = coming.end.time() if isinstance(coming.end, datetime) else None
        told |= {"day": coming.day, "starts": coming.at, "ends": ends if coming.minutes else None}
    if "location" in coming.fields:
        event = session.get(Event, row.event_id)
        told["room"] = coming.location.removesuffix(event.place if event else "").strip(" ,")
    event_edits.change_session(session, int(row.id or 0), SessionForm.checked(**told))


def _leave_session(_session: Db, _row: Session, _today: date) -> bool:
    """A session belongs to its event's programme: it stays there, away from the calendar."""
    return False


def _change_meeting(session: Db, coming: Coming) -> None:
    row: Meeting = coming.row
    usual = title("meeting", row.kind)
    told = {"title": coming.title(row.title or usual), "note": coming.note(row.note), "place": row.place}
    if told["title"] == usual:
        told["title"] = row.title
    if "location" in coming.fields and coming.location != row.url:
        told["place"] = coming.location
    form = MeetingForm.checked(kind=row.kind, **told)
    if (form.title, form.note, form.place) != (row.title, row.note, row.place):
        row.title, row.note, row.place = form.title, form.note, form.place
        titled(session, _("Changed: {what}").format(what=meetings.named(session, row)))
        session.add(row)
        session.flush()
    if "when" in coming.fields:
        _move_meeting(session, coming)


def _move_meeting(session: Db, coming: Coming) -> None:
    row: Meeting = coming.row
    if coming.at is None:
        raise Trouble(_("A meeting needs a time: “{title}” was left as it is.").format(title=coming.ours.summary))
    minutes = coming.minutes if 0 < coming.minutes <= LONGEST else row.minutes
    second = isinstance(coming.start, datetime) and bool(coming.start.fold)
    if (coming.day, coming.at, minutes, second) != (row.day, row.at, row.minutes, row.second):
        today, row_id = coming.today, int(row.id or 0)
        meetings.move_meeting(session, row_id, coming.day, coming.at, today=today, second=second, minutes=minutes)


def _cancel_meeting(session: Db, row: Meeting, today: date) -> bool:
    """A meeting to come is cancelled; one that was held stays in the book, away from the calendar."""
    if row.cancelled_on is not None or row.declined_on is not None:
        return True
    if row.held_on is not None or (row.day is not None and row.day < today):
        return False
    meetings.cancel_meeting(session, int(row.id or 0), today=today)
    return True


KINDS: dict[str, Kind] = {
    "follow-up": Kind(FollowUp, _change_follow_up, _skip, frozenset({"start", "summary", "status"})),
    "event": Kind(Event, _change_event, _call_event_off, frozenset({"summary", "status", "location"})),
    "session": Kind(Session, _change_session, _leave_session, frozenset({"when", "summary", "status", "location"})),
    "meeting": Kind(Meeting, _change_meeting, _cancel_meeting, frozenset({"when", "summary", "status", "location"})),
}
"""By the kind of the entry, as in `queries.calendar.KINDS`."""
