"""Opening calendars in the window: what a file holds is shown, one step takes it in, answers are answered."""

import email
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from mrtnet.domain.meeting_forms import MeetingForm
from mrtnet.edits import meetings as edits
from mrtnet.edits import settings
from mrtnet.exchange.ics_reading import read_calendar
from mrtnet.queries import meetings
from mrtnet.store.book import Book
from mrtnet.ui.meetings.invite import AnswerDialog, InviteDialog
from mrtnet.ui.meetings.inviting import behind, inviting_of
from mrtnet.ui.meetings.reading import CalendarSheet, show_file
from mrtnet.ui.window import Window
from tests.ui.conftest import MakeWindow

TODAY = date(2026, 10, 15)
HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\n"
INVITATION = (
    HEAD + "METHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:abc@mail.example\r\nSEQUENCE:2\r\nDTSTAMP:20261014T120000Z\r\n"
    "DTSTART:20261022T200000Z\r\nDTEND:20261022T203000Z\r\nSUMMARY:A talk\r\n"
    'ORGANIZER;CN="Hina Malik":mailto:hina@twin.example\r\n'
    "ATTENDEE;CN=Me;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:me@mail.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def program(sessions: int) -> str:
    parts = [
        f"BEGIN:VEVENT\r\nUID:s{n}\r\nDTSTART:202610{20 + n % 3:02}T{9 + n % 8:02}0000\r\nDTEND:202610{20 + n % 3:02}T"
        f"{9 + n % 8:02}4500\r\nSUMMARY:Session {n}\r\nLOCATION:Room {n % 4}\r\nEND:VEVENT\r\n"
        for n in range(sessions)
    ]
    broken = "BEGIN:VEVENT\r\nSUMMARY:No time\r\nEND:VEVENT\r\n"
    return HEAD + "X-WR-CALNAME:Coding Days\r\n" + "".join(parts) + broken + "END:VCALENDAR\r\n"


@pytest.fixture
def window(make_window: MakeWindow, filled: Book) -> Window:
    filled.do(settings.set_about, email="me@mail.example", name="Lena Ortiz")
    return make_window(filled)


@pytest.fixture
def mail(window: Window) -> list[bytes]:
    """What was opened in her mail program."""
    opened: list[bytes] = []

    def open_file(path: Path) -> bool:
        opened.append(path.read_bytes())
        return True

    inviting_of(window.around).open_file = open_file
    return opened


Read = Callable[[str], CalendarSheet]


@pytest.fixture
def read(window: Window, qtbot: QtBot, tmp_path: Path) -> Read:
    """Opens a file with this text and waits until it is read."""

    def opened(text: str) -> CalendarSheet:
        path = tmp_path / "some.ics"
        path.write_text(text, encoding="utf-8", newline="")
        sheet = show_file(window.around, str(path))
        assert sheet is not None
        qtbot.waitUntil(lambda: sheet._job is None)
        return sheet

    return opened


def count(book: Book, table: str) -> int:
    return int(book.read.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_a_program_becomes_an_event_in_one_step(window: Window, filled: Book, read: Read) -> None:
    sheet = read(program(12))
    assert "12 sessions" in sheet.words.text()
    assert "1 entry could not be read" in sheet.words.text()
    assert sheet.name.text() == "Coding Days"
    sheet.name.setText("Coding Days 2026")
    QTest.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    found = filled.read.execute("SELECT id FROM event WHERE name = 'Coding Days 2026'").fetchone()
    assert found is not None
    assert count(filled, "session") == 12
    assert window.toast.isVisible()
    window.desk.undo()
    assert count(filled, "session") == 0


def test_the_same_file_as_meetings_or_busy_times(window: Window, filled: Book, read: Read, qtbot: QtBot) -> None:
    sheet = read(program(6))
    QTest.mouseClick(sheet.sorts.button(2), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sheet._job is None)
    assert sheet.sort == "busy"
    assert sheet.take.text() == "Read for busy times"
    sheet.take_in()
    qtbot.waitUntil(lambda: count(filled, "busy_time") == 6)
    assert count(filled, "busy_calendar") == 1
    qtbot.waitUntil(lambda: not window.around.jobs.running())
    window.desk.undo()
    assert count(filled, "busy_calendar") == 0


def test_an_invitation_becomes_a_meeting_and_is_answered(
    window: Window, filled: Book, read: Read, mail: list[bytes]
) -> None:
    sheet = read(INVITATION)
    assert sheet.take.text() == "Take in 1 meeting"
    QTest.mouseClick(sheet.take, Qt.MouseButton.LeftButton)
    told: list[str] = []
    window.desk.trouble.connect(told.append)
    dialog = window.findChild(AnswerDialog)
    assert isinstance(dialog, AnswerDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert told == []
    assert len(mail) == 1

    message = email.message_from_bytes(mail[0])
    assert "hina@twin.example" in str(message["To"])
    part = next(each for each in message.walk() if each.get_content_type() == "text/calendar")
    assert part.get_param("method") == "REPLY"
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    answer = read_calendar(payload)
    (entry,) = answer.entries
    assert (answer.method, entry.uid, entry.sequence) == ("REPLY", "abc@mail.example", 2)
    assert [(each.email, each.partstat) for each in entry.attendees] == [("me@mail.example", "ACCEPTED")]
    assert entry.starts.astimezone().isoformat() == datetime.fromisoformat("2026-10-22T20:00Z").astimezone().isoformat()  # type: ignore[union-attr]


def test_an_answer_is_noted_and_a_proposed_time_taken_by_one_key(
    window: Window, filled: Book, read: Read, mail: list[bytes]
) -> None:
    who, address = filled.read.execute(
        "SELECT p.id, r.value FROM person p JOIN reach r ON r.person_id = p.id AND r.property = 'EMAIL' LIMIT 1"
    ).fetchone()
    form = MeetingForm(day=date(2026, 10, 22), at=time(15), zone="America/Chicago")
    meeting = filled.do(edits.plan_meeting, form, [who], today=TODAY)
    window.go("meetings", meeting)
    QTest.keyClick(window.page.view, Qt.Key.Key_I)  # type: ignore[union-attr]
    dialog = window.findChild(InviteDialog)
    assert isinstance(dialog, InviteDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(mail) == 1
    row = meetings.row(filled.read, meeting)
    assert row is not None
    assert behind(filled.read, row, window.desk.about) is None
    reply = (
        HEAD + f"METHOD:COUNTER\r\nBEGIN:VEVENT\r\nUID:{row.uid}\r\nSEQUENCE:0\r\nDTSTAMP:20261015T120000Z\r\n"
        f"DTSTART:20261023T150000Z\r\nDTEND:20261023T153000Z\r\nATTENDEE;PARTSTAT=TENTATIVE:mailto:{address}\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    sheet = read(reply)
    assert sheet.take.text() == "Note the answer"
    assert not sheet.choice.isVisible()
    sheet.take_in()
    view = window.page.meeting  # type: ignore[union-attr]
    assert "proposes another time" in view.answers.words.text()
    window.activateWindow()
    window.page.view.setFocus()  # type: ignore[union-attr]
    QApplication.processEvents()
    QTest.keyClick(window.page.view, Qt.Key.Key_E)  # type: ignore[union-attr]
    moved = meetings.row(filled.read, meeting)
    assert moved is not None
    assert (moved.day, moved.at, moved.dates.moved_by_them) == (date(2026, 10, 23), time(10), 1)
    assert "They still have the old time." in view.answers.words.text()
    QTest.mouseClick(view.answers.tell, Qt.MouseButton.LeftButton)
    assert len(mail) == 2
    assert b"Updated invitation" in mail[1]
    window.desk.do(edits.cancel_meeting, meeting, today=TODAY)
    assert "They still think that you meet." in view.answers.words.text()
    QTest.mouseClick(view.answers.tell, Qt.MouseButton.LeftButton)
    assert b"Called off" in mail[2]
    assert not view.answers.tell.isVisible()


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "not a calendar"), ("hello\r\n", "not a calendar"), (HEAD + "END:VCALENDAR\r\n", "There is nothing in it"),
     ("\x00\x01\x02" * 50, "not a calendar")],
)  # fmt: skip
def test_what_is_no_calendar_is_said_in_a_sentence(read: Read, text: str, said: str) -> None:
    sheet = read(text)
    assert said in sheet.words.text()
    assert not sheet.take.isEnabled()
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert sheet.isVisible()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)


def test_leaving_while_it_is_read_changes_nothing(window: Window, filled: Book, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "large.ics"
    path.write_text(program(30_000), encoding="utf-8", newline="")
    steps = filled.newest_step()
    sheet = show_file(window.around, str(path))
    assert sheet is not None
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.around.jobs.running(), timeout=20_000)
    assert filled.newest_step() == steps


def test_by_key_and_by_drop(window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "some.ics"
    path.write_text(INVITATION, encoding="utf-8", newline="")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    QTest.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    sheet = window.findChild(CalendarSheet)
    assert isinstance(sheet, CalendarSheet)
    qtbot.waitUntil(lambda: sheet._job is None)
    sheet.reject()
    QApplication.processEvents()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    action, left, plain = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    came = QDragEnterEvent(QPoint(5, 5), action, mime, left, plain)
    came.ignore()
    QApplication.sendEvent(window, came)
    assert came.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), action, mime, left, plain))
    again = [each for each in window.findChildren(CalendarSheet) if each.isVisible()]
    assert len(again) == 1
    qtbot.waitUntil(lambda: again[0]._job is None)
    again[0].reject()


def test_sent_by_her_own_server_with_the_answers_awaited(window: Window, filled: Book, qtbot: QtBot) -> None:
    filled.do(settings.set_about, smtp_server="mail.example:587")
    window.desk.look()
    form = MeetingForm(day=date(2026, 10, 22), at=time(15), zone="America/Chicago")
    meeting = filled.do(edits.plan_meeting, form, [1], today=TODAY)
    sent: list[str] = []
    inviting_of(window.around).send_message = lambda message, _about, _password: sent.append(str(message["To"]))
    window.go("meetings", meeting)
    QTest.keyClick(window.page.view, Qt.Key.Key_I)  # type: ignore[union-attr]
    dialog = window.findChild(InviteDialog)
    assert isinstance(dialog, InviteDialog)
    QTest.mouseClick(dialog.by_server, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(sent) and not window.around.jobs.running())
    assert sent == ["Noor Al-Hadidi <nooralhadidi@mail.example>"]
    assert "Noor Al-Hadidi has not answered" in window.page.meeting.answers.words.text()  # type: ignore[union-attr]


def test_what_the_server_refuses_is_said_and_nothing_is_noted(window: Window, filled: Book, qtbot: QtBot) -> None:
    filled.do(settings.set_about, smtp_server="127.0.0.1:1")
    window.desk.look()
    form = MeetingForm(day=date(2026, 10, 22), at=time(15), zone="America/Chicago")
    meeting = filled.do(edits.plan_meeting, form, [1], today=TODAY)
    told: list[str] = []
    window.desk.trouble.connect(told.append)
    inviting_of(window.around).tell(meeting, by_server=True)
    qtbot.waitUntil(lambda: bool(told))
    assert "did not take the message" in told[0]
    assert [each.partstat for each in meetings.people(filled.read, meeting)] == [""]
