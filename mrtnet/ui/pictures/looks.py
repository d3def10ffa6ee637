"""How a picture is taken: theme, text size, width, direction, font."""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from mrtnet.settings import Settings
from mrtnet.ui.style import Style
from mrtnet.ui.theme import Theme

MORNING = "2026-10-15T14:12:00+00:00"
"""Thursday, October 15, 2026, 9:12 in Chicago: when all pictures are taken."""


class Look(NamedTuple):
    """How a picture is taken: theme, text size in percent, size of the window, direction, font ("" the usual one)."""

    theme: str = "light"
    text_size: int = 100
    width: int = 1440
    height: int = 868
    right_to_left: bool = False
    font: str = ""


LOOKS: Mapping[str, Look] = {
    "light": Look(),
    "dark": Look("dark"),
    "200": Look(text_size=200),
    "narrow": Look(width=760, height=640),
    "rtl": Look(right_to_left=True),
}


def dress(application: QApplication, look: Look) -> Theme:
    """The application in this look, with the same font on every machine that has it."""
    usual = "Inter" if "Inter" in QFontDatabase.families() else application.font().family()
    font = QFont(look.font or usual)
    font.setPixelSize(13)
    settings = Settings(theme=look.theme, text_size=look.text_size, less_motion=True)
    theme = Theme(settings, font)
    application.setStyle(Style(theme))
    theme.apply_to(application)
    application.setCursorFlashTime(0)
    turned = Qt.LayoutDirection.RightToLeft if look.right_to_left else Qt.LayoutDirection.LeftToRight
    application.setLayoutDirection(turned)
    return theme
