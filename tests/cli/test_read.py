"""Calendars of others: invitations, programmes, answers, busy times; from files and from a server on this machine."""

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.cli.program import Program

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//other//EN\r\n"
ROSA = "Rosa Delgado-Ruiz RHIT; rdelgado@lakeshoremc.example"


def invitation(method: str = "REQUEST", sequence: int = 0, start: str = "20261203T150000") -> str:
    """An invitation of Rosa's to two people, as another program writes it."""
    return (
        f"{HEAD}METHOD:{method}\r\nBEGIN:VEVENT\r\nUID:one@other\r\nSEQUENCE:{sequence}\r\nDTSTAMP:20261015T100000Z\r\n"
        f"DTSTART;TZID=America/Chicago:{start}\r\nDURATION:PT45M\r\nSUMMARY:Mentor call\r\n"
        "ORGANIZER;CN=Rosa Delgado-Ruiz:mailto:RDelgado@lakeshoremc.example\r\n"
        "ATTENDEE;CN=Mia Okafor;PARTSTAT=NEEDS-ACTION:mailto:mia@student.example\r\n"
        "ATTENDEE;CN=Omar Haddad:mailto:omar@twinrivers.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def programme() -> str:
    """Two days with rooms, two sessions at a time."""
    sessions = [
        ("0900", "Denials", "Room 1"),
        ("0900", "Audits", "Room 2"),
        ("1100", "CDI", "Room 1"),
        ("1400", "ROI", ""),
    ]
    events = [
        f"BEGIN:VEVENT\r\nUID:{n}.{day}@c\r\nDTSTART;TZID=America/New_York:202610{day}T{at}00\r\nDURATION:PT1H\r\n"
        f"SUMMARY:{title} {day}\r\nLOCATION:{room}\r\nEND:VEVENT\r\n"
        for day in (20, 21)
        for n, (at, title, room) in enumerate(sessions)
    ]
    whole = (
        "BEGIN:VEVENT\r\nUID:w@c\r\nDTSTART;VALUE=DATE:20261020\r\nDTEND;VALUE=DATE:20261022\r\n"
        "SUMMARY:Coding Days\r\nLOCATION:Harbor Hall\r\nEND:VEVENT\r\n"
    )
    return f"{HEAD}{whole}{''.join(events)}END:VCALENDAR\r\n"


@pytest.fixture
def read(mrtnet: Program, tmp_path: Path) -> Callable[..., Any]:
    """Reads this text as a file."""
    mrtnet("log", ROSA)
    mrtnet("set", "email", "mia@student.example")

    def call(text: str, *more: str, code: int = 0) -> Any:
        path = tmp_path / "calendar.ics"
        path.write_bytes(text.encode())
        outcome = mrtnet("read", str(path), "--json", *more, code=code)
        return json.loads(outcome.out) if code == 0 else outcome.err

    return call


def test_an_invitation_its_update_and_its_cancellation(mrtnet: Program, read: Callable[..., Any]) -> None:
    assert read(invitation())["said"] == ["Planned: Mentor call with 2 people"]
    (meeting,) = mrtnet("meetings", "--json").json["coming"]
    assert (meeting["people"], meeting["at"], meeting["minutes"]) == (["Rosa Delgado-Ruiz", "Omar Haddad"], "15:00", 45)
    assert read(invitation())["said"] == []
    assert read(invitation(sequence=1, start="20261204T090000"))["said"] == [
        "Moved to Fri, Dec 4: Mentor call with 2 people"
    ]
    assert read(invitation())["said"] == []  # the older one comes too late
    assert mrtnet("meetings", "--json").json["coming"][0]["day"] == "2026-12-04"
    read(invitation("CANCEL", 2))
    assert mrtnet("meetings", "--json").json["coming"] == []
    mrtnet("undo")
    assert len(mrtnet("meetings", "--json").json["coming"]) == 1
    assert (
        "one@other" not in mrtnet("export", "-", "--what", "meetings", code=None).out
    )  # it is in her calendar already


def test_a_programme_becomes_an_event_with_its_sessions(mrtnet: Program, read: Callable[..., Any]) -> None:
    told = read(programme())
    assert (told["events"], told["sessions"]) == (["Coding Days"], 8)
    (event,) = mrtnet("events", "--json").json
    assert (event["name"], event["first_day"], event["last_day"]) == ("Coding Days", "2026-10-20", "2026-10-21")
    assert read(programme())["said"] == []


def test_a_programme_for_an_event_of_hers(mrtnet: Program, read: Callable[..., Any]) -> None:
    read(programme(), "--event", "HIM Forum")
    assert [each["name"] for each in mrtnet("events", "--json").json] == ["HIM Forum"]


def test_what_only_takes_time_changes_nothing(mrtnet: Program, read: Callable[..., Any]) -> None:
    text = f"{HEAD}BEGIN:VEVENT\r\nUID:g\r\nDTSTART:20261016T100000Z\r\nSUMMARY:Gym\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    told = read(text)
    assert (told["busy"], told["said"]) == (1, [])
    assert mrtnet("history").out == mrtnet("history").out
    assert mrtnet("meetings", "--json").json["coming"] == []


def test_busy_times_keep_the_planner_from_suggesting_them(mrtnet: Program, tmp_path: Path) -> None:
    mrtnet("log", ROSA)
    path = tmp_path / "classes.ics"
    path.write_text(
        f"{HEAD}BEGIN:VEVENT\nUID:c\nDTSTART;TZID=America/Chicago:20261012T080000\nDTEND;TZID=America/Chicago:20261012T160000\n"
        "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR\nSUMMARY:Class\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    told = mrtnet("read", str(path), "--busy", "Classes", "--json").json
    assert told["busy"] > 200
    for each in mrtnet("meet", "rosa", "--suggest", "--json").json:
        assert each["mine"][11:16] >= "16:00" or each["mine"][11:16] < "08:00"
    assert "read already" in mrtnet("read", str(path), "--busy", "Again", code=1).err


def test_an_answer_to_her_invitation(mrtnet: Program, read: Callable[..., Any]) -> None:
    uid = mrtnet("meet", "rosa", "--at", "thu 22 3pm", "--json").json["uid"]
    reply = (
        f"{HEAD}METHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20261015T100000Z\r\nSEQUENCE:0\r\n"
        "ORGANIZER:mailto:mia@student.example\r\n"
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:rdelgado@lakeshoremc.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    assert read(reply)["said"] == ["Rosa Delgado-Ruiz accepted: Informational interview with Rosa Delgado-Ruiz"]
    assert "not invited" in read(reply.replace("rdelgado@", "stranger@"), code=1)
    assert "not in the book" in read(reply.replace(uid, "unknown"), code=1)


def test_a_subscription_is_read_from_a_server(mrtnet: Program) -> None:
    class Calendar(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.path == "/mine.ics"
            body = programme().encode() if known else b"no"
            self.send_response(200 if known else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_told: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Calendar)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        url = f"http://127.0.0.1:{server.server_port}"
        assert mrtnet("read", f"{url}/mine.ics", "--busy", "Mine", "--json").json["busy"] == 9
        assert "answer 404" in mrtnet("read", f"{url}/other.ics", "--busy", "Other", code=1).err
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [("none.ics", None, "no file"), ("text.ics", "hello", "not a calendar"), ("empty.ics", "", "not a calendar")],
)
def test_what_is_no_calendar_is_said(
    mrtnet: Program, tmp_path: Path, name: str, content: str | None, sentence: str
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    assert sentence in mrtnet("read", str(tmp_path / name), code=1).err
