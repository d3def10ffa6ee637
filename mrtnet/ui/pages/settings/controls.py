"""The rows of Settings: words at the start, a control at the end, and below it the sentence of what did not fit."""

from collections.abc import Callable, Iterable, Mapping
from datetime import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from mrtnet.ui.around import Around
from mrtnet.ui.saying import say_time
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import Card, Divider, Field, Label
from mrtnet.ui.widgets.choice import Choice
from mrtnet.ui.widgets.emptying import empty

CONTROL = 264  # design px
HALF_HOURS = tuple(time(number // 2, number % 2 * 30) for number in range(48))


def shown_path(path: Path) -> str:
    """The path as she would write it: with ~ for her own folder, and from left to right in any window."""
    try:
        told = f"~/{path.relative_to(Path.home())}"
    except (ValueError, RuntimeError):
        told = str(path)
    return f"\u2066{told}\u2069"


class SettingRow(QWidget):
    """One setting: title, a line about it, its control, and a problem in words."""

    def __init__(self, theme: Theme, title: str, about: str, control: QWidget | None) -> None:
        super().__init__()
        self.theme, self.control = theme, control
        px = theme.px
        words = QVBoxLayout()
        words.setSpacing(px(1))
        self.title = Label(theme, title, "medium", wrap=True)
        words.addWidget(self.title)
        self.about = Label(theme, about, "small", "text3", wrap=True)
        self.about.setVisible(bool(about))
        words.addWidget(self.about)
        self.problem = Label(theme, "", "small", "red", wrap=True)
        self.problem.hide()
        end = QVBoxLayout()
        end.setSpacing(px(3))
        if control is not None:
            end.addWidget(control)
        end.addWidget(self.problem)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(px(16), px(9), px(16), px(9))
        self._line.setSpacing(px(12))
        self._line.addLayout(words, 1)
        self._line.addLayout(end)
        self._line.setAlignment(end, Qt.AlignmentFlag.AlignVCenter)
        if control is not None and isinstance(control, Field | Choice):
            control.setMinimumWidth(px(CONTROL))
            control.setMaximumWidth(px(CONTROL))
            theme.changed.connect(self._size)

    def _size(self) -> None:
        assert self.control is not None
        self.control.setMinimumWidth(self.theme.px(CONTROL))
        self.control.setMaximumWidth(self.theme.px(CONTROL))

    def tell(self, words: str) -> None:
        """Another line about it."""
        self.about.setText(words)
        self.about.setVisible(bool(words))

    def say_problem(self, sentence: str) -> None:
        """What did not fit; "" takes it away."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        if self.control is not None:
            self.control.setProperty("problem", bool(sentence))
            self.control.setAccessibleDescription(sentence)
            self.control.update()

    def stack(self, narrow: bool) -> None:
        """The control below the words where it is narrow; a box to check stays beside them."""
        if isinstance(self.control, QCheckBox):
            return
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)


class SettingRows(QWidget):
    """Rows with a line below each, made anew as what they tell of changes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_rows(self, rows: Iterable[SettingRow]) -> None:
        """These, in place of those before."""
        empty(self._column)
        for row in rows:
            self._column.addWidget(row)
            self._column.addWidget(Divider(self._theme, "divider"))


class Part(QWidget):
    """One part of Settings: cards of rows, read anew by `reload`. One that `fills` takes all the height."""

    fills = False

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around, self.theme, self.desk = around, around.theme, around.desk
        self.rows: list[SettingRow] = []
        self._readers: list[Callable[[], None]] = []
        self._keepers: list[Callable[[], None]] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, around.px(20))
        self.column.setSpacing(around.px(10))
        self.build()
        if not self.fills:
            self.column.addStretch(1)

    def build(self) -> None:
        """Add the cards."""
        raise NotImplementedError

    def reload(self) -> None:
        """Show what is set now."""
        for read in self._readers:
            read()

    def keep(self) -> None:
        """What is typed and not yet kept: she leaves the page or the program."""
        for keep in self._keepers:
            keep()

    def stack(self, narrow: bool) -> None:
        """Another width."""
        for row in self.rows:
            row.stack(narrow)

    # Building

    def heading(self, words: str) -> None:
        """A title between cards."""
        self.column.addWidget(Label(self.theme, words, "strong"))

    def card(self, *rows: QWidget) -> Card:
        """Rows on one card."""
        card = Card(self.theme)
        box = QVBoxLayout(card)
        box.setContentsMargins(0, self.around.px(3), 0, self.around.px(3))
        box.setSpacing(0)
        for number, row in enumerate(rows):
            if number:
                box.addWidget(Divider(self.theme, "divider"))
            box.addWidget(row)
        self.column.addWidget(card)
        return card

    def row(self, title: str, about: str = "", control: QWidget | None = None) -> SettingRow:
        """A row of a card."""
        row = SettingRow(self.theme, title, about, control)
        self.rows.append(row)
        return row

    # Settings of the book

    def change(self, key: str, value: Any, row: SettingRow | None = None) -> None:
        """Change one thing about her, as an undoable step."""
        from mrtnet.edits.settings import set_about

        if getattr(self.desk.about, key) == value:
            return
        if row is not None:
            row.say_problem("")
        self.desk.do(set_about, **{key: value}, on_trouble=row.say_problem if row is not None else None)

    def text(self, key: str, title: str, about: str = "", hint: str = "") -> SettingRow:
        """A line to type; kept when the field is left."""
        field = Field(self.theme, hint, name=f"settings.{key}")
        field.setAccessibleName(title)
        row = self.row(title, about, field)
        field.editingFinished.connect(lambda: self.change(key, field.text(), row))
        self._keepers.append(lambda: self.change(key, field.text(), row) if field.isModified() else None)
        self._readers.append(lambda: field.setText(getattr(self.desk.about, key)) if not field.hasFocus() else None)
        return row

    def choice(
        self, key: str, title: str, about: str, choices: Mapping[Any, str], say: Callable[[Any], str] = str
    ) -> SettingRow:
        """One of several values; `say` names one that was set elsewhere and is none of them."""
        box = Choice(f"settings.{key}", title, least=8)
        box.fill(choices)
        row = self.row(title, about, box)
        box.activated.connect(lambda _number: self.change(key, box.currentData(), row))

        def read() -> None:
            value = getattr(self.desk.about, key)
            box.put(value, say(value))

        self._readers.append(read)
        return row

    def hour(self, key: str, title: str, about: str = "") -> SettingRow:
        """A time of day, by half hours."""
        box = Choice(f"settings.{key}", title, least=8)
        box.fill({at: say_time(at) for at in HALF_HOURS})
        row = self.row(title, about, box)
        box.activated.connect(lambda _number: self.change(key, box.currentData(), row))

        def read() -> None:
            at = getattr(self.desk.about, key)
            box.put(at, say_time(at))

        self._readers.append(read)
        return row

    def check(self, key: str, title: str, about: str = "") -> SettingRow:
        """Yes or no."""
        box = self._box(f"settings.{key}", title)
        row = self.row(title, about, box)
        box.clicked.connect(lambda on: self.change(key, on, row))
        self._readers.append(lambda: box.setChecked(getattr(self.desk.about, key)))
        return row

    # Settings of this machine

    def machine_check(
        self, key: str, title: str, about: str = "", then: Callable[[], None] | None = None
    ) -> SettingRow:
        """Yes or no on this machine."""
        settings = self.around.settings
        box = self._box(f"settings.{key}", title)

        def keep(on: bool) -> None:
            setattr(settings, key, on)
            settings.save()
            if then is not None:
                then()

        box.clicked.connect(keep)
        self._readers.append(lambda: box.setChecked(getattr(settings, key)))
        return self.row(title, about, box)

    def _box(self, name: str, says: str) -> QCheckBox:
        box = QCheckBox()
        box.setObjectName(name)
        box.setAccessibleName(says)
        box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return box

    def read_by(self, *readers: Callable[[], None]) -> None:
        """More to read when settings change."""
        self._readers += readers
