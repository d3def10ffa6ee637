"""Whatever a command changes is taken back in three ways: by the toast, by Ctrl+Z, and in the History."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import NamedTuple

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QPlainTextEdit, QTableView, QWidget

from mrtnet.domain.files import KeptFile
from mrtnet.edits import files, plays, saved_lists
from mrtnet.exchange import qr
from mrtnet.store.book import Book
from mrtnet.ui import names
from mrtnet.ui.cards.page import CardsPage
from mrtnet.ui.commands import COMMANDS
from mrtnet.ui.grid.view import GridView
from mrtnet.ui.pages.history import HistoryPage
from mrtnet.ui.pages.review import ReviewPage
from mrtnet.ui.widgets.toast import Toast
from mrtnet.ui.window import Window
from tests.edits.test_undo import content
from tests.ui.conftest import MakeWindow, put_back
from tests.ui.sampled import TODAY, sample_book

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


class Kept:
    """A window over the sample, with a file of hers and a list: the same for all deeds, as long as it is as it was."""

    def __init__(self, make: Callable[[], Window]) -> None:
        self._make = make
        self._window: Window | None = None
        self.before: dict[str, list[tuple[object, ...]]] = {}

    def window(self) -> Window:
        """The one that is whole, or another."""
        if self._window is None:
            self._window = self._make()
            self.before = content(self._window.desk.book)
        return self._window

    def look(self) -> None:
        """Whoever failed left something behind, which is nobody else's fault."""
        asks = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if self._window is not None and (asks or content(self._window.desk.book) != self.before):
            self._window = None


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, make_kept_window: MakeWindow) -> Iterator[Kept]:
    with ExitStack() as books:

        def make() -> Window:
            book = books.enter_context(sample_book(tmp_path_factory.mktemp("undone")))
            card = KeptFile("card.txt", "text/plain", b"A card")
            book.do(files.add_files, [card], person_id=_person(book, "Rosa"))
            book.do(saved_lists.save_list, "Coders", "tag:coding")
            book.do(plays.start_play, "revive-tie", [_person(book, "Élodie")], today=TODAY)
            return make_kept_window(book)

        yield Kept(make)


@pytest.fixture
def window(kept: Kept, qapp: QApplication) -> Iterator[Window]:
    yield put_back(qapp, kept.window())
    kept.look()


def _person(book: Book, name: str) -> int:
    return int(book.read.execute("SELECT id FROM person WHERE name LIKE ?", (f"{name}%",)).fetchone()[0])


def _event(book: Book) -> int:
    return int(book.read.execute("SELECT min(id) FROM event").fetchone()[0])


# What hands do


def run(command: str) -> Callable[[Window], None]:
    """A command, and that is all."""
    return lambda window: _run(window, command)


def _run(window: Window, command: str) -> None:
    assert window.commands.run(command), f"nobody does {command} on {window.page}"
    QApplication.processEvents()


def top() -> QWidget:
    """The window that came up last: a dialog, a menu."""
    popup = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    assert popup is not None
    return popup


def typed(command: str, field: str, text: str, take: str) -> Callable[[Window], None]:
    """A command that asks: a field filled, its button clicked."""

    def act(window: Window) -> None:
        _run(window, command)
        dialog = top()
        found = dialog.findChild(QWidget, field)
        assert isinstance(found, QLineEdit | QPlainTextEdit), field
        found.setFocus()
        QTest.keyClick(found, Key.Key_A, CTRL)
        QTest.keyClicks(found, text)
        click(dialog, take)

    return act


def click(inside: QWidget, name: str, where: QPoint | None = None) -> None:
    """A click on what has this name."""
    found = next((each for each in inside.findChildren(QWidget, name) if each.isVisible()), None)
    assert found is not None, name
    QTest.mouseClick(found, Qt.MouseButton.LeftButton, pos=where or found.rect().center())
    QApplication.processEvents()


def chosen(command: str, number: int = 1) -> Callable[[Window], None]:
    """A command with a menu: one of its lines."""

    def act(window: Window) -> None:
        _run(window, command)
        menu = top()
        assert isinstance(menu, QMenu)
        action = [each for each in menu.actions() if not each.isSeparator()][number]
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())

    return act


def rhythm(window: Window) -> None:
    """Another circle."""
    _run(window, "rhythm")
    dialog = top()
    click(dialog, "rhythm.wide", QPoint(8, 8))
    click(dialog, "rhythm.take")


def _looked(window: Window) -> None:
    while window.around.jobs.running():
        QApplication.processEvents()


def begun(window: Window, command: str = "play") -> None:
    """A playbook for the person, or for the people met at an event."""
    _run(window, command)
    if command == "play_event":
        box = top().findChild(QComboBox, "play.playbook")
        assert box is not None
        box.setCurrentIndex(box.findData("revive-tie"))
    _looked(window)
    click(top(), "play.take")


def step_moved(window: Window) -> None:
    """Another day for a step of a playbook, and for what is open of it."""
    _looked(window)
    when = window.findChild(QLineEdit, "playbooks.step.thank.when")
    assert when is not None
    when.setFocus()
    QTest.keyClick(when, Key.Key_A, CTRL)
    QTest.keyClicks(when, "+8 working days")
    QTest.keyClick(when, Key.Key_Return)
    _looked(window)
    click(top(), "follow.take")


def told(window: Window) -> None:
    """Something happened that only she can know."""
    _run(window, "why")
    click(top(), "why.told")
    dialog = top()
    box = dialog.findChild(QWidget, "told.what.1")
    assert box is not None
    QTest.keyClick(box, Key.Key_Space)
    click(dialog, "told.take")


def stopped(window: Window) -> None:
    """The playbook of a step ends here."""
    _run(window, "why")
    click(top(), "why.stop")


def rule_off(window: Window) -> None:
    """A rule switched off that nothing open depends on."""
    click(window, "playbooks.rule.0")
    _looked(window)


def send(window: Window) -> None:
    """A letter on paper: nothing is opened."""
    _run(window, "write")
    click(window, "write.channel.card")
    for gap in [each for each in window.findChildren(QLineEdit) if each.objectName().startswith("write.gap.")]:
        if gap.isVisible():
            QTest.keyClicks(gap, "Dana")
    _finish_letter(window)


def _finish_letter(window: Window) -> None:
    body = next(each for each in window.findChildren(QPlainTextEdit, "write.body") if each.isVisible())
    body.setPlainText("Dear all, thank you. Dana")
    click(window, "write.send")


def paste(window: Window) -> None:
    """Rows from a spreadsheet, into an event."""
    QGuiApplication.clipboard().setText("Ines Okafor\tHarbor\nBo Lind\tHarbor")
    click(window, "event.paste")
    click(top(), "rows.log")


def line(window: Window) -> None:
    """The line on a person's page."""
    _run(window, "log")
    field = window.findChild(QLineEdit, names.PERSON_LINE)
    assert field is not None
    QTest.keyClicks(field, "Called about the audit")
    QTest.keyClick(field, Key.Key_Return)


def goal(window: Window, command: str) -> None:
    """A command on the first goal."""
    view = window.findChild(QTableView, "career.goals")
    assert view is not None
    view.setFocus()
    QTest.keyClick(view, Key.Key_Home)
    _run(window, command)


def deed_of_a_list(deed: str) -> Callable[[Window], None]:
    """What is done to a saved list, in the sidebar."""
    return lambda window: window.sidebar.list_view.carry_out(deed, 1)


def next_step(window: Window) -> None:
    """The next step of the chosen rows of a grid."""
    grid = window.findChild(GridView)
    assert grid is not None
    where = grid.visualRect(grid.model().index(0, 0)).center()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=where)
    click(window, "event.step")
    click(top(), "next_step.next_week")
    click(top(), "next_step.take")


class Deed(NamedTuple):
    """A change: the page and the place on it, and what hands do there."""

    page: str
    act: Callable[[Window], None]
    place: Callable[[Book], object] = lambda book: None


def rosa(book: Book) -> object:
    """Somebody with a next step."""
    return _person(book, "Rosa")


def opening(book: Book) -> object:
    """What she has heard of and not applied for."""
    return int(book.read.execute("SELECT id FROM opportunity WHERE state = 'open'").fetchone()[0])


def two_people(book: Book) -> object:
    """Two to merge, or not to."""
    return _person(book, "Rosa"), _person(book, "Kwame")


DEEDS: dict[str, Deed] = {
    "done": Deed("today", run("done")),
    "skip": Deed("today", run("skip")),
    "snooze": Deed("today", chosen("snooze")),
    "write": Deed("today", send),
    "thank": Deed("events", lambda window: send_next(window), _event),
    "follow_up": Deed("people", typed("follow_up", "follow_up.title", "Send the list", "follow_up.take"), rosa),
    "tag": Deed("people", typed("tag", "tag.field", "night shift", "tag.take"), rosa),
    "rhythm": Deed("people", rhythm, rosa),
    "log": Deed("people", line, rosa),
    "log elsewhere": Deed("follow_ups", typed("log", "log.text", "Talked in the lift", "log.take")),
    "edit": Deed("people", typed("edit", "person.nickname", "Rosie", "person.take"), rosa),
    "new": Deed("people", typed("new", "person.name", "Ines Okafor", "person.take")),
    "new event": Deed("events", typed("new", "event.name", "Harbor Night", "event.save")),
    "change event": Deed("events", typed("edit", "event.city", "Duluth", "event.save"), _event),
    "remove_event": Deed("events", run("remove_event"), _event),
    "paste": Deed("events", paste, _event),
    "next step": Deed("events", next_step, _event),
    "remove": Deed("people", run("remove"), rosa),
    "play": Deed("people", lambda window: begun(window), rosa),
    "move_play": Deed("people", typed("move_play", "move.day", "in 9 days", "move.take"), rosa),
    "play_event": Deed("events", lambda window: begun(window, "play_event"), _event),
    "move_event_play": Deed("events", typed("move_event_play", "move.day", "in 9 days", "move.take"), _event),
    "told": Deed("people", told, lambda book: _person(book, "Élodie")),
    "playbook stopped": Deed("people", stopped, rosa),
    "template copied": Deed("playbooks", lambda window: click(window, "playbooks.templates.copy"),
                            lambda book: ("templates", "thank-conference")),
    "rule off": Deed("playbooks", rule_off, lambda book: "revive-tie"),
    "step moved": Deed("playbooks", step_moved, lambda book: "after-event"),
    "question": Deed("playbooks", typed("new", "bank_question.text", "How are the nights?", "bank_question.take"),
                     lambda book: ("questions", "first-job")),
    "playbook copied": Deed("playbooks", lambda window: click(window, "playbooks.copy"), lambda book: "revive-tie"),
    "save_list": Deed("people", typed("save_list", "saved_list.name", "Harbor", "saved_list.take"),
                      lambda book: "at:lakeshore"),
    "list up": Deed("people", deed_of_a_list("up")),
    "list removed": Deed("people", deed_of_a_list("remove")),
    "same_person": Deed("doubles", run("same_person"), two_people),
    "different_people": Deed("doubles", run("different_people"), two_people),
    "take CEUs": Deed("career", lambda window: click(window, "career.take"), lambda book: "overview"),
    "goal reached": Deed("career", lambda window: goal(window, "done"), lambda book: "overview"),
    "goal removed": Deed("career", lambda window: goal(window, "remove"), lambda book: "overview"),
    "cycle handed in": Deed("career", lambda window: click(window, "career.cycle.hand_in"), lambda book: "overview"),
    "opening_applied": Deed("openings", run("opening_applied"), opening),
    "opening_person": Deed("openings", typed("opening_person", "part.who", "Kwame", "part.take"), opening),
    "introduction": Deed("people", typed("introduction", "introduction.who", "Kwame", "introduction.take"), rosa),
    "review": Deed("review", lambda window: reviewed(window)),
    "event again": Deed("events", lambda window: click(window, "event.again.maybe"), _event),
    "import": Deed("people", lambda window: bring(window)),
    "cards": Deed("cards", lambda window: photographed(window)),
    "pitch": Deed("today", typed("pitch", "pitch.text", "Good morning, I am Dana.", "pitch.take")),
    "template": Deed("settings", lambda window: templated(window), lambda book: "templates"),
    "wording kept": Deed("today", lambda window: learned(window)),
    "remove sample": Deed("settings", lambda window: click(window, "settings.sample"), lambda book: "data"),
}  # fmt: skip
CHANGES_NOTHING = frozenset({
    "gone_quiet", "export_people", "archive", "print_person", "print_event", "palette", "reminders", "export",
    "settings", "quit", "undo", "redo", "history", "filter", "open", "today", "follow_ups", "people", "events",
    "meetings", "insights", "playbooks", "back", "forward", "next_pane", "last_pane", "sidebar", "menu", "bigger",
    "smaller", "usual_size", "density", "sort", "keys", "guide", "about", "network", "map_farther", "map_closer",
    "map_list", "map_all", "why", "show_card", "person_card", "career", "openings", "ways", "open_calendar", "merge",
    "find_doubles", "decide_later", "choose_group", "menu_here",
})  # fmt: skip
"""Commands that show something, or change this computer's settings only; an import is a dialog of its own."""
ELSEWHERE = frozenset(
    {"log_people", "meet", "mentoring", "new_opening", "opening_ended", "opening_interview", "opening_told"}
) | {name for name in COMMANDS if name.startswith("meeting_")}
"""Capture takes back the last one itself (test_capture); meetings, mentoring, openings: their own tests."""


def reviewed(window: Window) -> None:
    """The second choice of the weekly review: another day."""
    page = window.page
    assert isinstance(page, ReviewPage)
    while page.is_planning():
        QApplication.processEvents()
    click(window, "review.choice.2")
    while page.is_planning():
        QApplication.processEvents()


def templated(window: Window) -> None:
    """A template of her own."""
    click(window, "settings.template.new")
    dialog = top()
    for name, text in (("template.name", "Thanks for the tour"), ("template.body", "Hi {first_name}, thank you.")):
        field = dialog.findChild(QWidget, name)
        assert field is not None
        QTest.keyClicks(field, text)
    click(dialog, "template.take")


def learned(window: Window) -> None:
    """A letter changed by hand, kept as her wording."""
    _run(window, "write")
    body = next(each for each in window.findChildren(QPlainTextEdit, "write.body") if each.isVisible())
    QTest.keyClicks(body, "Good morning! ")
    click(window, "write.learn")


def bring(window: Window) -> None:
    """A pasted list of people, through the import's steps."""
    _run(window, "import")
    QGuiApplication.clipboard().setText("Ines Okafor, RHIT\nRosa Delgado-Ruiz\nBo Lind")
    click(window, "import.paste")
    for _step in range(3):
        while window.around.jobs.running():
            QApplication.processEvents()
        for question in window.findChildren(QWidget, "import.skip"):
            if question.isVisible():
                click(window, "import.skip")
        click(window, "import.next")


def photographed(window: Window) -> None:
    """A pasted picture of a card with a code, saved."""
    image = QImage()
    image.loadFromData(qr.png("MECARD:N:Okafor,Ines;EMAIL:ines@okafor.example;;", 200))
    QGuiApplication.clipboard().setImage(image)
    page = window.page
    assert isinstance(page, CardsPage)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "rapidocr", None)  # its text needs no reading
        page.paste()
        while page.is_planning():
            QApplication.processEvents()
    click(window, "cards.save")


def send_next(window: Window) -> None:
    """The first of those to be thanked."""
    _run(window, "thank")
    click(window, "write.channel.card")
    _finish_letter(window)


def by_toast(window: Window) -> None:
    """A click on Undo."""
    toasts = [each for each in window.findChildren(Toast) if each.isVisible()]
    assert len(toasts) == 1
    click(toasts[0], names.TOAST_UNDO)


def by_key(window: Window) -> None:
    """Ctrl+Z where the keyboard is."""
    window.activateWindow()
    QApplication.processEvents()
    QTest.keyClick(window.focusWidget() or window, Key.Key_Z, CTRL)
    QApplication.processEvents()


def by_history(window: Window) -> None:
    """Enter on the newest step."""
    window.go("history")
    page = window.page
    assert isinstance(page, HistoryPage)
    page.view.go_to(0)
    while page._step(page.view.current()) is None:
        page.view.go_to(page.view.current() + 1)
    QTest.keyClick(page.view, Key.Key_Return)
    QApplication.processEvents()


def test_every_command_is_known_here() -> None:
    assert set(COMMANDS) <= set(DEEDS) | CHANGES_NOTHING | ELSEWHERE
    assert not CHANGES_NOTHING & set(DEEDS)


@pytest.mark.parametrize("deed", DEEDS)
def test_what_a_command_changes_is_taken_back_in_three_ways(deed: str, window: Window, kept: Kept) -> None:
    book, done = window.desk.book, DEEDS[deed]
    for take_back in (by_toast, by_key):
        window.go(done.page, done.place(book))
        QApplication.processEvents()
        newest = book.newest_step()
        done.act(window)
        QApplication.processEvents()
        assert book.newest_step() > newest, f"{deed} changed nothing"
        after = content(book)
        assert after != kept.before
        take_back(window)
        assert content(book) == kept.before, f"{deed} {take_back.__name__}"
    window.commands.run("redo")
    assert content(book) == after, f"{deed} done again"
    by_history(window)
    assert content(book) == kept.before, f"{deed} by_history"
