"""The toast after a message went out: what was logged and what comes next, with Not sent beside Undo (design 3.4)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.toast import Toast, _OnDark
from mrtnet.words import _


class SentToast(Toast):
    """`not_sent()` when the message did not leave after all. It takes the place of the window's own toast."""

    not_sent = Signal()

    def __init__(self, theme: Theme, window: QWidget, key: str) -> None:
        self._refuse: QWidget | None = None
        super().__init__(theme, window, key)
        button = _OnDark(theme, _("Not sent"), "", "write.toast.not_sent")
        button.clicked.connect(self._take_as_not_sent)
        self._refuse = button
        self._row.insertWidget(1, button)
        self.setObjectName("write.toast")

    def _take_as_not_sent(self) -> None:
        self.dismiss()
        self.not_sent.emit()

    def _place(self) -> None:
        """As wide as the other toasts and the button."""
        super()._place()
        if self._refuse is None:
            return
        room = self._window.width() - self.theme.px(32)
        wanted = self.width() + self._refuse.width() + self.theme.px(12)
        self.resize(min(wanted, room), self.height())
        self.move((self._window.width() - self.width()) // 2, self.y())
