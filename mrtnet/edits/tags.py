"""Tags: given to people, found by name or added."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, select

from mrtnet.domain.names import fold
from mrtnet.store.book import titled
from mrtnet.store.tables import PersonTag, Tag
from mrtnet.words import _, plural


def tag_people(session: Session, person_ids: Sequence[int], name: str) -> None:
    """Give the people this tag."""
    many = plural("{n} person", "{n} people", len(person_ids))
    titled(session, _("Tagged {people} “{tag}”").format(people=many, tag=name))
    for person_id in person_ids:
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
    has = set(session.exec(select(PersonTag.tag_id).where(col(PersonTag.person_id) == person_id)).all())
    for name in names:
        key = fold(name).strip()
        tag = session.exec(select(Tag).where(col(Tag.name_key) == key)).first()
        if tag is None:
            tag = Tag(name=name, name_key=key, sample=sample)
            session.add(tag)
            session.flush()
        if tag.id is not None and tag.id not in has:
            session.add(PersonTag(person_id=person_id, tag_id=tag.id))
            has.add(tag.id)
