"""The model of the side by side: a row per field that any card says something in, a column per card, the result last.

Pure of painting: what a click on a cell chooses, and what a screen reader hears, is decided here.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage

from mrtnet.domain import kinds
from mrtnet.domain.forms import PersonForm
from mrtnet.domain.merging import ALL, FIELDS, Field, chosen, in_words, merged
from mrtnet.domain.rhythm import TIERS
from mrtnet.domain.when import say_date
from mrtnet.ui.rows import ROW
from mrtnet.words import _, later

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
PHOTO = Field("photo", later("Photo"), ())
"""No field of a form: `edits.merging` takes its choice beside the others."""
IN_ONE_LINE = frozenset({"credentials", "tags", "roles", "languages"})
"""Lists of short words, told in one line; of the others each value has a line of its own."""


class Cell(NamedTuple):
    """What stands in one cell. `mark` is whether it is chosen, None where there is nothing to choose."""

    text: str
    mark: bool | None = None
    bold: bool = False
    photo: QImage | None = None


class Line(NamedTuple):
    """One field: what each card says, which of them counts (`ALL`: all of them), and what comes of it."""

    field: Field
    said: tuple[str, ...]
    taken: int
    result: str
    photos: tuple[QImage | None, ...] = ()

    def tells(self, at: int) -> bool:
        """Whether this card says anything here."""
        return bool(self.said[at])

    def is_taken(self, at: int) -> bool:
        """Whether what this card says counts."""
        return self.tells(at) and self.taken in (ALL, at)


def picked(line: Line, at: int) -> int:
    """What counts after a click on a card's cell, or on the result (`at` beyond the cards): that brings all of a list.

    Of two cards each is switched on and off by itself; of more either all count or one.
    """
    tellers = [place for place in range(len(line.said)) if line.tells(place)]
    if at >= len(line.said):
        return ALL if line.field.is_list else line.taken
    if at not in tellers:
        return line.taken
    if not line.field.is_list:
        return at
    if len(tellers) == 1:
        return ALL
    if len(tellers) == 2:
        other = tellers[0] if tellers[1] == at else tellers[1]
        return other if line.taken == ALL else ALL if line.taken != at else at
    return at if line.taken != at else ALL


class Sides(QAbstractTableModel):
    """Fields down, cards across: column 0 names the field, the last one is the result."""

    def __init__(self) -> None:
        super().__init__()
        self.titles: tuple[str, ...] = ()
        self.details: tuple[str, ...] = ()
        self.lines: list[Line] = []
        self._forms: tuple[PersonForm, ...] = ()
        self._photos: tuple[QImage | None, ...] = ()
        self._choices: dict[str, int] = {}

    def show(
        self, titles: Sequence[str], forms: Sequence[PersonForm], details: Sequence[str],
        choices: Mapping[str, int], photos: Sequence[QImage | None],
    ) -> None:  # fmt: skip
        """Other cards."""
        self.beginResetModel()
        self.titles, self._forms = tuple(titles), tuple(forms)
        self.details = (*details, *[""] * len(forms))[: len(forms)]
        self._photos = (*photos, *[None] * len(forms))[: len(forms)]
        self._choices = dict(choices)
        self._work_out()
        self.endResetModel()

    def choices(self) -> dict[str, int]:
        """Which card counts in each field: for `domain.merging.merged` and `edits.merging.merge_people`."""
        taken = chosen(self._forms, self._choices)
        if any(photo is not None for photo in self._photos):
            taken["photo"] = self._photo_taken()
        return taken

    def picks(self) -> dict[str, int]:
        """Those of them that were told or clicked."""
        return dict(self._choices)

    def pick(self, row: int, column: int) -> bool:
        """A click on a cell; whether anything changed."""
        if not 0 <= row < len(self.lines) or column < 1:
            return False
        line = self.lines[row]
        taken = picked(line, column - 1)
        if taken == line.taken:
            return False
        self._choices[line.field.key] = taken
        self._work_out()
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))
        return True

    def cell(self, row: int, column: int) -> Cell:
        """What is painted."""
        line = self.lines[row]
        if column == 0:
            return Cell(_(line.field.title))
        at = column - 1
        if at < len(line.said):
            mark = line.is_taken(at) if line.tells(at) else None
            return Cell(line.said[at], mark, photo=line.photos[at] if line.photos else None)
        photo = line.photos[line.taken] if line.photos else None
        return Cell(line.result, None, line.result != line.said[0], photo)

    # Qt's side

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Fields."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """The field's name, the cards, the result."""
        return 0 if parent.isValid() or not self._forms else len(self._forms) + 2

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The names of the fields are no cells to go to."""
        if index.column() == 0:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The cell for the delegate, its words for people."""
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        if role == ROW:
            return self.cell(index.row(), index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(index.row(), index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Whose card it is."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return self.title(section) if orientation == Qt.Orientation.Horizontal else ""

    def title(self, column: int) -> str:
        """The title of a column."""
        return (_("Field"), *self.titles, _("Result"))[column] if column < self.columnCount() else ""

    def detail(self, column: int) -> str:
        """The line below it."""
        return ("", *self.details, _("changes in bold"))[column] if column < self.columnCount() else ""

    def _spoken(self, row: int, column: int) -> str:
        line, cell = self.lines[row], self.cell(row, column)
        if column == 0:
            return cell.text
        said = _("{field}, {side}: {value}").format(
            field=_(line.field.title), side=self.title(column), value=cell.text or _("empty")
        )
        state = _("chosen") if cell.mark else _("not chosen") if cell.mark is not None else ""
        return ", ".join(part for part in (said, state or (_("changed") if cell.bold else "")) if part)

    def _work_out(self) -> None:
        forms = self._forms
        taken, result = chosen(forms, self._choices), merged(forms, self._choices)
        self.lines = [self._photo_line()] if any(photo is not None for photo in self._photos) else []
        for field in FIELDS:
            said = tuple(told(field, form) for form in forms)
            if any(said):
                self.lines.append(Line(field, said, taken[field.key], told(field, result)))

    def _photo_taken(self) -> int:
        first = next(at for at, photo in enumerate(self._photos) if photo is not None)
        return self._choices.get("photo", first)

    def _photo_line(self) -> Line:
        said = tuple(_("a photo") if photo is not None else "" for photo in self._photos)
        taken = self._photo_taken()
        mine, result = (self._photos[0], self._photos[taken])
        words = _("a photo") if mine is result else _("the other photo")
        return Line(PHOTO, said, taken, words, self._photos)


def told(field: Field, form: PersonForm) -> str:
    """What a card says in a field as it is shown: kinds by their names, days as days are written."""
    match field.key:
        case "roles":
            return ", ".join(kinds.title("role", role) for role in form.roles)
        case "tier":
            tier = TIERS[form.tier].title if form.tier in TIERS else form.tier
            days = _("every {n} days").format(n=form.rhythm_days) if form.rhythm_days else ""
            return ", ".join(part for part in (_(tier) if tier else "", days) if part)
        case "met":
            return _met(form)
        case "preferred_channel":
            return kinds.title("channel", form.preferred_channel) if form.preferred_channel else ""
        case "do_not_contact" | "deceased":
            return _("Yes") if getattr(form, field.key) else ""
    return (", " if field.key in IN_ONE_LINE else "\n").join(in_words(field, form))


def _met(form: PersonForm) -> str:
    day = say_date(form.met_on, date.min) if form.met_on else ""
    through = _("through {name}").format(name=form.met_through) if form.met_through else ""
    return ", ".join(part for part in (day, form.met_how, form.met_where, through) if part)
