"""Tags: given to people, found by name or added."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, select

from mrtnet.domain.names import fold
from mrtnet.queries.reading import all_rows, one_row
from mrtnet.store.book import driver_connection, titled
from mrtnet.store.tables import PersonTag, Tag
from mrtnet.words import _, plural


def tag_people(session: Session, person_ids: Sequence[int], name: str) -> None:
    """Give the people this tag."""
    many = plural("{n} person", "{n} people", len(person_ids))
    titled(session, _("Tagged {people} “{tag}”").format(people=many, tag=name))
    for person_id in dict.fromkeys(person_ids):
        give_tags(session, person_id, [name])


def untag_people(session: Session, person_ids: Sequence[int], name: str) -> None:
    """Take the tag from the people; a tag that nobody has any more goes too."""
    many = plural("{n} person", "{n} people", len(person_ids))
    titled(session, _("Took the tag “{tag}” from {people}").format(people=many, tag=name))
    tag = session.exec(select(Tag).where(col(Tag.name_key) == fold(name).strip())).first()
    if tag is None:
        return
    given = session.exec(select(PersonTag).where(col(PersonTag.tag_id) == tag.id)).all()
    gone = [row for row in given if row.person_id in set(person_ids)]
    for row in gone:
        session.delete(row)
    if len(gone) == len(given):
        session.delete(tag)


def give_tags(session: Session, person_id: int, names: Iterable[str], *, sample: bool = False) -> None:
    """Give one person these tags; those she has already stay as they are."""
    keys: dict[str, str] = {}
    for name in names:
        keys.setdefault(fold(name).strip(), name)
    connection = driver_connection(session)
    has = {row[0] for row in all_rows(connection, "SELECT tag_id FROM person_tag WHERE person_id = ?", (person_id,))}
    for key, name in keys.items():
        known = one_row(connection, "SELECT id FROM tag WHERE name_key = ?", (key,))
        tag_id = known[0] if known else _new_tag(session, name, key, sample)
        if tag_id not in has:
            session.add(PersonTag(person_id=person_id, tag_id=tag_id))


def _new_tag(session: Session, name: str, key: str, sample: bool) -> int:
    tag = Tag(name=name, name_key=key, sample=sample)
    session.add(tag)
    session.flush()
    return int(tag.id or 0)
