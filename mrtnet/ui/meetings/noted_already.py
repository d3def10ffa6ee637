"""What the book already holds of a talk's outcome; advice that waits for a follow-up can get one."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrtnet.domain.when import say_when
from mrtnet.queries import follow_ups, meetings
from mrtnet.ui.around import Around
from mrtnet.ui.widgets.basic import Button, Label, Symbol
from mrtnet.ui.widgets.emptying import empty
from mrtnet.ui.widgets.wrapped import Wrapped
from mrtnet.words import _


class NotedAlready(QWidget):
    """A line each, hidden where there is none. `act_on(takeaway)` when advice is to be followed up."""

    act_on = Signal(int)

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around, self.desk, self.theme = around, around.desk, around.theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(around.px(3))

    def show_meeting(self, meeting_id: int) -> None:
        """What is noted of this one."""
        empty(self._column)
        found = [*self._takeaways(meeting_id), *self._promises(meeting_id)]
        if found:
            self._column.addWidget(Label(self.theme, _("Noted already"), "small_medium", "text2"))
        for widget in found:
            self._column.addWidget(widget)
        self.setVisible(bool(found))

    def buttons(self) -> list[Button]:
        """Those that make a follow-up of advice, in order."""
        return [each for each in self.findChildren(Button) if each.objectName() == "outcome.act"]

    def _takeaways(self, meeting_id: int) -> Iterator[QWidget]:
        for each in meetings.takeaways(self.desk.read, meeting_id):
            icon = {"advice": "lightbulb", "named": "user-plus"}.get(each.kind, "info")
            step = follow_ups.one(self.desk.read, each.follow_up_id) if each.follow_up_id else None
            more = ""
            if step is not None:
                more = say_when(step.due, self.desk.today) if step.state == "open" else _("done")
            can_act = each.kind == "advice" and each.follow_up_id is None
            yield self._row(icon, each.text, more, each.id if can_act else None)

    def _promises(self, meeting_id: int) -> Iterator[QWidget]:
        for promise in meetings.promises(self.desk.read, meeting_id=meeting_id):
            who = _("You") if promise.side == "mine" else promise.person
            more = _("kept") if promise.kept_on else say_when(promise.due, self.desk.today) if promise.due else ""
            yield self._row("handshake", f"{who}: {promise.text}", more, None)

    def _row(self, icon: str, text: str, more: str, takeaway_id: int | None) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.around.px(8))
        row.addWidget(Symbol(self.theme, icon, "text3", size=15), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Wrapped(self.theme, f"{text} · {more}" if more else text), 1)
        if takeaway_id is not None:
            act = Button(self.theme, _("Follow up"), "bell-simple", kind="ghost", small=True, name="outcome.act")
            act.setAutoDefault(False)
            act.setAccessibleName(_("Follow up: {what}").format(what=text))
            act.clicked.connect(lambda: self.act_on.emit(takeaway_id))
            row.addWidget(act)
        return holder
