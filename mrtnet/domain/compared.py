"""What two people on file are compared by: their cards made ready, and how common it is what stands on them."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from mrtnet.domain.employer_names import employer_keys
from mrtnet.domain.nicknames import called, letters

FEW, SEVERAL = 2, 4  # names that one number belongs to: two are one person or a couple, five are an office

_new_read = tuple.__new__  # of a NamedTuple: without naming its fields


class Card(NamedTuple):
    """What is compared of a person. `phones`, `links` and `emails` are normalised (`contact_points.normal`)."""

    id: int
    given: str = ""
    additional: str = ""
    family: str = ""
    suffix: str = ""
    nickname: str = ""
    marks: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    city: str = ""


class Read(NamedTuple):
    """A card made ready for comparing: name parts as bare letters, employers as keys, all ways to reach them."""

    card: Card
    given: str
    family: str
    called: frozenset[str]
    employers: tuple[str, ...]
    reaches: tuple[str, ...]
    more: bool
    """Whether the name is more than a given and a family name of one word each, so that it can be divided otherwise."""


class Odds:
    """How often names, employers and addresses occur in the book, so that chance is not taken for likeness."""

    def __init__(self, reads: Iterable[Read] = ()) -> None:
        known = list(reads)
        self.people = len(known)
        self.given = Counter([one.given for one in known])
        self.family = Counter([one.family for one in known])
        self.employer = Counter(chain.from_iterable([one.employers for one in known]))
        self.shared = _shared_by_several(known)
        """The places of the cards that have an address, number or link which is not theirs alone."""
        self.reach = Counter({value: _names_at(places, known) for value, places in self.shared.items()})
        """How many people, told by their names, have what is shared."""

    def namesakes(self, a: Read) -> float:
        """How many others of this name the book holds by chance."""
        others = max(self.given[a.given] - 2, 0) * max(self.family[a.family] - 2, 0)
        return others / self.people if self.people else 0.0

    def namesakes_at(self, a: Read, employer: str) -> float:
        """How many others of this name work there by chance."""
        return self.namesakes(a) * self.employer[employer] / self.people if self.people else 0.0


def _shared_by_several(known: Sequence[Read]) -> dict[str, list[int]]:
    counted = Counter(chain.from_iterable([one.reaches for one in known]))
    shared: dict[str, list[int]] = {value: [] for value, times in counted.items() if times > 1}
    apart = shared.keys().isdisjoint
    for at, one in enumerate(known):
        if not apart(one.reaches):
            for value in one.reaches:
                if value in shared:
                    shared[value].append(at)
    return shared


def _names_at(places: Sequence[int], known: Sequence[Read]) -> int:
    """One person's card kept five times is no office: what many carry is counted by their names."""
    return len({known[at].family + known[at].given[:1] for at in places}) if len(places) > FEW else len(places)


def read(card: Card) -> Read:
    """The card made ready for comparing."""
    _id, given, additional, family, _suffix, nickname, _marks, organizations, emails, phones, links, _city = card
    reaches = (*emails, *phones, *links)
    if "" in reaches:
        emails, phones, links = (tuple(filter(None, values)) for values in (emails, phones, links))
        return read(card._replace(emails=emails, phones=phones, links=links))
    names = called(given) | called(nickname) if nickname else called(given)
    more = bool(additional) or not (given + family).isalpha()
    parts = (card, letters(given), letters(family), names, employer_keys(organizations), reaches, more)
    return _new_read(Read, parts)


@lru_cache(maxsize=20_000)
def words(text: str) -> frozenset[str]:
    return frozenset(filter(None, (letters(word) for word in re.split(r"[\s-]+", text))))
