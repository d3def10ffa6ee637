"""Where she looks on the network map: how large it is shown, and which part of it is in view."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QSize

from mrtnet.domain.layout import DISC_ROOM, Ground
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.map_scene import INITIALS, NAMES

CLOSEST = 3.0
MARGIN, TITLES = 8, 14  # design px round all of it; above and below for titles


class Camera:
    """`scale` says how many pixels one of the design is, `corner` which pixel of the content is at 0, 0 of the view."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.scale, self.corner, self.size = 1.0, QPoint(), QSize()
        self.bounds = (-1.0, -1.0, 1.0, 1.0)
        """Left, top, right, bottom of all there is, in px of the design."""
        self.fitted = False
        """Whether everything is shown, and shall be when the view grows."""

    def view(self) -> QRect:
        """The part of the content that is seen."""
        return QRect(self.corner, self.size)

    def design(self, where: QPointF) -> QPointF:
        """A point of the view, in px of the design."""
        return QPointF((self.corner.x() + where.x()) / self.scale, (self.corner.y() + where.y()) / self.scale)

    def middle(self) -> QPointF:
        """The middle of what is seen, in px of the design."""
        return self.design(QPointF(self.size.width() / 2, self.size.height() / 2))

    def whole(self) -> float:
        """The scale at which everything is in view."""
        left, top, right, bottom = self.bounds
        room, titles = self.theme.px(2 * MARGIN), self.theme.px(2 * TITLES)
        across, down = self.size.width() - room, self.size.height() - room - titles
        fits = min(max(1, across) / (right - left), max(1, down) / (bottom - top))
        return min(fits, 1.2 * self.theme.scale)

    def fit(self) -> None:
        """Look at everything."""
        left, top, right, bottom = self.bounds
        self.scale = self.whole()
        self._middle_on((left + right) / 2, (top + bottom) / 2)
        self.fitted = True

    def zoom(self, factor: float, about: QPointF | None = None) -> None:
        """Closer or farther, this point of the view (else its middle) staying where it is."""
        farthest = min(self.whole(), self.theme.scale)
        scale = min(max(self.scale * factor, farthest), CLOSEST * self.theme.scale)
        if scale == self.scale:
            return
        about = QPointF(self.size.width() / 2, self.size.height() / 2) if about is None else about
        grown, self.scale = scale / self.scale, scale
        x, y = (self.corner.x() + about.x()) * grown - about.x(), (self.corner.y() + about.y()) * grown - about.y()
        self.go(QPoint(round(x), round(y)))

    def go(self, corner: QPoint) -> None:
        """Look from here; never so far that nothing is to be seen."""
        left, top, right, bottom = (round(edge * self.scale) for edge in self.bounds)
        wide, high = self.size.width() // 2, self.size.height() // 2
        self.corner = QPoint(min(max(corner.x(), left - wide), right - wide), min(max(corner.y(), top - high),
                                                                               bottom - high))  # fmt: skip
        self.fitted = False

    def grow(self, before: QSize, now: QSize) -> None:
        """The view has another size: what was whole stays whole, else its middle stays in the middle."""
        self.size = now
        if self.fitted or not before.isValid():
            self.fit()
        else:
            self.go(self.corner - QPoint((now.width() - before.width()) // 2, (now.height() - before.height()) // 2))

    def look_at(self, spots: Sequence[QPointF]) -> None:
        """Look at these places, unless all are in view and can be told apart; no nearer than that."""
        side = self.theme.px(30)
        inside = self.view().adjusted(side, side, -side, -side)
        seen = all(inside.contains((spot * self.scale).toPoint()) for spot in spots)
        if seen and (self.fitted or self.scale >= INITIALS * self.theme.scale):
            return
        xs, ys = [spot.x() for spot in spots], [spot.y() for spot in spots]
        wide, high = max(xs) - min(xs) + 2 * DISC_ROOM, max(ys) - min(ys) + 2 * DISC_ROOM
        fits = min(self.size.width() / wide, self.size.height() / high)
        wanted = max(self.scale, min(fits, NAMES * self.theme.scale))
        self.scale = max(min(fits, wanted), min(self.whole(), self.theme.scale))
        self._middle_on((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)

    def look_at_group(self, ground: Ground) -> None:
        """A whole group, or if it is large so much of it that initials can be read."""
        fits = min(self.size.width() / (2.2 * ground.rx), self.size.height() / (2.4 * ground.ry))
        self.scale = min(max(fits, INITIALS * self.theme.scale), 1.5 * self.theme.scale)
        self._middle_on(ground.x, ground.y)

    def bring(self, spot: QPointF) -> None:
        """Look so that this place, in px of the design, is well in view."""
        side = self.theme.px(60)
        if not self.view().adjusted(side, side, -side, -side).contains((spot * self.scale).toPoint()):
            self._middle_on(spot.x(), spot.y())

    def _middle_on(self, x: float, y: float) -> None:
        half = QPoint(self.size.width() // 2, self.size.height() // 2)
        self.go(QPoint(round(x * self.scale), round(y * self.scale)) - half)
