"""Gone quiet: ties that rest for long, the most useful to take up first, each with its reason and where to begin."""

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QVBoxLayout

from mrtnet.domain import dormant
from mrtnet.domain.about import About
from mrtnet.domain.dormant import Tie
from mrtnet.queries import dormant as queries
from mrtnet.queries import follow_ups
from mrtnet.store import connection
from mrtnet.ui.around import Around, Subject, Width
from mrtnet.ui.chosen_bar import Choosing
from mrtnet.ui.commands import handles
from mrtnet.ui.delegates.row import RowDelegate
from mrtnet.ui.desk import Desk
from mrtnet.ui.jobs import Job
from mrtnet.ui.pages.page import MARGIN, CommandButton, Head, Page
from mrtnet.ui.painting import Row, avatar, line
from mrtnet.ui.rows import Rows
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import Card, Label
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

ROW = 82  # design px


class GoneQuietPage(Page):
    """The list of quiet ties."""

    key = "gone_quiet"
    within = "people"
    shows = frozenset({"person", "interaction", "interaction_person", "follow_up", "job", "person_role", "setting",
                       "introduction", "promise", "own_credential", "credential", "organization"})  # fmt: skip

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        px = around.px
        self.ties: dict[int, Tie] = {}
        self._reading: Job | None = None
        self.head = Head(around, self.title)
        self.head.below.setText(_("The most useful to write to come first. Most are glad to hear from you."))
        self.head.buttons.addWidget(CommandButton(around, "open", name="gone_quiet.open", key=False))
        self.head.buttons.addWidget(CommandButton(around, "write", name="gone_quiet.write", kind="primary"))
        self.model = Rows[Tie](
            lambda ids: [self.ties[each] for each in ids if each in self.ties],
            lambda tie: " ".join((f"{tie.name}.", dormant.say_reason(tie), dormant.say_last(tie, self.desk.today))),
            parent=self,
        )
        self.view = RowsView(
            self.theme, self.model, name="gone_quiet.list", says=self.title, height=lambda: px(ROW), ground=""
        )
        delegate = TieDelegate(self.theme, self.desk)
        delegate.setParent(self.view)
        self.view.setItemDelegate(delegate)
        self.view.opened.connect(lambda _number: self.open_person())
        self.view.wanted_menu.connect(lambda _number, where: around.commands.menu("person", self).popup(where))
        self.empty = Label(self.theme, "", "body", "text2", wrap=True, name="gone_quiet.empty")
        self.empty.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(px(MARGIN), px(22), px(MARGIN), px(14))
        column.setSpacing(px(10))
        column.addWidget(self.head)
        column.addWidget(self.empty)
        self.card = Card(self.theme)
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(1, px(2), 1, px(2))
        inside.addWidget(self.view)
        column.addWidget(self.card, 1000)
        column.addStretch(1)
        self.theme.changed.connect(self._size)
        self.choosing = Choosing(around, self.view, self.model, column)
        self.desk.day_changed.connect(self.reload)

    def reload(self) -> None:
        """Read them in the pool: all of the book is looked at."""
        if self._reading is not None:
            self._reading.stop()
        job = self._reading = self.around.jobs.start("", _read, self.desk.book.path, self.desk.about, self.desk.today)
        job.done.connect(lambda ties: self._take(job, ties))

    def is_planning(self) -> bool:
        """Whether they are still being read."""
        return self._reading is not None

    def _take(self, job: Job, ties: "list[Tie]") -> None:
        if job is not self._reading:
            return
        self._reading = None
        kept, several = self._current_id(), self.choosing.several()
        self.ties = {tie.id: tie for tie in ties}
        self.model.show([tie.id for tie in ties])
        said = _("Nobody has gone quiet. Everybody with a rhythm was in touch lately.")
        self.empty.setText(said)
        self.empty.setVisible(not ties)
        self._size()
        if ties:
            self.view.go_to(max(self.model.place_of(kept), 0) if kept else 0)
            self.choosing.choose(several)
        self.around.commands.refresh()

    def _size(self) -> None:
        """The card ends with its last row, or with the window."""
        px = self.around.px
        self.card.setMaximumHeight(len(self.ties) * px(ROW) + 2 * px(2) + 1)
        self.card.setVisible(bool(self.ties))

    def _current_id(self) -> int | None:
        number = self.view.current()
        return self.model.ids[number] if 0 <= number < len(self.model.ids) else None

    def subject(self) -> Subject:
        """The current tie and all selected ones."""
        row_id = self._current_id()
        if row_id is None:
            return Subject()
        step = next(iter(follow_ups.of_person(self.desk.read, row_id)), None)
        ids = tuple(self.choosing.chosen()) or (row_id,)
        return Subject(row_id, step.id if step else None, None, ids)

    def anchor(self) -> QPoint:
        """At the current row."""
        return self.view.viewport().mapToGlobal(self.view.visualRect(self.view.currentIndex()).center())

    @handles("open")
    def open_person(self) -> None:
        """To the person."""
        if (row_id := self._current_id()) is not None:
            self.around.go("people", row_id)

    def arrive(self, target: Any) -> None:
        """To one of them, if she is there."""
        if target is not None and (place := self.model.place_of(int(target))) >= 0:
            self.view.go_to(place)

    def place(self) -> Any:
        """Who is current."""
        return self._current_id()

    def panes(self) -> "Sequence[QWidget]":
        """The list."""
        return (self.view,)

    def fit(self, width: Width) -> None:
        """Buttons without words where there is no room."""
        self.head.shrink(width == "narrow")


class TieDelegate(RowDelegate):
    """Paints a tie: disc, name and employer, the reason, and where to take it up."""

    framed = True

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(theme)
        self._desk = desk

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, item: object, row: Row) -> None:
        """Disc and three lines."""
        assert isinstance(item, Tie)
        self.plain_ground(painter, option, row)
        px, height = self.theme.px, row.rect.height()
        disc, start = px(36), px(62)
        avatar(painter, self.theme, row.at(px(14), px(12), disc, disc), item.name, item.id)
        room, top = row.rect.width() - start - px(16), (height - px(60)) // 2
        job = ", ".join(part for part in (item.credentials, item.title, item.organization) if part)
        self.name_line(painter, row, start, top, room, item.name, job)
        line(painter, self.theme, row.at(start, top + px(20), room, px(20)), "body", "text", dormant.say_reason(item))
        last = dormant.say_last(item, self._desk.today)
        line(painter, self.theme, row.at(start, top + px(40), room, px(20)), "body", "text2", last)
        self.focus(painter, option, QRectF(row.rect).adjusted(0, 0, 0, -1))

    def tooltip(self, _option: QStyleOptionViewItem, item: object) -> str:
        """Everything the row says."""
        assert isinstance(item, Tie)
        first = ", ".join(part for part in (item.name, item.credentials, item.title, item.organization) if part)
        return "\n".join((first, dormant.say_reason(item), dormant.say_last(item, self._desk.today)))


def _read(_job: Job, path: Path, about: About, today: date) -> list[Tie]:
    with closing(connection.reading(path)) as read:
        return queries.ties(read, about, today)
