"""How a mentoring stands, on the page of the person: goals, sessions and hours, what is next; plan, change, close."""

from datetime import date
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrtnet.domain import mentoring as rules
from mrtnet.domain.rows import MentoringRow
from mrtnet.domain.when import say_day, say_when
from mrtnet.queries import mentoring
from mrtnet.queries.mentoring import MentoringStand
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.meetings.mentoring import AgreementDialog, said_rhythm
from mrtnet.ui.widgets.basic import Button, Symbol
from mrtnet.ui.widgets.flow import Flow
from mrtnet.ui.widgets.menus import passing_menu
from mrtnet.ui.widgets.wrapped import Wrapped
from mrtnet.words import _, later

ENDS = {
    "ended": later("It reached its end"),
    "renewed": later("We go on in another way"),
    "stopped": later("We stopped"),
}
SESSIONS = 3  # shown of a mentoring


class MentoringSection(QWidget):
    """How a mentoring stands: goals, sessions and hours, what is next, advice; plan, change, close."""

    def __init__(self, around: Around, row: MentoringRow) -> None:
        super().__init__()
        self.around, self.desk, self.theme, self.row = around, around.desk, around.theme, row
        px, theme, today = around.px, around.theme, around.desk.today
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, px(4))
        self.column.setSpacing(px(5))
        self.stand = mentoring.stand(self.desk.read, row)
        said = _("Your mentor since {day}") if row.side == "mentee" else _("You are the mentor since {day}")
        closed = _("Closed {day}").format(day=say_day(row.closed_on, today)) if row.closed_on else ""
        self._say(closed or said.format(day=say_day(row.started_on, today)), "medium", "text", "mentoring.stand")
        self._say(rules.say_hours(self.stand.sessions), "small", "text2")
        if row.closed_on is None:
            if row.rhythm:
                self._say(said_rhythm(row.rhythm, row.started_on), "small", "text2")
            for goal in self.stand.agreement.goals:
                self._line("target", goal)
        self._next(today)
        self._sessions(self.stand, today)
        if row.closed_on is None:
            self._buttons()
        self.setAccessibleName(_("Mentoring"))
        theme.changed.connect(self.update)

    def _say(self, text: str, role: str, token: str, name: str = "") -> None:
        label = Wrapped(self.theme, text, role, token)
        if name:
            label.setObjectName(name)
        self.column.addWidget(label)

    def _line(self, symbol: str, text: str, token: str = "text3", name: str = "") -> None:
        row, words = QHBoxLayout(), Wrapped(self.theme, text, "small", "text" if token == "text3" else token)
        row.setSpacing(self.around.px(7))
        if name:
            words.setObjectName(name)
        row.addWidget(Symbol(self.theme, symbol, token, size=14), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        self.column.addLayout(row)

    def _next(self, today: date) -> None:
        """The next thing to do, the look back, and what the rules advise."""
        try:
            found = mentoring.acts(self.desk.read, self.row, today, self.desk.about.days)
        except Trouble:
            found = []
        if found:
            act = found[0]
            words = _("{what}: {day}").format(what=act.words, day=say_when(act.due, today))
            self._line("arrow-right", words, "red" if act.due < today else "accent", "mentoring.next")
        agreement = self.stand.agreement
        if agreement.closed is None:
            looks = _("Look back {review}, close or renew {end}")
            self._line("calendar-check", looks.format(
                review=say_day(agreement.review_on, today), end=say_day(agreement.ends_on, today)))  # fmt: skip
        for sentence in mentoring.advice(self.desk.read, self.row, today) if agreement.closed is None else ():
            self._line("lightbulb", sentence, "amber")

    def _sessions(self, stand: MentoringStand, today: date) -> None:
        """The last sessions and the coming one; a click opens the meeting."""
        pairs = list(zip(stand.meeting_ids, stand.sessions, strict=True))[-SESSIONS:]
        for meeting_id, each in reversed(pairs):
            state = _("held") if each.held else _("called off") if each.cancelled else _("planned")
            length = _("{n} min").format(n=each.minutes)
            words = _("{day}, {length}, {state}").format(day=say_day(each.on, today), length=length, state=state)
            button = Button(self.theme, words, "chats-circle", kind="ghost", small=True, name="mentoring.session")
            button.clicked.connect(lambda _on=False, meeting_id=meeting_id: self.around.go("meetings", meeting_id))
            self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)

    def _buttons(self) -> None:
        theme = self.theme
        self.plan = Button(theme, _("Plan session"), "calendar-plus", small=True, name="mentoring.plan")
        self.change = Button(theme, _("Agreement"), "pencil-simple", small=True, name="mentoring.change")
        self.close_button = Button(theme, _("Close…"), "flag", kind="ghost", small=True, name="mentoring.close")
        holder, flow = QWidget(), Flow(self.around.px(3))
        holder.setLayout(flow)
        for button in (self.plan, self.change, self.close_button):
            flow.addWidget(button)
        self.plan.clicked.connect(lambda: self.around.go("meetings", ("plan", self.row.person_id)))
        self.change.clicked.connect(lambda: AgreementDialog(self.around, self.row.person_id).open_at())
        self.close_button.clicked.connect(self.ask_to_close)
        for before, after in pairwise((self.plan, self.change, self.close_button)):
            QWidget.setTabOrder(before, after)
        self.column.addWidget(holder)

    def ask_to_close(self) -> None:
        """Why it ends; the thanks for it come as the next step."""
        menu = passing_menu(self.around.window, "mentoring")
        row, around = self.row, self.around
        for key, words in ENDS.items():
            menu.addAction(_(words)).triggered.connect(lambda _on=False, key=key: _close(around, row.id, key))
        menu.popup(self.close_button.mapToGlobal(self.close_button.rect().bottomLeft()))


def section_of(around: Around, person_id: int) -> MentoringSection | None:
    """How the mentoring with this person stands: the open one, else the last one closed; None without any."""
    found = mentoring.rows(around.desk.read, person_id=person_id)
    rows = [row for row in found if row.closed_on is None] or found
    return MentoringSection(around, rows[0]) if rows else None


def _close(around: Around, mentoring_id: int, because: str) -> None:
    from mrtnet.edits.mentoring import close_agreement

    around.do(close_agreement, mentoring_id, because)
