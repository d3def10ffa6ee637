"""Today, driven by real keys and clicks: two keys or two clicks a follow-up, everything undoable."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from mrtnet.queries import follow_ups
from mrtnet.queries import today as queries
from mrtnet.store.book import Book
from mrtnet.ui import names
from mrtnet.ui.pages.today import TodayPage
from mrtnet.ui.sections import Entry, Section
from mrtnet.ui.window import Window
from tests.ui.conftest import MakeWindow

DAY = date(2026, 10, 15)


def page_of(window: Window) -> TodayPage:
    assert isinstance(window.page, TodayPage)
    return window.page


def titles(page: TodayPage) -> list[tuple[str, int]]:
    return [(item.title, item.total) for item in page.model.items if isinstance(item, Section)]


def test_sections_come_in_order_and_the_folded_ones_show_no_rows(filled: Book, make_window: MakeWindow) -> None:
    page = page_of(make_window(filled))
    assert titles(page) == [
        ("Late", 2), ("Today", 4), ("Waiting for a reply", 1), ("Tomorrow", 1), ("Later this week", 2),
        ("Done today", 2),
    ]  # fmt: skip
    assert page.head.below.text().startswith("6 follow-ups for today, 2 of them late.")
    assert page.model.rowCount() == 6 + 7


def test_d_is_done_and_the_next_row_is_current(filled: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(filled)
    page = page_of(window)
    first = window.subject().follow_up_id
    assert first is not None
    qtbot.keyClick(page.view, Qt.Key.Key_D)
    row = follow_ups.one(filled.read, first)
    assert row is not None
    assert (row.state, row.closed_on) == ("done", DAY)
    assert window.toast.isVisible()
    assert "Noor Al-Hadidi" in window.toast.words.text()
    following = page.model.row_at(page.view.current())
    assert following is not None
    assert following.person == "Kwame Asante"


def test_undo_by_toast_and_by_key(filled: Book, make_window: MakeWindow, qtbot: QtBot, qapp: QApplication) -> None:
    window = make_window(filled)
    page = page_of(window)
    page.view.go_to(1)
    qtbot.keyClick(page.view, Qt.Key.Key_D)
    undo = window.toast.findChild(type(window.toast._undo), names.TOAST_UNDO)
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert titles(page)[0] == ("Late", 2)
    qtbot.keyClick(page.view, Qt.Key.Key_D)
    assert titles(page)[0] == ("Late", 1)
    qtbot.keyClick(page.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert titles(page)[0] == ("Late", 2)
    qtbot.keyClick(page.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert titles(page)[0] == ("Late", 1)


def test_a_click_on_the_painted_done_is_done(filled: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(filled)
    page = page_of(window)
    page.view.go_to(1)
    button = painted(page, 1, "done")
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=button)
    assert titles(page)[0] == ("Late", 1)


def test_snooze_menu_puts_off(filled: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(filled)
    page = page_of(window)
    page.view.go_to(1)
    row = page.model.row_at(1)
    assert row is not None
    qtbot.keyClick(page.view, Qt.Key.Key_S)
    menu = window.findChild(QMenu, names.dialog("snooze"))
    words = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
    assert words == ["In 1 hour", "This evening", "Tomorrow", "Next week", "&Pick a day…"]
    menu.actions()[2].trigger()
    menu.close()
    put_off = follow_ups.one(filled.read, row.id)
    assert put_off is not None
    assert (put_off.due, put_off.snoozed) == (date(2026, 10, 16), 1)


def test_snooze_in_the_row_leaves_quiet_hours_in_peace(
    filled: Book, make_window: MakeWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MRTNET_NOW", "2026-10-16T02:30:00+00:00")  # 21:30 in Chicago, quiet hours
    window = make_window(filled)
    page = page_of(window)
    page.view.go_to(1)
    qtbot.keyClick(page.view, Qt.Key.Key_S)
    menu = window.findChild(QMenu, names.dialog("snooze"))
    words = [action.text() for action in menu.actions() if action.text()]
    assert not any("10:30" in each or "evening" in each for each in words)
    menu.close()


def test_write_in_the_row_is_about_that_row(filled: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(filled)
    page = page_of(window)
    asked: list[int | None] = []
    window.commands.offer("write", lambda: asked.append(window.subject().follow_up_id))
    page.view.go_to(1)
    place = painted(page, 2, "write")
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    row = page.model.row_at(2)
    assert row is not None
    assert asked == [row.id]


def test_folded_sections_open_by_enter(filled: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    page = page_of(make_window(filled))
    before = page.model.rowCount()
    place = next(n for n, item in enumerate(page.model.items) if isinstance(item, Section) and item.key == "tomorrow")
    page.view.go_to(place)
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert page.model.rowCount() == before + 1
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert page.model.rowCount() == before


def test_letters_can_be_switched_off(filled: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(filled)
    window.settings.letter_keys = False
    window.commands.refresh()
    page = page_of(window)
    page.view.go_to(1)
    qtbot.keyClick(page.view, Qt.Key.Key_D)
    assert queries.today(filled.read, DAY).late_count == 2


def test_enter_opens_the_person(filled: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(filled)
    page = page_of(window)
    page.view.go_to(1)
    person = window.subject().person_id
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert window.page is not None
    assert window.page.key == "people"
    assert window.subject().person_id == person


def test_an_empty_book_says_so(book: Book, make_window: MakeWindow) -> None:
    page = page_of(make_window(book))
    assert page.empty.isVisible()
    assert page._empty_text.text().startswith("Nobody here yet")
    assert page.model.rowCount() == 0


def test_screen_reader_hears_one_sentence_a_row(filled: Book, make_window: MakeWindow) -> None:
    page = page_of(make_window(filled))
    heard = page.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "Noor Al-Hadidi, RHIT, St. Brigid Regional Hospital, Thank-you note, 2 days late"
    assert page.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Late, 2 items"


def option_of(page: TodayPage, number: int) -> QStyleOptionViewItem:
    from PySide6.QtWidgets import QStyle

    option = QStyleOptionViewItem()
    page.view.initViewItemOption(option)
    option.rect = page.view.visualRect(page.model.index(number, 0))
    option.state |= QStyle.StateFlag.State_Selected
    return option


def buttons(page: TodayPage, number: int) -> list:  # type: ignore[type-arg]
    return list(page._delegate.buttons(option_of(page, number), page.model.at(number)))


def painted(page: TodayPage, number: int, command: str) -> QPoint:
    return next(button.rect.center() for button in buttons(page, number) if button.command == command)


def test_rows_keep_their_height_when_one_leaves(filled: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(filled)
    page = page_of(window)
    for _time in range(3):
        page.view.go_to(1)
        qtbot.keyClick(page.view, Qt.Key.Key_D)
        heights = {
            page.view.rowHeight(number) for number, item in enumerate(page.model.items) if isinstance(item, Entry)
        }
        assert heights == {window.around.px(60)}
