"""A key and what it does, as they stand in the palette's head and foot."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mrtnet.ui.painting import Row, line, text_width
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import key_cap, tip

_LTR = "\u200e"  # a ">" stays one where everything else is mirrored


class KeyHint(QWidget):
    """A key cap with a word or two after it; `shorten` leaves the cap alone."""

    def __init__(self, theme: Theme, key: str, words: str) -> None:
        super().__init__()
        self.theme, self._key, self._words = theme, key, words
        self._short = False
        self.setAccessibleName(f"{key}: {words}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def shorten(self, short: bool) -> None:
        """Without the words where there is no room; they become the tooltip."""
        if short != self._short:
            self._short = short
            self.setToolTip(tip(self._words) if short else "")
            self.updateGeometry()
            self.update()

    def _cap(self) -> int:
        return max(self.theme.px(20), text_width(self.theme, "tiny", self._key) + self.theme.px(12))

    def sizeHint(self) -> QSize:
        """Cap and words."""
        words = 0 if self._short else text_width(self.theme, "body", self._words) + self.theme.px(8)
        return QSize(self._cap() + words, self.theme.px(22))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Cap and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        px, row, cap = self.theme.px, Row(self.rect(), self.layoutDirection()), self._cap()
        key_cap(painter, self.theme, row.at(0, px(1), cap, px(20)), _LTR + self._key + _LTR)
        if not self._short:
            where = row.at(cap + px(6), 0, self.width() - cap - px(6), self.height())
            line(painter, self.theme, where, "body", "text2", self._words)
