"""Row 7: one small edit is saved: durable, with its history, and found by search."""

import os
import random
from collections.abc import Iterator

from sqlmodel import Session

from mrtnet.store.book import Book
from mrtnet.store.tables import Person
from tests.bench.measure import THREAD, WALL, Bench, Result, percentile, result, rounds

SAVES = 20  # a round


def run(bench: Bench) -> Iterator[Result]:
    """Change the note of some person, again and again; the floor writes 4 KiB and waits until they are on disk."""
    dice = random.Random(7)
    log = bench.folder / "floor"
    singles: list[float] = []
    cpu: list[float] = []
    with Book.open(bench.copy()) as book, log.open("wb") as out:

        def save() -> None:
            for number in range(SAVES):
                person = dice.randrange(1, bench.people + 1)
                start, start_cpu = WALL(), THREAD()
                book.do(_note, person, f"She told me about audit number {number} of {dice.random()}.")
                singles.append((WALL() - start) * 1000)
                cpu.append((THREAD() - start_cpu) * 1000)

        def floor() -> None:
            for _number in range(SAVES):
                out.write(b"x" * 4096)
                out.flush()
                os.fsync(out.fileno())

        found = rounds(bench.rounds, {"floor": floor, "save": save}, WALL)
    floors = [time / SAVES for time in found["floor"]]
    saves = [time / SAVES for time in found["save"]]
    yield result(7, "save a changed note, durable", bench, floors, saves, 8.0, clock="wall")
    p99 = percentile(singles[SAVES:], 99)
    yield result(7, "the same, p99 of single saves", bench, floors, [p99], clock="wall")
    yield result(7, "the same, CPU of the saving thread", bench, floors, cpu[SAVES:], limit_ms=1.5)


def _note(session: Session, person_id: int, text: str) -> None:
    person = session.get_one(Person, person_id)
    person.note = text
    session.add(person)
