"""The one next step of a person: made from the playbooks at work for her, else from her rhythm, else first-touch.

A person has at most one open prompt that the program made. What she adds by hand stands beside it; what she typed as
the first step of a playbook holds that playbook back. A prompt that is there is never moved by itself: it goes when it
is dealt with, when a contact makes it pointless, or when something that comes before it takes its place (`prompts`).
"""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from mrtnet.domain import rhythm
from mrtnet.domain.about import About
from mrtnet.edits import prompts
from mrtnet.edits.prompts import FIRST_TOUCH, REPLY_CHECK, RHYTHM, THANK_AFTER, her_own_day
from mrtnet.queries import contact, runs
from mrtnet.queries.about import about as read_about
from mrtnet.queries.person import run as read_run
from mrtnet.store.book import driver_connection
from mrtnet.store.tables import FollowUp, Person, Run
from mrtnet.words import _


def settle(session: Session, person_id: int, today: date) -> None:
    """Bring a person's last contact, next step and next date in line with what has just been changed."""
    person = session.get(Person, person_id)
    if person is None:
        return
    session.flush()
    connection = driver_connection(session)
    person.last_contact = contact.last_contact(connection, person_id)
    if person.do_not_contact or person.deceased:
        _stop_all(session, person, today)
        person.next_touch = None
    else:
        _resume(session, person_id)
        waiting = contact.open_follow_ups(connection, person_id)
        prompt, gone = _prompt(session, person, waiting, read_about(connection), today)
        days = [follow_up.due for follow_up in waiting if follow_up.id not in gone] + ([prompt.due] if prompt else [])
        person.next_touch = min(days, default=None)
    session.add(person)
    session.flush()


def advance(session: Session, follow_up: FollowUp, on: date) -> None:
    """Move the follow-up's playbook past its step, done or skipped; later steps keep their distance to this day."""
    run = session.get(Run, follow_up.run_id) if follow_up.run_id else None
    if run is not None:
        run.position, run.moved_on = follow_up.step or run.position, on
        session.add(run)
        session.flush()


def close_step(session: Session, follow_up: FollowUp, state: str, on: date) -> None:
    """A follow-up is "done" or "skipped", and its playbook moves past it."""
    follow_up.state, follow_up.closed_on = state, on
    session.add(follow_up)
    session.flush()
    advance(session, follow_up, on)


def first_touch(session: Session, person: Person, met_on: date, about: About, today: date) -> None:
    """The clock for a new person whom no playbook covers: a first message within two working days."""
    due = max(rhythm.first_touch(met_on, about.days), about.days.on_or_after(today))
    reason = _("a first message within two days")
    session.add(prompts.program_prompt(person, "first-touch", due, step=FIRST_TOUCH, reason=reason))


def close_pointless(session: Session, person_id: int, on: date, today: date) -> None:
    """After a contact on the day `on`: close what it has answered, and what its playbook would no longer ask for.

    A contact answers the first touch, and the rhythm if none was later; a word from the person answers what waits for
    a reply. Snoozed or not: what is pointless goes.
    """
    session.flush()
    connection = driver_connection(session)
    newest = contact.last_contact(connection, person_id)
    waits = contact.waits_for_answer(connection, person_id)
    for follow_up in _open(session, person_id):
        kept_up = follow_up.step == RHYTHM and newest is not None and on >= newest
        answered = follow_up.kind in ("reply-check", "nudge") and not waits
        if kept_up or follow_up.step == FIRST_TOUCH or (answered and follow_up.kind == "reply-check"):
            follow_up.state, follow_up.closed_on = "done", on
        elif answered or _no_longer_asked(session, follow_up, today):
            follow_up.state, follow_up.closed_on = "dropped", today
        session.add(follow_up)
    session.flush()


def date_anew(session: Session, person_id: int, today: date, *, run_id: int | None = None) -> None:
    """What steps and days come from has been changed by hand (a rank, an event's day): open steps follow.

    A step that she gave a day herself stays on it. One that stays the next keeps its row, so that calendars see it
    moved. `run_id` limits it to one run.
    """
    session.flush()
    for follow_up in _open(session, person_id):
        run = read_run(driver_connection(session), follow_up.run_id) if follow_up.run_id else None
        if run is None or not follow_up.step or (run_id is not None and run.id != run_id) or her_own_day(follow_up):
            continue
        step, _over = runs.next_step(driver_connection(session), run, today)
        if step is not None and step.step_key == follow_up.step:
            follow_up.due = follow_up.first_due = step.due
            follow_up.reason = step.why
            session.add(follow_up)
        else:
            session.delete(follow_up)
    settle(session, person_id, today)


def drop_rhythm_prompt(session: Session, person_id: int) -> None:
    """Take away the prompt of a rhythm that was changed; `settle` makes the one of the new rhythm."""
    for follow_up in _open(session, person_id):
        if follow_up.step == RHYTHM:
            session.delete(follow_up)
    session.flush()


def _open(session: Session, person_id: int) -> Sequence[FollowUp]:
    wanted = select(FollowUp).where(col(FollowUp.person_id) == person_id, col(FollowUp.state) == "open")
    return session.exec(wanted.order_by(col(FollowUp.due), col(FollowUp.id))).all()


def _prompt(
    session: Session, person: Person, waiting: Sequence[contact.Waiting], about: About, today: date
) -> tuple[FollowUp | None, list[int]]:
    """(the next prompt, or None, which open ones gave way to it).

    One is made unless one is open that comes before it, or she will be in touch by then for what she added herself.
    """
    prompted = [each.id for each in waiting if each.prompted]
    standing = [session.get_one(FollowUp, row_id) for row_id in prompted]
    if any(each.step in ("", REPLY_CHECK, THANK_AFTER) for each in standing):
        return None, []
    wants = prompts.wanted(session, person, about, today, {each.kind for each in waiting if not each.prompted})
    asking = {each.run_id or each.step for each in standing}
    best = min((each for each in wants if (each.run_id or each.step) not in asking), key=_turn, default=None)
    if not standing and best is None:
        best = prompts.of_rhythm(session, person, about, today)
    if best is None or any(not prompts.gives_way(each, best, today) for each in standing):
        return None, []
    if any(each.due <= best.due for each in waiting if not each.prompted):
        return None, []
    for each in standing:  # it comes again in its turn
        prompts.leave(session, each, today)
    session.flush()
    prompt = best.make()
    session.add(prompt)
    return prompt, prompted


def _turn(wanted: prompts.Wanted) -> tuple[int, int, int]:
    return wanted.turn


def _no_longer_asked(session: Session, follow_up: FollowUp, today: date) -> bool:
    """Whether the playbook of this prompt has no use for its step any more."""
    connection = driver_connection(session)
    run = read_run(connection, follow_up.run_id) if follow_up.run_id and follow_up.step else None
    return run is not None and all(step.step_key != follow_up.step for step in runs.steps(connection, run, today))


def _stop_all(session: Session, person: Person, today: date) -> None:
    for follow_up in _open(session, int(person.id or 0)):
        follow_up.state, follow_up.closed_on = "dropped", today
        session.add(follow_up)
    for run in session.exec(select(Run).where(col(Run.person_id) == person.id, col(Run.state) == "running")).all():
        run.state, run.ended_because = "stopped", runs.MARKS[person.deceased]
        session.add(run)


def _resume(session: Session, person_id: int) -> None:
    """The mark that stopped her playbooks was taken back: they go on where they stood."""
    for run_id in runs.stopped_by_a_mark(driver_connection(session), person_id):
        run = session.get_one(Run, run_id)
        run.state, run.ended_because = "running", ""
        session.add(run)
        session.flush()
