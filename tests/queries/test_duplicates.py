"""Doubles in the book: cards read in few statements, and hints while she types."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mrtnet.domain.duplicates import PROPOSED, find
from mrtnet.domain.forms import Address, Job, PersonForm, Reach
from mrtnet.edits import people
from mrtnet.queries import duplicates
from mrtnet.store.book import Book
from tests.copies import copied

TODAY = date(2026, 10, 15)
ROSA = PersonForm(
    name="Rosa Delgado-Ruiz",
    credentials=["RHIT", "CCS"],
    jobs=[
        Job(organization="Lakeshore Medical Center", title="Coding Lead"),
        Job(organization="Cedar Clinic", until=date(2024, 5, 31)),
    ],
    reaches=[
        Reach(property="EMAIL", value="RDelgado@lakeshoremc.example"),
        Reach(property="TEL", value="(312) 555-0148"),
        Reach(property="URL", value="https://www.linkedin.com/in/rosadelgadoruiz"),
    ],
    addresses=[Address(locality="Chicago")],
)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with copied(tmp_path / "book.mrtnet") as book:
        book.do(people.add_person, ROSA, today=TODAY)
        book.do(people.add_person, PersonForm(name="Margaret “Peg” Whitlock"), today=TODAY)
        book.do(people.add_person, PersonForm(name="Nguyễn Thị Lan"), today=TODAY)
        book.do(people.add_person, PersonForm(reaches=[Reach(property="EMAIL", value="x@y.example")]), today=TODAY)
        yield book


def _names(book: Book, **form: Any) -> list[str]:
    return [alike.row.name for alike in duplicates.like_form(book.read, PersonForm(**form))]


def test_a_card_holds_all_that_is_compared(book: Book) -> None:
    card = duplicates.cards(book.read)[0]
    assert card == duplicates.cards(book.read, [1])[0]
    assert card._asdict() == {
        "id": 1,
        "given": "Rosa",
        "additional": "",
        "family": "Delgado-Ruiz",
        "suffix": "",
        "nickname": "",
        "marks": ("RHIT", "CCS"),
        "organizations": ("Lakeshore Medical Center", "Cedar Clinic"),
        "emails": ("rdelgado@lakeshoremc.example",),
        "phones": ("+13125550148",),
        "links": ("linkedin.com/in/rosadelgadoruiz",),
        "city": "Chicago",
    }
    assert [each.id for each in duplicates.cards(book.read, [4, 2])] == [2, 4]
    assert duplicates.cards(book.read, []) == []


def test_a_form_of_somebody_on_file_is_the_very_card(book: Book) -> None:
    assert duplicates.form_card(ROSA)._replace(id=1) == duplicates.cards(book.read, [1])[0]
    alike = duplicates.like_form(book.read, ROSA)[0]
    assert alike.row.organization == "Lakeshore Medical Center"
    assert alike.likeness.score == 100
    assert "same email address" in alike.likeness.reasons


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "rosa delgado ruiz"},
        {"name": "Delgado-Ruiz, Rosa"},
        {"given": "Delgado-Ruiz", "family": "Rosa"},
        {"name": "Rosa Delgado-Riuz", "jobs": [Job(organization="Lakeshore")]},
        {"name": "R. Delgado-Ruiz", "reaches": [Reach(property="TEL", value="+1 312 555 0148")]},
        {"name": "Rosa Whitlock", "reaches": [Reach(property="EMAIL", value="rdelgado@LAKESHOREMC.example")]},
        {"reaches": [Reach(property="URL", value="linkedin.com/in/rosadelgadoruiz?trk=x")]},
        {"name": "Rosa Delgado-Ruiz", "jobs": [Job(organization="Twin Rivers Clinic")]},
    ],
)
def test_rosa_is_found_however_she_is_typed(book: Book, typed: dict[str, Any]) -> None:
    assert _names(book, **typed)[:1] == ["Rosa Delgado-Ruiz"]


def test_nicknames_and_family_names_first_are_found(book: Book) -> None:
    assert _names(book, name="Maggie Whitlock") == ["Margaret “Peg” Whitlock"]
    assert _names(book, name="Lan Nguyen") == ["Nguyễn Thị Lan"]


def test_a_stranger_is_like_nobody(book: Book) -> None:
    assert _names(book, name="Kwame Asante") == []
    assert _names(book, name="Rosa") == []
    assert _names(book, name="%_'\"; --") == []


def test_the_whole_book_has_no_doubles_until_one_is_typed_twice(book: Book) -> None:
    assert find(duplicates.cards(book.read)) == []
    again = ROSA.model_copy(update={"name": "Rosa Delgado"})
    new = book.do(people.add_person, again, today=TODAY)
    (pair,) = find(duplicates.cards(book.read))
    assert (pair.first, pair.second) == (1, new)
    assert pair.score >= PROPOSED


def test_typing_asks_the_indexes_only(book: Book) -> None:
    asked: list[str] = []
    book.read.set_trace_callback(asked.append)
    duplicates.like_form(book.read, ROSA)
    book.read.set_trace_callback(None)
    assert len(asked) < 20
    for sql in asked:
        plan = " ".join(row[3] for row in book.read.execute("EXPLAIN QUERY PLAN " + sql).fetchall())
        assert "SCAN" not in plan.replace("SCAN (subquery", ""), plan
