"""The outcome of a talk by real keys: lines that become follow-ups, people who were named, promises; undone in one."""

from collections.abc import Iterator
from datetime import date, time

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from mrtnet.edits import outcomes
from mrtnet.queries import follow_ups, meetings, people, person
from mrtnet.queries.drafts import draft
from mrtnet.store.book import Book
from mrtnet.ui.meetings.outcome import OutcomeTab
from mrtnet.ui.meetings.outcome_dialog import OutcomeDialog
from mrtnet.ui.pages.meetings import MeetingsPage
from mrtnet.ui.window import Window
from mrtnet.ui.write.segments import Segment
from tests.ui.conftest import MakeWindow, Reused
from tests.ui.meeting_desk import ALT, CTRL, SHIFT, Key, focused, plan, press, shown, who, write
from tests.ui.network import TODAY


@pytest.fixture
def meeting(filled: Book) -> int:
    """With Rosa; it was over at half past eight."""
    return plan(filled, at=time(8))


@pytest.fixture
def window(filled: Book, meeting: int, reused: Reused) -> Iterator[Window]:
    """The page of meetings."""
    with reused.over(filled, "meetings") as window:
        window.go("meetings", "")
        yield window


@pytest.fixture
def dialog(window: Window) -> OutcomeDialog:
    """The outcome, opened by its key."""
    press(window, Key.Key_H)
    found = shown(OutcomeDialog)
    assert isinstance(found, OutcomeDialog)
    return found


def follow_ups_of(book: Book, name: str) -> list[tuple[str, date]]:
    """Open follow-ups of somebody: title and day."""
    return [(row.title, row.due) for row in follow_ups.of_person(book.read, who(book, name))]


def open_titles(book: Book) -> set[tuple[str, str]]:
    """All that is open: title and day."""
    return set(book.read.execute("SELECT title, due FROM follow_up WHERE state = 'open'").fetchall())


def is_open() -> bool:
    """Whether the outcome is asked for."""
    return any(isinstance(each, OutcomeDialog) and each.isVisible() for each in QApplication.topLevelWidgets())


def test_everything_by_keys_and_undone_at_once(
    dialog: OutcomeDialog, window: Window, filled: Book, meeting: int
) -> None:
    assert focused(dialog) is dialog.tab.text
    write(dialog, "Audits first")
    press(dialog, Key.Key_1, ALT)
    dialog.tab.advice.focus_line(0)
    write(dialog, "take the CCS course by nov 30")
    press(dialog, Key.Key_Return)
    write(dialog, "read the rules")
    press(dialog, Key.Key_F, ALT)
    press(dialog, Key.Key_Return)
    write(dialog, "sleep well")
    press(dialog, Key.Key_Return)
    press(dialog, Key.Key_Return)
    assert focused(dialog) is dialog.tab.named.lines[0].field
    write(dialog, "Hina Malik, RHIA, leads CDI; hina@cdi.example")
    press(dialog, Key.Key_Return)
    press(dialog, Key.Key_Return)
    write(dialog, "send my resume by fri")
    press(dialog, Key.Key_Down)
    press(dialog, Key.Key_Down)
    assert focused(dialog) is dialog.tab.theirs.lines[0].field
    write(dialog, "a paper")
    press(dialog, Key.Key_Return)
    press(dialog, Key.Key_Return)
    assert focused(dialog) is dialog.tab.preferences
    write(dialog, "calls on Fridays")
    before = len(filled.history())
    press(dialog, Key.Key_Return, CTRL)
    assert not is_open()
    assert len(filled.history()) == before + 1
    row = meetings.row(filled.read, meeting)
    assert row is not None
    assert (row.learned, row.rating, row.dates.held_on, row.dates.outcome_on) == ("Audits first", "good", TODAY, TODAY)
    opened = open_titles(filled)
    assert {("take the CCS course", "2026-11-30"), ("read the rules", "2026-10-22")} <= opened
    assert "sleep well" not in {title for title, _due in opened}
    hina = person.detail(filled.read, who(filled, "Hina Malik"))
    assert hina is not None
    assert (hina.met_through, hina.reaches[0].value) == ("Rosa Delgado-Ruiz", "hina@cdi.example")
    promises = {(each.side, each.text, each.due) for each in meetings.promises(filled.read)}
    assert promises == {("mine", "send my resume", date(2026, 10, 16)), ("theirs", "a paper", None)}
    assert draft(filled.read, f"meeting.outcome:{meeting}") is None
    assert window.toast.isVisible()
    window.desk.undo()
    assert people.ids_named(filled.read, "Hina Malik") == []
    assert meetings.promises(filled.read) == []


def test_a_day_that_was_read_is_shown_and_can_be_turned_off(dialog: OutcomeDialog) -> None:
    advice = dialog.tab.advice
    advice.focus_line(0)
    write(dialog, "ask for two days")
    assert advice.lines[0].said.text() == "Follow-up Sat, Oct 17"
    press(dialog, Key.Key_F, ALT)
    assert advice.lines[0].said.text() == ""
    (found,) = dialog.tab.form().advice
    assert (found.text, found.due) == ("ask for two days", None)


def test_nothing_is_chosen_before_she_does(dialog: OutcomeDialog) -> None:
    parts = dialog.tab.rate.findChildren(Segment)
    assert [each.isChecked() for each in parts] == [False, False, False]
    press(dialog, Key.Key_Tab, SHIFT)
    assert focused(dialog) is parts[0]
    press(dialog, Key.Key_Space)
    assert dialog.tab.rating == "good"
    press(dialog, Key.Key_3, ALT)
    assert [each.isChecked() for each in parts] == [False, False, True]


def test_lines_come_and_go(dialog: OutcomeDialog) -> None:
    advice = dialog.tab.advice
    advice.focus_line(0)
    write(dialog, "one")
    press(dialog, Key.Key_Return)
    write(dialog, "two")
    press(dialog, Key.Key_Up)
    assert focused(dialog) is advice.lines[0].field
    for _letter in "one":
        press(dialog, Key.Key_End)
        press(dialog, Key.Key_Backspace)
    press(dialog, Key.Key_Down)
    assert [text for text, _follow in advice.told()] == ["two"]
    advice.lines[1].away.click()
    assert advice.told() == []
    assert advice.lines[-1].field.text() == ""


def test_somebody_on_file_is_said(dialog: OutcomeDialog) -> None:
    dialog.tab.named.focus_line(0)
    write(dialog, "Kwame Asante")
    assert dialog.tab.named.lines[0].said.text() == "Kwame Asante is on file already."


def test_an_empty_outcome_asks_for_a_word(dialog: OutcomeDialog, filled: Book) -> None:
    before = len(filled.history())
    press(dialog, Key.Key_Return, CTRL)
    assert dialog.isVisible()
    assert dialog.tab.problem.text().startswith("Write a few words")
    assert len(filled.history()) == before


def test_esc_keeps_a_draft(dialog: OutcomeDialog, window: Window, filled: Book, meeting: int) -> None:
    write(dialog, "Half a thought")
    dialog.tab.advice.focus_line(0)
    write(dialog, "call fri")
    press(dialog, Key.Key_F, ALT)
    press(dialog, Key.Key_Escape)
    assert "Half a thought" in str(draft(filled.read, f"meeting.outcome:{meeting}"))
    QCoreApplication.sendPostedEvents()
    window.commands.run("meeting_outcome")
    again = shown(OutcomeDialog)
    assert again.tab.text.toPlainText() == "Half a thought"
    assert again.tab.advice.told() == [("call fri", False)]


def test_what_was_noted_can_be_added_to(window: Window, filled: Book, meeting: int) -> None:
    told = outcomes.OutcomeForm(learned="Audits", advice=[{"text": "Read the rules"}])
    window.around.do(outcomes.note_outcome, meeting, told)
    dialog = OutcomeDialog(window.around, meeting)
    dialog.open_at()
    assert dialog.tab.text.toPlainText() == "Audits"
    QCoreApplication.processEvents()
    act = next(each for each in dialog.tab.known.findChildren(type(dialog.tab.save_button)))
    act.setFocus()
    press(dialog, Key.Key_Space)
    assert ("Read the rules", "2026-10-22") in open_titles(filled)
    dialog.tab.begin()
    write(dialog, " first")
    press(dialog, Key.Key_Return, CTRL)
    row = meetings.row(filled.read, meeting)
    assert row is not None
    assert row.learned == "Audits first"


def test_done_on_how_did_it_go_asks_for_the_outcome(window: Window, filled: Book, meeting: int) -> None:
    window.go("today")
    page = window.page
    assert page is not None
    for number, item in enumerate(page.model.items):  # type: ignore[attr-defined]
        if getattr(getattr(item, "row", None), "title", "") == "How did it go?":
            page.view.go_to(number)  # type: ignore[attr-defined]
            break
    page.view.setFocus()  # type: ignore[attr-defined]
    press(window, Key.Key_D)
    dialog = shown(OutcomeDialog)
    assert dialog.meeting_id == meeting
    write(dialog, "Good")
    press(dialog, Key.Key_Return, CTRL)
    assert "How did it go?" not in {title for title, _due in open_titles(filled)}


@pytest.mark.parametrize(("place", "state"), [(0, "moved"), (1, "cancelled")])
def test_it_did_not_take_place(
    dialog: OutcomeDialog, window: Window, filled: Book, meeting: int, place: int, state: str
) -> None:
    dialog.tab.not_held.setFocus()
    press(dialog, Key.Key_Space)
    menu = next(each for each in dialog.tab.findChildren(QMenu))
    menu.actions()[place].trigger()
    menu.close()
    QApplication.processEvents()
    row = meetings.row(filled.read, meeting)
    assert row is not None
    assert not is_open()
    if state == "cancelled":
        assert row.dates.cancelled_on == TODAY
    else:
        assert isinstance(window.page, MeetingsPage)
        assert window.page.planner.isVisible()
        assert row.dates.cancelled_on is None


def test_one_still_to_come_says_so(window: Window, filled: Book) -> None:
    coming = plan(filled, "Kwame Asante", day=date(2026, 10, 20))
    dialog = OutcomeDialog(window.around, coming)
    dialog.open_at()
    assert dialog.tab.hint.text().startswith("It is still to come")


def test_the_planner_has_it_as_a_tab(window: Window, filled: Book, meeting: int) -> None:
    window.go("meetings", ("change", meeting))
    assert isinstance(window.page, MeetingsPage)
    planner = window.page.planner
    number = next(n for n in range(planner.tabs.count()) if planner.tabs.tabData(n) == "outcome")
    planner.tabs.setCurrentIndex(number)
    QApplication.processEvents()
    tab = planner.parts.stack.currentWidget()
    assert isinstance(tab, OutcomeTab)
    tab.begin()
    write(window, "From the planner")
    press(window, Key.Key_Return, CTRL)
    row = meetings.row(filled.read, meeting)
    assert row is not None
    assert row.learned == "From the planner"
    assert planner.isVisible()


def test_the_pointer_does_it_too(dialog: OutcomeDialog, filled: Book, meeting: int) -> None:
    from PySide6.QtCore import Qt

    left = Qt.MouseButton.LeftButton
    tab = dialog.tab
    fair = tab.findChild(Segment, "outcome.rating.fair")
    assert isinstance(fair, Segment)
    QTest.mouseClick(fair, left)
    tab.advice.focus_line(0)
    write(dialog, "read")
    QTest.mouseClick(tab.advice.lines[0].button, left)
    assert tab.advice.lines[0].said.text() == "Follow-up Thu, Oct 22"
    QTest.mouseClick(tab.save_button, left)
    row = meetings.row(filled.read, meeting)
    assert row is not None
    assert row.rating == "fair"


def test_when_everything_has_its_outcome_a_sentence_says_so(book: Book, make_window: MakeWindow) -> None:
    window = make_window(book)
    window.commands.run("meeting_outcome")
    assert "has its outcome" in window.toast.words.text()
