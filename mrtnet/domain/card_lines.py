"""The lines that recognition found on a picture of a business card: where each stands, and how sure it is."""

from typing import NamedTuple

Point = tuple[float, float]
Box = tuple[int, int, int, int]
"""Left, top, width and height in pixels of the upright picture."""


class CardLine(NamedTuple):
    """One line of text on a card.

    `corners` are those of its text, from the beginning of the text on clockwise, in pixels of the upright picture (the
    picture turned by `PictureRead.turned`); they may lie askew. `score` is from 0 to 1.
    """

    text: str
    corners: tuple[Point, Point, Point, Point]
    score: float = 1.0

    @property
    def box(self) -> Box:
        """The upright rectangle around it."""
        xs, ys = [x for x, _y in self.corners], [y for _x, y in self.corners]
        left, top = int(min(xs)), int(min(ys))
        return left, top, round(max(xs)) - left, round(max(ys)) - top


def line_at(text: str, left: float, top: float, width: float, height: float, score: float = 1.0) -> CardLine:
    """A line that stands level in this rectangle."""
    right, bottom = left + width, top + height
    return CardLine(text, ((left, top), (right, top), (right, bottom), (left, bottom)), score)
