"""A box of words to choose one from."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox

SHOWN = 14  # lines of the open list


class Choice(QComboBox):
    """Some words to choose from, each standing for a value; the wheel only scrolls what the box stands in.

    A list that was closed gives its window back: Qt would keep that and its picture, of a megabyte, as long as the box.
    """

    def __init__(
        self, name: str, says: str, offers: Mapping[Any, str] | None = None, now: Any = None, *,
        least: int | None = None,
    ) -> None:  # fmt: skip
        """`offers` is {value: words}. `least` letters are seen however narrow it is; without it the widest words."""
        super().__init__()
        self._was_open = False
        self.setObjectName(name)
        self.setAccessibleName(says)
        self.view().setAccessibleName(says)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(SHOWN)
        if least is not None:
            self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            self.setMinimumContentsLength(least)
        if offers:
            self.fill(offers)
        if now is not None:
            self.choose(now)

    def fill(self, offers: Mapping[Any, str]) -> None:
        """Offer {value: words} in place of what was offered."""
        self.clear()
        for value, words in offers.items():
            self.addItem(words, value)

    def value(self) -> str:
        """What the chosen words stand for, "" for nothing; of boxes whose values are words themselves."""
        return str(self.currentData() or "")

    def choose(self, value: Any) -> None:
        """Show this value; the first one if it is not offered."""
        self.setCurrentIndex(max(0, self._place_of(value)))

    def put(self, value: Any, words: str = "") -> None:
        """Show this value, "" as the first; one that is not offered is added with its words, so that it is not lost."""
        place = self._place_of(value)
        if place < 0 and (value or words):
            self.addItem(words or str(value), value)
            place = self.count() - 1
        self.setCurrentIndex(max(0, place))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling past must not change anything."""
        event.ignore()

    def showPopup(self) -> None:
        """Open the list."""
        self._was_open = True
        super().showPopup()

    def hidePopup(self) -> None:
        """Close the list. Qt calls this of a box that was never open, too."""
        super().hidePopup()
        if self._was_open:
            self._was_open = False
            QTimer.singleShot(0, self, self._let_go)

    def _let_go(self) -> None:
        opened = self.view().window()
        if not opened.isVisible():
            opened.destroy()

    def _place_of(self, value: Any) -> int:
        """By value: Qt's own search compares what Python keeps in the list by being the same thing."""
        return next((number for number in range(self.count()) if self.itemData(number) == value), -1)
