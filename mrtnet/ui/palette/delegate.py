"""The lines of the palette as they are painted: headers, discs or icons, the typed letters in colour, the key."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyleOptionViewItem

from mrtnet.domain.names import fold
from mrtnet.queries.palette import pieces
from mrtnet.ui.delegates.row import RowDelegate
from mrtnet.ui.painting import Row, avatar, elide, line, symbol, text_width
from mrtnet.ui.palette.lines import Line
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import key_cap

HEADER, LINE = 32, 44  # design px


class LineDelegate(RowDelegate):
    """Paints Line."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.typed: list[str] = []

    def look_for(self, text: str) -> None:
        """The letters to show in colour."""
        self.typed = pieces(text)

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, item: object, row: Row) -> None:
        """A header or a line."""
        assert isinstance(item, Line)
        px, theme, height = self.theme.px, self.theme, row.rect.height()
        if item.is_header:
            where = row.at(px(12), px(8), row.rect.width() - px(24), height - px(8))
            line(painter, theme, where, "tiny_strong", "text3", item.title)
            return
        if self.ground(painter, option) in ("selected", "selected_in"):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selected"))
            painter.drawRoundedRect(QRectF(row.rect).adjusted(0, 1, 0, -1), px(8), px(8))
        elif self.ground(painter, option) == "hover":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(QRectF(row.rect).adjusted(0, 1, 0, -1), px(8), px(8))
        disc = row.at(px(12), (height - px(28)) // 2, px(28), px(28))
        if item.person is not None:
            avatar(painter, theme, disc, *item.person)
        else:
            symbol(painter, theme, disc, item.icon, 18, "text2")
        end = row.rect.width() - px(12)
        if item.key:
            width = text_width(theme, "tiny", item.key) + px(14)
            key_cap(painter, theme, row.at(end - width, (height - px(20)) // 2, width, px(20)), item.key)
            end -= width + px(12)
        self._words(painter, item, row, px(52), end)

    def _words(self, painter: QPainter, item: Line, row: Row, start: int, end: int) -> None:
        px, theme = self.theme.px, self.theme
        role = "body" if item.quoted else "strong" if item.command and item.person else "medium"
        wide = text_width(theme, "body" if item.quoted else "strong", item.title)  # the typed letters are bold
        width = min(wide + px(4), end - start)
        where = row.at(start, 0, width, row.rect.height())
        self._title(painter, elide(theme, role, item.title, width), QRectF(where), theme.font(role))
        rest = end - start - width - px(9)
        if item.detail and rest > px(30):
            place = row.at(start + width + px(9), 0, rest, row.rect.height())
            line(painter, theme, place, "body", "text3", item.detail)

    def _title(self, painter: QPainter, text: str, where: QRectF, font: QFont) -> None:
        """The title with the beginnings of words that were typed in colour."""
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setTextDirection(painter.layoutDirection())
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        formats = []
        for start, length in hits(text, self.typed):
            found = QTextLayout.FormatRange()
            found.start, found.length = start, length
            form = QTextCharFormat()
            form.setForeground(self.theme.color("accent"))
            form.setFontWeight(QFont.Weight.DemiBold)
            found.format = form
            formats.append(found)
        layout.setFormats(formats)
        layout.beginLayout()
        made = layout.createLine()
        made.setLineWidth(where.width() + self.theme.px(20))
        layout.endLayout()
        painter.setPen(self.theme.color("text"))
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = where.right() - made.naturalTextWidth() - made.naturalTextRect().left() if mirrored else where.left()
        layout.draw(painter, QPointF(left, where.top() + (where.height() - made.height()) / 2))

    def tooltip(self, _option: QStyleOptionViewItem, item: object) -> str:
        """The whole line."""
        assert isinstance(item, Line)
        return "\n".join(part for part in (item.title, item.detail) if part)


def hits(text: str, typed: list[str]) -> list[tuple[int, int]]:
    """(place, length) of the beginnings of words in the text that the typed pieces match, once each."""
    found = []
    left = list(typed)
    place = 0
    for word in text.replace("-", " ").replace("'", "’").split(" "):
        bare = word.lstrip('“"(')
        skipped = len(word) - len(bare)
        folded = fold(bare)
        piece = next((each for each in left if folded.startswith(each)), None)
        if piece is not None and len(folded) == len(bare):
            left.remove(piece)
            found.append((place + skipped, len(piece)))
        place += len(word) + 1
    return found
