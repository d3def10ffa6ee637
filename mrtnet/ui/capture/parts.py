"""The parts of the capture window beside its fields: the pinned event, the next step, the line, the last ones saved."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mrtnet.domain.rows import EventRow
from mrtnet.domain.when import say_when
from mrtnet.ui.capture.fields import is_new_event
from mrtnet.ui.capture.first_step import First
from mrtnet.ui.painting import END, Row, avatar, focus_line, line, symbol, text_width
from mrtnet.ui.saying import say_time
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import Button, Chip, Field, Label, ShortLabel, Surface, Symbol, tip
from mrtnet.ui.widgets.keyboard import give_back
from mrtnet.words import _, plural

LINE = 44  # design px: the line below the card
LEAST_PLAYBOOK = 96  # design px: its name may be cut, but not to nothing


class EventHead(QAbstractButton):
    """The pinned event: a click, Space or Down opens the list. The number of cards is typed in `number`."""

    HEIGHT = 44  # design px
    counted = Signal(object)
    """How many cards are left, or None."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._event: EventRow | None = None
        self._words = self._right = self._left = ""
        self.setObjectName("capture.event")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.number = Field(theme, _("Cards left"), name="capture.cards_left")
        self.number.setParent(self)
        self.number.setMaxLength(4)
        self.number.hide()
        self.number.returnPressed.connect(self._count)
        self.number.editingFinished.connect(self.number.hide)

    def show_event(self, event: EventRow | None, today_words: str) -> None:
        """Show the event that people are logged for, or that there is none."""
        self._event, self._words = event, today_words
        self._right = plural("{n} logged", "{n} logged", event.met) if event else ""
        left = event.cards_left if event else None
        self._left = "" if left is None else plural("{n} card left", "{n} cards left", left)
        name = event.name if event else _("No event: met by chance")
        self.setAccessibleName(", ".join(part for part in (name, self._words, self._right, self._left) if part))
        self.setToolTip(tip(" ".join(part for part in (name, self._words) if part)))
        self.update()

    def ask_number(self) -> None:
        """Type how many cards are left."""
        if self._event is None:
            return
        px = self.theme.px
        place = Row(self.rect(), self.layoutDirection())
        self.number.setGeometry(place.from_end(px(44), px(6), px(110), px(32)))
        self.number.setText("" if self._event.cards_left is None else str(self._event.cards_left))
        self.number.selectAll()
        self.number.show()
        self.number.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(self.theme.px(420), self.theme.px(self.HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down opens the list too."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Space):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Pin, name, days and place; how many were logged and are left."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        px, theme, height = self.theme.px, self.theme, self.height()
        place = Row(self.rect(), self.layoutDirection())
        if self.underMouse():
            painter.fillRect(self.rect(), theme.color("hover"))
        painter.fillRect(place.at(0, height - 1, self.width(), 1), theme.color("divider"))
        pin = "push-pin-fill" if self._event else "push-pin-slash"
        symbol(painter, theme, place.at(px(18), 0, px(20), height), pin, 17, "accent" if self._event else "text3")
        symbol(painter, theme, place.from_end(px(14), 0, px(18), height), "caret-down", 14, "text2")
        right = px(44)
        for role, text in (("strong", self._left), ("body", f"{self._right} ·" if self._left else self._right)):
            width = text_width(theme, role, text) + 2
            line(painter, theme, place.from_end(right, 0, width, height), role, "text2" if role == "body" else "text",
                 text, END)  # fmt: skip
            right += width + px(4)
        room = self.width() - right - px(46) - px(12)
        name = self._event.name if self._event else _("No event: met by chance")
        width = min(text_width(theme, "strong", name) + 2, room)
        line(painter, theme, place.at(px(46), 0, width, height), "strong", "text", name)
        line(painter, theme, place.at(px(46) + width + px(4), 0, room - width - px(4), height), "body", "text3",
             self._words)  # fmt: skip
        if self.hasFocus():
            focus_line(painter, theme, QRectF(self.rect()).adjusted(2, 2, -2, -2), px(6))

    def _count(self) -> None:
        text = self.number.text().strip()
        self.number.hide()
        if not text or text.isdecimal():
            self.counted.emit(int(text) if text else None)


class _StepChip(Chip):
    """A chip that is a button and changes its look."""

    def __init__(self, theme: Theme, icon: str, name: str) -> None:
        super().__init__(theme, "", "accent", icon, name=name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumHeight(theme.px(24))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def wear(self, words: str, icon: str, token: str) -> None:
        """Say this, in this look."""
        self._icon, self._token = icon, token
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down opens its menu."""
        if event.key() == Qt.Key.Key_Down:
            self.click()
        else:
            super().keyPressEvent(event)


class StepLine(QWidget):
    """The next step: its kind, day and playbook as chips; Alt+N opens a field to change it in words.

    The chips stand below where there is no room for all, and the hint goes before that.
    """

    changed = Signal()
    kind_wanted = Signal()
    day_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._back_to: QWidget | None = None
        px = theme.px
        self.field = _StepField(theme, _("thu, in 3 days, call fri, none"), name="capture.step")
        self.field.setAccessibleName(_("Next step in words"))
        self.field.setFixedWidth(px(190))
        self.field.hide()
        self.field.textChanged.connect(lambda _text: self.changed.emit())
        self.field.escaped.connect(lambda: give_back(self._back_to))
        self.kind = _StepChip(theme, "envelope-simple", "capture.step.kind")
        self.day = _StepChip(theme, "calendar-blank", "capture.step.day")
        self.playbook = Chip(theme, "", "grey", "notebook")
        self.kind.clicked.connect(self.kind_wanted)
        self.day.clicked.connect(self.day_wanted)
        self._hint = Label(theme, _("{key} changes it").format(key="Alt+N"), "small", "text3")
        self._title = Label(theme, _("Next step"), "body", "text2")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._rows = (QHBoxLayout(), QHBoxLayout())
        for row in self._rows:
            row.setSpacing(px(8))
            row.addStretch(1)
            column.addLayout(row)
        self._rows[0].addStrut(px(32))
        self._rows[0].insertWidget(0, self._title)
        self._rows[0].insertWidget(1, self.field)
        self._rows[0].addWidget(self._hint)
        self._stacked: bool | None = None
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """As narrow as it is given: what has no room goes below."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """In one line, or the chips below; the hint only where nothing needs its place."""
        px, chips = self.theme.px, (self.kind, self.day, self.playbook)
        words = self._title.sizeHint().width() + (0 if self.field.isHidden() else self.field.width() + px(8))
        least = [min(chip.sizeHint().width(), px(LEAST_PLAYBOOK) if chip is self.playbook else self.width()) + px(8)
                 for chip in chips if not chip.isHidden()]  # fmt: skip
        stacked = words + sum(least) > self.width()
        left = self.width() - words - (0 if stacked else sum(least))
        self._hint.setVisible(self.field.isHidden() and left >= self._hint.sizeHint().width() + px(8))
        if stacked != self._stacked:
            self._stacked = stacked
            for number, chip in enumerate(chips):
                for row in self._rows:
                    row.removeWidget(chip)
                self._rows[int(stacked)].insertWidget(number + (0 if stacked else 2), chip)

    def open(self) -> None:
        """Type another step."""
        if not self.field.hasFocus():
            self._back_to = self.window().focusWidget()
        self.field.show()
        self.playbook.hide()
        self._arrange()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def put(self, text: str) -> None:
        """Show these words, in the field if there are any."""
        if self.field.text() != text:
            self.field.setText(text)
        self.field.setVisible(bool(text) or self.field.hasFocus())
        self._arrange()

    def show_step(self, step: First, icon: str, today_words: str, problem: str) -> None:
        """Show what will be set."""
        none = step.due is None
        self.kind.wear(_("No next step") if none else step.title, "circle-dashed" if none else icon,
                       "grey" if none else "accent")  # fmt: skip
        self.day.wear(today_words, "warning" if problem else "calendar-blank", "red" if problem else "accent")
        self.day.setVisible(not none)
        self.day.setToolTip(problem)
        self.playbook.setText(step.playbook)
        self.playbook.setVisible(bool(step.playbook) and self.field.isHidden())
        self._arrange()
        self.setToolTip(problem)


class _StepField(Field):
    escaped = Signal()
    """Esc: the words are dropped."""

    def event(self, event: QEvent) -> bool:
        return is_new_event(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.setText("")
            self.escaped.emit()
            self.hide()
        else:
            super().keyPressEvent(event)


class Line(Surface):
    """The line under the form: somebody on file who may be the one typed, or what is wrong."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "accent_tint")
        px = theme.px
        self._symbol = Symbol(theme, "users", "accent")
        self._words = Label(theme, "", "body", "text", wrap=True)
        self.open = Button(
            theme, "", "arrow-right", hint="Alt+O", small=True, says=_("Open that person"), name="capture.open_known"
        )
        self.same = Button(theme, _("Add to that person"), hint="Alt+M", small=True, name="capture.same")
        said, self._buttons = QHBoxLayout(), QHBoxLayout()
        said.setSpacing(px(8))
        said.addWidget(self._symbol)
        said.addWidget(self._words, 1)
        self._buttons.setSpacing(px(8))
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.open)
        self._buttons.addWidget(self.same)
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(px(18), px(6), px(16), px(6))
        row.setSpacing(px(8))
        row.addLayout(said, 1)
        row.addLayout(self._buttons)
        self.setMinimumHeight(px(LINE))
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons below the words where there is no room for these in two lines."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        room = self.width() - self._buttons.sizeHint().width() - self.theme.px(80)
        beside = text_width(self.theme, "body", self._words.text()) < room * 1.8 or self.same.isHidden()
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    @property
    def words(self) -> str:
        """What the line says; "" while it is hidden."""
        return "" if self.isHidden() else self._words.text()

    def tell(self, words: str, *, token: str, icon: str, same: bool = False) -> None:
        """Show these words; "" hides the line."""
        self.token = f"{token}_tint"
        self._symbol.draw(icon, token)
        self._words.setText(words)
        self._words.setAccessibleName(words)
        self.open.setVisible(same)
        self.same.setVisible(same)
        self._arrange()
        self.setVisible(bool(words))
        self.update()


class Saved(NamedTuple):
    """Somebody saved, as the list below tells it."""

    person_id: int
    name: str
    marks: str
    words: str


class SavedRow(QWidget):
    """One line of "Just logged"."""

    HEIGHT = 36  # design px

    def __init__(self, theme: Theme, saved: Saved) -> None:
        super().__init__()
        self.theme, self._saved = theme, saved
        self.setMinimumHeight(theme.px(self.HEIGHT))
        said = ", ".join(part for part in (saved.name, saved.marks, saved.words) if part)
        self.setAccessibleName(said)
        self.setToolTip(tip(said))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Check mark, disc, name, marks; the step at the end."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        px, theme, height = self.theme.px, self.theme, self.height()
        place = Row(self.rect(), self.layoutDirection())
        symbol(painter, theme, place.at(0, 0, px(17), height), "check-circle-fill", 16, "green")
        avatar(painter, theme, place.at(px(26), (height - px(24)) // 2, px(24), px(24)), self._saved.name,
               self._saved.person_id)  # fmt: skip
        words = min(text_width(theme, "body", self._saved.words) + 2, self.width() // 2)
        line(painter, theme, place.from_end(0, 0, words, height), "body", "text2", self._saved.words, END)
        room = self.width() - words - px(60) - px(12)
        name = min(text_width(theme, "strong", self._saved.name) + 2, room)
        line(painter, theme, place.at(px(60), 0, name, height), "strong", "text", self._saved.name)
        line(painter, theme, place.at(px(60) + name + px(4), 0, room - name - px(4), height), "body", "text3",
             self._saved.marks)  # fmt: skip


class JustLogged(Surface):
    """The last three saved."""

    MOST = 3

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "alt")
        px = theme.px
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self._title = Label(theme, _("Just logged"), "small_strong", "text2")
        self._hint = ShortLabel(theme, _("{key} takes back the last one").format(key="Ctrl+Z"), "small", "text3")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self._hint, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(20), px(10), px(20), px(10))
        whole.setSpacing(px(2))
        self._nobody = Label(theme, _("Enter saves and starts the next person. The last three stand here."), "small",
                             "text3", wrap=True)  # fmt: skip
        whole.addLayout(head)
        whole.addWidget(self._nobody)
        whole.addLayout(self._column)
        whole.addStretch(1)
        self.rows: list[Saved] = []

    def show_rows(self, rows: Sequence[Saved]) -> None:
        """Show the newest first."""
        self.rows = list(rows[: self.MOST])
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        for row in self.rows:
            self._column.addWidget(SavedRow(self.theme, row))
        for part in (self._title, self._hint):
            part.setVisible(bool(self.rows))
        self._nobody.setVisible(not self.rows)


def step_words(step: First, today: date) -> str:
    """A step and its day in words: "Thank-you note · Thu, Oct 16"."""
    if step.due is None:
        return _("No next step")
    day = say_when(step.due, today)
    said = day if step.at is None else _("{day}, {time}").format(day=day, time=say_time(step.at))
    return f"{step.title} · {said}"
