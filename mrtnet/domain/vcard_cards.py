"""The cards in the bytes of a file or a pasted text, as any phone or program wrote them: found, unfolded, decoded.

vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350), and what is met besides: cards inside cards, indented ones, no END, and
whatever `vcard_bytes` and `vcard_properties` bear with. Memory is bounded: what is longer than the limits is left out
and named.
"""

import quopri
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from mrtnet.domain.charsets import LATIN, decoded, known_charset
from mrtnet.domain.cleaning import clean_text
from mrtnet.domain.problems import Problem
from mrtnet.domain.vcard_bytes import LONGEST_LINE, as_utf8, portions
from mrtnet.domain.vcard_lines import Line, parameters, unescaped
from mrtnet.domain.vcard_properties import KNOWN, Raw, begin_of_card, head_of, properties
from mrtnet.words import _

LARGEST_CARD = 40_000_000  # bytes of one card
MOST_LINES = 20_000  # property lines of one card
DEEPEST = 8  # cards inside cards
NAMED = 100  # problems told one by one for a card

_PLAIN_HEAD = re.compile(r"(?:[A-Za-z0-9-]+\.)?[A-Z][A-Z0-9-]*(?:;[A-Za-z0-9=,._-]+)*", re.ASCII)
_FOLDS = (" ", "\t")
_MOST_PLAIN = 400  # lines of a card that is looked at as a whole
_MOST_HEADS = 5_000
_ASCII = bytes(range(128))
_PRINTABLE = b"\n" + bytes(range(0x20, 0x7F)) + bytes(range(0x80, 0x100))
_new_line = tuple.__new__  # of a NamedTuple: without naming its fields


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
    lines = _Physical(as_utf8(chunks))
    yield from lines.plain_cards()
    for raw in properties(lines):
        if open_card is None:
            if isinstance(raw, Raw) and raw.opens:
                open_card, strays = _OpenCard(raw.number), 0
                open_card.indented = raw.head[0][:1] in b" \t"
                continue
            if not strays and not (isinstance(raw, Raw) and raw.closes):
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
        self.raws: list[Raw] = []
        self.problems: list[Problem] = []

    @property
    def expects_card(self) -> bool:
        """Whether a BEGIN here opens a card inside this one: behind an empty AGENT (2.1)."""
        last = self.raws[-1] if self.raws else None
        return last is not None and last.name == "AGENT" and not last.value.strip()

    def add(self, raw: Raw) -> None:
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
                self.raws.append(begin_of_card(raw.number))
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


_Told = tuple[str, str, dict[str, list[str]]]
"""Group, name and parameters of a line."""


class _Physical:
    """The lines as they stand in the file, numbered, without their ends; True where one was cut for its length.

    Between two cards `plain_cards` takes those that come next out of it, as long as they are plain.
    """

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._portions = portions(chunks)
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

    def plain_cards(self) -> Iterator[Card]:
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


def _plain_lines(texts: list[str], number: int, clean: bool, heads: dict[str, _Told]) -> tuple[Line, ...] | None:
    """The lines of a card as most programs write them; None where one is anything but a plain property or its fold.

    Whatever this gives is what `properties` and `_line` would have given. `heads` keeps what was found out.
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
    head = head_of(start.encode() + b":")
    raw = Raw(0, head, b"") if head else None
    if head is None or raw is None or raw.kind != "text" or raw.name in ("BEGIN", "END", "AGENT"):
        return None
    if raw.name not in KNOWN and not raw.name.startswith("X-"):
        return None
    line = _line(raw, "", 0)
    if {"CHARSET", "ENCODING"} & line.parameters.keys() or "CHARSET" in start:
        return None
    return line.group, line.name, line.parameters


def _card(number: int, raws: list[Raw], trouble: list[Problem]) -> Card:
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


def _nested(raws: list[Raw], start: int, likely: str, depth: int) -> tuple[list[Line], int]:
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


def _line(raw: Raw, likely: str, depth: int) -> Line:
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
