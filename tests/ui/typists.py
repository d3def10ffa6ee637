"""What she was doing in the windows that test_kill kills: each is the whole program, and real keys go into it.

A typist says over a pipe what the window promised: ("kept", text) once she paused as long as a draft may take and the
book is idle; ("saved", name) once a save was told. What comes after the last word may be there or not.
"""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from mrtnet.ui import app, drafts, names, program
from mrtnet.ui.capture.opening import install as capturing
from mrtnet.ui.dialogs.offers import install as offers
from mrtnet.ui.grid.model import NAME
from mrtnet.ui.grid.view import GridView
from mrtnet.ui.window import Window

LETTER = 4  # ms between two letters
PAUSED = drafts.PAUSE + 20  # ms: what is typed is a draft by then; Qt rounds timers by a twentieth
WORDS = ["Ana", "Ruiz", "codes", "charts", "at", "Mercy", "and", "offered", "a", "shadow", "day", "in", "her", "team",
         "next", "spring", "about", "audits"]  # fmt: skip
Typist = Callable[[Window, Random, Callable[[str, Any], None]], Iterator[int]]


def capture_field(window: Window) -> QWidget:
    """The first field of the capture window, open."""
    window.commands.run("log_people")
    found = capturing(window.around).window
    assert found is not None
    return found.form.name


def grid_cell(window: Window) -> GridView:
    """The grid of the first event, at its empty row."""
    event = window.desk.read.execute("SELECT min(id) FROM event").fetchone()[0]
    window.go("events", event)
    grid = window.findChild(GridView)
    assert isinstance(grid, GridView)
    grid.go_to(len(grid.grid.keys) - 1, NAME)
    grid.setFocus()
    return grid


def note_field(window: Window) -> QWidget:
    """The line on a person's page."""
    person = window.desk.read.execute("SELECT min(id) FROM person").fetchone()[0]
    window.go("people", person)
    window.commands.run("open")
    line = window.findChild(QWidget, names.PERSON_LINE)
    assert line is not None
    line.setFocus()
    return line


def letter_body(window: Window) -> QWidget:
    """The body of a letter to somebody."""
    person = window.desk.read.execute("SELECT min(id) FROM person").fetchone()[0]
    offers(window.around).writing.write_to(person)
    return _body(window)


def _body(window: Window) -> Any:
    body = offers(window.around).writing.panel.body
    body.setFocus()
    return body


def planner_field(window: Window) -> QWidget:
    """The words for the time of a meeting that is being planned."""
    person = window.desk.read.execute("SELECT min(id) FROM person").fetchone()[0]
    window.go("meetings", ("plan", person))
    field = window.findChild(QWidget, "planner.when")
    assert field is not None
    return field


def text_of(place: Any) -> str:
    """What stands in a field; in a grid what is typed and not saved, a cell being typed included."""
    if isinstance(place, GridView):
        cell = place._cell[2] if place._cell is not None else ""
        return cell or " ".join(text for cells in place.grid.typed.values() for text in cells.values())
    told = place.toPlainText() if hasattr(place, "toPlainText") else place.text()
    return str(told)


PLACES: dict[str, Callable[[Window], Any]] = {
    "capture": capture_field, "grid": grid_cell, "note": note_field, "letter": letter_body, "planner": planner_field,
}  # fmt: skip


def _type_in(place: Any, window: Window, dice: Random, tell: Callable[[str, Any], None]) -> Iterator[int]:
    """Words, with a pause now and then."""
    for word in dice.sample(WORDS, len(WORDS)):
        for letter in word + " ":
            QTest.keyClicks(_hands(place), letter)
            yield LETTER
        if dice.random() < 0.4:
            typed = text_of(place)
            yield PAUSED
            while window.desk.is_busy():
                yield 1
            tell("kept", typed)


def typing(where: str, window: Window, dice: Random, tell: Callable[[str, Any], None]) -> Iterator[int]:
    """She types and is killed in the middle of a word, or of keeping one."""
    place = PLACES[where](window)
    yield 1
    yield from _type_in(place, window, dice, tell)


def saving(window: Window, dice: Random, tell: Callable[[str, Any], None]) -> Iterator[int]:
    """One card after the other, each told when it is saved."""
    name = capture_field(window)
    found = capturing(window.around).window
    assert found is not None
    yield 1
    for number in range(999):
        QTest.keyClicks(name, f"Walker {number}")
        yield LETTER
        QTest.keyClick(name, Qt.Key.Key_Return)
        while window.desk.is_busy():
            yield 1
        tell("saved", f"Walker {number}")


def undoing(window: Window, dice: Random, tell: Callable[[str, Any], None]) -> Iterator[int]:
    """Undo and redo by their keys, without end."""
    view = window.page.panes()[0] if window.page else window
    yield 1
    for number in range(999):
        shift = Qt.KeyboardModifier.ShiftModifier if number % 2 else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | shift)
        while window.desk.is_busy():
            yield 1
        tell("turned", number + 1)


def _hands(place: Any) -> QWidget:
    """Where the letters go: the cell's editor once there is one."""
    found = QApplication.focusWidget() if isinstance(place, GridView) else place
    return found or place


TRADES: dict[str, Typist] = {
    **{f"typing {where}": partial(typing, where) for where in PLACES}, "saving": saving, "undoing": undoing,
}  # fmt: skip


def work(trade: str, home: Path, seed: int, told: Any) -> None:
    """The program as `mrtnet` starts it, with somebody at its keyboard; ends by being killed."""
    os.environ["MRTNET_HOME"] = str(home)
    answer = program.answer

    def begin(window: Window, wish: str) -> None:
        answer(window, wish)
        hands = TRADES[trade](window, Random(seed), lambda kind, what: told.send((kind, what)))

        def go_on() -> None:
            pause = next(hands, None)
            if pause is not None:
                QTimer.singleShot(pause, go_on)

        window.painted.connect(lambda: QTimer.singleShot(0, lambda: (told.send(("began", monotonic())), go_on())))

    program.answer = begin
    QApplication.setFont(QFont("Inter"))
    app.main([])
