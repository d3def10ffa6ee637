"""The first step after meeting someone: what she typed, else the playbook's, else the first-touch clock."""

from datetime import date

from sqlmodel import Session, col, select

from mrtnet.domain import playbooks
from mrtnet.domain.forms import NextStep, PersonForm
from mrtnet.edits.anchors import anchor_of, length_of
from mrtnet.edits.new_follow_ups import new_follow_up
from mrtnet.edits.next_steps import first_touch, settle
from mrtnet.edits.prompts import from_step, start_run
from mrtnet.queries import contact, runs
from mrtnet.queries.about import about as read_about
from mrtnet.queries.person import run as read_run
from mrtnet.queries.playbooks import playbook_named
from mrtnet.store.book import driver_connection
from mrtnet.store.tables import Event, FollowUp, Person, Run
from mrtnet.trouble import Trouble
from mrtnet.words import _

NO_PLAYBOOK = "none"


def begin(
    session: Session, person: Person, form: PersonForm, day: date, today: date, event: Event | None, playbook: str
) -> None:
    """Give a new person, met on `day`, her next step; `playbook` is a key, "none", or "" for the event's own."""
    person_id = int(person.id or 0)
    if person.do_not_contact or person.deceased or form.no_next_step:
        settle(session, person_id, today)
        return
    run = _run(session, person, day, today, event, playbook)
    if form.next_step is not None:
        _in_place_of_the_first(session, run, person, form.next_step, today, event)
    settle(session, person_id, today)
    if run is not None and run.state == "finished":  # it had nothing for this person
        session.delete(run)
    if not contact.open_follow_ups(driver_connection(session), person_id):
        first_touch(session, person, day, read_about(driver_connection(session)), today)
        settle(session, person_id, today)


def begin_again(session: Session, person: Person, form: PersonForm, day: date, today: date, event: Event) -> None:
    """A known person was met at an event: its playbook begins for her too, unless it did before."""
    person_id = int(person.id or 0)
    before = select(Run.id).where(col(Run.person_id) == person_id, col(Run.event_id) == event.id)
    stopped = person.do_not_contact or person.deceased or form.no_next_step
    run = None if stopped or session.exec(before).first() else _run(session, person, day, today, event, "")
    if form.next_step is not None:
        _in_place_of_the_first(session, run, person, form.next_step, today, event)
    settle(session, person_id, today)


def own_step(session: Session, person_id: int, own: NextStep, today: date, event_id: int | None) -> FollowUp:
    """A step that she typed herself; without a day, on the next working day."""
    due = own.due or read_about(driver_connection(session)).days.after(today, 1)
    follow_up = new_follow_up(
        own.kind,
        due,
        what=own.title,
        person_id=person_id,
        event_id=event_id,
        at=own.at,
        channel=own.channel,
        note=own.note,
    )
    session.add(follow_up)
    session.flush()
    return follow_up


def _run(session: Session, person: Person, day: date, today: date, event: Event | None, playbook: str) -> Run | None:
    """Set the playbook to work; None where there is none."""
    key = playbook or (event.playbook if event else "")
    if not key:
        key = playbooks.for_event_kind(event.kind) if event else playbooks.for_chance_meeting()
    connection = driver_connection(session)
    known = playbook_named(connection, key) if key != NO_PLAYBOOK else None
    if known is None:
        if playbook and key != NO_PLAYBOOK:
            raise Trouble(_("There is no playbook “{key}”.").format(key=playbook))
        return None
    return start_run(
        session,
        key,
        person_id=person.id,
        event_id=event.id if event else None,
        anchor=anchor_of(event, known, day),
        today=today,
        length_days=length_of(event) if event else None,
    )


def _in_place_of_the_first(
    session: Session, run: Run | None, person: Person, own: NextStep, today: date, event: Event | None
) -> None:
    """What she typed takes the place of the playbook's first step, and holds the playbook back until it is dealt with.

    If it is of the kind of one of the first two steps, it is that step on her day.
    """
    connection = driver_connection(session)
    row = read_run(connection, int(run.id or 0)) if run is not None else None
    planned = runs.steps(connection, row, today) if row is not None else []
    if run is not None and not planned:
        session.delete(run)
        run = None
    same = next((step for step in planned[:2] if step.kind == own.kind), None)
    if run is None or same is None:
        follow_up = own_step(session, int(person.id or 0), own, today, event.id if event else None)
        if run is not None:
            follow_up.run_id, follow_up.reason = run.id, _("your own first step")
            run.position, run.moved_on = planned[0].step_key, today
    else:
        if same is not planned[0]:
            run.position, run.moved_on = planned[0].step_key, today
        follow_up = from_step(run, same, person)
        follow_up.due = own.due or same.due
        follow_up.at, follow_up.note = own.at, own.note
        follow_up.title, follow_up.channel = own.title or follow_up.title, own.channel or follow_up.channel
    session.add(follow_up)
    if run is not None:
        session.add(run)
    session.flush()
