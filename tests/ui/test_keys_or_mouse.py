"""The small windows once without a mouse and once without a keyboard (typing excepted), with real events."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QDialog, QMenu, QWidget

from mrtnet import clock
from mrtnet.domain.forms import PersonForm
from mrtnet.domain.reminders import due_now
from mrtnet.edits import people
from mrtnet.queries.about import about
from mrtnet.queries.history import removals
from mrtnet.queries.reminders import not_shown
from mrtnet.reminding.rounds import rules_of
from mrtnet.store.book import Book
from mrtnet.ui.capture.opening import install as capturing
from mrtnet.ui.capture.window import CaptureWindow
from mrtnet.ui.dialogs.offers import install as offers
from mrtnet.ui.help.opening import install as help_of
from mrtnet.ui.pages.event_view import EventView
from mrtnet.ui.pages.events import EventsPage
from mrtnet.ui.pages.history import HistoryPage
from mrtnet.ui.pages.settings.page import CHAPTERS, SettingsPage
from mrtnet.ui.reminders.popup import ReminderWindow
from mrtnet.ui.window import Window
from mrtnet.ui.write.panel import WritePanel
from tests.ui.conftest import MakeWindow
from tests.ui.meeting_desk import ALT, CTRL, SHIFT, Key, focused, press
from tests.ui.sampled import TODAY, sample_book

LEFT = Qt.MouseButton.LeftButton
MOST_TABS = 60


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """The sample network."""
    with sample_book(tmp_path) as book:
        yield book


def type_in(window: QWidget, text: str) -> None:
    """Letters where the keyboard is."""
    for letter in text:
        QTest.keyClicks(focused(window), letter)


def tab_to(window: QWidget, name: str) -> QWidget:
    """Tab until the keyboard is there."""
    passed: list[str] = []
    for _time in range(MOST_TABS):
        if focused(window).objectName() == name:
            return focused(window)
        press(window, Key.Key_Tab)
        passed.append(focused(window).objectName())
    raise AssertionError(f"Tab never came to {name}: {passed}")


def click(widget: QWidget, where: QPoint | None = None) -> None:
    """A click in the middle of it, or there."""
    QTest.mouseClick(widget, LEFT, pos=where or widget.rect().center())
    QApplication.processEvents()


def choose(words: str) -> None:
    """A click on this line of the menu that is open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(each for each in menu.actions() if each.text().replace("&", "").split("\t")[0] == words)
    click(menu, menu.actionGeometry(action).center())


def modal() -> QDialog:
    """The dialog that is open."""
    found = QApplication.activeModalWidget()
    assert isinstance(found, QDialog)
    return found


def named(inside: QWidget, name: str) -> QWidget:
    """What has this name."""
    found = inside.findChild(QWidget, name)
    assert found is not None, name
    return found


def names_of(book: Book) -> set[str]:
    """Everybody."""
    return {row[0] for row in book.read.execute("SELECT name FROM person").fetchall()}


def captured(window: Window) -> CaptureWindow:
    """The capture window, open."""
    found = capturing(window.around).window
    assert found is not None
    assert found.isVisible()
    return found


def panel_of(window: Window) -> WritePanel:
    """The letter on the screen."""
    found = offers(window.around).writing.panel
    assert isinstance(found, WritePanel)
    return found


# Without a mouse


def test_capture_by_keys(book: Book, make_window: MakeWindow) -> None:
    window = make_window(book)
    press(window, Key.Key_N, CTRL | SHIFT)
    capture = captured(window)
    type_in(capture, "Ines Okafor RHIT")
    tab_to(capture, "capture.works_at")
    type_in(capture, "Harbor")
    press(capture, Key.Key_N, ALT)
    type_in(capture, "call fri")
    press(capture, Key.Key_Return)
    assert "Ines Okafor" in names_of(book)
    type_in(capture, "Bo Lind")
    press(capture, Key.Key_Escape)
    assert not capture.isVisible()
    press(window, Key.Key_N, CTRL | SHIFT)
    assert captured(window).form.name.text() == "Bo Lind"
    press(capture, Key.Key_Return, CTRL)
    assert "Bo Lind" in names_of(book)
    assert not capture.isVisible()


def test_writing_by_keys_and_escape_keeps_the_draft(book: Book, make_window: MakeWindow) -> None:
    window = make_window(book)
    press(window, Key.Key_W)
    panel = panel_of(window)
    tab_to(window, "write.body")
    type_in(window, "Hello there. ")
    typed = panel.body.toPlainText()
    row = window.subject()
    press(window, Key.Key_Escape)
    assert offers(window.around).writing.panel is None
    assert window.subject() == row
    press(window, Key.Key_W)
    assert panel_of(window).body.toPlainText() == typed
    tab_to(window, "write.keep")
    press(window, Key.Key_Space)
    assert offers(window.around).writing.panel is None


def test_f6_goes_round_list_and_letter(book: Book, make_window: MakeWindow) -> None:
    window = make_window(book)
    press(window, Key.Key_W)
    panel = panel_of(window)
    been = []
    for _pane in range(8):
        press(window, Key.Key_F6)
        been.append(panel.isAncestorOf(focused(window)))
    assert True in been
    assert False in been


@pytest.mark.parametrize("width", [760, 1100, 1440])
def test_the_buttons_of_a_letter_have_room(book: Book, make_window: MakeWindow, width: int) -> None:
    window = make_window(book, width=width)
    event_view(window)
    offers(window.around).writing.thank(window.subject().event_id)
    click(named(panel_of(window), "write.channel.email"))
    foot = panel_of(window).foot
    shown = [each for each in (foot.send, foot.copy, foot.keep, foot.skip) if each.isVisible()]
    assert len(shown) == 4
    areas = [QRect(each.mapTo(foot, QPoint(0, 0)), each.size()) for each in shown]
    assert all(foot.rect().contains(area) for area in areas)
    assert not any(a.intersects(b) for a in areas for b in areas if a is not b)


def test_settings_by_keys(book: Book, make_window: MakeWindow) -> None:
    window = make_window(book)
    press(window, Key.Key_Comma, CTRL)
    page = window.page
    assert isinstance(page, SettingsPage)
    assert focused(window) is page.view
    press(window, Key.Key_F6)
    tab_to(window, "settings.linkedin_premium")
    press(window, Key.Key_Space)
    assert about(book.read).linkedin_premium
    press(window, Key.Key_F6)
    press(window, Key.Key_F6, SHIFT)
    page.view.setFocus()
    for _chapter in range(list(CHAPTERS).index("data")):
        press(window, Key.Key_Down)
    assert page.chapter == "data"
    tab_to(window, "settings.erase")
    press(window, Key.Key_Space)
    dialog = modal()
    type_in(dialog, "Marcus")
    tab_to(dialog, "erase.list")
    press(dialog, Key.Key_Down)
    press(dialog, Key.Key_Home)
    tab_to(dialog, "erase.yes")
    press(dialog, Key.Key_Space)
    assert "Marcus Bell" not in names_of(book)


def test_history_and_its_bin_by_keys(book: Book, make_window: MakeWindow) -> None:
    person = book.do(people.add_person, PersonForm(name="Ines Okafor"), today=TODAY)
    book.do(people.remove_people, [person])
    window = make_window(book, "history")
    page = window.page
    assert isinstance(page, HistoryPage)
    press(window, Key.Key_Return)  # the newest is undone
    assert "Ines Okafor" in names_of(book)
    press(window, Key.Key_Return)
    assert "Ines Okafor" not in names_of(book)
    tab_to(window, "history.bin")
    press(window, Key.Key_Space)
    tab_to(window, "history.empty_bin")
    press(window, Key.Key_Space)
    question = modal()
    tab_to(question, "question.yes")
    press(question, Key.Key_Space)
    assert removals(book.read) == []


def test_pasted_rows_and_help_by_keys(book: Book, make_window: MakeWindow) -> None:
    window = make_window(book)
    view = event_view(window)
    QGuiApplication.clipboard().setText("Ines Okafor\tHarbor\nBo Lind\tHarbor")
    view.grid.setFocus()
    press(window, Key.Key_V, CTRL)
    press(modal(), Key.Key_Escape)
    assert "Bo Lind" not in names_of(book)
    press(window, Key.Key_V, CTRL)
    press(modal(), Key.Key_Return)
    assert {"Ines Okafor", "Bo Lind"} <= names_of(book)
    press(window, Key.Key_F1)
    shown = help_of(window.around)
    assert shown.isVisible()
    type_in(shown, "history")
    tab_to(shown, "help.keys")
    press(shown, Key.Key_Return)
    assert not shown.isVisible() or window.page is not None
    press(shown, Key.Key_Escape)
    assert not shown.isVisible()


def test_reminders_by_keys(book: Book, make_window: MakeWindow) -> None:
    popup = reminded(make_window(book))
    popup.activateWindow()
    before = popup.waiting()
    tab_to(popup, "reminders.done")
    press(popup, Key.Key_Space)
    assert len(popup.waiting()) == len(before) - 1
    press(popup, Key.Key_Escape)
    assert not popup.isVisible()


def test_the_first_run_by_keys(tmp_path: Path, make_window: MakeWindow) -> None:
    from mrtnet.ui import first_run

    with Book.open(tmp_path / "empty.mrtnet") as empty:
        window = make_window(empty)
        first_run.install(window)
        QApplication.processEvents()
        press(window, Key.Key_Down)  # another role
        tab_to(window, "first.sample")
        press(window, Key.Key_Space)
        assert len(names_of(empty)) == 24
        assert about(empty.read).role == "health information technician"


def test_tab_through_the_sidebar_changes_no_page(book: Book, make_window: MakeWindow) -> None:
    window = make_window(book, "history")
    tab_to(window, "sidebar.lists")
    assert window.page is not None
    assert window.page.key == "history"
    press(window, Key.Key_Down)
    assert window.page.key == "people"


# Without a keyboard


def test_capture_by_mouse(book: Book, make_window: MakeWindow) -> None:
    window = make_window(book)
    click(named(window, "sidebar.log_people"))
    capture = captured(window)
    QGuiApplication.clipboard().setText("Ines Okafor, RHIT")
    field = capture.form.name
    QTest.mouseClick(field, Qt.MouseButton.RightButton, pos=field.rect().center())
    menu = field.createStandardContextMenu()
    next(each for each in menu.actions() if each.objectName() == "edit-paste")
    menu.deleteLater()
    field.paste()
    click(named(capture, "capture.rank.a"))
    click(capture.form.step.kind)
    choose("LinkedIn invitation")
    click(capture.form.step.day)
    choose("In 3 days")
    click(capture.head)
    choose("No event: met by chance")
    click(capture.save_next)
    assert "Ines Okafor" in names_of(book)
    row = book.read.execute(
        "SELECT p.rank, f.kind, f.due FROM person p JOIN follow_up f ON f.person_id = p.id WHERE p.name = 'Ines Okafor'"
    ).fetchone()
    assert tuple(row) == ("A", "linkedin", "2026-10-18")
    capture.close()


def test_writing_by_mouse(book: Book, make_window: MakeWindow) -> None:
    window = make_window(book)
    window.commands.run("write")
    panel = panel_of(window)
    click(named(panel, "write.channel.email"))
    assert panel.letter.channel == "email"
    click(named(panel, "write.wording.short"))
    assert panel.letter.wording == "short"
    click(panel.remind, QPoint(8, panel.remind.height() // 2))
    click(panel.head.close_button)
    assert offers(window.around).writing.panel is None


def test_settings_and_help_by_mouse(book: Book, make_window: MakeWindow) -> None:
    window = make_window(book)
    click(named(window, "sidebar.settings"))
    page = window.page
    assert isinstance(page, SettingsPage)
    at = page.view.visualRect(page.view.model().index(list(CHAPTERS).index("appearance"), 0))
    click(page.view.viewport(), at.center())
    assert page.chapter == "appearance"
    box = named(page, "settings.less_motion")
    assert isinstance(box, QCheckBox)
    before = window.settings.less_motion
    click(box, QPoint(6, box.height() // 2))
    assert window.settings.less_motion is not before
    window.commands.run("keys")
    shown = help_of(window.around)
    click(named(shown, "help.part.guide"))
    assert shown.stack.currentIndex() == 1
    click(named(shown, "help.close"))
    assert not shown.isVisible()


def test_the_grid_and_pasted_rows_by_mouse(book: Book, make_window: MakeWindow) -> None:
    window = make_window(book)
    view = event_view(window)
    QGuiApplication.clipboard().setText("Ines Okafor\tHarbor\nBo Lind\tHarbor")
    click(view.paste)
    click(named(modal(), "rows.log"))
    assert {"Ines Okafor", "Bo Lind"} <= names_of(book)
    grid = view.grid
    click(grid.viewport(), grid.visualRect(grid.model().index(0, 0)).center())
    click(view.step)
    dialog = modal()
    click(named(dialog, "next_step.next_week"))
    click(named(dialog, "next_step.take"))
    assert QApplication.activeModalWidget() is None


def test_reminders_by_mouse(book: Book, make_window: MakeWindow) -> None:
    popup = reminded(make_window(book))
    before = popup.waiting()
    click(named(popup, "reminders.done"))
    assert len(popup.waiting()) == len(before) - 1
    click(named(popup, "reminders.later"))
    choose("Next week")
    assert len(popup.waiting()) == len(before) - 2
    close = named(popup, "reminders.close")
    assert isinstance(close, QAbstractButton)
    click(close)
    assert not popup.isVisible()


def event_view(window: Window) -> EventView:
    """The first event's page."""
    window.go("events", int(window.desk.read.execute("SELECT min(id) FROM event").fetchone()[0]))
    assert isinstance(window.page, EventsPage)
    return window.page.event_view


def reminded(window: Window) -> ReminderWindow:
    """The pop-up with what is due tomorrow morning."""
    desk = window.desk
    popup = ReminderWindow(window.around)
    now = clock.now() + timedelta(days=1)
    popup.bring(due_now(not_shown(desk.read, desk.today), frozenset(), now, rules_of(desk.read, desk.about)))
    QApplication.processEvents()
    return popup
