"""What do I hold about you: everything is told, nothing in it runs or comes from elsewhere, and files go along."""

import base64
import re
from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlmodel import Session

from mrtnet.domain.files import KeptFile
from mrtnet.edits import files
from mrtnet.exchange.archive import Archive, write_archive
from mrtnet.queries import archive as query
from mrtnet.queries.archive_columns import (
    KINDS,
    LABELS,
    LEFT_COLUMNS,
    LEFT_HERE,
    LEFT_TABLES,
    TOLD,
    YES,
)
from mrtnet.store import journal
from mrtnet.store.book import Book
from tests.edits.test_everything import rich

CENTRAL = ZoneInfo("America/Chicago")
NOW = datetime(2026, 10, 15, 9, 12, tzinfo=CENTRAL)
EVIL = "</dd><script>alert(1)</script><img src=https://evil.example/x onerror=alert(1)>&amp;\u202e'\""


@pytest.fixture(scope="module")
def book_and_rosa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Book, int]]:
    """Something in every table; a test takes back what it writes."""
    with Book.open(tmp_path_factory.mktemp("archive") / "book.mrtnet") as book:
        yield book, rich(book)[0]


def of(book: Book, person_id: int) -> Archive:
    found = query.archive(book.read, person_id, NOW, CENTRAL)
    assert found is not None
    return found


def page(book: Book, person_id: int) -> str:
    found = of(book, person_id)
    return b"".join(write_archive(found, query.contents(book.read, found))).decode()


class Page(HTMLParser):
    """Elements with their attributes, and the text."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_every_table_and_column_is_told_or_left_out_for_a_reason(book_and_rosa: tuple[Book, int]) -> None:
    read = book_and_rosa[0].read
    found = read.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    tables = {name for (name,) in found if not name.startswith(("was_", "sqlite_", "search_"))}
    tables |= {"search", "search_stale"}
    assert tables == {*TOLD, *LEFT_TABLES}
    assert not TOLD.keys() & LEFT_TABLES.keys()
    for each in journal.references(read):
        assert each.parent != "person" or each.child in TOLD or each.child == "person", each
    for table in TOLD:
        names = set(journal.columns(read, table))
        assert set(TOLD[table].all) <= names, table
        left = {name for name in names - set(TOLD[table].all) if f"{table}.{name}" not in LEFT_HERE}
        assert left <= LEFT_COLUMNS.keys(), (table, left - LEFT_COLUMNS.keys())
        assert set(TOLD[table].facts) <= LABELS.keys(), table


def test_whatever_is_written_in_any_column_is_told(book_and_rosa: tuple[Book, int]) -> None:
    book, rosa = book_and_rosa
    of(book, rosa)
    reading = query._Reading(book.read, rosa, CENTRAL)
    for source in query.SOURCES:
        reading.things(source)
    marks: list[str] = []

    def mark(session: Session) -> None:
        for table, ids in reading.told.items():
            row = min(ids, key=str, default=None)
            if row is None or table not in journal.TABLES:
                continue
            for name, kind in book.read.execute(f"SELECT name, type FROM pragma_table_info('{table}')").fetchall():
                if name not in TOLD[table].all or kind != "TEXT" or (table, name) in KINDS or name in YES:
                    continue
                marks.append(f"told-{table}-{name}")
                session.execute(text(f"UPDATE {table} SET {name} = :v WHERE id = :i"), {"v": marks[-1], "i": row})

    book.do(mark)
    try:
        said = page(book, rosa)
        assert len(marks) > 60
        assert [each for each in marks if each not in said] == []
    finally:
        book.undo()


def test_where_else_a_name_stands(book_and_rosa: tuple[Book, int]) -> None:
    book, rosa = book_and_rosa

    def write(session: Session) -> None:
        session.execute(text("UPDATE event SET note = 'Coffee with ROSA Delgado-Ruiz' WHERE id = 1"))
        session.execute(
            text("UPDATE person SET note = 'Knows rdelgado@lakeshoremc.example' WHERE name = 'Kwame Asante'")
        )

    book.do(write)
    book.quietly(lambda connection: connection.execute(
        "INSERT INTO draft (key, body, at) VALUES (?, 'half-typed', '2026-10-15T10:00:00Z')", (f"person.line:{rosa}",)
    ))  # fmt: skip
    try:
        (elsewhere,) = [part for part in of(book, rosa).parts if part.title == "Named elsewhere"]
        told = [thing.title for thing in elsewhere.things]
        assert "Event: Lakeside HIM Forum" in told
        assert "Somebody else: Kwame Asante" in told
        assert "half-typed" in page(book, rosa)
    finally:
        book.undo()


def test_the_page_is_inert_and_alone(book_and_rosa: tuple[Book, int]) -> None:
    book, rosa = book_and_rosa

    def write(session: Session) -> None:
        for table, column in (("person", "name"), ("person", "note"), ("interaction", "body"), ("reach", "value"),
                              ("file", "name"), ("tag", "name"), ("meeting_question", "text")):  # fmt: skip
            session.execute(text(f"UPDATE {table} SET {column} = :v || id"), {"v": EVIL})

    book.do(write)
    book.do(files.add_files, [KeptFile("run.html", "text/html", b"<script>alert(1)</script>")], person_id=rosa)
    try:
        found = of(book, rosa)
        content = page(book, rosa)
        data = query.contents(book.read, found)
        beside = b"".join(write_archive(found, data, folder="a b & c#")).decode()
    finally:
        book.undo()
        book.undo()
    seen = Page(content)
    assert {tag for tag, _attrs in seen.elements} <= {
        "html", "head", "meta", "title", "style", "body", "header", "img", "div", "h1", "h2", "h3", "h4", "p", "nav",
        "ul", "li", "a", "main", "section", "article", "dl", "dt", "dd", "footer",
    }  # fmt: skip
    for tag, attributes in seen.elements:
        assert not [name for name in attributes if name.startswith("on")]
        for name in ("src", "href"):
            if (link := attributes.get(name)) is not None:
                assert re.match(r"#part|data:(image/|application/octet-stream;base64,)", link), (tag, link)
    assert any("default-src 'none'" in (attributes.get("content") or "") for _tag, attributes in seen.elements)
    assert EVIL in "".join(seen.text)
    assert base64.b64encode(b"<script>alert(1)</script>").decode() in content
    links = [attributes["href"] or "" for tag, attributes in Page(beside).elements if tag == "a"]
    assert "./a%20b%20%26%20c%23/run.html" in links
    assert not [link for link in links if link.startswith("data:")]


def test_files_beside_the_page(book_and_rosa: tuple[Book, int], tmp_path: Path) -> None:
    book, rosa = book_and_rosa
    found = of(book, rosa)
    data = query.contents(book.read, found)
    place = tmp_path / "Rosa.html"
    folder = query.save_html(found, data, place, beside=True)
    assert folder is not None
    assert sorted(each.name for each in folder.iterdir()) == sorted(file.beside for file in found.files)
    assert f"./{folder.name.replace(' ', '%20')}/card.txt" in place.read_text(encoding="utf-8")
    assert query.save_html(found, data, place) is None
    assert "octet-stream" in place.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["../../etc/passwd", 'CON<>:"|?*', "", " . ", "a\0b\n", "x" * 300])
def test_names_of_files_go_nowhere(name: str) -> None:
    kept = query.harmless(name)
    assert kept
    assert Path(kept).name == kept
    assert kept.isprintable()
    assert not set(kept) & set('<>:"/\\|?*')


def test_nobody(book_and_rosa: tuple[Book, int]) -> None:
    assert query.archive(book_and_rosa[0].read, 999, NOW, CENTRAL) is None
