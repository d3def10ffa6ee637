"""A prompt about an introduction or an opening was done: the introduction, or the person's part, knows it."""

from datetime import date

from sqlmodel import Session, col, select

from mrtnet.queries.opportunities import TELLS_RESULT, of_run
from mrtnet.queries.tellings import ASK_INTRODUCTION, MAKE_INTRODUCTION, TOLD_INTRODUCTION, TOLD_OPENING
from mrtnet.store.book import driver_connection
from mrtnet.store.career import Introduction, OpportunityPerson
from mrtnet.store.tables import FollowUp


def was_told(session: Session, follow_up: FollowUp, on: date) -> None:
    """Note on the day `on` what this prompt, now done, was for. Does nothing for any other follow-up."""
    what, _colon, number = follow_up.step.partition(":")
    if number.isdigit() and what in _INTRODUCTION:
        row = session.get(Introduction, int(number))
        if row is not None:
            setattr(row, _INTRODUCTION[what], getattr(row, _INTRODUCTION[what]) or on)
            session.add(row)
    elif number.isdigit() and what == TOLD_OPENING and follow_up.person_id is not None:
        _heard(session, int(number), follow_up.person_id, on)
    elif follow_up.step == TELLS_RESULT and follow_up.run_id is not None and follow_up.person_id is not None:
        opening = of_run(driver_connection(session), follow_up.run_id)
        if opening is not None:
            _heard(session, opening.id, follow_up.person_id, on)
    session.flush()


_INTRODUCTION = {TOLD_INTRODUCTION: "told_on", MAKE_INTRODUCTION: "made_on", ASK_INTRODUCTION: "asked_on"}


def _heard(session: Session, opportunity_id: int, person_id: int, on: date) -> None:
    wanted = select(OpportunityPerson).where(
        col(OpportunityPerson.opportunity_id) == opportunity_id, col(OpportunityPerson.person_id) == person_id
    )
    part = session.exec(wanted).first()
    if part is not None:
        part.told_on = part.told_on or on
        session.add(part)
