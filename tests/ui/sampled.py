"""A book with the sample network around a Thursday."""

from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

from mrtnet.edits.sample import load_sample
from mrtnet.store.book import Book
from tests.copies import copied, made

TODAY = date(2026, 10, 15)


def _sample(book: Book) -> None:
    book.do(load_sample, TODAY)


def sample_book(folder: Path) -> AbstractContextManager[Book]:
    """The sample around Thursday, October 15, 2026."""
    return copied(folder / "sample.mrtnet", _sample)


def _made() -> bytes:
    """The same as bytes."""
    return made(_sample).data
