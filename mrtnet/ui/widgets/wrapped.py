"""Words that take the width there is and wrap in it, also inside a word that is longer than a line."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy

from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import Label

LONGEST_WORD = 24  # letters


class Wrapped(Label):
    """Words that wrap, also inside a word that is longer than a line."""

    def __init__(self, theme: Theme, text: str, role: str = "body", token: str = "text") -> None:
        super().__init__(theme, _breakable(text), role, token, wrap=True)
        self.setSizePolicy(as_wide_as_there_is_room())

    def minimumSizeHint(self) -> QSize:
        """As narrow as it must be."""
        return QSize(1, self.fontMetrics().height())


def as_wide_as_there_is_room() -> QSizePolicy:
    """For words that wrap: they ask for no width of their own, and for the height that their lines need."""
    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    return policy


def _breakable(text: str) -> str:
    """The text with places to break its longest words at."""
    return " ".join(
        word if len(word) <= LONGEST_WORD else "\u200b".join(word[at : at + 12] for at in range(0, len(word), 12))
        for word in text.split(" ")
    )
