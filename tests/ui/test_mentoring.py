"""Mentoring by real keys: the agreement made and changed, how it stands on the person's page, closed with thanks."""

from collections.abc import Iterator
from datetime import date, time

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from mrtnet.domain.meeting_forms import MentoringForm
from mrtnet.edits import follow_ups as steps
from mrtnet.edits import mentoring as edits
from mrtnet.edits import outcomes
from mrtnet.queries import follow_ups, meetings, mentoring
from mrtnet.queries.drafts import draft
from mrtnet.store.book import Book
from mrtnet.ui.meetings.mentoring import AgreementDialog
from mrtnet.ui.meetings.mentoring_section import MentoringSection
from mrtnet.ui.meetings.plan import new_plan
from mrtnet.ui.pages.meetings import MeetingsPage
from mrtnet.ui.window import Window
from tests.ui.conftest import Reused
from tests.ui.meeting_desk import CTRL, Key, focused, plan, press, shown, who, write
from tests.ui.network import TODAY

NAME = "Marcus Bell"
AGREED = MentoringForm(
    goals="Pass the CCS", rhythm="FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", started_on=date(2026, 9, 3), channel="phone"
)


@pytest.fixture
def marcus(filled: Book) -> int:
    """Who mentors her."""
    return who(filled, NAME)


@pytest.fixture
def window(filled: Book, marcus: int, reused: Reused) -> Iterator[Window]:
    """His page."""
    with reused.over(filled, "people") as window:
        window.go("people", marcus)
        yield window


@pytest.fixture
def dialog(window: Window) -> AgreementDialog:
    """The agreement, asked for."""
    window.commands.run("mentoring")
    found = shown(AgreementDialog)
    assert isinstance(found, AgreementDialog)
    return found


def section(window: Window) -> MentoringSection:
    """How it stands on the page."""
    QApplication.processEvents()
    found = [each for each in window.findChildren(MentoringSection) if each.isVisibleTo(window)]
    return found[-1]


def words(part: MentoringSection) -> str:
    """Everything it says."""
    return "\n".join(each.text() for each in part.findChildren(QLabel))


def test_an_agreement_by_keys(dialog: AgreementDialog, window: Window, filled: Book, marcus: int) -> None:
    assert focused(dialog) is dialog.goals
    write(dialog, "Pass the CCS")
    press(dialog, Key.Key_Tab)
    assert focused(dialog) is dialog.rhythm
    write(dialog, "every 2 weeks on tue")
    assert dialog.rhythm_said.text() == "Every 2 weeks on Tuesday"
    before = len(filled.history())
    press(dialog, Key.Key_Return, CTRL)
    (row,) = mentoring.rows(filled.read, person_id=marcus)
    assert (row.goals, row.rhythm, row.side, row.minutes) == (
        "Pass the CCS", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "mentee", 45,
    )  # fmt: skip
    assert row.confidentiality.startswith("What we talk about stays between us.")
    assert (row.started_on, row.review_on) == (TODAY, None)
    assert len(filled.history()) == before + 1
    assert "Pass the CCS" in words(section(window))
    window.desk.undo()
    assert mentoring.rows(filled.read) == []


def test_for_the_mentor_she_becomes_the_words_turn(dialog: AgreementDialog) -> None:
    dialog.sides.findChildren(type(dialog.sides))
    dialog._turn("mentor")
    assert dialog.words.toPlainText().startswith("What you tell me stays between us")
    dialog.words.setFocus()
    press(dialog, Key.Key_End, CTRL)
    write(dialog, " Always.")
    dialog._turn("mentee")
    assert dialog.words.toPlainText().endswith("Always.")


def test_days_that_hold_without_one_are_said(dialog: AgreementDialog) -> None:
    assert dialog.review.answer.text() == "After 90 days: Jan 13, 2027"
    assert dialog.ends.answer.text() == "After 180 days: Apr 13, 2027"


def test_what_is_not_understood_is_asked_for(dialog: AgreementDialog, filled: Book) -> None:
    dialog.rhythm.setFocus()
    write(dialog, "now and then")
    assert "Not understood" in dialog.rhythm_said.text()
    press(dialog, Key.Key_Return, CTRL)
    assert dialog.problem.text().startswith("Say how often")
    dialog.rhythm.clear()
    dialog.review.field.setFocus()
    write(dialog, "someday soon")
    press(dialog, Key.Key_Return, CTRL)
    assert dialog.problem.text() == "Say when to look back as a day."
    assert mentoring.rows(filled.read) == []


def test_an_end_before_the_start_is_refused(dialog: AgreementDialog, filled: Book) -> None:
    dialog.ends.field.setFocus()
    write(dialog, "2026-01-05")
    press(dialog, Key.Key_Return, CTRL)
    assert "ends before it starts" in dialog.problem.text()
    assert mentoring.rows(filled.read) == []


def test_esc_keeps_a_draft(dialog: AgreementDialog, window: Window, filled: Book, marcus: int) -> None:
    write(dialog, "Find a place in CDI")
    press(dialog, Key.Key_Escape)
    assert "Find a place in CDI" in str(draft(filled.read, f"mentoring:new.{marcus}"))
    QCoreApplication.sendPostedEvents()
    window.commands.run("mentoring")
    assert shown(AgreementDialog).goals.toPlainText() == "Find a place in CDI"


def test_it_is_changed_and_a_rule_of_another_kind_is_kept(window: Window, filled: Book, marcus: int) -> None:
    window.around.do(edits.agree, marcus, AGREED.model_copy(update={"rhythm": "FREQ=MONTHLY;BYMONTHDAY=15"}))
    section(window).change.click()
    dialog = shown(AgreementDialog)
    assert dialog.rhythm.text() == "Every month on day 15"
    dialog.goals.selectAll()
    write(dialog, "Rest")
    press(dialog, Key.Key_Return, CTRL)
    (row,) = mentoring.rows(filled.read)
    assert (row.goals, row.rhythm, row.channel) == ("Rest", "FREQ=MONTHLY;BYMONTHDAY=15", "phone")


def test_sessions_hours_and_what_is_next(window: Window, filled: Book, marcus: int) -> None:
    window.around.do(edits.agree, marcus, AGREED)
    held = plan(filled, NAME, day=date(2026, 10, 8), at=time(9), kind="mentor-check-in", minutes=45)
    row = meetings.row(filled.read, held)
    assert row is not None
    assert row.mentoring_id == 1, "a check-in with a mentor is a session of the mentoring"
    window.around.do(outcomes.note_outcome, held, outcomes.OutcomeForm(learned="Edits."))
    part = section(window)
    told = words(part)
    assert "Your mentor since Thu, Sep 3" in told
    assert "1 session, 0.8 hours" in told
    assert "Every 2 weeks on Thursday" in told
    assert "Look back Wed, Dec 2, close or renew Mar 2, 2027" in told
    assert part.findChild(QLabel, "mentoring.next") is not None


def test_a_session_is_planned_as_a_check_in(window: Window, filled: Book, marcus: int) -> None:
    window.around.do(edits.agree, marcus, AGREED)
    section(window).plan.setFocus()
    press(window, Key.Key_Space)
    assert isinstance(window.page, MeetingsPage)
    plan_ = window.page.planner.plan
    assert (plan_.kind, plan_.minutes, plan_.person_id) == ("mentor-check-in", 45, marcus)
    assert new_plan(window.desk, [who(filled, "Rosa Delgado-Ruiz")]).kind == "informational-interview"


def test_it_is_closed_with_thanks(window: Window, filled: Book, marcus: int) -> None:
    window.around.do(edits.agree, marcus, AGREED)
    section(window).close_button.setFocus()
    press(window, Key.Key_Space)
    menu = next(each for each in window.findChildren(QMenu) if each.objectName() == "menu.mentoring")
    menu.actions()[0].trigger()
    menu.close()
    (row,) = mentoring.rows(filled.read)
    assert (row.closed_on, row.closed_because) == (TODAY, "ended")
    assert "Closed" in words(section(window))
    window.desk.undo()
    (row,) = mentoring.rows(filled.read)
    assert row.closed_on is None


def test_the_thanks_come_when_nothing_else_waits(filled: Book) -> None:
    somebody = who(filled, "Kwame Asante")
    agreed = filled.do(edits.agree, somebody, AGREED, today=TODAY)
    filled.do(edits.close_agreement, agreed, "ended", today=TODAY)
    done = 0
    while (step := follow_ups.of_person(filled.read, somebody)[0]).title != "Thank Kwame Asante for the mentoring":
        filled.do(steps.done, step.id, TODAY, today=TODAY)
        done += 1
        assert done < 5
    assert step.due == date(2026, 10, 16)


def test_nobody_chosen_is_said(window: Window) -> None:
    window.go("history")
    window.commands.run("mentoring")
    assert window.toast.words.text() == "Choose a person first."
