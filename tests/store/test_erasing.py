"""Erase for good: nothing of her stays in the file, everybody else's past stays whole."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from store_rows import add_person, assert_sound, delete, dump, insert, random_edit, set_note

from mrtnet.queries.history import removed
from mrtnet.store.book import Book, driver_connection, titled
from mrtnet.trouble import Trouble

CANARY = "Quetzalina"


def _bytes(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.rglob("*")) if file.is_file())


def _traces(path: Path) -> int:
    return _bytes(path).lower().count(CANARY.lower().encode())


def _meet(session: Any, hers: int, other: int) -> tuple[int, int]:
    """An edit: a talk with her alone and one with another too, a photo, a tag, an introduction."""
    titled(session, f"Met {CANARY} and another")
    connection = driver_connection(session)
    alone = insert(connection, "interaction", kind="call", day="2026-10-15", body=f"{CANARY} told me")
    shared = insert(connection, "interaction", kind="meeting", day="2026-10-15", body="All three of us")
    for interaction, person in ((alone, hers), (shared, hers), (shared, other)):
        insert(connection, "interaction_person", interaction_id=interaction, person_id=person)
    connection.execute("INSERT INTO file_content VALUES ('aa', ?)", (CANARY.encode() * 9,))
    photo = insert(connection, "file", name=f"{CANARY}.png", media_type="image/png", sha256="aa", size=90)
    insert(connection, "file", name=CANARY, media_type="text/plain", sha256="bb", size=9, interaction_id=alone)
    connection.execute("UPDATE person SET photo_id = ? WHERE id = ?", (photo, hers))
    connection.execute(
        "UPDATE person SET met_through_id = ?, met_through = ? WHERE id = ?", (hers, f"{CANARY} Okafor", other)
    )
    return alone, shared


@pytest.fixture
def people(book: Book) -> tuple[int, int]:
    """She who goes and one who stays, with a past together."""
    hers, other = book.do(add_person, f"{CANARY} Okafor"), book.do(add_person, "Amina Yusuf")
    book.do(set_note, other, "before")
    book.do(_meet, hers, other)
    book.do(set_note, hers, f"{CANARY} likes audits")
    book.do(set_note, other, "after")
    return hers, other


def _erase(book: Book, person: int) -> None:
    def remember(connection: Any) -> None:
        connection.execute("INSERT INTO draft VALUES ('person', ?, '')", (f"{CANARY}: call",))
        connection.execute("INSERT INTO draft VALUES ('event', 'Lakeshore', '')")
        for (uid,) in connection.execute("SELECT uid FROM follow_up WHERE person_id = ?", (person,)).fetchall():
            connection.execute(
                "INSERT INTO calendar_item VALUES (?, 'follow-up', '', 1, '', 1, ?, NULL)", (uid, CANARY)
            )

    book.quietly(remember)
    assert _traces(book.path)
    book.erase_for_good(person)


def test_nothing_of_her_is_left_in_any_byte(book: Book, people: tuple[int, int]) -> None:
    hers, other = people
    _erase(book, hers)
    assert _traces(book.path) == 0
    assert book.read.execute("SELECT key FROM draft").fetchall() == [("event",)]
    assert book.read.execute("SELECT uid FROM calendar_item").fetchall() == []
    assert_sound(book.read)
    book.close()
    assert _traces(book.path) == 0
    with Book.open(book.path) as again:
        assert again.check() == []
        assert ("person", other) in dump(again.read)


def test_what_others_shared_with_her_stays(book: Book, people: tuple[int, int]) -> None:
    hers, other = people
    _erase(book, hers)
    assert book.read.execute("SELECT body FROM interaction").fetchall() == [("All three of us",)]
    assert book.read.execute("SELECT person_id FROM interaction_person").fetchall() == [(other,)]
    assert book.read.execute("SELECT met_through_id, met_through, note FROM person").fetchall() == [(None, "", "after")]


def test_the_history_goes_on_without_her(book: Book, people: tuple[int, int]) -> None:
    hers, _other = people
    _erase(book, hers)
    titles = [step.title for step in book.history()]
    assert titles == [
        "Erased a person for good",
        "Note after",
        "(erased for good)",
        "Note before",
        "Add Amina Yusuf",
    ]
    for _ in range(4):
        book.undo()
        assert_sound(book.read)
    assert dump(book.read) == {}
    for _ in range(4):
        book.redo()
        assert_sound(book.read)
    assert book.read.execute("SELECT note FROM person").fetchall() == [("after",)]
    assert _traces(book.path) == 0


def test_erasing_cannot_be_undone(book: Book, people: tuple[int, int]) -> None:
    _erase(book, people[0])
    with pytest.raises(Trouble, match="can never be undone"):
        book.undo(book.newest_step())


def test_other_windows_are_told_which_rows_went(book: Book, people: tuple[int, int]) -> None:
    hers, _other = people
    with Book.open(book.path) as window:
        _erase(book, hers)
        changes = window.changes_since_last_look()
        assert hers in changes.rows["person"]
        assert changes.touches("interaction", "follow_up", "job")


def test_one_deleted_before_can_be_erased_from_the_history(book: Book, people: tuple[int, int]) -> None:
    hers, _other = people
    book.do(delete, "person", hers)
    assert _traces(book.path)
    book.erase_for_good(hers)
    left = book.read.execute("SELECT body FROM interaction").fetchall()
    assert (f"{CANARY} told me",) in left  # an interaction with nobody left is a row of its own
    assert_sound(book.read)


def test_nobody_else_has_to_be_there(book: Book) -> None:
    person = book.do(add_person, f"{CANARY} Okafor")
    book.erase_for_good(person)
    assert _traces(book.path) == 0
    assert dump(book.read) == {}
    with pytest.raises(Trouble, match="no such person"):
        book.erase_for_good(person)


@pytest.mark.parametrize("seed", range(4))
def test_erasing_leaves_a_history_that_can_be_undone_whole(book: Book, seed: int) -> None:
    rng = Random(seed)
    for _ in range(60):
        book.do(random_edit, rng, ("person", "event", "run", "file", "interaction", "interaction_person", "follow_up"))
    for (person,) in book.read.execute("SELECT id FROM person ORDER BY id LIMIT 3").fetchall():
        book.erase_for_good(person)
        assert_sound(book.read)
    while _accepted(book.undo):
        assert_sound(book.read)
    while _accepted(book.redo):
        assert_sound(book.read)


def _accepted(change: Callable[[], Any]) -> bool:
    try:
        change()
    except Trouble:
        return False
    return True


def test_when_another_program_still_reads_she_is_told(path: Path) -> None:
    with Book.open(path, busy_seconds=0.1) as book, Book.open(path) as other:
        person = book.do(add_person, f"{CANARY} Okafor")
        other.read.execute("BEGIN")
        other.read.execute("SELECT count(*) FROM person").fetchone()
        with pytest.raises(Trouble, match="last traces go when the book is closed"):
            book.erase_for_good(person)
        other.read.execute("COMMIT")
        assert dump(book.read) == {}
    assert _traces(path) == 0


def test_the_emptied_bin_holds_nothing_and_the_rest_goes_on(book: Book, people: tuple[int, int]) -> None:
    hers, other = people
    book.do(delete, "person", hers)
    before = dump(book.read)
    book.empty_bin(removed)
    assert dump(book.read) == before
    assert removed(book.read) == {}
    assert_sound(book.read)
    titles = [step.title for step in book.history()]
    assert f"Add {CANARY} Okafor" not in titles
    assert "Note after" in titles
    for _ in titles:
        book.undo()
        assert_sound(book.read)
    assert ("person", other) not in dump(book.read)
    assert ("person", hers) not in dump(book.read)


def test_what_was_undone_is_not_in_the_bin(book: Book) -> None:
    person = book.do(add_person, "Amina Yusuf")
    book.undo()
    book.empty_bin(removed)
    book.redo()
    assert ("person", person) in dump(book.read)


@pytest.mark.parametrize("seed", range(6))
def test_an_emptied_bin_leaves_a_history_that_can_be_undone_whole(book: Book, seed: int) -> None:
    rng = Random(seed)
    for _ in range(40):
        _accepted(lambda: book.do(random_edit, rng))
    before = dump(book.read)
    book.empty_bin(removed)
    assert dump(book.read) == before
    assert book.check() == []
    while _accepted(book.undo):
        assert_sound(book.read)
    while _accepted(book.redo):
        assert_sound(book.read)
    assert book.check() == []
