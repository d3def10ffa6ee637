"""The one next step of a person: made from the playbooks at work for her, else from her rhythm, else first-touch.

A person has at most one prompt that the program made; what she adds by hand stands beside it and holds it back. A
prompt that is there is never moved by itself: it goes when it is dealt with, or when a contact makes it pointless.
"""

from datetime import date

from sqlmodel import Session, col, select

from mrtnet import clock
from mrtnet.domain import playbooks, rhythm
from mrtnet.domain.about import About
from mrtnet.domain.kinds import title
from mrtnet.domain.playbooks import Facts, PlannedStep
from mrtnet.queries import contact
from mrtnet.queries.about import about as read_about
from mrtnet.queries.playbooks import playbook_named
from mrtnet.store.book import driver_connection
from mrtnet.store.tables import Event, FollowUp, Person, Reach, Run
from mrtnet.words import _

RHYTHM, FIRST_TOUCH = "rhythm", "first-touch"
"""Values of `FollowUp.step` for prompts that come from no playbook."""


def settle(session: Session, person_id: int, today: date) -> None:
    """Bring a person's last contact, next step and next date in line with what has just been changed."""
    person = session.get(Person, person_id)
    if person is None:
        return
    about = read_about(driver_connection(session))
    connection = driver_connection(session)
    session.flush()
    person.last_contact = contact.last_contact(connection, person_id)
    if person.do_not_contact or person.deceased:
        _stop_all(session, person, today)
    elif not contact.open_follow_ups(connection, person_id):
        _prompt(session, person, about, today)
    session.flush()
    waiting = contact.open_follow_ups(connection, person_id)
    person.next_touch = waiting[0][1] if waiting else None
    session.add(person)


def start_run(
    session: Session,
    playbook: str,
    *,
    person_id: int | None,
    event_id: int | None,
    anchor: date,
    today: date,
    position: str = "",
    length_days: int | None = None,
) -> Run:
    """Set a playbook to work for a person or an event; `settle` then makes its first prompt."""
    place = 0
    if event_id is not None:
        running = select(Run).where(col(Run.event_id) == event_id, col(Run.playbook) == playbook)
        place = len(session.exec(running).all())
    run = Run(
        playbook=playbook,
        person_id=person_id,
        event_id=event_id,
        anchor=anchor,
        length_days=length_days,
        place=place,
        position=position,
        moved_on=today if position else None,
        started_on=today,
    )
    session.add(run)
    session.flush()
    return run


def advance(session: Session, follow_up: FollowUp, on: date) -> None:
    """Move the follow-up's playbook past its step, done or skipped."""
    run = session.get(Run, follow_up.run_id) if follow_up.run_id else None
    if run is not None and follow_up.step:
        run.position, run.moved_on = follow_up.step, on
        session.add(run)
        session.flush()


def facts(session: Session, run: Run, person: Person | None, today: date) -> Facts:
    """What the engine needs to know about a run."""
    event = session.get(Event, run.event_id) if run.event_id else None
    reaches = set[str]()
    waiting = None
    replied = False
    if person is not None and person.id is not None:
        reaches = set(session.exec(select(Reach.property).where(col(Reach.person_id) == person.id)).all())
        waiting, replied = contact.answered(driver_connection(session), person.id, run.started_on)
    return Facts(
        anchor=run.anchor,
        today=today,
        event=(event.short or event.name) if event else "",
        length_days=run.length_days,
        rank=(person.rank if person else "") or "B",
        met_count=contact.met_count(driver_connection(session), run.event_id),
        nth=run.place,
        position=run.position,
        last_step_on=run.moved_on,
        has_email="EMAIL" in reaches,
        has_link="URL" in reaches,
        has_phone="TEL" in reaches,
        replied=replied,
        waiting_since=waiting,
        virtual=bool(event and event.virtual),
        do_not_contact=bool(person and person.do_not_contact),
        deceased=bool(person and person.deceased),
    )


def _prompt(session: Session, person: Person, about: About, today: date) -> None:
    planned = _planned(session, person, about, today)
    if planned is not None:
        run, step = planned
        session.add(from_step(run, step, person))
        return
    every = rhythm.rhythm_days(person.tier, person.rhythm_days, about.rhythms)
    due = rhythm.next_touch(person.last_contact, every, about.days, met_on=person.met_on)
    if due is not None:
        reason = rhythm.explain(person.last_contact, every, about.days, today, met_on=person.met_on)
        session.add(_follow_up(person, "check-in", max(due, today), step=RHYTHM, reason=reason))


def first_touch(session: Session, person: Person, met_on: date, about: About, today: date) -> None:
    """The clock for a new person whom no playbook covers: a first message within two working days."""
    due = max(rhythm.first_touch(met_on, about.days), about.days.on_or_after(today))
    session.add(_follow_up(person, "first-touch", due, step=FIRST_TOUCH, reason=_("a first message within two days")))


def _planned(session: Session, person: Person, about: About, today: date) -> tuple[Run, PlannedStep] | None:
    """The next step of all playbooks at work for her: the earliest, on one day the most important."""
    found = []
    runs = session.exec(
        select(Run).where(col(Run.person_id) == person.id, col(Run.state) == "running").order_by(col(Run.id))
    ).all()
    connection = driver_connection(session)
    for run in runs:
        playbook = playbook_named(connection, run.playbook)
        step = playbooks.next_step(playbook, facts(session, run, person, today), about.days) if playbook else None
        if step is None:
            run.state = "finished"
            session.add(run)
        else:
            found.append((step.due, playbooks.priority(step.kind), run.id or 0, run, step))
    if not found:
        return None
    _due, _priority, _id, run, step = min(found, key=lambda each: each[:3])
    return run, step


def from_step(run: Run, step: PlannedStep, person: Person) -> FollowUp:
    follow_up = _follow_up(person, step.kind, step.due, step=step.step_key, reason=step.why)
    follow_up.title, follow_up.channel, follow_up.template = step.title, step.channel, step.template
    follow_up.run_id, follow_up.event_id = run.id, run.event_id
    return follow_up


def _follow_up(person: Person, kind: str, due: date, *, step: str, reason: str) -> FollowUp:
    return FollowUp(
        person_id=person.id,
        event_id=person.met_event_id if step == FIRST_TOUCH else None,
        kind=kind,
        title=title("follow-up", kind),
        due=due,
        first_due=due,
        channel=person.preferred_channel or ("email" if kind == "first-touch" else ""),
        template="thanks-after-event" if kind == "first-touch" else "update" if kind == "check-in" else "",
        step=step,
        reason=reason,
        created_at=clock.now(),
    )


def _stop_all(session: Session, person: Person, today: date) -> None:
    why = "deceased" if person.deceased else "do-not-contact"
    still_open = select(FollowUp).where(col(FollowUp.person_id) == person.id, col(FollowUp.state) == "open")
    for follow_up in session.exec(still_open).all():
        follow_up.state, follow_up.closed_on = "dropped", today
        session.add(follow_up)
    for run in session.exec(select(Run).where(col(Run.person_id) == person.id, col(Run.state) == "running")).all():
        run.state, run.ended_because = "stopped", why
        session.add(run)
