"""Duplicates: pairs judged one by one, and whole generated books whose truth is known."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrtnet.domain.compared import Odds, read
from mrtnet.domain.double_pairs import worth_weighing
from mrtnet.domain.duplicates import HINT, PROPOSED, Card, Index, Likeness, clusters, compare, find, like
from mrtnet.domain.likeness import weigh
from tests.books import GIVEN
from tests.doubles import Truth, generated

LAKESHORE = ("Lakeshore Medical Center",)
LINK = ("linkedin.com/in/rosadelgadoruiz",)


def _rosa(**more: object) -> Card:
    return Card(1, given="Rosa", family="Delgado-Ruiz")._replace(**more)


def _score(a: Card, b: Card) -> int:
    found, turned = compare(a, b), compare(b, a)
    assert (found.score if found else 0) == (turned.score if turned else 0), "the order of the two changes the score"
    return found.score if found else 0


ONE_PERSON = [
    (_rosa(emails=("r@x.example",)), _rosa(id=2, emails=("r@x.example",)), "same email address"),
    (_rosa(organizations=LAKESHORE), Card(2, "Rosa", family="Delgado Ruiz", organizations=LAKESHORE), "same employer"),
    (_rosa(), _rosa(id=2, organizations=LAKESHORE), "an uncommon name, and nothing that differs"),
    (_rosa(phones=("+1",)), Card(2, "Rosa", family="Delgado", phones=("+1",)), "family name in part"),
    (_rosa(links=LINK), Card(2, "Rosa", family="Whitlock", links=LINK), "same profile link"),
    (_rosa(emails=("r@x.example",)), Card(2, "Rosa", family="Whitlock", emails=("r@x.example",)), "name changed"),
    (_rosa(phones=("+1",)), Card(2, "R.", family="Delgado-Ruiz", phones=("+1",)), "an initial that fits"),
    (_rosa(phones=("+1",)), Card(2, "Delgado-Ruiz", family="Rosa", phones=("+1",)), "swapped"),
    (
        Card(1, "Kate", family="Whitlock", organizations=LAKESHORE),
        Card(2, "Katherine", family="Whitlock", organizations=("The Lakeshore Med. Ctr., Inc.",)),
        "names alike: Kate / Katherine",
    ),
    (
        Card(1, "Siobhán", family="O’Rourke", organizations=LAKESHORE),
        Card(2, "SIOBHAN", family="ORourke", organizations=LAKESHORE),
        "accents and signs aside the same name",
    ),
    (
        Card(1, "Agnieszka", family="Wiśniewski", organizations=LAKESHORE),
        Card(2, "Agnieszka", family="Wisniewsky", organizations=LAKESHORE),
        "family names spelled nearly alike",
    ),
    (
        Card(1, "Thandiwe", family="Mokoena", organizations=LAKESHORE),
        Card(2, "Thandiew", family="Mokoena", organizations=LAKESHORE),
        "names spelled nearly alike: Thandiwe / Thandiew",
    ),
    (
        Card(1, "J.", "Robert", "Ashdown", organizations=LAKESHORE),
        Card(2, "Robert", family="Ashdown", organizations=LAKESHORE),
        "known by the middle name",
    ),
    (
        Card(1, "Ana", "Reis", "Thornbury", emails=("ana@reis.example",)),
        Card(2, "Ana", family="Reis", emails=("ana@reis.example",)),
        "family name in part",
    ),
    (Card(1, emails=("r@x.example",)), _rosa(id=2, emails=("r@x.example",)), "has no name"),
]


@pytest.mark.parametrize(("a", "b", "reason"), ONE_PERSON, ids=lambda one: one if isinstance(one, str) else "")
def test_one_person_is_proposed_and_said_why(a: Card, b: Card, reason: str) -> None:
    assert _score(a, b) >= PROPOSED
    found = compare(a, b)
    assert found is not None
    assert any(reason in said for said in found.reasons)


TWO_PEOPLE = {
    "one common name, two employers": (
        Card(1, "Maria", family="Garcia", organizations=("Mercy Hospital",)),
        Card(2, "Maria", family="Garcia", organizations=("Summit Health",)),
    ),
    "a common name and nothing else": (Card(1, "Maria", family="Garcia"), Card(2, "Maria", family="Garcia")),
    "an uncommon name, two employers": (
        _rosa(organizations=LAKESHORE),
        _rosa(id=2, organizations=("Twin Rivers Clinic",)),
    ),
    "an office's address": (
        _rosa(emails=("info@x.example",)),
        Card(2, "Kwame", family="Asante", emails=("info@x.example",)),
    ),
    "a shared phone": (_rosa(phones=("+1",)), Card(2, "Kwame", family="Asante", phones=("+1",))),
    "a couple with one address, phone and employer": (
        Card(1, "Ana", family="Reis", emails=("reis@x.example",), phones=("+1",), organizations=LAKESHORE),
        Card(2, "Bruno", family="Reis", emails=("reis@x.example",), phones=("+1",), organizations=LAKESHORE),
    ),
    "twins": (Card(1, "Maria", family="Reis", phones=("+1",)), Card(2, "Mario", family="Reis", phones=("+1",))),
    "father and son": (
        Card(1, "Walter", family="Ashdown", suffix="Sr.", phones=("+1",), organizations=LAKESHORE),
        Card(2, "Walter", family="Ashdown", suffix="Jr.", phones=("+1",), organizations=LAKESHORE),
    ),
    "middle names": (
        Card(1, "Walter", "Eugene", "Ashdown", organizations=LAKESHORE),
        Card(2, "Walter", "Desmond", "Ashdown", organizations=LAKESHORE),
    ),
    "namesakes with numbered addresses": (
        Card(1, "Ngozi", family="Adeyemi", organizations=LAKESHORE, emails=("nadeyemi@lmc.example",)),
        Card(2, "Ngozi", family="Adeyemi", organizations=LAKESHORE, emails=("nadeyemi2@lmc.example",)),
    ),
    "two profiles": (
        Card(1, "Ngozi", family="Adeyemi", organizations=LAKESHORE, links=("linkedin.com/in/ngozi-a",)),
        Card(2, "Ngozi", family="Adeyemi", organizations=LAKESHORE, links=("linkedin.com/in/adeyemi-rhit",)),
    ),
    "employers whose names say nothing": (
        Card(1, "Maria", family="Garcia", organizations=("Medical Center",)),
        Card(2, "Maria", family="Garcia", organizations=("Memorial Hospital",)),
    ),
    "two students": (
        Card(1, "Maria", family="Garcia", organizations=("Student",)),
        Card(2, "Maria", family="Garcia", organizations=("Student",)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("pair", TWO_PEOPLE.values(), ids=TWO_PEOPLE)
def test_two_people_are_not_proposed(pair: tuple[Card, Card]) -> None:
    assert _score(*pair) < PROPOSED


def test_what_speaks_against_is_said() -> None:
    found = compare(*TWO_PEOPLE["father and son"])
    assert found is not None
    assert "Sr. and Jr." in found.against
    apart = compare(*TWO_PEOPLE["an uncommon name, two employers"])
    assert apart is not None
    assert apart.against == ("different employers",)


def test_nothing_in_common_is_nothing() -> None:
    assert compare(_rosa(), Card(2, "Kwame", family="Asante")) is None
    assert compare(Card(1), Card(2)) is None
    assert find([]) == []
    assert find([Card(1), Card(2), Card(3)]) == []


def test_an_address_that_many_share_says_little() -> None:
    office = [Card(at, given, family="Reis", phones=("+13125550100",)) for at, given in enumerate(GIVEN[:30], 1)]
    assert find(office) == []


def test_the_same_file_read_forty_times_is_one_cluster() -> None:
    cards = [_rosa(id=at, emails=("r@x.example",), phones=("+13125550148",)) for at in range(1, 41)]
    assert clusters(find(cards)) == [tuple(range(1, 41))]


def test_a_book_of_one_name_and_one_address_is_searched_in_bounded_work() -> None:
    cards = [Card(at, "Maria", family="Garcia", emails=("x@y.example",)) for at in range(1, 3001)]
    reads = [read(card) for card in cards]
    assert 0 < len(worth_weighing(reads, Odds(reads))) < 20 * len(cards)


TEXTS = st.text(alphabet=st.sampled_from("aAbc éßłøİ'’-.,\u0301\u200f王김🙂0&@/"), max_size=12)
LISTS = st.lists(TEXTS, max_size=2).map(tuple)
CARDS = st.builds(
    Card,
    st.just(0),
    *[TEXTS] * 5,
    marks=LISTS,
    organizations=LISTS,
    emails=LISTS,
    phones=LISTS,
    links=LISTS,
    city=TEXTS,
)


@settings(max_examples=60, deadline=None)
@given(CARDS, CARDS)
def test_any_two_cards_can_be_compared_either_way(a: Card, b: Card) -> None:
    a, b = a._replace(id=1), b._replace(id=2)
    there, back = compare(a, b), compare(b, a)
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert HINT <= there.score == back.score <= 100
        assert all("{" not in said for said in (*there.reasons, *there.against))
    assert find([a, b]) == find([b, a])


@settings(max_examples=60, deadline=None)
@given(CARDS, CARDS, st.booleans(), st.booleans())
def test_nobody_is_lost_by_the_first_look(a: Card, b: Card, at_one_place: bool, reached_alike: bool) -> None:
    a, b = a._replace(id=1), b._replace(id=2, given=a.given if at_one_place else b.given)
    if at_one_place:
        a, b = a._replace(organizations=LAKESHORE), b._replace(organizations=LAKESHORE)
    if reached_alike:
        a, b = a._replace(phones=("+1",)), b._replace(phones=("+1",))
    reads = [read(a), read(b)]
    sure = weigh(*reads, Odds(reads), PROPOSED)
    if sure is not None and (at_one_place or reached_alike):
        assert [(one.first, one.second) for one in find([a, b])] == [(1, 2)]


@settings(max_examples=20, deadline=None)
@given(st.lists(CARDS, max_size=12))
def test_a_copy_of_somebody_with_an_address_is_always_found(cards: list[Card]) -> None:
    here = [card._replace(id=at) for at, card in enumerate(cards, 2)]
    copy = _rosa(emails=("r@x.example",))
    assert 1 in {one.first for one in find([copy, *here, copy._replace(id=99)])}


def test_clusters_of_three_and_more() -> None:
    cards = [
        _rosa(emails=("r@x.example",)),
        _rosa(id=2, emails=("r@x.example",), phones=("+13125550148",)),
        Card(3, "Rosa", family="Delgado", phones=("+13125550148",)),
        Card(4, "Kwame", family="Asante", organizations=LAKESHORE),
        Card(5, "Kwame", family="Asanti", organizations=LAKESHORE),
        Card(6, "Olena", family="Kovalenko"),
    ]
    assert clusters(find(cards)) == [(1, 2, 3), (4, 5)]
    assert clusters([Likeness(1, 2, HINT)]) == []


def test_while_typing_the_likeliest_comes_first() -> None:
    index = Index(
        [
            _rosa(organizations=LAKESHORE),
            _rosa(id=2, organizations=("Twin Rivers Clinic",)),
            Card(3, "Kwame", family="Asante"),
        ]
    )
    found = like(Card(0, "rosa", family="delgado ruiz", organizations=("Twin Rivers",)), index)
    assert [(one.first, one.second) for one in found] == [(0, 2), (0, 1)]
    assert found[0].score >= PROPOSED > found[1].score >= HINT


# Whole books whose truth is known


def _missed(cards: list[Card], pairs: Truth) -> Iterator[tuple[Card, Card]]:
    by_id = {card.id: card for card in cards}
    yield from ((by_id[first], by_id[second]) for first, second in sorted(pairs))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nearly_all_doubles_and_nearly_nothing_else(seed: int) -> None:
    cards, truth = generated(3000, seed)
    found = {(one.first, one.second) for one in find(cards)}
    right = found & truth
    assert len(right) >= 0.99 * len(found), list(_missed(cards, found - truth))[:5]
    assert len(right) >= 0.95 * len(truth), list(_missed(cards, truth - found))[:5]


def test_the_same_pairs_whatever_the_order_of_the_cards() -> None:
    cards, _truth = generated(600, 4)
    turned = list(reversed(cards))
    assert find(cards) == find(turned)


def test_typing_finds_what_the_whole_search_finds() -> None:
    cards, _truth = generated(600, 5)
    index = Index(cards)
    by_id = {card.id: card for card in cards}
    for pair in find(cards):
        assert any(one.second == pair.second and one.score == pair.score for one in like(by_id[pair.first], index))
