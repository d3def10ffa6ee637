"""Openings and ways by keyboard, in one window over the sample: from heard of to told, every step taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from mrtnet.queries import introductions, opportunities
from mrtnet.queries.opportunities import OpportunityRow
from mrtnet.store.book import Book
from mrtnet.ui.pages.openings import OpeningsPage
from mrtnet.ui.ways.page import WaysPage
from mrtnet.ui.window import Window
from tests.edits.test_undo import content
from tests.ui.conftest import MakeWindow
from tests.ui.sampled import sample_book

Key = Qt.Key


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with sample_book(tmp_path) as book:
        yield book


def person(book: Book, name: str) -> int:
    return int(book.read.execute("SELECT id FROM person WHERE name LIKE ?", (f"{name}%",)).fetchone()[0])


def asked(**fields: str) -> None:
    """Fill the dialog that is open, by the ends of its controls' names, and press Enter."""
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    for name, text in fields.items():
        found = next(each for each in dialog.findChildren(QWidget) if each.objectName().endswith(f".{name}"))
        if isinstance(found, QComboBox):
            found.setCurrentIndex(found.findData(text))
        else:
            assert isinstance(found, QLineEdit)
            found.setText(text)
    QTest.keyClick(dialog, Key.Key_Return)
    QApplication.processEvents()
    assert QApplication.activeModalWidget() is None, "the dialog stayed open"


def test_an_opening_from_heard_of_to_told(book: Book, make_window: MakeWindow) -> None:
    window: Window = make_window(book, "openings")
    page = window.page
    assert isinstance(page, OpeningsPage)

    def run(command: str, **fields: str) -> OpportunityRow:
        """A command, its dialog filled; undone with one Ctrl+Z and done again."""
        before = content(book)
        assert window.commands.run(command)
        QApplication.processEvents()
        if fields:
            asked(**fields)
        after = content(book)
        assert after != before, command
        window.desk.undo()
        assert content(book) == before, command
        window.desk.redo()
        assert content(book) == after, command
        return next(row for row in opportunities.listed(book.read) if row.title.startswith("Night coder"))

    row = run("new", title="Night coder", employer="Lakeshore Medical Center", heard_from="Kwame", closes="oct 30")
    page.arrive(row.id)
    shown = page.row()
    assert shown is not None
    assert (shown.title, shown.organization, shown.heard_from) == (
        "Night coder", "Lakeshore Medical Center", "Kwame Asante",
    )  # fmt: skip
    there = [line.row.name for line in page.side.lines.sections.items if hasattr(line, "row")]
    assert there == ["Kwame Asante", "Mei-Ling Chen", "Rosa Delgado-Ruiz"]
    run("edit", title="Night coder, remote")
    run("opening_person", who="Rosa", part="referrer")
    assert run("opening_applied").state == "applied"
    assert run("opening_interview", when="oct 20").state == "interview"
    row = run("opening_ended", result="rejected", on="today")
    assert (row.state, row.to_tell) == ("rejected", 3)  # Kwame, Rosa, and Marcus who introduced Rosa
    page.side.lines.setFocus()
    page.side.lines.first()
    QApplication.processEvents()
    assert run("opening_told").to_tell == 2
    assert run("opening_ended").state == "interview"  # opened again
    page.view.setFocus()
    window.commands.run("remove")
    assert [row.title for row in opportunities.listed(book.read)] == [
        "Follow-up calls, cancer registry", "Coding Auditor, remote", "PPE, release of information",
    ]  # fmt: skip


def test_ways_lead_to_a_letter_an_introduction_and_an_opening(book: Book, make_window: MakeWindow) -> None:
    window = make_window(book, "people")
    window.go("people", person(book, "Rosa"))
    window.commands.run("ways")
    page = window.page
    assert isinstance(page, WaysPage)
    assert page.field.text() == "Lakeshore Medical Center"
    QTest.keyClick(page.field, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(page.field, "st. brigid")
    QTest.keyClick(page.field, Key.Key_Down)
    QApplication.processEvents()
    first = page.lines.at()
    assert first is not None
    assert page.head.below.text() == "4 ways to St. Brigid Regional Hospital"
    QTest.keyClick(page.lines, Key.Key_W)
    QApplication.processEvents()
    letter = window.findChild(QWidget, "write.to")
    assert letter is not None
    assert letter.isVisible()
    window.commands.run("introduction")
    asked(who="Hina Qureshi", step="planned")
    noted = introductions.of_person(book.read, first.person_id)[0]
    assert (noted.person, noted.why, noted.asked_on) == ("Hina Qureshi", "St. Brigid Regional Hospital", None)
    window.desk.undo()
    window.commands.run("new_opening")
    asked(title="Release of information clerk")
    assert isinstance(window.page, OpeningsPage)
    row = window.page.row()
    assert row is not None
    assert (row.title, row.organization) == ("Release of information clerk", "St. Brigid Regional Hospital")
    window.go("ways_to", "nowhere at all")
    assert isinstance(window.page, WaysPage)
    assert "No employer of this name" in window.page.gap.text()
