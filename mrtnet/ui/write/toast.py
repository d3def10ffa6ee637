"""The toast after a message went out: what was logged and what comes next, with Not sent beside Undo (design 3.4)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.toast import OfferingToast
from mrtnet.words import _


class SentToast(OfferingToast):
    """`not_sent()` when the message did not leave after all. It takes the place of the window's own toast."""

    not_sent = Signal()

    def __init__(self, theme: Theme, window: QWidget, key: str) -> None:
        super().__init__(theme, window, key, _("Not sent"), "write.toast.not_sent")
        self.setObjectName("write.toast")
        self.offered.connect(self.not_sent)
