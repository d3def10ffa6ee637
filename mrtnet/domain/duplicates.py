"""People who are on file twice: found over the whole book or while she types, and gathered in clusters.

Only cards that share something are compared: an address, a number, a link, a name in one of its forms, or an employer
and half a name.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import combinations

from mrtnet.domain.likeness import HINT, PROPOSED, Card, Likeness, Odds, Read, compare, read, weigh
from mrtnet.domain.nicknames import letters
from mrtnet.domain.progress import Progress

__all__ = ["HINT", "PROPOSED", "Card", "Index", "Likeness", "clusters", "compare", "find", "like"]

LARGE, MANY_NAMESAKES = 24, 6
"""Cards that may share a key (or just a name) and still all be compared; more are parted by a second key first."""

WINDOW = 6
"""How far apart, by name, cards of a very large group may be to be compared."""


class Index:
    """Cards, ready to be searched for doubles; built once, in one pass. That is `part` of the work of `progress`."""

    def __init__(self, cards: Iterable[Card], progress: Progress | None = None, part: float = 0.0) -> None:
        progress = progress or Progress()
        self.reads = [read(card) for card in progress.each(list(cards), part / 2)]
        self.odds = Odds(self.reads)
        first: dict[str, int] = {}
        more: dict[str, list[int]] = {}
        self._first, self._more = first, more
        for at, one in enumerate(progress.each(self.reads, part / 2)):
            for key in _keys(one):
                seen = first.setdefault(key, at)
                if seen != at and (places := more.setdefault(key, [seen]))[-1] != at:
                    places.append(at)

    def pairs(self) -> set[tuple[int, int]]:
        """Which cards, by their places, are worth comparing."""
        found: set[tuple[int, int]] = set()
        for key, places in self._more.items():
            for group in self._parted(key, places):
                found.update(combinations(group, 2))
        for at, one in enumerate(self.reads):
            if one.given and one.family:
                swapped = self._first.get(f"n{one.family}|{one.given}", at)
                if swapped != at:
                    found.add((swapped, at) if swapped < at else (at, swapped))
        return found

    def near(self, one: Read) -> set[int]:
        """The places of the cards that share something with this one."""
        found: set[int] = set()
        keys = [*_keys(one), f"n{one.family}|{one.given}"]
        for key in keys:
            if key in self._more:
                found.update(self._more[key])
            elif key in self._first:
                found.add(self._first[key])
        return found

    def _parted(self, key: str, places: list[int]) -> Iterator[list[int]]:
        """The places in groups small enough to be compared with each other."""
        if len(places) <= (MANY_NAMESAKES if key[0] == "n" else LARGE):
            yield places
            return
        groups: dict[str, list[int]] = {}
        for at in places:
            for second in set(_PARTED_BY[key[0]](self.reads[at])):
                groups.setdefault(second, []).append(at)
        for group in groups.values():
            yield from _windows(sorted(group, key=lambda at: self.reads[at][1:3]))


def _windows(group: list[int]) -> Iterator[list[int]]:
    """The group whole if it is small; else only neighbours by name are compared, so that the work stays bounded."""
    if len(group) <= LARGE * 2:
        yield group
        return
    for start in range(0, len(group), WINDOW):
        yield group[start : start + 2 * WINDOW]


def find(cards: Iterable[Card], least: int = PROPOSED, progress: Progress | None = None) -> list[Likeness]:
    """All pairs that are likely one person, the surest first; of equal score by ids. All of the work of `progress`."""
    progress = progress or Progress()
    index = Index(cards, progress, 0.4)
    found = []
    reads, odds = index.reads, index.odds
    for at, other in progress.each(list(index.pairs()), 0.6):
        a, b = reads[at], reads[other]
        if a.card.id > b.card.id:
            a, b = b, a
        likeness = weigh(a, b, odds, least)
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
    card, family = one.card, one.family
    found = ["r" + value for values in (card.emails, card.phones, card.links) for value in values]
    families = [family, *_other_families(card)]
    found += [f"n{name}|{part}" for name in one.called for part in families]
    for employer in one.employers:
        if family:
            found.append(f"f{employer}|{family}")
        found += [f"g{employer}|{name}" for name in one.called]
        found.append(f"b{employer}|{family[:2]}|{one.given[:2]}")
    return found


def _other_families(card: Card) -> list[str]:
    """What else may be taken for the family name: each half of a double one, a middle name before it."""
    found: list[str] = []
    if "-" in card.family or " " in card.family:
        found += map(letters, card.family.replace("-", " ").split())
    if len(card.additional) > 2:
        found.append(letters(card.additional + card.family))
    return found


def _by_employer(one: Read) -> Sequence[str]:
    return one.employers


def _by_name(one: Read) -> Sequence[str]:
    return (one.given[:3], one.family[:3] + "|")


def _by_given(one: Read) -> Sequence[str]:
    return tuple(name[:3] for name in one.called)


def _by_family(one: Read) -> Sequence[str]:
    return (one.family[:3], "|" + one.family[-3:])


_PARTED_BY: dict[str, Callable[[Read], Sequence[str]]] = {
    "r": _by_name,
    "n": _by_employer,
    "f": _by_given,
    "g": _by_family,
    "b": _by_family,
}
