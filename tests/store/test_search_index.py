"""The search index says what the rows say, after every kind of change."""

from random import Random
from typing import Any

from store_rows import add_person, delete, insert, random_edit

from mrtnet.store import search_index
from mrtnet.store.book import Book, driver_connection

TABLES = (
    "person",
    "job",
    "organization",
    "event",
    "tag",
    "person_tag",
    "credential",
    "person_role",
    "reach",
    "interaction",
    "interaction_person",
)


def _documents(connection: Any) -> list[tuple[Any, ...]]:
    return connection.execute("SELECT rowid, * FROM search ORDER BY rowid").fetchall()


def _found(connection: Any, words: str) -> list[int]:
    rows = connection.execute("SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid", (words,)).fetchall()
    return [row[0] for row in rows]


def test_every_kind_of_change_keeps_the_index_right(book: Book) -> None:
    rng = Random(11)
    for turn in range(120):
        book.do(random_edit, rng, TABLES)
        if turn % 5 == 0:
            book.undo()
        assert search_index.verify(book.read) == []


def test_a_rebuild_and_single_changes_come_to_the_same(book: Book) -> None:
    rng = Random(12)
    for _ in range(80):
        book.do(random_edit, rng, TABLES)
    singly = _documents(book.read)
    words = {word for row in singly for word in row[1].split() if word.isalpha()}

    def many(connection: Any) -> None:
        connection.execute("INSERT INTO search_stale SELECT id FROM person")
        search_index.refresh(connection, rebuild_from=1)

    book.quietly(many)
    assert _documents(book.read) == singly
    assert book.read.execute("SELECT count(*) FROM search_stale").fetchone() == (0,)
    assert [word for word in words if not _found(book.read, f'"{word}"')] == []
    assert book.check() == []


def test_what_is_renamed_elsewhere_is_found_under_its_new_name(book: Book) -> None:
    def hire(session: Any, person: int) -> int:
        connection = driver_connection(session)
        organization = insert(connection, "organization", name="Lakeshore", name_key="lakeshore")
        insert(connection, "job", person_id=person, organization_id=organization)
        return organization

    def rename(session: Any, organization: int) -> None:
        driver_connection(session).execute("UPDATE organization SET name = 'Sankt Łucja' WHERE id = ?", (organization,))

    person = book.do(add_person, "Amina Yusuf")
    organization = book.do(hire, person)
    assert _found(book.read, "work:lakesh*") == [person]
    book.do(rename, organization)
    assert _found(book.read, "lakeshore") == []
    assert _found(book.read, "lucja") == [person]
    book.do(delete, "organization", organization)
    assert _found(book.read, "lucja") == []
    book.undo()
    assert _found(book.read, "lucja") == [person]


def test_a_wrong_document_is_noticed(book: Book) -> None:
    person = book.do(add_person, "Amina Yusuf")
    book.quietly(lambda connection: connection.execute("UPDATE search SET notes = 'stray'"))
    assert search_index.verify(book.read) == [person]
    assert book.check() == ["Search is out of date for 1 person."]
    book.quietly(search_index.rebuild)
    assert book.check() == []
