"""The bytes of a calendar file as content lines (RFC 5545 3.1), however they were broken, folded or encoded.

Nothing is read twice and nothing long is kept: a stream of any size passes through in pieces, an endless line is cut.
"""

import codecs
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from mrtnet.trouble import Trouble
from mrtnet.words import _

LONGEST = 1 << 20  # bytes of a content line that are kept; longer are only pictures and attachments
_PIECE = 1 << 18
_MANY_RETURNS = 64

STRUCTURE = re.compile(rb"[\s\xef\xbb\xbf]*(BEGIN|END)\s*:\s*([A-Z0-9-]+)\s*$", re.IGNORECASE)
_TWO_STRUCTURES = re.compile(rb"(?<=.)(?=(?:BEGIN|END):V[A-Z]+\s*$)")
_MISPLACED = re.compile(rb".{1,3}?((?:BEGIN|END):V[A-Z]+\s*$)")
_NAMED = re.compile(rb"([A-Za-z][A-Za-z0-9-]*)[ \t]*(?:[;:]|$)")
_NO_COLON = re.compile(rb"(DTSTART|DTEND|DTSTAMP|UID|RRULE|DURATION|SEQUENCE|SUMMARY|LOCATION|STATUS)[ \t=]+(?=\S)")

TEXTS = frozenset({b"SUMMARY", b"DESCRIPTION", b"LOCATION", b"COMMENT", b"CONTACT", b"CATEGORIES", b"RESOURCES"})
_CONTINUED = TEXTS | {b"ATTENDEE", b"ORGANIZER", b"URL", b"CONFERENCE", b"X-ALT-DESC"}
KNOWN = frozenset(
    b"""ACTION ALTREP ATTACH ATTENDEE BEGIN BUSYTYPE CALENDAR-ADDRESS CALSCALE CATEGORIES CLASS COLOR COMMENT COMPLETED
    CONCEPT CONFERENCE CONTACT CREATED DESCRIPTION DTEND DTSTAMP DTSTART DUE DURATION END EXDATE EXRULE FREEBUSY GEO
    IMAGE LAST-MODIFIED LINK LOCATION LOCATION-TYPE METHOD NAME ORGANIZER PARTICIPANT-TYPE PERCENT-COMPLETE PRIORITY
    PRODID PROXIMITY RDATE RECURRENCE-ID REFID REFRESH-INTERVAL RELATED-TO REPEAT REQUEST-STATUS RESOURCE-TYPE RESOURCES
    RRULE SEQUENCE SOURCE STATUS STRUCTURED-DATA STYLED-DESCRIPTION SUMMARY TRANSP TRIGGER TZID TZID-ALIAS-OF TZNAME
    TZOFFSETFROM TZOFFSETTO TZUNTIL TZURL UID URL VERSION ACKNOWLEDGED DEFAULT-ALARM AALARM DALARM MALARM PALARM
    DCREATED RNUM DAYLIGHT TZ PROID""".split()
)
_BEGINNINGS = frozenset(name[:length] for name in KNOWN for length in range(2, len(name)))
_STRUCTURES = (b"BEGIN", b"END")


class Line(NamedTuple):
    """One content line, unfolded, not decoded. `name` is in capitals, b"" for text that is no property."""

    number: int
    name: bytes
    raw: bytes


Progress = Callable[[int], bool]
"""Told the bytes read so far; its answer False stops the reading."""


class Lines:
    """The content lines of a stream. `stopped` says that `on_progress` did not want to go on; `bytes_read` how far.

    Raises Trouble for a stream longer than `limit` bytes.
    """

    def __init__(self, stream: BinaryIO, limit: int, on_progress: Progress | None = None) -> None:
        self._stream, self._limit, self._on_progress = stream, limit, on_progress
        self.bytes_read = 0
        self.number = 0
        self.stopped = False

    def __iter__(self) -> Iterator[Line]:
        unfolding = _Unfolding()
        for number, line in self._physical():
            done = unfolding.feed(number, line)
            if done is not None:
                yield done
            if unfolding.torn:
                yield from unfolding.torn
                unfolding.torn = []
        done = unfolding.rest()
        if done is not None:
            yield done

    def _pieces(self) -> Iterator[bytes]:
        """The stream in pieces, as UTF-8 or another encoding that keeps ASCII."""
        decoder: codecs.IncrementalDecoder | None = None
        while piece := self._stream.read(_PIECE):
            if not self.bytes_read:
                decoder = _wide(piece)
                piece = piece.removeprefix(codecs.BOM_UTF8)
            self.bytes_read += len(piece)
            if self.bytes_read > self._limit:
                raise too_large(self._limit)
            yield decoder.decode(piece).encode("utf-8", "replace") if decoder else piece
            if self._on_progress is not None and not self._on_progress(self.bytes_read):
                self.stopped = True
                return

    def _physical(self) -> Iterator[tuple[int, bytes]]:
        """The lines as they stand in the file, by CRLF, LF, CR or CR CR LF, numbered from 1; without empty ones."""
        rest, returns = b"", b""
        for piece in self._pieces():
            data = returns + piece
            held = len(data) - len(data.rstrip(b"\r"))
            returns = b"\r" * held if held < _MANY_RETURNS else b""
            if returns:
                data = data[:-held]
            if b"\r" in data:
                data = data.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            lines = data.split(b"\n")
            if rest:
                lines[0] = rest[:LONGEST] + lines[0]
            rest = lines.pop()
            if len(rest) > LONGEST:
                rest = rest[:LONGEST]
            for line in lines:
                self.number += 1
                if line:
                    yield self.number, line[:LONGEST]
        if rest:
            self.number += 1
            yield self.number, rest[:LONGEST]


def too_large(limit: int) -> Trouble:
    """The sentence about a file that is longer than anybody's calendar."""
    return Trouble(
        _("This calendar is larger than {size} MB. Export a part of it, such as one year, and open that.").format(
            size=max(1, limit >> 20)
        )
    )


def _wide(piece: bytes) -> codecs.IncrementalDecoder | None:
    """A decoder for UTF-16 or UTF-32, by where the zero bytes of its ASCII letters stand; a mark alone says nothing."""
    start = piece[:400]
    if start.count(0) * 3 < len(start):
        return None
    for name, width, letter in (("utf-32-le", 4, 0), ("utf-32-be", 4, 3), ("utf-16-le", 2, 0), ("utf-16-be", 2, 1)):
        whole = start[: len(start) // width * width]
        others = b"".join(whole[place::width] for place in range(width) if place != letter)
        if len(whole) >= width and others.count(0) >= 0.9 * (len(others) - 4):
            return codecs.getincrementaldecoder(name)("replace")
    return None


class _Unfolding:
    """Content lines out of the lines of a file, as they come.

    A line that is neither folded nor a property belongs to the text before it, if there is one. In a file that is
    indented as a whole, blanks in front mean nothing: after BEGIN or END no fold can follow.
    """

    def __init__(self) -> None:
        self._number, self._name, self._raw = 0, b"", b""
        self._parts: list[bytes] = []
        self._size = 0
        self._indented, self._after_structure = False, True  # as if a file had begun before
        self._soft = False  # quoted-printable: a line that ends in "=" goes on in the next
        self.torn: list[Line] = []
        """What follows the line that `feed` gave, where several had run into one."""

    def feed(self, number: int, line: bytes) -> Line | None:
        """One line of the file, not empty; the line that it completes comes out."""
        if self._soft:
            self._soft = line.endswith(b"=") and len(self._raw) < LONGEST
            self._raw = self._raw[:-1] + line.lstrip(b" \t")
            return None
        blank = line[0] in b" \t"
        if blank and not (self._after_structure or (self._indented and _begins(line.lstrip()))):
            self._append(line[1:])
            return None
        if line[0] in b" \t\xef\0":
            self._indented = self._indented or blank
            line = line.lstrip(b" \t\xef\xbb\xbf\0")
        name, line = self._named(line)
        if not line:
            return None
        if not name and self._name in _CONTINUED and line not in _BEGINNINGS:
            self._append(b"\n" + line)
            return None
        done = self.rest()
        self._number, self._name, self._raw, self._size = number, name, line, len(line)
        self._after_structure = name in _STRUCTURES
        if self._after_structure:
            self._indented = self._indented and blank
            if line.count(b":") > 1:
                self._tear()
        elif line.endswith(b"BEGIN:VEVENT") and b"END:V" in line:
            self._tear_from_text()
        elif line.endswith(b"="):
            self._soft = b"QUOTED-PRINTABLE" in line[:200].upper()
        return done

    def rest(self) -> Line | None:
        """The line that is not yet known to be complete. Some fold within the name, or before the colon."""
        if not self._raw:
            return None
        if not self._parts:
            return Line(self._number, self._name, self._raw)
        raw, name = b"".join([self._raw, *self._parts]), self._name
        self._parts = []
        if not name and (found := _NAMED.match(raw)) and _is_name(found[1]):
            name = found[1].upper()
        return Line(self._number, name, raw)

    def _append(self, part: bytes) -> None:
        self._size += len(part)
        if self._size <= LONGEST:
            self._parts.append(part)

    def _named(self, line: bytes) -> tuple[bytes, bytes]:
        """The name of the property that begins here, b"" if none does, and the line put right."""
        found = _NAMED.match(line)
        if found and _is_name(found[1]):
            return found[1].upper(), line
        if misplaced := _MISPLACED.match(line):
            return misplaced[1].partition(b":")[0], misplaced[1]
        if (repaired := _NO_COLON.match(line)) and self._name not in TEXTS:
            return repaired[1], repaired[1] + b":" + line[repaired.end() :]
        return b"", line

    def _tear_from_text(self) -> None:
        """A property with the end of its event and the beginning of the next run into it."""
        place = self._raw.rfind(b"END:V")
        self.torn = [Line(self._number, self._name, self._raw[:place]), Line(self._number, b"END", b"END:VEVENT")]
        self._name, self._raw, self._after_structure = b"BEGIN", b"BEGIN:VEVENT", True

    def _tear(self) -> None:
        """Two of BEGIN and END that ran into one line."""
        pieces = _TWO_STRUCTURES.split(self._raw)
        self.torn = [Line(self._number, piece.partition(b":")[0].strip().upper(), piece) for piece in pieces[:-1]]
        self._raw = pieces[-1]
        self._name = self._raw.partition(b":")[0].strip().upper()


def _begins(line: bytes) -> bool:
    found = _NAMED.match(line)
    return bool(found and _is_name(found[1]))


def _is_name(word: bytes) -> bool:
    return word in KNOWN or word[:2] in (b"X-", b"x-") or word.upper() in KNOWN
