"""Where everybody stands on the network map: she in the middle, the groups round her, in each its people.

Pure, and without chance: the same groups give the same picture on any machine. Somebody new in a large group moves
nobody in it, and other groups only when theirs has to grow. Lengths are px of the design (13 px text), with her at 0, 0
and y downwards.
"""

import math
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from mrtnet.domain.layout_groups import FEW, NONE, Group

SPOT = 84.0
"""From one person to the next, of one row or of the next."""
STRETCH = 1.15
"""How much wider than high everything is: names lie, and so do screens."""
HER = 104.0  # of the room round her
EDGE = 54.0  # from the middle of a disc to the edge of its group
APART = 30.0  # between two groups, where their titles stand
_FEW = 18  # in a group of so many, their own middle is in its middle
ALONE = 50.0  # of the room round somebody in no group
DISC_ROOM = 90.0  # round somebody who is looked at
FIRST = math.radians(218)
"""Where the largest group stands: above, before her."""
_GROWS = 20.0  # a group's radius is a multiple of it


class Place(NamedTuple):
    """The middle of a person's disc; `group` is the number of the ground, -1 for none."""

    id: int
    x: float
    y: float
    group: int


class Ground(NamedTuple):
    """The ellipse of a group: its middle and its two radii."""

    key: str
    title: str
    size: int
    x: float
    y: float
    rx: float
    ry: float


class Layout(NamedTuple):
    """The whole map. `bounds` are left, top, right, bottom of all that is painted."""

    places: tuple[Place, ...]
    grounds: tuple[Ground, ...]
    bounds: tuple[float, float, float, float]


class Circle(NamedTuple):
    """A room to be placed."""

    x: float
    y: float
    r: float


def lay_out(groups: Sequence[Group], alone: Sequence[int], stopped: Callable[[], bool] = lambda: False) -> Layout:
    """Place everybody. `stopped` is asked now and then; once it is true, what is placed so far comes back."""
    sized = sorted(((radius(len(group.people)), group) for group in groups), key=_order)
    rooms = pack(HER, [*(r + APART for r, _group in sized), *(ALONE for _person in alone)])
    places: list[Place] = []
    grounds: list[Ground] = []
    for number, ((r, group), room) in enumerate(zip(sized, rooms[: len(sized)], strict=True)):
        if stopped():
            break
        x, y = _turned(room)
        grounds.append(Ground(group.key, group.title, len(group.people), x, y, r * STRETCH, r))
        for person, (dx, dy) in zip(group.people, spots(len(group.people)), strict=True):
            jx, jy = _off(person)
            places.append(Place(person, x + dx * STRETCH + jx, y + dy + jy, number))
    for person, room in zip(alone, rooms[len(sized) :], strict=True):
        places.append(Place(person, *_turned(room), -1))
    return Layout(tuple(places), tuple(grounds), _bounds(places, grounds))


def _turned(room: Circle) -> tuple[float, float]:
    x = room.x * math.cos(FIRST) - room.y * math.sin(FIRST)
    return x * STRETCH, room.x * math.sin(FIRST) + room.y * math.cos(FIRST)


def _order(sized: tuple[float, Group]) -> tuple[bool, float, str]:
    r, group = sized
    return group.key.startswith((FEW, NONE)), -r, group.key


def radius(count: int) -> float:
    """The radius of a group of so many; it grows in steps, so that one more seldom moves the others."""
    reach = max(math.hypot(x, y) for x, y in spots(count))
    return math.ceil((reach + EDGE) / _GROWS) * _GROWS


def spots(count: int) -> Sequence[tuple[float, float]]:
    """So many places round the middle, no two nearer than SPOT; of few, what they take is in the middle."""
    found = _rings(_rounded(count))[:count]
    if count > _FEW:
        return found
    x, y = ((min(spot[axis] for spot in found) + max(spot[axis] for spot in found)) / 2 for axis in (0, 1))
    return [(spot[0] - x, spot[1] - y) for spot in found]


def _rounded(count: int) -> int:
    return 1 << (count - 1).bit_length()  # few lists are kept, each for many sizes


@cache
def _rings(count: int) -> Sequence[tuple[float, float]]:
    """At least so many places of a net of triangles, the nearest to the middle first."""
    reach = SPOT * (math.sqrt(count / math.pi) + 2)
    bands: dict[int, list[tuple[int, float, float, float]]] = {}
    row_most = int(reach / SPOT) + 1
    for row in range(-row_most, row_most + 1):
        y, shift = row * SPOT, SPOT / 2 if row % 2 else 0.0
        most = int(reach / SPOT) + 1
        for column in range(-most, most + 1):
            x = column * SPOT + shift
            far = math.hypot(x, y)
            bands.setdefault(int(far / SPOT), []).append((round(far), _mixed(x, y), y, x))
    found: list[tuple[float, float]] = []
    for band in sorted(bands):
        found.extend((x, y) for _far, _turn, y, x in sorted(bands[band]))
    return tuple(found)


def _mixed(x: float, y: float) -> float:
    """A number that puts places equally far from the middle in turn on all its sides."""
    return round((math.atan2(y, x) / math.tau + 0.37) * 1.618 * 5 % 1.0, 6)


def _off(person: int) -> tuple[float, float]:
    """A little beside the net, always the same for one person: people do not stand in rows."""
    mixed = (person * 2654435761) & 0xFFFFFFFF
    return (mixed >> 8) % 13 - 6.0, (mixed >> 16) % 11 - 9.0


def pack(middle: float, radii: Sequence[float]) -> list[Circle]:
    """Circles of these radii round one of radius `middle` at 0, 0: none over another, each as near as it can be.

    A front chain (Wang, Wang, Dai, Wang: Visualization of large hierarchical data by circle packing, CHI 2006).
    """
    if not radii:
        return []
    placed = [Circle(0.0, 0.0, middle), Circle(middle + radii[0], 0.0, radii[0])]
    after, before = {0: 1, 1: 0}, {0: 1, 1: 0}
    near = 0  # the pair of the chain, by its first, that the next circle is put beside
    number = 1
    while number < len(radii):
        first, second = near, after[near]
        circle = _beside(placed[second], placed[first], radii[number])
        if (cut := _in_the_way(placed, after, before, first, second, circle)) is not None:
            first, second = cut
            after[first], before[second] = second, first
            near = first
            continue
        placed.append(circle)
        number += 1
        after[first], before[number], after[number], before[second] = number, first, second, number
        near = _nearest(placed, after, number)
    return placed[1:]


def _beside(one: Circle, other: Circle, r: float) -> Circle:
    """A circle of radius r that touches both, on the outer side of the chain."""
    dx, dy = one.x - other.x, one.y - other.y
    far2 = dx * dx + dy * dy
    a2, b2 = (other.r + r) ** 2, (one.r + r) ** 2
    if far2 == 0.0:
        return Circle(other.x + other.r + r, other.y, r)
    if a2 > b2:
        x = (far2 + b2 - a2) / (2 * far2)
        y = math.sqrt(max(0.0, b2 / far2 - x * x))
        return Circle(one.x - x * dx - y * dy, one.y - x * dy + y * dx, r)
    x = (far2 + a2 - b2) / (2 * far2)
    y = math.sqrt(max(0.0, a2 / far2 - x * x))
    return Circle(other.x + x * dx - y * dy, other.y + x * dy + y * dx, r)


def _in_the_way(
    placed: Sequence[Circle], after: dict[int, int], before: dict[int, int], first: int, second: int, circle: Circle
) -> tuple[int, int] | None:
    """The shorter chain, where a circle of it lies where the new one would; looked for from both ends at once."""
    ahead, behind = after[second], before[first]
    way_ahead, way_behind = placed[second].r, placed[first].r
    while True:
        if way_ahead <= way_behind:
            if _over(placed[ahead], circle):
                return first, ahead
            way_ahead += placed[ahead].r
            ahead = after[ahead]
        else:
            if _over(placed[behind], circle):
                return behind, second
            way_behind += placed[behind].r
            behind = before[behind]
        if ahead == after[behind]:
            return None


def _over(one: Circle, other: Circle) -> bool:
    apart = one.r + other.r - 1e-6
    return apart > 0 and apart * apart > (one.x - other.x) ** 2 + (one.y - other.y) ** 2


def _nearest(placed: Sequence[Circle], after: dict[int, int], start: int) -> int:
    """The first of the pair of the chain whose touching point is nearest to her."""
    best, found, here = math.inf, start, start
    while True:
        one, other = placed[here], placed[after[here]]
        both = one.r + other.r
        x, y = (one.x * other.r + other.x * one.r) / both, (one.y * other.r + other.y * one.r) / both
        far = x * x + y * y
        if far < best - 1e-9:
            best, found = far, here
        here = after[here]
        if here == start:
            return found


def _bounds(places: Sequence[Place], grounds: Sequence[Ground]) -> tuple[float, float, float, float]:
    xs = [-HER, HER, *(g.x - g.rx for g in grounds), *(g.x + g.rx for g in grounds)]
    ys = [-HER, HER, *(g.y - g.ry - APART for g in grounds), *(g.y + g.ry + APART for g in grounds)]
    free = [place for place in places if place.group < 0]
    xs += [place.x + side for place in free for side in (-ALONE, ALONE)]
    ys += [place.y + side for place in free for side in (-ALONE, ALONE)]
    return min(xs), min(ys), max(xs), max(ys)
