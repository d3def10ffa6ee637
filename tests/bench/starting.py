"""Rows 1, 2 and 16: process start until the first list is painted, a second start, and memory. Each in a child."""

import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measure import WALL, Bench, Result, apart, percentile, result
from tests.books import TODAY

CHILD = Path(__file__).with_name("child.py")
FEW = 3  # rounds where one takes ten seconds


def run(bench: Bench) -> Iterator[Result]:
    """The floor is a window of PySide6 with a label; CPU time until painted, as each child counts it."""
    home = _home(bench)
    floors, starts = [], []
    for number in range(bench.rounds + 1):
        floor, start = float(_told("floor", home)), float(_told("start", home))
        if number:
            floors.append(floor)
            starts.append(start)
    yield result(1, "start to first list painted", bench, floors, starts, 1.25)
    bench.seen["start", bench.people] = statistics.median(starts)
    if (before := bench.seen.get(("start", 10_000))) and bench.people == 100_000:
        took, spread = statistics.median(starts), (percentile(starts, 25), percentile(starts, 75))
        yield Result(1, "the same, against 10,000", bench.people, before, took, 1.05, None, apart(floors), spread)


def run_second(bench: Bench) -> Iterator[Result]:
    """The floor is `python -c pass`; the try to hand a wish over finds nobody, which costs the same but the answer."""
    home = _home(bench)
    floors, seconds = [], []
    for number in range(bench.rounds + 1):
        floor, second = _wall([sys.executable, "-c", "pass"], home), _wall([sys.executable, "-c", _SECOND], home)
        if number:
            floors.append(floor)
            seconds.append(second)
    yield result(2, "second start, until the wish is handed over", bench, floors, seconds, 3.0, clock="wall")


def run_memory(bench: Bench) -> Iterator[Result]:
    """Memory of the process as if it ran alone, in MB for milliseconds: just painted, all loaded that it writes
    with, and pages seen."""
    home = _home(bench)
    count = min(bench.rounds, FEW)
    told = {what: [int(_told(what, home)) / 1024 for _round in range(count)] for what in _MEMORY}
    floor = told["memory-floor"]
    yield result(16, "MB: window open", bench, floor, told["memory"], 1.4, clock="MB")
    yield result(16, "MB: everything loaded", bench, floor, told["memory-loaded"], 2.2, clock="MB")
    yield result(16, "MB: everything loaded, five pages seen", bench, floor, told["memory-all"], clock="MB")


_SECOND = (
    "from mrtnet.ui import app, single; from mrtnet import paths; paths.private_umask();"
    " single.hand_over(paths.config_dir(), 'show')"
)
_MEMORY = ("memory-floor", "memory", "memory-loaded", "memory-all")


def _home(bench: Bench) -> Path:
    home = bench.folder / f"home-{bench.people}"
    if not home.exists():
        home.mkdir(mode=0o700)
        bench.copy("book").rename(home / "book.mrtnet")
        (home / "settings.json").write_text('{"page": "people"}', encoding="ascii")
    return home


def _around(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    root = str(CHILD.parents[2])
    return kept | {
        "MRTNET_HOME": str(home), "MRTNET_NOW": f"{TODAY}T15:00:00+00:00", "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": root,
    }  # fmt: skip


def _told(what: str, home: Path) -> str:
    done = subprocess.run(
        [sys.executable, str(CHILD), what], env=_around(home), capture_output=True, text=True, check=True, timeout=120
    )
    return done.stdout.strip()


def _wall(command: list[str], home: Path) -> float:
    start = WALL()
    subprocess.run(command, env=_around(home), capture_output=True, check=True, timeout=60)
    return (WALL() - start) * 1000
