"""Row 15: a backup of the book, read back and checked, while the book stays open."""

import os
from collections.abc import Iterator
from pathlib import Path

from mrtnet.store import backup
from mrtnet.store import connection as connections
from tests.bench.measure import WALL, Bench, Result, result, rounds


def run(bench: Bench) -> Iterator[Result]:
    """The floor copies the file and waits until the copy is on disk."""
    book = bench.copy()
    connection = connections.writing(book)
    copied, made = bench.folder / "floor.copy", bench.folder / "made.mrtnet"
    parts = {"floor": lambda: _copy(book, copied), "backup": lambda: _backup(connection, book, made)}
    found = rounds(bench.rounds, parts, WALL)
    connection.close()
    yield result(15, "backup and check", bench, found["floor"], found["backup"], 4.0, clock="wall")


def _copy(book: Path, to: Path) -> None:
    with book.open("rb") as source, to.open("wb") as out:
        while part := source.read(1 << 20):
            out.write(part)
        out.flush()
        os.fsync(out.fileno())


def _backup(connection: object, book: Path, to: Path) -> None:
    for old in to.parent.glob(f"{to.name}*"):
        old.unlink()
    backup.make(connection, book, to=to)
