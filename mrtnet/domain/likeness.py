"""How alike two people on file are: a score from 0 to 100, and in words what speaks for and against one person.

The weights are points; at PROPOSED the two are shown as likely the same. No single thing reaches it: a name needs a
second sign, a shared address or number needs a name that fits, so that a household or an office is never one person.

    names: the same 45, alike (nickname, slip, part, swapped) 45 to 36, an initial 25, family name changed 25
    shared: profile link 60, email 50, phone 45, employer 25; an office's address or switchboard 10
    an uncommon name and nothing that speaks against it 25
    against: Jr. and Sr. 60, middle names 40, employers 30, profile links 25, addresses at one employer 25
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import OSA

from mrtnet.domain.compared import FEW, SEVERAL, Card, Odds, Read, read
from mrtnet.domain.employer_names import employer_key, one_employer
from mrtnet.domain.name_likeness import BY_MIDDLE, DIVIDED, IN_PART, NAMELESS, SAME, TWO_SLIPS, Clue, name_clue
from mrtnet.domain.names import word_set
from mrtnet.domain.nicknames import called, common_families, letters, office_mailboxes
from mrtnet.words import _, later

PROPOSED = 70
"""From here on two cards are proposed as one person."""
HINT = 15
"""From here on a card is worth a line while she types."""

PROFILE, EMAIL, PHONE, PARTY_LINE, OFFICE, EMPLOYER, RARE = 60, 50, 45, 25, 10, 25, 25
TWO_PEOPLE = 60
"""The most that anything shared can say for two cards whose names do not fit."""
_PUBLIC = word_set(
    "gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com me.com mac.com "
    "aol.com proton.me protonmail.com gmx.com gmx.de gmx.net web.de mail.com zoho.com comcast.net verizon.net att.net "
    "sbcglobal.net cox.net qq.com 163.com yandex.ru mail.ru"
)
_CODE = re.compile(r"-(?=[0-9a-z]*\d)[0-9a-z]{5,}$")


class Likeness(NamedTuple):
    """Two cards (ids), how sure it is that they are one person (0 to 100), and what speaks for it and against it."""

    first: int
    second: int
    score: int
    clues: tuple[Clue, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why, in words."""
        return tuple(_said(clue) for clue in self.clues if clue.points > 0)

    @property
    def against(self) -> tuple[str, ...]:
        """What speaks against it, in words."""
        return tuple(_said(clue) for clue in self.clues if clue.points < 0)


def compare(a: Card, b: Card) -> Likeness | None:
    """How alike the two are; None where nothing worth a word speaks for one person."""
    return weigh(read(a), read(b), Odds())


def weigh(a: Read, b: Read, odds: Odds, least: int = HINT) -> Likeness | None:
    """As `compare`, for cards made ready, knowing what is common in the book; None below `least` points."""
    shared = _shared(a, b, odds)
    reached = sum([clue.points for clue in shared]) if shared else 0
    common = same_employer(a, b)
    if least > HINT and not (reached or common) and a.employers and b.employers:
        return None  # namesakes at two employers: the most of all pairs, and never enough
    name = name_clue(a, b, None if reached >= PHONE else odds)
    if (name.points if name else 0) + reached + EMPLOYER + RARE + 10 < least:
        return None
    clues = [name, *shared] if name else shared
    if not clues or (name is None and reached < EMAIL):
        return None
    if name is not None and name.points <= NAMELESS and reached < PHONE:
        return None  # a given name, an initial, no name: too little without an address
    clues += _work(a, b, odds, name, reached, common)
    clues += _against(a, b, name, reached)
    if name is not None and name.points >= SAME and not reached:
        clues += _uncommon(a, b, odds, clues)
    score = min(100 if name else TWO_PEOPLE, sum(clue.points for clue in clues))
    if score < least:
        return None
    return Likeness(a.card.id, b.card.id, score, tuple(clues))


def _said(clue: Clue) -> str:
    sentence = _(clue.sentence)
    return sentence.format(first=clue.first, second=clue.second) if "{" in sentence else sentence


# Ways to reach them

_SAME_EMAIL, _OFFICE_EMAIL = Clue(EMAIL, later("same email address")), Clue(OFFICE, later("same office address"))
_SAME_PROFILE, _SAME_SITE = Clue(PROFILE, later("same profile link")), Clue(OFFICE, later("same website"))
_SAME_PHONE, _PARTY_LINE = Clue(PHONE, later("same phone")), Clue(PARTY_LINE, later("same phone"))
_SWITCHBOARD = Clue(OFFICE, later("same switchboard"))


def _shared(a: Read, b: Read, odds: Odds) -> list[Clue]:
    clues = []
    if links := _common(a.card.links, b.card.links):
        clues.append(_same_link(links[0], odds))
    if emails := _common(a.card.emails, b.card.emails):
        own = [mail for mail in emails if not is_office(mail) and odds.reach[mail] <= SEVERAL]
        clues.append(_SAME_EMAIL if own else _OFFICE_EMAIL)
    if phones := _common(a.card.phones, b.card.phones):
        cards = min(odds.reach[phone] for phone in phones)
        clues.append(_SAME_PHONE if cards <= FEW else _PARTY_LINE if cards <= SEVERAL else _SWITCHBOARD)
    return clues


def _common(mine: tuple[str, ...], hers: tuple[str, ...]) -> Sequence[str]:
    if len(mine) == 1:  # most there are
        return mine if mine[0] in hers else ()
    return [one for one in mine if one in hers] if hers else ()


def _same_link(link: str, odds: Odds) -> Clue:
    if handle(link) and odds.reach[link] <= SEVERAL:
        return _SAME_PROFILE
    return _SAME_SITE


def reached_alike(a: Card, b: Card) -> bool:
    """Whether both have an address or a profile link that is one person's own."""
    mails, links = set(a.emails) & set(b.emails), set(a.links) & set(b.links)
    return any(not is_office(mail) for mail in mails) or any(map(handle, links))


def is_office(mail: str) -> bool:
    """Whether the address belongs to an office: info@, him@, medical.records@."""
    return mail.partition("@")[0] in office_mailboxes()


def handle(link: str) -> str:
    """The person's own part of a LinkedIn profile link, normalised; "" for any other link."""
    found = re.match(r"(?:[\w-]+\.)*linkedin\.com/(?:in|pub)/([^/?]+)", link)
    return found[1] if found else ""


# Work

_SAME_EMPLOYER = Clue(EMPLOYER, later("same employer"))


def _work(a: Read, b: Read, odds: Odds, name: Clue | None, reached: int, common: str) -> list[Clue]:
    clues = []
    if common:
        clues.append(_SAME_EMPLOYER)
        if not reached and name and name.points >= TWO_SLIPS and odds.namesakes_at(a, common) > 0.05:
            clues.append(Clue(-15, later("a common name at a large employer")))
    elif a.employers and b.employers:
        clues.append(Clue(-5 if reached >= PHONE else -30, later("different employers")))
    if common and not reached:
        clues += _addresses_there(a, b)
    if len(a.card.marks) > 1 and set(a.card.marks) == set(b.card.marks):
        clues.append(Clue(5, later("same credentials")))
    if (town := letters(a.card.city)) and town == letters(b.card.city):
        clues.append(Clue(3, later("same city")))
    return clues


def same_employer(a: Read, b: Read) -> str:
    """The key of an employer, present or past, that both have; "" if there is none."""
    for key in a.employers:
        if key in b.employers:
            return key
    for mine in a.card.organizations if b.employers else ():
        for hers in b.card.organizations:
            if mine[:1].lower() == hers[:1].lower() and one_employer(mine, hers):
                return employer_key(mine)
    return ""


def _addresses_there(a: Read, b: Read) -> list[Clue]:
    """One employer gives a person one address: two that no name explains are two people's."""
    mine = {mail.partition("@")[2]: mail.partition("@")[0] for mail in a.card.emails}
    hers = {mail.partition("@")[2]: mail.partition("@")[0] for mail in b.card.emails}
    for domain in mine.keys() & hers.keys() - _PUBLIC:
        first, second = letters(mine[domain]), letters(hers[domain])
        figures = re.sub(r"\D", "", first) != re.sub(r"\D", "", second)
        if figures or not (_explained(first, a) and _explained(second, b)):
            return [Clue(-25, later("different email addresses at one employer"))]
    return []


def _explained(local: str, whose: Read) -> bool:
    names = {whose.family, *whose.called}
    return any(len(name) > 2 and (name in local or OSA.distance(name, local) <= 2) for name in names)


# What speaks against


def _against(a: Read, b: Read, name: Clue | None, reached: int) -> list[Clue]:
    clues = []
    first, second = _generation(a.card.suffix), _generation(b.card.suffix)
    if first != second:
        both = first and second
        words = (a.card.suffix, b.card.suffix) if both else (a.card.suffix or b.card.suffix, "")
        sentence = later("{first} and {second}") if both else later("only one is {first}")
        clues.append(Clue(-60 if both else -25, sentence, *words))
    middles = a.card.additional, b.card.additional
    if _middle_differs(*middles) and name and name.sentence not in (BY_MIDDLE, DIVIDED, IN_PART):
        sure = reached >= EMAIL
        clues.append(Clue(-10 if sure else -40, later("different middle names: {first} / {second}"), *middles))
    mine, hers = (_handles(a.card), _handles(b.card)) if a.card.links and b.card.links else (set(), set())
    if mine and hers and not mine & hers:
        coded = any(_CODE.search(one) for one in mine) != any(_CODE.search(one) for one in hers)
        clues.append(Clue(-8 if coded else -25, later("different profile links")))
    return clues


def _generation(suffix: str) -> str:
    word = letters(suffix) if suffix else ""
    return {"jr": "2", "junior": "2", "ii": "2", "2nd": "2", "sr": "1", "senior": "1", "iii": "3", "3rd": "3"}.get(
        word, word if word in ("iv", "4th") else ""
    )


def _middle_differs(first: str, second: str) -> bool:
    a, b = letters(first), letters(second)
    if not a or not b or a == b:
        return False
    return not ((len(a) == 1 or len(b) == 1) and a[0] == b[0]) and not called(first) & called(second)


def _handles(card: Card) -> set[str]:
    return {one for one in map(handle, card.links) if one}


def _uncommon(a: Read, b: Read, odds: Odds, clues: list[Clue]) -> list[Clue]:
    """A name that is rare and nothing that differs: a card typed twice, once with little on it."""
    if any(clue.points < 0 for clue in clues) or (a.employers and b.employers):
        return []
    if a.family in common_families() or not a.family or not a.given or odds.namesakes(a) > 0.02:
        return []
    if (a.card.emails and b.card.emails) or (a.card.phones and b.card.phones):
        return []
    towns = letters(a.card.city), letters(b.card.city)
    if all(towns) and towns[0] != towns[1]:
        return []
    return [Clue(RARE, later("an uncommon name, and nothing that differs"))]
