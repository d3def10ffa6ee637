"""Settings, Calendar: calendars that are read, her mail server, accounts on real servers; in processes, undoable."""

import socket
from collections.abc import Iterator
from contextlib import closing
from datetime import date, time
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from mrtnet.domain.meeting_forms import MeetingForm
from mrtnet.edits import meetings as edits
from mrtnet.edits import settings
from mrtnet.queries.about import about
from mrtnet.store.book import Book
from mrtnet.sync import accounts, dav
from mrtnet.sync.wire import Wire
from mrtnet.ui.meetings.invite import AskPassword
from mrtnet.ui.pages.settings.account_change import ChangeAccount
from mrtnet.ui.pages.settings.account_form import AccountDialog
from mrtnet.ui.pages.settings.calendar import CalendarPart
from mrtnet.ui.pages.settings.conflicts import ConflictsDialog, open_conflicts
from mrtnet.ui.pages.settings.page import SettingsPage
from mrtnet.ui.syncing import last_result, question_of, say_report, syncing_of
from mrtnet.ui.widgets.basic import Button
from mrtnet.ui.window import Window
from tests.sync import servers
from tests.ui.conftest import MakeWindow

TODAY = date(2026, 10, 15)
BUSY = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Classes\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20261020T150000Z\r\n"
    "DTEND:20261020T160000Z\r\nSUMMARY:Class\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture(scope="module")
def radicale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Server]:
    yield from servers.radicale(tmp_path_factory.mktemp("radicale"))


@pytest.fixture
def window(make_window: MakeWindow, filled: Book) -> Iterator[Window]:
    window = make_window(filled, "settings")
    assert isinstance(window.page, SettingsPage)
    window.page.show_chapter("calendar")
    yield window
    syncing_of(window.around).close()


def part_of(window: Window) -> CalendarPart:
    assert isinstance(window.page, SettingsPage)
    assert isinstance(window.page.part, CalendarPart)
    return window.page.part


def test_a_file_is_read_counted_switched_off_and_removed(
    window: Window, filled: Book, qtbot: QtBot, tmp_path: Path
) -> None:
    part, path = part_of(window), tmp_path / "classes.ics"
    path.write_text(BUSY, encoding="utf-8", newline="")
    part.busy.address.setText(str(tmp_path / "nowhere.ics"))
    QTest.keyClick(part.busy.address, Qt.Key.Key_Return)
    assert part.busy.add_row.problem.text() == "There is no file “nowhere.ics”."
    part.busy.address.setText(str(path))
    QTest.keyClick(part.busy.address, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(part.busy.rows) == 1 and "1 busy times" in part.busy.rows[0].about.text())
    qtbot.waitUntil(lambda: not window.around.jobs.running())
    box = part.busy.rows[0].findChild(QCheckBox, "settings.busy.shown")
    assert isinstance(box, QCheckBox)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert filled.read.execute("SELECT shown FROM busy_calendar").fetchone() == (0,)
    window.desk.undo()
    path.write_text("no calendar", encoding="utf-8")
    again = part.busy.rows[0].findChild(Button, "settings.busy.again")
    assert isinstance(again, Button)
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "not a calendar" in part.busy.rows[0].problem.text())
    assert filled.read.execute("SELECT count(*) FROM busy_time").fetchone() == (1,)  # the times of before stay
    away = part.busy.rows[0].findChild(Button, "settings.busy.remove")
    assert isinstance(away, Button)
    QTest.mouseClick(away, Qt.MouseButton.LeftButton)
    assert part.busy.rows == []
    window.desk.undo()
    assert len(part.busy.rows) == 1


def test_what_is_typed_is_kept(window: Window, filled: Book, qtbot: QtBot) -> None:
    field = part_of(window).rows[0].control
    assert field is not None
    QTest.keyClicks(field, "lena@mail.example")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert about(filled.read).email == "lena@mail.example"
    window.desk.undo()
    assert about(filled.read).email == ""


def test_a_mail_server_is_tried_without_sending(window: Window, filled: Book, qtbot: QtBot) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    mail = part_of(window).mail
    filled.do(settings.set_about, smtp_server=f"127.0.0.1:{port}")
    window.desk.look()
    QTest.mouseClick(mail.test, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "did not take" in mail.test_row.problem.text())
    controller = Controller(object(), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        QTest.mouseClick(mail.test, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: mail.test_row.about.text() == "127.0.0.1 answers.")
    finally:
        controller.stop()


def type_password(window: Window) -> None:
    found = [each for each in window.findChildren(AskPassword) if each.isVisible()]
    assert len(found) == 1
    QTest.keyClicks(found[0].field, servers.PASSWORD)
    QTest.keyClick(found[0].field, Qt.Key.Key_Return)


def test_an_account_from_its_address_to_a_settled_conflict(
    window: Window, filled: Book, radicale: servers.Server, qtbot: QtBot
) -> None:
    part = part_of(window)
    who = filled.read.execute("SELECT min(id) FROM person").fetchone()[0]
    form = MeetingForm(day=date(2026, 10, 22), at=time(15), zone="America/Chicago", place="Room 1")
    meeting = filled.do(edits.plan_meeting, form, [who], today=TODAY)
    part.accounts.add()
    dialog = window.findChild(AccountDialog)
    assert isinstance(dialog, AccountDialog)
    dialog.url.setText(radicale.url)
    dialog.user.setText(servers.USER)
    dialog.password.setText("wrong")
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.take.isEnabled())
    assert dialog.problem.isVisible()
    dialog.password.setText(servers.PASSWORD)
    dialog._found = []
    with closing(Wire(radicale.url, servers.USER, servers.PASSWORD)) as wire:
        url = dav.new_calendar(wire, "Work")
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.there.isVisible())
    place = dialog.calendars.findText("Work")
    assert place >= 0
    dialog.calendars.setCurrentIndex(place)
    for key in ("follow_ups", "events"):
        dialog.kinds[key].setChecked(False)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (account,) = accounts.accounts(filled.read)
    assert (account.shown, account.sends) == ("Work", ("meeting",))
    sync_now(window, qtbot)
    assert last_result(filled.read, account.uid)[1].startswith("1 sent, 0 taken over.")
    change_account(window, filled, qtbot)
    with closing(Wire(radicale.url, servers.USER, servers.PASSWORD)) as wire:
        there = dav.Place(wire, url, dav.CALENDAR)
        uid = filled.read.execute("SELECT uid FROM meeting WHERE id = ?", (meeting,)).fetchone()[0]
        href = there.find(uid)
        assert href is not None
        got = there.fetch([href])[href]
        assert got is not None
        there.put(href, got[1].replace(b"Room 1", b"Room 7"), got[0])
    filled.do(edits.change_meeting, meeting, form.model_copy(update={"place": "Room 3"}), today=TODAY)
    sync_now(window, qtbot)
    assert len(open_conflicts(window.around, account)) == 1
    ConflictsDialog(window.around, account, part.accounts.reload).open_at()
    settle = window.findChild(ConflictsDialog)
    assert isinstance(settle, ConflictsDialog)
    QTest.keyClick(settle, Qt.Key.Key_2)
    assert filled.read.execute("SELECT place FROM meeting WHERE id = ?", (meeting,)).fetchone() == ("Room 7",)
    window.desk.undo()
    assert filled.read.execute("SELECT place FROM meeting WHERE id = ?", (meeting,)).fetchone() == ("Room 3",)


def change_account(window: Window, book: Book, qtbot: QtBot) -> None:
    """What goes there, and its name; then the server is asked what else it has, and nothing is changed."""
    (before,) = accounts.accounts(book.read)

    def opened() -> ChangeAccount:
        button = part_of(window).accounts.rows[0].findChild(Button, "settings.account.change")
        assert isinstance(button, Button)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        return next(each for each in window.findChildren(ChangeAccount) if each.isVisible())

    dialog = opened()
    assert [dialog.kinds[key].isChecked() for key in ("follow_ups", "meetings", "events")] == [False, True, False]
    dialog.name.setText("Classes")
    dialog.notes.setChecked(True)
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    (after,) = accounts.accounts(book.read)
    assert after == before._replace(title="Classes", notes=True)
    window.desk.undo()
    assert accounts.accounts(book.read) == [before]
    dialog = opened()
    dialog.password.setText(servers.PASSWORD)
    QTest.mouseClick(dialog.others, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.take.isEnabled())
    assert dialog.calendars.currentText() == "Work"
    assert dialog.calendars.count() > 1, dialog.problem.text()
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert accounts.accounts(book.read) == [before]


def sync_now(window: Window, qtbot: QtBot) -> None:
    button = part_of(window).accounts.rows[0].findChild(Button, "settings.account.sync")
    assert isinstance(button, Button)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    type_password(window)
    with qtbot.waitSignal(syncing_of(window.around).ended, timeout=60_000):
        pass


def test_what_a_run_did_in_words() -> None:
    told = {"pushed": 3, "pulled": 1, "conflicts": 2, "problems": ["One was refused."]}
    assert say_report(told) == "3 sent, 1 taken over, 2 for you to decide.\nOne was refused."
    assert question_of({"accounts": [{"question": "Delete 40?"}]}) == "Delete 40?"
    assert question_of(None) == ""
