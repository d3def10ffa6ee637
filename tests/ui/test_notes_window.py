"""The notes window by real keys: questions ticked off, notes beside them, promises, the clock; all in one step."""

import os
import signal
import subprocess
import sys
import time as clocks
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mrtnet.domain.meeting_forms import MeetingQuestion
from mrtnet.edits import meetings as edits
from mrtnet.queries import meetings
from mrtnet.queries.drafts import draft
from mrtnet.store.book import Book
from mrtnet.ui.meetings.notes import NotesWindow
from mrtnet.ui.meetings.outcome_dialog import OutcomeDialog
from mrtnet.ui.saying import say_time
from mrtnet.ui.window import Window
from tests.ui.conftest import MakeWindow, Reused
from tests.ui.meeting_desk import ALT, CTRL, SHIFT, Key, focused, plan, press, shown, who, write
from tests.ui.network import TODAY


@pytest.fixture
def meeting(filled: Book) -> int:
    """With Rosa; it began twelve minutes ago."""
    return plan(filled)


@pytest.fixture
def window(filled: Book, meeting: int, reused: Reused) -> Iterator[Window]:
    """Today."""
    with reused.over(filled) as window:
        yield window


@pytest.fixture
def notes(window: Window) -> NotesWindow:
    """The notes window, opened by its key."""
    press(window, Key.Key_M, CTRL | SHIFT)
    found = shown(NotesWindow)
    assert isinstance(found, NotesWindow)
    return found


def asked(book: Book, meeting_id: int) -> list[tuple[bool, str]]:
    """What stands in the book of each question."""
    return [(each.asked, each.answer) for each in meetings.questions(book.read, meeting_id)]


def promised(book: Book) -> list[tuple[str, str, date | None]]:
    """All promises in the book."""
    return sorted((each.side, each.text, each.due) for each in meetings.promises(book.read))


def test_its_key_opens_it_for_the_meeting_that_runs(notes: NotesWindow, meeting: int) -> None:
    assert notes.row is not None
    assert notes.row.id == meeting
    assert notes.head.whom.text() == "Rosa Delgado-Ruiz"
    assert focused(notes) is notes.notes[0].tick


def test_the_clock_says_what_is_left_and_what_is_on(
    notes: NotesWindow, monkeypatch: pytest.MonkeyPatch, meeting: int
) -> None:
    assert notes.head.left.text() == "18 min left"
    assert notes.head.block.text() == f"My questions until {say_time(time(9, 30))}"
    for now, words in (
        ("2026-10-15T13:55:00+00:00", "In 5 min"),
        ("2026-10-15T14:29:30+00:00", "1 min left"),
        ("2026-10-15T14:30:20+00:00", "Time is up"),
        ("2026-10-15T14:37:00+00:00", "7 min over"),
        ("2026-10-13T14:37:00+00:00", "Thu, Oct 15"),
    ):
        monkeypatch.setenv("MRTNET_NOW", now)
        notes.head.say_clock()
        assert notes.head.left.text() == words
    assert notes.head.block.text() == ""


def test_space_numbers_and_enter_tick_and_everything_is_kept_in_one_step(
    notes: NotesWindow, window: Window, meeting: int, filled: Book
) -> None:
    press(notes, Key.Key_Space)
    press(notes, Key.Key_3)
    assert focused(notes) is notes.notes[2].tick
    press(notes, Key.Key_Up)
    write(notes, "Calls, then audits")
    assert focused(notes) is notes.notes[1].note
    press(notes, Key.Key_Return)
    assert focused(notes) is notes.notes[2].tick
    press(notes, Key.Key_N, ALT)
    write(notes, "Office on the 3rd floor")
    press(notes, Key.Key_I, ALT)
    write(notes, "send my resume by fri")
    press(notes, Key.Key_Return)
    press(notes, Key.Key_T, ALT)
    write(notes, "introduce me to Hina")
    before = len(filled.history())
    press(notes, Key.Key_Escape)
    assert not notes.isVisible()
    assert asked(filled, meeting) == [(True, ""), (True, "Calls, then audits"), (True, "")]
    row = meetings.row(filled.read, meeting)
    assert row is not None
    assert row.note == "Office on the 3rd floor"
    assert promised(filled) == [
        ("mine", "send my resume", date(2026, 10, 16)), ("theirs", "introduce me to Hina", None)
    ]  # fmt: skip
    assert len(filled.history()) == before + 1
    assert window.toast.isVisible()
    assert draft(filled.read, f"meeting.notes:{meeting}") is None
    window.desk.undo()
    assert asked(filled, meeting) == [(False, "")] * 3
    assert promised(filled) == []


def test_nothing_noted_is_no_step(notes: NotesWindow, filled: Book) -> None:
    before = len(filled.history())
    press(notes, Key.Key_Escape)
    assert len(filled.history()) == before


def test_a_number_in_a_note_is_a_number(notes: NotesWindow) -> None:
    press(notes, Key.Key_Return)
    write(notes, "2 years")
    assert notes.notes[0].note.toPlainText() == "2 years"
    assert not notes.notes[1].tick.isChecked()
    press(notes, Key.Key_2, ALT)
    assert notes.notes[1].tick.isChecked()


def test_a_new_line_in_a_note(notes: NotesWindow) -> None:
    press(notes, Key.Key_Return)
    write(notes, "one")
    height = notes.notes[0].note.sizeHint().height()
    press(notes, Key.Key_Return, SHIFT)
    write(notes, "two")
    assert notes.notes[0].note.toPlainText() == "one\ntwo"
    assert notes.notes[0].note.sizeHint().height() > height


def test_a_draft_within_200_ms_of_a_pause_comes_back(
    notes: NotesWindow, window: Window, meeting: int, filled: Book, make_window: MakeWindow
) -> None:
    press(notes, Key.Key_Space)
    write(notes, "Began at night")
    notes.promises.line.setFocus()
    write(notes, "I will call")
    press(notes, Key.Key_Return)
    write(notes, "she will wri")
    QTest.qWait(300)
    assert "Began at night" in str(draft(filled.read, f"meeting.notes:{meeting}"))
    again = NotesWindow(window.around)  # as after a start anew
    again.open_for(meeting)
    assert again.notes[0].told() == (True, "Began at night")
    assert [each.text for each in again.promises.made] == ["call"]
    assert again.promises.line.text() == "she will wri"
    again.hide()
    again.deleteLater()


def test_a_promise_is_taken_back_before_it_is_kept(notes: NotesWindow, filled: Book) -> None:
    notes.promises.line.setFocus()
    write(notes, "I will call")
    press(notes, Key.Key_Return)
    away = notes.promises.buttons()[0]
    away.setFocus()
    press(notes, Key.Key_Space)
    assert notes.promises.made == []
    press(notes, Key.Key_Escape)
    assert promised(filled) == []


def test_an_unfinished_promise_is_no_promise(notes: NotesWindow, filled: Book) -> None:
    press(notes, Key.Key_I, ALT)
    press(notes, Key.Key_Return)
    assert notes.problem.text() == "Say what is promised."
    press(notes, Key.Key_Escape)
    assert promised(filled) == []


def test_questions_that_change_meanwhile_keep_what_is_typed(
    notes: NotesWindow, window: Window, meeting: int, filled: Book
) -> None:
    write(notes, "By chance")
    kept = [MeetingQuestion(text="A new one?"), MeetingQuestion(text="How did you begin?")]
    window.desk.do(edits.set_questions, meeting, kept)
    QCoreApplication.processEvents()
    assert [each.row.text for each in notes.notes] == ["A new one?", "How did you begin?"]
    assert notes.notes[1].told() == (False, "By chance")
    press(notes, Key.Key_Escape)
    assert asked(filled, meeting) == [(False, ""), (False, "By chance")]


def test_a_note_written_elsewhere_meanwhile_is_kept_too(
    notes: NotesWindow, window: Window, meeting: int, filled: Book
) -> None:
    press(notes, Key.Key_N, ALT)
    write(notes, "mine")
    window.desk.do(edits.set_note, meeting, "from the planner")
    press(notes, Key.Key_Escape)
    row = meetings.row(filled.read, meeting)
    assert row is not None
    assert row.note == "from the planner\nmine"


def test_a_meeting_removed_meanwhile_loses_no_notes(
    notes: NotesWindow, window: Window, meeting: int, filled: Book
) -> None:
    write(notes, "By chance")
    window.around.do(edits.remove_meeting, meeting)
    assert "removed" in notes.problem.text()
    press(notes, Key.Key_Escape)
    assert "By chance" in str(draft(filled.read, f"meeting.notes:{meeting}"))
    assert window.toast.isVisible()


def test_from_the_notes_to_the_outcome(notes: NotesWindow, meeting: int) -> None:
    write(notes, "By chance")
    press(notes, Key.Key_Return)
    press(notes, Key.Key_Return, CTRL)
    dialog = shown(OutcomeDialog)
    assert dialog.meeting_id == meeting
    assert "By chance" in dialog.tab.text.toPlainText()


def test_the_chosen_meeting_goes_before_the_one_that_runs(window: Window, filled: Book, meeting: int) -> None:
    other = plan(filled, "Kwame Asante", day=date(2026, 10, 20), at=time(10))
    window.go("meetings", other)
    press(window, Key.Key_M, CTRL | SHIFT)
    assert shown(NotesWindow).row.id == other
    window.go("meetings", meeting)
    shown(NotesWindow).notes[0].note.setPlainText("kept")
    window.commands.run("meeting_notes")
    assert shown(NotesWindow).row.id == meeting
    assert asked(filled, other)[0] == (False, "kept")


def test_without_any_meeting_a_sentence_says_so(book: Book, make_window: MakeWindow) -> None:
    window = make_window(book)
    window.commands.run("meeting_notes")
    assert "No meeting is planned" in window.toast.words.text()


def test_the_pointer_does_it_too(notes: NotesWindow, filled: Book, meeting: int) -> None:
    from PySide6.QtCore import QPoint, Qt

    QTest.mouseClick(notes.notes[1].tick, Qt.MouseButton.LeftButton, pos=QPoint(8, notes.notes[1].tick.height() // 2))
    QTest.mouseClick(notes.leave, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert asked(filled, meeting)[1] == (True, "")


_VICTIM = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from mrtnet.settings import Settings
from mrtnet.store.book import Book
from mrtnet.ui.desk import Desk
from mrtnet.ui.style import Style
from mrtnet.ui.theme import Theme
from mrtnet.ui.saying import say_time
from mrtnet.ui.window import Window
from mrtnet.ui.meetings.talking import install
application = QApplication(["victim"])
theme = Theme(Settings(), QFont())
application.setStyle(Style(theme))
window = Window(Desk(Book.open(Path(sys.argv[1]))), theme, theme.settings)
window.show()
talking = install(window.around)
talking.notes_for(int(sys.argv[2]))
QTest.keyClicks(talking.notes.notes[0].note, "typed before the end")
QTest.keyClick(talking.notes.notes[1].tick, " ")
QTimer.singleShot(400, lambda: os.write(1, b"kept\\n"))
application.exec()
"""


def test_killed_in_the_middle_it_has_what_was_typed(filled: Book, meeting: int, tmp_path: Path) -> None:
    filled.read.execute("SELECT 1").fetchall()
    line = [sys.executable, "-c", _VICTIM, str(filled.path), str(meeting)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(line, stdout=subprocess.PIPE, env=environment) as victim:
        assert victim.stdout is not None
        assert victim.stdout.readline() == b"kept\n"
        clocks.sleep(0.1)
        victim.send_signal(signal.SIGKILL)
    with Book.open(filled.path) as again:
        kept = str(draft(again.read, f"meeting.notes:{meeting}"))
    assert "typed before the end" in kept
    assert asked(filled, meeting) == [(False, "")] * 3


def test_it_is_with_whom_the_meeting_is(filled: Book, window: Window) -> None:
    kwame = who(filled, "Kwame Asante")
    filled.do(edits.change_meeting, 1, edits.MeetingForm(kind="call"), [kwame], today=TODAY)
    window.commands.run("meeting_notes")
    assert shown(NotesWindow).head.whom.text() == "Kwame Asante"
