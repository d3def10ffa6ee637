"""The events page in the window: list, page of one event, new events, sessions, notes."""

from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from mrtnet.domain.days import WorkingDays
from mrtnet.domain.forms import EventForm, PersonForm
from mrtnet.edits import events, follow_ups, people
from mrtnet.queries import event_page
from mrtnet.queries import events as queries
from mrtnet.queries.drafts import draft
from mrtnet.store.book import Book
from mrtnet.trouble import Trouble
from mrtnet.ui.capture.opening import Capturing
from mrtnet.ui.dialogs.event_form import EventDialog
from mrtnet.ui.importing.page import ImportPage
from mrtnet.ui.pages.event_days import Span, parse_span
from mrtnet.ui.pages.event_sessions import read_session
from mrtnet.ui.pages.event_words import say_days, say_span
from mrtnet.ui.pages.events import EventsPage
from mrtnet.ui.window import Window
from tests.ui.conftest import MakeWindow

TODAY = date(2026, 10, 15)
Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


def _page(window: Window) -> EventsPage:
    page = window.page
    assert isinstance(page, EventsPage)
    return page


def _dialog(page: EventsPage) -> EventDialog:
    found = page.findChild(EventDialog)
    assert found is not None
    return found


def test_an_empty_book_offers_the_first_event(book: Book, make_window: MakeWindow) -> None:
    window = make_window(book, "events")
    page = _page(window)
    assert page.empty.isVisible()
    assert not page.card.isVisible()
    page.new()
    dialog = _dialog(page)
    QTest.keyClicks(dialog.name, "AHIMA26 Conference")
    QTest.keyClicks(dialog.days, "oct 11 - 13")
    assert dialog.answer.text() == "Sun, Oct 11 – Tue, Oct 13"
    QTest.keyClicks(dialog.ceus, "12")
    QTest.keyClick(dialog.ceus, Key.Key_Return)
    (row,) = queries.listed(book.read)
    assert (row.name, row.first_day, row.last_day, row.ceus) == (
        "AHIMA26 Conference", date(2026, 10, 11), date(2026, 10, 13), 12.0)  # fmt: skip
    assert _page(window).place() == row.id
    assert page.event_view.title.text() == "AHIMA26 Conference"


def test_the_list_tells_counts_and_enter_opens(filled: Book, make_window: MakeWindow) -> None:
    window = make_window(filled, "events")
    page = _page(window)
    assert page.model.spoken(0).startswith("AHIMA26 Conference, Conference, Oct 11 – 13, Minneapolis, 13 people met")
    page.view.setFocus()
    QTest.keyClick(page.view, Key.Key_Return)
    assert page.stack.currentIndex() == 1
    assert page.event_view.grid.hasFocus()
    assert page.headline() == "AHIMA26 Conference"
    window.back()
    assert page.stack.currentIndex() == 0


def test_the_page_tells_how_far_thanking_is(book: Book, make_window: MakeWindow) -> None:
    forum = EventForm(name="Forum", first_day=date(2026, 10, 12), last_day=date(2026, 10, 13))
    event = book.do(events.add_event, forum)
    forms = [PersonForm(name=name) for name in ("Rosa Delgado", "Ama Owusu")]
    book.do(people.log_people, forms, today=TODAY, event_id=event)
    steps = event_page.thanks_to_write(book.read, event)
    book.do(follow_ups.done, steps[0][0], TODAY, today=TODAY)
    page = _page(make_window(book, "events"))
    page.show_event(event)
    assert [number.accessibleName() for number in page.event_view.numbers] == [
        "2 people met", "1 thanked", "1 still to thank", "2 days from meeting to thank-you, average"]  # fmt: skip
    assert page.event_view.thank.text() == "Thank the next 1"
    assert page.subject().event_id == event


def test_typing_in_the_grid_of_the_page_saves_and_counts(filled: Book, make_window: MakeWindow) -> None:
    page = _page(make_window(filled, "events"))
    page.show_event(1)
    grid = page.event_view.grid
    for text in ("W", "ren Newman"):
        focused = grid.window().focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, text)
    editor = grid.window().focusWidget()
    assert isinstance(editor, QLineEdit)
    QTest.keyClick(editor, Key.Key_Return)
    assert page.event_view.numbers[0].accessibleName() == "14 people met"
    assert page.event_view.foot.text().startswith("14 people.")


def test_a_dialog_says_what_is_wrong_and_keeps_what_was_typed(book: Book, make_window: MakeWindow) -> None:
    page = _page(make_window(book, "events"))
    page.new()
    dialog = _dialog(page)
    QTest.keyClick(dialog.name, Key.Key_Return)
    assert dialog.problem.text() == "“name” is needed."
    QTest.keyClicks(dialog.name, "Forum")
    QTest.keyClicks(dialog.days, "nonsense")
    QTest.keyClick(dialog.days, Key.Key_Return)
    assert dialog.problem.text() == "“nonsense” is no day. Try “oct 12 - 14”."
    QTest.keyClick(dialog, Key.Key_Escape)
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert draft(book.read, "event")["name"] == "Forum"
    again = EventDialog(page.desk, page.theme, page)
    assert (again.name.text(), again.days.text()) == ("Forum", "nonsense")
    again.days.setText("yesterday")
    again.save()
    assert queries.listed(book.read)[0].first_day == date(2026, 10, 14)
    assert draft(book.read, "event") is None


def test_changing_an_event_keeps_what_the_dialog_does_not_show(book: Book, make_window: MakeWindow) -> None:
    form = EventForm(name="Forum", short="forum26", first_day=TODAY, note="Good food.", url="https://forum.example")
    event = book.do(events.add_event, form)
    page = _page(make_window(book, "events"))
    page.show_event(event)
    page.change()
    dialog = _dialog(page)
    dialog.name.setText("Lakeside Forum")
    dialog.save()
    row = queries.one(book.read, event)
    assert row is not None
    assert (row.name, row.short, row.note, row.url, row.first_day) == (
        "Lakeside Forum", "forum26", "Good food.", "https://forum.example", TODAY)  # fmt: skip
    assert page.event_view.title.text() == "Lakeside Forum"


def test_sessions_are_typed_in_one_line(filled: Book, make_window: MakeWindow) -> None:
    page = _page(make_window(filled, "events"))
    page.show_event(1)
    page.event_view.tabs.setCurrentIndex(1)
    tab = page.event_view.sessions
    QTest.keyClicks(tab.line, "Denials and appeals; by Farhad Karimi; room 204; 1.5 ceus; mon 9am")
    QTest.keyClick(tab.line, Key.Key_Return)
    (row,) = queries.sessions(filled.read, 1)
    assert (row.title, row.speaker, row.room, row.ceus, row.day, row.starts, row.attended) == (
        "Denials and appeals", "Farhad Karimi", "room 204", 1.5, date(2026, 10, 12), time(9), True)  # fmt: skip
    assert tab.sum.text().startswith("1.5 CEUs")
    assert tab.line.text() == ""
    tab.view.go_to(0)
    QTest.keyClick(tab.view, Key.Key_Return)
    assert not queries.sessions(filled.read, 1)[0].attended
    tab.view.go_to(0)
    tab.remove.click()
    assert queries.sessions(filled.read, 1) == []


def test_notes_are_saved_when_left(filled: Book, make_window: MakeWindow) -> None:
    page = _page(make_window(filled, "events"))
    page.show_event(1)
    page.event_view.tabs.setCurrentIndex(2)
    notes = page.event_view.notes
    notes.setFocus()
    QTest.keyClicks(notes, "Ask about the registry.")
    QTest.qWait(220)
    assert draft(filled.read, "event.notes:1") == "Ask about the registry."
    page.event_view.tabs.setFocus(Qt.FocusReason.TabFocusReason)
    row = queries.one(filled.read, 1)
    assert row is not None
    assert row.note == "Ask about the registry."
    assert draft(filled.read, "event.notes:1") is None


def test_closing_the_window_keeps_what_is_half_typed(filled: Book, make_window: MakeWindow) -> None:
    window = make_window(filled, "events")
    page = _page(window)
    page.show_event(1)
    QTest.keyClicks(page.event_view.grid, "Z")
    page.event_view.sessions.line.setFocus()
    QTest.keyClicks(page.event_view.sessions.line, "Deni")
    window.close()
    assert draft(filled.read, "event.session:1") == "Deni"
    assert draft(filled.read, "event.grid:1") is None
    assert event_page.people_met(filled.read, 1)[-1].name == "Z"  # leaving the grid saved the row


def test_logging_people_from_the_page_of_an_event_is_for_that_event(filled: Book, make_window: MakeWindow) -> None:
    other = filled.do(events.add_event, EventForm(name="Webinar", first_day=date(2026, 6, 1)))
    window = make_window(filled, "events")
    _page(window).show_event(other)
    assert window.commands.run("log_people")
    capture = window.findChild(Capturing)
    assert capture is not None
    assert capture.window is not None
    assert capture.window.event_row is not None
    assert capture.window.event_row.id == other
    QTest.keyClicks(capture.window.form.name, "Half a na")
    window.close()
    assert draft(filled.read, "capture")["card"]["name"] == "Half a na"
    capture.window.close()


def test_cards_added_on_the_page_of_an_event_were_met_there(
    filled: Book, make_window: MakeWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = tmp_path / "ines.vcf"
    card.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Ines Okafor\nN:Okafor;Ines;;;\nEND:VCARD\n")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_told, **_more: ([str(card)], ""))
    window = make_window(filled, "events")
    event = queries.listed(filled.read)[0].id
    _page(window).show_event(event)
    QTest.mouseClick(_page(window).event_view.cards, Qt.MouseButton.LeftButton)
    page = window.page
    assert isinstance(page, ImportPage)
    for _step in range(3):
        qtbot.waitUntil(lambda: not window.around.jobs.running() and page.next.isEnabled())
        page.go_on()
    qtbot.waitUntil(lambda: window.page is not page)
    met = filled.read.execute("SELECT met_event_id FROM person WHERE name = 'Ines Okafor'").fetchall()
    assert met == [(event,)]
    assert window.subject().event_id == event


@pytest.mark.parametrize("name", ["<b>Bob</b> <img src=/dev/zero>", "<table>" * 60, "\u202eevil", "%s{}%n"])
def test_hostile_names_are_only_text(book: Book, make_window: MakeWindow, name: str) -> None:
    event = book.do(events.add_event, EventForm(name=name, place=name, first_day=TODAY, note=name))
    book.do(people.log_people, [PersonForm(name=name, talked_about=name)], today=TODAY, event_id=event)
    window = make_window(book, "events")
    window.grab()
    page = _page(window)
    page.show_event(event)
    window.grab()
    page.change()
    assert _dialog(page).name.text() == page.event_view.title.text()


def test_every_part_that_takes_the_focus_has_a_name(filled: Book, make_window: MakeWindow) -> None:
    page = _page(make_window(filled, "events"))
    page.show_event(1)
    page.new()
    bare = [
        widget.objectName() or type(widget).__name__
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.accessibleName() and not widget.isHidden()
    ]
    _dialog(page).reject()
    assert [name for name in bare if name not in ("qt_scrollarea_viewport", "qt_scrollarea_hcontainer")] == []


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("oct 12 - 14", date(2026, 10, 12), date(2026, 10, 14)),
        ("oct 12-14", date(2026, 10, 12), date(2026, 10, 14)),
        ("yesterday", date(2026, 10, 14), date(2026, 10, 14)),
        ("Oct 30 – Nov 2", date(2026, 10, 30), date(2026, 11, 2)),
        ("dec 30 - jan 2", date(2026, 12, 30), date(2027, 1, 2)),
        ("last sunday to tuesday", date(2026, 10, 11), date(2026, 10, 13)),
        ("2026-10-12 – 2026-10-14", date(2026, 10, 12), date(2026, 10, 14)),
        ("oct 12 - 14, 2025", date(2025, 10, 12), date(2025, 10, 14)),
        ("sep 3", date(2026, 9, 3), date(2026, 9, 3)),
    ],
)
def test_days_in_words(text: str, first: date, last: date) -> None:
    assert parse_span(text, TODAY) == Span(first, last)


@pytest.mark.parametrize("text", ["", "blah", "oct 14 - 12", "oct 12 - feb 31", "-", "to", "9" * 300, "oct 12 - 99"])
def test_what_is_no_span_of_days(text: str) -> None:
    assert parse_span(text, TODAY) is None


def test_days_are_said_short_and_long() -> None:
    assert say_span(date(2026, 10, 12), date(2026, 10, 14), TODAY) == "Oct 12 – 14"
    assert say_span(date(2026, 10, 30), date(2026, 11, 2), TODAY) == "Oct 30 – Nov 2"
    assert say_span(date(2025, 10, 12), date(2025, 10, 14), TODAY) == "Oct 12 – Oct 14, 2025"
    assert say_days(date(2026, 10, 12), date(2026, 10, 14), TODAY) == "Mon, Oct 12 – Wed, Oct 14"


def test_a_session_needs_a_title() -> None:
    with pytest.raises(Trouble):
        read_session("  ; 1.5 ceus", TODAY, days=WorkingDays())


def test_del_removes_an_event_from_the_list_and_undo_brings_it_back(filled: Book, make_window: MakeWindow) -> None:
    window = make_window(filled, "events")
    page = _page(window)
    before = [row.name for row in queries.listed(filled.read)]
    page.view.setFocus()
    page.view.go_to(0)
    QTest.keyClick(page.view, Key.Key_Delete)
    assert [row.name for row in queries.listed(filled.read)] == before[1:]
    assert window.toast.words.text() == f"Removed {before[0]}"
    window.undo()
    assert [row.name for row in queries.listed(filled.read)] == before


def test_an_event_is_removed_from_its_page_by_menu_and_from_the_list_by_its_menu(
    filled: Book, make_window: MakeWindow
) -> None:
    window = make_window(filled, "events")
    page = _page(window)
    page.show_event(1)
    QTest.mouseClick(page.event_view.more, Qt.MouseButton.LeftButton)
    menu = page.findChild(QMenu, "menu.event")
    assert menu is not None
    next(action for action in menu.actions() if action.objectName() == "command.remove_event").trigger()
    menu.close()
    assert page.stack.currentIndex() == 0
    assert queries.one(filled.read, 1) is None
    window.undo()
    page.view.wanted_menu.emit(0, QPoint(5, 5))
    menu = next(each for each in page.findChildren(QMenu, "menu.event") if each.isVisible())
    names = [action.objectName() for action in menu.actions()]
    menu.close()
    assert names[:2] == ["command.open", "command.edit"]
    assert "command.remove_event" in names
