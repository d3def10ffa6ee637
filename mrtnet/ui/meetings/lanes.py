"""Two days on one axis: hers above, theirs below, the chosen time across both. A click, a drag or the arrows choose."""

from datetime import datetime, timedelta
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from mrtnet.domain.planner import Interval, Lane, Lanes
from mrtnet.ui.painting import CENTER, END, Row, elide, fill, focus_line, line, text_width
from mrtnet.ui.theme import Theme
from mrtnet.words import _

STEP = timedelta(minutes=15)
LABELS, TICKS, LANE, GAP, FOOT = 150, 22, 34, 12, 6  # design px
STACKED_UNDER = 470  # design px: under it the names stand above their lanes
HEAD = 20  # design px of a name above its lane


class Words(NamedTuple):
    """What stands beside a lane: the name and where it is."""

    name: str
    where: str


class LanesView(QWidget):
    """Shows Lanes. `chose(start)` with the instant clicked, dragged or moved to; `turned(days)` to another day."""

    chose = Signal(object)
    turned = Signal(int)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.theme = theme
        self._lanes: Lanes | None = None
        self._mine = self._theirs = Words("", "")
        self._grabbed: timedelta | None = None
        self.setObjectName(name)
        self.setAccessibleName(_("Both days"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self._size)
        self._size()

    def show_lanes(self, lanes: Lanes, mine: Words, theirs: Words, sentence: str) -> None:
        """Show these; `sentence` says the same to a screen reader."""
        self._lanes, self._mine, self._theirs = lanes, mine, theirs
        if sentence != self.accessibleDescription():
            self.setAccessibleDescription(sentence)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.update()

    # Size

    def sizeHint(self) -> QSize:
        """Both lanes with their ticks."""
        return QSize(self.theme.px(640), self._height())

    def minimumSizeHint(self) -> QSize:
        """As narrow as a page can be."""
        return QSize(self.theme.px(240), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where names stand above their lanes it is higher."""
        super().resizeEvent(event)
        self._size()

    def _height(self) -> int:
        heads = 2 * HEAD if self._stacked() else 0
        return self.theme.px(TICKS + 2 * LANE + GAP + FOOT + heads)

    def _size(self) -> None:
        if self._height() != self.minimumHeight():
            self.setFixedHeight(self._height())

    def _stacked(self) -> bool:
        return self.width() < self.theme.px(STACKED_UNDER)

    def _row(self) -> Row:
        return Row(self.rect(), self.layoutDirection())

    def _start(self) -> int:
        return self.theme.px(8) if self._stacked() else self.theme.px(LABELS)

    def _width(self) -> int:
        return max(1, self.width() - self._start() - self.theme.px(8))

    def _top(self, lane: int) -> int:
        px, head = self.theme.px, HEAD if self._stacked() else 0
        return px(TICKS + head) + lane * px(LANE + GAP + head)

    def _x(self, at: datetime) -> int:
        """Where an instant lies, from the leading edge."""
        assert self._lanes is not None
        return self._start() + round(self._lanes.place(at) * self._width())

    def _span(self, start: datetime, end: datetime, top: int, height: int) -> QRect:
        x = self._x(start)
        return self._row().at(x, top, max(1, self._x(end) - x), height)

    def choice_rect(self) -> QRect:
        """The chosen time across both lanes; empty where it is on another day."""
        lanes, px = self._lanes, self.theme.px
        if lanes is None or lanes.choice is None or not lanes.start <= lanes.choice.start < lanes.end:
            return QRect()
        least = max(text_width(self.theme, "small_strong", each) for each in (lanes.mine.choice, lanes.theirs.choice))
        x = self._x(lanes.choice.start)
        width = max(self._x(min(lanes.choice.end, lanes.end)) - x, least + px(10))
        return self._row().at(x, self._top(0) - px(5), width, self._top(1) - self._top(0) + px(LANE) + px(9))

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ticks, lanes, busy times, the choice."""
        lanes = self._lanes
        if lanes is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        self._ticks(painter, lanes)
        for number, (lane, words) in enumerate(((lanes.mine, self._mine), (lanes.theirs, self._theirs))):
            self._name(painter, words, number)
            self._lane(painter, lane, number)
        self._choice(painter, lanes)
        if self.hasFocus() and self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange):
            focus_line(painter, self.theme, QRectF(self.rect()).adjusted(1, 1, -1, -1), self.theme.px(6))

    def _ticks(self, painter: QPainter, lanes: Lanes) -> None:
        px, theme, free = self.theme.px, self.theme, -1
        for tick in lanes.mine.ticks:
            x, width = self._x(tick.at), text_width(theme, "tiny", tick.label) + 4
            left = min(max(x - width // 2, 0), self.width() - width)
            if left > free:
                line(
                    painter,
                    theme,
                    self._row().at(left, 0, width, px(TICKS) - px(4)),
                    "tiny",
                    "text2",
                    tick.label,
                    CENTER,
                )
                free = left + width + px(4)

    def _name(self, painter: QPainter, words: Words, number: int) -> None:
        px, theme, top = self.theme.px, self.theme, self._top(number)
        if self._stacked():
            room = self.width() - px(16)
            width = min(text_width(theme, "strong", words.name) + 2, room)
            where = self._row().at(px(8), top - px(HEAD), width, px(HEAD))
            line(painter, theme, where, "strong", "text", words.name)
            rest = self._row().at(px(16) + width, top - px(HEAD), room - width - px(8), px(HEAD))
            line(painter, theme, rest, "small", "text2", words.where)
            return
        room = px(LABELS - 10)
        line(painter, theme, self._row().at(0, top - px(2), room, px(19)), "strong", "text", words.name)
        line(painter, theme, self._row().at(0, top + px(17), room, px(18)), "small", "text2", words.where)

    def _lane(self, painter: QPainter, lane: Lane, number: int) -> None:
        assert self._lanes is not None
        px, theme, top = self.theme.px, self.theme, self._top(number)
        whole = self._span(self._lanes.start, self._lanes.end, top, px(LANE))
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(whole).adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
        painter.save()
        painter.setClipPath(shape)
        fill(painter, theme, whole, "grey_tint")
        for each in lane.working:
            span = self._span(each.start, each.end, top, px(LANE))
            fill(painter, theme, span, "base")
            painter.setPen(QPen(theme.color("border_btn"), 1))
            for x in (span.left(), span.right()):
                painter.drawLine(x, span.top(), x, span.bottom())
        painter.restore()
        painter.setPen(QPen(theme.color("border"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)
        for each in lane.busy:
            self._busy(painter, each, top)

    def _busy(self, painter: QPainter, each: Interval, top: int) -> None:
        px, theme = self.theme.px, self.theme
        rect = self._span(each.start, each.end, top + px(5), px(LANE) - px(10))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("border"))
        painter.drawRoundedRect(rect, px(3), px(3))
        inside = rect.adjusted(px(6), 0, -px(4), 0)
        if inside.width() > px(16):
            line(painter, theme, inside, "tiny", "text2", elide(theme, "tiny", each.title, inside.width()))

    def _choice(self, painter: QPainter, lanes: Lanes) -> None:
        rect, theme, px = self.choice_rect(), self.theme, self.theme.px
        if rect.isEmpty():
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawRoundedRect(rect, px(4), px(4))
        for number, lane in enumerate((lanes.mine, lanes.theirs)):
            at = QRect(rect.left(), self._top(number), rect.width(), px(LANE))
            if lane.choice_day:
                half = px(LANE) // 2
                line(painter, theme, at.adjusted(0, 0, 0, -half), "small_strong", "on_accent", lane.choice, CENTER)
                self._other_day(painter, rect, at, lane.choice_day)
            else:
                line(painter, theme, at, "small_strong", "on_accent", lane.choice, CENTER)

    def _other_day(self, painter: QPainter, rect: QRect, at: QRect, day: str) -> None:
        """Their day is another one: said beside the choice, where it has room."""
        theme, px = self.theme, self.theme.px
        width = text_width(theme, "tiny", day) + 4
        place = QRect(rect.right() + px(4), at.top(), width, at.height())
        if place.right() > self.width():
            place.moveRight(rect.left() - px(4))
            line(painter, theme, place, "tiny", "text2", day, END)
        else:
            line(painter, theme, place, "tiny", "text2", day)

    # Choosing

    def instant_at(self, x: int) -> datetime | None:
        """The quarter of an hour under a place of the widget; None beside the axis."""
        if self._lanes is None:
            return None
        if self.isRightToLeft():
            x = self.width() - 1 - x
        part = (x - self._start()) / self._width()
        if not -0.01 <= part <= 1:
            return None
        at = self._lanes.start + max(0.0, part) * (self._lanes.end - self._lanes.start)
        quarters = int((at - self._lanes.start) / STEP)
        return self._lanes.start + quarters * STEP

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the choice, or choose here."""
        self.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, False)
        at = self.instant_at(event.position().toPoint().x())
        if event.button() != Qt.MouseButton.LeftButton or at is None or self._lanes is None:
            super().mousePressEvent(event)
            return
        choice = self._lanes.choice
        on_it = self.choice_rect().contains(event.position().toPoint())
        self._grabbed = at - choice.start if on_it and choice is not None else timedelta()
        if not on_it:
            self.chose.emit(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it along."""
        at = self.instant_at(event.position().toPoint().x())
        if self._grabbed is None or at is None or self._lanes is None:
            return
        wanted = at - self._grabbed
        if self._lanes.choice is None or wanted != self._lanes.choice.start:
            self.chose.emit(wanted)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self._grabbed = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right move it by a quarter of an hour, Page Up and Page Down by a day."""
        self.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        ahead = -1 if self.isRightToLeft() else 1
        steps = {Qt.Key.Key_Right: ahead, Qt.Key.Key_Left: -ahead}.get(Qt.Key(event.key()))
        days = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or self._lanes is None or not (steps or days):
            super().keyPressEvent(event)
        elif days:
            self.turned.emit(days)
        elif steps:
            choice = self._lanes.choice
            self.chose.emit(choice.start + steps * STEP if choice else self._lanes.start)
