"""What is being done, how far it is, and a button that stops it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import Button, ShortLabel
from mrtnet.ui.widgets.progress import Progress
from mrtnet.words import _


class Busy(QWidget):
    """A line that is there only while something is being done; its parts are named after `key`.

    Esc stops it too, unless she may be at something else meanwhile.
    """

    def __init__(self, theme: Theme, key: str, *, by_key: bool = True) -> None:
        super().__init__()
        px = theme.px
        self.doing = ShortLabel(theme, "", "body", "text2", name=f"{key}.doing")
        self.bar = Progress(theme, f"{key}.progress")
        self.bar.setMinimumWidth(px(120))
        self.stop = Button(theme, _("Stop"), "x", hint=_("Esc") if by_key else "", small=True, name=f"{key}.stop")
        self.stop.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where it was
        if by_key:
            self.stop.setShortcut(QKeySequence(Qt.Key.Key_Escape))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(12))
        line.addWidget(self.doing, 1)
        line.addWidget(self.bar, 2)
        line.addWidget(self.stop)
        self.hide()

    def begin(self, words: str) -> None:
        """This is being done now; how far it is, is not known yet."""
        self.doing.setText(words)
        self.bar.tell(0, 0)
        self.show()
