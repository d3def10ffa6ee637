"""How right and how fast cards are read: `python -m tests.cards --seed 101 --count 30 [--record FILE]`.

Makes so many pictures, reads them in the real process, and prints for each field how many are right, what was wrong,
and the seconds a card took. `--record` writes what recognition answered, a card a line, as tests/data/cards.jsonl is.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from mrtnet.domain.card_reading import CardRead
from mrtnet.domain.forms import Job
from mrtnet.exchange.cards import PictureRead, can_read, card_of, read_pictures
from mrtnet.trouble import Trouble
from tests.cards.make_cards import Made, make
from tests.cards.scoring import FIELDS, right

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]


def main() -> None:
    """Make, read, judge."""
    parser = argparse.ArgumentParser(prog="python -m tests.cards", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--record", type=Path)
    told = parser.parse_args()
    if not can_read():
        sys.exit("not run: the extra “cards” is not installed")
    with tempfile.TemporaryDirectory(prefix="mrtnet-cards-") as folder:
        cards = {Path(folder) / made.name: made for made in make(told.seed, told.count)}
        for path, made in cards.items():
            path.write_bytes(made.content)
        counts, lines = dict.fromkeys(FIELDS, 0), []
        begun = time.monotonic()
        for read in read_pictures(list(cards)):
            made = cards[read.path]
            lines.append(_recorded(made, read))
            for field in _right(read, made):
                counts[field] += 1
        wall = time.monotonic() - begun
    print(f"seed {told.seed}:", ", ".join(f"{field} {count}/{told.count}" for field, count in counts.items()))
    cpu = resource.getrusage(resource.RUSAGE_CHILDREN) if resource else None
    used = f", {(cpu.ru_utime + cpu.ru_stime) / told.count:.1f} s CPU, peak {cpu.ru_maxrss >> 10} MB" if cpu else ""
    print(f"{wall / told.count:.1f} s a card on the clock, the start included{used}")
    if told.record:
        told.record.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")


def _right(read: PictureRead, made: Made) -> list[str]:
    """The fields that are right; what is wrong is printed."""
    try:
        card = card_of(read)
    except Trouble as wrong:
        print(f"{made.name} {made.truth['faults']}: {wrong}", flush=True)
        return []
    judged = right(card, made.truth)
    for field in (field for field, is_right in judged.items() if not is_right):
        wanted = made.truth["phones" if field == "phone" else field]
        print(f"{made.name} {made.truth['faults']}: {field} is {wanted!r}, read {_said(card, field)!r}", flush=True)
    return [field for field, is_right in judged.items() if is_right]


def _said(card: CardRead, field: str) -> Any:
    job = card.form.jobs[0] if card.form.jobs else Job()
    reaches = [reach.value for reach in card.form.reaches]
    return {"name": card.form.name, "organization": job.organization, "title": job.title}.get(field, reaches)


def _recorded(made: Made, read: PictureRead) -> dict[str, Any]:
    lines = [
        [line.text, [round(n) for corner in line.corners for n in corner], round(line.score, 3)] for line in read.lines
    ]
    return {"card": made.name.partition(".")[0], "truth": made.truth, "lines": lines}


if __name__ == "__main__":
    main()
