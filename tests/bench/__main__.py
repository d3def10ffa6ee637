"""Measures rows of the speed table and prints them as a table: `python -m tests.bench --sizes 1000 --rows 3,7`."""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

import sqlcipher3.dbapi2 as driver

from tests.bench import (
    backing_up,
    bulk,
    calendar_file,
    calendar_reading,
    doubles,
    insights,
    network,
    note_guard,
    people_in,
    saving,
    searching,
    starting,
    today,
    ways,
    window,
)
from tests.bench.measure import Bench, Result


def run_idle(bench: Bench) -> Iterator[Result]:
    """Row 23, which needs what only Linux has."""
    from tests.bench import idle

    return idle.run(bench)


ROWS: Mapping[int, Callable[[Bench], Iterator[Result]]] = {
    1: starting.run,
    2: starting.run_second,
    3: searching.run,
    4: window.run_typing,
    5: window.run_list,
    6: window.run_scrolling,
    7: saving.run,
    8: people_in.run,
    9: bulk.run,
    10: today.run,
    11: calendar_file.run,
    12: people_in.run_cards,
    13: doubles.run,
    14: window.run_gaps,
    15: backing_up.run,
    16: starting.run_memory,
    17: calendar_reading.run,
    18: note_guard.run,
    20: ways.run,
    21: insights.run,
    22: network.run,
    **({23: run_idle} if sys.platform == "linux" else {}),  # only Linux tells both of its figures
}
_HEAD = ("row", "operation", "people", "clock", "floor ms", "measured ms", "ratio", "target", "verdict", "steadiness")


def main() -> None:
    """Measure what was asked for, size by size, and print each line as soon as it is known."""
    asked = _arguments()
    rows = [int(row) for row in asked.rows.split(",")] if asked.rows else list(ROWS)
    if unknown := [row for row in rows if row not in ROWS]:
        sys.exit(f"There is no row {unknown[0]}; there are {', '.join(map(str, ROWS))}.")
    results = _measured([int(size) for size in asked.sizes.split(",")], rows, asked.rounds)
    if asked.json:
        lines = [line._asdict() | {"ratio": line.ratio, "verdict": line.verdict} for line in results]
        print(json.dumps({"on": _versions(), "results": lines}, indent=1))
        return
    print(_versions(), end="\n\n", flush=True)
    _print_row(_HEAD)
    _print_row(["-" * len(name) for name in _HEAD])
    for line in results:
        _print_row(_cells(line))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--sizes", default="1000,10000,100000", help="people in the book (default %(default)s)")
    parser.add_argument("--rows", default="", help=f"rows of the table (default {','.join(map(str, ROWS))})")
    parser.add_argument("--rounds", type=int, default=9, help="rounds that count, one more goes ahead (default 9)")
    parser.add_argument("--json", action="store_true", help="as JSON")
    return parser.parse_args()


def _measured(sizes: list[int], rows: list[int], rounds: int) -> Iterator[Result]:
    seen: dict[tuple[str, int], float] = {}
    for row in rows:
        for size in sizes:
            with tempfile.TemporaryDirectory(prefix="mrtnet-bench-") as folder:
                yield from ROWS[row](Bench(size, rounds, Path(folder), seen))


def _versions() -> str:
    names = ("pyside6-essentials", "sqlmodel", "sqlalchemy", "icalendar", "rapidfuzz")
    libraries = ", ".join(f"{name} {version(name)}" for name in names)
    return (
        f"Python {platform.python_version()}, SQLite {driver.sqlite_version}, {libraries};"
        f" {platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    )


def _cells(line: Result) -> list[str]:
    low, high = line.spread
    return [
        str(line.row),
        line.operation,
        f"{line.people:,}",
        line.clock,
        _ms(line.floor),
        _ms(line.measured),
        f"{line.ratio:.2f}x" if line.ratio >= 0.1 else f"1/{1 / line.ratio:.0f}" if line.ratio else "-",
        line.target,
        line.verdict,
        f"floor {line.apart:.0%} apart, quartiles {_ms(low)}-{_ms(high)}",
    ]


def _ms(value: float) -> str:
    return f"{value:.3f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def _print_row(cells: Iterable[str]) -> None:
    print("| " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
