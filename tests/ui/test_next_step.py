"""The next step of several people of an event: in words by keyboard, chosen by mouse, undone."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mrtnet.queries import events as queries
from mrtnet.store.book import Book
from mrtnet.ui.dialogs.next_step import NextStepDialog
from mrtnet.ui.pages.event_view import EventView
from mrtnet.ui.pages.events import EventsPage
from mrtnet.ui.window import Window
from tests.ui.conftest import MakeWindow

Key = Qt.Key


def _view(window: Window, book: Book) -> EventView:
    window.go("events", queries.listed(book.read)[0].id)
    page = window.page
    assert isinstance(page, EventsPage)
    return page.event_view


def _asked(view: EventView, rows: int) -> NextStepDialog:
    grid = view.grid
    grid.go_to(0, 0)
    grid.setFocus()
    for _row in range(rows - 1):
        QTest.keyClick(grid, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.mouseClick(view.step, Qt.MouseButton.LeftButton)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, NextStepDialog)
    return dialog


def _steps(book: Book) -> list[tuple[str, str]]:
    sql = "SELECT kind, due FROM follow_up WHERE state = 'open' ORDER BY person_id"
    return [tuple(row) for row in book.read.execute(sql).fetchall()]


def test_words_give_two_people_their_next_step(filled: Book, make_window: MakeWindow) -> None:
    window = make_window(filled)
    before = _steps(filled)
    dialog = _asked(_view(window, filled), 2)
    assert "2 people" in dialog.accessibleName() or dialog.isVisible()
    QTest.keyClicks(dialog.words, "linkedin fri")
    assert dialog.answer.text() == "LinkedIn invitation · Tomorrow"
    assert dialog.kind.currentData() == "linkedin"
    QTest.keyClick(dialog.words, Key.Key_Return)
    after = _steps(filled)
    assert after.count(("linkedin", "2026-10-16")) >= 2
    window.desk.undo()
    assert _steps(filled) == before


def test_a_bare_day_is_for_the_chosen_kind_and_a_day_gone_by_is_refused(filled: Book, make_window: MakeWindow) -> None:
    dialog = _asked(_view(make_window(filled), filled), 1)
    QTest.keyClicks(dialog.words, "in 3 days")
    assert dialog.answer.text() == "Thank-you note · Sun, Oct 18"
    dialog.words.clear()
    QTest.keyClicks(dialog.words, "2026-10-01")
    assert dialog.answer.text() == "That day is over."
    assert not dialog.take.isEnabled()
    QTest.keyClick(dialog.words, Key.Key_Return)
    assert dialog.isVisible()
    QTest.keyClick(dialog, Key.Key_Escape)
    assert not dialog.isVisible()


def test_kind_and_day_can_be_chosen_by_mouse(filled: Book, make_window: MakeWindow) -> None:
    dialog = _asked(_view(make_window(filled), filled), 1)
    dialog.kind.setCurrentIndex(dialog.kind.findData("check-in"))
    dialog.kind.activated.emit(dialog.kind.currentIndex())
    tomorrow = next(each for each in dialog.findChildren(type(dialog.take)) if each.text() == "Tomorrow")
    QTest.mouseClick(tomorrow, Qt.MouseButton.LeftButton)
    assert dialog.words.text() == "check-in tomorrow"
    QTest.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    assert ("check-in", date(2026, 10, 16).isoformat()) in _steps(filled)


def test_none_takes_the_step_away(filled: Book, make_window: MakeWindow) -> None:
    window = make_window(filled)
    view = _view(window, filled)
    dialog = _asked(view, 1)
    person = view.grid.chosen()[0]
    QTest.keyClicks(dialog.words, "none")
    assert dialog.answer.text() == "No next step"
    asked = "SELECT id FROM follow_up WHERE person_id = ? AND state = 'open'"
    before = filled.read.execute(asked, (person,)).fetchall()
    assert before
    QTest.keyClick(dialog.words, Key.Key_Return)
    assert filled.read.execute(asked, (person,)).fetchall() != before
