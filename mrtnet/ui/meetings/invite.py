"""The small windows of inviting: the words that go along, what she answers, a password; and who has answered what."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from mrtnet.domain.rows import MeetingPersonRow, MeetingRow
from mrtnet.queries import meetings
from mrtnet.queries.reading import Connection, all_rows, in_batches
from mrtnet.sync import inviting as sending
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.meetings.inviting import behind, inviting_of, links, open_web_calendar, take_proposed
from mrtnet.ui.meetings.words import say_both, title_of
from mrtnet.ui.note_guard import NoteGuard
from mrtnet.ui.saying import Status
from mrtnet.ui.widgets.basic import Button, Card, Field, Label, Symbol
from mrtnet.ui.widgets.flow import Flow
from mrtnet.words import _, listed


def ask_to_invite(around: Around, meeting_id: int | None) -> None:
    """The window with the words of the invitation; a sentence where there is nobody to invite."""
    row = meetings.row(around.desk.read, meeting_id) if meeting_id is not None else None
    if row is None:
        around.desk.said.emit(_("Choose a meeting first."), 0)
    elif row.ical_uid:
        ask_to_answer(around, row.id)
    elif row.starts is None:
        around.desk.trouble.emit(_("This meeting has no date yet. Give it one first."))
    else:
        InviteDialog(around, row).open_at()


def ask_to_answer(around: Around, meeting_id: int | None) -> None:
    """The window that asks what she answers to an invitation."""
    row = meetings.row(around.desk.read, meeting_id) if meeting_id is not None else None
    if row is None or not row.ical_uid or not row.organizer:
        around.desk.said.emit(_("Nobody invited you to this meeting by a calendar file."), 0)
    else:
        AnswerDialog(around, row).open_at()


class InviteDialog(SmallDialog):
    """To whom, the words, and the ways: her mail program, her server, a calendar on the web."""

    def __init__(self, around: Around, row: MeetingRow) -> None:
        off = row.dates.cancelled_on is not None
        news = behind(around.desk.read, row, around.desk.about)
        title = _("Call off") if off else _("Send the update") if news else _("Invite")
        super().__init__(around, "invite", title, _("Open in mail"), icon="envelope-simple")
        theme, px, about = self.theme, around.px, around.desk.about
        self.row = row
        people = meetings.people(self.desk.read, row.id)
        to = [_("{name} ({email})").format(name=each.name, email=each.email or _("no address")) for each in people]
        self.column.addWidget(Label(theme, title, "section"))
        self.column.addWidget(Label(theme, _("To {people}").format(people=listed(to)), "body", "text2", wrap=True))
        self.text = QPlainTextEdit()
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.setObjectName("invite.text")
        self.text.setAccessibleName(_("Words that go along"))
        self.text.setFont(theme.font("body"))
        self.text.setTabChangesFocus(True)
        self.text.setPlainText(sending.usual_text(row, people, about, "CANCEL" if off else "REQUEST"))
        self.text.setMinimumHeight(px(150))
        self.column.addWidget(self.text, 1)
        self.guard = NoteGuard(self.desk, theme, self.text)
        self.guard.changed.connect(self._fit_height)
        self.column.addWidget(self.guard)
        self.column.addWidget(
            Label(theme, _("The calendar part goes along; your private notes never do."), "small", "text3", wrap=True)
        )
        ways = QWidget()
        flow = Flow(px(8))
        ways.setLayout(flow)
        self.by_server = Button(
            theme, _("Send by {server}").format(server=about.smtp_server.partition(":")[0]), "paper-plane-tilt",
            name="invite.server",
        )  # fmt: skip
        self.by_server.setAutoDefault(False)
        self.by_server.clicked.connect(lambda: self._tell(by_server=True))
        self.by_server.setVisible(bool(about.smtp_server.strip()))
        flow.addWidget(self.by_server)
        for number, (words, link) in enumerate(links(around, row).items()):
            button = Button(theme, words, "globe-simple", kind="ghost", small=True, name=f"invite.web.{number}")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on=False, link=link: open_web_calendar(around, link))
            flow.addWidget(button)
        self.column.addWidget(ways)
        missing = [each.name for each in people if not each.email]
        if missing:
            names = listed(missing)
            self.tell(_("{names}: no email address on file. Enter one in the person first.").format(names=names))
        if not about.email.strip():
            self.tell(_("An invitation needs your own email address. Enter it in Settings."))
        self.take.setEnabled(not missing and bool(about.email.strip()))
        self.by_server.setEnabled(self.take.isEnabled())
        self.resize(px(520), px(420))
        (self.take if self.take.isEnabled() else self.text).setFocus()

    def finish(self) -> bool:
        """Open it in her mail program."""
        self._tell(by_server=False)
        return True

    def _tell(self, *, by_server: bool) -> None:
        inviting_of(self.around).tell(self.row.id, self.text.toPlainText(), by_server=by_server)
        if by_server:
            self.accept()


class AnswerDialog(SmallDialog):
    """Yes, perhaps, no to an invitation she was sent."""

    def __init__(self, around: Around, row: MeetingRow) -> None:
        super().__init__(around, "answer", _("Answer the invitation"), _("Accept"))
        theme, px = self.theme, around.px
        self.row = row
        who = row.people[0] if row.people else row.organizer
        self.column.addWidget(Label(theme, _("Answer {name}?").format(name=who), "section", wrap=True))
        words = _("{what}. The answer opens in your mail program; nothing is sent without you.")
        self.column.addWidget(Label(theme, words.format(what=title_of(row)), "body", "text2", wrap=True))
        others = QWidget()
        flow = Flow(px(8))
        others.setLayout(flow)
        self.perhaps = Button(theme, _("Tentative"), "question", name="answer.tentative")
        self.decline = Button(theme, _("Decline"), "x-circle", name="answer.decline")
        for button, partstat in ((self.perhaps, "TENTATIVE"), (self.decline, "DECLINED")):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on=False, said=partstat: self._answer(said))
            flow.addWidget(button)
        self.column.addWidget(others)
        self.setMinimumWidth(px(400))
        self.take.setFocus()

    def finish(self) -> bool:
        """Yes."""
        inviting_of(self.around).answer(self.row.id, "ACCEPTED")
        return True

    def _answer(self, partstat: str) -> None:
        self.accept()
        inviting_of(self.around).answer(self.row.id, partstat)


class AskPassword(SmallDialog):
    """The password of a server, typed each time where no keyring keeps it."""

    def __init__(self, around: Around, then: Callable[[str], None], whose: str = "") -> None:
        super().__init__(around, "password", _("Password"), _("Go on"))
        self._then = then
        who = whose or around.desk.about.smtp_user
        self.column.addWidget(Label(self.theme, _("Password of {who}").format(who=who), "section", wrap=True))
        self.field = Field(self.theme, _("Password"), "lock-simple", name="password.field")
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.column.addWidget(self.field)
        self.column.addWidget(Label(self.theme, _("It is used once and not kept."), "small", "text3", wrap=True))
        self.setMinimumWidth(around.px(380))
        self.field.setFocus()
        self.open_at()

    def finish(self) -> bool:
        """Go on with what was typed."""
        if not self.field.text():
            self.tell(_("Enter the password."))
            return False
        self._then(self.field.text())
        return True


def say_answer(person: MeetingPersonRow) -> str:
    """What one of the others answered: "Leilani Kealoha accepted"; "" where no answer is awaited."""
    if person.proposed:
        return _("{name} proposes another time").format(name=person.name)
    said = {
        "ACCEPTED": _("{name} accepted"),
        "DECLINED": _("{name} declined"),
        "TENTATIVE": _("{name} may come"),
        "DELEGATED": _("{name} sends somebody else"),
        "NEEDS-ACTION": _("{name} has not answered"),
    }
    return said.get(person.partstat, "").format(name=person.name)


def answers_in(connection: Connection, meeting_ids: Sequence[int]) -> dict[int, Status]:
    """What the others of these meetings answered, in a word or two; nothing where no answer came."""
    found: dict[int, list[tuple[str, str]]] = {}
    for marks, batch in in_batches(meeting_ids):
        for meeting_id, partstat, proposed in all_rows(
            connection,
            f"SELECT meeting_id, partstat, proposed FROM meeting_person WHERE meeting_id IN ({marks})"
            " AND (partstat <> '' OR proposed <> '')",
            batch,
        ):
            found.setdefault(meeting_id, []).append((partstat, proposed))
    return {meeting_id: said for meeting_id, told in found.items() if (said := _in_short(told)) is not None}


def _in_short(told: Sequence[tuple[str, str]]) -> Status | None:
    stats = {partstat for partstat, _proposed in told}
    if any(proposed for _partstat, proposed in told):
        return Status(_("Other time proposed"), "arrows-clockwise", "amber")
    if "DECLINED" in stats:
        return Status(_("Declined"), "x-circle", "red")
    if stats == {"ACCEPTED"}:
        return Status(_("Accepted"), "check-circle", "green")
    return Status(_("Tentative"), "question", "blue") if "TENTATIVE" in stats else None


class Answers(Card):
    """Beside a meeting: who answered what, a time proposed instead, and what the others do not know yet."""

    def __init__(self, around: Around, place: str) -> None:
        super().__init__(around.theme, "violet_tint")
        self.around = around
        px, theme = around.px, around.theme
        self._row: MeetingRow | None = None
        self.words = Label(theme, "", "medium", "violet", wrap=True, name=f"{place}.answers")
        self.take = Button(theme, _("Take this time"), "check", small=True, name=f"{place}.take",
                           hint=around.commands.key_of("meeting_take"))  # fmt: skip
        self.take.clicked.connect(self._take)
        self.tell = Button(theme, "", "paper-plane-tilt", small=True, name=f"{place}.tell")
        self.tell.clicked.connect(lambda: self._row and inviting_of(around).tell(self._row.id))
        inviting_of(around).told.connect(lambda: self.show_for(self._row))
        line = QHBoxLayout()
        line.setSpacing(px(8))
        line.addWidget(Symbol(theme, "envelope-open", "violet"))
        line.addWidget(self.words, 1)
        buttons = QWidget()
        flow = Flow(px(8))
        buttons.setLayout(flow)
        flow.addWidget(self.take)
        flow.addWidget(self.tell)
        self._buttons = buttons
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14), px(8), px(10), px(8))
        column.setSpacing(px(6))
        column.addLayout(line)
        column.addWidget(buttons)
        self.hide()

    def show_for(self, row: MeetingRow | None) -> None:
        """Show what is known of the others; nothing hides it."""
        self._row, desk = row, self.around.desk
        if row is None:
            self.hide()
            return
        people = meetings.people(desk.read, row.id)
        said = [words for each in people if (words := say_answer(each))]
        proposed = next((each.proposed for each in people if each.proposed), "")
        if proposed:
            start = datetime.fromisoformat(proposed)
            end = start + timedelta(minutes=row.minutes)
            said.append(_("Proposed: {when}").format(when=say_both(start, end, desk.today)))
        try:
            news = behind(desk.read, row, desk.about)
        except Trouble:
            news = None
        if news is not None:
            said.append(news.words)
            self.tell.say(news.button)
        live = not (row.dates.cancelled_on or row.dates.declined_on or row.dates.held_on)
        self.take.setVisible(bool(proposed) and live)
        self.tell.setVisible(news is not None)
        self._buttons.setVisible((bool(proposed) and live) or news is not None)
        self.words.setText("\n".join(said))
        self.setVisible(bool(said))

    def _take(self) -> None:
        if self._row is not None:
            take_proposed(self.around, self._row.id)
