"""The note guard in the window: it looks on a pause, marks words, offers three ways by key, and never stops a save."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mrtnet.domain.forms import InteractionForm
from mrtnet.edits.follow_ups import log_contact
from mrtnet.edits.settings import set_about
from mrtnet.store.book import Book
from mrtnet.ui.around import Subject
from mrtnet.ui.desk import Desk
from mrtnet.ui.dialogs.log_line import LogDialog
from mrtnet.ui.doubtful_notes import DoubtfulNotes
from mrtnet.ui.leaving.dialog import ExportDialog
from mrtnet.ui.note_guard import NoteGuard
from mrtnet.ui.theme import Theme
from mrtnet.ui.window import Window
from mrtnet.ui.write.body import Text
from tests.ui.conftest import MakeWindow

TODAY = date(2026, 10, 15)
SLIPS = "Ł 😀 chart no. 445120 lacked a signature. Ask pt Alder."


class Place(QWidget):
    """A field with the guard below it."""

    def __init__(self, desk: Desk, theme: Theme, field: QPlainTextEdit | QLineEdit, **more: Any) -> None:
        super().__init__()
        self.field, self.guard = field, NoteGuard(desk, theme, field, **more)
        column = QVBoxLayout(self)
        column.addWidget(field)
        column.addWidget(self.guard)
        self.show()
        self.activateWindow()
        field.setFocus()

    def marked(self) -> list[str]:
        """The words with a wavy line."""
        assert isinstance(self.field, QPlainTextEdit)
        found = self.field.extraSelections()
        wave = QTextCharFormat.UnderlineStyle.WaveUnderline
        return [each.cursor.selectedText() for each in found if each.format.underlineStyle() == wave]


Make = Callable[..., Place]


@pytest.fixture
def make(filled: Book, theme: Theme, qapp: QApplication) -> Iterator[Make]:
    made: list[Place] = []
    desk = Desk(filled, inline=True)

    def one(field: QPlainTextEdit | QLineEdit | None = None, **more: Any) -> Place:
        made.append(Place(desk, theme, field or Text(theme, name="note", says="Note"), **more))
        qapp.processEvents()
        return made[-1]

    yield one
    for each in made:
        each.close()
        each.deleteLater()
    QCoreApplication.processEvents()


def test_it_waits_for_a_pause_and_marks_the_words(make: Make, qtbot: QtBot) -> None:
    place = make()
    QTest.keyClicks(place.field, "pt Alder ")
    assert place.guard.isHidden()
    qtbot.waitUntil(lambda: not place.guard.isHidden(), timeout=3000)
    assert place.marked() == ["pt Alder"]
    assert place.guard.why.text() == "“pt Alder”: This looks like a patient's name."
    assert place.field.accessibleDescription() == place.guard.why.text()
    assert not place.field.document().isEmpty()  # type: ignore[union-attr]


def test_leaving_the_field_looks_at_once(make: Make) -> None:
    place = make()
    QTest.keyClicks(place.field, "MRN 445120")
    place.field.clearFocus()
    assert place.marked() == ["MRN 445120"]


def test_the_three_ways_by_key(make: Make) -> None:
    place = make()
    place.field.setPlainText(SLIPS)  # type: ignore[union-attr]
    place.guard.look()
    assert place.marked() == ["chart no. 445120", "pt Alder"]
    QTest.keyClick(place.field, Qt.Key.Key_Tab)
    assert place.guard.reword.hasFocus()
    QTest.keyClick(place.guard.reword, Qt.Key.Key_Return)
    assert place.field.toPlainText() == "Ł 😀 a chart lacked a signature. Ask pt Alder."  # type: ignore[union-attr]
    assert place.marked() == ["pt Alder"]
    place.field.undo()
    place.guard.look()
    QTest.keyClick(place.guard.reword, Qt.Key.Key_Tab)
    assert place.guard.remove.hasFocus()
    QTest.keyClick(place.guard.remove, Qt.Key.Key_Space)
    assert place.field.toPlainText() == "Ł 😀 lacked a signature. Ask pt Alder."  # type: ignore[union-attr]
    place.guard.settle.setFocus()
    QTest.keyClick(place.guard.settle, Qt.Key.Key_Space)
    assert place.guard.isHidden()
    assert place.field.hasFocus()
    assert not place.marked()


def test_not_about_a_patient_is_remembered(make: Make) -> None:
    first, second = make(), make()
    first.field.setPlainText("pt Alder is a demo")  # type: ignore[union-attr]
    first.field.setPlainText("Lunch. Chart 445120 is a page of the book.")  # type: ignore[union-attr]
    first.guard.look()
    first.guard.settle.click()
    assert first.guard.isHidden()
    second.field.setPlainText("Chart 445120 is a page of the book.")  # type: ignore[union-attr]
    second.guard.look()
    assert second.guard.isHidden()
    second.field.setPlainText("Chart 445120 is a page of hers.")  # type: ignore[union-attr]
    second.guard.look()
    assert not second.guard.isHidden()


def test_one_line_is_marked_and_mended_too(make: Make) -> None:
    place = make(QLineEdit())
    place.field.setText("😀 pt Alder was late")  # type: ignore[union-attr]
    place.guard.look()
    assert not place.guard.isHidden()
    place.guard.reword.click()
    assert place.field.text() == "😀 a patient was late"  # type: ignore[union-attr]
    assert place.guard.isHidden()


def test_faint_hints_where_it_is_an_internship(make: Make) -> None:
    for internship in (False, True):
        place = make(internship=lambda internship=internship: internship)
        place.field.setPlainText("look at 40771932")  # type: ignore[union-attr]
        place.guard.look()
        assert place.guard.isHidden() != internship


def test_a_very_long_note_is_looked_at_in_turns(make: Make, qtbot: QtBot) -> None:
    place = make()
    lines = [f"Line {number} of the day, about coding and audits." for number in range(500)]
    place.field.setPlainText("\n".join([*lines, "MRN 445120"]))  # type: ignore[union-attr]
    place.guard.look()
    qtbot.waitUntil(lambda: place.marked() == ["MRN 445120"], timeout=5000)


@pytest.fixture
def window(make_window: MakeWindow, filled: Book) -> Window:
    return make_window(filled, page="people")


def test_it_never_stops_a_save_and_exports_say_so(window: Window, filled: Book, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = LogDialog(window.around, Subject(person_id=1))
    dialog.open_at()
    dialog.text.setPlainText(SLIPS)
    dialog.guard.look()
    assert not dialog.guard.isHidden()
    dialog.try_to_finish()
    assert filled.read.execute("SELECT count(*) FROM interaction WHERE body = ?", (SLIPS,)).fetchone() == (1,)
    export = _export(window)
    line = export.findChild(DoubtfulNotes)
    assert line is not None
    _tick(export, "export.notes")
    qtbot.waitUntil(lambda: not line.isHidden(), timeout=5000)
    assert line.words.text() == "1 note may hold patient details."
    assert export.take.isEnabled()
    _tick(export, "export.notes")
    assert line.isHidden()
    line.look.click()
    assert not export.isVisible()
    assert window.page is not None


def test_it_can_be_switched_off(window: Window, filled: Book, qtbot: QtBot) -> None:
    window.desk.do(log_contact, [1], InteractionForm(on=TODAY, body="pt Alder"), today=TODAY)
    window.desk.do(set_about, patient_hints=False)
    dialog = LogDialog(window.around, Subject(person_id=1))
    dialog.open_at()
    dialog.text.setPlainText(SLIPS)
    dialog.guard.look()
    assert dialog.guard.isHidden()
    dialog.reject()


def _export(window: Window) -> ExportDialog:
    assert window.commands.run("export_people")
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, ExportDialog) and each.isVisible())


def _tick(dialog: ExportDialog, name: str) -> None:
    box = dialog.findChild(QAbstractButton, name)
    assert box is not None
    box.click()
