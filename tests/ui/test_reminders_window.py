"""Reminders of the window: the bundle, what is done from it, closing to the tray, a night with leaps of the clock."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mrtnet.domain.forms import FollowUpForm, PersonForm
from mrtnet.edits import follow_ups as edits
from mrtnet.edits import people as people_edits
from mrtnet.queries import follow_ups
from mrtnet.queries.reading import all_rows
from mrtnet.reminding.claims import pause
from mrtnet.store.book import Book
from mrtnet.ui.importing.page import ImportPage
from mrtnet.ui.pages.today import TodayPage
from mrtnet.ui.reminders.running import Running
from mrtnet.ui.window import Window
from tests.ui.conftest import MakeWindow

THURSDAY = date(2026, 10, 15)
NINE = datetime(2026, 10, 15, 14, 0, tzinfo=UTC)  # 9:00 in Chicago


class Clock:
    """A clock on the wall that tests turn."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._set = monkeypatch.setenv
        self.turn(NINE + timedelta(minutes=12))

    def turn(self, moment: datetime) -> None:
        """Set it."""
        self.moment = moment
        self._set("MRTNET_NOW", moment.isoformat())

    def __call__(self) -> datetime:
        """What it shows."""
        return self.moment


Begin = Callable[..., Running]
MANY = ("follow_up", "person", "interaction")
"""Tables that grow: after a change nothing of them is asked twice, but for whether anybody is there at all."""


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """9:12 on Thursday."""
    return Clock(monkeypatch)


@pytest.fixture
def begin(make_window: MakeWindow, clock: Clock) -> Iterator[Begin]:
    """Starts the reminders of a window over a book."""
    made: list[Running] = []

    def start(book: Book, *, tray: bool = False) -> Running:
        running = Running(make_window(book), now=clock, has_tray=lambda: tray, end=lambda: None)
        made.append(running)
        running.start()
        QApplication.processEvents()
        return running

    yield start
    for running in made:
        running.leaving = True
        running.stop()


def _last_week(book: Book, edit: Callable[..., int], *args: object) -> int:
    """Do it as if it had been done last week: what is written down late waits for the next digest."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MRTNET_NOW", "2026-10-09T15:00:00+00:00")
        return book.do(edit, *args, today=THURSDAY - timedelta(days=6))


def _person(book: Book, name: str = "Amara Nwosu") -> int:
    return _last_week(book, people_edits.add_person, PersonForm(name=name, no_next_step=True))


def _step(book: Book, who: int | None, due: date, at: time | None = None) -> int:
    return _last_week(book, edits.add, who, FollowUpForm(kind="promise", due=due, at=at))


def _rows(running: Running) -> list[int]:
    return running.popup.waiting() if running.popup.isVisible() else []


def test_one_bundle_at_the_digest_and_a_timed_one_alone(book: Book, begin: Begin, clock: Clock) -> None:
    who = _person(book)
    late, today = _step(book, who, THURSDAY - timedelta(days=2)), _step(book, who, THURSDAY)
    timed = _step(book, who, THURSDAY, time(17))
    clock.turn(NINE - timedelta(hours=2))  # quiet until 8:00
    running = begin(book)
    assert _rows(running) == []
    clock.turn(NINE)
    running.loop.look()
    assert _rows(running) == [late, today]
    assert "2 follow-ups for this morning" in running.popup.title.text()
    running.popup.hide()
    clock.turn(NINE + timedelta(hours=8))
    running.loop.look()
    assert timed in _rows(running)


def test_it_does_not_take_the_keyboard_and_gets_it_by_key(book: Book, begin: Begin) -> None:
    _step(book, _person(book), THURSDAY)
    running = begin(book)
    assert running.popup.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    QTest.keyClick(
        running.window.focusWidget() or running.window, Qt.Key.Key_R,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )  # fmt: skip
    assert running.popup.isActiveWindow()


def test_done_by_key_by_click_and_undone(book: Book, begin: Begin) -> None:
    who = _person(book)
    first, second = _step(book, who, THURSDAY), _step(book, who, THURSDAY)
    running = begin(book)
    running.take_keyboard()
    QTest.keyClick(running.popup, Qt.Key.Key_D)
    assert _rows(running) == [second]
    running.window.desk.undo()
    assert follow_ups.one(book.read, first).state == "open"  # type: ignore[union-attr]
    done = running.popup.rows[0].done
    QTest.mouseClick(done, Qt.MouseButton.LeftButton)
    assert follow_ups.one(book.read, second).state == "done"  # type: ignore[union-attr]
    assert _rows(running) == []


def test_snooze_by_button_and_menu_comes_again(book: Book, begin: Begin, clock: Clock) -> None:
    row = _step(book, _person(book), THURSDAY)
    running = begin(book)
    QTest.mouseClick(running.popup.rows[0].snooze, Qt.MouseButton.LeftButton)
    found = follow_ups.one(book.read, row)
    assert found is not None
    assert (found.due, found.at) == (THURSDAY, time(10, 12))
    assert _rows(running) == []
    clock.turn(NINE + timedelta(minutes=72))
    running.loop.look()
    assert _rows(running) == [row]
    running.take_keyboard()
    QTest.keyClick(running.popup, Qt.Key.Key_S)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    found = follow_ups.one(book.read, row)
    assert found is not None
    assert (found.due, found.at) == (THURSDAY, time(18))


def test_writing_from_a_reminder_opens_the_letter(book: Book, begin: Begin) -> None:
    from mrtnet.ui.dialogs.offers import install

    who = _person(book)
    row = _step(book, who, THURSDAY)
    running = begin(book)
    QTest.mouseClick(running.popup.rows[0].write, Qt.MouseButton.LeftButton)
    panel = install(running.window.around).writing.panel
    assert panel is not None
    assert panel.letter.follow_up.id == row


def test_it_stays_until_dealt_with_and_drops_what_was_dealt_with_elsewhere(book: Book, begin: Begin) -> None:
    who = _person(book)
    first, second = _step(book, who, THURSDAY), _step(book, who, THURSDAY)
    running = begin(book)
    running.loop.look()
    assert _rows(running) == [first, second]
    book.do(edits.skip, [first], today=THURSDAY)
    running.window.desk.look()
    assert _rows(running) == [second]


def test_a_second_program_shows_nothing_again(book: Book, begin: Begin) -> None:
    _step(book, _person(book), THURSDAY)
    running = begin(book)
    assert len(_rows(running)) == 1
    with Book.open(book.path) as other:
        assert _rows(begin(other)) == []


def test_quiet_hours_and_a_pause_hold_back_and_lose_nothing(book: Book, begin: Begin, clock: Clock) -> None:
    row = _step(book, _person(book), THURSDAY, time(22))
    running = begin(book)
    clock.turn(NINE + timedelta(hours=13))  # 22:00, quiet
    running.loop.look()
    assert _rows(running) == []
    clock.turn(NINE + timedelta(hours=23))  # 8:00
    running.pause(True)
    running.loop.look()
    assert running.window.desk.paused_until is not None
    assert _rows(running) == []
    running.pause(False)
    assert _rows(running) == [row]


def test_today_says_that_reminders_are_paused_and_lets_them_come_again(
    book: Book, begin: Begin, clock: Clock, qtbot: QtBot
) -> None:
    row = _step(book, _person(book), THURSDAY, time(10))
    desk, page = (running := begin(book)).window.desk, running.window.page
    assert isinstance(page, TodayPage)
    line = page.pause
    assert line.isHidden()
    friday = NINE.replace(hour=5) + timedelta(days=1)  # midnight in Chicago
    with Book.open(book.path, origin="cli") as other:
        other.quietly(pause, friday)
    desk.look()
    assert (line.isVisible(), line.words.text()) == (True, "Reminders are paused until tomorrow.")
    clock.turn(NINE + timedelta(hours=2))
    qtbot.mouseClick(line.button, Qt.MouseButton.LeftButton)
    assert (desk.paused_until, line.words.text()) == (None, "Reminders come again.")
    assert _rows(running) == [row]
    qtbot.mouseClick(line.button, Qt.MouseButton.LeftButton)  # Undo
    assert desk.paused_until == friday
    assert line.words.text().startswith("Reminders are paused")
    clock.turn(friday)
    desk.look()
    assert line.isHidden()


@pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)
def test_a_change_is_read_once_by_page_sidebar_tray_and_reminders(filled: Book, begin: Begin) -> None:
    window = begin(filled, tray=True).window
    steps = all_rows(filled.read, "SELECT id FROM follow_up WHERE state = 'open' LIMIT 6")
    for key, (step,) in zip(("today", "people", "events", "meetings", "insights", "follow_ups"), steps, strict=True):
        window.go(key)
        asked: list[str] = []
        filled.read.set_trace_callback(asked.append)
        window.desk.do(edits.done, step, THURSDAY, today=THURSDAY)
        filled.read.set_trace_callback(None)
        asked = [each for each in asked if any(table in each for table in MANY) and "SELECT 1 FROM person" not in each]
        assert len(asked) > 5
        assert [each for each in asked if asked.count(each) > 1] == [], key


def test_a_night_with_sleep_and_a_clock_set_back(book: Book, begin: Begin, clock: Clock) -> None:
    who = _person(book)
    morning = _step(book, who, THURSDAY + timedelta(days=1))
    timed = _step(book, who, THURSDAY + timedelta(days=1), time(8, 30))
    running = begin(book)
    seen: list[int] = []
    for hours in (1.0, 9.0, 14.0, 13.0, 23.6, 22.0, 24.1, 23.0, 24.2, 60.0):  # after 9:00, backwards now and then
        clock.turn(NINE + timedelta(hours=hours))
        QApplication.sendEvent(running.window, QEvent(QEvent.Type.WindowActivate))
        QApplication.processEvents()
        seen += _rows(running)
        running.popup._shown.clear()
        running.popup.hide()
    assert sorted(seen) == sorted([morning, timed])


@pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)
def test_closing_hides_to_the_tray_and_quitting_leaves(book: Book, begin: Begin) -> None:
    running = begin(book, tray=True)
    assert running.tray is not None
    running.window.close()
    assert not running.window.isVisible()
    running.tray.open.emit()
    assert running.window.isVisible()
    actions = {action.objectName(): action for action in running.tray.menu.actions()}
    assert {"tray.capture", "tray.today", "tray.pause", "tray.open", "tray.quit"} <= set(actions)
    actions["tray.pause"].trigger()
    assert running.window.desk.paused_until is not None
    actions["tray.quit"].trigger()
    assert running.leaving


def test_without_a_tray_closing_says_so_once_then_quits(book: Book, begin: Begin) -> None:
    ended: list[bool] = []
    running = begin(book)
    running._end = lambda: ended.append(True)
    running.window.settings.close_told = False
    running.window.close()
    window: Window = running.window
    assert window.isVisible()
    assert "Close again to quit" in window.toast.words.text()
    window.go("import")
    page = window.page
    assert isinstance(page, ImportPage)
    page._writing = True
    window.close()
    assert window.isVisible()
    assert "Quit again to stop it" in window.toast.words.text()
    window.close()
    QApplication.processEvents()
    assert not window.isVisible()
    assert ended == [True]


@pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)
def test_a_tray_may_come_and_go(book: Book, begin: Begin) -> None:
    running = begin(book)
    running._has_tray = lambda: True
    running.window.close()
    assert not running.window.isVisible()
    assert running.tray is not None
    assert running.tray.icon.toolTip() == "mrtnet"
    assert running.window.settings.geometry
    running.tray.open.emit()
    running._has_tray = lambda: False
    running.window.settings.close_told = False
    running.window.close()
    assert running.window.isVisible()
    assert "Close again to quit" in running.window.toast.words.text()


@pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)
def test_the_tray_counts_what_waits_today(book: Book, begin: Begin) -> None:
    who = _person(book)
    _step(book, who, THURSDAY)
    row = _step(book, who, THURSDAY - timedelta(days=1))
    running = begin(book, tray=True)
    assert running.tray is not None
    assert running.tray.icon.toolTip() == "mrtnet: 2 follow-ups for today"
    running.window.desk.do(edits.done, row, THURSDAY, today=THURSDAY)
    assert running.tray.icon.toolTip() == "mrtnet: 1 follow-up for today"
