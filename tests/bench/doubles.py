"""Row 13: everybody who is in a book twice, among as many people as it has and two in a hundred more."""

import re
import sys
import unicodedata
from collections.abc import Callable, Iterator

from mrtnet.domain.compared import Card
from mrtnet.domain.duplicates import find
from tests.bench.measure import CPU, Bench, Result, result, rounds
from tests.bench.people_in import forget
from tests.doubles import generated

_ACCENTS = re.compile("[\u0300-\u036f]")


def run(bench: Bench) -> Iterator[Result]:
    """The floor is to normalise the names: NFKD, casefold, accents dropped, of given and family name.

    Precision and recall go to the error stream.
    """
    cards, truth = generated(bench.people * 102 // 100, 13)
    parts: dict[str, Callable[[], object]] = {
        "floor": lambda: normalised(cards),
        "forgotten": forget,  # which is no part of the finding
        "find": lambda: find(cards),
    }
    times = rounds(bench.rounds, parts, CPU)
    found = {(one.first, one.second) for one in find(cards)}
    right = len(found & truth)
    told = f"precision {right / max(len(found), 1):.2%}, recall {right / max(len(truth), 1):.2%}"
    print(f"doubles among {len(cards):,}: {told}", file=sys.stderr)
    yield result(13, f"doubles among {len(cards):,} found", bench, times["floor"], times["find"], 9.0)


def normalised(cards: list[Card]) -> list[str]:
    normalize, drop = unicodedata.normalize, _ACCENTS.sub
    return [drop("", normalize("NFKD", name).casefold()) for card in cards for name in (card.given, card.family)]
