"""Follow-ups: all dated steps as a list, a week or a month; the day beside it, and the calendar file."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QDate, QElapsedTimer, QLocale, QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from mrtnet.domain.rows import FollowUpRow
from mrtnet.queries import follow_ups as queries
from mrtnet.queries import month
from mrtnet.queries.planning import my_zone
from mrtnet.ui.acting import open_follow_up
from mrtnet.ui.around import Around, Subject, Width
from mrtnet.ui.commands import handles
from mrtnet.ui.pages.follow_ups_days import cells
from mrtnet.ui.pages.follow_ups_feed import CalendarCard
from mrtnet.ui.pages.follow_ups_grid import DayGrid, Weekdays, first_weekday
from mrtnet.ui.pages.follow_ups_lists import DayPanel, StepList
from mrtnet.ui.pages.page import MARGIN, CommandButton, Page
from mrtnet.ui.widgets.basic import Button, Card, Label
from mrtnet.ui.widgets.panes import Panes
from mrtnet.ui.write.segments import Segments
from mrtnet.words import _, later

VIEWS = {"list": later("List"), "week": later("Week"), "month": later("Month")}
SLICE = 8  # ms of reading planned steps at a time
KEPT = "follow_ups.view"
MOVES = {"Left": -1, "Right": 1, "Up": -7, "Down": 7}


class FollowUpsPage(Page):
    """The page of all dated steps."""

    key = "follow_ups"
    shows = frozenset({"follow_up", "person", "event", "run", "job", "organization", "credential", "setting",
                       "meeting", "meeting_person"})  # fmt: skip

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        kept = around.settings.panes.get(KEPT, [2])
        self.view = list(VIEWS)[kept[0] if kept and 0 <= kept[0] < len(VIEWS) else 2]
        self.day = self.desk.today
        self._planned: list[month.Planned] = []
        self._fresh: list[month.Planned] = []
        self._rest: Iterator[Sequence[month.Planned]] = iter(())
        self._slices = QTimer(self)
        self._slices.setInterval(0)
        self._slices.timeout.connect(self._plan_on)
        self.grid = DayGrid(self.theme, "follow_ups.days")
        self.list = StepList(around)
        self.panel = DayPanel(around)
        self.card = CalendarCard(around)
        self._build()
        self._listen()
        self._arrange()

    def _build(self) -> None:
        px = self.around.px
        frame = Card(self.theme)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(px(2), px(2), px(2), px(2))
        inside.setSpacing(0)
        inside.addWidget(Weekdays(self.theme))
        inside.addWidget(self.grid, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(frame)
        self.aside = QWidget()
        beside = QVBoxLayout(self.aside)
        beside.setContentsMargins(0, 0, 0, px(16))
        beside.setSpacing(px(14))
        beside.addWidget(self.panel, 1)
        beside.addWidget(self.card)
        beside.addStretch(0)
        self.body = Panes(self.around, "follow_ups.aside", self.stack, self.aside, width=304, gap=16, least=240)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(MARGIN), px(20), px(MARGIN), px(16))
        column.setSpacing(px(12))
        column.addWidget(self._make_head())
        column.addWidget(self.body, 1)

    def _make_head(self) -> QWidget:
        theme, px = self.theme, self.around.px
        head = QWidget()
        head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.heading = Label(theme, "", "page")
        self.back = Button(theme, "", "caret-left", says=_("Earlier"), hint="PgUp", name="follow_ups.earlier")
        self.now = Button(theme, _("Today"), "", name="follow_ups.today")
        self.ahead = Button(theme, "", "caret-right", says=_("Later"), hint="PgDown", name="follow_ups.later")
        for button in (self.back, self.ahead):
            button.setProperty("hint", "")
        self.beside = Button(theme, _("Day"), "rows", name="follow_ups.day")
        self.beside.setCheckable(True)
        self.switch = Segments(
            theme, {key: _(words) for key, words in VIEWS.items()}, name="follow_ups.view", says=_("Shown as")
        )
        self.switch.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.new = CommandButton(self.around, "follow_up", icon="plus", kind="primary", name="follow_ups.new")
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight, head)
        self._head.setContentsMargins(0, 0, 0, 0)
        self._head.setSpacing(px(8))
        first, second = QHBoxLayout(), QHBoxLayout()
        for line, parts in ((first, (self.heading, self.back, self.now, self.ahead)),
                            (second, (self.beside, self.switch, self.new))):  # fmt: skip
            line.setSpacing(px(5))
            for part in parts:
                line.addWidget(part)
        second.insertStretch(0, 1)
        first.addStretch(1)
        self._head.addLayout(first, 1)
        self._head.addLayout(second)
        return head

    def _listen(self) -> None:
        self.switch.chose.connect(self.show_as)
        self.around.commands.changed.connect(self._lay_head)
        self.back.clicked.connect(lambda: self._turn(-1))
        self.ahead.clicked.connect(lambda: self._turn(1))
        self.now.clicked.connect(lambda: self.go_to(self.desk.today))
        self.beside.toggled.connect(lambda _on: self._arrange())
        self.grid.wanted.connect(self.go_to)
        self.grid.opened.connect(self._open_day)
        self.grid.pressed_line.connect(lambda _day, follow_up: self.panel.mark(follow_up))
        self.grid.dropped.connect(self._move)
        self.desk.day_changed.connect(self.reload)
        keys = {f"Ctrl+Shift+{key}": days for key, days in MOVES.items()}
        for key, days in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda days=days: self._move_current(days))
        for key, turn in (("PgUp", -1), ("PgDown", 1)):
            shortcut = QShortcut(QKeySequence(key), self.grid)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda turn=turn: self._turn(turn))

    # What is shown

    def span(self) -> tuple[date, date]:
        """The first and last day of the week or month that is shown."""
        start = self.day if self.view == "week" else self.day.replace(day=1)
        first = start - timedelta(days=(start.weekday() - first_weekday()) % 7)
        if self.view == "week":
            return first, first + timedelta(days=6)
        end = (self.day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        weeks = ((end - first).days + 7) // 7
        return first, first + timedelta(days=7 * weeks - 1)

    def reload(self) -> None:
        """Read what stands in the span that is shown; the planned steps come bit by bit."""
        self._show_lists()
        if self.view != "list":
            self._show_days()

    def reload_in_turn(self) -> None:
        """The list at once, the days of a week or month in a turn of their own."""
        self._show_lists()
        if self.view != "list":
            self.desk.in_turn(self._show_days)

    def _show_lists(self) -> None:
        self.card.reload()
        self._say_heading()
        if self.view == "list":
            self.list.reload()
            return
        self._fresh = []
        self._rest = month.planned_bit_by_bit(self.desk.read, *self.span(), self.desk.today)
        self._read_planned()
        self._show_day()

    def _show_day(self) -> None:
        self.panel.show_day(self.day, self._planned)

    def _show_days(self) -> None:
        first, last = self.span()
        read, today = self.desk.read, self.desk.today
        days = month.days(read, first, last, today, each=20 if self.view == "week" else 5)
        shown = cells(days, month.going(read, first, last), self._planned, today,
                      self.day.month if self.view == "month" else 0,
                      month.meetings(read, first, last, my_zone(self.desk.about)))  # fmt: skip
        self.grid.roomy = self.view == "week"
        self.grid.calendar.show(shown)
        self.grid.go_to(self.day)
        self.grid.viewport().update()

    def _read_planned(self) -> bool:
        """Go on reading planned steps for a slice; whether some are left. Until all are read, the old ones stay."""
        clock = QElapsedTimer()
        clock.start()
        for found in self._rest:
            self._fresh += found
            if clock.elapsed() > SLICE:
                self._slices.start()
                return True
        self._slices.stop()
        self._planned = self._fresh
        return False

    def _plan_on(self) -> None:
        """Another slice; the days are shown anew when all are read."""
        if not self.isVisible():
            self._slices.stop()
            self.stale = True
            return
        before = self._planned
        if not self._read_planned() and self._planned != before:
            self.desk.in_turn(self._show_days)
            self.desk.in_turn(self._show_day)

    def is_planning(self) -> bool:
        """Whether planned steps are still being read."""
        return self._slices.isActive()

    def _say_heading(self) -> None:
        if self.view == "list":
            words = _("Follow-ups")
        else:
            first, last = self.span() if self.view == "week" else (self.day, self.day)
            words = _month(last)
            if first.month != last.month:
                words = _("{first} – {last}").format(first=_month(first, first.year != last.year), last=_month(last))
        self.heading.setText(words)
        self.titled.emit()
        self._lay_head()

    def headline(self) -> str:
        """The page, and which days."""
        return self.title if self.view == "list" else f"{self.title} · {self.heading.text()}"

    # Going about

    def show_as(self, view: str) -> None:
        """List, week or month."""
        self.view = view
        self.around.settings.panes[KEPT] = [list(VIEWS).index(view)]
        self.around.settings.save()
        self._arrange()
        self.reload()
        self.panes()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, day: date) -> None:
        """Another day, perhaps in another week or month."""
        before, self.day = self.span(), day
        if self.view == "list":
            return
        if self.span() != before or (self.view == "month" and not self._same_month()):
            self.reload()
        else:
            self.grid.go_to(day)
            self._show_day()

    def _same_month(self) -> bool:
        return self.heading.text() == _month(self.day)

    def _turn(self, by: int) -> None:
        if self.view == "week":
            self.go_to(self.day + timedelta(days=7 * by))
            return
        number = self.day.year * 12 + self.day.month - 1 + by
        year, at = divmod(number, 12)
        if not 1 <= year < 9999:
            return
        last = (date(year, at + 1, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        self.go_to(last.replace(day=min(self.day.day, last.day)))

    def _open_day(self, day: date) -> None:
        """Into the day's list, which comes up first where there is no room for both."""
        self.go_to(day)
        if not self.beside.isHidden():
            self.beside.setChecked(True)
        if self.panel.view.model().rowCount():
            self.panel.view.setFocus(Qt.FocusReason.TabFocusReason)
            self.panel.go_to_first()

    # Moving

    def _move(self, follow_up_id: int, day: date) -> None:
        """Give a follow-up another day: later it is put off, earlier it is changed; both can be undone."""
        from mrtnet.domain.forms import FollowUpForm
        from mrtnet.edits import follow_ups

        row = queries.one(self.desk.read, follow_up_id)
        if row is None or row.state != "open" or row.due == day:
            return
        if day < self.desk.today:
            self.desk.trouble.emit(_("That day is over. Choose today or a later day."))
            return
        self.day = day
        if day > row.due:
            self.around.do(follow_ups.snooze, [row.id], day, row.at, on_done=lambda _none: self.panel.mark(row.id))
            return
        form = FollowUpForm(kind=row.kind, title=row.title, due=day, at=row.at, channel=row.channel, note=row.note)
        self.around.do(follow_ups.change, row.id, form, on_done=lambda _none: self.panel.mark(row.id))

    def _move_current(self, days: int) -> None:
        row = self._row()
        if row is not None:
            start = max(row.due, self.desk.today) if row.due < self.desk.today and days > 0 else row.due
            sign = -1 if self.isRightToLeft() and abs(days) == 1 else 1
            self._move(row.id, start + timedelta(days=days * sign))

    # Acting

    def _row(self) -> FollowUpRow | None:
        shown = self.list if self.view == "list" else self.panel
        return shown.row()

    def subject(self) -> Subject:
        """The current row of the list, or of the day."""
        shown = self.list if self.view == "list" else self.panel
        return shown.subject()

    def anchor(self) -> QPoint:
        """Where the row is."""
        shown = self.list if self.view == "list" else self.panel
        return shown.anchor()

    @handles("new")
    def new_follow_up(self) -> None:
        """New on this page is a follow-up."""
        self.around.commands.run("follow_up")

    @handles("open")
    def open_person(self) -> None:
        """The person of the current row, or what else it is about."""
        row = self._row()
        if row is not None:
            open_follow_up(self.around, row)

    @handles("export")
    def export(self) -> None:
        """Everything dated as a calendar file."""
        from mrtnet.ui.exporting import ask_and_export

        ask_and_export(self.around)

    # For the window

    def place(self) -> Any:
        """The view and the day."""
        return (self.view, self.day)

    def arrive(self, target: Any) -> None:
        """A day, or what `place` told."""
        if isinstance(target, date):
            self.go_to(target)
        elif isinstance(target, tuple) and len(target) == 2 and target[0] in VIEWS:
            self.day = target[1]
            self.show_as(target[0])

    def panes(self) -> Sequence[QWidget]:
        """The list, or the days and the day."""
        if self.view == "list":
            return (self.list.view,)
        return (self.grid, self.panel.view)

    def fit(self, width: Width) -> None:
        """Beside the days when wide, behind a button else."""
        self._arrange()

    def _arrange(self) -> None:
        wide, narrow, listed = self.width_class == "wide", self.width_class == "narrow", self.view == "list"
        self.switch.mark(self.view)
        self.stack.setCurrentIndex(0 if listed else 1)
        for button in (self.back, self.now, self.ahead):
            button.setVisible(not listed)
        self.panel.setVisible(not listed)
        self.beside.setVisible(not wide)
        self.beside.say(_("Calendar file") if listed else _("Day"))
        self.beside.shrink(narrow)
        self.new.shrink(narrow)
        self._lay_head()
        self.stack.setVisible(wide or not self.beside.isChecked())
        self.aside.setVisible(wide or self.beside.isChecked())
        self.body.lay_out()

    def _lay_head(self) -> None:
        """One line, or two where the words of this font need them."""
        lines = [item.sizeHint().width() for n in range(2) if (item := self._head.itemAt(n)) is not None]
        room = self.width() - 2 * self.around.px(MARGIN)
        two = self.width_class == "narrow" or sum(lines) + self._head.spacing() > room
        self._head.setDirection(QBoxLayout.Direction.TopToBottom if two else QBoxLayout.Direction.LeftToRight)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The head may need another line."""
        super().resizeEvent(event)
        self._lay_head()


def _month(day: date, year: bool = True) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), "MMMM yyyy" if year else "MMMM")
