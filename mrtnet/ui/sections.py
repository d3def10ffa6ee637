"""A list in sections: headers and rows are items of one model, so keyboard and screen reader see one list."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from mrtnet.ui.rows import Lines
from mrtnet.words import _, plural

RowT = TypeVar("RowT")


class Section(NamedTuple):
    """A header. `folded` None: it cannot be folded."""

    key: str
    title: str
    total: int
    icon: str
    token: str
    folded: bool | None = None


class Entry(NamedTuple, Generic[RowT]):
    """A row in a section, and whether it begins or ends its card."""

    row: RowT
    first: bool
    last: bool


_NOWHERE = QModelIndex()


class Sections(Lines, Generic[RowT]):
    """Sections with their rows; a folded section shows its header alone."""

    def __init__(
        self, spoken: Callable[[RowT], str], explained: Callable[[RowT], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._say, self._explain = spoken, explained
        self.items: list[Section | Entry[RowT]] = []

    def show(self, parts: Sequence[tuple[Section, Sequence[RowT]]]) -> None:
        """Show these; a section without rows is left out."""
        self.beginResetModel()
        self.items = []
        for section, rows in parts:
            if not section.total:
                continue
            self.items.append(section)
            if not section.folded:
                last = len(rows) - 1
                self.items.extend(Entry(row, number == 0, number == last) for number, row in enumerate(rows))
        self.endResetModel()

    def at(self, number: int) -> Section | Entry[RowT] | None:
        """The header or entry at this place."""
        return self.items[number] if 0 <= number < len(self.items) else None

    def row_at(self, number: int) -> RowT | None:
        """The row at this place; None for a header."""
        found = self.at(number)
        return found.row if isinstance(found, Entry) else None

    def rows_at(self, numbers: Iterable[int]) -> list[RowT]:
        """The rows at these places, without headers."""
        return [row for number in numbers if (row := self.row_at(number)) is not None]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Headers and shown rows."""
        return 0 if parent.isValid() else len(self.items)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """A header that cannot be folded is skipped by the keys."""
        item = self.at(index.row())
        if item is None or (isinstance(item, Section) and item.folded is None):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def spoken(self, number: int) -> str:
        """The row or the header in words."""
        item = self.at(number)
        if isinstance(item, Section):
            count = plural("{n} item", "{n} items", item.total)
            state = "" if item.folded is None else _(", folded") if item.folded else _(", unfolded")
            return f"{item.title}, {count}{state}"
        return "" if item is None else self._say(item.row)

    def explained(self, number: int) -> str:
        """Why the row is there."""
        row: Any = self.row_at(number)
        return "" if row is None else self._explain(row)
