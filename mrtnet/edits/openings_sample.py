"""The sample's openings and introductions, around the day it is loaded; nobody of them waits to be told anything."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from mrtnet import clock
from mrtnet.domain.opportunity_forms import OpportunityForm
from mrtnet.edits import opportunities
from mrtnet.store.career import Introduction, Opportunity, OpportunityPerson

Data = Mapping[str, Any]


def load(session: Session, told: Data, people: Mapping[str, int], day: Callable[[str], date], today: date) -> None:
    """Put them into the book; `people` are the sample's by name, `day` reads a day of the data."""
    for each in told["opening"]:
        _opening(session, each, people, day, today)
    for each in told["introduction"]:
        days: dict[str, Any] = {f"{key}_on": day(each[key]) for key in ("asked", "made", "told") if key in each}
        words: dict[str, Any] = {key: each[key] for key in ("direction", "why", "outcome") if key in each}
        other = people.get(each["to"])
        whom = "" if other is not None else each["to"]
        row = Introduction(
            introducer_id=people[each["by"]], person_id=other, whom=whom, created_at=clock.now(), **days, **words
        )
        session.add(row)
    session.flush()


def _opening(session: Session, told: Data, people: Mapping[str, int], day: Callable[[str], date], today: date) -> None:
    form = OpportunityForm(
        heard_from_id=people.get(told.get("from", "")),
        **{f"{key}_on": day(told[key]) for key in ("heard", "closes") if key in told},
        **{key: told[key] for key in ("kind", "title", "organization", "url", "note") if key in told},
    )
    row_id = opportunities.add_opportunity(session, form, today=today, sample=True)
    for part in told.get("people", ()):
        opportunities.put_on(session, row_id, people[part["name"]], part["part"], today=today)
    row = session.get_one(Opportunity, row_id)
    days = {key: day(told[key]) for key in ("applied", "ended") if key in told}
    row.applied_on, row.ended_on, row.state = days.get("applied"), days.get("ended"), told.get("state", "open")
    session.add(row)
    if row.ended_on is not None:
        for each in session.exec(select(OpportunityPerson).where(col(OpportunityPerson.opportunity_id) == row_id)):
            each.told_on = day(told["told"])
            session.add(each)
    session.flush()
