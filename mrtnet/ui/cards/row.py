"""One row of the cards: its picture small, who it is, and how it stands with it."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QStyleOptionViewItem

from mrtnet.ui.cards.pile import Pictured, Pile
from mrtnet.ui.delegates.row import RowDelegate
from mrtnet.ui.painting import Row, line, symbol
from mrtnet.ui.rows import Lines
from mrtnet.words import _

ROW = 60  # design px
THUMB = (52, 36)  # design px


class CardRows(Lines):
    """The pile, one card a row."""

    def __init__(self, pile: Pile) -> None:
        super().__init__()
        self.pile = pile

    def renew(self) -> None:
        """Others came or went."""
        self.beginResetModel()
        self.endResetModel()

    def redraw(self) -> None:
        """The same cards say something new."""
        if self.pile.cards:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.pile.cards) - 1, 0))

    def rowCount(self, _parent: object = None) -> int:
        """How many."""
        return len(self.pile.cards)

    def at(self, number: int) -> Pictured | None:
        """The card of this row."""
        return self.pile.cards[number] if 0 <= number < len(self.pile.cards) else None

    def spoken(self, number: int) -> str:
        """Who, and how it stands."""
        card = self.at(number)
        return f"{title_of(card)}, {card.look()[2]}" if card is not None else ""


def title_of(card: Pictured) -> str:
    """What a card is called: its person, else its file."""
    told = (card.texts.get(key, "") for key in ("name", "organization", "EMAIL 1"))
    return next(filter(None, told), "") or (card.file.name if card.file is not None else _("A card"))


class CardDelegate(RowDelegate):
    """Paints Pictured."""

    framed = True

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, item: object, row: Row) -> None:
        """Picture, name, state."""
        assert isinstance(item, Pictured)
        self.plain_ground(painter, option, row)
        px, theme, height = self.theme.px, self.theme, row.rect.height()
        wide, high = px(THUMB[0]), px(THUMB[1])
        self._thumb(painter, row.at(px(12), (height - high) // 2, wide, high), item)
        start = px(12) + wide + px(10)
        room = row.rect.width() - start - px(10)
        top = (height - px(40)) // 2
        icon, token, words = item.look()
        line(painter, theme, row.at(start, top, room, px(20)), "name", "text", title_of(item))
        symbol(painter, theme, row.at(start, top + px(20), px(16), px(20)), icon, 14, token)
        line(painter, theme, row.at(start + px(20), top + px(20), room - px(20), px(20)), "small", token, words)
        self.focus(painter, option, QRectF(row.rect).adjusted(0, 0, 0, -1))

    def _thumb(self, painter: QPainter, place: QRect, card: Pictured) -> None:
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(place), self.theme.px(4), self.theme.px(4))
        painter.fillPath(shape, self.theme.color("grey_tint"))
        if card.thumb is None:
            symbol(painter, self.theme, place, "image", 18, "text3")
            return
        painter.save()
        painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = card.thumb.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        whole = QRect(0, 0, size.width(), size.height())
        whole.moveCenter(place.center())
        painter.drawImage(whole, card.thumb)
        painter.restore()

    def tooltip(self, _option: QStyleOptionViewItem, item: object) -> str:
        """All of it."""
        assert isinstance(item, Pictured)
        return "\n".join(filter(None, (title_of(item), item.look()[2], item.file.name if item.file else "")))
