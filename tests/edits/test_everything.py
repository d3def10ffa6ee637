"""A book as JSON and back: an equal book; into another book what is not there yet, and nothing twice."""

import io
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrtnet.domain.files import KeptFile
from mrtnet.domain.forms import PersonForm
from mrtnet.edits import events, files, follow_ups, merging, people, sample, tags
from mrtnet.edits import settings as hers_settings
from mrtnet.edits.everything import take_over
from mrtnet.exchange.everything import Everything, read_everything, write_everything
from mrtnet.queries import everything
from mrtnet.queries.files import content as file_content
from mrtnet.store.book import Book
from mrtnet.store.schema import VERSION
from mrtnet.trouble import Trouble
from tests.edits.cases import CARD, ROSA, TODAY, prepared
from tests.edits.meeting_cases import planned
from tests.edits.test_merging import FORMS
from tests.edits.test_undo import content

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def written(book: Book, person_ids: list[int] | None = None) -> bytes:
    chosen = everything.about_people(book.read, person_ids) if person_ids is not None else None
    tables, contents = everything.tables(book.read, chosen), everything.files(book.read, chosen)
    return b"".join(write_everything(VERSION, "2026-10-15T21:30:00Z", tables, contents))


def read(data: bytes) -> Everything:
    return read_everything(io.BytesIO(data))


def rich(book: Book) -> list[int]:
    """Something in every table."""
    known = prepared(book)
    planned(book, known.rosa)
    book.do(sample.load_sample, TODAY)
    book.do(files.add_files, [KeptFile("x.png", "image/png", PNG), CARD], person_id=known.rosa)
    third = book.do(people.add_person, ROSA.model_copy(update={"name": "Rosa Delgado"}), today=TODAY)
    book.do(merging.merge_people, known.rosa, [third], today=TODAY)
    book.do(merging.say_different, [known.rosa, known.kwame])
    book.do(hers_settings.set_about, name="Dana Ortiz")
    return [known.rosa, known.kwame]


def test_out_and_into_an_empty_book_gives_an_equal_one(tmp_path: Path) -> None:
    with Book.open(tmp_path / "one.mrtnet") as one, Book.open(tmp_path / "two.mrtnet") as two:
        rosa, _kwame = rich(one)
        data = written(one)
        taken = two.do(take_over, read(data), today=TODAY)
        assert taken.problems == ()
        assert len(taken.new) == len(content(one)["person"])
        assert content(two) == content(one)
        photo = one.read.execute("SELECT id FROM file WHERE person_id = ? AND name = 'x.png'", (rosa,)).fetchone()[0]
        assert file_content(two.read, photo) == PNG
        assert two.check() == []
        assert written(two) == data
        step = two.newest_step()
        assert two.do(take_over, read(data), today=TODAY).same == len(content(one)["person"])
        assert two.newest_step() == step
        two.undo()
        assert not content(two)["person"]


@settings(max_examples=12, deadline=None)
@given(
    forms=st.lists(FORMS, min_size=1, max_size=5),
    acts=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4)), max_size=8),
)
def test_any_book_comes_back_equal(
    tmp_path_factory: pytest.TempPathFactory, forms: list[PersonForm], acts: list[tuple[int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("b")
    with Book.open(folder / "one.mrtnet") as one, Book.open(folder / "two.mrtnet") as two:
        known = prepared(one)
        ids = list(one.do(people.log_people, forms, today=TODAY, event_id=known.event))
        for what, whom in acts:
            at = ids[whom % len(ids)]
            _act(one, what, at, ids)
        two.do(take_over, read(written(one)), today=TODAY)
        assert content(two) == content(one)
        assert two.check() == []


def _act(book: Book, what: int, person: int, ids: list[int]) -> None:
    match what:
        case 0:
            planned(book, person) if not book.read.execute("SELECT 1 FROM busy_calendar").fetchone() else None
        case 1:
            book.do(tags.tag_people, [person], "“quoted”\\; 😀")
        case 2:
            book.do(files.add_files, [KeptFile("a.txt", "text/plain", f"a{person}".encode())], person_id=person)
        case 3:
            steps = book.read.execute("SELECT id FROM follow_up WHERE state = 'open' LIMIT 1").fetchall()
            for (step,) in steps:
                book.do(follow_ups.snooze, [step], TODAY + timedelta(days=3), today=TODAY)
        case 4:
            if len(ids) > 1:
                other = ids.pop()
                book.do(merging.merge_people, ids[0], [other], today=TODAY) if other != ids[0] else None
        case _last:
            book.do(people.stop_contact, person, today=TODAY)


def test_into_another_book_comes_what_is_not_there(tmp_path: Path) -> None:
    with Book.open(tmp_path / "one.mrtnet") as one, Book.open(tmp_path / "two.mrtnet") as two:
        rich(one)
        two.do(events.add_event, events_form(), today=TODAY)
        mine = two.do(people.add_person, PersonForm(name="Ama Owusu", tags=["coding"]), today=TODAY)
        two.do(hers_settings.set_about, name="Ama's friend")
        before = {table: set(rows) for table, rows in content(two).items()}
        two.do(take_over, read(written(one)), today=TODAY)
        after = {table: set(rows) for table, rows in content(two).items()}
        assert all(before[table] <= after[table] for table in before)
        for table, rows in content(one).items():
            if table not in ("setting", "tag", "organization"):
                assert len(after[table]) == len(rows) + len(before[table]), table
        assert two.read.execute("SELECT count(*) FROM tag WHERE name_key = 'coding'").fetchone() == (1,)
        assert two.read.execute("SELECT name FROM person WHERE id = ?", (mine,)).fetchone() == ("Ama Owusu",)
        assert two.check() == []
        step = two.newest_step()
        two.do(take_over, read(written(one)), today=TODAY)
        assert two.newest_step() == step


def events_form() -> Any:
    from mrtnet.domain.forms import EventForm

    return EventForm(name="Another event", first_day=date(2026, 9, 1))


def test_all_about_some_people_and_nothing_else(tmp_path: Path) -> None:
    with Book.open(tmp_path / "one.mrtnet") as one, Book.open(tmp_path / "two.mrtnet") as two:
        rosa, _kwame = rich(one)
        found = read(written(one, [rosa]))
        assert [row["name"] for row in found.people] == ["Rosa Delgado-Ruiz"]
        assert {row["person_id"] for row in found.tables["interaction_person"]} == {rosa}
        assert found.tables["event"]
        assert found.tables["meeting"]
        assert not found.tables["setting"]
        taken = two.do(take_over, found, today=TODAY)
        assert (len(taken.new), taken.problems) == (1, ())
        assert two.check() == []


BROKEN = [
    (b"", "no JSON"),
    (b'{"mrtnet": "everything"', "damaged at line 1"),
    (b'{"mrtnet": "everything"}', "not written by this program"),
    (b'{"mrtnet": "everything", "tables": []}', "not written by this program"),
    (b'{"mrtnet": "everything", "tables": {}}', "which version"),
    (b'{"mrtnet": "\xff"}', "UTF-8"),
    (b'{"mrtnet": ' + b"[" * 100_000, "no JSON"),
]


@pytest.mark.parametrize(("data", "why"), BROKEN, ids=[why for _data, why in BROKEN])
def test_what_is_no_such_file_is_told(data: bytes, why: str) -> None:
    with pytest.raises(Trouble, match=why):
        read(data)


def test_a_newer_file_is_refused(tmp_path: Path) -> None:
    with Book.open(tmp_path / "b.mrtnet") as book, pytest.raises(Trouble, match="newer version"):
        book.do(take_over, Everything(VERSION + 1, {}, {}), today=TODAY)


def test_rows_that_cannot_be_used_are_left_out_and_told(tmp_path: Path) -> None:
    person = {
        "id": 1, "uid": "u1", "name": "Ama", "sort_key": "ama", "name_key": "ama", "created_at": "2026-01-01T00:00:00Z"
    }  # fmt: skip
    tables = {
        "person": [person, {"id": "x"}, {"id": 3}, person | {"id": 4, "uid": "u4", "met_on": "banana"}, {"id": -1}, 7],
        "job": [{"id": 1, "person_id": 99}, {"id": 2, "person_id": 1, "title": "Coder", "strange": 5}],
        "nonsense": [{"id": 1}],
        "file": [
            {"id": 1, "uid": "f", "name": "x.png", "media_type": "image/png", "sha256": "0", "size": 3,
             "created_at": "2026-01-01T00:00:00Z"}
        ],
        "tag": "no rows",
    }  # fmt: skip
    data = {"mrtnet": "everything", "version": 2, "tables": tables, "files": {"0": "!", "1": 7}}
    with Book.open(tmp_path / "b.mrtnet") as book:
        found = read(json.dumps(data).encode())
        assert {problem.what for problem in found.problems} == {"person", "tag", "0", "1"}
        taken = book.do(take_over, found, today=TODAY)
        assert len(taken.new) == 1
        assert {problem.what for problem in taken.problems} == {"person", "file"}
        assert book.read.execute("SELECT person_id, title FROM job").fetchall() == [(1, "Coder")]
        assert book.check() == []
