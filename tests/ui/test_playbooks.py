"""The Playbooks page with real keys: offsets typed, steps added, moved, taken out, copies, files, started, stopped."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mrtnet.domain.playbook_words import say_who
from mrtnet.domain.playbooks import Rule, built_in
from mrtnet.queries import follow_ups, questions, runs, turns
from mrtnet.queries.playbooks import all_playbooks, playbook_named
from mrtnet.store.book import Book
from mrtnet.ui.playbooks.forms import NameDialog
from mrtnet.ui.playbooks.move import MoveDialog
from mrtnet.ui.playbooks.page import PlaybooksPage
from mrtnet.ui.playbooks.questions import QuestionDialog
from mrtnet.ui.playbooks.rules import RuleDialog
from mrtnet.ui.playbooks.step import StepDialog
from mrtnet.ui.playbooks.told import ToldDialog
from mrtnet.ui.widgets.wrapped import Wrapped
from mrtnet.ui.window import Window
from tests.ui.conftest import MakeWindow
from tests.ui.sampled import sample_book

MOVED = date(2026, 11, 30)
Key, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with sample_book(tmp_path) as book:
        yield book


@pytest.fixture
def window(book: Book, make_window: MakeWindow) -> Window:
    return make_window(book, "playbooks")


@pytest.fixture
def page(window: Window) -> PlaybooksPage:
    assert isinstance(window.page, PlaybooksPage)
    return window.page


def _dialog(window: Window, name: str) -> QDialog:
    found = [each for each in window.findChildren(QDialog, f"dialog.{name}") if each.isVisible()]
    assert found, name
    return found[-1]


def _type(qtbot: QtBot, widget: QWidget | None, text: str) -> None:
    assert widget is not None
    qtbot.keyClick(widget, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(widget, text)


def _asked(window: Window, qtbot: QtBot) -> QDialog:
    """The question what becomes of open follow-ups."""
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(QDialog, "dialog.follow")))
    return _dialog(window, "follow")


def _kept(window: Window, qtbot: QtBot) -> None:
    """What was changed is looked at beside the window; where open follow-ups would move, they do."""
    qtbot.waitUntil(lambda: not window.around.jobs.running())
    for dialog in window.findChildren(QDialog, "dialog.follow"):
        qtbot.keyClick(dialog, Key.Key_Return)
    window.activateWindow()  # no window manager does it here
    qtbot.waitUntil(window.isActiveWindow)


def _left_unsaved_it_stands_as_it_was(book: Book, window: Window, page: PlaybooksPage, qtbot: QtBot) -> None:
    when = page.books.steps.lines["thank"].when
    when.setFocus()
    _type(qtbot, when, "+3 working days")
    qtbot.keyClick(when, Key.Key_Return)
    dialog = _asked(window, qtbot)
    assert "open follow-ups move" in dialog.windowTitle()
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert when.text() == "+1 day"
    assert playbook_named(book.read, "after-event") == built_in()["after-event"]


def _offsets_are_typed_in_words(book: Book, window: Window, page: PlaybooksPage, qtbot: QtBot) -> None:
    when = page.books.steps.lines["thank"].when
    assert when.text() == "+1 day"
    when.setFocus()
    _type(qtbot, when, "+3 working days")
    qtbot.keyClick(when, Key.Key_Return)
    only_new = _asked(window, qtbot).findChild(QPushButton, "follow.only_new")
    assert only_new is not None
    before = follow_ups.all_open(book.read)
    qtbot.keyClick(only_new, Key.Key_Space)
    assert follow_ups.all_open(book.read) == before
    changed = playbook_named(book.read, "after-event")
    assert changed is not None
    assert next(step for step in changed.steps if step.key == "thank").offset.working_days == 3
    assert page.books.steps.lines["thank"].when.text() == "+3 working days"
    book.undo()
    page.desk.look()
    assert page.books.steps.lines["thank"].when.text() == "+1 day"
    again = page.books.steps.lines["thank"].when
    again.setFocus()
    _type(qtbot, again, "soon")
    qtbot.keyClick(again, Key.Key_Return)
    assert "not understood" in page.books.problem.text()
    assert page.books.steps.lines["thank"].when.text() == "+1 day"
    assert playbook_named(book.read, "after-event") == built_in()["after-event"]


def _steps_come_move_and_go_by_keys(book: Book, window: Window, page: PlaybooksPage, qtbot: QtBot) -> None:
    page.books.steps.add.click()
    dialog = _dialog(window, "step")
    qtbot.keyClick(dialog, Key.Key_Return)
    assert "title" in dialog.findChild(QWidget, "step.problem").text()  # type: ignore[union-attr]
    _type(qtbot, dialog.findChild(QWidget, "step.title"), "Send a photo")
    _type(qtbot, dialog.findChild(QWidget, "step.when"), "2 weeks before")
    for latest, wrong in (("3 working days", "in days or weeks"), ("-20", "ends before"), ("1 week before", "")):
        _type(qtbot, dialog.findChild(QWidget, "step.until"), latest)
        qtbot.keyClick(dialog, Key.Key_Return)
        assert wrong in dialog.findChild(QWidget, "step.problem").text()  # type: ignore[union-attr]
    _kept(window, qtbot)
    assert list(page.books.steps.lines)[-1] == "send-a-photo"
    line = page.books.steps.lines["send-a-photo"]
    assert (line.when.text(), line.step.offset.until) == ("−2 weeks", -7)
    line.when.setFocus()
    qtbot.keyClick(line.when, Key.Key_Up, ALT)
    _kept(window, qtbot)
    assert list(page.books.steps.lines)[-2] == "send-a-photo"
    line = page.books.steps.lines["send-a-photo"]
    line.more.setFocus()
    qtbot.keyClick(line.more, Key.Key_Delete)
    _kept(window, qtbot)
    assert "send-a-photo" not in page.books.steps.lines


def _a_step_asks_for_what_must_hold(book: Book, window: Window, page: PlaybooksPage, qtbot: QtBot) -> None:
    page.books.change_step("linkedin")
    dialog = _dialog(window, "step")
    assert isinstance(dialog, StepDialog)
    first = dialog.only.boxes[0]
    first.setFocus()
    qtbot.keyClicks(first, "no reply")
    assert first.currentText() == "no reply yet"
    assert len(dialog.only.boxes) == 2
    dialog.unless.boxes[0].setCurrentIndex(dialog.unless.boxes[0].findData("remote"))
    dialog.only.boxes[1].setCurrentIndex(dialog.only.boxes[1].findData("remote"))
    qtbot.keyClick(dialog, Key.Key_Return)
    assert "it is remote" in dialog.problem.text()
    assert dialog.problem.text().count(".") == 1
    dialog.only.boxes[1].setCurrentIndex(0)
    dialog.to.boxes[0].setCurrentIndex(dialog.to.boxes[0].findData("speaker"))
    dialog.weekday.setCurrentIndex(dialog.weekday.findText("Friday"))
    qtbot.keyClick(dialog.optional, Key.Key_Space)
    qtbot.keyClick(dialog, Key.Key_Return)
    _kept(window, qtbot)
    step = next(each for each in page.books.shown.steps if each.key == "linkedin")
    assert (step.only, set(step.unless), step.to, step.optional) == ((), {"replied", "remote"}, ("speaker",), True)
    assert step.offset.weekday == 4
    assert "only if no reply yet, not if it is remote" in say_who(step)
    book.undo()
    page.desk.look()
    assert page.books.shown == built_in()["after-event"]
    page.edit()
    named = _dialog(window, "playbook")
    assert isinstance(named, NameDialog)
    named.days["event-end"].clear()
    named.try_to_finish()
    assert "what day that is" in named.problem.text()
    named.days["event-end"].setText("the forum")
    qtbot.keyClicks(named.further[0], "their reply")
    assert len(named.further) == 2, "a line for one more"
    named.try_to_finish()
    _kept(window, qtbot)
    assert page.books.shown.anchors == {"event-end": "the forum", "their-reply": "their reply"}
    page.remove()
    _kept(window, qtbot)
    assert page.books.shown == built_in()["after-event"]


def _a_copy_goes_through_a_file(book: Book, page: PlaybooksPage, tmp_path: Path) -> None:
    page.arrive("revive-tie")
    page.books.copy.click()
    assert page.books.shown.title == "Revive a dormant tie (copy)"
    key, place = page.books.shown.key, tmp_path / "mine.toml"
    page.books.save_file(place)
    page.remove()
    assert key not in all_playbooks(book.read)
    page.books.open_file(place)
    assert page.books.shown.key == key
    place.write_text("nonsense", encoding="utf-8")
    page.books.open_file(place)
    assert "TOML" in page.books.problem.text()
    place.write_bytes(b"\xff\xfe\x00")
    page.books.open_file(place)
    assert "cannot be read" in page.books.problem.text()
    page.books.open_file(tmp_path / "none.toml")
    assert "cannot be read" in page.books.problem.text()
    page.arrive("chance-meeting")
    page.remove()
    assert "comes with the program" in page.books.problem.text()


def _started_and_stopped(book: Book, window: Window, page: PlaybooksPage, qtbot: QtBot) -> None:
    page.arrive("revive-tie")
    page.books.start.click()
    dialog = _dialog(window, "play")
    take = dialog.findChild(QWidget, "play.take")
    assert take is not None
    qtbot.waitUntil(lambda: not window.around.jobs.running())
    assert not take.isEnabled()
    source = dialog.findChild(QComboBox, "play.source")
    assert source is not None
    source.setCurrentIndex(next(n for n in range(source.count()) if str(source.itemData(n)).startswith("event")))
    qtbot.waitUntil(take.isEnabled)
    dialog.try_to_finish()  # type: ignore[attr-defined]
    begun = runs.at_work(book.read, "revive-tie")
    assert len(begun) > 3
    assert page.books.who.findChild(QWidget, f"playbooks.who.{begun[0].run.id}") is not None
    stop = page.books.who.findChild(QWidget, f"playbooks.stop.{begun[0].run.id}")
    stop.click()  # type: ignore[union-attr]
    assert len(runs.at_work(book.read, "revive-tie")) == len(begun) - 1


def _why_is_told(book: Book, window: Window) -> None:
    window.go("today")
    assert window.commands.run("why")
    dialog = _dialog(window, "why")
    assert "Due" in " ".join(child.text() for child in dialog.findChildren(QWidget) if hasattr(child, "text"))
    dialog.close()


def _what_happened_is_told_by_keys(book: Book, window: Window, qtbot: QtBot) -> None:
    run = runs.at_work(book.read, "revive-tie")[0].run
    ToldDialog(window.around, run, built_in()["revive-tie"]).open_at()
    dialog = _dialog(window, "told")
    assert isinstance(dialog, ToldDialog)
    qtbot.keyClick(dialog.boxes["bounced"], Key.Key_Space)
    _type(qtbot, dialog.days["reply"], "soon")
    dialog.try_to_finish()
    assert "not a date" in dialog.problem.text()
    _type(qtbot, dialog.days["reply"], "oct 20")
    qtbot.keyClick(dialog, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: turns.told(book.read, run.id).happened == {"bounced"})
    assert turns.told(book.read, run.id).days == {"reply": date(2026, 10, 20)}
    window.commands.run("undo")
    qtbot.waitUntil(lambda: turns.told(book.read, run.id) == turns.Told())


def _rules_are_switched_and_changed(book: Book, window: Window, page: PlaybooksPage, qtbot: QtBot) -> None:
    page.arrive("after-event")
    first = built_in()["after-event"].rules[0]
    qtbot.keyClick(page.books.rules.lines[0].box, Key.Key_Space)
    _kept(window, qtbot)
    assert first not in page.books.shown.rules
    off = page.books.rules.lines[0]
    assert (off.rule, off.box.isChecked()) == (first, False)
    qtbot.keyClick(off.box, Key.Key_Space)
    _kept(window, qtbot)
    assert page.books.shown == built_in()["after-event"]
    page.books.change_rule(-1)
    dialog = _dialog(window, "rule")
    assert isinstance(dialog, RuleDialog)
    dialog.conditions.boxes[0].setCurrentIndex(dialog.conditions.boxes[0].findData("declined"))
    dialog.effect.setCurrentIndex(dialog.effect.findData("before"))
    dialog.before.setCurrentIndex(dialog.before.findData("thank"))
    dialog.try_to_finish()
    assert "Choose the steps" in dialog.problem.text()
    dialog.steps.put(["linkedin"])
    dialog.offset.setText("9999 days")
    dialog.try_to_finish()
    assert "too far off" in dialog.problem.text()
    dialog.offset.clear()
    dialog.try_to_finish()
    _kept(window, qtbot)
    assert page.books.shown.rules[-1] == Rule(("declined",), steps=("linkedin",), before="thank")
    page.books.change_rule(-1)
    circle = _dialog(window, "rule")
    assert isinstance(circle, RuleDialog)
    circle.effect.setCurrentIndex(circle.effect.findData("before"))
    circle.before.setCurrentIndex(circle.before.findData("linkedin"))
    circle.steps.put(["thank"])
    circle.try_to_finish()
    assert "before itself" in circle.problem.text()
    circle.close()
    for _step in range(3):
        book.undo()
    page.desk.look()
    assert page.books.shown == built_in()["after-event"]


def _a_step_is_dragged(window: Window, page: PlaybooksPage, qtbot: QtBot) -> None:
    QApplication.processEvents()
    grip, last = page.books.steps.lines["capture"].grip, page.books.steps.lines["linkedin"]
    to = grip.mapFromGlobal(last.mapToGlobal(QPoint(4, last.height() - 2)))
    qtbot.mousePress(grip, Qt.MouseButton.LeftButton)
    qtbot.mouseMove(grip, to)
    qtbot.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=to)
    _kept(window, qtbot)
    assert list(page.books.steps.lines)[:4] == ["prepare", "thank", "linkedin", "capture"]
    page.desk.undo()


def _its_day_is_moved_for_one(book: Book, window: Window, page: PlaybooksPage) -> None:
    run = runs.at_work(book.read, "revive-tie")[0].run
    page.arrive("revive-tie")
    page.books.who.findChild(QPushButton, f"playbooks.move.{run.id}").click()  # type: ignore[union-attr]
    dialog = _dialog(window, "move")
    assert isinstance(dialog, MoveDialog)
    dialog.day.setText("in the swamp")
    dialog.try_to_finish()
    assert "not a date" in dialog.problem.text()
    dialog.day.setText(MOVED.isoformat())
    dialog.look()
    said = [label.text() for label in dialog.findChildren(Wrapped)]
    assert any("then Nov 30" in words for words in said), said
    dialog.try_to_finish()
    assert {each.run.id: each.run.anchor for each in runs.at_work(book.read, "revive-tie")}[run.id] == MOVED


def _templates_and_questions_have_their_tabs(
    book: Book, window: Window, page: PlaybooksPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.show_as("templates")
    assert window.settings.panes["playbooks.tab"] == [1]
    page.arrive(("templates", "linkedin-note"))
    side = page.templates
    assert " of 200 characters" in side.reading.count.text()
    side.duplicate()
    assert side.shown.title == "LinkedIn note (copy)"
    path = tmp_path / "note.toml"
    side.save_file(path)
    side.remove()
    side.open_file(path)
    assert side.shown.title == "LinkedIn note (copy)"
    before = path.read_text(encoding="utf-8")
    for wrong in (before.replace("{first_name}", "{first{name}}"), before.replace("{first_name}", "{shoe_size}"), "="):
        path.write_text(wrong, encoding="utf-8")
        side.open_file(path)
        assert side.problem.text().endswith(".")
        assert "note" in side.problem.text()
    page.show_as("questions")
    bank = page.questions
    page.new()
    dialog = _dialog(window, "bank_question")
    assert isinstance(dialog, QuestionDialog)
    dialog.try_to_finish()
    assert "between 1 and" in dialog.problem.text()
    dialog.text.setPlainText("How are the nights?")
    dialog.try_to_finish()
    assert bank.shown.text == "How are the nights?"
    bank.save_file(path)
    bank.remove()
    bank.open_file(path)
    assert "own-how-are-the-nights" in questions.hers(book.read)[0]
    bank.open_file(path)
    assert "here already" in bank.problem.text()
    page.arrive(("questions", "first-job"))
    page.edit()
    again = _dialog(window, "bank_question")
    assert isinstance(again, QuestionDialog)
    again.text.setPlainText("How did it begin?")
    again.try_to_finish()
    assert bank.shown.text == "How did it begin?"
    bank.remove()
    bank.remove()
    assert "comes with the program" in bank.problem.text()
    page.show_as("steps")


def test_a_playbook_is_changed_by_keys_and_shared_as_a_file(
    book: Book, window: Window, page: PlaybooksPage, qtbot: QtBot, tmp_path: Path
) -> None:
    _left_unsaved_it_stands_as_it_was(book, window, page, qtbot)
    _offsets_are_typed_in_words(book, window, page, qtbot)
    _steps_come_move_and_go_by_keys(book, window, page, qtbot)
    page.remove()
    _kept(window, qtbot)
    _a_step_asks_for_what_must_hold(book, window, page, qtbot)
    _a_copy_goes_through_a_file(book, page, tmp_path)
    _started_and_stopped(book, window, page, qtbot)
    _its_day_is_moved_for_one(book, window, page)
    _rules_are_switched_and_changed(book, window, page, qtbot)
    _a_step_is_dragged(window, page, qtbot)
    _templates_and_questions_have_their_tabs(book, window, page, qtbot, tmp_path)
    _why_is_told(book, window)
    _what_happened_is_told_by_keys(book, window, qtbot)
