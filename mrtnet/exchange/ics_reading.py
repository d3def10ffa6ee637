"""Calendars of others, read as far as they go: any .ics bytes into entries, and a sentence for what was not understood.

No file is refused for its mistakes. Each event stands alone; only what cannot be placed in time at all is left out,
by name. Written by hand rather than through a library, which stops at the first wrong line and knows no line numbers.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from mrtnet.domain.problems import Problem
from mrtnet.exchange.ics_blocks import Block, Blocks
from mrtnet.exchange.ics_entries import Attendee, CalendarRead, ReadEntry
from mrtnet.exchange.ics_event import EntryReader, title_of
from mrtnet.exchange.ics_lines import Lines, Progress, too_large
from mrtnet.exchange.ics_values import line_of, property_of
from mrtnet.exchange.zone_names import named
from mrtnet.exchange.zone_rules import Zones
from mrtnet.trouble import Trouble
from mrtnet.words import _, plural

__all__ = ["LIMIT", "MOST_ENTRIES", "Attendee", "CalendarRead", "ReadEntry", "read_calendar"]

LIMIT = 512 << 20
"""Bytes that a file may have. It is read in pieces: what is kept in memory are its events."""
MOST_ENTRIES = 250_000
_MOST_PROBLEMS = 2000


def read_calendar(data: bytes | BinaryIO, *, limit: int = LIMIT, on_progress: Progress | None = None) -> CalendarRead:
    """Everything a calendar says, and what of it could not be read.

    `on_progress` is told the bytes read so far, and stops the reading by answering False; what was read until then is
    returned with a sentence about it. Raises Trouble for a file that is not a calendar, or has more than `limit` bytes.
    """
    stream = BytesIO(data) if isinstance(data, bytes) else data
    if _length(stream) > limit:
        raise too_large(limit)
    lines = Lines(stream, limit, on_progress)
    blocks = Blocks(lines)
    found = _Reading(blocks)
    found.run()
    if not blocks.is_calendar:
        if lines.stopped:
            return CalendarRead("", "", (), (Problem(lines.number, "", _stopped(), lost=False),))
        raise Trouble(_("This file is not a calendar. Choose a file that ends in .ics."))
    if lines.stopped:
        found.problems.append(Problem(lines.number, "", _stopped(), lost=False))
    return found.result()


def _stopped() -> str:
    return _("Reading was stopped here. What comes after it was left out.")


def _length(stream: BinaryIO) -> int:
    """The bytes still to read, as far as the stream knows."""
    try:
        if not stream.seekable():
            return 0
        here = stream.tell()
        end = stream.seek(0, 2)
        stream.seek(here)
    except (OSError, AttributeError, ValueError):
        return 0
    return end - here


class _Reading:
    """One file on its way into entries. An event whose zone may be described further down waits for its calendar."""

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks
        self._entries: list[ReadEntry | None] = []
        self._waiting: list[tuple[int, Block]] = []
        self._left_out: dict[str, list[int]] = {}
        self._head: dict[bytes, str] = {}
        self.problems: list[Problem] = []
        self._reader = EntryReader(Zones(), self._say)

    def run(self) -> None:
        """Read it all."""
        for block in self._blocks:
            if block.name == "VCALENDAR":
                self._calendar_over(block)
            elif block.name == "VTIMEZONE":
                self._reader.zones.describe(block)
            elif block.name != "VEVENT":
                self._left_out.setdefault(block.name, []).append(block.number)
            elif len(self._entries) >= MOST_ENTRIES:
                reason = _("The calendar has more than {n} entries. What comes from here on was left out.")
                self.problems.append(Problem(block.number, title_of(block), reason.format(n=f"{MOST_ENTRIES:,}")))
                self._calendar_over(Block("VCALENDAR", block.number))
                return
            else:
                self._event(block)

    def _event(self, block: Block) -> None:
        if self._reader.settled(block):
            self._entries.append(self._reader.read(block))
        else:
            self._waiting.append((len(self._entries), block))
            self._entries.append(None)

    def _calendar_over(self, head: Block) -> None:
        for line in head.lines:
            self._head.setdefault(line.name, line_of(property_of(line).value))
        self._reader.method = self._method()
        for place, block in self._waiting:
            self._entries[place] = self._reader.read(block)
        self._waiting.clear()
        self._reader = EntryReader(Zones(), self._say)

    def _method(self) -> str:
        return self._head.get(b"METHOD", "").upper()

    def _say(self, problem: Problem) -> None:
        if len(self.problems) < _MOST_PROBLEMS or problem.lost:
            self.problems.append(problem)

    def result(self) -> CalendarRead:
        """What was read, problems in the order of the file."""
        problems = sorted([*self.problems, *self._blocks.problems, *self._of_other_kinds()])
        return CalendarRead(
            method=self._method(),
            name=self._head.get(b"X-WR-CALNAME") or self._head.get(b"NAME", ""),
            entries=tuple(entry for entry in self._entries if entry is not None),
            problems=tuple(problems),
            zone=named(self._head.get(b"X-WR-TIMEZONE", "")).name,
        )

    def _of_other_kinds(self) -> Iterator[Problem]:
        """One sentence for all tasks, one for all journals and so on."""
        for name, numbers in self._left_out.items():
            n = len(numbers)
            if name == "VTODO":
                said = plural("{n} task was left out.", "{n} tasks were left out.", n)
            elif name == "VJOURNAL":
                said = plural("{n} journal entry was left out.", "{n} journal entries were left out.", n)
            else:
                said = plural(
                    "{n} part that is no event was left out.", "{n} parts that are no event were left out.", n
                )
            yield Problem(numbers[0], name, said, lost=False)
