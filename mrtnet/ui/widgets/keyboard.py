"""The keyboard: back to where it was before; Enter on a button; Ctrl+Z where nothing was typed; keys in words."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QWidget
from shiboken6 import isValid


def give_back(widget: QWidget | None, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
    """The keyboard to this widget, unless it is hidden or deleted meanwhile: lists are filled anew under a dialog."""
    if widget is not None and isValid(widget) and widget.isVisible():
        widget.setFocus(reason)


def enter_clicks(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Enter on a button that has the keyboard is a click, as Space is; Qt does so in dialogs only."""
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return False
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    button.click()
    return True


def is_undo_for_others(event: QEvent) -> bool:
    """Ctrl+Z, asked for beforehand: a field with nothing of its own to undo leaves it to the window, by ignoring it."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if not event.matches(QKeySequence.StandardKey.Undo):
        return False
    event.ignore()
    return True


def key_words(sequence: str) -> str:
    """Keys as this system writes them, for a hint on a button: "Ctrl+Enter"."""
    return QKeySequence(sequence).toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")
