"""Files kept with a person or an event: dropped, added, opened as a copy, removed; each undone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mrtnet.queries import files, people, person
from mrtnet.store.book import Book
from mrtnet.ui import keeping
from mrtnet.ui.pages.events import EventsPage
from mrtnet.ui.pages.kept_files import FilesTab
from mrtnet.ui.pages.people import PeoplePage
from mrtnet.ui.window import Window
from tests.ui.conftest import MakeWindow
from tests.ui.dropping import drop


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """A photo of a card."""
    path = tmp_path / "card-front.png"
    picture = QImage(40, 24, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    picture.save(str(path))
    return path


def rosa_shown(window: Window, book: Book) -> PeoplePage:
    window.go("people", people.ids_named(book.read, "Rosa")[0])
    assert isinstance(window.page, PeoplePage)
    return window.page


def kept(tab: FilesTab) -> list[str]:
    return [tab.model.spoken(number) for number in range(tab.model.rowCount())]


def test_a_card_dropped_on_a_person_is_kept_opened_removed_and_undone(
    filled: Book, make_window: MakeWindow, qtbot: QtBot, card: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window(filled, "people")
    page = rosa_shown(window, filled)
    assert drop(page.person, card)
    tab = page.person.files
    qtbot.waitUntil(lambda: tab.model.rowCount() == 1)
    assert kept(tab)[0].startswith("card-front.png, PNG, ")
    assert "Files  1" in [page.person.tabs.tabText(at) for at in range(page.person.tabs.count())]
    assert window.toast.words.text() == "Kept card-front.png with Rosa Delgado-Ruiz"
    opened: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())) or True)
    tab.view.go_to(0)
    tab.view.setFocus()
    QTest.keyClick(tab.view, Qt.Key.Key_Return)
    assert [path.name for path in opened] == ["card-front.png"]
    assert opened[0].read_bytes() == card.read_bytes()
    assert opened[0].parent.parent.stat().st_mode & 0o077 == 0
    QTest.keyClick(tab.view, Qt.Key.Key_Delete)
    assert tab.model.rowCount() == 0
    assert people.ids_named(filled.read, "Rosa")  # Del was the list's own key: she is still there
    window.undo()
    assert tab.model.rowCount() == 1


def test_what_is_no_document_is_refused_and_nothing_is_kept(
    filled: Book, make_window: MakeWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = make_window(filled, "people")
    page = rosa_shown(window, filled)
    told: list[str] = []
    window.desk.trouble.connect(told.append)
    wrong = {"fake.png": b"\x89PNG\r\n\x1a\n", "tool": b"\x7fELF\xff\xfe\x00", "deep.svgz": b"\x1f\x8b\x08\xff"}
    for number, (name, data) in enumerate(wrong.items(), 1):
        (tmp_path / name).write_bytes(data)
        assert drop(page.person, tmp_path / name)
        qtbot.waitUntil(lambda number=number: len(told) == number)
        assert name in told[-1]
    assert drop(page.person, tmp_path)
    qtbot.waitUntil(lambda: len(told) == 4)
    assert "is no file" in told[-1]
    detail = person.detail(filled.read, people.ids_named(filled.read, "Rosa")[0])
    assert detail is not None
    assert detail.files == ()


def test_a_poster_is_kept_with_an_event_and_a_copy_saved(
    filled: Book, make_window: MakeWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = make_window(filled, "events")
    page = window.page
    assert isinstance(page, EventsPage)
    page.show_event(1)
    poster = tmp_path / "poster.pdf"
    poster.write_bytes(b"%PDF-1.7 poster")
    assert drop(page.event_view, poster)
    qtbot.waitUntil(lambda: page.event_view.tabs.tabText(3) == "Files  1")
    (row,) = files.of_event(filled.read, 1)
    keeping.save_copy(window.around, row, tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes() == b"%PDF-1.7 poster"
    page.event_view.files.view.go_to(0)
    QTest.keyClick(page.event_view.files.view, Qt.Key.Key_Delete)
    assert files.of_event(filled.read, 1) == []
    assert page.place() == 1  # the event itself is still there
