"""A row of joined buttons of which one is chosen: the way a message is sent, its wording."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from mrtnet.ui.painting import CENTER, focus_line, line, text_width
from mrtnet.ui.theme import Theme


class Segment(QAbstractButton):
    """One of the buttons; `first` and `last` carry the round corners."""

    def __init__(self, theme: Theme, text: str, first: bool, last: bool) -> None:
        super().__init__()
        self.theme, self._first, self._last = theme, first, last
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def ends(self, first: bool, last: bool) -> None:
        """Which round corners it carries now."""
        self._first, self._last = first, last
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its text at its boldest, 32 px high."""
        return QSize(text_width(self.theme, "strong", self.text()) + self.theme.px(24), self.theme.px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, outline, text."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect, radius = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), self.theme.px(6)
        leading, trailing = (self._first, self._last) if not self.isRightToLeft() else (self._last, self._first)
        if not leading:
            rect.setLeft(rect.left() - 1)
        whole = rect.adjusted(0 if leading else -radius * 2, 0, 0 if trailing else radius * 2, 0)
        path = QPainterPath()
        path.addRoundedRect(whole, radius, radius)
        ground = "accent_tint" if self.isChecked() else "hover" if self.underMouse() else "base"
        painter.setPen(QPen(self.theme.color("border_btn"), 1))
        painter.setBrush(self.theme.color(ground))
        painter.drawPath(path)
        if not trailing:
            painter.drawLine(rect.topRight(), rect.bottomRight())
        role, token = ("strong", "text") if self.isChecked() else ("body", "text2")
        line(painter, self.theme, self.rect(), role, token if self.isEnabled() else "disabled", self.text(), CENTER)
        if self.hasFocus() and self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange):
            focus_line(painter, self.theme, QRectF(self.rect()), radius)


class Segments(QWidget):
    """`chose(key)` when she takes another one; arrow keys move between them, Tab goes past."""

    chose = Signal(str)

    def __init__(self, theme: Theme, choices: Mapping[str, str], *, name: str, says: str) -> None:
        """`choices` are {key: words}."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(says)
        self._buttons: dict[str, Segment] = {}
        self._group = group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for number, (key, words) in enumerate(choices.items()):
            button = Segment(theme, words, number == 0, number == len(choices) - 1)
            button.setObjectName(f"{name}.{key}")
            button.clicked.connect(lambda _on=False, key=key: self.chose.emit(key))
            group.addButton(button)
            row.addWidget(button)
            self._buttons[key] = button
        theme.changed.connect(self.updateGeometry)

    def mark(self, key: str) -> None:
        """Show this one as chosen, without telling; a key that is none shows that nothing is chosen yet."""
        entry = key if key in self._buttons else next(iter(self._buttons), "")  # where Tab comes in
        self._group.setExclusive(entry == key)  # else one would stay chosen
        for each, button in self._buttons.items():
            button.setChecked(each == key)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if each == entry else Qt.FocusPolicy.ClickFocus)
        self._group.setExclusive(True)

    def allow(self, keys: frozenset[str] | set[str], *, unseen: str = "") -> None:
        """Only these can be chosen; the last one, `unseen`, is not even there while it cannot."""
        for key, button in self._buttons.items():
            button.setEnabled(key in keys)
            button.setVisible(key in keys or key != unseen)
        shown = [key for key in self._buttons if key in keys or key != unseen]
        for key, button in self._buttons.items():
            button.ends(key == shown[0], key == shown[-1])
