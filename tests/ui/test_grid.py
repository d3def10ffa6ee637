"""The grid of people met: typed like a spreadsheet, saved per row, nothing lost."""

import json
from collections.abc import Callable, Iterator
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mrtnet.domain.forms import EventForm, Job, NextStep, PersonForm, Reach
from mrtnet.edits import event_rows, events, people
from mrtnet.queries import event_page, person
from mrtnet.queries import events as event_rows_read
from mrtnet.queries.drafts import draft
from mrtnet.store.book import Book
from mrtnet.ui.desk import Desk
from mrtnet.ui.grid.model import NAME, REACH, TALKED, WHEN, WORKS_AT
from mrtnet.ui.grid.pasting import PasteDialog
from mrtnet.ui.grid.view import GridView
from mrtnet.ui.theme import Theme

TODAY = date(2026, 10, 15)
Key, Ctrl, Alt = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier

Grid = Callable[[], GridView]


@pytest.fixture
def forum(book: Book) -> int:
    """An event with Rosa in it."""
    event = book.do(events.add_event, EventForm(name="Forum", first_day=date(2026, 10, 13), last_day=TODAY))
    rosa = PersonForm(
        name="Rosa Delgado-Ruiz", credentials=["RHIT"], tags=["coding"], note="Kind.",
        jobs=[Job(organization="Lakeshore Medical Center", title="Coding Lead")],
        reaches=[Reach(property="EMAIL", value="rosa@lakeshoremc.example", type="work")], talked_about="DRG audits",
    )  # fmt: skip
    book.do(people.log_people, [rosa], today=TODAY, event_id=event)
    return event


@pytest.fixture
def open_grid(book: Book, forum: int, theme: Theme, qapp: QApplication) -> Iterator[Grid]:
    """Opens the grid of the event, in a window with something beside it."""
    made: list[QWidget] = []

    def make() -> GridView:
        box = QWidget()
        column = QVBoxLayout(box)
        grid = GridView(Desk(book, inline=True), theme)
        column.addWidget(grid)
        column.addWidget(QLineEdit())
        box.resize(1100, 500)
        made.append(box)
        row = event_rows_read.one(book.read, forum)
        assert row is not None
        grid.desk.changed.connect(lambda _changes: grid.show_event(event_rows_read.one(book.read, forum) or row))
        grid.show_event(row)
        box.show()
        box.activateWindow()
        grid.setFocus()
        qapp.processEvents()
        return grid

    yield make
    for box in made:
        box.close()
        box.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def press(grid: GridView, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(_focused(grid), key, held)


def type_in(grid: GridView, text: str) -> None:
    for letter in text:
        QTest.keyClicks(_focused(grid), letter)


def _focused(grid: GridView) -> QWidget:
    found = grid.window().focusWidget()
    assert found is not None
    return found


def met(book: Book, event: int) -> list[event_page.MetRow]:
    return event_page.people_met(book.read, event)


# Typing


def test_a_person_is_typed_cell_by_cell_and_saved_when_the_row_is_left(open_grid: Grid, book: Book, forum: int) -> None:
    grid = open_grid()
    type_in(grid, "Ama Owusu rhia, chda")
    press(grid, Key.Key_Tab)
    type_in(grid, "la")
    press(grid, Key.Key_Tab)
    type_in(grid, "ama@twinrivers.example")
    press(grid, Key.Key_Tab)
    type_in(grid, "query templates")
    assert len(met(book, forum)) == 1
    press(grid, Key.Key_Return)
    _rosa, ama = met(book, forum)
    assert (ama.name, ama.credentials, ama.organization) == ("Ama Owusu", "RHIA, CHDA", "Lakeshore Medical Center")
    assert (ama.reach, ama.talked, ama.kind) == ("ama@twinrivers.example", "query templates", "thank-you")
    assert grid.place() == (grid.grid.keys[-1], NAME)
    assert grid.currentIndex().row() == 2
    assert draft(book.read, f"event.grid:{forum}") is None


def test_step_and_day_are_words(open_grid: Grid, book: Book, forum: int) -> None:
    grid = open_grid()
    type_in(grid, "Ama Owusu")
    for _tab in range(4):
        press(grid, Key.Key_Tab)
    type_in(grid, "linkedin")
    press(grid, Key.Key_Tab)
    type_in(grid, "in 3 days")
    press(grid, Key.Key_Tab)
    assert grid.currentIndex().column() == NAME
    ama = met(book, forum)[1]
    assert (ama.kind, ama.due) == ("linkedin", date(2026, 10, 18))


def test_same_as_above_and_rank_take_one_key(open_grid: Grid, book: Book, forum: int) -> None:
    grid = open_grid()
    type_in(grid, "Ama Owusu")
    press(grid, Key.Key_Tab)
    press(grid, Key.Key_D, Ctrl)
    press(grid, Key.Key_A, Alt)
    press(grid, Key.Key_Return)
    ama = met(book, forum)[1]
    assert (ama.organization, ama.rank) == ("Lakeshore Medical Center", "A")
    grid.go_to(0, NAME)
    press(grid, Key.Key_C, Alt)
    assert met(book, forum)[0].rank == "C"


def test_ctrl_z_takes_back_what_is_not_saved_yet(open_grid: Grid, book: Book, forum: int) -> None:
    grid = open_grid()
    grid.go_to(0, WORKS_AT)
    before, steps = grid.grid.text(grid.place()[0], WORKS_AT), len(book.history())
    type_in(grid, "Harbor")
    press(grid, Key.Key_Tab)
    press(grid, Key.Key_Z, Ctrl)
    assert grid.grid.text(grid.place()[0], WORKS_AT) == before
    press(grid, Key.Key_Return)
    assert len(book.history()) == steps


def test_a_person_on_file_is_changed_and_the_rest_of_hers_stays(open_grid: Grid, book: Book, forum: int) -> None:
    grid = open_grid()
    before = person.detail(book.read, 1)
    grid.go_to(0, WORKS_AT)
    press(grid, Key.Key_F2)
    _replace(grid, "Twin Rivers Clinic")
    press(grid, Key.Key_Tab)
    press(grid, Key.Key_F2)
    _replace(grid, "rosa@lakeshoremc.example, (312) 555-0148")
    press(grid, Key.Key_Tab)
    press(grid, Key.Key_F2)
    _replace(grid, "DRG audits and a shadow day")
    press(grid, Key.Key_Return)
    after = person.detail(book.read, 1)
    assert before is not None
    assert after is not None
    assert [(job.organization, job.title) for job in after.jobs] == [("Twin Rivers Clinic", "Coding Lead")]
    assert [(reach.value, reach.type) for reach in after.reaches] == [
        ("rosa@lakeshoremc.example", "work"), ("(312) 555-0148", "")]  # fmt: skip
    assert (after.note, after.tags, after.credentials, after.met_on) == (
        before.note, before.tags, before.credentials, before.met_on)  # fmt: skip
    assert met(book, forum)[0].talked == "DRG audits and a shadow day"
    book.undo()
    assert met(book, forum)[0].talked == "DRG audits"
    assert person.detail(book.read, 1) == before


def test_the_next_step_of_somebody_on_file_changes(open_grid: Grid, book: Book, forum: int) -> None:
    grid = open_grid()
    grid.go_to(0, WHEN)
    press(grid, Key.Key_F2)
    _replace(grid, "next friday")
    press(grid, Key.Key_Return)
    rosa = met(book, forum)[0]
    assert (rosa.kind, rosa.due) == ("thank-you", date(2026, 10, 23))


def _replace(grid: GridView, text: str) -> None:
    editor = _focused(grid)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, text)


@pytest.mark.parametrize(
    ("column", "text", "sentence"),
    [
        (REACH, "nonsense", "That is no email, phone or link."),
        (WHEN, "blah", "That is no day. Try “thu” or “in 3 days”."),
        (WHEN, "yesterday", "That day is over."),
    ],
)
def test_what_cannot_be_is_told_in_its_cell_and_kept(
    open_grid: Grid, book: Book, forum: int, column: int, text: str, sentence: str
) -> None:
    grid = open_grid()
    told: list[str] = []
    grid.told.connect(told.append)
    type_in(grid, "Ama Owusu")
    for _tab in range(column):
        press(grid, Key.Key_Tab)
    type_in(grid, text)
    press(grid, Key.Key_Return)
    cell = grid.grid.cell(grid.grid.key_at(1), column)
    assert (cell.text, cell.problem) == (text, sentence)
    assert sentence in told
    assert len(met(book, forum)) == 1
    grid.go_to(1, column)
    press(grid, Key.Key_F2)
    _replace(grid, {REACH: "a@b.example", WHEN: "fri"}[column])
    press(grid, Key.Key_Return)
    assert met(book, forum)[1].name == "Ama Owusu"


def test_letters_type_even_where_the_window_has_them_as_commands(open_grid: Grid) -> None:
    grid = open_grid()
    for letter in ("w", "?", "5"):
        QTest.keyClicks(_focused(grid), letter)
    editor = _focused(grid)
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "w?5"
    press(grid, Key.Key_Escape)
    assert grid.grid.is_empty(grid.grid.keys[-1])


def test_ctrl_z_in_the_book_brings_the_row_back(open_grid: Grid, book: Book, forum: int) -> None:
    grid = open_grid()
    type_in(grid, "Ama Owusu")
    press(grid, Key.Key_Return)
    assert len(met(book, forum)) == 2
    grid.desk.undo()
    assert len(met(book, forum)) == 1
    assert grid.model().rowCount() == 2


# Nothing is lost


def test_a_cell_being_typed_is_a_draft_and_comes_back(open_grid: Grid, book: Book, forum: int) -> None:
    grid = open_grid()
    type_in(grid, "Ama Owusu")
    press(grid, Key.Key_Tab)
    type_in(grid, "Twin Riv")
    QTest.qWait(200)
    kept = draft(book.read, f"event.grid:{forum}")
    assert "Twin Riv" in json.dumps(kept)
    again = open_grid()  # the first window is gone without a word, as after a kill
    key = again.grid.key_at(1)
    assert (again.grid.text(key, NAME), again.grid.text(key, WORKS_AT)) == ("Ama Owusu", "Twin Riv")
    again.go_to(1, TALKED)
    press(again, Key.Key_Return)
    assert met(book, forum)[1].organization == "Twin Riv"


def test_a_change_made_elsewhere_does_not_disturb_typing(open_grid: Grid, book: Book, forum: int) -> None:
    grid = open_grid()
    type_in(grid, "Ama Owu")
    book.do(people.log_people, [PersonForm(name="Kwame Asante")], today=TODAY, event_id=forum)
    grid.desk.look()
    type_in(grid, "su")
    press(grid, Key.Key_Return)
    assert [row.name for row in met(book, forum)] == ["Rosa Delgado-Ruiz", "Kwame Asante", "Ama Owusu"]


def test_leaving_the_grid_saves_the_row(open_grid: Grid, book: Book, forum: int) -> None:
    grid = open_grid()
    type_in(grid, "Ama Owusu")
    beside = next(field for field in grid.window().findChildren(QLineEdit) if not grid.isAncestorOf(field))
    beside.setFocus(Qt.FocusReason.MouseFocusReason)
    assert [row.name for row in met(book, forum)] == ["Rosa Delgado-Ruiz", "Ama Owusu"]


def test_tab_leaves_the_grid_from_the_empty_row(open_grid: Grid) -> None:
    grid = open_grid()
    press(grid, Key.Key_Tab)
    assert _focused(grid) is not grid


# Pasting

ROWS = (
    "Name\tEmployer\tEmail\tNotes\n"
    "Ama Owusu, RHIA\tTwin Rivers Clinic\tama@twinrivers.example\tqueries\n"
    "Kwame Asante\tNorthway\t\t\n"
)


def test_pasted_rows_are_looked_at_and_logged_as_one_step(
    open_grid: Grid, book: Book, forum: int, theme: Theme
) -> None:
    grid = open_grid()
    seen: list[str] = []
    grid.pasted.connect(seen.append)
    QGuiApplication.clipboard().setText(ROWS)
    press(grid, Key.Key_V, Ctrl)
    assert [text.replace("\r\n", "\n") for text in seen] == [ROWS]
    dialog = PasteDialog(grid.desk, theme, grid, seen[0], grid.ways())
    dialog.taken.connect(grid.log_forms)
    dialog.open()
    assert dialog.table.model().rowCount() == 2
    steps = book.newest_step()
    QTest.keyClick(dialog, Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert [(row.name, row.credentials, row.organization, row.reach) for row in met(book, forum)[1:]] == [
        ("Ama Owusu", "RHIA", "Twin Rivers Clinic", "ama@twinrivers.example"),
        ("Kwame Asante", "", "Northway", ""),
    ]
    assert book.newest_step() == steps + 1


def test_one_line_is_pasted_into_the_cell(open_grid: Grid, book: Book) -> None:
    grid = open_grid()
    QGuiApplication.clipboard().setText("Ama Owusu")
    press(grid, Key.Key_V, Ctrl)
    assert grid.grid.text(grid.place()[0], NAME) == "Ama Owusu"


# Several at once


def test_the_next_step_of_several_is_set_as_one_step_and_undone(book: Book, forum: int) -> None:
    ama, kwame = book.do(
        people.log_people, [PersonForm(name="Ama Owusu"), PersonForm(name="Kwame Asante")], today=TODAY, event_id=forum
    )
    before = [(row.kind, row.due) for row in met(book, forum)]
    step = NextStep(kind="linkedin", due=date(2026, 10, 20), at=time(17))
    book.do(event_rows.set_step, [ama, kwame], step, today=TODAY)
    assert [(row.kind, row.due) for row in met(book, forum)][1:] == [("linkedin", date(2026, 10, 20))] * 2
    book.undo()
    assert [(row.kind, row.due) for row in met(book, forum)] == before


def test_every_cell_is_spoken_with_its_text(open_grid: Grid) -> None:
    grid = open_grid()
    said = [grid.grid.index(0, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in range(6)]
    assert said[:4] == [
        "Rosa Delgado-Ruiz, RHIT", "Lakeshore Medical Center", "rosa@lakeshoremc.example", "DRG audits"]  # fmt: skip
    assert all(said)


def test_typing_does_not_wait_for_the_book(tmp_path: Path, theme: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    book = Book.open(tmp_path / "slow.mrtnet")
    event = book.do(events.add_event, EventForm(name="Forum", first_day=TODAY))
    desk = Desk(book)
    grid = GridView(desk, theme)
    row = event_rows_read.one(book.read, event)
    assert row is not None
    desk.changed.connect(lambda _changes: grid.show_event(event_rows_read.one(book.read, event) or row))
    grid.show_event(row)
    grid.show()
    grid.activateWindow()
    grid.setFocus()
    qapp.processEvents()
    names = [f"Person {letter}" for letter in "abcdefgh"]
    for name in names:
        for letter in name:
            type_in(grid, letter)
            qapp.processEvents()
        press(grid, Key.Key_Return)
    type_in(grid, "half")
    qtbot.waitUntil(lambda: not desk.is_busy(), timeout=20_000)
    qtbot.waitUntil(lambda: "half" in json.dumps(draft(book.read, f"event.grid:{event}")), timeout=5_000)
    assert [each.name.casefold() for each in met(book, event)] == [name.casefold() for name in names]
    editor = _focused(grid)
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "half"
    grid.close()
    grid.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    desk.close()


def test_columns_keep_the_widths_she_gave_them(open_grid: Grid, theme: Theme) -> None:
    grid = open_grid()
    shown, head = grid.columnWidth(TALKED), grid.horizontalHeader()
    edge = head.sectionViewportPosition(TALKED) + shown - 1
    middle = head.height() // 2
    where = head.viewport()
    QTest.mousePress(where, Qt.MouseButton.LeftButton, pos=QPoint(edge, middle))
    QTest.mouseMove(where, QPoint(edge + 20, middle))
    QTest.mouseMove(where, QPoint(edge + 60, middle))
    QTest.mouseRelease(where, Qt.MouseButton.LeftButton, pos=QPoint(edge + 60, middle))
    assert grid.columnWidth(TALKED) >= shown + 50
    again = open_grid()
    kept = again.columnWidth(TALKED) / sum(again.columnWidth(column) for column in range(6))
    assert kept > shown / sum(theme.settings.panes["event.grid"]) + 0.01
    again.go_to(0, TALKED)
    before = again.columnWidth(TALKED)
    press(again, Key.Key_Left, Alt | Qt.KeyboardModifier.ShiftModifier)
    assert again.columnWidth(TALKED) < before
    press(again, Key.Key_Right, Alt | Qt.KeyboardModifier.ShiftModifier)
    assert again.columnWidth(TALKED) == before
