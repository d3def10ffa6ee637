"""The parts of a letter on the screen: to whom, how and with which words, what follows from it, the foot."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mrtnet.domain.kinds import CHANNELS as CHANNEL_KINDS
from mrtnet.domain.messages import OWN, WORDINGS, Gap
from mrtnet.domain.when import say_inside, say_when
from mrtnet.ui.around import Around
from mrtnet.ui.icons import icon as make_icon
from mrtnet.ui.widgets.basic import Avatar, Button, Field, Label, ShortLabel, Symbol
from mrtnet.ui.widgets.choice import Choice
from mrtnet.ui.widgets.emptying import empty
from mrtnet.ui.widgets.flow import Flow
from mrtnet.ui.widgets.keyboard import key_words
from mrtnet.ui.write.letter import CHANNELS, Letter, last_talk
from mrtnet.ui.write.segments import Segments
from mrtnet.words import _, later

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
WORDING_TITLES = {"short": later("Short"), "warm": later("Warm"), "formal": later("Formal"), OWN: later("Yours")}
LOGGED_BY = {"email": later("email"), "linkedin": later("LinkedIn message"), "phone": later("call"),
             "card": later("card")}  # fmt: skip


class Head(QWidget):
    """Who it is to and what was talked about last; `walk` says where she is among several messages: "2 of 5"."""

    def __init__(self, around: Around, letter: Letter, walk: str) -> None:
        super().__init__()
        px, theme, person = around.px, around.theme, letter.person
        avatar = Avatar(theme, 36)
        avatar.show_person(person.name, person.id)
        name = ShortLabel(theme, person.name, "name")
        name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        first = QHBoxLayout()
        first.setSpacing(px(7))
        first.addWidget(name)
        first.addWidget(ShortLabel(theme, ", ".join(person.credentials), "small", "text3"))
        first.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addLayout(first)
        words.addWidget(ShortLabel(theme, last_talk(around.desk, person.id), "small", "text3"))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(18), px(13), px(12), px(13))
        row.setSpacing(px(12))
        row.addWidget(avatar)
        row.addLayout(words, 1)
        if walk:
            row.addWidget(Label(theme, walk, "small_medium", "text2", name="write.walk"))
        self.close_button = Button(theme, icon="x", kind="ghost", says=_("Close"), name="write.close")
        row.addWidget(self.close_button)


class Fields(QWidget):
    """The way it is sent, the address, template and wording, the subject."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        px, theme = around.px, around.theme
        channels = {key: _(CHANNEL_KINDS[key].title) for key in CHANNELS}
        self.channels = Segments(theme, channels, name="write.channel", says=_("Send by"))
        self.to = Field(theme, name="write.to")
        self.template = Choice("write.template", _("Template"), least=0)
        self.template.setMinimumWidth(px(90))
        titles = {key: _(WORDING_TITLES[key]) for key in (*WORDINGS, OWN)}
        self.wordings = Segments(theme, titles, name="write.wording", says=_("Wording"))
        self.subject = Field(theme, name="write.subject")
        self.subject.setAccessibleName(_("Subject"))
        self._to_word = Label(theme, _("To"), "body", "text2")
        self._subject_word = Label(theme, _("Subject"), "body", "text2")
        template_row = QHBoxLayout()
        template_row.setSpacing(px(8))
        template_row.addWidget(self.template, 1)
        template_row.addWidget(self.wordings)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(10))
        grid.setColumnStretch(1, 1)
        grid.addWidget(Label(theme, _("Send by"), "body", "text2"), 0, 0)
        grid.addWidget(self.channels, 0, 1, Qt.AlignmentFlag.AlignLeading)
        grid.addWidget(self._to_word, 1, 0)
        grid.addWidget(self.to, 1, 1)
        grid.addWidget(Label(theme, _("Template"), "body", "text2"), 2, 0)
        grid.addLayout(template_row, 2, 1)
        grid.addWidget(self._subject_word, 3, 0)
        grid.addWidget(self.subject, 3, 1)

    def show_letter(self, letter: Letter) -> None:
        """Everything but the words of the text itself."""
        self.channels.mark(letter.channel)
        with QSignalBlocker(self.template):
            self.template.clear()
            for found in letter.templates():
                self.template.addItem(_(found.title), found.key)
            self.template.setCurrentIndex(self.template.findData(letter.template.key))
        self.wordings.mark(letter.wording)
        self.wordings.allow(set(letter.template.wordings), unseen=OWN)
        self._show_address(letter)
        for widget in (self.subject, self._subject_word):
            widget.setVisible(letter.channel == "email")

    def _show_address(self, letter: Letter) -> None:
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


class Gaps(QGridLayout):
    """A line for each word that is missing, with the question; answered ones stay while she is at it."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self._theme = around.theme
        self.fields: dict[str, Field] = {}
        self.setHorizontalSpacing(around.px(12))
        self.setVerticalSpacing(around.px(6))
        self.setColumnStretch(1, 1)

    def ask(self, gap: Gap, answer: str) -> Field:
        """One more."""
        field = Field(self._theme, name=f"write.gap.{gap.field}")
        field.setText(answer)
        field.setAccessibleName(gap.question)
        field.returnPressed.connect(field.focusNextChild)
        row = self.rowCount()
        self.addWidget(Label(self._theme, gap.question, "medium", "amber", wrap=True), row, 0)
        self.addWidget(field, row, 1)
        self.fields[gap.field] = field
        return field

    def forget(self) -> None:
        """Nothing is asked for any more."""
        self.fields.clear()
        empty(self)


class Coming(QWidget):
    """What will happen when it is sent: the log, the next step, a look after the answer."""

    def __init__(self, around: Around, letter: Letter) -> None:
        super().__init__()
        self._around, self._letter = around, letter
        theme = around.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(around.px(7))
        self.shaded_note = ShortLabel(
            theme, _("Shaded words come from your notes. Click one to change it."), "small", "text3"
        )
        self.shaded_note.setAlignment(Qt.AlignmentFlag.AlignTrailing)
        self.shaded_note.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        head = QHBoxLayout()
        head.addWidget(Label(theme, _("When you send"), "strong"))
        head.addStretch(1)
        head.addWidget(self.shaded_note, 4)
        column.addLayout(head)
        coming = letter.coming()
        self.log_words = ShortLabel(theme, "", "body", "text2", name="write.will_log")
        self.next_words = ShortLabel(theme, self._say_next(), "body", "text2", name="write.will_follow")
        column.addLayout(self._line("note-pencil", self.log_words))
        column.addLayout(self._line(coming.icon if coming else "circle-dashed", self.next_words))
        day = say_inside(letter.reply_day(), around.desk.today)
        self.remind = QCheckBox(_("If no answer, remind me {day}").format(day=day))
        self.remind.setObjectName("write.remind")
        self.remind.setIcon(make_icon(theme, "hourglass-medium", "text3"))
        if letter.looks_after_itself():
            self.remind.setChecked(True)
            self.remind.setEnabled(False)
        column.addWidget(self.remind)

    def show_letter(self, letter: Letter) -> None:
        """How it will be logged."""
        self.log_words.setText(_("Log “{what}” on the timeline · today, {way}").format(
            what=letter.title, way=_(LOGGED_BY[letter.channel])))  # fmt: skip

    def _say_next(self) -> str:
        coming = self._letter.coming()
        if coming is None:
            return _("No next step is planned")
        day = say_when(coming.day, self._around.desk.today)
        parts = (_("Next step: {step}").format(step=coming.title), day, coming.source)
        return " · ".join(part for part in parts if part)

    def _line(self, icon: str, words: QWidget) -> QHBoxLayout:
        theme = self._around.theme
        row = QHBoxLayout()
        row.setSpacing(self._around.px(8))
        row.addWidget(Symbol(theme, "check", "accent", size=14))
        row.addWidget(Symbol(theme, icon, "text3", size=15))
        row.addWidget(words, 1)
        return row


class Foot(QWidget):
    """Send, copy, keep for later, and the next one while she walks through several."""

    def __init__(self, around: Around, walking: bool) -> None:
        super().__init__()
        self._theme = around.theme
        px, theme = around.px, around.theme
        key = key_words("Ctrl+Return")
        self.send = Button(theme, kind="primary", icon="paper-plane-tilt", name="write.send", hint=key)
        self.copy = Button(theme, _("Copy text and log"), "copy", name="write.copy")
        self.keep = Button(theme, _("Save draft"), kind="ghost", name="write.keep")
        self.skip = Button(theme, _("Next one"), "arrow-right", kind="ghost", name="write.pass")
        self.skip.setVisible(walking)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(15), px(10), px(15), px(10))
        row.setSpacing(px(8))
        for stretch, buttons in ((1, (self.send, self.copy)), (0, (self.keep, self.skip))):
            group, flow = QWidget(), Flow(px(4))
            for button in buttons:
                flow.addWidget(button)
            group.setLayout(flow)
            row.addWidget(group, stretch, Qt.AlignmentFlag.AlignVCenter)

    def show_letter(self, letter: Letter) -> None:
        """The words of this way of sending."""
        words, icon = SEND[letter.channel]
        self.send.say(_(words))
        self.send.setIcon(make_icon(self._theme, icon, "on_accent"))
        self.copy.setVisible(letter.channel in ("email", "phone"))
        self.copy.say(_("Log without calling") if letter.channel == "phone" else _("Copy text and log"))
