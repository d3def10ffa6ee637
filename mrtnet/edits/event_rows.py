"""One row of an event's grid, changed by hand: what was typed anew about a person met there, as one step."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from mrtnet.domain.forms import FollowUpForm, Job, NextStep, PersonForm
from mrtnet.domain.names import Name
from mrtnet.domain.rows import AddressRow, PersonDetail, ReachRow
from mrtnet.edits import follow_ups, people
from mrtnet.edits.drafts import settle_draft
from mrtnet.queries.about import about as read_about
from mrtnet.queries.event_page import open_steps
from mrtnet.queries.person import detail
from mrtnet.store.book import driver_connection, titled
from mrtnet.store.tables import Interaction
from mrtnet.trouble import Trouble
from mrtnet.words import _


def change_row(
    session: Session,
    person_id: int,
    form: PersonForm,
    changed: Sequence[str],
    *,
    today: date,
    interaction_id: int | None = None,
    draft: str = "",
    left_over: str = "",
) -> None:
    """Give a person what was typed in her row. `changed` are its cells: "name", "works_at", "reach", "talked", "step".

    Everything else of hers stays. Raises Trouble for a person who is gone.
    """
    found = detail(driver_connection(session), person_id)
    if found is None:
        raise Trouble(_("There is no such person in the book."))
    if {"name", "reach"} & set(changed):
        people.change_person(session, person_id, _changed(found, form, changed), today=today)
    if "works_at" in changed:
        people.change_jobs(session, person_id, _jobs(found, form))
    interaction = session.get(Interaction, interaction_id) if interaction_id is not None else None
    if "talked" in changed and interaction is not None:
        interaction.body = form.talked_about
        session.add(interaction)
    if "step" in changed:
        _change_step(session, person_id, form, today)
    settle_draft(session, draft, left_over)
    _name_step(session, form.name or found.name)


def set_step(session: Session, person_ids: Sequence[int], step: NextStep | None, *, today: date) -> None:
    """Give all these people this next step in place of the one they have; None takes that one away."""
    steps = open_steps(driver_connection(session), list(person_ids))
    if step is None:
        follow_ups.skip(session, list(steps.values()), today=today)
    else:
        for person_id in person_ids:
            _put_step(session, person_id, steps.get(person_id), step, today)
    _name_step(session, _("the next step"))


def _name_step(session: Session, whom: str) -> None:
    titled(session, _("Changed {name}").format(name=whom))


def _changed(found: PersonDetail, form: PersonForm, changed: Sequence[str]) -> PersonForm:
    """All of hers as a form, with the typed name, marks or ways to reach."""
    told = person_form(found)
    if "name" in changed:
        parts = ("name", *Name._fields)
        told = told.model_copy(update={part: getattr(form, part) for part in parts})
        told.credentials = form.credentials
    if "reach" in changed:
        known = {(reach.property, reach.value): reach for reach in told.reaches}
        told.reaches = [known.get((reach.property, reach.value), reach) for reach in form.reaches]
    return told


def person_form(found: PersonDetail) -> PersonForm:
    """A person on file as a form."""

    def plainly(rows: Sequence[ReachRow | AddressRow]) -> list[dict[str, object]]:
        return [{key: value for key, value in row._asdict().items() if key != "id"} for row in rows]

    plain = {field: getattr(found, field) for field in PersonForm.model_fields if field in found._fields}
    plain |= {
        "credentials": list(found.credentials),
        "languages": list(found.languages),
        "tags": list(found.tags),
        "roles": list(found.roles),
        "jobs": [],
        "reaches": plainly(found.reaches),
        "addresses": plainly(found.addresses),
    }
    return PersonForm.checked(**plain)


def _jobs(found: PersonDetail, form: PersonForm) -> list[Job]:
    """Her jobs with the first present one corrected; a title that was not typed stays."""
    jobs = [
        Job(organization=row.organization, title=row.title, department=row.department, since=row.since, until=row.until)
        for row in found.jobs
    ]
    typed = form.jobs[0] if form.jobs else None
    present = next((at for at, job in enumerate(jobs) if job.until is None), None)
    if typed is None:
        return [job for at, job in enumerate(jobs) if at != present]
    if present is None:
        return [typed, *jobs]
    jobs[present].organization = typed.organization
    jobs[present].title = typed.title or jobs[present].title
    return jobs


def _change_step(session: Session, person_id: int, form: PersonForm, today: date) -> None:
    follow_up_id = open_steps(driver_connection(session), [person_id]).get(person_id)
    if form.no_next_step:
        if follow_up_id is not None:
            follow_ups.skip(session, [follow_up_id], today=today)
    elif form.next_step is not None:
        _put_step(session, person_id, follow_up_id, form.next_step, today)


def _put_step(session: Session, person_id: int, follow_up_id: int | None, step: NextStep, today: date) -> None:
    due = step.due or read_about(driver_connection(session)).days.after(today, 1)
    told = FollowUpForm.checked(**{**step.model_dump(), "due": due})
    if follow_up_id is None:
        follow_ups.add(session, person_id, told, today=today)
    else:
        follow_ups.change(session, follow_up_id, told, today=today)
