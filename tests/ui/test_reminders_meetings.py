"""Alarms of meetings in the window: alone at their minute, once, with ways in, over sleep and jumps of the clock."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mrtnet.domain.forms import PersonForm
from mrtnet.domain.meeting_forms import MeetingForm
from mrtnet.edits import meetings as edits
from mrtnet.edits import people
from mrtnet.reminding.claims import claim
from mrtnet.store.book import Book
from mrtnet.ui.reminders.running import Running
from tests.ui.conftest import MakeWindow

THURSDAY = date(2026, 10, 15)
STARTS = datetime(2026, 10, 15, 20, tzinfo=UTC)  # 15:00 in Chicago
MINUTE = timedelta(minutes=1)


class Clock:
    """A clock on the wall that tests turn, and the reminders that look at it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._set = monkeypatch.setenv
        self.running: Running | None = None

    def __call__(self) -> datetime:
        """What it shows."""
        return self.moment

    def turn(self, moment: datetime) -> list[int]:
        """Set it and look; returns the meetings on the screen."""
        self.moment = moment
        self._set("MRTNET_NOW", moment.isoformat())
        if self.running is None:
            return []
        self.running.loop.look()
        QApplication.processEvents()
        QApplication.processEvents()  # shown, then remembered
        return self.running.popup.waiting_meetings() if self.running.popup.isVisible() else []


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Wednesday noon."""
    clock = Clock(monkeypatch)
    clock.turn(STARTS - timedelta(hours=27))
    return clock


@pytest.fixture
def running(book: Book, make_window: MakeWindow, clock: Clock) -> Iterator[Running]:
    """The reminders of a window with a meeting at 15:00 on Thursday, alarms a day and a quarter of an hour before."""
    _plan(book)
    found = Running(make_window(book), now=clock, has_tray=lambda: False, end=lambda: None)
    found.start()
    clock.running = found
    yield found
    found.leaving = True
    found.stop()


def _plan(book: Book, at: time = time(15), **more: object) -> int:
    told: dict[str, object] = {"day": THURSDAY, "at": at, "zone": "America/Chicago", "alarms": [1440, 15]}
    who = book.do(people.add_person, PersonForm(name="Amara Nwosu", no_next_step=True), today=THURSDAY)
    form = MeetingForm.model_validate(told | {"url": "https://talk.example/a"} | more)
    return int(book.do(edits.plan_meeting, form, [who], today=THURSDAY))


def test_it_comes_alone_at_its_minute_and_once(running: Running, clock: Clock) -> None:
    assert clock.turn(STARTS - timedelta(days=1, seconds=1)) == []
    assert clock.turn(STARTS - timedelta(days=1)) == [1]
    assert running.popup.waiting() == []
    running.popup.hide()
    assert clock.turn(STARTS - timedelta(hours=30)) == []  # set back
    assert clock.turn(STARTS - timedelta(days=1)) == []
    assert clock.turn(STARTS - 15 * MINUTE) == [1]
    assert running.popup.meetings[0].status.text() == "in 15 min"
    assert running.popup.title.text() == "15:00  Informational interview"


def test_quiet_hours_and_a_pause_let_it_through(book: Book, running: Running, clock: Clock) -> None:
    night = _plan(book, time(22))
    running.pause(True)
    assert night in clock.turn(datetime(2026, 10, 16, 2, 45, tzinfo=UTC))


def test_after_sleep_it_says_that_it_began_and_after_the_end_nothing(running: Running, clock: Clock) -> None:
    assert clock.turn(STARTS + 10 * MINUTE) == [1]
    assert running.popup.meetings[0].status.text() == "began at 15:00"
    clock.turn(STARTS + 30 * MINUTE)  # now "How did it go?" is due
    running.popup._minute()
    assert running.popup.waiting_meetings() == []


def test_asleep_until_the_end_it_is_not_told(running: Running, clock: Clock) -> None:
    assert clock.turn(STARTS + 31 * MINUTE) == []


def test_five_minutes_more_also_in_another_program(
    book: Book, running: Running, clock: Clock, make_window: MakeWindow
) -> None:
    clock.turn(STARTS - 15 * MINUTE)
    QTest.mouseClick(running.popup.meetings[0].snooze, Qt.MouseButton.LeftButton)
    assert running.popup.waiting_meetings() == []
    assert clock.turn(STARTS - 11 * MINUTE) == []
    again = Running(make_window(book), now=clock, has_tray=lambda: False, end=lambda: None)
    running.stop()
    clock.running = again
    assert clock.turn(STARTS - 10 * MINUTE) == [1]
    again.popup.hide()
    assert clock.turn(STARTS - 9 * MINUTE) == []
    again.stop()


def test_keys_of_its_row(running: Running, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    monkeypatch.setattr("mrtnet.ui.programs.opens", lambda *_kinds: True)
    clock.turn(STARTS - 15 * MINUTE)
    running.take_keyboard()
    QTest.keyClick(running.popup, Qt.Key.Key_J)
    assert opened == ["https://talk.example/a"]
    QTest.keyClick(running.popup, Qt.Key.Key_Return)
    assert running.window.page is not None
    assert running.window.page.key == "meetings"
    assert running.window.subject().meeting_id == 1
    QTest.keyClick(running.popup, Qt.Key.Key_D)
    assert running.popup.waiting_meetings() == []


def test_called_off_moved_and_undone_while_it_stands_there(running: Running, clock: Clock) -> None:
    clock.turn(STARTS - 15 * MINUTE)
    desk = running.window.desk
    desk.do(edits.cancel_meeting, 1, today=THURSDAY)
    assert running.popup.waiting_meetings() == []
    desk.undo()
    assert clock.turn(STARTS - 14 * MINUTE) == []  # it was shown
    row = desk.read.execute("SELECT title FROM meeting WHERE id = 1").fetchone()
    assert row is not None
    form = MeetingForm(day=THURSDAY, at=time(16), zone="America/Chicago", alarms=[15])
    desk.do(edits.change_meeting, 1, form, [1], today=THURSDAY)
    assert clock.turn(STARTS + 44 * MINUTE) == []
    assert clock.turn(STARTS + 45 * MINUTE) == [1]  # a new start, a new alarm


def test_what_another_program_is_showing_comes_here_only_when_it_died(
    book: Book, running: Running, clock: Clock
) -> None:
    now = STARTS - 15 * MINUTE
    keys = [(1, f"meeting:2026-10-15T20:00:00Z-{before}") for before in (1440, 15)]
    assert book.quietly(claim, keys, now, "service") == set(keys)
    assert clock.turn(now) == []
    assert clock.turn(now + 3 * MINUTE) == [1]
