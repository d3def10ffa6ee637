"""How far long work is: told now and then, and ended early where somebody asks for it."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
Tell = Callable[[int, int], object]
"""Told how much is done and of how much; from the thread that works."""
Stop = Callable[[], bool]
"""Asked whether the work shall end."""
PORTION = 250
"""Pieces of work between two words: a few milliseconds, at most a tenth of a second."""


class Stopped(Exception):
    """Somebody asked the work to end. Whoever began it catches this."""


class Progress:
    """One piece of work: `each` goes through its parts; `of` is how many pieces it has as a whole."""

    def __init__(self, tell: Tell | None = None, stopped: Stop | None = None, of: int = 100) -> None:
        self._tell, self._stopped, self.of = tell, stopped, max(of, 1)
        self._part = 0.0

    def each(self, items: Sequence[T], part: float = 0.0, portion: int = PORTION) -> Iterator[T]:
        """The items one by one; all of them are `part` (0 to 1) of the work. Raises Stopped."""
        for at in range(0, len(items), portion):
            yield from items[at : at + portion]
            self.tell(part * min(portion, len(items) - at) / len(items))
        if not items:
            self.tell(part)

    def tell(self, part: float = 0.0) -> None:
        """So much more of the work (0 to 1) is done. Raises Stopped."""
        self._part = min(1.0, self._part + part)
        if self._tell is not None:
            self._tell(round(self._part * self.of), self.of)
        if self._stopped is not None and self._stopped():
            raise Stopped
