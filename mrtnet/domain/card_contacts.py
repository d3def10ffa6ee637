"""The contacts on a card: addresses, numbers and links with their labels, and the postal address; the rest is left."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from mrtnet.domain.card_layout import Piece, follows
from mrtnet.domain.card_repairs import repaired_line, same_domain, without_at
from mrtnet.domain.contact_points import find_reaches, normal
from mrtnet.domain.forms import Address, Reach
from mrtnet.domain.names import fold, word_set
from mrtnet.domain.quick_signature import PLACE, STREET

_LABELS = word_set(
    "linkedin web website site phone telephone tel direct line email mail cell mobile office main fax work home "
    "number toll free ext extension or and on find me at call text o m c p t e w f h d i mob ph telefon telefono "
    "fon fono correo courriel tlf dir bus business"
)
_MAIL_BREAKS = re.compile(r"@[\w.-]*[.-]$|@[\w-]+$|^\S+@$")
_ENDS_DOMAIN = re.compile(r"[\w-]*(?:\.[\w-]+)*\.?[A-Za-z]{2,}$")
_PUBLIC = word_set(
    "gmail.com outlook.com hotmail.com yahoo.com icloud.com aol.com proton.me linkedin.com www.linkedin.com"
)
_ELSEWHERE = re.compile(
    r"^(?:(?P<code>[A-Z]{1,2}-\d{4,5}|\d{5}) (?P<locality>[^\W\d][^\d,]{2,40})"
    r"|(?P<locality2>[^\W\d][^\d,]{2,40}),? (?P<code2>[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d))"
    r"(?:, (?P<country>[^\W\d][\w ]{2,30}))?$"
)
_STREET_ELSEWHERE = re.compile(
    r"^(?:[^\W\d][\w .'’-]{2,40}(?:stra(?:ß|ss)e|str\.|weg|platz|gasse|allee) \d{1,4} ?\w?"
    r"|(?:calle|avenida|av\.|avda\.?|rue|\d{1,4},? rue|via|rua|paseo|plaza|c/) .{3,50})$",
    re.I,
)
_ENDS_STREET = re.compile(
    r"\b(?:street|st|avenue|ave|road|rd|drive|dr|lane|ln|blvd|boulevard|plaza|way|court|ct|suite|floor|square|park"
    r"|highway|hwy|parkway|pkwy|place|circle|terrace)\b",
    re.I,
)
_IN_A_HOUSE = re.compile(r"(?:suite|ste|floor|room|unit|building)\b", re.I)


class Contacts(NamedTuple):
    """What was found. `places` and `weak` name reaches as `CardRead` does; `rest` are the pieces without contacts.

    `mailboxes` is what stands before each "@", `domains` what may be made of the employer's name. `left_over` is text
    that stood beside a contact.
    """

    reaches: tuple[Reach, ...]
    address: Address | None
    places: Mapping[str, list[Piece]]
    weak: frozenset[str]
    rest: tuple[Piece, ...]
    mailboxes: list[str]
    domains: list[str]
    left_over: list[str]


def contacts(found: Sequence[Piece]) -> Contacts:
    """The contacts among the pieces of a card."""
    return _Taking(_whole_addresses(found)).done()


def _whole_addresses(found: Sequence[Piece]) -> list[Piece]:
    """The pieces, where an e-mail address that was printed on two lines is one."""
    rest = list(found)
    done: list[Piece] = []
    while rest:
        piece = rest.pop(0)
        if _MAIL_BREAKS.search(piece.text):
            more = next((other for other in rest if follows(piece, other) and _ENDS_DOMAIN.fullmatch(other.text)), None)
            if more is not None and "." in more.text + piece.text.rpartition("@")[2]:
                rest.remove(more)
                piece = piece._replace(text=piece.text + more.text, score=min(piece.score, more.score))
        done.append(piece)
    return done


class _Taking:
    """The pieces of a card while contacts are taken out."""

    def __init__(self, found: Sequence[Piece]) -> None:
        self.reaches: list[tuple[Reach, Piece, bool]] = []
        self.rest: list[Piece] = []
        self.left_over: list[str] = []
        for piece in found:
            self._reach(piece)
        self._lost_signs()
        self._misread_domains()
        self.parts: dict[str, str] = {}
        self.placed: list[Piece] = []
        self._address()

    def done(self) -> Contacts:
        seen: dict[str, int] = {}
        known: set[str] = set()
        reaches: list[Reach] = []
        places: dict[str, list[Piece]] = {}
        weak: set[str] = set()
        for reach, piece, unsure in self.reaches:
            key = f"{reach.property}:{normal(reach)}"
            if key in known:
                continue
            known.add(key)
            seen[reach.property] = number = seen.get(reach.property, 0) + 1
            reaches.append(reach)
            places[f"{reach.property} {number}"] = [piece]
            if unsure:
                weak.add(f"{reach.property} {number}")
        if self.placed:
            places["address"] = self.placed
        address = Address.checked(**self.parts, type="work") if self.parts else None
        mails = [reach.value for reach in reaches if reach.property == "EMAIL"]
        return Contacts(
            tuple(reaches), address, places, frozenset(weak), tuple(self.rest),
            [mail.rpartition("@")[0] for mail in mails], _domains(reaches), self.left_over,
        )  # fmt: skip

    def _reach(self, piece: Piece) -> None:
        text = repaired_line(piece.text)
        found, rest = find_reaches(text)
        if not found:
            self.rest.append(piece)
            return
        changed = re.sub(r"\s", "", text) != re.sub(r"\s", "", piece.text)
        for reach in found:
            self.reaches.append((reach, piece, changed))
        words = [word for word in re.findall(r"[^\W_]+", fold(rest)) if word not in _LABELS]
        if sum(map(len, words)) < 3:
            return
        share = piece.text.find(rest)
        if share >= 0:
            self.rest.append(piece._replace(text=rest.strip(" ,;:-–")))
        else:
            self.left_over.append(rest)

    def _lost_signs(self) -> None:
        """An address that lost its "@", told by the domain of the card's link on another line."""
        if any(reach.property == "EMAIL" for reach, _piece, _unsure in self.reaches):
            return
        links = [(at, piece) for at, (reach, piece, _unsure) in enumerate(self.reaches) if reach.property == "URL"]
        for at, piece in links:
            others = _domains(self.reaches[other][0] for other, _piece in links if other != at)
            if mail := without_at(piece.text, others):
                self.reaches[at] = (Reach(property="EMAIL", value=mail), piece, True)
                return

    def _misread_domains(self) -> None:
        """Where address and link name domains that differ by letters that look alike, she should look at both."""
        hosts = {urlsplit(reach.value).hostname or "" for reach, _p, _u in self.reaches if reach.property == "URL"}
        hosts = {host.removeprefix("www.") for host in hosts}
        for at, (reach, piece, _unsure) in enumerate(self.reaches):
            if reach.property == "EMAIL" and any(
                same_domain(reach.value.rpartition("@")[2].lower(), one) for one in hosts
            ):
                self.reaches[at] = (reach, piece, True)

    def _address(self) -> None:
        for piece in list(self.rest):
            told = re.sub(r"\b([A-Z]{2})(\d{5})\b", r"\1 \2", piece.text.strip(" ,;"))
            told = re.sub(r",(?=\w)", ", ", told)
            parts = _place(told)
            if not parts and (
                (_is_street(told) and "street" not in self.parts) or (self.placed and _IN_A_HOUSE.match(told))
            ):
                parts = {"street": told}
            if parts:
                self._placed(piece, parts)

    def _placed(self, piece: Piece, parts: Mapping[str, str]) -> None:
        """Into the address, unless that says something else already: a second place stays in the note."""
        if any(self.parts.get(key, value) != value for key, value in parts.items() if key != "street"):
            return
        street = ", ".join(filter(None, (self.parts.get("street"), parts.get("street"))))
        self.parts |= {**parts, "street": street}
        self.placed.append(piece)
        self.rest.remove(piece)


def _place(text: str) -> dict[str, str]:
    found = PLACE.match(text)
    if found is None and not _ENDS_STREET.search(text):
        found = _ELSEWHERE.match(text)
    if found is None:
        return {}
    return {key.rstrip("2"): value.strip(" ,") for key, value in found.groupdict().items() if value}


def _is_street(text: str) -> bool:
    return bool(STREET.match(text) or _STREET_ELSEWHERE.match(text)) and not re.search(r"\d{7}", text)


def _domains(reaches: Iterable[Reach]) -> list[str]:
    found: dict[str, None] = {}
    for reach in reaches:
        host = ""
        if reach.property == "EMAIL":
            host = reach.value.rpartition("@")[2].lower()
        elif reach.property == "URL":
            host = (urlsplit(reach.value).hostname or "").removeprefix("www.")
        if host and host not in _PUBLIC:
            found[host] = None
    return list(found)
