"""Several people on file who are one: put together into one of them, or said to be different. Undone like any edit.

Everything that refers to the others refers to the one who stays; their ids stay known as hers. What is chosen of each
field is `domain.merging`'s affair; here are the rows.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from mrtnet.domain.contact_points import normal
from mrtnet.domain.forms import Address as AddressForm
from mrtnet.domain.forms import Job as JobForm
from mrtnet.domain.forms import PersonForm
from mrtnet.domain.forms import Reach as ReachForm
from mrtnet.domain.merging import FIELDS, address_key, chosen, merged, reach_key
from mrtnet.domain.names import fold
from mrtnet.edits.found import found
from mrtnet.edits.next_steps import settle
from mrtnet.edits.organizations import organization_named
from mrtnet.edits.person_parts import person_values
from mrtnet.edits.prompts import RHYTHM
from mrtnet.edits.tags import give_tags
from mrtnet.queries.person_forms import forms
from mrtnet.queries.reading import all_rows
from mrtnet.store import journal
from mrtnet.store.book import driver_connection, titled
from mrtnet.store.tables import (
    Address,
    Credential,
    FollowUp,
    Job,
    NotSame,
    Organization,
    Person,
    PersonAlias,
    PersonRole,
    PersonTag,
    Reach,
    Run,
    Tag,
)
from mrtnet.trouble import Trouble
from mrtnet.words import _, plural

MERGED = "merged"
"""Why a run was stopped: another one of the same playbook and event goes on for the same person."""
_MET = ("met_on", "met_how", "met_where", "met_event_id", "met_through_id", "met_through")
_NAME = ("name", "sort_key", "name_key", "prefix", "given", "additional", "family", "suffix", "family_first")
_BY_ROW = ("job", "reach", "address", "credential")
_BY_LINK = {
    "interaction_person": "interaction_id",
    "meeting_person": "meeting_id",
    "opportunity_person": "opportunity_id",
}
_SAID = {"meeting_person": ("email", "partstat", "replied_on", "proposed"), "opportunity_person": ("part", "told_on")}
_BY_FORM = ("person_tag", "person_role", "not_same")


def merge_people(
    session: Session,
    keep_id: int,
    other_ids: Sequence[int],
    choices: Mapping[str, int] | None = None,
    *,
    today: date,
) -> None:
    """Put people together: the first stays, the others' rows become hers.

    `choices` are those of `domain.merging.merged` by place: 0 is the one who stays, 1 the first of the others; and
    "photo". By default hers counts where she has something, and lists are joined.
    """
    others = [each for each in dict.fromkeys(other_ids) if each != keep_id]
    people = [found(session, Person, each) for each in (keep_id, *others)]
    if not others:
        raise Trouble(_("Merging takes at least two people."))
    keep = people[0]
    whom = people[1].name if len(others) == 1 else plural("{n} people", "{n} people", len(others))
    titled(session, _("Merged {whom} into {name}").format(whom=whom, name=keep.name))
    connection = driver_connection(session)
    on_file = forms(connection, [keep_id, *others])
    sides = [on_file[each] for each in (keep_id, *others)]
    taken = chosen(sides, choices)
    met = {name: getattr(people[taken["met"]], name) for name in _MET}
    photo = _photo(people, choices)
    created = min(person.created_at for person in people)
    uids = [person.uid for person in people[1:]]
    for other in others:
        _move_all(connection, keep_id, other)
    session.expire_all()
    keep = found(session, Person, keep_id)
    become(session, keep, forms(connection, [keep_id])[keep_id], merged(sides, choices))
    keep.photo_id, keep.created_at = photo, created
    _met_as(keep, met, {keep_id, *others})
    session.add(keep)
    session.add_all(PersonAlias(person_id=keep_id, uid=uid) for uid in uids)
    session.flush()
    connection.executemany("DELETE FROM person WHERE id = ?", [(each,) for each in others])
    session.expire_all()
    _one_run_each(session, keep_id)
    _one_prompt(session, keep_id)
    settle(session, keep_id, today)


def say_different(session: Session, person_ids: Sequence[int]) -> None:
    """These people are not one, each of them another: they are never proposed as doubles of each other again."""
    ids = sorted(dict.fromkeys(person_ids))
    people = [found(session, Person, each) for each in ids]
    titled(session, _("{whom} are different people").format(whom=", ".join(person.name for person in people[:3])))
    known = set(all_rows(driver_connection(session), "SELECT person_id, other_id FROM not_same"))
    session.add_all(
        NotSame(person_id=first, other_id=second)
        for place, first in enumerate(ids)
        for second in ids[place + 1 :]
        if (first, second) not in known
    )


def add_to(session: Session, person_id: int, told: PersonForm, *, today: date) -> int:
    """What was typed of somebody who turned out to be on file is added to her; nothing of hers is replaced."""
    person = found(session, Person, person_id)
    titled(session, _("Added to {name}").format(name=person.name))
    before = forms(driver_connection(session), [person_id])[person_id]
    become(session, person, before, merged([before, told]))
    if person.met_on is None and not (person.met_how or person.met_where):
        person.met_on, person.met_how, person.met_where = told.met_on, told.met_how, told.met_where
    session.add(person)
    settle(session, person_id, today)
    return person_id


def become(session: Session, person: Person, before: PersonForm, after: PersonForm) -> None:
    """Bring a person in line with a form, `before` being what is on file: only what differs is written.

    How and when she was met is left as it is.
    """
    values = person_values(after)
    for field in FIELDS:
        if not field.is_list and field.key != "met" and _differs(field.parts, before, after):
            for name in _NAME if field.key == "name" else field.parts:
                setattr(person, name, values[name])
    person.note, person.languages = after.note, values["languages"]
    session.add(person)
    person_id = int(person.id or 0)
    for name, bring in _LISTS.items():
        if (wanted := getattr(after, name)) != getattr(before, name):
            bring(session, person_id, wanted)
    session.flush()


def _differs(parts: Iterable[str], before: PersonForm, after: PersonForm) -> bool:
    return any(getattr(before, part) != getattr(after, part) for part in parts)


# Lists


def _bring(
    session: Session,
    table: type[Any],
    person_id: int,
    key_of_row: Callable[[Any], Hashable],
    wanted: Sequence[Any],
    key: Callable[[Any], Hashable],
    more: Callable[[Any], dict[str, Any]] = lambda _value: {},
) -> None:
    """The rows of a list as wanted, in this order; those that are there already keep their ids."""
    left: dict[Hashable, list[Any]] = {}
    for row in _rows(session, table, person_id):
        left.setdefault(key_of_row(row), []).append(row)
    for position, value in enumerate(wanted):
        there = left.get(key(value))
        row = there.pop(0) if there else table(person_id=person_id)
        row.sqlmodel_update({**_told(value), **more(value), "position": position})
        session.add(row)
    for rows in left.values():
        for row in rows:
            session.delete(row)
    session.flush()


def _told(value: Any) -> dict[str, Any]:
    return {"mark": value} if isinstance(value, str) else value.model_dump()


def _rows(session: Session, table: type[Any], person_id: int) -> Sequence[Any]:
    wanted = select(table).where(col(table.person_id) == person_id).order_by(col(table.position), col(table.id))
    return session.exec(wanted).all()


def _of_address(row: Address) -> Hashable:
    return address_key(AddressForm.model_construct(**row.model_dump(include=set(AddressForm.model_fields))))


def _bring_reaches(session: Session, person_id: int, wanted: Sequence[ReachForm]) -> None:
    _bring(
        session, Reach, person_id, lambda row: (row.property, row.normal or row.value), wanted, reach_key,
        lambda reach: {"normal": normal(reach)},
    )  # fmt: skip


def _bring_addresses(session: Session, person_id: int, wanted: Sequence[AddressForm]) -> None:
    _bring(session, Address, person_id, _of_address, wanted, address_key)


def _bring_marks(session: Session, person_id: int, wanted: Sequence[str]) -> None:
    _bring(session, Credential, person_id, lambda row: fold(row.mark).strip(), wanted, lambda mark: fold(mark).strip())


def _bring_jobs(session: Session, person_id: int, wanted: Sequence[JobForm]) -> None:
    """As `_bring`; a job that says less of the same place is filled in, and an employer keeps its id."""
    names = dict(session.exec(select(Organization.id, Organization.name).join(Job).where(
        col(Job.person_id) == person_id)).all())  # fmt: skip
    left = list(_rows(session, Job, person_id))
    for position, job in enumerate(wanted):
        fitting = [row for row in left if _fits(row, names.get(row.organization_id, ""), job)]
        exact = [row for row in fitting if all(getattr(row, part) == getattr(job, part) for part in _JOB)]
        row = next(iter([*exact, *fitting]), None) or Job(person_id=person_id)
        if row in left:
            left.remove(row)
        told = job.model_dump(exclude={"organization"})
        if fold(names.get(row.organization_id, "")) != fold(job.organization):
            there = (org for org, name in names.items() if fold(name) == fold(job.organization))
            row.organization_id = next(there, None) or organization_named(session, job.organization)
        row.sqlmodel_update({**told, "position": position})
        session.add(row)
    for row in left:
        session.delete(row)
    session.flush()


_JOB = ("title", "department", "since", "until")


def _fits(row: Job, employer: str, job: JobForm) -> bool:
    """Whether the row says nothing else than the job, though maybe less."""
    said = [(employer, job.organization), *((getattr(row, part), getattr(job, part)) for part in _JOB[:3])]
    same = all(not mine or mine == hers or _alike(mine, hers) for mine, hers in said)
    return same and row.until == job.until


def _alike(mine: object, hers: object) -> bool:
    return isinstance(mine, str) and isinstance(hers, str) and fold(mine).strip() == fold(hers).strip()


def _bring_tags(session: Session, person_id: int, wanted: Sequence[str]) -> None:
    keys = {fold(name).strip() for name in wanted}
    given = session.exec(select(PersonTag, Tag.name_key).join(Tag).where(col(PersonTag.person_id) == person_id)).all()
    for row, key in given:
        if key not in keys:
            session.delete(row)
    session.flush()
    give_tags(session, person_id, wanted)


def _bring_roles(session: Session, person_id: int, wanted: Sequence[str]) -> None:
    has = {row.role: row for row in session.exec(select(PersonRole).where(col(PersonRole.person_id) == person_id))}
    for role, row in has.items():
        if role not in wanted:
            session.delete(row)
    session.add_all(PersonRole(person_id=person_id, role=role) for role in dict.fromkeys(wanted) if role not in has)


_LISTS: Mapping[str, Callable[[Session, int, Any], None]] = {
    "reaches": _bring_reaches, "addresses": _bring_addresses, "credentials": _bring_marks, "jobs": _bring_jobs,
    "tags": _bring_tags, "roles": _bring_roles,
}  # fmt: skip


# What refers to people


def _move_all(connection: Any, keep: int, other: int) -> None:
    """Whatever refers to the other refers to the one who stays; her lists come behind those that are there."""
    for child, column, parent, _cascades in journal.references(connection):
        if parent != "person" or child in _BY_FORM:
            continue
        if link := _BY_LINK.get(child):
            _move_link(connection, child, link, keep, other)
        elif child in _BY_ROW:
            connection.execute(
                f"UPDATE {child} SET person_id = ?, position = position + (SELECT coalesce(max(position), 0) + 1"
                f" FROM {child} WHERE person_id = ?) WHERE person_id = ?", (keep, keep, other),
            )  # fmt: skip
        else:
            connection.execute(f"UPDATE {child} SET {column} = ? WHERE {column} = ?", (keep, other))
    connection.execute("DELETE FROM introduction WHERE introducer_id = person_id")  # nobody introduced herself
    _move_differences(connection, keep, other)


def _move_link(connection: Any, table: str, link: str, keep: int, other: int) -> None:
    """Both may have been part of one thing: then one link stays, with what only the other says."""
    both = f"person_id = ? AND {link} IN (SELECT {link} FROM {table} WHERE person_id = ?)"
    for field in _SAID.get(table, ()):
        connection.execute(
            f"UPDATE {table} SET {field} = (SELECT theirs.{field} FROM {table} AS theirs WHERE theirs.person_id = ?"
            f" AND theirs.{link} = {table}.{link}) WHERE {both} AND coalesce({field}, '') = ''",
            (other, keep, other),
        )
    connection.execute(f"DELETE FROM {table} WHERE {both}", (other, keep))
    connection.execute(f"UPDATE {table} SET person_id = ? WHERE person_id = ?", (keep, other))


def _move_differences(connection: Any, keep: int, other: int) -> None:
    pairs = "SELECT id, person_id, other_id FROM not_same WHERE ? IN (person_id, other_id)"
    known = {row[1:] for row in all_rows(connection, pairs, (keep,))}
    for row_id, first, second in all_rows(connection, pairs, (other,)):
        connection.execute("DELETE FROM not_same WHERE id = ?", (row_id,))
        third = second if first == other else first
        pair = (min(keep, third), max(keep, third))
        if third != keep and pair not in known:
            connection.execute("INSERT INTO not_same (person_id, other_id) VALUES (?, ?)", pair)
            known.add(pair)


def _met_as(keep: Person, met: Mapping[str, Any], one_person: set[int]) -> None:
    for name, value in met.items():
        setattr(keep, name, value)
    if keep.met_through_id in one_person:  # nobody introduced herself
        keep.met_through_id, keep.met_through = None, ""


def _photo(people: Sequence[Person], choices: Mapping[str, int] | None) -> int | None:
    if choices and "photo" in choices:
        return people[choices["photo"]].photo_id
    return next((person.photo_id for person in people if person.photo_id is not None), None)


# One next step


def _one_run_each(session: Session, person_id: int) -> None:
    """Of two runs of one playbook from one event the one that came further goes on."""
    running = select(Run).where(col(Run.person_id) == person_id, col(Run.state) == "running").order_by(col(Run.id))
    first: dict[tuple[object, ...], Run] = {}
    for run in sorted(session.exec(running).all(), key=lambda run: (run.position == "", run.id or 0)):
        key = (run.playbook, run.event_id, run.meeting_id)
        if key in first:
            run.state, run.ended_because = "stopped", MERGED
            session.add(run)
        first.setdefault(key, run)
    session.flush()


def _one_prompt(session: Session, person_id: int) -> None:
    """Of several prompts that the program made the one she put off stays, else the nearest."""
    wanted = select(FollowUp).where(
        col(FollowUp.person_id) == person_id, col(FollowUp.state) == "open", col(FollowUp.step) != "",
        col(FollowUp.step) != "how-did-it-go",
    )  # fmt: skip
    prompts = session.exec(wanted).all()
    stopped = {run.id for run in session.exec(select(Run).where(col(Run.ended_because) == MERGED)).all()}
    at_work = [each for each in prompts if each.run_id not in stopped and (each.step != RHYTHM or len(prompts) == 1)]
    kept = min(at_work, key=lambda each: (each.snoozed == 0, each.due, each.id or 0), default=None)
    for each in prompts:
        if each is not kept:
            session.delete(each)
    session.flush()
