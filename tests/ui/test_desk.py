"""The Desk: changes are told, the toast can undo, trouble is a sentence, nothing waits on the UI thread."""

import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from mrtnet.domain.about import About
from mrtnet.domain.forms import PersonForm
from mrtnet.edits import people
from mrtnet.store.book import Book
from mrtnet.trouble import Trouble
from mrtnet.ui.desk import Desk
from mrtnet.ui.drafts import Draft

DAY = date(2026, 10, 15)


def count(book: Book) -> int:
    return int(book.read.execute("SELECT count(*) FROM person").fetchone()[0])


def test_a_change_is_written_on_another_thread_and_told_here(tmp_path: Path, qtbot: QtBot) -> None:
    desk = Desk(Book.open(tmp_path / "b.mrtnet"))
    seen: list[Any] = []
    threads: list[str] = []

    def edit(session: Any) -> Any:
        threads.append(threading.current_thread().name)
        return people.add_person(session, PersonForm(name="Ama Owusu"), today=DAY)

    with qtbot.waitSignals([desk.changed, desk.said]):
        desk.do(edit, on_done=seen.append)
    qtbot.waitUntil(lambda: len(seen) == 1)
    assert threads == ["writer"]
    assert count(desk.book) == 1
    assert not desk.is_busy()
    desk.close()


def test_closing_waits_for_what_was_ordered(tmp_path: Path, qtbot: QtBot) -> None:
    desk = Desk(Book.open(tmp_path / "b.mrtnet"))
    for number in range(20):
        desk.do(people.add_person, PersonForm(name=f"Person {number}"), today=DAY)
    desk.close()
    with Book.open(tmp_path / "b.mrtnet") as again:
        assert count(again) == 20


def test_toast_tells_title_and_step_and_undo_takes_exactly_that_back(book: Book) -> None:
    desk = Desk(book, inline=True)
    said: list[tuple[str, int]] = []
    desk.said.connect(lambda text, step: said.append((text, step)))
    desk.do(people.add_person, PersonForm(name="Ama Owusu"), today=DAY)
    desk.do(people.add_person, PersonForm(name="Linh Trần"), today=DAY)
    assert [text for text, _step in said] == ["Added Ama Owusu", "Added Linh Trần"]
    desk.undo(said[0][1])
    assert [row[0] for row in book.read.execute("SELECT name FROM person").fetchall()] == ["Linh Trần"]
    assert said[-1] == ("Undone: Added Ama Owusu", 0)
    desk.redo()
    assert count(book) == 2


def test_trouble_is_told_and_nothing_changes(book: Book) -> None:
    desk = Desk(book, inline=True)
    told: list[str] = []
    desk.trouble.connect(told.append)

    def fails(_session: Any) -> None:
        raise Trouble("The disk is full.")

    desk.do(fails)
    desk.undo()
    assert told == ["The disk is full.", "There is nothing to undo."]
    own: list[str] = []
    desk.do(fails, on_trouble=own.append)
    assert own == ["The disk is full."]
    assert len(told) == 2


def test_our_own_mistakes_are_not_swallowed(book: Book) -> None:
    def breaks(_session: Any) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Desk(book, inline=True).do(breaks)


def test_what_another_process_changes_is_noticed(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "b.mrtnet"
    desk = Desk(Book.open(path))
    with Book.open(path, origin="cli") as other, qtbot.waitSignal(desk.changed) as told:
        other.do(people.add_person, PersonForm(name="Ama Owusu"), today=DAY)
    assert told.args is not None
    assert told.args[0].touches("person")
    desk.close()


def test_a_new_day_is_told(book: Book, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    desk = Desk(book, inline=True)
    assert desk.today == DAY
    with qtbot.waitSignal(desk.day_changed):
        monkeypatch.setenv("MRTNET_NOW", "2026-10-16T06:00:00+00:00")
        desk.look()
    assert desk.today == date(2026, 10, 16)


def test_what_is_read_once_is_read_again_after_a_step_of_anybody_and_on_a_new_day(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, days = Desk(book, inline=True), list[date]()

    def people_on(connection: Any, on: date, _about: About) -> int:
        days.append(on)
        return int(connection.execute("SELECT count(*) FROM person").fetchone()[0])

    assert [desk.once(people_on), desk.once(people_on)] == [0, 0]
    with Book.open(book.path, origin="cli") as other:
        other.do(people.add_person, PersonForm(name="Ama Owusu"), today=DAY)
    assert [desk.once(people_on), desk.once(people_on)] == [1, 1]  # though nobody looked yet
    desk.undo()
    assert desk.once(people_on) == 0
    monkeypatch.setenv("MRTNET_NOW", "2026-10-16T06:00:00+00:00")
    assert desk.once(people_on) == 0
    desk.show_anew()
    desk.once(people_on)
    assert days == [DAY] * 3 + [date(2026, 10, 16)] * 2


def test_work_in_turns_lets_others_in_between_and_is_done_once(tmp_path: Path, qtbot: QtBot) -> None:
    desk, done = Desk(Book.open(tmp_path / "b.mrtnet")), list[str]()
    between = QTimer(interval=0)
    between.timeout.connect(lambda: done.append("between"))
    between.start()
    count, tell = (lambda: done.append("count")), (lambda: done.append("tell"))
    for work in (count, tell, count):
        desk.in_turn(work)
    assert done == []
    qtbot.waitUntil(lambda: "tell" in done)
    assert done.count("count") == 1
    assert "between" in done[done.index("count") : done.index("tell")]
    desk.in_turn(count)
    desk.close()
    assert done.count("count") == 1


def test_a_draft_outlives_the_program_and_goes_with_the_save(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "b.mrtnet"
    with Book.open(path) as book:
        draft = Draft(Desk(book, inline=True), "capture")
        draft.keep({"name": "Rosa D"})
        qtbot.waitUntil(lambda: draft.read() is not None)
    with Book.open(path) as book:
        again = Draft(Desk(book, inline=True), "capture")
        assert again.read() == {"name": "Rosa D"}
        assert book.history() == []
        again.drop()
        assert again.read() is None
