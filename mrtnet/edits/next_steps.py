"""The one next step of a person: made from the playbooks at work for her, else from her rhythm, else first-touch.

A person has at most one open prompt that the program made. What she adds by hand stands beside it; what she typed as
the first step of a playbook holds that playbook back. A prompt that is there is never moved by itself: it goes when it
is dealt with, or when a contact makes it pointless.
"""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from mrtnet.domain import playbooks, rhythm
from mrtnet.domain.about import About
from mrtnet.domain.playbook_parts import PEOPLE
from mrtnet.domain.playbooks import PlannedStep
from mrtnet.edits.new_follow_ups import new_follow_up
from mrtnet.queries import contact, mentoring, runs
from mrtnet.queries.about import about as read_about
from mrtnet.queries.person import run as read_run
from mrtnet.queries.person import runs as running
from mrtnet.store.book import driver_connection
from mrtnet.store.tables import FollowUp, Person, Run
from mrtnet.words import _, listed

RHYTHM, FIRST_TOUCH, REPLY_CHECK = "rhythm", "first-touch", "reply-check"
"""Values of `FollowUp.step` for prompts that the program makes without a playbook."""


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
        prompt = _prompt(session, person, waiting, read_about(connection), today)
        days = [follow_up.due for follow_up in waiting] + ([prompt.due] if prompt else [])
        person.next_touch = min(days, default=None)
    session.add(person)
    session.flush()


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
    """Set a playbook to work for a person or an event; `settle` then makes its first prompt.

    Her place among the people of her rank at the event is fixed now, so that later ones do not move her days.
    """
    person = session.get(Person, person_id) if person_id is not None else None
    place = 0
    if event_id is not None and person is not None:
        place = runs.place(driver_connection(session), event_id, playbook, person.rank)
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
    """Move the follow-up's playbook past its step, done or skipped; later steps keep their distance to this day."""
    run = session.get(Run, follow_up.run_id) if follow_up.run_id else None
    if run is not None:
        run.position, run.moved_on = follow_up.step or run.position, on
        session.add(run)
        session.flush()


def first_touch(session: Session, person: Person, met_on: date, about: About, today: date) -> None:
    """The clock for a new person whom no playbook covers: a first message within two working days."""
    due = max(rhythm.first_touch(met_on, about.days), about.days.on_or_after(today))
    session.add(_follow_up(person, "first-touch", due, step=FIRST_TOUCH, reason=_("a first message within two days")))


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
        if run is None or not follow_up.step or (run_id is not None and run.id != run_id) or _her_own_day(follow_up):
            continue
        step, _over = runs.next_step(driver_connection(session), run, today)
        if step is not None and step.step_key == follow_up.step:
            follow_up.due = follow_up.first_due = step.due
            follow_up.reason = step.why
            session.add(follow_up)
        else:
            session.delete(follow_up)
    settle(session, person_id, today)


def take_turns(session: Session, person_id: int, today: date) -> None:
    """Another playbook began: prompts of the others that are neither late nor put off come again in their turn."""
    session.flush()
    for follow_up in _open(session, person_id):
        if follow_up.run_id and follow_up.step and follow_up.due >= today and not _her_own_day(follow_up):
            session.delete(follow_up)
    session.flush()


def drop_rhythm_prompt(session: Session, person_id: int) -> None:
    """Take away the prompt of a rhythm that was changed; `settle` makes the one of the new rhythm."""
    for follow_up in _open(session, person_id):
        if follow_up.step == RHYTHM:
            session.delete(follow_up)
    session.flush()


def from_step(run: Run, step: PlannedStep, person: Person) -> FollowUp:
    """The follow-up that prompts for this step. A playbook that comes again has begun its next round."""
    if step.anchor != run.anchor and step.anchor != date.min:
        run.anchor, run.position, run.moved_on = step.anchor, "", None
    follow_up = _follow_up(person, step.kind, step.due, step=step.step_key, reason=step.why)
    follow_up.title, follow_up.channel, follow_up.template = _titled(step), step.channel, step.template
    follow_up.run_id, follow_up.event_id, follow_up.meeting_id = run.id, run.event_id, run.meeting_id
    return follow_up


def _titled(step: PlannedStep) -> str:
    """The step's title; one for somebody beside the person of the run says whom, unless it does so already."""
    whom = listed([_(PEOPLE[part]) for part in step.to])
    return _("{title} ({whom})").format(title=step.title, whom=whom) if whom and whom not in step.title else step.title


def _open(session: Session, person_id: int) -> Sequence[FollowUp]:
    wanted = select(FollowUp).where(col(FollowUp.person_id) == person_id, col(FollowUp.state) == "open")
    return session.exec(wanted.order_by(col(FollowUp.due), col(FollowUp.id))).all()


def _prompt(
    session: Session, person: Person, waiting: Sequence[contact.Waiting], about: About, today: date
) -> FollowUp | None:
    """Make the next prompt, unless one is open, or she will be in touch by then because of what she added herself."""
    if any(follow_up.prompted for follow_up in waiting):
        return None
    asked = (
        _of_playbooks(session, person, today, {each.kind for each in waiting}),
        _of_mentoring(session, person, about, today),
    )
    prompt = min((each for each in asked if each), key=_turn, default=None) or _of_rhythm(person, about, today)
    if prompt is None or any(each.due <= prompt.due for each in waiting):
        return None
    session.add(prompt)
    return prompt


def _of_playbooks(session: Session, person: Person, today: date, by_hand: set[str]) -> FollowUp | None:
    """The next step of all playbooks at work for her: the earliest, on one day the most important.

    A promise that she keeps track of herself is not asked for twice. Runs that wait for another day stay at work.
    """
    found = []
    connection = driver_connection(session)
    for row in running(connection, int(person.id or 0)):
        step, over = runs.next_step(connection, row, today)
        if over:
            run = session.get_one(Run, row.id)
            run.state = "finished"
            session.add(run)
        elif step is not None and not (step.kind == "promise" and "promise" in by_hand):
            found.append((step.due, playbooks.priority(step.kind), row.id, step))
    if not found:
        return None
    _due, _priority, run_id, step = min(found, key=lambda each: each[:3])
    run = session.get_one(Run, run_id)
    prompt = from_step(run, step, person)
    session.add(run)
    return prompt


def _of_mentoring(session: Session, person: Person, about: About, today: date) -> FollowUp | None:
    """What an agreement with her asks for next. A promise of either is a follow-up of its own."""
    connection = driver_connection(session)
    for row in mentoring.rows(connection, person_id=person.id):
        known = mentoring.stand(connection, row)
        for act in mentoring.acts(connection, row, today, about.days):
            if act.kind == "promise":
                continue
            due = max(act.due, about.days.on_or_after(today))
            prompt = _follow_up(person, act.kind, due, step=f"{mentoring.STEP}:{act.kind}", reason=act.why)
            prompt.title, prompt.template = act.words, ""
            prompt.meeting_id = mentoring.meeting_of(known, act, today)
            return prompt
    return None


def _turn(prompt: FollowUp) -> tuple[date, int]:
    return prompt.due, playbooks.priority(prompt.kind)


def _of_rhythm(person: Person, about: About, today: date) -> FollowUp | None:
    every = rhythm.rhythm_days(person.tier, person.rhythm_days, about.rhythms)
    due = rhythm.next_touch(person.last_contact, every, about.days, met_on=person.met_on)
    if due is None:
        return None
    reason = rhythm.explain(person.last_contact, every, about.days, today, met_on=person.met_on)
    return _follow_up(person, "check-in", max(due, about.days.on_or_after(today)), step=RHYTHM, reason=reason)


def _follow_up(person: Person, kind: str, due: date, *, step: str, reason: str) -> FollowUp:
    return new_follow_up(
        kind,
        due,
        person_id=person.id,
        event_id=person.met_event_id if step == FIRST_TOUCH else None,
        channel=person.preferred_channel or ("email" if kind == "first-touch" else ""),
        template="thanks-after-event" if kind == "first-touch" else "update" if kind == "check-in" else "",
        step=step,
        reason=reason,
    )


def _her_own_day(follow_up: FollowUp) -> bool:
    """Whether she put the prompt off, or gave it another day or a time."""
    return bool(follow_up.snoozed or follow_up.at) or follow_up.due != follow_up.first_due


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
