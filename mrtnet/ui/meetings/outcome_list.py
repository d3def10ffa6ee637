"""Lines that are written one after the other: advice, people who were named, promises. Enter begins the next one."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrtnet.ui.around import Around
from mrtnet.ui.icons import icon as make_icon
from mrtnet.ui.widgets.basic import Button, Field, Label, tip
from mrtnet.words import _, later

MOST = 50
FOLLOW = later("Follow up")


class Read(NamedTuple):
    """What a line means: the day of its follow-up if it has one, and words for what will happen."""

    due: date | None = None
    words: str = ""


class LineField(Field):
    """One line. Enter goes on, Backspace in an empty one goes back, arrows move."""

    entered = Signal()
    emptied = Signal()
    wants = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a list; Ctrl+Enter is left to what lies around it."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
            else:
                self.entered.emit()
        elif key == Qt.Key.Key_Backspace and not self.text():
            self.emptied.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers():
            self.wants.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)


class OneLine(QWidget):
    """A line with what follows from it. `follow`: None as the words say, True on the usual day, False not at all."""

    def __init__(self, around: Around, name: str, placeholder: str, can_follow: bool) -> None:
        super().__init__()
        theme, px = around.theme, around.px
        self.follow: bool | None = None
        self.field = LineField(theme, placeholder, name=f"outcome.{name}")
        self.field.setMaxLength(500)
        self.button = Button(theme, "", "bell-simple", kind="ghost", small=True, says=_(FOLLOW), name="outcome.follow")
        self.button.hide()
        self.said = Label(theme, "", "small", "text3", wrap=True)
        self.away = Button(theme, "", "x", kind="ghost", small=True, says=_("Leave this line out"), name="outcome.away")
        row = QHBoxLayout()
        row.setSpacing(px(4))
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        row.addWidget(self.away)
        for button in (self.button, self.away):
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(can_follow or button is self.away)
            button.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(1))
        column.addLayout(row)
        column.addWidget(self.said)
        self.said.hide()


class LineList(QWidget):
    """The lines under a title. `changed` after each change, `left(step)` when the arrows go out of it."""

    changed = Signal()
    left = Signal(int)

    def __init__(
        self,
        around: Around,
        name: str,
        title: str,
        placeholder: str,
        read: Callable[[str, bool | None], Read],
        *,
        can_follow: bool = True,
    ) -> None:
        super().__init__()
        self.around, self._name, self._placeholder, self._read = around, name, placeholder, read
        self._can_follow = can_follow
        self.lines: list[OneLine] = []
        px = around.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        self.title = Label(around.theme, title, "small_medium", "text2", wrap=True)
        column.addWidget(self.title)
        self._column = QVBoxLayout()
        self._column.setSpacing(px(4))
        column.addLayout(self._column)
        self._add()

    def put(self, told: Sequence[Any]) -> None:
        """Show these lines: texts, or (text, follow)."""
        for line in self.lines:
            self._drop(line)
        self.lines = []
        for each in told:
            text, follow = each if isinstance(each, list | tuple) and len(each) == 2 else (each, None)
            line = self._add()
            line.field.setText(str(text))
            line.follow = follow if isinstance(follow, bool) else None
            self._say(line)
        self._add()

    def told(self) -> list[tuple[str, bool | None]]:
        """The lines that say something."""
        return [(line.field.text(), line.follow) for line in self.lines if line.field.text().strip()]

    def fields(self) -> list[QWidget]:
        """What takes the keyboard, in order."""
        return [widget for line in self.lines for widget in (line.field, line.button, line.away)]

    def focus_line(self, number: int) -> None:
        """The keyboard goes to this line; -1 is the last."""
        self.lines[number].field.setFocus(Qt.FocusReason.OtherFocusReason)

    def turn(self) -> bool:
        """The line with the keyboard gets a follow-up, or loses it; False if the keyboard is elsewhere."""
        line = next((each for each in self.lines if each.isAncestorOf(self.focusWidget())), None)
        if line is None or not self._can_follow or not line.field.text().strip():
            return False
        self._turn(line)
        return True

    def focusWidget(self) -> QWidget:
        """Where the keyboard is, in this window."""
        return self.window().focusWidget() or self

    def _add(self) -> OneLine:
        line = OneLine(self.around, self._name, self._placeholder, self._can_follow)
        line.field.setAccessibleName(self.title.text())
        line.field.textEdited.connect(lambda _text: self._typed(line))
        line.field.entered.connect(lambda: self._next(line))
        line.field.emptied.connect(lambda: self._back(line))
        line.field.wants.connect(lambda step: self._move(line, step))
        line.button.clicked.connect(lambda: self._turn(line))
        line.away.clicked.connect(lambda: self._remove(line))
        self.lines.append(line)
        self._column.addWidget(line)
        self._say(line)
        for before, after in pairwise(self.fields()):
            QWidget.setTabOrder(before, after)
        return line

    def _typed(self, line: OneLine) -> None:
        self._say(line)
        if line is self.lines[-1] and line.field.text().strip() and len(self.lines) < MOST:
            self._add()
            self.changed.emit()
            return
        self.changed.emit()

    def _say(self, line: OneLine) -> None:
        """What follows from the line."""
        text = line.field.text().strip()
        found = self._read(text, line.follow) if text else Read()
        line.said.setText(found.words)
        line.said.setVisible(bool(found.words))
        line.said.show_as("accent" if found.due else "text3")
        says = _("No follow-up") if found.due else _(FOLLOW)
        line.button.setAccessibleName(says)
        line.button.setToolTip(tip(f"{says} ({_('Alt+F')})"))
        shown, token = ("bell-ringing", "accent") if found.due else ("bell-simple-slash", "text3")
        line.button.setIcon(make_icon(self.around.theme, shown, token))
        line.button.setVisible(bool(text) and self._can_follow)
        line.away.setVisible(bool(text))

    def _turn(self, line: OneLine) -> None:
        has = self._read(line.field.text().strip(), line.follow).due is not None
        line.follow = not has
        self._say(line)
        line.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _next(self, line: OneLine) -> None:
        place = self.lines.index(line)
        if line.field.text().strip() and place + 1 < len(self.lines):
            self.focus_line(place + 1)
        else:
            self.left.emit(1)

    def _back(self, line: OneLine) -> None:
        place = self.lines.index(line)
        if place and len(self.lines) > 1 and line is not self.lines[-1]:
            self._remove(line)
        if place:
            self.focus_line(place - 1)

    def _move(self, line: OneLine, step: int) -> None:
        place = self.lines.index(line) + step
        if 0 <= place < len(self.lines):
            self.focus_line(place)
        else:
            self.left.emit(step)

    def _remove(self, line: OneLine) -> None:
        place = self.lines.index(line)
        self.lines.remove(line)
        self._drop(line)
        if not self.lines or self.lines[-1].field.text().strip():
            self._add()
        self.focus_line(min(place, len(self.lines) - 1))
        self.changed.emit()

    def _drop(self, line: OneLine) -> None:
        self._column.removeWidget(line)
        line.hide()
        line.setParent(None)
        line.deleteLater()
