"""People and the person beside them: filter, keys, the line that writes what happened."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mrtnet.domain.forms import PersonForm
from mrtnet.edits import people as edits
from mrtnet.queries import people, person
from mrtnet.store.book import Book
from mrtnet.ui.pages.people import PeoplePage
from mrtnet.ui.pages.person import kind_of_line
from mrtnet.ui.widgets.basic import Button
from mrtnet.ui.window import Window
from tests.ui.conftest import MakeWindow

HOSTILE = (
    "<b>Bold</b> <img src='file:///dev/zero'>", "‮desrever", "A" * 3_000, "x\x00y\nz",
    "<table>" * 200, "مريم <i>العلي</i>", "𓀀" * 50, "&amp; &lt;script&gt;",
)  # fmt: skip


def page_of(window: Window) -> PeoplePage:
    assert isinstance(window.page, PeoplePage)
    return window.page


def rosa(book: Book) -> int:
    return people.ids_named(book.read, "Rosa")[0]


def test_typing_in_the_filter_narrows_the_list(filled: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(filled, "people")
    page = page_of(window)
    qtbot.keyClick(page.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.filter.hasFocus()
    qtbot.keyClicks(page.filter, "delgad")
    assert len(page.model.ids) == 1
    qtbot.waitUntil(lambda: page.person.name.text() == "Rosa Delgado-Ruiz")
    qtbot.keyClick(page.filter, Qt.Key.Key_Down)
    assert page.view.hasFocus()
    page.filter.setFocus()
    qtbot.keyClick(page.filter, Qt.Key.Key_Escape)
    assert len(page.model.ids) == 13


def test_letters_stay_letters_in_fields(filled: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(filled, "people")
    page = page_of(window)
    steps = len(filled.history())
    for field in (page.filter, page.person.line):
        field.setFocus()
        qtbot.keyClicks(field, "dlsx")
        assert field.text() == "dlsx"
        field.clear()
    assert len(filled.history()) == steps


def test_l_writes_what_happened_in_one_line(filled: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(filled, "people")
    page = page_of(window)
    window.go("people", rosa(filled))
    qtbot.keyClick(page.view, Qt.Key.Key_L)
    assert page.person.line.hasFocus()
    qtbot.keyClicks(page.person.line, "Called about the audit day")
    assert page.person.kind.text() == "Call"
    qtbot.keyClick(page.person.line, Qt.Key.Key_Return)
    newest = person.timeline(filled.read, rosa(filled))[0]
    assert (newest.kind, newest.body, newest.day) == ("call", "Called about the audit day", date(2026, 10, 15))
    assert page.person.line.text() == ""
    assert page.person.entries.rowCount() == 3


def test_a_half_typed_line_is_there_again_after_the_window_was_lost(
    filled: Book, make_window: MakeWindow, qtbot: QtBot
) -> None:
    window = make_window(filled, "people")
    window.go("people", rosa(filled))
    line = page_of(window).person.line
    line.setFocus()
    qtbot.keyClicks(line, "She asked for")
    sql = "SELECT count(*) FROM draft"
    qtbot.waitUntil(lambda: filled.read.execute(sql).fetchone()[0] == 1)
    again = make_window(filled, "people")
    again.go("people", rosa(filled))
    assert page_of(again).person.line.text() == "She asked for"


@pytest.mark.parametrize(
    ("line", "kind"),
    [("Called her back", "call"), ("Coffee with two coders", "meeting"), ("Emailed the guide", "email"),
     ("LinkedIn: she accepted", "linkedin"), ("She likes trail running", "note"), ("", "note"), ("   ", "note")],
)  # fmt: skip
def test_the_first_word_tells_the_kind(line: str, kind: str) -> None:
    assert kind_of_line(line) == kind


def test_done_from_the_person_page(filled: Book, make_window: MakeWindow, qtbot: QtBot, qapp: QApplication) -> None:
    window = make_window(filled, "people")
    page = page_of(window)
    window.go("people", rosa(filled))
    before = page.person.step
    assert before is not None
    qapp.processEvents()
    qtbot.mouseClick(page.person.done_button, Qt.MouseButton.LeftButton)
    assert page.person.step is None or page.person.step.id != before.id
    assert window.toast.isVisible()


def test_nobody_matches(filled: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    page = page_of(make_window(filled, "people"))
    page.filter.setText("tag:nothing-like-it")
    assert page.nobody.isVisible()
    assert page.nobody.text() == "There is no tag “nothing-like-it”."
    qtbot.mouseClick(page.clear, Qt.MouseButton.LeftButton)
    assert len(page.model.ids) == 13


def test_narrow_windows_show_one_pane_at_a_time(
    filled: Book, make_window: MakeWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    window = make_window(filled, "people", 760, 700)
    page = page_of(window)
    assert page.left.isVisible()
    assert not page.person.isVisible()
    page.view.go_to(2)
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert page.person.isVisible()
    assert not page.left.isVisible()
    qapp.processEvents()
    qtbot.mouseClick(page.person.back_button, Qt.MouseButton.LeftButton)
    assert page.left.isVisible()
    assert page.view.hasFocus()


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_are_only_text(book: Book, make_window: MakeWindow, qapp: QApplication, name: str) -> None:
    book.do(edits.log_people, [PersonForm(name=name[:200], talked_about=name, tags=[name[:100]])],
            today=date(2026, 10, 15))  # fmt: skip
    window = make_window(book, "people")
    window.go("people", people.ids_by_name(book.read)[0])
    qapp.processEvents()
    page = page_of(window)
    assert page.person.isVisible()
    shown = page.person.name.text()
    assert shown
    tooltip = page._delegate.tooltip(None, page.model.at(0))  # type: ignore[arg-type]  # the row needs no option
    assert shown in tooltip


def test_a_hundred_thousand_ids_read_only_what_is_seen(filled: Book, make_window: MakeWindow) -> None:
    page = page_of(make_window(filled, "people"))
    asked: list[int] = []
    fetch = page.model._fetch
    page.model._fetch = lambda ids: (asked.append(len(ids)), fetch(ids))[1]
    page.model.show(list(page.model.ids) * 7_700)
    page.view.viewport().repaint()
    assert page.model.rowCount() > 100_000
    assert sum(asked) <= 128


def test_del_removes_the_chosen_people_and_undo_brings_them_back(
    filled: Book, make_window: MakeWindow, qtbot: QtBot
) -> None:
    window = make_window(filled, "people")
    page = page_of(window)
    page.view.go_to(2)
    gone, below = page.model.ids[2], page.model.ids[3]
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    assert gone not in page.model.ids
    assert page.model.ids[page.view.current()] == below
    window.undo()
    assert gone in page.model.ids


def test_an_unknown_word_of_the_filter_is_named_and_a_known_one_offered(filled: Book, make_window: MakeWindow) -> None:
    window = make_window(filled, "people")
    page = window.page
    assert isinstance(page, PeoplePage)
    QTest.keyClicks(page.filter, "rank:q")
    assert page.nobody.text().startswith("“rank:q” is not understood.")
    offered = [each for each in page.findChildren(Button) if each.objectName().startswith("people.try.")]
    assert [each.text() for each in offered] == ["rank:a", "rank:b", "rank:c"]
    QTest.mouseClick(offered[1], Qt.MouseButton.LeftButton)
    assert page.filter.text() == "rank:b"
