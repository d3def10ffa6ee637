"""An e-mail saved as a file (.eml): who sent it, with what her signature says, and the vCards attached to it."""

import email
import email.policy
import html
import re
from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage, Message
from email.utils import parseaddr
from itertools import islice

from mrtnet.domain.charsets import decoded
from mrtnet.domain.credentials import split_credentials
from mrtnet.domain.forms import LINE, PersonForm, Reach
from mrtnet.domain.names import fold, split_name
from mrtnet.domain.quick_paste import looks_like_signature, read_signature
from mrtnet.domain.quick_reading import name_fields
from mrtnet.trouble import Trouble
from mrtnet.words import _

_MOST_PARTS = 100
_MOST_TEXT = 500_000  # characters of a message that are looked at
_LAST_LINES = 12
_BROKEN = (ValueError, LookupError, AttributeError, TypeError, AssertionError)
"""What the library raises where it stumbles over a broken head or part."""
_CARD_TYPES = frozenset({"text/vcard", "text/x-vcard", "text/directory"})
_PREFIX = re.compile(r"^(?:(?:dr|prof|mr|mrs|ms|mx|frau|herr|mme)\b\.? *)+", re.I)
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
_BARE = re.compile(r"([^<>]*)<([^<>\s]+@[^<>\s]+)>")
_QUOTED = re.compile(
    r"\n(?:>|On .{5,80} wrote:|Am .{5,80} schrieb .{0,80}:|Le .{5,80} a écrit ?:|El .{5,80} escribió:"
    r"|Il .{5,80} ha scritto:|Em .{5,80} escreveu:|Op .{5,80} schreef .{0,80}:"
    r"|-{3,} ?(?:Original|Forwarded|Ursprüngliche|Weitergeleitete|Message|Mensaje|Mensagem|Messaggio)"
    r"|\*?(?:From|Von|De|Da|Van|Od|Från|Fra) ?:.{0,200}\n"
    r"\*?(?:Sent|Date|To|Gesendet|Datum|An|Envoyé|À|Enviado|Fecha|Para|Inviat[oa]|Data|Verzonden|Wysłano|Skickat"
    r"|Sendt) ?:)"
)
"""Where an older message begins below the one that was written."""
_HTML_QUOTED = re.compile(r"<blockquote\b|<div[^<>]{0,300}(?:gmail_quote|divRplyFwdMsg|moz-cite-prefix)", re.I)
_HTML_UNSEEN = re.compile(r"<!--.*?(?:-->|\Z)|<(style|script|head)\b.*?(?:</\1\s*>|\Z)", re.I | re.S)
_HTML_BREAK = re.compile(r"<(?:br|/p|/div|/tr|/li|/h\d|/table)\b[^<>]*>", re.I)
_HTML_TAG = re.compile(r"<[^<>]*>")


def person_of(name: str, address: str) -> PersonForm:
    """Somebody of whom a file says no more than a name and an address: "Delgado, Rosa RHIT (Lakeshore)"."""
    aside = _BRACKETS.search(name)
    shown, marks = split_credentials(_BRACKETS.sub("", name)[:LINE])
    fields = name_fields(split_name(shown)) if shown else {}
    reaches = [Reach(property="EMAIL", value=address[:LINE])]
    return PersonForm.checked(**fields, credentials=marks, note=aside[1] if aside else "", reaches=reaches)


def message_in(content: bytes) -> EmailMessage:
    """The message of a file."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def cards_in(message: EmailMessage) -> Iterator[bytes]:
    """The vCards attached to a message."""
    for part in islice(message.walk(), _MOST_PARTS):
        if part.get_content_type() in _CARD_TYPES or _file_name(part).endswith(".vcf"):
            try:
                content = part.get_payload(decode=True)
            except _BROKEN:
                continue
            if isinstance(content, bytes):
                yield content


def _file_name(part: Message) -> str:
    try:
        return (part.get_filename() or "").casefold()
    except _BROKEN:
        return ""


def sender_of(message: EmailMessage, file: str, today: date) -> PersonForm:
    """Who sent the message. Raises Trouble, naming the file, for one without a sender and without a signature."""
    name, address = _sender(message)
    plain = person_of(name, address) if address else None
    form = _signature(_text(message), plain.name if plain else name, today) or plain
    if form is None:
        raise Trouble(_("The message “{name}” has no sender and no signature.").format(name=file))
    if address and not any(reach.value.casefold() == address.casefold() for reach in form.reaches):
        form.reaches = [Reach(property="EMAIL", value=address), *form.reaches]
    form.name = form.name or name
    return form


def _sender(message: EmailMessage) -> tuple[str, str]:
    try:
        said = str(message.get("From", ""))
    except _BROKEN:
        return "", ""
    name, address = parseaddr(said)
    if "@" not in address and (bare := _BARE.fullmatch(said.strip())):
        name, address = bare[1].replace('"', ""), bare[2]  # a comma that nobody put in quotes
    return name.strip("'\" "), address if "@" in address else ""


def _text(message: EmailMessage) -> str:
    """What the sender wrote, as plain text, without the older messages below it."""
    try:
        body = message.get_body(("plain", "html"))
        content = body.get_payload(decode=True) if body is not None else b""
    except _BROKEN:
        return ""
    if body is None or not isinstance(content, bytes):
        return ""
    text = decoded(content, body.get_content_charset() or "")[0][:_MOST_TEXT].replace("\r\n", "\n")
    if body.get_content_subtype() == "html":
        text = _HTML_BREAK.sub("\n", _HTML_UNSEEN.sub("", _HTML_QUOTED.split(text)[0].replace("\n", " ")))
        text = html.unescape(_HTML_TAG.sub("", text)).replace("\xa0", " ")
        text = "\n".join(line.strip() for line in text.split("\n"))
    return _QUOTED.split("\n" + text)[0]


def _signature(text: str, name: str, today: date) -> PersonForm | None:
    """This sender's signature: what begins with her name, else the last lines that are one and name nobody else."""
    lines = [line.rstrip() for line in text.splitlines()]
    own = [at for at, line in enumerate(lines) if " " in name and fold(_PREFIX.sub("", line)).startswith(fold(name))]
    named = ["\n".join(lines[at : at + _LAST_LINES]) for at in own[-1:]]
    for part in [*named, *_endings(lines)]:
        if part not in named and not looks_like_signature(part):
            continue
        try:
            form = read_signature(part, today=today).form
        except Trouble:
            continue
        if not name or _words(name) & _words(form.name):
            return form
    return None


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w{2,}", fold(name)))


def _endings(lines: list[str]) -> Iterator[str]:
    """What may be the signature: what comes after "-- ", else the last lines, most of them first."""
    for at in range(len(lines) - 1, -1, -1):
        if lines[at] in ("--", "-- "):
            yield "\n".join(lines[at + 1 :])
    text = "\n".join(lines).strip().split("\n")
    for size in range(min(_LAST_LINES, len(text)), 1, -1):
        yield "\n".join(text[-size:])
