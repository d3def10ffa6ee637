"""A book with the sample network, made once and copied for each test."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

from mrtnet.edits.sample import load_sample
from mrtnet.store.book import Book

TODAY = date(2026, 10, 15)


@cache
def _made() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.mrtnet"
        with Book.open(path) as book:
            book.do(load_sample, TODAY)
        return path.read_bytes()


@contextmanager
def sample_book(folder: Path) -> Iterator[Book]:
    """The sample around Thursday, October 15, 2026."""
    path = folder / "sample.mrtnet"
    path.write_bytes(_made())
    with Book.open(path) as book:
        yield book
