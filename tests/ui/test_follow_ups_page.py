"""Follow-ups as list, week and month: what stands where, moving by pointer and keys, the calendar file's card."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from pytestqt.qtbot import QtBot

from mrtnet.edits.settings import set_about
from mrtnet.queries import follow_ups
from mrtnet.store.book import Book
from mrtnet.ui.feeding import start
from mrtnet.ui.pages.follow_ups import FollowUpsPage
from mrtnet.ui.window import Window
from tests.ui.conftest import MakeWindow
from tests.ui.sampled import TODAY, sample_book

FRIDAY = TODAY + timedelta(days=1)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with sample_book(tmp_path) as book:
        yield book


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Book]:
    with Book.open(tmp_path / "empty.mrtnet") as empty:
        yield empty


pytestmark = pytest.mark.usefixtures("american")


@pytest.fixture
def window(book: Book, make_window: MakeWindow, qtbot: QtBot) -> Window:
    window = make_window(book, "follow_ups")
    page = window.page
    assert isinstance(page, FollowUpsPage)
    qtbot.waitUntil(lambda: not page.is_planning())
    return window


def page_of(window: Window) -> FollowUpsPage:
    page = window.page
    assert isinstance(page, FollowUpsPage)
    return page


def due_of(book: Book, name: str) -> date:
    row = book.read.execute(
        "SELECT f.id FROM follow_up AS f JOIN person AS p ON p.id = f.person_id WHERE p.name = ? AND f.state = 'open'",
        (name,),
    ).fetchone()
    found = follow_ups.one(book.read, row[0])
    assert found is not None
    return found.due


def id_of(book: Book, name: str) -> int:
    sql = "SELECT f.id FROM follow_up f JOIN person p ON p.id = f.person_id WHERE p.name = ? AND f.state = 'open'"
    return int(book.read.execute(sql, (name,)).fetchone()[0])


def test_the_month_shows_whole_weeks_and_today(window: Window) -> None:
    page = page_of(window)
    days = [cell.day for week in page.grid.calendar.weeks for cell in week]
    assert days[0] == date(2026, 9, 27)  # a Sunday: the week begins as the locale says
    assert days[-1] == date(2026, 10, 31)
    assert [cell.day for week in page.grid.calendar.weeks for cell in week if cell.is_today] == [TODAY]
    assert page.grid.day() == TODAY


def test_the_week_begins_where_she_lives(book: Book, make_window: MakeWindow) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    page = page_of(make_window(book, "follow_ups"))
    assert page.grid.calendar.weeks[0][0].day.weekday() == 0


def test_planned_steps_are_told_from_follow_ups(window: Window) -> None:
    lines = [line for week in page_of(window).grid.calendar.weeks for cell in week for line in cell.lines]
    planned = [line for line in lines if line.look == "planned"]
    assert planned
    assert all(line.follow_up_id is None and "planned" in line.below for line in planned)


def test_arrows_walk_out_of_the_month(window: Window, qtbot: QtBot) -> None:
    page = page_of(window)
    page.go_to(date(2026, 10, 31))
    qtbot.keyClick(page.grid, Qt.Key.Key_Right)
    assert (page.day, page.heading.text()) == (date(2026, 11, 1), "November 2026")
    qtbot.keyClick(page.grid, Qt.Key.Key_Up)
    assert page.day == date(2026, 10, 25)
    qtbot.keyClick(page.grid, Qt.Key.Key_PageDown)
    assert page.day == date(2026, 11, 25)
    qtbot.mouseClick(page.now, Qt.MouseButton.LeftButton)
    assert page.day == TODAY


def test_enter_goes_into_the_day_and_letters_act_there(window: Window, book: Book, qtbot: QtBot) -> None:
    page = page_of(window)
    page.go_to(FRIDAY)
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    assert page.panel.view.hasFocus()
    before = len(follow_ups.closed_on(book.read, TODAY))
    qtbot.keyClick(page.panel.view, Qt.Key.Key_D)
    assert len(follow_ups.closed_on(book.read, TODAY)) == before + 1


def test_a_follow_up_is_dragged_to_another_day_and_undone(window: Window, book: Book, qtbot: QtBot) -> None:
    page, view = page_of(window), page_of(window).grid.viewport()
    line = page.grid.place_of_line(id_of(book, "Haruto Sakamoto"))
    assert line is not None
    goal = page.grid.visualRect(page.grid.calendar.place_of(date(2026, 10, 23))).center()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=line.center())
    qtbot.mouseMove(view, line.center() + QPoint(20, 20))
    qtbot.mouseMove(view, goal)
    assert page.grid.target == date(2026, 10, 23)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=goal)
    assert due_of(book, "Haruto Sakamoto") == date(2026, 10, 23)
    assert page.day == date(2026, 10, 23)
    window.desk.undo()
    assert due_of(book, "Haruto Sakamoto") == FRIDAY


def test_escape_lets_go_without_moving(window: Window, book: Book, qtbot: QtBot) -> None:
    page, view = page_of(window), page_of(window).grid.viewport()
    line = page.grid.place_of_line(id_of(book, "Haruto Sakamoto"))
    assert line is not None
    goal = page.grid.visualRect(page.grid.calendar.place_of(date(2026, 10, 23))).center()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=line.center())
    qtbot.mouseMove(view, goal)
    qtbot.keyClick(page.grid, Qt.Key.Key_Escape)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=goal)
    assert due_of(book, "Haruto Sakamoto") == FRIDAY


def test_a_follow_up_is_moved_by_keys_later_and_earlier(window: Window, book: Book, qtbot: QtBot) -> None:
    page = page_of(window)
    page.go_to(FRIDAY)
    page.panel.mark(id_of(book, "Haruto Sakamoto"))
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_Down, both)
    assert due_of(book, "Haruto Sakamoto") == FRIDAY + timedelta(days=7)
    qtbot.keyClick(page.grid, Qt.Key.Key_Left, both)
    assert due_of(book, "Haruto Sakamoto") == FRIDAY + timedelta(days=6)
    window.desk.undo()
    window.desk.undo()
    assert due_of(book, "Haruto Sakamoto") == FRIDAY


def test_a_day_that_is_over_takes_nothing(window: Window, book: Book, qtbot: QtBot) -> None:
    page = page_of(window)
    with qtbot.waitSignal(window.desk.trouble) as told:
        page._move(id_of(book, "Haruto Sakamoto"), TODAY - timedelta(days=1))
    assert told.args == ["That day is over. Choose today or a later day."]
    assert due_of(book, "Haruto Sakamoto") == FRIDAY


def test_what_is_late_stands_on_today(window: Window) -> None:
    page = page_of(window)
    titles = [item.title for item in page.panel.model.items if hasattr(item, "title")]
    assert titles[0] == "Late"
    assert page.panel.row() is not None


def test_week_and_list_are_kept_for_the_next_time(window: Window, book: Book, make_window: MakeWindow) -> None:
    page = page_of(window)
    page.show_as("week")
    assert len(page.grid.calendar.weeks) == 1
    page.show_as("list")
    assert page.list.view.model().rowCount() > 20
    assert window.settings.panes["follow_ups.view"] == [0]


def test_an_empty_book_says_so(empty: Book, make_window: MakeWindow) -> None:
    page = page_of(make_window(empty, "follow_ups"))
    page.show_as("list")
    assert page.list.empty.isVisible()
    page.show_as("month")
    assert page.panel._nothing.isVisible()


def test_the_card_tells_when_the_calendar_file_was_written(window: Window, tmp_path: Path) -> None:
    page, feeding = page_of(window), start(window)
    assert not page.card._state.isVisible()
    window.desk.do(set_about, feed=str(tmp_path / "steps.ics"))
    feeding.flush()
    page.card.reload()
    assert page.card._state.text().startswith("steps.ics, updated")
    assert (tmp_path / "steps.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_a_calendar_file_that_cannot_be_written_is_told_once(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    feeding = start(window)
    window.desk.do(set_about, feed=str(tmp_path / "gone" / "steps.ics"))
    with qtbot.waitSignal(window.desk.trouble) as told:
        feeding.write()
    assert "gone" in told.args[0]
    with qtbot.assertNotEmitted(window.desk.trouble):
        feeding.write()
    assert feeding.problem == told.args[0]
