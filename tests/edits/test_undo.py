"""Every edit can be undone and done again, to the row."""

from pathlib import Path

import pytest

from mrtnet.store import journal
from mrtnet.store.book import Book
from tests.edits.cases import CASES, Case, prepared


def content(book: Book) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all journaled tables."""
    return {table: book.read.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in journal.TABLES}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.edit)
def test_an_edit_is_undone_and_done_again(case: Case, tmp_path: Path) -> None:
    with Book.open(tmp_path / "book.mrtnet") as book:
        known = prepared(book)
        before, steps = content(book), book.newest_step()
        case.call(book, known)
        after, made = content(book), book.newest_step() - steps
        assert after != before or case.edit == "sample.remove_sample"
        for _step in range(made):
            book.undo()
        assert content(book) == before
        for _step in range(made):
            book.redo()
        assert content(book) == after
        assert book.check() == []
