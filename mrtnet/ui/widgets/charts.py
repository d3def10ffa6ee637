"""Painted charts: columns, a stacked bar, a grid of days, progress, bars, rows; in the theme's colours, either way.

Each value is a mark that the pointer and the arrow keys find; what it says stands in its tooltip and is told to a
screen reader. The same numbers stand in the table that the frame offers.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from mrtnet.domain.days import weekday_names
from mrtnet.domain.insights import Finding, Mark, Shape, spoken
from mrtnet.domain.when import say_date, say_day
from mrtnet.ui.painting import CENTER, END, Row, focus_line, line, symbol, text_width
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import tip
from mrtnet.words import _, plural

COLUMN, WIDEST = 150, 150  # design px of the highest column with its words, of the widest
BAR_ROW, LEGEND_ROW, PROGRESS_ROW, TOLD_ROW = 26, 27, 40, 42
CELL = 16.5  # of the grid of days, with the gap
GAP = 3
SHADES = (0.0, 0.4, 0.7, 1.0)  # how much accent a day has
WEEKS = 53


class Paint(NamedTuple):
    """What a shape is painted with."""

    painter: QPainter
    theme: Theme
    place: Row
    marks: Sequence[Mark]
    today: date
    note: str = ""


class Chart(QWidget):
    """One chart. `show_finding` shows another."""

    def __init__(self, theme: Theme, *, name: str = "") -> None:
        super().__init__()
        self.theme = theme
        self.finding: Finding | None = None
        self.current = -1
        self._today = date.min
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # until there is something to come to
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.updateGeometry)

    def show_finding(self, finding: Finding, today: date) -> None:
        """Show this one; without marks there is nothing to see and nothing to come to."""
        self.finding, self._today, self.current = finding, today, -1
        self.setAccessibleName(finding.title)
        self.setAccessibleDescription(spoken(finding))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if finding.marks else Qt.FocusPolicy.NoFocus)
        self.updateGeometry()
        self.update()

    # Size

    def hasHeightForWidth(self) -> bool:
        """A narrow legend has more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height at this width."""
        if self.finding is None or not self.finding.marks:
            return self.theme.px(60)
        return _HEIGHTS[self.finding.shape](self.theme, len(self.finding.marks), width)

    def sizeHint(self) -> QSize:
        """At a usual width."""
        return QSize(self.theme.px(320), self.heightForWidth(self.theme.px(320)))

    def minimumSizeHint(self) -> QSize:
        """Narrow windows squeeze it; how high it is then, `heightForWidth` tells."""
        return QSize(self.theme.px(160), self.theme.px(40))

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The chart, and the line round the current mark."""
        finding = self.finding
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        if finding is None:
            return
        if not finding.marks:
            _paint_empty(painter, self.theme, self.rect())
            return
        _PAINTERS[finding.shape](self._with(painter))
        if self.hasFocus() and self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange):
            rects = self.rects()
            where = rects[self.current] if 0 <= self.current < len(rects) else self.rect()
            focus_line(painter, self.theme, QRectF(where), self.theme.px(4))

    def rects(self) -> list[QRect]:
        """Where each mark is, as the painting has it."""
        finding = self.finding
        if finding is None or not finding.marks:
            return []
        return _RECTS[finding.shape](self._with(QPainter()))

    def _with(self, painter: QPainter) -> Paint:
        marks, note = (self.finding.marks, self.finding.note) if self.finding else ((), "")
        return Paint(painter, self.theme, Row(self.rect(), self.layoutDirection()), marks, self._today, note)

    # Pointer and keys

    def event(self, event: QEvent) -> bool:
        """The tooltip of the mark under the pointer."""
        if isinstance(event, QHelpEvent):
            found = next((at for at, rect in enumerate(self.rects()) if rect.contains(event.pos())), -1)
            QToolTip.showText(event.globalPos(), tip(self.words(found)), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End go from mark to mark."""
        marks = len(self.finding.marks) if self.finding else 0
        keys = Qt.Key
        back = keys.Key_Right if self.isRightToLeft() else keys.Key_Left
        ahead = keys.Key_Left if self.isRightToLeft() else keys.Key_Right
        steps = {back: -1, keys.Key_Up: -1, ahead: 1, keys.Key_Down: 1, keys.Key_Home: -marks, keys.Key_End: marks}
        step = steps.get(keys(event.key()))
        if step is None or not marks or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        self.go_to(min(max(self.current + step, 0), marks - 1))

    def go_to(self, number: int) -> None:
        """Make this mark the current one and tell it."""
        self.current = number
        self.setAccessibleDescription(self.words(number))
        rects = self.rects()
        if 0 <= number < len(rects):
            QToolTip.showText(self.mapToGlobal(rects[number].center() + QPoint(0, self.theme.px(6))),
                              tip(self.words(number)), self)  # fmt: skip
        self.update()

    def words(self, number: int) -> str:
        """What a mark says: "RHIT: 52"."""
        if self.finding is None or not 0 <= number < len(self.finding.marks):
            return ""
        mark = self.finding.marks[number]
        if self.finding.shape == "days":
            day = say_day(date.fromisoformat(mark.label), self._today)
            return f"{day}: " + plural("{n} contact", "{n} contacts", int(mark.value))
        return ", ".join(part for part in (f"{mark.label}: {mark.said}", mark.more) if part)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The whole chart again."""
        super().focusOutEvent(event)
        self.current = -1
        if self.finding is not None:
            self.setAccessibleDescription(spoken(self.finding))
        self.update()


def _shape(painter: QPainter, color: QColor, rect: QRectF, radius: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    radius = min(radius, rect.width() / 2, rect.height() / 2)
    painter.drawRoundedRect(rect, radius, radius)


def _paint_empty(painter: QPainter, theme: Theme, rect: QRect) -> None:
    """Grey bars where a chart will be."""
    px = theme.px
    for number, share in enumerate((0.9, 0.65, 0.4)):
        row = Row(rect, painter.layoutDirection()).at(0, px(6) + number * px(18), round(rect.width() * share), px(8))
        _shape(painter, theme.color("grey_tint"), QRectF(row), px(3))


# Columns


def _column_rects(with_: Paint) -> list[QRect]:
    px, place, count = with_.theme.px, with_.place, len(with_.marks)
    gap = px(14) if count < 8 else px(4)
    width = min(max(1, (place.rect.width() - gap * (count - 1)) // count), px(WIDEST))
    return [place.at(number * (width + gap), 0, width, place.rect.height()) for number in range(count)]


def _paint_columns(with_: Paint) -> None:
    painter, theme, px = with_.painter, with_.theme, with_.theme.px
    foot, head = px(22), px(24)
    highest = max(max(mark.value for mark in with_.marks), 0.001)
    for mark, rect in zip(with_.marks, _column_rects(with_), strict=True):
        room = rect.height() - foot - head
        height = max(px(3), round(room * mark.value / highest))
        top = rect.top() + head + room - height
        _shape(painter, theme.color(mark.token or "accent"), QRectF(rect.left(), top, rect.width(), height), px(4))
        line(painter, theme, QRect(rect.left(), top - head, rect.width(), head), "strong", "text", mark.said, CENTER)
        below = QRect(rect.left(), rect.bottom() - foot + 1, rect.width(), foot)
        line(painter, theme, below, "tiny", "text3", mark.label, CENTER)


# A stacked bar with its legend


def _share_rects(with_: Paint) -> list[QRect]:
    px, rect = with_.theme.px, with_.place.rect
    columns = _legend_columns(with_.theme, rect.width())
    gap = px(20)
    width = (rect.width() - gap * (columns - 1)) // columns
    return [
        with_.place.at(
            number % columns * (width + gap), px(40) + number // columns * px(LEGEND_ROW), width, px(LEGEND_ROW)
        )
        for number in range(len(with_.marks))
    ]


def _legend_columns(theme: Theme, width: int) -> int:
    return 2 if width >= theme.px(380) else 1


def _paint_share(with_: Paint) -> None:
    painter, theme, px = with_.painter, with_.theme, with_.theme.px
    total = sum(mark.value for mark in with_.marks) or 1.0
    shown = [mark for mark in with_.marks if mark.value]
    room, x = with_.place.rect.width() - px(2) * (len(shown) - 1), 0
    for number, mark in enumerate(shown):
        last = number == len(shown) - 1
        width = with_.place.rect.width() - x if last else max(px(3), round(room * mark.value / total))
        _shape(painter, theme.color(mark.token), QRectF(with_.place.at(x, 0, width, px(28))), px(4))
        x += width + px(2)
    for mark, rect in zip(with_.marks, _share_rects(with_), strict=True):
        row = Row(rect, with_.place.direction)
        high = rect.height()
        _shape(painter, theme.color(mark.token), QRectF(row.at(0, (high - px(10)) // 2, px(10), px(10))), px(3))
        symbol(painter, theme, row.at(px(17), 0, px(18), high), mark.icon, 15, "text2")
        value = text_width(theme, "strong", mark.said) + 2
        line(painter, theme, row.at(px(42), 0, rect.width() - px(50) - value, high), "body", "text", mark.label)
        line(painter, theme, row.from_end(0, 0, value, high), "strong", "text", mark.said, END)


# A grid of days


def _grid(theme: Theme, width: int) -> tuple[int, float, int]:
    """(leading room for the weekdays, size of a cell with its gap, weeks that fit)."""
    gutter = max(text_width(theme, "tiny", day[:3]) for day in weekday_names()) + theme.px(8)
    cell = min(theme.px(CELL), max(theme.px(9), (width - gutter) / WEEKS))
    return gutter, cell, max(1, min(WEEKS, int((width - gutter) / cell)))


def _days(with_: Paint) -> dict[date, QRect]:
    gutter, cell, weeks = _grid(with_.theme, with_.place.rect.width())
    monday = with_.today - timedelta(days=with_.today.weekday())
    first = monday - timedelta(weeks=weeks - 1)
    top, side = with_.theme.px(20), max(2, round(cell) - with_.theme.px(GAP))
    found = {}
    for number in range((with_.today - first).days + 1):
        x = gutter + number // 7 * cell
        found[first + timedelta(days=number)] = with_.place.at(round(x), round(top + number % 7 * cell), side, side)
    return found


def _day_rects(with_: Paint) -> list[QRect]:
    days = _days(with_)
    return [days.get(date.fromisoformat(mark.label), QRect()) for mark in with_.marks]


def _paint_days(with_: Paint) -> None:
    painter, theme, px = with_.painter, with_.theme, with_.theme.px
    values = {date.fromisoformat(mark.label): mark.value for mark in with_.marks}
    days = _days(with_)
    seen = sorted(values[day] for day in days if day in values)
    steps = [seen[len(seen) * part // 3] for part in (1, 2)] if seen else [1.0, 1.0]
    gutter, cell, _weeks = _grid(theme, with_.place.rect.width())
    month, free = 0, 0
    for day, rect in days.items():
        value = values.get(day, 0)
        level = 0 if not value else 1 + sum(value > step for step in steps)
        _shape(painter, _shade(theme, level), QRectF(rect), px(3))
        if day.weekday() == 0 and day.month != month:
            x = round(gutter + (day - min(days)).days // 7 * cell)
            words = say_date(day.replace(day=1), day).split(" ")[0]
            width = text_width(theme, "tiny", words) + 2
            if month == 0 or x >= free:
                line(painter, theme, with_.place.at(x, 0, width, px(18)), "tiny", "text3", words)
                free = x + width + px(4)
            month = day.month
    for weekday in (0, 2, 4):
        row = with_.place.at(0, round(px(20) + weekday * cell) - px(2), gutter, round(cell) + px(2))
        line(painter, theme, row, "tiny", "text3", weekday_names()[weekday][:3])
    _paint_scale(with_, round(px(20) + 7 * cell) + px(6))


def _shade(theme: Theme, level: int) -> QColor:
    if not level:
        return theme.color("grey_tint")
    ink, paper, part = theme.color("accent"), theme.color("base"), SHADES[min(level, 3)]
    pairs = ((ink.red(), paper.red()), (ink.green(), paper.green()), (ink.blue(), paper.blue()))
    return QColor(*(round(dark * part + light * (1 - part)) for dark, light in pairs))


def _paint_scale(with_: Paint, y: int) -> None:
    theme, px, x = with_.theme, with_.theme.px, 0
    high = px(18)
    for words in (_("Less"), "", _("More")):
        if words:
            width = text_width(theme, "tiny", words) + 2
            line(with_.painter, theme, with_.place.at(x, y, width, high), "tiny", "text3", words)
            x += width + px(6)
            continue
        for level in range(4):
            _shape(with_.painter, _shade(theme, level), QRectF(with_.place.at(x, y + px(3), px(12), px(12))), px(3))
            x += px(16)
        x += px(4)
    line(with_.painter, theme, with_.place.at(x + px(12), y, with_.place.rect.width() - x - px(12), high), "tiny",
         "text3", with_.note, END)  # fmt: skip


# Progress


def _row_rects(high: int) -> Callable[[Paint], list[QRect]]:
    def rects(with_: Paint) -> list[QRect]:
        step = with_.theme.px(high)
        return [with_.place.at(0, number * step, with_.place.rect.width(), step) for number in range(len(with_.marks))]

    return rects


def _paint_progress(with_: Paint) -> None:
    painter, theme, px = with_.painter, with_.theme, with_.theme.px
    for mark, rect in zip(with_.marks, _row_rects(PROGRESS_ROW)(with_), strict=True):
        row = Row(rect, with_.place.direction)
        value = text_width(theme, "strong", mark.said) + 2
        name = min(text_width(theme, "strong", mark.label) + 2, rect.width() - value - px(8))
        line(painter, theme, row.at(0, 0, name, px(22)), "strong", "text", mark.label)
        more = row.at(name + px(8), 0, rect.width() - name - value - px(16), px(22))
        line(painter, theme, more, "small", "text3", mark.more)
        line(painter, theme, row.from_end(0, 0, value, px(22)), "strong", "text", mark.said, END)
        _shape(painter, theme.color("grey_tint"), QRectF(row.at(0, px(25), rect.width(), px(7))), px(3.5))
        width = round(rect.width() * min(max(mark.value, 0.0), 1.0))
        if width:
            _shape(painter, theme.color("accent"), QRectF(row.at(0, px(25), width, px(7))), px(3.5))


# Bars


def _paint_bars(with_: Paint) -> None:
    painter, theme, px = with_.painter, with_.theme, with_.theme.px
    wide = with_.place.rect.width()
    labels = min(max(text_width(theme, "body", mark.label) for mark in with_.marks) + px(4), round(wide * 0.45))
    values = max(text_width(theme, "body", mark.said) for mark in with_.marks) + px(4)
    room = wide - labels - values - px(24)
    highest = max(mark.value for mark in with_.marks) or 1.0
    for mark, rect in zip(with_.marks, _row_rects(BAR_ROW)(with_), strict=True):
        row = Row(rect, with_.place.direction)
        line(painter, theme, row.at(0, 0, labels, rect.height()), "body", "text", mark.label)
        width = max(px(3), round(room * mark.value / highest))
        bar = row.at(labels + px(12), (rect.height() - px(12)) // 2, width, px(12))
        _shape(painter, theme.color(mark.token or "accent"), QRectF(bar), px(3))
        told = row.at(labels + px(22) + width, 0, values, rect.height())
        line(painter, theme, told, "body", "text2", mark.said)


# Rows of words


def _paint_rows(with_: Paint) -> None:
    painter, theme, px = with_.painter, with_.theme, with_.theme.px
    for mark, rect in zip(with_.marks, _row_rects(TOLD_ROW)(with_), strict=True):
        row = Row(rect, with_.place.direction)
        more = text_width(theme, "small", mark.more) + 2
        line(painter, theme, row.at(0, 0, rect.width() - more - px(8), px(20)), "strong", "text", mark.label)
        line(painter, theme, row.from_end(0, 0, more, px(20)), "small", "text3", mark.more, END)
        line(painter, theme, row.at(0, px(19), rect.width(), px(19)), "small", "text2", mark.said)


def _share_height(theme: Theme, count: int, width: int) -> int:
    columns = _legend_columns(theme, width)
    return theme.px(40) + -(-count // columns) * theme.px(LEGEND_ROW)


def _days_height(theme: Theme, _count: int, width: int) -> int:
    _gutter, cell, _weeks = _grid(theme, width)
    return round(theme.px(20) + 7 * cell) + theme.px(26)


_HEIGHTS: Mapping[Shape, Callable[[Theme, int, int], int]] = {
    "columns": lambda theme, _count, _width: theme.px(COLUMN),
    "share": _share_height,
    "days": _days_height,
    "progress": lambda theme, count, _width: count * theme.px(PROGRESS_ROW),
    "bars": lambda theme, count, _width: count * theme.px(BAR_ROW),
    "table": lambda theme, count, _width: count * theme.px(TOLD_ROW),
}
_PAINTERS: Mapping[Shape, Callable[[Paint], None]] = {
    "columns": _paint_columns, "share": _paint_share, "days": _paint_days, "progress": _paint_progress,
    "bars": _paint_bars, "table": _paint_rows,
}  # fmt: skip
_RECTS: Mapping[Shape, Callable[[Paint], list[QRect]]] = {
    "columns": _column_rects, "share": _share_rects, "days": _day_rects, "progress": _row_rects(PROGRESS_ROW),
    "bars": _row_rects(BAR_ROW), "table": _row_rects(TOLD_ROW),
}  # fmt: skip
