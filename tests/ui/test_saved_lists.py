"""Saved lists: made from the filter or the sidebar, changed and moved there; the sidebar says where she is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mrtnet.queries.saved_lists import listed
from mrtnet.store.book import Book
from mrtnet.ui.dialogs.saved_list import SavedListDialog
from mrtnet.ui.pages.people import PeoplePage
from mrtnet.ui.window import Window
from tests.cli.program import Program
from tests.ui.conftest import MakeWindow
from tests.ui.sampled import sample_book

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """The sample, which brings four lists."""
    with sample_book(tmp_path) as book:
        yield book


def dialog() -> SavedListDialog:
    """The dialog that is open."""
    found = QApplication.activeModalWidget()
    assert isinstance(found, SavedListDialog)
    return found


def lists(book: Book) -> list[str]:
    """Their names, in her order."""
    return [each.name for each in listed(book.read)]


def marked(window: Window) -> str:
    """The list that the sidebar shows as the place where she is."""
    place = window.sidebar.lists.at(window.sidebar.list_view.current())
    return place.title if place is not None else ""


def test_the_filter_becomes_a_list_and_a_name_that_is_taken_is_said(book: Book, make_window: MakeWindow) -> None:
    window = make_window(book, "people")
    page = window.page
    assert isinstance(page, PeoplePage)
    assert not page.save.isVisible()
    page.filter.setText("credential:ccs")
    assert page.save.isVisible()
    page.save.click()
    asked = dialog()
    assert asked.query.text() == "credential:ccs"
    assert asked.found.text() == "4 people now; the list follows."
    QTest.keyClicks(asked.name, "mentors")
    QTest.keyClick(asked.name, Key.Key_Return)
    assert asked.problem.text() == "There is a list “Mentors” already. Choose another name."
    asked.name.setText("Coders")
    QTest.keyClick(asked.name, Key.Key_Return)
    assert lists(book)[-1] == "Coders"
    assert marked(window) == "Coders"
    page.filter.clear()
    assert marked(window) == ""


def test_a_list_without_a_page_of_people_is_asked_for_in_words(book: Book, make_window: MakeWindow) -> None:
    window = make_window(book, "today")
    window.sidebar.new_list.click()
    asked = dialog()
    QTest.keyClicks(asked.name, "Ohio")
    asked.try_to_finish()
    assert "Say who belongs to the list" in asked.problem.text()
    asked.query.setText("credental:rhit")
    assert "is not understood" in asked.found.text()
    asked.query.setText("city:columbus")
    asked.try_to_finish()
    assert lists(book)[-1] == "Ohio"


def test_a_list_is_moved_changed_and_removed_by_keys_that_stay_with_it(book: Book, make_window: MakeWindow) -> None:
    window = make_window(book, "people")
    view, before = window.sidebar.list_view, lists(book)
    view.setFocus()
    view.go_to(1)
    QTest.keyClick(view, Key.Key_Up, ALT)
    assert lists(book) == [before[1], before[0], *before[2:]]
    assert view.current() == 0
    QTest.keyClick(view, Key.Key_F2)
    dialog().name.setText("My place")
    dialog().try_to_finish()
    assert lists(book)[0] == "My place"
    QTest.keyClick(view, Key.Key_Delete)
    assert lists(book) == [before[0], *before[2:]]
    assert view.hasFocus()
    assert view.current() == 0
    for _step in range(3):
        window.desk.undo()
    assert lists(book) == before


def test_the_command_line_saves_a_list_too(tmp_path: Path) -> None:
    program = Program(tmp_path / "home")
    program("sample")
    assert "3 people" in program("people", "role:mentor", "--save", "My mentors").out
    assert "already" in program("people", "role:mentor", "--save", "my mentors", code=1).err
    assert "Say who belongs" in program("people", "--save", "All", code=1).err
    with Book.open(program.book) as book:
        assert lists(book)[-1] == "My mentors"
