"""Introductions and referrals: asked for, made, with what came of them, and told to whom they are owed."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlmodel import Session, col, select

from mrtnet import clock
from mrtnet.domain.opportunity_forms import IntroductionForm
from mrtnet.edits.found import found
from mrtnet.edits.new_follow_ups import new_follow_up
from mrtnet.edits.next_steps import settle
from mrtnet.edits.prompts import her_own_day
from mrtnet.queries.about import about as read_about
from mrtnet.queries.tellings import ASK_INTRODUCTION, MAKE_INTRODUCTION, TOLD_INTRODUCTION
from mrtnet.store.book import driver_connection, titled
from mrtnet.store.career import Introduction, Opportunity
from mrtnet.store.tables import FollowUp, Interaction, InteractionPerson, Person
from mrtnet.trouble import Trouble
from mrtnet.words import _

WITHIN = timedelta(days=2)
"""An introduction is followed within 48 hours (domain.md 3.1)."""


def add_introduction(session: Session, form: IntroductionForm, *, today: date) -> int:
    """Note an introduction or referral; returns its id. Once it is made, the one introduced is to be written to."""
    row = Introduction(introducer_id=form.introducer_id, created_at=clock.now())
    _fill(session, row, form, today)
    titled(session, _("Introduction: {what}").format(what=_named(session, row)))
    return int(row.id or 0)


def change_introduction(session: Session, introduction_id: int, form: IntroductionForm, *, today: date) -> None:
    """Change what was noted. Prompts that it makes pointless go."""
    row = found(session, Introduction, introduction_id)
    before = row.introducer_id
    _fill(session, row, form, today)
    titled(session, _("Changed the introduction: {what}").format(what=_named(session, row)))
    if before != row.introducer_id:
        settle(session, before, today)


def ask_for_introduction(
    session: Session,
    introducer_id: int,
    *,
    today: date,
    person_id: int | None = None,
    whom: str = "",
    why: str = "",
    opportunity_id: int | None = None,
) -> int:
    """Plan to ask somebody for an introduction; returns its id. The prompt to ask comes in its turn among hers.

    Done, it was asked, and an answer is awaited. Raises Trouble for a person who is not to be written to.
    """
    introducer = found(session, Person, introducer_id)
    _may_write(introducer)
    row = Introduction(introducer_id=introducer_id, created_at=clock.now())
    form = IntroductionForm.checked(
        introducer_id=introducer_id, person_id=person_id, whom=whom, why=why, opportunity_id=opportunity_id
    )
    _fill(session, row, form, today)
    titled(session, _("Ask {name} for an introduction").format(name=introducer.name))
    return int(row.id or 0)


def introduction_told(session: Session, introduction_id: int, on: date, *, today: date) -> None:
    """The introducer has heard how it went; the prompt to tell is done."""
    row = found(session, Introduction, introduction_id)
    titled(session, _("Told how it went: {what}").format(what=_named(session, row)))
    if on > today:
        raise Trouble(_("That day is still to come. Choose today or an earlier day."))
    row.told_on = on
    session.add(row)
    for follow_up in _prompts(session, row):
        follow_up.state, follow_up.closed_on = "done", on
        session.add(follow_up)
    settle(session, row.introducer_id, today)


def remove_introduction(session: Session, introduction_id: int, *, today: date) -> None:
    """Remove what was noted, with its prompts. Who was met through whom stays with the person."""
    row = found(session, Introduction, introduction_id)
    titled(session, _("Removed the introduction: {what}").format(what=_named(session, row)))
    for follow_up in _prompts(session, row):
        session.delete(follow_up)
    introducer = row.introducer_id
    session.delete(row)
    session.flush()
    settle(session, introducer, today)


def introduced(session: Session, person: Person, introducer: Person | None, on: date, today: date) -> None:
    """On the day `on` this person was named, or brought together with her: to be written to within two days."""
    person_id = int(person.id or 0)
    if introducer is not None and person.met_through_id is None and person_id != introducer.id:
        person.met_through_id, person.met_through = introducer.id, introducer.name
        session.add(person)
    waiting = select(FollowUp).where(col(FollowUp.person_id) == person_id, col(FollowUp.state) == "open")
    if session.exec(waiting).first() is not None or person.do_not_contact or person.deceased:
        return
    due = read_about(driver_connection(session)).days.on_or_after(max(on + WITHIN, today))
    reason = _("named by {name}").format(name=introducer.name) if introducer else ""
    session.add(
        new_follow_up("request", due, person_id=person_id, channel="email", template="interview-request", reason=reason)
    )
    settle(session, person_id, today)


def _fill(session: Session, row: Introduction, form: IntroductionForm, today: date) -> None:
    introducer = found(session, Person, form.introducer_id)
    other = found(session, Person, form.person_id) if form.person_id is not None else None
    if form.opportunity_id is not None:
        found(session, Opportunity, form.opportunity_id)
    if any(on > today for on in (form.asked_on, form.made_on, form.told_on) if on):
        raise Trouble(_("That day is still to come. Choose today or an earlier day."))
    fresh = form.made_on is not None and row.made_on is None
    row.sqlmodel_update(form.model_dump())
    session.add(row)
    session.flush()
    for follow_up in _prompts(session, row):  # what it asks for may have changed
        if not her_own_day(follow_up):
            session.delete(follow_up)
    session.flush()
    if fresh and form.made_on is not None and other is not None:
        _happened(session, introducer, other, form, form.made_on)
        if form.direction == "to-me":
            introduced(session, other, introducer, form.made_on, today)
    settle(session, form.introducer_id, today)
    if other is not None:
        settle(session, int(other.id or 0), today)


def _happened(session: Session, introducer: Person, other: Person, form: IntroductionForm, on: date) -> None:
    """It stands in both timelines."""
    said = _("{name} introduced you to {other}") if form.direction == "to-me" else _("You introduced {name} to {other}")
    interaction = Interaction(
        kind="introduction",
        day=on,
        title=said.format(name=introducer.name, other=other.name),
        body=form.why,
        created_at=clock.now(),
    )
    session.add(interaction)
    session.flush()
    for person in (introducer, other):
        session.add(InteractionPerson(interaction_id=int(interaction.id or 0), person_id=int(person.id or 0)))
    session.flush()


def _prompts(session: Session, row: Introduction) -> Sequence[FollowUp]:
    steps = [f"{start}:{row.id}" for start in (TOLD_INTRODUCTION, MAKE_INTRODUCTION, ASK_INTRODUCTION)]
    wanted = select(FollowUp).where(
        col(FollowUp.person_id) == row.introducer_id, col(FollowUp.state) == "open", col(FollowUp.step).in_(steps)
    )
    return session.exec(wanted).all()


def _may_write(person: Person) -> None:
    if person.deceased:
        raise Trouble(_("{name} has died.").format(name=person.name))
    if person.do_not_contact:
        raise Trouble(_("{name} is not to be contacted.").format(name=person.name))


def _other(session: Session, row: Introduction) -> str:
    other = session.get(Person, row.person_id) if row.person_id is not None else None
    opening = session.get(Opportunity, row.opportunity_id) if row.opportunity_id is not None else None
    return other.name if other else row.whom or (opening.title if opening else "")


def _named(session: Session, row: Introduction) -> str:
    introducer = session.get(Person, row.introducer_id)
    return f"{introducer.name if introducer else ''} – {_other(session, row)}"
