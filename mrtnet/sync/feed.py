"""The calendar file kept in step: one .ics, rewritten by whoever changed the book, that calendar programs subscribe to.

    feed.bring_in_step(book)

The items are settled and committed first, then the file is written under the lock of a second transaction: of two
programs the later one writes what is newest, and a crash between the two leaves a whole file that the next call mends.
"""

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

from mrtnet import clock
from mrtnet.domain.about import About
from mrtnet.exchange.ics import assemble
from mrtnet.paths import write_whole
from mrtnet.queries import quiet
from mrtnet.queries.about import about as read_about
from mrtnet.store.book import Book
from mrtnet.sync.items import outgoing, raise_above, state_mark
from mrtnet.trouble import Trouble
from mrtnet.words import _

NAME = "mrtnet"  # what a calendar program calls the calendar
_LONGEST_NAME = 200
_ATTEMPTS = 5
_NUMBER = re.compile(rb"\r\nUID:([!-~]+)\r\nDTSTAMP:\w+\r\nLAST-MODIFIED:\w+\r\nSEQUENCE:(\d{1,9})\r\n")


def bring_in_step(book: Book) -> Path | None:
    """Write the calendar file if what it should say may have changed; returns it then.

    Cheap when nothing changed since. Raises Trouble when the file cannot be written: the book keeps its changes, and
    the next call tries again.
    """
    if book.read_only:
        return None
    for _attempt in range(_ATTEMPTS):
        about = read_about(book.read)
        if not about.feed or in_step(book.read, about):
            return None
        book.quietly(_settle)
        if book.quietly(_write):
            return Path(about.feed)
    return None  # others go on changing the book, and the last of them writes the file


def in_step(connection: Any, about: About) -> bool:
    """Whether the file is the one written last, and nothing changed in the book since."""
    last = quiet.told(connection, "feed")
    return bool(last) and last == _written(state_mark(connection, about), about)


def refuse_foreign_file(path: Path) -> None:
    """Raise Trouble for a place where no calendar file can be, or where something else would be overwritten."""
    try:
        if path.is_dir():
            raise Trouble(_("“{name}” is a folder. Name a file in it.").format(name=path))
        if not path.parent.is_dir():
            raise Trouble(_("The folder “{name}” does not exist.").format(name=path.parent))
        if len(os.fsencode(path.name)) > _LONGEST_NAME:
            raise Trouble(_("The name of the file is too long. Choose a shorter one."))
        if path.exists() and not path.is_file():
            raise Trouble(_("“{name}” is not a file.").format(name=path))
        if path.exists() and not _is_calendar(path):
            raise Trouble(_("“{name}” exists and is not a calendar file. Choose another name.").format(name=path))
    except (OSError, ValueError) as wrong:
        raise cannot_write(path, wrong) from None


def cannot_write(path: Path, wrong: Exception) -> Trouble:
    """Why the calendar file could not be written, in one sentence."""
    why = os.strerror(wrong.errno) if isinstance(wrong, OSError) and wrong.errno else _("it is not a possible name")
    return Trouble(
        _("The calendar file “{name}” could not be written: {why}. Choose another place.").format(name=path, why=why)
    )


def _settle(connection: Any) -> None:
    """Bring the items up to date, and above what stands in the file: after a backup was put back, it knows better."""
    about, now = read_about(connection), clock.now()
    last = quiet.told(connection, "feed")
    path = Path(about.feed)
    if last != _written(last.get("mark", ""), about):
        with suppress(OSError, ValueError):
            numbers = _NUMBER.findall(path.read_bytes()) if about.feed and path.is_file() else []
            raise_above(connection, {uid.decode(): int(sequence) for uid, sequence in numbers}, now)
    outgoing(connection, now=now, notes=about.feed_notes)


def _write(connection: Any) -> bool:
    """Write the file, if its items are committed as they are; whether it stands now. Raises Trouble."""
    about = read_about(connection)
    mark = state_mark(connection, about)
    if not about.feed or quiet.told(connection, "calendar").get("mark") != mark:
        return False
    path = Path(about.feed)
    refuse_foreign_file(path)
    told = outgoing(connection, now=clock.now(), notes=about.feed_notes)
    content = assemble(told.components, told.zones, name=NAME, subscription=True)
    try:
        target = path.resolve()  # a link stays a link
        _remove_leftovers(target)
        if not (target.is_file() and target.read_bytes() == content):
            write_whole(target, content)
    except (OSError, ValueError) as wrong:
        raise cannot_write(path, wrong) from None
    quiet.keep(connection, "feed", _written(mark, about))
    return True


def _written(mark: str, about: About) -> dict[str, Any]:
    """What must be as it was for the file to be in step; without a file, nothing can be."""
    try:
        found = Path(about.feed).stat()
    except (OSError, ValueError):
        return {}
    return {
        "mark": mark,
        "path": about.feed,
        "notes": about.feed_notes,
        "size": found.st_size,
        "mtime": found.st_mtime_ns,
    }


def _is_calendar(path: Path) -> bool:
    with path.open("rb") as file:
        begin = file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
    return not begin or begin.upper().startswith(b"BEGIN:VCALENDAR")


def _remove_leftovers(path: Path) -> None:
    """Parts of this file that a killed program left; nobody else writes it while the book is locked."""
    left = re.compile(rf"\.{re.escape(path.name)}\.[a-z0-9_]{{8}}")
    for part in path.parent.iterdir():
        if left.fullmatch(part.name):
            with suppress(OSError):
                part.unlink()
