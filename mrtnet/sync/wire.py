"""One conversation with one server over HTTP: who it is, how long it may take, how much it may say, what went wrong.

Every fault of the other side is one sentence. A password goes out only over https, or to this very machine, and only to
hosts of the account: a redirect elsewhere is refused with a question.
"""

import base64
import hashlib
import ipaddress
import re
import secrets
import select
import socket
import ssl
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit, urlunsplit

from mrtnet import __version__
from mrtnet.trouble import Trouble
from mrtnet.words import _, plural

SILENCE = 20.0  # seconds without a byte
DEADLINE = 90.0  # seconds for one answer, however it drips in
LONGEST_WAIT = 30.0  # seconds that a server may ask us to wait while she looks on
BODY = 64 * 1024 * 1024  # bytes of one answer
_REDIRECTS = frozenset({301, 302, 307, 308})
_PORTS = {"http": 80, "https": 443}
_PARTS = re.compile(r'(\w+)=(?:"([^"]*)"|([^\s,]+))')


class Unreached(Trouble):
    """No whole answer came: whether the server did what was asked is not known."""


class Refused(Trouble):
    """The server answered no. `status` is that of RFC 9110, `said` what its XML names as the reason."""

    def __init__(self, sentence: str, status: int, said: str = "") -> None:
        super().__init__(sentence)
        self.status = status
        self.said = said


class Elsewhere(Trouble):
    """The server points to another host, which may see the password only if she says so."""

    def __init__(self, sentence: str, host: str) -> None:
        super().__init__(sentence)
        self.host = host


class Answer(NamedTuple):
    """An answer as it came; `url` is where it came from after redirects. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


class Limits(NamedTuple):
    """How patient we are, in seconds and bytes."""

    silence: float = SILENCE
    deadline: float = DEADLINE
    longest_wait: float = LONGEST_WAIT
    body: int = BODY


PATIENT = Limits()


class Wire:
    """Requests to the hosts of one account. `count` is how many went out. Not for several threads."""

    def __init__(
        self,
        url: str,
        user: str = "",
        password: str = "",
        *,
        hosts: Collection[str] = (),
        limits: Limits = PATIENT,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Raises Trouble for an address that is none, or that would send a password for all to read."""
        self.url = checked_url(url)
        self.host = host_of(self.url)
        self.count = 0
        self._hosts = {self.host, *hosts}
        self._user, self._password = user, password
        self._digest: dict[str, str] = {}
        self._uses = 0
        self._limits = limits
        self._sleep = sleep
        self._open: dict[str, HTTPConnection] = {}
        self._trust: ssl.SSLContext | None = None

    def close(self) -> None:
        """Hang up."""
        for connection in self._open.values():
            connection.close()
        self._open.clear()

    def ask(
        self, method: str, url: str, body: bytes = b"", headers: Mapping[str, str] | None = None, *, safe: bool = True
    ) -> Answer:
        """One request and its answer, redirects followed on the same host. `safe` ones are tried again when cut.

        Raises Unreached, Elsewhere, or Refused for 401, 429 and 503 that waiting did not cure; other statuses return.
        """
        url = urljoin(self.url, url)
        waited, tries, hops = 0.0, 0, 0
        while hops < 6:
            self._may_go_to(url)
            try:
                answer = self._once(method, url, body, headers or {})
            except Unreached:
                tries += 1
                if not safe or tries > 1:
                    raise
                continue
            if answer.status in _REDIRECTS and "location" in answer.headers:
                url = self._redirected(url, answer.headers["location"])
                hops += 1
            elif answer.status == 401:
                self._answer_challenge(answer)
            elif answer.status in (429, 503):
                waited += self._wait(answer, waited)
            else:
                return answer
        raise Refused(_("{host} sends us in circles.").format(host=self.host), 310)

    def _once(self, method: str, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        parts = urlsplit(url)
        target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        sent = {
            "User-Agent": f"mrtnet/{__version__}",
            "Accept-Encoding": "identity",
            "Content-Length": str(len(body)),
            **headers,
            **self._credentials(method, target),
        }
        origin = f"{parts.scheme}://{parts.netloc}"
        connection = self._connection(origin)
        self.count += 1
        with self._faults(connection, origin):
            connection.request(method, target, body=body or None, headers=sent)
            with closing(connection.getresponse()) as answer:
                content = self._read(answer)
        told = {name.lower(): value for name, value in answer.getheaders()}
        if told.get("content-encoding", "identity").lower() not in ("", "identity"):
            raise Refused(_("{host} sends packed answers that were not asked for.").format(host=self.host), 415)
        return Answer(answer.status, told, content, url)

    def _read(self, answer: HTTPResponse) -> bytes:
        content = bytearray()
        while chunk := answer.read(65_536):
            content += chunk
            if len(content) > self._limits.body:
                size = f"{self._limits.body // 1024 // 1024} MB"
                raise Refused(_("{host} sends more than {size} at once.").format(host=self.host, size=size), 413)
        if answer.length:
            raise HTTPException
        return bytes(content)

    def _connection(self, origin: str) -> HTTPConnection:
        """The open connection, or a new one where there is none or the server hung up meanwhile."""
        held = self._open.pop(origin, None)
        if held is not None:
            if held.sock is not None and not select.select([held.sock], [], [], 0)[0]:
                self._open[origin] = held
                return held
            held.close()
        parts = urlsplit(origin)
        host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
        made: HTTPConnection
        if parts.scheme == "https":
            self._trust = self._trust or ssl.create_default_context()
            made = HTTPSConnection(host, port, timeout=self._limits.silence, context=self._trust)
        else:
            made = HTTPConnection(host, port, timeout=self._limits.silence)
        self._open[origin] = made
        return made

    @contextmanager
    def _faults(self, connection: HTTPConnection, origin: str) -> Iterator[None]:
        """What goes wrong on the way becomes one sentence; an answer that drips in for ever is cut off."""
        late = threading.Event()

        def cut() -> None:
            late.set()
            with suppress(OSError, AttributeError):
                connection.sock.shutdown(socket.SHUT_RDWR)

        watch = threading.Timer(self._limits.deadline, cut)
        watch.daemon = True
        watch.start()
        try:
            yield
        except Trouble:
            self._hang_up(origin)
            raise
        except (OSError, HTTPException, ValueError) as wrong:
            self._hang_up(origin)
            raise Unreached(self._sentence(wrong, late.is_set())) from None
        finally:
            watch.cancel()

    def _hang_up(self, origin: str) -> None:
        held = self._open.pop(origin, None)
        if held is not None:
            held.close()

    def _sentence(self, wrong: Exception, late: bool) -> str:
        if late or isinstance(wrong, TimeoutError):
            text = _("{host} did not answer in time. Try again later.")
        elif isinstance(wrong, ssl.SSLCertVerificationError):
            text = _("{host} cannot prove who it is: its certificate is not valid. Nothing was sent.")
        elif isinstance(wrong, ssl.SSLError):
            text = _("{host} speaks no https that can be trusted.")
        elif isinstance(wrong, socket.gaierror):
            text = _("There is no server called {host}, or this computer is offline.")
        elif isinstance(wrong, ConnectionRefusedError):
            text = _("{host} takes no connection there.")
        elif isinstance(wrong, HTTPException | ConnectionError):
            text = _("The connection to {host} broke off. What was not finished is done next time.")
        else:
            text = _("{host} cannot be reached.")
        return text.format(host=self.host)

    def _may_go_to(self, url: str) -> None:
        host = host_of(url)
        if host not in self._hosts:
            text = _("{host} sends us on to {other}. If that is right, allow {other} for this account.")
            raise Elsewhere(text.format(host=self.host, other=host), host)

    def _redirected(self, url: str, location: str) -> str:
        there = urljoin(url, location)
        before, after = urlsplit(url), urlsplit(there)
        if after.scheme not in _PORTS or (before.scheme == "https" and after.scheme != "https"):
            text = _("{host} sends us on to an address that is not safe.")
            raise Refused(text.format(host=self.host), 310)
        return there

    def _credentials(self, method: str, target: str) -> dict[str, str]:
        if not self._user and not self._password:
            return {}
        if self._digest:
            return {"Authorization": self._digested(method, target)}
        pair = base64.b64encode(f"{self._user}:{self._password}".encode()).decode("ascii")
        return {"Authorization": f"Basic {pair}"}

    def _answer_challenge(self, answer: Answer) -> None:
        """Take up a Digest challenge once; everything else means that name or password are not right."""
        challenge = answer.headers.get("www-authenticate", "")
        found = re.search(r"\bDigest\s", challenge, re.IGNORECASE)
        if found and self._user:
            told = {name.lower(): quoted or plain for name, quoted, plain in _PARTS.findall(challenge[found.end() :])}
            again = told.get("stale", "").lower() == "true"
            if "nonce" in told and (not self._digest or again):
                self._digest, self._uses = told, 0
                return
        if not self._user:
            raise Refused(_("{host} wants a user name and a password.").format(host=self.host), 401)
        text = _("{host} does not accept the user name or the password.")
        raise Refused(text.format(host=self.host), 401)

    def _digested(self, method: str, target: str) -> str:
        """RFC 7616, with qop=auth or the older form without."""
        told = self._digest
        algorithm = told.get("algorithm", "MD5")
        kind = hashlib.sha256 if algorithm.upper().startswith("SHA-256") else hashlib.md5

        def digest(text: str) -> str:
            return kind(text.encode()).hexdigest()

        self._uses += 1
        uses, mine = f"{self._uses:08x}", secrets.token_hex(8)
        realm, nonce = told.get("realm", ""), told["nonce"]
        who = digest(f"{self._user}:{realm}:{self._password}")
        if algorithm.lower().endswith("-sess"):
            who = digest(f"{who}:{nonce}:{mine}")
        what = digest(f"{method}:{target}")
        parts = {"username": self._user, "realm": realm, "nonce": nonce, "uri": target}
        more = f", algorithm={algorithm}"
        if "auth" in [each.strip() for each in told.get("qop", "").split(",")]:
            parts |= {"response": digest(f"{who}:{nonce}:{uses}:{mine}:auth:{what}"), "cnonce": mine}
            more += f", qop=auth, nc={uses}"
        else:
            parts["response"] = digest(f"{who}:{nonce}:{what}")
        if "opaque" in told:
            parts["opaque"] = told["opaque"]
        return "Digest " + ", ".join(f'{name}="{value}"' for name, value in parts.items()) + more

    def _wait(self, answer: Answer, waited: float) -> float:
        """Wait as long as the server asks, if that is short; else say so."""
        asked = _seconds(answer.headers.get("retry-after", ""), waited)
        if waited + asked > self._limits.longest_wait:
            minutes = plural("{n} minute", "{n} minutes", max(1, round(asked / 60)))
            text = _("{host} is too busy. It asks to come back in {minutes}.")
            raise Refused(text.format(host=self.host, minutes=minutes), answer.status)
        self._sleep(asked)
        return asked


def checked_url(text: str) -> str:
    """The address of a server: https, or http on this machine; without a scheme https is meant. Raises Trouble."""
    told = text.strip()
    url = told if "://" in told else f"https://{told}"
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    if parts.scheme not in _PORTS or not host or any(sign.isspace() or sign < " " for sign in url):
        raise Trouble(_("That is no address of a server. Try one such as https://dav.example.org/."))
    if parts.username or parts.password:
        raise Trouble(_("Leave the user name and the password out of the address."))
    if parts.scheme == "http" and not _on_this_machine(host):
        raise Trouble(_("Without https the password could be read by others. Use an address with https://."))
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", parts.query, ""))


def host_of(url: str) -> str:
    """Host and port as one text; the usual port of https is left out, and http's default counts as https's."""
    parts = urlsplit(url)
    port = parts.port
    return parts.hostname or "" if port in (None, *_PORTS.values()) else f"{parts.hostname}:{port}"


def _on_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _seconds(retry_after: str, waited: float) -> float:
    """Retry-After (RFC 9110 10.2.3) in seconds; without one a moment, longer each time."""
    text = retry_after.strip()
    if text.isdecimal() and len(text) < 9:
        return max(1.0, float(text))
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return 2.0 + 2 * waited
    return max(1.0, (when.astimezone(UTC) - datetime.now(UTC)).total_seconds())
