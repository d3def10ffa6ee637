"""The only gate for writes: one change, one transaction, one step, one notice."""

import stat
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select
from store_rows import add_person, assert_sound, delete, dump, edit_many, insert, set_note

from mrtnet.store import tables
from mrtnet.store.book import Book, driver_connection, titled
from mrtnet.trouble import Trouble


def test_an_edit_writes_through_the_classes(book: Book) -> None:
    def meet(session: Session) -> int:
        event = tables.Event(name="Fall meeting", name_key="fall meeting", kind="conference", created_at=moment)
        session.add(event)
        session.flush()
        person = tables.Person(
            name="Ngọc Ánh Trần", sort_key="tran", name_key="ngoc", met_event_id=event.id, created_at=moment
        )
        session.add(person)
        session.flush()
        follow_up = tables.FollowUp(
            person_id=person.id,
            kind="thanks",
            title="Thank",
            due=date(2026, 10, 16),
            first_due=date(2026, 10, 16),
            at=time(9, 30),
            created_at=moment,
        )
        session.add(follow_up)
        session.flush()
        found = session.exec(select(tables.FollowUp)).one()
        session.refresh(found)
        assert (found.due, found.at, found.created_at) == (date(2026, 10, 16), time(9, 30), moment)
        assert person.id is not None
        return person.id

    moment = datetime(2026, 10, 15, 14, 5, tzinfo=UTC)
    person = book.do(meet)
    assert book.read.execute("SELECT due, at, created_at FROM follow_up").fetchall() == [
        ("2026-10-16", "09:30", "2026-10-15T14:05:00Z")
    ]
    assert book.read.execute("SELECT rowid FROM search WHERE search MATCH 'ngoc'").fetchall() == [(person,)]
    assert book.history()[0].title == "Meet"


def test_an_edit_that_fails_leaves_nothing(book: Book) -> None:
    def fail(session: Any) -> None:
        add_person(session, "Amina Yusuf")
        raise ValueError("ours")

    with pytest.raises(ValueError, match="ours"):
        book.do(fail)
    assert dump(book.read) == {}
    assert book.history() == []
    assert_sound(book.read)
    assert book.do(add_person, "Amina Yusuf")


def test_an_edit_that_changes_nothing_leaves_no_step(book: Book) -> None:
    person = book.do(add_person, "Amina Yusuf")
    book.do(set_note, person + 1, "for nobody")
    assert [step.title for step in book.history()] == ["Add Amina Yusuf"]


def test_steps_tell_when_and_by_whom(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MRTNET_NOW", "2026-10-15T23:30:00-05:00")
    with Book.open(path, origin="command line") as book:
        book.do(add_person, "Amina Yusuf")
        assert book.history()[0][1:] == ("Add Amina Yusuf", "2026-10-16T04:30:00Z", "command line", None, None)


def test_history_comes_in_pages(book: Book) -> None:
    for n in range(7):
        book.do(add_person, f"Person {n}")
    first = book.history(limit=3)
    assert [step.id for step in first + book.history(limit=3, before=first[-1].id)] == [7, 6, 5, 4, 3, 2]


def test_a_clock_that_jumps_back_disturbs_neither_order_nor_undo(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    for moment in ("2031-01-01T00:00:00Z", "2026-10-15T09:00:00Z", "1970-01-01T00:00:00Z"):
        monkeypatch.setenv("MRTNET_NOW", moment)
        book.do(add_person, f"Person {moment[:4]}")
    assert [book.undo().title for _ in range(3)] == ["Add Person 1970", "Add Person 2026", "Add Person 2031"]
    assert book.redo().title == "Add Person 2031"


def test_changes_tell_exactly_which_rows_any_process_touched(path: Path, start: Callable[..., Any]) -> None:
    with Book.open(path) as book:
        assert book.changes_since_last_look() is None
        person = book.do(add_person, "Amina Yusuf")
        ids = {table: row for table, row in dump(book.read)}
        assert book.changes_since_last_look().rows == {table: frozenset({row}) for table, row in ids.items()}
        assert book.changes_since_last_look() is None
        with Book.open(path, origin="command line") as other:
            other.do(set_note, person, "from elsewhere")
            other.undo()
            changes = book.changes_since_last_look()
            assert changes.rows == {"person": frozenset({person})}
            assert changes.touches("job", "person")
            assert not changes.touches("job")
            assert book.changes_since_last_look() is None
        before = dump(book.read)
        process = start(edit_many, path, 5, 20)
        process.join()
        after = dump(book.read)
        changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
        told = book.changes_since_last_look().rows
        assert changed <= {(table, row) for table, rows in told.items() for row in rows}


def test_quiet_changes_are_no_news(book: Book) -> None:
    def draft(connection: Any, text: str) -> None:
        connection.execute("INSERT INTO draft VALUES ('event:1', ?, '2026-10-15T09:00:00Z')", (text,))

    book.quietly(draft, "Rosa ...")
    assert book.changes_since_last_look() is None
    assert book.history() == []
    assert book.read.execute("SELECT body FROM draft").fetchall() == [("Rosa ...",)]


def test_reading_cannot_write(book: Book) -> None:
    with pytest.raises(Exception, match="readonly"):
        book.read.execute("DELETE FROM person")


def test_an_edit_sees_its_own_rows_by_the_driver(book: Book) -> None:
    def count(session: Session) -> int:
        titled(session, "Two doors")
        session.add(tables.Tag(name="mentor", name_key="mentor"))
        session.flush()
        return int(driver_connection(session).execute("SELECT count(*) FROM tag").fetchone()[0])

    assert book.do(count) == 1


def test_deleting_takes_along_what_belongs_to_her_and_undo_brings_all_back(book: Book) -> None:
    person = book.do(add_person, "Amina Yusuf")
    before = dump(book.read)
    book.do(delete, "person", person)
    assert dump(book.read) == {}
    book.undo()
    assert dump(book.read) == before
    assert_sound(book.read)


def test_hostile_values_go_in_and_come_back(book: Book) -> None:
    hostile = [
        "nul\0inside",
        "x" * 10_000,
        "😀👩🏽\u200d⚕️",
        "\u202egnp.exe",
        "<img src='/dev/zero'>",
        "'; DROP TABLE person",
    ]
    for text in hostile:
        book.do(add_person, "Amina Yusuf", note=text, nickname=text)
    assert [row[0] for row in book.read.execute("SELECT note FROM person ORDER BY id").fetchall()] == hostile
    for _ in hostile:
        book.undo()
    for _ in hostile:
        book.redo()
    assert [row[0] for row in book.read.execute("SELECT note FROM person ORDER BY id").fetchall()] == hostile
    assert_sound(book.read)
    assert book.check() == []


def test_half_a_character_is_refused_in_words(book: Book) -> None:
    with pytest.raises(Trouble, match="half a character"):
        book.do(add_person, "Amina \ud83d Yusuf")
    assert dump(book.read) == {}
    assert book.do(add_person, "Amina Yusuf") == 1


def test_every_file_is_hers_alone(path: Path) -> None:
    with Book.open(path) as book:
        book.do(add_person, "Amina Yusuf")
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert modes == {"book.mrtnet": 0o600, "book.mrtnet-wal": 0o600, "book.mrtnet-shm": 0o600}
    assert [file.name for file in path.parent.iterdir()] == ["book.mrtnet"]


def test_two_threads_take_turns(book: Book) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: book.do(add_person, f"Person {n}"), range(40)))
    assert len(book.history(limit=1000)) == 40
    assert_sound(book.read)


def test_the_ids_of_a_table_may_be_asked_in_an_edit_of_another(book: Book) -> None:
    def link(session: Any) -> None:
        connection = driver_connection(session)
        tag = insert(connection, "tag", name="mentor", name_key="mentor")
        for (person,) in connection.execute("SELECT id FROM person").fetchall():
            insert(connection, "person_tag", person_id=person, tag_id=tag)

    people = [book.do(add_person, f"Person {n}") for n in range(3)]
    book.do(link)
    found = book.read.execute("SELECT rowid FROM search WHERE search MATCH 'marks:mentor'").fetchall()
    assert [row[0] for row in found] == people


def test_an_edit_about_somebody_removed_meanwhile_is_refused_in_a_sentence(book: Book) -> None:
    def tag_nobody(session: Any) -> None:
        driver_connection(session).execute("INSERT INTO person_role (person_id, role) VALUES (7, 'mentor')")

    with pytest.raises(Trouble, match="not in the book any more"):
        book.do(tag_nobody)
    assert book.history() == []
