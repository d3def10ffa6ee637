"""The slim window during a meeting: questions to tick off with a note each, the time left, promises as they are made.

Everything typed is a draft within 200 ms; closing keeps all of it in one step, which Undo takes back.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mrtnet.domain import zoned
from mrtnet.domain.agenda import Block, running
from mrtnet.domain.meeting_forms import AnswerForm, NotesForm, PromiseForm
from mrtnet.domain.outcome_lines import promise_line
from mrtnet.domain.rows import MeetingQuestionRow, MeetingRow
from mrtnet.domain.when import say_when
from mrtnet.queries import meetings, person
from mrtnet.store.journal import Changes
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.drafts import Draft
from mrtnet.ui.icons import program_icon
from mrtnet.ui.meetings.words import my_start, people_of, title_of
from mrtnet.ui.saying import say_time
from mrtnet.ui.widgets.basic import Bar, Button, Divider, Field, Label, ShortLabel, Surface, Symbol
from mrtnet.ui.widgets.flow import Flow
from mrtnet.ui.widgets.scrolling import scrolling
from mrtnet.ui.write.body import Framed, Text
from mrtnet.words import _

SIZE = (430, 660)  # design px
TICK = 1000  # ms
MOST = 9  # questions that a number key reaches
LINES = 8  # lines to which a note grows


class GrowingText(Text):
    """A note of one line that grows with what is typed. Enter is done with it, Shift+Enter a new line."""

    entered = Signal()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self.updateGeometry())

    def sizeHint(self) -> QSize:
        """As high as its text, up to some lines."""
        lines = min(max(1, int(self.document().size().height())), LINES)
        height = lines * self.fontMetrics().lineSpacing() + 2 * round(self.document().documentMargin())
        height += self.theme.px(4)
        return QSize(self.theme.px(160), height)

    def minimumSizeHint(self) -> QSize:
        """The same: it does not shrink."""
        return QSize(self.theme.px(60), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leaves, Ctrl+Enter is the window's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
                return
            if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.entered.emit()
                return
        super().keyPressEvent(event)


class Tick(QCheckBox):
    """The box with a question's number. Space ticks, arrows go on, a letter begins the note."""

    wants = Signal(int)
    """Another question: so many further down."""
    typed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Enter, letters."""
        key, text = event.key(), event.text()
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(key))
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if step is not None:
            self.wants.emit(step)
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.typed.emit("")
        elif plain and text.isprintable() and text.strip() and not text.isdigit():
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)


class QuestionNote(QWidget):
    """One question: its number to tick, its words, and the note below. `changed`, `wants_next(step)`."""

    changed = Signal()
    wants_next = Signal(int)

    def __init__(self, around: Around, number: int, row: MeetingQuestionRow) -> None:
        super().__init__()
        px, theme = around.px, around.theme
        self.row = row
        self.tick = Tick(f"{number}")
        self.tick.setObjectName("notes.asked")
        self.tick.setAccessibleName(f"{number}. {row.text}")
        self.tick.setFixedWidth(px(40))
        self.words = Label(theme, row.text, "medium", wrap=True)
        self.words.setSizePolicy(_shrinking())
        self.note = GrowingText(theme, name="notes.answer", says=_("Note on question {n}").format(n=number))
        self.note.setPlaceholderText(_("What they said"))
        frame = Framed(theme, self.note)
        frame.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        head = QHBoxLayout()
        head.setSpacing(px(6))
        head.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addLayout(head)
        column.addWidget(frame)
        self.put(row.asked, row.answer)
        self.tick.toggled.connect(self._ticked)
        self.tick.wants.connect(self.wants_next)
        self.tick.typed.connect(self._begin)
        self.note.textChanged.connect(self.changed)
        self.note.entered.connect(self._noted)

    def put(self, asked: bool, answer: str) -> None:
        """Show this."""
        self.tick.setChecked(asked)
        if self.note.toPlainText() != answer:
            self.note.setPlainText(answer)
        self._show_ticked()

    def told(self) -> tuple[bool, str]:
        """Whether it was asked, and what was answered."""
        return self.tick.isChecked(), self.note.toPlainText().strip()

    def differs(self) -> bool:
        """Whether this is not what the book says."""
        return self.told() != (self.row.asked, self.row.answer)

    def _begin(self, letter: str) -> None:
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)
        if letter:
            self.note.insertPlainText(letter)

    def _noted(self) -> None:
        """Enter: it was asked; the next one."""
        self.tick.setChecked(True)
        self.wants_next.emit(1)

    def _ticked(self) -> None:
        self._show_ticked()
        self.changed.emit()

    def _show_ticked(self) -> None:
        self.words.show_as("text3" if self.tick.isChecked() else "text")


class NotesWindow(QWidget):
    """The one notes window of a main window."""

    def __init__(self, around: Around) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self.around, self.desk, self.theme = around, around.desk, around.theme
        self.row: MeetingRow | None = None
        self.notes: list[QuestionNote] = []
        self.promised: list[PromiseForm] = []
        self._draft: Draft | None = None
        self._blocks: list[Block] = []
        self._names: list[str] = []
        self._note_before = ""
        self._showing = False
        self._they = _("they")
        self._scale = self.theme.scale
        self.setObjectName("notes")
        self.setWindowTitle(_("Notes"))
        self.setWindowIcon(program_icon())
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._inside = QWidget()
        self._column.addWidget(self._inside)
        self._build()
        self._keys()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self.say_clock)
        self.desk.changed.connect(self._changed_elsewhere)
        self.theme.changed.connect(self._dress)

    # Building

    def _build(self) -> None:
        px, theme = self.around.px, self.theme
        inside = QWidget()
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head())
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(px(16), px(12), px(16), px(12))
        column.setSpacing(px(14))
        self._questions = QVBoxLayout()
        self._questions.setSpacing(px(12))
        column.addLayout(self._questions)
        self.free = Text(theme, name="notes.free", says=_("Notes"))
        self.free.setPlaceholderText(_("Notes of your own"))
        self.free.textChanged.connect(self._keep)
        frame = Framed(theme, self.free)
        frame.setMinimumHeight(px(84))
        column.addWidget(frame, 1)
        self._promises = QVBoxLayout()
        self._promises.setSpacing(px(4))
        column.addLayout(self._promises)
        self.promise = Field(theme, "", "handshake", name="notes.promise")
        self.promise.textEdited.connect(lambda _text: self._keep())
        self.promise.returnPressed.connect(self.add_promise)
        self.problem = Label(theme, "", "small", "red", wrap=True, name="notes.problem")
        self.problem.hide()
        self.area = scrolling(page)
        whole.addWidget(self.area, 1)
        whole.addWidget(Divider(theme))
        whole.addWidget(self._foot())
        self._column.replaceWidget(self._inside, inside)
        self._inside.hide()
        self._inside.deleteLater()
        self._inside = inside
        self.setPalette(theme.palette(Window="base"))

    def _head(self) -> QWidget:
        px, theme = self.around.px, self.theme
        head = Surface(theme, "alt", edge="bottom")
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
        column = QVBoxLayout(head)
        column.setContentsMargins(px(16), px(10), px(16), px(10))
        column.setSpacing(px(3))
        column.addLayout(first)
        column.addLayout(second)
        column.addSpacing(px(3))
        column.addWidget(self.bar)
        return head

    def _foot(self) -> QWidget:
        px, theme = self.around.px, self.theme
        foot = Surface(theme, "base")
        self.finish = Button(theme, _("How did it go?"), "chats-circle", kind="primary", hint=_shown("Ctrl+Return"),
                             name="notes.outcome")  # fmt: skip
        self.finish.clicked.connect(self.close_to_outcome)
        self.leave = Button(theme, _("Save and close"), "check", hint=_("Esc"), name="notes.close")
        self.leave.clicked.connect(self.close)
        buttons, flow = QWidget(), Flow(px(4))
        buttons.setLayout(flow)
        for button in (self.leave, self.finish):
            flow.addWidget(button)
        column = QVBoxLayout(foot)
        column.setContentsMargins(px(16), px(8), px(16), px(8))
        column.setSpacing(px(6))
        column.addWidget(self.problem)
        column.addWidget(self.promise)
        column.addWidget(buttons)
        return foot

    def _keys(self) -> None:
        keys: dict[str, Any] = {
            "Escape": self.close,
            "Ctrl+Return": self.close_to_outcome,
            "Ctrl+Enter": self.close_to_outcome,
            "Alt+I": lambda: self.begin_promise("mine"),
            "Alt+T": lambda: self.begin_promise("theirs"),
            "Alt+N": lambda: self.free.setFocus(Qt.FocusReason.ShortcutFocusReason),
            **{f"Alt+{number}": lambda number=number: self.tick_off(number) for number in range(1, MOST + 1)},
        }
        for sequence, act in keys.items():
            QShortcut(QKeySequence(sequence), self).activated.connect(act)

    # Opening and closing

    def open_for(self, meeting_id: int) -> None:
        """Come up for this meeting, with what was half noted; notes of another one are kept first."""
        row = meetings.row(self.desk.read, meeting_id)
        if row is None:
            self.desk.trouble.emit(_("This meeting is not in the book any more."))
            return
        if self.row is not None and self.row.id != meeting_id:
            self.save()
        if self.row is None or self.row.id != meeting_id or not self.isVisible():
            self._take(row)
        if not self.isVisible():
            free, px = self.screen().availableGeometry(), self.around.px
            self.resize(min(px(SIZE[0]), free.width()), min(px(SIZE[1]), free.height() - px(40)))
        self.show()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()
        self._timer.start()
        self.say_clock()
        self._focus_first()

    def _take(self, row: MeetingRow) -> None:
        self.row = row
        if self._draft is not None:
            self._draft.leave()
        self._draft = Draft(self.desk, f"meeting.notes:{row.id}", self)
        self._note_before = row.note
        self._showing = True
        self._show_meeting()
        self.free.setPlainText(row.note)
        self.promise.clear()
        self.promised = []
        self._restore(self._draft.read())
        self._show_promises()
        self._showing = False
        self._tell("")

    def _show_meeting(self) -> None:
        """The head, and the questions as they are in the book."""
        row = self.row
        if row is None:
            return
        detail = person.detail(self.desk.read, row.person_ids[0]) if row.person_ids else None
        self._names = [name for name in (detail.given, detail.name) if name] if detail else []
        her = {"she": _("she"), "he": _("he")}.get(detail.pronouns.strip().lower().partition("/")[0] if detail else "")
        self._they = her or _("they")
        self.whom.setText(people_of(row))
        self.what.setText(title_of(row))
        self.setWindowTitle(_("Notes: {whom}").format(whom=people_of(row)[:120]))
        self.promise.setPlaceholderText(_("I will … / {they} will …").format(they=self._they))
        self.promise.setAccessibleName(_("A promise of yours or theirs"))
        self._blocks = [Block(each.title, each.minutes) for each in meetings.agenda(self.desk.read, row.id)]
        for note in self.notes:
            note.hide()
            note.setParent(None)
            note.deleteLater()
        self.notes = []
        for number, question in enumerate(meetings.questions(self.desk.read, row.id), 1):
            note = QuestionNote(self.around, number, question)
            note.changed.connect(self._keep)
            note.wants_next.connect(lambda step, note=note: self._go(note, step))
            self._questions.addWidget(note)
            self.notes.append(note)
        self._order_tabs()

    def _order_tabs(self) -> None:
        order: list[QWidget] = [widget for note in self.notes for widget in (note.tick, note.note)]
        order += [self.free, *self._away_buttons(), self.promise, self.leave, self.finish]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _focus_first(self) -> None:
        first = next((each for each in self.notes if not each.tick.isChecked()), None)
        target: QWidget = first.tick if first else self.notes[0].tick if self.notes else self.free
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        """What was noted is kept in one step."""
        self._timer.stop()
        self.save()
        self.row = None
        event.accept()

    def close_to_outcome(self) -> None:
        """Keep it, and write down what came of the talk."""
        row = self.row
        self.close()
        if row is not None:
            from mrtnet.ui.meetings.talking import ask_how_it_went

            self.around.window.activateWindow()
            ask_how_it_went(self.around, row.id)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A number ticks that question off, where it is not typed into a note."""
        text = event.text()
        if text.isdigit() and text.isascii() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.tick_off(int(text))
        else:
            super().keyPressEvent(event)

    def tick_off(self, number: int) -> None:
        """This question was asked, or was not after all; the keyboard goes to it."""
        if 1 <= number <= len(self.notes):
            note = self.notes[number - 1]
            note.tick.toggle()
            note.tick.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.area.ensureWidgetVisible(note)

    def _go(self, note: QuestionNote, step: int) -> None:
        place = self.notes.index(note) + step
        if place < 0:
            return
        target: QWidget = self.notes[place].tick if place < len(self.notes) else self.free
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.ensureWidgetVisible(self.notes[place] if place < len(self.notes) else self.free)

    # Promises

    def begin_promise(self, side: str) -> None:
        """Alt+I and Alt+T: "I will " and "they will " stand in the line, ready to be typed on."""
        start = _("I will ") if side == "mine" else _("{they} will ").format(they=self._they.capitalize())
        rest = self.promise.text().strip()
        for old in (_("I will "), _("{they} will ").format(they=self._they.capitalize())):
            rest = rest.removeprefix(old.strip()).strip()
        self.promise.setText(start + rest)
        self.promise.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.promise.end(False)
        self._keep()

    def add_promise(self) -> None:
        """Enter: the line is a promise, the next one can be typed."""
        found = self._typed_promise()
        if found is None:
            self._tell(_("Say what is promised.") if self.promise.text().strip() else "")
            return
        self.promised.append(found)
        self.promise.clear()
        self._show_promises()
        self._tell("")
        self._keep()

    def _typed_promise(self) -> PromiseForm | None:
        about = self.desk.about
        return promise_line(self.promise.text(), self._names, self.desk.today, about.days, day_first=about.day_first)

    def _show_promises(self) -> None:
        while (item := self._promises.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for number, each in enumerate(self.promised):
            self._promises.addWidget(self._promise_row(number, each))
        self._order_tabs()

    def _promise_row(self, number: int, promise: PromiseForm) -> QWidget:
        px, theme, holder = self.around.px, self.theme, QWidget()
        who = _("You") if promise.side == "mine" else (self._names[0] if self._names else self._they.capitalize())
        said = _("{who}: {what}").format(who=who, what=promise.text)
        if promise.due is not None:
            said = _("{said}, {day}").format(said=said, day=say_when(promise.due, self.desk.today))
        away = Button(theme, "", "x", kind="ghost", small=True, says=_("Not promised: {what}").format(what=said),
                      name="notes.promise.away")  # fmt: skip
        away.clicked.connect(lambda: self._take_back(number))
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(Symbol(theme, "handshake", "accent", size=15))
        row.addWidget(ShortLabel(theme, said), 1)
        row.addWidget(away)
        return holder

    def _away_buttons(self) -> list[QWidget]:
        found = []
        for number in range(self._promises.count()):
            item = self._promises.itemAt(number)
            widget = item.widget() if item is not None else None
            if widget is not None and (button := widget.findChild(Button)) is not None:
                found.append(button)
        return list(found)

    def _take_back(self, number: int) -> None:
        del self.promised[number]
        self._show_promises()
        self._keep()
        self.promise.setFocus(Qt.FocusReason.OtherFocusReason)

    # The clock

    def say_clock(self) -> None:
        """Minutes left, and the block of the agenda that is on."""
        row = self.row
        start = my_start(row, self.desk.about) if row is not None else None
        if row is None or start is None:
            self._say_time(_("No date yet"), "", 0, 1)
            return
        now = self.desk.now.replace(tzinfo=None)
        end = start + timedelta(minutes=row.minutes)
        on = running(self._blocks, start, now)
        block = _("{title} until {time}").format(title=on[0].title, time=say_time(on[1].time())) if on else ""
        self._say_time(_time_left(now, start, end, self), block, int((now - start).total_seconds()), row.minutes * 60)

    def _say_time(self, left: str, block: str, passed: int, length: int) -> None:
        if self.left.text() != left:
            self.left.setText(left)
        if self.block.text() != block:
            self.block.setText(block)
        self.block.setVisible(bool(block))
        self.bar.show_part(min(max(passed, 0), length), length)

    # Keeping

    def save(self) -> None:
        """Keep what was noted, in one step; without anything new nothing happens."""
        if self.row is None or self._draft is None:
            return
        try:
            form = self._form()
        except Trouble as wrong:
            self.desk.trouble.emit(str(wrong))
            self._draft.flush()
            return
        if form is None:
            if self._draft.read() is not None:
                self._draft.drop()
            return
        from mrtnet.edits.meeting_notes import keep_notes

        self._draft.keep(self._told())
        self._draft.keep_now()
        self.around.do(self._draft.in_save(keep_notes), self.row.id, form)

    def _form(self) -> NotesForm | None:
        """What is new since the book was read, None if nothing is. Raises Trouble with what is wrong."""
        answers = [
            AnswerForm(question_id=each.row.id, asked=each.told()[0], answer=each.told()[1])
            for each in self.notes
            if each.differs()
        ]
        note = self.free.toPlainText().strip()
        new_note = note if note != self._note_before.strip() else None
        typed = self._typed_promise() if self.promise.text().strip() else None
        promises = [*self.promised, *([typed] if typed else [])]
        if not answers and new_note is None and not promises:
            return None
        return NotesForm.checked(answers=answers, note=self._with_theirs(new_note), promises=promises)

    def _with_theirs(self, note: str | None) -> str | None:
        """Her note; where the book's was changed meanwhile, both."""
        found = meetings.row(self.desk.read, self.row.id) if self.row else None
        if note is None or found is None or found.note in (self._note_before, note):
            return note
        return f"{found.note}\n{note}"

    def _told(self) -> Mapping[str, Any] | None:
        told = {
            "answers": {str(each.row.id): each.told() for each in self.notes if each.differs()},
            "note": self.free.toPlainText() if self.free.toPlainText().strip() != self._note_before.strip() else None,
            "promise": self.promise.text(),
            "promises": [each.model_dump(mode="json") for each in self.promised],
        }
        is_new = told["answers"] or told["note"] is not None or told["promise"] or told["promises"]
        return told if is_new else None

    def _restore(self, kept: Any) -> None:
        """What was noted and not kept yet; a draft that cannot be read changes nothing."""
        if not isinstance(kept, dict):
            return
        answers = kept.get("answers")
        for each in self.notes:
            found = answers.get(str(each.row.id)) if isinstance(answers, dict) else None
            if isinstance(found, list | tuple) and len(found) == 2:
                each.put(bool(found[0]), str(found[1]))
        if isinstance(kept.get("note"), str):
            self.free.setPlainText(kept["note"])
        self.promise.setText(str(kept.get("promise") or ""))
        try:
            self.promised = [PromiseForm.model_validate(each) for each in kept.get("promises") or []]
        except (TypeError, ValueError):
            self.promised = []

    def _keep(self) -> None:
        if not self._showing and self._draft is not None and self.row is not None:
            self._draft.keep(self._told())

    def _changed_elsewhere(self, changes: Changes) -> None:
        """The book changed: questions that came, went or were worded anew; what is typed stays."""
        if self.row is None or not self.isVisible() or not changes.touches("meeting", "meeting_question"):
            return
        row = meetings.row(self.desk.read, self.row.id)
        if row is None:
            self._tell(_("This meeting was removed. Your notes are kept; undo in History brings it back."))
            return
        self.row = row
        found = [(each.id, each.text) for each in meetings.questions(self.desk.read, row.id)]
        if found != [(each.row.id, each.row.text) for each in self.notes]:
            self._rebuild()

    def _dress(self) -> None:
        if self._scale != self.theme.scale:
            self._scale = self.theme.scale
            told, row = self._told(), self.row
            self._build()
            self.notes = []
            if row is not None:
                self._showing = True
                self._show_meeting()
                self.free.setPlainText(row.note)
                self._restore(told)
                self._show_promises()
                self._showing = False
                self.say_clock()
        self.setPalette(self.theme.palette(Window="base"))

    def _rebuild(self) -> None:
        told = self._told()
        self._showing = True
        self._show_meeting()
        self._restore(dict(told) if told else None)
        self._showing = False
        self._focus_first()

    def _tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))


def _time_left(now: datetime, start: datetime, end: datetime, window: NotesWindow) -> str:
    """ "18 min left", "In 5 min", "3 min over"; the day for one that is farther away."""
    if now < start:
        minutes = -(-int((start - now).total_seconds()) // 60)
        if minutes > 12 * 60:
            return say_when(start.date(), window.desk.today)
        return _("In {length}").format(length=zoned.say_length(minutes))
    if now < end:
        return _("{length} left").format(length=zoned.say_length(-(-int((end - now).total_seconds()) // 60)))
    minutes = int((now - end).total_seconds()) // 60
    if minutes > 12 * 60:
        return say_when(start.date(), window.desk.today)
    return _("{length} over").format(length=zoned.say_length(minutes)) if minutes else _("Time is up")


def _shown(sequence: str) -> str:
    return QKeySequence(sequence).toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")


def _shrinking() -> QSizePolicy:
    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    return policy
