"""Promises of both sides while they talk: a line to type them in, and a row for each that was made."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrtnet.domain.meeting_forms import PromiseForm
from mrtnet.domain.outcome_lines import promise_line
from mrtnet.domain.when import say_when
from mrtnet.ui.around import Around
from mrtnet.ui.widgets.basic import Button, Field, ShortLabel, Symbol
from mrtnet.ui.widgets.emptying import empty
from mrtnet.words import _


class Promising(QObject):
    """`line` is typed in, `rows` shows what was `made`. `shown`: the rows are new; `wrong(sentence)`, "" for none."""

    changed = Signal()
    shown = Signal()
    wrong = Signal(str)

    def __init__(self, around: Around, parent: QObject) -> None:
        super().__init__(parent)
        self.around, self.desk, self.theme = around, around.desk, around.theme
        self.made: list[PromiseForm] = []
        self._names: Sequence[str] = ()
        self._they = _("they")
        self.rows = QVBoxLayout()
        self.rows.setSpacing(around.px(4))
        self.line = Field(self.theme, "", "handshake", name="notes.promise")
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self.line.returnPressed.connect(self.add)

    def call_them(self, names: Sequence[str], they: str) -> None:
        """How a line may call the other side: her names, and "she", "he" or "they"."""
        self._names, self._they = names, they
        self.line.setPlaceholderText(_("I will … / {they} will …").format(they=they))
        self.line.setAccessibleName(_("A promise of yours or theirs"))

    def begin(self, side: str) -> None:
        """Alt+I and Alt+T: "I will " and "they will " stand in the line, ready to be typed on."""
        start = _("I will ") if side == "mine" else _("{they} will ").format(they=self._they.capitalize())
        rest = self.line.text().strip()
        for old in (_("I will "), _("{they} will ").format(they=self._they.capitalize())):
            rest = rest.removeprefix(old.strip()).strip()
        self.line.setText(start + rest)
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.end(False)
        self.changed.emit()

    def add(self) -> None:
        """Enter: the line is a promise, the next one can be typed."""
        found = self.typed()
        if found is None:
            self.wrong.emit(_("Say what is promised.") if self.line.text().strip() else "")
            return
        self.made.append(found)
        self.line.clear()
        self.show_made()
        self.wrong.emit("")
        self.changed.emit()

    def take(self, promise: PromiseForm) -> None:
        """One that was noticed in her notes."""
        self.made.append(promise)
        self.show_made()
        self.changed.emit()

    def typed(self) -> PromiseForm | None:
        """What stands in the line, None where it promises nothing. Raises Trouble with what is wrong."""
        about = self.desk.about
        return promise_line(self.line.text(), self._names, self.desk.today, about.days, day_first=about.day_first)

    def all_of_them(self) -> list[PromiseForm]:
        """What was made, with what stands in the line."""
        typed = self.typed() if self.line.text().strip() else None
        return [*self.made, *([typed] if typed else [])]

    def clear(self) -> None:
        """None, and an empty line."""
        self.line.clear()
        self.made = []

    def told(self) -> dict[str, Any]:
        """All of it, for a draft."""
        return {"promise": self.line.text(), "promises": [each.model_dump(mode="json") for each in self.made]}

    def restore(self, kept: dict[str, Any]) -> None:
        """What a draft kept; one that cannot be read is none."""
        self.line.setText(str(kept.get("promise") or ""))
        try:
            self.made = [PromiseForm.model_validate(each) for each in kept.get("promises") or []]
        except (TypeError, ValueError):
            self.made = []

    def show_made(self) -> None:
        """A row for each."""
        empty(self.rows)
        for number, each in enumerate(self.made):
            self.rows.addWidget(self._row(number, each))
        self.shown.emit()

    def buttons(self) -> list[QWidget]:
        """Those that take one back, in order."""
        found: list[QWidget] = []
        for number in range(self.rows.count()):
            item = self.rows.itemAt(number)
            widget = item.widget() if item is not None else None
            if widget is not None and (button := widget.findChild(Button)) is not None:
                found.append(button)
        return found

    def _row(self, number: int, promise: PromiseForm) -> QWidget:
        px, theme, holder = self.around.px, self.theme, QWidget()
        who = _("You") if promise.side == "mine" else (self._names[0] if self._names else self._they.capitalize())
        said = _("{who}: {what}").format(who=who, what=promise.text)
        if promise.due is not None:
            said = _("{said}, {day}").format(said=said, day=say_when(promise.due, self.desk.today))
        away = Button(theme, "", "x", kind="ghost", small=True, says=_("Not promised: {what}").format(what=said),
                      name="notes.promise.away")  # fmt: skip
        away.clicked.connect(lambda: self._take_back(number))
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(Symbol(theme, "handshake", "accent", size=15))
        row.addWidget(ShortLabel(theme, said), 1)
        row.addWidget(away)
        return holder

    def _take_back(self, number: int) -> None:
        del self.made[number]
        self.show_made()
        self.changed.emit()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
