"""Putting a backup in the place of the book while the window is open: closed, replaced, opened again, shown anew."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer

from mrtnet.store import backup
from mrtnet.store.book import Book
from mrtnet.store.journal import TABLES, Changes
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.jobs import Job
from mrtnet.words import _

WAIT = 50  # ms


def restore(around: Around, source: Path, on_trouble: Callable[[str], None]) -> Job:
    """Verify the backup on the pool, then put it in place. The book as it was is kept as a backup."""
    return around.jobs.start(
        _("Checking the backup"), lambda _job: backup.verify(source),
        on_done=lambda _sum: _replace(around, source, on_trouble), on_trouble=on_trouble,
    )  # fmt: skip


def _replace(around: Around, source: Path, on_trouble: Callable[[str], None]) -> None:
    """The window waits here: nothing may read or write while the file is exchanged."""
    desk = around.desk
    if desk.is_busy():  # what was ordered is written first
        QTimer.singleShot(WAIT, lambda: _replace(around, source, on_trouble))
        return
    path, sentence, former = desk.book.path, "", None
    desk.book.close()
    try:
        former = backup.restore(path, source)
    except Trouble as trouble:
        sentence = str(trouble)
    desk.book = Book.open(path)
    desk._about = None
    desk.changed.emit(Changes({table: frozenset({0}) for table in TABLES}))
    if sentence:
        on_trouble(sentence)
        return
    kept = _(" The book as it was is kept as {name}.").format(name=former.name) if former is not None else ""
    desk.said.emit(_("Restored {name}.").format(name=source.name) + kept, 0)
