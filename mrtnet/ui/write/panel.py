"""Write and log (design 3.4): the message with its words filled in, what happens when it is sent, sending it."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from mrtnet.domain.messages import OWN, Message, count_for
from mrtnet.queries import follow_ups
from mrtnet.ui import names
from mrtnet.ui.around import Around
from mrtnet.ui.drafts import Draft
from mrtnet.ui.note_guard import NoteGuard
from mrtnet.ui.widgets.basic import Button, Card, Divider, Label
from mrtnet.ui.widgets.scrolling import scrolling
from mrtnet.ui.write.body import Framed, Text
from mrtnet.ui.write.letter import CHANNELS, Letter
from mrtnet.ui.write.parts import Coming, Fields, Foot, Gaps, Head
from mrtnet.ui.write.sending import Sent, log_sent, way_out
from mrtnet.words import _, plural


class WritePanel(Card):
    """One letter on the screen. `sent(Sent, step)` once it is logged, `closed()` when she leaves it."""

    sent = Signal(object, int)
    closed = Signal()
    passed = Signal()
    """She lets this one be and goes on to the next."""

    def __init__(self, around: Around, letter: Letter, open_link: Callable[[str], bool], walk: str = "") -> None:
        """`walk` says where she is among several messages: "2 of 5"."""
        super().__init__(around.theme)
        self.around, self.letter = around, letter
        self._open_link = open_link
        self._edited = False
        self._warned = False
        self._sending = False
        self._message: Message = letter.message()
        self._draft = Draft(around.desk, letter.key, self)
        self.setObjectName(names.dialog("write"))
        self.setAccessibleName(_("Write to {name}").format(name=letter.person.name))
        self._build(walk)
        self._listen()
        self._keys()
        self._take_draft()
        self._show_letter()
        around.desk.changed.connect(self._look_again)

    # Building

    def _build(self, walk: str) -> None:
        around, letter = self.around, self.letter
        self.head, self.fields, self.gaps = Head(around, letter, walk), Fields(around), Gaps(around)
        self.body = Text(self.theme, name="write.body", says=_("Message"))
        self.coming, self.foot = Coming(around, letter), Foot(around, bool(walk))
        self.to, self.subject, self.template = self.fields.to, self.fields.subject, self.fields.template
        self.channels, self.wordings, self.remind = self.fields.channels, self.fields.wordings, self.coming.remind
        self.send_button, self.copy_button = self.foot.send, self.foot.copy
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(Divider(self.theme, "divider"))
        column.addWidget(self._make_middle(), 1)
        column.addWidget(Divider(self.theme, "divider"))
        column.addWidget(self.foot)

    def _make_middle(self) -> QScrollArea:
        px = self.around.px
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(px(18), px(14), px(18), px(12))
        column.setSpacing(px(10))
        self.frame = Framed(self.theme, self.body)
        self.frame.setMinimumHeight(px(150))
        self.note = Label(self.theme, "", "small", "text3", wrap=True, name="write.note")
        self.learn = Button(self.theme, _("Keep as your wording"), "bookmark-simple", kind="ghost", small=True,
                            name="write.learn")  # fmt: skip
        self.learn.hide()
        column.addWidget(self.fields)
        column.addLayout(self.gaps)
        column.addWidget(self.frame, 1)
        column.addWidget(NoteGuard(self.around.desk, self.theme, self.body))
        column.addWidget(self.note)
        column.addWidget(self.learn, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self.coming)
        area = scrolling(inner, see_through=True)
        return area

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard is for the text. (As focus proxy the text would swallow Tab to what stands above it.)"""
        self.body.setFocus(event.reason())

    def _listen(self) -> None:
        self.head.close_button.clicked.connect(self.leave)
        self.channels.chose.connect(self._choose_channel)
        self.to.textEdited.connect(lambda _text: self._keep())
        self.template.activated.connect(lambda place: self._choose_template(str(self.template.itemData(place))))
        self.wordings.chose.connect(self._choose_wording)
        self.subject.textEdited.connect(lambda _text: self._typed())
        self.body.touched.connect(self._typed)
        self.remind.toggled.connect(lambda _on: self._keep())
        self.learn.clicked.connect(self.keep_wording)
        self.send_button.clicked.connect(self.send)
        self.copy_button.clicked.connect(self.copy_and_log)
        self.foot.keep.clicked.connect(self.leave)
        self.foot.skip.clicked.connect(self._pass)

    def _keys(self) -> None:
        for keys, act in (("Ctrl+Return", self.send), ("Ctrl+Enter", self.send), ("Escape", self.leave)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # Showing

    def _show_letter(self) -> None:
        """Everything but the words of the text itself."""
        for part in (self.fields, self.coming, self.foot):
            part.show_letter(self.letter)
        self._fill()

    def _fill(self) -> None:
        """The text from the template, unless she has changed it by hand."""
        if not self._edited:
            self._message = self.letter.message()
            self.subject.setText(self._message.subject)
            self.body.put(self._message.body, [span for span in self._message.spans if not span.neutral])
        self._show_gaps()
        self._show_note()

    def _show_gaps(self) -> None:
        asked = [] if self._edited else self._message.missing
        for gap in asked:
            if gap.field not in self.gaps.fields:
                field = self.gaps.ask(gap, self.letter.answers.get(gap.field, ""))
                field.textEdited.connect(lambda text, key=gap.field: self._answer(key, text))
        for before, after in pairwise((self.subject, *self.gaps.fields.values(), self.body)):
            self.setTabOrder(before, after)
        if self._edited or not (asked or self.gaps.fields):
            self.gaps.forget()
        self.learn.setVisible(self._edited)
        self.coming.shaded_note.setVisible(bool(self._message.spans) and not self._edited)

    def _show_note(self, problem: str = "") -> None:
        """One line under the text: what is wrong, else how many characters are used."""
        body = self.body.toPlainText()
        used, limit = count_for(self.letter.channel, body, self.around.desk.about.linkedin_premium)
        words, token = problem, "red"
        if not words and limit is not None:
            over = used - limit
            token = "red" if over > 0 else "text3"
            words = _("{used} of {limit} characters").format(used=used, limit=limit)
            if over > 0:
                words += ". " + plural("{n} too many for a LinkedIn note.", "{n} too many for a LinkedIn note.", over)
        if not words and not self.to.text().strip():
            token, words = "text3", self._no_address()
        self.note.show_as(token)
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def _no_address(self) -> str:
        name = self.letter.person.name
        return {
            "email": _("No email address of {name} is on file. Type one, or choose another way."),
            "linkedin": _("No profile of {name} is on file. The text is copied all the same."),
            "phone": _("No number of {name} is on file."),
            "card": _("No postal address of {name} is on file."),
        }[self.letter.channel].format(name=name)

    def _no_program(self) -> str:
        """What to do where nothing opens the link of this way of sending."""
        if self.letter.channel == "phone":
            return _("No program on this computer makes calls, so nothing was logged. Call by hand, then log it here.")
        said = {"email": _("No mail program is set up on this computer"), "linkedin": _("No browser answers")}
        way = _("The text is on the clipboard; “{button}” logs it.").format(button=self.copy_button.text())
        return _("{why}, so nothing was logged.").format(why=said[self.letter.channel]) + " " + way

    # Choosing and typing

    def _choose_channel(self, channel: str) -> None:
        self.letter.use_channel(channel)
        self._show_letter()
        self._keep()

    def _choose_template(self, key: str) -> None:
        self.letter.use_template(key)
        self._start_over()

    def _choose_wording(self, wording: str) -> None:
        self.letter.wording = wording
        self._start_over()

    def _start_over(self) -> None:
        """Another text was chosen: it comes in place of what was typed, which Ctrl+Z in the text brings back."""
        self._edited = False
        self.gaps.forget()
        self._show_letter()
        self._keep()

    def _typed(self) -> None:
        self._edited = True
        self._warned = False
        self._show_gaps()
        self._show_note()
        self._keep()

    def _answer(self, field: str, text: str) -> None:
        self.letter.answers[field] = text
        self._warned = False
        self._message = self.letter.message()
        self.subject.setText(self._message.subject)
        self.body.put(self._message.body, [span for span in self._message.spans if not span.neutral])
        self._show_note()
        self._keep()

    def keep_wording(self) -> None:
        """What she changed is from now on her own wording of this template, with the names as fields again."""
        from mrtnet.edits.own_templates import keep_wording

        letter, body = self.letter, self.body.toPlainText()

        def kept(_result: object) -> None:
            letter.use_template(letter.template.key)
            letter.wording = OWN
            self.fields.show_letter(letter)
            self.learn.hide()
            self._keep()

        self.around.desk.do(
            keep_wording, letter.template.key, self.subject.text(), body, letter.values(),
            on_done=kept, on_trouble=self._show_note,
        )  # fmt: skip

    # The draft

    def _keep(self) -> None:
        self._draft.keep(self._state() if self._edited or any(self.letter.answers.values()) else None)

    def _state(self) -> dict[str, Any]:
        letter = self.letter
        return {
            "template": letter.template.key, "channel": letter.channel, "wording": letter.wording,
            "answers": letter.answers, "to": self.to.text(), "subject": self.subject.text(),
            "body": self.body.toPlainText() if self._edited else None, "remind": self.remind.isChecked(),
        }  # fmt: skip

    def take(self, state: dict[str, Any]) -> None:
        """Go on with a letter as it stood: a draft, or one that was not sent after all."""
        letter = self.letter
        if state.get("channel") in CHANNELS:
            letter.channel = str(state["channel"])
        letter.use_template(str(state.get("template")))
        if state.get("wording") in letter.template.wordings:
            letter.wording = str(state["wording"])
        answers = state.get("answers")
        letter.answers = {str(k): str(v) for k, v in answers.items()} if isinstance(answers, dict) else {}
        self.to.setText(str(state.get("to") or ""))
        self.to.setProperty("channel", letter.channel)
        self.remind.setChecked(bool(state.get("remind")))
        body = state.get("body")
        self._edited = body is not None
        if body is not None:
            self.subject.setText(str(state.get("subject") or ""))
            self.body.put(str(body))
        self._show_letter()

    def _take_draft(self) -> None:
        state = self._draft.read()
        if isinstance(state, dict):
            self.take(state)

    def flush(self) -> None:
        """Keep what was typed this moment."""
        self._draft.flush()

    # Leaving and sending

    def begin(self) -> None:
        """The keyboard goes to what is missing, else to sending."""
        first = next((field for field in self.gaps.fields.values() if not field.text()), None)
        (first or self.send_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Close; what was typed is kept as a draft."""
        self.flush()
        self.closed.emit()

    def _pass(self) -> None:
        self.flush()
        self.passed.emit()

    def send(self) -> None:
        """Open it in her program and log it at once; what is missing is asked for first."""
        self._send(with_link=True)

    def copy_and_log(self) -> None:
        """Log it; the text goes to the clipboard, and no program opens."""
        self._send(with_link=False)

    def _send(self, *, with_link: bool) -> None:
        letter, to = self.letter, self.to.text().strip()
        if self._sending or not self._is_complete():
            return
        body = self.body.toPlainText().strip()
        if with_link and letter.channel == "email" and not to:
            self._show_note(self._no_address())
            self.to.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        way = way_out(letter.channel, to, self.subject.text(), body)
        copied = way.clipboard if with_link else body if letter.channel != "phone" else ""
        if copied:
            QGuiApplication.clipboard().setText(copied)
        if with_link and way.link and not self._open_link(way.link):
            QGuiApplication.clipboard().setText(body)
            self._show_note(self._no_program())
            self.copy_button.show()
            return
        self._log(body, bool(copied))

    def _is_complete(self) -> bool:
        """Whether every word is there. Asked once; sending again leaves the sentence out."""
        missing = [] if self._edited else self.letter.message().missing
        if not missing or self._warned:
            return True
        self._warned = True
        self._show_note(_("Answer this first. Sending once more leaves the sentence out."))
        field = self.gaps.fields.get(missing[0].field)
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def _log(self, body: str, copied: bool) -> None:
        letter = self.letter
        row = follow_ups.one(self.around.desk.read, letter.follow_up.id) if letter.follow_up else None
        still_open = row is not None and row.state == "open"
        remind = self.remind.isChecked() and self.remind.isEnabled()
        sent = Sent(
            letter.person.id, letter.person.name, row.id if row and still_open else None, letter.title, letter.channel,
            body if letter.channel != "phone" or self._edited else "", letter.reply_day() if remind else None,
            letter.key, letter.new_settings(),
        )  # fmt: skip
        state, self._sending = self._state(), True
        self.setProperty("state", state)
        self.setProperty("copied", copied)

        def logged(step: int) -> None:
            self._draft.drop()
            self.sent.emit(sent, step)

        def refused(sentence: str) -> None:
            self._sending = False
            self._show_note(sentence)

        desk = self.around.desk
        desk.do(log_sent, sent, today=desk.today, quiet=True, on_done=logged, on_trouble=refused)

    def _look_again(self, changes: Any) -> None:
        """Somebody else dealt with it meanwhile: say so, keep every word."""
        if self._sending or self.letter.follow_up is None or not changes.touches("follow_up"):
            return
        row = follow_ups.one(self.around.desk.read, self.letter.follow_up.id)
        if row is None or row.state != "open":
            self._show_note(_("Changed elsewhere: this step is closed already. Sending logs one more message."))
