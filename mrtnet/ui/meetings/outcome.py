"""What came of a talk: what was learned, advice, people named, promises; each turns into a follow-up with one key.

`OutcomeTab` is a tab of the planner, `OutcomeDialog` the same in a window of its own, from Today or the notes.
"""

from datetime import timedelta
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from mrtnet.domain import meetings as rules
from mrtnet.domain.meeting_forms import OutcomeForm, PromiseForm, Side
from mrtnet.domain.outcome_lines import advice_line, named_line, promise_line
from mrtnet.domain.rows import MeetingRow
from mrtnet.domain.when import say_day, say_when
from mrtnet.queries import follow_ups, meetings, people, person
from mrtnet.trouble import Trouble
from mrtnet.ui import names
from mrtnet.ui.around import Around
from mrtnet.ui.drafts import Draft
from mrtnet.ui.meetings.outcome_list import LineList, Read
from mrtnet.ui.meetings.words import people_of, say_when_for_her, title_of
from mrtnet.ui.widgets.basic import Button, Field, Label, Symbol
from mrtnet.ui.widgets.flow import Flow
from mrtnet.ui.widgets.keyboard import give_back
from mrtnet.ui.widgets.scrolling import scrolling
from mrtnet.ui.write.body import Framed, Text
from mrtnet.ui.write.segments import Segment, Segments
from mrtnet.words import _, later

RATINGS = {"good": later("Well"), "fair": later("So-so"), "poor": later("Not well")}
ADVICE_IN, MINE_IN, THEIRS_IN, NAMED_IN = 7, 3, 7, 2  # days until a follow-up that she asked for without a day
SIZE = (620, 740)  # design px
OFF = frozenset({"declined", "cancelled"})


class OutcomeTab(QWidget):
    """Asks for the outcome of a meeting. `saved` when it stands in the book, `left` when it was moved elsewhere."""

    saved = Signal()
    left = Signal()

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around, self.desk, self.theme = around, around.desk, around.theme
        self.row: MeetingRow | None = None
        self.rating = ""
        self._draft: Draft | None = None
        self._showing = False
        self._names: list[str] = []
        self._make()
        self._listen()

    # Building

    def _make(self) -> None:
        px, theme = self.around.px, self.theme
        self.hint = Label(theme, "", "small", "amber", wrap=True, name="outcome.hint")
        self.hint.hide()
        self.rate = Segments(theme, {key: _(words) for key, words in RATINGS.items()}, name="outcome.rating",
                             says=_("How did it go?"))  # fmt: skip
        self.text = Text(theme, name="outcome.text", says=_("What I learned"))
        frame = Framed(theme, self.text)
        frame.setFixedHeight(px(116))
        self.advice = LineList(self.around, "advice", _("Advice to act on"),
                               _("Take the CCS course by nov 30"), self._read_advice)  # fmt: skip
        self.named = LineList(self.around, "named", _("People they named"),
                              _("Name, what they do, email"), self._read_named, can_follow=False)  # fmt: skip
        self.mine = LineList(self.around, "promised_me", _("I promised"), _("Send my resume by fri"),
                             lambda text, follow: self._read_promise("mine", text, follow))  # fmt: skip
        self.theirs = LineList(self.around, "promised_them", _("They promised"), _("Introduce me to the manager"),
                               lambda text, follow: self._read_promise("theirs", text, follow))  # fmt: skip
        self.preferences = Field(theme, _("Calls on Fridays, no email"), name="outcome.preferences")
        self.preferences.setAccessibleName(_("What they like"))
        self.known = QWidget()
        self._known_column = QVBoxLayout(self.known)
        self._known_column.setContentsMargins(0, 0, 0, 0)
        self._known_column.setSpacing(px(3))
        self.problem = Label(theme, "", "small", "red", wrap=True, name="outcome.problem")
        self.problem.hide()
        self.body = QWidget()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        for widget in (
            _titled(self.around, _("How did it go?"), _leading(self.rate)),
            _titled(self.around, _("What I learned"), frame),
            self.advice, self.named, self.mine, self.theirs,
            _titled(self.around, _("What they like"), self.preferences), self.known,
        ):  # fmt: skip
            column.addWidget(widget)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, px(8), 0, 0)
        whole.setSpacing(px(10))
        whole.addWidget(self.hint)
        whole.addWidget(self.body)
        whole.addWidget(self.problem)
        whole.addWidget(self._foot())
        whole.addStretch(1)

    def _foot(self) -> QWidget:
        theme = self.theme
        self.save_button = Button(theme, _("Save the outcome"), "check", kind="primary",
                                  hint=_shown("Ctrl+Return"), name="outcome.save")  # fmt: skip
        self.save_button.setAutoDefault(False)
        self.save_button.clicked.connect(self.save)
        self.not_held = Button(theme, _("It did not take place…"), "calendar-x", name="outcome.not_held")
        self.not_held.setAutoDefault(False)
        self.not_held.clicked.connect(self._ask_why_not)
        foot, flow = QWidget(), Flow(self.around.px(4))
        foot.setLayout(flow)
        for button in (self.save_button, self.not_held):
            flow.addWidget(button)
        return foot

    def _listen(self) -> None:
        self.rate.chose.connect(self.choose)
        self.text.textChanged.connect(self._keep)
        self.preferences.textEdited.connect(lambda _text: self._keep())
        lists = self._lists()
        for number, each in enumerate(lists):
            each.changed.connect(self._changed)
            each.left.connect(lambda step, number=number: self._go(number + step))
        for sequence, act in (
            ("Alt+F", self.turn),
            *((f"Alt+{number}", lambda key=key: self.choose(key)) for number, key in enumerate(RATINGS, 1)),
        ):
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _lists(self) -> tuple[LineList, LineList, LineList, LineList]:
        return self.advice, self.named, self.mine, self.theirs

    # Showing

    def show_meeting(self, meeting_id: int) -> None:
        """Show what is noted of this meeting, and what was half typed."""
        row = meetings.row(self.desk.read, meeting_id)
        before = self.row.id if self.row else None
        self.row = row
        if row is None:
            self.setEnabled(False)
            return
        self.setEnabled(True)
        if before != meeting_id:
            if self._draft is not None:
                self._draft.leave()
            self._draft = Draft(self.desk, f"meeting.outcome:{row.id}", self)
            self._fill(row)
        self._show_state(row)
        self._show_known(row)

    def _fill(self, row: MeetingRow) -> None:
        """The fields: as the book has them, then what was half typed."""
        self._showing = True
        detail = person.detail(self.desk.read, row.person_ids[0]) if row.person_ids else None
        self._names = [name for name in (detail.given, detail.name) if name] if detail else []
        who = self._names[0] if self._names else _("They")
        self.theirs.title.setText(_("{name} promised").format(name=who[:60]))
        self.rating = row.rating
        self.text.put(row.learned or self._from_notes(row))
        for each in self._lists():
            each.put([])
        self.preferences.clear()
        self._restore(self._draft.read() if self._draft else None)
        self.rate.mark(self.rating)
        self._showing = False
        self._order_tabs()
        self._tell("")

    def _from_notes(self, row: MeetingRow) -> str:
        """What was noted during the talk, to be worked on."""
        if row.dates.outcome_on is not None:
            return ""
        found = meetings.questions(self.desk.read, row.id)
        return "\n".join(_("{question} {answer}").format(question=each.text, answer=each.answer)
                         for each in found if each.answer)  # fmt: skip

    def _show_state(self, row: MeetingRow) -> None:
        state = rules.state(row.dates, row.day is not None)
        ahead = row.starts is not None and row.starts > self.desk.now and row.dates.held_on is None
        words = ""
        if state in OFF:
            words = _("{state}: there is nothing to note.").format(state=rules.title(state))
        elif ahead:
            when = say_when_for_her(row, self.desk.about, self.desk.today)
            words = _("It is still to come: {when}. Saved now, it counts as held today.").format(when=when)
        self.hint.setText(words)
        self.hint.setVisible(bool(words))
        self.body.setVisible(state not in OFF)
        self.save_button.setVisible(state not in OFF)
        self.not_held.setVisible(state not in OFF and row.dates.held_on is None)

    def _show_known(self, row: MeetingRow) -> None:
        """What stands in the book already: advice that waits for a follow-up can get one."""
        while (item := self._known_column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        found: list[QWidget] = []
        for each in meetings.takeaways(self.desk.read, row.id):
            icon = {"advice": "lightbulb", "named": "user-plus"}.get(each.kind, "info")
            step = follow_ups.one(self.desk.read, each.follow_up_id) if each.follow_up_id else None
            more = ""
            if step is not None:
                more = say_when(step.due, self.desk.today) if step.state == "open" else _("done")
            can_act = each.kind == "advice" and each.follow_up_id is None
            found.append(self._known_row(icon, each.text, more, each.id if can_act else None))
        for promise in meetings.promises(self.desk.read, meeting_id=row.id):
            who = _("You") if promise.side == "mine" else promise.person
            more = _("kept") if promise.kept_on else say_when(promise.due, self.desk.today) if promise.due else ""
            found.append(self._known_row("handshake", f"{who}: {promise.text}", more, None))
        if found:
            self._known_column.addWidget(Label(self.theme, _("Noted already"), "small_medium", "text2"))
        for widget in found:
            self._known_column.addWidget(widget)
        self.known.setVisible(bool(found))
        self._order_tabs()

    def _known_row(self, icon: str, text: str, more: str, takeaway_id: int | None) -> QWidget:
        from mrtnet.ui.meetings.brief import Wrapped

        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.around.px(8))
        row.addWidget(Symbol(self.theme, icon, "text3", size=15), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Wrapped(self.theme, f"{text} · {more}" if more else text), 1)
        if takeaway_id is not None:
            act = Button(self.theme, _("Follow up"), "bell-simple", kind="ghost", small=True, name="outcome.act")
            act.setAutoDefault(False)
            act.setAccessibleName(_("Follow up: {what}").format(what=text))
            act.clicked.connect(lambda: self.act_on(takeaway_id))
            row.addWidget(act)
        return holder

    def _order_tabs(self) -> None:
        order: list[QWidget] = [*self.rate.findChildren(Segment), self.text]
        for each in self._lists():
            order += each.fields()
        order += [self.preferences]
        order += [each for each in self.known.findChildren(Button) if each.objectName() == "outcome.act"]
        order += [self.save_button, self.not_held]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def begin(self) -> None:
        """The keyboard goes to the first thing to write."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)

    # Keys

    def event(self, event: QEvent) -> bool:
        """Ctrl+Enter is this part's own while the keyboard is in it, not the planner's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _finishes(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves."""
        if _finishes(event):
            self.save()
        else:
            super().keyPressEvent(event)

    def choose(self, key: str) -> None:
        """How it went."""
        self.rating = key
        self.rate.mark(key)
        self._keep()

    def turn(self) -> None:
        """Alt+F: the line with the keyboard gets a follow-up, or loses it."""
        any(each.turn() for each in self._lists())

    def _go(self, number: int) -> None:
        lists = self._lists()
        if number < 0:
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        elif number >= len(lists):
            self.preferences.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            lists[number].focus_line(0)

    # What a line means

    def _days(self) -> Any:
        about = self.desk.about
        return {"today": self.desk.today, "days": about.days, "day_first": about.day_first}

    def _read_advice(self, text: str, follow: bool | None) -> Read:
        found = advice_line(text, **self._days())
        due = found.due if found and follow is None else None
        if follow:
            due = (found.due if found else None) or self._in(ADVICE_IN)
        return Read(due, _("Follow-up {day}").format(day=say_day(due, self.desk.today)) if due else "")

    def _read_promise(self, side: Side, text: str, follow: bool | None) -> Read:
        found = promise_line(text, (), usual=side, **self._days())
        due = found.due if found and follow is None else None
        if follow:
            due = (found.due if found else None) or self._in(MINE_IN if side == "mine" else THEIRS_IN)
        form = _("Reminder {day}") if side == "mine" else _("You ask after it if it is not kept by {day}")
        return Read(due, form.format(day=say_day(due, self.desk.today)) if due else "")

    def _read_named(self, text: str, _follow: bool | None) -> Read:
        found = named_line(text)
        if found is None:
            return Read()
        known = people.ids_named(self.desk.read, found.name)
        exact = [row for row in people.rows(self.desk.read, known) if row.name == found.name] if len(known) == 1 else []
        if exact:
            return Read(None, _("{name} is on file already.").format(name=found.name))
        due = self._in(NAMED_IN)
        day = say_day(due, self.desk.today)
        words = _("New: {name}. Ask for a talk {day}").format(name=found.name[:80], day=day)
        return Read(due, words)

    def _in(self, days: int) -> Any:
        return self.desk.about.days.on_or_after(self.desk.today + timedelta(days=days))

    # Saving

    def form(self) -> OutcomeForm:
        """What is typed. Raises Trouble with what is wrong."""
        advice = []
        for text, follow in self.advice.told():
            found = advice_line(text, **self._days())
            if found is not None:
                due = self._read_advice(text, follow).due
                advice.append({"text": found.text if due or follow is None else text.strip(), "due": due})
        promises: list[PromiseForm] = []
        for side, lines in (("mine", self.mine), ("theirs", self.theirs)):
            for text, follow in lines.told():
                read = promise_line(text, self._names, usual="mine" if side == "mine" else "theirs", **self._days())
                if read is not None:
                    due = self._read_promise(read.side, text, follow).due
                    promises.append(read.model_copy(update={"due": due}))
        return OutcomeForm.checked(
            learned=self.text.toPlainText().strip(),
            rating=self.rating,
            advice=advice,
            named=[each for text, _follow in self.named.told() if (each := named_line(text)) is not None],
            promises=promises,
            preferences=self.preferences.text().strip(),
        )

    def save(self) -> None:
        """Write it down, in one step."""
        row = self.row
        if row is None or self._draft is None or not self.save_button.isVisibleTo(self):
            return
        try:
            form = self.form()
        except Trouble as wrong:
            self._tell(str(wrong))
            return
        if row.dates.outcome_on is None and not (form.learned or form.rating or form.advice or form.named or
                                                 form.promises or form.preferences):  # fmt: skip
            self._tell(_("Write a few words, or say how it went: Alt+1 well, Alt+2 so-so, Alt+3 not well."))
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        from mrtnet.edits.outcomes import note_outcome

        self._draft.keep(self._told())
        self._draft.keep_now()
        self.around.do(
            self._draft.in_save(note_outcome), row.id, form, on_done=lambda _id: self._is_saved(row.id),
            on_trouble=self._tell,
        )  # fmt: skip

    def _is_saved(self, meeting_id: int) -> None:
        self._tell("")
        if self.row is not None and self.row.id == meeting_id:
            self.row = None
            self.show_meeting(meeting_id)
        self.saved.emit()

    def act_on(self, takeaway_id: int) -> None:
        """Advice that was only noted becomes a follow-up."""
        from mrtnet.edits.outcomes import act_on

        row = self.row
        if row is not None:
            self.around.do(act_on, takeaway_id, self._in(ADVICE_IN), on_done=lambda _id: self.show_meeting(row.id))

    def _ask_why_not(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("menu.outcome")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, act in (
            (_("It was moved: choose another time…"), self._move),
            (_("It was called off"), self._cancel),
        ):
            menu.addAction(words).triggered.connect(act)
        menu.popup(self.not_held.mapToGlobal(self.not_held.rect().bottomLeft()))

    def _move(self) -> None:
        if self.row is not None:
            self.keep()
            self.left.emit()
            self.around.go("meetings", ("moved", self.row.id))

    def _cancel(self) -> None:
        from mrtnet.edits.meetings import cancel_meeting

        row = self.row
        if row is not None:
            self.around.do(cancel_meeting, row.id, on_done=lambda _none: self._is_off(row.id))

    def _is_off(self, meeting_id: int) -> None:
        if self.row is not None and self.row.id == meeting_id:
            self.show_meeting(meeting_id)
        self.left.emit()

    # The draft

    def _told(self) -> dict[str, Any] | None:
        row = self.row
        told: dict[str, Any] = {
            "learned": self.text.toPlainText(), "rating": self.rating, "preferences": self.preferences.text(),
            "advice": self.advice.told(), "named": self.named.told(), "mine": self.mine.told(),
            "theirs": self.theirs.told(),
        }  # fmt: skip
        if row is None:
            return None
        same = (
            told["learned"].strip() == (row.learned or self._from_notes(row)).strip() and told["rating"] == row.rating
        )
        return None if same and not any(told[key] for key in told if key not in ("learned", "rating")) else told

    def _restore(self, kept: Any) -> None:
        if not isinstance(kept, dict):
            return
        self.text.put(str(kept.get("learned", "")))
        self.rating = str(kept.get("rating")) if kept.get("rating") in RATINGS else ""
        self.preferences.setText(str(kept.get("preferences", "")))
        for key, each in zip(("advice", "named", "mine", "theirs"), self._lists(), strict=True):
            found = kept.get(key)
            each.put(found if isinstance(found, list) else [])

    def _changed(self) -> None:
        self._order_tabs()
        self._keep()

    def _keep(self) -> None:
        if not self._showing and self._draft is not None:
            self._draft.keep(self._told())

    def keep(self) -> None:
        """Keep what is half typed now."""
        if self._draft is not None:
            self._draft.flush()

    def _tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))


class OutcomeDialog(QDialog):
    """The outcome in a window of its own. Ctrl+Enter saves, Esc leaves and keeps what is typed as a draft."""

    def __init__(self, around: Around, meeting_id: int) -> None:
        super().__init__(around.window)
        self.around, self.desk, self.theme, self.meeting_id = around, around.desk, around.theme, meeting_id
        self._back_to: QWidget | None = around.window.focusWidget()
        self.setObjectName(names.dialog("outcome"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        row = meetings.row(self.desk.read, meeting_id)
        title = _("How did it go with {whom}?").format(whom=people_of(row)[:120]) if row else _("How did it go?")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.tab = OutcomeTab(around)
        px = around.px
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(2))
        head = Label(self.theme, title, "section", wrap=True)
        column.addWidget(head)
        about, today = self.desk.about, self.desk.today
        said = _("{what}, {when}").format(what=title_of(row), when=say_when_for_her(row, about, today)) if row else ""
        column.addWidget(Label(self.theme, said, "small", "text3", wrap=True))
        column.addWidget(self.tab)
        area = scrolling(page)
        self._area = area
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self.tab.saved.connect(self.accept)
        self.tab.left.connect(self.reject)
        self.setPalette(self.theme.palette(Window="base"))
        if row is not None:
            self.tab.show_meeting(meeting_id)
        for field in self.tab.findChildren(QWidget):
            field.installEventFilter(self)

    def open_at(self) -> None:
        """Show it in the middle of the window, as large as there is room for."""
        if self.tab.row is None:
            self.desk.trouble.emit(_("This meeting is not in the book any more."))
            self.deleteLater()
            return
        free, px = self.screen().availableGeometry(), self.around.px
        self.resize(min(px(SIZE[0]), free.width() - px(20)), min(px(SIZE[1]), free.height() - px(40)))
        self.show()
        self.tab.begin()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What gets the keyboard comes into sight."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._area.ensureWidgetVisible(watched, 0, self.around.px(60))
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is no button here; Ctrl+Enter saves wherever the keyboard is."""
        if _finishes(event):
            self.tab.save()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """What is typed is kept; the keyboard goes back to where it was."""
        self.tab.keep()
        super().done(result)
        give_back(self._back_to)


def _finishes(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and bool(
        event.modifiers() & Qt.KeyboardModifier.ControlModifier
    )


def _titled(around: Around, title: str, widget: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(around.px(4))
    column.addWidget(Label(around.theme, title, "small_medium", "text2", wrap=True))
    column.addWidget(widget)
    return holder


def _leading(widget: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch(1)
    return holder


def _shown(sequence: str) -> str:
    return QKeySequence(sequence).toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")
