"""Invitations on their way out: as a message for her own mail program, as a file, or through her own mail server."""

import smtplib
import socket
import ssl
from datetime import datetime
from email.message import EmailMessage
from typing import NamedTuple

from mrtnet import clock
from mrtnet.domain import zoned
from mrtnet.domain.about import About
from mrtnet.domain.kinds import title
from mrtnet.domain.rows import MeetingPersonRow, MeetingRow
from mrtnet.domain.when import say_date
from mrtnet.domain.zone_words import say_zone
from mrtnet.exchange.invitations import Method, Party, invitation, mail
from mrtnet.queries import meetings
from mrtnet.queries.about import about as read_about
from mrtnet.queries.calendar import Chosen
from mrtnet.store.book import Book
from mrtnet.sync.items import going_out
from mrtnet.trouble import Trouble
from mrtnet.words import _, listed

PATIENCE = 20.0  # seconds without a word from the server
ACCOUNT = "smtp"
"""The name under which the keyring keeps the password of her mail server."""


class Ready(NamedTuple):
    """An invitation, update or cancellation that is ready to go; `names` are whom it goes to."""

    method: Method
    calendar: bytes
    message: EmailMessage
    names: tuple[str, ...]


def ready(book: Book, meeting_id: int, text: str = "") -> Ready:
    """The invitation to a meeting as it now stands; for one called off, its cancellation. `text`: her own words.

    Raises Trouble for a meeting without a date, of somebody else's, or with a guest whom no address reaches.
    """
    connection = book.read
    row = meetings.row(connection, meeting_id)
    if row is None:
        raise Trouble(_("There is no such meeting in the book."))
    if row.ical_uid:
        raise Trouble(_("This meeting was called by somebody else: answer the invitation instead."))
    if row.day is None or row.at is None or row.starts is None:
        raise Trouble(_("This meeting has no date yet. Give it one first."))
    about = read_about(connection)
    people = meetings.people(connection, meeting_id)
    found = going_out(book, Chosen(kinds=frozenset({"meeting"})), with_entries=True)
    entry = next((each for each in found.entries if each.uid == row.uid), None)
    if entry is None:
        raise Trouble(_("This meeting never left the book, so there is nothing to call off."))
    method: Method = "CANCEL" if entry.status == "CANCELLED" else "REQUEST"
    organizer = Party(about.email.strip(), about.name)
    guests = [Party(each.email, each.name, each.partstat or "NEEDS-ACTION") for each in people]
    said = entry._replace(summary=_summary(row, about), description=_words(row), url=row.url)
    calendar = invitation(said, organizer, guests, method)
    subject = _subject(row, about, method, entry.sequence)
    message = mail(
        calendar, method, organizer, guests, subject=subject, text=text or usual_text(row, people, about, method),
        now=clock.now(),
    )  # fmt: skip
    return Ready(method, calendar, message, tuple(each.name for each in people))


def usual_text(row: MeetingRow, people: list[MeetingPersonRow], about: About, method: Method = "REQUEST") -> str:
    """The words beside the invitation: when on both clocks, where, and what it is about. Nothing private."""
    assert row.starts is not None
    names = listed([each.name.split()[0] for each in people if each.name]) or _("all")
    opening = _("Hello {names},").format(names=names)
    if method == "CANCEL":
        body = _("our meeting on {when} is called off. Please take it out of your calendar.")
        lines = [opening, "", body.format(when=_when(row, row.zone)), "", about.name]
        return "\n".join(lines).rstrip() + "\n"
    lines = [opening, "", _("I look forward to talking with you."), "", _when(row, row.zone)]
    if row.their_zone and row.their_zone != row.zone:
        lines.append(_("For you: {when}").format(when=_when(row, row.their_zone)))
    lines += [each for each in (row.url, row.place, _phone(row)) if each]
    if row.purpose:
        lines += ["", row.purpose]
    return "\n".join([*lines, "", about.name]).rstrip() + "\n"


def send(message: EmailMessage, about: About, password: str, *, trust: ssl.SSLContext | None = None) -> None:
    """Hand the message to her own mail server: by TLS, or in the clear to this very machine only.

    Raises Trouble in a sentence for whatever is in the way. The message was not sent then.
    """
    host, port = server_of(about.smtp_server)
    secure = trust or ssl.create_default_context()
    try:
        with _connected(host, port, secure) as server:
            server.ehlo_or_helo_if_needed()
            if port != 465 and server.has_extn("starttls"):
                server.starttls(context=secure)
                server.ehlo()
            elif port != 465 and not _here(host):
                raise Trouble(_("{host} does not offer encryption, so nothing was sent.").format(host=host))
            if about.smtp_user:
                server.login(about.smtp_user, password)
            refused = server.send_message(message)
            if refused:
                raise Trouble(
                    _("{host} does not take mail for {whom}.").format(host=host, whom=listed(sorted(refused)))
                )
    except smtplib.SMTPAuthenticationError:
        raise Trouble(_("{host} does not accept this user name and password.").format(host=host)) from None
    except smtplib.SMTPRecipientsRefused as wrong:
        whom = listed(sorted(wrong.recipients))
        raise Trouble(_("{host} does not take mail for {whom}.").format(host=host, whom=whom)) from None
    except ssl.SSLError:
        raise Trouble(_("{host} cannot show who it is (its certificate is not valid).").format(host=host)) from None
    except (smtplib.SMTPException, OSError, ValueError):
        raise Trouble(_("{host} did not take the message. Try again later.").format(host=host)) from None


def server_of(text: str) -> tuple[str, int]:
    """Host and port of "mail.example:587"; 587 where none is said. Raises Trouble for what is neither."""
    host, _colon, port = text.strip().partition(":")
    if not host:
        sentence = _("No mail server is set up. Use your mail program, or enter the server in Settings.")
        raise Trouble(sentence)
    if not (port or "587").isdecimal() or not 0 < int(port or 587) < 65536 or set(host) & set(" /@"):
        raise Trouble(_("“{text}” is no mail server. Enter it like mail.example:587.").format(text=text))
    return host, int(port or 587)


def _connected(host: str, port: int, secure: ssl.SSLContext) -> smtplib.SMTP:
    own = socket.gethostname().partition(".")[0] or "localhost"
    own = own if own.isascii() and own.isprintable() else "localhost"
    if port == 465:
        return smtplib.SMTP_SSL(host, port, local_hostname=own, timeout=PATIENCE, context=secure)
    return smtplib.SMTP(host, port, local_hostname=own, timeout=PATIENCE)


def _here(host: str) -> bool:
    return host in ("localhost", "127.0.0.1", "::1")


def _summary(row: MeetingRow, about: About) -> str:
    what = row.title or title("meeting", row.kind)
    return _("{what}: {who}").format(what=what, who=listed([each for each in (about.name, *row.people) if each]))


def _words(row: MeetingRow) -> str:
    return "\n".join(part for part in (row.purpose, _phone(row)) if part)


def _phone(row: MeetingRow) -> str:
    return _("Phone: {number}").format(number=row.phone) if row.phone else ""


def _subject(row: MeetingRow, about: About, method: Method, sequence: int) -> str:
    said = {
        "CANCEL": _("Called off: {what}"),
        "REQUEST": _("Updated invitation: {what}") if sequence else _("Invitation: {what}"),
    }
    return said[method].format(what=_summary(row, about))


def _when(row: MeetingRow, zone: str) -> str:
    assert row.starts is not None
    at: datetime = zoned.wall(row.starts, zone)
    day = say_date(at.date(), at.date())
    return _("{day}, {time} ({zone}), {length}").format(
        day=day, time=zoned.say_clock(at), zone=say_zone(zone, row.starts), length=zoned.say_length(row.minutes)
    )
