"""The meetings of Today: the next one with its countdown and ways in, and what is left to do after the last ones."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mrtnet.domain.meeting_forms import MeetingForm, OutcomeForm
from mrtnet.edits import meetings as edits
from mrtnet.edits import outcomes
from mrtnet.queries import meetings
from mrtnet.store.book import Book
from mrtnet.ui import names
from mrtnet.ui.first_run import install as first_run
from mrtnet.ui.meetings import joining
from mrtnet.ui.pages.today import TodayPage
from mrtnet.ui.pages.today_meetings import say_countdown
from mrtnet.ui.window import Window
from tests.ui.conftest import MakeWindow

TODAY = date(2026, 10, 15)
LINK = "https://talk.example/room"


def page_of(window: Window) -> TodayPage:
    assert isinstance(window.page, TodayPage)
    return window.page


def plan(book: Book, day: date, at: time, name: str = "Leilani Kealoha", **more: object) -> int:
    told: dict[str, object] = {"day": day, "at": at, "zone": "America/Chicago", "their_zone": "Pacific/Honolulu"}
    form = MeetingForm.model_validate(told | {"url": LINK} | more)
    who = book.read.execute("SELECT id FROM person WHERE name = ?", (name,)).fetchone()[0]
    return int(book.do(edits.plan_meeting, form, [who], today=TODAY))


def test_the_next_meeting_says_when_for_both_and_how_long_until_then(filled: Book, make_window: MakeWindow) -> None:
    plan(filled, TODAY, time(14), questions=[{"text": "How did you begin?"}, {"text": "And then?"}])
    plan(filled, date(2026, 10, 16), time(9), name="Marcus Bell")
    card = page_of(make_window(filled)).next_meeting
    assert card.isVisible()
    assert card.who.text() == "Leilani Kealoha"
    assert card.countdown.text() == "in 4 h 48 min"
    assert card.when.text() == "14:00 – 14:30"
    assert card.theirs.text() == "09:00 Hawaii for them"
    assert card.ready.text() == "2 questions ready"
    assert card.how.text() == "Informational interview, video"


def test_without_meetings_there_is_no_card(filled: Book, make_window: MakeWindow) -> None:
    page = page_of(make_window(filled))
    assert not page.next_meeting.isVisible()
    assert not page.after_meetings.isVisible()


def test_j_joins_by_a_web_address_only(
    filled: Book, make_window: MakeWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    monkeypatch.setattr("mrtnet.ui.programs.opens", lambda *_kinds: True)
    meeting = plan(filled, TODAY, time(14))
    window = make_window(filled)
    page = page_of(window)
    qtbot.keyClick(page.view, Qt.Key.Key_J)
    assert opened == [LINK]
    qtbot.mouseClick(page.next_meeting.buttons["meeting_join"], Qt.MouseButton.LeftButton)
    assert opened == [LINK, LINK]
    row = meetings.row(filled.read, meeting)
    assert row is not None
    for bad in ("file:///etc/passwd", "javascript:alert(1)", "talk.example", "mailto:a@b.example", ""):
        assert joining.join_link(row._replace(url=bad)) == ""


def test_what_is_left_after_a_meeting_stands_there_until_it_is_done(
    filled: Book, make_window: MakeWindow, qtbot: QtBot
) -> None:
    meeting = plan(filled, date(2026, 10, 14), time(9))
    window = make_window(filled)
    page = page_of(window)
    assert [line.accessibleName() for line in page.after_meetings.lines] == [
        "Outcome: No outcome yet: informational interview with Leilani Kealoha"
    ]
    window.desk.do(outcomes.note_outcome, meeting, OutcomeForm(on=date(2026, 10, 14), learned="A lot"), today=TODAY)
    assert [line.accessibleName() for line in page.after_meetings.lines] == [
        "Thank: Thank-you not sent: Leilani Kealoha"
    ]
    page.after_meetings.lines[0].setFocus()
    qtbot.keyClick(page.after_meetings.lines[0], Qt.Key.Key_Space)
    from mrtnet.ui.dialogs.offers import install

    panel = install(window.around).writing.panel
    assert panel is not None
    assert "Leilani" in panel.letter.person.name
    window.desk.do(edits.tick, meeting, "thanked", TODAY, today=TODAY)
    assert not page.after_meetings.isVisible()
    window.desk.undo()
    assert not page.after_meetings.isHidden()


def test_tab_goes_through_what_stands_beside_the_list_before_it_leaves_the_page(
    filled: Book, make_window: MakeWindow
) -> None:
    window = make_window(filled)
    first_run(window)
    plan(filled, TODAY, time(14))
    plan(filled, date(2026, 10, 14), time(9))
    page = page_of(window)
    page.reload()
    beside = [names.TODAY_MEETING, names.TODAY_OUTCOME, names.TODAY_THANK, "bar.sample.remove"]
    passed, widget = [], page.view.nextInFocusChain()
    while widget is not page.view:
        passed += [widget.objectName()] if widget.objectName() in beside else []
        widget = widget.nextInFocusChain()
    assert passed == beside


def test_a_meeting_that_ends_moves_from_one_card_to_the_other(
    filled: Book, make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan(filled, TODAY, time(9, 30))
    page = page_of(make_window(filled))
    assert page.next_meeting.countdown.text() == "in 18 min"
    for moment, said in (("14:45", "now, 15 min left"), ("14:59:30", "now, 1 min left")):
        monkeypatch.setenv("MRTNET_NOW", f"2026-10-15T{moment}{'' if moment.count(':') > 1 else ':00'}+00:00")
        page.next_meeting._tick()
        assert page.next_meeting.countdown.text() == said
    monkeypatch.setenv("MRTNET_NOW", "2026-10-15T15:00:00+00:00")
    page.next_meeting._tick()
    assert page.next_meeting.row is None
    assert len(page.after_meetings.lines) == 1


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(1, "in 1 min"), (59, "in 59 min"), (60, "in 1 h"), (288, "in 4 h 48 min"), (24 * 60, "tomorrow"),
     (15 * 60 + 30, "tomorrow"), (12 * 60, "today"), (3 * 24 * 60, "in 3 days"), (-5, "now, 25 min left"),
     (-29, "now, 1 min left")],
)  # fmt: skip
def test_how_long_it_is_until_then(minutes: int, said: str) -> None:
    now = datetime(2026, 10, 15, 9, 12, tzinfo=UTC)
    assert say_countdown(now + timedelta(minutes=minutes), 30, now) == said


def test_the_outcome_is_asked_for_from_today(filled: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    meeting = plan(filled, date(2026, 10, 14), time(9))
    window = make_window(filled)
    page = page_of(window)
    qtbot.mouseClick(page.after_meetings.lines[0], Qt.MouseButton.LeftButton)
    assert window.page is not None
    assert window.page.key == "meetings"
    assert window.subject().meeting_id == meeting
    others = [each for each in QApplication.topLevelWidgets() if each.isVisible() and each is not window]
    planner = getattr(window.page, "planner", None)
    assert others or (planner is not None and planner.isVisible())
    for each in others:
        each.close()
