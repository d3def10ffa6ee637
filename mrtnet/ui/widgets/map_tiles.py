"""The network map as pieces that are kept: moving it puts them elsewhere, and only a few are painted a frame."""

from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QElapsedTimer, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

SIDE = 256  # px of a piece
BUDGET = 5.0  # ms of painting pieces a frame; one is always painted
MOST_BYTES = 48_000_000

Paint = Callable[[QPainter, QRectF, float], None]


class Tile(NamedTuple):
    """A piece: the map's scale, and which one across and down."""

    scale: float
    across: int
    down: int

    def rect(self) -> QRect:
        """The content it shows."""
        return QRect(self.across * SIDE, self.down * SIDE, SIDE, SIDE)


class MapTiles:
    """Pieces of the content, painted by `paint` when they are first seen."""

    def __init__(self, paint: Paint) -> None:
        self._paint = paint
        self._kept: OrderedDict[Tile, QPixmap] = OrderedDict()
        self._scale = 0.0
        self._before: tuple[QPixmap, QRectF] | None = None
        """The last frame of another scale, and where it lies in design px: it stands in until pieces are painted."""
        self._frame: tuple[QRect, float] | None = None

    def clear(self) -> None:
        """Everything has changed."""
        self._kept.clear()
        self._before = self._frame = None

    def draw(self, painter: QPainter, view: QRect, scale: float, ground: QColor, budget: float = BUDGET) -> bool:
        """Draw the content that `view` (its pixels) shows at 0, 0; whether nothing is left to be painted.

        `budget` is how many milliseconds may go into new pieces.
        """
        ratio = painter.device().devicePixelRatioF()
        if self._frame is not None and self._frame[1] != scale:
            self._keep_frame(ratio, ground)
        self._frame = (QRect(view), scale)
        clock = QElapsedTimer()
        clock.start()
        missing: list[Tile] = []
        painted = 0
        for tile in self._wanted(view, scale):
            pixmap = self._kept.get(tile)
            if pixmap is None:
                if painted and clock.nsecsElapsed() > budget * 1e6:
                    missing.append(tile)
                    continue
                pixmap = self._make(tile, ratio, ground)
                painted += 1
            else:
                self._kept.move_to_end(tile)
            painter.drawPixmap(tile.rect().topLeft() - view.topLeft(), pixmap)
        if missing:
            self._stand_in(painter, view, scale, missing, ground)
        else:
            self._before = None
        return not missing

    def are_whole(self, view: QRect, scale: float) -> bool:
        """Whether every piece in view is painted."""
        return all(tile in self._kept for tile in self._wanted(view, scale))

    def _wanted(self, view: QRect, scale: float) -> list[Tile]:
        """The pieces in view, those in the middle first."""
        across = range(view.left() // SIDE, view.right() // SIDE + 1)
        down = range(view.top() // SIDE, view.bottom() // SIDE + 1)
        middle = view.center()
        found = [Tile(scale, x, y) for y in down for x in across]
        return sorted(found, key=lambda tile: (tile.rect().center() - middle).manhattanLength())

    def _make(self, tile: Tile, ratio: float, ground: QColor) -> QPixmap:
        pixmap = QPixmap(round(SIDE * ratio), round(SIDE * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(ground)
        rect = tile.rect()
        painter = QPainter(pixmap)
        painter.translate(-rect.left(), -rect.top())
        self._paint(painter, QRectF(rect), tile.scale)
        painter.end()
        most = max(24, int(MOST_BYTES / (SIDE * SIDE * 4 * ratio * ratio)))
        while len(self._kept) >= most:
            self._kept.popitem(last=False)
        self._kept[tile] = pixmap
        return pixmap

    def _keep_frame(self, ratio: float, ground: QColor) -> None:
        """Keep what was seen before the scale changed, if it was whole."""
        assert self._frame is not None
        view, scale = self._frame
        tiles = self._wanted(view, scale)
        if not all(tile in self._kept for tile in tiles):
            return  # an older whole frame is better
        pixmap = QPixmap((view.size().toSizeF() * ratio).toSize())
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(ground)
        painter = QPainter(pixmap)
        for tile in tiles:
            painter.drawPixmap(tile.rect().topLeft() - view.topLeft(), self._kept[tile])
        painter.end()
        where = QRectF(view.x() / scale, view.y() / scale, view.width() / scale, view.height() / scale)
        self._before = (pixmap, where)

    def _stand_in(self, painter: QPainter, view: QRect, scale: float, missing: list[Tile], ground: QColor) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        for tile in missing:
            painter.drawRect(QRect(tile.rect().topLeft() - view.topLeft(), tile.rect().size()))
        if self._before is None:
            return
        pixmap, where = self._before
        source_x, source_y = pixmap.width() / where.width(), pixmap.height() / where.height()
        for tile in missing:
            shown = QRectF(tile.rect())
            world = QRectF(shown.x() / scale, shown.y() / scale, shown.width() / scale, shown.height() / scale)
            both = world.intersected(where)
            if both.isEmpty():
                continue
            source = QRectF((both.x() - where.x()) * source_x, (both.y() - where.y()) * source_y,
                            both.width() * source_x, both.height() * source_y)  # fmt: skip
            target = QRectF(both.x() * scale - view.x(), both.y() * scale - view.y(),
                            both.width() * scale, both.height() * scale)  # fmt: skip
            painter.drawPixmap(target, pixmap, source)
