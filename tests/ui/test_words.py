"""The words of the window's own making: promises noticed below a note, kept by one key."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mrtnet.queries import meetings, people
from mrtnet.store.book import Book
from mrtnet.ui.around import Subject
from mrtnet.ui.dialogs import asking
from mrtnet.ui.dialogs.log_line import LogDialog
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.pages.person import PersonView
from mrtnet.ui.promise_offer import PromiseOffer
from mrtnet.ui.window import Window
from tests.ui.conftest import MakeWindow
from tests.ui.meeting_desk import CTRL, SHIFT, press

ROSA = "Rosa Delgado-Ruiz"


@pytest.fixture
def window(filled: Book, make_window: MakeWindow) -> Iterator[Window]:
    """Today; dialogs left open are closed."""
    window = make_window(filled)
    yield window
    for each in window.findChildren(SmallDialog):
        each.hide()


def _who(window: Window, name: str) -> int:
    (found,) = people.ids_named(window.desk.read, name)
    return found


def _promised(window: Window) -> list[tuple[str, str, date | None]]:
    return [(each.side, each.text, each.due) for each in meetings.promises(window.desk.read)]


def test_a_promise_in_the_quick_log_is_offered_and_kept_by_one_key(window: Window) -> None:
    who, before = _who(window, ROSA), len(_promised(window))
    asking.OPEN["log"](window.around, Subject(person_id=who, person_ids=(who,)))
    (dialog,) = (each for each in window.findChildren(LogDialog) if each.isVisible())
    QTest.keyClicks(dialog.text, "Good talk. I will send her my resume by Friday. She'll ask her manager.")
    dialog.noticed.look()
    assert dialog.noticed.isVisible()
    assert dialog.noticed.words.text() == "You promise: send her my resume, Tomorrow"
    assert len(_promised(window)) == before
    dialog.text.setFocus()
    press(dialog, Qt.Key.Key_P, CTRL | SHIFT)
    assert ("mine", "send her my resume", date(2026, 10, 16)) in _promised(window)
    assert "Rosa promises: ask her manager" in dialog.noticed.words.text()
    dialog.noticed.away.click()
    assert not dialog.noticed.isVisible()
    assert len(_promised(window)) == before + 1
    window.desk.undo()
    assert len(_promised(window)) == before


def test_on_the_page_of_a_person_it_stays_offered_after_enter(window: Window) -> None:
    window.around.go("people", _who(window, ROSA))
    (view,) = (each for each in window.findChildren(PersonView) if each.isVisible())
    view.write_line()
    QTest.keyClicks(view.line, "She asks her manager by Friday")
    QTest.keyClick(view.line, Qt.Key.Key_Return)
    assert view.line.text() == ""
    offer = view.findChild(PromiseOffer)
    assert isinstance(offer, PromiseOffer)
    assert offer.isVisible()
    press(window, Qt.Key.Key_P, CTRL | SHIFT)
    assert ("theirs", "ask her manager", date(2026, 10, 16)) in _promised(window)
    assert not offer.isVisible()
