"""What the program would ask for next about a person: of her playbooks, her mentoring, her rhythm; and in which turn.

Prompts merge into one: the earliest comes first, where thanks, promises and reports back count as some days earlier,
and on one day the more important (thank, promise, report back, request, nudge, rhythm; domain.md 4).
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from sqlmodel import Session, col, select

from mrtnet.domain import playbooks, rhythm
from mrtnet.domain.about import About
from mrtnet.domain.busy_seasons import WAITING, quiet_day, say_busy
from mrtnet.domain.playbook_parts import PEOPLE
from mrtnet.domain.playbooks import PlannedStep
from mrtnet.domain.rows import RunRow
from mrtnet.edits.new_follow_ups import new_follow_up
from mrtnet.queries import busy_seasons, contact, mentoring, runs, tellings
from mrtnet.queries.person import runs as running
from mrtnet.queries.reading import Connection
from mrtnet.store.book import driver_connection
from mrtnet.store.tables import FollowUp, Person, Run
from mrtnet.words import _, listed

RHYTHM, FIRST_TOUCH, REPLY_CHECK, THANK_AFTER = "rhythm", "first-touch", "reply-check", "thank-after"
"""Values of `FollowUp.step` for prompts that the program makes without a playbook."""
REVIVE = "revive-tie"
"""The playbook in place of a rhythm's prompt when the tie is dormant."""
PRESSING, AHEAD = 2, 3  # thanks, promises and reports back, and by so many days they go before the rest
REST_OF_A_SKIP = 28  # days after which a skipped step of a mentoring may be asked for again
YEAR = timedelta(days=365)


class Wanted(NamedTuple):
    """One prompt that could be made: when, how important, of which run and step; `make` makes it."""

    due: date
    priority: int
    run_id: int | None
    step: str
    make: Callable[[], FollowUp]

    @property
    def turn(self) -> tuple[int, int, int]:
        """Lower comes first."""
        return *_turn(self.due, self.priority), self.run_id or 0


def wanted(session: Session, person: Person, about: About, today: date, by_hand: set[str]) -> list[Wanted]:
    """What playbooks and mentoring ask for; runs that are over are marked so. `by_hand` are kinds she looks after.

    A promise that she keeps track of herself is not asked for twice. Runs that wait for another day stay at work.
    """
    found = []
    connection = driver_connection(session)
    for row in running(connection, int(person.id or 0)):
        step, over = runs.next_step(connection, row, today)
        if over:
            _end_of(session, person, row, today)
        elif step is not None and not (step.kind == "promise" and "promise" in by_hand):
            found.append(_of_run(session, person, row.id, step))
    return [*found, *_of_mentoring(session, person, about, today), *_to_tell(session, person, about, today)]


def _end_of(session: Session, person: Person, row: RunRow, today: date) -> None:
    """The run is over. Whom she has put into no circle, nor was asked about, comes into the one its rules advise."""
    run = session.get_one(Run, row.id)
    run.state = "finished"
    session.add(run)
    if person.tier or person.rhythm_days is not None or runs.ended_with(driver_connection(session), row) == "decide":
        return
    if advised := [rule.tier for rule in runs.advice(driver_connection(session), row, today) if rule.tier]:
        person.tier = advised[-1]
        session.add(person)


def of_rhythm(session: Session, person: Person, about: About, today: date) -> Wanted | None:
    """What her rhythm asks for: a catch-up, or, when the tie is dormant, the playbook to revive it.

    A skipped one costs nothing: the next comes a rhythm later. After a reminder without an answer a playbook rests.
    """
    connection, person_id = driver_connection(session), int(person.id or 0)
    every = rhythm.rhythm_days(person.tier, person.rhythm_days, about.rhythms)
    if not every:
        return None
    skipped = contact.skipped_on(connection, person_id, RHYTHM)
    pauses = [skipped + timedelta(days=every) if skipped else None, runs.rests_until(connection, person_id, today)]
    not_before = max((day for day in pauses if day), default=None)
    due = rhythm.next_touch(person.last_contact, every, about.days, met_on=person.met_on, not_before=not_before)
    if due is None:
        return None
    plain = max(due, about.days.on_or_after(today))
    busy = busy_seasons.seasons(connection, person_id)
    due = quiet_day(plain, busy, about.days)
    if rhythm.standing(person.last_contact, every, due) == "dormant" and not _revived(session, person_id, today):
        run = start_run(session, REVIVE, person_id=person_id, event_id=None, anchor=due, today=today)
        row = next(row for row in running(connection, person_id) if row.id == run.id)
        step, _over = runs.next_step(connection, row, today)
        if step is not None:
            return _of_run(session, person, row.id, step)
        session.delete(run)
    reason = rhythm.explain(person.last_contact, every, about.days, today, met_on=person.met_on, not_before=not_before)
    if why := say_busy(plain, busy):
        reason = _("{said}; {why}").format(said=reason, why=why)
    return Wanted(
        due, playbooks.priority("check-in"), None, RHYTHM,
        lambda: program_prompt(person, "check-in", due, step=RHYTHM, reason=reason),
    )  # fmt: skip


def gives_way(standing: FollowUp, other: Wanted, today: date) -> bool:
    """Whether an open prompt leaves its place to another one: it comes again in its turn.

    One that she put off, or gave a day herself, only does for more important thanks, promises and reports back, and
    comes again on her day.
    """
    usual = playbooks.priority(standing.kind)
    if her_own_day(standing) and (standing.run_id is None or other.priority >= min(usual, PRESSING + 1)):
        return False
    return other.turn[:2] < _turn(max(standing.due, today), usual)


def her_own_day(follow_up: FollowUp) -> bool:
    """Whether she put the prompt off, or gave it another day or a time."""
    return bool(follow_up.snoozed or follow_up.at) or follow_up.due != follow_up.first_due


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
    """Set a playbook to work for a person or an event; `next_steps.settle` then makes its first prompt.

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


def open_prompts_of(session: Session, run_id: int | None) -> Sequence[FollowUp]:
    """What this run of a playbook asks for now."""
    return session.exec(select(FollowUp).where(col(FollowUp.run_id) == run_id, col(FollowUp.state) == "open")).all()


def drop_prompts_of(session: Session, run: Run, today: date) -> None:
    """Nobody is asked any more for what this run prompted."""
    for prompt in open_prompts_of(session, run.id):
        prompt.state, prompt.closed_on = "dropped", today
        session.add(prompt)
    session.flush()


def withdraw_prompts_of(session: Session, run_id: int | None) -> None:
    """What this run asks for is taken away, to be asked for anew; what she gave a day of her own stays."""
    for prompt in open_prompts_of(session, run_id):
        if not her_own_day(prompt):
            session.delete(prompt)
    session.flush()


def close_run(session: Session, run: Run, state: str, why: str, today: date) -> None:
    """A playbook is at work no more ("stopped" or "finished"), and nobody is asked for what it prompted."""
    run.state, run.ended_because = state, why
    session.add(run)
    drop_prompts_of(session, run, today)


def from_step(run: Run, step: PlannedStep, person: Person) -> FollowUp:
    """The follow-up that prompts for this step. A playbook that comes again has begun its next round."""
    if step.anchor != run.anchor and step.anchor != date.min:
        run.anchor, run.position, run.moved_on = step.anchor, "", None
    follow_up = program_prompt(person, step.kind, step.due, step=step.step_key, reason=step.why)
    follow_up.title, follow_up.channel, follow_up.template = title_of(step), step.channel, step.template
    follow_up.run_id, follow_up.event_id, follow_up.meeting_id = run.id, run.event_id, run.meeting_id
    return follow_up


def program_prompt(person: Person, kind: str, due: date, *, step: str, reason: str) -> FollowUp:
    """A prompt of the program's own; `step` says which."""
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


def _of_run(session: Session, person: Person, run_id: int, step: PlannedStep) -> Wanted:
    before = _put_off(session, run_id, step.step_key, step.due)

    def make() -> FollowUp:
        run = session.get_one(Run, run_id)
        prompt = from_step(run, step, person)
        if before is not None:
            prompt.due, prompt.at, prompt.snoozed, prompt.note = before.due, before.at, before.snoozed, before.note
        session.add(run)
        return prompt

    due = before.due if before is not None else step.due
    return Wanted(due, playbooks.priority(step.kind), run_id, step.step_key, make)


def leave(session: Session, standing: FollowUp, today: date) -> None:
    """An open prompt gives its place away. A day that she gave it herself is kept for when its turn comes again."""
    if her_own_day(standing):
        standing.state, standing.closed_on = "dropped", today
        session.add(standing)
    else:
        session.delete(standing)


def make_room(session: Session, person_id: int, today: date) -> None:
    """The thanks after a meeting come next: what playbooks and the rhythm have open comes again in its turn."""
    wanted = select(FollowUp).where(
        col(FollowUp.person_id) == person_id, col(FollowUp.state) == "open", col(FollowUp.step) != ""
    )
    for standing in session.exec(wanted).all():
        if standing.step == RHYTHM or (standing.run_id is not None and standing.step != THANK_AFTER):
            leave(session, standing, today)
    session.flush()


def _put_off(session: Session, run_id: int, step: str, due: date) -> FollowUp | None:
    """The same step as she put it off before it gave its place away, if its day is still to come."""
    wanted = select(FollowUp).where(
        col(FollowUp.run_id) == run_id, col(FollowUp.step) == step, col(FollowUp.state) == "dropped",
        col(FollowUp.due) > due,
    )  # fmt: skip
    found = session.exec(wanted.order_by(col(FollowUp.id).desc())).first()
    return found if found is not None and her_own_day(found) else None


def title_of(step: PlannedStep) -> str:
    """The step's title; one for somebody beside the person of the run says whom, unless it does so already."""
    whom = listed([_(PEOPLE[part]) for part in step.to])
    return _("{title} ({whom})").format(title=step.title, whom=whom) if whom and whom not in step.title else step.title


def _of_mentoring(session: Session, person: Person, about: About, today: date) -> list[Wanted]:
    """What an agreement with her asks for next. A promise of either is a follow-up of its own."""
    connection = driver_connection(session)
    for row in mentoring.rows(connection, person_id=person.id):
        known = mentoring.stand(connection, row)
        for act in mentoring.acts(connection, row, today, about.days):
            step = f"{mentoring.STEP}:{act.kind}"
            skipped = contact.skipped_on(connection, row.person_id, step)
            if act.kind == "promise" or (skipped and (today - skipped).days < REST_OF_A_SKIP):
                continue
            due = _quiet(connection, row.person_id, act.kind, max(act.due, about.days.on_or_after(today)), about)
            prompt = program_prompt(person, act.kind, due, step=step, reason=act.why)
            prompt.title, prompt.template = act.words, ""
            prompt.meeting_id = mentoring.meeting_of(known, act, today)
            return [Wanted(due, playbooks.priority(act.kind), None, step, lambda made=prompt: made)]  # type: ignore[misc]
    return []


def _to_tell(session: Session, person: Person, about: About, today: date) -> list[Wanted]:
    """What she should hear of introductions and openings, or is to be asked or to get for them."""

    def make(each: tellings.Telling, due: date) -> FollowUp:
        prompt = program_prompt(person, each.kind, due, step=each.step, reason=each.reason)
        prompt.title, prompt.template = each.title, each.template
        prompt.channel = prompt.channel or "email"
        return prompt

    found = []
    connection, person_id = driver_connection(session), int(person.id or 0)
    for each in tellings.tellings(connection, person_id, today, about.days):
        due = _quiet(connection, person_id, each.kind, max(each.due, about.days.on_or_after(today)), about)
        found.append(Wanted(due, playbooks.priority(each.kind), None, each.step, partial(make, each, due)))
    return found


def _quiet(connection: Connection, person_id: int, kind: str, due: date, about: About) -> date:
    """The day, or the first one after her busy time, for what can wait for it."""
    return quiet_day(due, busy_seasons.seasons(connection, person_id), about.days) if kind in WAITING else due


def _revived(session: Session, person_id: int, today: date) -> bool:
    """Whether the playbook to revive the tie was at work for her within a year."""
    since = select(Run.id).where(
        col(Run.person_id) == person_id, col(Run.playbook) == REVIVE, col(Run.started_on) > today - YEAR
    )
    return session.exec(since).first() is not None


def _turn(due: date, priority: int) -> tuple[int, int]:
    return due.toordinal() - (AHEAD if priority <= PRESSING else 0), priority
