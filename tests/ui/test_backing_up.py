"""Backups by the clock, only after a change and once more at the end; the calendar file after a pause."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mrtnet.domain.forms import PersonForm
from mrtnet.edits import people
from mrtnet.edits.settings import set_about
from mrtnet.store import backup
from mrtnet.store.book import Book
from mrtnet.sync import feed
from mrtnet.ui import backing_up, feeding
from mrtnet.ui.desk import Desk
from tests.ui.conftest import MakeWindow
from tests.ui.sampled import TODAY


def test_half_an_hour_after_a_change_there_is_a_backup(
    book: Book, make_window: MakeWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window(book)
    backups = backing_up.start(window)
    book.do(people.add_person, PersonForm(name="Ines Okafor"), today=TODAY)
    monkeypatch.setenv("MRTNET_NOW", "2026-10-15T14:20:00+00:00")
    with qtbot.waitSignal(backups.made, timeout=10_000):
        backups.if_due()
    monkeypatch.setenv("MRTNET_NOW", "2026-10-15T15:12:00+00:00")
    backups.if_due()
    qtbot.waitUntil(lambda: not window.around.jobs.running(), timeout=10_000)
    assert len(backup.listed(book.path)) == 1  # nothing changed since
    book.do(people.add_person, PersonForm(name="Bo Lindqvist"), today=TODAY)
    with qtbot.waitSignal(backups.made, timeout=10_000):
        backups.if_due()
    assert len(backup.listed(book.path)) == 2


def test_the_last_one_is_made_before_the_book_is_closed(book: Book, make_window: MakeWindow) -> None:
    backups = backing_up.start(make_window(book))
    book.do(people.add_person, PersonForm(name="Ines Okafor"), today=TODAY)
    backups.last()
    made = backup.listed(book.path)
    assert len(made) == 1
    assert backup.verify(made[0].path)


def test_a_stopped_one_leaves_nothing_and_says_how_far_it_was(
    book: Book, make_window: MakeWindow, qtbot: QtBot
) -> None:
    backups, told = backing_up.start(make_window(book)), []
    job = backups.now()
    assert backups.now() is job
    job.progress.connect(lambda done, total: told.append((done, total)))
    job.stop()
    with qtbot.waitSignal(job.ended, timeout=10_000):
        pass
    assert told
    assert backup.listed(book.path) == []
    assert list((book.path.parent / "backups").iterdir()) == []


def test_a_backup_that_cannot_be_written_is_told(book: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(book)
    (book.path.parent / "backups").write_text("in the way")
    with qtbot.waitSignal(window.desk.trouble, timeout=10_000) as told:
        backing_up.start(window).now()
    assert "backup" in told.args[0]


def test_the_calendar_file_follows_half_a_second_later(
    book: Book, make_window: MakeWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    window = make_window(book)
    file = tmp_path / "steps.ics"
    book.do(set_about, feed=str(file))
    window.desk.look()
    kept = feeding.start(window)
    qtbot.waitUntil(file.is_file, timeout=10_000)
    before = file.read_bytes()
    window.desk.do(people.log_people, [PersonForm(name="Ines Okafor", talked_about="audits")], today=TODAY)
    with qtbot.waitSignal(kept.came, timeout=10_000):
        pass
    assert file.read_bytes() != before


def test_with_a_writer_thread_the_file_is_whole_after_many_changes(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    file = tmp_path / "steps.ics"
    with Book.open(tmp_path / "book.mrtnet") as first:
        first.do(set_about, feed=str(file))
    desk = Desk(Book.open(tmp_path / "book.mrtnet"))
    holder = QWidget()
    kept = feeding.Feeding(desk, holder)
    try:
        for number in range(30):
            form = PersonForm(name=f"Person {number}", talked_about="audits")
            desk.do(people.log_people, [form], today=TODAY, quiet=True)
            kept.write()
        qtbot.waitUntil(lambda: not desk.is_busy(), timeout=20_000)
        assert file.read_bytes().count(b"BEGIN:VEVENT") == 30
        assert feed.in_step(desk.read, desk.about)
    finally:
        kept._timer.stop()
        desk.close()
        holder.deleteLater()
