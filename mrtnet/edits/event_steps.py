"""Her own steps of an event: prepare, note whom she met, log the CEUs. Prompts of no person, one for each playbook."""

from datetime import date

from sqlmodel import Session, col, select

from mrtnet.domain.playbooks import PlannedStep
from mrtnet.edits.anchors import anchor_of, length_of, playbooks_of
from mrtnet.edits.new_follow_ups import new_follow_up
from mrtnet.edits.next_steps import close_step
from mrtnet.edits.prompts import open_prompts_of, start_run, withdraw_prompts_of
from mrtnet.queries import runs
from mrtnet.queries.person import run as read_run
from mrtnet.queries.playbooks import playbook_named
from mrtnet.store.book import driver_connection
from mrtnet.store.tables import Event, FollowUp, Run


def begin_own_steps(session: Session, event: Event, today: date) -> None:
    """Set her own part of the event's playbooks to work, or date it anew when the event's days have changed."""
    for key in playbooks_of(event):
        begin_steps(session, event, key, today)


def begin_steps(session: Session, event: Event, key: str, today: date) -> None:
    """Set her own part of one playbook to work for this event, or date it anew."""
    last = event.last_day or event.first_day
    playbook = playbook_named(driver_connection(session), key)
    if last is None or playbook is None or all(step.scope != "me" for step in playbook.steps):
        return
    anchor, length = anchor_of(event, playbook, last), length_of(event)
    found = [run for run in _own_runs(session, int(event.id or 0)) if run.playbook == key]
    if not found:
        start_run(session, key, person_id=None, event_id=event.id, anchor=anchor, today=today, length_days=length)
    for run in found:
        run.anchor, run.length_days, run.state = anchor, length, "running"
        session.add(run)
        withdraw_prompts_of(session, run.id)
    session.flush()
    settle_event(session, int(event.id or 0), today)


def settle_event(session: Session, event_id: int, today: date) -> None:
    """Make the next prompt of the event's own steps, if none is open. What lies behind is not asked for any more."""
    session.flush()
    for run in _own_runs(session, event_id) if session.get(Event, event_id) else ():
        if run.state != "running" or open_prompts_of(session, run.id):
            continue
        row = read_run(driver_connection(session), int(run.id or 0))
        step = runs.own_next_step(driver_connection(session), row, today) if row else None
        if step is None:
            run.state = "finished"
            session.add(run)
        else:
            session.add(_follow_up(run, step))
    session.flush()


def people_were_noted(session: Session, event_id: int, today: date) -> None:
    """People of the event were logged: the prompt to note whom she met is done."""
    for run in _own_runs(session, event_id):
        for prompt in open_prompts_of(session, run.id):
            if prompt.kind == "capture":
                close_step(session, prompt, "done", today)
    settle_event(session, event_id, today)


def _own_runs(session: Session, event_id: int) -> list[Run]:
    wanted = select(Run).where(col(Run.event_id) == event_id, col(Run.person_id).is_(None)).order_by(col(Run.id))
    return list(session.exec(wanted).all())


def _follow_up(run: Run, step: PlannedStep) -> FollowUp:
    return new_follow_up(
        step.kind,
        step.due,
        what=step.title,
        event_id=run.event_id,
        run_id=run.id,
        channel=step.channel,
        step=step.step_key,
        reason=step.why,
    )
