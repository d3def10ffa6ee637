"""Rows 8 and 12: a LinkedIn file of as many rows as the book has people, brought in whole; a file of their vCards."""

import csv
import functools
import gc
import io
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from mrtnet.domain.arrivals import Plan
from mrtnet.domain.compared import Card
from mrtnet.edits.importing import import_people
from mrtnet.exchange.people_files import PeopleRead, read_people
from mrtnet.exchange.vcard import read_cards
from mrtnet.queries.importing import planned
from mrtnet.store import connection as connections
from mrtnet.store.book import Book
from tests.bench.measure import CPU, Bench, Result, result, rounds
from tests.doubles import generated

TODAY = date(2026, 10, 15)
_HEAD = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
_WORK = ("Coder", "HIM Director", "Clinical Documentation Specialist", "Data Analyst", "Compliance Officer", "Auditor")
_MARKS = ("RHIT", "RHIA, CCS", "CCS-P", "CDIP")
_TABLES = ("organization", "person", "job", "reach", "credential")
_FOLD = re.compile(r"\r?\n[ \t]")


def run(bench: Bench) -> Iterator[Result]:
    """The floor is one executemany a table of the rows that the import writes, in a book without any trigger."""
    content = linkedin(generated(bench.people, 8)[0])
    importing = _Importing(bench, content)
    found = rounds(bench.rounds, importing.parts(), CPU)
    floors, names = found.pop("floor"), ("read", "planned", "imported")
    whole = [sum(one) for one in zip(*(found[name] for name in names), strict=True)]
    for name in names:
        yield result(8, f"LinkedIn rows, {name}", bench, floors, found[name])
    yield result(8, "read, planned and imported", bench, floors, whole, 9.0)
    yield result(8, "undo of that import", bench, floors, found["undone"], 8.0)


class _Importing:
    """One import again and again, each into a new book."""

    def __init__(self, bench: Bench, content: bytes) -> None:
        self.folder, self.content = bench.folder, content
        self.read: PeopleRead
        self.plan: Plan
        self.book: Book | None = None
        self.bare: Any = None
        self.rows: dict[str, list[tuple[Any, ...]]] = {}
        for name, part in self.parts().items():
            if name != "undone":
                part()
        self.rows = {table: list(self._open().read.execute(f"SELECT * FROM {table}").fetchall()) for table in _TABLES}

    def parts(self) -> dict[str, Callable[[], object]]:
        return {"made": self._make, "floor": self._floor, "read": self._read, "planned": self._plan,
                "imported": self._import, "undone": lambda: self._open().undo()}  # fmt: skip

    def _make(self) -> None:
        """Two new books: one for the import, one without triggers for the floor."""
        if self.book is not None:
            self.book.close()
            self.bare.close()
        for path in self.folder.glob("*.mrtnet*"):
            path.unlink()
        self.book = Book.open(self.folder / "in.mrtnet")
        Book.open(self.folder / "bare.mrtnet").close()
        self.bare = connections.writing(self.folder / "bare.mrtnet")
        for (name,) in self.bare.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            self.bare.execute(f"DROP TRIGGER {name}")
        forget()

    def _open(self) -> Book:
        assert self.book is not None
        return self.book

    def _floor(self) -> None:
        self.bare.execute("BEGIN IMMEDIATE")
        for table, rows in self.rows.items():
            if rows:
                self.bare.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
        self.bare.execute("COMMIT")

    def _read(self) -> None:
        self.read = read_people(self.content, "Connections.csv", today=TODAY)

    def _plan(self) -> None:
        self.plan = planned(self._open().read, self.read.people, self.read.groups)

    def _import(self) -> None:
        self._open().do(import_people, self.plan, today=TODAY)


def run_cards(bench: Bench) -> Iterator[Result]:
    """The floor is to decode, unfold and split the same bytes: all lines as name and value."""
    content = vcards(generated(bench.people, 12)[0])
    count = sum(1 for _card in read_cards(content))
    parts: dict[str, Callable[[], object]] = {
        "floor": lambda: split(content),
        "forgotten": forget,  # which is no part of the reading
        "read": lambda: cards_one_by_one(content),
    }
    times = rounds(bench.rounds, parts, CPU)
    yield result(12, f"vCards read, {count:,}", bench, times["floor"], times["read"], 6.0)


def split(content: bytes) -> int:
    """The lines of a vCard file as name and value, and nothing more."""
    found = [line.partition(":") for line in _FOLD.sub("", content.decode()).split("\r\n")]
    return len(found)


def cards_one_by_one(content: bytes) -> int:
    """Read as a stream: no card is kept."""
    return sum(1 for _card in read_cards(io.BytesIO(content)))


def forget() -> None:
    """What was remembered of texts seen before (the bounded caches), so that each round begins cold."""
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper) and each.__module__.startswith("mrtnet"):  # noqa: SIM102
            if each.cache_parameters()["maxsize"] is not None:  # else it is data, read once
                each.cache_clear()


def linkedin(cards: list[Card]) -> bytes:
    """A Connections.csv of these people: every fifth with an address, every eighth with credentials."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(_HEAD)
    for at, card in enumerate(cards):
        family = card.family if at % 8 else f"{card.family}, {_MARKS[at // 8 % len(_MARKS)]}"
        mail = card.emails[0] if card.emails and at % 5 == 0 else ""
        link = f"https://www.{card.links[0]}" if card.links else ""
        day = date(2018, 1, 1) + timedelta(days=at % 3000)
        employer = card.organizations[0] if card.organizations else ""
        rows.writerow((card.given, family, link, mail, employer, _WORK[at % len(_WORK)], f"{day:%d %b %Y}"))
    return out.getvalue().encode()


def vcards(cards: list[Card]) -> bytes:
    """A file of these people as a phone writes it: vCard 3.0, CRLF, long lines folded."""
    return "".join(map(_vcard, cards)).encode()


def _vcard(card: Card) -> str:
    lines = [
        "BEGIN:VCARD", "VERSION:3.0", f"N:{card.family};{card.given};;;", f"FN:{card.given} {card.family}",
        *(f"ORG:{name};Coding" for name in card.organizations), "TITLE:Clinical Documentation Specialist",
        *(f"EMAIL;TYPE=INTERNET;TYPE=WORK:{mail}" for mail in card.emails),
        *(f"TEL;TYPE=CELL;TYPE=VOICE:{phone}" for phone in card.phones),
        *(f"URL:https://www.{link}" for link in card.links),
        f"ADR;TYPE=WORK:;;{card.id} Lake Street;Columbus;OH;43215;USA",
        "NOTE:Met at the chapter meeting in spring\\, asked about audits and how she came to lead\n  the coding team.",
        f"UID:{card.id:08}-4f1c-4c2f-9d3a-0242ac130003", "REV:2026-09-01T12:00:00Z", "END:VCARD", "",
    ]  # fmt: skip
    return "\r\n".join(line.replace("\n", "\r\n") for line in lines)
