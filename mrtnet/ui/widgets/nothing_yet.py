"""What a list says where there is nothing yet: a sentence, and the button that begins."""

from PySide6.QtWidgets import QHBoxLayout

from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import Button, Card, Label


class NothingYet(Card):
    """The card; `begin` is its button."""

    def __init__(self, theme: Theme, words: str, icon: str, begin: str, *, name: str) -> None:
        super().__init__(theme)
        px = theme.px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(12), px(12), px(12))
        row.addWidget(Label(theme, words, "body", "text2", wrap=True), 1)
        self.begin = Button(theme, begin, icon, kind="primary", name=name)
        row.addWidget(self.begin)
