"""What came of a talk: what was learned, advice, people named, promises; each turns into a follow-up with one key.

A tab of the planner; `outcome_dialog` shows the same in a window of its own.
"""

from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrtnet.domain import meetings as rules
from mrtnet.domain.meeting_forms import OutcomeForm
from mrtnet.domain.outcome_lines import named_line
from mrtnet.domain.rows import MeetingRow
from mrtnet.queries import meetings, person
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.drafts import Draft
from mrtnet.ui.meetings.noted_already import NotedAlready
from mrtnet.ui.meetings.outcome_list import LineList
from mrtnet.ui.meetings.outcome_meaning import ADVICE_IN, Meaning
from mrtnet.ui.meetings.words import say_when_for_her
from mrtnet.ui.note_guard import NoteGuard
from mrtnet.ui.widgets.basic import Button, Field, Label
from mrtnet.ui.widgets.flow import Flow
from mrtnet.ui.widgets.keyboard import key_words
from mrtnet.ui.widgets.menus import passing_menu
from mrtnet.ui.write.body import Framed, Text
from mrtnet.ui.write.segments import Segment, Segments
from mrtnet.words import _, later

RATINGS = {"good": later("Well"), "fair": later("So-so"), "poor": later("Not well")}
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
        self._meaning = Meaning(self.desk)
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
                               _("Take the CCS course by nov 30"), self._meaning.advice)  # fmt: skip
        self.named = LineList(self.around, "named", _("People they named"),
                              _("Name, what they do, email"), self._meaning.named, can_follow=False)  # fmt: skip
        self.mine = LineList(self.around, "promised_me", _("I promised"), _("Send my resume by fri"),
                             partial(self._meaning.promise, "mine"))  # fmt: skip
        self.theirs = LineList(self.around, "promised_them", _("They promised"), _("Introduce me to the manager"),
                               partial(self._meaning.promise, "theirs"))  # fmt: skip
        self.preferences = Field(theme, _("Calls on Fridays, no email"), name="outcome.preferences")
        self.preferences.setAccessibleName(_("What they like"))
        self.known = NotedAlready(self.around)
        self.known.act_on.connect(self.act_on)
        self.problem = Label(theme, "", "small", "red", wrap=True, name="outcome.problem")
        self.problem.hide()
        self.body = QWidget()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        for widget in (
            _titled(self.around, _("How did it go?"), _leading(self.rate)),
            _titled(self.around, _("What I learned"), frame), NoteGuard(self.desk, self.theme, self.text),
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
                                  hint=key_words("Ctrl+Return"), name="outcome.save")  # fmt: skip
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
        self.known.show_meeting(row.id)
        self._order_tabs()

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

    def _order_tabs(self) -> None:
        order: list[QWidget] = [*self.rate.findChildren(Segment), self.text]
        for each in self._lists():
            order += each.fields()
        order += [self.preferences]
        order += self.known.buttons()
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
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and finishes(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves."""
        if finishes(event):
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

    # Saving

    def form(self) -> OutcomeForm:
        """What is typed. Raises Trouble with what is wrong."""
        return OutcomeForm.checked(
            learned=self.text.toPlainText().strip(),
            rating=self.rating,
            advice=self._meaning.all_advice(self.advice.told()),
            named=[each for text, _follow in self.named.told() if (each := named_line(text)) is not None],
            promises=[
                *self._meaning.all_promises("mine", self.mine.told(), self._names),
                *self._meaning.all_promises("theirs", self.theirs.told(), self._names),
            ],
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
            self.around.do(
                act_on, takeaway_id, self._meaning.within(ADVICE_IN), on_done=lambda _id: self.show_meeting(row.id)
            )

    def _ask_why_not(self) -> None:
        menu = passing_menu(self, "outcome")
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


def finishes(event: QKeyEvent) -> bool:
    """Whether it is Ctrl+Enter."""
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
