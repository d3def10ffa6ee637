"""Who walks: presses, types, clicks, pulls, scrolls anywhere, opens every page and dialog, and lets time go on."""

import random
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QAbstractSpinBox, QApplication, QMenu, QScrollBar, QWidget

from mrtnet.settings import TEXT_SIZES
from mrtnet.trouble import Trouble
from mrtnet.ui import pictures
from mrtnet.ui.commands import COMMANDS
from mrtnet.ui.importing.page import ImportPage
from mrtnet.ui.pages import PAGES
from mrtnet.ui.pictures.shots import SHOTS
from mrtnet.ui.window import Window
from mrtnet.ui.write.writing import Writing
from tests.ui.walk.elsewhere import Elsewhere
from tests.ui.walk.pace import clock

_K, _M = Qt.Key, Qt.KeyboardModifier
NONE, SHIFT = _M.NoModifier, _M.ShiftModifier
KEYS = [
    _K.Key_Up, _K.Key_Down, _K.Key_Left, _K.Key_Right, _K.Key_Tab, _K.Key_Tab, _K.Key_Backtab, _K.Key_Return,
    _K.Key_Return, _K.Key_Escape, _K.Key_Escape, _K.Key_Space, _K.Key_Home, _K.Key_End, _K.Key_PageDown,
    _K.Key_PageUp, _K.Key_F2, _K.Key_F6, _K.Key_F9, _K.Key_F10, _K.Key_F1, _K.Key_Delete, _K.Key_Backspace,
    _K.Key_Menu, _K.Key_Question, *(_K(ord(letter)) for letter in "ODSXLMFTGWN"),
]  # fmt: skip
CHORDS = "ZZYFKNDEAXCVV,1234567=-0\r"
ALT = "NMLABC\x1b"
TEXTS = (
    "rosa", "Nguyễn", "due:late", "tomorrow 9am", "<b>x</b>", "in 2 weeks", "מרים", "\u202ex", "RHIT, CCS", "a" * 300,
    "…", "thu", "Lakeshore Medical Center", "offered a shadow day", "@ Mercy; !thank-you tomorrow", "12/3 2pm",
)  # fmt: skip
PASTED = (
    "Amina Yusuf RHIT\tCoder\tMercy\nJonas Weiß\t\tLakeshore\n<img src=/dev/zero>\t\u202e\t#tag",
    "Priya Raman, CCS; Auditor @ Mercy; praman@mercy.example; (312) 555-0149",
    "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ngọc Ánh\r\nEMAIL:anh@mail.example\r\nEND:VCARD\r\n",
    "one\ntwo\nthree",
    "",
)
LEFT_OUT = {"quit", "about"}
"""Ends the walk; names Qt's version, which differs."""
SHOTS_LEFT_OUT = {"23-reminders", "16-welcome", "35-about"}
"""The reminders come by themselves; the welcome comes as a page."""
KEPT = ("log_people", "guide")
"""What these open is only hidden when it is closed, with its last picture, as large as the text was."""
PAUSES = (0, 0, 50, 250, 1000, 5000)  # ms between two things she does
SLEEPS = (3_600_000, 6 * 3_600_000, 24 * 3_600_000)
TRAIL = 40
AN_EYE_EVERY = 10  # steps
_VIEWPORT = "qt_scrollarea_viewport"


class Walker:
    """`trail` tells what was done last, for the one who reads a failure; `seen` what was on the screen or done."""

    def __init__(self, window: Window, application: QApplication, elsewhere: Elsewhere, dice: random.Random) -> None:
        self.window, self.application, self.elsewhere, self.dice = window, application, elsewhere, dice
        self.trail: list[str] = []
        self.steps = 0
        self.seen: set[str] = set()
        self._round: list[str] = []
        self._kept: QWidget = window  # when Python's half of a window goes, Shiboken takes those of its parts along
        run = window.commands.run

        def running(name: str) -> bool:
            self.seen.add(f"command {name}")
            return run(name)

        window.commands.run = running  # type: ignore[method-assign]
        self._ways: list[tuple[int, Callable[[], str]]] = [
            (30, self._key), (12, self._chord), (10, self._type), (22, self._click), (5, self._double_click),
            (3, self._drag), (6, self._wheel), (4, self._command), (6, self._go), (7, self._shot), (2, self._look),
            (1, self._resize), (1, self._other_button), (2, self._context), (3, self._elsewhere), (1, self._sleep),
        ]  # fmt: skip

    def step(self) -> str:
        """One thing she might do; returns it in words."""
        self.steps += 1
        way = self.dice.choices([way for _weight, way in self._ways], [weight for weight, _way in self._ways])[0]
        told = way()
        self.trail.append(f"{self.steps} {told}")
        del self.trail[:-TRAIL]
        self.settle(self.dice.choice(PAUSES))
        self._tidy()
        if self.steps % AN_EYE_EVERY == 0:
            self._notice()
        return told

    def see_all(self) -> None:
        """Every page and dialog once, and every page in every size of the text: so that modules, fonts and what is kept
        of SQL are there before anything is compared."""
        for name in all_shots():
            self._open(name)
            self.settle(1000)
            self.close_all()
        for size in TEXT_SIZES:
            self.window.settings.text_size = size
            self.window.theme.refresh()
            for page in PAGES:
                self.window.go(page.key)
                self.settle(1000)
        self.rest()

    def settle(self, pause: int = 0) -> None:
        """Everything that is under way comes to its end; then time passes, and that too."""
        self._events()
        clock.go_on(pause)
        self._events()

    def _events(self) -> None:
        for _round in range(2):
            self.application.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # without a running loop nobody does it

    # Where

    def _top(self) -> QWidget:
        self._kept = self._topmost()
        return self._kept

    def _topmost(self) -> QWidget:
        popup = self.application.activePopupWidget() or self.application.activeModalWidget()
        if popup is not None:
            return popup
        shown = [w for w in self.application.topLevelWidgets() if w.isVisible() and not isinstance(w, QMenu)]
        shown.sort(key=lambda widget: (_name(widget), widget.geometry().getRect()))
        return self.dice.choice(shown) if shown and self.dice.random() < 0.5 else self.window

    def _focus(self) -> QWidget:
        top = self._top()
        return top.focusWidget() or top

    def _place(self) -> tuple[QWidget, QPoint]:
        top = self._top()
        where = QPoint(self.dice.randrange(max(1, top.width())), self.dice.randrange(max(1, top.height())))
        widget = top.childAt(where)
        return (top, where) if widget is None else (widget, widget.mapFrom(top, where))

    # What

    def _key(self) -> str:
        key, widget = self.dice.choice(KEYS), self._focus()
        told = f"{key.name} to {_name(widget)}"
        QTest.keyClick(widget, key, self.dice.choice((NONE, NONE, NONE, SHIFT)))
        return told

    def _chord(self) -> str:
        widget = self._focus()
        modifier = self.dice.choice((_M.ControlModifier,) * 4 + (_M.ControlModifier | SHIFT, _M.AltModifier))
        letter = self.dice.choice(ALT if modifier == _M.AltModifier else CHORDS)
        key = {"\r": _K.Key_Return, "\x1b": _K.Key_Left}.get(letter) or _K(ord(letter))
        told = f"{modifier.name}+{key.name} to {_name(widget)}"
        if letter == "V":
            QGuiApplication.clipboard().setText(self.dice.choice(PASTED))
        QTest.keyClick(widget, key, modifier)
        return told

    def _type(self) -> str:
        text, widget = self.dice.choice(TEXTS), self._focus()
        told = f"types {text[:12]!a} into {_name(widget)}"
        if not text.isascii():
            QGuiApplication.clipboard().setText(text)
            QTest.keyClick(widget, _K.Key_V, _M.ControlModifier)
            return told
        for letter in text[:40]:
            QTest.keyClicks(self.application.focusWidget() or self.window, letter)  # a letter may open something
        return told

    def _click(self) -> str:
        widget, where = self._place()
        told = f"clicks {_name(widget)} at {where.toTuple()}"
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, self.dice.choice((NONE, NONE, SHIFT)), where)
        return told

    def _double_click(self) -> str:
        widget, where = self._place()
        told = f"double clicks {_name(widget)} at {where.toTuple()}"
        QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, NONE, where)
        return told

    def _drag(self) -> str:
        widget, where = self._place()
        told = f"pulls {_name(widget)} from {where.toTuple()}"
        there = where + QPoint(self.dice.randrange(-300, 300), self.dice.randrange(-200, 200))
        QTest.mousePress(widget, Qt.MouseButton.LeftButton, NONE, where)
        QTest.mouseMove(widget, (where + there) / 2)
        QTest.mouseMove(widget, there)
        QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, NONE, there)
        return told

    def _other_button(self) -> str:
        widget, where = self._place()
        told = f"the other button on {_name(widget)}"
        QTest.mouseClick(widget, Qt.MouseButton.RightButton, NONE, where)
        return told

    def _context(self) -> str:
        widget, where = self._place()
        told = f"asks for the menu of {_name(widget)} at {where.toTuple()}"
        if not isinstance(widget, QScrollBar | QAbstractSpinBox):  # theirs wait until they close
            event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, widget.mapToGlobal(where))
            self.application.sendEvent(widget, event)
        return told

    def _wheel(self) -> str:
        widget, where = self._place()
        told = f"turns the wheel over {_name(widget)}"
        at, turn = QPointF(where), QPoint(0, self.dice.choice((-360, -120, 120, 360)))
        event = QWheelEvent(at, QPointF(widget.mapToGlobal(where)), QPoint(), turn, Qt.MouseButton.NoButton, NONE,
                            Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
        self.application.sendEvent(widget, event)
        return told

    def _command(self) -> str:
        name = self.dice.choice(sorted(COMMANDS.keys() - LEFT_OUT))
        self.window.commands.run(name)
        return f"runs {name}"

    def _go(self) -> str:
        key = self.dice.choice(PAGES).key
        self.window.go(key)
        return f"goes to {key}"

    def _shot(self) -> str:
        """The next page or dialog of a round through all of them."""
        if not self._round:
            self._round = all_shots()
            self.dice.shuffle(self._round)
        return self._open(self._round.pop())

    def _open(self, name: str) -> str:
        self.elsewhere.fill()  # a picture needs somebody to show
        try:
            SHOTS[name](self.window)
        except Trouble:
            return f"is refused {name}"  # what it would add is in the book already
        except Exception as nobody:
            if Path(traceback.extract_tb(nobody.__traceback__)[-1].filename).parent != Path(pictures.__file__).parent:
                raise
            return f"finds nothing for {name}"  # what the picture is about is not in the book any more
        self.seen.add(f"shot {name}")
        return f"opens {name}"

    def _look(self) -> str:
        """Another theme, text size or row height, as Settings would do it."""
        settings, theme = self.window.settings, self.window.theme
        settings.theme = self.dice.choice(("light", "dark"))
        settings.text_size = self.dice.choice((*TEXT_SIZES, 100, 100))
        theme.refresh()
        self.seen.update((f"theme {settings.theme}", f"text {settings.text_size}"))
        return f"looks at it {settings.theme} at {settings.text_size} %"

    def _resize(self) -> str:
        size = self.dice.choice((720, 1000, 1440)), self.dice.choice((520, 868))
        self.window.resize(*size)
        return f"makes the window {size}"

    def _elsewhere(self) -> str:
        told = self.elsewhere.change(self.window)
        self.seen.add(f"elsewhere {told}")
        return f"elsewhere: {told}"

    def _sleep(self) -> str:
        ms = self.dice.choice(SLEEPS)
        clock.sleep(ms)
        return f"the machine sleeps {ms // 3_600_000} h"

    # Around

    def _tidy(self) -> None:
        """Now and then everything that opened is closed, and the window is there again."""
        if self.dice.random() < 0.05:
            popup = self.application.activePopupWidget()
            if popup is not None:
                popup.close()
        if self.dice.random() < 0.03:
            self.close_all()
        if not self.window.isVisible() or self.window.isMinimized():
            self.window.leaving = False
            self.window.showNormal()
            self.window.activateWindow()
        self._events()

    def close_all(self) -> None:
        """Everything but the window itself."""
        for widget in self.application.topLevelWidgets():
            if widget is not self.window and widget.isVisible() and widget.isWindow():
                widget.close()

    def rest(self) -> None:
        """The same place each time, to compare what is held: Today in its usual look, nothing else open."""
        self.close_all()
        self.settle(10_000)
        writing = self.window.findChild(Writing)
        if writing is not None:
            writing.close()
        if wizard := self.window.findChild(ImportPage):
            wizard.give_up()
        self.window.settings.theme, self.window.settings.text_size = "light", 100
        self.window.theme.refresh()
        self.window.resize(1440, 868)
        self.window.go("today")
        for name in KEPT:
            self.window.commands.run(name)
            self.settle(1000)
            self.close_all()
        for _round in range(3):
            self.settle(10_000)

    def _notice(self) -> None:
        """What is on the screen now: pages, windows, and what the program's own classes show."""
        if self.window.page is not None:
            self.seen.add(f"page {self.window.page.key}")
        for widget in self.application.allWidgets():
            if type(widget).__module__.startswith("mrtnet.") and widget.isVisible():
                self.seen.add(f"shown {type(widget).__name__}")


def all_shots() -> list[str]:
    """Every shot that can be brought up in any window."""
    return sorted(SHOTS.keys() - SHOTS_LEFT_OUT)


def _name(widget: QWidget) -> str:
    named: Any = widget
    if isinstance(widget.parentWidget(), QAbstractScrollArea) and widget.objectName() in ("", _VIEWPORT):
        named = widget.parentWidget()
    return f"{type(named).__name__} {named.objectName()}".strip()
