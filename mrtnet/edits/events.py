"""Events and their sessions: added, changed, removed."""

from datetime import date

from sqlmodel import Session as Db
from sqlmodel import col, select

from mrtnet import clock
from mrtnet.domain.forms import EventForm, SessionForm
from mrtnet.domain.kinds import LONG_EVENTS
from mrtnet.domain.names import fold
from mrtnet.edits.next_steps import settle
from mrtnet.edits.organizations import organization_named
from mrtnet.store.book import titled
from mrtnet.store.tables import Event, FollowUp, Run, Session
from mrtnet.trouble import Trouble
from mrtnet.words import _


def add_event(session: Db, form: EventForm, *, sample: bool = False) -> int:
    """Put an event on file; returns its id."""
    event = Event(name="", name_key="", kind=form.kind, created_at=clock.now(), sample=sample)
    _fill(session, event, form)
    titled(session, _("Added {event}").format(event=event.name))
    session.add(event)
    session.flush()
    return int(event.id or 0)


def change_event(session: Db, event_id: int, form: EventForm, *, today: date) -> None:
    """Change an event. When its day moves, open steps of its playbooks that were not put off by hand move along."""
    event = _event(session, event_id)
    before = event.last_day or event.first_day
    titled(session, _("Changed {event}").format(event=event.name))
    _fill(session, event, form)
    session.add(event)
    session.flush()
    after = event.last_day or event.first_day
    if before != after and after is not None:
        _move_runs(session, event, after, today)


def remove_event(session: Db, event_id: int) -> None:
    """Remove an event with its sessions. The people met there stay."""
    event = _event(session, event_id)
    titled(session, _("Removed {event}").format(event=event.name))
    session.delete(event)


def add_session(session: Db, event_id: int, form: SessionForm) -> int:
    """Add a session to an event; returns its id."""
    event = _event(session, event_id)
    titled(session, _("Added a session to {event}").format(event=event.name))
    row = Session(event_id=event_id, **form.model_dump())
    session.add(row)
    session.flush()
    return int(row.id or 0)


def change_session(session: Db, session_id: int, form: SessionForm) -> None:
    """Change a session."""
    row = _session(session, session_id)
    titled(session, _("Changed the session “{title}”").format(title=row.title))
    row.sqlmodel_update(form.model_dump())
    session.add(row)


def remove_session(session: Db, session_id: int) -> None:
    """Remove a session."""
    row = _session(session, session_id)
    titled(session, _("Removed the session “{title}”").format(title=row.title))
    session.delete(row)


def _fill(session: Db, event: Event, form: EventForm) -> None:
    told = form.model_dump(exclude={"organization"})
    if told["first_day"] and not told["last_day"] and form.kind not in LONG_EVENTS:
        told["last_day"] = told["first_day"]
    event.sqlmodel_update(told)
    event.name_key = fold(event.name)
    event.organization_id = organization_named(session, form.organization)


def _move_runs(session: Db, event: Event, anchor: date, today: date) -> None:
    for run in session.exec(select(Run).where(col(Run.event_id) == event.id, col(Run.state) == "running")).all():
        run.anchor = anchor
        session.add(run)
        prompts = select(FollowUp).where(
            col(FollowUp.run_id) == run.id, col(FollowUp.state) == "open", col(FollowUp.snoozed) == 0
        )
        for prompt in session.exec(prompts).all():
            session.delete(prompt)
        session.flush()
        if run.person_id is not None:
            settle(session, run.person_id, today)


def _event(session: Db, event_id: int) -> Event:
    event = session.get(Event, event_id)
    if event is None:
        raise Trouble(_("There is no such event in the book."))
    return event


def _session(session: Db, session_id: int) -> Session:
    row = session.get(Session, session_id)
    if row is None:
        raise Trouble(_("There is no such session in the book."))
    return row
