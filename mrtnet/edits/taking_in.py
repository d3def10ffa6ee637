"""Calendars of others taken in: programmes as events with sessions, invitations as meetings, answers to her own."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from sqlmodel import Session as Db
from sqlmodel import col, select

from mrtnet import clock
from mrtnet.domain import zoned
from mrtnet.domain.contact_points import normal
from mrtnet.domain.forms import PersonForm, Reach
from mrtnet.domain.meeting_forms import MeetingForm
from mrtnet.edits.events import add_event, add_session
from mrtnet.edits.found import found
from mrtnet.edits.meeting_runs import follow_meeting
from mrtnet.edits.meetings import cancel_meeting, move_meeting, named, plan_meeting, record_reply
from mrtnet.edits.people import add_person
from mrtnet.exchange.calendar_sorting import Invited, Programme, Sorted
from mrtnet.exchange.ics_entries import Attendee
from mrtnet.exchange.invitations import Reply
from mrtnet.queries.meetings import with_uid
from mrtnet.store.book import driver_connection, titled
from mrtnet.store.tables import BusyCalendar, Event, Meeting, MeetingPerson, Session
from mrtnet.store.tables import Reach as ReachRow
from mrtnet.trouble import Trouble
from mrtnet.words import _, listed, plural

MOST_NEW_PEOPLE = 8  # of one invitation; more guests than that are an audience


def take_in(session: Db, found: Sorted, *, today: date) -> list[str]:
    """Put what a calendar brought into the book as one step; returns a sentence for each thing that came of it.

    Taken in twice it changes nothing twice: an event goes by its name and days, a meeting by its UID.
    """
    said = [_programme(session, each, today) for each in found.programmes]
    said += [_invited(session, each, today) for each in found.invited]
    said += [answer(session, each, today=today) for each in found.replies]
    told = [each for each in said if each]
    parts = [
        plural("{n} event", "{n} events", len(found.programmes)) if found.programmes else "",
        plural("{n} meeting", "{n} meetings", len(found.invited)) if found.invited else "",
        plural("{n} answer", "{n} answers", len(found.replies)) if found.replies else "",
    ]
    what = listed([part for part in parts if part]) or _("nothing")
    titled(session, _("Took in {what} from a calendar").format(what=what) if len(told) != 1 else told[0])
    return told


def answer(session: Db, reply: Reply, *, today: date) -> str:
    """An answer to an invitation of hers; returns what it said. Raises Trouble if it fits no meeting or guest."""
    meeting_id = with_uid(driver_connection(session), reply.uid)
    if meeting_id is None:
        raise Trouble(_("This answers an invitation that is not in the book."))
    guests = session.exec(select(MeetingPerson).where(col(MeetingPerson.meeting_id) == meeting_id)).all()
    person_id = next((each.person_id for each in guests if reply.email in _addresses(session, each)), None)
    if person_id is None:
        sentence = _("This answer is from {email}, who is not invited. Nothing was changed.")
        raise Trouble(sentence.format(email=reply.email))
    meeting = session.get_one(Meeting, meeting_id)
    proposed = _proposed(reply, meeting.zone)
    on = reply.stamp.date() if reply.stamp else today
    record_reply(session, meeting_id, person_id, reply.partstat, on=min(on, today), proposed=proposed, today=today)
    return str(session.info.get("title", ""))


def add_busy_calendar(session: Db, title: str, url: str) -> int:
    """Read this calendar file or subscription for busy times from now on; returns its id."""
    titled(session, _("Reads the calendar {title} for busy times").format(title=title))
    known = session.exec(select(BusyCalendar).where(col(BusyCalendar.url) == url)).first()
    if known is not None:
        raise Trouble(_("This calendar is read already, as “{title}”.").format(title=known.title))
    row = BusyCalendar(title=title, url=url, created_at=clock.now())
    session.add(row)
    session.flush()
    return int(row.id or 0)


def show_busy_calendar(session: Db, calendar_id: int, *, shown: bool) -> None:
    """Count this calendar's times as busy, or not."""
    row = found(session, BusyCalendar, calendar_id)
    form = _("Counts {title} as busy") if shown else _("Does not count {title} as busy")
    titled(session, form.format(title=row.title))
    row.shown = shown
    session.add(row)


def remove_busy_calendar(session: Db, calendar_id: int) -> None:
    """Read this calendar no more."""
    row = found(session, BusyCalendar, calendar_id)
    titled(session, _("Reads the calendar {title} no more").format(title=row.title))
    session.delete(row)


def _programme(session: Db, found: Programme, today: date) -> str:
    form = found.event
    same = select(Event).where(col(Event.name) == form.name, col(Event.first_day) == form.first_day)
    event = session.exec(same).first()
    event_id = int(event.id or 0) if event else add_event(session, form, today=today)
    known = {
        (row.title, row.day, row.starts)
        for row in session.exec(select(Session).where(col(Session.event_id) == event_id)).all()
    }
    new = [each for each in found.sessions if (each.title, each.day, each.starts) not in known]
    for each in new:
        add_session(session, event_id, each)
    sessions = plural("{n} session", "{n} sessions", len(new))
    return _("Added {event} with {sessions}").format(event=form.name, sessions=sessions) if new or not event else ""


def _invited(session: Db, found: Invited, today: date) -> str:
    meeting_id = with_uid(driver_connection(session), found.uid)
    if meeting_id is None:
        if found.cancelled or found.form.day is None:
            return ""
        return _new(session, found, today)
    meeting = session.get_one(Meeting, meeting_id)
    if meeting.ical_uid != found.uid or found.sequence < meeting.ical_sequence:
        return ""  # her own, come back in somebody's file; or older than what is known
    if meeting.held_on is not None or meeting.cancelled_on is not None:
        return ""
    if found.cancelled:
        cancel_meeting(session, meeting_id, today=today)
    elif not _update(session, meeting, found.form, today):
        return ""
    meeting.ical_sequence = found.sequence
    session.add(meeting)
    return str(session.info.get("title", ""))


def _update(session: Db, meeting: Meeting, form: MeetingForm, today: date) -> bool:
    """What the organizer changed; her own questions, agenda and notes stay. False if nothing did."""
    told = {name: getattr(form, name) for name in ("title", "place", "url", "purpose")}
    moved = form.day is not None and (form.day, form.at, form.zone) != (meeting.day, meeting.at, meeting.zone)
    if (
        not moved
        and form.minutes == meeting.minutes
        and all(getattr(meeting, key) == each for key, each in told.items())
    ):
        return False
    meeting.sqlmodel_update(told)
    session.add(meeting)
    if form.day is not None and form.at is not None and moved:
        move_meeting(
            session, int(meeting.id or 0), form.day, form.at, today=today, zone=form.zone, minutes=form.minutes,
            by_them=True,
        )  # fmt: skip
    else:
        meeting.minutes = form.minutes
        titled(session, _("Changed by them: {what}").format(what=named(session, meeting)))
        follow_meeting(session, meeting, today)
    return True


def _new(session: Db, found: Invited, today: date) -> str:
    who = _people(session, found.others, today)
    if not who:
        return ""
    meeting_id = plan_meeting(session, found.form, who, today=today)
    said = str(session.info.get("title", ""))
    meeting = session.get_one(Meeting, meeting_id)
    meeting.ical_uid, meeting.ical_sequence = found.uid, found.sequence
    meeting.organizer = found.organizer.email if found.organizer else ""
    session.add(meeting)
    session.flush()
    if found.cancelled:
        cancel_meeting(session, meeting_id, today=today)
    return said


def _people(session: Db, others: Sequence[Attendee], today: date) -> list[int]:
    """Who of the guests is in the book, by address; of few strangers each is put on file, of many the organizer."""
    known = {each.email.lower(): _person_with(session, each.email) for each in others}
    strangers = [each for each in others if known[each.email.lower()] is None]
    if len(strangers) > MOST_NEW_PEOPLE or (len(strangers) < len(others) and len(others) > MOST_NEW_PEOPLE):
        strangers = strangers[:1] if strangers and strangers[0] is others[0] else []
    for each in strangers:
        form = PersonForm(name=each.name or "", reaches=[Reach(property="EMAIL", value=each.email)])
        known[each.email.lower()] = add_person(session, form, today=today)
    found = (known[each.email.lower()] for each in others)
    return list(dict.fromkeys(person_id for person_id in found if person_id is not None))


def _person_with(session: Db, email: str) -> int | None:
    key = normal(Reach(property="EMAIL", value=email)) or email
    wanted = select(ReachRow.person_id).where(col(ReachRow.property) == "EMAIL", col(ReachRow.normal) == key)
    return session.exec(wanted.order_by(col(ReachRow.id))).first()


def _addresses(session: Db, guest: MeetingPerson) -> set[str]:
    reaches = session.exec(
        select(ReachRow.value).where(col(ReachRow.person_id) == guest.person_id, col(ReachRow.property) == "EMAIL")
    ).all()
    return {address.strip().lower() for address in (*reaches, guest.email) if address}


def _proposed(reply: Reply, zone: str) -> str:
    """The wall time proposed, in the meeting's zone, as ISO text; "" for none."""
    if not isinstance(reply.proposed, datetime):
        return ""
    at = reply.proposed
    wall = at if at.tzinfo is None else zoned.wall(at.astimezone(UTC), zone)
    return f"{wall:%Y-%m-%dT%H:%M}"
