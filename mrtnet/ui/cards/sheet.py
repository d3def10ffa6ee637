"""A code on paper: as many cards of the usual size as fit, the code beside the lines, to cut apart."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPagedPaintDevice, QPainter, QPen

from mrtnet.domain.calling_card import CallingCard
from mrtnet.exchange.qr import QUIET, code
from mrtnet.ui.leaving.paper import GREY, LINE, Line, Piece, Sheets

CARD = (85.0, 50.0)  # mm; ten on a page of A4 or Letter
CODE = 36.0  # mm
SIZES = (13.0, 12.0, 11.0, 10.0, 9.0, 8.0, 7.0)  # points of the name


def paint_code(painter: QPainter, place: QRectF, text: str) -> None:
    """The code of this text in this square, black on white with its quiet zone, each dot of whole pixels."""
    matrix = code(text).matrix
    count = len(matrix) + 2 * QUIET
    dot = max(1.0, float(int(place.width() / count)))
    left = place.left() + (place.width() - dot * count) / 2
    top = place.top() + (place.height() - dot * count) / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.white)
    painter.drawRect(QRectF(left, top, dot * count, dot * count))
    painter.setBrush(Qt.GlobalColor.black)
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                painter.drawRect(QRectF(left + (start + QUIET) * dot, top + (y + QUIET) * dot, (x - start) * dot, dot))
            x += 1
    painter.restore()


def paint_sheet(device: QPagedPaintDevice, card: CallingCard) -> None:
    """A page full of the same card. Raises Trouble where the device takes nothing."""
    sheets = Sheets(device, card.name)
    wide, high = CARD[0] * sheets.dot, CARD[1] * sheets.dot
    across, down = max(1, int(sheets.width // wide)), max(1, int(sheets.height // high))
    left, top = (sheets.width - across * wide) / 2, (sheets.height - down * high) / 2
    try:
        for number in range(across * down):
            corner = QPointF(left + number % across * wide, top + number // across * high)
            _paint(sheets, card, QRectF(corner.x(), corner.y(), wide, high))
    finally:
        sheets.painter.end()


def _paint(sheets: Sheets, card: CallingCard, place: QRectF) -> None:
    dot = sheets.dot
    sheets.painter.setPen(QPen(LINE, 0.15 * dot))
    sheets.painter.setBrush(Qt.BrushStyle.NoBrush)
    sheets.painter.drawRect(place)
    square = QRectF(
        place.right() - (CODE + 3) * dot, place.top() + (place.height() - CODE * dot) / 2, CODE * dot, CODE * dot
    )
    if sheets.right_to_left:
        square.moveLeft(place.left() + 3 * dot)
    paint_code(sheets.painter, square, card.text)
    inside = QRectF(
        place.left() + 5 * dot, place.top() + 4 * dot, place.width() - (CODE + 10) * dot, place.height() - 8 * dot
    )
    lines: list[Line] = []
    for size in SIZES:
        lines = sheets.lay(_pieces(card, size), inside.width())
        if sum(line.height for line in lines) <= inside.height():
            break
    while lines and sum(line.height for line in lines) > inside.height():
        lines.pop()
    y = inside.top() + (inside.height() - sum(line.height for line in lines)) / 2
    x = sheets.width - inside.right() - (CODE + 5) * dot if sheets.right_to_left else inside.left()
    sheets.draw(lines, x, y, inside.width())


def _pieces(card: CallingCard, size: float) -> list[Piece]:
    small = size * 0.66
    return [
        Piece(card.name, size, bold=True),
        Piece(", ".join(card.credentials), size * 0.75, color=GREY),
        *(Piece(line, small) for line in card.lines),
    ]
