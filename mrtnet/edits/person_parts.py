"""The rows of a person: her name in parts, ways to reach her, marks, jobs, tags, roles, filled from a form."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, select

from mrtnet import clock
from mrtnet.domain import names
from mrtnet.domain.contact_points import normal
from mrtnet.domain.forms import Address as AddressForm
from mrtnet.domain.forms import Job as JobForm
from mrtnet.domain.forms import PersonForm
from mrtnet.domain.forms import Reach as ReachForm
from mrtnet.domain.names import Name, fold, sort_key
from mrtnet.edits.organizations import organization_named
from mrtnet.edits.tags import give_tags
from mrtnet.queries.people import ids_named
from mrtnet.store.book import driver_connection
from mrtnet.store.tables import Address, Credential, Job, Person, PersonRole, Reach

PLAIN = (
    "pronouns",
    "pronunciation",
    "rank",
    "met_on",
    "met_how",
    "met_where",
    "tier",
    "rhythm_days",
    "preferred_channel",
    "time_zone",
    "birthday",
    "note",
    "do_not_contact",
    "deceased",
)
"""Fields that a person has as the form has them."""
FILLED_IN = (
    "nickname",
    "pronouns",
    "pronunciation",
    "rank",
    "tier",
    "preferred_channel",
    "time_zone",
    "birthday",
)
"""Fields that are taken from a later form where they are empty."""


def new_person(session: Session, form: PersonForm, *, sample: bool = False) -> Person:
    """A person with all that the form tells about her but the meeting and the next step."""
    person = Person(name="", sort_key="", name_key="", created_at=clock.now(), sample=sample)
    fill(session, person, form)
    session.add(person)
    session.flush()
    add_parts(session, person, form)
    for position, job in enumerate(form.jobs):
        add_job(session, int(person.id or 0), job, position, sample=sample)
    return person


def fill(session: Session, person: Person, form: PersonForm) -> None:
    """The plain fields of a person from the form; the name in parts even if it was typed whole."""
    for field, value in person_values(form).items():
        setattr(person, field, value)
    found = ids_named(driver_connection(session), form.met_through) if form.met_through else []
    person.met_through_id = found[0] if len(found) == 1 and found[0] != person.id else None


def person_values(form: PersonForm) -> dict[str, Any]:
    """The plain columns of a person as the form tells them, the name in parts even if it was typed whole."""
    name = Name(form.prefix, form.given, form.additional, form.family, form.suffix, form.nickname, form.family_first)
    if not (form.given or form.family):
        name = _split(form) if form.name else name
    reached = form.reaches[0].value if form.reaches else ""
    shown = form.name or name.display or reached
    return {
        "name": shown,
        "sort_key": sort_key(name) or fold(shown),
        "name_key": fold(shown),
        **name._asdict(),
        **{field: getattr(form, field) for field in PLAIN},
        "languages": ", ".join(form.languages),
        "met_through": form.met_through,
    }


def _split(form: PersonForm) -> Name:
    """The name typed whole, in parts; what was typed in a field of its own counts."""
    name = names.split_name(form.name)
    told = {part: value for part in ("prefix", "suffix", "nickname") if (value := getattr(form, part))}
    return name._replace(**told)


def add_parts(session: Session, person: Person, form: PersonForm) -> None:
    """Ways to reach her, addresses, marks, tags and roles, for a person who has none."""
    person_id = int(person.id or 0)
    for position, reach in enumerate(form.reaches):
        _add_reach(session, person_id, reach, position)
    for position, address in enumerate(form.addresses):
        _add_address(session, person_id, address, position)
    for position, mark in enumerate(form.credentials):
        session.add(Credential(person_id=person_id, mark=mark, position=position))
    give_tags(session, person_id, form.tags, sample=person.sample)
    give_roles(session, person_id, form.roles)


def add_what_is_new(session: Session, person: Person, form: PersonForm) -> None:
    """What the form tells beyond what is on file is added; nothing on file is replaced."""
    person_id = int(person.id or 0)
    marks = session.exec(select(Credential.mark).where(col(Credential.person_id) == person_id)).all()
    new_marks = [mark for mark in form.credentials if mark not in marks]
    for position, mark in enumerate(new_marks, len(marks)):
        session.add(Credential(person_id=person_id, mark=mark, position=position))
    reached = session.exec(select(Reach).where(col(Reach.person_id) == person_id)).all()
    known = {(reach.property, reach.normal or reach.value) for reach in reached}
    new_reaches = [reach for reach in form.reaches if (reach.property, normal(reach) or reach.value) not in known]
    for position, reach in enumerate(new_reaches, len(reached)):
        _add_reach(session, person_id, reach, position)
    _add_new_addresses(session, person_id, form.addresses)
    give_tags(session, person_id, form.tags)
    give_roles(session, person_id, form.roles)
    for job in form.jobs:
        _add_new_job(session, person_id, job)
    for field in FILLED_IN:
        if not getattr(person, field):
            setattr(person, field, getattr(form, field))
    spoken = [language for language in person.languages.split(", ") if language]
    person.languages = ", ".join(dict.fromkeys([*spoken, *form.languages]))
    if form.note not in person.note:
        person.note = "\n\n".join(part for part in (person.note, form.note) if part)
    session.add(person)
    session.flush()


def _add_new_addresses(session: Session, person_id: int, forms: Sequence[AddressForm]) -> None:
    has = session.exec(select(Address).where(col(Address.person_id) == person_id)).all()
    known = [AddressForm.model_validate(row.model_dump(include=set(AddressForm.model_fields))) for row in has]
    for position, form in enumerate((form for form in forms if form not in known), len(has)):
        _add_address(session, person_id, form, position)


def _add_new_job(session: Session, person_id: int, form: JobForm) -> None:
    """A job she does not have at present; a title or department that was not known yet is filled in."""
    employer = organization_named(session, form.organization)
    jobs = session.exec(select(Job).where(col(Job.person_id) == person_id)).all()
    for job in jobs:
        told = [(job.title, form.title), (job.department, form.department)]
        same_place = employer is None or job.organization_id == employer
        if job.until is None and same_place and all(not new or not old or new == old for old, new in told):
            job.title, job.department = job.title or form.title, job.department or form.department
            session.add(job)
            return
    add_job(session, person_id, form, len(jobs))


def _add_reach(session: Session, person_id: int, form: ReachForm, position: int) -> None:
    session.add(Reach(person_id=person_id, normal=normal(form), position=position, **form.model_dump()))


def _add_address(session: Session, person_id: int, form: AddressForm, position: int) -> None:
    session.add(Address(person_id=person_id, position=position, **form.model_dump()))


def add_job(session: Session, person_id: int, form: JobForm, position: int, *, sample: bool = False) -> None:
    """One more job, at this place of the list; its employer is found by name or added."""
    told = form.model_dump(exclude={"organization"})
    employer = organization_named(session, form.organization, sample=sample)
    session.add(Job(person_id=person_id, organization_id=employer, position=position, **told))


def give_roles(session: Session, person_id: int, roles: Sequence[str]) -> None:
    """Give a person these roles; those she has already stay as they are."""
    if not roles:
        return
    has = set(session.exec(select(PersonRole.role).where(col(PersonRole.person_id) == person_id)).all())
    for role in roles:
        if role not in has:
            session.add(PersonRole(person_id=person_id, role=role))
            has.add(role)
