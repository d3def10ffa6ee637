"""A thin bar over the whole width of the window, above sidebar and page: for what concerns everything."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QToolBar, QWidget


def strip(window: QMainWindow, inside: QWidget, name: str, title: str) -> QToolBar:
    """Put `inside` on top of the window; show and hide what is returned. It can be neither moved nor switched off."""
    bar = QToolBar()
    bar.setObjectName(name)
    bar.setWindowTitle(title)
    bar.setMovable(False)
    bar.toggleViewAction().setVisible(False)
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    bar.setContentsMargins(0, 0, 0, 0)
    if (layout := bar.layout()) is not None:
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
    bar.addWidget(inside)
    window.addToolBarBreak(Qt.ToolBarArea.TopToolBarArea)
    window.addToolBar(Qt.ToolBarArea.TopToolBarArea, bar)
    return bar
