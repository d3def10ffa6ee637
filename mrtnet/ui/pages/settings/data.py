"""Settings, Data: where the book is, its backups and the way back, its check, the sample, erasing for good."""

from contextlib import closing
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from mrtnet.domain.when import say_when
from mrtnet.queries import sample
from mrtnet.queries.history import removals
from mrtnet.store import backup, connection
from mrtnet.store.checking import problems
from mrtnet.ui import backing_up
from mrtnet.ui.feeding import by_writer
from mrtnet.ui.jobs import Job
from mrtnet.ui.pages.emptying import ask_to_empty, bin_words
from mrtnet.ui.pages.settings.asking import Erase, Question
from mrtnet.ui.pages.settings.controls import Part, shown_path
from mrtnet.ui.pages.settings.restoring import restore
from mrtnet.ui.saying import say_time
from mrtnet.ui.widgets.basic import Button
from mrtnet.ui.widgets.busy import Busy
from mrtnet.ui.widgets.choice import Choice
from mrtnet.words import _, later, plural

REASONS = {"before-restore": later("before a restore"), "before-migration": later("before an update of the program")}
MANY = 60


class Data(Part):
    """The book itself."""

    def build(self) -> None:
        """The cards."""
        self._job: Job | None = None
        self._place = self.row(_("Your book"), "")
        self.card(self._place)
        self.heading(_("Backups"))
        now = self._button(_("Back up now"), "floppy-disk", "settings.back_up")
        now.clicked.connect(self._back_up)
        self._backups = Choice("settings.backups", _("Backups"), least=8)
        self._backups.setMinimumWidth(self.around.px(230))
        self._restore = self._button(_("Restore…"), "arrow-counter-clockwise", "settings.restore")
        self._restore.clicked.connect(lambda: self._ask_restore(self._backups.currentData()))
        file = self._button(_("Choose a file…"), "folder-open", "settings.restore_file")
        file.clicked.connect(self._ask_file)
        self._backup_row = self.row(
            _("Back up"), _("By itself: every half hour in which something changed, and at the end."), now
        )
        self._list_row = self.row(
            _("Restore a backup"), _("The book as it is now is kept as a backup first."), self._beside(
                self._backups, self._restore)
        )  # fmt: skip
        self.card(
            self._backup_row,
            self._list_row,
            self.row(_("Restore from a file"), _("A backup that lies elsewhere."), file),
        )
        self.heading(_("Care"))
        check = self._button(_("Check"), "check-circle", "settings.check")
        check.clicked.connect(self._check)
        self._check_row = self.row(_("Check the book"), _("Whether the file and all that is in it is sound."), check)
        self._sample = self._button("", "", "settings.sample")
        self._sample.clicked.connect(self._turn_sample)
        erase = self._button(_("Erase…"), "trash", "settings.erase")
        erase.clicked.connect(self._ask_erase)
        self._erase_row = self.row(
            _("Erase a person for good"), _("Out of the book and its history; cannot be undone."), erase
        )
        history = self._button(_("Show"), "clock-counter-clockwise", "settings.bin")
        history.clicked.connect(lambda: self.around.go("history", "bin"))
        self._empty = self._button(_("Empty…"), "trash", "settings.bin.empty")
        self._empty.clicked.connect(self._ask_to_empty)
        sample_row = self.row(_("Sample network"), _("24 invented people to try things with."), self._sample)
        self._bin_row = self.row(_("Bin"), "", self._beside(history, self._empty))
        self.card(self._check_row, self._bin_row, sample_row, self._erase_row)
        self.busy = Busy(self.theme, "settings")
        self.busy.stop.clicked.connect(self._stop)
        self.column.addWidget(self.busy)
        self.read_by(self._show)
        backing_up.start(self.around.window).made.connect(self._show)

    def _button(self, words: str, icon: str, name: str) -> Button:
        return Button(self.theme, words, icon, name=name)

    def _beside(self, *parts: QWidget) -> QWidget:
        both = QWidget()
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self.around.px(6))
        for part in parts:
            line.addWidget(part)
        return both

    def _show(self, *_told: object) -> None:
        book, today = self.desk.book.path, self.desk.today
        try:
            size = f"{book.stat().st_size / 1e6:.1f} MB"
        except OSError:
            size = ""
        self._place.tell(f"{shown_path(book)}\n{size}")
        self._backups.clear()
        for each in backup.listed(book)[:MANY]:
            at = each.at.astimezone(self.desk.zone)
            words = f"{say_when(at.date(), today)}, {say_time(at.time())}"
            reason = _(REASONS.get(each.reason, each.reason)) if each.reason else ""
            self._backups.addItem(words + (f", {reason}" if reason else ""), str(each.path))
        some = self._backups.count() > 0
        self._restore.setEnabled(some)
        self._backups.setEnabled(some)
        if not some:
            self._backups.addItem(_("No backup yet"), None)
        self._bin_row.tell(bin_words(self.desk))
        self._empty.setEnabled(bool(removals(self.desk.read)))
        loaded = sample.is_loaded(self.desk.read)
        self._sample.say(_("Remove the sample") if loaded else _("Load the sample"))

    # Doing

    def _begin(self, job: Job) -> None:
        self._job = job
        self.busy.begin(job.title + "…")
        job.progress.connect(self.busy.bar.tell)
        job.ended.connect(lambda: self._over(job))

    def _over(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            self.busy.hide()

    def _stop(self) -> None:
        """Its result is thrown away; nothing half-made stays."""
        if self._job is not None:
            self._job.stop()
        self.busy.hide()

    def _back_up(self) -> None:
        self._begin(backing_up.start(self.around.window).now())

    def _check(self) -> None:
        path = self.desk.book.path

        def work(_job: Job) -> list[str]:
            with closing(connection.reading(path)) as read:
                return problems(read, path)

        self._begin(
            self.around.jobs.start(
                _("Checking the book"), work, on_done=self._tell_check, on_trouble=self._check_row.say_problem
            )
        )

    def _tell_check(self, found: list[str]) -> None:
        self._check_row.say_problem("\n".join(found[:5]))
        if not found:
            people = self.desk.read.execute("SELECT count(*) FROM person").fetchone()[0]
            said = _("The book is sound: {people}.").format(people=plural("{n} person", "{n} people", people))
            self._check_row.tell(said)

    def _ask_file(self) -> None:
        told, _kind = QFileDialog.getOpenFileName(
            self.around.window, _("Which backup?"), str(backup.folder_of(self.desk.book.path)),
            _("Books of mrtnet (*.mrtnet);;All files (*)"),
        )  # fmt: skip
        if told:
            self._ask_restore(told)

    def _ask_restore(self, place: str | None) -> None:
        if not place:
            return
        source = Path(place)
        words = _(
            "The book becomes what it was in “{name}”. What was done since is not in it;"
            " the book as it is now is kept as a backup first."
        ).format(name=source.name)
        question = Question(
            self.around, _("Restore this backup?"), words, _("Restore"),
            lambda: self._begin(restore(self.around, source, self._list_row.say_problem)),
        )  # fmt: skip
        question.open()

    def _turn_sample(self) -> None:
        from mrtnet.edits.sample import load_sample, remove_sample

        if sample.is_loaded(self.desk.read):
            self.desk.do(remove_sample)
        else:
            self.desk.do(load_sample, self.desk.today)

    def _ask_to_empty(self) -> None:
        ask_to_empty(self.around, self._bin_row.say_problem)

    def _ask_erase(self) -> None:
        Erase(self.around, self._erase).open()

    def _erase(self, person_id: int, name: str) -> None:
        book, desk = self.desk.book, self.desk
        by_writer(
            desk, lambda: book.erase_for_good(person_id),
            on_done=lambda _none: desk.said.emit(_("Erased for good: {name}").format(name=name), 0),
            on_trouble=self._erase_row.say_problem,
        )  # fmt: skip
