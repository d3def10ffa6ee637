"""Invitations by mail: to a real server on this machine, read back by other programs' code, checked by libical."""

import email
import socket
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, time
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import icalendar
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from mrtnet import clock
from mrtnet.domain.about import About
from mrtnet.domain.forms import PersonForm, Reach
from mrtnet.domain.meeting_forms import MeetingForm
from mrtnet.edits import meetings, people, settings
from mrtnet.exchange.calendar_sorting import sort_calendar
from mrtnet.exchange.ics_reading import read_calendar
from mrtnet.queries.meetings import people as guests
from mrtnet.store.book import Book
from mrtnet.sync import inviting
from mrtnet.trouble import Trouble
from tests.copies import copied
from tests.exchange.engines import libical_runs

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # it is this machine
TODAY = date(2026, 10, 15)
LEILANI = PersonForm(
    name="Leilani Kealoha",
    time_zone="Pacific/Honolulu",
    reaches=[Reach(property="EMAIL", value="leilani@koolau.example")],
)
TALK = MeetingForm(
    day=date(2026, 11, 5), at=time(15), zone="America/New_York", url="https://talk.example/1", alarms=[1440, 15],
    purpose="Your way from coding to management", note="She never says no to surfing",
    agenda=[{"title": "My doubts", "minutes": 10}],
)  # fmt: skip


class Kept:
    """What the server took."""

    def __init__(self) -> None:
        self.messages: list[bytes] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        self.messages.append(envelope.original_content)
        return "250 taken"


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def server() -> Iterator[Controller]:
    """A mail server that wants a name and a password."""

    def known(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        fine = isinstance(data, LoginPassword) and (data.login, data.password) == (b"mia", b"secret")
        return AuthResult(success=fine, handled=False)

    controller = Controller(
        Kept(), hostname="127.0.0.1", port=_free_port(), authenticator=known, auth_required=True, auth_require_tls=False
    )
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Book]:
    monkeypatch.setenv("MRTNET_NOW", "2026-10-15T21:30+00:00")
    with copied(tmp_path / "book.mrtnet") as book:
        book.do(settings.set_about, name="Mia Okafor", email="mia@student.example", smtp_user="mia")
        person = book.do(people.add_person, LEILANI, today=TODAY)
        book.do(meetings.plan_meeting, TALK, [person], today=TODAY)
        yield book


def _about(server: Controller, **more: Any) -> About:
    port = server.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
    return About(smtp_server=f"127.0.0.1:{port}", smtp_user="mia", **more)


def _arrived(server: Controller) -> EmailMessage:
    message = email.message_from_bytes(server.handler.messages[-1], policy=default)
    assert isinstance(message, EmailMessage)
    return message


def _calendar_of(message: EmailMessage) -> bytes:
    part = next(each for each in message.walk() if each.get_content_type() == "text/calendar")
    return part.get_payload(decode=True)  # type: ignore[return-value]


def test_invitation_update_and_cancellation_arrive_whole(book: Book, server: Controller) -> None:
    sent = []
    for change in (
        lambda: None,
        lambda: book.do(meetings.move_meeting, 1, date(2026, 11, 6), time(16), today=TODAY),
        lambda: book.do(meetings.cancel_meeting, 1, today=TODAY),
    ):
        change()
        ready = inviting.ready(book, 1)
        inviting.send(ready.message, _about(server), "secret")
        message = _arrived(server)
        assert [part.get_content_type() for part in message.walk()] == [
            "multipart/mixed", "multipart/alternative", "text/plain", "text/calendar", "application/ics",
        ]  # fmt: skip
        part = next(each for each in message.walk() if each.get_content_type() == "text/calendar")
        assert part["Content-Type"].params["method"] == ready.method
        assert _calendar_of(message) == ready.calendar
        sent.append((ready.method, icalendar.Calendar.from_ical(ready.calendar)))
    methods = [method for method, _calendar in sent]
    events = [calendar.walk("VEVENT")[0] for _method, calendar in sent]
    assert methods == ["REQUEST", "REQUEST", "CANCEL"]
    assert [int(event["SEQUENCE"]) for event in events] == [0, 1, 2]
    assert len({str(event["UID"]) for event in events}) == 1
    assert [event.decoded("DTSTART").astimezone(UTC).hour for event in events[:2]] == [20, 21]
    for event in events:
        assert str(event["ORGANIZER"]) == "mailto:mia@student.example"
        assert str(event["ATTENDEE"]) == "mailto:leilani@koolau.example"
        assert not event.walk("VALARM")


def test_nothing_private_leaves(book: Book) -> None:
    ready = inviting.ready(book, 1)
    whole = ready.message.as_bytes() + ready.calendar
    assert b"surfing" not in whole
    assert b"doubts" not in ready.calendar
    assert "10:00 AM" in inviting.ready(book, 1).message.get_body().get_content()  # type: ignore[union-attr]


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_libical_finds_nothing_wrong(book: Book, method: str, capsys: pytest.CaptureFixture[str]) -> None:
    if not libical_runs():
        print("not run: libical's binding is not installed")
        return
    inviting.ready(book, 1)
    if method == "CANCEL":
        book.do(meetings.cancel_meeting, 1, today=TODAY)
    checker = Path(__file__).parent.parent / "exchange" / "check_itip.py"
    done = subprocess.run(
        ["/usr/bin/python3", str(checker)], input=inviting.ready(book, 1).calendar, capture_output=True, check=True
    )
    assert done.stdout.decode().split() == ["0", method.lower()]


def test_her_answer_finds_its_guest(book: Book) -> None:
    asked = icalendar.Calendar.from_ical(inviting.ready(book, 1).calendar)
    event = asked.walk("VEVENT")[0]
    asked["METHOD"] = "REPLY"
    event["ATTENDEE"].params["PARTSTAT"] = "TENTATIVE"
    from mrtnet.edits import taking_in

    book.do(taking_in.take_in, sort_calendar(read_calendar(asked.to_ical()), mine=[], zone="UTC"), today=TODAY)
    assert [(each.partstat, each.replied_on) for each in guests(book.read, 1)] == [("TENTATIVE", clock.today())]


@pytest.mark.parametrize(
    ("told", "password", "sentence"),
    [
        ({"smtp_server": ""}, "secret", "No mail server is set up"),
        ({"smtp_server": "what is this"}, "secret", "is no mail server"),
        ({"smtp_server": "127.0.0.1:1"}, "secret", "did not take the message"),
        ({}, "wrong", "does not accept this user name and password"),
    ],
)
def test_what_is_in_the_way_is_said(
    book: Book, server: Controller, told: dict[str, str], password: str, sentence: str
) -> None:
    ready = inviting.ready(book, 1)
    with pytest.raises(Trouble, match=sentence):
        inviting.send(ready.message, _about(server)._replace(**told), password)
    assert server.handler.messages == []


def test_an_invitation_needs_a_date_and_addresses(book: Book) -> None:
    nobody = book.do(people.add_person, PersonForm(name="Omar Haddad"), today=TODAY)
    undated = book.do(meetings.plan_meeting, MeetingForm(), [nobody], today=TODAY)
    with pytest.raises(Trouble, match="no date yet"):
        inviting.ready(book, undated)
    dated = book.do(meetings.plan_meeting, TALK, [nobody], today=TODAY)
    with pytest.raises(Trouble, match="Omar Haddad has no email address"):
        inviting.ready(book, dated)
    book.do(settings.set_about, email="")
    with pytest.raises(Trouble, match="your own email address"):
        inviting.ready(book, 1)


def test_a_line_break_in_a_name_adds_no_header(book: Book) -> None:
    book.do(settings.set_about, name="Mia\r\nBcc: all@spam.example")
    raw = inviting.ready(book, 1).message.as_bytes()
    assert b"\r\nBcc:" not in raw


INVITED = """BEGIN:VCALENDAR\r
VERSION:2.0\r
METHOD:REQUEST\r
BEGIN:VEVENT\r
UID:theirs@koolau.example\r
SEQUENCE:3\r
DTSTAMP:20261014T120000Z\r
DTSTART:20261105T200000Z\r
DTEND:20261105T203000Z\r
SUMMARY:How we code\r
ORGANIZER;CN=Leilani:mailto:leilani@koolau.example\r
ATTENDEE;RSVP=TRUE:mailto:mia@student.example\r
END:VEVENT\r
END:VCALENDAR\r
"""


@pytest.mark.parametrize("partstat", ["ACCEPTED", "TENTATIVE", "DECLINED"])
def test_her_own_answer_to_an_invitation(book: Book, partstat: str) -> None:
    from mrtnet.edits import taking_in

    found = sort_calendar(read_calendar(INVITED.encode()), mine=["mia@student.example"], zone="America/Chicago")
    book.do(taking_in.take_in, found, today=TODAY)
    ready = inviting.ready_answer(book, 2, partstat)
    assert (ready.method, ready.message["To"]) == ("REPLY", "Leilani Kealoha <leilani@koolau.example>")
    (event,) = icalendar.Calendar.from_ical(ready.calendar).walk("VEVENT")
    assert (str(event["UID"]), event["SEQUENCE"]) == ("theirs@koolau.example", 3)
    assert (str(event["ATTENDEE"]), event["ATTENDEE"].params["PARTSTAT"]) == ("mailto:mia@student.example", partstat)
    assert event.decoded("DTSTART").astimezone(UTC).isoformat() == "2026-11-05T20:00:00+00:00"
    if not libical_runs():
        print("not run: libical's binding is not installed")
        return
    checker = Path(__file__).parent.parent / "exchange" / "check_itip.py"
    done = subprocess.run(["/usr/bin/python3", str(checker)], input=ready.calendar, capture_output=True, check=True)
    assert done.stdout.decode().split() == ["0", "reply"]


def test_only_an_invitation_can_be_answered(book: Book) -> None:
    with pytest.raises(Trouble, match="Nobody invited you"):
        inviting.ready_answer(book, 1, "ACCEPTED")


def test_a_server_can_be_tried_without_sending(book: Book, server: Controller) -> None:
    assert inviting.try_server(_about(server), "secret") == "127.0.0.1 answers and knows mia."
    with pytest.raises(Trouble, match="does not accept this user name and password"):
        inviting.try_server(_about(server), "wrong")
    assert server.handler.messages == []
