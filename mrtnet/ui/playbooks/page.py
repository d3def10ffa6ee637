"""Playbooks, templates and questions: each a tab with its list; beside it what is chosen, to be changed and shared."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from mrtnet.ui.around import Around, Width
from mrtnet.ui.commands import handles
from mrtnet.ui.pages.page import CommandButton, Page
from mrtnet.ui.playbooks.book import BookSide
from mrtnet.ui.playbooks.questions import QuestionsSide
from mrtnet.ui.playbooks.side import Side
from mrtnet.ui.playbooks.templates import TemplatesSide
from mrtnet.ui.widgets.basic import UNBOUNDED, Button, ShortLabel, Surface, tip
from mrtnet.ui.widgets.panes import Panes
from mrtnet.ui.write.segments import Segment, Segments
from mrtnet.words import _

LIST, NARROW_LIST = 300, 236  # design px
LEAST_LIST, LEAST_SHOWN = 204, 330  # design px; where there is no room for both the list stands above
LIST_ABOVE = 148  # design px: its height there
KEPT = "playbooks.tab"


class PlaybooksPage(Page):
    """The three tabs. `arrive` takes a playbook's key, or (tab, key)."""

    key = "playbooks"
    shows = frozenset({"playbook", "template", "question", "run", "follow_up", "person", "event", "setting"})

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self.books = BookSide(around)
        self.templates = TemplatesSide(around)
        self.questions = QuestionsSide(around)
        self.sides: dict[str, Side] = {side.tab: side for side in (self.books, self.templates, self.questions)}
        self._fresh: set[str] = set()
        self.left = self._make_list()
        self.split = Panes(around, "playbooks", self.left, self._make_right(), width=LIST, gap=1, least=LEAST_LIST,
                           rest=LEAST_SHOWN, keeps=0)  # fmt: skip
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addWidget(self.split, 1)
        kept = around.settings.panes.get(KEPT, [0])
        tabs = list(self.sides)
        self._show_tab(tabs[kept[0]] if kept and 0 <= kept[0] < len(tabs) else tabs[0])
        self.desk.day_changed.connect(self.reload)

    def _make_list(self) -> QWidget:
        px = self.around.px
        left = Surface(self.theme, "base", edge="end")
        self.new_button = CommandButton(self.around, "new", _("New"), "plus", name="playbooks.new")
        self.file_button = Button(self.theme, "", "folder-open", kind="ghost", name="playbooks.open",
                                  says=_("Open one from a file"))  # fmt: skip
        self.file_button.clicked.connect(lambda: self.side.ask_file_of_this())
        head = self._head = QHBoxLayout()
        head.addWidget(ShortLabel(self.theme, self.title, "section"), 1)
        head.addWidget(self.file_button)
        head.addWidget(self.new_button)
        titles = {"steps": _("Steps"), "templates": _("Templates"), "questions": _("Questions")}
        self.tabs = Segments(self.theme, titles, name="playbooks.tab", says=_("What is shown"))
        for button in self.tabs.findChildren(Segment):
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            button.setToolTip(tip(button.text()))
        self.tabs.chose.connect(self.show_as)
        top = self._top = QVBoxLayout()
        top.setContentsMargins(px(16), px(16), px(12), px(12))
        top.setSpacing(px(10))
        top.addLayout(head)
        top.addWidget(self.tabs)
        self.lists = QStackedWidget()
        for side in self.sides.values():
            self.lists.addWidget(side.view)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.lists, 1)
        return left

    def _make_right(self) -> QWidget:
        self.stack = QStackedWidget()
        for side in self.sides.values():
            self.stack.addWidget(side)
        return self.stack

    # Which tab

    @property
    def side(self) -> Side:
        """The tab that is shown."""
        side = self.stack.currentWidget()
        assert isinstance(side, Side)
        return side

    def show_as(self, tab: str) -> None:
        """ "steps", "templates" or "questions"; kept on this computer."""
        self._show_tab(tab)
        self.around.settings.panes[KEPT] = [list(self.sides).index(tab)]
        self.around.settings.save()

    def _show_tab(self, tab: str) -> None:
        self.tabs.mark(tab)
        self.lists.setCurrentWidget(self.sides[tab].view)
        self.stack.setCurrentWidget(self.sides[tab])
        if not self.stale:
            self._read(tab)

    def _read(self, tab: str) -> None:
        """A tab is read when it is first seen after a change."""
        if tab not in self._fresh:
            self._fresh.add(tab)
            self.sides[tab].reload()

    def reload(self) -> None:
        """Read the tab that is shown; the others when they are."""
        self._fresh.clear()
        self._read(self.side.tab)

    # Commands

    @handles("new")
    def new(self) -> None:
        """A new playbook, template or question."""
        self.side.new()

    @handles("edit")
    def edit(self) -> None:
        """Change what is chosen."""
        self.side.edit()

    @handles("remove")
    def remove(self) -> None:
        """Remove one of hers; what came with the program is as it came."""
        self.side.remove()

    # Place and room

    def arrive(self, target: Any) -> None:
        """A playbook's key, or (tab, key)."""
        tab, key = target if isinstance(target, tuple | list) and len(target) == 2 else ("steps", target)
        if isinstance(key, str) and key and tab in self.sides:
            self._show_tab(tab)
            self.sides[tab].go_to(key)
            if key != self.sides[tab].key and not self.stale:
                self.sides[tab].reload()

    def place(self) -> Any:
        """The tab and what is chosen on it."""
        return (self.side.tab, self.side.key) if self.side.key else None

    def panes(self) -> Sequence[QWidget]:
        """The list, then what is chosen."""
        return (self.side.view, self.side.first())

    def fit(self, width: Width) -> None:
        """What lies beside goes below where there is no room."""
        narrow = width == "narrow"
        self._stack()
        self.new_button.shrink(narrow)
        for side in self.sides.values():
            side.fit(width)
        self.split.keep_at(f"playbooks.{width}", NARROW_LIST if narrow else LIST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width."""
        super().resizeEvent(event)
        self._stack()

    def _stack(self) -> None:
        """The list above what is chosen where there is no room beside it."""
        px, above = self.around.px, self.split.indexOf(self.left) < 0
        if self.width() < px(LEAST_LIST + LEAST_SHOWN):
            for pane in (self.left, self.stack):
                pane.setMinimumWidth(0)
            self.left.setFixedHeight(px(LIST_ABOVE))
            self._head.insertWidget(1, self.tabs)
            self._whole.insertWidget(0, self.left)
        elif above:
            self.left.setMinimumHeight(0)
            self.left.setMaximumHeight(UNBOUNDED)
            self._top.addWidget(self.tabs)
            self.split.insertWidget(0, self.left)
            self.split.lay_out()
