"""How far something is: a thin bar, in which a piece moves as long as nobody knows."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QProgressBar

from mrtnet.ui.theme import Theme
from mrtnet.words import _

HEIGHT = 6  # design px
EVERY = 50  # ms between two pictures of the piece that moves


class Progress(QProgressBar):
    """The style paints it."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName(name)
        self.setAccessibleName(_("Progress"))
        self.setTextVisible(False)
        self.setFixedHeight(theme.px(HEIGHT))
        self.setRange(0, 0)
        self._next = QTimer(self, singleShot=True, interval=EVERY)
        self._next.timeout.connect(self.update)

    def tell(self, done: int, total: int) -> None:
        """So far it is; a total of 0: nobody knows."""
        self.setRange(0, total)
        self.setValue(done)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The next picture follows as long as the bar is seen and a piece moves in it."""
        super().paintEvent(event)
        if not self.maximum() and not self._theme.settings.less_motion:
            self._next.start()
