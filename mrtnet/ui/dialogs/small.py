"""What all small dialogs share: one column, one filled button, Enter or Ctrl+Enter to finish, Esc to leave."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from mrtnet.ui import names
from mrtnet.ui.around import Around
from mrtnet.ui.widgets.basic import Button, Label
from mrtnet.ui.widgets.keyboard import give_back
from mrtnet.ui.widgets.scrolling import keep_on_screen


class SmallDialog(QDialog):
    """A question at the place where it was asked. `finish` does it and says whether that worked."""

    def __init__(
        self, around: Around, key: str, title: str, take: str, *, icon: str = "check", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent or around.window)
        self.around, self.desk, self.theme = around, around.desk, around.theme
        self._back_to = around.window.focusWidget()
        self.setObjectName(names.dialog(key))
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        px = around.px
        whole = self._whole = QVBoxLayout(self)
        whole.setContentsMargins(px(18), px(16), px(18), px(12))
        whole.setSpacing(px(10))
        self.column = QVBoxLayout()
        self.column.setSpacing(px(8))
        whole.addLayout(self.column, 1)
        self.problem = Label(self.theme, "", "small", "red", wrap=True, name=f"{key}.problem")
        self.problem.hide()
        self.take = Button(self.theme, take, icon, kind="primary", name=f"{key}.take")
        self.take.setAutoDefault(False)
        self.take.clicked.connect(self.try_to_finish)
        self.other_ways: list[Button] = []
        """Other ways to finish, before the filled button."""
        self.theme.changed.connect(self._fit_height)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.try_to_finish)

    def finish(self) -> bool:
        """Do it; False keeps the dialog open."""
        return True

    def tell(self, sentence: str) -> None:
        """Say what is wrong, in the dialog."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self._fit_height()

    def try_to_finish(self) -> None:
        """Finish if everything is there."""
        if self.take.isEnabled() and self.finish():
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter finishes; Esc leaves by Qt's own rule."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.try_to_finish()
        else:
            super().keyPressEvent(event)

    def open_at(self, where: QPoint | None = None) -> None:
        """Show it near this place (global), inside the screen; without one Qt puts it in the middle of the window."""
        self.setWindowModality(Qt.WindowModality.WindowModal)  # capture and reminders stay usable
        self._add_foot()
        if not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            self.adjustSize()
            self._grow()
        keep_on_screen(self, self._whole, self.column)
        if where is not None:
            free = self.screen().availableGeometry()
            x = min(max(where.x(), free.left()), free.right() - self.width())
            y = min(max(where.y(), free.top()), free.bottom() - self.height())
            self.move(x, y)
        self.show()

    def _add_foot(self) -> None:
        """The problem and the button that finishes, last of all, so that Tab comes to them last."""
        if self.take.parentWidget() is None:
            self._whole.addWidget(self.problem)
            foot = QHBoxLayout()
            foot.addStretch(1)
            for button in (*self.other_ways, self.take):
                foot.addWidget(button)
            self._whole.addLayout(foot)

    def _fit_height(self) -> None:
        """What came up while it is open has room, as far as the screen goes."""
        if self.isVisible():
            self._grow()
            keep_on_screen(self, self._whole, self.column)

    def _grow(self) -> None:
        """Wrapped lines need more height than a size hint knows."""
        layout = self.layout()
        if layout is not None and (wanted := layout.totalHeightForWidth(self.width())) > self.height():
            self.resize(self.width(), wanted)

    def done(self, result: int) -> None:
        """Closing returns the keyboard to where it was."""
        super().done(result)
        give_back(self._back_to)
