"""Putting a backup in the place of the book while the window is open: checked and copied beside it, then exchanged."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer

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
        _("Restoring the backup"), work, on_done=lambda _none: _exchange(around, made[0], on_trouble),
        on_trouble=on_trouble,
    )  # fmt: skip
    job.ended.connect(lambda: left(job))
    return job


def _exchange(around: Around, ready: backup.Ready, on_trouble: Callable[[str], None]) -> None:
    """The window waits here, for moments: nothing may read or write while the file is exchanged."""
    desk = around.desk
    if desk.is_busy():  # what was ordered is written first
        QTimer.singleShot(WAIT, lambda: _exchange(around, ready, on_trouble))
        return
    path, sentence, former = desk.book.path, "", None
    desk.book.close()
    try:
        former = backup.put_in_place(path, ready)
    except Trouble as trouble:
        sentence = str(trouble)
    desk.change_book(Book.open(path))
    if sentence:
        on_trouble(sentence)
        return
    kept = _(" The book as it was is kept as {name}.").format(name=former.name) if former is not None else ""
    desk.said.emit(_("Restored {name}.").format(name=ready.source.name) + kept, 0)
