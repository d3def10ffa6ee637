"""Random two-sided histories with the wire cut at random bytes: both sides end equal, nothing lost, nothing doubled."""

import random
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from mrtnet.exchange.ics import render_calendar
from mrtnet.sync import dav
from mrtnet.sync.conflicts import resolve
from mrtnet.sync.engine import sync
from mrtnet.sync.multistatus import href_of
from mrtnet.sync.objects import CalendarObjects, differing
from mrtnet.sync.reports import Report
from mrtnet.sync.wire import Wire
from tests.sync.conftest import made_at
from tests.sync.histories import many_played, played
from tests.sync.servers import PASSWORD, USER, Cutter, Server
from tests.sync.sides import TUESDAY, Killed, MemorySide, entry

OBJECTS = CalendarObjects()


@dataclass
class Written:
    """What each side wrote to an entry since both were last known to be in step."""

    here: dict[str, str] = field(default_factory=dict)
    there: dict[str, str] = field(default_factory=dict)
    gone_here: bool = False
    gone_there: bool = False


class History:
    """Two sides, a wire that breaks, and a memory of who wrote what."""

    def __init__(self, server: Server, cutter: Cutter, seed: int) -> None:
        self.random = random.Random(seed)
        self.side = MemorySide(takes_new=self.random.random() < 0.7)
        self.cutter = cutter
        self.direct = Wire(server.url, USER, PASSWORD)
        self.phone = made_at(self.direct, f"{server.url}{USER}/calendars/{secrets.token_hex(6)}/", dav.CALENDAR)
        path = href_of(self.phone.url)
        self.wire = Wire(cutter.url, USER, PASSWORD)
        self.place = dav.Place(self.wire, cutter.url.rstrip("/") + path, dav.CALENDAR)
        self.written: dict[str, Written] = {}
        self.number = 0

    def close(self) -> None:
        self.direct.close()
        self.wire.close()

    # What happens

    def step(self) -> None:
        deeds: list[Any] = [
            self.create_here, self.edit_here, self.edit_here, self.move_here, self.delete_here,
            self.edit_there, self.edit_there, self.move_there, self.delete_there, self.adorn_there,
            self.cut_sync, self.cut_sync, self.cut_sync, self.killed_sync, self.whole_sync, self.settle_one,
        ]  # fmt: skip
        if self.side.takes_new:
            deeds.append(self.create_there)
        self.random.choice(deeds)()

    def fresh(self, what: str) -> str:
        self.number += 1
        return f"{what} {self.number}"

    def some_day(self) -> datetime:
        return TUESDAY + timedelta(minutes=15 * self.random.randrange(9000))

    def touched(self, uid: str) -> Written:
        return self.written.setdefault(uid, Written())

    def create_here(self) -> None:
        uid = secrets.token_hex(8)
        self.side.put(entry(uid, self.fresh("new"), self.some_day()))
        self.touched(uid).here |= {"summary": self.side.entries[uid].summary, "alive": "yes"}

    def edit_here(self) -> None:
        if uid := self.one_here():
            self.side.entries[uid] = self.side.entries[uid]._replace(summary=self.fresh("here"))
            self.touched(uid).here["summary"] = self.side.entries[uid].summary

    def move_here(self) -> None:
        if uid := self.one_here():
            old = self.side.entries[uid]
            moved = entry(uid, old.summary, self.some_day())
            self.side.entries[uid] = moved._replace(description=old.description)
            self.touched(uid).here["when"] = self.when(self.side.items()[uid].content())

    def delete_here(self) -> None:
        if uid := self.one_here():
            del self.side.entries[uid]
            self.touched(uid).gone_here = True

    def create_there(self) -> None:
        uid = secrets.token_hex(8)
        content = render_calendar([entry(uid, self.fresh("new"), self.some_day())])
        href = href_of(self.phone.url) + secrets.token_hex(8) + ".ics"
        self.phone.put(href, content, None)
        self.touched(uid).there |= {"summary": OBJECTS.fields(content)["summary"], "alive": "yes"}

    def edit_there(self) -> None:
        self.change_there("summary", lambda old, uid: old._replace(summary=self.fresh("there")))

    def move_there(self) -> None:
        self.change_there("when", lambda old, uid: entry(uid, old.summary, self.some_day()))

    def change_there(self, name: str, change: Any) -> None:
        found = self.one_there()
        if found:
            uid, href, etag, content = found
            new = render_calendar([change(entry(uid), uid)])
            self.phone.put(href, OBJECTS.merged(new, content, {name}, {}), etag)
            self.touched(uid).there[name] = OBJECTS.fields(new)[name]

    def adorn_there(self) -> None:
        found = self.one_there()
        if found:
            _uid, href, etag, content = found
            line = f"X-PHONE-{self.random.randrange(10)}:kept\r\nEND:VEVENT".encode()
            self.phone.put(href, content.replace(b"END:VEVENT", line), etag)

    def delete_there(self) -> None:
        found = self.one_there()
        if found:
            uid, href, etag, _content = found
            self.phone.delete(href, etag)
            self.touched(uid).gone_there = True

    def one_here(self) -> str | None:
        return self.random.choice(sorted(self.side.entries)) if self.side.entries else None

    def one_there(self) -> tuple[str, str, str, bytes] | None:
        held = self.there()
        uid = self.random.choice(sorted(held)) if held else None
        return (uid, *held[uid]) if uid else None

    # Syncs

    def cut_sync(self) -> None:
        self.cutter.cut(self.random.choice(["up", "down"]), int(2 ** self.random.uniform(0, 14)))
        report = sync(self.place, self.side)
        self.cutter.mend()
        if not report.stopped:
            self.in_step(report)

    def killed_sync(self) -> None:
        """The program ends in the middle, before something is remembered."""
        self.side.lives = self.random.randrange(4)
        try:
            report = sync(self.place, self.side)
        except Killed:
            return
        finally:
            self.side.lives = None
        self.in_step(report)

    def whole_sync(self) -> None:
        self.in_step(self.synced())

    def synced(self) -> Report:
        self.cutter.mend()
        report = sync(self.place, self.side)
        assert not report.problems, report.problems
        assert not report.question
        return report

    def settle_one(self) -> None:
        for uid in sorted(self.side.conflicts)[:1]:
            resolve(self.side, uid, self.random.choice(["mine", "theirs"]))  # type: ignore[arg-type]
            self.written.pop(uid, None)
            self.touched(uid).here["settled"] = self.touched(uid).there["settled"] = "yes"

    # What must be so

    def in_step(self, report: Report) -> None:
        """After a whole run: what only one side wrote stands on both, and nothing else is gone."""
        held = self.there()
        for uid in list(self.written):
            if uid in self.side.conflicts:
                continue
            told = self.written.pop(uid)
            here, there = self.side.entries.get(uid), held.get(uid)
            assert (here is None) == (there is None), (uid, told)
            deletes = told.gone_here or told.gone_there
            if not deletes and "settled" not in told.here:
                assert here is not None, (uid, told)
            if (told.gone_here and not told.there and not told.gone_there) or (
                told.gone_there and not told.here and not told.gone_here
            ):
                assert here is None, (uid, told)
            if here is None or there is None or "settled" in told.here:
                continue
            fields = OBJECTS.fields(there[2])
            for name in ("summary", "when"):
                values = [side[name] for side in (told.here, told.there) if name in side]
                if values:
                    assert fields[name] in values, (uid, name, told)
        assert report.conflicts == len(self.side.conflicts)

    def ends_equal(self) -> None:
        for _again in range(4):
            for uid in sorted(self.side.conflicts):
                resolve(self.side, uid, self.random.choice(["mine", "theirs"]))  # type: ignore[arg-type]
                self.written.pop(uid, None)
            self.in_step(self.synced())
        report = self.synced()
        assert (report.pushed, report.pulled, report.conflicts, report.requests) == (0, 0, 0, 1)
        held, items = self.there(), self.side.items()
        assert held.keys() == items.keys()
        for uid, item in items.items():
            assert not differing(OBJECTS.fields(item.content()), OBJECTS.fields(held[uid][2])), uid
        assert not self.side.marks.keys() - items.keys()
        assert all(mark.pending is None for mark in self.side.marks.values())

    def there(self) -> dict[str, tuple[str, str, bytes]]:
        found: dict[str, tuple[str, str, bytes]] = {}
        for href, answer in self.phone.fetch(self.phone.listing().there).items():
            assert answer is not None
            uid = OBJECTS.uid(answer[1])
            assert uid not in found, "doubled"
            found[uid] = (href, *answer)
        return found

    @staticmethod
    def when(content: bytes) -> str:
        return OBJECTS.fields(content)["when"]


def run(server: Server, cutter: Cutter, seed: int) -> None:
    played(History(server, cutter, seed), seed)


@pytest.mark.parametrize("seed", range(4))
def test_a_few_histories_end_equal(server: Server, cutter: Cutter, seed: int) -> None:
    run(server, cutter, seed)


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_many_histories_end_equal(server: Server, cutter: Cutter) -> None:
    many_played(partial(run, server, cutter), server, cutter, 500)
