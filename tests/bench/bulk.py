"""Row 9: everybody changed at once, an import of as many people, and the undo of each."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlmodel import Session

from mrtnet.store import connection as connections
from mrtnet.store.book import Book, driver_connection
from tests.bench.measure import CPU, Bench, Result, result, rounds

_UPDATE = "UPDATE person SET rank = ?"


def run(bench: Bench) -> Iterator[Result]:
    """The floor is the same UPDATE in one transaction on a book without triggers."""
    bare = connections.writing(_without_triggers(bench))
    ranks = itertools.cycle("ABC")

    def floor() -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute(_UPDATE, (next(ranks),))
        bare.execute("COMMIT")

    empty = bench.folder / "import.mrtnet"
    with Book.open(bench.copy()) as book, Book.open(empty) as importing:
        parts: dict[str, Callable[[], object]] = {
            "floor": floor,
            "bulk": lambda: book.do(_rank, next(ranks)),
            "undo": book.undo,
            "import": lambda: importing.do(_import, bench.people),
            "undo import": importing.undo,
        }
        found = rounds(bench.rounds, parts, CPU)
    bare.close()
    floors = found["floor"]
    yield result(9, "bulk edit of all people", bench, floors, found["bulk"], 8.0)
    yield result(9, "its undo", bench, floors, found["undo"], 8.0)
    yield result(9, "undo of an import of as many people", bench, floors, found["undo import"], 8.0)
    yield result(9, "the import itself (see row 8)", bench, floors, found["import"])


def _without_triggers(bench: Bench) -> Path:
    path = bench.copy("bare")
    write = connections.writing(path)
    for (name,) in write.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        write.execute(f"DROP TRIGGER {name}")
    write.close()
    return path


def _rank(session: Session, rank: str) -> None:
    driver_connection(session).execute(_UPDATE, (rank,))


def _import(session: Session, count: int) -> None:
    """So many people, each with a job and an address, as an import writes them."""
    write = driver_connection(session)
    first = write.execute("SELECT coalesce(max(id), 0) FROM person").fetchone()[0] + 1
    ids = range(first, first + count)
    write.executemany(
        "INSERT INTO person (id, uid, name, sort_key, name_key, created_at) VALUES (?, ?, ?, ?, ?, ?)",
        (
            (at, f"n{at}", f"Ana Person{at}", f"person{at}  ana", f"ana person{at}", "2026-10-15T12:00:00Z")
            for at in ids
        ),
    )
    write.executemany("INSERT INTO job (person_id, title) VALUES (?, ?)", ((at, "Coder") for at in ids))
    write.executemany(
        "INSERT INTO reach (person_id, property, value, normal) VALUES (?, 'EMAIL', ?, ?)",
        ((at, f"ana{at}@lakeshore.example", f"ana{at}@lakeshore.example") for at in ids),
    )
