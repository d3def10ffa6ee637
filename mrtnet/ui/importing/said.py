"""What one card says, field by field, in a list that is only looked at."""

from typing import NamedTuple

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from mrtnet.domain.forms import PersonForm
from mrtnet.domain.merging import FIELDS
from mrtnet.ui.delegates.row import RowDelegate
from mrtnet.ui.merging.sides import told
from mrtnet.ui.painting import Row, line
from mrtnet.ui.rows import Lines
from mrtnet.words import _


class Said(NamedTuple):
    """A field and what a card says in it."""

    title: str
    text: str


class SaidLines(Lines):
    """What one card says, field by field."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Said] = []

    def show(self, form: PersonForm | None) -> None:
        """This card's."""
        self.beginResetModel()
        said = [(field, told(field, form)) for field in FIELDS] if form is not None else []
        self.lines = [Said(_(field.title), text) for field, text in said if text]
        self.endResetModel()

    def rowCount(self, _parent: object = None) -> int:
        """Fields that say anything."""
        return len(self.lines)

    def at(self, number: int) -> Said | None:
        """One field."""
        return self.lines[number] if 0 <= number < len(self.lines) else None

    def spoken(self, number: int) -> str:
        """The field in words."""
        found = self.at(number)
        return f"{found.title}: {found.text}" if found is not None else ""


class SaidDelegate(RowDelegate):
    """Paints Said."""

    framed = True

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, item: object, row: Row) -> None:
        """Title and value."""
        assert isinstance(item, Said)
        px, width, height = self.theme.px, row.rect.width(), row.rect.height()
        names_to = min(px(130), width // 3)
        line(painter, self.theme, row.at(0, 0, names_to - px(8), height), "body", "text2", item.title)
        text = " · ".join(item.text.split("\n"))
        line(painter, self.theme, row.at(names_to, 0, width - names_to, height), "body", "text", text)

    def tooltip(self, _option: QStyleOptionViewItem, item: object) -> str:
        """The whole value."""
        assert isinstance(item, Said)
        return item.text
