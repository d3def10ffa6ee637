"""A day in words: a field that says back what it understood, and the small dialog that asks for one."""

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrtnet.domain.when import When, parse_when, say_when
from mrtnet.ui.around import Around
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.icons import icon
from mrtnet.ui.saying import say_time
from mrtnet.ui.widgets.basic import Field, Label
from mrtnet.ui.widgets.menus import passing_menu
from mrtnet.words import _

DAYS = (0, 1, 2, 3, 4, 5, 6, 7, 14, 21, 28)
"""How far from today the days are that the pointer can choose."""


def said(when: When, today: date) -> str:
    """A moment in short words: "6:00 PM" today, "Mon, Oct 20", "Mon, Oct 20, 2:00 PM"."""
    if when.at is None or when.day is None:
        return say_when(when.day, today)
    if when.day == today:
        return say_time(when.at)
    return _("{day}, {time}").format(day=say_when(when.day, today), time=say_time(when.at))


class WhenField(QWidget):
    """A field for a day with an optional time ("thu 3pm", "in 3 days"); `changed` whenever what it means changes.

    `past` says that a day gone by is meant ("yesterday"); else such a day is refused.
    """

    changed = Signal()

    def __init__(
        self, around: Around, *, name: str, text: str = "", past: bool = False, optional: bool = False
    ) -> None:
        super().__init__()
        self._around, self._past, self._optional = around, past, optional
        self.when: When | None = None
        hint = _("yesterday, mon, Oct 3") if past else _("thu, in 3 days, next week, 12/3 2pm")
        self.field = Field(around.theme, hint, "calendar-blank", name=name)
        self.answer = Label(around.theme, "", "small", "text3", name=f"{name}.answer")
        choose = self.field.addAction(icon(around.theme, "caret-down", "text2"), Field.ActionPosition.TrailingPosition)
        choose.setText(_("Choose a day"))
        choose.triggered.connect(self._choose)
        self.setFocusProxy(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(around.px(3))
        column.addWidget(self.field)
        column.addWidget(self.answer)
        self.field.textChanged.connect(self._read)
        self.field.setText(text)
        self._read(text)

    def _choose(self) -> None:
        """The days around this one, for those who use the pointer."""
        menu, today = passing_menu(self, "when", _("Days")), self._around.desk.today
        for apart in DAYS:
            day = today + timedelta(days=-apart if self._past else apart)
            menu.addAction(say_when(day, today)).triggered.connect(lambda _on=False, day=day: self.put(When(day)))
        corner = self.field.rect().bottomRight() if self.isRightToLeft() else self.field.rect().bottomLeft()
        menu.popup(self.field.mapToGlobal(corner))

    def put(self, when: When) -> None:
        """Show this day."""
        day = when.day.isoformat() if when.day is not None else ""
        self.field.setText(f"{day} {when.at:%H:%M}" if when.at is not None and day else day)

    @property
    def text(self) -> str:
        """What was typed."""
        return self.field.text()

    def is_fine(self) -> bool:
        """Whether there is a day, or none is needed."""
        return self.when is not None or (self._optional and not self.text.strip())

    def _read(self, text: str) -> None:
        desk = self._around.desk
        found = parse_when(text, desk.today, days=desk.about.days, day_first=desk.about.day_first)
        self.when, words, token = None, _("Type a day."), "text3"
        if found is None and text.strip():
            words, token = _("Not understood as a day yet."), "amber"
        elif found is not None and found.day is None:
            words = _("Without a day.") if self._optional else _("A day is needed.")
        elif found is not None and found.day is not None and self._is_wrong_way(found.day):
            words, token = _("That day is still to come.") if self._past else _("That day is over."), "amber"
        elif found is not None:
            self.when, words = found, said(found, desk.today)
        self.answer.show_as(token)
        self.answer.setText("" if self._optional and not text.strip() else words)
        self.changed.emit()

    def _is_wrong_way(self, day: date) -> bool:
        today = self._around.desk.today
        return day > today if self._past else day < today


class AskWhen(SmallDialog):
    """Asks for a day in words; `answered(When)` on Enter."""

    answered = Signal(object)

    def __init__(self, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(around, "when", _("Until when?"), _("Put off"), parent=parent)
        self.when = WhenField(around, name="when.field")
        self.when.field.setMinimumWidth(around.px(300))
        self.column.addWidget(self.when)
        self.when.changed.connect(self._show_if_fine)
        self._show_if_fine()
        self.when.setFocus(Qt.FocusReason.PopupFocusReason)

    def _show_if_fine(self) -> None:
        self.take.setEnabled(self.when.is_fine())

    def finish(self) -> bool:
        """Tell the day."""
        if self.when.when is not None:
            self.answered.emit(self.when.when)
        return self.when.when is not None
