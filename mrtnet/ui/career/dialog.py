"""One dialog for all that she writes down about her own side: its fields by kind, its draft, and what it saves."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QSizePolicy, QVBoxLayout, QWidget

from mrtnet.domain.when import When
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.drafts import Draft
from mrtnet.ui.meetings.mentoring import AnyDay
from mrtnet.ui.note_guard import NoteGuard
from mrtnet.ui.widgets.basic import Field, Label
from mrtnet.ui.widgets.choice import Choice
from mrtnet.ui.widgets.scrolling import scrolling
from mrtnet.ui.widgets.wrapped import Wrapped
from mrtnet.ui.write.body import Framed, Text
from mrtnet.words import _

WIDTH, TEXT, MOST = 440, 74, 680  # design px


class Ask(NamedTuple):
    """One field: its key, its words, its kind ("line", "number", "day", "text", "choice"), and what helps to fill it.

    `offers` complete a line or are the {value: words} of a choice.
    """

    key: str
    words: str
    kind: str = "line"
    hint: str = ""
    offers: Mapping[str, str] | Sequence[str] = ()


class CareerDialog(SmallDialog):
    """Asks for the fields; `save(values, draft)` does it, raising Trouble for what is wrong."""

    def __init__(
        self, around: Around, title: str, take: str, asks: Sequence[Ask], values: Mapping[str, Any], draft: str,
        save: Callable[[dict[str, Any], Draft], None], *, below: str = "",
    ) -> None:  # fmt: skip
        """`draft` is the key under which what is typed is kept; `below` a sentence under the title."""
        super().__init__(around, "career_form", title, take)
        self._save = save
        self.asks = {ask.key: ask for ask in asks}
        self.fields: dict[str, QWidget] = {}
        px = around.px
        page = QWidget()
        self._lines = QVBoxLayout(page)
        self._lines.setContentsMargins(px(2), 0, px(6), px(4))
        self._lines.setSpacing(px(9))
        self.column.addWidget(Label(self.theme, title, "strong", wrap=True))
        if below:
            self.column.addWidget(Wrapped(self.theme, below, "small", "text3"))
        for ask in asks:
            self._add(ask)
        self._lines.addStretch(1)
        self._area = scrolling(page)
        self.column.addWidget(self._area, 1)
        self._draft = Draft(self.desk, draft, self)
        self._fill(values)
        kept = self._draft.read()
        if isinstance(kept, dict):
            for key, text in kept.items():
                if key in self.fields:
                    self._put(key, text)
        self._listen()
        height = min(page.sizeHint().height() + px(130), px(MOST))
        self.resize(px(WIDTH), min(height, self.screen().availableGeometry().height() - px(60)))
        next(iter(self.fields.values())).setFocus(Qt.FocusReason.PopupFocusReason)

    def _add(self, ask: Ask) -> None:
        px, theme, name = self.around.px, self.theme, f"career_form.{ask.key}"
        field: QWidget
        if ask.kind == "day":
            shown: QWidget = AnyDay(self.around, name=name, says=ask.words)
            field = shown
        elif ask.kind == "text":
            field = text = Text(theme, name=name, says=ask.words)
            shown = Framed(theme, text)
            shown.setFixedHeight(px(TEXT))
        elif ask.kind == "choice":
            field = shown = self._choice(ask, name)
        else:
            field = shown = self._line(ask, name)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(Label(theme, ask.words, "small_medium", "text2", wrap=True))
        column.addWidget(shown)
        if isinstance(field, Text):
            column.addWidget(NoteGuard(self.desk, theme, field, internship=lambda: ask.key == "learned"))
        self._lines.addWidget(holder)
        self.fields[ask.key] = field

    def _line(self, ask: Ask, name: str) -> Field:
        field = Field(self.theme, ask.hint, name=name)
        field.setAccessibleName(ask.words)
        field.setMinimumHeight(self.around.px(32))
        if ask.offers:
            completer = QCompleter(list(ask.offers), field)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            field.setCompleter(completer)
        return field

    def _choice(self, ask: Ask, name: str) -> Choice:
        assert isinstance(ask.offers, Mapping)
        box = Choice(name, ask.words, ask.offers, least=0)
        box.setMinimumHeight(self.around.px(32))
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return box

    # What stands in it

    def _fill(self, values: Mapping[str, Any]) -> None:
        for key in self.fields:
            self._put(key, values.get(key))

    def _put(self, key: str, value: Any) -> None:
        field = self.fields[key]
        if isinstance(field, AnyDay):
            if isinstance(value, date):
                field.put(When(value))
            else:
                field.field.setText(str(value or ""))
        elif isinstance(field, Text):
            field.put(str(value or ""))
        elif isinstance(field, Choice):
            field.choose(value)
        elif isinstance(field, Field):
            field.setText(f"{value:g}" if isinstance(value, float | int) else str(value or ""))

    def _texts(self) -> dict[str, str]:
        found = {}
        for key, field in self.fields.items():
            if isinstance(field, AnyDay):
                found[key] = field.text
            elif isinstance(field, Text):
                found[key] = field.toPlainText()
            elif isinstance(field, Choice):
                found[key] = field.value()
            elif isinstance(field, Field):
                found[key] = field.text()
        return found

    def _listen(self) -> None:
        for field in self.fields.values():
            if isinstance(field, AnyDay):
                field.changed.connect(self._typed)
            elif isinstance(field, Text):
                field.textChanged.connect(self._typed)
            elif isinstance(field, Choice):
                field.currentIndexChanged.connect(lambda _at: self._typed())
            elif isinstance(field, Field):
                field.textChanged.connect(lambda _text: self._typed())

    def _typed(self) -> None:
        self.tell("")
        self._draft.keep(self._texts())

    def values(self) -> dict[str, Any]:
        """What was typed, days and numbers understood. Raises Trouble."""
        found: dict[str, Any] = {}
        for key, text in self._texts().items():
            ask, field = self.asks[key], self.fields[key]
            if isinstance(field, AnyDay):
                if not field.is_fine():
                    raise Trouble(_("{field}: not understood as a day.").format(field=ask.words))
                found[key] = field.when.day if field.when is not None else None
            elif ask.kind == "number":
                found[key] = _number(text, ask.words)
            else:
                found[key] = text.strip()
        return found

    def finish(self) -> bool:
        """Save it, or say what is wrong."""
        try:
            self._save(self.values(), self._draft)
        except Trouble as wrong:
            self.tell(str(wrong))
            return False
        return True

    def reject(self) -> None:
        """Leaving keeps what was typed."""
        self._draft.flush()
        super().reject()


def _number(text: str, words: str) -> float | None:
    typed = text.strip().replace(",", ".")
    try:
        return float(typed) if typed else None
    except ValueError:
        raise Trouble(_("{field}: “{text}” is not a number.").format(field=words, text=typed[:20])) from None
