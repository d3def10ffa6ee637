"""Painted parts of the events page: the tile with the day, a number with its words, the row of an event."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QLocale, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QVBoxLayout, QWidget

from mrtnet.domain import kinds
from mrtnet.domain.rows import EventRow
from mrtnet.ui.delegates.row import RowDelegate
from mrtnet.ui.pages.event_words import ceu_words, say_place, say_span
from mrtnet.ui.painting import CENTER, END, Row, line, symbol, text_width
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import Label
from mrtnet.words import _, plural


def paint_tile(painter: QPainter, theme: Theme, rect: QRect, day: date | None, kind: str) -> None:
    """A leaf of a calendar; without a day the icon of the kind."""
    px = theme.px
    shape = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    path = QPainterPath()
    path.addRoundedRect(shape, px(6), px(6))
    painter.setPen(QPen(theme.color("border_btn"), 1))
    painter.setBrush(theme.color("base"))
    painter.drawPath(path)
    if day is None:
        symbol(painter, theme, rect, kinds.kind("event", kind).icon, 18, "text3")
        return
    large = rect.width() >= px(44)
    head = QRect(rect.left(), rect.top(), rect.width(), round(rect.height() * (0.36 if large else 0.42)))
    painter.save()
    painter.setClipPath(path)
    painter.fillRect(head, theme.color("accent"))
    painter.restore()
    month = QLocale().toString(QDate(day.year, day.month, day.day), "MMM").upper()
    line(painter, theme, head, "tiny_strong" if large else "tiny", "on_accent", month, CENTER)
    below = QRect(rect.left(), head.bottom(), rect.width(), rect.height() - head.height())
    line(painter, theme, below, "section" if large else "strong", "text", str(day.day), CENTER)


class DateTile(QWidget):
    """The tile beside the name of an event."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._day: date | None = None
        self._kind = "other"
        self._dress()
        theme.changed.connect(self._dress)

    def show_day(self, day: date | None, kind: str) -> None:
        """The first day of the event."""
        self._day, self._kind = day, kind
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The leaf."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_tile(painter, self.theme, self.rect(), self._day, self._kind)

    def _dress(self) -> None:
        self.setFixedSize(self.theme.px(52), self.theme.px(56))


class Number(QWidget):
    """A number with what it counts below."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._number = Label(theme, "", "page")
        self._words = Label(theme, "", "small", "text2")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._number)
        column.addWidget(self._words)

    def tell(self, number: str, words: str) -> None:
        """Show it; "" hides it."""
        self._number.setText(number)
        self._words.setText(words)
        self.setAccessibleName(f"{number} {words}")
        self.setVisible(bool(number))


def to_thank_words(row: EventRow) -> tuple[str, str]:
    """How far thanking is, and the token of its colour."""
    if row.to_thank:
        return plural("{n} to thank", "{n} to thank", row.to_thank), "amber"
    if row.thanked:
        return _("All thanked"), "green"
    return "", "text3"


class EventDelegate(RowDelegate):
    """Paints EventRow in the list of events."""

    framed = True

    def __init__(self, theme: Theme, today: Callable[[], date]) -> None:
        super().__init__(theme)
        self._today = today

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, item: object, row: Row) -> None:
        """Tile, name and kind; days and place; at the end how many were met and are to be thanked."""
        assert isinstance(item, EventRow)
        self.plain_ground(painter, option, row)
        px, width = self.theme.px, row.rect.width()
        paint_tile(painter, self.theme, row.at(px(16), px(10), px(38), px(40)), item.first_day, item.kind)
        met = plural("{n} met", "{n} met", item.met)
        thanks, token = to_thank_words(item)
        ends = [("body", "text" if item.met else "text3", met, px(11)), ("small", token, thanks, px(30))]
        end = max(text_width(self.theme, role, text) for role, _token, text, _y in ends) + px(6)
        for role, color, text, y in ends:
            line(painter, self.theme, row.from_end(px(16), y, end, px(20)), role, color, text, END)
        room = width - px(68) - px(16) - end - px(12)
        self.name_line(painter, row, px(68), px(11), room, item.name, kinds.title("event", item.kind))
        span = say_span(item.first_day, item.last_day, self._today()) or _("No date")
        below = " · ".join(part for part in (span, say_place(item), ceu_words(item.ceus)) if part)
        line(painter, self.theme, row.at(px(68), px(31), room, px(20)), "body", "text2", below)
        self.focus(painter, option, QRectF(row.rect).adjusted(0, 0, 0, -1))

    def sizeHint(self, _option: QStyleOptionViewItem, _index: object) -> QSize:
        """The view gives rows their height."""
        return QSize(0, 0)

    def tooltip(self, _option: QStyleOptionViewItem, item: object) -> str:
        """Everything the row says."""
        assert isinstance(item, EventRow)
        return "\n".join(part for part in (item.name, kinds.title("event", item.kind), say_place(item)) if part)


def spoken_event(row: EventRow, today: date) -> str:
    """An event's row in words."""
    met = plural("{n} person met", "{n} people met", row.met)
    days = say_span(row.first_day, row.last_day, today)
    parts = (row.name, kinds.title("event", row.kind), days, say_place(row), met, to_thank_words(row)[0])
    return ", ".join(part for part in parts if part)
