"""The window in tests: an inline desk, the same font everywhere, a fixed morning; closed and deleted at the end."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QDialog

from mrtnet.settings import Settings
from mrtnet.store.book import Book
from mrtnet.ui.desk import Desk
from mrtnet.ui.pages.meetings import MeetingsPage
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


@pytest.fixture(scope="module", autouse=True)
def _morning() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MRTNET_NOW", NOW)
        patch.setenv("TZ", "America/Chicago")
        yield


@pytest.fixture
def american() -> Iterator[None]:
    """Days and times as in the United States."""
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    yield
    QLocale.setDefault(before)


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
    return _worn(application, Theme(settings, body_font()))


def _worn(application: QApplication, theme: Theme) -> Theme:
    """This theme on the application."""
    application.setStyle(Style(theme))
    theme.apply_to(application)
    application.setProperty("theme", theme)
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
    with _windows(qapp, theme) as make:
        yield make


@pytest.fixture(scope="module")
def make_kept_window(qapp: QApplication) -> Iterator[MakeWindow]:
    """The same for a window that all tests of a module look at: whoever changes it leaves it as it was."""
    with _windows(qapp, dressed(qapp, Settings())) as make:
        yield make


@contextmanager
def _windows(application: QApplication, theme: Theme) -> Iterator[MakeWindow]:
    made: list[Window] = []

    def make(book: Book, page: str = "today", width: int = 1440, height: int = 868) -> Window:
        window = Window(Desk(book, inline=True), theme, theme.settings)
        made.append(window)
        window.resize(width, height)
        window.go(page)
        window.show()
        window.activateWindow()
        for _round in range(3):  # what comes after the first paint, and what that lays out anew
            application.processEvents()
        return window

    yield make
    for window in made:
        window.around.jobs.close()
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    application.processEvents()


@pytest.fixture(scope="module")
def _kept_window(tmp_path_factory: pytest.TempPathFactory, make_kept_window: MakeWindow) -> Iterator[Window]:
    with copied(tmp_path_factory.mktemp("looked_at") / "filled.mrtnet", network.fill) as book:
        yield make_kept_window(book)


@pytest.fixture
def looked_at(qapp: QApplication, _kept_window: Window) -> Window:
    """One window over the evening's people, at Today, for all tests of a module that change nothing in the book."""
    _kept_window.go("today")
    return put_back(qapp, _kept_window)


def put_back(application: QApplication, window: Window) -> Window:
    """A window that was used before, as large as a new one and with the keyboard."""
    if application.property("theme") is not window.theme:
        _worn(application, window.theme)
    window.resize(1440, 868)
    window.activateWindow()
    application.processEvents()
    return window


class Reused:
    """One window for a module whose tests change books: each puts its own book into it, as restoring a backup does."""

    def __init__(self, application: QApplication, make: Callable[[Book], Window], resting: Book) -> None:
        self._application = application
        self._make = make
        self._resting = resting
        self._window: Window | None = None

    @contextmanager
    def over(self, book: Book, page: str = "today") -> Iterator[Window]:
        """The window over this book, at this page; afterwards what came up is put away, and so is the book."""
        if self._window is None:
            self._window = self._make(book)
        window = self._window
        if window.desk.book is not book:
            window.desk.change_book(book)
        put_back(self._application, window)
        window.go(page)
        self._application.processEvents()
        yield window
        if window.isVisible():
            self._rest(window)
        else:  # closed for good
            self._window = None

    def _rest(self, window: Window) -> None:
        while popup := QApplication.activePopupWidget():
            popup.close()
        for each in [*window.findChildren(QDialog), *QApplication.topLevelWidgets()]:
            if each is not window and each.isVisible():
                each.close()
        window.go("today")  # what is half typed goes into the book it is about
        window.toast.hide()
        while window.around.jobs.running():
            self._application.processEvents()
        self._application.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        window.desk.change_book(self._resting)
        if window.findChild(MeetingsPage) is not None:
            window.go("meetings", "")  # no planner is left open, and no row is the current one


@pytest.fixture
def window(filled: Book, reused: Reused) -> Iterator[Window]:
    """The window of the module over the evening's people, at Today; the book is the test's own."""
    with reused.over(filled) as window:
        yield window


@pytest.fixture(scope="module")
def reused(
    tmp_path_factory: pytest.TempPathFactory, make_kept_window: MakeWindow, qapp: QApplication
) -> Iterator[Reused]:
    """The window of a module, over whatever book a test has: `with reused.over(book) as window`."""
    with copied(tmp_path_factory.mktemp("resting") / "empty.mrtnet") as resting:
        yield Reused(qapp, make_kept_window, resting)
