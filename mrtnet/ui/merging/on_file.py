"""The bar over a new person's form: perhaps she is on file already; open her, or add to her what was typed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout

from mrtnet.ui.around import Around
from mrtnet.ui.widgets.basic import Button, Card, Label, Symbol
from mrtnet.words import _


class OnFileBar(Card):
    """`opened` to look at that person, `added` to give her what was typed. The words come from outside."""

    opened = Signal(int)
    added = Signal(int)

    def __init__(self, around: Around) -> None:
        super().__init__(around.theme, "accent_tint")
        px = around.px
        self.person_id: int | None = None
        self.words = Label(around.theme, "", "body", "text", wrap=True, name="on_file.words")
        self.open = Button(around.theme, "", "arrow-right", small=True, says=_("Open that person"), name="on_file.open")
        self.add = Button(around.theme, _("Add to that person"), small=True, name="on_file.add")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(6), px(8), px(6))
        row.setSpacing(px(6))
        row.addWidget(Symbol(around.theme, "users", "accent", size=16))
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.addWidget(self.words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(6))
        buttons.addStretch(1)
        buttons.addWidget(self.open)
        buttons.addWidget(self.add)
        self._beside.addLayout(buttons)
        row.addLayout(self._beside, 1)
        self.open.clicked.connect(lambda: self.opened.emit(self.person_id))
        self.add.clicked.connect(lambda: self.added.emit(self.person_id))
        self.hide()

    def fit(self, *, narrow: bool) -> None:
        """The buttons below the words where it is narrow."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._beside.setDirection(way)

    def say(self, person_id: int | None, words: str) -> None:
        """Who it may be; None: nobody."""
        self.person_id = person_id
        self.words.setText(words)
        self.words.setAccessibleName(words)
        self.setVisible(person_id is not None)
