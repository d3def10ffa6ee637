"""Today: whom to write to now. Late, Today, Waiting for a reply; what comes and what was done lie folded below."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QDate, QLocale, QPoint
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from mrtnet.domain.portion import why_later
from mrtnet.domain.rows import EventRow, FollowUpRow
from mrtnet.queries import events, follow_ups, people, week
from mrtnet.queries import today as queries
from mrtnet.queries.today_meetings import MeetingsToday, meetings_today
from mrtnet.ui import names
from mrtnet.ui.acting import open_follow_up
from mrtnet.ui.around import Around, Subject, Width
from mrtnet.ui.commands import handles
from mrtnet.ui.delegates.card_rows import FOLDED, HEADER
from mrtnet.ui.delegates.follow_up import FollowUpDelegate
from mrtnet.ui.pages.page import MARGIN, CommandButton, Head, Page
from mrtnet.ui.pages.today_meetings import AfterMeetings, NextMeeting, headed
from mrtnet.ui.pages.today_pause import PauseLine
from mrtnet.ui.saying import say_days, spoken_follow_up, why
from mrtnet.ui.sections import Section, Sections
from mrtnet.ui.widgets.basic import Bar, Button, Card, Label
from mrtnet.ui.widgets.panes import Panes
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.ui.widgets.scrolling import scrolling
from mrtnet.ui.widgets.week import WeekBars
from mrtnet.ui.widgets.wrapped import Wrapped
from mrtnet.words import _, plural

MINUTES_EACH = 3
LONGEST = 30  # rows read for one section: more than a day's work, and all four before the first paint
ROW = 60  # design px


class TodayPage(Page):
    """The page of today."""

    key = "today"
    shows = frozenset({"follow_up", "person", "event", "interaction", "job", "organization", "credential", "setting",
                       "meeting", "meeting_person", "meeting_question"})  # fmt: skip

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self._folded = {"later": True, "tomorrow": True, "week": True, "done": True}
        self._event: EventRow | None = None
        self._keep: tuple[int | None, int] = (None, -1)
        px = around.px
        self.head = Head(around)
        for command in ("meet", "review"):
            self.head.buttons.addWidget(CommandButton(around, command, name=f"today.{command}"))
        self.more = Button(self.theme, _("Overview"), "chart-bar", kind="ghost", name="today.overview")
        self.more.setCheckable(True)
        self.more.toggled.connect(lambda _on: self._arrange())
        self.head.buttons.addWidget(self.more)
        self.pause = PauseLine(around)
        self.empty = Card(self.theme)
        self._empty_text = Label(self.theme, "", "body", "text2", wrap=True)
        self._empty_log = CommandButton(around, "log_people", kind="primary", name=names.TODAY_LOG)
        inside = QHBoxLayout(self.empty)
        inside.setContentsMargins(px(16), px(12), px(12), px(12))
        inside.addWidget(self._empty_text, 1)
        inside.addWidget(self._empty_log)
        self.model = Sections[FollowUpRow](lambda row: spoken_follow_up(row, self.desk.today), why, self)
        self.view = RowsView(
            self.theme, self.model, name=names.TODAY_LIST, says=_("Follow-ups for today"),
            height=lambda: px(ROW), ground="window",
        )  # fmt: skip
        self._delegate = FollowUpDelegate(self.theme, self.desk, around.can)
        self._delegate.pressed.connect(self._press)
        self.view.setItemDelegate(self._delegate)
        self.view.opened.connect(self._open)
        self.view.clicked.connect(lambda index: self._toggle(index.row()))
        self.view.wanted_menu.connect(self._menu)
        self.theme.changed.connect(self._size_headers)
        self.aside = self._make_aside()
        self.left = QWidget()
        left = QVBoxLayout(self.left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(px(8))
        left.addSpacing(px(4))
        left.addWidget(self.empty)
        left.addWidget(self.view, 1)
        self.body = Panes(around, "today.aside", self.left, self.aside, width=318, gap=20, least=260)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(MARGIN), px(22), px(MARGIN), 0)
        column.setSpacing(px(6))
        column.addWidget(self.head)
        column.addWidget(self.pause)
        column.addWidget(self.body, 1)
        self.desk.day_changed.connect(self.reload)
        self._arrange()

    def _make_aside(self) -> QScrollArea:
        px = self.around.px
        inner = QWidget()
        cards = QVBoxLayout(inner)
        cards.setContentsMargins(0, px(4), 0, px(16))
        cards.setSpacing(px(14))
        self.next_meeting, self.after_meetings = NextMeeting(self.around), AfterMeetings(self.around)
        self.next_meeting.over.connect(self._say_meetings)
        cards.addWidget(self.next_meeting)
        cards.addWidget(self.after_meetings)
        self.event_card = Card(self.theme)
        self._event_name = Wrapped(self.theme, "", "strong")
        self._event_days = Label(self.theme, "", "small", "text3")
        self._event_words = Label(self.theme, "", "body", "text2", wrap=True)
        self._event_bar = Bar(self.theme)
        self._thank = CommandButton(self.around, "thank", small=True, name=names.TODAY_THANK)
        self.week_card = Card(self.theme)
        self._week_words = Label(self.theme, "", "small", "text3")
        self.week = WeekBars(self.theme)
        heads = [(self.event_card, self._event_name, self._event_days),
                 (self.week_card, Label(self.theme, _("This week"), "strong"), self._week_words)]  # fmt: skip
        for card, title, end in heads:
            box = headed(card, title, end)
            parts: Sequence[QWidget] = (
                (self._event_words, self._event_bar, self._thank) if card is self.event_card else (self.week,)
            )
            for part in parts:
                box.addWidget(part)
            cards.addWidget(card)
        cards.addStretch(1)
        return scrolling(inner, name=names.TODAY_ASIDE, says=_("Overview"))

    # Reading

    def reload(self) -> None:
        """Read what stands today."""
        self._show_steps()
        self._say_beside()

    def reload_in_turn(self) -> None:
        """The list at once, the cards beside it in a turn of their own."""
        self._show_steps()
        self.desk.in_turn(self._say_beside)

    def _show_steps(self) -> None:
        desk, on = self.desk, self.desk.today
        ahead = max(1, 6 - on.weekday())
        found = queries.portioned(desk.read, on, desk.about, ahead, LONGEST, desk.once(queries.due))
        tomorrow = on + timedelta(days=1)
        (load,) = week.loads(desk.read, on, 1)
        done = () if self._folded["done"] else follow_ups.closed_on(desk.read, on)
        next_day = [row for row in found.next if row.due == tomorrow]
        later_on = [row for row in found.next if row.due > tomorrow]
        beyond = [row._replace(reason=why_later(found.comes[row.id], on, desk.about.portion)) for row in found.later]
        self._remember()
        self.model.show(
            [
                (Section("late", _("Late"), found.late_count, "clock-counter-clockwise", "red"), found.late),
                (Section("today", _("Today"), found.today_count, "sun", "amber"), found.today),
                (Section("waiting", _("Waiting for a reply"), len(found.waiting), "hourglass-medium", "blue"),
                 found.waiting),
                (self._fold("later", _("When there is room"), found.later_count, "clock-afternoon"), beyond),
                (self._fold("tomorrow", _("Tomorrow"), len(next_day), "sun-horizon"), next_day),
                (self._fold("week", _("Later this week"), len(later_on), "calendar-blank"), later_on),
                (self._fold("done", _("Done today"), load.done, "check-circle"), done),
            ]
        )  # fmt: skip
        self._size_headers()
        self._restore()
        self.pause.reload()
        self._say_head(on, found.today_count, found.late_count, found.later_count)
        self._say_empty(not (found.late or found.today or found.waiting), len(next_day))

    def _say_beside(self) -> None:
        self._say_meetings()
        self._say_event(self.desk.today)
        self._say_week(self.desk.today)

    def _say_meetings(self) -> None:
        found: MeetingsToday = meetings_today(self.desk.read, self.desk.about, self.desk.now)
        self.next_meeting.show_meeting(found.next)
        self.after_meetings.show_undone(found.undone)
        beside = (self.next_meeting.open, *self.after_meetings.lines, self._thank)
        for before, after in pairwise(beside):  # what is left to do is made anew: it would come after the whole window
            QWidget.setTabOrder(before, after)

    def _fold(self, key: str, title: str, number: int, icon: str) -> Section:
        return Section(key, title, number, icon, "text2", self._folded[key])

    def _say_head(self, on: date, due: int, late: int, later: int) -> None:
        self.head.title.setText(QLocale().toString(QDate(on.year, on.month, on.day), _("dddd, MMMM d")))
        number = due + late
        if not number:
            nobody = not people.anybody(self.desk.read)
            said = "" if nobody else _("Nothing left for today.")
            self.head.below.setText(" ".join(part for part in (said, _more_later(later)) if part))
            return
        words = plural("{n} follow-up for today", "{n} follow-ups for today", number)
        if late:
            words += plural(", {n} of them late", ", {n} of them late", late)
        minutes = -(-number * MINUTES_EACH // 5) * 5
        if number <= 40:
            words += ". " + plural("About {n} minute", "About {n} minutes", minutes)
        self.head.below.setText(" ".join(part for part in (words + ".", _more_later(later)) if part))

    def _say_empty(self, empty: bool, tomorrow: int) -> None:
        self.empty.setVisible(empty)
        if not empty:
            return
        nobody = not people.anybody(self.desk.read)
        self._empty_log.want(nobody)
        if nobody:
            self._empty_text.setText(_("Nobody here yet. Log the first person you met."))
            return
        planned = plural("{n} follow-up is planned for tomorrow.", "{n} follow-ups are planned for tomorrow.", tomorrow)
        self._empty_text.setText(_("All done for today.") + (f" {planned}" if tomorrow else ""))

    def _say_event(self, on: date) -> None:
        event = self._event = events.current(self.desk.read, on)
        self.event_card.setVisible(event is not None and event.met > 0)
        if event is None:
            return
        self._event_name.setText(event.name)
        self._event_days.setText(say_days(event.first_day, event.last_day))
        met = plural("{n} person met.", "{n} people met.", event.met)
        self._event_words.setText(
            _("{met} {thanked} thanked, {left} to go.").format(met=met, thanked=event.thanked, left=event.to_thank)
        )
        self._event_bar.show_part(event.thanked, event.thanked + event.to_thank)
        self._thank.say(plural("Thank the next {n}", "Thank the next {n}", event.to_thank))
        self._thank.want(event.to_thank > 0)

    def _say_week(self, on: date) -> None:
        loads = week.loads(self.desk.read, on - timedelta(days=on.weekday()))
        done = sum(load.done for load in loads)
        total = done + sum(load.planned for load in loads)
        self._week_words.setText(_("{done} of {total} done").format(done=done, total=total) if total else "")
        self.week.show_loads(loads, on)

    # Acting

    def subject(self) -> Subject:
        """The current row and all selected ones."""
        row = self.model.row_at(self.view.current())
        found = Subject.of_steps(row, self.model.rows_at(self.view.chosen()))
        event = self._event.id if self._event else None
        meeting = self.next_meeting.row.id if self.next_meeting.row else None
        return found._replace(event_id=found.event_id or event, meeting_id=meeting)

    def anchor(self) -> QPoint:
        """Below the buttons of the current row."""
        rect = self.view.visualRect(self.view.currentIndex())
        corner = rect.bottomLeft() if self.isRightToLeft() else rect.bottomRight() - QPoint(self.around.px(220), 0)
        return self.view.viewport().mapToGlobal(corner)

    @handles("open")
    def open_person(self) -> None:
        """Show the person of the current row."""
        self._open(self.view.current())

    def _open(self, number: int) -> None:
        row = self.model.row_at(number)
        if row is not None:
            open_follow_up(self.around, row)
        else:
            self._toggle(number)

    def _toggle(self, number: int) -> None:
        section = self.model.at(number)
        if isinstance(section, Section) and section.folded is not None:
            self._folded[section.key] = not section.folded
            self.reload()
            keys = [item.key if isinstance(item, Section) else "" for item in self.model.items]
            self.view.go_to(keys.index(section.key))

    def _press(self, command: str, number: int) -> None:
        self.view.go_to(number)
        self.around.commands.run(command)

    def _menu(self, number: int, where: QPoint) -> None:
        if self.model.row_at(number) is not None:
            self.around.commands.menu("person", self).popup(where)

    # Keeping place

    def place(self) -> Any:
        """Nothing but the page itself."""
        return None

    def panes(self) -> Sequence[QWidget]:
        """The list, then what is beside it: the next meeting, what is left to do after the last ones."""
        beside = [self.next_meeting.open] if self.next_meeting.row is not None else []
        beside += self.after_meetings.lines[:1]
        return (self.view, *(beside if self.aside.isVisibleTo(self) else ()))

    def _remember(self) -> None:
        row = self.model.row_at(self.view.current())
        self._keep = (row.id if row else None, self.view.current())

    def _restore(self) -> None:
        """The same follow-up, else the row that took its place; at first the first one, so that a key is enough."""
        kept, number = self._keep
        for place, item in enumerate(self.model.items):
            if not isinstance(item, Section) and item.row.id == kept:
                self.view.go_to(place)
                return
        rows = [place for place, item in enumerate(self.model.items) if not isinstance(item, Section)]
        if rows:
            self.view.go_to(next((place for place in rows if place >= number), rows[-1]))

    def _size_headers(self) -> None:
        """Every row: the view keeps the height that a place had before."""
        for number, item in enumerate(self.model.items):
            height = ROW
            if isinstance(item, Section):
                begins = item.folded is None or (number > 0 and not isinstance(self.model.items[number - 1], Section))
                height = HEADER if begins else FOLDED
            self.view.setRowHeight(number, self.around.px(height))

    def fit(self, width: Width) -> None:
        """Beside the list when wide, behind a button else."""
        self._arrange()

    def _arrange(self) -> None:
        wide = self.width_class == "wide"
        self.more.setVisible(not wide)
        self.head.shrink(self.width_class == "narrow")
        self.aside.setVisible(wide or self.more.isChecked())
        self.left.setVisible(wide or not self.more.isChecked())
        self.body.lay_out()


def _more_later(later: int) -> str:
    return plural("{n} more comes when there is room.", "{n} more come when there is room.", later) if later else ""
