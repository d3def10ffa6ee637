"""The first step after meeting someone: what she typed, else the playbook's, else the first-touch clock."""

from datetime import date, timedelta

from sqlmodel import Session, col, select

from mrtnet.domain.forms import NextStep, PersonForm
from mrtnet.domain.playbook_starts import for_chance_meeting
from mrtnet.edits.anchors import anchor_of, length_of, playbooks_of
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
FAR_OFF = timedelta(days=14)
"""A first step later than this does not stand for the first message within two days."""


def begin(
    session: Session, person: Person, form: PersonForm, day: date, today: date, event: Event | None, playbook: str
) -> None:
    """Give a new person, met on `day`, her next step; `playbook` is a key, "none", or "" for the event's own."""
    person_id = int(person.id or 0)
    if person.do_not_contact or person.deceased or form.no_next_step:
        settle(session, person_id, today)
        return
    runs_begun = _runs(session, person, day, today, event, playbook)
    if form.next_step is not None:
        _in_place_of_the_first(session, next(iter(runs_begun), None), person, form.next_step, today, event)
    settle(session, person_id, today)
    for run in runs_begun:
        if run.state == "finished":  # it had nothing for this person
            session.delete(run)
    waiting = contact.open_follow_ups(driver_connection(session), person_id)
    several = len(runs_begun) > 1  # an internship's: they may have nothing for her before its end
    if not waiting or (several and all(each.prompted and each.due > day + FAR_OFF for each in waiting)):
        for each in waiting:  # it comes in its turn
            session.delete(session.get_one(FollowUp, each.id))
        first_touch(session, person, day, read_about(driver_connection(session)), today)
        settle(session, person_id, today)


def begin_again(session: Session, person: Person, form: PersonForm, day: date, today: date, event: Event) -> None:
    """A known person was met at an event: its playbook begins for her too, unless it did before."""
    person_id = int(person.id or 0)
    before = select(Run.id).where(col(Run.person_id) == person_id, col(Run.event_id) == event.id)
    stopped = person.do_not_contact or person.deceased or form.no_next_step
    begun = [] if stopped or session.exec(before).first() else _runs(session, person, day, today, event, "")
    if form.next_step is not None:
        _in_place_of_the_first(session, next(iter(begun), None), person, form.next_step, today, event)
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


def _runs(session: Session, person: Person, day: date, today: date, event: Event | None, playbook: str) -> list[Run]:
    """Set the playbooks to work: this one, else the event's own, else that of a chance meeting."""
    if playbook == NO_PLAYBOOK or (event is not None and not playbook and event.playbook == NO_PLAYBOOK):
        return []
    connection = driver_connection(session)
    if playbook and playbook_named(connection, playbook) is None:
        raise Trouble(_("There is no playbook “{key}”.").format(key=playbook))
    chance = (for_chance_meeting(),)
    begun = []
    for key in (playbook,) if playbook else playbooks_of(event) if event else chance:
        known = playbook_named(connection, key)
        if known is not None:
            begun.append(
                start_run(
                    session,
                    key,
                    person_id=person.id,
                    event_id=event.id if event else None,
                    anchor=anchor_of(event, known, day),
                    today=today,
                    length_days=length_of(event) if event else None,
                )
            )
    return begun


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
