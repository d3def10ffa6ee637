"""What one run of a sync tells: how far it is, and in the end what it did."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Report:
    """What one run did; `stopped` when a fault ended it early: what was done until then is done.

    `question` is set when it stopped before deleting very much: nothing was changed then. `answers` are the words for
    "here" (go on) and "restore" (undo that it is gone).
    """

    pushed: int = 0
    pulled: int = 0
    conflicts: int = 0
    requests: int = 0
    problems: list[str] = field(default_factory=list)
    question: str = ""
    answers: list[str] = field(default_factory=list)
    stopped: bool = False

    def tell(self, sentence: str) -> None:
        """A problem, once however often it is met."""
        if sentence not in self.problems:
            self.problems.append(sentence)


Progress = Callable[[str, int, int], None]
"""Told what is being done ("looking", "taking in", "sending"), how much of it is done, and how much there is."""


def no_progress(_what: str, _done: int, _of: int) -> None:
    """Nobody looks on."""
