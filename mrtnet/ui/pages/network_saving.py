"""The network map as a picture, and on paper: one page, in light colours."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QImage, QPagedPaintDevice, QPainter
from PySide6.QtWidgets import QWidget

from mrtnet.settings import Settings
from mrtnet.trouble import Trouble
from mrtnet.ui import printers
from mrtnet.ui.around import Around
from mrtnet.ui.dialogs.photo import encoded
from mrtnet.ui.leaving.at_once import ask_and_write
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.map_scene import NAMES, MapScene
from mrtnet.words import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

SIDE = 6000  # px of the longer side of a picture at most
MARGIN = 24  # px
SCREEN = 96  # dots an inch that sizes of the design are meant for


def whole(scene: MapScene, most: QSize) -> tuple[QRect, float]:
    """The part of the content that shows everything, and the scale, in a picture that is at most so large."""
    left, top, right, bottom = scene.layout.bounds
    room = 2 * MARGIN
    fits = min((most.width() - room) / (right - left), (most.height() - room) / (bottom - top))
    scale = min(fits, 1.2 * scene.theme.scale)
    rect = QRect(round(left * scale), round(top * scale), round((right - left) * scale), round((bottom - top) * scale))
    return rect.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN), scale


def paint_all(scene: MapScene, painter: QPainter, view: QRect, scale: float) -> None:
    """Everything and all titles that have room."""
    painter.translate(-view.topLeft())
    scene.paint(painter, view.toRectF(), scale)
    for title in scene.titles(scale):
        scene.title(painter, title)


def picture(scene: MapScene, direction: Qt.LayoutDirection) -> QImage:
    """The whole map with readable names, as far as SIDE allows."""
    view, scale = whole(scene, QSize(SIDE, SIDE))
    if scale > NAMES * scene.theme.scale:
        view, scale = whole(scene, QSize(SIDE // 2, SIDE // 2))
    image = QImage(view.size(), QImage.Format.Format_RGB32)
    image.fill(scene.theme.color("base"))
    painter = QPainter(image)
    painter.setLayoutDirection(direction)
    paint_all(scene, painter, view, scale)
    painter.end()
    return image


def light(scene: MapScene, body: QFont) -> MapScene:
    """The same map for white paper."""
    theme = Theme(Settings(theme="light"), body)
    return MapScene(theme, scene.layout, list(scene.people.values()), scene.ties)


def paint_page(device: QPagedPaintDevice, scene: MapScene, body: QFont) -> None:
    """The whole map on one page. Raises Trouble where the device takes nothing."""
    painter = QPainter()
    if not painter.begin(device):
        raise Trouble(_("The printer takes nothing. Choose another one, or save the map as a picture."))
    dots = device.logicalDpiX() / SCREEN
    room = QSize(round(device.width() / dots), round(device.height() / dots))
    page = light(scene, body)
    view, scale = whole(page, room)
    painter.scale(dots, dots)
    painter.translate((room.width() - view.width()) / 2, (room.height() - view.height()) / 2)
    paint_all(page, painter, view, scale)
    painter.end()


def ask_and_save(around: Around, scene: MapScene, above: QWidget) -> None:
    """Ask where, then write the picture."""
    title, direction = _("Save the map as a picture"), above.layoutDirection()
    ask_and_write(around, above, title, "network", ".png", _("Pictures"), lambda: png(scene, direction))


def png(scene: MapScene, direction: Qt.LayoutDirection) -> bytes:
    """The picture as a file."""
    return encoded(picture(scene, direction), "png")


def ask_printer(around: Around, scene: MapScene, above: QWidget) -> None:
    """The system's own dialog for printers, then one page across."""

    def send(printer: "QPrinter") -> None:
        try:
            paint_page(printer, scene, around.theme.font("body"))
        except Trouble as wrong:
            around.desk.trouble.emit(str(wrong))
        else:
            around.desk.said.emit(_("The map was sent to the printer."), 0)

    printers.ask_printer(above, _("Network map"), send, around.desk.trouble.emit, across=True)
