"""The bar below the planner: the chosen time for both, and the buttons that put it into book and calendar."""

from datetime import date

from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from mrtnet.domain import zoned
from mrtnet.domain.planner import Interval
from mrtnet.domain.zone_words import short_zone
from mrtnet.ui.around import Around
from mrtnet.ui.icons import icon as make_icon
from mrtnet.ui.meetings.words import for_whom, long_day, say_span, weekday_date
from mrtnet.ui.pages.page import MARGIN
from mrtnet.ui.saying import say_time
from mrtnet.ui.widgets.basic import Button, ShortLabel, Surface, Symbol
from mrtnet.ui.widgets.keyboard import key_words
from mrtnet.words import _

KEYS_FROM = 560  # design px: its width from which the keys stand on the button


class PlannerFoot(Surface):
    """`copy`, `save_only` and `send` are its buttons."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.theme, "base")
        px, theme = around.px, around.theme
        self.said = ShortLabel(theme, "", "strong", name="planner.said")
        self.said_there = ShortLabel(theme, "", "small", "text2", name="planner.said_there")
        self.copy = Button(theme, _("Copy invitation text"), "copy-simple", name="planner.copy")
        self.save_only = Button(theme, _("Save only"), "floppy-disk", name="planner.save")
        self.send = Button(theme, _("Save and add to calendar"), "calendar-plus", kind="primary",
                           hint=key_words("Ctrl+Return"), name="planner.send")  # fmt: skip
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.said)
        words.addWidget(self.said_there)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(MARGIN), px(8), px(MARGIN), px(8))
        row.setSpacing(px(4))
        row.addWidget(Symbol(theme, "calendar-check", "accent", size=20))
        row.addSpacing(px(8))
        row.addLayout(words, 1)
        self._long, self._short = ("", ""), ("", "")
        for button in (self.copy, self.save_only, self.send):
            row.addWidget(button)

    def say(self, choice: Interval | None, mine: str, theirs: str, name: str, pronouns: str, today: date) -> None:
        """The chosen time on both clocks. `mine` and `theirs` are zones; `name` and `pronouns` say whose is theirs."""
        if choice is None:
            self._long = self._short = _("No time yet"), _("Saved without one, it waits under “To agree on”.")
            self._fit()
            return
        start, end = zoned.wall(choice.start, mine), zoned.wall(choice.end, mine)
        here, span = _("{day}, {span} {zone}"), say_span(start, end)
        there = zoned.wall(choice.start, theirs)
        day = "" if there.date() == start.date() else f"{weekday_date(there.date(), today)}, "
        whom = _("{day}{time} {zone} {whom}.").format(
            day=day, time=say_time(there.time()), zone=short_zone(theirs), whom=for_whom(pronouns, name)
        )
        zone = short_zone(mine)
        self._long = (
            here.format(day=long_day(start.date()), span=span, zone=zone),
            _("{there} Stored with both time zones.").format(there=whom),
        )
        self._short = here.format(day=weekday_date(start.date(), today), span=span, zone=zone), whom
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fewer words where there is less room."""
        super().resizeEvent(event)
        self.send.show_key(self.width() >= self.theme.px(KEYS_FROM))
        self._fit()

    def _fit(self) -> None:
        for label, long, short in zip((self.said, self.said_there), self._long, self._short, strict=True):
            label.setText(long if label.fontMetrics().horizontalAdvance(long) <= label.width() else short)

    def shrink(self, narrow: bool) -> None:
        """Icons where there is no room for words."""
        for button in (self.copy, self.save_only):
            button.shrink(narrow)
        self.save_only.setIcon(make_icon(self.theme, "floppy-disk") if narrow else QIcon())
