"""Notices on Linux and its like: the desktop's notification service on D-Bus (Desktop Notifications Specification)."""

import os
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from mrtnet.reminding.notices import CLOSED, OPEN, REFUSED, Answer, Gone, Notice

NAME = "org.freedesktop.Notifications"
SERVICE = DBusAddress("/org/freedesktop/Notifications", bus_name=NAME, interface=NAME)
PATIENCE = 10.0  # seconds for the service to start and answer
HUNG = 15.0  # seconds after which a service that does not answer has shown nothing
NEVER = 0  # a reminder stays until it is dealt with
ICON = "appointment-soon"  # of the Icon Naming Specification
CLICK = "default"  # the action of a click on the notice itself
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


class DesktopNotices:
    """One connection to the session's bus, made when it is first needed."""

    def __init__(self) -> None:
        self._bus: DBusConnection | None = None
        self._can: frozenset[str] = frozenset()
        self._numbers = count(1)
        self._sent: dict[int, tuple[int, float]] = {}  # serial of the call: (number, when it is given up)
        self._known: dict[int, int] = {}  # the service's id: number
        self._tokens: dict[int, str] = {}
        self._heard: list[Answer] = []

    def ready(self) -> bool:
        """Connect, and ask what the service can; asking starts it where the desktop starts it on demand."""
        if self._bus is None and not self._connect():
            return False
        reply = self._ask(new_method_call(SERVICE, "GetCapabilities"))
        if reply is None or reply.header.message_type != MessageType.method_return:
            return False
        self._can = frozenset(reply.body[0])
        return True

    def prepare(self, notice: Notice) -> Callable[[], int]:
        """The call as bytes; the reply is heard later."""
        text = notice.text.translate(_MARKUP) if "body-markup" in self._can else notice.text
        actions = [word for pair in ((CLICK, ""), *notice.buttons) for word in pair] if notice.buttons else []
        hints = {"urgency": ("y", 1), "desktop-entry": ("s", "mrtnet")}
        body = ("mrtnet", 0, ICON, _clean(notice.title), _clean(text), actions if "actions" in self._can else [],
                hints, NEVER)  # fmt: skip
        bus, number = self._on_bus(), next(self._numbers)
        serial = next(bus.outgoing_serial)
        written = new_method_call(SERVICE, "Notify", "susssasa{sv}i", body).serialise(serial=serial)

        def send() -> int:
            try:
                bus.sock.sendall(written)
            except OSError as wrong:
                raise Gone from wrong
            self._sent[serial] = (number, time.monotonic() + HUNG)
            return number

        return send

    def take_back(self, number: int) -> None:
        """Close it, if it still stands."""
        for told, known in list(self._known.items()):
            if known == number:
                self._send(new_method_call(SERVICE, "CloseNotification", "u", (told,)))

    def answers(self, seconds: float) -> list[Answer]:
        """Listen to the bus."""
        if self._bus is None:
            time.sleep(seconds)
            return []
        until = time.monotonic() + seconds
        if self._sent:
            until = min(until, *(given_up for _number, given_up in self._sent.values()))
        while not self._heard and (message := self._receive(max(0.0, until - time.monotonic()))) is not None:
            self._hear(message)
        for serial, (number, given_up) in list(self._sent.items()):
            if given_up <= time.monotonic():
                del self._sent[serial]
                self._heard.append(Answer(number, REFUSED))
        heard, self._heard = self._heard, []
        return heard

    def settle(self) -> list[Answer]:
        """Listen until the service has replied to all calls."""
        heard: list[Answer] = []
        while self._sent:
            heard += self.answers(0.2)
        return heard

    def close(self) -> None:
        """Leave the bus."""
        if self._bus is not None:
            self._bus.close()
            self._bus = None

    # The bus

    def _connect(self) -> bool:
        address = os.environ.get("DBUS_SESSION_BUS_ADDRESS") or _usual_bus()
        if not address:
            return False
        try:
            self._bus = open_dbus_connection(address)
        except (OSError, RuntimeError, ValueError):
            return False
        rule = MatchRule(type="signal", sender=NAME, interface=NAME, path=SERVICE.object_path)
        return self._ask(message_bus_call("AddMatch", rule)) is not None

    def _on_bus(self) -> DBusConnection:
        if self._bus is None:
            raise Gone
        return self._bus

    def _send(self, message: Message) -> int:
        bus = self._on_bus()
        serial: int = next(bus.outgoing_serial)
        try:
            bus.send(message, serial=serial)
        except OSError as wrong:
            raise Gone from wrong
        return serial

    def _receive(self, seconds: float) -> Message | None:
        try:
            message: Message = self._on_bus().receive(timeout=seconds)
        except TimeoutError:
            return None
        except OSError as wrong:
            raise Gone from wrong
        return message

    def _ask(self, message: Message) -> Message | None:
        """The reply or error to this call; None where none comes in time."""
        serial, until = self._send(message), time.monotonic() + PATIENCE
        while (came := self._receive(max(0.0, until - time.monotonic()))) is not None:
            if came.header.fields.get(HeaderFields.reply_serial) == serial:
                return came
            self._hear(came)
        return None

    def _hear(self, message: Message) -> None:
        """Whatever comes on the bus: replies to what was posted, and what she does with it."""
        fields: dict[Any, Any] = message.header.fields
        kind = message.header.message_type
        if kind in (MessageType.method_return, MessageType.error):
            if (sent := self._sent.pop(fields.get(HeaderFields.reply_serial, -1), None)) is None:
                return
            if kind == MessageType.error:
                self._heard.append(Answer(sent[0], REFUSED))
            else:
                self._known[message.body[0]] = sent[0]
        elif kind == MessageType.signal and fields.get(HeaderFields.interface) == NAME:
            self._signal(fields.get(HeaderFields.member, ""), message.body)

    def _signal(self, member: str, body: tuple[Any, ...]) -> None:
        number = self._known.get(body[0]) if body else None
        if number is None:
            return
        if member == "ActivationToken":
            self._tokens[number] = str(body[1])
        elif member == "ActionInvoked":
            what = OPEN if body[1] == CLICK else str(body[1])
            self._heard.append(Answer(number, what, self._tokens.pop(number, "")))
        elif member == "NotificationClosed":
            del self._known[body[0]]
            self._tokens.pop(number, None)
            self._heard.append(Answer(number, CLOSED))


def message_bus_call(member: str, rule: MatchRule) -> Message:
    """A call of the bus itself about messages that match the rule."""
    return new_method_call(message_bus, member, "s", (rule.serialise(),))


def _clean(text: str) -> str:
    """A D-Bus string holds no NUL and is UTF-8."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _usual_bus() -> str:
    """The bus of a session whose address was not handed down, as in cron."""
    folder = os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}"
    socket = Path(folder) / "bus"
    return f"unix:path={socket}" if socket.exists() else ""
