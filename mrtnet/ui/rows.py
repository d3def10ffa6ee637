"""Table models of one column: the ids of a list at once, its rows in pages, when they come into view."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

ROW = int(Qt.ItemDataRole.UserRole)
"""The role that gives the row itself (a NamedTuple)."""
PAGE = 32  # rows: a window shows about 14, so each look at a new place reads one page or two
_PAGES_KEPT = 128

Index = QModelIndex | QPersistentModelIndex
RowT = TypeVar("RowT")
_NOWHERE = QModelIndex()


class Lines(QAbstractTableModel):
    """One column whose rows a delegate paints; a screen reader hears `spoken` and `explained`."""

    def spoken(self, _number: int) -> str:
        """The row as a sentence."""
        return ""

    def explained(self, _number: int) -> str:
        """More about the row."""
        return ""

    def at(self, _number: int) -> Any:
        """The row itself, or None."""
        return None

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row for the delegate, its words for people."""
        if not index.isValid():
            return None
        if role == ROW:
            return self.at(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.spoken(index.row())
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self.explained(index.row())
        return None

    def headerData(self, _section: int, _orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Nothing: the list has no header."""
        return "" if role == Qt.ItemDataRole.DisplayRole else None


class Rows(Lines, Generic[RowT]):
    """A list of any length: `show(ids)` takes microseconds a thousand, `fetch` is asked for 32 rows at a time."""

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], Iterable[RowT]],
        spoken: Callable[[RowT], str],
        explained: Callable[[RowT], str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._fetch, self._say, self._explain = fetch, spoken, explained
        self.ids = array("q")
        self._pages: dict[int, dict[int, RowT]] = {}

    def show(self, ids: Iterable[int]) -> None:
        """Show these ids, in this order."""
        self.beginResetModel()
        self.ids = array("q", ids)
        self._pages.clear()
        self.endResetModel()

    def complete(self, ids: Iterable[int]) -> None:
        """Show all ids where so far their beginning stood: places and selection stay."""
        every = array("q", ids)
        shown = len(self.ids)
        if every[:shown] != self.ids:  # something changed meanwhile
            self.show(every)
        elif len(every) > shown:
            self._pages.pop(shown - shown % PAGE, None)  # the last page may have been a part of one
            self.beginInsertRows(_NOWHERE, shown, len(every) - 1)
            self.ids = every
            self.endInsertRows()

    def reread(self) -> None:
        """The same ids with their rows read anew."""
        self._pages.clear()
        if self.ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, 0))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many ids there are."""
        return 0 if parent.isValid() else len(self.ids)

    def at(self, number: int) -> RowT | None:
        """The row at this place; None if it vanished meanwhile."""
        if not 0 <= number < len(self.ids):
            return None
        first = number - number % PAGE
        page = self._pages.get(first)
        if page is None:
            wanted = self.ids[first : first + PAGE]
            page = {_id_of(row): row for row in self._fetch(wanted)}
            if len(self._pages) >= _PAGES_KEPT:
                self._pages.pop(next(iter(self._pages)))
            self._pages[first] = page
        return page.get(self.ids[number])

    def place_of(self, row_id: int) -> int:
        """Where this id stands; -1 if it does not."""
        try:
            return self.ids.index(row_id)
        except ValueError:
            return -1

    def spoken(self, number: int) -> str:
        """The row as a sentence."""
        row = self.at(number)
        return "" if row is None else self._say(row)

    def explained(self, number: int) -> str:
        """More about the row."""
        row = self.at(number)
        return "" if row is None or self._explain is None else self._explain(row)


def _id_of(row: Any) -> int:
    return int(row.id)
