"""Row 18: the note guard, milliseconds a sentence, and with the book asked whom it names."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from mrtnet.domain.note_guard import NOBODY, check
from mrtnet.queries.note_guard import findings
from mrtnet.store import connection as connections
from tests.bench.measure import CPU, Bench, Result, result, rounds

_WORD = re.compile(r"\w+")
_TEXTS = Path(__file__).parents[1] / "data" / "note_sentences.toml"


def run(bench: Bench) -> Iterator[Result]:
    """The floor splits the sentences into words."""
    told = tomllib.loads(_TEXTS.read_text(encoding="utf-8"))
    texts = [text for _rule, text in told["slips"]] + told["harmless"]
    connection = connections.reading(bench.book())
    ways = {
        "floor": lambda: [_WORD.findall(text) for text in texts],
        "check": lambda: [check(text, NOBODY, internship=True) for text in texts],
        "asked": lambda: [findings(connection, text) for text in texts],
    }
    times = {way: [time / len(texts) for time in each] for way, each in rounds(bench.rounds, ways, CPU).items()}
    connection.close()
    yield result(18, "note guard, a sentence", bench, times["floor"], times["check"], limit_ms=1.0)
    yield result(18, "note guard with the book, a sentence", bench, times["floor"], times["asked"], limit_ms=1.0)
