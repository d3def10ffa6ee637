"""The card that says when: words, three suggestions, both days on one axis, changes of the clocks."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from mrtnet import clock
from mrtnet.domain import planner, zoned
from mrtnet.domain.meeting_words import parse_meeting
from mrtnet.domain.planner import Interval, Side, Suggestion
from mrtnet.domain.zone_words import MINE, THEIRS, short_zone
from mrtnet.queries import planning
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.meetings.lanes import LanesView, Words
from mrtnet.ui.meetings.plan import Plan, day_of
from mrtnet.ui.meetings.suggestions import ROW, SuggestionDelegate, SuggestionList, Suggestions
from mrtnet.ui.meetings.words import for_whom, say_both, twelve_hours, weekday_date
from mrtnet.ui.painting import Row, line, text_width
from mrtnet.ui.saying import say_time
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import Button, Card, Field, Label, Symbol, tip
from mrtnet.words import _

AHEAD = timedelta(days=21)
"""How far ahead changes of the clocks are told: a meeting is often moved by a week or two."""


class TimeField(Field):
    """The words for the time; Up and Down go through the suggestions while it has the keyboard."""

    stepped = Signal(int)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, _("thu 3pm, next tue 10 their time"), "calendar-blank", name=name)
        self._or = _("or pick below")
        self.setAccessibleName(_("When"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down are for the suggestions."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field and, where there is room behind what is typed, that there is another way."""
        super().paintEvent(event)
        px, shown = self.theme.px, self.text() or self.placeholderText()
        width = text_width(self.theme, "small", self._or) + 2
        if self.isRightToLeft() or self.fontMetrics().horizontalAdvance(shown) + px(48) + width > self.width():
            return
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        place = Row(self.rect(), self.layoutDirection())
        line(painter, self.theme, place.from_end(px(12), 0, width, self.height()), "small", "text3", self._or)


class WhenCard(Card):
    """Chooses the time of a Plan. `changed` after any choice."""

    changed = Signal()

    def __init__(self, around: Around) -> None:
        super().__init__(around.theme)
        self.around, self.desk = around, around.desk
        self.plan = Plan()
        self._suggestions: Sequence[Suggestion] = ()
        self._for: tuple[object, ...] = ()
        self._pronouns = ""
        self.day = self.desk.today
        self._drawn: tuple[Interval | None, date] | None = None
        self._changes_for: tuple[str, str, date, date] | None = None
        self._make()
        self._listen()

    # Building

    def _make(self) -> None:
        px, theme = self.around.px, self.theme
        self.field = TimeField(theme, "planner.when")
        self.problem = Label(theme, "", "small", "red", wrap=True, name="planner.problem")
        self.problem.hide()
        self._title = Label(theme, _("When"), "strong")
        self.before = Button(theme, "", "caret-left", small=True, says=_("The day before"), name="planner.day.before")
        self.after = Button(theme, "", "caret-right", small=True, says=_("The day after"), name="planner.day.after")
        self.day_words = Label(theme, "", "strong")
        self.day_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stepper = QHBoxLayout()
        self._stepper.setSpacing(px(4))
        for widget in (self.before, self.day_words, self.after):
            self._stepper.addWidget(widget)
        self.offered = Suggestions()
        self.list = SuggestionList(theme, self.offered, "planner.suggestions")
        self._delegate = SuggestionDelegate(theme, self.offered)
        self.list.setItemDelegate(self._delegate)
        self.none = Label(theme, "", "body", "text2", wrap=True)
        self.lanes = LanesView(theme, "planner.lanes")
        self._head = QGridLayout()
        self._head.setHorizontalSpacing(px(10))
        self._head.setVerticalSpacing(px(6))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(18), px(14), px(18), px(12))
        column.setSpacing(px(8))
        column.addLayout(self._head)
        column.addWidget(self.problem)
        column.addWidget(self.list)
        column.addWidget(self.none)
        column.addWidget(self.lanes)
        column.addWidget(self._make_legend())
        self.arrange(narrow=False)

    def _make_legend(self) -> QWidget:
        px, theme = self.around.px, self.theme
        self._legend = Legend(theme)
        self._zone_icon = Symbol(theme, "info", "text2", size=15)
        self.zone_words = Label(theme, "", "small", "text2", wrap=True, name="planner.zone")
        box = QWidget()
        self._foot = QGridLayout(box)
        self._foot.setContentsMargins(0, 0, 0, 0)
        self._foot.setHorizontalSpacing(px(6))
        self._foot.setVerticalSpacing(px(4))
        return box

    def arrange(self, *, narrow: bool) -> None:
        """The day beside the words, or below them where there is no room."""
        for each in (self._title, self.field):
            self._head.removeWidget(each)
        self._head.removeItem(self._stepper)
        self._head.addWidget(self._title, 0, 0)
        self._head.addWidget(self.field, 0, 1)
        self._head.setColumnStretch(1, 3)
        self._head.setColumnStretch(2, 0 if narrow else 2)
        if narrow:
            self._head.addLayout(self._stepper, 1, 1, Qt.AlignmentFlag.AlignLeading)
        else:
            self._head.addLayout(self._stepper, 0, 3)
        for widget in (self._legend, self._zone_icon, self.zone_words):
            self._foot.removeWidget(widget)
        top = Qt.AlignmentFlag.AlignTop
        self._foot.setColumnStretch(0, 0)
        self._foot.setColumnStretch(2, 1)
        self._foot.setColumnMinimumWidth(0, 0 if narrow else self.around.px(150))
        self._foot.addWidget(self._legend, 0, 0 if narrow else 1, 1, 3 if narrow else 1, top)
        self._foot.setColumnStretch(1, 0)
        self._foot.setColumnStretch(3, 1 if not narrow else 0)
        self._foot.addWidget(self._zone_icon, 1 if narrow else 0, 0 if narrow else 2, top)
        self._foot.addWidget(self.zone_words, 1 if narrow else 0, 1 if narrow else 3, 1, 2 if narrow else 1)
        self._foot.setColumnStretch(2, 1 if narrow else 0)

    def _listen(self) -> None:
        self.field.textEdited.connect(self._typed)
        self.field.stepped.connect(self._step)
        self.list.picked.connect(self.pick)
        self.list.clicked.connect(lambda index: self.pick(index.row()))
        self.lanes.chose.connect(self.take_instant)
        self.lanes.turned.connect(self.turn)
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.theme.changed.connect(self._size_list)

    # Showing

    def show_plan(self, plan: Plan, pronouns: str = "") -> None:
        """Another plan: its words and its time; without any, the first suggestion is chosen."""
        self.plan, self._pronouns, self._for, self._changes_for = plan, pronouns, (), None
        self.field.setText(plan.words)
        self._say("")
        self.refresh()
        if plan.wall is None and self._suggestions and plan.meeting_id is None:
            self._take(0)
        self.day = day_of(plan, self.mine.zone, self.desk.today + timedelta(days=planner.EARLIEST))
        self.redraw()

    @property
    def mine(self) -> Side:
        """Her side."""
        return planning.me(self.desk.about)

    @property
    def theirs(self) -> Side:
        """The other side."""
        if self.plan.person_id is None:
            return self.mine._replace(name=_("Them"))
        side = planning.them(self.desk.read, self.plan.person_id, self.desk.about)
        return side._replace(zone=self.plan.their_zone or side.zone)

    def refresh(self) -> None:
        """Read the suggestions again where something they depend on changed."""
        plan = self.plan
        depends = (plan.person_id, plan.minutes, plan.meeting_id, plan.their_zone, self.desk.today, self.desk.about)
        if depends == self._for:
            return
        self._for = depends
        if plan.person_id is None:
            self._suggestions = ()
        else:
            self._suggestions = planning.suggested(
                self.desk.read, plan.person_id, self.desk.about, clock.now(), plan.minutes, but_meeting=plan.meeting_id
            )
        self.offered.show(self._suggestions, self.desk.today, for_whom(self._pronouns, self.theirs.name))
        empty = "" if self._suggestions or plan.person_id is None else planner.none_free(plan.minutes)
        self.none.setText(empty)
        self.none.setVisible(bool(empty))
        self._size_list()

    def reread(self) -> None:
        """The book changed: so may have what keeps her busy."""
        self._for = ()
        self.refresh()
        self.redraw()

    def redraw(self) -> None:
        """Lanes, marks and sentences for the choice as it is."""
        choice = self.plan.choice()
        self._drawn = (choice, self.day)
        chosen = [n for n, each in enumerate(self._suggestions) if choice is not None and each.start == choice.start]
        self.offered.chosen = chosen[0] if chosen else -1
        if chosen:
            self.list.go_to(chosen[0])
        else:
            self.list.clearSelection()
        self.list.viewport().update()
        mine, theirs, now = self.mine, self.theirs, clock.now()
        midnight = zoned.instant(datetime.combine(self.day, datetime.min.time()), mine.zone)
        taken = planning.busy(
            self.desk.read,
            midnight - timedelta(hours=12),
            midnight + timedelta(hours=48),
            but_meeting=self.plan.meeting_id,
        )
        lanes = planner.lanes(self.day, mine, theirs, taken, choice, twelve_hours=twelve_hours())
        apart = zoned.say_difference(zoned.difference(mine.zone, theirs.zone, choice.start if choice else now))
        here = _("{zone}, {time} now").format(
            zone=short_zone(mine.zone), time=say_time(zoned.wall(now, mine.zone).time())
        )
        there = _("{zone}, {apart}").format(zone=short_zone(theirs.zone), apart=apart)
        name = theirs.name or _("Them")
        self.lanes.show_lanes(lanes, Words(_("You"), here), Words(name, there), self._sentence(choice, lanes.mine.busy))
        self.day_words.setText(weekday_date(self.day, self.desk.today))
        self._say_changes(mine.zone, theirs, now, max(now + AHEAD, choice.start if choice else now))

    def _say_changes(self, mine: str, theirs: Side, now: datetime, until: datetime) -> None:
        """How the clocks drift apart until then; looked up once a day and place."""
        key = (mine, theirs.zone, now.date(), until.date())
        if key == self._changes_for:
            return
        self._changes_for = key
        change = zoned.words_of_change(mine, theirs.zone, now, until, theirs.name)
        self.zone_words.setText(change)
        self._zone_icon.setVisible(bool(change))
        self.zone_words.setVisible(bool(change))

    def _sentence(self, choice: Interval | None, busy: Sequence[Interval]) -> str:
        """What the lanes show, for a screen reader."""
        mine, theirs = self.mine.zone, self.theirs
        said = [weekday_date(self.day, self.desk.today)]
        if choice is not None:
            start, end = zoned.wall(choice.start, mine), zoned.wall(choice.end, mine)
            said.append(_("Chosen: {time}").format(time=say_both(start, end, self.desk.today)))
            there = zoned.wall(choice.start, theirs.zone)
            said.append(f"{say_time(there.time())} {for_whom(self._pronouns, theirs.name)}")
        for each in busy:
            span = say_both(zoned.wall(each.start, mine), zoned.wall(each.end, mine), self.desk.today)
            said.append(_("Busy: {title}, {span}").format(title=each.title or _("taken"), span=span))
        return ". ".join(said)

    def _size_list(self) -> None:
        px = self.around.px
        self.list.setFixedHeight(len(self._suggestions) * px(ROW) + (2 if self._suggestions else 0))
        self.list.setVisible(bool(self._suggestions))

    def _say(self, sentence: str, *, wrong: bool = True) -> None:
        self.problem.show_as("red" if wrong else "amber")
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    # Choosing

    def pick(self, number: int) -> None:
        """A suggestion."""
        if 0 <= number < len(self._suggestions):
            self._forget_words()
            self._take(number)
            self._chosen()

    def _take(self, number: int) -> None:
        each = self._suggestions[number]
        self.plan.wall, self.plan.zone = each.mine, self.mine.zone

    def _step(self, step: int) -> None:
        count = len(self._suggestions)
        if count:
            at = self.offered.chosen
            self.pick((at + step) % count if at >= 0 else 0 if step > 0 else count - 1)

    def take_instant(self, at: datetime) -> None:
        """A time on the lanes."""
        self._forget_words()
        self.plan.wall, self.plan.zone = zoned.wall(at.astimezone(UTC), self.mine.zone), self.mine.zone
        past = at <= clock.now()
        self._say(_("That is in the past.") if past else "", wrong=False)
        self._chosen()

    def turn(self, days: int) -> None:
        """Another day on the lanes; a choice goes along, at the same time of day."""
        day = self.day + timedelta(days=days)
        choice = self.plan.choice()
        if choice is not None and zoned.wall(choice.start, self.mine.zone).date() == self.day:
            at = datetime.combine(day, zoned.wall(choice.start, self.mine.zone).time())
            self.day = day
            self.take_instant(zoned.instant(at, self.mine.zone))
            return
        self.day = day
        self.redraw()

    def _forget_words(self) -> None:
        self.plan.words = ""
        self.field.clear()
        self._say("")

    def _typed(self, text: str) -> None:
        """Words are understood as they are typed; what cannot be is said below the field."""
        plan = self.plan
        plan.words = text
        if not text.strip():
            self._say("")
            if self._suggestions and plan.meeting_id is None:
                self._take(0)
            self._chosen(words=True)
            return
        mine, theirs = self.mine.zone, self.theirs
        names = [name for name in (theirs.name, *self._names()) if name]
        try:
            found = parse_meeting(
                text, clock.now(), mine, theirs.zone, names=names, days=self.desk.about.days,
                day_first=self.desk.about.day_first,
            )  # fmt: skip
        except Trouble as wrong:
            self._say(str(wrong))
            return
        self._say(found.problem, wrong=found.wall is None)
        if found.wall is not None:
            plan.wall, plan.zone = found.wall, {MINE: mine, THEIRS: theirs.zone}.get(found.zone, found.zone)
            if found.minutes:
                plan.touched.add("minutes")
                plan.take_minutes(found.minutes)
        elif found.day is not None:
            plan.wall = None
            self.day = found.day
        else:
            plan.wall = None
        self._chosen(words=True)

    def _names(self) -> Sequence[str]:
        from mrtnet.queries import people

        return [row.name for row in people.rows(self.desk.read, list(self.plan.person_ids))]

    def _chosen(self, *, words: bool = False) -> None:
        if self.plan.wall is not None:
            self.day = day_of(self.plan, self.mine.zone, self.day)
        if not words:
            self.plan.touched.add("time")
        self.refresh()
        if self._drawn != (self.plan.choice(), self.day):  # most letters of a time change nothing yet
            self.redraw()
        self.changed.emit()


class Legend(QWidget):
    """What white and grey mean on the lanes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._parts = (("base", _("working hours where they are")), ("border", _("busy in your calendar")))
        self.setToolTip(tip(""))
        self._dress()
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        px = self.theme.px
        width = sum(text_width(self.theme, "tiny", words) + px(34) for _token, words in self._parts)
        self.setMinimumSize(min(width, px(240)), px(18))
        self.setFixedHeight(px(18))
        self.setMinimumWidth(width)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Swatches and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        px, x = self.theme.px, 0
        place = Row(self.rect(), self.layoutDirection())
        for token, words in self._parts:
            painter.setPen(self.theme.color("border_btn"))
            painter.setBrush(self.theme.color(token))
            painter.drawRoundedRect(place.at(x, px(6), px(11), px(7)), 2, 2)
            width = text_width(self.theme, "tiny", words) + 2
            line(painter, self.theme, place.at(x + px(16), 0, width, px(18)), "tiny", "text2", words)
            x += width + px(30)
