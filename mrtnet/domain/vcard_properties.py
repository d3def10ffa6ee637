"""The property lines of a vCard file, put together from the lines that they were folded or broken into.

Folds (RFC 6350 3.2) and what is met besides: values that go on in the next line without a fold, heads that were folded,
quoted-printable that never ends, base64 that is not indented.
"""

import re
from collections.abc import Iterable, Iterator

from mrtnet.domain.names import word_set
from mrtnet.domain.problems import Problem, excerpt
from mrtnet.domain.vcard_bytes import LONGEST_LINE
from mrtnet.words import _

KNOWN = word_set(
    "BEGIN END VERSION SOURCE KIND XML FN N NICKNAME PHOTO BDAY ANNIVERSARY GENDER ADR LABEL TEL EMAIL IMPP LANG TZ "
    "GEO TITLE ROLE LOGO ORG MEMBER RELATED CATEGORIES NOTE PRODID REV SOUND UID CLIENTPIDMAP URL KEY FBURL CALADRURI "
    "CALURI MAILER AGENT SORT-STRING CLASS NAME PROFILE PRONOUNS GRAMGENDER LANGUAGE SOCIALPROFILE CONTACT-URI "
    "BIRTHPLACE DEATHPLACE DEATHDATE EXPERTISE HOBBY INTEREST ORG-DIRECTORY CREATED JSPROP"
)
"""Property names of RFC 2425, 2426, 4770, 6350, 6474, 6715, 8605, 9554 and 9555."""
_GOES_ON = word_set("NOTE LABEL ADR COMMENT DESCRIPTION AGENT")
"""What some programs continue on the next line without folding it."""
_BINARY = word_set("PHOTO LOGO SOUND KEY")

_LONGEST_HEAD = 60_000  # bytes before the colon
_LONGEST_NAME = 70  # bytes of a property's name with its group: what fits into a line that is not folded
_NAME = rb"(?:[\w-]++\.)*+(?:[Xx]-[\w /-]++|[A-Za-z][\w/-]*+)"
_HEAD = re.compile(rb"[ \t]*+(" + _NAME + rb')((?:[ \t]*+;(?:[^":;]++|"[^"]*+")*+)*+)[ \t]*+:', re.S)
_LOOSE_HEAD = re.compile(rb"[ \t]*+(" + _NAME + rb")((?:;[^:]*+)?):", re.S)
_HALF = re.compile(_NAME + rb";[^:]*+(?<!=)\Z", re.S)
_QUOTED = re.compile(rb';(?:(?:ENCODING|TYPE)=)?"?(?:QUOTED-PRINTABLE|QP|Q)"?(?=[;,]|$)', re.I)
_BASE64_SAID = re.compile(rb';(?:(?:ENCODING|TYPE)=)?"?(?:BASE64|B)"?(?=[;,]|$)', re.I)
_BASE64 = re.compile(rb"[ \t]*[A-Za-z0-9+/=_-]+[ \t]*")


class Raw:
    """A property line while its pieces come in. `kind`: how its value goes on in the next lines."""

    __slots__ = ("blanks", "head", "kind", "name", "number", "overlong", "pieces", "size")

    def __init__(self, number: int, head: re.Match[bytes], rest: bytes) -> None:
        self.number, self.head, self.pieces, self.size = number, head, [rest], len(rest)
        self.name = _upper(head[1].rpartition(b".")[2])
        self.overlong, self.blanks, self.kind = False, 0, "text"
        if head[2] and _QUOTED.search(head[2]):
            self.kind = "quoted"
        elif (head[2] and _BASE64_SAID.search(head[2])) or (
            self.name in _BINARY and not re.search(rb"VALUE=UR[IL]|;UR[IL]", head[2], re.I)
        ):
            self.kind = "base64"

    def add(self, piece: bytes) -> None:
        self.size += len(piece)
        if self.size > LONGEST_LINE:
            self.overlong = True
        else:
            self.pieces.append(piece)

    def finished(self) -> "Raw":
        """The same with its head read again where a quoted parameter was folded."""
        if len(self.pieces) > 1 and self.head[2].count(b'"') % 2:
            whole = self.head[0] + b"".join(self.pieces)
            if head := _HEAD.match(whole, 0, _LONGEST_HEAD):
                self.head, self.pieces = head, [whole[head.end() :]]
        return self

    @property
    def opens(self) -> bool:
        return self.name == "BEGIN" and self.value.strip().upper() == b"VCARD"

    @property
    def closes(self) -> bool:
        return self.name == "END" and self.value.strip().upper() == b"VCARD"

    @property
    def excerpt(self) -> str:
        return excerpt((self.head[0] + self.value[:200]).decode("utf-8", "replace"))

    @property
    def value(self) -> bytes:
        if self.name == "AGENT" and len(self.pieces) > 1:
            joined = b"".join(self.pieces)
            begins = joined.lstrip()[:11].upper() == b"BEGIN:VCARD"
            return b"\n".join(self.pieces) if begins and b"\\n" not in joined.lower() else joined
        return b"".join(self.pieces)


def _upper(name: bytes) -> str:
    """A property's name; blanks and slashes that some programs put into it are hyphens."""
    return name.decode("latin-1").upper().replace(" ", "-").replace("/", "-")


def begin_of_card(number: int) -> Raw:
    """A line that begins a card."""
    head = _HEAD.match(b"BEGIN:")
    assert head is not None
    return Raw(number, head, b"VCARD")


def properties(lines: Iterable[tuple[int, bytes, bool]]) -> Iterator[Raw | Problem]:
    """Property lines put together from the lines of a file."""
    at: Raw | None = None
    indent = b""
    for number, line, cut in _whole_heads(lines):
        line = line.removeprefix(indent)
        if at is not None and not cut and _continues(at, line):
            continue
        head = head_of(line)
        if at is not None and not cut and _is_text_of(at, head, line) and _goes_on(at, line):
            continue
        if head is None:
            if line.strip():
                yield _no_line(number, line)
            continue
        if at is not None:
            yield at.finished()
        at = Raw(number, head, line[head.end() :])
        at.overlong = cut
        if at.name in ("BEGIN", "END"):  # nothing goes on behind these, and a card may stand indented
            indent = line[: len(line) - len(line.lstrip())] if at.name == "BEGIN" else indent
            yield at
            at = None
    if at is not None:
        yield at.finished()


def _whole_heads(lines: Iterable[tuple[int, bytes, bool]]) -> Iterator[tuple[int, bytes, bool]]:
    """The same lines, those that were folded before their colon joined."""
    half: tuple[int, bytes] | None = None
    for number, line, cut in lines:
        if half is not None:
            if line[:1] in (b" ", b"\t") and len(half[1]) < _LONGEST_HEAD:
                number, line = half[0], half[1] + line[1:]
            else:
                yield (*half, False)
            half = None
        if b";" in line and not cut and _HALF.match(line):
            half = number, line
        else:
            yield number, line, cut
    if half is not None:
        yield (*half, False)


def _no_line(number: int, line: bytes) -> Problem:
    return Problem(number, excerpt(line[:400].decode("utf-8", "replace")), _("This is no line of a vCard."))


def head_of(line: bytes) -> re.Match[bytes] | None:
    """Name and parameters; a quotation mark that is never closed is a letter like any other."""
    head = _HEAD.match(line, 0, _LONGEST_HEAD) or _LOOSE_HEAD.match(line, 0, _LONGEST_HEAD)
    return head if head and len(head[1]) <= _LONGEST_NAME else None


def _continues(at: Raw, line: bytes) -> bool:
    """Takes a line that is the rest of the property before it: folded, or behind a soft line break."""
    if at.kind == "quoted" and at.pieces[-1].endswith(b"="):
        if _is_known(line):
            return False  # the value ends in "=" for no reason, and this is the next property
        at.pieces[-1] = at.pieces[-1].rstrip(b" \t")[:-1]
        at.add(line.rstrip(b" \t") if line.rstrip(b" \t").endswith(b"=") else line)
        return True
    if not line.strip():
        at.blanks += 1
        return True
    if line[:1] in (b" ", b"\t") and not at.blanks:
        if at.name == "AGENT" and not at.value.strip():
            at.pieces.clear()
        at.add(line.strip() if at.kind == "base64" else line[1:])
        return True
    if at.kind == "base64" and _BASE64.fullmatch(line) and not (at.blanks and at.value.strip() and len(line) < 20):
        at.add(line.strip())
        return True
    return False


def _goes_on(at: Raw, line: bytes) -> bool:
    """Takes a line that carries no fold and is no property: the next line of a longer text."""
    if (at.name not in _GOES_ON and not at.name.startswith("X-")) or at.kind == "base64" or not line.strip():
        return False
    new_line = b"=0A" if at.kind == "quoted" else b"\\n"
    at.add(new_line * (at.blanks + 1) + line)
    at.blanks = 0
    return True


def _is_text_of(at: Raw, head: re.Match[bytes] | None, line: bytes) -> bool:
    """Whether a line is text of the note before it: "Phone at work: ask Ana" has a colon and is no property."""
    if head is None:
        return True
    if at.name not in _GOES_ON or at.kind == "base64":
        return False
    name = head[1].rpartition(b".")[2]
    if _upper(name) in KNOWN or name[:2] in (b"X-", b"x-"):
        return False
    return line[head.end() : head.end() + 1] in (b" ", b"") or not name.isupper()


def _is_known(line: bytes) -> bool:
    head = head_of(line)
    if head is None:
        return False
    name = head[1].rpartition(b".")[2]
    return name.isupper() and (_upper(name) in KNOWN or name.startswith(b"X-"))
