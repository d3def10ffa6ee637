"""Row 10: the page of today, its lists and counts, with ten interactions a person in the book."""

from collections.abc import Iterator

from mrtnet.queries.today import today
from mrtnet.store import connection as connections
from tests.bench.measure import THREAD, Bench, Result, result, rounds
from tests.books import TODAY

TIMES = 5  # a round
_ROWS = "SELECT id, name, given, family, rank, tier, met_on, last_contact, note FROM person WHERE id = ?"


def run(bench: Bench) -> Iterator[Result]:
    """The floor fetches 200 people by primary key, one by one, spread over the book."""
    connection = connections.reading(bench.book())
    ids = range(1, bench.people + 1, max(1, bench.people // 200))[:200]

    def floor() -> None:
        for _number in range(TIMES):
            for person in ids:
                connection.execute(_ROWS, (person,)).fetchall()

    def read() -> None:
        for _number in range(TIMES):
            today(connection, TODAY)

    found = rounds(bench.rounds, {"floor": floor, "today": read}, THREAD)
    connection.close()
    floors = [time / TIMES for time in found["floor"]]
    pages = [time / TIMES for time in found["today"]]
    page = result(10, "the page of today", bench, floors, pages, 3.0)
    yield page
    bench.seen["today", bench.people] = page.measured
    smaller = bench.seen.get(("today", bench.people // 10))
    if smaller:
        yield result(10, f"its growth from {bench.people // 10:,} people", bench, [smaller], pages, 2.0)
