"""Who has a playbook at work: each with the next step and its day; buttons move its day or end it for one."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrtnet.domain.rows import RunRow
from mrtnet.domain.when import say_date
from mrtnet.queries.runs import AtWork
from mrtnet.ui.around import Around
from mrtnet.ui.widgets.basic import Button, Card, Label, ShortLabel
from mrtnet.ui.widgets.emptying import empty
from mrtnet.ui.widgets.wrapped import Wrapped
from mrtnet.words import _, plural

MOST = 12  # lines; the rest is counted


class WhoCard(Card):
    """The people and events that a playbook is at work for."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.theme)
        px = around.px
        self._around = around
        self._shown: tuple[list[AtWork], date] | None = None
        self._title = Label(around.theme, "", "strong")
        self._nobody = Wrapped(around.theme, _("It is not at work for anybody now."), "body", "text2")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(px(6))
        self._rest = Label(around.theme, "", "small", "text3")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(10), px(12))
        column.setSpacing(px(8))
        column.addWidget(self._title)
        column.addWidget(self._nobody)
        column.addLayout(self._lines)
        column.addWidget(self._rest)

    def show_people(self, people: Sequence[AtWork], today: date) -> None:
        """Show these, anew where anything changed."""
        if self._shown == (list(people), today):
            return
        self._shown = (list(people), today)
        empty(self._lines)
        self._title.setText(_("Who is on it") + (f"  {len(people)}" if people else ""))
        self._nobody.setVisible(not people)
        for each in people[:MOST]:
            self._lines.addWidget(self._line(each, today))
        more = len(people) - MOST
        self._rest.setVisible(more > 0)
        self._rest.setText(plural("and {n} more", "and {n} more", more))

    def _line(self, each: AtWork, today: date) -> QWidget:
        px, theme, run = self._around.px, self._around.theme, each.run
        line = QWidget()
        go = ("people", run.person_id) if run.person_id is not None else ("events", run.event_id)
        name = Button(theme, "", kind="ghost", small=True, name=f"playbooks.who.{run.id}", icon="arrow-right",
                      says=_("Open {name}").format(name=each.name))  # fmt: skip
        name.clicked.connect(lambda: self._around.go(*go))
        move = Button(theme, "", "calendar-blank", kind="ghost", small=True, name=f"playbooks.move.{run.id}",
                      says=_("Move its day for {name}").format(name=each.name))  # fmt: skip
        move.clicked.connect(lambda: self._move(run))
        stop = Button(theme, "", "x", kind="ghost", small=True, name=f"playbooks.stop.{run.id}",
                      says=_("Stop it for {name}").format(name=each.name))  # fmt: skip
        stop.clicked.connect(lambda: self._stop(run.id))
        step = f"{each.step}, {say_date(each.due, today)}" if each.due is not None else _("waits for its turn")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ShortLabel(theme, each.name, "medium"))
        words.addWidget(ShortLabel(theme, step, "small", "text2"))
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(2))
        row.addLayout(words, 1)
        row.addWidget(name, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(move, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(stop, 0, Qt.AlignmentFlag.AlignVCenter)
        return line

    def _move(self, run: RunRow) -> None:
        from mrtnet.ui.playbooks.move import MoveDialog

        MoveDialog(self._around, [run]).open_at()

    def _stop(self, run_id: int) -> None:
        from mrtnet.edits.plays import stop_play

        self._around.do(stop_play, [run_id])
