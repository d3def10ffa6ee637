"""The network map as a widget: drag or arrows move it, the wheel, + and - zoom, 0 shows all, Enter or a click opens.

Shift and an arrow choose the nearest person that way. What moves over the map (the chosen one, who was looked for, a
way to somebody) is painted above the pieces that are kept.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from mrtnet.ui.painting import focus_line
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import tip
from mrtnet.ui.widgets.map_camera import Camera
from mrtnet.ui.widgets.map_scene import INITIALS, NAMES, MapScene, Name, Title, bent
from mrtnet.ui.widgets.map_tiles import MapTiles

STEP = 1.25  # one notch of the wheel
STRIDE = 60  # design px an arrow moves
MOST_FOUND = 400  # people looked for that are painted one by one
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class MapView(QWidget):
    """Shows a MapScene. `opened(id)` a person, `chosen(id)` (0: nobody), `wanted_menu(id, where)`, and of a group, by
    its key, `wanted_group_menu(key, where)`.

    `tells` says about a person what hovering shows and a screen reader hears.
    """

    opened = Signal(int)
    chosen = Signal(int)
    wanted_menu = Signal(int, object)
    wanted_group_menu = Signal(str, object)

    def __init__(self, theme: Theme, tells: Callable[[int], str], *, name: str, says: str) -> None:
        super().__init__()
        self.theme, self._tells = theme, tells
        self.scene: MapScene | None = None
        self.camera = Camera(theme)
        self.current = 0
        self._hovered = 0
        self._found: frozenset[int] = frozenset()
        self._way: tuple[int, ...] = ()
        self._labels: tuple[float, list[Title], list[Name]] = (0.0, [], [])
        """At which scale, the titles and names that there is room for."""
        self._tiles = MapTiles(self._paint_piece)
        self._grabbed: QPoint | None = None
        self._dragging = False
        self.setObjectName(name)
        self.setAccessibleName(says)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self.update)
        theme.changed.connect(self._new_look)

    def minimumSizeHint(self) -> QSize:
        """Room to see something."""
        return QSize(self.theme.px(240), self.theme.px(200))

    # What is shown

    def show_scene(self, scene: MapScene, *, fit: bool = True) -> None:
        """Show this map, whole or at the place where she is."""
        self.scene = scene
        self.camera.bounds = scene.layout.bounds
        if self.current not in scene.places:
            self.choose(0)
        self._hovered = 0
        self._found = frozenset(person for person in self._found if person in scene.places)
        self._way = tuple(person for person in self._way if person in scene.places)
        self._new_look(keep=not fit)

    def _new_look(self, *, keep: bool = False) -> None:
        self._tiles.clear()
        self._labels = (0.0, [], [])
        if not keep:
            self.fit()
        self.update()

    def is_filling(self) -> bool:
        """Whether pieces in view are still to be painted."""
        return self.isVisible() and not self._tiles.are_whole(self.camera.view(), self.scale)

    def let_stand_out(self, people: Iterable[int]) -> None:
        """Let these stand out, and show them; none: everybody is alike."""
        here = self.scene.places if self.scene is not None else {}
        self._found = frozenset(person for person in people if person in here)
        if self._found:
            self.camera.look_at([QPointF(here[person].x, here[person].y) for person in self._found])
        self.update()

    def show_way(self, people: Sequence[int]) -> None:
        """The way from her over these people, in this order; nobody: no way."""
        here = self.scene.places if self.scene is not None else {}
        self._way = tuple(person for person in people if person in here)
        if self._way:
            spots = [QPointF(here[person].x, here[person].y) for person in self._way]
            self.camera.look_at([QPointF(0, 0), *spots])
        self.update()

    def choose(self, person: int, *, show: bool = False) -> None:
        """Choose somebody, 0 nobody; `show` moves the map so that she is seen."""
        if self.scene is None or person not in self.scene.places:
            person = 0
        if person != self.current:
            self.current = person
            self.setAccessibleDescription(self._tells(person) if person else "")
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
            self.chosen.emit(person)
        if person and show and self.scene is not None:
            place = self.scene.places[person]
            self.camera.bring(QPointF(place.x, place.y))
        self.update()

    # Where she looks

    @property
    def scale(self) -> float:
        """How many pixels one of the design is."""
        return self.camera.scale

    def fit(self) -> None:
        """Everything."""
        self.camera.fit()
        self.update()

    def zoom(self, factor: float, about: QPointF | None = None) -> None:
        """Closer or farther, this point of the widget (else its middle) staying where it is."""
        self.camera.zoom(factor, about)
        self.update()

    def move_by(self, dx: int, dy: int) -> None:
        """Look so many pixels farther right and down."""
        self.camera.go(self.camera.corner + QPoint(dx, dy))
        self.update()

    def show_group(self, number: int) -> None:
        """A group, as large as there is room."""
        if self.scene is not None and 0 <= number < len(self.scene.layout.grounds):
            self.camera.look_at_group(self.scene.layout.grounds[number])
            self.update()

    # Painting

    def _paint_piece(self, painter: QPainter, content: QRectF, scale: float) -> None:
        if self.scene is not None:
            painter.setLayoutDirection(self.layoutDirection())
            self.scene.paint(painter, content, scale)

    def titles(self) -> list[Title]:
        """The names of groups that there is room for at this scale."""
        return self._written()[1]

    def names(self) -> list[Name]:
        """The names of people that there is room for, where not all are named."""
        return self._written()[2]

    def _written(self) -> tuple[float, list[Title], list[Name]]:
        if self.scene is not None and self._labels[0] != self.scale:
            titles = self.scene.titles(self.scale)
            self._labels = (self.scale, titles, self.scene.names(self.scale, titles))
        return self._labels

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The pieces, what stands out, the titles, the frame."""
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        ground = self.theme.color("base")
        if not self._tiles.draw(painter, self.camera.view(), self.scale, ground):
            self._again.start(0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        painter.translate(-self.camera.corner)
        self._paint_above(painter)
        painter.restore()
        self._paint_frame(painter)

    def _paint_above(self, painter: QPainter) -> None:
        scene, view = self.scene, self.camera.view()
        if scene is None:
            return
        if self._found:
            self._fade(painter, view)
        if self._way:
            self._paint_way(painter)
        if not self._found and not self._way:
            for name in self.names():
                if name.rect.intersects(view):
                    scene.name(painter, name)
        for title in self.titles():
            if title.rect.intersects(view):
                scene.title(painter, title)
        self._name_here(painter, view)
        for person in sorted(self._found)[:MOST_FOUND]:
            self._person(painter, person, ring=person == self.current)
        for person in {self._hovered, self.current} - {0}:
            self._ties_of(painter, person)
            self._person(painter, person, ring=True)

    def _name_here(self, painter: QPainter, view: QRect) -> None:
        """In the midst of a group whose title is out of sight, its title stands at the top."""
        if self.scene is None:
            return
        here = self.scene.ground_at(self.camera.middle())
        large = here >= 0 and 2 * self.scene.layout.grounds[here].ry * self.scale > 0.6 * self.height()
        if large and not any(view.contains(title.rect) for title in self.titles() if title.ground == here):
            title = self.scene.title_of(here, self.width() - self.theme.px(40))
            rect = title.rect.translated(view.center().x(), view.top() + self.theme.px(8))
            self.scene.title(painter, title._replace(rect=rect))

    def _fade(self, painter: QPainter, view: QRect) -> None:
        faded = QColor(self.theme.color("base"))
        faded.setAlpha(150)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faded)
        painter.drawRect(view)

    def _person(self, painter: QPainter, person: int, *, ring: bool) -> None:
        """Somebody who stands out, never too small to be seen."""
        if self.scene is None:
            return
        place, scale = self.scene.places[person], self.scale
        named = len(self._found) < 40 or scale >= NAMES * self.theme.scale or ring
        least = INITIALS * self.theme.scale * (1.4 if ring else 1)
        if scale < least:  # painted larger than the map, where it stands on it
            grown = least / scale
            place = place._replace(x=place.x / grown, y=place.y / grown)
            scale = least
        self.scene.person(painter, place, scale, named=named, strong=ring, ring=ring)

    def _ties_of(self, painter: QPainter, person: int) -> None:
        """Whom somebody knows: lines that are not there when she is not looked at."""
        scene = self.scene
        if scene is None:
            return
        here = scene.spot(scene.places[person], self.scale)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.theme.color("accent"), 1.3 * self.theme.scale))
        painter.drawPath(bent(QPointF(0, 0), here))
        painter.setPen(scene.dashed())
        for tie in scene.ties:
            if person in (tie.one, tie.other):
                other = scene.places[tie.other if person == tie.one else tie.one]
                painter.drawPath(bent(here, scene.spot(other, self.scale)))
        scene.her(painter, QRectF(self.camera.view()), self.scale)

    def _paint_way(self, painter: QPainter) -> None:
        scene = self.scene
        if scene is None:
            return
        spots = [QPointF(0, 0), *(scene.spot(scene.places[person], self.scale) for person in self._way)]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(self.theme.color("accent"), 3 * self.theme.scale)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        for one, other in pairwise(spots):
            painter.drawPath(bent(one, other))
        scene.her(painter, QRectF(self.camera.view()), self.scale)
        for person in self._way:
            self._person(painter, person, ring=True)

    def _paint_frame(self, painter: QPainter) -> None:
        """Round corners and the line round the map; a stronger one when the keyboard is here."""
        rect, radius = QRectF(self.rect()), self.theme.px(8)
        line = rect.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("window"))
        for corner, x, y in ((rect.topLeft(), 1, 1), (rect.topRight(), -1, 1), (rect.bottomLeft(), 1, -1),
                             (rect.bottomRight(), -1, -1)):  # fmt: skip
            outside = QPainterPath(corner)
            outside.lineTo(corner + QPointF(x * radius, 0))
            outside.quadTo(corner + QPointF(x * radius * 0.2, y * radius * 0.2), corner + QPointF(0, y * radius))
            painter.drawPath(outside)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.theme.color("border"), 1))
        painter.drawRoundedRect(line, radius, radius)
        if self.hasFocus() and self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange):
            focus_line(painter, self.theme, rect, radius)

    # The keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, with Shift they choose; Enter opens; + - 0 zoom; Escape lets go."""
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in _ARROWS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
            x, y = _ARROWS[Qt.Key(key)]
            if shift:
                self._choose_towards(x, y)
            else:
                self.move_by(x * self.theme.px(STRIDE), y * self.theme.px(STRIDE))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current:
            self.opened.emit(self.current)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(STEP)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.zoom(1 / STEP)
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.fit()
        elif key == Qt.Key.Key_Escape and (self.current or self._found or self._way):
            self.choose(0)
            self.let_stand_out(())
            self.show_way(())
        else:
            super().keyPressEvent(event)

    def _choose_towards(self, x: int, y: int) -> None:
        """The nearest person in this direction of the chosen one, else of the middle of what is seen."""
        scene = self.scene
        if scene is None or not scene.places:
            return
        middle = self.camera.middle()
        here = scene.places.get(self.current)
        at = QPointF(here.x, here.y) if here is not None else middle
        best, found = math.inf, 0
        for place in scene.layout.places:
            dx, dy = place.x - at.x(), place.y - at.y()
            ahead, aside = dx * x + dy * y, abs(dx * y) + abs(dy * x)
            far = ahead + 2 * aside if here is not None else math.hypot(dx, dy)
            if place.id != self.current and (here is None or ahead > aside / 3) and far < best:
                best, found = far, place.id
        if found:
            self.choose(found, show=True)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame shows it."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The frame shows it no more."""
        super().focusOutEvent(event)
        self.update()

    # The pointer

    def person_at(self, where: QPointF) -> int:
        """Who is under this point of the widget; 0 if nobody."""
        return self.scene.person_at(self.camera.design(where), self.scale) if self.scene is not None else 0

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the map."""
        self.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, False)
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._grabbed, self._dragging = event.position().toPoint(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it, or tell who is under the pointer."""
        at = event.position().toPoint()
        if self._grabbed is not None:
            moved = at - self._grabbed
            if self._dragging or moved.manhattanLength() >= QApplication.startDragDistance():
                self._dragging = True
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self._grabbed = at
                self.move_by(-moved.x(), -moved.y())
            return
        self._hover(self.person_at(event.position()))

    def _hover(self, person: int) -> None:
        if person != self._hovered:
            self._hovered = person
            shape = Qt.CursorShape.PointingHandCursor if person else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens the person, or comes closer to a group whose people are too small."""
        dragged, self._grabbed, self._dragging = self._dragging, None, False
        self.setCursor(Qt.CursorShape.ArrowCursor)
        if (
            dragged
            or event.button() != Qt.MouseButton.LeftButton
            or not self.rect().contains(event.position().toPoint())
        ):
            return
        if person := self.person_at(event.position()):
            self.choose(person)
            self.opened.emit(person)
            return
        if (title := self._title_at(event.position())) >= 0:
            self.show_group(title)
        elif self.scene is not None and self.scale < INITIALS * self.theme.scale:
            self.show_group(self.scene.ground_at(self.camera.design(event.position())))
        else:
            self.choose(0)

    def _title_at(self, where: QPointF) -> int:
        """The group whose title is there, -1 for none."""
        place = where.toPoint() + self.camera.corner
        return next((title.ground for title in self.titles() if title.rect.contains(place)), -1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Closer or farther at the pointer; sideways moves."""
        turned = event.angleDelta()
        if abs(turned.x()) > abs(turned.y()):
            self.move_by(-turned.x(), 0)
        elif turned.y():
            self.zoom(STEP ** (turned.y() / 120), event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Who is under the pointer, in words; two fingers zoom."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            person = self.person_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), tip(self._tells(person)) if person else "", self)
            return True
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom(1 + event.value(), event.position())
            return True
        return super().event(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Nobody is under the pointer."""
        self._hover(0)
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the person, or with the group that is there."""
        person = self.person_at(QPointF(event.pos()))
        where = event.globalPos()
        if event.reason() != QContextMenuEvent.Reason.Mouse:
            person, where = self.current, self.anchor()
        if person:
            self.choose(person)
            self.wanted_menu.emit(person, where)
        elif self.scene is not None and event.reason() == QContextMenuEvent.Reason.Mouse:
            title = self._title_at(QPointF(event.pos()))
            here = title if title >= 0 else self.scene.ground_at(self.camera.design(QPointF(event.pos())))
            if here >= 0:
                self.wanted_group_menu.emit(self.scene.layout.grounds[here].key, where)

    def anchor(self) -> QPoint:
        """Where the chosen person stands on the screen, else the middle of the map."""
        if self.scene is not None and self.current in self.scene.places:
            spot = self.scene.spot(self.scene.places[self.current], self.scale).toPoint()
            return self.mapToGlobal(spot - self.camera.corner)
        return self.mapToGlobal(self.rect().center())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What was shown whole stays whole; else the middle stays in the middle."""
        super().resizeEvent(event)
        self.camera.grow(event.oldSize(), event.size())
