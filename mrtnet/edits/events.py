"""Events and their sessions: added, changed, removed."""

from datetime import date

from sqlmodel import Session as Db
from sqlmodel import col, select

from mrtnet import clock
from mrtnet.domain.forms import EventForm, SessionForm
from mrtnet.domain.kinds import LONG_EVENTS
from mrtnet.domain.names import fold
from mrtnet.edits.anchors import anchor_of, length_of
from mrtnet.edits.event_steps import begin_own_steps
from mrtnet.edits.found import found
from mrtnet.edits.next_steps import date_anew
from mrtnet.edits.organizations import organization_named
from mrtnet.queries.playbooks import playbook_named
from mrtnet.store.book import driver_connection, titled
from mrtnet.store.tables import Event, Person, Run, Session
from mrtnet.words import _


def add_event(session: Db, form: EventForm, *, today: date | None = None, sample: bool = False) -> int:
    """Put an event on file; returns its id. With `today` her own steps of its playbook begin, those still to come."""
    event = Event(name="", name_key="", kind=form.kind, created_at=clock.now(), sample=sample)
    _fill(session, event, form)
    titled(session, _("Added {event}").format(event=event.name))
    session.add(event)
    session.flush()
    if today is not None:
        begin_own_steps(session, event, today)
    return int(event.id or 0)


def change_event(session: Db, event_id: int, form: EventForm, *, today: date) -> None:
    """Change an event. When its day moves, open steps of its playbooks that were not put off by hand move along."""
    event = found(session, Event, event_id)
    before = (event.first_day, event.last_day, event.kind)
    titled(session, _("Changed {event}").format(event=event.name))
    _fill(session, event, form)
    session.add(event)
    session.flush()
    if before != (event.first_day, event.last_day, event.kind):
        _move_runs(session, event, today)
        begin_own_steps(session, event, today)


def remove_event(session: Db, event_id: int) -> None:
    """Remove an event with its sessions. The people met there stay, with where they were met and their next steps."""
    event = found(session, Event, event_id)
    titled(session, _("Removed {event}").format(event=event.name))
    for person in session.exec(select(Person).where(col(Person.met_event_id) == event_id)).all():
        person.met_where = person.met_where or event.name
        session.add(person)
    for run in session.exec(select(Run).where(col(Run.event_id) == event_id, col(Run.person_id).is_not(None))).all():
        run.event_id = None
        session.add(run)
    session.flush()
    session.delete(event)


def add_session(session: Db, event_id: int, form: SessionForm) -> int:
    """Add a session to an event; returns its id."""
    event = found(session, Event, event_id)
    titled(session, _("Added a session to {event}").format(event=event.name))
    row = Session(event_id=event_id, **form.model_dump())
    session.add(row)
    session.flush()
    return int(row.id or 0)


def change_session(session: Db, session_id: int, form: SessionForm) -> None:
    """Change a session."""
    row = found(session, Session, session_id)
    titled(session, _("Changed the session “{title}”").format(title=row.title))
    row.sqlmodel_update(form.model_dump())
    session.add(row)


def remove_session(session: Db, session_id: int) -> None:
    """Remove a session."""
    row = found(session, Session, session_id)
    titled(session, _("Removed the session “{title}”").format(title=row.title))
    session.delete(row)


def _fill(session: Db, event: Event, form: EventForm) -> None:
    told = form.model_dump(exclude={"organization"})
    if told["first_day"] and not told["last_day"] and form.kind not in LONG_EVENTS:
        told["last_day"] = told["first_day"]
    event.sqlmodel_update(told)
    event.name_key = fold(event.name)
    event.organization_id = organization_named(session, form.organization)


def _move_runs(session: Db, event: Event, today: date) -> None:
    """The runs of the event's playbooks count from its new day; open steps that were not put off by hand follow."""
    at_work = select(Run).where(col(Run.event_id) == event.id, col(Run.state) == "running").order_by(col(Run.id))
    for run in session.exec(at_work).all():
        playbook = playbook_named(driver_connection(session), run.playbook)
        person = session.get(Person, run.person_id) if run.person_id is not None else None
        if playbook is None or person is None:
            continue
        met = person.met_on if person.met_event_id == event.id else None
        run.anchor = anchor_of(event, playbook, met or run.anchor)
        run.length_days = length_of(event)
        session.add(run)
        date_anew(session, int(person.id or 0), today, run_id=run.id)
