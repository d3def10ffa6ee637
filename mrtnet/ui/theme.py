"""The look of this moment: colours, sizes and fonts, from the tokens, the system and the machine's settings."""

from collections.abc import Mapping
from functools import partial
from itertools import count

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QGuiApplication, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication, QToolTip

from mrtnet.settings import Settings
from mrtnet.ui import tokens

LARGE = 1.5  # of the design's size: from here on the line of the keyboard is wider
DESIGN_BODY = 13  # px of body text in the design; every size of the design is told at this one
_NORMAL, _MEDIUM, _SEMIBOLD = QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold
FONTS: Mapping[str, tuple[float, QFont.Weight]] = {
    "first": (2.15, _SEMIBOLD),
    "page": (1.70, _SEMIBOLD),
    "section": (1.23, _SEMIBOLD),
    "name": (1.08, _SEMIBOLD),
    "body": (1.0, _NORMAL),
    "medium": (1.0, _MEDIUM),
    "strong": (1.0, _SEMIBOLD),
    "small": (0.92, _NORMAL),
    "small_medium": (0.92, _MEDIUM),
    "small_strong": (0.92, _SEMIBOLD),
    "tiny": (0.85, _NORMAL),
    "tiny_strong": (0.85, _SEMIBOLD),
}
"""Sizes in parts of the system's font size, and weights (design 6.2)."""

ROW_HEIGHTS = {"compact": 44, "normal": 60, "roomy": 72}

_revisions = count(1)

_R = QPalette.ColorRole
_PALETTE: Mapping[QPalette.ColorRole, str] = {
    _R.Window: "window", _R.WindowText: "text", _R.Base: "base", _R.AlternateBase: "alt", _R.Text: "text",
    _R.Button: "base", _R.ButtonText: "text", _R.PlaceholderText: "text3", _R.Highlight: "selected",
    _R.HighlightedText: "text", _R.Accent: "accent", _R.Link: "accent", _R.LinkVisited: "violet",
    _R.ToolTipBase: "tooltip", _R.ToolTipText: "on_tooltip", _R.Light: "base", _R.Midlight: "divider",
    _R.Mid: "border", _R.Dark: "border_in", _R.Shadow: "border", _R.BrightText: "red",
}  # fmt: skip


class Theme(QObject):
    """What to paint with. Handed to whatever paints; `changed` tells that colours or sizes are new.

    `px` turns a length of the design into pixels, `color`, `font` and `metrics` give the tokens. It follows the
    system's colour scheme while the setting says "system".
    """

    changed = Signal()

    def __init__(self, settings: Settings, body: QFont, hints: QStyleHints | None = None) -> None:
        """`body` is the system's font; `hints` are followed for the colour scheme (none: light)."""
        super().__init__()
        self.settings = settings
        self._take_body(body)
        self._hints = hints
        self._system_font: QFont | None = None
        self._applied_to: QApplication | None = None
        self.dark = False
        self.scale = 1.0
        self.focus_width = 2
        self._colors: dict[str, QColor] = {}
        self._fonts: dict[str, QFont] = {}
        self._metrics: dict[str, QFontMetrics] = {}
        self._palettes: dict[tuple[tuple[str, str], ...], QPalette] = {}
        self.revision = 0
        """Another number for every look there was, of whichever theme: what is kept of painting goes by it."""
        self._work_out()
        if hints is not None:
            hints.colorSchemeChanged.connect(partial(self.refresh))

    def apply_to(self, application: QApplication) -> None:
        """Give the application the palette and font, now and after each change."""
        self._applied_to = application
        application.setPalette(self.palette())
        application.setFont(self.font("body"))
        QToolTip.setPalette(self.palette(WindowText="on_tooltip", Window="tooltip"))

    def refresh(self, *_told: object) -> None:
        """Work everything out anew after a change of settings or system, and tell."""
        if self._applied_to is None:
            self._work_out()
        else:
            self._dress_anew(self._applied_to)
        self.changed.emit()

    def follow(self, system_font: QFont) -> None:
        """The system's font as it is now: another one than at the last look is taken up."""
        before, self._system_font = self._system_font, QFont(system_font)
        if before is not None and before != system_font:
            self._take_body(system_font)
            self.refresh()

    def _take_body(self, font: QFont) -> None:
        self._body = QFont(font)
        self._system_px = QFontInfo(font).pixelSize() or DESIGN_BODY

    def _dress_anew(self, application: QApplication) -> None:
        """What was built with the lengths and fonts of before gets those of now."""
        from mrtnet.ui.resizing import fit, lengths

        before, body = self.scale, application.font()
        noted = lengths(application.allWidgets())
        self._work_out()
        self.apply_to(application)
        if self.scale != before or application.font() != body:
            fit(noted, before, self.scale)

    def color(self, token: str) -> QColor:
        """The colour of a token."""
        return self._colors[token]

    def px(self, length: float) -> int:
        """Pixels for a length of the design, which is drawn at 13 px text."""
        return round(length * self.scale)

    def font(self, role: str = "body") -> QFont:
        """The font of a role; do not change it, copy it."""
        found = self._fonts.get(role)
        if found is None:
            size, weight = FONTS[role]
            found = QFont(self._body)
            found.setPixelSize(max(1, round(DESIGN_BODY * self.scale * size)))
            found.setWeight(weight)
            self._fonts[role] = found
        return found

    def metrics(self, role: str = "body") -> QFontMetrics:
        """The metrics of a role's font, kept."""
        found = self._metrics.get(role)
        if found is None:
            found = self._metrics[role] = QFontMetrics(self.font(role))
        return found

    def row_height(self) -> int:
        """Height of a person's row at this density."""
        return self.px(ROW_HEIGHTS[self.settings.density])

    def palette(self, **instead: str) -> QPalette:
        """The palette of the application; `instead` gives roles other tokens: palette(WindowText="text3"). Kept."""
        key = tuple(instead.items())
        kept = self._palettes.get(key)
        if kept is not None:
            return kept
        palette = self._palettes[key] = QPalette()
        for role, token in _PALETTE.items():
            palette.setColor(role, self.color(instead.get(role.name, token)))
        for role in (_R.WindowText, _R.Text, _R.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("disabled"))
        return palette

    def _work_out(self) -> None:
        chosen = self.settings.theme
        system_dark = self._hints is not None and self._hints.colorScheme() == Qt.ColorScheme.Dark
        self.dark = chosen == "dark" or (chosen == "system" and system_dark)
        strong = _wants_contrast(self._hints)
        named = tokens.DARK if self.dark else tokens.LIGHT
        self._colors = {name: QColor(text) for name, text in (tokens.high_contrast(named) if strong else named).items()}
        self.scale = self._system_px * self.settings.text_size / 100 / DESIGN_BODY
        self.focus_width = 3 if strong or self.scale >= LARGE else 2
        self._fonts.clear()
        self._metrics.clear()
        self._palettes.clear()
        self.revision = next(_revisions)


def _wants_contrast(hints: QStyleHints | None) -> bool:
    accessibility = getattr(hints, "accessibility", None)  # Qt 6.10 and later
    if accessibility is None:
        return False
    return bool(accessibility().contrastPreference().name == "HighContrast")


def system_theme(settings: Settings) -> Theme:
    """The theme for the application that runs, following its system."""
    return Theme(settings, QApplication.font(), QGuiApplication.styleHints())
