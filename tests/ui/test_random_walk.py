"""A random walk over the window: keys and clicks anywhere, seeded, on every page. Nothing may break, leak or complain.

The ordinary run takes half a minute; `MRTNET_WALK_SECONDS=3600 pytest -m long tests/ui/test_random_walk.py` an hour.
"""

import gc
import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDesktopServices, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QWidget
from shiboken6 import isValid

from mrtnet.store.book import Book
from mrtnet.ui.commands import COMMANDS
from mrtnet.ui.pages import PAGES
from mrtnet.ui.window import Window
from tests.ui.conftest import MakeWindow
from tests.ui.sampled import sample_book

SEED = int(os.environ.get("MRTNET_WALK_SEED", "20261015"))
STEPS = 1500
LONG = float(os.environ.get("MRTNET_WALK_SECONDS", "600"))
WARM = 0.4  # of the long walk: until then modules and caches are filled for the first time
GROWTH = 1.10
_K = Qt.Key
KEYS = [
    _K.Key_Up, _K.Key_Down, _K.Key_Left, _K.Key_Right, _K.Key_Tab, _K.Key_Backtab, _K.Key_Return, _K.Key_Escape,
    _K.Key_Escape, _K.Key_Space, _K.Key_Home, _K.Key_End, _K.Key_PageDown, _K.Key_PageUp, _K.Key_F2, _K.Key_F6,
    _K.Key_F9, _K.Key_F10, _K.Key_F1, _K.Key_Delete, _K.Key_Backspace, _K.Key_Menu, _K.Key_Question,
    *(_K(ord(letter)) for letter in "ODSXLMFTGWN"),
]  # fmt: skip
CHORDS = "ZFKN,1234567" + "=-0"
TEXTS = (
    "rosa",
    "Nguyễn",
    "due:late",
    "tomorrow 9am",
    "<b>x</b>",
    "in 2 weeks",
    "מרים",
    "‮x",
    "RHIT, CCS",
    "a" * 300,
    "…",
)
LEFT_OUT = {"quit", "import", "export", "about"}
"""Ends the walk, or opens the system's own dialogs."""


@pytest.fixture(autouse=True)
def _nothing_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    """Links and the system's file dialogs end here: a walk must not write mail."""
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_told, **_more: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_told, **_more: "")
    monkeypatch.setattr(QDialog, "exec", _opened)


def _opened(dialog: QDialog) -> int:
    """A dialog that waits is opened without waiting, and taken back a little later."""
    dialog.open()
    dialog.reject()
    return 0


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Book]:
    with sample_book(tmp_path) as book:
        yield book


@pytest.fixture
def walker(sample: Book, make_window: MakeWindow, qapp: QApplication) -> Iterator["Walker"]:
    window = make_window(sample)
    yield Walker(window, qapp, random.Random(SEED))
    for widget in qapp.topLevelWidgets():
        if widget is not window:
            widget.close()


class Walker:
    """Who presses and clicks. `trail` tells what was done last, for the one who reads a failure."""

    def __init__(self, window: Window, application: QApplication, dice: random.Random) -> None:
        self.window, self.application, self.dice = window, application, dice
        self.trail: list[str] = []
        self._ways: list[tuple[int, Callable[[], str]]] = [
            (30, self._key), (12, self._chord), (10, self._type), (22, self._click), (6, self._double_click),
            (8, self._wheel), (5, self._command), (4, self._go), (2, self._resize), (1, self._other_button),
        ]  # fmt: skip

    def step(self) -> None:
        """One thing she might do."""
        weights = [weight for weight, _way in self._ways]
        way = self.dice.choices([way for _weight, way in self._ways], weights)[0]
        try:
            self.trail.append(way())
        except RuntimeError as wrong:  # what was pressed was gone before it was let go: nothing of the program's
            if "already deleted" not in str(wrong):
                raise
        del self.trail[:-40]
        self.application.processEvents()
        self._tidy()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # without a running loop nobody does it

    def _top(self) -> QWidget:
        popup = self.application.activePopupWidget() or self.application.activeModalWidget()
        shown = [w for w in self.application.topLevelWidgets() if w.isVisible() and not isinstance(w, QMenu)]
        return popup or (self.dice.choice(shown) if shown and self.dice.random() < 0.5 else self.window)

    def _focus(self) -> QWidget:
        top = self._top()
        return top.focusWidget() or top

    def _key(self) -> str:
        key, widget = self.dice.choice(KEYS), self._focus()
        QTest.keyClick(widget, key, self.dice.choice((_NONE, _NONE, _NONE, _SHIFT)))
        return f"{key.name} to {_name(widget)}"

    def _chord(self) -> str:
        letter, widget = self.dice.choice(CHORDS), self._focus()
        QTest.keyClick(widget, _K(ord(letter)), Qt.KeyboardModifier.ControlModifier)
        return f"Ctrl+{letter} to {_name(widget)}"

    def _type(self) -> str:
        text, widget = self.dice.choice(TEXTS), self._focus()
        for letter in text[:40]:
            if letter.isascii() and letter.isprintable():
                QTest.keyClicks(widget, letter)
        return f"types {text[:12]!a} into {_name(widget)}"

    def _place(self) -> tuple[QWidget, QPoint]:
        top = self._top()
        where = QPoint(self.dice.randrange(max(1, top.width())), self.dice.randrange(max(1, top.height())))
        widget = top.childAt(where)
        if widget is None or not isValid(widget):  # a part that Qt itself threw away meanwhile
            return top, where
        return widget, widget.mapFrom(top, where)

    def _click(self) -> str:
        widget, where = self._place()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, self.dice.choice((_NONE, _NONE, _SHIFT)), where)
        return f"clicks {_name(widget)}"

    def _double_click(self) -> str:
        widget, where = self._place()
        QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, _NONE, where)
        return f"double clicks {_name(widget)}"

    def _other_button(self) -> str:
        widget, where = self._place()
        QTest.mouseClick(widget, Qt.MouseButton.RightButton, _NONE, where)
        return f"the other button on {_name(widget)}"

    def _wheel(self) -> str:
        widget, where = self._place()
        at, turn = QPointF(where), QPoint(0, self.dice.choice((-360, -120, 120, 360)))
        event = QWheelEvent(at, QPointF(widget.mapToGlobal(where)), QPoint(), turn, Qt.MouseButton.NoButton, _NONE,
                            Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
        self.application.sendEvent(widget, event)
        return f"turns the wheel over {_name(widget)}"

    def _command(self) -> str:
        name = self.dice.choice(sorted(COMMANDS.keys() - LEFT_OUT))
        self.window.commands.run(name)
        return f"runs {name}"

    def _go(self) -> str:
        key = self.dice.choice(PAGES).key
        self.window.go(key)
        return f"goes to {key}"

    def _resize(self) -> str:
        self.window.resize(self.dice.choice((720, 1000, 1440)), self.dice.choice((520, 868)))
        return "resizes"

    def _tidy(self) -> None:
        """Now and then everything that opened is closed, and the window is there again."""
        if self.dice.random() < 0.05:
            popup = self.application.activePopupWidget()
            if popup is not None:
                popup.close()
        if self.dice.random() < 0.02:
            for widget in self.application.topLevelWidgets():
                if widget is not self.window and widget.isVisible() and widget.isWindow():
                    widget.close()
        if not self.window.isVisible() or self.window.isMinimized():
            self.window.showNormal()
            self.window.activateWindow()


_NONE, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


def _name(widget: QWidget) -> str:
    return widget.objectName() or type(widget).__name__


def test_a_walk_breaks_nothing(walker: Walker) -> None:
    for _step in range(STEPS):
        walker.step()
    assert walker.window.page is not None
    assert walker.window.desk.book.check() == []


@pytest.mark.long
@pytest.mark.timeout(0)
def test_a_long_walk_does_not_grow(walker: Walker) -> None:
    begun, warm, after = time.monotonic(), 0, 0
    while (gone := time.monotonic() - begun) < LONG:
        walker.step()
        if not warm and gone > LONG * WARM:
            warm = _own_memory()
    after = _own_memory()
    assert after <= warm * GROWTH
    assert walker.window.desk.book.check() == []


def _own_memory() -> int:
    """Kilobytes that are this process's alone; 0 where the system does not tell."""
    gc.collect()
    try:
        lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))
