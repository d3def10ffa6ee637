"""The bar that says: what you are typing about was changed elsewhere. It asks, and loses nothing."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from mrtnet.ui.around import Around
from mrtnet.ui.widgets.basic import Button, Card, Label, Symbol
from mrtnet.words import _


class ElsewhereBar(Card):
    """`theirs` to see what is on file now, `mine` to go on with what was typed."""

    theirs = Signal()
    mine = Signal()

    def __init__(self, around: Around) -> None:
        super().__init__(around.theme, "amber_tint")
        self.setObjectName("elsewhere")
        px = around.px
        self._back: Callable[[], None] | None = None
        self.words = Label(around.theme, "", "medium", "amber", wrap=True, name="elsewhere.words")
        self.show_button = Button(around.theme, _("Show what is on file"), small=True, name="elsewhere.theirs")
        self.keep_button = Button(around.theme, _("Keep my typing"), small=True, name="elsewhere.mine")
        self.back_button = Button(around.theme, _("Bring my typing back"), small=True, name="elsewhere.back")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(6), px(8), px(6))
        row.setSpacing(px(6))
        row.addWidget(Symbol(around.theme, "arrows-clockwise", "amber", size=16))
        row.addWidget(self.words, 1)
        for button in (self.show_button, self.keep_button, self.back_button):
            row.addWidget(button)
        self.show_button.clicked.connect(self.theirs.emit)
        self.keep_button.clicked.connect(self._keep)
        self.back_button.clicked.connect(self._bring_back)
        self.hide()

    def ask(self) -> None:
        """It was changed while she typed."""
        self._say(_("Changed elsewhere while you were typing."), asks=True)

    def say_gone(self) -> None:
        """It is not on file any more."""
        self._say(_("Removed elsewhere. Undo in History brings it back; your typing is kept."), asks=False)

    def offer_back(self, back: Callable[[], None]) -> None:
        """What is on file is shown; what was typed is one click away."""
        self._back = back
        self._say(_("This is what is on file now."), asks=False)
        self.back_button.show()

    def _say(self, words: str, *, asks: bool) -> None:
        self.words.setText(words)
        self.show_button.setVisible(asks)
        self.keep_button.setVisible(asks)
        self.back_button.hide()
        self.show()

    def _keep(self) -> None:
        self.hide()
        self.mine.emit()

    def _bring_back(self) -> None:
        self.hide()
        if self._back is not None:
            self._back()
