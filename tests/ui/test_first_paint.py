"""What the first paint costs, in counts that no busy machine can disturb: modules, statements, rows."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from mrtnet.store.book import Book
from tests import books
from tests.bench.starting import CHILD
from tests.ui.conftest import MakeWindow

NEVER = {
    "sqlmodel", "sqlalchemy", "pydantic", "icalendar", "phonenumbers", "rapidfuzz", "segno", "zxingcpp", "tomllib",
    "concurrent.futures", "hashlib", "html", "PySide6.QtNetwork", "mrtnet.edits", "mrtnet.domain.forms",
    "mrtnet.queries.search", "mrtnet.store.backup", "mrtnet.store.tables", "mrtnet.ui.dialogs", "mrtnet.ui.palette",
    "mrtnet.ui.capture.window", "mrtnet.ui.grid", "mrtnet.ui.write", "mrtnet.ui.pages.events",
}  # fmt: skip
MOST = {"today": (16, 160), "people": (20, 128), "follow_ups": (40, 500), "events": (16, 128), "history": (16, 500)}
"""Statements and rows of one visit to a page. A month asks for each of its days; beside the person of People stand her
introductions, openings, busy times, a draft and the short name of the event she was met at."""


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of 400 people: more than any first page."""
    path = tmp_path_factory.mktemp("crowd") / "book.mrtnet"
    books.make_book(path, 400)
    return path


@pytest.mark.parametrize("page", ["today", "people"])
def test_what_is_not_needed_is_not_there_at_the_first_paint(crowd: Path, tmp_path: Path, page: str) -> None:
    (tmp_path / "book.mrtnet").write_bytes(crowd.read_bytes())
    (tmp_path / "settings.json").write_text(f'{{"page": "{page}"}}')
    there = set(_child("modules", tmp_path).split())
    assert {"mrtnet.ui.window", f"mrtnet.ui.pages.{page}"} <= there
    assert NEVER & there == set()


def test_a_second_start_needs_no_qt(tmp_path: Path) -> None:
    there = _child("handing-over", tmp_path).split()
    assert "mrtnet.ui.single" in there
    assert not {"PySide6", "sqlcipher3", "mrtnet.store", "tempfile", "json", "pydantic"} & set(there)


@pytest.mark.parametrize("page", MOST)
def test_a_page_reads_few_rows_by_few_statements(
    crowd: Path, tmp_path: Path, make_window: MakeWindow, qapp: QApplication, page: str
) -> None:
    path = tmp_path / "book.mrtnet"
    path.write_bytes(crowd.read_bytes())
    with Book.open(path) as book:
        window = make_window(book, "settings")
        with _counted(book.read) as (statements, rows):
            window.go(page)
            qapp.processEvents()
        assert (len(statements), rows[0]) <= MOST[page]
        assert rows[0] <= MOST[page][1]


@contextmanager
def _counted(connection: Any) -> Iterator[tuple[list[str], list[int]]]:
    """The statements of this connection, and how many rows they gave."""
    statements: list[str] = []
    rows = [0]

    def counting(_cursor: Any, row: tuple[Any, ...]) -> tuple[Any, ...]:
        rows[0] += 1
        return row

    connection.set_trace_callback(statements.append)
    connection.row_factory = counting
    try:
        yield statements, rows
    finally:
        connection.row_factory = None
        connection.set_trace_callback(None)


def _child(what: str, home: Path) -> str:
    around = dict(os.environ, MRTNET_HOME=str(home), QT_QPA_PLATFORM="offscreen")
    done = subprocess.run(
        [sys.executable, str(CHILD), what], env=around, capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout
