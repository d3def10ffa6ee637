"""What is higher than its room: it scrolls up and down without a frame, never sideways."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def scrolling(
    inner: QWidget | None = None, *, name: str = "", says: str = "", takes_keys: bool = False, see_through: bool = False
) -> QScrollArea:
    """`inner` in an area of its own. `takes_keys`: the arrows scroll it. `see_through`: the ground behind it shows."""
    area = QScrollArea()
    if name:
        area.setObjectName(name)
        area.setAccessibleName(says)
    if inner is not None:
        area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus if takes_keys else Qt.FocusPolicy.NoFocus)
    if see_through:
        area.viewport().setAutoFillBackground(False)
        if inner is not None:
            inner.setAutoFillBackground(False)
    return area
