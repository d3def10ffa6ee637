"""The network map's people and ties: who is on it, who knows whom, how many at most."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from mrtnet.domain.forms import PersonForm
from mrtnet.edits import people
from mrtnet.queries import network
from mrtnet.store.book import Book
from tests.copies import copied

TODAY = date(2026, 10, 15)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with copied(tmp_path / "book.mrtnet") as book:
        yield book


def test_everybody_who_lives_with_event_and_present_employer(book: Book) -> None:
    book.do(
        people.add_person,
        PersonForm(name="Rosa Lind", credentials=["RHIT"], jobs=[{"organization": "Harbor Records"}]),
        today=TODAY,
    )
    book.do(people.add_person, PersonForm(name="Omar Diallo", deceased=True), today=TODAY)
    book.do(people.add_person, PersonForm(name="Ẹ"), today=TODAY)
    found = network.dots(book.read)
    assert [(dot.name, dot.short, dot.organization, dot.marks) for dot in found] == [
        ("Rosa Lind", "Rosa", "Harbor Records", "RHIT"),
        ("Ẹ", "Ẹ", "", ""),
    ]
    assert network.count(book.read) == 2
    assert network.dots(book.read, lambda: True) == []


def test_the_newest_contacts_where_there_are_too_many(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("Ana", "Bo", "Chi"):
        book.do(people.add_person, PersonForm(name=name), today=TODAY)
    book.do(_touched, 2, today=TODAY)
    monkeypatch.setattr(network, "MOST_PEOPLE", 2)
    assert [dot.id for dot in network.dots(book.read)] == [2, 3]


def _touched(session: object, person: int, *, today: date) -> None:
    from mrtnet.store.tables import Person

    found = session.get(Person, person)  # type: ignore[attr-defined]
    found.last_contact = today
    session.add(found)  # type: ignore[attr-defined]


def test_who_was_introduced_and_who_met(book: Book) -> None:
    marcus = book.do(people.add_person, PersonForm(name="Marcus Bell"), today=TODAY)
    rosa = book.do(people.add_person, PersonForm(name="Rosa Lind", met_through="Marcus Bell"), today=TODAY)
    noor = book.do(people.add_person, PersonForm(name="Noor Amin"), today=TODAY)
    crowd = [book.do(people.add_person, PersonForm(name=f"Guest {n}"), today=TODAY) for n in range(8)]
    book.do(_met, [marcus, noor], "meeting", today=TODAY)
    book.do(_met, [rosa, noor], "email", today=TODAY)
    book.do(_met, crowd, "meeting", today=TODAY)
    dots = network.dots(book.read)
    assert network.ties(book.read, dots) == [(marcus, rosa, "introduced"), (marcus, noor, "met")]
    assert network.ties(book.read, [dot for dot in dots if dot.id != marcus]) == []


def _met(session: object, ids: list[int], kind: str, *, today: date) -> None:
    from datetime import UTC, datetime

    from mrtnet.store.tables import Interaction, InteractionPerson

    row = Interaction(kind=kind, day=today, created_at=datetime.now(UTC))
    session.add(row)  # type: ignore[attr-defined]
    session.flush()  # type: ignore[attr-defined]
    for person in ids:
        session.add(InteractionPerson(interaction_id=row.id, person_id=person))  # type: ignore[attr-defined]
