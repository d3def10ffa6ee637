"""Books that many tests begin with: each made once in a run, and copied for whoever wants one of her own."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from mrtnet.store.book import Book

Fill = Callable[[Book], Any]


class Made(NamedTuple):
    """The file of a book, and what filling it told: ids, mostly."""

    data: bytes
    told: Any


def nothing(_book: Book) -> None:
    """An empty book."""


@cache
def made(fill: Fill) -> Made:
    """A book that was filled so."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.mrtnet"
        with Book.open(path) as book:
            told = fill(book)
        return Made(path.read_bytes(), told)


@contextmanager
def copied(path: Path, fill: Fill = nothing) -> Iterator[Book]:
    """A book of its own at this path, filled so."""
    path.write_bytes(made(fill).data)
    path.chmod(0o600)
    with Book.open(path) as book:
        yield book
