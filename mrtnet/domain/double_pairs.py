"""Which pairs of a whole book are worth weighing: those that share something, less those that cannot be one person.

What is left out here by a look at two words is what `likeness.weigh` would leave out by many: colleagues with one given
name, families at one employer, namesakes at two.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from rapidfuzz.distance import OSA

from mrtnet.domain.likeness import Odds, Read, given_names_may_fit, has_more_words, same_employer, words
from mrtnet.domain.nicknames import letters
from mrtnet.domain.progress import Progress

LARGE, MANY_NAMESAKES = 24, 6
"""Cards that may share a key (or just a name) and still all be compared; more are parted by a second key first."""

WINDOW = 6
"""How far apart, by name, cards of a very large group may be to be compared."""

_Places = list[int]
_Pair = tuple[int, int]
_Key = tuple[str, str]


def worth_weighing(
    reads: Sequence[Read], odds: Odds, progress: Progress | None = None, part: float = 0.0
) -> set[_Pair]:
    """Pairs of cards, by their places, the smaller first. That is `part` of the work of `progress`."""
    progress = progress or Progress()
    kin, mates = _at_work(reads, progress, part / 4)
    first, named = _named(reads, progress, part / 4)
    found: set[_Pair] = set()
    for groups, part_by, fit in (
        (odds.shared, _by_name, given_names_may_fit),
        (kin, _by_given, _given_names_fit),
        (mates, _by_family, _families_fit),
    ):
        found.update(_pairs(progress.each(list(groups.values()), part / 8), part_by, reads, fit))
    found.update(_namesakes(reads, progress.each(list(named.values()), part / 8)))
    for at, one in enumerate(reads):
        if one.given and one.family:
            swapped = first.get((one.family, one.given), at)
            if swapped != at:
                found.add((swapped, at) if swapped < at else (at, swapped))
    return found


def other_families(family: str, additional: str) -> list[str]:
    """What else may be taken for the family name: each half of a double one, a middle name before it."""
    found = list(map(letters, family.replace("-", " ").split())) if "-" in family or " " in family else []
    return [*found, letters(additional + family)] if len(additional) > 2 else found


def _at_work(reads: Sequence[Read], progress: Progress, part: float) -> tuple[Mapping[_Key, _Places], ...]:
    """Who works with somebody of her family name; and with somebody of her given name, in all that it stands for."""
    first_kin: dict[_Key, int] = {}
    first_mate: dict[_Key, int] = {}
    kin: dict[_Key, _Places] = {}
    mates: dict[_Key, _Places] = {}
    at = -1
    for card, _given, family, called, employers in progress.each(reads, part):
        at += 1
        for employer in employers:
            if family:
                key = (employer, family)
                seen = first_kin.setdefault(key, at)
                if seen != at:
                    kin.setdefault(key, [seen]).append(at)
            names: Iterable[str] = called
            if card.additional or not (card.given + card.family).isalpha():
                names = called.union(word for word in words(f"{card.given} {card.additional}") if len(word) > 1)
            for name in names:
                key = (employer, name)
                seen = first_mate.setdefault(key, at)
                if seen != at:
                    mates.setdefault(key, [seen]).append(at)
    return kin, mates


def _named(reads: Sequence[Read], progress: Progress, part: float) -> tuple[Mapping[_Key, int], Mapping[_Key, _Places]]:
    """The first card of each name, in all that the given name stands for; and all cards of those that several have."""
    first: dict[_Key, int] = {}
    named: dict[_Key, _Places] = {}
    at = -1
    for card, _given, family, called, _employers in progress.each(reads, part):
        at += 1
        families = [family]
        if len(card.additional) > 2 or "-" in card.family or " " in card.family:
            families += other_families(card.family, card.additional)
        for name in called:
            for each in families:
                key = (name, each)
                seen = first.setdefault(key, at)
                if seen != at:
                    named.setdefault(key, [seen]).append(at)
    return first, named


def _pairs(
    groups: Iterable[_Places], part_by: Callable[[Read], Iterable[str]], reads: Sequence[Read],
    fit: Callable[[Read, Read], bool],
) -> Iterator[_Pair]:  # fmt: skip
    """The pairs that fit within groups; large groups are parted by a second key, so that the work stays bounded."""
    for places in groups:
        for group in (places,) if len(places) <= LARGE else _parted(places, part_by, reads):
            for first, second in combinations(group, 2):
                if first != second and fit(reads[first], reads[second]):
                    yield (first, second) if first < second else (second, first)


def _parted(places: _Places, part_by: Callable[[Read], Iterable[str]], reads: Sequence[Read]) -> Iterator[_Places]:
    groups: dict[str, _Places] = {}
    for at in dict.fromkeys(places):
        for second in set(part_by(reads[at])):
            groups.setdefault(second, []).append(at)
    for group in groups.values():
        if len(group) <= LARGE * 2:
            yield group
            continue
        group.sort(key=lambda at: reads[at][1:3])
        for start in range(0, len(group), WINDOW):
            yield group[start : start + 2 * WINDOW]


def _namesakes(reads: Sequence[Read], named: Iterable[_Places]) -> Iterator[_Pair]:
    """Those of one name who may be one person: one of them has no employer, or theirs are one by two spellings.

    Namesakes of one employer are found by their work; where very many have a name, it alone says nothing.
    """
    work = [_initial(one) for one in reads]
    for places in named:
        if len(places) > MANY_NAMESAKES:
            continue
        for first, second in combinations(places, 2):
            mine, hers = work[first], work[second]
            if (mine == hers or mine in "*" or hers in "*") and first != second:
                one, other = reads[first], reads[second]
                if not one.employers or not other.employers or same_employer(one, other):
                    yield first, second


def _initial(one: Read) -> str:
    """How the employer's name begins; "*" where there are several, "" where there is none."""
    told = one.card.organizations if one.employers else ()
    return told[0][:1].lower() if len(told) == 1 else "*" if told else ""


def _given_names_fit(one: Read, other: Read) -> bool:
    """Whether two of one family at one employer may be one by their given names: nicknames are found by these."""
    close = OSA.distance(one.given, other.given, score_cutoff=2) <= 2
    return close or has_more_words(one.card) or has_more_words(other.card)


def _families_fit(one: Read, other: Read) -> bool:
    """Whether two of one given name at one employer may be one by their family names."""
    close = OSA.distance(one.family, other.family, score_cutoff=2) <= 2
    return close or has_more_words(one.card) or has_more_words(other.card)


def _by_name(one: Read) -> Iterable[str]:
    return one.given[:3], one.family[:3] + "|"


def _by_given(one: Read) -> Iterable[str]:
    return [name[:3] for name in one.called]


def _by_family(one: Read) -> Iterable[str]:
    return one.family[:3], "|" + one.family[-3:]
