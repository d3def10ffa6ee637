"""The longer work of an import, for the pool: reading files, and comparing their people with the book.

What it needs is imported here, by the pool: the window's thread would stand still meanwhile.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mrtnet.store import connection
from mrtnet.trouble import Trouble
from mrtnet.ui.importing.bringing import Bringing, Looked, Source, gathered, heaps
from mrtnet.ui.jobs import Job
from mrtnet.words import _

if TYPE_CHECKING:
    from mrtnet.exchange.people_files import PeopleRead

KB = 1024
AT_ONCE = 500  # things freed at one time
Read = tuple["PeopleRead | None", str, dict[int, str] | None]


def read_sources(
    job: Job, sources: Sequence[Source], today: date, kept: Mapping[str, Mapping[str, str]]
) -> dict[int, Read]:
    """What these files and texts hold, by number: what was read or why not, and the mapping kept for its header."""
    from mrtnet.exchange.own_columns import remembered
    from mrtnet.exchange.people_files import mapped

    sizes = [_size(source) for source in sources]
    total, before = max(1, sum(sizes)), 0
    found: dict[int, Read] = {}
    for source, size in zip(sources, sizes, strict=True):

        def told(done: int, before: int = before) -> bool:
            job.tell((before + done) // KB, total // KB + 1)
            return not job.stopped()

        told(0)
        if job.stopped():
            break
        try:
            read = _read(source, today, told)
        except Trouble as wrong:
            found[source.number] = (None, str(wrong), None)
        except (RuntimeError, ValueError):
            found[source.number] = (None, _("This is not the name of a file."), None)
        else:
            own = remembered(read.table, kept) if read.table is not None else None
            found[source.number] = (mapped(read, own) if own is not None else read, "", own)
        before += size
    return found


def _size(source: Source) -> int:
    if source.path is None:
        return len(source.text)
    try:
        return source.path.stat().st_size
    except (OSError, ValueError):
        return 0


def _read(source: Source, today: date, told: Callable[[int], bool]) -> "PeopleRead":
    from mrtnet.exchange.people_files import read_people, read_people_file

    if source.path is None:
        return read_people(source.text.encode("utf-8", "replace"), source.name, today=today, on_progress=told)
    return read_people_file(source.path, today=today, on_progress=told)


def look(job: Job, book: Path, sources: Sequence[Source]) -> "tuple[dict[int, PeopleRead], Looked]":
    """Tables read as their columns are taken now, and what everybody means for the book as it is."""
    import mrtnet.edits.importing  # noqa: F401  # for the last step
    from mrtnet.exchange.people_files import mapped
    from mrtnet.queries.everything import known_people
    from mrtnet.queries.importing import planned

    anew: dict[int, PeopleRead] = {}
    for source in sources:
        if source.read is not None and source.is_stale:
            anew[source.number] = mapped(source.read, source.fields, lambda _rows: not job.stopped())
    people, groups, keys = gathered(
        [Source(one.number, one.name, read=anew.get(one.number, one.read)) for one in sources]
    )
    with closing(connection.reading(book)) as read:
        plan = planned(read, people, groups, on_progress=job.tell, stopped=job.stopped)
        counts = [
            known_people(read, one.read.everything.people)
            for one in sources
            if one.read is not None and one.read.everything is not None
        ]
    return anew, heaps(plan, keys, (sum(new for new, _same in counts), sum(same for _new, same in counts)))


def let_go(_job: Job, held: list[Bringing]) -> None:
    """Free what an import held, bit by bit: of a hundred thousand cards at once everything would wait half a second.

    `held` is a list of one, so that nobody else keeps it.
    """
    bringing = held.pop()
    parts: list[list[object]] = [list(bringing.looked.plan.arrivals)] if bringing.looked is not None else []
    bringing.looked = None
    for source in bringing.sources:
        read, source.read = source.read, None
        if read is not None:
            parts += [list(read.people), list(read.table.rows) if read.table is not None else []]
            read.people, read.table = [], None
    while parts:
        things = parts.pop()
        while things:
            del things[-AT_ONCE:]
            time.sleep(0)
