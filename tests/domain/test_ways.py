"""Ways to an employer: the best chain first, none that only makes another longer, against trying all."""

from datetime import date, timedelta
from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrtnet.domain.ways import (
    COST,
    LONGEST,
    PLACES,
    STEP,
    TIES,
    Acquaintance,
    Network,
    Place,
    Tie,
    closeness,
    said,
    ways,
)

TODAY = date(2026, 10, 15)


def person(number: int, days: int | None, tier: str = "", *, reachable: bool = True) -> Acquaintance:
    last = TODAY - timedelta(days=days) if days is not None else None
    return Acquaintance(number, ["Ana", "Ben", "Cleo", "Dana", "Eve", "Finn"][number], "", last, tier, reachable)


def network(people: list[Acquaintance], ties: list[Tie], places: list[Place]) -> Network:
    return Network({each.id: each for each in people}, ties, places)


def test_a_warm_introduction_comes_before_a_letter_to_a_stranger() -> None:
    known = network(
        [person(0, 20), person(1, None), person(2, 400)],
        [Tie(0, 1, "introduced"), Tie(2, 1, "once-colleague", "Cedar Clinic")],
        [Place(1, "now", "HIM Manager")],
    )
    first, second = ways(known, TODAY)
    assert [each.name for each in first.people] == ["Ana", "Ben"]
    assert said(first) == [
        "Ana: last contact Fri, Sep 25; introduced you to Ben",
        "Ben: works there (HIM Manager)",
    ]
    assert (first.strength, second.strength) == ("strong", "cold")
    assert said(second) == ["you have not been in touch yet; works there (HIM Manager)"]


def test_no_way_leads_over_somebody_not_to_be_contacted_and_none_is_made_longer() -> None:
    known = network(
        [person(0, 5, reachable=False), person(1, 5), person(2, 5), person(3, None)],
        [Tie(0, 3, "introduced"), Tie(1, 2, "together"), Tie(2, 3, "colleague", "Cedar")],
        [Place(1, "now"), Place(3, "before"), Place(3, "now")],
    )
    assert [[each.id for each in way.people] for way in ways(known, TODAY)] == [[1], [2, 3], [3]]
    assert ways(network([person(0, 5)], [], []), TODAY) == []


@pytest.mark.parametrize(
    ("days", "tier", "strength"),
    [(None, "core", "cold"), (90, "", "strong"), (91, "", "fair"), (180, "close", "strong"), (366, "", "weak"),
     (731, "core", "weak"), (0, "", "strong")],
)  # fmt: skip
def test_how_close(days: int | None, tier: str, strength: str) -> None:
    assert closeness(person(0, days, tier), TODAY) == strength


KINDS = st.sampled_from([*TIES])
NETWORKS = st.builds(
    network,
    st.lists(st.one_of(st.none(), st.integers(0, 900)), min_size=5, max_size=5).map(
        lambda days: [person(number, each) for number, each in enumerate(days)]
    ),
    st.lists(st.builds(Tie, st.integers(0, 4), st.integers(0, 4), KINDS), max_size=9).map(
        lambda ties: [tie for tie in ties if tie.first != tie.second]
    ),
    st.lists(st.builds(Place, st.integers(0, 4), st.sampled_from([*PLACES])), max_size=3),
)


@settings(max_examples=60, deadline=None)
@given(NETWORKS)
def test_the_first_way_is_the_cheapest_of_all(known: Network) -> None:
    """Every chain of at most three is tried, each tie being as strong from the other end as it is said there."""
    at = {"now": 0.0, "part": 0.5, "before": 2.0, "event": 2.5}
    turned = {"introduced": "introduces", "introduces": "introduced"}
    step: dict[tuple[int, int], float] = {}
    for tie in known.ties:
        for pair, kind in (
            ((tie.first, tie.second), tie.kind), ((tie.second, tie.first), turned.get(tie.kind, tie.kind)),
        ):  # fmt: skip
            step[pair] = min(step.get(pair, 99), STEP + COST[TIES[kind][0]])
    best = 999.0
    for length in range(1, LONGEST + 1):
        for chain in permutations(range(5), length):
            pairs = list(pairwise(chain))
            ends = [at[place.kind] for place in known.places if place.person == chain[-1]]
            if ends and all(pair in step for pair in pairs):
                near = STEP + COST[closeness(known.people[chain[0]], TODAY)]
                best = min(best, near + sum(step[pair] for pair in pairs) + min(ends))
    found = ways(known, TODAY)
    assert bool(found) == bool(known.places)
    if found:
        assert found[0].cost == pytest.approx(best)
        assert all(len(way.hops) == len(way.people) + 1 for way in found)
        assert [way.cost for way in found] == sorted(way.cost for way in found)
