"""What the names on two cards say: they are the same, alike, mistyped, changed; or those of two people."""

from collections import Counter
from typing import NamedTuple

from rapidfuzz.distance import OSA

from mrtnet.domain.compared import Card, Odds, Read, words
from mrtnet.domain.nicknames import names_apart
from mrtnet.words import later

SAME, ALIKE, SLIP, TWO_SLIPS, INITIAL, CHANGED, ONE_PART, NAMELESS = 45, 45, 45, 36, 25, 25, 20, 30


class Clue(NamedTuple):
    """One thing that speaks for (points above 0) or against: a sentence, and what is put into it."""

    points: int
    sentence: str
    first: str = ""
    second: str = ""


_THE_SAME = later("the same name")
_SAME_GIVEN = Clue(SAME, _THE_SAME)
DIVIDED = later("the same name, divided differently")
_SPELLED = later("names spelled nearly alike: {first} / {second}")
BY_MIDDLE = later("known by the middle name: {first} / {second}")
IN_PART = later("family name in part: {first} / {second}")


def name_clue(a: Read, b: Read, odds: Odds | None) -> Clue | None:
    """What the names say; None if they are of two people. Without odds a slip is believed of any name."""
    if not (a.given or a.family) or not (b.given or b.family):
        return Clue(NAMELESS, later("one of the cards has no name"))
    if a.family == b.family:
        return _one_family(a, b, odds)
    if a.given and a.family and a.given == b.family and a.family == b.given:
        return Clue(SAME, later("given and family name swapped"))
    more = a.more or b.more
    if more and _all_words(a.card) == _all_words(b.card):
        return Clue(SAME, DIVIDED)
    given = _given(a, b, odds)
    if not a.family or not b.family:
        return Clue(ONE_PART, later("one of the names is only a part")) if given else None
    if given is None:
        return None
    families = a.card.family, b.card.family
    if more and (_within(a.card, b.card) or _within(b.card, a.card)):
        return Clue(min(given.points, ALIKE), IN_PART, *families)
    if _slip(a.family, b.family, odds.family if odds else None, frozenset()):
        if given.points == INITIAL:
            return None
        points = TWO_SLIPS if given.sentence == _SPELLED else SLIP
        return Clue(points, later("family names spelled nearly alike: {first} / {second}"), *families)
    if given.points == INITIAL or given.sentence == _SPELLED:
        return None
    return Clue(CHANGED, later("family name changed: {first} / {second}"), *families)


def _one_family(a: Read, b: Read, odds: Odds | None) -> Clue | None:
    given = _given(a, b, odds)
    if given is not None and given.sentence == _THE_SAME and a.family and not _equal_as_written(a.card, b.card):
        return Clue(SAME, later("accents and signs aside the same name"))
    if not a.given or not b.given:
        return Clue(ONE_PART, later("one of the names is only a part"))
    return given


def _given(a: Read, b: Read, odds: Odds | None) -> Clue | None:
    """How the given names agree; None if they do not."""
    if not a.given or not b.given:
        return None
    if a.given == b.given:
        return _SAME_GIVEN
    shown = (a.card.nickname or a.card.given, b.card.nickname or b.card.given)
    if a.called & b.called:
        if a.card.nickname and b.card.nickname:
            shown = a.card.given, b.card.given
        return Clue(ALIKE, later("names alike: {first} / {second}"), *shown)
    if (len(a.given) == 1 or len(b.given) == 1) and a.given[0] == b.given[0]:
        return Clue(INITIAL, later("an initial that fits: {first} / {second}"), a.card.given, b.card.given)
    if b.given in words(a.card.additional) or a.given in words(b.card.additional):
        return Clue(ALIKE, BY_MIDDLE, a.card.given, b.card.given)
    first, second = words(a.card.given), words(b.card.given)
    if len(first) != len(second) and (first < second or second < first):
        return Clue(ALIKE, later("names alike: {first} / {second}"), a.card.given, b.card.given)
    if _slip(a.given, b.given, odds.given if odds else None, names_apart()):
        return Clue(SLIP, _SPELLED, a.card.given, b.card.given)
    return None


def _slip(a: str, b: str, counts: Counter[str] | None, apart: frozenset[str]) -> bool:
    """Whether one is the other mistyped: a letter or, in long names, two; never between two names that both exist.

    A slip is rare beside the name that was meant: that is how the book's own counts tell it from a name.
    """
    shorter = min(len(a), len(b))
    if shorter < (3 if counts is None else 4) or abs(len(a) - len(b)) > 2:
        return False
    if a in apart and b in apart:
        return False
    if counts is not None:
        rare, usual = sorted((counts[a], counts[b]))
        if rare > max(2, usual // 20):
            return False
    most = 1 if shorter < 7 else 2
    return OSA.distance(a, b, score_cutoff=most) <= most


def _within(a: Card, b: Card) -> bool:
    """Whether the family name of one is a part of the other's, or stands among its middle names."""
    mine = words(a.family)
    hers = words(b.family) | {word for word in words(b.additional) if len(word) > 1}
    return bool(mine) and mine <= hers


def given_names_may_fit(a: Read, b: Read) -> bool:
    """Whether the given names can be one person's at all: what is True here is looked at again by `weigh`."""
    if a.given == b.given or not a.called.isdisjoint(b.called) or not (a.given and b.given):
        return True
    if a.given[0] == b.given[0] and (len(a.given) == 1 or len(b.given) == 1):
        return True
    return a.given == b.family or givens_close(a, b)


def givens_close(a: Read, b: Read) -> bool:
    """Whether the given names are a slip apart, or one is among the words of the other's whole name."""
    if OSA.distance(a.given, b.given, score_cutoff=2) <= 2:
        return True
    return (a.more or b.more) and (_has(a, b.given, b.card.given) or _has(b, a.given, a.card.given))


def families_close(a: Read, b: Read) -> bool:
    """Whether the family names are a slip apart, or one is among the words of the other's whole name."""
    if OSA.distance(a.family, b.family, score_cutoff=2) <= 2:
        return True
    return (a.more or b.more) and (_has(a, b.family, b.card.family) or _has(b, a.family, a.card.family))


def _has(whose: Read, name: str, written: str) -> bool:
    """Whether a name, whole or a word of it, is among all words of hers."""
    hers = _all_words(whose.card)
    return name in hers or not hers.isdisjoint(words(written))


def _all_words(card: Card) -> frozenset[str]:
    return words(card.given) | words(card.additional) | words(card.family)


def _equal_as_written(a: Card, b: Card) -> bool:
    return (a.given.lower(), a.family.lower()) == (b.given.lower(), b.family.lower())
