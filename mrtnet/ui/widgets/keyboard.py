"""The keyboard goes back to where it was before something came up."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


def give_back(widget: QWidget | None, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
    """The keyboard to this widget, unless it is hidden or deleted meanwhile: lists are filled anew under a dialog."""
    if widget is not None and isValid(widget) and widget.isVisible():
        widget.setFocus(reason)
