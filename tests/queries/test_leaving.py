"""Everybody who leaves in a file is known again when the file is imported: nothing is lost on the way, nothing new."""

from datetime import date
from pathlib import Path

import pytest

from mrtnet.edits import people as edits
from mrtnet.edits import sample
from mrtnet.exchange.people_files import read_people
from mrtnet.queries import people
from mrtnet.queries.importing import planned
from mrtnet.queries.leaving import Wish, pieces
from mrtnet.store.book import Book
from tests.copies import copied
from tests.exchange.test_vcard_writing import ROSA, random_forms

TODAY = date(2026, 10, 15)
WISHES = (
    Wish(".vcf"), Wish(".vcf", notes=True), Wish(".vcf", version="4.0"), Wish(".csv", format="google"),
    Wish(".csv", format="google", notes=True), Wish(".csv", format="outlook"),
    Wish(".csv", format="outlook", notes=True), Wish(".csv"), Wish(".csv", notes=True),
)  # fmt: skip


def fill(book: Book) -> None:
    """The sample, and people with awkward names, tags, employers and notes."""
    book.do(sample.load_sample, TODAY)
    for form in {form.name: form for form in [*random_forms(40), ROSA]}.values():
        book.do(edits.add_person, form, today=TODAY)


def test_everybody_is_the_same_when_a_file_comes_back(tmp_path: Path) -> None:
    with copied(tmp_path / "book.mrtnet", fill) as book:
        ids = people.ids_by_name(book.read)
        for wish in WISHES:
            data = b"".join(pieces(book.read, ids, wish))
            found = read_people(data, f"people{wish.suffix}", today=TODAY)
            assert found.problems == []
            arrivals = planned(book.read, found.people).arrivals
            assert len(arrivals) == len(ids)
            assert [(each.incoming.form.name, each.adds) for each in arrivals if each.sort != "same"] == [], wish


@pytest.mark.parametrize("line", ["Skype: skype:somebody", "Also works as: Treasurer, Elsewhere", "Call her: 3pm"])
def test_a_new_line_of_a_note_is_news(line: str) -> None:
    from mrtnet.domain.merging import adds

    assert adds(ROSA, ROSA.model_copy(update={"note": line})) == ("note",)
    assert adds(ROSA, ROSA.model_copy(update={"note": f"{ROSA.note}\nSkype: skype:rosa"})) == ()
