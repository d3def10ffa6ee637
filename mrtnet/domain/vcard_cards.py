"""The cards in the bytes of a file or a pasted text, as any phone or program wrote them: found, unfolded, decoded.

vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350), and what is met besides: bare LF and CR, doubled CR, values that go on
in the next line without a fold, quoted-printable that never ends, cards inside cards, no END. Memory is bounded: what
is longer than the limits is left out and named.
"""

import codecs
import quopri
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from mrtnet.domain.charsets import LATIN, decoded, file_charset, known_charset
from mrtnet.domain.cleaning import clean_text
from mrtnet.domain.names import word_set
from mrtnet.domain.problems import Problem, excerpt
from mrtnet.domain.vcard_lines import Line, parameters, unescaped
from mrtnet.words import _

LONGEST_LINE = 16_000_000  # bytes of one property line, unfolded: a picture of 12 MB in base64
LARGEST_CARD = 40_000_000  # bytes of one card
MOST_LINES = 20_000  # property lines of one card
DEEPEST = 8  # cards inside cards
NAMED = 100  # problems told one by one for a card

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

_RETURNS = re.compile(rb"\r*+\n|\r")
_LONGEST_HEAD = 60_000  # bytes before the colon
_LONGEST_NAME = 70  # bytes of a property's name with its group: what fits into a line that is not folded
_NAME = rb"(?:[\w-]++\.)*+(?:[Xx]-[\w /-]++|[A-Za-z][\w/-]*+)"
_PLAIN_HEAD = re.compile(r"(?:[A-Za-z0-9-]+\.)?[A-Z][A-Z0-9-]*(?:;[A-Za-z0-9=,._-]+)*", re.ASCII)
_FOLDS = (" ", "\t")
_MOST_PLAIN = 400  # lines of a card that is looked at as a whole
_MOST_HEADS = 5_000
_ASCII = bytes(range(128))
_PRINTABLE = b"\n" + bytes(range(0x20, 0x7F)) + bytes(range(0x80, 0x100))
_new_line = tuple.__new__  # of a NamedTuple: without naming its fields
_HEAD = re.compile(rb"[ \t]*+(" + _NAME + rb')((?:[ \t]*+;(?:[^":;]++|"[^"]*+")*+)*+)[ \t]*+:', re.S)
_LOOSE_HEAD = re.compile(rb"[ \t]*+(" + _NAME + rb")((?:;[^:]*+)?):", re.S)
_HALF = re.compile(_NAME + rb";[^:]*+(?<!=)\Z", re.S)
_QUOTED = re.compile(rb';(?:(?:ENCODING|TYPE)=)?"?(?:QUOTED-PRINTABLE|QP|Q)"?(?=[;,]|$)', re.I)
_BASE64_SAID = re.compile(rb';(?:(?:ENCODING|TYPE)=)?"?(?:BASE64|B)"?(?=[;,]|$)', re.I)
_BASE64 = re.compile(rb"[ \t]*[A-Za-z0-9+/=_-]+[ \t]*")


class Card(NamedTuple):
    """The lines between BEGIN:VCARD and END:VCARD (both left out), and what is to be said about them.

    `clean`: every value is as `clean_line` leaves it.
    """

    number: int
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...] = ()
    clean: bool = False


def cards(chunks: Iterable[bytes]) -> Iterator[Card | Problem]:
    """The cards of a file that comes in pieces of any size. Lines outside of cards are Problems, told once a run."""
    open_card: _OpenCard | None = None
    strays = 0
    lines = _Physical(_as_utf8(chunks))
    yield from lines.plain_cards()
    for raw in _properties(lines):
        if open_card is None:
            if isinstance(raw, _Raw) and raw.opens:
                open_card, strays = _OpenCard(raw.number), 0
                open_card.indented = raw.head[0][:1] in b" \t"
                continue
            if not strays and not (isinstance(raw, _Raw) and raw.closes):
                yield raw if isinstance(raw, Problem) else Problem(raw.number, raw.excerpt, _outside())
            strays += 1
        elif isinstance(raw, Problem):
            open_card.tell(raw)
        elif raw.opens and not open_card.expects_card:
            yield open_card.finished(_("This card has no end; it was read up to the next one."))
            open_card = _OpenCard(raw.number)
        elif raw.closes and open_card.depth == 0:
            yield open_card.finished()
            if not open_card.indented:
                yield from lines.plain_cards()
            open_card = None
        else:
            open_card.add(raw)
    if open_card is not None:
        yield open_card.finished(_("This card has no end; it was read up to the end of the file."))


def _outside() -> str:
    return _("This stands outside of a card and was left out, with the lines after it.")


class _OpenCard:
    """A card while its lines come in; `depth` counts the cards that stand inside it and are still open."""

    def __init__(self, number: int) -> None:
        self.number, self.depth, self.size, self.full, self.indented = number, 0, 0, False, False
        self.raws: list[_Raw] = []
        self.problems: list[Problem] = []

    @property
    def expects_card(self) -> bool:
        """Whether a BEGIN here opens a card inside this one: behind an empty AGENT (2.1)."""
        last = self.raws[-1] if self.raws else None
        return last is not None and last.name == "AGENT" and not last.value.strip()

    def add(self, raw: "_Raw") -> None:
        self.depth += raw.opens - raw.closes
        self.size += raw.size
        if raw.overlong:
            why = _("This line is longer than {n} MB and was left out.").format(n=LONGEST_LINE // 1_000_000)
            self.tell(Problem(raw.number, raw.name, why))
        elif self.size > LARGEST_CARD or len(self.raws) >= MOST_LINES:
            if not self.full:
                self.tell(Problem(raw.number, raw.name, _("This card is too large; the rest of it was left out.")))
            self.full = True
        else:
            self.raws.append(raw)
            if raw.name == "AGENT" and raw.value.strip().upper() == b"BEGIN:VCARD":
                raw.pieces = [b""]
                self.raws.append(_Raw(raw.number, _BEGIN, b"VCARD"))
                self.depth += 1

    def tell(self, problem: Problem) -> None:
        if len(self.problems) < NAMED:
            self.problems.append(problem)
        elif len(self.problems) == NAMED:
            self.problems.append(Problem(problem.line, "", _("More of this card could not be read; it is not listed.")))

    def finished(self, why: str = "") -> Card:
        if why:
            self.problems.append(Problem(self.number, "BEGIN:VCARD", why, False))
        return _card(self.number, self.raws, self.problems)


class _Raw:
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

    def finished(self) -> "_Raw":
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


_begin = _HEAD.match(b"BEGIN:")
assert _begin
_BEGIN = _begin


def _as_utf8(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes; UTF-16 and UTF-32 turned into UTF-8, a byte order mark taken off."""
    feed = iter(chunks)
    start = b""
    for chunk in feed:
        start += chunk
        if len(start) >= 200:
            break
    charset = file_charset(start)
    if charset in ("", "utf-8-sig"):
        yield start.removeprefix(codecs.BOM_UTF8)
        yield from feed
        return
    decoder = codecs.getincrementaldecoder(charset)("replace")
    yield decoder.decode(start).encode("utf-8", "replace")
    for chunk in feed:
        yield decoder.decode(chunk).encode("utf-8", "replace")


_Told = tuple[str, str, dict[str, list[str]]]
"""Group, name and parameters of a line."""


class _Physical:
    """The lines as they stand in the file, numbered, without their ends; True where one was cut for its length.

    Between two cards `plain_cards` takes those that come next out of it, as long as they are plain.
    """

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._portions = _portions(chunks)
        self._lines: list[bytes] = []
        self._texts: list[str] | None = None  # the same as letters, read when they are asked for
        self._clean = False
        self._at, self._number, self._cut = 0, 0, False
        self._heads: dict[str, _Told] = {}  # those of plain lines, each understood once

    def __iter__(self) -> Iterator[tuple[int, bytes, bool]]:
        while self._filled():
            line, cut = self._lines[self._at], self._cut and not self._at
            self._at, self._number = self._at + 1, self._number + 1
            yield self._number, line, cut

    def plain_cards(self) -> Iterator["Card"]:
        """The cards that come next and need no thought, of what is at hand; nothing is open when this is asked."""
        while self._filled() and self._lines[self._at] == b"BEGIN:VCARD":
            at = self._at
            try:
                end = self._lines.index(b"END:VCARD", at, at + _MOST_PLAIN)
            except ValueError:
                return
            if self._texts is None:
                self._texts, self._clean = _letters(self._lines)
            texts, clean = self._texts[at + 1 : end], self._clean
            if not clean:
                texts, clean = _letters(self._lines[at + 1 : end])
            if self._cut and not at:
                return
            lines = _plain_lines(texts, self._number + 2, clean, self._heads) if texts else None
            if lines is None:
                return
            yield Card(self._number + 1, lines, (), clean)
            self._number += end + 1 - at
            self._at = end + 1

    def _filled(self) -> bool:
        while self._at >= len(self._lines):
            portion = next(self._portions, None)
            if portion is None:
                return False
            (self._lines, self._cut), self._at, self._texts = portion, 0, None
        return True


def _letters(lines: list[bytes]) -> tuple[list[str], bool]:
    """The lines as letters, none if they are not UTF-8; and whether cleaning changes but the blanks at their ends."""
    held = b"\n".join(lines)
    try:
        text = held.decode()
    except UnicodeDecodeError:
        return [], False
    whole = held.replace(b"\n ", b"").replace(b"\n\t", b"")
    if b"  " in whole or whole.translate(None, _PRINTABLE):
        return text.split("\n"), False
    clean = len(text) == len(held) or all(map(_is_settled, set(whole.translate(None, _ASCII).decode())))
    return text.split("\n"), clean


@lru_cache(maxsize=5_000)
def _is_settled(letter: str) -> bool:
    """Whether cleaning leaves a letter alone, whatever stands before it."""
    return (
        letter.isprintable()
        and unicodedata.category(letter)[0] != "M"  # an accent of its own may become one with the letter before it
        and not "\u1100" <= letter <= "\u11ff"  # as parts of Korean syllables do
        and unicodedata.is_normalized("NFC", letter)
    )


def _portions(chunks: Iterable[bytes]) -> Iterator[tuple[list[bytes], bool]]:
    """The lines that each piece of the file completes, and whether the first of them was cut for its length."""
    begun: list[bytes] = []  # of a line whose end has not come yet
    size, returns = 0, b""
    for chunk in chunks:
        held = returns + chunk
        ends = len(held) - len(held.rstrip(b"\r"))  # a \n may come with the next piece
        returns = b"\r" * min(ends, 16)
        first, *lines = _broken(held[: len(held) - ends])
        size += len(first)
        if size <= LONGEST_LINE:
            begun.append(first)
        if lines:
            last = lines.pop()
            yield [b"".join(begun), *lines], size > LONGEST_LINE
            begun, size = [last], len(last)
    yield _broken(b"".join(begun) + returns), size > LONGEST_LINE


def _plain_lines(texts: list[str], number: int, clean: bool, heads: dict[str, _Told]) -> tuple[Line, ...] | None:
    """The lines of a card as most programs write them; None where one is anything but a plain property or its fold.

    Whatever this gives is what `_properties` and `_line` would have given. `heads` keeps what was found out.
    """
    found: list[Line] = []
    for at, text in enumerate(texts, number):
        start, colon, value = text.partition(":")
        told = heads.get(start)
        if told is None or not colon:
            if text[:1] in _FOLDS:
                if not found or not text.strip():
                    return None
                before = texts[at - number - 1]
                blanks = before[len(before.rstrip(" ")) :] if clean else ""  # taken off it, before this went on
                value = found[-1].value + blanks + text[1:]
                found[-1] = found[-1]._replace(value=value.strip(" ") if clean else value)
                continue
            told = _plain_head(start) if colon and len(start) < 200 else None
            if told is None:
                return None
            if len(heads) < _MOST_HEADS:
                heads[start] = told
        found.append(_new_line(Line, (at, *told, value.strip(" ") if clean else value, ())))
    if clean:
        return tuple(found)
    return tuple([one._replace(value=_plain_value(one.value)) for one in found])


def _plain_value(value: str) -> str:
    text = str(clean_text(value))
    return text if "\\" not in text else _BROKEN.sub(_mended, text)


def _plain_head(start: str) -> _Told | None:
    """Group, name and parameters of a line that begins so, if it is text and nothing goes on behind it by itself."""
    if not _PLAIN_HEAD.fullmatch(start):
        return None
    head = _head(start.encode() + b":")
    raw = _Raw(0, head, b"") if head else None
    if head is None or raw is None or raw.kind != "text" or raw.name in ("BEGIN", "END", "AGENT"):
        return None
    if raw.name not in KNOWN and not raw.name.startswith("X-"):
        return None
    line = _line(raw, "", 0)
    if {"CHARSET", "ENCODING"} & line.parameters.keys() or "CHARSET" in start:
        return None
    return line.group, line.name, line.parameters


def _broken(data: bytes) -> list[bytes]:
    if b"\r" in data:
        data = _RETURNS.sub(b"\n", data) if b"\r\r" in data else data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return data.split(b"\n")


def _properties(lines: Iterable[tuple[int, bytes, bool]]) -> Iterator["_Raw | Problem"]:
    """Property lines put together from the lines of a file."""
    at: _Raw | None = None
    indent = b""
    for number, line, cut in _whole_heads(lines):
        line = line.removeprefix(indent)
        if at is not None and not cut and _continues(at, line):
            continue
        head = _head(line)
        if at is not None and not cut and _is_text_of(at, head, line) and _goes_on(at, line):
            continue
        if head is None:
            if line.strip():
                yield _no_line(number, line)
            continue
        if at is not None:
            yield at.finished()
        at = _Raw(number, head, line[head.end() :])
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


def _head(line: bytes) -> re.Match[bytes] | None:
    """Name and parameters; a quotation mark that is never closed is a letter like any other."""
    head = _HEAD.match(line, 0, _LONGEST_HEAD) or _LOOSE_HEAD.match(line, 0, _LONGEST_HEAD)
    return head if head and len(head[1]) <= _LONGEST_NAME else None


def _continues(at: _Raw, line: bytes) -> bool:
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


def _goes_on(at: _Raw, line: bytes) -> bool:
    """Takes a line that carries no fold and is no property: the next line of a longer text."""
    if (at.name not in _GOES_ON and not at.name.startswith("X-")) or at.kind == "base64" or not line.strip():
        return False
    new_line = b"=0A" if at.kind == "quoted" else b"\\n"
    at.add(new_line * (at.blanks + 1) + line)
    at.blanks = 0
    return True


def _is_text_of(at: _Raw, head: re.Match[bytes] | None, line: bytes) -> bool:
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
    head = _head(line)
    if head is None:
        return False
    name = head[1].rpartition(b".")[2]
    return name.isupper() and (_upper(name) in KNOWN or name.startswith(b"X-"))


def _card(number: int, raws: list[_Raw], trouble: list[Problem]) -> Card:
    """The card with its letters read: a charset that one line names serves the others that are not UTF-8."""
    likely = ""
    for raw in raws:
        if b"CHARSET" in raw.head[2].upper():
            named = re.search(rb'CHARSET="?([\w:.-]+)', raw.head[2], re.I)
            charset = known_charset(named[1].decode("latin-1")) if named else ""
            if charset not in ("", "utf-8") and (not likely or likely in LATIN):
                likely = charset
    lines, _rest = _nested(raws, 0, likely, 0)
    return Card(number, tuple(lines), tuple(trouble))


def _nested(raws: list[_Raw], start: int, likely: str, depth: int) -> tuple[list[Line], int]:
    """The lines up to the END of this card; cards inside become the `card` of the line before them."""
    lines: list[Line] = []
    at = start
    while at < len(raws):
        raw = raws[at]
        at += 1
        if raw.name == "END" and depth:
            return lines, at
        if raw.name == "BEGIN":
            inner, at = _nested(raws, at, likely, depth + 1) if depth < DEEPEST else ([], len(raws))
            if lines and lines[-1].name == "AGENT":
                lines[-1] = lines[-1]._replace(card=tuple(inner), value="")
            continue
        if raw.name != "END":
            lines.append(_line(raw, likely, depth))
    return lines, at


_BROKEN = re.compile(r"\\\\|\\\n")


def _mended(match: re.Match[str]) -> str:
    """A backslash before a line break escapes nothing."""
    return match[0].replace("\\\n", "\n")


def _line(raw: _Raw, likely: str, depth: int) -> Line:
    group = raw.head[1].decode("latin-1").rpartition(".")[0]
    told = parameters(decoded(raw.head[2], "", likely)[0])
    charset, value = told.pop("CHARSET", [""])[0], raw.value
    if told.get("ENCODING") == ["QUOTED-PRINTABLE"]:
        del told["ENCODING"]
        value = quopri.decodestring(value)
        text = decoded(value, charset, likely)[0].replace("\r\n", "\n").replace("\r", "\n")
    elif raw.kind == "base64" and told.get("ENCODING") == ["BASE64"]:
        text = value.translate(None, b" \t\r\n").decode("ascii", "ignore")
    else:
        text = decoded(value, charset, likely)[0]
    line = Line(raw.number, group, raw.name, told, _BROKEN.sub(_mended, str(clean_text(text))))
    if raw.name == "AGENT" and depth < DEEPEST and re.match(r"\s*BEGIN\s*:\s*VCARD", text, re.I):
        inner = text if "\n" in text else unescaped(text)
        found = next((card for card in cards([inner.encode("utf-8", "replace")]) if isinstance(card, Card)), None)
        return line._replace(value="", card=found.lines if found else ())
    return line
