"""A menu that is made each time it opens."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from mrtnet.ui import names


def passing_menu(parent: QWidget | None, which: str, says: str = "") -> QMenu:
    """A menu that deletes itself when it closes; `which` makes its name, `says` is what a screen reader hears."""
    menu = QMenu(parent)
    menu.setObjectName(names.menu(which))
    menu.setAccessibleName(says)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu
