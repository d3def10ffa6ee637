"""The head of the notes window: with whom, the minutes left, and the block of the agenda that is on."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from mrtnet.domain import zoned
from mrtnet.domain.agenda import Block, running
from mrtnet.domain.rows import MeetingRow
from mrtnet.domain.when import say_when
from mrtnet.ui.around import Around
from mrtnet.ui.meetings.words import my_start, people_of, title_of
from mrtnet.ui.saying import say_time
from mrtnet.ui.widgets.basic import Bar, Label, ShortLabel, Surface
from mrtnet.words import _


class NotesHead(Surface):
    """`show_meeting` says whose it is, `say_clock` how long it still lasts."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.theme, "alt", edge="bottom")
        self.desk = around.desk
        self._row: MeetingRow | None = None
        self._blocks: Sequence[Block] = ()
        px, theme = around.px, around.theme
        self.whom = ShortLabel(theme, "", "name", name="notes.whom")
        self.what = ShortLabel(theme, "", "small", "text2")
        self.left = Label(theme, "", "name", name="notes.left")
        self.block = ShortLabel(theme, "", "small", "text2", name="notes.block")
        self.bar = Bar(theme)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.whom, 1)
        first.addWidget(self.left)
        second.addWidget(self.what, 1)
        second.addWidget(self.block, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(10), px(16), px(10))
        column.setSpacing(px(3))
        column.addLayout(first)
        column.addLayout(second)
        column.addSpacing(px(3))
        column.addWidget(self.bar)

    def show_meeting(self, row: MeetingRow, blocks: Sequence[Block]) -> None:
        """With whom and what; the clock follows."""
        self._row, self._blocks = row, blocks
        self.whom.setText(people_of(row))
        self.what.setText(title_of(row))

    def say_clock(self) -> None:
        """Minutes left, and the block of the agenda that is on."""
        row = self._row
        start = my_start(row, self.desk.about) if row is not None else None
        if row is None or start is None:
            self._say_time(_("No date yet"), "", 0, 1)
            return
        now = self.desk.now.replace(tzinfo=None)
        end = start + timedelta(minutes=row.minutes)
        on = running(self._blocks, start, now)
        block = _("{title} until {time}").format(title=on[0].title, time=say_time(on[1].time())) if on else ""
        left = _time_left(now, start, end, self.desk.today)
        self._say_time(left, block, int((now - start).total_seconds()), row.minutes * 60)

    def _say_time(self, left: str, block: str, passed: int, length: int) -> None:
        if self.left.text() != left:
            self.left.setText(left)
        if self.block.text() != block:
            self.block.setText(block)
        self.block.setVisible(bool(block))
        self.bar.show_part(min(max(passed, 0), length), length)


def _time_left(now: datetime, start: datetime, end: datetime, today: date) -> str:
    """ "18 min left", "In 5 min", "3 min over"; the day for one that is farther away."""
    if now < start:
        minutes = -(-int((start - now).total_seconds()) // 60)
        if minutes > 12 * 60:
            return say_when(start.date(), today)
        return _("In {length}").format(length=zoned.say_length(minutes))
    if now < end:
        return _("{length} left").format(length=zoned.say_length(-(-int((end - now).total_seconds()) // 60)))
    minutes = int((now - end).total_seconds()) // 60
    if minutes > 12 * 60:
        return say_when(start.date(), today)
    return _("{length} over").format(length=zoned.say_length(minutes)) if minutes else _("Time is up")
