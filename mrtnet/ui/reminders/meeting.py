"""One meeting in the reminder window: with whom, when, what leads into it; the chosen one shows its buttons."""

from datetime import timedelta

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from mrtnet.domain import kinds
from mrtnet.domain.rows import MeetingRow
from mrtnet.ui.around import Around
from mrtnet.ui.meetings.joining import join_link
from mrtnet.ui.meetings.words import my_start, people_of, say_span, title_of, weekday_date
from mrtnet.ui.pages.today_meetings import say_countdown
from mrtnet.ui.reminders.any_row import AnyReminder
from mrtnet.ui.saying import say_time
from mrtnet.ui.widgets.basic import Avatar, Button, Chip, ShortLabel, Symbol
from mrtnet.words import _


class MeetingReminder(AnyReminder):
    """A meeting; its buttons are join, open, brief or notes, later, close."""

    def __init__(self, around: Around, row: MeetingRow) -> None:
        super().__init__(around, row.id)
        self.row = row
        theme, px, desk = around.theme, around.px, around.desk
        self.setObjectName(f"reminders.meeting.{row.id}")
        start = my_start(row, desk.about) or desk.now
        day = "" if start.date() == desk.today else f"{weekday_date(start.date(), desk.today)}, "
        when = day + say_span(start, start + timedelta(minutes=row.minutes))
        words = status_words(around, row)
        self.setAccessibleName(", ".join((people_of(row), title_of(row), when, words)))
        head = ShortLabel(theme, people_of(row), "name")
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        first = QHBoxLayout()
        first.setSpacing(px(7))
        first.addWidget(head)
        first.addStretch(1)
        self.status = Chip(theme, words, "violet", "calendar-check")
        first.addWidget(self.status)
        second = QHBoxLayout()
        second.setSpacing(px(6))
        second.addWidget(Symbol(theme, kinds.kind("meeting", row.kind).icon, "violet", size=15))
        second.addWidget(ShortLabel(theme, f"{when} · {title_of(row)}", "body", "text2"), 1)
        disc: QWidget
        if row.person_ids:
            disc = Avatar(theme, 34)
            disc.show_person(row.people[0], row.person_ids[0])
        else:
            disc = Symbol(theme, "calendar-check", "violet", size=17, disc=34)
        self.buttons = self._make_buttons()
        self.lay_out(disc, first, second)

    def _make_buttons(self) -> QWidget:
        theme = self.around.theme
        link = bool(join_link(self.row))
        begun = self.row.starts is not None and self.row.starts <= self.around.desk.now
        self.into = "meeting_notes" if begun else "meeting_brief"
        self.join = Button(theme, _("Join"), "video-camera", kind="primary", small=True, name="reminders.join")
        self.open = Button(theme, _("Open"), "arrow-right", small=True, name="reminders.open",
                           kind="" if link else "primary")  # fmt: skip
        self.prepare = Button(theme, _("Notes") if begun else _("Brief"), "note-pencil" if begun else "notebook",
                              small=True, name="reminders.prepare")  # fmt: skip
        self.snooze = Button(theme, _("5 min"), "bell-simple-z", small=True, name="reminders.five")
        self.snooze.setAccessibleName(_("Remind again in 5 minutes"))
        self.away = Button(theme, icon="x", small=True, says=_("Take it away"), name="reminders.away")
        self.join.setVisible(link)
        self.prepare.setVisible(self.around.can(self.into))
        return self.side_by_side(
            (self.join, "join"), (self.open, "open"), (self.prepare, "prepare"), (self.snooze, "later"),
            (self.away, "close"),
        )  # fmt: skip

    def say_again(self) -> None:
        """How long it is until then has changed."""
        self.status.setText(status_words(self.around, self.row))

    def shrink(self, narrow: bool) -> None:
        """Icons where there is no room for words."""
        for button in (self.prepare, self.snooze):
            button.shrink(narrow)
        self.open.shrink(narrow or not self.join.isHidden())  # a row of five has no room for all words


def status_words(around: Around, row: MeetingRow) -> str:
    """ "in 15 min"; after the start "began at 3:00 PM"."""
    start = my_start(row, around.desk.about)
    if row.starts is None or start is None:
        return ""
    if row.starts <= around.desk.now:
        return _("began at {time}").format(time=say_time(start.time()))
    return say_countdown(row.starts, row.minutes, around.desk.now)
