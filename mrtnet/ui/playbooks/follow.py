"""Before a changed playbook is kept: which open follow-ups move and to when; all, or only new ones follow."""

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from mrtnet.domain.playbook_words import say_move
from mrtnet.domain.playbooks import Playbook
from mrtnet.queries.plays import Redated, redated
from mrtnet.store import connection
from mrtnet.ui.around import Around
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.jobs import Job
from mrtnet.ui.widgets.basic import Button, Label
from mrtnet.ui.widgets.wrapped import Wrapped
from mrtnet.words import _, plural

WIDTH = 420  # design px
SHOWN = 10  # lines; the rest is counted


def look(_job: Job, path: Path, before: Playbook, after: Playbook, today: date) -> list[Redated]:
    """The open follow-ups that would move, read beside the window: each takes a millisecond or two."""
    with closing(connection.reading(path)) as read:
        return [each for each in redated(read, before, after, today) if each.moves]


class FollowDialog(SmallDialog):
    """Asks what the change is for. `keep(follow)` saves it; leaving the dialog saves nothing."""

    def __init__(
        self, around: Around, found: Sequence[Redated], keep: Callable[[bool], None], parent: QWidget | None
    ) -> None:
        title = plural("{n} open follow-up moves", "{n} open follow-ups move", len(found))
        super().__init__(around, "follow", title, _("Move them") if len(found) > 1 else _("Move it"), parent=parent)
        self._keep = keep
        today = self.desk.today
        self.column.addWidget(Label(self.theme, title, "strong"))
        moves = [move for each in found for move in each.moves]
        for move in moves[:SHOWN]:
            who = f"{move.name}, {move.title}" if move.name else move.title
            said = say_move(move.before, move.after, today)
            self.column.addWidget(Wrapped(self.theme, f"{who}: {said}", "body", "text"))
        if (more := len(moves) - SHOWN) > 0:
            self.column.addWidget(Label(self.theme, plural("and {n} more", "and {n} more", more), "small", "text3"))
        said = _("Only for new ones: what is open stays on its day, and the steps after it follow the change.")
        self.column.addWidget(Wrapped(self.theme, said, "small", "text2"))
        self.only_new = Button(self.theme, _("Only for new ones"), name="follow.only_new")
        self.only_new.setAutoDefault(False)
        self.only_new.clicked.connect(self._take_new)
        self.other_ways.append(self.only_new)
        self.setMinimumWidth(around.px(WIDTH))
        self.take.setFocus()

    def _take_new(self) -> None:
        self._keep(False)
        self.accept()

    def finish(self) -> bool:
        """Keep it; what is open moves."""
        self._keep(True)
        return True
