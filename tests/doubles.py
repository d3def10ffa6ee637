"""Cards of whole books whose truth is known: doubles as they come about, and strangers who share something.

Nobody here exists: names are those of `tests.books`, addresses end in .example.
"""

import random
from collections.abc import Callable
from itertools import combinations

from mrtnet.domain.duplicates import Card
from mrtnet.domain.names import fold
from tests.books import FAMILY, GIVEN

Truth = set[tuple[int, int]]
DIGITS = "0123456789"


class _Makes:
    """Makes cards, with what is known about whom each is of."""

    def __init__(self, people: int, seed: int) -> None:
        self.dice = random.Random(seed)
        self.cards: list[Card] = []
        self.whose: list[int] = []
        self.persons = 0
        self.addresses: dict[str, int] = {}
        self.employers = [f"{self._word()} {kind}" for _n in range(max(8, people // 40)) for kind in self._kind()]

    def _kind(self) -> tuple[str]:
        return (self.dice.choice(("Medical Center", "Family Clinic", "Health System", "Coding Partners", "College")),)

    def _word(self) -> str:
        return "".join(
            self.dice.choice(("bar", "cor", "den", "lum", "ost", "quel", "tor", "ven", "yar", "zel")) for _n in "123"
        ).title()

    def person(self, **fixed: object) -> Card:
        dice = self.dice
        family = dice.choice(FAMILY) if dice.random() < 0.5 else self._word() + dice.choice(("", "son", "ez", "ski"))
        given, employer = dice.choice(GIVEN), dice.choice(self.employers)
        number = self.persons
        card = Card(
            0, given, family=family, organizations=(employer,), phones=(f"+1{dice.randrange(10**9, 10**10)}",),
            links=(f"linkedin.com/in/{fold(given)}-{fold(family)}-{number:x}a{dice.randrange(999)}".replace(" ", "-"),),
        )._replace(**fixed)  # fmt: skip
        local = f"{fold(card.given)}.{fold(card.family)}".replace(" ", "").replace("'", "")
        domain = card.organizations[0].split()[0].lower() if card.organizations else "post"
        taken = self.addresses.setdefault(f"{local}@{domain}", number)
        local += "" if taken == number else str(number)
        return card._replace(emails=(f"{local}@{domain}.example",)) if not card.emails else card

    def put(self, card: Card, whose: int | None = None) -> None:
        if whose is None:
            whose, self.persons = self.persons, self.persons + 1
        self.whose.append(whose)
        self.cards.append(card._replace(id=len(self.cards) + 1))

    def truth(self) -> Truth:
        groups: dict[int, list[int]] = {}
        for card, whose in zip(self.cards, self.whose, strict=True):
            groups.setdefault(whose, []).append(card.id)
        return {pair for ids in groups.values() for pair in combinations(sorted(ids), 2)}


def _typo(word: str, dice: random.Random) -> str:
    if len(word) < 5:
        return word + word[-1]
    at = dice.randrange(1, len(word) - 1)
    match dice.randrange(4):
        case 0:
            return word[:at] + word[at + 1 :]
        case 1:
            return word[:at] + word[at] + word[at:]
        case 2:
            return word[:at] + dice.choice("aeinrst") + word[at + 1 :]
        case _last:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _pairs(text: str) -> list[list[str]]:
    return [pair.split() for pair in text.split("|")]


PETS = _pairs(
    "Margaret Peg|Robert Bob|Elizabeth Liz|William Bill|Katherine Kate|José Pepe|Francisco Paco|Jesús Chuy|"
    "Guadalupe Lupe|Aleksandr Sasha|Dmitri Dima|Katarzyna Kasia|Giuseppe Beppe|Michael Mike|Patricia Trish|"
    "Theodore Ted|Nikolai Kolya|Mohammed Mo|Susan Sue|Deborah Debbie|Ignacio Nacho|Dolores Lola|James Jim"
)


def _variants() -> dict[str, Callable[[_Makes], tuple[Card, Card, bool]]]:
    """Each makes a person's card, the other card, and says whether work alone may be what they share."""

    def typo(makes: _Makes) -> tuple[Card, Card, bool]:
        card = makes.person()
        which = makes.dice.choice(("given", "family"))
        return card, card._replace(**{which: _typo(getattr(card, which), makes.dice)}), True

    def swap(makes: _Makes) -> tuple[Card, Card, bool]:
        card = makes.person()
        return card, card._replace(given=card.family, family=card.given), True

    def nickname(makes: _Makes) -> tuple[Card, Card, bool]:
        full, pet = makes.dice.choice(PETS)
        card = makes.person(given=full)
        return card, card._replace(given=pet), True

    def changed(makes: _Makes) -> tuple[Card, Card, bool]:
        card = makes.person()
        return card, card._replace(family=makes.person().family), False

    def bare(makes: _Makes) -> tuple[Card, Card, bool]:
        card = makes.person(given=makes.dice.choice([name for name in GIVEN if not name.isascii()]))
        return card, card._replace(given=fold(card.given).title(), family=fold(card.family).title()), True

    def initial(makes: _Makes) -> tuple[Card, Card, bool]:
        card = makes.person()
        return card, card._replace(given=card.given[0] + "."), False

    def hyphen(makes: _Makes) -> tuple[Card, Card, bool]:
        card = makes.person()
        return card, card._replace(family=f"{card.family}-{makes._word()}"), True

    return {
        "typo": typo, "swap": swap, "nickname": nickname, "changed": changed, "bare": bare, "initial": initial,
        "hyphen": hyphen,
    }  # fmt: skip


def _double(makes: _Makes, kind: str) -> None:
    card, other, by_work = _variants()[kind](makes)
    ways = ["emails", "phones", "links"] + (["organizations"] if by_work else [])
    kept = set(makes.dice.sample(ways, makes.dice.randrange(1, len(ways) + 1)))
    if kept == {"organizations"} or makes.dice.random() < 0.7:
        kept.add("organizations")
    other = other._replace(**{way: () for way in ("emails", "phones", "links", "organizations") if way not in kept})
    if "organizations" not in kept and makes.dice.random() < 0.3:
        other = other._replace(organizations=(makes.dice.choice(makes.employers),))
    makes.put(card)
    makes.put(other, makes.whose[-1])


def _strangers(makes: _Makes) -> None:
    """People who share something and are not one: namesakes, families, colleagues with one switchboard."""
    dice = makes.dice
    card = makes.person()
    makes.put(card)
    match dice.randrange(5):
        case 0:
            makes.put(makes.person(given=card.given, family=card.family))
        case 1:
            for _child in range(dice.randrange(1, 4)):
                makes.put(makes.person(family=card.family, phones=card.phones, given=_another(card.given, dice)))
        case 2:
            mail = (f"{dice.choice(('info', 'him', 'office', 'coding'))}@{makes._word().lower()}.example",)
            for _colleague in range(dice.randrange(2, 9)):
                makes.put(makes.person(organizations=card.organizations, phones=card.phones, emails=mail))
        case 3:
            makes.put(card._replace(suffix="Jr.", emails=(), links=()))
            makes.cards[-2] = makes.cards[-2]._replace(suffix="Sr.")
        case _last:
            makes.put(makes.person(family=card.family, emails=card.emails, given=_another(card.given, dice)))


def _another(given: str, dice: random.Random) -> str:
    return dice.choice([name for name in GIVEN if fold(name)[:2] != fold(given)[:2]])


def generated(people: int, seed: int) -> tuple[list[Card], Truth]:
    """About so many cards, some of them doubles, some strangers who share something; and the true pairs."""
    makes = _Makes(people, seed)
    kinds = list(_variants())
    while len(makes.cards) < people:
        chance = makes.dice.random()
        if chance < 0.08:
            _double(makes, kinds[len(makes.cards) % len(kinds)])
        elif chance < 0.11:
            _strangers(makes)
        else:
            makes.put(makes.person())
    return makes.cards, makes.truth()
