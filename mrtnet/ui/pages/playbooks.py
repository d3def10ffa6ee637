"""Playbooks: all of them in a list; beside it the steps of one, its rules in words, who is on it, the coming weeks."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from mrtnet.domain import playbooks as built
from mrtnet.domain.playbook_changes import copied, moved, without
from mrtnet.domain.playbook_words import read_offset, say_rule, say_start
from mrtnet.domain.playbooks import Playbook
from mrtnet.paths import write_whole
from mrtnet.queries import playbooks, plays, runs
from mrtnet.queries.reading import all_rows
from mrtnet.store import connection
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around, Width
from mrtnet.ui.commands import handles
from mrtnet.ui.jobs import Job
from mrtnet.ui.pages.page import CommandButton, Page
from mrtnet.ui.pages.playbooks_list import PlaybookDelegate, PlaybookRow, Playbooks
from mrtnet.ui.pages.playbooks_load import LoadBars, say_load
from mrtnet.ui.pages.playbooks_steps import StepsCard
from mrtnet.ui.pages.playbooks_who import WhoCard
from mrtnet.ui.widgets.basic import Button, Card, Label, Surface
from mrtnet.ui.widgets.panes import Panes
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.ui.widgets.scrolling import scrolling
from mrtnet.ui.widgets.wrapped import Wrapped
from mrtnet.words import _

ROW = 57  # design px
LIST, ASIDE = 300, 318
LARGEST_FILE = 1_000_000  # bytes


class PlaybooksPage(Page):
    """The list and one playbook. `arrive` takes its key."""

    key = "playbooks"
    shows = frozenset({"playbook", "template", "run", "follow_up", "person", "event", "setting"})

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self._wanted = ""
        self._job: Job | None = None
        self._own: frozenset[str] = frozenset()
        self._known: Mapping[str, Playbook] = {}
        px, theme = around.px, self.theme
        self.model = Playbooks(self)
        self.view = RowsView(theme, self.model, name="playbooks.list", says=self.title, height=lambda: px(ROW))
        self.view.setSelectionMode(RowsView.SelectionMode.SingleSelection)
        self._delegate = PlaybookDelegate(theme)
        self.view.setItemDelegate(self._delegate)
        self.view.moved.connect(lambda _number: self._show())
        self.view.opened.connect(lambda _number: self.steps.focus_first())
        self.view.wanted_menu.connect(lambda _number, where: self._menu().popup(where))
        self.split = Panes(around, "playbooks", self._make_list(), self._make_right(), width=LIST, gap=1, least=180,
                           rest=330, keeps=0)  # fmt: skip
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.split)
        self.desk.day_changed.connect(self.reload)

    def _make_list(self) -> QWidget:
        px = self.around.px
        left = Surface(self.theme, "base", edge="end")
        self.new_button = CommandButton(self.around, "new", _("New"), "plus", name="playbooks.new")
        self.file_button = Button(self.theme, "", "folder-open", kind="ghost", name="playbooks.open",
                                  says=_("Open a playbook from a file"))  # fmt: skip
        self.file_button.clicked.connect(self.ask_file)
        head = QHBoxLayout()
        head.setContentsMargins(px(16), px(16), px(12), px(10))
        head.addWidget(Label(self.theme, self.title, "section"), 1)
        head.addWidget(self.file_button)
        head.addWidget(self.new_button)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        return left

    def _make_right(self) -> QWidget:
        px, theme = self.around.px, self.theme
        self.name = Label(theme, "", "page", wrap=True)
        self.note = Wrapped(theme, "", "body", "text2")
        self.begins = Wrapped(theme, "", "small", "text3")
        self.start = Button(theme, _("Start…"), "play", kind="primary", name="playbooks.start")
        self.start.clicked.connect(self.start_it)
        self.copy = Button(theme, _("Duplicate"), "copy", name="playbooks.copy")
        self.copy.clicked.connect(self.duplicate)
        self.more = Button(theme, "", "dots-three", name="playbooks.more", says=_("More"))
        self.more.clicked.connect(lambda: self._menu().popup(self.more.mapToGlobal(QPoint(0, self.more.height()))))
        buttons = QHBoxLayout()
        buttons.setSpacing(px(6))
        for button in (self.start, self.copy, self.more):
            buttons.addWidget(button)
        buttons.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        for part in (self.name, self.note, self.begins):
            words.addWidget(part)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(px(10))
        self._head.addLayout(words, 1)
        self._head.addLayout(buttons)
        self.steps = StepsCard(self.around)
        self.steps.offset_typed.connect(self._set_offset)
        self.steps.wants_change.connect(self.change_step)
        self.steps.wants_move.connect(lambda key, places: self._save(moved(self.shown, key, places)))
        self.steps.wants_away.connect(self._take_out)
        self.problem = Label(theme, "", "small", "red", wrap=True, name="playbooks.problem")
        self.problem.hide()
        self.rules = Card(theme)
        self._rules = QVBoxLayout(self.rules)
        self._rules.setContentsMargins(px(16), px(12), px(16), px(14))
        self._rules.setSpacing(px(7))
        self.who = WhoCard(self.around)
        self.weeks = Card(theme)
        weeks = QVBoxLayout(self.weeks)
        weeks.setContentsMargins(px(16), px(12), px(16), px(14))
        weeks.setSpacing(px(8))
        self.bars = LoadBars(theme)
        self.load_words = Wrapped(theme, "", "small", "text2")
        weeks.addWidget(Label(theme, _("The coming weeks"), "strong"))
        weeks.addWidget(self.bars)
        weeks.addWidget(self.load_words)
        main, aside = QVBoxLayout(), QVBoxLayout()
        for column, parts in ((main, (self.problem, self.steps, self.rules)), (aside, (self.who, self.weeks))):
            column.setSpacing(px(14))
            for each in parts:
                column.addWidget(each)
            column.addStretch(1)
        self.aside = QWidget()
        self.aside.setLayout(aside)
        aside.setContentsMargins(0, 0, 0, 0)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(px(18))
        self._body.addLayout(main, 1)
        self._body.addWidget(self.aside)
        inner = QWidget()
        self._settle = QTimer(self)  # the area has measured lines that wrap before they had their width
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._measure)
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(px(28), px(22), px(28), px(20))
        whole.setSpacing(px(12))
        whole.addLayout(self._head)
        whole.addLayout(self._body)
        whole.addStretch(1)
        self.area = scrolling(inner, name="playbooks.page", says=_("The playbook"))
        self._fit()
        return self.area

    # Reading

    @property
    def shown(self) -> Playbook:
        """The playbook that is chosen."""
        row = self.model.at(self.view.current())
        return self._known[row.key if row is not None else next(iter(self._known))]

    def reload(self) -> None:
        """Read all playbooks; stay with the one that is shown."""
        read = self.desk.read
        row = self.model.at(self.view.current())
        wanted = self._wanted or (row.key if row is not None else "")
        self._wanted = ""
        self._known = playbooks.all_playbooks(read)
        self._own = frozenset(key for (key,) in all_rows(read, "SELECT key FROM playbook"))
        used = runs.used(read)
        self.model.show([
            PlaybookRow(key, _(each.title), each.starts_on, len(each.steps), used.get(key, 0), key in self._own)
            for key, each in self._known.items()
        ])  # fmt: skip
        keys = list(self._known)
        self.view.go_to(keys.index(wanted) if wanted in keys else 0)
        self._show()
        self._read_load()

    def _read_load(self) -> None:
        """Hundreds of playbooks at work take a while: beside the window."""
        if self._job is not None:
            self._job.stop()
        job = self._job = self.around.jobs.start("", _load, self.desk.book.path, self.desk.today)
        job.done.connect(self._show_load)

    def _show_load(self, load: Sequence[plays.DayLoad]) -> None:
        self.bars.show_load(load, self.desk.today)
        self.load_words.setText(say_load(load, self.desk.about.portion))
        self._settle.start()

    def _show(self) -> None:
        book, read, today = self.shown, self.desk.read, self.desk.today
        self.tell("")
        self.name.setText(_(book.title))
        self.note.setText(_(book.note))
        self.note.setVisible(bool(book.note))
        self.begins.setText(say_start(book))
        self.steps.show_playbook(book, playbooks.all_templates(read))
        self._show_rules(book)
        self.who.show_people(runs.at_work(read, book.key), today)
        self._settle.start()

    def _show_rules(self, book: Playbook) -> None:
        while self._rules.count():
            item = self._rules.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.deleteLater()
        usual = (
            _("Working days only: what falls on a free day moves to the next one."),
            _("One open prompt a person; thanks go first, then promises and reports back."),
            _("One reminder at most for a message. Any answer or meeting cancels it."),
        )
        own = [say_rule(rule, book) for rule in book.rules]
        self._rules.addWidget(Label(self.theme, _("Rules"), "strong"))
        for sentence in (*own, *usual):
            self._rules.addWidget(Wrapped(self.theme, f"• {sentence}", "body", "text" if sentence in own else "text2"))

    def tell(self, sentence: str) -> None:
        """What is wrong, above the steps."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    # Changing

    def _save(self, playbook: Playbook, *, go: bool = False) -> None:
        from mrtnet.edits.own_playbooks import save_playbook

        if go:
            self._wanted = playbook.key
        self.around.do(save_playbook, playbook, on_trouble=self.tell, on_done=lambda _key: self.steps.focus_again())

    def _set_offset(self, key: str, text: str) -> None:
        step = next(each for each in self.shown.steps if each.key == key)
        try:
            offset = read_offset(text, step.offset)
        except Trouble as wrong:
            self.steps.put_back(key)
            self.tell(str(wrong))
            return
        if offset != step.offset:
            steps = [each._replace(offset=offset) if each.key == key else each for each in self.shown.steps]
            self._save(self.shown._replace(steps=tuple(steps)))

    def _take_out(self, key: str) -> None:
        try:
            self._save(without(self.shown, key))
        except Trouble as wrong:
            self.tell(str(wrong))

    def change_step(self, key: str) -> None:
        """The dialog of a step; "" for a new one."""
        from mrtnet.ui.pages.playbooks_forms import StepDialog

        StepDialog(self.around, self.shown, key, self._save).open_at()

    @handles("new")
    def new(self) -> None:
        """Name a new playbook."""
        from mrtnet.ui.pages.playbooks_forms import NameDialog

        NameDialog(self.around, None, tuple(self._known), lambda book: self._save(book, go=True)).open_at()

    @handles("edit")
    def rename(self) -> None:
        """Another title or note."""
        from mrtnet.ui.pages.playbooks_forms import NameDialog

        NameDialog(self.around, self.shown, tuple(self._known), self._save).open_at()

    def duplicate(self) -> None:
        """A copy to change."""
        title = _("{title} (copy)").format(title=_(self.shown.title))
        self._save(copied(self.shown, title, tuple(self._known)), go=True)

    @handles("remove")
    def remove(self) -> None:
        """Remove one of hers; a changed built-in one is as it came."""
        from mrtnet.edits.own_playbooks import remove_playbook

        self.around.do(remove_playbook, self.shown.key, on_trouble=self.tell)

    def start_it(self) -> None:
        """Start it for people."""
        from mrtnet.ui.pages.playbooks_start import StartDialog

        StartDialog(self.around, self.shown.key, ()).open_at()

    # Files

    def ask_file(self) -> None:
        """Take a playbook in from a file."""
        told, _kind = QFileDialog.getOpenFileName(self, _("Open a playbook"), str(Path.home()), _("Playbooks (*.toml)"))
        if told:
            self.open_file(Path(told))

    def open_file(self, path: Path) -> None:
        """Take it in; a sentence for what is no playbook."""
        from mrtnet.edits.own_playbooks import take_in

        try:
            if path.stat().st_size > LARGEST_FILE:
                raise Trouble(_("The playbook {name} is too long to be one.").format(name=path.name))
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            self.tell(_("“{name}” cannot be read. Choose a playbook saved as .toml.").format(name=path.name))
            return
        except Trouble as wrong:
            self.tell(str(wrong))
            return
        self.around.do(take_in, text, path.name, on_trouble=self.tell, on_done=self._go_to)

    def ask_place(self) -> None:
        """Save the playbook as a file."""
        told, _kind = QFileDialog.getSaveFileName(
            self, _("Save the playbook"), str(Path.home() / f"{self.shown.key}.toml"), _("Playbooks (*.toml)")
        )
        if told:
            self.save_file(Path(told))

    def save_file(self, path: Path) -> None:
        """Write it, to share."""
        try:
            write_whole(path, [built.dump_playbook(self.shown).encode()])
        except (OSError, ValueError):
            self.tell(_("“{name}” could not be written. Choose another place.").format(name=path.name))
            return
        self.desk.said.emit(_("Saved “{name}”").format(name=path.name), 0)

    def _go_to(self, key: str) -> None:
        self._wanted = key
        self.reload()

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("menu.playbook")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Title and note…"), self.rename)
        menu.addAction(_("Save as a file…"), self.ask_place)
        menu.addAction(_("Open a file…"), self.ask_file)
        if self.shown.key in self._own:
            came = self.shown.key in built.built_in()
            menu.addAction(_("Back to how it came") if came else _("Remove"), self.remove)
        return menu

    # Place and room

    def arrive(self, target: Any) -> None:
        """A playbook's key."""
        if isinstance(target, str) and target:
            self._wanted = target
            self.reload()

    def place(self) -> Any:
        """The playbook that is shown."""
        row = self.model.at(self.view.current())
        return row.key if row is not None else None

    def panes(self) -> Sequence[QWidget]:
        """The list, then the playbook."""
        return (self.view, self.start)

    def fit(self, width: Width) -> None:
        """What lies beside goes below where there is no room."""
        self._fit()

    def _measure(self) -> None:
        """What wraps was measured before it had its font and width: measure it again."""
        inner = self.area.widget()
        for words in inner.findChildren(Wrapped) if inner is not None else ():
            words.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines wrap anew."""
        super().resizeEvent(event)
        self._settle.start()

    def _fit(self) -> None:
        wide, narrow = self.width_class == "wide", self.width_class == "narrow"
        self._body.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._head.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self.aside.setMaximumWidth(self.around.px(ASIDE) if wide else 16_777_215)
        self.aside.setMinimumWidth(self.around.px(260) if wide else 0)
        self.new_button.shrink(narrow)
        self._settle.start()
        if hasattr(self, "split"):
            self.split.keep_at(f"playbooks.{self.width_class}", 210 if narrow else LIST)


def _load(_job: Job, path: Path, today: date) -> list[plays.DayLoad]:
    with closing(connection.reading(path)) as read:
        return plays.coming_load(read, today)
