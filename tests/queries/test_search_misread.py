"""A search that finds nobody says which of its words means nothing, and what would do."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from mrtnet.domain.forms import Job, PersonForm
from mrtnet.edits import people
from mrtnet.queries.search import person_ids
from mrtnet.queries.search_misread import misread
from mrtnet.store.book import Book

TODAY = date(2026, 10, 15)


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Book]:
    form = PersonForm(
        name="Rosa Delgado-Ruiz", credentials=["RHIT"], tags=["mentor", "coding"], roles=["mentor"],
        jobs=[Job(organization="Lakeshore Medical Center")],
    )  # fmt: skip
    with Book.open(tmp_path / "book.mrtnet") as book:
        book.do(people.log_people, [form], today=TODAY)
        yield book


@pytest.mark.parametrize(
    ("text", "word", "says", "offer"),
    [
        ("employr:lakeshore", "employr:lakeshore", "“employr:” is not understood", "at:lakeshore"),
        ("rosa tga:mentor", "tga:mentor", "Known are at:, city:", "rosa tag:mentor"),
        ("rank:q", "rank:q", "After rank: comes one of a, b, c", "rank:a"),
        ("has:cheese", "has:cheese", "one of email, phone", "has:email"),
        ("due:whenever rosa", "due:whenever", "today, late", 'due:"this week" rosa'),
        ("quiet:long", "quiet:long", ">90d", "quiet:>90d"),
        ("tag:mentro", "tag:mentro", "There is no tag “mentro”", "tag:mentor"),
        ("credential:xyz", "credential:xyz", "Nobody has the credential “xyz”", "credential:RHIT"),
        ("at:lakshore", "at:lakshore", "There is no employer", 'at:"Lakeshore Medical Center"'),
        ("role:wizard", "role:wizard", "There is no role “wizard”", None),
        ("city:Atlantis", "city:Atlantis", "Nobody is in “Atlantis”", None),
    ],
)
def test_the_word_is_named_and_what_would_do_is_offered(
    filled: Book, text: str, word: str, says: str, offer: str | None
) -> None:
    found = misread(filled.read, text, TODAY)
    assert found is not None
    assert found.word == word
    assert says in found.sentence
    if offer is not None:
        assert offer in found.offers


@pytest.mark.parametrize(
    "text", ["", "rosa", "tag:", "due:to", "-tag:vendor", "nobody by this name", "tag:mentor", "https://a.example"]
)
def test_what_is_understood_is_left_in_peace(filled: Book, text: str) -> None:
    assert misread(filled.read, text, TODAY) is None


def test_the_rest_of_the_search_stays(filled: Book) -> None:
    found = misread(filled.read, "rosa tag:mentro", TODAY)
    assert found is not None
    assert found.offers[0] == "tag:mentor rosa"


def test_what_is_offered_finds_somebody(filled: Book) -> None:
    found = misread(filled.read, "tag:mentro", TODAY)
    assert found is not None
    assert person_ids(filled.read, found.offers[0], TODAY)
