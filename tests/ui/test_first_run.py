"""The first run: answers kept, the sample loaded, its bar and its removal."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mrtnet.domain.forms import PersonForm
from mrtnet.edits import people
from mrtnet.edits.sample import load_sample
from mrtnet.queries.about import about
from mrtnet.store.book import Book
from mrtnet.ui import first_run
from mrtnet.ui.first_run import WelcomePage
from mrtnet.ui.window import Window
from tests.ui.conftest import MakeWindow
from tests.ui.sampled import TODAY


def welcome(window: Window) -> WelcomePage:
    page = window.page
    assert isinstance(page, WelcomePage)
    return page


def test_an_empty_book_is_welcomed_with_answers_filled_in(book: Book, make_window: MakeWindow) -> None:
    window = make_window(book)
    first_run.install(window)
    page = welcome(window)
    assert page.towards.currentData() == "RHIT"
    assert page.role.currentText() == "A student"
    assert page.zone.currentText() == "Central, Chicago"
    assert about(book.read).working_towards == ""  # nothing is kept before she goes through a door


def test_a_book_with_people_is_not(book: Book, make_window: MakeWindow) -> None:
    book.do(people.add_person, PersonForm(name="Ines Okafor"), today=TODAY)
    window = make_window(book)
    first_run.install(window)
    assert window.page is not None
    assert window.page.key == "today"


def test_the_sample_comes_by_its_door_and_goes_by_the_bar(book: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(book)
    first = first_run.install(window)
    assert not first.strip.isVisible()
    qtbot.mouseClick(welcome(window).load, Qt.MouseButton.LeftButton)
    assert window.page is not None
    assert window.page.key == "today"
    assert about(book.read).working_towards == "RHIT"
    assert first.strip.isVisible()
    qtbot.mouseClick(first.bar.remove, Qt.MouseButton.LeftButton)
    assert not first.strip.isVisible()
    assert book.read.execute("SELECT count(*) FROM person").fetchone()[0] == 0
    window.desk.undo()
    assert first.strip.isVisible()
    assert book.read.execute("SELECT count(*) FROM person").fetchone()[0] == 24


def test_removing_the_sample_leaves_what_she_made(book: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    book.do(load_sample, TODAY)
    book.do(people.add_person, PersonForm(name="Ines Okafor"), today=TODAY)
    first = first_run.install(make_window(book))
    qtbot.mouseClick(first.bar.remove, Qt.MouseButton.LeftButton)
    assert book.read.execute("SELECT name FROM person").fetchall() == [("Ines Okafor",)]


def test_the_first_person_ends_the_welcome(book: Book, make_window: MakeWindow) -> None:
    window = make_window(book)
    first_run.install(window)
    window.desk.do(people.add_person, PersonForm(name="Ines Okafor"), today=TODAY)
    assert window.page is not None
    assert window.page.key == "today"


def test_everything_is_reached_by_tab(book: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(book)
    first_run.install(window)
    seen = []
    for _step in range(12):
        focus = window.focusWidget()
        seen.append(focus.objectName() if focus is not None else "")
        qtbot.keyClick(window, Qt.Key.Key_Tab)
    assert [name for name in seen if name.startswith("first.")][:6] == [
        "first.role", "first.towards", "first.zone", "first.start", "first.import", "first.sample",
    ]  # fmt: skip
