"""What comes below a field while she writes in it, with ways to answer; hidden until there is something to say."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from mrtnet.ui.desk import Desk
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import Button, Label, Symbol
from mrtnet.ui.widgets.flow import Flow

Ids = Callable[[], Sequence[int]]


class BelowField(QWidget):
    """The lines below one field. `changed` when they come, go or say something else."""

    changed = Signal()

    def __init__(self, desk: Desk, theme: Theme, field: QPlainTextEdit | QLineEdit, pause: int) -> None:
        """`pause`: ms she types nothing before it looks."""
        super().__init__()
        self.desk, self.theme, self.field = desk, theme, field
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(pause)
        self._pause.timeout.connect(self.look)
        self.hide()

    def look(self) -> None:
        """Look at the text now."""
        raise NotImplementedError

    def buttons(self) -> list[Button]:
        """In the order of Tab, after the field."""
        return self._buttons

    def _lay_out(self, sign: Symbol, said: Label, ways: Mapping[Button, Callable[[], None]]) -> None:
        self._said, self._buttons = said, list(ways)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        px, below, flow = self.theme.px, QWidget(), Flow(self.theme.px(6))
        first = QHBoxLayout()
        first.setSpacing(px(6))
        first.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(said, 1)
        below.setLayout(flow)
        for button, act in ways.items():
            button.setAutoDefault(False)
            button.clicked.connect(act)
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(2), 0, px(2))
        column.setSpacing(px(4))
        column.addLayout(first)
        column.addWidget(below)

    def _read(self) -> str:
        return self.field.text() if isinstance(self.field, QLineEdit) else self.field.toPlainText()

    def _say(self, words: str) -> None:
        """Come with these words, or go without any."""
        before = (not self.isHidden(), self._said.text())
        if words:
            self._said.setText(words)
        elif any(button.hasFocus() for button in self._buttons):
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setVisible(bool(words))
        if words:
            for first, second in pairwise((self.field, *self._buttons)):
                QWidget.setTabOrder(first, second)
        if before != (bool(words), self._said.text()):
            self.changed.emit()
