"""History: single steps undone and done again, what stands in the way, the bin, more steps while scrolling."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mrtnet.domain.forms import PersonForm
from mrtnet.edits import follow_ups, people
from mrtnet.queries import history
from mrtnet.store.book import Book
from mrtnet.ui.pages.history import HistoryPage
from mrtnet.ui.sections import Entry
from mrtnet.ui.window import Window
from tests.ui.conftest import MakeWindow
from tests.ui.sampled import TODAY, sample_book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with sample_book(tmp_path) as book:
        yield book


def shown(window: Window) -> HistoryPage:
    page = window.page
    assert isinstance(page, HistoryPage)
    return page


def titles(page: HistoryPage) -> list[str]:
    return [item.row.title for item in page.model.items if isinstance(item, Entry)]


def row_of(page: HistoryPage, title: str) -> int:
    return next(n for n, item in enumerate(page.model.items) if isinstance(item, Entry) and item.row.title == title)


def add(book: Book, name: str) -> int:
    return book.do(people.add_person, PersonForm(name=name), today=TODAY)


def test_a_single_step_is_undone_and_done_again(book: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    add(book, "Ines Okafor")
    add(book, "Bo Lindqvist")
    page = shown(make_window(book, "history"))
    number = row_of(page, "Added Ines Okafor")
    page.view.go_to(number)
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    names = {row[0] for row in book.read.execute("SELECT name FROM person")}
    assert "Ines Okafor" not in names
    assert "Bo Lindqvist" in names
    step = page.model.row_at(number)
    assert step is not None
    assert step.undone_by is not None
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert "Ines Okafor" in {row[0] for row in book.read.execute("SELECT name FROM person")}


def test_what_stands_in_the_way_is_named(book: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    person = add(book, "Ines Okafor")
    book.do(people.remove_people, [person])
    page = shown(make_window(book, "history"))
    page.view.go_to(row_of(page, "Added Ines Okafor"))
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    assert page.way.isVisible()
    assert "Removed Ines Okafor" in page._way_words.text()


def test_the_bin_holds_what_is_gone_and_gives_it_back(book: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    person = add(book, "Ines Okafor")
    add(book, "Bo Lindqvist")
    window = make_window(book, "history")
    page = shown(window)
    window.desk.do(people.remove_people, [person])
    qtbot.mouseClick(page.bin, Qt.MouseButton.LeftButton)
    assert titles(page) == ["Removed Ines Okafor"]
    page.view.go_to(row_of(page, "Removed Ines Okafor"))
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert titles(page) == []
    assert page.empty.isVisible()
    assert "Ines Okafor" in {row[0] for row in book.read.execute("SELECT name FROM person")}


def test_adding_undone_is_no_removal_but_removing_done_again_is(book: Book) -> None:
    person = add(book, "Ines Okafor")
    book.undo()
    assert history.removals(book.read) == []
    book.redo()
    book.do(people.remove_people, [person])
    book.undo()
    assert history.removals(book.read) == []
    book.redo()
    assert [step.title for step in history.removals(book.read)] == ["Removed Ines Okafor"]


def test_each_step_tells_how_much_it_touched(book: Book, make_window: MakeWindow) -> None:
    page = shown(make_window(book, "history"))
    step = page.model.row_at(row_of(page, "Loaded the sample network"))
    assert step is not None
    assert "24 people" in page.details(step)


def test_steps_of_the_command_line_say_so(book: Book, make_window: MakeWindow, tmp_path: Path) -> None:
    with Book.open(book.path, origin="command line") as other:
        add(other, "Ines Okafor")
    page = shown(make_window(book, "history"))
    step = page.model.row_at(row_of(page, "Added Ines Okafor"))
    assert step is not None
    assert page.details(step).endswith("from the command line")


def test_more_steps_come_while_scrolling(book: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    for number in range(230):
        book.do(people.set_rank, [1], "ABC"[number % 3])
    page = shown(make_window(book, "history"))
    assert len(titles(page)) == 200
    bar = page.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: len(titles(page)) == 231)


def test_another_change_shows_at_once(book: Book, make_window: MakeWindow) -> None:
    window = make_window(book, "history")
    row = follow_ups_of_today(book)
    window.desk.do(follow_ups.skip, [row], today=TODAY)
    assert titles(shown(window))[0].startswith("Skipped")


def follow_ups_of_today(book: Book) -> int:
    sql = "SELECT id FROM follow_up WHERE state = 'open' AND due = ?"
    return int(book.read.execute(sql, (TODAY.isoformat(),)).fetchone()[0])
