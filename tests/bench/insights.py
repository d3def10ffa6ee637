"""Row 21: the findings of Insights over the whole book, and what the weekly review reads, both beside the window."""

from collections.abc import Iterator

from mrtnet.domain.insights import findings
from mrtnet.queries import insights, review
from mrtnet.store import connection as connections
from tests.bench.measure import THREAD, Bench, Result, result, rounds
from tests.books import TODAY


def run(bench: Bench) -> Iterator[Result]:
    """The floor counts everybody's days of contact: one look at every row of one table."""
    connection = connections.reading(bench.book())
    sql = "SELECT count(*), max(last_contact), sum(met_on < '2026-01-01') FROM person"

    def floor() -> None:
        connection.execute(sql).fetchall()

    def told() -> None:
        findings(insights.numbers(connection, "12-months", TODAY), TODAY)

    def reviewed() -> None:
        review.queues(connection, TODAY)
        review.review(connection, TODAY, TODAY)

    found = rounds(bench.rounds, {"floor": floor, "insights": told, "review": reviewed}, THREAD)
    connection.close()
    yield result(21, "insights", bench, found["floor"], found["insights"], limit_ms=1000.0)
    yield result(21, "the weekly review", bench, found["floor"], found["review"], limit_ms=1000.0)
