"""Mentoring: the agreement made, changed and closed. Its prompts come one at a time, through `next_steps`."""

from datetime import date, datetime, time

from sqlmodel import Session, col, select

from mrtnet import clock
from mrtnet.domain import repeating
from mrtnet.domain.meeting_forms import MentoringForm
from mrtnet.edits.found import found
from mrtnet.edits.next_steps import settle
from mrtnet.edits.person_parts import give_roles
from mrtnet.edits.plays import end_run
from mrtnet.queries.mentoring import STEP
from mrtnet.store.book import titled
from mrtnet.store.tables import FollowUp, Meeting, Mentoring, Person, PersonRole
from mrtnet.trouble import Trouble
from mrtnet.words import _


def agree(session: Session, person_id: int, form: MentoringForm, *, today: date) -> int:
    """A mentoring begins; returns its id. The person gets the role, later sessions count for it."""
    person = found(session, Person, person_id)
    said = _("{name} is your mentor") if form.side == "mentee" else _("You are the mentor of {name}")
    titled(session, said.format(name=person.name))
    row = Mentoring(person_id=person_id, side=form.side, started_on=today, created_at=clock.now())
    _fill(row, form, today)
    session.add(row)
    has = session.exec(select(PersonRole.role).where(col(PersonRole.person_id) == person_id)).all()
    give_roles(session, person_id, [*has, "mentor" if form.side == "mentee" else "mentee"])
    session.flush()
    end_run(session, person_id, "new-mentor", "agreed", today)
    _begin_anew(session, person_id, today)
    return int(row.id or 0)


def change_agreement(session: Session, mentoring_id: int, form: MentoringForm, *, today: date) -> None:
    """What was agreed changes; what it asks for follows."""
    row = _open(session, mentoring_id)
    titled(session, _("Changed the agreement with {name}").format(name=found(session, Person, row.person_id).name))
    _fill(row, form, row.started_on)
    session.add(row)
    session.flush()
    _begin_anew(session, row.person_id, today)


def close_agreement(session: Session, mentoring_id: int, because: str, *, today: date) -> None:
    """The mentoring ends, with thanks still to send. `because`: "ended", "renewed", "stopped" or her own words."""
    row = _open(session, mentoring_id)
    titled(session, _("Closed the mentoring with {name}").format(name=found(session, Person, row.person_id).name))
    row.closed_on, row.closed_because = today, because
    session.add(row)
    for meeting in session.exec(select(Meeting).where(col(Meeting.mentoring_id) == mentoring_id)).all():
        if meeting.day is not None and meeting.day < today and meeting.held_on is None and meeting.cancelled_on is None:
            meeting.cancelled_on = today  # it was never noted, so it does not count
            session.add(meeting)
    session.flush()
    _begin_anew(session, row.person_id, today)


def _fill(row: Mentoring, form: MentoringForm, started: date) -> None:
    row.sqlmodel_update(form.model_dump(exclude={"started_on"}))
    row.started_on = form.started_on or started
    if form.rhythm:
        repeating.from_rrule(form.rhythm, datetime.combine(row.started_on, time(9)), "UTC")


def _begin_anew(session: Session, person_id: int, today: date) -> None:
    """Prompts that the agreement asked for, and that she did not put off, are made anew from what holds now."""
    prompts = select(FollowUp).where(
        col(FollowUp.person_id) == person_id,
        col(FollowUp.state) == "open",
        col(FollowUp.step).startswith(f"{STEP}:"),
        col(FollowUp.snoozed) == 0,
    )
    for prompt in session.exec(prompts).all():
        session.delete(prompt)
    session.flush()
    settle(session, person_id, today)


def _open(session: Session, mentoring_id: int) -> Mentoring:
    row = found(session, Mentoring, mentoring_id)
    if row.closed_on is not None:
        raise Trouble(_("This mentoring is closed. Begin a new one."))
    return row
