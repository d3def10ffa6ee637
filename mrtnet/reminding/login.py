"""Started at login: whether the reminder service is, and switching it; one module for each system behind this one."""

import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from mrtnet.reminding import starting
from mrtnet.reminding.alone import Alone
from mrtnet.trouble import Trouble
from mrtnet.words import _

ARGUMENTS = ("remind",)


class Login(Protocol):
    """What one system starts at login. All may raise OSError."""

    def is_on(self) -> bool:
        """Whether the service is started at the next login."""

    def put(self, start: starting.Start) -> None:
        """Start this at each login from the next one on."""

    def remove(self) -> None:
        """Start it no more."""


def of_this_system() -> Login:
    """The login of the system that the program runs on."""
    if sys.platform == "win32":
        from mrtnet.reminding.login_windows import RunKey

        return RunKey()
    if sys.platform == "darwin":
        from mrtnet.reminding.login_macos import LaunchAgent

        return LaunchAgent()
    from mrtnet.reminding.login_desktop import Autostart

    return Autostart()


def is_on() -> bool:
    """Whether the service is started at login."""
    with suppress(OSError):
        return of_this_system().is_on()
    return False


def switch(on: bool, book: Path) -> None:
    """Start the service at each login and now, or never and end it now. Raises Trouble when the system refuses."""
    login = of_this_system()
    try:
        if on:
            login.put(starting.later(*ARGUMENTS))
            _start_now()
        else:
            login.remove()
            Alone(book).end_holder()
    except OSError as wrong:
        raise Trouble(_("The system refused: {why}.").format(why=wrong.strerror or type(wrong).__name__)) from None


def _start_now() -> None:
    """A second one ends by itself."""
    quiet = subprocess.DEVNULL
    subprocess.Popen(starting.now(*ARGUMENTS), stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
