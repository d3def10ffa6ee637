"""Lines about people, in sections: who has a part in an opening, who is at an employer, who leads there."""

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from mrtnet.ui.around import Around
from mrtnet.ui.delegates.card_rows import HEADER, CardDelegate
from mrtnet.ui.desk import Desk
from mrtnet.ui.painting import CHIP, Row, avatar, chip, chip_width, line
from mrtnet.ui.saying import Status
from mrtnet.ui.sections import Entry, Section, Sections
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.rows_view import RowsView

ROW = 54  # design px
TIGHT = 300  # under it the chip is left out; the words say the same


class PersonLine(NamedTuple):
    """One line: whom it is about, the words at the name and below it, and what stands at the end.

    `people` are all of a way, the first to write to first. `key` is what the line is to its page.
    """

    person_id: int
    name: str
    below: str
    marks: str = ""
    status: Status | None = None
    people: tuple[int, ...] = ()
    key: str = ""


class LineDelegate(CardDelegate):
    """Paints Section and Entry[PersonLine]."""

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(theme, desk)

    def at_rest(self, item: object) -> Hashable | None:
        """The line."""
        return item if isinstance(item, Entry) else None

    def entry(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry[PersonLine], row: Row) -> None:
        """Disc, name and words; at the end how it stands."""
        item, px, theme = entry.row, self.theme.px, self.theme
        middle = (row.rect.height() - px(38)) // 2
        avatar(painter, theme, row.at(px(12), (row.rect.height() - px(32)) // 2, px(32), px(32)), item.name,
               item.person_id)  # fmt: skip
        end, start = row.rect.width() - px(12), px(54)
        if item.status is not None and row.rect.width() >= px(TIGHT):
            width = chip_width(theme, item.status.words, item.status.icon)
            end -= width
            where = row.at(end, (row.rect.height() - px(CHIP)) // 2, width, px(CHIP))
            chip(painter, theme, where, item.status.words, item.status.token, item.status.icon,
                 direction=row.direction)  # fmt: skip
            end -= px(10)
        self.name_line(painter, row, start, middle, end - start, item.name, item.marks)
        line(painter, theme, row.at(start, middle + px(19), end - start, px(20)), "body", "text2", item.below)

    def tooltip(self, _option: QStyleOptionViewItem, item: object) -> str:
        """Everything the line says."""
        return said(item.row) if isinstance(item, Entry) else ""


def said(item: PersonLine) -> str:
    """A line in words."""
    parts = (item.name, item.marks, item.below, item.status.words if item.status else "")
    return ", ".join(part for part in parts if part)


class Lines(RowsView):
    """The list of lines; `show_lines` fills it, `at()` is the chosen one."""

    def __init__(self, around: Around, *, name: str, says: str, opened: Callable[[PersonLine], None]) -> None:
        self._around = around
        self.sections = Sections[PersonLine](said, lambda _row: "")
        super().__init__(
            around.theme, self.sections, name=name, says=says, height=lambda: around.px(ROW), ground=""
        )  # fmt: skip
        self.sections.setParent(self)
        delegate = LineDelegate(around.theme, around.desk)
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setSelectionMode(RowsView.SelectionMode.SingleSelection)
        self._do_open = opened
        self.opened.connect(self._open)
        around.theme.changed.connect(self._size_headers)

    def _open(self, number: int) -> None:
        if (row := self.sections.row_at(number)) is not None:
            self._do_open(row)

    def show_lines(self, parts: Sequence[tuple[Section, Sequence[PersonLine]]]) -> None:
        """Show these; the chosen line stays where its person and section are."""
        before = self.at()
        self.sections.show(parts)
        self._size_headers()
        if before is not None:
            rows = [self.sections.row_at(number) for number in range(len(self.sections.items))]
            here = [at for at, row in enumerate(rows) if row is not None and row[::6] == before[::6]]
            if here:
                self.go_to(here[0])

    def at(self) -> PersonLine | None:
        """The chosen line."""
        return self.sections.row_at(self.current())

    def first(self) -> None:
        """Choose the first line, if there is one and none is chosen."""
        if self.at() is None:
            lines = (at for at, item in enumerate(self.sections.items) if isinstance(item, Entry))
            if (number := next(lines, None)) is not None:
                self.go_to(number)

    def _size_headers(self) -> None:
        for number, item in enumerate(self.sections.items):
            self.setRowHeight(number, self._around.px(HEADER if isinstance(item, Section) else ROW))
