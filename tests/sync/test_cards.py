"""The same engine with cards: an address book on either server, in step with cards in memory."""

from collections.abc import Callable, Mapping, Sequence

from mrtnet.sync import dav
from mrtnet.sync.engine import sync
from mrtnet.sync.multistatus import href_of
from mrtnet.sync.objects import Cards, Objects, short
from mrtnet.sync.plan import Mark
from mrtnet.sync.sides import Conflict, LocalItem, Outcome, Remembered, RemoteChange, Updates


class CardSide:
    """Cards by UID, each a few properties."""

    objects: Objects = Cards()
    takes_new = True

    def __init__(self) -> None:
        self.cards: dict[str, dict[str, str]] = {}
        self.marks: dict[str, Mark] = {}
        self.conflicts: dict[str, Conflict] = {}
        self.seen = ("", "")

    def items(self) -> Mapping[str, LocalItem]:
        return {
            uid: LocalItem(short(str(card)), lambda uid=uid, card=card: written(uid, card))  # type: ignore[misc]
            for uid, card in self.cards.items()
        }

    def apply(self, changes: Sequence[RemoteChange], then: Callable[[Sequence[Outcome]], Updates]) -> Sequence[Outcome]:
        for change in changes:
            if change.content is None:
                del self.cards[change.uid]
                continue
            said = self.objects.fields(change.content)
            card = self.cards.setdefault(change.uid, {})
            card |= {name: said.get(name, "") for name in change.fields if name in ("FN", "N", "TEL", "NOTE")}
        outcomes = [Outcome(change.uid) for change in changes]
        self.remember(then(outcomes))
        return outcomes

    def remembered(self) -> Remembered:
        return Remembered(*self.seen, dict(self.marks), dict(self.conflicts))

    def remember(self, updates: Updates) -> None:
        self.marks = {uid: mark for uid, mark in ({**self.marks, **updates.marks}).items() if mark is not None}
        self.conflicts = {uid: each for uid, each in ({**self.conflicts, **updates.conflicts}).items() if each}
        self.seen = updates.seen or self.seen


def written(uid: str, card: Mapping[str, str]) -> bytes:
    lines = "".join(f"{name}:{value}\r\n" for name, value in card.items() if value)
    return f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{uid}\r\n{lines}END:VCARD\r\n".encode()


def test_cards_go_there_and_come_back(new_place: Callable[..., dav.Place]) -> None:
    place = new_place(dav.ADDRESSES)
    side = CardSide()
    side.cards["one"] = {"FN": "Rosa Delgado-Ruiz", "N": "Delgado-Ruiz;Rosa", "TEL": "312-555-0143"}
    side.cards["two"] = {"FN": "Nguyễn Linh", "N": "Nguyễn;Linh"}
    report = sync(place, side)
    assert (report.pushed, report.problems) == (2, [])
    [href] = [href for href in place.listing().there if "one" in href]
    answer = place.fetch([href])[href]
    assert answer is not None
    more = b"NOTE:Tea\r\nX-PHONETIC-LAST-NAME:del-GAH-do\r\nEND:VCARD"
    place.put(href, answer[1].replace(b"END:VCARD", more).replace(b"0143", b"0199"), answer[0])
    place.put(href_of(place.url) + "new.vcf", written("three", {"FN": "Ama Owusu", "N": "Owusu;Ama"}), None)
    assert sync(place, side).pulled == 2
    assert side.cards["one"]["TEL"] == "312-555-0199"
    assert side.cards["one"]["NOTE"] == "Tea"
    assert side.cards["three"]["FN"] == "Ama Owusu"
    side.cards["one"]["TEL"] = "312-555-0111"
    del side.cards["two"]
    report = sync(place, side)
    assert (report.pushed, report.problems) == (2, [])
    answer = place.fetch([href])[href]
    assert answer is not None
    assert b"312-555-0111" in answer[1]
    assert b"X-PHONETIC-LAST-NAME:del-GAH-do" in answer[1]
    assert len(place.listing().there) == 2
    report = sync(place, side)
    assert (report.pushed, report.pulled) == (0, 0)
    assert sync(place, side).requests == 1
