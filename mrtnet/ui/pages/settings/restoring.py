"""Putting a backup in the place of the book while the window is open: checked and copied beside it, then exchanged."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer

from mrtnet.queries.drafts import all_drafts
from mrtnet.store import backup
from mrtnet.store.book import Book
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.jobs import Job
from mrtnet.words import _

WAIT = 50  # ms


def restore(around: Around, source: Path, on_trouble: Callable[[str], None]) -> Job:
    """Make everything ready on the pool, then exchange the files. The book as it was is kept as a backup."""
    path, made = around.desk.book.path, list[backup.Ready]()

    def work(job: Job) -> None:
        ready = backup.make_ready(path, source, job.tell, job.stopped)
        if ready is not None:
            made.append(ready)

    def left(job: Job) -> None:
        if job.stopped():  # in the last moment
            for ready in made:
                backup.discard(ready)

    job = around.jobs.start(
        _("Restoring the backup"), work, on_done=lambda _none: _leave(around, made[0]), on_trouble=on_trouble
    )
    job.ended.connect(lambda: left(job))
    return job


def _leave(around: Around, ready: backup.Ready) -> None:
    """Whatever shows rows of this book goes away; what was half typed becomes a draft."""
    around.desk.leaving.emit()
    _exchange(around, ready)


def _exchange(around: Around, ready: backup.Ready) -> None:
    """The window waits here, for moments: nothing may read or write while the file is exchanged."""
    from mrtnet.edits.drafts import bring_drafts

    desk = around.desk
    if desk.is_busy():  # what was ordered is written first
        QTimer.singleShot(WAIT, lambda: _exchange(around, ready))
        return
    path, sentence, former, drafts = desk.book.path, "", None, all_drafts(desk.read)
    desk.book.close()
    try:
        former = backup.put_in_place(path, ready)
    except Trouble as trouble:
        sentence = str(trouble)
    book = Book.open(path)
    lost = book.quietly(bring_drafts, drafts) if former is not None and not book.read_only else 0
    desk.change_book(book)
    desk.arrived.emit()
    if sentence:
        desk.trouble.emit(sentence)
        return
    said = _("Restored {name}.").format(name=ready.source.name)
    if former is not None:
        said += " " + _("The book as it was is kept as {name}.").format(name=former.name)
    if lost:
        said += " " + _("What you were typing about somebody or something that is not in this one is kept there, too.")
    elif drafts:
        said += " " + _("What you were typing is still a draft.")
    desk.said.emit(said, 0)
