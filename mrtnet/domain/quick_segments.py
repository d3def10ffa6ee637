"""A quick line as pieces between its separators."""

from typing import NamedTuple

from mrtnet.domain.quick_reading import GAP, SEPARATOR, Reading


class Segment(NamedTuple):
    """A piece between two separators, as places in the free text."""

    start: int
    end: int
    before: str  # the separator before it
    after: str

    def text(self, reading: Reading) -> str:
        """What is left of it to be read."""
        return reading.free[self.start : self.end].replace(GAP, " ").strip()


def segments_of(reading: Reading) -> list[Segment]:
    """The pieces that are not taken yet, in order."""
    found: list[Segment] = []
    start, before = 0, ""
    for match in [*SEPARATOR.finditer(reading.free), None]:
        end = match.start() if match else len(reading.free)
        after = match[0] if match else ""
        if reading.free[start:end].replace(GAP, " ").strip():
            found.append(Segment(start, end, before, after))
            before = after
        elif before in ("", ","):
            before = after
        start = match.end() if match else end
    return found
