"""The picture of a card: as large as there is room, larger on wish, turned by quarters, a field's place marked."""

from math import sqrt

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from mrtnet.domain.card_lines import Box
from mrtnet.ui.painting import fill, focus_line
from mrtnet.ui.theme import Theme
from mrtnet.words import _

STEP, MOST = 1.25, 8.0  # of zooming
ROOM = 10  # design px round the picture, and round a marked place


class PictureView(QWidget):
    """One picture. `spin` is how far she turned it, in degrees; `spun` tells that she did."""

    spun = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._image: QImage | None = None
        self._parts: dict[float, QImage] = {}
        self._upright = QTransform()  # from the file's pixels to those that places are told in
        self._size = (0.0, 0.0)
        self.spin, self.zoom = 0, 1.0
        self._shift = QPointF()
        self._mark: Box | None = None
        self._grip: QPointF | None = None
        self.setObjectName("cards.picture")
        self.setAccessibleName(_("Picture of the card"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(theme.px(160), theme.px(140))
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """A card's shape."""
        return QSize(self.theme.px(480), self.theme.px(300))

    def show_picture(
        self, image: QImage | None, turned: int = 0, size: tuple[int, int] = (0, 0), spin: int = 0
    ) -> None:
        """This picture, turned by `turned` degrees to stand upright; places are told in pixels of `size`."""
        self._image = image
        self._parts = {1.0: image} if image is not None else {}
        self.place(turned, size, spin)

    def place(self, turned: int, size: tuple[int, int], spin: int) -> None:
        """The same picture, placed anew: all of it is seen."""
        self.spin, self.zoom, self._shift, self._mark = spin, 1.0, QPointF(), None
        image = self._image
        if image is not None:
            turn = QTransform().rotate(turned)
            box = turn.mapRect(QRectF(image.rect()))
            wide, high = (float(size[0]), float(size[1])) if all(size) else (box.width(), box.height())
            move = QTransform.fromTranslate(-box.left(), -box.top())
            self._upright = turn * move * QTransform.fromScale(wide / box.width(), high / box.height())
            self._size = (wide, high)
        self.update()

    def mark(self, box: Box | None) -> None:
        """Show where something stands; None for nothing. A large picture moves so that it can be seen."""
        if box != self._mark:
            self._mark = box
            if box is not None and self.zoom > 1:
                seen = self._to_view().map(QPointF(box[0] + box[2] / 2, box[1] + box[3] / 2))
                self._shift += QPointF(self.rect().center()) - seen
                self._hold()
            self.update()

    def turn(self, degrees: int) -> None:
        """Another quarter."""
        self.spin = (self.spin + degrees) % 360
        self._shift = QPointF()
        self.update()
        self.spun.emit(self.spin)

    def magnify(self, by: float, at: QPointF | None = None) -> None:
        """Larger or smaller, around this point."""
        at = at or QPointF(self.rect().center())
        before = self._to_view().inverted()[0].map(at)
        self.zoom = min(max(self.zoom * by, 1.0), MOST)
        self._shift += at - self._to_view().map(before)
        self._hold()
        self.update()

    def fit(self) -> None:
        """All of it."""
        self.zoom, self._shift = 1.0, QPointF()
        self.update()

    def _frame(self) -> QRectF:
        """Where all of it would stand, unmoved and not magnified."""
        room = QRectF(self.rect()).adjusted(*([self.theme.px(ROOM)] * 2), *([-self.theme.px(ROOM)] * 2))
        wide, high = self._size if self.spin % 180 == 0 else self._size[::-1]
        scale = min(room.width() / wide, room.height() / high) if wide and high else 1.0
        size = QPointF(wide * scale, high * scale)
        corner = room.center() - size / 2
        return QRectF(corner.x(), corner.y(), size.x(), size.y())

    def _to_view(self) -> QTransform:
        """From pixels of the upright picture to the widget's."""
        frame, (wide, high) = self._frame(), self._size
        turn = QTransform().rotate(self.spin)
        box = turn.mapRect(QRectF(0, 0, wide, high))
        scale = frame.width() / box.width() * self.zoom if box.width() else 1.0
        middle = frame.center() + self._shift
        made = turn * QTransform.fromTranslate(-box.center().x(), -box.center().y())
        return made * QTransform.fromScale(scale, scale) * QTransform.fromTranslate(middle.x(), middle.y())

    def _hold(self) -> None:
        """No farther than its edges."""
        frame = self._frame()
        spare_x = max(0.0, (frame.width() * self.zoom - self.width()) / 2 + self.theme.px(ROOM))
        spare_y = max(0.0, (frame.height() * self.zoom - self.height()) / 2 + self.theme.px(ROOM))
        if self.zoom <= 1:
            spare_x = spare_y = 0.0
        x = min(max(self._shift.x(), -spare_x), spare_x)
        self._shift = QPointF(x, min(max(self._shift.y(), -spare_y), spare_y))

    def _at_scale(self, scale: float) -> tuple[QImage, float]:
        """The picture at a half, a quarter ... of its size, still larger than it is shown: small print stays clear."""
        assert self._image is not None
        part = 1.0
        while part / 2 > scale:
            part /= 2
        if part not in self._parts:
            size = QSize(max(1, round(self._image.width() * part)), max(1, round(self._image.height() * part)))
            smooth = Qt.TransformationMode.SmoothTransformation
            self._parts[part] = self._image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
        return self._parts[part], part

    # Qt's side

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture and the marked place."""
        painter, theme = QPainter(self), self.theme
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        fill(painter, theme, self.rect(), "alt")
        if self._image is not None:
            whole = self._upright * self._to_view()
            image, part = self._at_scale(sqrt(abs(whole.determinant())) * self.devicePixelRatioF())
            painter.setTransform(QTransform.fromScale(1 / part, 1 / part) * whole)
            painter.drawImage(0, 0, image)
            painter.resetTransform()
        if self._mark is not None:
            x, y, wide, high = self._mark
            place = self._to_view().mapRect(QRectF(x, y, wide, high))
            place.adjust(*([-theme.px(4)] * 2), *([theme.px(4)] * 2))
            for token, width in (("base", theme.px(5)), ("accent", theme.px(2.5))):  # seen on any picture
                painter.setPen(QPen(theme.color(token), width))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(place, theme.px(4), theme.px(4))
        if self.hasFocus() and self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange):
            focus_line(painter, theme, QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.px(8))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel magnifies; else the page scrolls."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.magnify(STEP if event.angleDelta().y() > 0 else 1 / STEP, event.position())
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of it."""
        self._grip = event.position()
        self.setCursor(Qt.CursorShape.ClosedHandCursor if self.zoom > 1 else Qt.CursorShape.ArrowCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it along."""
        if self._grip is not None and self.zoom > 1:
            self._shift += event.position() - self._grip
            self._grip = event.position()
            self._hold()
            self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self._grip = None
        self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Nearer, or all of it again."""
        if self.zoom > 1:
            self.fit()
        else:
            self.magnify(3, event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """+ and - magnify, arrows move."""
        step = self.theme.px(40)
        moves = {Qt.Key.Key_Left: (step, 0), Qt.Key.Key_Right: (-step, 0), Qt.Key.Key_Up: (0, step),
                 Qt.Key.Key_Down: (0, -step)}  # fmt: skip
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.magnify(STEP)
        elif key == Qt.Key.Key_Minus:
            self.magnify(1 / STEP)
        elif key in moves and self.zoom > 1:
            self._shift += QPointF(*moves[key])
            self._hold()
            self.update()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """It stays in sight."""
        super().resizeEvent(event)
        self._hold()
