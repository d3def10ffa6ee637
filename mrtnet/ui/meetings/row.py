"""The row of a meeting in its list: the day, with whom and what, when for both, where it stands."""

from collections.abc import Callable, Hashable
from datetime import timedelta

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from mrtnet.domain.rows import MeetingRow
from mrtnet.ui.delegates.card_rows import CardDelegate
from mrtnet.ui.desk import Desk
from mrtnet.ui.meetings.handing import Stale
from mrtnet.ui.meetings.words import (
    my_start,
    people_of,
    say_for_them,
    say_span,
    say_when_for_her,
    spoken,
    status_of,
    title_of,
)
from mrtnet.ui.pages.event_parts import paint_tile
from mrtnet.ui.painting import CHIP, Row, chip, chip_width, line, symbol
from mrtnet.ui.saying import Status
from mrtnet.ui.sections import Entry
from mrtnet.ui.theme import Theme
from mrtnet.words import _, later

_STALE = {
    "time": later("Old time in calendar"),
    "details": later("Old details in calendar"),
    "cancelled": later("Still in calendar"),
}


class MeetingDelegate(CardDelegate):
    """Paints Section and Entry[MeetingRow]; `stale` says what a calendar does not know, `answers` what they said."""

    def __init__(
        self, theme: Theme, desk: Desk, stale: Callable[[int], Stale], answers: Callable[[int], Status | None]
    ) -> None:
        super().__init__(theme, desk)
        self._stale, self._answers = stale, answers

    def at_rest(self, _item: object) -> Hashable | None:
        """A row says how far away its day is and what the calendar knows: it is painted each time."""
        return None

    def entry(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry[MeetingRow], row: Row) -> None:
        """The day, with whom and what, when for both, where it stands."""
        item, px, theme = entry.row, self.theme.px, self.theme
        start = my_start(item, self._desk.about)
        tile = row.at(px(14), (row.rect.height() - px(40)) // 2, px(38), px(40))
        if start is None:
            symbol(painter, theme, tile, "calendar-blank", 22, "text3")
        else:
            paint_tile(painter, theme, tile, start.date(), "other")
        end = self._chips(painter, item, row)
        y, x = (row.rect.height() - px(38)) // 2, px(64)
        self.name_line(painter, row, x, y, end - x, people_of(item), title_of(item))
        line(painter, theme, row.at(x, y + px(19), end - x, px(20)), "body", "text2", self._below(item))

    def _below(self, item: MeetingRow) -> str:
        start = my_start(item, self._desk.about)
        if start is None:
            return _("No date yet")
        span = say_span(start, start + timedelta(minutes=item.minutes))
        said = say_when_for_her(item, self._desk.about, self._desk.today)
        return " · ".join(part for part in (said or span, say_for_them(item, self._desk.about)) if part)

    def _chips(self, painter: QPainter, item: MeetingRow, row: Row) -> int:
        """Where it stands and, before it, what the calendar does not know; returns the x where the words must stop."""
        px, end = self.theme.px, row.rect.width() - self.theme.px(14)
        said = [status_of(item)]
        if answer := self._answers(item.id):
            said.append(answer)
        if kind := self._stale(item.id):
            said.append(Status(_(_STALE[kind]), "warning-circle", "amber"))
        for each in said:
            width = chip_width(self.theme, each.words, each.icon)
            if end - width < px(240) and each is not said[-1]:
                continue
            bare = end - width < px(200)
            if bare:
                end -= px(22)
                symbol(painter, self.theme, row.at(end, 0, px(22), row.rect.height()), each.icon, 16, each.token)
            else:
                end -= width
                where = row.at(end, (row.rect.height() - px(CHIP)) // 2, width, px(CHIP))
                chip(painter, self.theme, where, each.words, each.token, each.icon, direction=row.direction)
            end -= px(8)
        return end - px(4)

    def tooltip(self, _option: QStyleOptionViewItem, item: object) -> str:
        """Everything the row says."""
        return spoken(item.row, self._desk.about, self._desk.today) if isinstance(item, Entry) else ""
