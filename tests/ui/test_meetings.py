"""Meetings and the planner, with real keys and clicks: an interview across six zones in two keys, and all around it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from mrtnet.domain.meeting_forms import MeetingForm
from mrtnet.domain.rows import MeetingRow
from mrtnet.edits import meetings as edits
from mrtnet.edits.sample import remove_sample
from mrtnet.queries import meetings, people
from mrtnet.store.book import Book
from mrtnet.ui.meetings.handing import handing
from mrtnet.ui.meetings.planner import PlannerView
from mrtnet.ui.meetings.planner_tabs import AGENDA, INVITATION
from mrtnet.ui.pages.meetings import MeetingsPage
from mrtnet.ui.sections import Entry
from mrtnet.ui.widgets.basic import Button, Chip
from mrtnet.ui.window import Window
from tests.ui.conftest import MakeWindow, Reused
from tests.ui.sampled import TODAY, sample_book

CTRL, ALT, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


class Desk(NamedTuple):
    """A window over the sample, whom it is about, and what was given to the calendar."""

    window: Window
    leilani: int
    opened: list[Path]

    @property
    def page(self) -> MeetingsPage:
        """The page of meetings."""
        assert isinstance(self.window.page, MeetingsPage)
        return self.window.page

    @property
    def planner(self) -> PlannerView:
        """The planner on it."""
        return self.page.planner

    def key(self, which: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """A key where the keyboard is; whoever held Ctrl lets it go."""
        QTest.keyClick(self.window.focusWidget() or self.window, which, modifier)
        if modifier != NONE:
            QTest.keyRelease(self.window, Qt.Key.Key_Control)

    def type(self, text: str) -> None:
        """Letters where the keyboard is."""
        for letter in text:
            widget = self.window.focusWidget()
            assert widget is not None
            QTest.keyClicks(widget, letter)

    def click(self, name: str) -> None:
        """A click in the middle of a control."""
        found = self.window.findChild(QWidget, name)
        assert found is not None
        assert found.isVisible()
        QTest.mouseClick(found, LEFT)

    def all(self) -> list[MeetingRow]:
        """Every meeting that is not of the sample, in the order they were made."""
        found = self.window.desk.read.execute("SELECT id FROM meeting WHERE sample = 0 ORDER BY id").fetchall()
        return meetings.rows(self.window.desk.read, [each[0] for each in found])

    def one(self) -> MeetingRow:
        """The only one."""
        (found,) = self.all()
        return found

    def plan(self) -> None:
        """The planner for Leilani."""
        self.window.go("meetings", ("plan", self.leilani))


pytestmark = pytest.mark.usefixtures("american")


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Book]:
    monkeypatch.setenv("MRTNET_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    with sample_book(tmp_path) as book:
        yield book


@pytest.fixture
def at(book: Book, reused: Reused) -> Iterator[Desk]:
    """The people page, Leilani chosen."""
    opened: list[Path] = []
    (leilani,) = people.ids_named(book.read, "Leilani Kealoha")
    with reused.over(book, "people") as window:
        handing(window.around).open_file = lambda path: opened.append(path) or True  # type: ignore[func-returns-value]
        window.go("people", leilani)
        yield Desk(window, leilani, opened)


# In two keys


def test_m_and_ctrl_enter_put_an_interview_into_the_calendar(at: Desk) -> None:
    at.key(Qt.Key.Key_M)
    at.key(Qt.Key.Key_Return, CTRL)
    row = at.one()
    assert row.kind == "informational-interview"
    assert row.person_ids == (at.leilani,)
    assert (row.zone, row.their_zone) == ("America/Chicago", "Pacific/Honolulu")
    assert (row.day, row.at) == (date(2026, 10, 19), time(15))
    assert row.dates.agreed_on == TODAY
    assert row.alarms == (1440, 15)
    assert len(meetings.questions(at.window.desk.read, row.id)) == 5
    assert len(meetings.agenda(at.window.desk.read, row.id)) == 5
    (path,) = at.opened
    told = path.read_text(encoding="utf-8")
    assert f"UID:{row.uid}" in told
    assert "SEQUENCE:0" in told
    assert "DTSTART;TZID=America/Chicago:20261019T150000" in told
    assert "ATTENDEE" not in told
    assert at.window.page is not None
    assert at.window.page.key == "people"
    assert at.window.subject().person_id == at.leilani
    assert at.window.toast.isVisible()
    at.window.undo()
    assert at.all() == []


def test_a_typed_time_takes_ten_keys_and_two(at: Desk) -> None:
    at.key(Qt.Key.Key_M)
    at.type("thu 22 3pm")
    at.key(Qt.Key.Key_Enter, CTRL)
    assert at.one().starts == datetime(2026, 10, 22, 20, tzinfo=UTC)
    assert len(at.opened) == 1


def test_with_the_mouse_it_takes_three_clicks(at: Desk) -> None:
    at.click("person.meet")
    view = at.planner.when.list
    QTest.mouseClick(view.viewport(), LEFT, NONE, view.visualRect(view.model().index(1, 0)).center())
    at.click("planner.send")
    assert at.one().day == date(2026, 10, 20)
    assert len(at.opened) == 1


def test_from_a_follow_up_and_from_the_palette(at: Desk) -> None:
    at.window.go("today")
    at.key(Qt.Key.Key_M)
    assert at.planner.plan.person_id is not None
    at.key(Qt.Key.Key_Escape)
    assert at.window.page is not None
    assert at.window.page.key == "today"
    at.key(Qt.Key.Key_K, CTRL)
    palette = QApplication.activePopupWidget() or QApplication.activeWindow()
    assert palette is not None
    field = palette.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "leilani meeting")
    QApplication.processEvents()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert at.planner.plan.person_ids == (at.leilani,)


# When


def test_their_time_is_understood_and_kept_on_their_clock(at: Desk) -> None:
    at.plan()
    at.type("next tue 10 their time")
    assert at.planner.when.problem.text() == ""
    at.key(Qt.Key.Key_Return, CTRL)
    row = at.one()
    assert (row.zone, row.day, row.at) == ("Pacific/Honolulu", date(2026, 10, 20), time(10))
    assert row.starts == datetime(2026, 10, 20, 20, tzinfo=UTC)


def test_what_is_not_understood_is_said_and_nothing_is_saved(at: Desk) -> None:
    at.plan()
    at.type("whenever")
    assert at.planner.when.problem.isVisible()
    assert at.planner.when.problem.text()
    at.key(Qt.Key.Key_Return, CTRL)
    assert at.all() == []
    assert at.window.focusWidget() is at.planner.when.field
    for _letter in "whenever":
        at.key(Qt.Key.Key_Backspace)
    assert not at.planner.when.problem.isVisible()
    at.key(Qt.Key.Key_Return, CTRL)
    assert at.one().day == date(2026, 10, 19)


def test_a_time_that_comes_twice_is_said(at: Desk) -> None:
    at.plan()
    at.type("nov 1 1:30am")
    assert "twice" in at.planner.when.problem.text()
    at.type(" second")
    assert at.planner.when.problem.text() == ""
    at.key(Qt.Key.Key_Return, CTRL)
    row = at.one()
    assert row.second
    assert row.starts == datetime(2026, 11, 1, 7, 30, tzinfo=UTC)


def test_how_the_clocks_drift_apart_is_said(at: Desk) -> None:
    at.plan()
    assert at.planner.when.zone_words.text().startswith("From Nov 1 Leilani is 4 h behind.")
    assert at.planner.foot.said_there.text() == "10:00 AM Hawaii for Leilani. Stored with both time zones.".replace(
        " AM", "\u202fAM"
    )


def test_arrows_in_the_field_and_keys_in_the_list_choose(at: Desk) -> None:
    at.plan()
    when = at.planner.when
    assert when.offered.chosen == 0
    at.key(Qt.Key.Key_Down)
    assert when.offered.chosen == 1
    assert at.window.focusWidget() is when.field
    at.key(Qt.Key.Key_Up)
    at.key(Qt.Key.Key_Up)
    assert when.offered.chosen == 2
    when.list.setFocus()
    at.key(Qt.Key.Key_Up)
    assert when.offered.chosen == 1
    at.type("x")
    at.key(Qt.Key.Key_Space)
    assert when.offered.chosen == 1
    assert at.planner.plan.wall == datetime(2026, 10, 20, 14, 30)  # noqa: DTZ001 - a wall time


def test_the_lanes_choose_by_click_drag_and_arrows(at: Desk) -> None:
    at.plan()
    when = at.planner.when
    lanes = when.lanes

    def x_of(hour: int, minute: int = 0) -> int:
        shown = lanes._lanes
        assert shown is not None
        at_utc = datetime(2026, 10, 19, hour + 5, minute, tzinfo=UTC)
        return lanes._x(at_utc) + 2

    middle = lanes._top(0) + 10
    QTest.mouseClick(lanes, LEFT, NONE, QPoint(x_of(10), middle))
    assert at.planner.plan.wall == datetime(2026, 10, 19, 10)  # noqa: DTZ001
    QTest.mousePress(lanes, LEFT, NONE, QPoint(x_of(10), middle))
    QTest.mouseMove(lanes, QPoint(x_of(11), middle))
    QTest.mouseMove(lanes, QPoint(x_of(13, 30), middle))
    QTest.mouseRelease(lanes, LEFT, NONE, QPoint(x_of(13, 30), middle))
    assert at.planner.plan.wall == datetime(2026, 10, 19, 13, 30)  # noqa: DTZ001
    lanes.setFocus()
    at.key(Qt.Key.Key_Right)
    at.key(Qt.Key.Key_Right)
    at.key(Qt.Key.Key_Left)
    assert at.planner.plan.wall == datetime(2026, 10, 19, 13, 45)  # noqa: DTZ001
    at.key(Qt.Key.Key_PageDown)
    assert at.planner.plan.wall == datetime(2026, 10, 20, 13, 45)  # noqa: DTZ001
    assert "Tue, Oct 20" in lanes.accessibleDescription()
    at.click("planner.day.before")
    assert at.planner.plan.wall == datetime(2026, 10, 19, 13, 45)  # noqa: DTZ001
    at.key(Qt.Key.Key_Return, CTRL)
    assert at.one().at == time(13, 45)


def test_a_meeting_that_is_planned_keeps_her_busy(at: Desk) -> None:
    at.key(Qt.Key.Key_M)
    at.key(Qt.Key.Key_Return, CTRL)
    first = at.one()
    at.key(Qt.Key.Key_M)
    assert all(each.start != first.starts for each in at.planner.when.offered.found)
    at.planner.when.turn((date(2026, 10, 19) - at.planner.when.day).days)
    assert "Busy: Leilani Kealoha" in at.planner.when.lanes.accessibleDescription()


# The form


def test_another_kind_brings_its_length_alarms_and_agenda(at: Desk) -> None:
    at.plan()
    kind = at.planner.form.kind
    kind.setFocus()
    at.type("site")
    plan = at.planner.plan
    assert plan.kind == "site-visit"
    assert (plan.minutes, plan.alarms) == (90, (1440, 60))
    assert sum(block.minutes for block in plan.agenda) == 90
    at.key(Qt.Key.Key_Return, CTRL)
    assert at.one().minutes == 90


def test_the_way_to_meet_keeps_a_text_of_its_own(at: Desk) -> None:
    at.plan()
    at.planner.form.where.setFocus()
    at.type("https://talk.example/x")
    _choose(at.planner.form.how, "place")
    at.planner.form.where.setFocus()
    at.type("Blue Door Cafe")
    _choose(at.planner.form.how, "video")
    assert at.planner.form.where.text() == "https://talk.example/x"
    at.key(Qt.Key.Key_Return, CTRL)
    assert (at.one().url, at.one().place) == ("https://talk.example/x", "")


def test_reminders_are_taken_away_and_added(at: Desk) -> None:
    at.plan()
    form = at.planner.form
    chips = [each for each in form.findChildren(Chip) if each.objectName() == "planner.alarm"]
    chips[0].setFocus()
    QTest.keyClick(chips[0], Qt.Key.Key_Space)
    assert list(at.planner.plan.alarms) == [15]
    QTest.mouseClick(form.add, LEFT)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert list(at.planner.plan.alarms) == [30, 15]
    at.key(Qt.Key.Key_Return, CTRL)
    assert at.one().alarms == (30, 15)


def test_without_a_person_one_is_asked_for(at: Desk) -> None:
    at.window.go("meetings")
    at.key(Qt.Key.Key_N, CTRL)
    at.key(Qt.Key.Key_Return, CTRL)
    assert at.all() == []
    assert at.window.focusWidget() is at.planner.person.field
    at.type("leilani")
    at.key(Qt.Key.Key_Return)
    assert at.planner.plan.person_ids == (at.leilani,)
    at.key(Qt.Key.Key_Return, CTRL)
    assert at.one().person_ids == (at.leilani,)


def test_save_only_without_a_time_waits_to_be_agreed_on(at: Desk) -> None:
    at.plan()
    at.planner.plan.wall = None
    at.click("planner.save")
    assert at.one().day is None
    assert at.opened == []
    at.window.go("meetings")
    listed = [item.row.id for item in at.page.model.items if isinstance(item, Entry)]
    assert at.one().id in listed


def test_a_check_in_repeats(at: Desk) -> None:
    at.plan()
    _choose(at.planner.form.kind, "mentor-check-in")
    repeats = at.planner.form.repeats
    assert repeats.isVisible()
    said = [repeats.itemText(number) for number in range(repeats.count())]
    assert said[1:3] == ["Every week on Monday", "Every 2 weeks on Monday"]
    assert said[-1] == "Every month on the third Monday"
    repeats.setCurrentIndex(2)
    repeats.activated.emit(2)
    at.key(Qt.Key.Key_Return, CTRL)
    row = at.one()
    found = meetings.series(at.window.desk.read, row.series_id or 0)
    assert found is not None
    assert found.rule == "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"
    at.window.go("meetings", row.id)
    at.window.commands.run("meeting_next")
    assert [each.day for each in at.all()] == [date(2026, 10, 19), date(2026, 11, 2)]


# Questions, agenda, invitation


def test_questions_are_moved_dropped_changed_and_added_by_keys(at: Desk) -> None:
    at.plan()
    tab = at.planner.questions
    before = [each.text for each in tab.questions]
    tab.view.setFocus()
    tab.view.go_to(0)
    at.key(Qt.Key.Key_Down, ALT)
    assert [each.text for each in tab.questions][:2] == [before[1], before[0]]
    assert tab.view.current() == 1
    at.key(Qt.Key.Key_Up, ALT)
    at.key(Qt.Key.Key_Delete)
    assert [each.text for each in tab.questions] == before[1:]
    at.key(Qt.Key.Key_F2)
    editor = at.window.focusWidget()
    assert editor is not None
    QTest.keyClick(editor, Qt.Key.Key_A, CTRL)
    QTest.keyClicks(editor, "Why records?")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert tab.questions[0].text == "Why records?"
    tab.own.setFocus()
    at.type("What do you read?")
    at.key(Qt.Key.Key_Return)
    assert tab.questions[-1].text == "What do you read?"
    assert at.planner.tabs.tabText(0) == "Questions  5"
    at.key(Qt.Key.Key_Return, CTRL)
    kept = meetings.questions(at.window.desk.read, at.one().id)
    assert [each.text for each in kept] == ["Why records?", *before[2:], "What do you read?"]
    assert kept[0].question


def test_escape_gives_up_the_words_of_a_question_not_the_plan(at: Desk) -> None:
    at.plan()
    view, before = at.planner.questions.view, at.planner.questions.questions[0].text
    view.setFocus()
    view.go_to(0)
    at.key(Qt.Key.Key_F2)
    at.type("Nothing")
    at.key(Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert at.planner.isVisible()
    assert at.planner.questions.questions[0].text == before
    at.key(Qt.Key.Key_Escape)
    assert at.window.page is not None
    assert at.window.page.key == "people"


def test_a_question_is_dragged(at: Desk) -> None:
    at.plan()
    view, tab = at.planner.questions.view, at.planner.questions
    before = [each.text for each in tab.questions]
    spots = [view.visualRect(view.model().index(number, 0)).center() for number in range(3)]
    QTest.mousePress(view.viewport(), LEFT, NONE, spots[0])
    for spot in spots[1:]:
        QTest.mouseMove(view.viewport(), spot)
    _drag_to(view.viewport(), spots[1])
    _drag_to(view.viewport(), spots[2])
    QTest.mouseRelease(view.viewport(), LEFT, NONE, spots[2])
    assert [each.text for each in tab.questions][:3] == [before[1], before[2], before[0]]


def test_the_bank_adds_with_space_and_searches_as_she_types(at: Desk) -> None:
    at.plan()
    bank, tab = at.planner.bank, at.planner.questions
    count = len(tab.questions)
    bank.view.setFocus()
    first = bank.model.at(0)
    assert first is not None
    at.key(Qt.Key.Key_Space)
    assert tab.questions[-1].question == first.key
    assert all(each.key != first.key for each in bank.model.found)
    at.type("sql")
    assert all("SQL" in each.text for each in bank.model.found)
    assert "sql" in bank.hint.text()
    at.key(Qt.Key.Key_Escape)
    assert at.page.planner.isVisible()
    assert len(bank.model.found) > 20
    chip = next(each for each in bank.findChildren(Chip) if each.objectName() == "planner.theme.people")
    QTest.mouseClick(chip, LEFT)
    assert {each.theme for each in bank.model.found} == {"People"}
    spot = bank.view.visualRect(bank.view.model().index(0, 0)).topLeft() + QPoint(12, 14)
    QTest.mouseClick(bank.view.viewport(), LEFT, NONE, spot)
    assert len(tab.questions) == count + 2


def test_what_should_not_be_asked_is_hinted_at(at: Desk) -> None:
    at.plan()
    at.planner.questions.own.setFocus()
    at.type("Is there a job for me?")
    assert "openings" in at.planner.questions.hint.text()


def test_the_agenda_says_whether_it_fits(at: Desk) -> None:
    at.plan()
    at.planner.parts.show_part(AGENDA)
    agenda = at.planner.agenda
    assert agenda.sum.text() == "It fits to the minute."
    minutes = agenda._lines[2][2]
    minutes.setFocus()
    minutes.selectAll()
    at.type("25")
    at.key(Qt.Key.Key_Tab)
    assert "10 minutes too long" in agenda.sum.text()
    agenda._lines[2][1].setFocus()
    at.key(Qt.Key.Key_Up, ALT)
    assert at.planner.plan.agenda[1].title == "My questions"
    at.key(Qt.Key.Key_Return, CTRL)
    kept = meetings.agenda(at.window.desk.read, at.one().id)
    assert (kept[1].title, kept[1].minutes) == ("My questions", 25)


def test_the_invitation_has_both_times_and_is_copied(at: Desk) -> None:
    at.plan()
    at.planner.parts.show_part(INVITATION)
    text = at.planner.parts.invitation.letter.toPlainText()
    assert "Hello Leilani," in text
    assert "Monday, Oct 19, 10:00 – 10:30 AM Hawaii (3:00 PM Central)" in text
    at.planner.parts.invitation.letter.setFocus()
    at.type("Aloha! ")
    at.planner.when.pick(1)
    at.click("planner.copy")
    assert QGuiApplication.clipboard().text().startswith("Aloha! ")
    at.click("planner.renew")
    assert "Tuesday, Oct 20" in at.planner.parts.invitation.letter.toPlainText()


# Drafts


def test_a_half_typed_plan_is_there_again_after_a_crash(at: Desk, book: Book, make_window: MakeWindow) -> None:
    at.plan()
    at.type("thu 22 3pm")
    at.planner.questions.own.setFocus()
    at.type("And then")
    at.planner.keep()
    again = make_window(book, "meetings")  # the first window never closed: nobody had time to tidy up
    handing(again.around).open_file = lambda _path: True
    page = again.page
    assert isinstance(page, MeetingsPage)
    assert "Leilani Kealoha" in page.half_words.text()
    button = again.findChild(Button, "meetings.half.go")
    assert button is not None
    QTest.mouseClick(button, LEFT)
    assert page.planner.when.field.text() == "thu 22 3pm"
    assert page.planner.questions.own.text() == "And then"
    assert page.planner.plan.wall == datetime(2026, 10, 22, 15)  # noqa: DTZ001
    QTest.keyClick(again.focusWidget() or again, Qt.Key.Key_Return, CTRL)
    assert at.one().day == date(2026, 10, 22)
    assert book.read.execute("SELECT count(*) FROM draft").fetchone()[0] == 0


def test_a_draft_with_several_keeps_them_and_one_too_old_its_words_only(
    at: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = people.ids_by_name(at.window.desk.read)[0]
    at.window.go("meetings", ("plan", at.leilani, other))
    at.type("fri 16 3pm")
    at.key(Qt.Key.Key_Escape)
    at.plan()
    assert at.planner.plan.person_ids == (at.leilani, other)
    at.key(Qt.Key.Key_Escape)
    monkeypatch.setenv("MRTNET_NOW", "2026-10-20T14:12:00+00:00")
    at.plan()
    assert at.planner.plan.wall is not None
    assert at.planner.plan.wall.date() > date(2026, 10, 20)
    assert at.planner.when.field.text() == "fri 16 3pm"


def test_a_plan_that_was_only_looked_at_leaves_no_draft(at: Desk, book: Book) -> None:
    at.plan()
    at.key(Qt.Key.Key_Escape)
    at.window.close()
    assert book.read.execute("SELECT count(*) FROM draft").fetchone()[0] == 0


def test_a_draft_can_be_forgotten(at: Desk, book: Book) -> None:
    at.plan()
    at.type("thu")
    at.key(Qt.Key.Key_Escape)
    at.window.go("meetings", "")
    assert at.page.half.isVisible()
    at.click("meetings.half.forget")
    QApplication.processEvents()
    assert not at.page.half.isVisible()
    assert book.read.execute("SELECT count(*) FROM draft").fetchone()[0] == 0


# The calendar


def test_a_change_marks_what_the_calendar_does_not_know_and_one_click_sends_it(at: Desk) -> None:
    at.key(Qt.Key.Key_M)
    at.key(Qt.Key.Key_Return, CTRL)
    first = at.opened[0].read_bytes()
    row = at.one()
    at.window.go("meetings", row.id)
    assert not at.page.meeting.stale.isVisible()
    at.window.commands.run("meeting_send")
    assert at.opened[1] == at.opened[0]
    assert at.opened[1].read_bytes() == first
    at.key(Qt.Key.Key_Return)
    assert at.planner.row is not None
    at.type("fri 23 9am")
    at.click("planner.save")
    assert at.one().dates.moved == 1
    assert at.page.meeting.stale.words.text() == "Your calendar still has the old time."
    assert at.page._stale == {row.id: "time"}
    at.click("meetings.stale.send")
    assert not at.page.meeting.stale.isVisible()
    assert at.page._stale == {}
    told = at.opened[-1].read_text(encoding="utf-8")
    assert "SEQUENCE:1" in told
    assert f"UID:{row.uid}" in told
    assert "20261023T090000" in told
    at.window.undo()
    assert at.page._stale == {row.id: "time"}


def test_calling_off_is_sent_with_one_click_too(at: Desk) -> None:
    at.key(Qt.Key.Key_M)
    at.key(Qt.Key.Key_Return, CTRL)
    at.window.go("meetings", at.one().id)
    at.key(Qt.Key.Key_C)
    assert at.one().dates.cancelled_on == TODAY
    assert at.page.meeting.stale.words.text() == "Your calendar still shows this meeting."
    at.click("meetings.stale.send")
    told = at.opened[-1].read_text(encoding="utf-8")
    assert "STATUS:CANCELLED" in told
    assert "SEQUENCE:1" in told
    assert not at.page.meeting.stale.isVisible()


def test_a_meeting_undone_can_be_called_off_in_the_calendar(at: Desk) -> None:
    at.key(Qt.Key.Key_M)
    at.key(Qt.Key.Key_Return, CTRL)
    at.window.undo()
    at.window.go("meetings", "")
    assert at.page.gone.isVisible()
    at.click("meetings.gone.send")
    assert "STATUS:CANCELLED" in at.opened[-1].read_text(encoding="utf-8")
    assert not at.page.gone.isVisible()


def test_only_the_words_changed_is_said_as_such(at: Desk, book: Book) -> None:
    at.key(Qt.Key.Key_M)
    at.key(Qt.Key.Key_Return, CTRL)
    row = at.one()
    at.window.go("meetings", ("change", row.id))
    at.planner.form.where.setFocus()
    at.type("https://talk.example/new")
    at.click("planner.save")
    at.window.go("meetings", row.id)
    assert at.page.meeting.stale.words.text() == "Your calendar still has the old details."


def test_where_nothing_opens_calendar_files_the_place_is_said(at: Desk) -> None:
    handing(at.window.around).open_file = lambda _path: False
    said: list[str] = []
    at.window.desk.trouble.connect(said.append)
    at.key(Qt.Key.Key_M)
    at.key(Qt.Key.Key_Return, CTRL)
    assert len(at.all()) == 1
    assert "No program opens calendar files" in said[0]


# The list


def test_ctrl_5_shows_the_list_in_its_parts(at: Desk) -> None:
    at.key(Qt.Key.Key_5, CTRL)
    titles = [item.title for item in at.page.model.items if not isinstance(item, Entry)]
    assert titles == ["Coming", "To agree on", "No outcome yet"]
    assert at.page.meeting.isVisible()
    assert at.page.meeting.title.text() == "Thandiwe Mokoena"
    assert "Agreed Oct 13" in at.page.meeting.trail.accessibleName()
    assert at.window.subject().meeting_id is not None


def test_letters_tell_how_it_goes_on_and_undo_takes_it_back(at: Desk, book: Book) -> None:
    book.do(edits.plan_meeting, MeetingForm(kind="coffee"), [at.leilani], today=TODAY)
    at.window.desk.look()
    row = at.one()
    at.window.go("meetings", row.id)
    at.key(Qt.Key.Key_A)
    assert at.one().dates.asked_on == TODAY
    at.key(Qt.Key.Key_Y)
    assert at.one().dates.agreed_on == TODAY
    assert at.window.toast.isVisible()
    at.window.undo()
    assert at.one().dates.agreed_on is None
    at.key(Qt.Key.Key_N)
    assert at.one().dates.declined_on == TODAY
    assert "Declined Oct 15" in at.page.meeting.trail.accessibleName()
    at.window.undo()
    at.key(Qt.Key.Key_Delete)
    assert at.all() == []
    at.window.undo()
    assert len(at.all()) == 1


def test_the_menu_offers_what_makes_sense(at: Desk) -> None:
    at.key(Qt.Key.Key_5, CTRL)
    row = at.page.current()
    assert row is not None
    assert "meeting_prepared" in at.page.possible(row)
    assert "meeting_yes" not in at.page.possible(row)
    at.page.view.wanted_menu.emit(at.page.view.current(), QPoint(10, 10))
    menu = QApplication.activePopupWidget()
    assert menu is not None
    names = [action.objectName() for action in menu.actions()]
    assert names[0] == "command.open"
    assert "command.meeting_cancel" in names
    menu.close()


def test_they_ask_for_another_time_counts_as_theirs(at: Desk) -> None:
    at.key(Qt.Key.Key_M)
    at.key(Qt.Key.Key_Return, CTRL)
    at.window.go("meetings", at.one().id)
    at.key(Qt.Key.Key_R)
    assert at.window.focusWidget() is at.planner.when.field
    at.type("fri 23 9am")
    at.key(Qt.Key.Key_Return, CTRL)
    dates = at.one().dates
    assert (dates.moved, dates.moved_by_them) == (1, 1)
    at.window.undo()
    assert at.one().dates.moved == 0


def test_changing_a_meeting_shows_it_as_it_is_and_nothing_moves_by_looking(at: Desk) -> None:
    at.key(Qt.Key.Key_5, CTRL)
    row = at.page.current()
    assert row is not None
    steps = len(at.window.desk.book.history())
    at.key(Qt.Key.Key_Return)
    assert at.planner.title.text() == "Change the meeting"
    assert at.planner.plan.wall == datetime.combine(row.day or TODAY, row.at or time())
    assert [each.text for each in at.planner.questions.questions][1] == "What does a normal Tuesday look like for you?"
    at.key(Qt.Key.Key_Escape)
    assert at.page.current() == row
    assert len(at.window.desk.book.history()) == steps


def test_an_empty_book_says_what_to_do(tmp_path: Path, make_window: MakeWindow, qapp: QApplication) -> None:
    with Book.open(tmp_path / "empty.mrtnet") as book:
        window = make_window(book, "meetings")
        page = window.page
        assert isinstance(page, MeetingsPage)
        assert page.empty.isVisible()
        assert not page.view.isVisible()
        button = window.findChild(Button, "meetings.first")
        assert button is not None
        QTest.mouseClick(button, LEFT)
        assert page.planner.person.field.isVisible()
        window.close()


def test_the_sample_goes_with_its_meetings_and_leaves_hers(at: Desk, book: Book) -> None:
    book.do(remove_sample)
    assert book.read.execute("SELECT count(*) FROM meeting").fetchone()[0] == 0
    at.window.desk.look()
    at.window.go("meetings", "")
    assert at.page.empty.isVisible()
    book.undo()
    assert book.read.execute("SELECT count(*) FROM meeting").fetchone()[0] == 3


@pytest.mark.parametrize("size", [(1440, 868), (1000, 700), (760, 640)])
def test_every_width_saves_with_two_keys(at: Desk, size: tuple[int, int], qapp: QApplication) -> None:
    at.window.resize(*size)
    qapp.processEvents()
    at.window.go("people", at.leilani)
    at.key(Qt.Key.Key_M)
    qapp.processEvents()
    assert at.window.focusWidget() is at.planner.when.field
    at.key(Qt.Key.Key_Return, CTRL)
    assert len(at.all()) == 1


def test_the_bank_is_a_tab_where_there_is_no_room_beside(at: Desk, qapp: QApplication) -> None:
    at.plan()
    at.window.resize(1000, 700)
    qapp.processEvents()
    tabs = at.planner.tabs
    assert tabs.tabText(tabs.count() - 1) == "Question bank"
    tabs.setCurrentIndex(tabs.count() - 1)
    assert at.planner.bank.view.isVisible()
    at.window.resize(1440, 868)
    qapp.processEvents()
    assert tabs.count() == INVITATION + 1
    assert at.planner.bank.view.isVisible()


def _choose(box: QComboBox, key: str) -> None:
    """As with the pointer: the line is taken from the list."""
    place = box.findData(key)
    box.setCurrentIndex(place)
    box.activated.emit(place)


def _drag_to(widget: QWidget, where: QPoint) -> None:
    """A move with the button held, which QTest's own does not say."""
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    spot = QPointF(where)
    moved = QMouseEvent(QEvent.Type.MouseMove, spot, widget.mapToGlobal(spot), LEFT, LEFT, NONE)
    QApplication.sendEvent(widget, moved)
