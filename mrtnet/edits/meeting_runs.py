"""Meetings and the playbooks: what comes before a talk and after it is planned from the start, and follows its day.

An informational interview has two runs: P6 asks, prepares and confirms, P7 thanks and reports back (domain.md 4). Their
open prompts move with the meeting. Other meetings have one follow-up after them, where one belongs.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from mrtnet import clock
from mrtnet.domain.kinds import meeting_usage
from mrtnet.edits.new_follow_ups import new_follow_up
from mrtnet.edits.next_steps import date_anew, settle
from mrtnet.edits.prompts import THANK_AFTER, close_run, drop_prompts_of, make_room, start_run
from mrtnet.queries.about import about as read_about
from mrtnet.store.book import driver_connection
from mrtnet.store.tables import FollowUp, Meeting, MeetingPerson, Run
from mrtnet.words import _

BEFORE, AFTER = "interview-before", "interview-after"
WITH_PLAYBOOKS = frozenset({"informational-interview"})
HOW_DID_IT_GO = "how-did-it-go"
"""Value of `FollowUp.step` for the prompt that asks for the outcome once the meeting is over."""
_AGREED = "close"  # the last step of P6 that is about the request


def person_ids(session: Session, meeting: Meeting) -> list[int]:
    """Who takes part, in order."""
    wanted = select(MeetingPerson.person_id).where(col(MeetingPerson.meeting_id) == meeting.id)
    return list(session.exec(wanted.order_by(col(MeetingPerson.position), col(MeetingPerson.id))).all())


def follow_meeting(session: Session, meeting: Meeting, today: date) -> None:
    """Bring runs and prompts in line with the meeting as it now stands: begun, moved, called off or held."""
    session.flush()
    people = person_ids(session, meeting)
    if meeting.kind in WITH_PLAYBOOKS:
        for person_id in people[:1]:
            _before(session, meeting, person_id, today)
            _after(session, meeting, person_id, today)
    _ask_how_it_went(session, meeting, people, today)
    for person_id in people:
        settle(session, person_id, today)


def let_go(session: Session, meeting: Meeting, why: str, today: date) -> None:
    """The meeting will not be: its runs end, its open prompts go. A "no" keeps P6, which thanks for it."""
    session.flush()
    for run in runs_of(session, meeting):
        if not (why == "declined" and run.playbook == BEFORE):
            close_run(session, run, "stopped", why, today)
    _drop(session, col(FollowUp.meeting_id) == meeting.id, today)
    for person_id in person_ids(session, meeting):
        date_anew(session, person_id, today)


def thank_after(session: Session, meeting: Meeting, on: date, today: date) -> None:
    """A meeting without a playbook was held: one thank-you within a day, where one belongs."""
    usage = meeting_usage(meeting.kind)
    people = person_ids(session, meeting)
    if meeting.kind in WITH_PLAYBOOKS or not usage.thanks or meeting.thanked_on or not people:
        return
    if _open(session, col(FollowUp.meeting_id) == meeting.id, col(FollowUp.kind) == "thank-you"):
        return
    days = read_about(driver_connection(session)).days
    due = days.on_or_after(max(on + timedelta(days=1), today))
    make_room(session, people[0], today)
    for earlier in _open(session, col(FollowUp.person_id) == people[0], col(FollowUp.step) == THANK_AFTER):
        earlier.state, earlier.closed_on = "dropped", today  # one note thanks for both talks
        due = min(due, max(earlier.due, days.on_or_after(today)))
        session.add(earlier)
    session.add(
        new_follow_up(
            "thank-you",
            due,
            person_id=people[0],
            meeting_id=meeting.id,
            channel="email",
            template="thanks-after-interview",
            step=THANK_AFTER,
            reason=_("thank within a day"),
        )
    )
    session.flush()


_MARKS = {"request": "asked_on", "thank-you": "thanked_on", "report-back": "reported_on"}


def was_done(session: Session, follow_up: FollowUp, on: date, today: date) -> None:
    """A follow-up of a meeting was done: the meeting knows when it was asked for, prepared, held, thanked, reported."""
    meeting = session.get(Meeting, follow_up.meeting_id) if follow_up.meeting_id else None
    if meeting is None:
        return
    if follow_up.step == HOW_DID_IT_GO:
        meeting.held_on = meeting.held_on or (min(meeting.day, today) if meeting.day else on)
        session.add(meeting)
        thank_after(session, meeting, meeting.held_on, today)
        follow_meeting(session, meeting, today)
    elif follow_up.step == "questions":
        meeting.prepared_on = on
    elif field := _MARKS.get(follow_up.kind):
        setattr(meeting, field, getattr(meeting, field) or on)
        if follow_up.step == THANK_AFTER:
            _thanked_with(session, meeting, on)
    session.add(meeting)
    session.flush()


def _thanked_with(session: Session, meeting: Meeting, on: date) -> None:
    """The note after the later talk thanked for the earlier ones too, whose prompts it took the place of."""
    merged = select(FollowUp.meeting_id).where(
        col(FollowUp.person_id).in_(person_ids(session, meeting)[:1]),
        col(FollowUp.step) == THANK_AFTER,
        col(FollowUp.state) == "dropped",
    )
    for earlier in session.exec(select(Meeting).where(col(Meeting.id).in_(merged))).all():
        if earlier.held_on and meeting.held_on and earlier.held_on <= meeting.held_on and not earlier.thanked_on:
            earlier.thanked_on = on
            session.add(earlier)


def asked_how_it_went(session: Session, meeting: Meeting) -> Sequence[FollowUp]:
    """The open prompts for the outcome of this meeting: one, or none."""
    return _open(session, col(FollowUp.meeting_id) == meeting.id, col(FollowUp.step) == HOW_DID_IT_GO)


def runs_of(session: Session, meeting: Meeting) -> list[Run]:
    """The playbooks at work because of this meeting."""
    wanted = select(Run).where(col(Run.meeting_id) == meeting.id, col(Run.state) == "running")
    return list(session.exec(wanted.order_by(col(Run.id))).all())


def ends_at(meeting: Meeting) -> datetime | None:
    """The wall time at which it ends, in its zone."""
    if meeting.day is None or meeting.at is None:
        return None
    return datetime.combine(meeting.day, meeting.at) + timedelta(minutes=meeting.minutes)


def _before(session: Session, meeting: Meeting, person_id: int, today: date) -> None:
    """P6: from the request on. Once they agreed, what was about the request is behind."""
    run = _run(session, meeting, BEFORE)
    if run is None and meeting.held_on is None:
        run = _waiting_run(session, person_id) or start_run(
            session, BEFORE, person_id=person_id, event_id=None, anchor=meeting.asked_on or today, today=today
        )
        run.meeting_id = meeting.id
    if run is None:
        return
    if meeting.agreed_on is not None and not run.position:
        run.position, run.moved_on = _AGREED, meeting.agreed_on
    if meeting.held_on is not None:
        run.state = "finished"
        drop_prompts_of(session, run, today)
    session.add(run)
    session.flush()
    date_anew(session, person_id, today, run_id=run.id)


def _after(session: Session, meeting: Meeting, person_id: int, today: date) -> None:
    """P7: counts from the day of the talk."""
    run = _run(session, meeting, AFTER)
    if meeting.day is None:
        return
    if run is None:
        run = start_run(session, AFTER, person_id=person_id, event_id=None, anchor=meeting.day, today=today)
        run.meeting_id = meeting.id
    run.anchor = meeting.held_on or meeting.day
    session.add(run)
    session.flush()
    date_anew(session, person_id, today, run_id=run.id)


def _ask_how_it_went(session: Session, meeting: Meeting, people: list[int], today: date) -> None:
    """The prompt for the outcome stands at the end of the meeting, in her zone, until there is one."""
    prompts = asked_how_it_went(session, meeting)
    ends = ends_at(meeting)
    if ends is None or meeting.held_on is not None or not people:
        for prompt in prompts:
            session.delete(prompt)
        session.flush()
        return
    wall = ends.replace(tzinfo=clock.zone(meeting.zone))
    mine = wall.astimezone(clock.zone(read_about(driver_connection(session)).time_zone))
    if prompts:
        prompt = prompts[0]
    else:
        prompt = new_follow_up(
            "capture",
            mine.date(),
            what=_("How did it go?"),
            person_id=people[0],
            meeting_id=meeting.id,
            channel="app",
            step=HOW_DID_IT_GO,
            reason=_("note what you learned before memory fades"),
        )
    prompt.due = prompt.first_due = mine.date()
    prompt.at = mine.time().replace(second=0, microsecond=0, fold=0)
    prompt.person_id = people[0]
    session.add(prompt)
    session.flush()


def _run(session: Session, meeting: Meeting, playbook: str) -> Run | None:
    return next((run for run in runs_of(session, meeting) if run.playbook == playbook), None)


def _waiting_run(session: Session, person_id: int) -> Run | None:
    """A request that she began without a meeting: it becomes the one for it."""
    wanted = select(Run).where(
        col(Run.person_id) == person_id,
        col(Run.playbook) == BEFORE,
        col(Run.state) == "running",
        col(Run.meeting_id).is_(None),
    )
    return session.exec(wanted.order_by(col(Run.id).desc())).first()


def _drop(session: Session, which: ColumnElement[bool], today: date) -> None:
    for follow_up in _open(session, which):
        follow_up.state, follow_up.closed_on = "dropped", today
        session.add(follow_up)
    session.flush()


def _open(session: Session, *which: ColumnElement[bool]) -> Sequence[FollowUp]:
    wanted = select(FollowUp).where(col(FollowUp.state) == "open", *which)
    return session.exec(wanted.order_by(col(FollowUp.id))).all()
