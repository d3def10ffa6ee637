"""A new event, or one changed: its name, kind, days in words, place and CEUs (design 3.3). What is typed is a draft."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from mrtnet.domain import kinds
from mrtnet.domain.forms import EventForm
from mrtnet.domain.rows import EventRow
from mrtnet.trouble import Trouble
from mrtnet.ui.desk import Desk
from mrtnet.ui.drafts import Draft
from mrtnet.ui.pages.event_days import parse_span
from mrtnet.ui.pages.event_words import say_days
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import Button, Field, Label
from mrtnet.ui.widgets.choice import Choice
from mrtnet.ui.widgets.scrolling import keep_on_screen
from mrtnet.words import _, later

PARTICIPATION = (
    ("attended", later("I attended")),
    ("planned", later("I plan to go")),
    ("volunteered", later("I volunteered")),
    ("spoke", later("I spoke")),
    ("committee", later("I was on the committee")),
    ("cancelled", later("Cancelled")),
)


class EventDialog(QDialog):
    """Asks for an event. `saved(id)` when it is in the book."""

    saved = Signal(int)

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None, row: EventRow | None = None) -> None:
        super().__init__(parent)
        self.desk, self.theme, self._row = desk, theme, row
        self.setObjectName("dialog.event")
        self.setWindowTitle(_("Change the event") if row else _("New event"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._draft = Draft(desk, f"event:{row.id}" if row else "event", self)
        self._make_fields()
        self._lay_out()
        self._fill()
        for field in (self.name, self.days, self.place, self.city, self.ceus):
            field.textChanged.connect(lambda _text: self._typed())
        self._say_days()
        self.name.setFocus()

    def _make_fields(self) -> None:
        theme = self.theme
        self.name = Field(theme, _("AHIMA26 Conference"), name="event.name")
        self.kind = Choice("event.kind", _("Kind"), {kind.key: _(kind.title) for kind in kinds.EVENTS.values()})
        self.days = Field(theme, _("oct 12 - 14, yesterday, next thursday"), name="event.days")
        self.place = Field(theme, _("Convention Center"), name="event.place")
        self.city = Field(theme, _("Minneapolis"), name="event.city")
        self.ceus = Field(theme, _("12"), name="event.ceus")
        self.part = Choice("event.participation", _("You"), {key: _(words) for key, words in PARTICIPATION})
        self.virtual = QCheckBox(_("Online"))
        self.virtual.setObjectName("event.virtual")
        self.virtual.setAccessibleName(_("Online"))
        self.answer = Label(theme, "", "small", "text3")
        self.problem = Label(theme, "", "body", "red", wrap=True)
        self.save_button = Button(theme, _("Save") if self._row else _("Add event"), "check", kind="primary",
                                  hint=_("Enter"), name="event.save")  # fmt: skip
        self.save_button.setDefault(True)
        self.cancel = Button(theme, _("Cancel"), hint=_("Esc"), name="event.cancel")
        self.cancel.setAutoDefault(False)
        self.save_button.clicked.connect(self.save)
        self.cancel.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        px = self.theme.px
        grid = self._grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(4))
        for number in (1, 2, 4, 5):  # air above each title but the first
            grid.setRowMinimumHeight(number * 2, self.theme.metrics("small_medium").height() + px(8))
        rows: tuple[tuple[str, QWidget, int, int, int], ...] = (
            (_("Name"), self.name, 0, 0, 2),
            (_("Kind"), self.kind, 1, 0, 1),
            (_("You"), self.part, 1, 1, 1),
            (_("When"), self.days, 2, 0, 2),
            (_("Place"), self.place, 4, 0, 1),
            (_("Town"), self.city, 4, 1, 1),
            (_("CEUs"), self.ceus, 5, 0, 1),
        )
        for words, field, row, column, span in rows:
            label = Label(self.theme, words, "small_medium", "text2")
            label.setBuddy(field)
            field.setAccessibleName(words)
            field.setMinimumHeight(px(32))
            grid.addWidget(label, row * 2, column, 1, span, Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(field, row * 2 + 1, column, 1, span)
        grid.addWidget(self.answer, 6, 0, 1, 2)
        grid.addWidget(self.virtual, 11, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.problem, 1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save_button)
        column_layout = self._whole = QVBoxLayout(self)
        column_layout.setContentsMargins(px(20), px(16), px(20), px(14))
        column_layout.setSpacing(px(14))
        column_layout.addLayout(grid)
        column_layout.addLayout(buttons)
        self.setMinimumWidth(px(460))

    def _fill(self) -> None:
        row = self._row
        told: dict[str, Any] = self._draft.read() or {}
        if row is not None:
            stored = {
                "name": row.name,
                "kind": row.kind,
                "part": row.participation,
                "days": " – ".join(dict.fromkeys(day.isoformat() for day in (row.first_day, row.last_day) if day)),
                "place": row.place,
                "city": row.city,
                "ceus": f"{row.ceus:g}" if row.ceus is not None else "",
                "virtual": row.virtual,
            }
            told = {**stored, **told}
        for key, field in self._texts().items():
            field.setText(str(told.get(key, "")))
        for key, box in (("kind", self.kind), ("part", self.part)):
            box.choose(told.get(key, ""))
        self.virtual.setChecked(told.get("virtual") is True)

    def _texts(self) -> dict[str, Field]:
        return {"name": self.name, "days": self.days, "place": self.place, "city": self.city, "ceus": self.ceus}

    def _typed(self) -> None:
        self.problem.setText("")
        self._say_days()
        told: dict[str, Any] = {key: field.text() for key, field in self._texts().items() if field.text()}
        if told:
            told |= {"kind": self.kind.currentData(), "part": self.part.currentData()}
            told["virtual"] = self.virtual.isChecked()
        self._draft.keep(told)

    def _say_days(self) -> None:
        text = self.days.text().strip()
        span = self._span()
        if span is not None:
            self.answer.setText(say_days(span.first, span.last, self.desk.today))
        else:
            self.answer.setText(_("Not a day yet.") if text else _("Without days: today."))

    def _span(self) -> Any:
        about = self.desk.about
        text = self.days.text().strip() or ("" if self._row else "today")
        return parse_span(text, self.desk.today, days=about.days, day_first=about.day_first)

    def form(self) -> EventForm:
        """The event as typed. Raises Trouble."""
        span = self._span()
        if span is None and self.days.text().strip():
            raise Trouble(_("“{text}” is no day. Try “oct 12 - 14”.").format(text=self.days.text().strip()[:40]))
        typed = self.ceus.text().strip().replace(",", ".")
        try:
            ceus = float(typed) if typed else None
        except ValueError:
            raise Trouble(_("“{text}” is not a number of CEUs.").format(text=typed[:20])) from None
        row = self._row
        kept = {field: getattr(row, field) for field in EventForm.model_fields if field in row._fields} if row else {}
        told = {
            "name": self.name.text(),
            "kind": self.kind.currentData(),
            "participation": self.part.currentData(),
            "first_day": span.first if span else None,
            "last_day": span.last if span else None,
            "place": self.place.text(),
            "city": self.city.text(),
            "ceus": ceus,
            "virtual": self.virtual.isChecked(),
        }
        return EventForm.checked(**{**kept, **told})

    def save(self) -> None:
        """Save it, or say what is wrong."""
        try:
            form = self.form()
        except Trouble as wrong:
            self.problem.setText(str(wrong))
            return
        from mrtnet.edits import events

        row, today = self._row, self.desk.today
        if row is None:
            add = self._draft.in_save(events.add_event)
            self.desk.do(add, form, today=today, on_done=self._done, on_trouble=self.problem.setText)
        else:
            self.desk.do(self._draft.in_save(events.change_event), row.id, form, today=today,
                         on_done=lambda _none: self._done(row.id), on_trouble=self.problem.setText)  # fmt: skip

    def _done(self, event_id: int) -> None:
        self._draft.drop()
        self.saved.emit(event_id)
        self.accept()

    def showEvent(self, event: QShowEvent) -> None:
        """Its fields scroll on a low screen."""
        super().showEvent(event)
        keep_on_screen(self, self._whole, self._grid)

    def reject(self) -> None:
        """Leave; what was typed is kept for the next time."""
        self._draft.flush()
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
        else:
            super().keyPressEvent(event)
