"""What is told her outside the window, and how she answers: one small interface, one module for each system."""

import sys
import time
from collections.abc import Callable
from itertools import count
from typing import NamedTuple, Protocol

OPEN, DONE, SNOOZE = "open", "done", "snooze"
CLOSED = "closed"  # it is gone: dismissed, dealt with, or taken back
REFUSED = "refused"  # it was never shown


class Notice(NamedTuple):
    """Plain text; `buttons` are (what, words) with `what` one of OPEN, DONE, SNOOZE. A system may show fewer."""

    title: str
    text: str = ""
    buttons: tuple[tuple[str, str], ...] = ()


class Answer(NamedTuple):
    """What she, or the system, did with notice `number`. `token` lets a window come to the front (Wayland)."""

    number: int
    what: str
    token: str = ""


class Gone(Exception):
    """The session that notices are shown in has ended."""


class Notices(Protocol):
    """Notices of one system. All may raise Gone."""

    def ready(self) -> bool:
        """Whether somebody is there who shows notices; looked at before each time."""

    def prepare(self, notice: Notice) -> Callable[[], int]:
        """Make all ready; called, it hands the notice over without waiting and returns its number.

        A refusal comes as an answer.
        """

    def take_back(self, number: int) -> None:
        """It was dealt with elsewhere."""

    def answers(self, seconds: float) -> list[Answer]:
        """Wait until something is answered, at most so long."""

    def settle(self) -> list[Answer]:
        """Wait until all that was posted is taken or refused; returns what was answered meanwhile."""

    def close(self) -> None:
        """Let go; what is on the screen stays."""


class Unanswered:
    """Notices that nobody can answer: each is shown at once and stays. What is left to make is `prepare`."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def ready(self) -> bool:
        """There is always somewhere to show them."""
        return True

    def take_back(self, number: int) -> None:
        """What was shown stays."""

    def answers(self, seconds: float) -> list[Answer]:
        """None come."""
        time.sleep(seconds)
        return []

    def settle(self) -> list[Answer]:
        """Each was shown at once."""
        return []

    def close(self) -> None:
        """Nothing to close."""


def of_this_system() -> Notices:
    """The notices of the system that the program runs on."""
    if sys.platform == "win32":
        from mrtnet.reminding.notices_windows import Balloons

        return Balloons()
    if sys.platform == "darwin":
        from mrtnet.reminding.notices_macos import Banners

        return Banners()
    from mrtnet.reminding.notices_desktop import DesktopNotices

    return DesktopNotices()
