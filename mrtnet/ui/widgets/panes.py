"""Two panes side by side, the second as wide as she made it: kept by text size, in design px, on this computer."""

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from mrtnet.ui import names
from mrtnet.ui.around import Around
from mrtnet.ui.painting import fill


class Handle(QSplitterHandle):
    """The gap between the panes; a line shows under the pointer that it can be moved."""

    def __init__(self, around: Around, parent: QSplitter) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._around = around

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Nothing but the line."""
        if self.underMouse():
            middle, inset = self.width() // 2, self._around.px(4)
            fill(QPainter(self), self._around.theme, QRect(middle, inset, 1, self.height() - 2 * inset), "border_in")

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the line."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Take the line away."""
        self.update()
        super().leaveEvent(event)


class Panes(QSplitter):
    """One pane keeps the width she gave it, the other takes the rest; where only one is shown, it takes all.

    `key` is where the width is kept. `width`, `gap`, `least` (of the kept pane) and `rest` (the least of the other) are
    design px; `keeps` is the number of the kept pane.
    """

    def __init__(
        self, around: Around, key: str, first: QWidget, second: QWidget, *, width: int, gap: int, least: int = 200,
        rest: int = 240, keeps: int = 1,
    ) -> None:  # fmt: skip
        super().__init__(Qt.Orientation.Horizontal)
        self._around, self._key, self._width, self._gap = around, key, width, gap
        self._least, self._rest, self._keeps = least, rest, keeps
        self.setObjectName(names.split(key))
        self.setChildrenCollapsible(False)
        self.addWidget(first)
        self.addWidget(second)
        self.splitterMoved.connect(self._remember)
        around.theme.changed.connect(self.lay_out)
        self.lay_out()

    def createHandle(self) -> QSplitterHandle:
        """Ours."""
        return Handle(self._around, self)

    def keep_at(self, key: str, width: int) -> None:
        """Another width class has a width of its own."""
        self._key, self._width = key, width
        self.lay_out()

    def lay_out(self) -> None:
        """Give the panes their widths again."""
        px, kept = self._around.px, self._around.settings.panes.get(self._key)
        self.setHandleWidth(px(self._gap))
        self.setContentsMargins(0, 0, 1 if self.isRightToLeft() else 0, 0)  # Qt mirrors one pixel too far
        panes = [pane for pane in (self.widget(0), self.widget(1)) if pane is not None]
        if len(panes) < 2:
            return
        beside = not any(pane.isHidden() for pane in panes)
        for number, pane in enumerate(panes):
            pane.setMinimumWidth(px(self._least if number == self._keeps else self._rest) if beside else 0)
        room = self.contentsRect().width() - self.handleWidth()
        if beside and room > px(self._least + self._rest):
            wanted = min(max(px(kept[0] if kept else self._width), px(self._least)), room - px(self._rest))
            self.setSizes([room - wanted, wanted] if self._keeps else [wanted, room - wanted])

    def event(self, event: QEvent) -> bool:
        """What a pane asks for shares the room anew by Qt's rules; ours come after."""
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self.lay_out()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The kept width stays."""
        super().resizeEvent(event)
        self.lay_out()

    def _remember(self) -> None:
        sizes = self.sizes()
        if all(sizes):
            self._around.settings.panes[self._key] = [round(sizes[self._keeps] / self._around.theme.scale)]
