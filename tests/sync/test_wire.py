"""What servers and networks do wrong: each fault one sentence, soon, and never a password where it should not go."""

import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from mrtnet.sync import dav
from mrtnet.sync.engine import sync
from mrtnet.sync.wire import Elsewhere, Limits, Refused, Unreached, Wire, checked_url
from mrtnet.trouble import Trouble
from tests.sync.servers import PASSWORD, USER, Behave, Faulty, answers
from tests.sync.sides import MemorySide, entry

QUICK = Limits(silence=0.4, deadline=1.0, longest_wait=5, body=100_000)
HTML = b"<!DOCTYPE html><html><body>Log in</body></html>"


@contextmanager
def serving(behave: Behave) -> Iterator[Faulty]:
    server = Faulty(behave)
    try:
        yield server
    finally:
        server.close()


def wire_to(server: Faulty, **more: object) -> Wire:
    return Wire(server.url, USER, PASSWORD, **({"limits": QUICK, "sleep": lambda _s: None} | more))  # type: ignore[arg-type]


def sentence(behave: Behave) -> str:
    """What is said when a calendar with one known entry is brought in step against this; nothing must be lost."""
    side = MemorySide()
    side.put(entry("one"))
    with serving(behave) as server:
        wire = wire_to(server)
        report = sync(dav.Place(wire, "/cal/", dav.CALENDAR), side)
        wire.close()
    assert report.stopped
    assert side.entries.keys() == {"one"}
    assert len(report.problems) == 1
    text = report.problems[0]
    assert PASSWORD not in text
    assert text[-1] in ".?"
    return text


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "does not accept the user name or the password"),
        (403, "does not allow"),
        (404, "no such address"),
        (405, "does not understand"),
        (409, "does not fit"),
        (412, "changed"),
        (423, "locked"),
        (500, "a fault of its own (500)"),
        (507, "no room left"),
        (418, "refused it (418)"),
    ],
)
def test_each_status_is_a_sentence(status: int, words: str) -> None:
    assert words in sentence(answers(status, b"<error/>"))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00\xff\xfe garbage",
        b"<multistatus xmlns='DAV:'><response>",
        b"<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><multistatus xmlns='DAV:'>&b;</multistatus>",
        b"<multistatus xmlns='DAV:'>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</multistatus>",
        b'<?xml version="1.0" encoding="utf-16"?><multistatus xmlns="DAV:"/>'.decode().encode("utf-16"),
        b"<multistatus xmlns='DAV:'/>",
        b"<html/>",
    ],
)
def test_garbage_is_not_believed(body: bytes) -> None:
    assert sentence(answers(207, body, Content_Type="application/xml"))


def test_a_login_page_is_not_a_calendar() -> None:
    assert "login page" in sentence(answers(200, HTML, Content_Type="text/html"))


def test_too_much_is_cut_off() -> None:
    assert "MB at once" in sentence(answers(207, b"x" * 200_000))


def test_packed_answers_are_not_unpacked() -> None:
    assert "packed" in sentence(answers(207, b"\x1f\x8b", Content_Encoding="gzip"))


def _hang(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(0.8)
    handler.close_connection = True


def _drip(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(207)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _byte in range(20):
        try:
            handler.wfile.write(b" ")
            handler.wfile.flush()
        except OSError:
            break
        time.sleep(0.15)
    handler.close_connection = True


def _cut(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(207)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"<multistatus xmlns='DAV:'>")
    handler.close_connection = True


@pytest.mark.parametrize(("behave", "words"), [(_hang, "in time"), (_drip, "in time"), (_cut, "broke off")])
def test_a_server_that_hangs_drips_or_breaks_off(behave: Behave, words: str) -> None:
    assert words in sentence(behave)


def test_nobody_there_and_no_such_name() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        with pytest.raises(Unreached, match="takes no connection"):
            Wire(f"http://127.0.0.1:{unused.getsockname()[1]}/").ask("OPTIONS", "/")
    with pytest.raises(Unreached, match="no server called"):
        Wire("https://nobody.invalid/", limits=QUICK).ask("OPTIONS", "/")


def test_waiting_as_long_as_asked_if_short() -> None:
    waits: list[float] = []
    asked = []

    def behave(handler: BaseHTTPRequestHandler) -> None:
        asked.append(handler.path)
        if len(asked) < 3:
            answers(429 if len(asked) == 1 else 503, Retry_After="2")(handler)
        else:
            answers(200, DAV="1, calendar-access")(handler)

    with serving(behave) as server:
        wire = wire_to(server, sleep=waits.append)
        assert "calendar-access" in dav.options(wire, "/")
        wire.close()
    assert waits == [2, 2]
    assert "come back in 10 minutes" in sentence(answers(429, Retry_After="600"))
    assert "come back" in sentence(answers(503, Retry_After="Fri, 31 Dec 2094 23:59:59 GMT"))


def test_plain_http_is_for_this_machine_only() -> None:
    for refused in ("http://dav.example.org/", "http://10.0.0.7/", "http://localhost.example.org/"):
        with pytest.raises(Trouble, match="https"):
            checked_url(refused)
    for none in (
        "",
        "ftp://x.example/",
        "https://",
        "https://a b.example/",
        "https://x:99999999/",
        "javascript:alert(1)",
    ):
        with pytest.raises(Trouble):
            checked_url(none)
    with pytest.raises(Trouble, match="Leave"):
        checked_url("https://sam:secret@dav.example.org/")
    assert checked_url("dav.example.org") == "https://dav.example.org/"
    assert checked_url("http://[::1]:5232/x") == "http://[::1]:5232/x"


def test_redirects_stay_on_the_host_or_ask() -> None:
    with serving(answers(200)) as other, serving(answers(302, Location=other.url)) as server:
        wire = wire_to(server)
        with pytest.raises(Elsewhere, match="allow") as asked:
            wire.ask("PROPFIND", "/")
        assert asked.value.host == f"127.0.0.1:{other.port}"
        assert other.asked == []
        wire.close()
        trusting = wire_to(server, hosts=[asked.value.host])
        assert trusting.ask("PROPFIND", "/").status == 200
        trusting.close()
    with serving(answers(301, Location="/")) as server:
        wire = wire_to(server)
        with pytest.raises(Refused, match="circles"):
            wire.ask("PROPFIND", "/")
        wire.close()
    with serving(answers(301, Location="ftp://x.example/")) as server:
        wire = wire_to(server)
        with pytest.raises(Refused, match="not safe"):
            wire.ask("PROPFIND", "/")
        wire.close()


def test_digest_is_answered_and_no_second_challenge() -> None:
    challenge = 'Digest realm="cal", nonce="abc", qop="auth", algorithm=MD5, opaque="xyz"'

    def behave(handler: BaseHTTPRequestHandler) -> None:
        told = handler.headers.get("Authorization", "")
        if told.startswith("Digest ") and 'uri="/x"' in told and "nc=00000001" in told:
            answers(200, b"in")(handler)
        else:
            answers(401, WWW_Authenticate=challenge)(handler)

    with serving(behave) as server:
        wire = wire_to(server)
        assert wire.ask("GET", "/x").body == b"in"
        with pytest.raises(Refused, match="does not accept"):
            wire.ask("GET", "/x")
        wire.close()


def test_a_bad_certificate_gets_nothing(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run([*command, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_OPTIONS(self) -> None:
            asked.append(self.path)

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *_told: object) -> None:
            pass

    server = Quiet(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        with pytest.raises(Unreached, match="cannot prove who it is"):
            Wire(f"https://localhost:{server.server_address[1]}/", USER, PASSWORD).ask("OPTIONS", "/")
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []


def test_an_empty_listing_of_a_known_calendar_deletes_nothing() -> None:
    """A 207 without a word was read as "everything is gone" by others."""
    side = MemorySide()
    side.put(*(entry(f"e{number}") for number in range(3)))
    body = b"<multistatus xmlns='DAV:'><sync-token>t2</sync-token></multistatus>"
    with serving(answers(207, body)) as server:
        wire = wire_to(server)
        place = dav.Place(wire, "/cal/", dav.CALENDAR)
        listing = place.listing("t1")
        assert not listing.whole
        assert not listing.gone
        with pytest.raises(Trouble):
            place.listing()
        wire.close()


def test_both_servers_are_discovered_from_their_bare_address(wire: Wire, place: dav.Place) -> None:
    found = {each.url: each for each in dav.discover(wire)}
    mine = found[place.url]
    assert (mine.kind, mine.name, mine.writable) == (dav.CALENDAR, "Follow-ups", True)
    assert mine.colour.lower() in ("#336699", "")  # Xandikos keeps no colour
    direct = Wire(place.url, USER, PASSWORD)
    assert [each.url for each in dav.discover(direct)] == [place.url]
    direct.close()


def test_a_wrong_password_is_told(radicale: object, server: object) -> None:
    if getattr(server, "name", "") != "radicale":
        return  # the other one asks for none
    wrong = Wire(server.url, USER, "wrong canary")  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="does not accept") as told:
        dav.discover(wrong)
    assert "canary" not in str(told.value)
    wrong.close()
