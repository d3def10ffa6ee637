"""Ways to an employer: the shortest chains of people from her to somebody there, with the strength of every step.

Pure: the people, what ties them and who is at the employer are handed in. A chain costs the sum of its steps, so that
a warm introduction comes before a letter to a stranger, and a short chain before a long one (domain.md 3.6).
"""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

from mrtnet.domain.when import say_inside
from mrtnet.words import _, later

Strength = Literal["strong", "fair", "weak", "cold"]
STRENGTHS: Mapping[Strength, str] = {
    "strong": later("Strong"),
    "fair": later("Fair"),
    "weak": later("Weak"),
    "cold": later("Cold"),
}
COST: Mapping[Strength, float] = {"strong": 1, "fair": 2, "weak": 3.5, "cold": 7}
STEP = 1.0  # what one person more in a chain costs beside the strength of the step
MOST, LONGEST = 6, 3  # chains that are named, people in one

TIES: Mapping[str, tuple[Strength, str]] = {
    "introduced": ("strong", later("introduced you to {name}")),
    "introduces": ("fair", later("was introduced to you by {name}")),
    "colleague": ("fair", later("works with {name} at {what}")),
    "together": ("fair", later("met you together with {name}")),
    "once-colleague": ("weak", later("was at {what} like {name}")),
    "event": ("weak", later("was at {what} like {name}")),
}
"""What ties two people: how strong it is, and how it is said of the first of them, {name} being the second."""
PLACES: Mapping[str, tuple[Strength, str]] = {
    "now": ("strong", later("works there")),
    "part": ("fair", later("is part of an opening there")),
    "before": ("weak", later("worked there")),
    "event": ("weak", later("was met at its {what}")),
}
"""What ties a person to the employer."""


class Acquaintance(NamedTuple):
    """A person as the ways see her: who she is, where she works, when there was contact, how close she is (tier)."""

    id: int
    name: str
    work: str
    last_contact: date | None
    tier: str = ""
    reachable: bool = True


class Tie(NamedTuple):
    """What ties two people who are on file: a key of TIES, and the employer or event it is about."""

    first: int
    second: int
    kind: str
    what: str = ""


class Place(NamedTuple):
    """What ties a person to the employer: a key of PLACES, and the title, event or opening it is about."""

    person: int
    kind: str
    what: str = ""


class Hop(NamedTuple):
    """One step of a way, in words."""

    strength: Strength
    words: str


class Way(NamedTuple):
    """A chain, beginning with whom to write to. Of one hop more than people the last leads to the employer."""

    people: tuple[Acquaintance, ...]
    hops: tuple[Hop, ...]
    cost: float

    @property
    def strength(self) -> Strength:
        """That of the weakest step to a person."""
        return max((hop.strength for hop in self.hops[:-1]), key=lambda each: COST[each])


class Network(NamedTuple):
    """What is known around an employer."""

    people: Mapping[int, Acquaintance]
    ties: Sequence[Tie]
    places: Sequence[Place]


def closeness(person: Acquaintance, today: date) -> Strength:
    """How well she is in touch with a person: by the days since the last contact, and by the tier she gave."""
    if person.last_contact is None:
        return "cold"
    days = (today - person.last_contact).days
    near = person.tier in ("core", "close")
    if days <= (180 if near else 90):
        return "strong"
    return "fair" if days <= (730 if near else 365) else "weak"


def ways(network: Network, today: date, most: int = MOST) -> list[Way]:
    """The best chains, the best first; none that only makes another one longer. Nobody who is not to be written to."""
    people = {key: person for key, person in network.people.items() if person.reachable}
    there: dict[int, Place] = {}
    for place in network.places:
        best = there.get(place.person)
        if place.person in people and (best is None or _place_cost(place) < _place_cost(best)):
            there[place.person] = place
    found = sorted(
        (_way(people, there, chain, today) for chain in _towards(people, network.ties, there, today)),
        key=lambda way: (way.cost, len(way.people), -_last(way.people[0]), way.people[0].name),
    )
    chosen: list[Way] = []
    ends: dict[int, int] = {}
    for way in found:
        last, ids = way.people[-1].id, {person.id for person in way.people}
        longer = any(ids > {person.id for person in better.people} for better in chosen)
        if not longer and ends.get(last, 0) < 2:
            ends[last] = ends.get(last, 0) + 1
            chosen.append(way)
    return chosen[:most]


def said(way: Way) -> list[str]:
    """A line for each person of a way: when you were in touch, and how she leads to the next one or is there.

    The only one of a way is not named again.
    """
    lines = []
    for at, person in enumerate(way.people):
        words = [way.hops[0].words] if at == 0 else []
        told = "; ".join([*words, way.hops[at + 1].words])
        lines.append(f"{person.name}: {told}" if len(way.people) > 1 else told)
    return lines


_Chain = list[tuple[int, Tie | None]]


def _towards(
    people: Mapping[int, Acquaintance], ties: Iterable[Tie], there: Mapping[int, Place], today: date
) -> Iterable[_Chain]:
    """The cheapest chains to the employer of every length, for every person: [(person, the tie to the next one)].

    None leads over somebody whom she may as well write to herself.
    """
    beside = _beside(people, ties)
    near = {key: STEP + COST[closeness(person, today)] for key, person in people.items()}
    access = _access(near, beside)
    found: dict[tuple[int, int], tuple[float, _Chain]] = {
        (person, 1): (_place_cost(place), [(person, None)]) for person, place in there.items()
    }
    for length in range(1, LONGEST):
        for person, (cost, chain) in [(key[0], told) for key, told in found.items() if key[1] == length]:
            for other, tie in beside.get(person, ()):
                step = STEP + COST[TIES[tie.kind][0]]
                useless = near[person] <= access[other] + step or any(other == each for each, _tie in chain)
                best = found.get((other, length + 1))
                if not useless and (best is None or cost + step < best[0]):
                    found[other, length + 1] = (cost + step, [(other, tie), *chain])
    return [chain for _cost, chain in found.values()]


def _beside(people: Mapping[int, Acquaintance], ties: Iterable[Tie]) -> dict[int, list[tuple[int, Tie]]]:
    """For every person who leads to her, with the tie as it is said of that one."""
    beside: dict[int, list[tuple[int, Tie]]] = {}
    for tie in ties:
        if tie.first in people and tie.second in people:
            beside.setdefault(tie.second, []).append((tie.first, tie))
            beside.setdefault(tie.first, []).append((tie.second, _turned(tie)))
    return beside


def _access(near: Mapping[int, float], beside: Mapping[int, list[tuple[int, Tie]]]) -> dict[int, float]:
    """What it costs at least to get to each person, by herself or through others."""
    onwards: dict[int, list[tuple[int, float]]] = {}
    for person, others in beside.items():
        for other, tie in others:
            onwards.setdefault(other, []).append((person, STEP + COST[TIES[tie.kind][0]]))
    cost = dict(near)
    queue = [(value, person) for person, value in near.items()]
    heapq.heapify(queue)
    while queue:
        value, person = heapq.heappop(queue)
        if value > cost[person]:
            continue
        for other, step in onwards.get(person, ()):
            if value + step < cost[other]:
                cost[other] = value + step
                heapq.heappush(queue, (value + step, other))
    return cost


def _way(people: Mapping[int, Acquaintance], there: Mapping[int, Place], chain: _Chain, today: date) -> Way:
    first, last = people[chain[0][0]], chain[-1][0]
    near = closeness(first, today)
    hops = [Hop(near, _in_touch(first, today))]
    cost = STEP + COST[near]
    for (_person, tie), (following, _next) in pairwise(chain):
        if tie is not None:
            strength, words = TIES[tie.kind]
            hops.append(Hop(strength, _(words).format(name=people[following].name, what=tie.what)))
            cost += STEP + COST[strength]
    strength, words = PLACES[there[last].kind]
    said = _(words).format(what=there[last].what)
    if there[last].kind != "event" and there[last].what:
        said = f"{said} ({there[last].what})"
    hops.append(Hop(strength, said))
    return Way(tuple(people[each] for each, _tie in chain), tuple(hops), cost + _place_cost(there[last]))


def _in_touch(person: Acquaintance, today: date) -> str:
    if person.last_contact is None:
        return _("you have not been in touch yet")
    return _("last contact {day}").format(day=say_inside(person.last_contact, today))


def _last(person: Acquaintance) -> int:
    return person.last_contact.toordinal() if person.last_contact is not None else 0


def _place_cost(place: Place) -> float:
    return {"now": 0.0, "part": 0.5, "before": 2.0, "event": 2.5}[place.kind]


def _turned(tie: Tie) -> Tie:
    """The same tie, said of the second person."""
    kind = {"introduced": "introduces", "introduces": "introduced"}.get(tie.kind, tie.kind)
    return Tie(tie.second, tie.first, kind, tie.what)
