"""People of the book as forms: how cards of a file, typed ones and those on file are compared and put together."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from mrtnet.domain.forms import Address, Job, PersonForm, Reach
from mrtnet.queries.reading import Connection, all_rows, day, in_batches

_PLAIN = (
    "prefix", "given", "additional", "family", "suffix", "nickname", "family_first", "pronouns", "pronunciation",
    "rank", "met_on", "met_how", "met_where", "tier", "rhythm_days", "preferred_channel", "time_zone", "birthday",
    "note", "do_not_contact", "deceased",
)  # fmt: skip
_LISTS = ("credentials", "roles", "tags", "reaches", "addresses", "jobs")
_PERSON = (
    f"SELECT p.id, p.name, p.languages, coalesce(t.name, p.met_through), {', '.join(f'p.{name}' for name in _PLAIN)}"
    " FROM person AS p LEFT JOIN person AS t ON t.id = p.met_through_id WHERE p.id"
)
_MARKS = "SELECT person_id, mark FROM credential WHERE person_id"
_ROLES = "SELECT person_id, role FROM person_role WHERE person_id"
_TAGS = "SELECT pt.person_id, t.name FROM person_tag AS pt JOIN tag AS t ON t.id = pt.tag_id WHERE pt.person_id"
_REACHES = "SELECT person_id, property, value, type, label FROM reach WHERE person_id"
_ADDRESSES = "SELECT person_id, street, locality, region, code, country, type FROM address WHERE person_id"
_JOBS = (
    "SELECT j.person_id, coalesce(o.name, ''), j.title, j.department, j.since, j.until FROM job AS j"
    " LEFT JOIN organization AS o ON o.id = j.organization_id WHERE j.person_id"
)


def forms(connection: Connection, ids: Collection[int]) -> dict[int, PersonForm]:
    """These people as forms, without what belongs to a meeting. Seven statements for each five hundred."""
    found: dict[int, PersonForm] = {}
    for marks, batch in in_batches(sorted(ids)):
        found.update(_batch(connection, f"IN ({marks})", batch))
    return found


def form(connection: Connection, person_id: int) -> PersonForm | None:
    """One person as a form; None if there is no such person."""
    return forms(connection, [person_id]).get(person_id)


def _batch(connection: Connection, these: str, ids: Sequence[int]) -> dict[int, PersonForm]:
    def rows(sql: str, order: str = "position, id") -> Iterator[tuple[Any, ...]]:
        yield from all_rows(connection, f"{sql} {these} ORDER BY {order}", ids)

    parts: dict[int, dict[str, list[Any]]] = {}

    def put(person_id: int, field: str, value: object) -> None:
        parts.setdefault(person_id, {}).setdefault(field, []).append(value)

    for person_id, mark in rows(_MARKS):
        put(person_id, "credentials", mark)
    for person_id, role in rows(_ROLES, "id"):
        put(person_id, "roles", role)
    for person_id, name in rows(_TAGS, "pt.id"):
        put(person_id, "tags", name)
    for person_id, kind, value, type_, label in rows(_REACHES):
        put(person_id, "reaches", Reach.model_construct(property=kind, value=value, type=type_, label=label))
    for person_id, *address in rows(_ADDRESSES):
        named = dict(zip(("street", "locality", "region", "code", "country", "type"), address, strict=True))
        put(person_id, "addresses", Address.model_construct(**named))
    for person_id, *job in rows(_JOBS, "j.until IS NOT NULL, j.until DESC, j.position, j.id"):
        named = dict(zip(("organization", "title", "department"), job[:3], strict=True))
        put(person_id, "jobs", Job.model_construct(**named, since=day(job[3]), until=day(job[4])))
    return {row[0]: _form(row, parts.get(row[0], {})) for row in rows(_PERSON, "p.id")}


def _form(row: tuple[Any, ...], parts: dict[str, list[Any]]) -> PersonForm:
    values: dict[str, Any] = dict(zip(_PLAIN, row[4:], strict=True))
    for name in ("family_first", "do_not_contact", "deceased"):
        values[name] = bool(values[name])
    values["met_on"] = day(values["met_on"])
    languages = [part for part in row[2].split(", ") if part]
    values.update((name, parts.get(name, [])) for name in _LISTS)
    return PersonForm.model_construct(name=row[1], languages=languages, met_through=row[3], **values)
