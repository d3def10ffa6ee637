"""The steps of a playbook as a card: each with its offset to type in, its title, what it is written with, and why."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from mrtnet.domain.kinds import kind, title
from mrtnet.domain.messages import Template
from mrtnet.domain.playbook_words import counted_from, say_days, say_offset, say_who
from mrtnet.domain.playbooks import Playbook, Step
from mrtnet.ui.around import Around
from mrtnet.ui.painting import Row, fill
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import Button, Card, Field, ShortLabel, Symbol, tip
from mrtnet.ui.widgets.menus import passing_menu
from mrtnet.ui.widgets.wrapped import Wrapped, as_wide_as_there_is_room
from mrtnet.words import _

DISC, WHEN = 28, 128  # design px
WORDS_BESIDE = 480  # design px of the card from which words stand beside the offset


class OffsetField(Field):
    """Enter or leaving takes what is typed, Esc puts back what was there."""

    taken = Signal(str)
    came = Signal()
    """The keyboard came into it."""

    def __init__(self, around: Around, key: str) -> None:
        super().__init__(around.theme, _("+3 working days"), name=f"playbooks.step.{key}.when")
        self._kept = ""
        self.editingFinished.connect(self._take)

    def put(self, text: str) -> None:
        """What holds now."""
        self._kept = text
        self.setText(text)
        self.setCursorPosition(0)

    def put_back(self) -> None:
        """What was typed is not taken."""
        self.put(self._kept)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Its step is looked at."""
        super().focusInEvent(event)
        self.came.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts back."""
        if event.key() == Qt.Key.Key_Escape and self.text() != self._kept:
            self.put_back()
        else:
            super().keyPressEvent(event)

    def _take(self) -> None:
        if self.text() != self._kept:
            self.taken.emit(self.text())


class Grip(Symbol):
    """Six dots that a step is dragged by; by keys it is moved with Alt+Up and Alt+Down. All in global coordinates."""

    dragged = Signal(int)
    dropped = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "dots-six-vertical", "text3")
        self.setCursor(Qt.CursorShape.SizeVerCursor)
        self.setToolTip(tip(_("Drag to another place, or press Alt+Up and Alt+Down")))
        self._held = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold."""
        self._held = event.button() == Qt.MouseButton.LeftButton

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """On the way."""
        if self._held:
            self.dragged.emit(round(event.globalPosition().y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """There."""
        if self._held:
            self._held = False
            self.dropped.emit(round(event.globalPosition().y()))


class StepLine(QWidget):
    """One step. Alt+Up and Alt+Down move it, Delete on its button takes it out. `looked_at` when it is clicked."""

    looked_at = Signal()

    def __init__(self, around: Around, step: Step, playbook: Playbook, template: str, last: bool) -> None:
        super().__init__()
        px, theme = around.px, around.theme
        self.step, self._theme, self._last = step, theme, last
        self.disc = Symbol(theme, kind("follow-up", step.kind).icon, "accent", size=15, disc=DISC, ground="accent_tint")
        self.when = OffsetField(around, step.key)
        self.when.put(say_days(step.offset))
        told = _("When: {title}").format(title=_(step.title))
        self.when.setAccessibleName(told)
        self.when.setToolTip(say_offset(step, playbook))
        self.when.setFixedWidth(px(WHEN))
        self.more = Button(theme, "", "dots-three", kind="ghost", small=True, name=f"playbooks.step.{step.key}.more",
                           says=_("Change “{title}”").format(title=_(step.title)))  # fmt: skip
        after = counted_from(step, playbook)
        channel = title("channel", step.channel)
        how = f"{channel} · {template}" if template else channel
        if say_offset(step, playbook) != say_days(step.offset):
            how = f"{say_offset(step, playbook)} · {how}"
        elif after:
            how = _("after {what} · {how}").format(what=after, how=how)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ShortLabel(theme, _(step.title), "strong"))
        words.addWidget(ShortLabel(theme, how, "small", "text2"))
        why = [part[:1].upper() + part[1:] for part in (_(step.purpose), say_who(step)) if part]
        if why:
            words.addWidget(Wrapped(theme, ". ".join(why), "small", "text3"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, px(6), 0, px(10))
        row.setSpacing(px(12))
        row.addWidget(self.disc, 0, Qt.AlignmentFlag.AlignTop)
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.setSpacing(px(12))
        self._middle.addWidget(self.when, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self._middle.addLayout(words, 1)
        row.addLayout(self._middle, 1)
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        self.grip = Grip(theme)
        grip = QVBoxLayout()
        grip.setContentsMargins(0, px(5), 0, 0)
        grip.addWidget(self.grip)
        grip.addStretch(1)
        row.addLayout(grip)
        self.when.came.connect(self.looked_at)
        self.setSizePolicy(as_wide_as_there_is_room())

    def fit(self, narrow: bool) -> None:
        """The words below the offset where there is no room beside it."""
        self._middle.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._middle.setSpacing(self._theme.px(4 if narrow else 12))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Its text is shown beside."""
        self.looked_at.emit()
        super().mousePressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The line that leads to the next step."""
        if not self._last:
            px, place = self._theme.px, Row(self.rect(), self.layoutDirection())
            top = self.disc.geometry().bottom() + px(2)
            rect: QRect = place.at(px(DISC) // 2 - 1, top, px(2), self.height() - top + px(6))
            fill(QPainter(self), self._theme, rect, "border")


class StepsCard(Card):
    """All steps and "Add a step"."""

    offset_typed = Signal(str, str)
    wants_change = Signal(str)
    wants_move = Signal(str, int)
    wants_away = Signal(str)
    looked_at = Signal(str)

    def __init__(self, around: Around) -> None:
        super().__init__(around.theme)
        px = around.px
        self._around = around
        self._shown: tuple[Playbook, tuple[str, ...]] | None = None
        self._focus = ""
        self._mark = -1
        self._narrow = False
        self.lines: dict[str, StepLine] = {}
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self.add = Button(around.theme, _("Add a step"), "plus-circle", kind="ghost", name="playbooks.add")
        self.add.clicked.connect(lambda: self.wants_change.emit(""))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(16), px(12), px(12), px(10))
        whole.addLayout(self._column)
        whole.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeading)

    def show_playbook(self, playbook: Playbook, templates: Mapping[str, Template]) -> None:
        """Show its steps, anew where they changed."""
        texts = [templates.get(step.template) for step in playbook.steps]
        names = tuple(_(text.title) if text is not None else "" for text in texts)
        if self._shown == (playbook, names):
            return
        self._shown = (playbook, names)
        for line in self.lines.values():
            line.hide()
            line.deleteLater()
        self.lines = {}
        for number, step in enumerate(playbook.steps):
            line = StepLine(self._around, step, playbook, names[number], number == len(playbook.steps) - 1)
            line.when.taken.connect(lambda text, key=step.key: self._typed(key, text))
            line.more.clicked.connect(lambda _on=False, key=step.key: self._menu(key))
            line.looked_at.connect(lambda key=step.key: self.looked_at.emit(key))
            line.grip.dragged.connect(self._dragged)
            line.grip.dropped.connect(lambda y, key=step.key: self._dropped(key, y))
            line.fit(self._narrow)
            self.lines[step.key] = line
            self._column.addWidget(line)
        self.focus_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width."""
        super().resizeEvent(event)
        narrow = self.width() < self._around.px(WORDS_BESIDE)
        if narrow != self._narrow:
            self._narrow = narrow
            for line in self.lines.values():
                line.fit(narrow)

    def focus_first(self) -> None:
        """Into the first offset."""
        for line in self.lines.values():
            line.when.setFocus(Qt.FocusReason.TabFocusReason)
            return

    def focus_again(self) -> None:
        """Where it was before the steps were made anew."""
        key, _dot, part = self._focus.partition(" ")
        if line := self.lines.get(key):
            (line.when if part == "when" else line.more).setFocus(Qt.FocusReason.OtherFocusReason)
        self._focus = ""

    def put_back(self) -> None:
        """What was typed is not taken."""
        for line in self.lines.values():
            line.when.put_back()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Up, Alt+Down and Delete for the step that has the focus."""
        key = self._current()
        places = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if key and places and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._move(key, places)
        elif key and event.key() == Qt.Key.Key_Delete and self.lines[key].more.hasFocus():
            self.wants_away.emit(key)
        else:
            super().keyPressEvent(event)

    def _place_at(self, y: int) -> int:
        """Before which step this height (global) lies."""
        own = self.mapFromGlobal(QPoint(0, y)).y()
        return sum(line.geometry().center().y() < own for line in self.lines.values())

    def _dragged(self, y: int) -> None:
        self._mark = self._place_at(y)
        self.update()

    def _dropped(self, key: str, y: int) -> None:
        start, end = list(self.lines).index(key), self._place_at(y)
        self._mark = -1
        self.update()
        places = end - start - (end > start)
        if places:
            self.wants_move.emit(key, places)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card, and while a step is dragged the line where it would come."""
        super().paintEvent(event)
        lines = list(self.lines.values())
        if self._mark < 0 or not lines:
            return
        last = self._mark >= len(lines)
        y = lines[-1].geometry().bottom() if last else lines[self._mark].geometry().top()
        inset, high = self._around.px(12), self._around.px(2)
        fill(QPainter(self), self._around.theme, QRect(inset, y - high, self.width() - 2 * inset, high), "accent")

    def _current(self) -> str:
        return next((key for key, line in self.lines.items() if line.when.hasFocus() or line.more.hasFocus()), "")

    def _typed(self, key: str, text: str) -> None:
        self._focus = f"{key} when" if self.lines[key].when.hasFocus() else ""
        self.offset_typed.emit(key, text)

    def _move(self, key: str, places: int) -> None:
        self._focus = f"{key} {'when' if self.lines[key].when.hasFocus() else 'more'}"
        self.wants_move.emit(key, places)

    def _menu(self, key: str) -> None:
        line = self.lines[key]
        menu = passing_menu(self, "step")
        menu.addAction(_("Change…"), lambda: self.wants_change.emit(key))
        menu.addAction(_("Move up"), lambda: self._move(key, -1))
        menu.addAction(_("Move down"), lambda: self._move(key, 1))
        menu.addAction(_("Take out"), lambda: self.wants_away.emit(key))
        menu.popup(line.more.mapToGlobal(QPoint(0, line.more.height())))
