"""The toast: what was just done, at the bottom of the window, with Undo. One at a time; it asks nothing."""

from PySide6.QtCore import (
    Property,
    QEasingCurve,
    QEvent,
    QPoint,
    QPropertyAnimation,
    QRect,
    QRectF,
    Qt,
    QTimer,
    Signal,
)  # fmt: skip
from PySide6.QtGui import QColor, QCursor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSpacerItem, QWidget

from mrtnet.ui import names
from mrtnet.ui.painting import CENTER, line, symbol
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import ShortLabel, key_cap
from mrtnet.ui.widgets.keyboard import enter_clicks, give_back
from mrtnet.words import _

SECONDS = 8
BESIDE, ABOVE = 420, 58  # design px: so much room beside a letter is enough; else so high are its buttons
SLIDE = 8  # design px
FADE = 140  # ms


class _OnDark(QAbstractButton):
    """A button on the toast's dark ground: a word with its key, or a cross."""

    def __init__(self, theme: Theme, text: str, icon: str, name: str) -> None:
        super().__init__()
        self.theme, self._symbol = theme, icon
        self.setText(text)
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where it was
        self._dress()
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        px = self.theme.px
        width = px(28) if self._symbol else self.theme.metrics("strong").horizontalAdvance(self.text()) + px(24)
        self.setFixedSize(width, px(28))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter clicks."""
        if not enter_clicks(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The button."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(self.theme.color("on_tooltip"))
        ground.setAlphaF(0.28 if self.underMouse() or self.isDown() else 0.0 if self._symbol else 0.14)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()), self.theme.px(6), self.theme.px(6))
        if self._symbol:
            symbol(painter, self.theme, self.rect(), self._symbol, 14, "on_tooltip")
        else:
            line(painter, self.theme, self.rect(), "strong", "on_tooltip", self.text(), CENTER)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self.theme.color("on_tooltip"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), self.theme.px(5), self.theme.px(5))


class Toast(QWidget):
    """`undo(step)` when she takes it back. It waits while the pointer or the keyboard is on it."""

    undo = Signal(int)

    def __init__(self, theme: Theme, window: QWidget, key: str) -> None:
        super().__init__(window)
        self.theme, self._key = theme, key
        self._window = window
        self._step = 0
        self._trouble = False
        self._shown = 0.0
        self._pointer = QPoint()
        self._back_to: QWidget | None = None
        self.setObjectName(names.TOAST)
        self.setAccessibleName(_("What was done"))
        px = theme.px
        self.words = ShortLabel(theme, "", "medium", "on_tooltip")
        self._undo = _OnDark(theme, _("Undo"), "", names.TOAST_UNDO)
        self._close = _OnDark(theme, _("Close"), "x", names.TOAST_CLOSE)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(px(12))
        for widget in (self.words, self._undo):
            self._row.addWidget(widget)
        self._key_room = QSpacerItem(0, 0)
        self._row.addSpacerItem(self._key_room)
        self._row.addWidget(self._close)
        self._undo.clicked.connect(self._take_back)
        self._close.clicked.connect(self.dismiss)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._leave)
        self._slide = QPropertyAnimation(self, b"shown", self)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        window.installEventFilter(self)
        self.hide()

    def say(self, text: str, step: int = 0, *, trouble: bool = False) -> None:
        """Show this; the newest takes the place of the one before."""
        self._step, self._trouble, self._pointer = step, trouble, QCursor.pos()
        if not self._has_keys():
            self._back_to = self._window.focusWidget()
        self.words.setText(text)
        self._undo.setVisible(step > 0)
        self._row.setContentsMargins(*self._margins())
        self._key_room.changeSize(self._key_width(), 0)
        self._row.invalidate()
        self.place()
        self.raise_()
        self.show()
        if self.theme.settings.less_motion:
            self._shown = 1.0
        else:
            self._slide.stop()
            self._slide.setDuration(FADE)
            self._slide.setStartValue(0.0)
            self._slide.setEndValue(1.0)
            self._slide.start()
        if self.theme.settings.toasts_close:
            self._timer.start(SECONDS * 1000)
        self._announce(text)

    def _announce(self, text: str) -> None:
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # they bring 190 names along

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def dismiss(self) -> None:
        """Take it away now."""
        self._timer.stop()
        self._slide.stop()
        here = self._has_keys()
        self.hide()
        if here:  # Qt would give the keyboard to whatever is next
            give_back(self._back_to)

    def _has_keys(self) -> bool:
        return self.isAncestorOf(self._window.focusWidget() or self._window)

    def _margins(self) -> tuple[int, int, int, int]:
        px = self.theme.px
        start, end = px(44), px(10)
        return (end, px(8), start, px(8)) if self.isRightToLeft() else (start, px(8), end, px(8))

    def _key_width(self) -> int:
        """Of the key beside Undo; 0 where there is none."""
        if not self._step or not self._key:
            return 0
        return self.theme.metrics("tiny").horizontalAdvance(self._key) + self.theme.px(14)

    def _take_back(self) -> None:
        step = self._step
        self.dismiss()
        self.undo.emit(step)

    def _leave(self) -> None:
        pointer = QCursor.pos()  # one that lay there before the toast came does not hold it
        held = pointer != self._pointer and self.rect().contains(self.mapFromGlobal(pointer))
        if held or self._has_keys():
            self._timer.start(1000)
        else:
            self.dismiss()

    def _wanted(self) -> int:
        """How wide it would be with all its words."""
        px = self.theme.px
        wanted = self.words.fontMetrics().horizontalAdvance(self.words.text()) + sum(self._margins()[::2]) + px(60)
        wanted += self._undo.width() + self._key_width() + px(24) if self._step else 0
        return wanted

    def place(self) -> None:
        """At the foot of the window, in the middle; beside a letter, or above buttons that it would cover."""
        window, px = self._window, self.theme.px
        edge, whole, lift = px(16), window.width(), 0
        first, last = edge, whole - edge
        letters = window.findChildren(QWidget, names.dialog("write"))
        letter = next((each for each in letters if each.isVisible()), None)
        if letter is not None:
            start = letter.mapTo(window, QPoint()).x()
            end = start + letter.width()
            if start >= px(BESIDE):
                last = start - edge
            elif whole - end >= px(BESIDE):
                first = end + edge
            else:
                lift = px(ABOVE)
        width = min(self._wanted(), last - first)
        self.resize(width, px(44))
        rise = round(px(SLIDE) * (1 - self._shown)) if not self.theme.settings.less_motion else 0
        x = (first + last - width) // 2
        if last < whole - edge:  # as near to the letter as it can be: away from the sidebar
            x = last - width
        elif first > edge:
            x = first
        place = QRect(x, window.height() - px(44 + 22) - lift, width, px(44))
        for bar in window.findChildren(QWidget, names.CHOSEN):
            if bar.isVisible() and place.intersects(QRect(bar.mapTo(window, QPoint()), bar.size())):
                place.moveBottom(bar.mapTo(window, QPoint()).y() - px(8))
        self.move(place.topLeft() + QPoint(0, rise))

    def _get_shown(self) -> float:
        return self._shown

    def _set_shown(self, part: float) -> None:
        self._shown = part
        self.place()
        self.update()

    shown = Property(float, _get_shown, _set_shown)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Stay in the middle when the window changes size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return False

    def leaveEvent(self, event: QEvent) -> None:
        """It goes on counting when the pointer leaves."""
        if self.theme.settings.toasts_close:
            self._timer.start(SECONDS * 500)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the toast is not a click on what lies below."""
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The dark pill, its mark, and the key of Undo."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(min(1.0, max(0.0, self._shown)))
        px = self.theme.px
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("tooltip"))
        painter.drawRoundedRect(QRectF(self.rect()), px(6), px(6))
        start = self.width() - px(36) if self.isRightToLeft() else px(14)
        mark = self.rect().adjusted(start, 0, 0, 0)
        mark.setWidth(px(22))
        symbol(painter, self.theme, mark, "warning-circle-fill" if self._trouble else "check-circle-fill", 18,
               "on_tooltip")  # fmt: skip
        if self._key_width():
            room = self._key_room.geometry()
            cap = QRect(room.left(), (self.height() - px(20)) // 2, self._key_width(), px(20))
            key_cap(painter, self.theme, cap, self._key, "on_tooltip")


class OfferingToast(Toast):
    """A toast that offers one thing more: `offered()` when its button is pressed. It stands over the window's own."""

    offered = Signal()

    def __init__(self, theme: Theme, window: QWidget, key: str, words: str, name: str) -> None:
        self._offer: QWidget | None = None
        super().__init__(theme, window, key)
        button = _OnDark(theme, words, "", name)
        button.clicked.connect(self._take_offer)
        self._offer = button
        self._row.insertWidget(1, button)

    def _take_offer(self) -> None:
        self.dismiss()
        self.offered.emit()

    def _wanted(self) -> int:
        """As wide as the other toasts and the button."""
        offer = 0 if self._offer is None else self._offer.width() + self.theme.px(12)
        return super()._wanted() + offer
