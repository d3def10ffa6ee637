"""The window in tests: an inline desk, the same font everywhere, a fixed morning; closed and deleted at the end."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from mrtnet.settings import Settings
from mrtnet.store.book import Book
from mrtnet.ui.desk import Desk
from mrtnet.ui.style import Style
from mrtnet.ui.theme import Theme
from mrtnet.ui.window import Window
from tests.copies import copied
from tests.ui import network

NOW = "2026-10-15T14:12:00+00:00"
"""Thursday, October 15, 9:12 in Chicago."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A menu that opens takes the keyboard, which Qt without a screen cannot give and says so."""
    quiet = pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
    for item in items:
        if Path(item.fspath).is_relative_to(Path(__file__).parent):
            item.add_marker(quiet)


MakeWindow = Callable[..., Window]


@pytest.fixture(autouse=True)
def _morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MRTNET_NOW", NOW)
    monkeypatch.setenv("TZ", "America/Chicago")


def body_font() -> QFont:
    """What stands in for the system's font; MRTNET_TEST_FONT="DejaVu Sans" is what a bare Debian has."""
    font = QFont(os.environ.get("MRTNET_TEST_FONT", "Inter"))
    font.setPixelSize(13)
    return font


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """A light theme at 100 %, with our style on the application."""
    return dressed(qapp, Settings())


def dressed(application: QApplication, settings: Settings) -> Theme:
    """The theme of these settings, applied."""
    theme = Theme(settings, body_font())
    application.setStyle(Style(theme))
    theme.apply_to(application)
    return theme


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """An empty book."""
    with copied(tmp_path / "book.mrtnet") as book:
        yield book


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Book]:
    """A book with an evening's people in it."""
    with copied(tmp_path / "filled.mrtnet", network.fill) as book:
        yield book


@pytest.fixture
def make_window(qapp: QApplication, theme: Theme) -> Iterator[MakeWindow]:
    """Makes windows of a book: make_window(book, page="people", width=1440, height=868)."""
    made: list[Window] = []

    def make(book: Book, page: str = "today", width: int = 1440, height: int = 868) -> Window:
        window = Window(Desk(book, inline=True), theme, theme.settings)
        made.append(window)
        window.resize(width, height)
        window.go(page)
        window.show()
        window.activateWindow()
        for _round in range(3):  # what comes after the first paint, and what that lays out anew
            qapp.processEvents()
        return window

    yield make
    for window in made:
        window.around.jobs.close()
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()
