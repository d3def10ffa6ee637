"""Row 3: a key is pressed, the ids of the first page of people stand there."""

import random
import statistics
from collections.abc import Iterator
from typing import Any

from mrtnet.domain.names import fold
from mrtnet.queries.search import person_ids
from mrtnet.queries.search_words import warm
from mrtnet.store import connection as connections
from tests.bench.measure import THREAD, Bench, Result, apart, percentile
from tests.books import SAID, TODAY

PAGE = 50
SORT = 250  # keystrokes of each sort
OPERATORS = [
    "credential:rhit",
    "credential:rhit ma",
    "cred:cc at:mercy",
    "at:lakeshore",
    "met:ahima26",
    "met:chicago rosa",
    "tag:mentor",
    "is:mentor quiet:>90d",
    "rank:a due:late",
    "due:today",
    "due:this week",
    "due:none tier:core",
    "has:email -tag:vendor",
    "has:photo",
    "kind:hospital title:coder",
    "title:director at:mercy",
    "city:boise",
    "email:bar",
    "phone:0148",
    "not has:phone rank:a",
    "quiet:>300d",
    "-denials rosa",
    'tag:coding "shadow day"',
    "credential:rhit at:mercy met:ahima26 tag:mentor quiet:>90d",
]


def run(bench: Bench) -> Iterator[Result]:
    """Names, first and last names, employers and two words of notes, letter by letter; then mistakes and operators."""
    connection = connections.reading(bench.book())
    dice = random.Random(3)
    plain = _keystrokes(connection, dice)
    hard = [*(_mistaken(name, dice) for name in _names(connection, dice, 60)), *OPERATORS]
    warm(connection)
    floors, times, hard_times = [], [], []
    for number in range(bench.rounds + 1):
        floor = [_timed(_floor, connection, letter) for letter in "abcdefghijklmnopqrstuvwyz"]
        found = [_timed(_search, connection, text) for text in plain]
        found_hard = [_timed(_search, connection, text) for text in hard]
        if number:
            floors.append(statistics.median(floor))
            times.append(found)
            hard_times.append(found_hard)
    connection.close()
    every = [time for found in times for time in found]
    every_hard = [time for found in hard_times for time in found]
    floor_ms, unsteady = statistics.median(floors), apart(floors)
    for name, taken, limit, limit_ms in (
        (f"{len(plain)} keystrokes, p50", percentile(every, 50), 3.0, None),
        (f"{len(plain)} keystrokes, p99", percentile(every, 99), 75.0, None),
        ("mistakes and operators, p50", percentile(every_hard, 50), None, None),
        ("mistakes and operators, p99", percentile(every_hard, 99), None, 20.0),
    ):
        taken_all = every_hard if "mistakes" in name else every
        spread = (percentile(taken_all, 25), percentile(taken_all, 75))
        yield Result(3, name, bench.people, floor_ms, taken, limit, limit_ms, unsteady, spread)


def _floor(connection: Any, letter: str) -> None:
    connection.execute(
        "SELECT id FROM person WHERE sort_key >= ? AND sort_key < ? ORDER BY sort_key, id LIMIT 50",
        (letter, letter + "\U0010ffff"),
    ).fetchall()


def _search(connection: Any, text: str) -> None:
    person_ids(connection, text, TODAY, limit=PAGE)


def _timed(work: Any, *arguments: Any) -> float:
    start = THREAD()
    work(*arguments)
    return (THREAD() - start) * 1000


def _keystrokes(connection: Any, dice: random.Random) -> list[str]:
    """Texts typed letter by letter, as many keystrokes of each sort: family names, whole names, employers, notes."""
    names = _names(connection, dice, 200)
    employers = [
        name for (name,) in connection.execute("SELECT name FROM organization ORDER BY id LIMIT 200").fetchall()
    ]
    dice.shuffle(employers)
    notes = [f"{dice.choice(SAID)} {dice.choice(SAID)}" for _number in range(100)]
    typed: list[str] = []
    for texts in ([name.split(" ", 1)[1] for name in names[:100]], names[100:], employers, notes):
        typed += list(dict.fromkeys(text[:size] for text in texts for size in range(1, len(text) + 1)))[:SORT]
    return typed


def _names(connection: Any, dice: random.Random, count: int) -> list[str]:
    last = connection.execute("SELECT max(id) FROM person").fetchone()[0]
    ids = [dice.randrange(1, last + 1) for _number in range(count)]
    return [connection.execute("SELECT name FROM person WHERE id = ?", (person,)).fetchone()[0] for person in ids]


def _mistaken(name: str, dice: random.Random) -> str:
    """The family name with two letters swapped, one left out, or one doubled."""
    word = fold(name.split(" ", 1)[1])
    at = dice.randrange(1, max(2, len(word) - 1))
    return dice.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
            word[:at] + word[at] + word[at:],
        )
    )
