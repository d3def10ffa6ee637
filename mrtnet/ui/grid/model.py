"""The rows of an event's grid: people met there, what is typed anew about them, unsaved rows, and one empty row."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from mrtnet.domain.contact_points import find_reaches
from mrtnet.domain.credentials import split_credentials
from mrtnet.domain.forms import PersonForm
from mrtnet.domain.when import parse_when, say_date, say_when
from mrtnet.queries.event_page import MetRow
from mrtnet.trouble import Trouble
from mrtnet.ui.capture.card import Card, Ways, form_of, spread
from mrtnet.ui.capture.first_step import First
from mrtnet.ui.rows import ROW
from mrtnet.ui.saying import Status, step_status, step_title
from mrtnet.words import _, later

NAME, WORKS_AT, REACH, TALKED, STEP, WHEN = range(6)
TITLES = (
    later("Name and credentials"), later("Works at"), later("Email, phone or link"), later("You talked about"),
    later("Next step"), later("When"),
)  # fmt: skip
FIELDS = ("name", "works_at", "reach", "talked", "step", "step")
"""What `edits.event_rows.change_row` calls the columns."""

_NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class Cell(NamedTuple):
    """What the delegate paints. `typed`: not saved yet. `problem`: one sentence, or ""."""

    text: str
    met: MetRow | None
    typed: bool
    problem: str
    hint: str
    status: Status | None
    marks: str = ""
    icon: tuple[str, str] | None = None
    """Icon and colour before the name, in place of the one that tells how the row stands."""


class GridModel(QAbstractTableModel):
    """Rows by key: "p12" is person 12, "n3" a row that is not on file yet; the last one is always empty."""

    typed_in = Signal()
    """Something was typed: time to keep the draft."""

    def __init__(self, ways: Any, first: Any, parent: QObject | None = None) -> None:
        """`ways()` gives what reading needs, `first(form)` the step that logging the form would make."""
        super().__init__(parent)
        self._ways, self._first = ways, first
        self._met: dict[str, MetRow] = {}
        self.keys: list[str] = ["n1"]
        self.typed: dict[str, dict[int, str]] = {}
        self.problems: dict[tuple[str, int], str] = {}
        self.ranks: dict[str, str] = {}
        self.pending: set[str] = set()
        self._next = 2
        self._default: First | None = None

    # Rows

    def show(self, met: Sequence[MetRow]) -> None:
        """Show the people met; what is typed and not saved stays."""
        self.beginResetModel()
        self._met = {f"p{row.id}": row for row in met}
        gone = [key for key in self.typed if key.startswith("p") and key not in self._met]
        for key in gone:
            self._rename(key, self._new_key())
        fresh = [key for key in self.keys if key.startswith("n") and (key in self.typed or key == self.keys[-1])]
        fresh += [key for key in self.typed if key.startswith("n") and key not in fresh]
        self.keys = [*self._met, *fresh]
        self._default = None
        self._end_with_an_empty_row()
        self.endResetModel()

    def put_typed(self, typed: Mapping[str, Mapping[int, str]], ranks: Mapping[str, str]) -> None:
        """Show what a draft kept."""
        self.beginResetModel()
        for key, cells in typed.items():
            kept = key if key in self._met else self._new_key()
            self.typed[kept] = dict(cells)
            if key in ranks:
                self.ranks[kept] = ranks[key]
            if kept not in self.keys:
                self.keys.insert(len(self.keys) - 1, kept)
            for column in cells:
                self._check(kept, column)
        self._end_with_an_empty_row()
        self.endResetModel()

    def drop(self, key: str) -> None:
        """The row was saved, or is to be forgotten."""
        self.beginResetModel()
        self.typed.pop(key, None)
        self.ranks.pop(key, None)
        self.pending.discard(key)
        self.problems = {at: why for at, why in self.problems.items() if at[0] != key}
        if key.startswith("n") and key != self.keys[-1] and key in self.keys:
            self.keys.remove(key)
        self._end_with_an_empty_row()
        self.endResetModel()

    def forget(self) -> None:
        """Another event comes: what was typed here is in its draft."""
        self.typed.clear()
        self.problems.clear()
        self.ranks.clear()
        self.pending.clear()
        self.keys = [self._new_key()]

    def key_at(self, number: int) -> str:
        """The key of a row."""
        return self.keys[number] if 0 <= number < len(self.keys) else ""

    def met(self, key: str) -> MetRow | None:
        """The person of a row that is on file."""
        return self._met.get(key)

    def is_empty(self, key: str) -> bool:
        """Whether this is a row with nothing in it."""
        return key.startswith("n") and not any(text.strip() for text in self.typed.get(key, {}).values())

    def people(self) -> list[MetRow]:
        """Everybody on file, in order."""
        return list(self._met.values())

    # Cells

    def text(self, key: str, column: int) -> str:
        """What stands in the cell to be edited: typed, else from the book."""
        typed = self.typed.get(key, {}).get(column)
        return typed if typed is not None else self._stored(key, column)

    def take_back(self, key: str, column: int) -> None:
        """The cell as it is on file again; one that was not typed: the one of its row that was typed last."""
        cells = self.typed[key]
        found = column if column in cells else list(cells)[-1]
        self.put(key, found, self._stored(key, found))

    def put(self, key: str, column: int, text: str) -> None:
        """The cell was typed; equal to what is on file, it is not typed any more."""
        cells = self.typed.setdefault(key, {})
        if " ".join(text.split()) == " ".join(self._stored(key, column).split()):
            cells.pop(column, None)
        else:
            cells[column] = text
        if not cells:
            self.typed.pop(key)
        self._check(key, column)
        number = self.keys.index(key)
        if number == len(self.keys) - 1 and not self.is_empty(key):
            self.beginInsertRows(_NOWHERE, number + 1, number + 1)
            self.keys.append(self._new_key())
            self.endInsertRows()
        self.dataChanged.emit(self.index(number, 0), self.index(number, WHEN))
        self.typed_in.emit()

    def tell_problem(self, key: str, column: int, sentence: str) -> None:
        """Show why this cell cannot be saved."""
        self.problems[key, column] = sentence
        if key in self.keys:
            number = self.keys.index(key)
            self.dataChanged.emit(self.index(number, 0), self.index(number, WHEN))

    def problem(self, key: str) -> tuple[int, str] | None:
        """The first cell of the row that cannot be saved, and why."""
        return next(((column, why) for (row, column), why in sorted(self.problems.items()) if row == key), None)

    def card(self, key: str) -> Card:
        """The row as a card, to be read as a form."""
        step = " ".join(part for part in (self.text(key, STEP), self.text(key, WHEN)) if part.strip())
        if self.text(key, STEP).strip().casefold() in ("none", "no"):
            step = "none"
        return Card(
            name=self.text(key, NAME),
            works_at=self.text(key, WORKS_AT),
            talked=self.text(key, TALKED),
            reach=self.text(key, REACH),
            step=step,
            rank=self.ranks.get(key, ""),
        )

    def form(self, key: str) -> PersonForm:
        """The person of the row. Raises Trouble."""
        met = self._met.get(key)
        return form_of(self.card(key), self._ways(), met.kind if met else self.default.kind)

    def changed(self, key: str) -> list[str]:
        """The names of the cells that were typed."""
        return list(dict.fromkeys(FIELDS[column] for column in sorted(self.typed.get(key, {}))))

    @property
    def default(self) -> First:
        """The step that somebody logged now would get."""
        if self._default is None:
            self._default = self._first(PersonForm(name="X"))
        return self._default

    # Qt's side

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """People, unsaved rows and the empty one."""
        return 0 if parent.isValid() else len(self.keys)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Six."""
        return 0 if parent.isValid() else len(TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The titles of the columns."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _(TITLES[section])
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be typed in, unless its row is being saved."""
        on = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return on if self.key_at(index.row()) in self.pending else on | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The cell for the delegate, its words for people."""
        key = self.key_at(index.row())
        if not key:
            return None
        if role == ROW:
            return self.cell(key, index.column())
        if role == Qt.ItemDataRole.EditRole:
            return self.text(key, index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(key, index.column())
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self.problems.get((key, index.column()), "")
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A cell was typed."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        self.put(self.key_at(index.row()), index.column(), str(value))
        return True

    def cell(self, key: str, column: int) -> Cell:
        """What stands in a cell."""
        met = self._met.get(key)
        typed = column in self.typed.get(key, {})
        status = self._status(met) if met is not None and not typed else None
        text = self.text(key, column)
        marks = ""
        if met is not None and not typed:
            if column == NAME:
                text, marks = met.name, " · ".join(part for part in (met.credentials, met.rank) if part)
            elif column == STEP and met.thanked_on is not None and met.kind != "thank-you":
                text = _("Thanked {day}").format(day=say_date(met.thanked_on, self._ways().today))
            elif column == STEP and not met.kind:
                text = _("No next step")
            elif column == WHEN:
                text = status.words if status is not None and met.due else ""
        elif column == NAME:
            name, found = split_credentials(text)  # as it will stand once saved, so that nothing jumps then
            text = name or text
            marks = " · ".join(part for part in (", ".join(found) if name else "", self.ranks.get(key, "")) if part)
        return Cell(text, met, typed, self.problems.get((key, column), ""), self._hint(key, column), status, marks,
                    ("hourglass", "amber") if key in self.pending else None)  # fmt: skip

    # Inside

    def _hint(self, key: str, column: int) -> str:
        """What an empty cell of a new row says."""
        if key.startswith("p") or self.text(key, column).strip():
            return ""
        blank = self.is_empty(key)
        if column in (STEP, WHEN) and self.default.due is not None:
            return self.default.title if column == STEP else say_when(self.default.due, self._ways().today)
        if not blank:
            return ""
        return {NAME: _("Name, credentials…"), WORKS_AT: _("Ctrl+D repeats")}.get(column, "")

    def _status(self, met: MetRow) -> Status:
        today: date = self._ways().today
        status = step_status(met.kind, met.due, met.at, today)
        if met.thanked_on is not None and (met.due is None or met.due > today):
            words = _("Next {day}").format(day=say_date(met.due, today)) if met.due else ""
            return Status(words, "check-circle", "green")
        return status

    def _spoken(self, key: str, column: int) -> str:
        cell = self.cell(key, column)
        if column == NAME:
            return ", ".join(part for part in (cell.text, cell.marks) if part)
        return cell.text or cell.hint

    def _stored(self, key: str, column: int) -> str:
        met = self._met.get(key)
        if met is None:
            return ""
        match column:
            case 0:
                return ", ".join(part for part in (met.name, met.credentials) if part)
            case 1:
                return met.organization
            case 2:
                return met.reach
            case 3:
                return met.talked
            case 4:
                return step_title(met.kind, met.step)
            case _:
                return "" if met.due is None else say_when(met.due, self._ways().today)

    def _check(self, key: str, column: int) -> None:
        """Whether what was typed in this cell can be understood; the sentence stands in the cell."""
        self.problems.pop((key, column), None)
        text = self.typed.get(key, {}).get(column, "").strip()
        wrong = ""
        if text:
            wrong = self._wrong(key, column, text)
        elif column == NAME and key in self._met and column in self.typed.get(key, {}):
            wrong = _("A person needs a name.")
        if wrong:
            self.problems[key, column] = wrong

    def _wrong(self, key: str, column: int, text: str) -> str:
        ways: Ways = self._ways()
        if column == WHEN:
            when = parse_when(text, ways.today, days=ways.days, day_first=ways.day_first)
            if when is None:
                return _("That is no day. Try “thu” or “in 3 days”.")
            if when.day is not None and when.day < ways.today:
                return _("That day is over.")
        if column == REACH and not find_reaches(text)[0]:
            return _("That is no email, phone or link.")
        whom = Card(name="X", as_is=True)
        card = {
            NAME: Card(name=text),
            WORKS_AT: whom._replace(works_at=text),
            REACH: whom._replace(reach=text),
            TALKED: whom._replace(talked=text),
        }.get(column, whom)
        try:
            form_of(spread(card, ways), ways)
        except Trouble as wrong:
            return str(wrong)
        return ""

    def _new_key(self) -> str:
        self._next += 1
        return f"n{self._next}"

    def _rename(self, old: str, new: str) -> None:
        self.typed[new] = self.typed.pop(old)
        self.ranks[new] = self.ranks.pop(old, "")
        self.problems = {(new if key == old else key, at): why for (key, at), why in self.problems.items()}

    def _end_with_an_empty_row(self) -> None:
        if not self.keys or not self.is_empty(self.keys[-1]) or self.keys[-1] in self.pending:
            self.keys.append(self._new_key())
