"""The weekly review by its keys: one key a person, one undo a key; she leaves at any moment and comes back there."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mrtnet.domain.forms import InteractionForm, PersonForm
from mrtnet.edits import follow_ups, people
from mrtnet.queries import person
from mrtnet.store.book import Book
from mrtnet.ui.pages.review import ReviewPage
from mrtnet.ui.window import Window
from tests.copies import copied
from tests.ui.conftest import MakeWindow

TODAY = date(2026, 10, 15)
Key = Qt.Key


def _fill(book: Book) -> None:
    """Four people whose rhythm passed, the first by least; one new person without a next step; one late follow-up."""
    for number, name in enumerate(("Rosa Owusu", "Kwame Iyer", "Aiko Volkov", "Omar Haddad")):
        then = TODAY - timedelta(days=79 + number)
        who = book.do(people.add_person, PersonForm(name=name), today=then)
        book.do(follow_ups.log_contact, [who], InteractionForm(kind="email", on=then, body="The audit"), today=then)
        book.do(people.set_rhythm, [who], tier="close", today=then)
    (late,) = book.do(people.log_people, [PersonForm(name="Priya Tanaka")], today=TODAY - timedelta(days=6))
    (new,) = book.do(people.log_people, [PersonForm(name="Linh Moyo")], today=TODAY - timedelta(days=1))
    steps = book.read.execute("SELECT id FROM follow_up WHERE person_id = ? AND state = 'open'", (new,)).fetchall()
    book.do(follow_ups.skip, [row[0] for row in steps], today=TODAY)
    steps = book.read.execute("SELECT id FROM follow_up WHERE person_id = ? AND state = 'open'", (new,)).fetchall()
    if steps:
        book.do(follow_ups.skip, [row[0] for row in steps], today=TODAY)
    assert late


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with copied(tmp_path / "book.mrtnet", _fill) as book:
        yield book


def _open(window: Window, qtbot: QtBot) -> ReviewPage:
    window.go("review")
    page = window.page
    assert isinstance(page, ReviewPage)
    qtbot.waitUntil(lambda: not page.is_planning())
    return page


def _press(page: ReviewPage, qtbot: QtBot, key: Qt.Key) -> None:
    QTest.keyClick(page.choices[0] if page.choices[0].isVisible() else page, key)
    qtbot.waitUntil(lambda: not page.is_planning())


def test_every_person_takes_one_key_and_every_key_one_undo(book: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(book)
    page = _open(window, qtbot)
    assert page.card.name.text() == "Priya Tanaka"
    late = page.subject().follow_up_id
    _press(page, qtbot, Key.Key_3)  # it is done
    assert book.read.execute("SELECT state FROM follow_up WHERE id = ?", (late,)).fetchone()[0] == "done"
    window.desk.undo()
    qtbot.waitUntil(lambda: not page.is_planning())
    assert page.card.name.text() == "Priya Tanaka" or page._step != "late"
    page.go_to_step("late")
    assert (page.card.name.text(), page.subject().follow_up_id) == ("Priya Tanaka", late)
    _press(page, qtbot, Key.Key_3)
    page.go_to_step("quiet")
    assert page.card.name.text() == "Rosa Owusu"
    rosa, kwame, aiko, omar = (row.person_id for row in page._queue("quiet"))
    for who, key, seen in (
        (rosa, Key.Key_2, lambda: TODAY < (_due(book, rosa) or TODAY) <= TODAY + timedelta(days=7)),
        (kwame, Key.Key_3, lambda: _rhythm(book, kwame) == 84),
        (aiko, Key.Key_4, lambda: (_due(book, aiko) or TODAY) >= TODAY + timedelta(days=180)),
    ):
        before = (_due(book, who), _rhythm(book, who))
        assert page.subject().person_id == who
        _press(page, qtbot, key)
        assert seen()
        window.desk.undo()
        qtbot.waitUntil(lambda: not page.is_planning())
        assert (_due(book, who), _rhythm(book, who)) == before
        page.go_to_step("quiet")
        page._skipped["quiet"] = []
        page._show()
        while page.subject().person_id != who:
            _press(page, qtbot, Key.Key_Right)
        _press(page, qtbot, key)
        assert seen()
    assert page.subject().person_id == omar


def test_she_leaves_and_comes_back_where_she_was(book: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(book)
    page = _open(window, qtbot)
    page.go_to_step("quiet")
    _press(page, qtbot, Key.Key_Right)
    assert page.card.name.text() == "Kwame Iyer"
    _press(page, qtbot, Key.Key_Left)
    assert page.card.name.text() == "Rosa Owusu"
    _press(page, qtbot, Key.Key_Right)
    QTest.keyClick(page, Key.Key_Escape)
    assert window.page is not None
    assert window.page.key == "today"
    page.keep()
    again = ReviewPage(window.around)
    again.reload()
    qtbot.waitUntil(lambda: not again.is_planning())
    assert again.card.name.text() == "Kwame Iyer"
    for _turn in range(12):
        again.skip_person()
    assert again.summary.sentence.text()
    assert again._over
    again.go_back()
    assert not again._over
    again.deleteLater()


def _due(book: Book, who: int) -> date | None:
    detail = person.detail(book.read, who)
    return detail.next_touch if detail else None


def _rhythm(book: Book, who: int) -> int | None:
    detail = person.detail(book.read, who)
    return detail.rhythm_days if detail else None
