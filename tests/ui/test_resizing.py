"""Another size of the text, or another font of the system, while pages and dialogs are there."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import (
    QApplication,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mrtnet.settings import TEXT_SIZES
from mrtnet.store.book import Book
from mrtnet.ui.pages import PAGES
from mrtnet.ui.resizing import fit, lengths
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.flow import Flow
from mrtnet.ui.window import Window
from tests.ui.conftest import MakeWindow, body_font


def built(scale: float) -> QWidget:
    """Something of everything, as a page builds it at this scale."""

    def px(length: float) -> int:
        return round(length * scale)

    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(px(28), px(22), 0, 1)
    column.setSpacing(px(1))
    column.addSpacing(px(14))
    row, grid, form, flow = QHBoxLayout(), QGridLayout(), QFormLayout(), Flow(px(14), px(2))
    for each in (row, grid, form, flow):
        column.addLayout(each)
    row.setSpacing(px(7))
    row.addStretch(1)
    grid.setHorizontalSpacing(px(9))
    grid.setVerticalSpacing(px(3))
    grid.addWidget(QLabel("a"), 1, 1)
    grid.setColumnMinimumWidth(1, px(55))
    grid.setRowMinimumHeight(1, px(33))
    form.setHorizontalSpacing(px(13))
    form.setVerticalSpacing(px(5))
    button, label = QPushButton("b"), QLabel("c")
    button.setFixedSize(px(31), px(25))
    button.setIconSize(QSize(px(16), px(16)))
    label.setMaximumWidth(px(201))
    label.setFixedHeight(1)
    label.setIndent(px(11))
    flow.addWidget(button)
    flow.addWidget(label)
    return whole


def told(whole: QWidget) -> list[tuple[str, tuple[int, ...]]]:
    return [(each.name, each.pixels) for each in lengths([whole, *whole.findChildren(QWidget)])]


def test_every_length_grows_and_shrinks_as_if_it_were_built_so_and_nothing_drifts(qtbot: QtBot) -> None:
    whole, before = built(1.0), 1.0
    qtbot.addWidget(whole)
    for size in (*TEXT_SIZES, *reversed(TEXT_SIZES), 200, 100, 175, 90, 100):
        after = size / 100
        fit(lengths([whole, *whole.findChildren(QWidget)]), before, after)
        before, fresh = after, built(after)
        qtbot.addWidget(fresh)
        assert told(whole) == told(fresh)


def test_another_font_of_the_system_is_taken_up(theme: Theme, qtbot: QtBot) -> None:
    field = QPushButton("b")
    qtbot.addWidget(field)
    field.setFont(theme.font("section"))
    field.setFixedHeight(theme.px(32))
    theme.follow(body_font())
    assert theme.scale == 1.0
    larger = body_font()
    larger.setPixelSize(26)
    theme.follow(larger)
    assert (theme.scale, field.height(), QFontInfo(field.font()).pixelSize()) == (2.0, 64, 32)
    theme.follow(body_font())
    assert (theme.scale, field.height(), QFontInfo(field.font()).pixelSize()) == (1.0, 32, 16)


def places(window: Window, application: QApplication) -> dict[str, list[tuple[str, object]]]:
    """Where everything is on each page."""
    found = {}
    window.resize(1440, 868)
    for page in PAGES:
        window.go(page.key)
        for _round in range(6):
            application.processEvents()
        while window.around.jobs.running():
            application.processEvents()
        for _round in range(4):
            application.processEvents()
        assert window.page is not None
        seen = (each for each in window.page.findChildren(QWidget) if each.isVisible())
        found[page.key] = [(each.objectName(), each.geometry().getRect()) for each in seen]
    return found


@pytest.mark.long
def test_pages_stand_in_the_new_size_as_if_they_were_built_so_and_back(
    filled: Book, make_window: MakeWindow, qapp: QApplication
) -> None:
    def resize(size: int) -> None:
        window.settings.text_size = size
        window.theme.refresh()

    window = make_window(filled)
    places(window, qapp)
    first = places(window, qapp)
    resize(200)
    large = places(window, qapp)
    assert large == places(make_window(filled), qapp)
    resize(100)
    assert places(window, qapp) == first
