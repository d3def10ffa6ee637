"""A book and an address book changed at random, the wire cut, the program killed: nobody lost, nobody doubled."""

import random
import secrets
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from mrtnet.domain.forms import PersonForm, Reach
from mrtnet.edits import people
from mrtnet.edits.settings import set_about
from mrtnet.queries.person_forms import form
from mrtnet.store.book import Book
from mrtnet.sync import accounts, conflicts, dav
from mrtnet.sync.contact_cards import ContactCards
from mrtnet.sync.contact_side import ContactSide
from mrtnet.sync.engine import sync
from mrtnet.sync.multistatus import href_of
from mrtnet.sync.objects import differing
from mrtnet.sync.reports import Report
from mrtnet.sync.sides import Updates
from mrtnet.sync.wire import Wire
from mrtnet.trouble import Trouble
from tests.sync.conftest import made_at
from tests.sync.histories import many_played, played
from tests.sync.servers import PASSWORD, USER, Cutter, Server
from tests.sync.sides import Killed
from tests.sync.test_contacts import Phone

TODAY = date(2026, 10, 15)
CARDS = ContactCards()


class Mortal(ContactSide):
    """The program may be killed before something is remembered."""

    lives: int | None = None

    def remember(self, updates: Updates) -> None:
        if self.lives is not None:
            self.lives -= 1
            if self.lives < 0:
                raise Killed
        super().remember(updates)


class History:
    """A book, a phone, a wire that breaks, and a memory of what each side wrote last."""

    def __init__(self, book: Book, server: Server, cutter: Cutter, seed: int) -> None:
        self.book, self.cutter, self.random = book, cutter, random.Random(seed)
        self.direct, self.wire = Wire(server.url, USER, PASSWORD), Wire(cutter.url, USER, PASSWORD)
        url = f"{server.url}{USER}/contacts/{secrets.token_hex(6)}/"
        self.phone = Phone(made_at(self.direct, url, dav.ADDRESSES))
        path = href_of(self.phone.place.url)
        self.place = dav.Place(self.wire, cutter.url.rstrip("/") + path, dav.ADDRESSES)
        there = dav.Found(self.place.url, dav.ADDRESSES, "People")
        account = accounts.chosen(accounts.draft(cutter.url, USER, title="Phone"), there, ())
        book.do(accounts.add_account, account._replace(groups=self.random.random() < 0.3))
        made = accounts.side_of(book, accounts.accounts(book.read)[0])
        assert isinstance(made, ContactSide)
        self.side = Mortal(book, made._of, made._going, "Phone")
        self.written: dict[tuple[str, str], dict[str, str]] = {}  # (name, field) -> side -> the last value

    def close(self) -> None:
        self.direct.close()
        self.wire.close()

    # What happens

    def step(self) -> None:
        deeds = [
            self.add_here, self.add_here, self.edit_here, self.edit_here, self.edit_here, self.tag_here,
            self.remove_here, self.undo, self.add_there, self.add_there, self.edit_there, self.edit_there,
            self.edit_there, self.adorn_there, self.delete_there, self.cut_sync, self.cut_sync, self.cut_sync,
            self.killed_sync, self.whole_sync, self.settle_one,
        ]  # fmt: skip
        self.random.choice(deeds)()

    def word(self) -> str:
        return "".join(self.random.choices("bcdfghjklmnpqrstvwxz", k=9)).capitalize()

    def value(self, field: str) -> str:
        if field == "birthday":
            return str(date(1950, 1, 1) + timedelta(days=self.random.randrange(18_000)))
        return f"312-555-{self.random.randrange(10_000):04}" if field == "phones" else self.word()

    def add_here(self) -> None:
        told = PersonForm(name=f"{self.word()} {self.word()}", note="Private", tags=self.random.choice([[], ["Club"]]))
        self.book.do(people.add_person, told, today=TODAY)

    def edit_here(self) -> None:
        some = self.book.read.execute("SELECT id, name FROM person").fetchall()
        if not some:
            return
        person_id, name = self.random.choice(some)
        field = self.random.choice(["nickname", "birthday", "phones"])
        told, value = form(self.book.read, person_id), self.value(field)
        assert told is not None
        more = {"reaches": [Reach(property="TEL", value=value)]} if field == "phones" else {field: value}
        self.book.do(people.change_person, person_id, told.model_copy(update=more), today=TODAY)
        self.written.setdefault((name, field), {})["here"] = value

    def tag_here(self) -> None:
        some = self.book.read.execute("SELECT id FROM person").fetchall()
        if some:
            who = self.random.choice(some)[0]
            told = form(self.book.read, who)
            assert told is not None
            tags = self.random.choice([["Club"], ["Club", "Board"], ["Board"]])
            self.book.do(people.change_person, who, told.model_copy(update={"tags": tags}), today=TODAY)

    def remove_here(self) -> None:
        some = self.book.read.execute("SELECT id FROM person").fetchall()
        if some:
            self.book.do(people.remove_people, [self.random.choice(some)[0]])

    def undo(self) -> None:
        """Of anything but the account itself."""
        try:
            if self.book.history()[0].title != "Added the account “Phone”":
                self.book.undo()
        except Trouble:
            return
        self.written.clear()

    def add_there(self) -> None:
        uid = f"{self.random.getrandbits(64):016x}"
        uid = self.random.choice([uid, uid.upper() + ":ABPerson", f"urn:uuid:{uid}"])
        given, family = self.word(), self.word()
        self.phone.add(uid, f"FN:{given} {family}", f"N:{family};{given};;;", "X-PHONE:kept", "NOTE:There")

    def one_there(self) -> str:
        some = sorted(uid for uid, card in self.phone.cards().items() if b"KIND:group" not in card[2])
        return self.random.choice(some) if some else ""

    def edit_there(self) -> None:
        if uid := self.one_there():
            field = self.random.choice(["nickname", "birthday", "phones"])
            name, value = {"nickname": "NICKNAME", "birthday": "BDAY", "phones": "TEL"}[field], self.value(field)

            def edited(card: bytes) -> bytes:
                lines = [line for line in card.split(b"\r\n") if not line.upper().startswith(name.encode())]
                return b"\r\n".join(lines).replace(b"END:VCARD", f"{name}:{value}\r\nEND:VCARD".encode())

            self.phone.edit(uid, edited)
            shown = CARDS.words(self.phone.card(uid))["name"]
            self.written.setdefault((shown, field), {})["there"] = value

    def adorn_there(self) -> None:
        if uid := self.one_there():
            line = f"X-THERE-{self.random.randrange(10**6)}:kept\r\nEND:VCARD".encode()
            self.phone.edit(uid, lambda card: card.replace(b"END:VCARD", line))

    def delete_there(self) -> None:
        if uid := self.one_there():
            self.phone.delete(uid)

    # Syncs

    def cut_sync(self) -> None:
        self.cutter.cut(self.random.choice(["up", "down"]), int(2 ** self.random.uniform(0, 14)))
        self.watched()

    def killed_sync(self) -> None:
        self.side.lives = self.random.randrange(4)
        self.watched()

    def whole_sync(self) -> None:
        report = self.watched()
        assert report is not None
        assert not report.problems, report.problems

    def watched(self) -> Report | None:
        """A sync of any fate: who was in the book is in the book; who vanishes there was removed here."""
        here, there = self.names_here(), self.names_there()
        try:
            report = sync(self.place, self.side, deletions="here")
        except Killed:
            report = None
        self.cutter.mend()
        self.side.lives = None
        after = self.names_here()
        assert set(here) <= set(after), ("lost here", set(here) - set(after))
        assert len(after) == len(set(after)), ("doubled here", after)
        left = self.names_there()
        assert len(left) == len(set(left)), ("doubled there", left)
        assert not (set(there) - set(left)) & set(after), "lost there"
        if report is not None and not report.stopped:
            self.in_step()
        return report

    def names_here(self) -> list[str]:
        return [row[0] for row in self.book.read.execute("SELECT name FROM person").fetchall()]

    def names_there(self) -> list[str]:
        cards = [card[2] for card in self.phone.cards().values()]
        return [CARDS.words(card)["name"] for card in cards if b"KIND:group" not in card]

    def in_step(self) -> None:
        """After a whole run: what only one side wrote stands on both."""
        asked = self.side.remembered().conflicts
        held, items = self.phone.cards(), self.side.items()
        for uid, item in items.items():
            if uid in asked or uid not in held or b"KIND:group" in held[uid][2]:
                continue
            ours, theirs = CARDS.words(item.content()), CARDS.words(held[uid][2])
            for field in ("nickname", "birthday", "phones"):
                told = self.written.pop((ours["name"], field), {})
                if told:
                    here, there = (set(side.get(field, "").splitlines()) for side in (ours, theirs))
                    assert here == there, (uid, field, told)
                    assert here & set(told.values()), (uid, field, told)

    def settle_one(self) -> None:
        for uid, conflict in sorted(self.side.remembered().conflicts.items())[:1]:
            choice = self.random.choice(["same", "other"] if conflict.asks == "same" else ["mine", "theirs"])
            conflicts.resolve(self.side, uid, choice)  # type: ignore[arg-type]
            self.written.clear()

    def ends_equal(self) -> None:
        for _again in range(4):
            while self.side.remembered().conflicts:
                self.settle_one()
            self.whole_sync()
        while self.side.remembered().conflicts:
            self.settle_one()
        report = sync(self.place, self.side)
        assert (report.pushed, report.pulled, report.conflicts, report.requests) == (0, 0, 0, 1), report
        held, items, marks = self.phone.cards(), self.side.items(), self.side.remembered().marks
        assert all(marks[uid].left for uid in held.keys() ^ items.keys())
        for uid in held.keys() & items.keys():
            ours, theirs = CARDS.fields(items[uid].content()), CARDS.fields(held[uid][2])
            assert differing(ours, theirs) <= {"note", "tags"}, uid
        assert all(mark.pending is None for mark in marks.values())
        assert not any("Private" in card[2].decode() for card in held.values())
        assert self.book.check() == []


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MRTNET_NOW", "2026-10-15T21:30+00:00")


def run(server: Server, cutter: Cutter, folder: Path, seed: int) -> None:
    with Book.open(folder / f"{seed}.mrtnet") as book:
        book.do(set_about, time_zone="America/Chicago")
        played(History(book, server, cutter, seed), seed)


@pytest.mark.parametrize("seed", range(1))
def test_a_few_histories_of_people_end_equal(server: Server, cutter: Cutter, tmp_path: Path, seed: int) -> None:
    run(server, cutter, tmp_path, seed)


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_many_histories_of_people_end_equal(server: Server, cutter: Cutter, tmp_path: Path) -> None:
    many_played(partial(run, server, cutter, tmp_path), server, cutter, 300)
