"""The network map as a list: the same groups with the same people, row by row, for keyboard and screen reader."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from mrtnet.domain.layout_groups import Dot
from mrtnet.domain.when import say_when
from mrtnet.ui.around import Around
from mrtnet.ui.delegates.card_rows import CardDelegate
from mrtnet.ui.painting import END, Row, avatar, line, text_width
from mrtnet.ui.sections import Entry, Section, Sections
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.words import _

if TYPE_CHECKING:
    from mrtnet.ui.pages.network_reading import Network

ROW = 56  # design px


class DotRows(Sections[Dot]):
    """The rows, put together elsewhere."""

    ids: Sequence[int] = ()
    """Who stands in each row, 0 for a header."""

    def show_rows(self, rows: list[Section | Entry[Dot]]) -> None:
        """Show these."""
        self.beginResetModel()
        self.items = rows
        self.ids = [item.row.id if isinstance(item, Entry) else 0 for item in rows]
        self.endResetModel()


class DotDelegate(CardDelegate):
    """Paints a person of the map, and whom she knows."""

    def __init__(self, around: Around, tells: "NetworkList") -> None:
        super().__init__(around.theme, around.desk)
        self._tells = tells

    def entry(self, painter: QPainter, _option: QStyleOptionViewItem, entry: Entry[Dot], row: Row) -> None:
        """Disc, name and marks; where from, whom they know; when last in touch."""
        px, dot = self.theme.px, entry.row
        height = row.rect.height()
        avatar(painter, self.theme, row.at(px(14), (height - px(34)) // 2, px(34), px(34)), dot.name, dot.id)
        start, top = px(60), (height - px(38)) // 2
        last = self._tells.last(dot)
        wide = text_width(self.theme, "small", last) + 2
        room = row.rect.width() - start - px(16)
        if room - wide < px(160):
            wide = 0
        line(painter, self.theme, row.from_end(px(16), top, wide, px(20)), "small", "text3", last, END)
        self.name_line(painter, row, start, top, room - wide - px(8), dot.name, dot.marks)
        line(painter, self.theme, row.at(start, top + px(19), room, px(20)), "body", "text2", self._tells.line(dot))

    def tooltip(self, _option: QStyleOptionViewItem, item: object) -> str:
        """Everything the row says."""
        return self._tells.said(item.row) if isinstance(item, Entry) else ""


class NetworkList(RowsView):
    """The list. Its `opened(number)` is a row; `person_at` says whose."""

    def __init__(self, around: Around) -> None:
        self.around = around
        self.rows = DotRows(self.said, self.line)
        super().__init__(
            around.theme, self.rows, name="network.rows", says=_("People of the network, by group"),
            height=lambda: around.px(ROW), ground="window",
        )  # fmt: skip
        self.rows.setParent(self)
        self._known: dict[int, list[str]] = {}
        delegate = DotDelegate(around, self)
        delegate.setParent(self)
        self.setItemDelegate(delegate)

    def show_network(self, network: "Network") -> None:
        """Show these groups; the current person stays."""
        kept = self.person_at(self.current())
        self._known = network.known
        self.rows.show_rows(network.rows)
        self.go_to_person(kept)

    def person_at(self, number: int) -> int:
        """Whose row this is; 0 for a header."""
        row = self.rows.row_at(number)
        return row.id if row is not None else 0

    def go_to(self, number: int) -> None:
        """Make this row the current one; of a header, the first row below."""
        super().go_to(number if self.person_at(number) else number + 1)

    def go_to_person(self, person: int) -> None:
        """Make her row the current one."""
        if person and person in self.rows.ids:
            self.go_to(self.rows.ids.index(person))

    # What is said about somebody

    def last(self, dot: Dot) -> str:
        """When she was last in touch."""
        return say_when(dot.last_contact, self.around.desk.today) if dot.last_contact else ""

    def line(self, dot: Dot) -> str:
        """Employer, event, and whom they know."""
        known = self._known.get(dot.id, [])
        said = _("knows {name}").format(name=known[0]) if known else ""
        if len(known) > 1:
            said = _("knows {name} and {n} more").format(name=known[0], n=len(known) - 1)
        return " · ".join(part for part in (dot.organization, dot.event, said) if part)

    def said(self, dot: Dot) -> str:
        """Everything about somebody, as the pointer and a screen reader are told."""
        first = f"{dot.name}, {dot.marks}" if dot.marks else dot.name
        met = _("Met at {event}").format(event=dot.event) if dot.event else ""
        last = _("Last contact: {day}").format(day=self.last(dot)) if dot.last_contact else _("Never in touch yet")
        known = ", ".join(self._known.get(dot.id, [])[:5])
        knows = _("Knows {names}").format(names=known) if known else ""
        return "\n".join(part for part in (first, dot.organization, met, last, knows) if part)
