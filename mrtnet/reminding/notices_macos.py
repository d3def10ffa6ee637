"""Notices on macOS: banners by osascript. They have no buttons: a script's banner cannot. Written without a Mac."""

import subprocess
import time
from collections.abc import Callable
from itertools import count

from mrtnet.reminding.notices import Answer, Notice

SCRIPT = (
    "on run argv\n"
    "display notification (item 2 of argv) with title (item 1 of argv)\n"
    "end run"
)  # fmt: skip
"""The words are arguments, never part of the script."""


class Banners:
    """Each banner is a run of osascript, which comes with the system."""

    def __init__(self, program: str = "osascript") -> None:
        self._program = program
        self._numbers = count(1)

    def ready(self) -> bool:
        """The system shows banners unless she switched them off."""
        return True

    def prepare(self, notice: Notice) -> Callable[[], int]:
        """A run of the program. It raises OSError where that is missing."""

        def run() -> int:
            line = [self._program, "-e", SCRIPT, notice.title, notice.text]
            subprocess.run(line, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=30)
            return next(self._numbers)

        return run

    def take_back(self, number: int) -> None:
        """A script cannot."""

    def answers(self, seconds: float) -> list[Answer]:
        """None come."""
        time.sleep(seconds)
        return []

    def settle(self) -> list[Answer]:
        """Each was shown at once."""
        return []

    def close(self) -> None:
        """Nothing to close."""
