"""The ring of a rhythm: how much of the time until the next contact is left."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from mrtnet.ui.theme import Theme

SIZE = 34  # design px


class Ring(QWidget):
    """Full just after a contact, empty when the next one is due; red beyond."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._left, self._token = 0.0, "accent"
        self._dress()
        theme.changed.connect(self._dress)

    def show_left(self, left: float, token: str) -> None:
        """`left` from 1 to 0, in this colour."""
        self._left, self._token = min(1.0, max(0.0, left)), token
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.theme.px(4)
        rect = QRectF(self.rect()).adjusted(width, width, -width, -width)
        painter.setPen(QPen(self.theme.color("border"), width))
        painter.drawEllipse(rect)
        painter.setPen(QPen(self.theme.color(self._token), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        if self._left > 0:
            painter.drawArc(rect, 90 * 16, -round(self._left * 360 * 16))

    def _dress(self) -> None:
        self.setFixedSize(self.theme.px(SIZE), self.theme.px(SIZE))
