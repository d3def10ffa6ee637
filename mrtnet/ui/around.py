"""What surrounds a page: the desk, the look, the commands, and how to go elsewhere. Handed to each page and dialog."""

from collections.abc import Callable, Iterable
from typing import Any, Literal, NamedTuple

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from mrtnet.domain.rows import FollowUpRow
from mrtnet.settings import Settings
from mrtnet.ui.commands import Commands
from mrtnet.ui.desk import Desk
from mrtnet.ui.jobs import Jobs
from mrtnet.ui.theme import Theme

Width = Literal["wide", "medium", "narrow"]
WIDE_FROM, MEDIUM_FROM = 1200, 900  # design px


class Subject(NamedTuple):
    """What a command is about: the current row of the page that is shown. `person_ids` are all selected ones."""

    person_id: int | None = None
    follow_up_id: int | None = None
    event_id: int | None = None
    person_ids: tuple[int, ...] = ()
    follow_up_ids: tuple[int, ...] = ()
    meeting_id: int | None = None

    @classmethod
    def of_steps(cls, row: FollowUpRow | None, chosen: Iterable[FollowUpRow]) -> "Subject":
        """The follow-up of the current row and all chosen ones; what is done is not done again."""
        if row is None:
            return cls()
        chosen = tuple(chosen)
        return cls(
            row.person_id, row.id if row.state == "open" else None, row.event_id,
            tuple(each.person_id for each in chosen if each.person_id is not None),
            tuple(each.id for each in chosen if each.state == "open"),
        )  # fmt: skip


class Around:
    """One window's surroundings.

    `go(key, target)` shows a page ("people", 12), `subject()` is what commands are about, `anchor()` where a menu for
    it opens (global). Until `painted()` nothing is done by the clock: the first paint may be slow to come.
    """

    def __init__(
        self, desk: Desk, theme: Theme, commands: Commands, settings: Settings, jobs: Jobs, window: QWidget,
        go: Callable[..., None], subject: Callable[[], Subject], anchor: Callable[[], QPoint],
        painted: Callable[[], bool],
    ) -> None:  # fmt: skip
        self.desk, self.theme, self.commands, self.settings, self.jobs = desk, theme, commands, settings, jobs
        self.window, self.go, self.subject, self.anchor, self.painted = window, go, subject, anchor, painted

    def px(self, length: float) -> int:
        """Pixels for a length of the design."""
        return self.theme.px(length)

    def width_class(self, pixels: float) -> Width:
        """How much room so many pixels are for the text's size (design 6.4)."""
        width = pixels / self.theme.scale
        return "wide" if width >= WIDE_FROM else "medium" if width >= MEDIUM_FROM else "narrow"

    def can(self, command: str) -> bool:
        """Whether somebody carries out this command now."""
        return self.commands.handler(command) is not None

    def do(self, edit: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        """`desk.do`, with her day as `today`."""
        self.desk.do(edit, *args, today=self.desk.today, **kwargs)
