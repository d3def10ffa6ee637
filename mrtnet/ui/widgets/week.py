"""The week as seven columns of small bars: done below, planned above, told in words to a screen reader."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mrtnet.queries.week import DayLoad
from mrtnet.ui.painting import CENTER, Row, line
from mrtnet.ui.theme import Theme
from mrtnet.words import _

HIGHEST, MOST_BARS = 7, 24  # bars a day; more are drawn thinner, then as one


class WeekBars(QWidget):
    """Seven days."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._loads: Sequence[DayLoad] = ()
        self._today = date.min
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("This week"))

    def show_loads(self, loads: Sequence[DayLoad], today: date) -> None:
        """Show these days."""
        self._loads, self._today = loads, today
        said = [
            _("{day}: {done} done, {planned} planned").format(
                day=_weekday(load.day), done=load.done, planned=load.planned
            )
            for load in loads
            if load.done or load.planned
        ]
        self.setAccessibleDescription("; ".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the bars, weekday, date and legend."""
        return QSize(self.theme.px(200), self.theme.px(134))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        px, place = self.theme.px, Row(self.rect(), self.layoutDirection())
        slot, base = self.width() // 7, px(66)
        highest = max([HIGHEST, *(load.done + load.planned for load in self._loads)])
        step = px(62) / highest
        painter.setPen(Qt.PenStyle.NoPen)
        for number, load in enumerate(self._loads):
            column = place.at(number * slot, 0, slot, base)
            left = column.center().x() - px(10)
            if highest > MOST_BARS:
                bars = [("accent", 0, load.done), ("border", load.done, load.planned)]
            else:
                bars = [("accent" if n < load.done else "border", n, 1) for n in range(load.done + load.planned)]
            for token, below, count in bars:
                painter.setBrush(self.theme.color(token))
                height = max(1.5, count * step - px(2))
                rect = QRectF(left, base - below * step - height, px(20), height)
                if count:
                    painter.drawRoundedRect(rect, min(px(2), height / 2), min(px(2), height / 2))
        for number, load in enumerate(self._loads):
            here = load.day == self._today
            role, token = ("small_strong", "accent") if here else ("small", "text2")
            line(painter, self.theme, place.at(number * slot, px(70), slot, px(18)), role, token, _weekday(load.day),
                 CENTER)  # fmt: skip
            line(painter, self.theme, place.at(number * slot, px(87), slot, px(18)), role, token, str(load.day.day),
                 CENTER)  # fmt: skip
        self._legend(painter, place)

    def _legend(self, painter: QPainter, place: Row) -> None:
        px, x = self.theme.px, self.theme.px(2)
        for token, words in (("accent", _("done")), ("border", _("planned"))):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.color(token))
            painter.drawRoundedRect(place.at(x, px(120), px(10), px(6)), 2, 2)
            width = self.theme.metrics("tiny").horizontalAdvance(words) + 2
            line(painter, self.theme, place.at(x + px(15), px(114), width, px(18)), "tiny", "text3", words)
            x += px(32) + width


def _weekday(day: date) -> str:
    return QLocale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)
