"""The next step of several people at once: in words ("thank-you fri", "thu", "none"), or by choosing kind and day."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from mrtnet.domain import kinds
from mrtnet.domain.forms import NextStep
from mrtnet.domain.quick_steps import Step, read_step
from mrtnet.domain.when import When, say_when
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.dialogs.follow_up import USUAL
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.dialogs.when import said
from mrtnet.ui.dialogs.whom import whom
from mrtnet.ui.icons import icon
from mrtnet.ui.widgets.basic import Button, Field, Label
from mrtnet.ui.widgets.choice import Choice
from mrtnet.ui.widgets.flow import Flow
from mrtnet.words import _, later

FIRST = "thank-you"
NONE = "none"  # as it is typed, and as the choice is kept
DAYS = (("today", later("Today")), ("tomorrow", later("Tomorrow")), ("in 3 days", later("In 3 days")),
        ("next week", later("Next week")))  # fmt: skip


class NextStepDialog(SmallDialog):
    """Asks for the next step of these people; `then(step)` on Enter, with None for no step at all."""

    def __init__(self, around: Around, ids: Sequence[int], then: Callable[[NextStep | None], None]) -> None:
        super().__init__(around, "next_step", _("Next step"), _("Set"), icon="calendar-check")
        self._then = then
        self._step, self._chosen = Step(), FIRST
        title = _("Next step for {whom}").format(whom=whom(around, ids))
        self.column.addWidget(Label(self.theme, title, "strong", wrap=True))
        self.words = Field(self.theme, _("thank-you fri, thu, call in 3 days, none"), "calendar-check",
                           name="next_step.words")  # fmt: skip
        self.words.setAccessibleName(_("Next step in words"))
        self.words.textChanged.connect(self._read)
        self.column.addWidget(self.words)
        self.answer = Label(self.theme, "", "small", "text3", wrap=True, name="next_step.answer")
        self.column.addWidget(self.answer)
        self.column.addLayout(self._make_choices())
        self.setMinimumWidth(around.px(420))
        self._read("")
        self.words.setFocus(Qt.FocusReason.PopupFocusReason)

    def _make_choices(self) -> QGridLayout:
        px = self.around.px
        self.kind = Choice("next_step.kind", _("What"), least=0)
        for key in sorted(kinds.FOLLOW_UPS, key=lambda key: (key not in USUAL, kinds.title("follow-up", key))):
            found = kinds.kind("follow-up", key)
            self.kind.addItem(icon(self.theme, found.icon, "text2"), _(found.title), key)
        self.kind.addItem(icon(self.theme, "circle-dashed", "text2"), _("No next step"), NONE)
        self.kind.setCurrentIndex(self.kind.findData(FIRST))
        self.kind.activated.connect(lambda _number: self._choose(self.kind.currentData()))
        days = QWidget()
        flow = Flow(px(4))
        for words, title in DAYS:
            button = Button(self.theme, _(title), small=True, name=f"next_step.{words.replace(' ', '_')}")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on=False, words=words: self._say(words))
            flow.addWidget(button)
        days.setLayout(flow)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(8))
        grid.setColumnStretch(1, 1)
        lines: tuple[tuple[str, QWidget], ...] = ((_("What"), self.kind), (_("When"), days))
        for number, (title, widget) in enumerate(lines):
            row = QHBoxLayout()
            row.addWidget(Label(self.theme, title, "body", "text2"))
            grid.addLayout(row, number, 0)
            grid.addWidget(widget, number, 1)
        return grid

    def _day_words(self) -> str:
        when = self._step.when
        if when is None or when.day is None:
            return ""
        return f"{when.day.isoformat()} {when.at:%H:%M}" if when.at is not None else when.day.isoformat()

    def _choose(self, kind: str) -> None:
        """What was chosen stands in words, too."""
        self._chosen = FIRST if kind == NONE else kind
        self.words.setText(NONE if kind == NONE else f"{kind} {self._day_words()}".strip())

    def _say(self, day: str) -> None:
        """Another day for what is meant now."""
        kind = self._chosen if self._is_none() else self._step.kind
        self.words.setText(" ".join(part for part in (kind, self._step.title, day) if part))

    def _read(self, text: str) -> None:
        desk = self.desk
        typed = text.strip().lstrip("! ")
        step = read_step(typed, desk.today, desk.about.days, day_first=desk.about.day_first)
        if step.kind == "other" and not step.title:  # a bare day is for the kind that is chosen
            step = step._replace(kind=self._chosen)
        self._step = step
        with QSignalBlocker(self.kind):
            self.kind.choose(NONE if self._is_none() else step.kind)
        wrong = self._wrong()
        self.answer.show_as("amber" if wrong else "text3")
        self.answer.setText(wrong or self._in_words())
        self.take.setEnabled(not wrong)

    def _is_none(self) -> bool:
        step = self._step
        return step.none or (step.when is not None and step.when.day is None)

    def _wrong(self) -> str:
        day = self._step.when.day if self._step.when is not None else None
        if self._step.rank:
            return _("That is a rank, not a step.")
        return _("That day is over.") if day is not None and day < self.desk.today else ""

    def _in_words(self) -> str:
        if self._is_none():
            return _("No next step")
        step, today = self._step, self.desk.today
        when = step.when or When(self.desk.about.days.after(today, 1), None)
        day = (
            said(when, today)
            if when.at is None or when.day != today
            else f"{say_when(today, today)}, {said(when, today)}"
        )
        return f"{step.title or kinds.title('follow-up', step.kind)} · {day}"

    def finish(self) -> bool:
        """Set it."""
        step = self._step
        if self._is_none():
            self._then(None)
            return True
        day, at = step.when or (None, None)
        try:
            made = NextStep.checked(kind=step.kind, title=step.title, due=day, at=at, channel=step.channel)
        except Trouble as trouble:
            self.tell(str(trouble))
            return False
        self._then(made)
        return True
