"""The palette's lines for its list."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from mrtnet.ui import rows
from mrtnet.ui.palette.lines import Line

_NOWHERE = QModelIndex()


class LineModel(rows.Lines):
    """Headers and lines in one list; headers cannot be chosen."""

    lines: Sequence[Line] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Show these."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def at(self, number: int) -> Line | None:
        """The line at this place."""
        return self.lines[number] if 0 <= number < len(self.lines) else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Headers are passed over."""
        line = self.at(index.row())
        if line is None or line.is_header:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def spoken(self, number: int) -> str:
        """The line in words."""
        line = self.at(number)
        return ", ".join(part for part in (line.title, line.detail, line.key) if part) if line else ""
