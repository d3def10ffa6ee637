"""Saving a person's form: her fields, jobs and photo in one undoable step, the draft dropped in the same one."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from mrtnet.domain.files import KeptFile
from mrtnet.domain.forms import Job, PersonForm
from mrtnet.words import _

if TYPE_CHECKING:
    from sqlmodel import Session


def save_person(
    session: "Session", person_id: int | None, form: PersonForm, *, jobs_changed: bool, never: bool,
    photo: KeptFile | None, drop_photo: bool, draft: str, today: date,
    busy: str | None = None,
) -> int:  # fmt: skip
    """Add the person, or give one on file what the form says; returns the id. `never`: no rhythm for her at all.

    `busy`: her busy times in words, None to leave them.
    """
    from mrtnet.edits import drafts, people
    from mrtnet.store.book import titled

    if person_id is None:
        person_id = people.add_person(session, form, today=today)
    else:
        people.change_person(session, person_id, form, today=today)
        if jobs_changed:
            _change_jobs(session, person_id, form.jobs)
        titled(session, _("Changed {name}").format(name=form.name))
    if never:
        people.set_rhythm(session, [person_id], today=today, tier=form.tier, rhythm_days=0)
        titled(session, _("Changed {name}").format(name=form.name))
    if busy is not None:
        title = str(session.info["title"])
        from mrtnet.edits.busy_seasons import set_busy_seasons

        set_busy_seasons(session, person_id, [busy], today=today)
        titled(session, title)
    if photo is not None or drop_photo:
        _set_photo(session, person_id, photo)
    drafts.settle_draft(session, draft)
    return person_id


def add_to_person(
    session: "Session", person_id: int, form: PersonForm, *, photo: KeptFile | None, draft: str, today: date
) -> int:
    """What was typed as a new person is added to one who is on file; her own photo stays."""
    from mrtnet.edits import drafts, merging
    from mrtnet.store.tables import Person

    merging.add_to(session, person_id, form, today=today)
    if photo is not None and session.get_one(Person, person_id).photo_id is None:
        _set_photo(session, person_id, photo)
    drafts.settle_draft(session, draft)
    return person_id


def _change_jobs(session: "Session", person_id: int, jobs: Sequence[Job]) -> None:
    from mrtnet.edits import people

    people.change_jobs(session, person_id, jobs)


def _set_photo(session: "Session", person_id: int, photo: KeptFile | None) -> None:
    """The content is kept once by its hash; a person points to a row that names it."""
    from mrtnet.edits import files
    from mrtnet.store.tables import Person

    person = session.get_one(Person, person_id)
    if photo is None:
        person.photo_id = None
    else:
        person.photo_id = files.keep(session, photo, person_id=person_id)
    session.add(person)
    session.flush()
