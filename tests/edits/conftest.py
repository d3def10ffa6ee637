"""A book to edit."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mrtnet.store.book import Book
from tests.copies import copied
from tests.edits.hers import Hers


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with copied(tmp_path / "book.mrtnet") as opened:
        yield opened


@pytest.fixture
def hers(book: Book) -> Hers:
    return Hers(book)
