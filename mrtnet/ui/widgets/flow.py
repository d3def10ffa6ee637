"""A layout that fills line after line, as words do: for chips."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget, QWidgetItem


class Flow(QLayout):
    """Widgets side by side, wrapped to the width, from the leading edge.

    Lay it into another layout before it is filled: items that are there already would go to that layout, and stay for
    good.
    """

    def __init__(self, gap: int, between_lines: int | None = None) -> None:
        """`gap` in pixels between widgets, and between lines where nothing else is told."""
        super().__init__()
        self.gaps = (gap, gap if between_lines is None else between_lines)
        """Pixels between widgets, and between lines."""
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        """By width, as far as asked since something changed: a window that is built asks a hundred times."""
        self.setContentsMargins(0, 0, 0, 0)

    def set_gaps(self, gap: int, between_lines: int) -> None:
        """Others, in pixels."""
        self.gaps = (gap, between_lines)
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Qt's own way to add."""
        self._items.append(item)
        self.invalidate()  # whoever holds it asks anew how high it is

    def addWidget(self, widget: QWidget) -> None:
        """Add a widget. Its item is made here, so that Python keeps it as long as the layout does."""
        self.addChildWidget(widget)
        self.addItem(QWidgetItem(widget))

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at this place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take the item at this place out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def clear(self) -> None:
        """Remove all widgets."""
        while self._items:
            widget = self._items.pop().widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        self.invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        """It asks for no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height at this width."""
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), really=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Something changed that the size hangs on."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        """Place everything."""
        super().setGeometry(rect)
        self._place(rect, really=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        gap = self.gaps[0]
        width = sum(item.sizeHint().width() + gap for item in self._items)
        return QSize(max(0, width - gap), self.minimumSize().height())

    def minimumSize(self) -> QSize:
        """The widest one, as high as it is placed."""
        size = QSize(0, 0)
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(QSize(item.minimumSize().width(), item.sizeHint().height()))
        return size

    def _place(self, rect: QRect, *, really: bool) -> int:
        parent = self.parentWidget()
        direction = parent.layoutDirection() if parent else Qt.LayoutDirection.LeftToRight
        x, y, height = rect.x(), rect.y(), 0
        gap, between_lines = self.gaps
        for item in self._items:
            if item.isEmpty():  # hidden
                continue
            size = item.sizeHint()
            width = min(size.width(), rect.width())
            if x > rect.x() and x + width > rect.x() + rect.width():
                x, y, height = rect.x(), y + height + between_lines, 0
            if really:
                item.setGeometry(QStyle.visualRect(direction, rect, QRect(QPoint(x, y), QSize(width, size.height()))))
            x += width + gap
            height = max(height, size.height())
        return y + height - rect.y()
