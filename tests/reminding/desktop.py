"""A desktop to be reminded on: a real bus (dbus-daemon), and a small notification service that tests can press."""

import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

NAME = "org.freedesktop.Notifications"
PLACE = DBusAddress("/org/freedesktop/Notifications", interface=NAME)
THERE = shutil.which("dbus-daemon") is not None


class Told(NamedTuple):
    """A notice as it came over the bus. `actions` are {key: words}."""

    id: int
    title: str
    text: str
    actions: dict[str, str]
    stays: bool


class Desktop:
    """The notification service. `came` is called with each notice on the service's own thread, before it replies."""

    def __init__(self, address: str, can: tuple[str, ...] = ("body", "body-markup", "actions")) -> None:
        self.told: list[Told] = []
        self.taken_back: list[int] = []
        self.came: Callable[[Told], None] = lambda _told: None
        self.refuses = False
        self._can = can
        self._new = threading.Condition()
        self._bus: DBusConnection = open_dbus_connection(address)
        assert self._bus.send_and_get_reply(message_bus.RequestName(NAME)).body == (1,)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def wait(self, count: int, seconds: float = 20) -> list[Told]:
        """All notices so far, as soon as there are so many."""
        with self._new:
            self._new.wait_for(lambda: len(self.told) >= count, seconds)
            return list(self.told)

    def press(self, number: int, key: str) -> None:
        """She presses a button of notice `number`; the notice goes."""
        self._bus.send(new_signal(PLACE, "ActionInvoked", "us", (number, key)))
        self._bus.send(new_signal(PLACE, "NotificationClosed", "uu", (number, 2)))

    def _serve(self) -> None:
        with suppress(OSError, ValueError):
            while True:
                message = self._bus.receive()
                if message.header.message_type == MessageType.method_call:
                    self._bus.send(self._reply(message))

    def _reply(self, call: Message) -> Message:
        member = call.header.fields.get(HeaderFields.member)
        if member == "GetCapabilities":
            return new_method_return(call, "as", (list(self._can),))
        if member == "CloseNotification":
            self.taken_back.append(call.body[0])
            return new_method_return(call)
        if member != "Notify" or self.refuses:
            return new_error(call, "org.freedesktop.DBus.Error.Failed")
        told = self._told(call.body)
        self.came(told)
        with self._new:
            self.told.append(told)
            self._new.notify_all()
        return new_method_return(call, "u", (told.id,))

    def _told(self, body: tuple[Any, ...]) -> Told:
        _app, _replaces, _icon, title, text, actions, _hints, timeout = body
        pairs = dict(zip(actions[::2], actions[1::2], strict=True))
        return Told(len(self.told) + 1, title, text, pairs, timeout == 0)

    def close(self) -> None:
        """The service goes from the bus."""
        with suppress(OSError):
            self._bus.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join(5)
        self._bus.close()


@contextmanager
def bus(folder: Path) -> Iterator[str]:
    """The address of a bus of its own."""
    address = f"unix:path={folder / 'bus'}"
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1", f"--address={address}"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip().split(",guid")[0]
    finally:
        daemon.terminate()
        daemon.communicate()


def environ(home: Path, address: str, **more: str) -> dict[str, str]:
    """What a process of ours sees: this bus, this home, no screen."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "MRTNET_NOW")}
    root = str(Path(__file__).resolve().parents[2])
    return {**kept, "DBUS_SESSION_BUS_ADDRESS": address, "MRTNET_HOME": str(home), "PYTHONPATH": root, **more}
