"""A backup restored while much is open: every page begins anew, what was open is closed, what was typed is a draft."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from mrtnet.domain.forms import PersonForm
from mrtnet.edits import people
from mrtnet.queries import people as people_queries
from mrtnet.store import backup
from mrtnet.store.book import Book
from mrtnet.ui.capture.opening import install as capturing
from mrtnet.ui.pages.follow_ups import FollowUpsPage
from mrtnet.ui.pages.meetings import MeetingsPage
from mrtnet.ui.pages.people import PeoplePage
from mrtnet.ui.pages.settings.restoring import restore
from tests.ui.conftest import MakeWindow


def test_after_a_restore_every_page_begins_anew_and_what_was_typed_is_a_draft(
    filled: Book, make_window: MakeWindow, qtbot: QtBot, qapp: QApplication
) -> None:
    window = make_window(filled)
    desk = window.desk
    made = backup.make(filled.read, filled.path)
    rosa = people_queries.ids_by_name(desk.read)[0]
    desk.do(people.add_person, PersonForm(name="Ines Okafor"), today=desk.today)
    ines = desk.read.execute("SELECT id FROM person WHERE name = 'Ines Okafor'").fetchone()[0]
    for person in (rosa, ines):
        window.go("people", person)
        assert isinstance(window.page, PeoplePage)
        QTest.keyClicks(window.page.person.line, "half a line")  # within the pause before it is kept
    for chapter in ("data", "templates"):
        window.go("settings", chapter)
    window.go("network")
    window.go("follow_ups")
    assert isinstance(window.page, FollowUpsPage)
    window.page.go_to(desk.today + timedelta(days=40))
    window.go("people", ines)
    window.commands.run("follow_up")
    window.commands.run("log_people")
    capture = capturing(window.around).window
    assert capture is not None
    QTest.keyClicks(capture.form.name, "Half a na")
    window.go("meetings", ("plan", ines))
    assert isinstance(window.page, MeetingsPage)
    assert window.page.headline() != window.page.title

    with qtbot.waitSignal(desk.said, timeout=10_000) as told:
        restore(window.around, made, lambda why: pytest.fail(why))
    assert "is kept there, too" in told.args[0]
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not [each for each in window.findChildren(QDialog) if each.isVisible()]
    assert capturing(window.around).window is None
    assert [key for (key,) in desk.read.execute("SELECT key FROM draft ORDER BY key")] == [
        "capture",
        f"person.line:{rosa}",
    ]
    assert isinstance(window.page, MeetingsPage)
    assert window.page.headline() == window.page.title
    window.go("follow_ups")
    assert isinstance(window.page, FollowUpsPage)
    assert window.page.day == desk.today
    window.theme.refresh()  # what listened before hears nothing more
    desk.day_changed.emit()
    desk.do(people.add_person, PersonForm(name="Nobody Else"), today=desk.today)
    qapp.processEvents()
    window.close()
    desk.book.close()
