"""Write and log (design 3.4): the message with its words filled in, what happens when it is sent, sending it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mrtnet.domain.kinds import CHANNELS as CHANNEL_KINDS
from mrtnet.domain.messages import WORDINGS, Gap, Message, count_for
from mrtnet.domain.when import say_when
from mrtnet.queries import follow_ups
from mrtnet.ui import names
from mrtnet.ui.around import Around
from mrtnet.ui.drafts import Draft
from mrtnet.ui.icons import icon as make_icon
from mrtnet.ui.widgets.basic import Avatar, Button, Card, Divider, Field, Label, ShortLabel, Symbol
from mrtnet.ui.write.body import Framed, Text
from mrtnet.ui.write.letter import CHANNELS, Letter, last_talk
from mrtnet.ui.write.segments import Segments
from mrtnet.ui.write.sending import Sent, log_sent, way_out
from mrtnet.words import _, later, plural

SEND = {
    "email": (later("Open in mail and log"), "paper-plane-tilt"),
    "linkedin": (later("Copy, open LinkedIn and log"), "linkedin-logo"),
    "phone": (later("Call and log"), "phone"),
    "card": (later("Copy text and log"), "mailbox"),
}
TO = {
    "email": (later("To"), later("Email address")),
    "linkedin": (later("Profile"), later("Link to the profile")),
    "phone": (later("Number"), later("Phone number")),
    "card": (later("Address"), later("Postal address")),
}
WORDING_TITLES = {"short": later("Short"), "warm": later("Warm"), "formal": later("Formal")}
LOGGED_BY = {"email": later("email"), "linkedin": later("LinkedIn message"), "phone": later("call"),
             "card": later("card")}  # fmt: skip


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
        self._gaps: dict[str, Field] = {}
        self._draft = Draft(around.desk, letter.key, self)
        self.setObjectName(names.dialog("write"))
        self.setAccessibleName(_("Write to {name}").format(name=letter.person.name))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._make_head(walk))
        column.addWidget(Divider(self.theme, "divider"))
        column.addWidget(self._make_middle(), 1)
        column.addWidget(Divider(self.theme, "divider"))
        column.addWidget(self._make_foot(bool(walk)))
        self._keys()
        self._take_draft()
        self._show_letter()
        around.desk.changed.connect(self._look_again)

    # Building

    def _make_head(self, walk: str) -> QWidget:
        px, person = self.around.px, self.letter.person
        head = QWidget()
        avatar = Avatar(self.theme, 36)
        avatar.show_person(person.name, person.id)
        name = ShortLabel(self.theme, person.name, "name")
        marks = Label(self.theme, ", ".join(person.credentials), "small", "text3")
        name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        first = QHBoxLayout()
        first.setSpacing(px(7))
        first.addWidget(name)
        first.addWidget(marks)
        first.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addLayout(first)
        words.addWidget(ShortLabel(self.theme, last_talk(self.around.desk, person.id), "small", "text3"))
        row = QHBoxLayout(head)
        row.setContentsMargins(px(18), px(13), px(12), px(13))
        row.setSpacing(px(12))
        row.addWidget(avatar)
        row.addLayout(words, 1)
        if walk:
            row.addWidget(Label(self.theme, walk, "small_medium", "text2", name="write.walk"))
        self.close_button = Button(self.theme, icon="x", kind="ghost", says=_("Close"), name="write.close")
        self.close_button.clicked.connect(self.leave)
        row.addWidget(self.close_button)
        return head

    def _make_middle(self) -> QScrollArea:
        px = self.around.px
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(px(18), px(14), px(18), px(12))
        self._column.setSpacing(px(10))
        self._column.addLayout(self._make_fields())
        self.gap_box = QGridLayout()
        self.gap_box.setHorizontalSpacing(px(12))
        self.gap_box.setVerticalSpacing(px(6))
        self.gap_box.setColumnStretch(1, 1)
        self._column.addLayout(self.gap_box)
        self.body = Text(self.theme, name="write.body", says=_("Message"))
        self.body.touched.connect(self._typed)
        self.frame = Framed(self.theme, self.body)
        self.frame.setMinimumHeight(px(150))
        self._column.addWidget(self.frame, 1)
        self.note = Label(self.theme, "", "small", "text3", wrap=True, name="write.note")
        self._column.addWidget(self.note)
        self._column.addWidget(self._make_coming())
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        return area

    def _make_fields(self) -> QGridLayout:
        px = self.around.px
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(10))
        grid.setColumnStretch(1, 1)
        channels = {key: _(CHANNEL_KINDS[key].title) for key in CHANNELS}
        self.channels = Segments(self.theme, channels, name="write.channel", says=_("Send by"))
        self.channels.chose.connect(self._choose_channel)
        self.to = Field(self.theme, name="write.to")
        self.to.textEdited.connect(lambda _text: self._keep())
        self.template = QComboBox()
        self.template.setObjectName("write.template")
        self.template.setAccessibleName(_("Template"))
        self.template.setMinimumWidth(px(90))
        self.template.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.template.activated.connect(lambda place: self._choose_template(str(self.template.itemData(place))))
        titles = {key: _(WORDING_TITLES[key]) for key in WORDINGS}
        self.wordings = Segments(self.theme, titles, name="write.wording", says=_("Wording"))
        self.wordings.chose.connect(self._choose_wording)
        self.subject = Field(self.theme, name="write.subject")
        self.subject.setAccessibleName(_("Subject"))
        self.subject.textEdited.connect(lambda _text: self._typed())
        self._to_word = Label(self.theme, _("To"), "body", "text2")
        self._subject_word = Label(self.theme, _("Subject"), "body", "text2")
        self._template_row = QHBoxLayout()
        self._template_row.setSpacing(px(8))
        self._template_row.addWidget(self.template, 1)
        self._template_row.addWidget(self.wordings)
        grid.addWidget(Label(self.theme, _("Send by"), "body", "text2"), 0, 0)
        grid.addWidget(self.channels, 0, 1, Qt.AlignmentFlag.AlignLeading)
        grid.addWidget(self._to_word, 1, 0)
        grid.addWidget(self.to, 1, 1)
        grid.addWidget(Label(self.theme, _("Template"), "body", "text2"), 2, 0)
        grid.addLayout(self._template_row, 2, 1)
        grid.addWidget(self._subject_word, 3, 0)
        grid.addWidget(self.subject, 3, 1)
        return grid

    def _make_coming(self) -> QWidget:
        px = self.around.px
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(7))
        head = QHBoxLayout()
        head.addWidget(Label(self.theme, _("When you send"), "strong"))
        head.addStretch(1)
        self.shaded_note = ShortLabel(
            self.theme, _("Shaded words come from your notes. Click one to change it."), "small", "text3")  # fmt: skip
        self.shaded_note.setAlignment(Qt.AlignmentFlag.AlignTrailing)
        self.shaded_note.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        head.addWidget(self.shaded_note, 4)
        column.addLayout(head)
        self.log_words = ShortLabel(self.theme, "", "body", "text2", name="write.will_log")
        column.addLayout(self._line("note-pencil", self.log_words))
        coming = self.letter.coming()
        self.next_words = ShortLabel(self.theme, "", "body", "text2", name="write.will_follow")
        column.addLayout(self._line(coming.icon if coming else "circle-dashed", self.next_words))
        if coming is None:
            self.next_words.setText(_("No next step is planned"))
        else:
            day = say_when(coming.day, self.around.desk.today)
            parts = (_("Next step: {step}").format(step=coming.title), day, coming.source)
            self.next_words.setText(" · ".join(part for part in parts if part))
        self.remind = QCheckBox(_("If no answer, remind me {day}").format(
            day=say_when(self.letter.reply_day(), self.around.desk.today)))  # fmt: skip
        self.remind.setObjectName("write.remind")
        self.remind.toggled.connect(lambda _on: self._keep())
        if self.letter.looks_after_itself():
            self.remind.setChecked(True)
            self.remind.setEnabled(False)
        column.addWidget(self.remind)
        return box

    def _line(self, icon: str, words: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.around.px(8))
        row.addWidget(Symbol(self.theme, "check", "accent", size=14))
        row.addWidget(Symbol(self.theme, icon, "text3", size=15))
        row.addWidget(words, 1)
        return row

    def _make_foot(self, walking: bool) -> QWidget:
        px = self.around.px
        foot = QWidget()
        self.send_button = Button(self.theme, kind="primary", icon="paper-plane-tilt", name="write.send",
                                  hint=QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText)
                                  .replace("Return", "Enter"))  # fmt: skip
        self.copy_button = Button(self.theme, _("Copy text and log"), "copy", name="write.copy")
        self.keep_button = Button(self.theme, _("Save draft"), kind="ghost", name="write.keep")
        self.pass_button = Button(self.theme, _("Next one"), "arrow-right", kind="ghost", name="write.pass")
        self.pass_button.setVisible(walking)
        self.send_button.clicked.connect(self.send)
        self.copy_button.clicked.connect(self.copy_and_log)
        self.keep_button.clicked.connect(self.leave)
        self.pass_button.clicked.connect(self._pass)
        self._foot = QHBoxLayout(foot)
        self._foot.setContentsMargins(px(15), px(10), px(15), px(10))
        self._foot.setSpacing(px(8))
        for button in (self.send_button, self.copy_button):
            self._foot.addWidget(button)
        self._foot.addStretch(1)
        for button in (self.keep_button, self.pass_button):
            self._foot.addWidget(button)
        return foot

    def _keys(self) -> None:
        for keys, act in (("Ctrl+Return", self.send), ("Ctrl+Enter", self.send), ("Escape", self.leave)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # Showing

    def _show_letter(self) -> None:
        """Everything but the words of the text itself."""
        letter = self.letter
        self.channels.mark(letter.channel)
        self._show_templates()
        self.wordings.mark(letter.wording)
        self.wordings.allow(set(letter.template.wordings))
        word, says = TO[letter.channel]
        self._to_word.setText(_(word))
        self.to.setAccessibleName(_(word))
        self.to.setPlaceholderText(_(says))
        addresses = letter.addresses()
        if not self.to.text() or self.to.property("channel") != letter.channel:
            self.to.setText(addresses[0] if addresses else "")
        self.to.setProperty("channel", letter.channel)
        completer = QCompleter(addresses, self.to)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.to.setCompleter(completer)
        for widget in (self.subject, self._subject_word):
            widget.setVisible(letter.channel == "email")
        words, icon = SEND[letter.channel]
        self.send_button.say(_(words))
        self.send_button.setIcon(make_icon(self.theme, icon, "on_accent"))
        self.copy_button.setVisible(letter.channel in ("email", "phone"))
        self.copy_button.say(_("Log without calling") if letter.channel == "phone" else _("Copy text and log"))
        self.log_words.setText(_("Log “{what}” on the timeline · today, {way}").format(
            what=letter.title, way=_(LOGGED_BY[letter.channel])))  # fmt: skip
        self._fill()

    def _show_templates(self) -> None:
        with QSignalBlocker(self.template):
            self.template.clear()
            for found in self.letter.templates():
                self.template.addItem(_(found.title), found.key)
            self.template.setCurrentIndex(self.template.findData(self.letter.template.key))

    def _fill(self) -> None:
        """The text from the template, unless she has changed it by hand."""
        if not self._edited:
            self._message = self.letter.message()
            self.subject.setText(self._message.subject)
            self.body.put(self._message.body, [span for span in self._message.spans if not span.neutral])
        self._show_gaps()
        self._show_note()

    def _show_gaps(self) -> None:
        """A line for each word that is missing, with the question; answered ones stay while she is at it."""
        asked = [] if self._edited else self._message.missing
        for gap in asked:
            if gap.field not in self._gaps:
                self._ask(gap)
        if self._edited or not (asked or self._gaps):
            self._forget_gaps()
        self.shaded_note.setVisible(bool(self._message.spans) and not self._edited)

    def _ask(self, gap: Gap) -> None:
        field = Field(self.theme, name=f"write.gap.{gap.field}")
        field.setText(self.letter.answers.get(gap.field, ""))
        field.setAccessibleName(gap.question)
        field.textEdited.connect(lambda text, key=gap.field: self._answer(key, text))
        field.returnPressed.connect(lambda: self.focusNextChild())
        label = Label(self.theme, gap.question, "medium", "amber", wrap=True)
        row = self.gap_box.rowCount()
        self.gap_box.addWidget(label, row, 0)
        self.gap_box.addWidget(field, row, 1)
        self._gaps[gap.field] = field

    def _forget_gaps(self) -> None:
        self._gaps.clear()
        while (item := self.gap_box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

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
        self._forget_gaps()
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
        first = next((field for field in self._gaps.values() if not field.text()), None)
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
            self._show_note(_("No program answered. The text is on the clipboard; nothing was logged."))
            return
        self._log(body, bool(copied))

    def _is_complete(self) -> bool:
        """Whether every word is there. Asked once; sending again leaves the sentence out."""
        missing = [] if self._edited else self.letter.message().missing
        if not missing or self._warned:
            return True
        self._warned = True
        self._show_note(_("Answer this first. Sending once more leaves the sentence out."))
        field = self._gaps.get(missing[0].field)
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
