"""A real book and a phone, changed at random, the wire cut at random bytes: in the end both show the same steps."""

import random
import re
import secrets
from datetime import date, timedelta
from pathlib import Path

import pytest

from mrtnet.domain.forms import FollowUpForm, PersonForm
from mrtnet.edits import follow_ups, people
from mrtnet.edits.settings import set_about
from mrtnet.store.book import Book
from mrtnet.sync import accounts, conflicts, dav
from mrtnet.sync.multistatus import href_of
from mrtnet.sync.objects import CalendarObjects
from mrtnet.sync.reports import Report
from mrtnet.sync.wire import Wire
from mrtnet.trouble import Trouble
from tests.sync.conftest import made_at
from tests.sync.servers import PASSWORD, USER, Cutter, Server

TODAY = date(2026, 10, 15)
OBJECTS = CalendarObjects()


class Phone:
    """The other side: reads and writes whole objects, and says what it did in them."""

    def __init__(self, place: dav.Place, chance: random.Random) -> None:
        self.place, self.chance = place, chance

    def held(self) -> dict[str, tuple[str, str, bytes]]:
        found: dict[str, tuple[str, str, bytes]] = {}
        for href, answer in self.place.fetch(self.place.listing().there).items():
            assert answer is not None
            uid = OBJECTS.uid(answer[1])
            assert uid not in found, "doubled"
            found[uid] = (href, *answer)
        return found

    def act(self) -> None:
        held = self.held()
        if not held:
            return
        href, etag, content = held[self.chance.choice(sorted(held))]
        match self.chance.randrange(4):
            case 0:
                self.place.delete(href, etag)
                return
            case 1:
                day = (TODAY + timedelta(days=self.chance.randrange(1, 60))).strftime("%Y%m%d").encode()
                hour = b"%02d" % self.chance.randrange(7, 20)
                content = re.sub(rb"(DTSTART;TZID=[^\r]*:).*?\r", rb"\g<1>" + day + b"T" + hour + b"0000\r", content)
                content = re.sub(rb"(DTEND;TZID=[^\r]*:).*?\r", rb"\g<1>" + day + b"T" + hour + b"1500\r", content)
            case 2:
                said = b"SUMMARY:Phone " + secrets.token_hex(3).encode() + b"\r"
                content = re.sub(rb"(?m)^SUMMARY:.*?\r$", said, content)
            case _:
                content = content.replace(b"END:VEVENT", b"X-PHONE:kept\r\nEND:VEVENT", 1)
        self.place.put(href, content, etag)


def act_here(book: Book, chance: random.Random) -> None:
    ids = [row[0] for row in book.read.execute("SELECT id FROM follow_up WHERE state = 'open'").fetchall()]
    some = chance.choice(ids) if ids else 0
    due = TODAY + timedelta(days=chance.randrange(1, 60))
    title = f"Book {secrets.token_hex(3)}"
    try:
        match chance.randrange(6):
            case 0 | 1:
                who = chance.choice([None, 1])
                book.do(follow_ups.add, who, FollowUpForm(due=due, title=title), today=TODAY)
            case 2:
                book.do(follow_ups.snooze, [some], due, today=TODAY)
            case 3:
                book.do(follow_ups.done, some, TODAY, today=TODAY)
            case 4:
                book.do(follow_ups.change, some, FollowUpForm(due=due, title=title), today=TODAY)
            case _:
                book.undo()
    except Trouble:
        return  # nothing open, nothing to undo


def run(server: Server, cutter: Cutter, folder: Path, seed: int, steps: int = 16) -> None:
    chance = random.Random(seed)
    wire = Wire(server.url, USER, PASSWORD)
    phone = Phone(made_at(wire, f"{server.url}{USER}/calendars/{secrets.token_hex(6)}/", dav.CALENDAR), chance)
    with Book.open(folder / f"{seed}.mrtnet") as book:
        book.do(set_about, time_zone="America/Chicago")
        book.do(people.add_person, PersonForm(name="Rosa Delgado-Ruiz", credentials=["RHIT"]), today=TODAY)
        there = dav.Found(cutter.url.rstrip("/") + href_of(phone.place.url), dav.CALENDAR, "Steps")
        draft = accounts.draft(cutter.url, USER, title="Phone")
        book.do(accounts.add_account, accounts.chosen(draft, there, ("follow-up",)))
        [account] = accounts.accounts(book.read)
        side = accounts.side_of(book, account)

        def sync() -> Report:
            return accounts.sync_account(book, account, PASSWORD)

        def settle() -> None:
            for uid, conflict in side.remembered().conflicts.items():
                closed = conflict.mine is None
                conflicts.resolve(side, uid, "mine" if closed or chance.random() < 0.5 else "theirs")

        for _step in range(steps):
            chance.choice([phone.act, lambda: act_here(book, chance), lambda: act_here(book, chance)])()
            if chance.random() < 0.5:
                if chance.random() < 0.6:
                    cutter.cut(chance.choice(["up", "down"]), int(2 ** chance.uniform(0, 13)))
                sync()
                cutter.mend()
        for _again in range(4):
            report = sync()
            assert (report.problems, report.question) == ([], ""), seed
            settle()
        report = sync()
        assert (report.pushed, report.pulled, report.conflicts, report.requests) == (0, 0, 0, 1), seed
        held, items = phone.held(), side.items()
        open_ones = {row[0] for row in book.read.execute("SELECT uid FROM follow_up WHERE state = 'open'").fetchall()}
        assert held.keys() == items.keys() == open_ones, seed
        for uid, item in items.items():
            ours, theirs = OBJECTS.fields(item.content()), OBJECTS.fields(held[uid][2])
            assert ours["summary"] == theirs["summary"], seed
            assert ours["when"] == theirs["when"], seed
        assert book.check() == []
    wire.close()


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MRTNET_NOW", "2026-10-15T21:30+00:00")


def test_a_few_histories_of_a_book_end_equal(server: Server, cutter: Cutter, tmp_path: Path) -> None:
    for seed in range(1):
        run(server, cutter, tmp_path, seed)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_many_histories_of_a_book_end_equal(server: Server, cutter: Cutter, tmp_path: Path) -> None:
    for seed in range(60):
        run(server, cutter, tmp_path, seed)
