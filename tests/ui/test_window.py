"""The window: going places, keys that act everywhere, its parts in every width, names for tools."""

from collections.abc import Iterator
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


@pytest.fixture
def window(looked_at: Window) -> Window:
    """The one that all tests here share which change nothing in the book."""
    return looked_at


def key(
    qtbot: QtBot, window: Window, which: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """A real key press where the keyboard is."""
    qtbot.keyClick(window.focusWidget() or window, which, modifier)


def test_number_keys_go_to_the_pages(window: Window, qtbot: QtBot) -> None:
    assert window.page is not None
    assert window.page.key == "today"
    key(qtbot, window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.page.key == "people"
    key(qtbot, window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.page.key == "today"
    key(qtbot, window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.page.key == "people"


def test_back_returns_to_the_person_who_was_shown(window: Window) -> None:
    window.go("people")
    first, second = people.ids_by_name(window.desk.read)[:2]
    window.go("people", first)
    window.go("people", second)
    window.back()
    assert window.subject().person_id == first
    window.forward()
    assert window.subject().person_id == second


def test_f9_folds_the_sidebar_and_the_setting_remembers(window: Window, qtbot: QtBot) -> None:
    wide = window.sidebar.width()
    key(qtbot, window, Qt.Key.Key_F9)
    assert window.sidebar.width() < wide / 3
    assert window.settings.sidebar_narrow
    key(qtbot, window, Qt.Key.Key_F9)
    assert window.sidebar.width() == wide


def test_arrows_in_the_sidebar_pass_by_pages_and_enter_goes_in(window: Window, qtbot: QtBot) -> None:
    view = window.sidebar.page_view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert window.page is not None
    assert window.page.key == KEYS[1]
    assert view.hasFocus()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert not view.hasFocus()
    assert window.page.isAncestorOf(window.focusWidget())


def test_f6_goes_round_the_panes(window: Window, qtbot: QtBot) -> None:
    window.go("people")
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


def test_f10_and_alt_show_the_menu_with_every_command_and_its_key(window: Window, qtbot: QtBot) -> None:
    assert not window.menuBar().isVisible()
    before = window.focusWidget()
    window.commands.run("menu")
    assert window.menuBar().isVisible()
    listed = set()
    for action in window.menuBar().actions():
        menu = action.menu()
        menu.aboutToShow.emit()
        listed |= {entry.objectName() for entry in menu.actions()}
    assert listed == {names.command(command.name) for command in window.commands.available()}
    while popup := QApplication.activePopupWidget():
        qtbot.keyClick(popup, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.menuBar().isVisible())
    assert window.focusWidget() is before


def test_shift_f10_brings_the_menu_of_the_row(window: Window, qtbot: QtBot) -> None:
    window.go("people")
    key(qtbot, window, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert names.command("tag") in [each.objectName() for each in menu.actions()]
    menu.close()


def test_a_toast_gives_the_keyboard_back(window: Window, qtbot: QtBot) -> None:
    before = window.focusWidget()
    window.toast.say("Done")
    close = window.findChild(QWidget, names.TOAST_CLOSE)
    assert close is not None
    close.setFocus()
    qtbot.keyClick(close, Qt.Key.Key_Return)
    assert not window.toast.isVisible()
    assert window.focusWidget() is before


def test_a_toast_covers_no_button_of_what_is_chosen(window: Window, qtbot: QtBot) -> None:
    window.go("people")
    page = window.page
    assert isinstance(page, PeoplePage)
    page.view.selectAll()
    bar = page.findChild(QWidget, names.CHOSEN)
    assert bar is not None
    QApplication.processEvents()
    window.toast.say("Changed how often to be in touch with many people at once, and with a few more")
    assert bar.isVisible()
    qtbot.waitUntil(lambda: window.toast.shown == 1.0)  # it has come up
    assert not window.toast.geometry().intersects(bar.rect().translated(bar.mapTo(window, bar.rect().topLeft())))
    window.toast.dismiss()
    page.view.clearSelection()


def test_text_size_keys_change_everything_at_once(window: Window, qtbot: QtBot) -> None:
    before = window.sidebar.width()
    key(qtbot, window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert window.settings.text_size == 110
    assert window.sidebar.width() > before
    key(qtbot, window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert window.sidebar.width() == before


LOOKS = ((1440, 200), (760, 100), (1000, 100), (1440, 100))
"""Widths, and sizes of text in percent; large text first, which must leave nothing behind."""


def test_on_every_page_all_that_takes_the_keyboard_has_a_name_and_no_text_is_cut(
    filled: Book, make_window: MakeWindow, qapp: QApplication
) -> None:
    window = make_window(filled)
    wrong = []
    for width, size in LOOKS:
        window.settings.text_size = size
        window.theme.refresh()
        window.resize(width, 868)
        wrong += [f"{page}, {width} px, {size} %: {fault}" for page in KEYS for fault in _wrong_on(window, page, qapp)]
    assert not wrong, "\n".join(wrong)


def _wrong_on(window: Window, page: str, application: QApplication) -> Iterator[str]:
    """What has no name, and what is cut without saying all of it in a tooltip."""
    window.go(page)
    application.processEvents()
    while window.around.jobs.running():
        application.processEvents()
    for _round in range(3):  # what comes after the first paint, and what that lays out anew
        application.processEvents()
    for widget in filter(QWidget.isVisible, window.findChildren(QWidget)):
        name, said = widget.objectName(), widget.accessibleName()
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not name.startswith("qt_") and not (name and said):
            yield f"{type(widget).__name__} {name} “{said}” is not named"
    for label in window.findChildren(QLabel):
        text = label.text()
        if label.textFormat() != Qt.TextFormat.PlainText:
            yield f"“{text}” is not plain text"
        fits = label.wordWrap() or label.fontMetrics().horizontalAdvance(text) <= label.width() + 1
        if label.isVisible() and text and not fits and not label.toolTip():
            yield f"“{text}” is cut"
    for button in filter(QWidget.isVisible, window.findChildren(QAbstractButton)):
        if button.text() and button.width() < button.minimumSizeHint().width() - 2 * RING:
            yield f"“{button.text()}” is cut"


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


PANES = (
    ("today", "split.today.aside", 1), ("follow_ups", "split.follow_ups.aside", 1), ("people", "split.people.wide", 0),
    ("people", "split.person.aside", 1),
)  # fmt: skip
"""The page, the panes on it, and which of them keeps its width."""


def test_a_pane_keeps_the_width_she_gave_it(filled: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    def beside(window: Window, page: str, panes: str) -> Panes:
        """The panes, when both are there: the person comes after the list."""
        window.go(page)
        if isinstance(window.page, PeoplePage):
            window.go(page, window.page.model.ids[0])
        shown = window.page
        assert shown is not None
        qtbot.waitUntil(lambda: all(part.sizes() and all(part.sizes()) for part in shown.findChildren(Panes)))
        found = window.findChild(Panes, panes)
        assert found is not None
        return found

    window, wanted = make_window(filled), {}
    for page, panes, kept in PANES:
        window.resize(1440, 868)
        found = beside(window, page, panes)
        found.moveSplitter(found.sizes()[0] + 40, 1)
        wanted[panes] = width = found.sizes()[kept]
        window.resize(1600, 868)
        qtbot.waitUntil(lambda found=found, kept=kept, width=width: abs(found.sizes()[kept] - width) <= 2)
    again = make_window(filled)
    for page, panes, kept in PANES:
        assert abs(beside(again, page, panes).sizes()[kept] - wanted[panes]) <= 2, panes
