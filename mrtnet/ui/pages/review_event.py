"""Looking back on an event, on its page: what it brought, and whether it is worth going again."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout

from mrtnet.domain.insights import AGAIN
from mrtnet.domain.rows import EventRow
from mrtnet.queries.insights import brought_by
from mrtnet.ui.around import Around
from mrtnet.ui.widgets.basic import Card, Label
from mrtnet.ui.widgets.wrapped import Wrapped
from mrtnet.ui.write.segments import Segments
from mrtnet.words import _, plural


class EventReview(Card):
    """There once the event is over, with the talks that came of it; the answer is a change like any other."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.theme, "accent_tint")
        px = around.px
        self.around = around
        self._event_id, self._answer = 0, ""
        self.words = Wrapped(around.theme, "", "body", "text2")
        self.question = Label(around.theme, _("Worth going again?"), "body", "text2")
        self.answers = Segments(around.theme, {key: _(words) for key, words in AGAIN.items()}, name="event.again",
                                says=_("Worth going again?"))  # fmt: skip
        self.answers.chose.connect(self._say)
        asked = QHBoxLayout()
        asked.setSpacing(px(10))
        asked.addWidget(self.question)
        asked.addWidget(self.answers)
        asked.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(px(16), px(8), px(10), px(8))
        self._row.setSpacing(px(10))
        self._row.addLayout(asked)
        self._row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)

    def show_event(self, event: EventRow) -> None:
        """Show what it brought, if it is over."""
        last = event.last_day or event.first_day
        over = last is not None and last < self.around.desk.today
        found = brought_by(self.around.desk.read, event.id) if over else None
        self.setVisible(found is not None)
        if found is None:
            return
        self._event_id, self._answer = event.id, found.again
        came = plural("{n} talk came of it.", "{n} talks came of it.", found.talks) if found.talks else ""
        self.words.setVisible(bool(came))
        self.words.setText(came)  # who was met, thanks and CEUs stand above
        self.answers.mark(found.again)

    def fit(self, narrow: bool) -> None:
        """The question below where it is narrow."""
        down = QBoxLayout.Direction.TopToBottom
        self._row.setDirection(down if narrow else QBoxLayout.Direction.LeftToRight)

    def _say(self, answer: str) -> None:
        from mrtnet.edits.event_review import say_again

        self.around.do(say_again, self._event_id, "" if answer == self._answer else answer)
