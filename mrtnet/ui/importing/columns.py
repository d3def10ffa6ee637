"""Step 2: what each column of a table holds. The guess is there already; a correction is remembered for this header."""

import re
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStyleOptionViewItem, QVBoxLayout, QWidget

from mrtnet.exchange.columns import FIELDS
from mrtnet.ui.around import Around
from mrtnet.ui.delegates.row import RowDelegate
from mrtnet.ui.importing.bringing import Bringing, Source, samples
from mrtnet.ui.painting import Row, line, symbol
from mrtnet.ui.rows import Lines
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import Button, Card, Label
from mrtnet.ui.widgets.choice import Choice
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.words import _, later

ROW, CHOICE = 52, 250  # design px
INTO_NOTE, LEFT_OUT = "told", "skip"
_KINDS = {"work": later("work"), "home": later("home"), "other": later("other")}
_NUMBERED = re.compile(r"ADR\.(\d+)\.(\w+)")


class ColumnRow(NamedTuple):
    """One column: its place, header, the first values, and its field; `own` if she chose another than the guess."""

    at: int
    header: str
    said: str
    field: str
    own: bool


def field_title(field: str) -> str:
    """A field in words; a part of an address with its kind."""
    if match := _NUMBERED.fullmatch(field):
        return _("{part}, address {n}").format(part=_(FIELDS[f"ADR.any.{match[2]}"]), n=match[1])
    title = _(FIELDS.get(field, FIELDS[INTO_NOTE]))
    kind = field.split(".")[1] if field.startswith("ADR.") else ""
    return _("{part}, {kind}").format(part=title, kind=_(_KINDS[kind])) if kind in _KINDS else title


class Columns(Lines):
    """The columns of one table."""

    def __init__(self) -> None:
        super().__init__()
        self.source: Source | None = None
        self._said: dict[int, str] = {}

    def show(self, source: Source) -> None:
        """Another table, or the same with other fields."""
        self.beginResetModel()
        if source is not self.source:
            self._said.clear()
        self.source = source
        self.endResetModel()

    def renew(self) -> None:
        """Other fields; the places stay."""
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))

    def rowCount(self, _parent: object = None) -> int:
        """Columns of the table."""
        table = self.source.table if self.source is not None else None
        return len(table.columns) if table is not None else 0

    def at(self, number: int) -> ColumnRow | None:
        """The column at this place; its samples are gathered when it is seen."""
        source, table = self.source, self.source.table if self.source is not None else None
        if source is None or table is None or not 0 <= number < len(table.columns):
            return None
        if number not in self._said:
            self._said[number] = "   ·   ".join(samples(table, number)) or _("empty")
        header = table.columns[number] if table.is_headed else _("Column {n}").format(n=number + 1)
        field = source.fields.get(number, INTO_NOTE)
        return ColumnRow(number, header[:200], self._said[number], field, field != table.mapping.get(number, INTO_NOTE))

    def spoken(self, number: int) -> str:
        """The column and what it holds."""
        row = self.at(number)
        return "" if row is None else _("{column}: {field}").format(column=row.header, field=field_title(row.field))

    def explained(self, number: int) -> str:
        """The first values."""
        row = self.at(number)
        return "" if row is None else row.said


class ColumnDelegate(RowDelegate):
    """Paints ColumnRow; where the box to choose stands in the current row, the field is painted in the others."""

    framed = True

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, item: object, row: Row) -> None:
        """Header, values, arrow, field."""
        assert isinstance(item, ColumnRow)
        self.plain_ground(painter, option, row)
        px, theme, height = self.theme.px, self.theme, row.rect.height()
        box = choice_rect(theme, row)
        start, top = px(16), (height - px(38)) // 2
        room = row.rect.width() - box.width() - px(16 + 42)
        line(painter, theme, row.at(start, top, room, px(19)), "medium", "text", item.header)
        line(painter, theme, row.at(start, top + px(19), room, px(19)), "small", "text2", item.said)
        arrow = row.from_end(box.width() + px(20), 0, px(18), height)
        forward = "arrow-right" if option.direction == Qt.LayoutDirection.LeftToRight else "arrow-left"
        symbol(painter, theme, arrow, forward, 14, "text3")
        place = Row(box, option.direction)
        idle = item.field in (INTO_NOTE, LEFT_OUT)
        role = "strong" if item.own else "body"
        line(painter, theme, place.at(px(11), 0, box.width() - px(34), box.height()), role,
             "text3" if idle and not item.own else "text", field_title(item.field))  # fmt: skip
        symbol(painter, theme, place.from_end(px(8), 0, px(14), box.height()), "caret-down", 12, "text3")

    def tooltip(self, _option: QStyleOptionViewItem, item: object) -> str:
        """All of it."""
        assert isinstance(item, ColumnRow)
        return f"{item.header}\n{item.said}\n{field_title(item.field)}"


def choice_rect(theme: Theme, row: Row) -> QRect:
    """Where the field of a row stands."""
    px = theme.px
    width = min(px(CHOICE), row.rect.width() * 45 // 100)
    return row.from_end(px(12), (row.rect.height() - px(32)) // 2, width, px(32))


class ColumnsView(RowsView):
    """The list; its current row carries the box to choose from. Enter and F2 go into it."""

    def __init__(self, theme: Theme, model: Columns) -> None:
        super().__init__(
            theme, model, name="import.columns", says=_("Columns of the file"), height=lambda: theme.px(ROW)
        )
        self.choice = Choice("import.field", _("What the column holds"), least=8)
        self.choice.setParent(self.viewport())
        self.choice.fill({field: field_title(field) for field in (*FIELDS,)})
        self.choice.hide()
        self.popped = False
        self.opened.connect(lambda _number: self.choose())
        self.moved.connect(lambda _number: self.place())

    def choose(self) -> None:
        """Into the box."""
        if self.choice.isVisible():
            self.popped = True
            self.choice.setFocus(Qt.FocusReason.TabFocusReason)
            self.choice.showPopup()

    def place(self) -> None:
        """The box onto the current row."""
        model = self.model()
        assert isinstance(model, Columns)
        row = model.at(self.current())
        self.choice.setVisible(row is not None)
        if row is None:
            return
        rect = self.visualRect(self.currentIndex())
        self.choice.setGeometry(choice_rect(self.theme, Row(rect, self.layoutDirection())))
        self.choice.put(row.field, field_title(row.field))
        self.choice.setAccessibleDescription(row.header)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 and Space choose, too."""
        if event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Space) and self.current() >= 0:
            self.choose()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The box moves with its row."""
        super().resizeEvent(event)
        self.place()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The box moves with its row."""
        super().scrollContentsBy(dx, dy)
        self.place()

    def size_rows(self) -> None:
        """The box, too."""
        super().size_rows()
        if hasattr(self, "choice"):
            self.place()


class ColumnsStep(QWidget):
    """The second step. `corrected` when a column was taken for something else."""

    corrected = Signal()

    def __init__(self, around: Around, bringing: Callable[[], Bringing]) -> None:
        super().__init__()
        self._bringing = bringing
        theme, px = around.theme, around.px
        self.setObjectName("import.match")
        self.setAccessibleName(_("Match columns"))
        self.words = Label(theme, "", "body", "text2", wrap=True)
        self.tables = Choice("import.table", _("File"), least=8)
        self.tables.activated.connect(lambda _number: self._turn())
        self.guess = Button(theme, _("As guessed"), "arrow-counter-clockwise", name="import.guess")
        self.guess.clicked.connect(self._as_guessed)
        self.model = Columns()
        self.model.setParent(self)
        self.view = ColumnsView(theme, self.model)
        delegate = ColumnDelegate(theme)
        delegate.setParent(self.view)
        self.view.setItemDelegate(delegate)
        self.view.choice.activated.connect(lambda _number: self._correct())
        card = Card(theme)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, px(5), 1, px(5))
        inside.addWidget(self.view)
        top = QHBoxLayout()
        top.setSpacing(px(10))
        top.addWidget(self.words, 1)
        top.addWidget(self.tables)
        top.addWidget(self.guess)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        column.addLayout(top)
        column.addWidget(card, 1)

    def renew(self) -> None:
        """The tables there are."""
        tables = self._bringing().tables()
        shown = self.model.source
        self.tables.fill({source.number: source.name for source in tables})
        self.tables.setVisible(len(tables) > 1)
        if tables:
            self._show(shown if shown in tables else tables[0])

    def say_nobody(self) -> None:
        """Taken this way, no row names anybody."""
        self.words.setText(_("Read this way, no row names anybody. Say which column holds the name."))
        self.words.show_as("red")

    def _turn(self) -> None:
        source = self._bringing().named(int(self.tables.currentData()))
        if source is not None:
            self._show(source)

    def _show(self, source: Source) -> None:
        kept = self.view.current() if source is self.model.source else 0
        self.model.show(source)
        self.tables.put(source.number, source.name)
        self.view.go_to(max(kept, 0))
        self._say()

    def _say(self) -> None:
        source = self.model.source
        table = source.table if source is not None else None
        if source is None or table is None:
            return
        changed = source.fields != table.mapping
        self.guess.setVisible(changed)
        self.words.show_as("text2")
        self.words.setText(
            _("Your choice is kept for files with the same header.") if changed and table.is_headed
            else _("This is what the columns seem to hold. Choose another field where it is wrong.")
        )  # fmt: skip
        self.view.place()

    def _correct(self) -> None:
        source, number = self.model.source, self.view.current()
        if source is None or number < 0:
            return
        fields = source.fields
        fields[number] = self.view.choice.value()
        table = source.table
        if fields[number] == INTO_NOTE and table is not None and number not in table.mapping:
            del fields[number]
        source.mapping = fields
        self._changed()
        if self.view.popped:  # the arrows go on to the next column; in the box itself they choose
            self.view.popped = False
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _as_guessed(self) -> None:
        if self.model.source is not None:
            table = self.model.source.table
            self.model.source.mapping = dict(table.mapping) if table is not None else None
            self._changed()
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self) -> None:
        self.model.renew()
        self._say()
        self.corrected.emit()
