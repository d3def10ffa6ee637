"""The fields of a person's form: single ones, and groups that repeat (jobs, ways to reach her, addresses).

Each gives and takes plain values (text, numbers, lists), so that a draft holds exactly what was typed.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from mrtnet.ui.around import Around
from mrtnet.ui.widgets.basic import Button, Chip, Field
from mrtnet.ui.widgets.choice import Choice
from mrtnet.ui.widgets.flow import Flow
from mrtnet.words import _, later

TYPES = {"": later("–"), "work": later("Work"), "home": later("Home"), "cell": later("Mobile"), "fax": later("Fax"),
         "other": later("Other")}  # fmt: skip
PROPERTIES = {"EMAIL": later("Email"), "TEL": later("Phone"), "URL": later("Link"), "IMPP": later("Message")}


ROUND_WORDS = 24  # pixels a field has beside the words that stand in it while it is empty


class Column(NamedTuple):
    """One part of a repeating row: its key in the form, its words, how much room it takes, or its choices."""

    key: str
    words: str
    part: int = 2
    choices: Mapping[str, str] | None = None


REACH = (Column("property", later("Kind"), 0, PROPERTIES), Column("value", later("Address or number"), 4),
         Column("type", later("Where"), 0, TYPES))  # fmt: skip
JOB = (Column("organization", later("Employer"), 5), Column("title", later("Title"), 4),
       Column("department", later("Department"), 2), Column("since", later("Since"), 2),
       Column("until", later("Until"), 2))  # fmt: skip
ADDRESS = (Column("street", later("Street"), 3), Column("code", later("Postal code"), 1),
           Column("locality", later("City"), 2), Column("region", later("State"), 1),
           Column("country", later("Country"), 1),
           Column("type", later("Where"), 0, {key: TYPES[key] for key in ("", "work", "home", "other")}))  # fmt: skip


class Repeated(QWidget):
    """Rows of the same columns; the last one can be added to and each taken away."""

    changed = Signal()

    def __init__(self, around: Around, name: str, columns: Sequence[Column], add: str) -> None:
        super().__init__()
        self._around, self._columns, self._narrow = around, columns, False
        self.setObjectName(name)
        self.rows: list[dict[str, QWidget]] = []
        self._holders: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(around.px(4))
        self.more = Button(around.theme, add, "plus", kind="ghost", small=True, name=f"{name}.add")
        self.more.clicked.connect(lambda: self._begin_row())
        row = QHBoxLayout()
        row.addWidget(self.more)
        row.addStretch(1)
        self._column.addLayout(row)

    def value(self) -> list[dict[str, str]]:
        """What stands in the rows; empty ones are left out."""
        found = [{key: _text_of(widget) for key, widget in row.items()} for row in self.rows]
        return [row for row in found if any(text for key, text in row.items() if key not in ("property", "type"))]

    def put(self, value: object) -> None:
        """Show these rows."""
        wanted = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
        while self.rows:
            self._drop(self._holders[-1])
        for row in wanted:
            self._add_row(row)

    def _begin_row(self) -> None:
        self._add_row({})
        first = next(widget for widget in self.rows[-1].values() if isinstance(widget, Field))
        first.setFocus()

    def _add_row(self, row: Mapping[str, Any]) -> None:
        theme, px = self._around.theme, self._around.px
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setSpacing(px(4))
        made: dict[str, QWidget] = {}
        for column in self._columns:
            name = f"{self.objectName()}.{column.key}"
            if column.choices is not None:
                offers = {key: _(words) for key, words in column.choices.items()}
                box = Choice(name, _(column.words), offers)
                box.put(row.get(column.key))
                box.activated.connect(lambda _n: self.changed.emit())
                made[column.key] = box
            else:
                field = Field(theme, _(column.words), name=name)
                field.setText(str(row.get(column.key) or ""))
                field.setCursorPosition(0)
                field.setMinimumWidth(theme.metrics("body").horizontalAdvance(_(column.words)) + px(ROUND_WORDS))
                field.textChanged.connect(lambda _t: self.changed.emit())
                made[column.key] = field
        away = f"{self.objectName()}.away"
        gone = Button(theme, icon="x", kind="ghost", small=True, says=_("Take this line away"), name=away)
        gone.clicked.connect(lambda: self._remove(holder))
        self._lay_row(grid, [*made.values(), gone])
        self._column.insertWidget(self._column.count() - 1, holder)
        before = _before(self.more)  # what is made later would come after the whole form
        for widget in (*made.values(), gone):
            QWidget.setTabOrder(before, widget)
            before = widget
        self.rows.append(made)
        self._holders.append(holder)

    def fit(self, *, narrow: bool) -> None:
        """The columns of a row in pairs, one below the other, where it is narrow."""
        self._narrow = narrow
        for holder, row in zip(self._holders, self.rows, strict=True):
            grid, gone = holder.layout(), holder.findChild(Button)
            if isinstance(grid, QGridLayout) and gone is not None:
                self._lay_row(grid, [*row.values(), gone])

    def _lay_row(self, grid: QGridLayout, widgets: Sequence[QWidget]) -> None:
        """The parts of a row, and behind them the button that takes it away."""
        across = 2 if self._narrow else len(self._columns)
        grid.setContentsMargins(0, 0, 0, self._around.px(6) if self._narrow else 0)
        for place in range(len(widgets)):
            parts = self._columns[place::across] if place < across else ()
            grid.setColumnStretch(place, max((column.part for column in parts), default=0))
        for widget in widgets:
            grid.removeWidget(widget)
        for number, widget in enumerate(widgets[:-1]):
            grid.addWidget(widget, *divmod(number, across))
        grid.addWidget(widgets[-1], 0, across)

    def _remove(self, holder: QWidget) -> None:
        self._drop(holder)
        self.more.setFocus()
        self.changed.emit()

    def _drop(self, holder: QWidget) -> None:
        place = self._holders.index(holder)
        self._holders.pop(place)
        self.rows.pop(place)
        self._column.removeWidget(holder)
        holder.hide()
        holder.deleteLater()


def _before(widget: QWidget) -> QWidget:
    """What Tab would come from to this widget."""
    found = widget.previousInFocusChain()
    while found is not None and found is not widget and found.focusPolicy() == Qt.FocusPolicy.NoFocus:
        found = found.previousInFocusChain()
    return found or widget


class Picked(QWidget):
    """Chips of which several may be chosen: roles."""

    changed = Signal()

    def __init__(self, around: Around, name: str, choices: Mapping[str, str]) -> None:
        super().__init__()
        self._around = around
        self.setObjectName(name)
        self._chips: dict[str, Chip] = {}
        self._flow = Flow(around.px(4))
        self.setLayout(self._flow)
        for key, words in choices.items():
            self._add(key, words)

    def _add(self, key: str, words: str) -> Chip:
        chip = Chip(self._around.theme, words, name=f"{self.objectName()}.{key}", choose=True)
        chip.toggled.connect(lambda _on: self.changed.emit())
        self._flow.addWidget(chip)
        self._chips[key] = chip
        return chip

    def value(self) -> list[str]:
        """The chosen keys."""
        return [key for key, chip in self._chips.items() if chip.isChecked()]

    def put(self, value: object) -> None:
        """Choose these; ones that nobody knows are added, so that they are not lost."""
        wanted = [str(key) for key in value] if isinstance(value, list | tuple) else []
        for key in wanted:
            if key not in self._chips:
                self._add(key, key)
        for key, chip in self._chips.items():
            chip.setChecked(key in wanted)


def getter(widget: QWidget) -> Callable[[], Any]:
    """How to read a widget's value."""
    if isinstance(widget, QCheckBox):
        return widget.isChecked
    if isinstance(widget, Field):
        return widget.text
    found: Callable[[], Any] = widget.toPlainText if hasattr(widget, "toPlainText") else widget.value  # type: ignore[attr-defined]
    return found


def put(widget: QWidget, value: Any) -> None:
    """Show a value in a widget."""
    if isinstance(widget, QCheckBox):
        widget.setChecked(bool(value))
    elif isinstance(widget, Field):
        widget.setText(str(value or ""))
        widget.setCursorPosition(0)
    elif hasattr(widget, "setPlainText"):
        widget.setPlainText(str(value or ""))
    else:
        widget.put(value)  # type: ignore[attr-defined]


def _text_of(widget: QWidget) -> str:
    return str(getter(widget)()).strip()
