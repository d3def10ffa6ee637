"""A window over a book with two meetings, for the tests of brief, notes, outcome and mentoring; and hands to type."""

from datetime import date, time
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from mrtnet.domain.meeting_forms import MeetingForm
from mrtnet.edits import meetings
from mrtnet.queries import people
from mrtnet.store.book import Book
from mrtnet.ui.window import Window
from tests.ui.network import TODAY

Key = Qt.Key
NONE, CTRL, ALT = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier,
)  # fmt: skip
SHIFT = Qt.KeyboardModifier.ShiftModifier
QUESTIONS = ("How did you begin?", "What does a Tuesday look like?", "Who else should I talk to?")


def who(book: Book, name: str) -> int:
    """The id of this person."""
    (found,) = people.ids_named(book.read, name)
    return found


def plan(book: Book, name: str = "Rosa Delgado-Ruiz", day: date = TODAY, at: time = time(9), **more: Any) -> int:
    """A meeting, at nine of this morning, which is twelve minutes ago."""
    told = {
        "day": day, "at": at, "zone": "America/Chicago", "minutes": 30, "url": "https://talk.example/rosa",
        "questions": [{"text": text} for text in QUESTIONS],
        "agenda": [{"title": "Their path", "minutes": 10}, {"title": "My questions", "minutes": 20}],
    } | more  # fmt: skip
    found: int = book.do(meetings.plan_meeting, MeetingForm(**told), [who(book, name)], today=TODAY)
    return found


def focused(window: QWidget) -> QWidget:
    """Where the keyboard is."""
    return window.focusWidget() or window


def press(window: QWidget, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    """A key where the keyboard is, in a window that has it."""
    if not window.isActiveWindow():
        window.activateWindow()
        QApplication.processEvents()
    QTest.keyClick(focused(window), key, held)
    QApplication.processEvents()


def write(window: QWidget, text: str) -> None:
    """Letters where the keyboard is; those of no keyboard as an input method sends them."""
    if not window.isActiveWindow():
        window.activateWindow()
        QApplication.processEvents()
    for letter in text:
        if letter.isascii():
            QTest.keyClicks(focused(window), letter)
        else:
            event = QInputMethodEvent()
            event.setCommitString(letter)
            QApplication.sendEvent(focused(window), event)
    QApplication.processEvents()


def shown(kind: type[Any]) -> Any:
    """The visible window of this kind."""
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible())


def close_all(window: Window) -> None:
    """Put away what came up beside the window."""
    for each in QApplication.topLevelWidgets():
        if each is not window and each.isVisible():
            each.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
