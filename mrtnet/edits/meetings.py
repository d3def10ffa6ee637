"""Meetings: asked for, agreed, planned, moved, called off, answered. What came of them is the business of `outcomes`.

Times are wall values in the meeting's zone; `today` is the day it is for her. Every edit brings the playbooks in line.
"""

from collections.abc import Sequence
from datetime import date, datetime, time

from sqlmodel import Session, col, select

from mrtnet import clock
from mrtnet.domain import zoned
from mrtnet.domain.kinds import title
from mrtnet.domain.meeting_forms import AgendaBlock as AgendaForm
from mrtnet.domain.meeting_forms import MeetingForm
from mrtnet.domain.meeting_forms import MeetingQuestion as QuestionForm
from mrtnet.domain.when import say_day
from mrtnet.edits.found import found
from mrtnet.edits.meeting_runs import follow_meeting, let_go, person_ids
from mrtnet.edits.next_steps import settle
from mrtnet.queries import mentoring
from mrtnet.store.book import driver_connection, titled
from mrtnet.store.tables import AgendaBlock, Meeting, MeetingPerson, MeetingQuestion, Person
from mrtnet.trouble import Trouble
from mrtnet.words import _, plural

MENTORING = "mentor-check-in"
"""The kind of meeting that counts as a session of the mentoring with its first person."""
DATES = ("asked", "agreed", "prepared", "thanked", "reported")
"""What can be ticked off by hand; held comes with the outcome, declined and cancelled by edits of their own."""


def plan_meeting(
    session: Session,
    form: MeetingForm,
    who: Sequence[int],
    *,
    today: date,
    asked_on: date | None = None,
    event_id: int | None = None,
    mentoring_id: int | None = None,
    sample: bool = False,
) -> int:
    """A meeting with these people; returns its id. With a day it counts as agreed, without one as still to be asked."""
    if not who:
        raise Trouble(_("A meeting needs at least one person."))
    if mentoring_id is None and form.kind == MENTORING:
        agreed = mentoring.rows(driver_connection(session), person_id=who[0], open_only=True)
        mentoring_id = agreed[0].id if agreed else None
    meeting = Meeting(
        kind=form.kind,
        event_id=event_id,
        mentoring_id=mentoring_id,
        created_at=clock.now(),
        sample=sample,
        asked_on=asked_on,
        agreed_on=today if form.day is not None else None,
    )
    session.add(meeting)
    _fill(session, meeting, form)
    for position, person_id in enumerate(dict.fromkeys(who)):
        person = found(session, Person, person_id)
        session.add(MeetingPerson(meeting_id=int(meeting.id or 0), person_id=person_id, position=position))
        if not meeting.their_zone:
            meeting.their_zone = person.time_zone
    session.flush()
    titled(session, _("Planned: {what}").format(what=named(session, meeting)))
    follow_meeting(session, meeting, today)
    return int(meeting.id or 0)


def change_meeting(
    session: Session, meeting_id: int, form: MeetingForm, who: Sequence[int] | None = None, *, today: date
) -> None:
    """Give a meeting what the form says; another day or time counts as moved. `who` None leaves the people."""
    meeting = found(session, Meeting, meeting_id)
    _still_to_come(meeting)
    before = (meeting.day, meeting.at, meeting.zone, meeting.second)
    titled(session, _("Changed: {what}").format(what=named(session, meeting)))
    if who is not None:
        _seat(session, meeting, who, today)
    _fill(session, meeting, form)
    if before[0] is None and meeting.day is not None:
        meeting.agreed_on = meeting.agreed_on or today
    elif before != (meeting.day, meeting.at, meeting.zone, meeting.second) and meeting.day is not None:
        meeting.moved += 1
    session.add(meeting)
    follow_meeting(session, meeting, today)


def move_meeting(
    session: Session,
    meeting_id: int,
    day: date,
    at: time,
    *,
    today: date,
    zone: str = "",
    second: bool = False,
    minutes: int | None = None,
    by_them: bool = False,
) -> None:
    """Another day and time, in the meeting's zone or another one. Its first date is an agreement, not a move."""
    meeting = found(session, Meeting, meeting_id)
    _still_to_come(meeting)
    if meeting.day is None:
        meeting.agreed_on = meeting.agreed_on or today
    else:
        meeting.moved += 1
        meeting.moved_by_them += by_them
    meeting.day, meeting.at, meeting.second = day, at, second
    meeting.zone = zone or meeting.zone
    meeting.minutes = minutes or meeting.minutes
    _reckon(meeting)
    session.add(meeting)
    for row in session.exec(select(MeetingPerson).where(col(MeetingPerson.meeting_id) == meeting_id)).all():
        row.partstat, row.proposed, row.replied_on = "NEEDS-ACTION" if row.partstat else "", "", None
        session.add(row)
    titled(
        session,
        _("Moved to {day}: {what}").format(day=say_day(day, today), what=named(session, meeting)),
    )
    follow_meeting(session, meeting, today)


def tick(session: Session, meeting_id: int, what: str, on: date | None, *, today: date) -> None:
    """Write down the day on which it was asked for, agreed, prepared, thanked or reported; None takes it back."""
    meeting = found(session, Meeting, meeting_id)
    if what not in DATES:
        raise Trouble(_("“{what}” is not a state of a meeting.").format(what=what))
    said = {
        "asked": _("Asked: {what}"),
        "agreed": _("They said yes: {what}"),
        "prepared": _("Prepared: {what}"),
        "thanked": _("Thanked: {what}"),
        "reported": _("Reported back: {what}"),
    }
    titled(session, said[what].format(what=named(session, meeting)))
    setattr(meeting, f"{what}_on", on)
    session.add(meeting)
    follow_meeting(session, meeting, today)


def decline_meeting(session: Session, meeting_id: int, *, today: date) -> None:
    """They said no. What was planned goes; a thank-you for the answer comes."""
    meeting = found(session, Meeting, meeting_id)
    _still_to_come(meeting)
    titled(session, _("They said no: {what}").format(what=named(session, meeting)))
    meeting.declined_on = today
    session.add(meeting)
    let_go(session, meeting, "declined", today)


def cancel_meeting(session: Session, meeting_id: int, *, today: date) -> None:
    """Called off, by whomever; its follow-ups go and calendars are told."""
    meeting = found(session, Meeting, meeting_id)
    _still_to_come(meeting)
    titled(session, _("Cancelled: {what}").format(what=named(session, meeting)))
    meeting.cancelled_on = today
    session.add(meeting)
    let_go(session, meeting, "cancelled", today)


def remove_meeting(session: Session, meeting_id: int, *, today: date) -> None:
    """Remove a meeting as if it had never been planned. What was written down after it stays in the timeline."""
    meeting = found(session, Meeting, meeting_id)
    titled(session, _("Removed: {what}").format(what=named(session, meeting)))
    let_go(session, meeting, "removed", today)
    who = person_ids(session, meeting)
    session.delete(meeting)
    session.flush()
    for person_id in who:
        settle(session, person_id, today)


def record_reply(
    session: Session, meeting_id: int, person_id: int, partstat: str, *, on: date, proposed: str = "", today: date
) -> None:
    """What someone answered to the invitation (PARTSTAT), with a wall time she proposes instead, if any."""
    meeting = found(session, Meeting, meeting_id)
    row = session.exec(
        select(MeetingPerson).where(
            col(MeetingPerson.meeting_id) == meeting_id, col(MeetingPerson.person_id) == person_id
        )
    ).first()
    if row is None:
        raise Trouble(_("This answer is from someone who is not invited."))
    row.partstat, row.replied_on, row.proposed = partstat, on, proposed
    said = {
        "ACCEPTED": _("{name} accepted: {what}"),
        "DECLINED": _("{name} declined: {what}"),
        "TENTATIVE": _("{name} may come: {what}"),
    }
    form = _("{name} proposes another time: {what}") if proposed else said.get(partstat, _("{name} answered: {what}"))
    titled(session, form.format(name=found(session, Person, person_id).name, what=named(session, meeting)))
    if partstat == "ACCEPTED" and not proposed:
        meeting.agreed_on = meeting.agreed_on or on
    session.add_all([row, meeting])
    follow_meeting(session, meeting, today)


def was_invited(session: Session, meeting_id: int, *, today: date) -> None:
    """The invitation, an update or the cancellation went out to everybody; the answers are awaited anew."""
    meeting = found(session, Meeting, meeting_id)
    off = meeting.cancelled_on is not None
    form = _("Told them that it is off: {what}") if off else _("Sent the invitation: {what}")
    titled(session, form.format(what=named(session, meeting)))
    meeting.asked_on = meeting.asked_on or today
    session.add(meeting)
    for row in session.exec(select(MeetingPerson).where(col(MeetingPerson.meeting_id) == meeting_id)).all():
        row.partstat = row.partstat or "NEEDS-ACTION"
        session.add(row)


def set_questions(session: Session, meeting_id: int, questions: Sequence[QuestionForm]) -> None:
    """The questions of a meeting, in this order."""
    meeting = found(session, Meeting, meeting_id)
    titled(session, _("Changed the questions: {what}").format(what=named(session, meeting)))
    _put_questions(session, meeting_id, questions)


def answer_question(session: Session, question_id: int, *, asked: bool, answer: str) -> None:
    """What was answered, noted while they talk."""
    row = found(session, MeetingQuestion, question_id)
    titled(session, _("Noted an answer"))
    row.asked, row.answer = asked, answer
    session.add(row)


def set_note(session: Session, meeting_id: int, note: str) -> None:
    """Her private note on a meeting."""
    meeting = found(session, Meeting, meeting_id)
    titled(session, _("Noted: {what}").format(what=named(session, meeting)))
    meeting.note = note
    session.add(meeting)


def named(session: Session, meeting: Meeting) -> str:
    """What a meeting is called in sentences: "Informational interview with Rosa Delgado-Ruiz"."""
    session.flush()
    what = meeting.title or title("meeting", meeting.kind)
    names = [found(session, Person, each).name for each in person_ids(session, meeting)]
    if not names:
        return what
    whom = names[0] if len(names) == 1 else plural("{n} person", "{n} people", len(names))
    return _("{what} with {whom}").format(what=what, whom=whom)


def reckon_again(session: Session, meeting_ids: Sequence[int]) -> None:
    """The zone data changed: wall times stay, the instants behind them follow."""
    titled(session, _("Clock rules changed: meetings keep their wall time"))
    for meeting_id in meeting_ids:
        meeting = found(session, Meeting, meeting_id)
        _reckon(meeting)
        session.add(meeting)


def _fill(session: Session, meeting: Meeting, form: MeetingForm) -> None:
    told = form.model_dump(exclude={"agenda", "questions", "alarms"})
    told["their_zone"] = told["their_zone"] or meeting.their_zone
    for zone in {told["zone"], told["their_zone"]} - {""}:
        zoned.zone_of(zone)
    meeting.sqlmodel_update(told)
    meeting.alarms = " ".join(str(minutes) for minutes in form.alarms)
    _reckon(meeting)
    session.add(meeting)
    session.flush()
    meeting_id = int(meeting.id or 0)
    _put_questions(session, meeting_id, form.questions)
    _put_agenda(session, meeting_id, form.agenda)


def _reckon(meeting: Meeting) -> None:
    """The instant behind the wall time; a time that the clocks skip becomes the one that was taken for it."""
    if meeting.day is None or meeting.at is None:
        meeting.starts_utc = None
        return
    reading = zoned.reading(datetime.combine(meeting.day, meeting.at, None).replace(fold=meeting.second), meeting.zone)
    meeting.day, meeting.at, meeting.second = reading.wall.date(), reading.wall.time(), bool(reading.wall.fold)
    meeting.starts_utc = reading.at


def _put_questions(session: Session, meeting_id: int, questions: Sequence[QuestionForm]) -> None:
    """Rows that stay keep their id, so that an answer being typed finds its row."""
    rows = session.exec(
        select(MeetingQuestion).where(col(MeetingQuestion.meeting_id) == meeting_id).order_by(col(MeetingQuestion.id))
    ).all()
    left = list(rows)
    for position, form in enumerate(questions):
        row = next((each for each in left if (each.question, each.text) == (form.question, form.text)), None)
        if row is None:
            row = MeetingQuestion(meeting_id=meeting_id, question=form.question, text=form.text)
        else:
            left.remove(row)
        row.position, row.asked, row.answer = position, form.asked, form.answer
        session.add(row)
    for gone in left:
        session.delete(gone)
    session.flush()


def _put_agenda(session: Session, meeting_id: int, agenda: Sequence[AgendaForm]) -> None:
    rows = session.exec(
        select(AgendaBlock).where(col(AgendaBlock.meeting_id) == meeting_id).order_by(col(AgendaBlock.position))
    ).all()
    if [(row.title, row.minutes) for row in rows] == [(form.title, form.minutes) for form in agenda]:
        return
    for row in rows:
        session.delete(row)
    session.flush()
    for position, form in enumerate(agenda):
        session.add(AgendaBlock(meeting_id=meeting_id, title=form.title, minutes=form.minutes, position=position))
    session.flush()


def _seat(session: Session, meeting: Meeting, who: Sequence[int], today: date) -> None:
    """These people take part from now on."""
    wanted = list(dict.fromkeys(who))
    if not wanted:
        raise Trouble(_("A meeting needs at least one person."))
    rows = session.exec(select(MeetingPerson).where(col(MeetingPerson.meeting_id) == meeting.id)).all()
    seated = {row.person_id: row for row in rows}
    if list(seated)[:1] != wanted[:1]:
        let_go(session, meeting, "changed", today)
    for person_id, row in seated.items():
        if person_id not in wanted:
            session.delete(row)
            session.flush()
            settle(session, person_id, today)
    for position, person_id in enumerate(wanted):
        row = seated.get(person_id) or MeetingPerson(meeting_id=int(meeting.id or 0), person_id=person_id)
        row.position = position
        session.add(row)
    session.flush()


def _still_to_come(meeting: Meeting) -> None:
    if meeting.cancelled_on is not None:
        raise Trouble(_("This meeting was cancelled. Plan a new one."))
    if meeting.held_on is not None:
        raise Trouble(_("This meeting was held already. Plan a new one."))
