"""Meetings and promises on a person's page, and meetings among the days of Follow-ups."""

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mrtnet.domain.meeting_forms import MeetingForm, OutcomeForm
from mrtnet.edits import meetings as edits
from mrtnet.edits import outcomes
from mrtnet.queries.meetings import promises
from mrtnet.store.book import Book
from mrtnet.ui.pages.follow_ups import FollowUpsPage
from mrtnet.ui.pages.people import PeoplePage
from mrtnet.ui.pages.person import MEETINGS, PersonView
from mrtnet.ui.sections import Section
from mrtnet.ui.widgets.basic import Button
from mrtnet.ui.window import Window
from tests.ui.conftest import MakeWindow

TODAY = date(2026, 10, 15)
OUTCOME = OutcomeForm(
    on=date(2026, 10, 8), learned="Audits first.",
    promises=[
        {"side": "mine", "text": "send my resume", "due": date(2026, 10, 13)}, {"side": "theirs", "text": "ask Hana"},
    ],
)  # fmt: skip


@pytest.fixture
def rosa(filled: Book) -> int:
    """Rosa, with a meeting ahead and one that was, with promises both ways."""
    who = int(filled.read.execute("SELECT id FROM person WHERE name LIKE 'Rosa%'").fetchone()[0])
    for day in (date(2026, 10, 8), date(2026, 10, 22)):
        form = MeetingForm(day=day, at=time(15), zone="America/Chicago")
        meeting = filled.do(edits.plan_meeting, form, [who], today=TODAY)
        if day < TODAY:
            filled.do(outcomes.note_outcome, meeting, OUTCOME, today=TODAY)
    return who


def shown(window: Window, who: int) -> PersonView:
    window.go("people", who)
    assert isinstance(window.page, PeoplePage)
    view = window.page.person
    view.tabs.setCurrentIndex(MEETINGS)
    return view


def titles(view: PersonView) -> list[str]:
    return [f"# {item.title}" if isinstance(item, Section) else item.row.title for item in view.meetings.model.items]


def test_coming_promises_and_past_with_its_outcome(filled: Book, make_window: MakeWindow, rosa: int) -> None:
    view = shown(make_window(filled, "people"), rosa)
    assert view.tabs.tabText(MEETINGS) == "Meetings  2"
    assert titles(view) == [
        "# Coming", "Informational interview", "# You promised", "send my resume", "# They promised", "ask Hana",
        "# Past", "Informational interview",
    ]  # fmt: skip
    belows = [item.row.below for item in view.meetings.model.items if not isinstance(item, Section)]
    assert belows[1].startswith("2 days late")
    assert belows[3].endswith("Audits first.")


def test_a_promise_is_kept_or_dropped_by_key_and_undone(filled: Book, make_window: MakeWindow, rosa: int) -> None:
    window = make_window(filled, "people")
    view = shown(window, rosa)
    view.meetings.view.setFocus()
    view.meetings.view.go_to(3)
    QTest.keyClick(view.meetings.view, Qt.Key.Key_K)
    last = promises(filled.read, person_id=rosa)[-1]
    assert (last.text, last.kept_on) == ("send my resume", TODAY)
    assert "# Settled promises" in titles(view)
    window.desk.undo()
    assert "# You promised" in titles(view)
    view.meetings.view.go_to(titles(view).index("ask Hana"))
    QTest.keyClick(view.meetings.view, Qt.Key.Key_X)
    assert [each.dropped_on for each in promises(filled.read, person_id=rosa) if each.text == "ask Hana"] == [TODAY]


def test_enter_opens_the_meeting(filled: Book, make_window: MakeWindow, rosa: int) -> None:
    window = make_window(filled, "people")
    view = shown(window, rosa)
    view.meetings.view.go_to(1)
    QTest.keyClick(view.meetings.view, Qt.Key.Key_Return)
    assert window.page is not None
    assert window.page.key == "meetings"
    assert window.subject().meeting_id == 2


@pytest.mark.parametrize("view", ["month", "week"])
def test_a_meeting_stands_at_its_time_among_the_days(
    filled: Book, make_window: MakeWindow, rosa: int, view: str
) -> None:
    window = make_window(filled, "follow_ups")
    page = window.page
    assert isinstance(page, FollowUpsPage)
    page.show_as(view)
    page.go_to(date(2026, 10, 22))
    cell = next(cell for week in page.grid.calendar.weeks for cell in week if cell.day == date(2026, 10, 22))
    (line,) = [each for each in cell.lines if each.meeting_id is not None]
    assert (line.icon, line.token, line.text) == ("calendar-check", "violet", "15:00 Rosa Delgado-Ruiz")
    assert "meeting 15:00 Rosa Delgado-Ruiz" in cell.spoken
    button = page.panel.findChild(Button, "follow_ups.day.meeting")
    assert isinstance(button, Button)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.subject().meeting_id == 2
    window.desk.do(edits.cancel_meeting, 2, today=TODAY)
    window.go("follow_ups")
    cell = next(cell for week in page.grid.calendar.weeks for cell in week if cell.day == date(2026, 10, 22))
    assert not [each for each in cell.lines if each.meeting_id is not None]
