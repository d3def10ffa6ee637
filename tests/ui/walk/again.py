"""Opens and closes every page and dialog again and again, and tells what each opening leaves behind.

    python -m tests.ui.walk --again 200                       # all of them, in rounds
    python -m tests.ui.walk --again 50 --only 20-capture,47-export   # one after the other

Everything is brought up some times first, so that modules, fonts and caches are there before anything is counted.
What a shot writes into the book is undone, and the window rests at Today whenever it is looked at.
"""

from collections import Counter
from typing import Any

from mrtnet.store.book import Book
from mrtnet.ui.pictures.shots import SHOTS
from tests.ui.walk.walker import Walker, all_shots
from tests.ui.walk.watching import held, kinds_held, tell

WARM = 3  # openings before the first look
LOOKS = 5  # at what is held, spread over the rounds
COUNTED = ("memory", "in_use", "objects", "widgets", "qobjects", "wrappers")


def one_by_one(walker: Walker, book: Book, names: list[str], times: int, out: Any) -> None:
    """Each of these so often in a row; a line tells what one opening of it leaves."""
    for name in names:
        for _round in range(WARM):
            bring_up(walker, book, name)
        walker.rest()
        before, kinds = held(), kinds_held()
        for _round in range(times):
            bring_up(walker, book, name)
        walker.rest()
        after, more = held(), kinds_held()
        more.subtract(kinds)
        left = {what: round((after[what] - before[what]) / times, 2) for what in COUNTED}
        tell(out, shot=name, **left, kinds=_grown(more, times))


def in_rounds(walker: Walker, book: Book, times: int, out: Any) -> None:
    """All of them so many rounds; a line now and then tells what is held, the last what has grown since the first."""
    names = all_shots()
    for _round in range(WARM):
        for name in names:
            bring_up(walker, book, name)
    walker.rest()
    first, kinds = held(), kinds_held()
    tell(out, round=0, **{what: first[what] for what in COUNTED})
    for number in range(1, times + 1):
        for name in names:
            bring_up(walker, book, name)
        if number % max(1, times // LOOKS) == 0:
            walker.rest()
            last, more = held(), kinds_held()
            more.subtract(kinds)
            tell(out, round=number, **{what: last[what] for what in COUNTED}, kinds=_grown(more, number))


def bring_up(walker: Walker, book: Book, name: str) -> None:
    """Bring it up, close it, undo what it wrote."""
    first = _last_step(book)
    SHOTS[name](walker.window)
    walker.settle(1000)
    walker.close_all()
    walker.settle(1000)
    for _step in range(_last_step(book) - first):
        walker.window.desk.undo()
        walker.settle(1000)


def _last_step(book: Book) -> int:
    return int(book.read.execute("SELECT coalesce(max(id), 0) FROM step").fetchone()[0])


def _grown(more: "Counter[str]", times: int) -> dict[str, float]:
    return {kind: round(count / times, 2) for kind, count in more.most_common(12) if count >= times / 2}
