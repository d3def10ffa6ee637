"""The theme follows system and settings, and everything grows with the text."""

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QComboBox, QStyle, QStyleOptionComboBox, QStyleOptionFrame
from pytestqt.qtbot import QtBot

from mrtnet.domain.kinds import TABLES
from mrtnet.settings import Settings
from mrtnet.ui import icons
from mrtnet.ui.commands import COMMANDS
from mrtnet.ui.pages import PAGES
from mrtnet.ui.theme import FONTS, Theme
from mrtnet.ui.widgets.basic import Field
from tests.ui.conftest import body_font, dressed


class SystemHints(QObject):
    """Stands in for the system, which tells no colour scheme without a screen."""

    colorSchemeChanged = Signal(Qt.ColorScheme)

    def __init__(self) -> None:
        super().__init__()
        self.scheme = Qt.ColorScheme.Light

    def colorScheme(self) -> Qt.ColorScheme:
        return self.scheme

    def turn(self, scheme: Qt.ColorScheme) -> None:
        self.scheme = scheme
        self.colorSchemeChanged.emit(scheme)


def test_follows_the_system_until_she_chooses(qapp: QApplication, qtbot: QtBot) -> None:
    settings, system = Settings(), SystemHints()
    theme = Theme(settings, body_font(), system)  # type: ignore[arg-type]  # stands in for QStyleHints
    theme.apply_to(qapp)
    light = theme.color("window").name()
    with qtbot.waitSignal(theme.changed):
        system.turn(Qt.ColorScheme.Dark)
    assert theme.dark
    assert theme.color("window").name() != light
    assert qapp.palette().color(QPalette.ColorRole.Window) == theme.color("window")
    settings.theme = "light"
    theme.refresh()
    system.turn(Qt.ColorScheme.Dark)
    assert not theme.dark


def test_everything_grows_with_the_text_size(qapp: QApplication) -> None:
    usual, large = dressed(qapp, Settings()), dressed(qapp, Settings(text_size=200))
    assert large.px(60) == 2 * usual.px(60) == 120
    for role in FONTS:
        assert abs(large.font(role).pixelSize() - 2 * usual.font(role).pixelSize()) <= 1


def test_every_icon_that_is_named_has_a_glyph() -> None:
    known = icons.codes()
    named = {kind.icon for table in TABLES.values() for kind in table.values()}
    named |= {command.icon for command in COMMANDS.values() if command.icon}
    named |= {page.icon for page in PAGES}
    assert named <= known.keys()


def test_an_icon_is_painted_in_the_themes_colour(theme: Theme) -> None:
    image = icons.icon(theme, "circle-fill", "red").pixmap(32, 32).toImage()
    assert image.pixelColor(16, 16) == theme.color("red")


def test_icons_follow_the_theme_without_being_made_anew(qapp: QApplication) -> None:
    settings = Settings()
    theme = dressed(qapp, settings)
    icon = icons.icon(theme, "circle-fill", "accent")
    light = icon.pixmap(32, 32).toImage().pixelColor(16, 16)
    settings.theme = "dark"
    theme.refresh()
    assert icon.pixmap(32, 32).toImage().pixelColor(16, 16) == theme.color("accent") != light


def test_no_two_looks_have_the_same_number(qapp: QApplication) -> None:
    one, other = Theme(Settings(), body_font()), Theme(Settings(theme="dark"), body_font())
    seen = [one.revision, other.revision]
    one.refresh()
    assert len({*seen, one.revision}) == 3


@pytest.mark.parametrize("size", [100, 200])
def test_words_of_fields_stand_apart_from_the_frame(qapp: QApplication, size: int) -> None:
    theme = dressed(qapp, Settings(text_size=size))
    field, box = Field(theme), QComboBox()
    box.addItem("Conference")
    field.resize(theme.px(200), theme.px(32))
    box.resize(theme.px(200), theme.px(32))
    style, option = qapp.style(), QStyleOptionFrame()
    field.initStyleOption(option)
    inside = style.subElementRect(QStyle.SubElement.SE_LineEditContents, option, field)
    assert inside.left() >= theme.px(6)
    assert field.width() - inside.right() >= theme.px(6)
    shown = QStyleOptionComboBox()
    box.initStyleOption(shown)
    words = style.subControlRect(QStyle.ComplexControl.CC_ComboBox, shown, QStyle.SubControl.SC_ComboBoxEditField, box)
    assert words.left() >= theme.px(6)
    for widget in (field, box):
        widget.deleteLater()
    dressed(qapp, Settings())
