"""The weekly review (design 3.7): five short steps, one person at a time, each dealt with by one key.

Where she is lies in a draft, so she can leave at any moment; what was dealt with is seen from the book itself.
"""

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from mrtnet.domain.forms import FollowUpForm
from mrtnet.domain.review import (
    REST_DAYS,
    STEPS,
    Review,
    StepKey,
    StepState,
    free_day,
    longer_rhythm,
    minutes_left,
    say_change,
    say_quiet,
    step_words,
    week_of,
)
from mrtnet.domain.rhythm import TIERS, rhythm_days, say_rhythm
from mrtnet.domain.rows import FollowUpRow, PersonRow
from mrtnet.domain.when import say_day
from mrtnet.queries import follow_ups, people
from mrtnet.queries import review as queries
from mrtnet.queries.review import InQueue, Queues
from mrtnet.store import connection as connections
from mrtnet.ui.around import Around, Subject, Width
from mrtnet.ui.commands import handles
from mrtnet.ui.drafts import Draft
from mrtnet.ui.jobs import Job
from mrtnet.ui.pages.event_words import say_span
from mrtnet.ui.pages.page import MARGIN, Head, Page
from mrtnet.ui.pages.review_ahead import Ahead, Summary
from mrtnet.ui.pages.review_parts import After, Choice, StepLine, Tag
from mrtnet.ui.pages.review_person import PersonCard, tags
from mrtnet.ui.saying import step_title
from mrtnet.ui.widgets.basic import UNBOUNDED, Bar, Button, Label
from mrtnet.ui.widgets.scrolling import scrolling
from mrtnet.words import _, plural

KEYS = tuple(STEPS)
AHEAD = "ahead"
WIDE = 700  # design px of the middle column
NEW_TIER = "active"  # the circle offered to somebody without a rhythm


class Offer(NamedTuple):
    """What a choice does: its icon, title, what it says will happen, and how."""

    icon: str
    title: str
    below: str
    act: Callable[[], None]


class Found(NamedTuple):
    """What was read for the review."""

    queues: Queues
    week: Review


class ReviewPage(Page):
    """The page of the weekly review."""

    key, within = "review", "today"
    shows = frozenset({"follow_up", "person", "interaction", "interaction_person", "event", "meeting", "promise",
                       "setting", "job", "credential", "person_role"})  # fmt: skip

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self._job: Job | None = None
        self._found: Found | None = None
        self._step: StepKey = KEYS[0]
        self._over = False
        self._seen: dict[str, list[int]] = {key: [] for key in KEYS}
        self._skipped: dict[str, list[int]] = {key: [] for key in KEYS}
        self._ahead_seen = False
        self._person: PersonRow | None = None
        self._at: InQueue | None = None
        self._offers: list[Offer] = []
        self._draft = Draft(self.desk, "review", self)
        self._read_place()
        self._build()
        self._turn_pages()
        self.desk.day_changed.connect(self.reload)
        self._arrange()

    # Building

    def _build(self) -> None:
        px, theme = self.around.px, self.theme
        self.head = Head(self.around, self.title)
        self.step_number = Label(theme, "", "body", "text2")
        self.bar = Bar(theme)
        self.bar.setFixedWidth(px(180))
        self.head.buttons.addWidget(self.step_number)
        self.head.buttons.addSpacing(px(8))
        self.head.buttons.addWidget(self.bar)
        self.lines = {key: StepLine(theme, _(title), f"review.step.{key}") for key, (title, _none) in STEPS.items()}
        self.time = Label(theme, "", "small", "text3", wrap=True)
        self.side = QWidget()
        side = QVBoxLayout(self.side)
        side.setContentsMargins(0, 0, 0, px(14))
        side.setSpacing(px(1))
        for key, step in self.lines.items():
            step.clicked.connect(lambda _on=False, key=key: self.go_to_step(key))
            side.addWidget(step)
        side.addSpacing(px(16))
        side.addWidget(self.time)
        side.addStretch(1)
        self.ahead = Ahead(self.around)
        self.ahead.on.clicked.connect(self.skip_person)
        self.summary = Summary(self.around)
        self.summary.again.clicked.connect(self.begin_again)
        self.stack = QStackedWidget()
        for part in (scrolling(self._make_middle(), name="review.person", says=_("Person")), self.ahead,
                     scrolling(self.summary, name="review.summary", says=_("The week"))):  # fmt: skip
            self.stack.addWidget(part)
        self.body = QHBoxLayout()
        self.body.setSpacing(px(28))
        self.body.addWidget(self.side)
        self.body.addStretch(1)
        self.body.addWidget(self.stack, 1000)
        self.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(MARGIN), px(22), px(MARGIN), 0)
        column.setSpacing(px(18))
        column.addWidget(self.head)
        column.addLayout(self.body, 1)

    def _make_middle(self) -> QWidget:
        px, theme = self.around.px, self.theme
        self.card = PersonCard(self.around)
        self.card.opened.connect(self.open_person)
        self._tiles = QGridLayout()
        self._tiles.setSpacing(px(12))
        self.choices = [Choice(theme, str(number), f"review.choice.{number}") for number in range(1, 5)]
        self.choices[0].first = True
        for number, choice in enumerate(self.choices):
            choice.clicked.connect(lambda _on=False, number=number: self.choose(number))
            self._tiles.addWidget(choice, 0, number)  # at once: the order of Tab is that of coming
        self.back = Button(theme, _("Back"), "arrow-left", kind="ghost", name="review.back")
        self.back.clicked.connect(self.go_back)
        self.skip = Button(theme, _("Skip"), "arrow-right", kind="ghost", name="review.skip")
        self.skip.clicked.connect(self.skip_person)
        self.keys = Label(theme, "", "small", "text3")
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addWidget(self.skip)
        foot.addStretch(1)
        foot.addWidget(self.keys)
        self.after_head = Label(theme, "", "small_strong", "text2")
        self.after = After(self.around)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, px(2), px(20))
        column.setSpacing(px(14))
        column.addWidget(self.card)
        column.addLayout(self._tiles)
        column.addLayout(foot)
        column.addSpacing(px(8))
        column.addWidget(self.after_head)
        column.addWidget(self.after)
        column.addStretch(1)
        return middle

    # Where she is

    def _read_place(self) -> None:
        kept = self._draft.read()
        if not isinstance(kept, dict) or kept.get("week") != week_of(self.desk.today)[0].isoformat():
            return
        self._step = kept["step"] if kept.get("step") in KEYS else KEYS[0]
        self._over, self._ahead_seen = bool(kept.get("over")), bool(kept.get("ahead"))
        for name, into in (("seen", self._seen), ("skipped", self._skipped)):
            told = kept.get(name)
            for key in KEYS:
                ids = told.get(key) if isinstance(told, dict) else None
                into[key] = [each for each in ids if isinstance(each, int)] if isinstance(ids, list) else []

    def _keep_place(self) -> None:
        self._draft.keep({
            "week": week_of(self.desk.today)[0].isoformat(), "step": self._step, "over": self._over,
            "ahead": self._ahead_seen, "seen": self._seen, "skipped": self._skipped,
        })  # fmt: skip

    def begin_again(self) -> None:
        """From the first step, with nobody skipped."""
        self._step, self._over, self._ahead_seen = KEYS[0], False, False
        self._seen = {key: [] for key in KEYS}
        self._skipped = {key: [] for key in KEYS}
        self._keep_place()
        self._show()

    # Reading

    def reload(self) -> None:
        """Read who is where, on the pool: with very many people it takes a moment."""
        if self._job is not None:
            self._job.stop()
        job = self._job = self.around.jobs.start("", _read, self.desk.book.path, self.desk.today)
        job.done.connect(lambda found: self._take(job, found))
        job.ended.connect(lambda: self._end(job))

    def is_planning(self) -> bool:
        """Whether it is still being read: nothing is done to anybody meanwhile."""
        return self._job is not None

    def _end(self, job: Job) -> None:
        if job is self._job:
            self._job = None

    def _take(self, job: Job, found: Found | None) -> None:
        if job is self._job and found is not None:
            first = self._found is None
            self._found = found
            if first and not self._over and self._state(self._step).finished:
                self._step = next((key for key in KEYS if not self._state(key).finished), self._step)
            self._show()

    def _queue(self, key: str) -> list[InQueue]:
        if self._found is None or key == AHEAD:
            return []
        found: list[InQueue] = getattr(self._found.queues, key)
        return found

    def _left(self, key: str) -> list[InQueue]:
        skipped = set(self._skipped[key])
        return [each for each in self._queue(key) if _mark(key, each) not in skipped]

    def _state(self, key: StepKey) -> StepState:
        if key == AHEAD:
            ahead = len(self._found.queues.ahead) if self._found else 0
            return StepState(key, 0 if self._ahead_seen else max(ahead, 1), 0, 0)
        queue = {_mark(key, each) for each in self._queue(key)}
        dealt = sum(1 for each in self._seen[key] if each not in queue)
        skipped = sum(1 for each in self._skipped[key] if each in queue)
        return StepState(key, len(self._left(key)), dealt, skipped)

    # Showing

    def _show(self) -> None:
        found = self._found
        if found is None:
            return
        today = self.desk.today
        first, last = week_of(today)
        span = say_span(first, last, today)
        states = {key: self._state(key) for key in KEYS}
        for key, step in self.lines.items():
            here = key == self._step and not self._over
            step.show_state(self._words(states[key], here), "here" if here else "done" if states[key].finished else "")
        if self.width_class == "narrow" and not self._over:  # without the list of steps
            span += f" · {_(STEPS[self._step][0])}: {self._words(states[self._step], True)}"
        self.head.below.setText(span)
        number = KEYS.index(self._step) + 1
        done = len(KEYS) if self._over else number - 1
        where = _("Step {n} of {total}").format(n=number, total=len(KEYS))
        self.step_number.setText(_("Done") if self._over else where)
        self.bar.show_part(2 * done + (0 if self._over else 1), 2 * len(KEYS))
        minutes = minutes_left(list(states.values()))
        self.time.setText(
            plural("About {n} minute left.", "About {n} minutes left.", minutes)
            + " " + _("Leave at any time, it keeps your place.") if minutes and not self._over else ""
        )  # fmt: skip
        if self._over:
            self.summary.show_week(found.week, today)
            self.stack.setCurrentIndex(2)
        elif self._step == AHEAD:
            self.ahead.show_week(found.queues, follow_ups.rows(self.desk.read, found.queues.ahead), today)
            self.stack.setCurrentIndex(1)
        else:
            self._show_person()

    def _words(self, state: StepState, here: bool) -> str:
        if state.key == AHEAD and self._found is not None:
            return self.ahead.words(self._found.queues)
        return step_words(state, here)

    def _show_person(self) -> None:
        key, left = self._step, self._left(self._step)
        self.stack.setCurrentIndex(0)
        if not left or self._state(key).finished:
            self._step_on()
            return
        rows = people.rows(self.desk.read, [each.person_id for each in left[:4]])
        by_id = {row.id: row for row in rows}
        at = self._at = left[0]
        self._person = by_id.get(at.person_id)
        if self._person is None:
            return
        today = self.desk.today
        if _mark(key, at) not in self._seen[key]:
            self._seen[key].append(_mark(key, at))
            self._keep_place()
        shown = queries.shown(self.desk.read, at.person_id, today)
        step = follow_ups.one(self.desk.read, at.follow_up_id) if at.follow_up_id is not None else None
        self.card.show_person(self._person, shown, tags(key, self._person, shown, step, today), today)
        self._offers = self._offers_for(self._person, step, shown.rhythm)
        for choice, offer in zip(self.choices, self._offers, strict=True):
            choice.offer(offer.icon, offer.title, offer.below)
        after = [(each, by_id[each.person_id]) for each in left[1:4] if each.person_id in by_id]
        self.after_head.setText(_("After {name}").format(name=self._person.given or self._person.name))
        self.after_head.setVisible(bool(after))
        self.after.show_people([row for _each, row in after], [self._said(each, row) for each, row in after])
        self.back.setEnabled(bool(self._skipped[key]) or key != KEYS[0])

    def _said(self, each: InQueue, row: PersonRow) -> Tag:
        step = follow_ups.one(self.desk.read, each.follow_up_id) if self._step == "late" and each.follow_up_id else None
        if step is not None:
            return Tag(step_title(step.kind, step.title), "grey", "clock-counter-clockwise")
        if row.last_contact is None or self._step == "new":
            return Tag("", "grey", "moon")
        return Tag(_("{time} quiet").format(time=say_quiet(row.last_contact, self.desk.today)), "grey", "moon")

    # What can be done

    def _offers_for(self, person: PersonRow, step: FollowUpRow | None, rhythm: int | None) -> list[Offer]:
        today, days = self.desk.today, self.desk.about.days
        loads = queries.loads(self.desk.read, today, today + timedelta(days=14))
        day = free_day(loads, today, days)
        planned = loads.get(day, 0)
        others = plural("{n} other planned", "{n} others planned", planned)
        free = f"{say_day(day, today)}: {others}" if planned else _("{day} is free").format(day=say_day(day, today))
        what = step_title(step.kind, step.title) if step is not None else _("A first message")
        write = Offer("paper-plane-tilt", _("Write now"), _("“{what}” is ready").format(what=what), self._write)
        schedule = Offer("calendar-plus", _("Schedule"), free,
                         lambda: self._plan(person.id, step, day))  # fmt: skip
        if self._step == "late" and step is not None:
            done = Offer("check", _("It is done"), _("Logged for today"), lambda: self._close(step.id, done=True))
            drop = Offer("moon", _("Let it go"), _("Skipped, it costs nothing"), lambda: self._close(step.id))
            return [write, schedule, done, drop]
        longer = longer_rhythm(rhythm)
        usual = rhythm_days(NEW_TIER, None, self.desk.about.rhythms) or TIERS[NEW_TIER].days or 0
        words = say_change(rhythm, longer) if longer else _("{rhythm}?").format(rhythm=say_rhythm(usual))
        turn = Offer("arrows-clockwise", _("Change rhythm") if longer else _("Give a rhythm"), words,
                     lambda: self._change_rhythm(person, longer))  # fmt: skip
        if self._step == "three":
            later_on = Offer("moon", _("Not next week"), _("Nothing changes"), self.skip_person)
            return [write, schedule, turn, later_on]
        rest = days.on_or_after(today + timedelta(days=REST_DAYS))
        return [write, schedule, turn, Offer("moon", _("Let it rest"), _("No reminders for 6 months"),
                                             lambda: self._rest(person.id, step, rest))]  # fmt: skip

    def choose(self, number: int) -> None:
        """Do the choice with this number, counted from 0; not while the last one is still at work."""
        if self._job is None and self.stack.currentIndex() == 0 and self._at is not None and self._offers:
            self._offers[number].act()

    def _write(self) -> None:
        self.around.commands.run("write")

    def _plan(self, person_id: int, step: FollowUpRow | None, day: date, kind: str = "check-in") -> None:
        from mrtnet.edits import follow_ups as edits

        if step is not None:
            self.around.do(edits.snooze, [step.id], day)
        else:
            self.around.do(edits.add, person_id, FollowUpForm(kind=kind, due=day))

    def _rest(self, person_id: int, step: FollowUpRow | None, day: date) -> None:
        self._plan(person_id, step, day, "revive")

    def _close(self, follow_up_id: int, *, done: bool = False) -> None:
        from mrtnet.edits import follow_ups as edits

        if done:
            self.around.do(edits.done, follow_up_id, self.desk.today)
        else:
            self.around.do(edits.skip, [follow_up_id])

    def _change_rhythm(self, person: PersonRow, days: int | None) -> None:
        from mrtnet.edits import people as edits

        if self._at is not None:  # she may be quiet still; this was the answer all the same
            self._skip(self._at)
        if days is None:
            self.around.do(edits.set_rhythm, [person.id], tier=NEW_TIER)
        else:
            self.around.do(edits.set_rhythm, [person.id], tier=person.tier, rhythm_days=days)

    # Going on

    def _skip(self, at: InQueue) -> None:
        if _mark(self._step, at) not in self._skipped[self._step]:
            self._skipped[self._step].append(_mark(self._step, at))

    def skip_person(self) -> None:
        """Go on without doing anything; at the week ahead, it has been seen."""
        if self._over or self._found is None:
            return
        if self._step == AHEAD:
            self._ahead_seen = True
            self._step_on()
        elif self._at is not None:
            self._skip(self._at)
            self._show()
        self._keep_place()

    def _step_on(self) -> None:
        at = KEYS.index(self._step) + 1
        following = [key for key in KEYS[at:] if not self._state(key).finished]
        self._at = None
        if following:
            self._step = following[0]
        else:
            self._over = True
        self._keep_place()
        self._show()
        if self._over:
            self.summary.again.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_back(self) -> None:
        """To whom she skipped last in this step, else to the step before."""
        if self._found is None:
            return
        if self._over:
            self._over = False
            self._step, self._ahead_seen = self._last_with_somebody(len(KEYS)), False
        elif self._skipped[self._step]:
            self._skipped[self._step].pop()
        elif self._step != KEYS[0]:
            self._step = self._last_with_somebody(KEYS.index(self._step))
            if self._step == AHEAD:
                self._ahead_seen = False
            elif self._skipped[self._step]:
                self._skipped[self._step].pop()
        self._keep_place()
        self._show()

    def _last_with_somebody(self, before: int) -> StepKey:
        for key in reversed(KEYS[:before]):
            if key == AHEAD or self._queue(key):
                return key
        return self._step

    def go_to_step(self, key: StepKey) -> None:
        """To this step, from its beginning if all of it was skipped."""
        if self._found is None:
            return
        self._over, self._step = False, key
        if key == AHEAD:
            self._ahead_seen = False
        elif not self._left(key):
            self._skipped[key] = []
        if key != AHEAD and not self._left(key):
            self._over = all(self._state(each).finished for each in KEYS)
        self._keep_place()
        self._show()

    # Keys

    def _turn_pages(self) -> None:
        """Right skips, Left goes back; as shortcuts, since an area that scrolls would take the arrows."""
        for key, forward in ((Qt.Key.Key_Right, True), (Qt.Key.Key_Left, False)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda forward=forward: self._turn(forward != self.isRightToLeft()))

    def _turn(self, forward: bool) -> None:
        if forward:
            self.skip_person()
        else:
            self.go_back()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 4 choose, Esc leaves."""
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_4 and self.around.settings.letter_keys:
            self.choose(int(key) - int(Qt.Key.Key_1))
        elif key == Qt.Key.Key_Escape:
            self.around.go("today")
        else:
            super().keyPressEvent(event)

    # For the window

    @handles("open")
    def open_person(self) -> None:
        """The page of the person."""
        subject = self.subject()
        if subject.person_id is not None:
            self.around.go("people", subject.person_id)

    def subject(self) -> Subject:
        """The person, or the current follow-up of the week ahead."""
        if self._over or self._found is None:
            return Subject()
        if self._step == AHEAD:
            return self.ahead.subject()
        return Subject(self._at.person_id, self._at.follow_up_id) if self._at is not None else Subject()

    def anchor(self) -> QPoint:
        """Below the choices, or the row of the week ahead."""
        if self.stack.currentIndex() == 1:
            return self.ahead.anchor()
        return self.choices[0].mapToGlobal(self.choices[0].rect().bottomLeft())

    def keep(self) -> None:
        """The place."""
        self._draft.flush()

    def lettered(self) -> Sequence[QWidget]:
        """Letters act on the rows of the week ahead; the digits are this page's own."""
        return (self.ahead.view,)

    def panes(self) -> Sequence[QWidget]:
        """What to do, then the steps."""
        shown: Sequence[QWidget] = (self.choices[0], self.ahead.view, self.summary.again)
        return (shown[self.stack.currentIndex()], self.lines[self._step])

    def fit(self, width: Width) -> None:
        """The steps below where it is narrow."""
        self._arrange()

    def _arrange(self) -> None:
        px, narrow = self.around.px, self.width_class == "narrow"
        self.side.setVisible(not narrow)
        self.side.setFixedWidth(px(238 if self.width_class == "wide" else 200))
        self.stack.setMaximumWidth(px(WIDE + 60) if self.width_class == "wide" else UNBOUNDED)
        self.card.fit(narrow)
        self.ahead.fit(narrow)
        self.keys.setVisible(not narrow)
        arrow = "←" if self.isRightToLeft() else "→"
        self.keys.setText(_("1 to 4 choose · {arrow} skip · Esc leave").format(arrow=arrow))
        self.bar.setVisible(not narrow)
        columns = 2 if narrow else 4
        for number, choice in enumerate(self.choices):
            self._tiles.addWidget(choice, number // columns, number % columns)


def _mark(key: str, at: InQueue) -> int:
    """What is remembered of somebody: of what is late, the follow-up; else the person."""
    return at.follow_up_id if key == "late" and at.follow_up_id is not None else at.person_id


def _read(job: Job, path: Path, today: date) -> Found | None:
    """What the review shows, for the pool."""
    with closing(connections.reading(path)) as read:
        found = Found(queries.queues(read, today), queries.review(read, today, today))
    return None if job.stopped() else found
