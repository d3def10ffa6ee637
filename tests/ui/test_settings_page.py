"""Settings: kept at once, undoable where they are hers; problems in words; backups and the way back."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from mrtnet.domain.forms import PersonForm
from mrtnet.domain.free_days import spans
from mrtnet.edits import people
from mrtnet.edits.settings import set_about
from mrtnet.queries.about import about
from mrtnet.queries.history import removals
from mrtnet.queries.reminders import paused_until
from mrtnet.reminding import login
from mrtnet.store import backup
from mrtnet.store.book import Book
from mrtnet.trouble import Trouble
from mrtnet.ui.commands import COMMANDS
from mrtnet.ui.meetings.plan import new_plan
from mrtnet.ui.pages.history import HistoryPage
from mrtnet.ui.pages.settings.asking import Erase, Question
from mrtnet.ui.pages.settings.calendar import CalendarPart
from mrtnet.ui.pages.settings.data import Data
from mrtnet.ui.pages.settings.keyboard import Keyboard, PressKey
from mrtnet.ui.pages.settings.page import CHAPTERS, SettingsPage
from mrtnet.ui.pages.settings.restoring import restore
from mrtnet.ui.widgets.basic import Button, Field
from mrtnet.ui.widgets.choice import Choice
from mrtnet.ui.window import Window
from tests.ui.conftest import MakeWindow
from tests.ui.sampled import TODAY, sample_book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with sample_book(tmp_path) as book:
        yield book


def shown(window: Window, chapter: str) -> SettingsPage:
    window.go("settings", chapter)
    page = window.page
    assert isinstance(page, SettingsPage)
    return page


def choose(page: QWidget, name: str, value: object) -> None:
    box = page.findChild(Choice, name)
    assert isinstance(box, Choice)
    box.setCurrentIndex(next(number for number in range(box.count()) if box.itemData(number) == value))
    box.activated.emit(box.currentIndex())


def test_a_name_is_kept_when_the_field_is_left_and_undone(book: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(book, "settings")
    page = shown(window, "general")
    field = page.findChild(Field, "settings.name")
    assert isinstance(field, Field)
    qtbot.keyClicks(field, "Dana Ortiz")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert about(book.read).name == "Dana Ortiz"
    window.desk.undo()
    assert about(book.read).name == ""


def test_a_circle_gets_another_rhythm(book: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(book, "settings")
    page = shown(window, "general")
    field = page.findChild(Field, "settings.rhythm.active")
    assert isinstance(field, Field)
    assert field.text() == "Every 4 months"
    sql = "SELECT p.name, f.due FROM person p JOIN follow_up f ON f.person_id = p.id WHERE f.step = 'rhythm'"
    before = book.read.execute(sql).fetchall()
    field.selectAll()
    qtbot.keyClicks(field, "6 weeks")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert about(book.read).rhythms == {"active": 42}
    assert field.text() == "Every 6 weeks"
    assert book.read.execute(sql).fetchall() != before
    field.selectAll()
    qtbot.keyClicks(field, "whenever")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    row = next(row for row in page.part.rows if row.control is field)
    assert "Say how often" in row.problem.text()
    field.clear()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    field.setModified(True)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert about(book.read).rhythms == {"active": None}
    window.desk.undo()
    window.desk.undo()
    assert book.read.execute(sql).fetchall() == before


def test_linkedin_premium_allows_longer_notes(book: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    box = shown(make_window(book, "settings"), "general").findChild(QCheckBox, "settings.linkedin_premium")
    assert isinstance(box, QCheckBox)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    assert about(book.read).linkedin_premium


def test_the_bin_is_emptied_after_asking(book: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    person = book.do(people.add_person, PersonForm(name="Ines Okafor"), today=TODAY)
    book.do(people.remove_people, [person])
    window = make_window(book, "settings")
    part = shown(window, "data").part
    assert isinstance(part, Data)
    assert part._bin_row.about.text().startswith("1 removal")
    qtbot.mouseClick(part._empty, Qt.MouseButton.LeftButton)
    question = window.findChild(Question)
    assert isinstance(question, Question)
    qtbot.keyClick(question, Qt.Key.Key_Return)  # Enter leaves it as it is
    assert removals(book.read)
    window.go("history", "bin")
    page = window.page
    assert isinstance(page, HistoryPage)
    qtbot.mouseClick(page.empty_bin, Qt.MouseButton.LeftButton)
    again = next(each for each in window.findChildren(Question) if each.isVisible())
    qtbot.mouseClick(again.yes, Qt.MouseButton.LeftButton)
    assert removals(book.read) == []
    assert page.empty.text() == "Nothing was removed."
    assert not page.empty_bin.isVisible()
    assert book.check() == []


def test_a_restore_can_be_stopped(book: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    made = backup.make(book.read, book.path)
    book.do(people.add_person, PersonForm(name="Ines Okafor"), today=TODAY)
    before = sorted(file.name for file in book.path.parent.rglob("*"))
    window = make_window(book, "settings")
    job = restore(window.around, made, lambda _why: None)
    job.progress.connect(lambda _done, _total: job.stop())
    with qtbot.waitSignal(job.ended, timeout=10_000):
        pass
    assert "Ines Okafor" in {row[0] for row in window.desk.read.execute("SELECT name FROM person")}
    assert sorted(file.name for file in book.path.parent.rglob("*")) == before


def test_a_name_half_typed_is_kept_when_the_window_closes(book: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(book, "settings")
    field = shown(window, "general").findChild(Field, "settings.name")
    assert isinstance(field, Field)
    qtbot.keyClicks(field, "Dana Or")
    window.close()
    assert about(book.read).name == "Dana Or"


def test_choices_and_hours_are_kept(book: Book, make_window: MakeWindow) -> None:
    page = shown(make_window(book, "settings"), "general")
    choose(page, "settings.working_towards", "CCS-P")
    choose(page, "settings.time_zone", "Pacific/Honolulu")
    page.show_chapter("reminders")
    choose(page, "settings.digest_time", time(7, 30))
    told = about(book.read)
    assert (told.working_towards, told.time_zone, told.digest_time) == ("CCS-P", "Pacific/Honolulu", time(7, 30))


def test_new_meetings_begin_with_the_reminders_she_chose(book: Book, make_window: MakeWindow) -> None:
    window = make_window(book, "settings")
    page = shown(window, "reminders")
    plan = new_plan(window.desk, [1], "call")
    assert plan.alarms == (15,)  # as its kind needs
    for chosen, alarms in (("1440 60", (1440, 60)), ("none", ()), ("", (15,))):
        choose(page, "settings.meeting_alarms", chosen)
        assert new_plan(window.desk, [1], "call").alarms == alarms
    window.desk.do(set_about, meeting_alarms="5, 90")  # by the command line: none of those that are offered
    assert about(book.read).meeting_alarms == "90 5"
    assert page.findChild(Choice, "settings.meeting_alarms").currentText() == "1 h 30 min and 5 min"
    for wrong in ("soon", "-5", "99999999", "1 2 3 4 5 6 7 8 9 10 11"):
        with pytest.raises(Trouble):
            book.do(set_about, meeting_alarms=wrong)
    window.desk.undo()
    assert new_plan(window.desk, [1], "call").alarms == (15,)


def test_days_off_are_typed_shown_and_taken_away(book: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    page = shown(make_window(book, "settings"), "general")
    field = page.findChild(Field, "settings.free_days")
    assert isinstance(field, Field)
    qtbot.keyClicks(field, "dec 24 to jan 2")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert len(about(book.read).free_days) == 10
    button = page.findChild(Button, "settings.free_day.2026-12-24")
    assert isinstance(button, Button)
    qtbot.waitUntil(lambda: button.width() > 60 and button.height() > 20)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert about(book.read).free_days == frozenset()


@pytest.mark.parametrize("text", ["never", "jan 2 to dec 24 2020", "", "nov 1 to nov 1 2031"])
def test_what_is_no_day_is_told_in_words(book: Book, make_window: MakeWindow, qtbot: QtBot, text: str) -> None:
    page = shown(make_window(book, "settings"), "general")
    field = page.findChild(Field, "settings.free_days")
    assert isinstance(field, Field)
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.accessibleDescription().endswith(".")
    assert about(book.read).free_days == frozenset()


def test_spans_join_days_that_follow_each_other() -> None:
    days = [date(2026, 11, 26), date(2026, 11, 27), date(2026, 12, 24)]
    assert spans(days) == [(days[0], days[1]), (days[2], days[2])]


def test_a_pause_holds_and_ends(book: Book, make_window: MakeWindow) -> None:
    page = shown(make_window(book, "settings"), "reminders")
    box = page.findChild(Choice, "settings.pause")
    assert isinstance(box, Choice)
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert paused_until(book.read) is not None
    assert box.currentText().startswith("Until Tomorrow")
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert paused_until(book.read) is None


def test_the_calendar_file_goes_on_and_off(book: Book, make_window: MakeWindow, tmp_path: Path, qtbot: QtBot) -> None:
    page = shown(make_window(book, "settings"), "calendar")
    part = page.part
    assert isinstance(part, CalendarPart)
    part.take(tmp_path / "steps")
    assert about(book.read).feed == str(tmp_path / "steps.ics")
    (tmp_path / "letter.txt").write_text("Dear Hana,")
    part.take(tmp_path / "letter.txt")
    assert "not a calendar file" in part._file.problem.text()
    qtbot.mouseClick(part._off, Qt.MouseButton.LeftButton)
    assert about(book.read).feed == ""


def test_the_look_changes_at_once(book: Book, make_window: MakeWindow) -> None:
    window = make_window(book, "settings")
    page = shown(window, "appearance")
    choose(page, "settings.theme", "dark")
    assert window.theme.dark
    choose(page, "settings.text_size", 150)
    assert window.theme.px(100) == 150


def test_letters_are_switched_off(book: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(book, "settings")
    box = shown(window, "keyboard").findChild(QCheckBox, "settings.letter_keys")
    assert isinstance(box, QCheckBox)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    assert not window.settings.letter_keys
    assert window.commands.key_of("done") == ""


def test_a_key_is_changed_refused_and_given_back(book: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(book, "settings")
    part = shown(window, "keyboard").part
    assert isinstance(part, Keyboard)
    dialog = PressKey(window.around, COMMANDS["history"])
    dialog.chose.connect(lambda key: part.set_key(COMMANDS["history"], key))
    dialog.open()
    qtbot.keyClick(dialog, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert "has this key already" in dialog.problem.text()
    assert not dialog.take.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert window.settings.keys == {"history": "Ctrl+H"}
    qtbot.keyClick(window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert window.page is not None
    assert window.page.key == "history"
    part.set_key(COMMANDS["history"], None)
    assert window.settings.keys == {}


def test_backups_are_made_listed_and_restored(book: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(book, "settings")
    part = shown(window, "data").part
    assert isinstance(part, Data)
    with qtbot.waitSignal(window.desk.said, timeout=10_000) as told:
        part._back_up()
    assert told.args[0].startswith("Backed up: ")
    made = backup.listed(book.path)
    assert part._backups.currentData() == str(made[0].path)
    book.do(people.add_person, PersonForm(name="Ines Okafor"), today=TODAY)
    part._ask_restore(str(made[0].path))
    question = window.findChild(Question)
    assert isinstance(question, Question)
    with qtbot.waitSignal(window.desk.said, timeout=10_000) as told:
        qtbot.mouseClick(question.yes, Qt.MouseButton.LeftButton)
    try:
        assert "Restored" in told.args[0]
        names = {row[0] for row in window.desk.read.execute("SELECT name FROM person")}
        assert "Ines Okafor" not in names
        assert any(each.reason == "before-restore" for each in backup.listed(book.path))
    finally:
        window.desk.book.close()


def test_what_is_no_backup_is_refused_and_the_book_stays(
    book: Book, make_window: MakeWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    window = make_window(book, "settings")
    part = shown(window, "data").part
    assert isinstance(part, Data)
    (tmp_path / "letter.mrtnet").write_text("Dear Hana,")
    part._ask_restore(str(tmp_path / "letter.mrtnet"))
    question = window.findChild(Question)
    assert isinstance(question, Question)
    qtbot.keyClick(question, Qt.Key.Key_Return)  # Enter leaves it as it is
    assert part._list_row.problem.text() == ""
    part._ask_restore(str(tmp_path / "letter.mrtnet"))
    again = next(each for each in window.findChildren(Question) if each.isVisible())
    qtbot.mouseClick(again.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: part._list_row.problem.text() != "", timeout=10_000)
    assert len(window.desk.read.execute("SELECT id FROM person").fetchall()) == 24


def test_the_check_says_that_the_book_is_sound(book: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    part = shown(make_window(book, "settings"), "data").part
    assert isinstance(part, Data)
    part._check()
    assert part.busy.isVisible()
    qtbot.waitUntil(lambda: "24 people" in part._check_row.about.text(), timeout=20_000)
    assert not part.busy.isVisible()


def test_a_person_is_erased_for_good_after_being_named(book: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(book, "settings")
    part = shown(window, "data").part
    assert isinstance(part, Data)
    part._ask_erase()
    dialog = window.findChild(Erase)
    assert isinstance(dialog, Erase)
    assert not dialog.erase.isEnabled()
    qtbot.keyClicks(dialog.field, "kwame")
    dialog.view.go_to(0)
    with qtbot.waitSignal(window.desk.said) as told:
        qtbot.mouseClick(dialog.erase, Qt.MouseButton.LeftButton)
    assert told.args[0] == "Erased for good: Kwame Asante"
    assert book.read.execute("SELECT 1 FROM person WHERE name = 'Kwame Asante'").fetchone() is None
    assert book.read.execute("SELECT 1 FROM was_person WHERE name = 'Kwame Asante'").fetchone() is None


def test_the_sample_goes_and_comes_by_one_button(book: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    part = shown(make_window(book, "settings"), "data").part
    assert isinstance(part, Data)
    qtbot.mouseClick(part._sample, Qt.MouseButton.LeftButton)
    assert book.read.execute("SELECT count(*) FROM person").fetchone()[0] == 0
    assert part._sample.text() == "Load the sample"


def test_every_part_comes_by_keys_and_is_kept_in_place(book: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(book, "settings")
    page = shown(window, "general")
    page.view.setFocus()
    seen = [page.chapter]
    for _step in range(len(CHAPTERS) - 1):
        qtbot.keyClick(page.view, Qt.Key.Key_Down)
        seen.append(page.chapter)
    assert seen == list(CHAPTERS)
    window.go("today")
    window.commands.run("back")
    assert page.chapter == "data"


def test_the_wheel_changes_nothing_in_passing(book: Book, make_window: MakeWindow, qapp: QApplication) -> None:
    page = shown(make_window(book, "settings"), "reminders")
    box = page.findChild(Choice, "settings.digest_time")
    assert isinstance(box, Choice)
    before = box.currentIndex()
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent

    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    qapp.sendEvent(box, event)
    assert box.currentIndex() == before


def test_reminders_are_started_at_login_or_not(
    book: Book, make_window: MakeWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setattr(login, "_start_now", lambda: None)
    page = shown(make_window(book, "settings"), "reminders")
    box = page.findChild(QCheckBox, "settings.remind_at_login")
    assert isinstance(box, QCheckBox)
    for on in (True, False):
        box.click()
        qtbot.waitUntil(box.isEnabled)
        assert (box.isChecked(), login.is_on()) == (on, on)
    (tmp_path / "autostart").rmdir()
    (tmp_path / "autostart").touch()
    box.click()
    qtbot.waitUntil(box.isEnabled)
    assert not box.isChecked()
    assert any("The system refused" in row.problem.text() for row in page.part.rows)
