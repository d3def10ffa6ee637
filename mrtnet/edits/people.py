"""People: logged after an event, added, changed, moved to another job, removed. Each function is one step."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from mrtnet import clock
from mrtnet.domain import names, playbooks
from mrtnet.domain.contact_points import normal
from mrtnet.domain.forms import Address as AddressForm
from mrtnet.domain.forms import EventForm, NextStep, PersonForm
from mrtnet.domain.forms import Job as JobForm
from mrtnet.domain.forms import Reach as ReachForm
from mrtnet.domain.kinds import title as kind_title
from mrtnet.domain.names import Name, fold, sort_key
from mrtnet.edits.events import add_event
from mrtnet.edits.next_steps import facts, first_touch, from_step, settle, start_run
from mrtnet.edits.organizations import organization_named
from mrtnet.edits.tags import give_tags
from mrtnet.queries.about import about as read_about
from mrtnet.queries.people import ids_named
from mrtnet.queries.playbooks import playbook_named
from mrtnet.store.book import driver_connection, titled
from mrtnet.store.tables import (
    Address,
    Credential,
    Event,
    FollowUp,
    Interaction,
    InteractionPerson,
    Job,
    Person,
    PersonRole,
    PersonTag,
    Reach,
    Run,
)
from mrtnet.trouble import Trouble
from mrtnet.words import _, plural

NO_PLAYBOOK = "none"


def log_people(
    session: Session,
    forms: Sequence[PersonForm],
    *,
    today: date,
    event_id: int | None = None,
    new_event: EventForm | None = None,
    met_on: date | None = None,
    playbook: str = "",
) -> list[int]:
    """Put people she met on file, each with the meeting and a next step; returns their ids in order.

    `new_event` is put on file in the same step.

    Met on the form's day, else `met_on`, else the event's last day (if past), else today. The next step is the form's
    own, else that of `playbook` (a key, or "none"), else of the event's playbook, else of a chance meeting.
    """
    event = _event(session, add_event(session, new_event) if new_event else event_id)
    ids = [_log_one(session, form, today, event, met_on, playbook) for form in forms]
    whom = _whom([session.get_one(Person, person_id) for person_id in ids])
    at = _(" at {event}").format(event=event.short or event.name) if event else ""
    titled(session, _("Logged {whom}{at}").format(whom=whom, at=at))
    return ids


def add_person(session: Session, form: PersonForm, *, today: date, sample: bool = False) -> int:
    """Put a person on file without a meeting; a next step only if the form has one or a rhythm asks for it."""
    person = _new_person(session, form, sample=sample)
    titled(session, _("Added {name}").format(name=person.name))
    person_id = int(person.id or 0)
    if form.next_step is not None:
        _own_step(session, person, form.next_step, today, None)
    settle(session, person_id, today)
    return person_id


def meet_again(
    session: Session,
    person_id: int,
    form: PersonForm,
    *,
    today: date,
    event_id: int | None = None,
    met_on: date | None = None,
) -> None:
    """A known person was met again: what the form tells anew is added to her, nothing of hers is replaced."""
    person = _person(session, person_id)
    event = _event(session, event_id)
    titled(session, _("Met {name} again").format(name=person.name))
    _add_what_is_new(session, person, form)
    day = form.met_on or met_on or _day_of(event, today)
    _meeting(session, person_id, form.talked_about, day, event_id)
    if form.next_step is not None:
        _own_step(session, person, form.next_step, today, event_id)
    settle(session, person_id, today)


def change_person(session: Session, person_id: int, form: PersonForm, *, today: date) -> None:
    """Give a person the name, marks, ways to reach, tags, notes ... of the form. Jobs are changed by `change_jobs`."""
    person = _person(session, person_id)
    titled(session, _("Changed {name}").format(name=person.name))
    _fill(session, person, form)
    for table in (Reach, Address, Credential, PersonTag, PersonRole):
        for row in session.exec(select(table).where(col(table.person_id) == person_id)).all():
            session.delete(row)
    session.flush()
    _add_parts(session, person, form)
    session.add(person)
    settle(session, person_id, today)


def change_jobs(session: Session, person_id: int, jobs: Sequence[JobForm]) -> None:
    """Give a person these jobs, present and past, in this order."""
    person = _person(session, person_id)
    titled(session, _("Changed the jobs of {name}").format(name=person.name))
    for job in session.exec(select(Job).where(col(Job.person_id) == person_id)).all():
        session.delete(job)
    session.flush()
    for position, form in enumerate(jobs):
        _add_job(session, person_id, form, position)


def move_to_job(session: Session, person_id: int, form: JobForm, *, today: date) -> None:
    """She has a new job: the present ones end the day before, and stay on file as past."""
    person = _person(session, person_id)
    titled(session, _("{name} moved to {employer}").format(name=person.name, employer=form.organization or form.title))
    start = form.since or today
    present = select(Job).where(col(Job.person_id) == person_id, col(Job.until).is_(None))
    for job in session.exec(present).all():
        last = date.fromordinal(start.toordinal() - 1)
        job.until = max(last, job.since) if job.since else last
        session.add(job)
    session.flush()
    _add_job(session, person_id, form.model_copy(update={"since": start}), 0)


def set_rhythm(
    session: Session, person_ids: Sequence[int], *, today: date, tier: str = "", rhythm_days: int | None = None
) -> None:
    """Give people a tier, or a rhythm of their own in days (0 switches it off). A rhythm prompt is dated anew."""
    people = [_person(session, person_id) for person_id in person_ids]
    titled(session, _("Changed how often to be in touch with {whom}").format(whom=_whom(people)))
    for person in people:
        person.tier, person.rhythm_days = tier, rhythm_days
        session.add(person)
        wanted = select(FollowUp).where(
            col(FollowUp.person_id) == person.id, col(FollowUp.state) == "open", col(FollowUp.step) == "rhythm"
        )
        for prompt in session.exec(wanted).all():
            session.delete(prompt)
        session.flush()
        settle(session, int(person.id or 0), today)


def set_rank(session: Session, person_ids: Sequence[int], rank: str) -> None:
    """Rank people A, B or C, or not at all ("")."""
    people = [_person(session, person_id) for person_id in person_ids]
    titled(session, _("Ranked {whom} {rank}").format(whom=_whom(people), rank=rank or "-"))
    for person in people:
        person.rank = rank
        session.add(person)


def set_roles(session: Session, person_id: int, roles: Sequence[str]) -> None:
    """What a person is to her: mentor, supervisor, colleague ... (keys of `kinds.ROLES` or her own)."""
    person = _person(session, person_id)
    titled(session, _("Changed what {name} is to you").format(name=person.name))
    has = session.exec(select(PersonRole).where(col(PersonRole.person_id) == person_id)).all()
    for row in has:
        if row.role not in roles:
            session.delete(row)
    _give_roles(session, person_id, roles)


def stop_contact(session: Session, person_id: int, *, today: date, stop: bool = True, deceased: bool = False) -> None:
    """Mark a person "do not contact" or deceased, which stops every prompt; or take the mark back."""
    person = _person(session, person_id)
    titled(session, _("Changed whether to contact {name}").format(name=person.name))
    person.do_not_contact, person.deceased = stop and not deceased, deceased
    session.add(person)
    settle(session, person_id, today)


def remove_people(session: Session, person_ids: Sequence[int]) -> None:
    """Remove people with all that is only about them. Undo brings everything back."""
    people = [_person(session, person_id) for person_id in person_ids]
    titled(session, _("Removed {whom}").format(whom=_whom(people)))
    for person in people:
        _remove_lonely_interactions(session, int(person.id or 0))
        session.delete(person)
        session.flush()


def _log_one(
    session: Session, form: PersonForm, today: date, event: Event | None, met_on: date | None, playbook: str
) -> int:
    person = _new_person(session, form)
    day = form.met_on or met_on or _day_of(event, today)
    person.met_on = day
    person.met_event_id = event.id if event else None
    session.add(person)
    person_id = int(person.id or 0)
    _meeting(session, person_id, form.talked_about, day, event.id if event else None)
    if not form.no_next_step:
        _first_step(session, person, form, day, today, event, playbook)
    settle(session, person_id, today)
    return person_id


def _first_step(
    session: Session, person: Person, form: PersonForm, day: date, today: date, event: Event | None, playbook: str
) -> None:
    """Set the playbook to work; what she typed herself takes the place of its first step."""
    key = playbook or (event.playbook if event else "")
    if not key:
        key = playbooks.for_event_kind(event.kind) if event else playbooks.for_chance_meeting()
    known = playbook_named(driver_connection(session), key) if key != NO_PLAYBOOK else None
    if playbook and key != NO_PLAYBOOK and known is None:
        raise Trouble(_("There is no playbook “{key}”.").format(key=playbook))
    covers = known is not None and known.scope == "person"
    own = form.next_step
    if covers:
        anchor = max(day, _day_of(event, today)) if event else day
        run = start_run(
            session,
            key,
            person_id=person.id,
            event_id=event.id if event else None,
            anchor=anchor,
            today=today,
        )
        if own is not None:
            _own_first_step(session, run, person, own, today)
        return
    if own is not None:
        _own_step(session, person, own, today, event.id if event else None)
    else:
        first_touch(session, person, day, read_about(driver_connection(session)), today)


def _own_first_step(session: Session, run: Run, person: Person, own: NextStep, today: date) -> None:
    connection = driver_connection(session)
    about = read_about(connection)
    playbook = playbook_named(connection, run.playbook)
    session.flush()
    planned = playbooks.planned_steps(playbook, facts(session, run, person, today), about.days) if playbook else []
    same = next((step for step in planned if step.kind == own.kind), None)
    if same is None:
        follow_up = _own_step(session, person, own, today, run.event_id)
        if planned:
            run.position, run.moved_on = planned[0].step_key, today
            session.add(run)
        follow_up.reason = _("your own first step")
        return
    before = planned[: planned.index(same)]
    if before:
        run.position, run.moved_on = before[-1].step_key, today
        session.add(run)
    follow_up = from_step(run, same, person)
    follow_up.due = follow_up.first_due = own.due or same.due
    follow_up.at = own.at
    follow_up.title = own.title or follow_up.title
    session.add(follow_up)


def _own_step(session: Session, person: Person, own: NextStep, today: date, event_id: int | None) -> FollowUp:
    about = read_about(driver_connection(session))
    due = own.due or about.days.after(today, 1)
    follow_up = FollowUp(
        person_id=person.id,
        event_id=event_id,
        kind=own.kind,
        title=own.title or kind_title("follow-up", own.kind),
        due=due,
        first_due=due,
        at=own.at,
        channel=own.channel,
        note=own.note,
        created_at=clock.now(),
    )
    session.add(follow_up)
    session.flush()
    return follow_up


def _new_person(session: Session, form: PersonForm, *, sample: bool = False) -> Person:
    person = Person(name="", sort_key="", name_key="", created_at=clock.now(), sample=sample)
    _fill(session, person, form)
    session.add(person)
    session.flush()
    _add_parts(session, person, form)
    for position, job in enumerate(form.jobs):
        _add_job(session, int(person.id or 0), job, position, sample=sample)
    return person


def _fill(session: Session, person: Person, form: PersonForm) -> None:
    """The plain fields of a person from the form; the name in parts even if it was typed whole."""
    name = Name(form.prefix, form.given, form.additional, form.family, form.suffix, form.nickname, form.family_first)
    if not (form.given or form.family):
        name = names.split_name(form.name) if form.name else name
    reached = form.reaches[0].value if form.reaches else ""
    person.name = form.name or name.display or reached
    person.sort_key, person.name_key = sort_key(name) or fold(person.name), fold(person.name)
    person.prefix, person.given, person.additional = name.prefix, name.given, name.additional
    person.family, person.suffix, person.nickname = name.family, name.suffix, name.nickname
    person.family_first = name.family_first
    for field in (
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
    ):
        setattr(person, field, getattr(form, field))
    person.languages = ", ".join(form.languages)
    person.met_through = form.met_through
    found = ids_named(driver_connection(session), form.met_through) if form.met_through else []
    person.met_through_id = found[0] if len(found) == 1 and found[0] != person.id else None


def _add_parts(session: Session, person: Person, form: PersonForm) -> None:
    person_id = int(person.id or 0)
    for position, reach in enumerate(form.reaches):
        _add_reach(session, person_id, reach, position)
    for position, address in enumerate(form.addresses):
        _add_address(session, person_id, address, position)
    for position, mark in enumerate(form.credentials):
        session.add(Credential(person_id=person_id, mark=mark, position=position))
    give_tags(session, person_id, form.tags, sample=person.sample)
    _give_roles(session, person_id, form.roles)


def _add_what_is_new(session: Session, person: Person, form: PersonForm) -> None:
    person_id = int(person.id or 0)
    marks = session.exec(select(Credential.mark).where(col(Credential.person_id) == person_id)).all()
    for position, mark in enumerate(form.credentials, len(marks)):
        if mark not in marks:
            session.add(Credential(person_id=person_id, mark=mark, position=position))
    known = session.exec(select(Reach.normal).where(col(Reach.person_id) == person_id)).all()
    for position, reach in enumerate(form.reaches, len(known)):
        if normal(reach) not in known:
            _add_reach(session, person_id, reach, position)
    give_tags(session, person_id, form.tags)
    _give_roles(session, person_id, form.roles)
    jobs = session.exec(select(Job).where(col(Job.person_id) == person_id)).all()
    for job in form.jobs:
        employer = organization_named(session, job.organization)
        if all(known_job.organization_id != employer or known_job.until for known_job in jobs):
            _add_job(session, person_id, job, len(jobs))
    for field in ("pronouns", "pronunciation", "rank", "time_zone", "birthday"):
        if not getattr(person, field) and getattr(form, field):
            setattr(person, field, getattr(form, field))
    person.note = "\n\n".join(part for part in (person.note, form.note) if part)
    session.add(person)
    session.flush()


def _add_reach(session: Session, person_id: int, form: ReachForm, position: int) -> None:
    session.add(Reach(person_id=person_id, normal=normal(form), position=position, **form.model_dump()))


def _add_address(session: Session, person_id: int, form: AddressForm, position: int) -> None:
    session.add(Address(person_id=person_id, position=position, **form.model_dump()))


def _add_job(session: Session, person_id: int, form: JobForm, position: int, *, sample: bool = False) -> None:
    told = form.model_dump(exclude={"organization"})
    employer = organization_named(session, form.organization, sample=sample)
    session.add(Job(person_id=person_id, organization_id=employer, position=position, **told))
    session.flush()


def _give_roles(session: Session, person_id: int, roles: Sequence[str]) -> None:
    has = set(session.exec(select(PersonRole.role).where(col(PersonRole.person_id) == person_id)).all())
    for role in roles:
        if role not in has:
            session.add(PersonRole(person_id=person_id, role=role))
            has.add(role)


def _meeting(session: Session, person_id: int, body: str, day: date, event_id: int | None) -> None:
    met = Interaction(kind="met", day=day, body=body, event_id=event_id, created_at=clock.now())
    session.add(met)
    session.flush()
    session.add(InteractionPerson(interaction_id=int(met.id or 0), person_id=person_id))
    session.flush()


def _remove_lonely_interactions(session: Session, person_id: int) -> None:
    shared = select(InteractionPerson.interaction_id).where(col(InteractionPerson.person_id) != person_id)
    hers = select(InteractionPerson.interaction_id).where(
        col(InteractionPerson.person_id) == person_id, col(InteractionPerson.interaction_id).not_in(shared)
    )
    for interaction_id in session.exec(hers).all():
        session.delete(session.get_one(Interaction, interaction_id))


def _day_of(event: Event | None, today: date) -> date:
    """The day people of this event were met: its last day if it is over, today while it runs or without one."""
    if event is None:
        return today
    last = event.last_day or event.first_day
    return min(last, today) if last else today


def _event(session: Session, event_id: int | None) -> Event | None:
    event = session.get(Event, event_id) if event_id is not None else None
    if event_id is not None and event is None:
        raise Trouble(_("There is no such event in the book."))
    return event


def _person(session: Session, person_id: int) -> Person:
    person = session.get(Person, person_id)
    if person is None:
        raise Trouble(_("There is no such person in the book."))
    return person


def _whom(people: Sequence[Person]) -> str:
    return people[0].name if len(people) == 1 else plural("{n} person", "{n} people", len(people))
