"""The window: going places, keys that act everywhere, its parts in every width, names for tools."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from mrtnet import settings as machine
from mrtnet.paths import write_whole
from mrtnet.queries import people
from mrtnet.store.book import Book
from mrtnet.ui import names
from mrtnet.ui.pages import PAGES
from mrtnet.ui.pages.people import PeoplePage
from mrtnet.ui.style import RING
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.panes import Panes
from mrtnet.ui.window import Window
from tests.ui.conftest import MakeWindow, dressed

KEYS = [page.key for page in PAGES]


def key(
    qtbot: QtBot, window: Window, which: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """A real key press where the keyboard is."""
    qtbot.keyClick(window.focusWidget() or window, which, modifier)


def test_number_keys_go_to_the_pages(filled: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(filled)
    assert window.page is not None
    assert window.page.key == "today"
    key(qtbot, window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.page.key == "people"
    key(qtbot, window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.page.key == "today"
    key(qtbot, window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.page.key == "people"


def test_back_returns_to_the_person_who_was_shown(filled: Book, make_window: MakeWindow) -> None:
    window = make_window(filled, "people")
    first, second = people.ids_by_name(filled.read)[:2]
    window.go("people", first)
    window.go("people", second)
    window.back()
    assert window.subject().person_id == first
    window.forward()
    assert window.subject().person_id == second


def test_f9_folds_the_sidebar_and_the_setting_remembers(filled: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(filled)
    wide = window.sidebar.width()
    key(qtbot, window, Qt.Key.Key_F9)
    assert window.sidebar.width() < wide / 3
    assert window.settings.sidebar_narrow
    key(qtbot, window, Qt.Key.Key_F9)
    assert window.sidebar.width() == wide


def test_arrows_in_the_sidebar_pass_by_pages_and_enter_goes_in(
    filled: Book, make_window: MakeWindow, qtbot: QtBot
) -> None:
    window = make_window(filled)
    view = window.sidebar.page_view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert window.page is not None
    assert window.page.key == KEYS[1]
    assert view.hasFocus()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert not view.hasFocus()
    assert window.page.isAncestorOf(window.focusWidget())


def test_f6_goes_round_the_panes(filled: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(filled, "people")
    qtbot.waitUntil(lambda: window.findChild(QWidget, names.PERSON_TIMELINE) is not None)  # made after the list
    seen = []
    for _step in range(5):
        focus = window.focusWidget()
        assert focus is not None
        seen.append(focus.objectName())
        key(qtbot, window, Qt.Key.Key_F6)
    assert seen[0] == names.PEOPLE_LIST
    assert names.PERSON_TIMELINE in seen
    assert names.PAGES in seen
    assert len(set(seen)) >= 3


def test_f10_and_alt_show_the_menu_with_every_command_and_its_key(
    filled: Book, make_window: MakeWindow, qtbot: QtBot
) -> None:
    window = make_window(filled)
    assert not window.menuBar().isVisible()
    window.commands.run("menu")
    assert window.menuBar().isVisible()
    listed = set()
    for action in window.menuBar().actions():
        menu = action.menu()
        menu.aboutToShow.emit()
        listed |= {entry.objectName() for entry in menu.actions()}
    assert listed == {names.command(command.name) for command in window.commands.available()}
    qtbot.keyPress(window, Qt.Key.Key_Escape)
    assert not window.menuBar().isVisible()


def test_text_size_keys_change_everything_at_once(filled: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(filled)
    before = window.sidebar.width()
    key(qtbot, window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert window.settings.text_size == 110
    assert window.sidebar.width() > before
    key(qtbot, window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert window.sidebar.width() == before


@pytest.mark.parametrize("page", KEYS)
@pytest.mark.parametrize("width", [1440, 1000, 760])
def test_everything_that_takes_the_keyboard_has_a_name_and_says_what_it_is(
    filled: Book, make_window: MakeWindow, page: str, width: int
) -> None:
    window = make_window(filled, page, width)
    for widget in window.findChildren(QWidget):
        reachable = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
        if reachable and not widget.objectName().startswith("qt_"):
            assert widget.accessibleName(), f"{type(widget).__name__} {widget.objectName()}"
            assert widget.objectName(), f"{type(widget).__name__} “{widget.accessibleName()}”"


@pytest.mark.parametrize("page", KEYS)
@pytest.mark.parametrize(("width", "size"), [(1440, 100), (1000, 100), (760, 100), (1440, 200)])
def test_no_text_is_cut_without_a_tooltip(
    filled: Book, make_window: MakeWindow, qapp: QApplication, theme: Theme, page: str, width: int, size: int
) -> None:
    theme.settings.text_size = size
    theme.refresh()
    window = make_window(filled, page, width)
    qapp.processEvents()
    for label in window.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText
        fits = label.wordWrap() or label.fontMetrics().horizontalAdvance(label.text()) <= label.width() + 1
        if label.isVisible() and label.text():
            assert fits or label.toolTip(), f"“{label.text()}” is cut at {width} px, {size} %"
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            assert button.width() >= button.minimumSizeHint().width() - 2 * RING, button.text()


def test_a_list_in_the_sidebar_filters_people(make_window: MakeWindow, filled: Book) -> None:
    filled.do(_save_list, "Certified", "credential:rhia")
    window = make_window(filled)
    assert [place.title for place in window.sidebar.lists.places] == ["Certified"]
    place = window.sidebar.lists.places[0]
    assert place.number
    window.sidebar.chose.emit(place, True)
    assert window.page is not None
    assert window.page.key == "people"
    field = window.findChild(QLineEdit, names.PEOPLE_FILTER)
    assert field is not None
    assert field.text() == "credential:rhia"


def test_place_size_and_page_come_back_next_time(
    tmp_path: Path, filled: Book, make_window: MakeWindow, theme: Theme, qapp: QApplication
) -> None:
    path = tmp_path / machine.FILE
    theme.settings.path, theme.settings.write = path, write_whole
    window = make_window(filled, "people", 760, 600)
    window.close()
    stored = machine.load(path, write_whole)
    assert stored.page == "people"
    again = Window(window.desk, dressed(qapp, stored), stored)
    assert (again.width(), again.height()) == (760, 600)
    again.deleteLater()


def _save_list(session: object, name: str, query: str) -> None:
    from mrtnet.store.tables import SavedList

    session.add(SavedList(name=name, query=query))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("page", "panes", "kept"),
    [("today", "split.today.aside", 1), ("follow_ups", "split.follow_ups.aside", 1), ("people", "split.people.wide", 0),
     ("people", "split.person.aside", 1)],
)  # fmt: skip
def test_a_pane_keeps_the_width_she_gave_it(
    filled: Book, make_window: MakeWindow, qtbot: QtBot, page: str, panes: str, kept: int
) -> None:
    def beside(window: Window) -> Panes:
        """The panes, when both are there: the person comes after the list."""
        qtbot.waitUntil(lambda: all(part.sizes() and all(part.sizes()) for part in window.findChildren(Panes)))
        found = window.findChild(Panes, panes)
        assert found is not None
        return found

    window = make_window(filled, page)
    if page == "people":
        assert isinstance(window.page, PeoplePage)
        window.go(page, window.page.model.ids[0])
    found = beside(window)
    found.moveSplitter(found.sizes()[0] + 40, 1)
    wanted = found.sizes()[kept]
    window.resize(1600, 868)
    qtbot.waitUntil(lambda: abs(found.sizes()[kept] - wanted) <= 2)
    again = make_window(filled, page)
    if page == "people":
        again.go(page, window.page.place())
    assert abs(beside(again).sizes()[kept] - wanted) <= 2
