"""Drafts: what is typed is saved or still a draft, never neither, never both."""

from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from mrtnet.domain.forms import PersonForm
from mrtnet.edits import people
from mrtnet.store.book import Book
from mrtnet.trouble import Trouble
from mrtnet.ui import drafts
from mrtnet.ui.desk import Desk
from mrtnet.ui.drafts import Draft
from tests.ui.network import TODAY


@pytest.fixture
def desk(book: Book) -> Desk:
    return Desk(book, inline=True)


def _refuse(_session: Any, **_told: Any) -> None:
    raise Trouble("Not today.")


@pytest.mark.usefixtures("qapp")
def test_a_save_takes_its_draft_along_and_a_refused_one_leaves_it(desk: Desk) -> None:
    draft = Draft(desk, "person.line:1")
    draft.keep("half a li")
    draft.keep_now()
    draft.keep("half a line")  # waits for the pause
    desk.do(draft.in_save(_refuse))
    assert draft.read() == "half a line"
    desk.do(draft.in_save(people.log_people), [PersonForm(name="Amina Yusuf")], today=TODAY)
    assert draft.read() is None
    assert desk.book.history()[0].title.startswith("Logged")


def test_typing_without_a_pause_is_kept_all_the_same(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "LONGEST", 20)
    draft = Draft(desk, "capture")
    for number in range(1000):
        draft.keep("a" * (number + 1))
        qtbot.wait(1)
        if draft.read():
            break
    assert draft.read()


@pytest.mark.usefixtures("qapp")
def test_a_draft_that_leaves_its_field_keeps_what_waits(desk: Desk) -> None:
    page = QObject()
    draft = Draft(desk, "event.session:1", page)
    draft.keep("Keynote 9am")
    draft.leave()
    assert Draft(desk, "event.session:1", page).read() == "Keynote 9am"
