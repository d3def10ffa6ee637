"""My career: goals, credentials, certification with its CEUs, memberships, the internship record, organizations."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from mrtnet.domain.rows import FileRow
from mrtnet.queries import career
from mrtnet.ui import keeping
from mrtnet.ui.around import Around, Width
from mrtnet.ui.career import asking, paper
from mrtnet.ui.career.overview import Overview
from mrtnet.ui.career.parts import ItemList
from mrtnet.ui.career.tabs import DirectoryTab, PracticeTab, UnitsTab
from mrtnet.ui.commands import handles
from mrtnet.ui.icons import icon
from mrtnet.ui.links import open_link
from mrtnet.ui.pages.page import MARGIN, CommandButton, Head, Page, counted
from mrtnet.ui.widgets.basic import Button, Divider
from mrtnet.ui.widgets.menus import passing_menu
from mrtnet.words import _, plural

TABS = ("overview", "units", "practice", "organizations")


class CareerPage(Page):
    """Four tabs. Change, Del, Done and Enter act on the list that has the keyboard."""

    key = "career"
    shows = frozenset({"goal", "own_credential", "ceu_cycle", "ceu", "membership", "practice_day", "event", "session",
                       "file", "setting", "interaction", "organization"})  # fmt: skip

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        px = around.px
        self.head = Head(around, self.title)
        self.log = CommandButton(around, "new", _("Log CEUs"), "plus", kind="primary", name="career.log")
        self.print_button = Button(self.theme, _("Print record…"), "printer", name="career.print")
        self.print_button.clicked.connect(lambda: paper.ask_printer(around, self))
        self.pdf_button = Button(self.theme, _("Save as PDF…"), "file-pdf", name="career.pdf")
        self.pdf_button.clicked.connect(lambda: paper.ask_file(around, self))
        for button in (self.print_button, self.pdf_button, self.log):
            self.head.buttons.addWidget(button)
        self.tabs = QTabBar()
        self.tabs.setObjectName("career.tabs")
        self.tabs.setAccessibleName(_("Parts of my career"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for words in (_("Overview"), _("CEUs"), _("Internship"), _("Organizations")):
            self.tabs.addTab(words)
        self.overview, self.units = Overview(around), UnitsTab(around)
        self.practice, self.directory = PracticeTab(around), DirectoryTab(around)
        self.stack = QStackedWidget()
        for tab in (self.overview, self.units, self.practice, self.directory):
            self.stack.addWidget(tab)
        self.tabs.currentChanged.connect(self.stack.setCurrentIndex)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(MARGIN), px(22), px(MARGIN - 10), 0)
        column.setSpacing(px(12))
        column.addWidget(self.head)
        bar = QVBoxLayout()
        bar.setSpacing(0)
        bar.addWidget(self.tabs)
        bar.addWidget(Divider(self.theme))
        column.addLayout(bar)
        column.addWidget(self.stack, 1)
        self._listen()
        self.desk.day_changed.connect(self.reload)

    def _listen(self) -> None:
        self.overview.gave.connect(self._do)
        self.units.list.add.clicked.connect(self.new_ceu)
        self.units.list.gave.connect(lambda deed, row_id: self._do("ceu", deed, row_id))
        self.units.list.view.dropped.connect(self._drop)
        self.practice.list.gave.connect(lambda deed, row_id: self._do("practice", deed, row_id))
        self.directory.list.gave.connect(lambda deed, row_id: self._do("directory", deed, row_id))
        for each in self.lists():
            each.wanted_menu.connect(lambda where, each=each: self._menu(each, where))

    def lists(self) -> Sequence[ItemList]:
        """All lists of the page."""
        return (*self.overview.lists(), self.units.list, self.practice.list, self.directory.list)

    # Showing

    def reload(self) -> None:
        """Read everything again."""
        for tab in (self.overview, self.units, self.practice, self.directory):
            tab.reload()
        self.tabs.setTabText(1, counted(_("CEUs"), len(self.units.list.model.items)))
        held = [row.mark for row in career.credentials(self.desk.read) if row.state == "held"]
        open_goals = sum(1 for row in career.goals(self.desk.read) if not row.reached_on and not row.dropped_on)
        goals = plural("{n} goal", "{n} goals", open_goals) if open_goals else ""
        said = [", ".join(held), goals]
        self.head.below.setText(" · ".join(part for part in said if part) or _("Your own side of it: what you work "
                                "towards, what you hold, and what keeps it valid."))  # fmt: skip

    def arrive(self, target: Any) -> None:
        """A tab by its name: "overview", "units", "practice", "organizations"."""
        if target in TABS:
            self.tabs.setCurrentIndex(TABS.index(target))

    def place(self) -> Any:
        """The tab."""
        return TABS[self.tabs.currentIndex()]

    def fit(self, width: Width) -> None:
        """One column and icons where it is narrow."""
        self.head.shrink(width == "narrow")
        self.overview.stack(width == "narrow" or self.width() < self.around.px(760))

    def resizeEvent(self, event: Any) -> None:
        """Two columns only where there is room for both."""
        super().resizeEvent(event)
        self.overview.stack(self.width() < self.around.px(760))

    def keep(self) -> None:
        """The half-typed day is kept."""
        self.practice.keep()

    def panes(self) -> Sequence[QWidget]:
        """The lists of the tab, then the tabs."""
        shown = [each.view for each in self.lists() if self._is_shown(each) and each.model.items]
        return (*shown, self.tabs)

    def lettered(self) -> Sequence[QWidget]:
        """The lists."""
        return tuple(each.view for each in self.lists())

    def anchor(self) -> QPoint:
        """Where the chosen row is."""
        found = self._list()
        if found is None:
            return super().anchor()
        return found.view.viewport().mapToGlobal(found.view.visualRect(found.view.currentIndex()).bottomLeft())

    def _is_shown(self, each: ItemList) -> bool:
        tab = self.stack.currentWidget()
        return tab is not None and tab.isAncestorOf(each)

    def _list(self) -> ItemList | None:
        """The list that has the keyboard, else the only one of the tab."""
        here = [each for each in self.lists() if self._is_shown(each)]
        return next((each for each in here if each.view.hasFocus()), here[0] if len(here) == 1 else None)

    # Acting

    def _kind(self, each: ItemList) -> str:
        return {"career.credentials": "credential", "career.goals": "goal", "career.memberships": "membership",
                "career.units": "ceu", "career.days": "practice", "career.directory": "directory",
                }[each.view.objectName()]  # fmt: skip

    @handles("new")
    def new_ceu(self) -> None:
        """Log CEUs; each list has a button of its own for what it holds."""
        asking.ask_ceu(self.around)

    @handles("edit")
    def change(self) -> None:
        """Change the chosen row."""
        self._give("edit")

    @handles("open")
    def open_row(self) -> None:
        """Open the chosen row."""
        self._give("open")

    @handles("remove")
    def remove(self) -> None:
        """Remove the chosen row."""
        self._give("remove")

    @handles("done")
    def done(self) -> None:
        """A goal is reached, a membership renewed."""
        self._give("done")

    def _give(self, deed: str) -> None:
        found = self._list()
        if found is not None and found.chosen():
            self._do(self._kind(found), deed, found.chosen())

    def _do(self, kind: str, deed: str, row_id: int) -> None:
        act = getattr(self, f"_{kind}")
        act(deed, row_id)

    def _goal(self, deed: str, row_id: int) -> None:
        from mrtnet.edits import career as edits

        row = next((each for each in career.goals(self.desk.read) if each.id == row_id), None)
        if deed == "new":
            asking.ask_goal(self.around)
        elif row is not None and deed == "done":
            self.desk.do(edits.reach_goal, row_id, None if row.reached_on else self.desk.today)
        elif deed == "remove":
            self.desk.do(edits.remove_goal, row_id)
        elif row is not None:
            asking.ask_goal(self.around, row)

    def _credential(self, deed: str, row_id: int) -> None:
        from mrtnet.edits import career as edits

        row = next((each for each in career.credentials(self.desk.read) if each.id == row_id), None)
        if deed == "new":
            asking.ask_credential(self.around)
        elif deed == "remove":
            self.around.do(edits.remove_credential, row_id)
        elif row is not None and deed in ("edit", "open"):
            asking.ask_credential(self.around, row)

    def _cycle(self, deed: str, row_id: int) -> None:
        from mrtnet.edits import career as edits

        row = next((each for each in career.cycles(self.desk.read) if each.id == row_id), None)
        if deed == "new":
            asking.ask_cycle(self.around)
        elif deed == "log":
            asking.ask_ceu(self.around)
        elif row is not None and deed == "hand_in":
            self.around.do(edits.hand_in, row_id, None if row.submitted_on else self.desk.today)
        elif deed == "remove":
            self.around.do(edits.remove_cycle, row_id)
        elif row is not None and deed == "change":
            asking.ask_cycle(self.around, row)

    def _membership(self, deed: str, row_id: int) -> None:
        from mrtnet.edits import career as edits

        row = next((each for each in career.memberships(self.desk.read) if each.id == row_id), None)
        if deed == "new":
            asking.ask_membership(self.around)
        elif deed == "done":
            self.around.do(edits.renew_membership, row_id)
        elif deed == "remove":
            self.around.do(edits.remove_membership, row_id)
        elif row is not None:
            asking.ask_membership(self.around, row)

    def _offer(self, _deed: str, event_id: int) -> None:
        from mrtnet.edits import career as edits

        self.around.do(edits.take_from_event, event_id)

    def _ceu(self, deed: str, row_id: int) -> None:
        from mrtnet.edits import career as edits

        row = career.ceu(self.desk.read, row_id) if row_id else None
        if deed == "new":
            asking.ask_ceu(self.around)
        elif deed == "remove":
            self.around.do(edits.remove_ceus, [row_id])
        elif row is not None and deed in ("edit", "open"):
            asking.ask_ceu(self.around, row)
        elif row is not None and deed == "certificate":
            self._certificate(row_id)
        elif deed == "no_certificate":
            self.desk.do(edits.keep_certificate, row_id, None)

    def _certificate(self, ceu_id: int) -> None:
        """Open the certificate; where there is none, ask for a file."""
        row = career.ceu(self.desk.read, ceu_id)
        if row is None:
            return
        if row.file_id is None:
            told, _kind = QFileDialog.getOpenFileName(self, _("Certificate of {title}").format(title=row.title), "")
            self.keep_certificate(ceu_id, [Path(told)] if told else [])
            return
        sql = "SELECT id, name, media_type, size, sha256 FROM file WHERE id = ?"
        found = self.desk.read.execute(sql, (row.file_id,)).fetchone()
        if found and not keeping.open_file(self.around, FileRow._make(found)):
            self.desk.trouble.emit(_("No program opened “{name}”.").format(name=row.file))

    def _drop(self, number: int, paths: Sequence[Path]) -> None:
        item = self.units.list.model.at(number)
        if item is not None:
            self.keep_certificate(item.id, paths)

    def keep_certificate(self, ceu_id: int, paths: Sequence[Path]) -> None:
        """Keep the first of these files as the certificate; read on the pool, one step in the book."""
        from mrtnet.edits import career as edits

        if paths:
            self.around.jobs.start(
                "", lambda _job: keeping.read_file(paths[0]),
                on_done=lambda file: self.desk.do(edits.keep_certificate, ceu_id, file),
                on_trouble=self.desk.trouble.emit,
            )  # fmt: skip

    def _practice(self, deed: str, row_id: int) -> None:
        from mrtnet.edits import career as edits

        placement = self.practice.placement()
        rows = career.practice_days(self.desk.read, placement.event_id) if placement else []
        row = next((each for each in rows if each.id == row_id), None)
        if deed == "remove":
            self.desk.do(edits.remove_practice_day, row_id)
        elif row is not None and deed in ("edit", "open"):
            asking.ask_practice(self.around, row)

    def _directory(self, deed: str, number: int) -> None:
        if deed in ("open", "edit"):
            link = self.directory.link(number)
            if not link:
                self.desk.trouble.emit(_("No address is known here. Ask AHIMA or search for its name."))
            elif not open_link(link):
                self.desk.trouble.emit(_("No program opened the site: {link}").format(link=link))
        elif deed == "join":
            asking.ask_membership(self.around, values={"name": self.directory.name(number)})

    def _menu(self, each: ItemList, where: QPoint) -> None:
        menu = passing_menu(self, "career")
        kind, row_id = self._kind(each), each.chosen()
        deeds = [(deed.key, deed.icon, deed.words) for deed in each.deeds]
        row = career.ceu(self.desk.read, row_id) if kind == "ceu" else None
        if row is not None and row.file_id is not None:
            deeds.append(("no_certificate", "x-circle", _("Remove the certificate")))
        for key, picture, words in deeds:
            action = menu.addAction(icon(self.theme, picture, "text2"), words)
            action.setObjectName(f"command.career.{key}")
            action.triggered.connect(lambda _on=False, key=key: self._do(kind, key, row_id))
        menu.popup(where)
