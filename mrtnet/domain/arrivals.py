"""What a list of read cards means for the book: who is new, who is in it already, who may be.

Pure: nothing is written, and what is known of the book comes as arguments. "The same" is only who is told apart by
nothing: found by the card's own id, equal in everything, or of the same name and address with a card that contradicts
nothing and only adds. Whoever is only likely the same is for her to decide.
"""

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, Protocol

from mrtnet.domain.compared import Card, Odds, read
from mrtnet.domain.double_pairs import worth_weighing
from mrtnet.domain.forms import PersonForm
from mrtnet.domain.likeness import PROPOSED, Likeness, compare, reached_alike, weigh
from mrtnet.domain.merging import adds, contradicts, only_adds
from mrtnet.domain.names import fold
from mrtnet.domain.progress import Progress
from mrtnet.words import _

MOST_SHOWN = 5
"""Candidates named for one card."""
MOST_NAMESAKES = 50
"""People of one name looked at to find one who is equal in everything."""
FETCHED = 300
"""People of the book read at once: a few hundredths of a second."""
SAID = "said:"
"""How a fingerprint begins."""
_ID_PREFIX = re.compile(r"^(?:urn:)?(?:uuid:)?", re.I)
_UNIQUE = re.compile(
    r"(?:[a-z]+-)*(?:[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}|(?=[a-f]*\d)[0-9a-f]{16,40})(?::abperson)?"
)
"""An id that no program gives twice (RFC 9562; Google's, Evolution's "pas-id-…", Apple's "…:ABPerson"): whoever had it
is meant, under whatever name she goes by now.
"""
Sort = Literal["new", "same", "likely"]
Action = Literal["merge", "keep", "skip"]
FormsOf = Callable[[Collection[int]], Mapping[int, PersonForm]]


class Picture(Protocol):
    """A photo that comes with a card: its name, its kind (IANA media type), and its bytes when they are asked for."""

    @property
    def name(self) -> str: ...
    @property
    def media_type(self) -> str: ...
    @property
    def data(self) -> bytes: ...


class Incoming(NamedTuple):
    """One person of a file. `uid`, `rev` and `extra` (whole lines nobody here understands) are of a vCard."""

    form: PersonForm
    file: str = ""
    line: int = 0
    uid: str = ""
    rev: str = ""
    extra: tuple[str, ...] = ()
    photo: Picture | None = None


class Group(NamedTuple):
    """A group of people that a file names (RFC 6350 KIND:group); its members get it as a tag."""

    name: str
    members: tuple[str, ...]


class Candidate(NamedTuple):
    """Who the card may be: somebody in the book (`person_id`), or an earlier card of the import (`arrival`).

    `score` is from 0 to 100; `reasons` and `against` say in words what speaks for one person and what does not.
    """

    person_id: int | None
    arrival: int | None
    name: str
    score: int
    reasons: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


class Arrival(NamedTuple):
    """One card and what it means. `adds` are keys of `merging.FIELDS` in which it tells more than is on file.

    Somebody new has no candidates; "same" has one. `known_by_id`: the card was in the book before. `only_adds`: nothing
    that is on file of the first candidate, who is in the book, would change or be in doubt.
    """

    incoming: Incoming
    sort: Sort
    candidates: tuple[Candidate, ...] = ()
    adds: tuple[str, ...] = ()
    known_by_id: bool = False
    only_adds: bool = False


class Plan(NamedTuple):
    """What an import would do. `tagged` are people in the book whom a group of the file names: {name: ids}."""

    arrivals: tuple[Arrival, ...]
    groups: tuple[Group, ...] = ()
    tagged: Mapping[str, tuple[int, ...]] = {}

    def of(self, sort: Sort) -> list[int]:
        """The places of the cards of this heap."""
        return [at for at, arrival in enumerate(self.arrivals) if arrival.sort == sort]


class Decision(NamedTuple):
    """What she decided about one card. `into` is whom it is merged with, the first candidate if None.

    `choices` are those of `merging.merged`, where 0 is who is on file and 1 the card.
    """

    action: Action
    into: Candidate | None = None
    choices: Mapping[str, int] = {}


class Known(NamedTuple):
    """What of the book a plan needs.

    `cards` are the people who may be meant (`duplicates.Card`), `by_id` people by the ids of cards and by
    `fingerprint`, `forms_of` gives people as forms.
    """

    cards: Sequence[Card]
    by_id: Mapping[str, int]
    forms_of: FormsOf


def card_id(uid: str) -> str:
    """The id of a card without what some programs put before it: "urn:uuid:4F…" -> "4f…"."""
    return _ID_PREFIX.sub("", uid.strip()).casefold()[:500]


def fingerprint(form: PersonForm) -> str:
    """An id for what a card says, by which the same card is known again after she decided about it."""
    said = json.dumps(form.model_dump(mode="json", exclude_defaults=True), sort_keys=True, ensure_ascii=False)
    return SAID + hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:40]


def plan(
    incoming: Iterable[Incoming],
    known: Known,
    card_of: Callable[[PersonForm], Card],
    groups: Sequence[Group] = (),
    progress: Progress | None = None,
) -> Plan:
    """What the cards mean. `card_of` makes a card for comparing of a form. May raise `progress.Stopped`."""
    people = _with_groups(list(incoming), groups)
    in_file = {card_id(each.uid) for each in people if each.uid}
    tagged: dict[str, tuple[int, ...]] = {}
    for group in groups:
        keys = [key for key in map(card_id, group.members) if key not in in_file]
        if ids := tuple(dict.fromkeys(known.by_id[key] for key in keys if key in known.by_id)):
            tagged[group.name] = ids
    return Plan(tuple(_Planning(people, known, card_of, progress or Progress()).arrivals()), tuple(groups), tagged)


def _with_groups(people: list[Incoming], groups: Sequence[Group]) -> list[Incoming]:
    """The people with the names of their groups among their tags."""
    tags: dict[str, list[str]] = {}
    for group in groups:
        for member in group.members:
            tags.setdefault(card_id(member), []).append(group.name)
    if not tags:
        return people
    return [
        each._replace(form=each.form.model_copy(update={"tags": list(dict.fromkeys([*each.form.tags, *names]))}))
        if each.uid and (names := tags.get(card_id(each.uid)))
        else each
        for each in people
    ]


class _Planning:
    """The cards while they are looked at, in the order of the file.

    A card of the file is somebody with an id below zero: -1 is the first.
    """

    def __init__(
        self, people: list[Incoming], known: Known, card_of: Callable[[PersonForm], Card], progress: Progress
    ) -> None:
        self.people, self.known, self.progress = people, known, progress
        self.cards = [card_of(each.form)._replace(id=-at) for at, each in enumerate(progress.each(people, 0.15), 1)]
        self.keys = [_keys(card) for card in progress.each(self.cards)]
        self.on_file = {card.id: card for card in known.cards}
        decided = any(key.startswith(SAID) for key in known.by_id)
        self.said = [fingerprint(each.form) for each in progress.each(people)] if decided else []
        self.by_words: dict[str, list[int]] = {}
        for card in progress.each(known.cards, 0.08):
            self._remember(card.id, _keys(card))
        self.forms: dict[int, PersonForm] = {}
        self.stands_for: dict[int, int] = {}  # of a card that is the same as somebody: who that is
        self.firsts: dict[str, int] = {}  # the first card of the file with an id
        self.added_to: set[int] = set()  # people of the book to whom a card of the file adds something

    def arrivals(self) -> list[Arrival]:
        found = self._surely()
        likely = self._likely([card for card, arrival in zip(self.cards, found, strict=True) if arrival is None])
        self._fetch({pair.first for pairs in likely.values() for pair in pairs})
        return [
            arrival or self._maybe(each, likely.get(-at, []))
            for at, (each, arrival) in enumerate(zip(self.progress.each(self.people, 0.1), found, strict=True), 1)
        ]

    def _surely(self) -> list[Arrival | None]:
        """Who is found by an id, or equal in everything to somebody; None for the others."""
        wanted = {who for at in range(len(self.cards)) for who in self._namesakes(at)} if self.by_words else set()
        for at in range(len(self.people)):
            wanted.update(self._ids(at))
        self._fetch(wanted)
        found: list[Arrival | None] = []
        for at, each in enumerate(self.progress.each(self.people, 0.12), 1):
            arrival = self._by_id(at, each) or self._equal(at, each)
            if arrival is not None and arrival.sort == "same":
                first = arrival.candidates[0]
                self.stands_for[-at] = first.person_id or -1 - (first.arrival or 0)
            else:
                self._remember(-at, self.keys[at - 1])
            found.append(arrival)
        return found

    def _remember(self, who: int, keys: Sequence[str]) -> None:
        for key in keys:
            self.by_words.setdefault(key, []).append(who)

    def _namesakes(self, place: int) -> list[int]:
        """Who has the name of the card at this place and, if it tells one, its address or employer."""
        return self.by_words.get(self.keys[place][-1], [])[:MOST_NAMESAKES]

    def _likely(self, cards: Sequence[Card]) -> dict[int, list[Likeness]]:
        """For each card of the file who before it, or in the book, is likely the same, the likeliest first.

        Cards of people already found do not count: they would make every name look common.
        """
        reads = [read(card) for card in self.progress.each([*self.known.cards, *cards] if cards else (), 0.1)]
        odds = Odds(reads)
        found: dict[int, list[Likeness]] = {}
        for first, second in self.progress.each(list(worth_weighing(reads, odds, self.progress, 0.15)), 0.15):
            a, b = reads[first], reads[second]
            if a.card.id > 0 and b.card.id > 0:
                continue
            if b.card.id > a.card.id:
                a, b = b, a  # b is the later card of the file
            likeness = weigh(a, b, odds, PROPOSED)
            if likeness is not None:
                found.setdefault(b.card.id, []).append(likeness)
        for pairs in found.values():
            pairs.sort(key=lambda one: (-one.score, one.first < 0, abs(one.first)))
        return found

    def _fetch(self, wanted: Collection[int]) -> None:
        missing = [who for who in wanted if who > 0 and who not in self.forms]
        for start in range(0, len(missing), FETCHED):
            self.forms.update(self.known.forms_of(missing[start : start + FETCHED]))
            self.progress.tell(0.03 * FETCHED / (len(missing) + FETCHED))

    def _ids(self, place: int) -> list[int]:
        keys = [self.said[place]] if self.said else []
        keys += [card_id(uid)] if (uid := self.people[place].uid) else []
        return [self.known.by_id[key] for key in keys if key in self.known.by_id]

    def _form(self, who: int) -> PersonForm | None:
        return self.people[-1 - who].form if who < 0 else self.forms.get(who)

    def _candidate(self, who: int, score: int, reasons: tuple[str, ...], against: tuple[str, ...] = ()) -> Candidate:
        form = self._form(who)
        name = (form.name or f"{form.given} {form.family}".strip()) if form else ""
        return Candidate(who if who > 0 else None, -1 - who if who < 0 else None, name, score, reasons, against)

    def _by_id(self, at: int, each: Incoming) -> Arrival | None:
        """Somebody found by the id of the card, or by what it says word for word."""
        by_id = self.known.by_id
        who = by_id.get(self.said[at - 1]) if self.said else None
        if who is not None:
            return Arrival(each, "same", (self._candidate(who, 100, (_("the same card"),)),), (), True)
        key = card_id(each.uid) if each.uid else ""
        who = by_id.get(key) if key else None
        if who is None and key:
            before = self.firsts.setdefault(key, -at)
            who = before if before != -at else None
        form = self._form(who) if who is not None else None
        if who is None or form is None:
            return None
        other = self.on_file.get(who) if who > 0 else self.cards[-1 - who]
        if other is not None and _strangers(other, self.cards[at - 1]) and not (who > 0 and _UNIQUE.fullmatch(key)):
            return None  # an id that several cards carry says nothing
        candidate = self._candidate(self.stands_for.get(who, who), 100, (_("the same card"),))
        sure = not contradicts(form, each.form)
        return Arrival(each, "same" if sure else "likely", (candidate,), adds(form, each.form), True)

    def _equal(self, at: int, each: Incoming) -> Arrival | None:
        for who in self._namesakes(at - 1):
            form = self._form(who)
            if form is not None and _is_equal(form, each.form):
                candidate = self._candidate(self.stands_for.get(who, who), 100, (_("equal in everything"),))
                return Arrival(each, "same", (candidate,))
            if form is not None and who > 0 and "|" in self.keys[at - 1][-1] and set(adds(form, each.form)) <= {"met"}:
                candidate = self._candidate(who, 100, (_("equal in everything but the day you met"),))
                return Arrival(each, "same", (candidate,), adds(form, each.form))
        return None

    def _maybe(self, each: Incoming, pairs: Sequence[Likeness]) -> Arrival:
        candidates = tuple(
            self._candidate(pair.first, pair.score, pair.reasons, pair.against) for pair in pairs[:MOST_SHOWN]
        )
        form = self._form(pairs[0].first) if pairs else None
        if form is None:
            return Arrival(each, "likely" if pairs else "new", candidates)
        calm = pairs[0].first > 0 and not pairs[0].against and only_adds(form, each.form)
        told = adds(form, each.form)
        if calm and self._is_meant(pairs):
            self.added_to.add(pairs[0].first)
            return Arrival(each, "same", candidates[:1], told)
        return Arrival(each, "likely", candidates, told, only_adds=calm)

    def _is_meant(self, pairs: Sequence[Likeness]) -> bool:
        """Whether the first of these, and nobody else, has the card's own address or profile; one card a person."""
        card = self.cards[-1 - pairs[0].second]
        named = [pair.first for pair in pairs if self._reaches(pair.first, card)]
        return named == [pairs[0].first] and named[0] not in self.added_to

    def _reaches(self, who: int, card: Card) -> bool:
        other = self.on_file.get(who) if who > 0 else self.cards[-1 - who]
        return other is not None and reached_alike(other, card)


def _keys(card: Card) -> list[str]:
    """Under what a card is found when an equal one comes; the last is what an equal one is looked for under."""
    name = fold(f"{card.given} {card.family}")
    values = (*map(fold, card.organizations), *map(fold, card.links), *map(fold, card.phones), *map(fold, card.emails))
    return [name, *(f"{name}|{value}" for value in values)]


def _is_equal(mine: PersonForm, card: PersonForm) -> bool:
    """Whether the card says nothing that is not on file: nothing of it would be lost."""
    return not adds(mine, card) and (card.met_on is None or mine.met_on is None or card.met_on >= mine.met_on)


def _strangers(a: Card, b: Card) -> bool:
    """Whether two cards of one id are of two people, as far as their names and addresses tell."""
    named = (a.given or a.family) and (b.given or b.family)
    return bool(named) and compare(a, b) is None
