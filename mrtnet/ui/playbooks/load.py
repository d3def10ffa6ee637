"""The load of the coming weeks as bars: what there is, what a playbook would add, and where it is over the portion."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mrtnet.domain.portion import Portion, say_portion
from mrtnet.domain.when import say_date
from mrtnet.queries.plays import DayLoad
from mrtnet.ui.painting import CENTER, Row, line, text_width
from mrtnet.ui.theme import Theme
from mrtnet.words import _, plural

BARS, DAYS, LEGEND = 74, 30, 18  # design px: the bars, the words of the weeks below, what the colours mean
LEAST = 6


class LoadBars(QWidget):
    """One bar a day, week beside week."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._load: Sequence[DayLoad] = ()
        self._today = date.min
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("The coming weeks"))

    def show_load(self, load: Sequence[DayLoad], today: date) -> None:
        """Show these days."""
        self._load, self._today = load, today
        said = [
            _("{day}: {n}").format(day=say_date(day.day, today), n=day.all)
            for day in load
            if day.all and day.day >= today
        ]
        self.setAccessibleDescription("; ".join(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the bars and the weeks' first days."""
        return QSize(self.theme.px(220), self.theme.px(BARS + DAYS + (LEGEND if self._legend() else 0)))

    def _legend(self) -> list[tuple[str, str]]:
        """(colour, what it means), where there is more than one colour."""
        told = [("border_btn", _("there already")), ("accent", _("added")), ("amber", _("beyond the portion"))]
        shown = (True, any(day.added for day in self._load), any(day.over for day in self._load))
        return [each for each, there in zip(told, shown, strict=True) if there] if any(shown[1:]) else []

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The bars, the new ones on top, what is over a day's portion in another colour."""
        if not self._load:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        px, place = self.theme.px, Row(self.rect(), self.layoutDirection())
        weeks = len(self._load) // 7
        gap = px(6)
        slot = (self.width() - gap * (weeks - 1)) / len(self._load)
        highest = max(LEAST, *(day.all for day in self._load))
        painter.setPen(Qt.PenStyle.NoPen)
        for number, day in enumerate(self._load):
            x = round(number * slot + gap * (number // 7))
            width = max(2, round(slot) - px(2))
            low = 0.0
            added = max(0, day.added - day.over)
            for token, count in (("border_btn", day.all - day.over - added), ("accent", added), ("amber", day.over)):
                high = count * px(BARS) / highest
                if count:
                    rect = QRectF(place.at(x, 0, width, 0))
                    painter.setBrush(self.theme.color(token))
                    painter.drawRoundedRect(QRectF(rect.x(), px(BARS) - low - high, width, high), 2, 2)
                low += high
            if not day.all:
                painter.setBrush(self.theme.color("divider"))
                painter.drawRect(place.at(x, px(BARS) - 1, width, 1))
        x, y = 0, px(BARS + DAYS)
        for token, words in self._legend():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.color(token))
            painter.drawRoundedRect(QRectF(place.at(x, y + px(4), px(9), px(9))), 2, 2)
            wide = text_width(self.theme, "tiny", words) + 2
            line(painter, self.theme, place.at(x + px(14), y, wide, px(LEGEND)), "tiny", "text2", words)
            x += px(26) + wide
        for week in range(weeks):
            x = round(week * 7 * slot + gap * week)
            first = self._load[week * 7].day
            here = first <= self._today < self._load[min(week * 7 + 7, len(self._load)) - 1].day
            words = QLocale().toString(_qdate(first), "MMM d")
            line(painter, self.theme, place.at(x, px(BARS + 4), round(7 * slot), px(18)),
                 "tiny_strong" if here else "tiny", "accent" if here else "text2", words, CENTER)  # fmt: skip


def say_load(load: Sequence[DayLoad], portion: Portion) -> str:
    """How full the coming weeks are, in one or two sentences."""
    weeks = [load[n : n + 7] for n in range(0, len(load), 7)]
    counts = ", ".join(str(sum(day.all for day in week)) for week in weeks)
    said = _("Follow-ups a week: {counts}.").format(counts=counts)
    over = sum(day.over > 0 for day in load)
    if over and portion.limited:
        days = plural("{n} day has more than your portion", "{n} days have more than your portion", over)
        rest = _("{days} ({portion}); the rest of it moves on to the next days.")
        said += " " + rest.format(days=days, portion=say_portion(portion))
    return said


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
