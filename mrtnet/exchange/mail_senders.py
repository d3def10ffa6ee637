"""An e-mail saved as a file (.eml): who sent it, with what the signature below it says."""

import email
import email.policy
import re
from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage
from email.utils import parseaddr

from mrtnet.domain.charsets import decoded
from mrtnet.domain.forms import PersonForm, Reach
from mrtnet.domain.quick_paste import looks_like_signature, read_signature
from mrtnet.trouble import Trouble
from mrtnet.words import _


def person_of(name: str, address: str) -> PersonForm:
    """Somebody of whom a file says no more than a name and an address."""
    return PersonForm.checked(name=name[:500], reaches=[Reach(property="EMAIL", value=address[:500])])


def sender_of(content: bytes, file: str, today: date) -> PersonForm:
    """Who sent the message. Raises Trouble, naming the file, for one without a sender and without a signature."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    name, address = _sender(message)
    form = _signature(_text(message), today)
    if form is None and not address:
        raise Trouble(_("The message “{name}” has no sender and no signature.").format(name=file))
    if form is None:
        form = person_of(name, address)
    elif address and not any(reach.value.casefold() == address.casefold() for reach in form.reaches):
        form.reaches = [Reach(property="EMAIL", value=address), *form.reaches]
    if not form.name and name:
        form.name = name
    return form


def _sender(message: EmailMessage) -> tuple[str, str]:
    try:
        said = str(message.get("From", ""))
    except (ValueError, IndexError, AttributeError, TypeError):  # the library stumbles over some broken heads
        return "", ""
    name, address = parseaddr(said)
    return name.strip("'\" "), address if "@" in address else ""


def _text(message: EmailMessage) -> str:
    try:
        body = message.get_body(("plain",))
        content = body.get_payload(decode=True) if body is not None else b""
    except (ValueError, KeyError, AttributeError, AssertionError, LookupError):
        return ""
    declared = (body.get_content_charset() or "") if body is not None else ""
    return decoded(content, declared)[0] if isinstance(content, bytes) else ""


def _signature(text: str, today: date) -> PersonForm | None:
    """The person of the last lines that are a signature; quoted messages below do not count."""
    lines = [line.rstrip() for line in re.split(r"\n(?:>|On .{5,80} wrote:|-{3,} ?Original)", text)[0].splitlines()]
    for part in _endings(lines):
        if looks_like_signature(part):
            try:
                return read_signature(part, today=today).form
            except Trouble:
                return None
    return None


def _endings(lines: list[str]) -> Iterator[str]:
    """What may be the signature: what comes after "-- ", else the last lines, most of them first."""
    for at in range(len(lines) - 1, -1, -1):
        if lines[at] in ("--", "-- "):
            yield "\n".join(lines[at + 1 :])
    text = "\n".join(lines).strip().split("\n")
    for size in range(min(12, len(text)), 1, -1):
        yield "\n".join(text[-size:])
