"""People: logged after an event, added, changed, moved to another job, removed. Each function is one step."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from mrtnet import clock
from mrtnet.domain.forms import EventForm, PersonForm
from mrtnet.domain.forms import Job as JobForm
from mrtnet.domain.rhythm import MOST_DAYS, TIERS, say_rhythm
from mrtnet.edits.anchors import event_day
from mrtnet.edits.event_steps import people_were_noted
from mrtnet.edits.events import add_event
from mrtnet.edits.first_steps import NO_PLAYBOOK, begin, begin_again, own_step
from mrtnet.edits.found import found
from mrtnet.edits.next_steps import close_pointless, date_anew, drop_rhythm_prompt, settle
from mrtnet.edits.person_parts import add_job, add_parts, add_what_is_new, fill, give_roles, new_person
from mrtnet.edits.settings import set_about
from mrtnet.queries.about import about as read_about
from mrtnet.store.book import driver_connection, titled
from mrtnet.store.tables import (
    Address,
    Credential,
    Event,
    Interaction,
    InteractionPerson,
    Job,
    Person,
    PersonRole,
    PersonTag,
    Reach,
)
from mrtnet.trouble import Trouble
from mrtnet.words import _, plural

__all__ = [
    "NO_PLAYBOOK",
    "add_person",
    "change_jobs",
    "change_person",
    "log_people",
    "meet_again",
    "move_to_job",
    "remove_people",
    "set_rank",
    "set_rhythm",
    "set_roles",
    "set_tier_rhythm",
    "stop_contact",
]


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
    event = _event(session, add_event(session, new_event, today=today) if new_event else event_id)
    ids = []
    for form in forms:
        person = new_person(session, form)
        day = form.met_on or met_on or event_day(event, today)
        person.met_on, person.met_event_id = day, event.id if event else None
        _meeting(session, person, form.talked_about, day, event)
        begin(session, person, form, day, today, event, playbook)
        ids.append(int(person.id or 0))
    if event is not None and ids:
        people_were_noted(session, int(event.id or 0), today)
    whom = _whom([session.get_one(Person, person_id) for person_id in ids])
    at = _(" at {event}").format(event=event.short or event.name) if event else ""
    titled(session, _("Logged {whom}{at}").format(whom=whom, at=at))
    return ids


def add_person(session: Session, form: PersonForm, *, today: date, sample: bool = False) -> int:
    """Put a person on file without a meeting; a next step only if the form has one or a rhythm asks for it."""
    person = new_person(session, form, sample=sample)
    titled(session, _("Added {name}").format(name=person.name))
    person_id = int(person.id or 0)
    if form.next_step is not None:
        own_step(session, person_id, form.next_step, today, None)
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
    """A known person was met again: what the form tells anew is added to her, nothing of hers is replaced.

    At an event its playbook begins for her; what is open and neither late nor put off waits for its turn.
    """
    person = found(session, Person, person_id)
    event = _event(session, event_id)
    titled(session, _("Met {name} again").format(name=person.name))
    add_what_is_new(session, person, form)
    day = form.met_on or met_on or event_day(event, today)
    _meeting(session, person, form.talked_about, day, event)
    close_pointless(session, person_id, day, today)
    if event is not None:
        begin_again(session, person, form, day, today, event)
    else:
        if form.next_step is not None:
            own_step(session, person_id, form.next_step, today, None)
        settle(session, person_id, today)


def change_person(session: Session, person_id: int, form: PersonForm, *, today: date) -> None:
    """Give a person the name, marks, ways to reach, tags, notes ... of the form. Jobs are changed by `change_jobs`."""
    person = found(session, Person, person_id)
    titled(session, _("Changed {name}").format(name=person.name))
    rank, every = person.rank, (person.tier, person.rhythm_days)
    fill(session, person, form)
    for table in (Reach, Address, Credential, PersonTag, PersonRole):
        for row in session.exec(select(table).where(col(table.person_id) == person_id)).all():
            session.delete(row)
    session.flush()
    add_parts(session, person, form)
    session.add(person)
    if every != (person.tier, person.rhythm_days):
        drop_rhythm_prompt(session, person_id)
    if rank != person.rank:
        date_anew(session, person_id, today)
    else:
        settle(session, person_id, today)


def change_jobs(session: Session, person_id: int, jobs: Sequence[JobForm]) -> None:
    """Give a person these jobs, present and past, in this order."""
    person = found(session, Person, person_id)
    titled(session, _("Changed the jobs of {name}").format(name=person.name))
    for job in session.exec(select(Job).where(col(Job.person_id) == person_id)).all():
        session.delete(job)
    session.flush()
    for position, form in enumerate(jobs):
        add_job(session, person_id, form, position)


def move_to_job(session: Session, person_id: int, form: JobForm, *, today: date) -> None:
    """She has a new job: the present ones end the day before, and stay on file as past."""
    person = found(session, Person, person_id)
    titled(session, _("{name} moved to {employer}").format(name=person.name, employer=form.organization or form.title))
    start = form.since or today
    present = select(Job).where(col(Job.person_id) == person_id, col(Job.until).is_(None))
    for job in session.exec(present).all():
        last = date.fromordinal(start.toordinal() - 1)
        job.until = max(last, job.since) if job.since else last
        session.add(job)
    session.flush()
    add_job(session, person_id, form.model_copy(update={"since": start}), 0)


def set_rhythm(
    session: Session, person_ids: Sequence[int], *, today: date, tier: str | None = "", rhythm_days: int | None = None
) -> None:
    """Give people a tier, or a rhythm of their own in days (0 switches it off). A rhythm prompt is dated anew.

    Without a tier (None) each keeps her own.
    """
    people = [found(session, Person, person_id) for person_id in person_ids]
    titled(session, _("Changed how often to be in touch with {whom}").format(whom=_whom(people)))
    for person in people:
        person.tier, person.rhythm_days = person.tier if tier is None else tier, rhythm_days
        session.add(person)
        drop_rhythm_prompt(session, int(person.id or 0))
        settle(session, int(person.id or 0), today)


def set_tier_rhythm(session: Session, tier: str, days: int | None, *, today: date) -> None:
    """Another usual rhythm for a tier, in days (None: no rhythm). Everybody in it without an own one is dated anew."""
    if tier not in TIERS or (days is not None and not 1 <= days <= MOST_DAYS):
        raise Trouble(_("A rhythm is between a day and ten years."))
    about = read_about(driver_connection(session))
    set_about(session, rhythms={**about.rhythms, tier: days})
    titled(session, _("{tier}: {rhythm}").format(tier=_(TIERS[tier].title), rhythm=say_rhythm(days)))
    circle = select(Person.id).where(col(Person.tier) == tier, col(Person.rhythm_days).is_(None))
    for person_id in session.exec(circle).all():
        drop_rhythm_prompt(session, int(person_id or 0))
        settle(session, int(person_id or 0), today)


def set_rank(session: Session, person_ids: Sequence[int], rank: str, *, today: date | None = None) -> None:
    """Rank people A, B or C, or not at all (""). Open steps that come from the rank are dated anew."""
    on = today or clock.today(read_about(driver_connection(session)).time_zone)
    people = [found(session, Person, person_id) for person_id in person_ids]
    titled(session, _("Ranked {whom} {rank}").format(whom=_whom(people), rank=rank or "-"))
    for person in people:
        person.rank = rank
        session.add(person)
        date_anew(session, int(person.id or 0), on)


def set_roles(session: Session, person_id: int, roles: Sequence[str]) -> None:
    """What a person is to her: mentor, supervisor, colleague ... (keys of `kinds.ROLES` or her own)."""
    person = found(session, Person, person_id)
    titled(session, _("Changed what {name} is to you").format(name=person.name))
    has = session.exec(select(PersonRole).where(col(PersonRole.person_id) == person_id)).all()
    for row in has:
        if row.role not in roles:
            session.delete(row)
    give_roles(session, person_id, roles)


def stop_contact(session: Session, person_id: int, *, today: date, stop: bool = True, deceased: bool = False) -> None:
    """Mark a person "do not contact" or deceased, which stops every prompt; or take the mark back."""
    person = found(session, Person, person_id)
    titled(session, _("Changed whether to contact {name}").format(name=person.name))
    person.do_not_contact, person.deceased = stop and not deceased, deceased
    session.add(person)
    settle(session, person_id, today)


def remove_people(session: Session, person_ids: Sequence[int]) -> None:
    """Remove people with all that is only about them. Undo brings everything back."""
    people = [found(session, Person, person_id) for person_id in person_ids]
    titled(session, _("Removed {whom}").format(whom=_whom(people)))
    for person in people:
        _remove_lonely_interactions(session, int(person.id or 0))
        session.delete(person)
        session.flush()


def _meeting(session: Session, person: Person, body: str, day: date, event: Event | None) -> None:
    met = Interaction(
        kind="met", day=day, direction="both", body=body, event_id=event.id if event else None, created_at=clock.now()
    )
    session.add_all([person, met])
    session.flush()
    session.add(InteractionPerson(interaction_id=int(met.id or 0), person_id=int(person.id or 0)))


def _remove_lonely_interactions(session: Session, person_id: int) -> None:
    session.flush()
    driver_connection(session).execute(
        "DELETE FROM interaction WHERE id IN (SELECT interaction_id FROM interaction_person AS hers WHERE person_id = ?"
        " AND NOT EXISTS (SELECT 1 FROM interaction_person AS other"
        " WHERE other.interaction_id = hers.interaction_id AND other.person_id <> hers.person_id))",
        (person_id,),
    )


def _event(session: Session, event_id: int | None) -> Event | None:
    return found(session, Event, event_id) if event_id is not None else None


def _whom(people: Sequence[Person]) -> str:
    return people[0].name if len(people) == 1 else plural("{n} person", "{n} people", len(people))
