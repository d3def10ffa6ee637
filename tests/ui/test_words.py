"""The words of the window's own making: promises noticed below a note, kept by one key."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mrtnet.domain.forms import InteractionForm, PersonForm
from mrtnet.edits.follow_ups import log_contact
from mrtnet.edits.people import add_person
from mrtnet.queries import meetings, people
from mrtnet.store.book import Book
from mrtnet.ui.around import Subject
from mrtnet.ui.dialogs import asking
from mrtnet.ui.dialogs.log_line import LogDialog
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.pages.gone_quiet import GoneQuietPage
from mrtnet.ui.pages.person import PersonView
from mrtnet.ui.promise_offer import PromiseOffer
from mrtnet.ui.window import Window
from tests.ui.conftest import MakeWindow
from tests.ui.meeting_desk import CTRL, SHIFT, press
from tests.ui.network import TODAY

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


def test_gone_quiet_shows_the_reason(window: Window) -> None:
    long_ago = TODAY - timedelta(days=800)
    told = InteractionForm(kind="call", on=long_ago, direction="in", body="Offered to look at my resume")
    window.desk.book.do(add_person, PersonForm(name="Inès Moreau", roles=["mentor"], tier="close"), today=TODAY)
    quiet = _who(window, "Inès Moreau")
    window.desk.book.do(log_contact, [quiet], told, today=TODAY)
    window.around.go("gone_quiet")
    page = window.page
    assert isinstance(page, GoneQuietPage)
    for _round in range(300):
        if not page.is_planning():
            break
        QTest.qWait(10)
    assert [tie.name for tie in page.ties.values()] == ["Inès Moreau"]
    assert page.subject().person_ids == (quiet,)
    assert page.model.spoken(0) == (
        "Inès Moreau. Was your mentor and has answered you before."
        " Last in touch Aug 6, 2024: “Offered to look at my resume”"
    )
