"""Row 20: the ways to an employer, from its name to the chains."""

from collections.abc import Iterator

from mrtnet.queries.ways import employers, ways_to
from mrtnet.store import connection as connections
from tests.bench.measure import THREAD, Bench, Result, apart, percentile
from tests.books import TODAY

ASKED = 12  # employers, those with the most people among them


def run(bench: Bench) -> Iterator[Result]:
    """The floor is to count who works at each of them; every employer is asked for by name, in every round anew."""
    connection = connections.reading(bench.book())
    goals = [
        (row[0], row[1])
        for row in connection.execute(
            "SELECT o.id, o.name FROM organization AS o JOIN job AS j ON j.organization_id = o.id"
            " GROUP BY o.id ORDER BY count(*) DESC, o.id LIMIT ?",
            (ASKED,),
        ).fetchall()
    ]
    floors, times, slowest = [], [], []
    for number in range(bench.rounds + 1):
        start = THREAD()
        for goal, _name in goals:
            connection.execute("SELECT count(*) FROM job WHERE organization_id = ?", (goal,)).fetchall()
        floor = (THREAD() - start) * 1000 / len(goals)
        taken = []
        for goal, name in goals:
            start = THREAD()
            employers(connection, name)
            ways_to(connection, goal, TODAY)
            taken.append((THREAD() - start) * 1000)
        if number:
            floors.append(floor)
            times.append(percentile(taken, 50))
            slowest.append(max(taken))
    connection.close()
    floor_ms = percentile(floors, 50)
    for name, told in (("ways to an employer, typical", times), ("ways to an employer, slowest", slowest)):
        spread = (percentile(told, 25), percentile(told, 75))
        yield Result(20, name, bench.people, floor_ms, percentile(told, 50), None, 300.0, apart(told), spread)
