"""Which places of the network map are taken, so that no name lies over another, looked up by squares."""

from collections.abc import Iterator

from PySide6.QtCore import QRect

SIDE = 64  # px of a square

_Sides = tuple[int, int, int, int]  # left, right, top, bottom


class Taken:
    """The rectangles that are taken."""

    def __init__(self) -> None:
        self._squares: dict[tuple[int, int], list[_Sides]] = {}

    def take(self, rect: QRect) -> None:
        """Nothing else comes here."""
        sides = _sides(rect)
        for square in _squares(sides):
            self._squares.setdefault(square, []).append(sides)

    def has_room(self, rect: QRect) -> bool:
        """Whether all of it is free."""
        left, right, top, bottom = sides = _sides(rect)
        return all(
            right < other[0] or other[1] < left or bottom < other[2] or other[3] < top
            for square in _squares(sides)
            for other in self._squares.get(square, ())
        )


def _sides(rect: QRect) -> _Sides:
    return rect.left(), rect.right(), rect.top(), rect.bottom()


def _squares(sides: _Sides) -> Iterator[tuple[int, int]]:
    left, right, top, bottom = sides
    for x in range(left // SIDE, right // SIDE + 1):
        for y in range(top // SIDE, bottom // SIDE + 1):
            yield x, y
