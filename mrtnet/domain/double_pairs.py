"""Which pairs of a whole book are worth weighing: those that share something, less those that cannot be one person.

What is left out here by a look at two words is what `likeness.weigh` would leave out by many: colleagues with one given
name, families at one employer, namesakes at two. Cards are put together by employer and by family name first, and only
then looked at by the rest of the name.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from mrtnet.domain.compared import Odds, Read, words
from mrtnet.domain.likeness import same_employer
from mrtnet.domain.name_likeness import families_close, given_names_may_fit, givens_close
from mrtnet.domain.nicknames import letters
from mrtnet.domain.progress import Progress

LARGE, MANY_NAMESAKES = 24, 6
"""Cards that may share a key (or just a name) and still all be compared; more are parted by a second key first."""

WINDOW = 6
"""How far apart, by name, cards of a very large group may be to be compared."""

_Places = list[int]
_Pair = tuple[int, int]


def worth_weighing(
    reads: Sequence[Read], odds: Odds, progress: Progress | None = None, part: float = 0.0
) -> set[_Pair]:
    """Pairs of cards, by their places, the smaller first. That is `part` of the work of `progress`."""
    progress, part = progress or Progress(), part / 5
    found = set(_pairs(progress.each(list(odds.shared.values()), part), _by_name, reads, given_names_may_fit))
    # What is asked for again and again stands in lists of its own: to look at each card anew takes most of the time.
    everybody, own = range(len(reads)), [(one.family,) if one.family else () for one in reads]
    names = [_given_names(one) if one.more else one.called for one in reads]
    at_work = _alike(progress.each(everybody, part), [one.employers for one in reads])
    for places in progress.each(at_work, part):
        found.update(_pairs(_alike(places, own), _by_given, reads, givens_close))
        found.update(_pairs(_alike(places, names), _by_family, reads, families_close))
    called = [one.called for one in reads]
    of_family = _alike(progress.each(everybody, part), [families(one) for one in reads])
    for places in progress.each(of_family, part):
        found.update(_namesakes(_alike(places, called), reads))
    found.update(_swapped(reads, odds))
    return found


def families(one: Read) -> Iterable[str]:
    """The family name and what else may be taken for it: each half of a double one, a middle name before it."""
    if not one.more:
        return (one.family,)
    family, additional = one.card.family, one.card.additional
    found = {one.family, *map(letters, family.replace("-", " ").split())}
    return found | {letters(additional + family)} if len(additional) > 2 else found


def _given_names(one: Read) -> Iterable[str]:
    """All that the given name stands for, and each word of it and of the middle names."""
    written = words(one.card.given) | words(one.card.additional)
    return one.called.union([word for word in written if len(word) > 1])


def _alike(places: Iterable[int], keys: Sequence[Iterable[str]]) -> list[_Places]:
    """Those of the places that have a key in common, for each key that several have."""
    first: dict[str, int] = {}
    groups: dict[str, _Places] = {}
    for at in places:
        for key in keys[at]:
            seen = first.setdefault(key, at)
            if seen != at:
                groups.setdefault(key, [seen]).append(at)
    return list(groups.values())


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


def _namesakes(named: Iterable[_Places], reads: Sequence[Read]) -> Iterator[_Pair]:
    """Those of one name who may be one person by their work.

    Namesakes of one employer are found by their work; where very many have a name, it alone says nothing.
    """
    for places in named:
        at_work = [(at, _initial(reads[at])) for at in places] if len(places) <= MANY_NAMESAKES else ()
        for (first, mine), (second, hers) in combinations(at_work, 2):
            alike = mine == hers or mine in "*" or hers in "*"
            if alike and _may_work_together(reads[first], reads[second]):
                yield first, second


def _may_work_together(one: Read, other: Read) -> bool:
    """Whether nothing is known that keeps them apart: no employer of one of them, or one by two spellings."""
    return not one.employers or not other.employers or bool(same_employer(one, other))


def _initial(one: Read) -> str:
    """How the employer's name begins; "*" where there are several, "" where there is none."""
    told = one.card.organizations if one.employers else ()
    return told[0][:1].lower() if len(told) == 1 else "*" if told else ""


def _swapped(reads: Sequence[Read], odds: Odds) -> Iterator[_Pair]:
    """Those whose given name is the family name of another, and the other way round, and who may work together."""
    names = odds.given.keys() & odds.family.keys() - {""}
    turned = [at for at, one in enumerate(reads) if one.given in names and one.family in names]
    first = {(reads[at].given, reads[at].family): at for at in reversed(turned)}
    for at in turned:
        other = first.get((reads[at].family, reads[at].given), at)
        if other != at and _may_work_together(reads[other], reads[at]):
            yield (other, at) if other < at else (at, other)


def _by_name(one: Read) -> Iterable[str]:
    return one.given[:3], one.family[:3] + "|"


def _by_given(one: Read) -> Iterable[str]:
    return [name[:3] for name in one.called]


def _by_family(one: Read) -> Iterable[str]:
    return one.family[:3], "|" + one.family[-3:]
