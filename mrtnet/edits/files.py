"""Files kept with a person or an event: the content once by its hash, a row that names it for each."""

import hashlib
from collections.abc import Sequence

from sqlmodel import Session

from mrtnet import clock
from mrtnet.domain.files import KeptFile
from mrtnet.edits.found import found
from mrtnet.store.book import driver_connection, titled
from mrtnet.store.tables import Event, File, Person
from mrtnet.trouble import Trouble
from mrtnet.words import _, plural


def add_files(
    session: Session, files: Sequence[KeptFile], *, person_id: int | None = None, event_id: int | None = None
) -> list[int]:
    """Keep files with a person or an event; returns their ids."""
    owner = session.get(Person, person_id) if person_id is not None else session.get(Event, event_id)
    if owner is None:
        raise Trouble(_("There is nobody any more to keep the file with."))
    what = files[0].name if len(files) == 1 else plural("{n} file", "{n} files", len(files))
    titled(session, _("Kept {what} with {whom}").format(what=what, whom=owner.name))
    return [keep(session, file, person_id=person_id, event_id=event_id) for file in files]


def keep(session: Session, file: KeptFile, *, person_id: int | None = None, event_id: int | None = None) -> int:
    """One more file, as a part of a larger edit; returns its id."""
    sha = hashlib.sha256(file.data).hexdigest()
    driver_connection(session).execute(
        "INSERT INTO file_content (sha256, data) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING", (sha, file.data)
    )
    row = File(
        name=file.name, media_type=file.media_type, sha256=sha, size=len(file.data), person_id=person_id,
        event_id=event_id, created_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    return int(row.id or 0)


def remove_file(session: Session, file_id: int) -> None:
    """Remove a file. Its content stays for Undo, until the history is cut or "erase for good"."""
    row = found(session, File, file_id)
    titled(session, _("Removed {file}").format(file=row.name))
    session.delete(row)
