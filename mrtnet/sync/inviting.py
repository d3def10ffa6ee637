"""Invitations on their way out: as a message for her own mail program, as a file, or through her own mail server."""

import smtplib
import socket
import ssl
from collections.abc import Callable, Mapping
from datetime import datetime
from email.message import EmailMessage
from typing import NamedTuple

from mrtnet import clock
from mrtnet.domain import zoned
from mrtnet.domain.about import About
from mrtnet.domain.calendar import Entry, MeetingFacts, meeting_entry
from mrtnet.domain.kinds import title
from mrtnet.domain.rows import MeetingPersonRow, MeetingRow
from mrtnet.domain.when import say_date
from mrtnet.domain.zone_words import say_zone
from mrtnet.exchange.invitations import Method, Party, answer, invitation, mail
from mrtnet.queries import meetings
from mrtnet.queries.about import about as read_about
from mrtnet.queries.calendar import Chosen
from mrtnet.queries.reading import one_row
from mrtnet.store.book import Book
from mrtnet.sync.items import going_out
from mrtnet.trouble import Trouble
from mrtnet.words import _, listed

PATIENCE = 20.0  # seconds without a word from the server


class Ready(NamedTuple):
    """An invitation, update or cancellation that is ready to go; `names` are whom it goes to."""

    method: Method
    calendar: bytes
    message: EmailMessage
    names: tuple[str, ...]
    entry: Entry


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
    written = invitation(said, organizer, guests, method)
    subject = _subject(row, about, method, entry.sequence)
    message = mail(
        written, method, organizer, guests, subject=subject, text=text or usual_text(row, people, about, method),
        now=clock.now(),
    )  # fmt: skip
    return Ready(method, written, message, tuple(each.name for each in people), entry)


def ready_answer(book: Book, meeting_id: int, partstat: str) -> Ready:
    """Her answer to an invitation that was taken in: "ACCEPTED", "DECLINED" or "TENTATIVE". Reads only.

    Raises Trouble for a meeting that nobody invited her to, or without her own address.
    """
    connection = book.read
    row = meetings.row(connection, meeting_id)
    if row is None or not row.ical_uid or not row.organizer:
        raise Trouble(_("Nobody invited you to this meeting by a calendar file, so there is nobody to answer."))
    about = read_about(connection)
    if row.day is None or row.at is None or row.dates.cancelled_on is not None:
        raise Trouble(_("This meeting has no date, or was called off: there is nothing to answer."))
    facts = MeetingFacts(
        _title(row), (), row.day, row.at, row.minutes, row.zone, row.second, row.place, row.url, alarm_minutes=None
    )
    number = one_row(connection, "SELECT ical_sequence FROM meeting WHERE id = ?", (meeting_id,))
    now = clock.now()
    said = meeting_entry(facts)._replace(uid=row.ical_uid, sequence=int(number[0]) if number else 0, stamp=now)
    known = next((each for each in meetings.people(connection, meeting_id) if each.email == row.organizer), None)
    organizer = Party(row.organizer, known.name if known else "")
    me = Party(about.email.strip(), about.name, partstat)
    form = {"ACCEPTED": _("Accepted: {what}"), "DECLINED": _("Declined: {what}")}.get(partstat, _("Tentative: {what}"))
    subject = form.format(what=_title(row))
    text = f"{subject}\n{_when(row, row.zone)}\n\n{about.name}".rstrip() + "\n"
    calendar_file = answer(said, organizer, me)
    message = mail(calendar_file, "REPLY", me, [organizer], subject=subject, text=text, now=now)
    return Ready("REPLY", calendar_file, message, (organizer.name or organizer.email,), said)


def secret_of(about: About) -> str:
    """Under what the keyring keeps the password of her mail server."""
    return f"smtp:{about.smtp_user}"


def try_server(about: About, password: str, *, trust: ssl.SSLContext | None = None) -> str:
    """Connect and log in without sending anything; returns the sentence that says it worked. Raises Trouble."""
    host, _port = _with_server(about, password, trust or ssl.create_default_context(), lambda _server: {})
    if about.smtp_user:
        return _("{host} answers and knows {who}.").format(host=host, who=about.smtp_user)
    return _("{host} answers.").format(host=host)


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
    _with_server(about, password, trust or ssl.create_default_context(), lambda server: server.send_message(message))


def _with_server(
    about: About, password: str, secure: ssl.SSLContext, act: Callable[[smtplib.SMTP], Mapping[str, object]]
) -> tuple[str, int]:
    """Connected and logged in, act; what it returns are the recipients that were refused. Returns host and port."""
    host, port = server_of(about.smtp_server)
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
            refused = act(server)
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
    return host, port


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


def _title(row: MeetingRow) -> str:
    return row.title or title("meeting", row.kind)


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
