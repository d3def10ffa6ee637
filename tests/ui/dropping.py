"""Dropping files of this computer on a widget, as the pointer would."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget


def drop(widget: QWidget, *paths: Path) -> bool:
    """Drop files of this computer; whether they were welcome."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    came = QDragEnterEvent(QPoint(5, 5), action, mime, left, Qt.KeyboardModifier.NoModifier)
    came.ignore()
    widget.dragEnterEvent(came)
    if came.isAccepted():
        widget.dropEvent(QDropEvent(QPointF(5, 5), action, mime, left, Qt.KeyboardModifier.NoModifier))
    return came.isAccepted()
