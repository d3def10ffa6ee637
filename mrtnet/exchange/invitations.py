"""Invitations to meetings as mail (iTIP, RFC 5546; iMIP, RFC 6047), the answers to them, and links of web calendars.

The structure is what Gmail and Outlook ask for: a text, the same invitation as text/calendar whose method is named in
the header too, and once more as a file. One meeting a message; the organizer is who writes.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, make_msgid
from typing import Literal, NamedTuple
from urllib.parse import quote, urlencode

from mrtnet.domain.calendar import Entry
from mrtnet.exchange.ics import assemble, render_entry, span, zones_of
from mrtnet.exchange.ics_entries import CalendarRead, Moment, ReadEntry
from mrtnet.trouble import Trouble
from mrtnet.words import _

Method = Literal["REQUEST", "CANCEL", "REPLY"]
_HEAD_END = b"CALSCALE:GREGORIAN\r\n"
_PARTSTAT = frozenset({"ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED", "NEEDS-ACTION"})


class Party(NamedTuple):
    """Someone of a meeting: a mail address and a name. `partstat` is what she answered (RFC 5545 3.2.12)."""

    email: str
    name: str = ""
    partstat: str = "NEEDS-ACTION"


class Reply(NamedTuple):
    """One answer to an invitation: who says what about which meeting, and the time proposed instead, if any.

    `sequence` is the number of the invitation it answers; an older one than was sent last is no answer to it.
    `proposed` is as the file has it: aware, or naive where it floats.
    """

    uid: str
    sequence: int
    email: str
    name: str
    partstat: str
    instance: Moment | None = None
    proposed: Moment | None = None
    minutes: int | None = None
    comment: str = ""
    stamp: datetime | None = None


def invitation(entry: Entry, organizer: Party, guests: Sequence[Party], method: Method = "REQUEST") -> bytes:
    """The invitation, its update or its cancellation as a calendar file: the same UID, a higher SEQUENCE.

    Alarms, categories and privacy are each reader's own affair and are left out. Raises Trouble without addresses.
    """
    _needs_addresses(organizer, guests)
    said = entry._replace(
        alarm_minutes=None,
        categories=(),
        classification="",
        transparent=False,
        status="CANCELLED" if method == "CANCEL" else "CONFIRMED",
    )
    people = [(f"ORGANIZER{_named(organizer.name)}", f"mailto:{organizer.email}")]
    for guest in guests:
        asks = "FALSE" if method == "CANCEL" else "TRUE"
        parameters = f";CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={guest.partstat or 'NEEDS-ACTION'};RSVP={asks}"
        people.append((f"ATTENDEE{_named(guest.name)}{parameters}", f"mailto:{guest.email}"))
    body = assemble([render_entry(said, people)], zones_of([said]))
    return body.replace(_HEAD_END, _HEAD_END + b"METHOD:" + method.encode() + b"\r\n", 1)


def answer(entry: Entry, organizer: Party, me: Party) -> bytes:
    """Her answer to an invitation (REPLY, RFC 5546 3.2.3): the organizer's UID and SEQUENCE, herself with `partstat`.

    `entry` carries the uid and sequence of the invitation, its stamp says when she answered. Raises Trouble without
    addresses.
    """
    _needs_addresses(me, [organizer])
    said = entry._replace(
        alarm_minutes=None, categories=(), classification="", transparent=False, status="CONFIRMED", description=""
    )
    people = [
        (f"ORGANIZER{_named(organizer.name)}", f"mailto:{organizer.email}"),
        (f"ATTENDEE{_named(me.name)};PARTSTAT={me.partstat}", f"mailto:{me.email}"),
    ]
    body = assemble([render_entry(said, people)], zones_of([said]))
    return body.replace(_HEAD_END, _HEAD_END + b"METHOD:REPLY\r\n", 1)


def mail(
    calendar: bytes,
    method: Method,
    organizer: Party,
    guests: Sequence[Party],
    *,
    subject: str,
    text: str,
    now: datetime,
) -> EmailMessage:
    """The message that carries an invitation or an answer: plain text first, then the calendar, then it as a file.

    It goes from `organizer` to `guests`; an answer goes from her to whoever invited.

    `now` is aware. The bytes of the calendar go out as they are, in base64, so that no server touches a line.
    """
    _needs_addresses(organizer, guests)
    message = EmailMessage(policy=SMTP)
    message["From"] = formataddr((organizer.name, organizer.email))
    message["To"] = ", ".join(formataddr((guest.name, guest.email)) for guest in guests)
    message["Subject"] = " ".join(subject.split())
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid(domain=organizer.email.rpartition("@")[2] or "localhost")
    message.set_content(text)
    message.add_alternative(calendar, maintype="text", subtype="calendar", cte="base64")
    part = message.get_payload()[-1]  # type: ignore[index]  # add_alternative made it a multipart
    part.replace_header("Content-Type", f'text/calendar; charset="utf-8"; method={method}')  # type: ignore[union-attr]
    name = "answer.ics" if method == "REPLY" else "invitation.ics"
    message.add_attachment(calendar, maintype="application", subtype="ics", filename=name, cte="base64")
    return message


def replies(read: CalendarRead) -> list[Reply]:
    """The answers in a calendar file that was sent back (REPLY, COUNTER; RFC 5546 3.2.3, 3.2.7)."""
    if read.method not in ("REPLY", "COUNTER"):
        return []
    return [reply for entry in read.entries for reply in _answers(entry, read.method)]


def google_link(entry: Entry) -> str:
    """A link that opens Google Calendar with this entry filled in; without private words of hers."""
    start, end = span(entry)
    fields = {
        "action": "TEMPLATE",
        "text": entry.summary,
        "dates": f"{_google(start)}/{_google(end)}",
        "details": entry.description,
        "location": entry.location,
        "ctz": entry.zone if entry.start_time is not None else "",
    }
    return "https://calendar.google.com/calendar/render?" + _query(fields)


def outlook_link(entry: Entry, *, work: bool = False) -> str:
    """A link that opens Outlook on the web with this entry; `work` for an account of an employer or school."""
    start, end = span(entry)
    fields = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": entry.summary,
        "startdt": _outlook(start),
        "enddt": _outlook(end),
        "allday": "true" if entry.start_time is None else "",
        "body": entry.description,
        "location": entry.location,
    }
    host = "outlook.office.com" if work else "outlook.live.com"
    return f"https://{host}/calendar/0/deeplink/compose?" + _query(fields)


def _answers(entry: ReadEntry, method: str) -> list[Reply]:
    proposed = entry.starts if method == "COUNTER" and entry.has_start else None
    length = entry.ends - entry.starts if proposed is not None and entry.ends is not None else None
    return [
        Reply(
            entry.uid,
            entry.sequence,
            each.email.strip().lower(),
            each.name,
            each.partstat if each.partstat in _PARTSTAT else "NEEDS-ACTION",
            entry.recurrence_id,
            proposed,
            round(length / timedelta(minutes=1)) if length else None,
            entry.comment,
            entry.stamp,
        )
        for each in entry.attendees
        if each.email
    ]


def _needs_addresses(organizer: Party, guests: Sequence[Party]) -> None:
    if not _is_address(organizer.email):
        raise Trouble(_("An invitation needs your own email address. Enter it in Settings."))
    if not guests:
        raise Trouble(_("An invitation needs somebody to invite."))
    for guest in guests:
        if not _is_address(guest.email):
            sentence = _("{name} has no email address, so there is nowhere to send the invitation.")
            raise Trouble(sentence.format(name=guest.name or _("This person")))


def _is_address(text: str) -> bool:
    """One address and nothing that could begin another line or header."""
    name, at, host = text.rpartition("@")
    return bool(name and at and host) and text.isprintable() and not set(text) & set(' ,;<>"()[]\\:')


def _named(name: str) -> str:
    """A CN parameter; a double quote cannot stand in one (RFC 5545 3.2), and readers show its substitute raw."""
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in name).replace('"', "'").split())
    if not plain:
        return ""
    return f';CN="{plain}"' if set(plain) & set(",;:") else f";CN={plain}"


def _google(moment: date | datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}" if isinstance(moment, datetime) else f"{moment:%Y%m%d}"


def _outlook(moment: date | datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if isinstance(moment, datetime) else moment.isoformat()


def _query(fields: dict[str, str]) -> str:
    return urlencode({name: value for name, value in fields.items() if value}, quote_via=quote)
