"""The slim window during a meeting: questions to tick off with a note each, the time left, promises as they are made.

Everything typed is a draft within 200 ms; closing keeps all of it in one step, which Undo takes back.
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QVBoxLayout,
    QWidget,
)

from mrtnet.domain.agenda import Block
from mrtnet.domain.meeting_forms import AnswerForm, NotesForm
from mrtnet.domain.rows import MeetingRow
from mrtnet.queries import meetings, person
from mrtnet.store.journal import Changes
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.drafts import Draft
from mrtnet.ui.icons import program_icon
from mrtnet.ui.meetings.notes_head import NotesHead
from mrtnet.ui.meetings.promising import Promising
from mrtnet.ui.meetings.question_note import QuestionNote
from mrtnet.ui.meetings.words import people_of
from mrtnet.ui.note_guard import NoteGuard
from mrtnet.ui.promise_offer import PromiseOffer
from mrtnet.ui.widgets.basic import Button, Divider, Label, Surface
from mrtnet.ui.widgets.flow import Flow
from mrtnet.ui.widgets.keyboard import key_words
from mrtnet.ui.widgets.scrolling import scrolling
from mrtnet.ui.write.body import Framed, Text
from mrtnet.words import _

SIZE = (430, 660)  # design px
TICK = 1000  # ms
MOST = 9  # questions that a number key reaches


class NotesWindow(QWidget):
    """The one notes window of a main window."""

    def __init__(self, around: Around) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self.around, self.desk, self.theme = around, around.desk, around.theme
        self.row: MeetingRow | None = None
        self.notes: list[QuestionNote] = []
        self._draft: Draft | None = None
        self._note_before = ""
        self._showing = False
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
        self._timer.timeout.connect(lambda: self.head.say_clock())
        self.desk.changed.connect(self._changed_elsewhere)
        self.theme.changed.connect(self._dress)

    # Building

    def _build(self) -> None:
        px, theme = self.around.px, self.theme
        inside = QWidget()
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self.head = NotesHead(self.around)
        whole.addWidget(self.head)
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
        column.addWidget(NoteGuard(self.desk, theme, self.free))
        self.promises = Promising(self.around, inside)
        self.promises.changed.connect(self._keep)
        self.noticed = PromiseOffer(
            self.desk, theme, self.free, lambda: self.row.person_ids if self.row else (), self.promises.take,
            lambda: [each.text for each in self.promises.made],
        )  # fmt: skip
        column.addWidget(self.noticed)
        self.promises.shown.connect(self._order_tabs)
        self.promises.wrong.connect(self._tell)
        column.addLayout(self.promises.rows)
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

    def _foot(self) -> QWidget:
        px, theme = self.around.px, self.theme
        foot = Surface(theme, "base")
        self.finish = Button(theme, _("How did it go?"), "chats-circle", kind="primary", hint=key_words("Ctrl+Return"),
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
        column.addWidget(self.promises.line)
        column.addWidget(buttons)
        return foot

    def _keys(self) -> None:
        keys: dict[str, Any] = {
            "Escape": self.close,
            "Ctrl+Return": self.close_to_outcome,
            "Ctrl+Enter": self.close_to_outcome,
            "Alt+I": lambda: self.promises.begin("mine"),
            "Alt+T": lambda: self.promises.begin("theirs"),
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
        self.head.say_clock()
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
        self.promises.clear()
        self._restore(self._draft.read())
        self.promises.show_made()
        self._showing = False
        self._tell("")

    def _show_meeting(self) -> None:
        """The head, and the questions as they are in the book."""
        row = self.row
        if row is None:
            return
        detail = person.detail(self.desk.read, row.person_ids[0]) if row.person_ids else None
        names = [name for name in (detail.given, detail.name) if name] if detail else []
        her = {"she": _("she"), "he": _("he")}.get(detail.pronouns.strip().lower().partition("/")[0] if detail else "")
        self.promises.call_them(names, her or _("they"))
        self._show_head(row)
        self.setWindowTitle(_("Notes: {whom}").format(whom=people_of(row)[:120]))
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

    def _show_head(self, row: MeetingRow) -> None:
        agenda = meetings.agenda(self.desk.read, row.id)
        self.head.show_meeting(row, [Block(each.title, each.minutes) for each in agenda])

    def _order_tabs(self) -> None:
        order: list[QWidget] = [widget for note in self.notes for widget in (note.tick, note.note)]
        order += [self.free, *self.promises.buttons(), self.promises.line, self.leave, self.finish]
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
        promises = self.promises.all_of_them()
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
            **self.promises.told(),
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
        self.promises.restore(kept)

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
        self._show_head(row)
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
                self.promises.show_made()
                self._showing = False
                self.head.say_clock()
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
