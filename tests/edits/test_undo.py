"""Every edit can be undone and done again, to the row."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mrtnet.store import journal
from mrtnet.store.book import Book
from tests.copies import copied, made
from tests.edits import importing_cases, meeting_cases
from tests.edits.cases import CASES, Case, prepared
from tests.edits.importing_cases import ImportingCase
from tests.edits.meeting_cases import MeetingCase, planned


def content(book: Book) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all journaled tables."""
    return {table: book.read.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in journal.TABLES}


def is_undone_and_done_again(book: Book, call: Callable[[], object], edit: str = "", *, changes: bool = True) -> None:
    before, steps = content(book), book.newest_step()
    call()
    after, made = content(book), book.newest_step() - steps
    assert after != before or not changes, edit
    for _step in range(made):
        book.undo()
    assert content(book) == before, edit
    for _step in range(made):
        book.redo()
    assert content(book) == after, edit


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.edit)
def test_an_edit_is_undone_and_done_again(case: Case, tmp_path: Path) -> None:
    with copied(tmp_path / "book.mrtnet", prepared) as book:
        known = made(prepared).told
        is_undone_and_done_again(book, lambda: case.call(book, known), changes=case.edit != "sample.remove_sample")
        assert book.check() == []


def _with_meetings(book: Book) -> Any:
    person = prepared(book).rosa
    return planned(book, person), person


@pytest.mark.parametrize("case", meeting_cases.CASES, ids=lambda case: case.edit)
def test_an_edit_of_meetings_is_undone_and_done_again(case: MeetingCase, tmp_path: Path) -> None:
    with copied(tmp_path / "book.mrtnet", _with_meetings) as book:
        known, person = made(_with_meetings).told
        is_undone_and_done_again(
            book, lambda: case.call(book, known, person), changes=case.edit != "meetings.reckon_again"
        )
        assert book.check() == []


@pytest.mark.parametrize("case", importing_cases.CASES, ids=lambda case: case.edit)
def test_an_import_is_undone_and_done_again(case: ImportingCase, tmp_path: Path) -> None:
    with copied(tmp_path / "book.mrtnet", prepared) as book:
        known = made(prepared).told
        is_undone_and_done_again(book, lambda: case.call(book, known))
        assert book.check() == []
