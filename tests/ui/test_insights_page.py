"""Insights as a page: findings come beside the window, each has a table and files; the event's answer is undone."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from mrtnet.queries.insights import brought_by
from mrtnet.queries.review_sheets import event_sheet, person_sheet
from mrtnet.store.book import Book
from mrtnet.ui.leaving import paper
from mrtnet.ui.pages.insights import InsightsPage
from mrtnet.ui.printing import as_pdf
from mrtnet.ui.window import Window
from tests.copies import copied
from tests.ui.conftest import MakeWindow
from tests.ui.sampled import TODAY, sample_book

Key = Qt.Key


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with sample_book(tmp_path) as book:
        yield book


pytestmark = pytest.mark.usefixtures("american")


def _page(window: Window, qtbot: QtBot) -> InsightsPage:
    page = window.page
    assert isinstance(page, InsightsPage)
    qtbot.waitUntil(lambda: not page.is_planning())
    _laid_out(page, qtbot)
    return page


def _laid_out(page: InsightsPage, qtbot: QtBot) -> None:
    """Every chart is as high as its width asks."""
    charts = [frame.chart for frame in page.frames.values()]
    qtbot.waitUntil(lambda: all(chart.height() >= chart.heightForWidth(chart.width()) for chart in charts))


def test_every_frame_has_a_finding_a_table_and_files(
    book: Book, make_window: MakeWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = make_window(book, page="insights")
    page = _page(window, qtbot)
    for frame in page.frames.values():
        assert frame.finding is not None
        assert frame.title.text() == frame.finding.title
        assert frame.chart.accessibleName() == frame.finding.title
        assert frame.chart.accessibleDescription()
        rects = frame.chart.rects()
        assert len(rects) == len(frame.finding.marks)
        assert all(frame.chart.rect().contains(rect) for rect in rects if not rect.isNull()), frame.key
        frame.show_table(True)
        assert not frame.table.isHidden()
        assert frame.table.cells.rowCount() == len(frame.finding.rows)
        frame.show_table(False)
    shown = [frame for frame in page.frames.values() if frame.finding is not None and frame.finding.rows]
    assert page.export_into(tmp_path) == len(shown) >= 5
    (folder,) = tmp_path.glob("insights-2026-10-15")
    for frame in shown:
        lines = list(csv.reader(io.StringIO((folder / f"{frame.key}.csv").read_text("utf-8-sig"))))
        assert frame.finding is not None
        assert len(lines) == len(frame.finding.rows) + 1
        picture = QImage(str(folder / f"{frame.key}.png"))
        assert picture.width() == 2 * frame.width()
        colors = {picture.pixel(x, y) for x in range(0, picture.width(), 9) for y in range(0, picture.height(), 9)}
        assert len(colors) > 3
    chart = page.frames["credentials"].chart
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(chart, Key.Key_Home)
    QTest.keyClick(chart, Key.Key_Down)
    assert chart.current == 1
    assert chart.accessibleDescription() == chart.words(1)
    window.resize(760, 640)
    _laid_out(page, qtbot)
    page.period.setCurrentIndex(page.period.findData("all"))
    qtbot.waitUntil(lambda: not page.is_planning())
    assert page.place() == "all"

    event = int(book.read.execute("SELECT min(id) FROM event").fetchone()[0])
    window.go("events", event)
    assert window.page is not None
    answer = window.page.findChild(QAbstractButton, "event.again.yes")
    assert answer is not None
    assert answer.isVisible()
    answer.click()
    found = brought_by(book.read, event)
    assert found is not None
    assert (found.again, answer.isChecked()) == ("yes", True)
    window.desk.undo()
    found = brought_by(book.read, event)
    assert found is not None
    assert (found.again, answer.isChecked()) == ("", False)
    for sheet in (person_sheet(book.read, 1, TODAY), event_sheet(book.read, event, TODAY)):
        assert sheet is not None
        data = as_pdf(sheet.name, lambda device, sheet=sheet: paper.paint_archive(device, sheet, {}))  # type: ignore[misc]
        assert data.startswith(b"%PDF")
    assert person_sheet(book.read, 10**6, TODAY) is None
    assert event_sheet(book.read, 10**6, TODAY) is None


def test_an_empty_book_claims_nothing(make_window: MakeWindow, qtbot: QtBot, tmp_path: Path) -> None:
    with copied(tmp_path / "empty.mrtnet") as empty:
        page = _page(make_window(empty, page="insights", width=760), qtbot)
        assert page.begin.isVisible()
        for frame in page.frames.values():
            assert frame.finding is not None
            assert frame.finding.empty
            assert frame.note.text()
            assert not frame.more.isEnabled()
