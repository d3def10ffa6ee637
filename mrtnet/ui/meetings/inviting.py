"""Inviting from the window: the invitation, its update, the cancellation, and her own answer to one she was sent.

As a message in her mail program, or through her own mail server. What the others were told last is remembered, so that
after a move the meeting says so and one click tells them.
"""

import os
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from mrtnet import paths
from mrtnet.domain.calendar import Entry
from mrtnet.domain.rows import MeetingPersonRow, MeetingRow
from mrtnet.exchange.invitations import google_link, outlook_link
from mrtnet.queries import calendar, meetings, planning, quiet
from mrtnet.queries.calendar import Chosen
from mrtnet.queries.reading import Connection
from mrtnet.sync import inviting, items, secrets
from mrtnet.sync.inviting import Ready
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.feeding import by_writer
from mrtnet.ui.jobs import Job
from mrtnet.ui.links import open_link
from mrtnet.ui.programs import MESSAGE, opens
from mrtnet.words import _, listed

FOLDER = "mail"
_KEY = "invited "
ANSWERS = ("ACCEPTED", "TENTATIVE", "DECLINED")


class Behind(NamedTuple):
    """What the others do not know: a sentence, and the words of the button that tells them."""

    words: str
    button: str


def install(around: Around) -> None:
    """Offer inviting, answering and taking a proposed time in this window."""
    from mrtnet.ui.meetings.invite import ask_to_answer, ask_to_invite

    around.commands.offer("meeting_invite", lambda: ask_to_invite(around, around.subject().meeting_id))
    around.commands.offer("meeting_answer", lambda: ask_to_answer(around, around.subject().meeting_id))
    around.commands.offer("meeting_take", lambda: take_proposed(around, around.subject().meeting_id))


def open_in_mail(path: Path) -> bool:
    """Give one of our messages to the mail program; False where nothing opens it."""
    return path.suffix == ".eml" and opens(MESSAGE) and QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class Inviting(QObject):
    """One window's way to the others; `told` when they were. `open_file` and `send_message` are replaced in tests."""

    told = Signal()

    def __init__(self, around: Around) -> None:
        super().__init__(around.window)
        self.around = around
        self.open_file: Callable[[Path], bool] = open_in_mail
        self.send_message: Callable[..., None] = inviting.send

    def tell(self, meeting_id: int, text: str = "", *, by_server: bool | None = None, password: str = "") -> None:
        """The invitation, update or cancellation as the meeting now stands. By her own server where one is set up."""
        desk = self.around.desk
        by_server = bool(desk.about.smtp_server.strip()) if by_server is None else by_server
        if by_server and not password and desk.about.smtp_user:
            password = secrets.password_of(inviting.secret_of(desk.about)) or ""
            if not password:
                from mrtnet.ui.meetings.invite import AskPassword

                AskPassword(self.around, lambda typed: self.tell(meeting_id, text, by_server=True, password=typed))
                return
        act = self._send if by_server else self._open
        by_writer(
            desk,
            lambda: inviting.ready(desk.book, meeting_id, text),
            on_done=lambda ready: act(meeting_id, ready, password),
            on_trouble=desk.trouble.emit,
        )

    def answer(self, meeting_id: int, partstat: str) -> None:
        """Her answer to whoever invited her, as a message in her mail program; a no takes the meeting off."""
        from mrtnet.edits import meetings as edits

        desk = self.around.desk
        try:
            ready = inviting.ready_answer(desk.book, meeting_id, partstat)
        except Trouble as trouble:
            desk.trouble.emit(str(trouble))
            return
        if self._open_message(ready.message, f"answer-{meeting_id}"):
            if partstat == "DECLINED":
                self.around.do(edits.cancel_meeting, meeting_id)
            else:
                desk.said.emit(_("Your answer lies in your mail program. Send it there."), 0)

    def _open(self, meeting_id: int, ready: Ready, _password: str) -> None:
        if self._open_message(ready.message, f"{ready.method.lower()}-{meeting_id}"):
            self._remember(meeting_id, ready)

    def _send(self, meeting_id: int, ready: Ready, password: str) -> None:
        desk, about, send = self.around.desk, self.around.desk.about, self.send_message

        def work(_job: Job) -> None:
            send(ready.message, about, password)

        def sent(_result: object) -> None:
            self._remember(meeting_id, ready)
            desk.said.emit(_("Sent to {names}.").format(names=listed(list(ready.names))), 0)

        self.around.jobs.start(_("Sending the invitation"), work, on_done=sent, on_trouble=desk.trouble.emit)

    def _remember(self, meeting_id: int, ready: Ready) -> None:
        from mrtnet.edits import meetings as edits

        desk = self.around.desk
        if not desk.book.read_only:
            desk.quietly(remember, ready.entry, on_done=lambda _done: self.told.emit())
            self.around.do(edits.was_invited, meeting_id)

    def _open_message(self, message: EmailMessage, name: str) -> bool:
        """Write it where only she reads it and open it; says so where nothing does."""
        desk = self.around.desk
        try:
            path = write_message(message, name)
        except Trouble as trouble:
            desk.trouble.emit(str(trouble))
            return False
        if self.open_file(path):
            return True
        sentence = _("No program opens mail files, so nobody was told. The message lies in “{name}”: send it by hand.")
        desk.trouble.emit(sentence.format(name=path))
        return False


def inviting_of(around: Around) -> Inviting:
    """The one of this window."""
    found = around.window.findChild(Inviting)
    return found if isinstance(found, Inviting) else Inviting(around)


def write_message(message: EmailMessage, name: str) -> Path:
    """The message as a file that mail programs open as a draft. Raises Trouble where it cannot be written."""
    folder = paths.data_dir() / FOLDER
    path = folder / f"{re.sub(r'[^a-z0-9-]', '', name.lower())}.eml"
    if "X-Unsent" not in message:
        message["X-Unsent"] = "1"  # Outlook opens it to be sent, not as one that came
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        paths.write_whole(path, message.as_bytes())
    except OSError as wrong:
        why = os.strerror(wrong.errno) if wrong.errno else str(wrong)
        raise Trouble(_("The message “{name}” could not be written: {why}.").format(name=path, why=why)) from None
    return path


def links(around: Around, row: MeetingRow) -> Mapping[str, str]:
    """Links that put the meeting into a calendar on the web, by what the button says; none without a date."""
    entry = _entry(around.desk.read, row, around.desk.about)
    if entry is None:
        return {}
    return {_("Add to Google Calendar"): google_link(entry), _("Outlook on the web"): outlook_link(entry)}


def open_web_calendar(around: Around, link: str) -> None:
    """Open such a link."""
    if not open_link(link):
        around.desk.trouble.emit(_("The browser did not open."))


def behind(connection: Connection, row: MeetingRow, about: Any) -> Behind | None:
    """What was told to the others and is no longer so; None where nothing was, or all is as they know it."""
    told = quiet.told(connection, _KEY + row.uid)
    if not told or row.ical_uid:
        return None
    off = bool(row.dates.cancelled_on)
    if off or told.get("cancelled"):
        gone = Behind(_("They still think that you meet."), _("Send the cancellation"))
        back = Behind(_("They think that it is called off."), _("Send the invitation"))
        return None if off and told.get("cancelled") else gone if off else back
    entry = _entry(connection, row, about)
    if entry is None or row.dates.declined_on:
        return None
    now = _public(entry)
    if told.get("when") != now["when"]:
        return Behind(_("They still have the old time."), _("Send the update"))
    return Behind(_("They still have the old details."), _("Send the update")) if told != now else None


def remember(connection: Connection, entry: Entry) -> None:
    """This is what the others were told last."""
    quiet.keep(connection, _KEY + entry.uid, _public(entry))


def take_proposed(around: Around, meeting_id: int | None) -> None:
    """The meeting moves to the time that one of the others proposes; the first one who does."""
    from mrtnet.edits import meetings as edits

    found = [each for each in _people(around, meeting_id) if each.proposed]
    if meeting_id is None or not found:
        around.desk.said.emit(_("Nobody proposes another time for this meeting."), 0)
        return
    at = datetime.fromisoformat(found[0].proposed)
    around.do(edits.move_meeting, meeting_id, at.date(), at.time(), by_them=True)


def _people(around: Around, meeting_id: int | None) -> Sequence[MeetingPersonRow]:
    return meetings.people(around.desk.read, meeting_id) if meeting_id is not None else ()


def _entry(connection: Connection, row: MeetingRow, about: Any) -> Entry | None:
    chosen = Chosen(kinds=frozenset({"meeting"}), meeting_ids=(row.id,))
    return items.entries_of(calendar.live(connection, chosen, zone=planning.my_zone(about)), about).get(row.uid)


def _public(entry: Entry) -> dict[str, Any]:
    """What of it the others see: not her alarms, nor what her calendar calls it."""
    when = (entry.start_day, entry.start_time, entry.end_day, entry.end_time, entry.zone, entry.second)
    return {
        "when": [str(each) for each in when],
        "where": [entry.location, entry.url, entry.description],
        "cancelled": entry.status == "CANCELLED",
    }
