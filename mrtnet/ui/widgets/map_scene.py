"""What stands on the network map and how it is painted: less of each person the farther away, whole groups at last.

Lengths are px of the design, `scale` says how many pixels one is. The content's pixel 0, 0 is where she stands.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from mrtnet.domain.layout import SPOT, STRETCH, Ground, Layout, Place
from mrtnet.domain.layout_groups import Dot, Tie
from mrtnet.ui import tokens
from mrtnet.ui.painting import CENTER, avatar, elide, line, own_way, text_width
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.map_room import Taken
from mrtnet.words import _

DISC, HERS = 34.0, 52.0
CELL, CLOUD = 400.0, 1600.0  # of the nets that people are looked up in, and painted by as dots
NAMES, INITIALS = 0.7, 0.42  # scales, at 100 % text, from which names and initials can be read
MOST_LINES = 150  # more people than this, and only one line goes to each group
MOST_TIES, FEW_TIES = 600, 60  # more are not drawn at all; so few also from far away
HUES = ("violet", "accent", "blue", "amber", "green")
MOST_NAMED = 300  # in a map of more people, none is named before all can be
SMALL_GROUND = 15.0  # design px: a lower group on the screen has no title


class Title(NamedTuple):
    """The name of a group, in pixels of the content."""

    rect: QRect
    text: str
    token: str
    ground: int


class Name(NamedTuple):
    """The name of one person where not all can be named, in pixels of the content."""

    rect: QRect
    text: str


class Line(NamedTuple):
    """A bent line and the room it takes, in px of the design."""

    start: tuple[float, float]
    end: tuple[float, float]
    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def between(cls, x: float, y: float, to_x: float, to_y: float) -> "Line":
        """The one from here to there."""
        room = bent(QPointF(x, y), QPointF(to_x, to_y)).controlPointRect().adjusted(-4, -4, 4, 4)
        return cls((x, y), (to_x, to_y), room.left(), room.top(), room.right(), room.bottom())


class MapScene:
    """One layout with its people. `near` finds people by place."""

    def __init__(self, theme: Theme, layout: Layout, people: Sequence[Dot], ties: Sequence[Tie]) -> None:
        self.theme, self.layout = theme, layout
        self.people: Mapping[int, Dot] = {dot.id: dot for dot in people}
        self.places: Mapping[int, Place] = {place.id: place for place in layout.places}
        here = self.places
        self.ties = [tie for tie in ties if tie.one in here and tie.other in here]
        self._cells: dict[tuple[int, int], list[Place]] = {}
        for place in layout.places:
            self._cells.setdefault((int(place.x // CELL), int(place.y // CELL)), []).append(place)
        self._clouds = _clouds(layout.places)
        self._single = len(layout.places) <= MOST_LINES
        self._lines = [Line.between(0.0, 0.0, each.x, each.y) for each in (layout.places if self._single else ())]
        drawn = self.ties if len(self.ties) <= MOST_TIES else []
        self._dashes = [Line.between(*here[tie.one][1:3], *here[tie.other][1:3]) for tie in drawn]

    # Who is where

    def near(self, area: QRectF) -> Iterator[Place]:
        """Everybody whose disc's middle lies in this area."""
        for cell in self._cells_in(area):
            for place in self._cells[cell]:
                if area.left() <= place.x <= area.right() and area.top() <= place.y <= area.bottom():
                    yield place

    def _cells_in(self, area: QRectF) -> Iterator[tuple[int, int]]:
        left, right = int(area.left() // CELL), int(area.right() // CELL)
        top, bottom = int(area.top() // CELL), int(area.bottom() // CELL)
        if (right - left + 1) * (bottom - top + 1) > len(self._cells):
            yield from (cell for cell in self._cells if left <= cell[0] <= right and top <= cell[1] <= bottom)
            return
        for y in range(top, bottom + 1):
            for x in range(left, right + 1):
                if (x, y) in self._cells:
                    yield x, y

    def person_at(self, where: QPointF, scale: float) -> int:
        """Whose disc is under this point of the design; 0 if nobody's, or too small to be meant."""
        if DISC * scale < self.theme.px(8):
            return 0
        reach = max(DISC / 2 + 3, self.theme.px(10) / scale)
        area = QRectF(where.x() - reach, where.y() - reach, 2 * reach, 2 * reach)
        found = [(math.hypot(place.x - where.x(), place.y - where.y()), place.id) for place in self.near(area)]
        best = min(found, default=(math.inf, 0))
        return best[1] if best[0] <= reach else 0

    def ground_at(self, where: QPointF) -> int:
        """The number of the group under this point; -1 if there is none."""
        for number, ground in enumerate(self.layout.grounds):
            if ((where.x() - ground.x) / ground.rx) ** 2 + ((where.y() - ground.y) / ground.ry) ** 2 <= 1:
                return number
        return -1

    def token_of(self, ground: int) -> str:
        """The colour of a group."""
        return HUES[ground % len(HUES)]

    # Painting

    def paint(self, painter: QPainter, content: QRectF, scale: float) -> None:
        """Paint what lies in this part of the content; the painter stands so that content is where it paints."""
        margin = (SPOT + DISC) * scale
        wide = content.adjusted(-margin, -margin, margin, margin)
        area = QRectF(wide.x() / scale, wide.y() / scale, wide.width() / scale, wide.height() / scale)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plain = QPen(self.theme.color("border_btn"), 1.3 * self.theme.scale)
        if not self._single:  # to the edges of the groups; all at once, since bent ones take ten times as long
            painter.setPen(plain)
            grounds = self.layout.grounds
            painter.drawLines([QLineF(0, 0, ground.x * scale, ground.y * scale) for ground in grounds])
        self._grounds(painter, content, scale)
        if self._single:
            self._draw(painter, self._lines, plain, content, scale)
        if len(self._dashes) <= FEW_TIES or self._reads(INITIALS, scale):
            self._draw(painter, self._dashes, self.dashed(), content, scale)
        self.her(painter, content, scale)
        if self._reads(INITIALS, scale):
            named = self._reads(NAMES, scale)
            for place in self.near(area):
                self.person(painter, place, scale, named=named)
        else:
            self._dots(painter, area, scale)

    def _reads(self, least: float, scale: float) -> bool:
        return scale >= least * self.theme.scale

    def _grounds(self, painter: QPainter, content: QRectF, scale: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for number, ground in enumerate(self.layout.grounds):
            rect = _scaled(ground, scale)
            if rect.intersects(content):
                tint = self.theme.color(f"{self.token_of(number)}_tint")
                painter.setBrush(_between(tint, self.theme.color("base"), 0.7))
                painter.drawEllipse(rect)

    def _draw(self, painter: QPainter, lines: Sequence[Line], pen: QPen, content: QRectF, scale: float) -> None:
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        left, top = content.left() / scale, content.top() / scale
        right, bottom = content.right() / scale, content.bottom() / scale
        for each in lines:
            if each.left <= right and each.right >= left and each.top <= bottom and each.bottom >= top:
                start, end = each.start, each.end
                painter.drawPath(bent(QPointF(start[0] * scale, start[1] * scale),
                                      QPointF(end[0] * scale, end[1] * scale)))  # fmt: skip

    def dashed(self) -> QPen:
        """The line between two who know each other."""
        pen = QPen(self.theme.color("text3"), 1.3 * self.theme.scale)
        pen.setDashPattern([3.0, 2.5])
        return pen

    def her(self, painter: QPainter, content: QRectF, scale: float) -> None:
        """The disc in the middle: you."""
        side = max(HERS * scale, 5.0 * self.theme.scale)
        rect = QRectF(-side / 2, -side / 2, side, side)
        if not rect.intersects(content):
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("accent"))
        painter.drawEllipse(rect)
        text = _("You")
        role = "strong" if side >= text_width(self.theme, "strong", text) + 8 else "tiny_strong"
        if side >= text_width(self.theme, role, text) + 2:
            line(painter, self.theme, rect.toRect(), role, "on_accent", text, CENTER)

    def spot(self, place: Place, scale: float) -> QPointF:
        """Where somebody stands, in pixels of the content."""
        return QPointF(place.x * scale, place.y * scale)

    def person(
        self, painter: QPainter, place: Place, scale: float, *, named: bool, strong: bool = False, ring: bool = False
    ) -> None:
        """A disc with initials, and the name below; with a ring for those on the way."""
        theme, dot = self.theme, self.people[place.id]
        side = max(2, round(DISC * scale))
        x, y = round(place.x * scale), round(place.y * scale)
        rect = QRect(x - side // 2, y - side // 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("base"))
        edge = max(1, theme.px(2))
        painter.drawEllipse(rect.adjusted(-edge, -edge, edge, edge))
        avatar(painter, theme, rect, dot.name, dot.id)
        if ring:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 2 * theme.scale))
            painter.drawEllipse(QRectF(rect).adjusted(-edge - 1, -edge - 1, edge + 1, edge + 1))
        if named:
            self._name(painter, dot, x, y + side // 2 + edge, scale, strong)

    def _name(self, painter: QPainter, dot: Dot, x: int, top: int, scale: float, strong: bool) -> None:
        role, theme = "small_strong" if strong else "small", self.theme
        wide = round(max(SPOT * STRETCH * scale - theme.px(4), theme.px(130) if strong else 0))
        words = QRect(x - wide // 2, top + theme.px(5 if strong else 0), wide, theme.px(17 if strong else 19))
        text = dot.short or dot.name
        if strong:  # what lies below shows through no letter
            ground = QColor(theme.color("base"))
            ground.setAlpha(220)
            painter.setBrush(ground)
            painter.setPen(Qt.PenStyle.NoPen)
            side = min(wide, text_width(theme, role, text) + theme.px(8))
            painter.drawRoundedRect(QRect(x - side // 2, top, side, words.height()), theme.px(4), theme.px(4))
        line(painter, theme, words, role, "text" if strong else "text2", text, CENTER)

    def _dots(self, painter: QPainter, area: QRectF, scale: float) -> None:
        painter.save()
        painter.scale(scale, scale)
        tiny = DISC * scale < 2.5
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, not tiny)
        left, right = int(area.left() // CLOUD), int(area.right() // CLOUD)
        top, bottom = int(area.top() // CLOUD), int(area.bottom() // CLOUD)
        for hue, clouds in self._clouds.items():
            disc, ink = tokens.AVATARS[hue][2:] if self.theme.dark else tokens.AVATARS[hue][:2]
            pen = QPen(_between(QColor(ink), QColor(disc), 0.45), DISC)
            pen.setCapStyle(Qt.PenCapStyle.SquareCap if tiny else Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            for (x, y), points in clouds.items():
                if left <= x <= right and top <= y <= bottom:
                    painter.drawPoints(points)
        painter.restore()

    # Titles lie above everything, at one size

    def titles(self, scale: float) -> list[Title]:
        """The names of the groups that have room, the largest first; none over another."""
        theme = self.theme
        height, found, taken = theme.px(18), list[Title](), Taken()
        least, most = (round(edge * scale) for edge in self.layout.bounds[::2])
        order = sorted(range(len(self.layout.grounds)), key=lambda number: -self.layout.grounds[number].size)
        for number in order:
            ground = self.layout.grounds[number]
            if ground.ry * scale < SMALL_GROUND * theme.scale:
                continue
            room = max(round(2 * ground.rx * scale), theme.px(200))
            title = self.title_of(number, room)
            text, wide = title.text, title.rect.width()
            middle = round(ground.x * scale)
            away = round(ground.ry * scale) + height // 2 + theme.px(3)
            top = round(ground.y * scale) + (away if ground.y >= 0 else -away) - height // 2
            rect = QRect(min(max(middle - wide // 2, least), most - wide), top, wide, height)
            if taken.has_room(rect):
                taken.take(rect)
                found.append(Title(rect, text, self.token_of(number), number))
        return found

    def title_of(self, number: int, room: int) -> Title:
        """The name of a group in so many pixels, with its middle at the top of 0, 0."""
        theme, ground = self.theme, self.layout.grounds[number]
        text = f"{ground.title[:200]} · {ground.size:,}"
        if text_width(theme, "small_strong", text) > room:
            end = f" · {ground.size:,}"
            text = elide(theme, "small_strong", ground.title, room - text_width(theme, "small_strong", end)) + end
        wide = text_width(theme, "small_strong", text) + theme.px(6)
        return Title(QRect(-wide // 2, 0, wide, theme.px(18)), text, self.token_of(number), number)

    def title(self, painter: QPainter, title: Title) -> None:
        """Paint one, readable over whatever lies below."""
        theme = self.theme
        ground = QColor(theme.color("base"))
        ground.setAlpha(190)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(title.rect, theme.px(4), theme.px(4))
        painter.setFont(theme.font("small_strong"))
        painter.setPen(theme.color(title.token))
        painter.drawText(title.rect, CENTER, own_way(title.text, painter.layoutDirection()))

    # Names, where not everybody has one

    def name(self, painter: QPainter, name: Name) -> None:
        """Paint one, like those that stand below the discs."""
        line(painter, self.theme, name.rect, "small", "text2", name.text, CENTER)

    def names(self, scale: float, titles: Sequence[Title]) -> list[Name]:
        """Who is named where the map is too small, or the text too large, to name everybody: whoever there is room for.

        Those first who know most others here, then whom she spoke with last. No name lies on a disc, a title or
        another name.
        """
        if self._reads(NAMES, scale) or len(self.places) > MOST_NAMED:
            return []
        theme, found = self.theme, list[Name]()
        high, gap = theme.metrics("small").height(), theme.px(2)
        discs = {place.id: self._disc(place, scale) for place in self.layout.places}
        taken = Taken()
        for rect in (_around(QPoint(0, 0), round(HERS * scale)), *discs.values(), *(title.rect for title in titles)):
            taken.take(rect)
        for person in self._by_weight:
            disc, dot = discs[person], self.people[person]
            text = elide(theme, "small", dot.short or dot.name, theme.px(SPOT))
            wide = text_width(theme, "small", text) + theme.px(4)
            middle, left, right = disc.center(), disc.left() - gap - wide, disc.right() + gap
            places = ((middle.x() - wide // 2, disc.bottom() + gap), (middle.x() - wide // 2, disc.top() - gap - high),
                      (right, middle.y() - high // 2), (left, middle.y() - high // 2))  # fmt: skip
            free = (room for x, y in places if taken.has_room(room := QRect(x, y, wide, high)))
            for room in islice(free, 1):
                taken.take(room)
                found.append(Name(room, text))
        return found

    @cached_property
    def _by_weight(self) -> list[int]:
        """Everybody, those first whom a small map names first."""
        known = Counter(person for tie in self.ties for person in (tie.one, tie.other))
        last = {person: dot.last_contact.toordinal() if dot.last_contact else 0 for person, dot in self.people.items()}
        return sorted(self.places, key=lambda person: (-known[person], -last[person], person))

    def _disc(self, place: Place, scale: float) -> QRect:
        return _around(self.spot(place, scale).toPoint(), round(DISC * scale) + 2 * max(1, self.theme.px(2)))


def _clouds(places: Sequence[Place]) -> dict[int, dict[tuple[int, int], QPolygonF]]:
    """Everybody's place, by hue and by where."""
    found: dict[int, dict[tuple[int, int], list[QPointF]]] = {}
    for place in places:
        cells = found.setdefault(place.id % len(tokens.AVATARS), {})
        cells.setdefault((int(place.x // CLOUD), int(place.y // CLOUD)), []).append(QPointF(place.x, place.y))
    return {hue: {cell: QPolygonF(points) for cell, points in found[hue].items()} for hue in sorted(found)}


def _around(middle: QPoint, side: int) -> QRect:
    return QRect(middle.x() - side // 2, middle.y() - side // 2, side, side)


def bent(start: QPointF, end: QPointF) -> QPainterPath:
    """A line that bends a little to one side."""
    path = QPainterPath(start)
    dx, dy = end.x() - start.x(), end.y() - start.y()
    path.quadTo((start.x() + end.x()) / 2 + dy * 0.08, (start.y() + end.y()) / 2 - dx * 0.08, end.x(), end.y())
    return path


def _scaled(ground: Ground, scale: float) -> QRectF:
    return QRectF((ground.x - ground.rx) * scale, (ground.y - ground.ry) * scale,
                  2 * ground.rx * scale, 2 * ground.ry * scale)  # fmt: skip


def _between(one: QColor, other: QColor, share: float) -> QColor:
    """So much of the first colour in the second."""
    parts = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return QColor(*(round(first * share + second * (1 - share)) for first, second in parts))
