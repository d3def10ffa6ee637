"""The keyboard: back to where it was before something came up, and Enter on a button."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
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
