"""One entry of a timeline: a disc with the kind's icon, title and day, what was said (design 7.2)."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from mrtnet.domain import kinds
from mrtnet.domain.rows import TimelineRow
from mrtnet.domain.when import say_when
from mrtnet.ui.delegates.row import RowDelegate
from mrtnet.ui.desk import Desk
from mrtnet.ui.painting import Row, line, own_way, symbol, text_width
from mrtnet.ui.saying import say_time
from mrtnet.ui.theme import Theme
from mrtnet.words import _

LONGEST = 3_000  # characters painted; a longer text is read in full where it is changed
START, DISC, HEAD = 38, 28, 20  # design px
_TOKENS = {"met": "violet", "meeting": "violet", "email": "green", "linkedin": "blue", "call": "amber", "card": "amber",
           "introduction": "blue", "change": "grey", "file": "grey"}  # fmt: skip
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class TimelineDelegate(RowDelegate):
    """Paints TimelineRow; heights are kept by entry, width and text size."""

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(theme)
        self._desk = desk
        self._heights: dict[tuple[int, int, int, int], int] = {}

    def height(self, item: TimelineRow, width: int) -> int:
        """How high the entry is at this width."""
        key = (item.id, width, self.theme.revision, hash(item.body))
        found = self._heights.get(key)
        if found is None:
            if len(self._heights) > 5_000:
                self._heights.clear()
            body = _body(item)
            room = QRect(0, 0, max(40, width - self.theme.px(START)), 1_000_000)
            text = self.theme.metrics("body").boundingRect(room, _WRAP, body).height() if body else 0
            found = self.theme.px(HEAD) + text + self.theme.px(18)
            found = self._heights[key] = max(found, self.theme.px(DISC + 12))
        return found

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, item: object, row: Row) -> None:
        """Disc, head, body."""
        assert isinstance(item, TimelineRow)
        px, theme = self.theme.px, self.theme
        kind = kinds.kind("interaction", item.kind)
        token = _TOKENS.get(item.kind, "accent")
        disc = row.at(0, px(1), px(DISC), px(DISC))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"{token}_tint"))
        painter.drawEllipse(disc)
        symbol(painter, theme, disc, kind.icon, 15, token)
        start, room = px(START), row.rect.width() - px(START)
        title = title_of(item)
        day = when_of(item, self._desk)
        wide = min(
            text_width(theme, "strong", title) + 2, room - min(room // 2, text_width(theme, "small", day) + px(9))
        )
        line(painter, theme, row.at(start, 0, wide, px(HEAD)), "strong", "text", title)
        line(painter, theme, row.at(start + wide + px(7), 0, room - wide - px(7), px(HEAD)), "small", "text3", day)
        if body := _body(item):
            painter.setFont(theme.font("body"))
            painter.setPen(theme.color("text2"))
            painter.drawText(row.at(start, px(HEAD), room, row.rect.height()), _WRAP, own_way(body, row.direction))
        self.focus(painter, option, QRectF(row.rect).adjusted(-1, -1, 1, -px(4)))

    def tooltip(self, _option: QStyleOptionViewItem, item: object) -> str:
        """The title, which may be cut."""
        return title_of(item) if isinstance(item, TimelineRow) else ""


def title_of(item: TimelineRow) -> str:
    """What happened: "Met at AHIMA26 Conference", "Call", "Thank-you note"."""
    title = item.title or kinds.title("interaction", item.kind)
    if item.kind == "met" and item.event:
        title = _("Met at {event}").format(event=item.event)
    return _("{title}, with {others}").format(title=title, others=item.others) if item.others else title


def when_of(item: TimelineRow, desk: Desk) -> str:
    """Its day, and its time if it has one."""
    day = say_when(item.day, desk.today)
    return _("{day}, {time}").format(day=day, time=say_time(item.at)) if item.at else day


def spoken(item: TimelineRow, desk: Desk) -> str:
    """The entry in words."""
    return ". ".join(part for part in (title_of(item), when_of(item, desk), _body(item)[:500]) if part)


def _body(item: TimelineRow) -> str:
    return item.body if len(item.body) <= LONGEST else item.body[:LONGEST].rstrip() + "…"
