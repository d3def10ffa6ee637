"""Help: the keys that act on the page, found and carried out; the guide."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mrtnet.store.book import Book
from mrtnet.ui.help.guide import chapters
from mrtnet.ui.help.window import Help
from mrtnet.ui.window import Window
from tests.ui.conftest import MakeWindow
from tests.ui.sampled import sample_book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with sample_book(tmp_path) as book:
        yield book


def helped(window: Window) -> Help:
    found = window.findChild(Help)
    assert isinstance(found, Help)
    return found


def test_f1_shows_the_keys_of_this_page_and_enter_does_them(book: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(book, "follow_ups")
    qtbot.keyClick(window, Qt.Key.Key_F1)
    help_ = helped(window)
    titles = [row.command.title for row in help_._keys.rows]
    assert "Done" in titles
    assert "Another day" in titles
    qtbot.keyClicks(help_._filter, "people")
    row = next(n for n, each in enumerate(help_._keys.rows) if each.command.name == "people")
    help_.view.go_to(row)
    qtbot.keyClick(help_.view, Qt.Key.Key_Return)
    assert window.page is not None
    assert window.page.key == "people"
    assert not help_.isVisible()


def test_what_cannot_be_done_here_is_not_listed(book: Book, make_window: MakeWindow) -> None:
    window = make_window(book, "today")
    window.commands.run("keys")
    listed = {row.command.name for row in helped(window)._keys.rows if row.command.name}
    assert listed <= {command.name for command in window.commands.available()}


def test_the_guide_has_a_chapter_for_each_page(book: Book, make_window: MakeWindow) -> None:
    titles = [chapter.title for chapter in chapters()]
    assert {"Logging people", "Today", "Follow-ups", "Undo and History", "Backups"} <= set(titles)
    assert all(chapter.paragraphs for chapter in chapters())
    window = make_window(book)
    window.commands.run("guide")
    assert helped(window).stack.currentIndex() == 1
