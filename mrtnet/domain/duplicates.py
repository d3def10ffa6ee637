"""People who are on file twice: found over the whole book or while she types, and gathered in clusters.

Only cards that share something are compared: an address, a number, a link, a name in one of its forms, or an employer
and half a name.
"""

from collections.abc import Collection, Iterable

from mrtnet.domain.compared import Card, Odds, Read, read
from mrtnet.domain.double_pairs import families, worth_weighing
from mrtnet.domain.likeness import HINT, PROPOSED, Likeness, compare, weigh
from mrtnet.domain.progress import Progress

__all__ = ["HINT", "PROPOSED", "Card", "Index", "Likeness", "clusters", "compare", "find", "like"]


class Index:
    """Cards, ready to be searched for doubles of one that is being typed."""

    def __init__(self, cards: Iterable[Card]) -> None:
        self.reads = [read(card) for card in cards]
        self.odds = Odds(self.reads)
        self._places: dict[str, list[int]] = {}
        for at, one in enumerate(self.reads):
            for key in _keys(one):
                self._places.setdefault(key, []).append(at)

    def near(self, one: Read) -> set[int]:
        """The places of the cards that share something with this one."""
        keys = [*_keys(one), f"n{one.family}|{one.given}"]
        return {at for key in keys for at in self._places.get(key, ())}


def find(cards: Iterable[Card], progress: Progress | None = None) -> list[Likeness]:
    """All pairs that are likely one person, the surest first; of equal score by ids. All of the work of `progress`."""
    progress = progress or Progress()
    reads = [read(card) for card in progress.each(list(cards), 0.2)]
    odds = Odds(reads)
    found = []
    for at, other in progress.each(sorted(worth_weighing(reads, odds, progress, 0.4)), 0.4):
        a, b = reads[at], reads[other]
        if a.card.id > b.card.id:
            a, b = b, a
        likeness = weigh(a, b, odds, PROPOSED)
        if likeness is not None:
            found.append(likeness)
    return sorted(found, key=lambda one: (-one.score, one.first, one.second))


def like(card: Card, index: Index, least: int = HINT) -> list[Likeness]:
    """Who on file may be the person on this card, the likeliest first: quick enough for every pause in typing."""
    one = read(card)
    found = []
    for at in index.near(one):
        other = index.reads[at]
        if other.card.id != card.id:
            likeness = weigh(one, other, index.odds, least)
            if likeness is not None:
                found.append(likeness)
    return sorted(found, key=lambda each: (-each.score, each.second))


def clusters(
    pairs: Iterable[Likeness], least: int = PROPOSED, apart: Collection[tuple[int, int]] = frozenset()
) -> list[tuple[int, ...]]:
    """The people in groups that are likely one person each: pairs, threes and more, by their lowest id.

    `apart` are pairs of different people (the smaller id first): no group holds both. Give the surest pairs first.
    """
    group_of: dict[int, list[int]] = {}
    strangers: dict[int, set[int]] = {}
    for first, second in apart:
        strangers.setdefault(first, set()).add(second)
        strangers.setdefault(second, set()).add(first)
    for pair in pairs:
        if pair.score >= least:
            mine, hers = group_of.setdefault(pair.first, [pair.first]), group_of.setdefault(pair.second, [pair.second])
            if mine is hers or (strangers and any(not strangers.get(one, set()).isdisjoint(hers) for one in mine)):
                continue
            larger, smaller = (mine, hers) if len(mine) >= len(hers) else (hers, mine)
            larger += smaller
            group_of.update(dict.fromkeys(smaller, larger))
    found = {id(group): tuple(sorted(group)) for group in group_of.values()}
    return sorted(group for group in found.values() if len(group) > 1)


def _keys(one: Read) -> list[str]:
    """Under what a card is found; the first letter says what kind of key it is."""
    family = one.family
    found = ["r" + value for value in one.reaches]
    found += [f"n{name}|{part}" for name in one.called for part in families(one)]
    for employer in one.employers:
        if family:
            found.append(f"f{employer}|{family}")
        found += [f"g{employer}|{name}" for name in one.called]
        found.append(f"b{employer}|{family[:2]}|{one.given[:2]}")
    return found
