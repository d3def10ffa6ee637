"""The window a picture is taken of: over a copy of a book, settled, and put away with all it brought up."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from mrtnet import clock
from mrtnet.edits.sample import load_sample
from mrtnet.store.book import Book
from mrtnet.ui import first_run, names
from mrtnet.ui.desk import Desk
from mrtnet.ui.pictures.looks import Look, dress
from mrtnet.ui.window import Window

PATIENCE = 5.0  # seconds for what a page reads bit by bit


def settle(window: QWidget) -> None:
    """Let everything be laid out, read and painted."""
    until = monotonic() + PATIENCE
    for _round in range(8):
        QCoreApplication.processEvents()
    planning = getattr(getattr(window, "page", None), "is_planning", None)
    while planning is not None and planning() and monotonic() < until:
        QCoreApplication.processEvents()
    QCoreApplication.processEvents()


def work_off(window: Window) -> None:
    until = monotonic() + PATIENCE
    while window.around.jobs.running() and monotonic() < until:
        QCoreApplication.processEvents()


@contextmanager
def opened(application: QApplication, book: Path, look: Look, folder: Path) -> Iterator[Window]:
    """A window over a copy of this book in the folder, in this look; closed and deleted at the end."""
    theme = dress(application, look)
    folder.mkdir(parents=True)
    copy = folder / book.name
    shutil.copy(book, copy)
    window = Window(Desk(Book.open(copy), inline=True), theme, theme.settings)
    window.resize(look.width, look.height)
    first_run.install(window)
    window.go("today")
    window.show()
    window.activateWindow()
    settle(window)
    try:
        yield window
    finally:
        put_away(window)
        window.around.jobs.close()
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        window.desk.close()
        shutil.rmtree(folder)


def put_away(window: QWidget) -> None:
    """Close what a shot brought up beside the window."""
    for widget in QApplication.topLevelWidgets():
        if widget is not window and widget.isVisible():
            widget.close()
            if isinstance(widget, QDialog | QMenu) or widget.objectName() == names.dialog("reminders"):
                widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def make_books(folder: Path) -> tuple[Path, Path]:
    """A book that holds the sample network and nothing else, and an empty one."""
    full, empty = folder / "sample" / "book.mrtnet", folder / "empty" / "book.mrtnet"
    for path in (full, empty):
        path.parent.mkdir()
        with Book.open(path) as book:
            if path == full:
                book.do(load_sample, clock.today())
    return full, empty
