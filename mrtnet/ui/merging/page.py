"""Doubles: people who may be in the book twice, one group after another; also where people she chose are merged.

`arrive` takes "look" (search the whole book), "found" (what was found last), or the ids of people to merge.
"""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from mrtnet.domain.progress import Progress, Stopped
from mrtnet.queries import duplicates
from mrtnet.queries.duplicates import Cluster
from mrtnet.store import connection
from mrtnet.ui.around import Around, Subject, Width
from mrtnet.ui.commands import handles
from mrtnet.ui.jobs import Job
from mrtnet.ui.merging.groups import GroupDelegate, Groups, chosen_group, members
from mrtnet.ui.merging.question import Question
from mrtnet.ui.pages.page import MARGIN, Head, Page
from mrtnet.ui.widgets.basic import Bar, Button, Card, Label, Symbol
from mrtnet.ui.widgets.panes import Panes
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.ui.widgets.scrolling import scrolling
from mrtnet.words import _, plural

ROW = 56  # design px
LIST_WIDTH = 300
TOAST_ROOM = 72  # design px below: the toast after each answer must not lie over the buttons of the next question
SHORT = 520  # design px of height under which every line counts
REST = 40  # ms a group stands still in the list before it is read
LOOKING, NOTHING, ASKING = range(3)


class DoublesPage(Page):
    """The groups at the left, the question at the right."""

    key = "doubles"
    shows = frozenset(
        {"person", "reach", "address", "credential", "job", "person_tag", "person_role", "organization", "tag", "file",
         "interaction_person", "not_same"}
    )  # fmt: skip

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self._found: list[Cluster] | None = None
        self._chosen: Cluster | None = None
        self._later: set[tuple[int, ...]] = set()
        self._job: Job | None = None
        self._busy = self._short = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._ask)
        self._build()

    def _build(self) -> None:
        px, theme, around = self.around.px, self.theme, self.around
        self.head = Head(around, self.title)
        self.look = Button(theme, _("Look again"), "arrows-clockwise", name="doubles.look")
        self.look.clicked.connect(self.look_again)
        self.head.buttons.addWidget(self.look)
        self.model = Groups(self.desk, self)
        self.view = RowsView(theme, self.model, name="doubles.list", says=_("People who may be one"),
                             height=lambda: px(ROW), ground="")  # fmt: skip
        delegate = GroupDelegate(theme)
        delegate.setParent(self.view)
        self.view.setItemDelegate(delegate)
        self.view.moved.connect(lambda _number: self._rest.start())
        self.view.opened.connect(lambda _number: self._go_to_sides())
        self.left = Card(theme)
        inside = QVBoxLayout(self.left)
        inside.setContentsMargins(1, px(4), 1, px(4))
        inside.addWidget(self.view)
        self.question = Question(around)
        asked = scrolling(self.question, see_through=True)
        self.split = Panes(around, "doubles", self.left, asked, width=LIST_WIDTH, gap=14, least=200, rest=360,
                           keeps=0)  # fmt: skip
        self.parts = QStackedWidget()
        for part in (self._make_looking(), self._make_nothing(), self.split):
            self.parts.addWidget(part)
        column = self._column = QVBoxLayout(self)
        column.setSpacing(px(10))
        column.addWidget(self.head)
        column.addWidget(self.parts, 1)

    def _make_looking(self) -> QWidget:
        px, part = self.around.px, QWidget()
        self.looking = Label(self.theme, _("Comparing people…"), "body", "text2", wrap=True)
        self.bar = Bar(self.theme)
        self.bar.setMaximumWidth(px(420))
        self.stop = Button(self.theme, _("Stop"), "x", name="doubles.stop")
        self.stop.clicked.connect(self._stop)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, px(24), 0, 0)
        column.setSpacing(px(12))
        column.addWidget(self.looking)
        column.addWidget(self.bar)
        column.addWidget(self.stop)
        column.addStretch(1)
        return part

    def _make_nothing(self) -> QWidget:
        px, part = self.around.px, QWidget()
        self.nothing = Label(self.theme, "", "body", "text2", wrap=True, name="doubles.nothing")
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addWidget(Symbol(self.theme, "check-circle", "green", size=20))
        row.addWidget(self.nothing, 1)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, px(24), 0, 0)
        column.addLayout(row)
        column.addStretch(1)
        return part

    # Looking

    def look_again(self) -> None:
        """Compare everybody in the book, beside the window."""
        self._forget_job()
        self._chosen, self._found = None, None
        count = self.desk.read.execute("SELECT count(*) FROM person").fetchone()[0]
        self.looking.setText(plural("Comparing {n} person…", "Comparing {n} people…", count))
        self.bar.show_part(0, 1)
        job = self._job = self.around.jobs.start(
            _("Looking for doubles"), _look, self.desk.book.path, on_trouble=self._refused
        )
        job.progress.connect(self.bar.show_part)
        job.done.connect(lambda found: self._take(job, found))
        self._show(LOOKING)
        self.stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_planning(self) -> bool:
        """Whether it still looks, or the next group is about to be shown."""
        return self._job is not None or self._rest.isActive()

    def _take(self, job: Job, found: "list[Cluster] | None") -> None:
        if job is self._job and found is not None:
            self._job, self._found = None, found
            self._later = set()
            self.reload()
            if self.isVisible():
                self.panes()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, sentence: str) -> None:
        self._job = None
        self._say_nothing(sentence)

    def _stop(self) -> None:
        self._forget_job()
        self._say_nothing(_("Stopped. Look again when there is time."))

    def _forget_job(self) -> None:
        if self._job is not None:
            self._job.stop()
            self._job = None

    # Showing

    def reload(self) -> None:
        """What is still there of what was found; the group that was shown stays, else the next one comes."""
        if self._job is not None or (self._found is None and self._chosen is None):
            return
        number = max(self.view.current(), 0)
        shown = self._shown_ids()
        groups = self._groups()
        self.model.show(groups, frozenset(self._later))
        if not groups:
            self.question.forget()
            self._say_nothing(_("No doubles found.") if self._chosen is None else _("There is nobody left to merge."))
            return
        same = [place for place, each in enumerate(self.model.clusters) if each.ids == shown]
        self.view.go_to(same[0] if same else number)
        self._show(ASKING)
        self._ask()

    def _groups(self) -> list[Cluster]:
        if self._chosen is not None:
            group = chosen_group(self.desk.read, self._chosen.ids)
            return [group] if len(group.ids) > 1 else []
        return duplicates.still(self.desk.read, self._found or ())

    def _shown_ids(self) -> tuple[int, ...]:
        number = self.view.current()
        return self.model.clusters[number].ids if 0 <= number < len(self.model.clusters) else ()

    def _ask(self) -> None:
        self._rest.stop()
        number = self.view.current()
        if not 0 <= number < len(self.model.clusters):
            return
        cluster = self.model.clusters[number]
        total = len(self.model.clusters)
        place = _("{n} of {all}").format(n=number + 1, all=total) if total > 1 else ""
        self.question.ask(cluster, members(self.desk.read, cluster.ids), place)

    def _show(self, part: int) -> None:
        self.parts.setCurrentIndex(part)
        self._arrange()
        count = len(self.model.clusters) if part == ASKING else 0
        if self._chosen is not None:
            self.head.title.setText(_("Merge"))
            self.head.below.setText(_("Choose what counts. One undo brings everything back."))
        else:
            self.head.title.setText(self.title)
            groups = plural("{n} group of people who may be one.", "{n} groups of people who may be one.", count)
            said = _("{groups} Nothing is merged by itself.").format(groups=groups)
            self.head.below.setText(said if count else "")
        self.head.below.setVisible(bool(self.head.below.text()))
        self.look.setVisible(part != LOOKING and self._chosen is None)
        self.around.commands.refresh()

    def _say_nothing(self, sentence: str) -> None:
        self.nothing.setText(sentence)
        self._show(NOTHING)
        if self.isVisible():
            self.look.setFocus(Qt.FocusReason.OtherFocusReason)

    # Deciding

    @handles("same_person")
    def merge(self) -> None:
        """They are one: all of the others goes over to the one who stays."""
        from mrtnet.edits.merging import merge_people

        ids = self._asked()
        if len(ids) > 1:
            self._decide(merge_people, ids[0], ids[1:], self.question.choices(), today=self.desk.today, stays=ids[0])

    @handles("different_people")
    def differ(self) -> None:
        """They are different people, for good."""
        from mrtnet.edits.merging import say_different

        ids = self._asked()
        if len(ids) > 1:
            self._decide(say_different, ids, stays=ids[0])

    @handles("decide_later")
    def later(self) -> None:
        """Not now: the next group; those she chose herself are left alone."""
        if self._chosen is not None:
            self.around.commands.run("back")
            return
        ids, number = self._shown_ids(), self.view.current()
        if not ids:
            return
        self._later.discard(ids)
        before = [each for each in self.model.clusters if each.ids != ids]
        put_off = next(each for each in self.model.clusters if each.ids == ids)
        self._later.add(ids)
        self.model.show([*before, put_off], frozenset(self._later))
        self.view.go_to(number if number < len(before) else 0)
        self._ask()

    def _asked(self) -> list[int]:
        if self._busy or self.parts.currentIndex() != ASKING:
            return []
        if self._rest.isActive():  # another group is current than the one that is shown
            self._ask()
            return []
        return self.question.ids

    def _decide(self, edit: Any, *args: Any, stays: int, **more: Any) -> None:
        self._busy = True
        chosen = self._chosen is not None

        def done(_result: object) -> None:
            self._busy = False
            if chosen:
                self._chosen = None
                self.around.go("people", stays)

        def refused(sentence: str) -> None:
            self._busy = False
            self.desk.trouble.emit(sentence)
            self.reload()

        self.desk.do(edit, *args, on_done=done, on_trouble=refused, **more)

    def _go_to_sides(self) -> None:
        self._ask()
        self.question.sides.setFocus(Qt.FocusReason.TabFocusReason)

    # For the window

    def arrive(self, target: Any) -> None:
        """To what is looked for, what was found, or the people to merge."""
        if isinstance(target, tuple | list):
            self._forget_job()
            self._chosen = chosen_group(self.desk.read, list(target))
            self.question.forget()
            self.reload()
        elif target == "look" or (self._found is None and self._job is None):
            self.look_again()
        else:
            self._chosen = None
            self.reload()

    def place(self) -> Any:
        """The people she chose, or what was found."""
        return self._chosen.ids if self._chosen is not None else "found"

    def subject(self) -> Subject:
        """The people who are asked about."""
        ids = tuple(self.question.ids)
        return Subject(ids[0], person_ids=ids) if ids and self.parts.currentIndex() == ASKING else Subject()

    def headline(self) -> str:
        """What it is about."""
        return _("Merge") if self._chosen is not None else self.title

    def panes(self) -> Sequence[QWidget]:
        """The list, the question."""
        if self.parts.currentIndex() == LOOKING:
            return (self.stop,)
        if self.parts.currentIndex() == NOTHING:
            return (self.look,) if self._chosen is None else ()
        return (self.view, self.question.sides.view) if self.left.isVisibleTo(self) else (self.question.sides.view,)

    def fit(self, width: Width) -> None:
        """The list goes where there is no room for it; "later" leads through the groups."""
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the answers stand above; else there is room for the toast below them."""
        super().resizeEvent(event)
        px = self.around.px
        short = self.height() < px(SHORT)
        self._column.setContentsMargins(px(MARGIN), px(18), px(MARGIN), px(16 if short else TOAST_ROOM))
        if short != self._short:
            self._short = short
            self.question.set_short(short)

    def _arrange(self) -> None:
        narrow = self.width_class == "narrow"
        self.head.shrink(narrow)
        self.head.setVisible(not narrow or self.parts.currentIndex() != ASKING)
        self.left.setVisible(not narrow and self._chosen is None)


def _look(job: Job, path: Path) -> "list[Cluster] | None":
    """All doubles of the book, for the pool; None when it was stopped."""
    with closing(connection.reading(path)) as read:
        try:
            return duplicates.doubles(read, progress=Progress(job.tell, job.stopped))
        except Stopped:
            return None
