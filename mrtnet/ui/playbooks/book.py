"""The tab of playbooks: the steps of one, its rules, its letter, who is on it, and the coming weeks."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from mrtnet.domain import playbooks as built
from mrtnet.domain.messages import Template
from mrtnet.domain.playbook_changes import copied, moved, without
from mrtnet.domain.playbook_words import read_offset, say_start
from mrtnet.domain.playbooks import Playbook
from mrtnet.queries import playbooks, plays, runs
from mrtnet.queries.reading import all_rows
from mrtnet.store import connection
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.jobs import Job
from mrtnet.ui.playbooks.letter import LetterCard
from mrtnet.ui.playbooks.list import row_of
from mrtnet.ui.playbooks.load import LoadBars, say_load
from mrtnet.ui.playbooks.rules import RulesCard
from mrtnet.ui.playbooks.side import Side
from mrtnet.ui.playbooks.steps import StepsCard
from mrtnet.ui.playbooks.who import WhoCard
from mrtnet.ui.widgets.basic import Button, Card, Label
from mrtnet.ui.widgets.wrapped import Wrapped
from mrtnet.words import _

if TYPE_CHECKING:
    from mrtnet.queries.plays import Redated
    from mrtnet.ui.playbooks.forms import PlaybookDialog

ROW = 57  # design px


class BookSide(Side):
    """The playbooks."""

    tab = "steps"

    def __init__(self, around: Around) -> None:
        super().__init__(around, says=_("Playbooks"), row=ROW)
        self._job: Job | None = None
        self._looking: Job | None = None
        self._unsaved: Playbook | None = None
        self._own: frozenset[str] = frozenset()
        self.known: Mapping[str, Playbook] = {}
        self._templates: Mapping[str, Template] = {}
        self._looked_at = ""
        px, theme = around.px, self.theme
        self.start = Button(theme, _("Start…"), "play", kind="primary", name="playbooks.start")
        self.start.clicked.connect(self.start_it)
        self.copy = Button(theme, _("Duplicate"), "copy", name="playbooks.copy")
        self.copy.clicked.connect(self.duplicate)
        self.steps = StepsCard(around)
        self.steps.offset_typed.connect(self._set_offset)
        self.steps.wants_change.connect(self.change_step)
        self.steps.wants_move.connect(lambda key, places: self.save(moved(self.shown, key, places)))
        self.steps.wants_away.connect(self._take_out)
        self.steps.looked_at.connect(self._show_letter)
        self.rules = RulesCard(around)
        self.rules.changed.connect(self.save)
        self.rules.wants.connect(self.change_rule)
        self.letter = LetterCard(around, "playbooks.letter")
        self.letter.open.clicked.connect(self._open_letter)
        self.who = WhoCard(around)
        self.weeks = Card(theme)
        weeks = QVBoxLayout(self.weeks)
        weeks.setContentsMargins(px(16), px(12), px(16), px(14))
        weeks.setSpacing(px(8))
        self.bars = LoadBars(theme)
        self.load_words = Wrapped(theme, "", "small", "text2")
        weeks.addWidget(Label(theme, _("The coming weeks"), "strong"))
        weeks.addWidget(self.bars)
        weeks.addWidget(self.load_words)
        self.view.opened.connect(lambda _number: self.steps.focus_first())
        self.lay_out((self.start, self.copy, self.more_button()), (self.steps, self.rules),
                     (self.letter, self.who, self.weeks))  # fmt: skip

    # Reading

    @property
    def shown(self) -> Playbook:
        """The playbook that is chosen, with what is being saved of it."""
        book = self.known[self.key or next(iter(self.known))]
        return self._unsaved if self._unsaved is not None and self._unsaved.key == book.key else book

    def reload(self) -> None:
        """Read all playbooks; stay with the one that is shown."""
        read, before = self.desk.read, self.key
        self.known, self._templates = playbooks.all_playbooks(read), playbooks.all_templates(read)
        self._own = frozenset(key for (key,) in all_rows(read, "SELECT key FROM playbook"))
        used = runs.used(read)
        self.model.show([row_of(each, used.get(key, 0), key in self._own) for key, each in self.known.items()])
        self.stay(before)
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
        self.settle()

    def show_chosen(self) -> None:
        """Its steps, rules, letter and people."""
        if not self.known:
            return
        book, read, today = self.shown, self.desk.read, self.desk.today
        self.name.setText(_(book.title))
        self.note.setText(_(book.note))
        self.note.setVisible(bool(book.note))
        self.more_words.setText(say_start(book))
        self.steps.show_playbook(book, self._templates)
        self.rules.show_rules(book, built.built_in().get(book.key))
        self.who.show_people(runs.at_work(read, book.key), today)
        self._show_letter(self._looked_at)

    def _show_letter(self, key: str) -> None:
        """The text that this step is written with, else the first one of the playbook."""
        self._looked_at = key
        steps = sorted(self.shown.steps, key=lambda each: each.key != key)
        text = next((self._templates[each.template] for each in steps if each.template in self._templates), None)
        self.letter.setVisible(text is not None)
        if text is not None:
            self.letter.show_template(text)

    def _open_letter(self) -> None:
        if self.letter.template is not None:
            self.around.go("playbooks", ("templates", self.letter.template.key))

    def first(self) -> QWidget:
        """The button that starts it."""
        return self.start

    # Changing

    def save(self, playbook: Playbook, asked: "PlaybookDialog | None" = None, *, go: bool = False) -> None:
        """Keep it as one of hers, after asking where open follow-ups would move. `asked` is the dialog it came from."""
        if go:
            self._wanted = playbook.key
        self._change(playbook, asked, partial(self._keep, playbook, asked))

    def _change(self, playbook: Playbook, asked: "PlaybookDialog | None", keep: Callable[[bool], None]) -> None:
        """Have it kept, told whether open follow-ups follow; asks where some would move."""
        from mrtnet.ui.playbooks.follow import FollowDialog, look

        before = self.known.get(playbook.key)
        self._stop_looking()
        self._unsaved = playbook
        if before is None or not runs.used(self.desk.read).get(before.key):
            keep(True)
            return

        def found(moved: Sequence["Redated"]) -> None:
            if not moved:
                keep(True)
                return
            dialog = FollowDialog(self.around, moved, keep, asked)
            dialog.rejected.connect(self._left)
            dialog.open_at()

        self._looking = self.around.jobs.start("", look, self.desk.book.path, before, playbook, self.desk.today)
        self._looking.done.connect(found)
        self._looking.trouble.connect(partial(self._refused, asked))
        if asked is not None:
            asked.rejected.connect(self._left)

    def _keep(self, playbook: Playbook, asked: "PlaybookDialog | None", follow: bool) -> None:
        from mrtnet.edits.own_playbooks import save_playbook

        def kept(_key: str) -> None:
            if self._unsaved is playbook:  # nothing was changed meanwhile
                self._unsaved = None
            if asked is not None:
                asked.accept()
            self.steps.focus_again()

        self.around.do(save_playbook, playbook, follow=follow, on_trouble=partial(self._refused, asked), on_done=kept)

    def _left(self) -> None:
        """What was switched or typed stands as it was."""
        self._stop_looking()
        self.steps.put_back()
        self.show_chosen()

    def _stop_looking(self) -> None:
        self._unsaved = None
        if self._looking is not None:
            self._looking.stop()

    def _refused(self, asked: "PlaybookDialog | None", sentence: str) -> None:
        """It stands as it was, and why is said: in the dialog it came from, if there is one."""
        self._left()
        (asked or self).tell(sentence)

    def _set_offset(self, key: str, text: str) -> None:
        step = next(each for each in self.shown.steps if each.key == key)
        try:
            offset = read_offset(text, step.offset)
        except Trouble as wrong:
            self.steps.put_back()
            self.tell(str(wrong))
            return
        if offset != step.offset:
            steps = [each._replace(offset=offset) if each.key == key else each for each in self.shown.steps]
            self.save(self.shown._replace(steps=tuple(steps)))

    def _take_out(self, key: str) -> None:
        try:
            self.save(without(self.shown, key))
        except Trouble as wrong:
            self.tell(str(wrong))

    def change_step(self, key: str) -> None:
        """The dialog of a step; "" for a new one."""
        from mrtnet.ui.playbooks.step import StepDialog

        StepDialog(self.around, self.shown, key, self.save).open_at()

    def change_rule(self, place: int) -> None:
        """The dialog of a rule; -1 for a new one."""
        from mrtnet.ui.playbooks.rules import RuleDialog

        RuleDialog(self.around, self.shown, place, self.save).open_at()

    def new(self) -> None:
        """Name a new playbook."""
        from mrtnet.ui.playbooks.forms import NameDialog

        NameDialog(self.around, None, tuple(self.known), partial(self.save, go=True)).open_at()

    def edit(self) -> None:
        """Another title or note."""
        from mrtnet.ui.playbooks.forms import NameDialog

        NameDialog(self.around, self.shown, tuple(self.known), self.save).open_at()

    def duplicate(self) -> None:
        """A copy to change."""
        title = _("{title} (copy)").format(title=_(self.shown.title))
        self.save(copied(self.shown, title, tuple(self.known)), go=True)

    def remove(self) -> None:
        """Remove one of hers; a changed built-in one is as it came."""
        from mrtnet.edits.own_playbooks import remove_playbook

        key, came = self.shown.key, built.built_in().get(self.shown.key)

        def gone(follow: bool) -> None:
            self._unsaved = None
            self.around.do(remove_playbook, key, follow=follow, on_trouble=self.tell)

        if came is None or key not in self._own:
            gone(True)
        else:
            self._change(came, None, gone)

    def start_it(self) -> None:
        """Start it for people."""
        from mrtnet.ui.playbooks.start import StartDialog

        StartDialog(self.around, self.shown.key, ()).open_at()

    def fill(self, menu: QMenu) -> None:
        """Title, files, away."""
        menu.addAction(_("Title, note and days…"), self.edit)
        menu.addAction(_("Save as a file…"), lambda: self.ask_place(
            _("Save the playbook"), self.shown.key, _("Playbooks (*.toml)"), self.save_file))  # fmt: skip
        menu.addAction(_("Open a file…"), self.ask_file_of_this)
        if self.shown.key in self._own:
            came = self.shown.key in built.built_in()
            menu.addAction(_("Back to how it came") if came else _("Remove"), self.remove)

    # Files

    def ask_file_of_this(self) -> None:
        """Take a playbook in from a file."""
        self.ask_file(_("Open a playbook"), _("Playbooks (*.toml)"))

    def open_file(self, path: Path) -> None:
        """Take it in; a sentence for what is no playbook."""
        from mrtnet.edits.own_playbooks import take_in

        text = self.text_of(path)
        if text is not None:
            self.around.do(take_in, text, path.name, on_trouble=self.tell, on_done=self.came)

    def save_file(self, path: Path) -> None:
        """Write it, to share."""
        self.write(path, built.dump_playbook(self.shown))


def _load(_job: Job, path: Path, today: date) -> list[plays.DayLoad]:
    with closing(connection.reading(path)) as read:
        return plays.coming_load(read, today)
