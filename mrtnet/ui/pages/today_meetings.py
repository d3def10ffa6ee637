"""Two cards of Today: the next meeting with what leads into it, and what is left to do after the last ones."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrtnet.domain.rows import MeetingRow
from mrtnet.queries import meetings
from mrtnet.queries.reading import all_rows
from mrtnet.queries.today_meetings import Undone
from mrtnet.ui import names
from mrtnet.ui.around import Around
from mrtnet.ui.meetings.joining import join_link
from mrtnet.ui.meetings.words import my_start, people_of, say_for_them, say_span, title_of, weekday_date
from mrtnet.ui.pages.page import CommandButton
from mrtnet.ui.widgets.basic import Avatar, Button, Card, Label, ShortLabel, Symbol
from mrtnet.ui.widgets.flow import Flow
from mrtnet.words import _, later, plural

EVERY = 20_000  # ms between two looks at the clock
MOST = 4  # things to do after meetings; more are on the page of meetings
INTO: Mapping[str, str] = {
    "meeting_brief": later("Brief"), "meeting_notes": later("Notes"), "meeting_join": later("Join"),
}  # fmt: skip
"""What leads into a meeting, with the words of its button."""


class NextMeeting(Card):
    """Who, when on both clocks, what, how; `over` when the time has come to look for another one."""

    over = Signal()

    def __init__(self, around: Around) -> None:
        super().__init__(around.theme)
        self.around = around
        self.row: MeetingRow | None = None
        theme, px = around.theme, around.px
        self.countdown = Label(theme, "", "small", "text3", name="today.countdown")
        self.avatar = Avatar(theme, 38)
        self.who = ShortLabel(theme, "", "strong")
        self.what_they_do = ShortLabel(theme, "", "small", "text3")
        self.when, self.theirs = ShortLabel(theme, "", "strong"), ShortLabel(theme, "", "body", "text2")
        self.how, self.ready = ShortLabel(theme, "", "body", "text2"), ShortLabel(theme, "", "body", "text2")
        self._how_icon = Symbol(theme, "video-camera", "text2")
        column = headed(self, Label(theme, _("Next meeting"), "strong"), self.countdown)
        column.addLayout(self._make_person())
        times = QWidget()
        stacked = QVBoxLayout(times)
        stacked.setContentsMargins(0, 0, 0, 0)
        stacked.setSpacing(0)
        stacked.addWidget(self.when)
        stacked.addWidget(self.theirs)
        column.addLayout(self._line(Symbol(theme, "clock", "text2"), times))
        column.addLayout(self._line(self._how_icon, self.how))
        self._ready = QWidget()
        inside = self._line(Symbol(theme, "list-numbers", "text2"), self.ready)
        inside.setContentsMargins(0, 0, 0, 0)
        self._ready.setLayout(inside)
        column.addWidget(self._ready)
        holder = QWidget()
        flow = Flow(px(2))  # beside the room that buttons keep for the keyboard's line
        holder.setLayout(flow)
        self.buttons = {
            name: CommandButton(
                around, name, _(words), small=True, key=len(around.commands.key_of(name)) == 1, name=f"today.{name}"
            )
            for name, words in INTO.items()
        }
        for button in self.buttons.values():
            flow.addWidget(button)
        self.open = Button(theme, _("Open"), "arrow-right", small=True, name=names.TODAY_MEETING)
        self.open.clicked.connect(lambda: self.row and around.go("meetings", self.row.id))
        flow.addWidget(self.open)
        column.addWidget(holder)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self._tick)
        self.hide()

    def _make_person(self) -> QHBoxLayout:
        px = self.around.px
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.who)
        words.addWidget(self.what_they_do)
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addWidget(self.avatar)
        row.addLayout(words, 1)
        return row

    def _line(self, icon: QWidget, words: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.around.px(9))
        row.addWidget(icon)
        row.addWidget(words, 1)
        return row

    def show_meeting(self, row: MeetingRow | None) -> None:
        """Show this one; none hides the card."""
        self.row = row
        self.setVisible(row is not None)
        if row is None:
            self._timer.stop()
            return
        desk = self.around.desk
        first = meetings.people(desk.read, row.id)[:1]
        self.avatar.show_person(row.people[0] if row.people else title_of(row), row.person_ids[0] if row.people else 0)
        self.who.setText(people_of(row))
        about = [part for each in first for part in (each.title or each.organization, each.credentials) if part]
        self.what_they_do.setText(" · ".join(about))
        self.what_they_do.setVisible(bool(about))
        start = my_start(row, desk.about) or desk.now
        span = say_span(start, start + timedelta(minutes=row.minutes))
        day = "" if start.date() == desk.today else f"{weekday_date(start.date(), desk.today)}, "
        self.when.setText(f"{day}{span}")
        self.theirs.setText(say_for_them(row, desk.about))
        self.theirs.setVisible(bool(self.theirs.text()))
        self._say_how(row)
        number = len(meetings.questions(desk.read, row.id))
        self.ready.setText(plural("{n} question ready", "{n} questions ready", number))
        self._ready.setVisible(number > 0)
        self.buttons["meeting_join"].want(bool(join_link(row)))
        self._say_countdown()
        self._timer.start()

    def _say_how(self, row: MeetingRow) -> None:
        way, icon = (row.phone, "phone") if row.phone else (row.place, "map-pin")
        if join_link(row):
            way, icon = _("video"), "video-camera"
        what = title_of(row)
        self.how.setText(_("{what}, {how}").format(what=what, how=way) if way else what)
        self._how_icon.draw(icon if way else "calendar-check")

    def _say_countdown(self) -> None:
        if self.row is not None and self.row.starts is not None:
            now = self.around.desk.now
            self.countdown.setText(say_countdown(self.row.starts, self.row.minutes, now))
            near = self.row.starts - now <= timedelta(minutes=15)
            self.countdown.show_as("violet" if near else "text3")

    def _tick(self) -> None:
        if self.row is None or self.row.starts is None:
            return
        if self.row.starts + timedelta(minutes=self.row.minutes) <= self.around.desk.now:
            self.over.emit()
        else:
            self._say_countdown()


class AfterMeetings(Card):
    """ "No outcome yet", "Thank-you not sent": a line each with the button that does it."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.theme)
        self.around = around
        theme = around.theme
        self.more = Label(theme, "", "small", "text3")
        self._holder = QWidget()
        self._column = headed(self, Label(theme, _("After your meetings"), "strong"), self.more)
        self._column.addWidget(self._holder)
        self.lines: list[Button] = []
        self.hide()

    def show_undone(self, found: Sequence[Undone]) -> None:
        """Show these; none hides the card."""
        focused = next((number for number, each in enumerate(self.lines) if each.hasFocus()), None)
        self.setVisible(bool(found))
        self.lines = []
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.around.px(6))
        for each in found[:MOST]:
            column.addWidget(self._line(each))
        self._column.replaceWidget(self._holder, holder)
        self._holder.deleteLater()
        self._holder = holder
        rest = len(found) - MOST
        self.more.setText(plural("{n} more in Meetings", "{n} more in Meetings", rest) if rest > 0 else "")
        if focused is not None and self.lines:
            self.lines[min(focused, len(self.lines) - 1)].setFocus()

    def _line(self, undone: Undone) -> QWidget:
        theme, px = self.around.theme, self.around.px
        meeting, act = undone
        outcome = act.kind == "capture"
        says = _("No outcome yet") if outcome else _("Thank-you not sent")
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(9))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ShortLabel(theme, people_of(meeting), "medium"))
        start = my_start(meeting, self.around.desk.about)
        when = weekday_date(start.date(), self.around.desk.today) if start else ""
        words.addWidget(ShortLabel(theme, _("{what} · {when}").format(what=says, when=when), "small", "amber"))
        button = Button(
            theme, _("Outcome") if outcome else _("Thank"), small=True,
            name=names.TODAY_OUTCOME if outcome else names.TODAY_THANK_MEETING,
        )  # fmt: skip
        button.setAccessibleName(f"{button.accessibleName()}: {act.words}")
        button.clicked.connect(lambda: self._act(undone))
        line.addWidget(Symbol(theme, "note-pencil" if outcome else "envelope-simple", "amber"))
        line.addLayout(words, 1)
        line.addWidget(button)
        self.lines.append(button)
        return row

    def _act(self, undone: Undone) -> None:
        meeting, act = undone
        if act.kind == "thank-you" and meeting.person_ids:
            thank(self.around, meeting)
            return
        self.around.go("meetings", meeting.id)
        self.around.commands.run("meeting_outcome")


def thank(around: Around, meeting: MeetingRow) -> None:
    """The letter of thanks to whoever of this meeting still waits for it."""
    from mrtnet.ui.dialogs.offers import install

    found = all_rows(
        around.desk.read,
        "SELECT person_id, id FROM follow_up WHERE meeting_id = ? AND state = 'open' AND kind = 'thank-you'"
        " ORDER BY due, id",
        (meeting.id,),
    )
    person_id, follow_up_id = found[0] if found else (meeting.person_ids[0], None)
    install(around).writing.write_to(person_id, follow_up_id)


def say_countdown(starts: datetime, minutes: int, now: datetime) -> str:
    """How long it is until then: "in 4 h 48 min", "in 3 days", "now". Instants are aware."""
    left = -(-int((starts - now).total_seconds()) // 60)
    if left <= 0:
        return _("now, {n} min left").format(n=max(1, minutes + left)) if minutes + left < 60 else _("now")
    if left < 60:
        return _("in {n} min").format(n=left)
    hours, rest = divmod(left, 60)
    if hours < 12:
        return _("in {h} h {m} min").format(h=hours, m=rest) if rest else _("in {h} h").format(h=hours)
    days = (starts.astimezone(now.tzinfo).date() - now.date()).days
    return plural("in {n} day", "in {n} days", days) if days > 1 else _("tomorrow") if days else _("today")


def headed(card: Card, title: QWidget, end: QWidget) -> QVBoxLayout:
    """The column of a card beside the list: its title, with something at the end of that line."""
    px = card.theme.px
    column = QVBoxLayout(card)
    column.setContentsMargins(px(16), px(13), px(16), px(14))
    column.setSpacing(px(8))
    head = QHBoxLayout()
    head.addWidget(title, 1)
    head.addWidget(end, 0, Qt.AlignmentFlag.AlignTop)
    column.addLayout(head)
    return column
