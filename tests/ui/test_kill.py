"""The window killed in the middle of typing, saving and undoing: opened again, what was typed is there.

45 kills of the whole program; `-m long` kills each trade as often as MRTNET_KILLS says (100).
"""

import os
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from PySide6.QtWidgets import QApplication

from mrtnet.store import search_index
from mrtnet.store.book import Book
from mrtnet.ui.window import Window
from tests.ui import typists
from tests.ui.conftest import MakeWindow
from tests.ui.sampled import _made

AT_ONCE = 2  # windows that are typed into while one is looked at
TIMES = {"typing capture": 8, "typing grid": 7, "typing note": 7, "typing letter": 6, "typing planner": 5, "saving": 6,
         "undoing": 6}  # fmt: skip


class Victim(NamedTuple):
    """A program at work: its folder, and what it says."""

    home: Path
    process: BaseProcess
    heard: Connection


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where the books lie: in memory where the system has such a folder."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as made:
        yield Path(made)


def start(processes: Any, trade: str, home: Path, seed: int) -> Victim:
    """The program over a copy of the sample."""
    home.mkdir()
    (home / "book.mrtnet").write_bytes(_made())
    heard, told = processes.Pipe(duplex=False)
    process = processes.Process(target=typists.work, args=(trade, home, seed, told))
    process.start()
    told.close()
    return Victim(home, process, heard)


def kill(victim: Victim, dice: Random, *, promised: bool = False) -> list[Any]:
    """Kill it at a random moment after it began, or `promised`: not before it said something. What it had said."""
    assert victim.heard.poll(60), "the window never came"
    word, began = victim.heard.recv()
    assert word == "began"
    time.sleep(max(0.0, began + dice.random() * 0.9 - time.monotonic()))
    if promised:
        victim.heard.poll(30)
    victim.process.kill()
    victim.process.join()
    said = []
    try:
        while True:
            said.append(victim.heard.recv())
    except EOFError:
        victim.heard.close()
        victim.process.close()
    return [what for _kind, what in said]


def whole(book: Book) -> None:
    """The book is sound, to the last index."""
    assert book.check() == []
    assert book.read.execute("PRAGMA foreign_key_check").fetchall() == []
    assert book.read.execute("SELECT step FROM journal").fetchall() == [(None,)]
    assert search_index.verify(book.read) == []


def as_typed(window: Window, trade: str, kept: list[str]) -> None:
    """The text that was kept last stands there again, with or without letters that came later, wherever they came."""
    found = typists.text_of(typists.PLACES[trade.split()[1]](window))
    last = kept[-1] if kept else ""
    before = next((at for at, (one, two) in enumerate(zip(last, found, strict=False)) if one != two), len(last))
    assert found.endswith(last[before:])
    assert len(found) <= len(last) + 200


def as_saved(window: Window, saved: list[str]) -> None:
    """Everyone saved is on file once; the one that was being saved is on file, or typed still."""
    names = [row[0] for row in window.desk.read.execute("SELECT name FROM person WHERE name LIKE 'Walker%'").fetchall()]
    assert sorted(set(names)) == sorted(names)
    assert set(saved) <= set(names)
    assert len(names) - len(saved) in (0, 1)
    typed = typists.text_of(typists.capture_field(window))
    assert typed not in names


def as_undone(window: Window, turned: list[int]) -> None:
    """So many steps as there were turns, or one more; the sample is there as a whole, or not at all."""
    steps = len(window.desk.book.history(limit=100_000)) - 1
    people = window.desk.read.execute("SELECT count(*) FROM person").fetchone()[0]
    assert steps - len(turned) in (0, 1)
    assert (people == 0) == (steps % 2 == 1)


def check(victim: Victim, trade: str, said: list[Any], make_window: MakeWindow) -> None:
    """Open the book again, in a window."""
    with Book.open(victim.home / "book.mrtnet") as book:
        whole(book)
        window = make_window(book)
        if trade.startswith("typing"):
            as_typed(window, trade, said)
        else:
            (as_saved if trade == "saving" else as_undone)(window, said)
        for widget in QApplication.topLevelWidgets():
            if widget is not window:
                widget.close()
        window.close()


def kill_often(processes: Any, trade: str, times: int, folder: Path, make_window: MakeWindow) -> None:
    """Kill so many, some of them typing while another is opened again."""
    dice, waiting, told = Random(), deque[Victim](), 0
    try:
        for number in range(times):
            while len(waiting) < min(AT_ONCE, times - number):
                at = number + len(waiting)
                waiting.append(start(processes, trade, folder / f"{at}", dice.getrandbits(30)))
            victim = waiting.popleft()
            said = kill(victim, dice, promised=number == 0)
            told += len(said)
            check(victim, trade, said, make_window)
    finally:
        for victim in waiting:
            victim.process.kill()
            victim.process.join()
    assert told  # else nothing was ever promised


@pytest.mark.parametrize("trade", TIMES)
def test_a_killed_window_has_what_was_typed(processes: Any, trade: str, folder: Path, make_window: MakeWindow) -> None:
    kill_often(processes, trade, TIMES[trade], folder, make_window)


@pytest.mark.long
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("trade", TIMES)
def test_a_window_killed_often_has_what_was_typed(
    processes: Any, trade: str, folder: Path, make_window: MakeWindow
) -> None:
    kill_often(processes, trade, int(os.environ.get("MRTNET_KILLS", "100")), folder, make_window)
