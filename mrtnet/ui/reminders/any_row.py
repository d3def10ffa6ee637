"""What every row of the reminder window does: it is chosen by a click, shows its buttons then, and is marked."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from mrtnet.ui.around import Around
from mrtnet.ui.painting import Row, accent_bar
from mrtnet.ui.widgets.basic import Button


class AnyReminder(QFrame):
    """A row of the window. `pressed(command, id, where)` by its buttons, which the chosen one shows; `chosen(id)`."""

    pressed = Signal(str, int, object)
    chosen = Signal(int)
    buttons: QWidget

    def __init__(self, around: Around, number: int) -> None:
        super().__init__()
        self.around, self.is_chosen, self._number = around, False, number

    def lay_out(self, disc: QWidget, first: QLayout, second: QLayout) -> None:
        """Two lines beside the disc, and the buttons below them."""
        px = self.around.px
        words = QVBoxLayout()
        words.setSpacing(px(1))
        words.addLayout(first)
        words.addLayout(second)
        words.addWidget(self.buttons)
        line = QHBoxLayout(self)
        line.setContentsMargins(px(14), px(11), px(14), px(11))
        line.setSpacing(px(11))
        line.addWidget(disc, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)

    def side_by_side(self, *buttons: tuple[Button, str]) -> QWidget:
        """The buttons, each with the command that it presses."""
        px, box = self.around.px, QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, px(4), 0, 0)
        row.setSpacing(px(2))
        for button, command in buttons:
            button.clicked.connect(lambda _on=False, b=button, c=command: self.pressed.emit(c, self._number, _under(b)))
            row.addWidget(button)
        row.addStretch(1)
        return box

    def choose(self, chosen: bool) -> None:
        """Show the buttons or not."""
        self.is_chosen = chosen
        self.buttons.setVisible(chosen)
        self.update()

    def natural_height(self) -> int:
        """How high the row is as it stands, before it was ever laid out."""
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
            layout.activate()
        return self.sizeHint().height()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses the row."""
        self.chosen.emit(self._number)
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground of a chosen row and the line below each."""
        painter, theme = QPainter(self), self.around.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.is_chosen:
            painter.fillRect(self.rect(), theme.color("selected"))
            accent_bar(painter, theme, Row(self.rect(), self.layoutDirection()))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("divider"))


def _under(button: QWidget) -> QPoint:
    return button.mapToGlobal(button.rect().bottomLeft())
