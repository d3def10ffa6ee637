"""The note guard and the book: people, employers and numbers of the book are known; what was settled stays settled."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from mrtnet.domain.forms import InteractionForm, Job, PersonForm, Reach
from mrtnet.domain.note_guard import fingerprint
from mrtnet.edits.follow_ups import log_contact
from mrtnet.edits.note_guard import say_not_a_patient
from mrtnet.edits.people import log_people
from mrtnet.queries.note_guard import Doubtful, findings, in_notes_of, in_texts
from mrtnet.store.book import Book
from tests.copies import copied

TODAY = date(2026, 10, 15)


def fill(book: Book) -> None:
    """Two people, one with a birthday and a phone."""
    forms = [
        PersonForm(name="Łucja Marino-Okoye", birthday="1984-05-12",
                   jobs=[Job(organization="Lakeshore Medical Center")],
                   reaches=[Reach(property="TEL", value="(312) 555-0148")]),
        PersonForm(name="Priya Raghunathan"),
    ]  # fmt: skip
    book.do(log_people, forms, today=TODAY)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with copied(tmp_path / "book.mrtnet", fill) as book:
        yield book


@pytest.mark.parametrize(
    "text",
    [
        "Ms. Marino had surgery",
        "Ms. Łucja Marino-Okoye was discharged",
        "patient Łucja Marino said so",
        "Łucja was born on May 12",
        "her husband can be reached at 312-555-0148",
        "Lakeshore's chart was about sepsis",
    ],
)
def test_whom_the_book_knows_is_no_patient(book: Book, text: str) -> None:
    assert findings(book.read, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ms. Stone had surgery",
        "patient Priya Marino said so",
        "born on May 13, Łucja says",
        "her husband can be reached at 312-555-0149",
        "chart 445120 of Lakeshore",
    ],
)
def test_everybody_else_may_be(book: Book, text: str) -> None:
    assert findings(book.read, text)


def test_her_own_birthday_is_known_in_her_note(book: Book) -> None:
    assert findings(book.read, "born May 12")
    assert not findings(book.read, "born May 12", person_ids=[1])


def test_what_is_about_no_patient_is_remembered_for_that_sentence_only(book: Book) -> None:
    text = "Fine talk. Chart 445120 is from the handbook."
    (found,) = findings(book.read, text)
    steps = book.newest_step()
    for _twice in range(2):
        book.quietly(say_not_a_patient, [fingerprint(text, found)])
    assert findings(book.read, text) == []
    assert findings(book.read, "Yes. Chart 445120 is from the handbook.") == []
    assert findings(book.read, "Chart 445120 is from her desk.")
    assert book.newest_step() == steps
    kept = book.read.execute("SELECT * FROM not_a_patient").fetchall()
    assert kept == [(fingerprint(text, found),)]


def test_notes_are_counted_with_whose_they_are(book: Book) -> None:
    told = InteractionForm(on=TODAY, body="pt Alder asked for a CD")
    book.do(log_contact, [1, 2], told, today=TODAY)
    assert in_notes_of(book.read, [1, 2]) == Doubtful(1, (1,))
    assert in_notes_of(book.read, [2]) == Doubtful(1, (2,))
    assert in_notes_of(book.read, [1, 2], lambda: True) == Doubtful(all=False)
    assert in_texts(book.read, [(7, "fine"), (8, "MRN 445120"), (9, "")]) == Doubtful(1, (8,))
