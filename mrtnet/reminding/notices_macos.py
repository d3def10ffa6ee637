"""Notices on macOS: banners by osascript. They have no buttons: a script's banner cannot. Written without a Mac."""

import subprocess
from collections.abc import Callable

from mrtnet.reminding.notices import Notice, Unanswered

SCRIPT = (
    "on run argv\n"
    "display notification (item 2 of argv) with title (item 1 of argv)\n"
    "end run"
)  # fmt: skip
"""The words are arguments, never part of the script."""


class Banners(Unanswered):
    """Each banner is a run of osascript, which comes with the system and shows it unless she switched them off."""

    def __init__(self, program: str = "osascript") -> None:
        super().__init__()
        self._program = program

    def prepare(self, notice: Notice) -> Callable[[], int]:
        """A run of the program. It raises OSError where that is missing."""

        def run() -> int:
            line = [self._program, "-e", SCRIPT, notice.title, notice.text]
            subprocess.run(line, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=30)
            return next(self._numbers)

        return run
