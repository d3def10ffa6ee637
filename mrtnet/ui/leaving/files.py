"""The work of leaving, off the UI thread: a file of people, pages of people, all about one person; whole or not at all.

A stop leaves no file and the old one untouched. What the world has against it becomes one sentence.
"""

import errno
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TypeVar

from PySide6.QtGui import QPagedPaintDevice

from mrtnet import clock
from mrtnet.domain.progress import Stopped
from mrtnet.paths import write_whole
from mrtnet.queries import archive
from mrtnet.queries.leaving import Wish, on_paper, pieces
from mrtnet.store import connection as connections
from mrtnet.trouble import Trouble
from mrtnet.ui.jobs import Job
from mrtnet.ui.leaving.paper import Sort, Tell, archive_pdf, paint_cards, paint_list
from mrtnet.ui.printing import as_pdf
from mrtnet.words import _

Value = TypeVar("Value")
TOLD = 100  # times at most that the progress is told


def write_people(job: Job, book: Path, ids: Sequence[int], wish: Wish, place: Path) -> int | None:
    """The file of these people; how many went, or None if she stopped it. Raises Trouble."""

    def make() -> None:
        with closing(connections.reading(book)) as read:
            read.execute("BEGIN")  # one moment of the book, whatever is written meanwhile
            write_whole(place, _until_stopped(job, pieces(read, ids, wish, _teller(job, len(ids)))))

    return _kept(place, make, len(ids))


def print_people(
    job: Job, book: Path, ids: Sequence[int], sort: Sort, title: str, today: date, place: Path
) -> int | None:
    """A list or cards as a PDF; how many people are on it, or None if she stopped it. Raises Trouble."""

    def make() -> None:
        with closing(connections.reading(book)) as read:
            people = list(_until_stopped(job, on_paper(read, ids)))
        write_whole(place, as_pdf(title, painter(people, sort, title, today, _teller(job, len(ids)))))

    return _kept(place, make, len(ids))


def painter(
    people: Sequence[object], sort: Sort, title: str, today: date, tell: Tell = lambda _done: None
) -> Callable[[QPagedPaintDevice], None]:
    """What puts these people on a device."""
    if sort == "cards":
        return lambda device: paint_cards(device, people, title, tell)  # type: ignore[arg-type]
    return lambda device: paint_list(device, people, title, today, tell)  # type: ignore[arg-type]


def write_archive(job: Job, book: Path, person_id: int, place: Path, zone: str, beside: bool) -> str | None:
    """All about one person; her name, or None if she stopped it. Raises Trouble."""
    with closing(connections.reading(book)) as read:
        read.execute("BEGIN")
        found = archive.archive(read, person_id, clock.now(), clock.zone(zone))
        if found is None:
            raise Trouble(_("This person is not in the book any more."))
        data = archive.contents(read, found)

    def make() -> None:
        if job.stopped():
            raise Stopped
        if place.suffix.lower() == ".pdf":
            archive.save_pdf(found, data, place, archive_pdf(found, data), beside=beside)
        else:
            archive.save_html(found, data, place, beside=beside)

    return _kept(place, make, found.name)


def _kept(place: Path, make: Callable[[], None], done: Value) -> Value | None:
    try:
        make()
    except Stopped:
        return None
    except (OSError, ValueError) as wrong:
        raise Trouble(_why(place, wrong)) from None
    return done


def _why(place: Path, wrong: OSError | ValueError) -> str:
    number = wrong.errno if isinstance(wrong, OSError) else 0
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return _("There is no room for “{name}” there. Choose another place.").format(name=place.name)
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _("The folder “{name}” cannot be written to. Choose another one.").format(name=place.parent.name)
    why = wrong.strerror if isinstance(wrong, OSError) and wrong.strerror else _("it is not a possible name")
    return _("“{name}” could not be written: {why}. Choose another place.").format(name=place.name, why=why)


def _teller(job: Job, total: int) -> Tell:
    step = max(1, total // TOLD)

    def tell(done: int) -> None:
        if job.stopped():
            raise Stopped
        if not done % step or done == total:
            job.tell(done, total)

    return tell


def _until_stopped(job: Job, things: Iterable[Value]) -> Iterator[Value]:
    for thing in things:
        if job.stopped():
            raise Stopped
        yield thing
