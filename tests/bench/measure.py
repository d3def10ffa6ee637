"""What every row of the bench shares: books to measure on, interleaved rounds, and what the figures say."""

import gc
import hashlib
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mrtnet.store import schema, search_index
from tests import books

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

NOISY = 0.15  # how far the halves of the floor may be apart
Clock = Callable[[], float]


class Result(NamedTuple):
    """One line of the table. `floor` and `measured` are milliseconds; `limit` what `ratio` may be at most.

    Where the target is in milliseconds, `limit_ms` stands for it. `apart` is how far the halves of the floor's rounds
    differ, `spread` the quartiles of what was measured, in milliseconds.
    """

    row: int
    operation: str
    people: int
    floor: float
    measured: float
    limit: float | None = None
    limit_ms: float | None = None
    apart: float = 0.0
    spread: tuple[float, float] = (0.0, 0.0)
    clock: str = "CPU"

    @property
    def ratio(self) -> float:
        return self.measured / self.floor if self.floor else 0.0

    @property
    def target(self) -> str:
        if self.limit is not None:
            return f"<= 1/{1 / self.limit:.0f}" if self.limit < 1 else f"<= {self.limit:g}x"
        return f"<= {self.limit_ms:g} ms" if self.limit_ms is not None else "-"

    @property
    def verdict(self) -> str:
        if self.limit is None and self.limit_ms is None:
            return "-"
        if self.limit is not None and self.apart > NOISY:
            return "noisy"
        kept = (self.limit is None or self.ratio <= self.limit) and (
            self.limit_ms is None or self.measured <= self.limit_ms
        )
        return "ok" if kept else "missed"


@cache
def without_screen() -> "QApplication":
    """Qt's application for the rows that show a window, made for the first of them; Qt imported as by the program."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from mrtnet.ui.qt_import import import_qt

    import_qt()
    from PySide6.QtWidgets import QApplication

    return QApplication([])


class Bench:
    """One run: how many people and rounds, and a folder for copies that are thrown away."""

    def __init__(
        self,
        people: int,
        rounds: int,
        folder: Path,
        seen: dict[tuple[str, int], float],
        kept: Path | None = None,
        application: Callable[[], "QApplication"] = without_screen,
    ) -> None:
        """`seen` is shared by all runs of a command; `application` gives the application that windows belong to."""
        self.people = people
        self.rounds = rounds
        self.folder = folder
        self.application = application
        self.kept = kept or Path(tempfile.gettempdir()) / "mrtnet-bench"
        self.seen = seen
        """Figures of this run by name and size, for rows that compare sizes."""

    def book(self) -> Path:
        """The generated book of this size, for reading only; made on first use and kept between runs."""
        sources = [Path(books.__file__), Path(str(search_index.__file__))]
        text = schema.golden() + "".join(source.read_text(encoding="utf-8") for source in sources)
        stamp = hashlib.sha256(text.encode()).hexdigest()[:12]
        self.kept.mkdir(mode=0o700, exist_ok=True)
        path = self.kept / f"{self.people}-{stamp}.mrtnet"
        if not path.exists():
            for old in self.kept.glob(f"{self.people}-*"):
                old.unlink()
            print(f"making a book of {self.people:,} people ...", file=sys.stderr)
            part = path.with_suffix(".part")
            part.unlink(missing_ok=True)
            books.make_book(part, self.people)
            part.rename(path)
        return path

    def copy(self, name: str = "copy") -> Path:
        """A copy of that book to write in."""
        path = self.folder / f"{name}-{self.people}.mrtnet"
        shutil.copyfile(self.book(), path)
        return path


def rounds(count: int, parts: Mapping[str, Callable[[], object]], clock: Clock) -> dict[str, list[float]]:
    """Each part once a round, in order, so that floor and operation see the same weather; milliseconds by part.

    One round more goes ahead and is not counted. The collector is off, as it is while the program starts and paints.
    """
    found: dict[str, list[float]] = {name: [] for name in parts}
    for number in range(count + 1):
        for name, part in parts.items():
            gc.collect()
            gc.disable()
            start = clock()
            part()
            taken = (clock() - start) * 1000
            gc.enable()
            if number:
                found[name].append(taken)
    return found


def result(
    row: int,
    operation: str,
    bench: Bench,
    floor: Sequence[float],
    measured: Sequence[float],
    limit: float | None = None,
    *,
    clock: str = "CPU",
    limit_ms: float | None = None,
) -> Result:
    """The medians of both, and how steady they were."""
    return Result(
        row,
        operation,
        bench.people,
        statistics.median(floor),
        statistics.median(measured),
        limit,
        limit_ms,
        apart(floor),
        (percentile(measured, 25), percentile(measured, 75)),
        clock,
    )


def apart(floor: Sequence[float]) -> float:
    """How far the medians of the first and second half of the rounds differ, as a part of the smaller."""
    half = len(floor) // 2
    if not half:
        return 0.0
    first, second = statistics.median(floor[:half]), statistics.median(floor[half:])
    return abs(first - second) / min(first, second) if min(first, second) else 0.0


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that so many per cent do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


CPU: Clock = time.process_time
WALL: Clock = time.perf_counter
THREAD: Clock = time.thread_time
