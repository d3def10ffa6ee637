"""A calendar file taken apart into its events and zones, one by one, so that a broken one harms no other.

What is usual in broken files is put right on the way: a missing or misspelt BEGIN or END, an END in the wrong place,
several calendars in one file, properties outside of any component.
"""

from collections.abc import Iterator

from mrtnet.domain.problems import Problem
from mrtnet.exchange.ics_lines import STRUCTURE, Line, Lines
from mrtnet.words import _

WHOLE = ("VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VAVAILABILITY", "VPOLL")
_PARTS = {"VALARM": ("VEVENT", "VTODO"), "STANDARD": ("VTIMEZONE",), "DAYLIGHT": ("VTIMEZONE",)}
_ENDINGS = (*WHOLE, "VCALENDAR", *_PARTS)
_DEEPEST = 50
_MOST_LINES = 20_000  # of one component
_MOST_BYTES = 8 << 20
_MOST_STRAYS = 1000

_READ = frozenset(
    b"""UID SEQUENCE RECURRENCE-ID SUMMARY DESCRIPTION LOCATION URL STATUS TRANSP DTSTART DTEND DURATION RRULE RDATE
    EXDATE EXRULE ORGANIZER ATTENDEE CATEGORIES CREATED LAST-MODIFIED DTSTAMP CONFERENCE CLASS COMMENT TRIGGER REPEAT
    ACTION TZID TZOFFSETFROM TZOFFSETTO X-LIC-LOCATION X-GOOGLE-CONFERENCE X-MICROSOFT-CDO-BUSYSTATUS
    X-MICROSOFT-CDO-ALLDAYEVENT X-MICROSOFT-SKYPETEAMSMEETINGURL X-MICROSOFT-ONLINEMEETINGEXTERNALLINK""".split()
)
_HEAD = frozenset(b"METHOD NAME X-WR-CALNAME X-WR-TIMEZONE VERSION".split())
_OF_THE_ENTRY = frozenset(
    b"""SUMMARY DTSTART DTEND DTSTAMP UID RRULE RDATE EXDATE LOCATION ORGANIZER SEQUENCE STATUS TRANSP CATEGORIES
    URL""".split()
)
_OPENS_AN_ENTRY = _OF_THE_ENTRY | {b"DESCRIPTION"}


class Block:
    """One component: its properties in order, its alarms or observances. `name` "" is one whose BEGIN was lost."""

    __slots__ = ("lines", "name", "number", "parts", "size")

    def __init__(self, name: str, number: int) -> None:
        self.name, self.number = name, number
        self.lines: list[Line] = []
        self.parts: list[Block] = []
        self.size = 0

    def raw(self, name: bytes) -> bytes:
        """The first line of that property as it stands, b"" if there is none."""
        return next((line.raw for line in self.lines if line.name == name), b"")


class Blocks:
    """The components of a file in order. A block named VCALENDAR ends a calendar: its lines are the calendar's own.

    `problems` grows while reading; `is_calendar` tells whether anything of a calendar was seen.
    """

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._head = Block("VCALENDAR", 1)
        self._open: list[Block] = []
        self.problems: list[Problem] = []
        self.is_calendar = False

    def __iter__(self) -> Iterator[Block]:
        for line in self._lines:
            if line.name == b"BEGIN":
                yield from self._begin(line)
            elif line.name == b"END":
                yield from self._end(line)
            elif line.name:
                self._property(line)
            else:
                self._stray(line)
        if not self._lines.stopped:  # else the last one is only a part of itself
            yield from self._closed(0)
        yield self._head

    def _begin(self, line: Line) -> Iterator[Block]:
        name = _component(line)
        if name == "VCALENDAR":
            yield from self._calendar_over()
            self.is_calendar = True
        elif name in WHOLE:
            yield from self._closed(0)
            self._open.append(Block(name, line.number))
            self.is_calendar = True
        elif name in _PARTS:
            while self._open and self._open[-1].name not in _PARTS[name] and len(self._open) > 1:
                self._pop()
            self._open.append(Block(name, line.number))
        elif len(self._open) < _DEEPEST:
            self._open.append(Block(name or "?", line.number))

    def _end(self, line: Line) -> Iterator[Block]:
        name = _component(line)
        names = [block.name for block in self._open]
        if name == "VCALENDAR":
            yield from self._calendar_over()
        elif name in names:
            yield from self._closed(len(names) - 1 - names[::-1].index(name))
        elif name in WHOLE and self._open:
            if self._open[0].name not in WHOLE:  # its BEGIN was misspelt or missing
                self._open[0].name = name
                yield from self._closed(0)
        elif len(self._open) > 1:
            self._pop()
        elif self._open and self._open[0].name not in WHOLE:
            self._open.clear()

    def _calendar_over(self) -> Iterator[Block]:
        yield from self._closed(0)
        if self._head.lines or self.is_calendar:
            yield self._head
            self._head = Block("VCALENDAR", 1)

    def _closed(self, depth: int) -> Iterator[Block]:
        """Close everything from that depth on."""
        while len(self._open) > max(depth, 1):
            self._pop(missing=len(self._open) - 1 > depth)
        if depth == 0 and self._open:
            block = self._open.pop()
            if block.name in WHOLE:
                yield block
            elif block.raw(b"DTSTART") and block.raw(b"UID"):
                block.name = "VEVENT"
                self.is_calendar = True
                yield block

    def _pop(self, missing: bool = True) -> None:
        """The innermost block is over. What an alarm without its END took from its event goes back."""
        block = self._open.pop()
        outer = self._open[-1]
        if block.name not in _PARTS:
            return
        outer.parts.append(block)
        if missing and block.name == "VALARM":
            back = [line for line in block.lines if line.name in _OF_THE_ENTRY and not outer.raw(line.name)]
            outer.lines += back

    def _property(self, line: Line) -> None:
        if not self._open:
            if line.name in _HEAD:
                self._head.lines.append(line)
            elif line.name in _OPENS_AN_ENTRY:
                self._open.append(Block("", line.number))
        if not self._open or line.name not in _READ:
            return
        block = self._open[-1]
        block.size += len(line.raw)
        if block.size <= _MOST_BYTES and len(block.lines) < _MOST_LINES:
            block.lines.append(line)
        else:
            self._say(line, _("This entry is too long. What comes from this line on was left out."))

    def _stray(self, line: Line) -> None:
        if self._open and self._open[0].name in ("VEVENT", "VTIMEZONE"):
            self._say(line, _("This line is not in the form of a calendar and was left out."))

    def _say(self, line: Line, reason: str) -> None:
        """Once for each entry and reason."""
        last = self.problems[-1] if self.problems else None
        told = last is not None and last.reason == reason and last.line >= self._open[0].number
        if len(self.problems) < _MOST_STRAYS and not told:
            self.problems.append(Problem(line.number, line.raw[:60].decode("utf-8", "replace"), reason, lost=False))


def _component(line: Line) -> str:
    """The name after BEGIN or END, in capitals, without what ran into it."""
    found = STRUCTURE.match(line.raw)
    if found:
        return found[2].decode("ascii").upper()
    rest = line.raw[line.raw.find(b":") + 1 :].strip().upper().decode("ascii", "replace")
    return next((name for name in _ENDINGS if rest.startswith(name)), rest[:40])
