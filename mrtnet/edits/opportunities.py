"""Openings: heard of, applied for, agreed to an interview, ended; and who has a part in them.

An application with a referrer starts the playbook P10 for the referrer; with a result the whole chain is told and
thanked: the referrer by that playbook, the others by one prompt each (`queries.tellings`).
"""

import json
from datetime import date

from sqlmodel import Session, col, select

from mrtnet import clock
from mrtnet.domain.opportunity_forms import CHAIN, RESULTS, STATES, OpportunityForm, Part, Result
from mrtnet.edits.found import found
from mrtnet.edits.next_steps import date_anew, settle
from mrtnet.edits.organizations import organization_named
from mrtnet.edits.prompts import start_run
from mrtnet.edits.settings import keep_setting
from mrtnet.queries.introductions import introducers
from mrtnet.queries.opportunities import REFERRED, Dates, dates, of_run, setting_key
from mrtnet.queries.person import runs as running
from mrtnet.queries.tellings import TOLD_OPENING
from mrtnet.store.book import driver_connection, titled
from mrtnet.store.career import Opportunity, OpportunityPerson
from mrtnet.store.tables import FollowUp, Person, Run
from mrtnet.trouble import Trouble
from mrtnet.words import _


def add_opportunity(session: Session, form: OpportunityForm, *, today: date, sample: bool = False) -> int:
    """Put an opening on file; returns its id. Who told of it has a part in it."""
    row = Opportunity(kind=form.kind, title=form.title, created_at=clock.now(), sample=sample)
    _fill(session, row, form, today)
    titled(session, _("Added {opening}").format(opening=row.title))
    return int(row.id or 0)


def change_opportunity(session: Session, opportunity_id: int, form: OpportunityForm, *, today: date) -> None:
    """Change what is known of an opening."""
    row = found(session, Opportunity, opportunity_id)
    _fill(session, row, form, today)
    titled(session, _("Changed {opening}").format(opening=row.title))


def remove_opportunity(session: Session, opportunity_id: int, *, today: date) -> None:
    """Remove an opening; its playbook ends, the people stay."""
    row = found(session, Opportunity, opportunity_id)
    titled(session, _("Removed {opening}").format(opening=row.title))
    people = [part.person_id for part in _parts(session, opportunity_id)]
    run = _run(session, row)
    if run is not None and run.state == "running":
        run.state, run.ended_because = "stopped", "removed"
        session.add(run)
        _drop(session, col(FollowUp.run_id) == run.id)
    _drop(session, col(FollowUp.step) == f"{TOLD_OPENING}:{opportunity_id}")
    keep_setting(session, setting_key(row.uid), None)
    session.delete(row)
    session.flush()
    for person_id in people:
        settle(session, person_id, today)


def put_on(session: Session, opportunity_id: int, person_id: int, part: Part, *, today: date) -> None:
    """Give a person a part in an opening, or another one. A referrer of what was applied for starts the playbook."""
    row = found(session, Opportunity, opportunity_id)
    person = found(session, Person, person_id)
    titled(session, _("{name} is part of {opening}").format(name=person.name, opening=row.title))
    _put(session, row, person_id, part)
    if row.applied_on is not None:
        _start(session, row, row.applied_on, today)
    settle(session, person_id, today)


def take_off(session: Session, opportunity_id: int, person_id: int, *, today: date) -> None:
    """A person has no part in the opening any more."""
    row = found(session, Opportunity, opportunity_id)
    person = found(session, Person, person_id)
    titled(session, _("{name} is no longer part of {opening}").format(name=person.name, opening=row.title))
    for part in _parts(session, opportunity_id):
        if part.person_id == person_id:
            session.delete(part)
    if row.heard_from_id == person_id:
        row.heard_from_id = None
        session.add(row)
    run = _run(session, row)
    if run is not None and run.person_id == person_id and run.state == "running":
        run.state, run.ended_because = "stopped", "removed"
        session.add(run)
        _drop(session, col(FollowUp.run_id) == run.id)
        _keep_dates(session, row, run="")
    _drop(session, col(FollowUp.step) == f"{TOLD_OPENING}:{opportunity_id}", col(FollowUp.person_id) == person_id)
    session.flush()
    settle(session, person_id, today)


def ask_referral(session: Session, opportunity_id: int, person_id: int, apply_on: date, *, today: date) -> None:
    """Ask this person to refer her: the playbook starts, counting from the day on which she means to apply."""
    row = found(session, Opportunity, opportunity_id)
    person = found(session, Person, person_id)
    _still_on(row)
    titled(session, _("Ask {name} to refer you: {opening}").format(name=person.name, opening=row.title))
    _put(session, row, person_id, "referrer")
    _start(session, row, row.applied_on or apply_on, today)


def applied(session: Session, opportunity_id: int, on: date, *, today: date) -> None:
    """She applied on the day `on`. With a referrer, or who told her of it, the playbook starts, or counts from now."""
    row = found(session, Opportunity, opportunity_id)
    _still_on(row)
    _not_to_come(on, today)
    titled(session, _("Applied: {opening}").format(opening=row.title))
    row.applied_on = on
    row.state = "applied" if row.state == "open" else row.state
    session.add(row)
    session.flush()
    _start(session, row, on, today)


def interview_agreed(session: Session, opportunity_id: int, on: date | None, *, today: date) -> None:
    """They invited her, to the day `on` if it is known; the referrer is told."""
    row = found(session, Opportunity, opportunity_id)
    _still_on(row)
    titled(session, _("Interview: {opening}").format(opening=row.title))
    row.applied_on = row.applied_on or today
    row.state = "interview"
    session.add(row)
    known = dates(driver_connection(session), row.uid)
    _keep_dates(
        session, row, interview_set=known.interview_set or today, interview=on if on is not None else known.interview
    )
    _start(session, row, row.applied_on, today)


def ended(
    session: Session, opportunity_id: int, result: Result, on: date, *, today: date, starts_on: date | None = None
) -> None:
    """It ended on the day `on`. If she had applied, everyone on the way to it is to be told and thanked.

    `starts_on` is her first day there, for those who hear how it goes after one month and three.
    """
    row = found(session, Opportunity, opportunity_id)
    _not_to_come(on, today)
    titled(session, _("{opening}: {result}").format(opening=row.title, result=_(STATES[result])))
    row.state, row.ended_on = result, on
    session.add(row)
    if starts_on is not None:
        _keep_dates(session, row, start=starts_on)
    if row.applied_on is not None:
        _whole_chain(session, row)
    _follow(session, row, today)


def reopen(session: Session, opportunity_id: int, *, today: date) -> None:
    """It has not ended after all; nobody need be told."""
    row = found(session, Opportunity, opportunity_id)
    if row.state not in RESULTS:
        raise Trouble(_("“{opening}” has not ended.").format(opening=row.title))
    titled(session, _("Opened again: {opening}").format(opening=row.title))
    known = dates(driver_connection(session), row.uid)
    row.ended_on = None
    row.state = "interview" if known.interview_set else "applied" if row.applied_on else "open"
    session.add(row)
    _drop(session, col(FollowUp.step) == f"{TOLD_OPENING}:{opportunity_id}")
    _follow(session, row, today)


def told_result(session: Session, opportunity_id: int, person_id: int, on: date, *, today: date) -> None:
    """This person has heard how it ended; the prompt to tell is done."""
    row = found(session, Opportunity, opportunity_id)
    person = found(session, Person, person_id)
    _not_to_come(on, today)
    titled(session, _("Told {name}: {opening}").format(name=person.name, opening=row.title))
    for part in _parts(session, opportunity_id):
        if part.person_id == person_id:
            part.told_on = on
            session.add(part)
    wanted = select(FollowUp).where(
        col(FollowUp.person_id) == person_id,
        col(FollowUp.state) == "open",
        col(FollowUp.step) == f"{TOLD_OPENING}:{opportunity_id}",
    )
    for follow_up in session.exec(wanted).all():
        follow_up.state, follow_up.closed_on = "done", on
        session.add(follow_up)
    settle(session, person_id, today)


def _fill(session: Session, row: Opportunity, form: OpportunityForm, today: date) -> None:
    source = found(session, Person, form.heard_from_id) if form.heard_from_id is not None else None
    before = row.heard_from_id
    row.sqlmodel_update(form.model_dump(exclude={"organization"}))
    row.organization_id = organization_named(session, form.organization)
    row.heard_on = row.heard_on or today
    session.add(row)
    session.flush()
    if before is not None and before != row.heard_from_id:
        for part in _parts(session, int(row.id or 0)):
            if part.person_id == before and part.part == "heard-from":
                session.delete(part)
        session.flush()
    if source is not None and all(part.person_id != source.id for part in _parts(session, int(row.id or 0))):
        _put(session, row, int(source.id or 0), "heard-from")


def _put(session: Session, row: Opportunity, person_id: int, part: str) -> None:
    parts = _parts(session, int(row.id or 0))
    mine = next((each for each in parts if each.person_id == person_id), None)
    mine = mine or OpportunityPerson(opportunity_id=int(row.id or 0), person_id=person_id)
    mine.part = part
    session.add(mine)
    session.flush()


def _whole_chain(session: Session, row: Opportunity) -> None:
    """Who brought her to those who referred her, or told her, is part of the way too."""
    parts = _parts(session, int(row.id or 0))
    known = {part.person_id for part in parts}
    for start in [part.person_id for part in parts if part.part in CHAIN]:
        for person_id in introducers(driver_connection(session), start):
            if person_id not in known:
                known.add(person_id)
                _put(session, row, person_id, "introducer")


def _start(session: Session, row: Opportunity, anchor: date, today: date) -> None:
    """The playbook for the referrer, or for who told her of it; one that is at work counts from this day."""
    run = _run(session, row)
    if run is None:
        parts = _parts(session, int(row.id or 0))
        whom = next((each for part in ("referrer", "heard-from") for each in parts if each.part == part), None)
        if whom is None:
            return
        run = _by_hand(session, whom.person_id) or start_run(
            session, REFERRED, person_id=whom.person_id, event_id=None, anchor=anchor, today=today
        )
        _keep_dates(session, row, run=run.uid)
    if run.anchor != anchor:
        run.anchor = anchor
        session.add(run)
        session.flush()
    _follow(session, row, today)


def _by_hand(session: Session, person_id: int) -> Run | None:
    """The playbook that she set to work for this person herself, before the opening knew of it."""
    connection = driver_connection(session)
    known = (each for each in running(connection, person_id) if each.playbook == REFERRED)
    mine = next((each for each in known if of_run(connection, each.id) is None), None)
    return session.get(Run, mine.id) if mine is not None else None


def _follow(session: Session, row: Opportunity, today: date) -> None:
    """Bring the prompts of all who have a part in line with how far it has come."""
    session.flush()
    run = _run(session, row)
    if run is not None and run.person_id is not None:
        if run.state == "finished":  # a day that it waited for is known now
            run.state = "running"
            session.add(run)
            session.flush()
        date_anew(session, run.person_id, today, run_id=run.id)
    for part in _parts(session, int(row.id or 0)):
        settle(session, part.person_id, today)


def _keep_dates(
    session: Session,
    row: Opportunity,
    *,
    interview_set: date | None = None,
    interview: date | None = None,
    start: date | None = None,
    run: str | None = None,
) -> None:
    session.flush()
    known = dates(driver_connection(session), row.uid)
    now = Dates(
        interview_set or known.interview_set,
        interview or known.interview,
        start or known.start,
        known.run if run is None else run,
    )
    told = {name: value.isoformat() if isinstance(value, date) else value for name, value in now._asdict().items()}
    kept = json.dumps({name: value for name, value in told.items() if value}, sort_keys=True)
    keep_setting(session, setting_key(row.uid), kept)


def _run(session: Session, row: Opportunity) -> Run | None:
    uid = dates(driver_connection(session), row.uid).run
    return session.exec(select(Run).where(col(Run.uid) == uid)).first() if uid else None


def _parts(session: Session, opportunity_id: int) -> list[OpportunityPerson]:
    wanted = select(OpportunityPerson).where(col(OpportunityPerson.opportunity_id) == opportunity_id)
    return list(session.exec(wanted.order_by(col(OpportunityPerson.id))).all())


def _drop(session: Session, *where: object) -> None:
    wanted = select(FollowUp).where(col(FollowUp.state) == "open", *where)  # type: ignore[arg-type]
    for follow_up in session.exec(wanted).all():
        session.delete(follow_up)
    session.flush()


def _still_on(row: Opportunity) -> None:
    if row.state in RESULTS:
        raise Trouble(_("“{opening}” has ended. Open it again first.").format(opening=row.title))


def _not_to_come(on: date, today: date) -> None:
    if on > today:
        raise Trouble(_("That day is still to come. Choose today or an earlier day."))
