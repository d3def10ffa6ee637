"""One certification cycle as a card: ring and bar, quota shares in words, what is missing and by when, its buttons."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrtnet.domain import certification
from mrtnet.domain.certification import Share
from mrtnet.domain.when import say_date
from mrtnet.queries.career import CycleStanding, Suggestion
from mrtnet.ui.around import Around
from mrtnet.ui.widgets.basic import Bar, Button, Card, Chip, Symbol
from mrtnet.ui.widgets.flow import Flow
from mrtnet.ui.widgets.ring import Ring
from mrtnet.ui.widgets.wrapped import Wrapped
from mrtnet.words import _, later

STATES = {
    "open": ("accent", later("Running")),
    "complete": ("green", later("Complete")),
    "submitted": ("green", later("Handed in")),
    "to come": ("grey", later("To come")),
    "ended": ("red", later("Ended")),
}
SOON = 90  # days: from then on what is missing is amber


class CycleCard(Card):
    """How a cycle stands. `gave(deed, id)`: "log", "hand_in", "change", "remove"."""

    gave = Signal(str, int)

    def __init__(self, around: Around, each: CycleStanding) -> None:
        super().__init__(around.theme)
        self.around, self.each = around, each
        px = around.px
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(16), px(14), px(16), px(12))
        self._column.setSpacing(px(6))
        self._head()
        standing = each.standing
        if not standing.rule.exam_again:
            bar = Bar(self.theme)
            bar.show_part(round(min(standing.have, standing.needed) * 100), round(standing.needed * 100))
            bar.setAccessibleName(self._counted())
            self._column.addWidget(bar)
            self._column.addSpacing(px(2))
            for share in standing.shares:
                self._share(share)
        self._sentences()
        self._buttons()

    def _counted(self) -> str:
        standing = self.each.standing
        if standing.rule.exam_again:
            return _("The exam is taken again")
        return _("{have:g} of {needed:g} CEUs").format(have=standing.have, needed=standing.needed)

    def _head(self) -> None:
        standing, row, today = self.each.standing, self.each.row, self.around.desk.today
        ring = Ring(self.theme)
        done = standing.complete or bool(row.submitted_on)
        part = standing.have / standing.needed if standing.needed else 0.0
        ring.show_left(1.0 if done else part, "green" if done else "accent")
        words = QVBoxLayout()
        words.setSpacing(0)
        marks = ", ".join(standing.marks)
        name = f"{row.body} · {marks}" if marks else row.body
        words.addWidget(Wrapped(self.theme, name, "name"))
        span = _("{start} to {end}").format(start=say_date(row.starts_on, today), end=say_date(row.ends_on, today))
        words.addWidget(Wrapped(self.theme, f"{self._counted()} · {span}", "body", "text2"))
        token, state = STATES[standing.state]
        line = QHBoxLayout()
        line.setSpacing(self.around.px(12))
        line.addWidget(ring, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        line.addWidget(Chip(self.theme, _(state), token), 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(line)

    def _share(self, share: Share) -> None:
        met = share.quota.optional or not share.missing
        icon, token = ("info", "text3") if share.quota.optional or share.quota.most_each else (
            ("check-circle", "green") if met else ("circle-dashed", "text3"))  # fmt: skip
        text = certification.say_share(share)
        more = _(share.quota.note) if share.quota.note else ""
        self._line(icon, token, text, "body", "text2" if share.quota.optional else "text", more)

    def _line(self, icon: str, token: str, text: str, role: str, ink: str, more: str = "") -> None:
        px = self.around.px
        line, words = QHBoxLayout(), QVBoxLayout()
        line.setSpacing(px(8))
        words.setSpacing(0)
        line.addWidget(Symbol(self.theme, icon, token, size=16), 0, Qt.AlignmentFlag.AlignTop)
        words.addWidget(Wrapped(self.theme, text, role, ink))
        if more:
            words.addWidget(Wrapped(self.theme, more, "small", "text3"))
        line.addLayout(words, 1)
        self._column.addLayout(line)

    def _sentences(self) -> None:
        standing, today = self.each.standing, self.around.desk.today
        left = (standing.deadline - today).days
        missing = certification.say_missing(standing)
        if missing and standing.state != "submitted":
            urgent = "red" if left < 0 else "amber" if left <= SOON else "text3"
            self._line("warning-circle" if left <= SOON else "list-checks", urgent, missing, "medium", "text")
        self._line("calendar-blank", "text3", certification.say_deadline(standing), "body", "text")
        if self.each.problem:
            self._line("warning", "amber", self.each.problem, "body", "text")
        if self.each.row.note:
            self._line("note", "text3", self.each.row.note, "body", "text2")
        self._line("info", "text3", certification.check_with(standing.rule, today), "small", "text2")
        self.notes = Wrapped(self.theme, "\n".join(_(note) for note in standing.rule.notes), "small", "text2")
        self.notes.hide()
        self._column.addWidget(self.notes)

    def _buttons(self) -> None:
        theme, row = self.theme, self.each.row
        holder, flow = QWidget(), Flow(self.around.px(4))
        holder.setLayout(flow)
        again = bool(row.submitted_on)
        for deed, icon, words, kind in (
            ("log", "plus", _("Log CEUs"), ""),
            ("hand_in", "arrow-counter-clockwise" if again else "check",
             _("Not handed in yet") if again else _("Handed in"), ""),
            ("change", "pencil-simple", _("Change…"), "ghost"),
            ("remove", "trash", _("Remove"), "ghost"),
        ):  # fmt: skip
            if deed == "log" and (again or self.each.standing.rule.exam_again):
                continue
            button = Button(theme, words, icon, kind=kind, small=True, name=f"career.cycle.{deed}")
            button.clicked.connect(lambda _on=False, deed=deed: self.gave.emit(deed, row.id))
            flow.addWidget(button)
        if self.each.standing.rule.notes:
            self.more = Button(theme, _("The rule"), "info", kind="ghost", small=True,
                               name="career.cycle.notes")  # fmt: skip
            self.more.clicked.connect(self.turn_notes)
            flow.addWidget(self.more)
        self._column.addWidget(holder)

    def turn_notes(self) -> None:
        """Show what the body says, or hide it."""
        self.notes.setVisible(self.notes.isHidden())


class OfferCard(Card):
    """Something that one key takes into the book: a cycle that fits, the units of an event."""

    took = Signal()

    def __init__(self, around: Around, icon: str, words: str, below: str, take: str, name: str) -> None:
        super().__init__(around.theme, "accent_tint")
        px = around.px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(14), px(9), px(12), px(9))
        row.setSpacing(px(10))
        row.addWidget(Symbol(around.theme, icon, "accent", size=18), 0, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(Wrapped(around.theme, words, "medium"))
        if below:
            said.addWidget(Wrapped(around.theme, below, "small", "text2"))
        row.addLayout(said, 1)
        self.take = Button(around.theme, take, "plus", small=True, name=name)
        self.take.clicked.connect(self.took)
        row.addWidget(self.take)


def suggestion_card(around: Around, each: Suggestion) -> OfferCard:
    """The card of a cycle that fits what she holds."""
    today = around.desk.today
    words = _("{marks}: begin its cycle with {body}?").format(marks=", ".join(each.marks), body=each.rule.body)
    span = _("{start} to {end}, by its rule. Check with {body}.").format(
        start=say_date(each.starts, today), end=say_date(each.ends, today), body=each.rule.body
    )
    return OfferCard(around, "certificate", words, span, _("Begin"), "career.begin")
