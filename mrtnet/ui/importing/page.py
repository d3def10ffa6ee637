"""The page "Import people": four steps over one import; she may leave it and come back while the program runs."""

import gc
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from mrtnet.queries import events
from mrtnet.ui.around import Around, Width
from mrtnet.ui.desk import UNDO_TITLE
from mrtnet.ui.importing.bringing import Bringing, Looked
from mrtnet.ui.importing.choose import ChooseStep, named
from mrtnet.ui.importing.reading import Read, let_go, look, read_sources
from mrtnet.ui.importing.stepper import Stepper
from mrtnet.ui.jobs import Job, Seldom
from mrtnet.ui.pages.page import MARGIN, Page
from mrtnet.ui.widgets.basic import Button, Label, ShortLabel, Symbol
from mrtnet.ui.widgets.busy import Busy
from mrtnet.words import _, plural

if TYPE_CHECKING:
    from mrtnet.domain.arrivals import Plan
    from mrtnet.edits.importing import Imported
    from mrtnet.exchange.people_files import PeopleRead
    from mrtnet.ui.importing.columns import ColumnsStep
    from mrtnet.ui.importing.duplicates import DuplicatesStep
    from mrtnet.ui.importing.preview import PreviewStep, Wishes

CHOOSE, COLUMNS, DUPLICATES, PREVIEW = range(4)
MANY = 2_000  # cards that would hold up the window's next collection for longer than a frame
LATER = 200  # ms after which the cards of an import are let go: the writer holds them until it is done
STEPS = ("choose", "columns", "duplicates", "preview")


class ImportPage(Page):
    """The wizard. `arrive` takes paths of files, or a text to read."""

    key = "import"
    shows = frozenset(
        {"person", "person_alias", "job", "organization", "credential", "reach", "address", "tag", "person_tag",
         "event", "playbook"}
    )  # fmt: skip
    wrote = Signal(int, int)
    """How far the import is; from the thread that writes."""

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self.bringing = Bringing()
        self._job: Job | None = None
        self._writing = False
        self._stop = threading.Event()
        self._seldom = Seldom()
        self._after: int | None = None
        px = around.px
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(px(MARGIN), px(20), px(MARGIN), px(14))
        column.setSpacing(px(10))
        self._met_at = 0
        """The event from whose page she came with the files; 0 for none."""
        self.steps = Stepper(self.theme)
        self._head = self._make_head()
        column.addLayout(self._head)
        column.addWidget(self.steps)
        self.busy = Busy(self.theme, "import")
        self.busy.stop.clicked.connect(self._ask_to_stop)
        column.addWidget(self.busy)
        self.choose = ChooseStep(around, lambda: self.bringing)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.choose)
        column.addWidget(self.stack, 1)
        column.addLayout(self._make_foot())
        self._listen()
        self._show(CHOOSE, enter=False)

    @cached_property
    def columns(self) -> "ColumnsStep":
        """The second step, made when it is needed: the page comes up at once."""
        from mrtnet.ui.importing.columns import ColumnsStep

        step = ColumnsStep(self.around, lambda: self.bringing)
        step.corrected.connect(self._say_foot)
        self.stack.addWidget(step)
        return step

    @cached_property
    def duplicates(self) -> "DuplicatesStep":
        """The third."""
        from mrtnet.ui.importing.duplicates import DuplicatesStep

        step = DuplicatesStep(self.around, lambda: self.bringing)
        step.answered.connect(self._answered)
        step.fit(self.width_class == "narrow")
        self.stack.addWidget(step)
        return step

    @cached_property
    def preview(self) -> "PreviewStep":
        """The last."""
        from mrtnet.ui.importing.preview import PreviewStep

        step = PreviewStep(self.around, lambda: self.bringing)
        step.met.activated.connect(lambda _number: self._say_foot())
        step.fit(self.width_class == "narrow")
        self.stack.addWidget(step)
        return step

    def _make_head(self) -> QHBoxLayout:
        px, theme = self.around.px, self.theme
        head = QHBoxLayout()
        head.setSpacing(px(14))
        head.addWidget(Label(theme, self.title, "page"))
        self.file_icon = Symbol(theme, "file-text", "text2", size=16)
        self.file = ShortLabel(theme, "", "body", "text2", name="import.file")
        self.named = QWidget()
        file = QHBoxLayout(self.named)
        file.setContentsMargins(0, 0, 0, 0)
        file.setSpacing(px(6))
        file.addWidget(self.file_icon)
        file.addWidget(self.file, 1)
        head.addWidget(self.named, 1)
        return head

    def _make_foot(self) -> QHBoxLayout:
        px, theme = self.around.px, self.theme
        self.back = Button(theme, _("Back"), "arrow-left", name="import.back")
        self.back.clicked.connect(self.go_back)
        self.cancel = Button(theme, _("Cancel"), kind="ghost", name="import.cancel")
        self.cancel.clicked.connect(self.give_up)
        self.left = Label(theme, "", "body", "text2", name="import.left")
        self.next = Button(theme, _("Continue"), "arrow-right", kind="primary", name="import.next")
        self.next.clicked.connect(self.go_on)
        foot = QHBoxLayout()
        foot.setSpacing(px(12))
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.left)
        foot.addWidget(self.next)
        return foot

    def _listen(self) -> None:
        self.choose.took.connect(self.take)
        self.choose.pasted.connect(self.take_text)
        self.choose.away.connect(self._leave_out)
        self.wrote.connect(self.busy.bar.tell)
        self.around.jobs.closing.connect(self._stop.set)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, self.go_on)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # What comes in

    def arrive(self, target: Any) -> None:
        """Files, or a text; from the page of an event {"event": id, "files": paths}."""
        if isinstance(target, dict):
            self._met_at = int(target["event"])
            target = target["files"]
        elif not self.bringing.sources:
            self._met_at = 0
        if isinstance(target, str):
            self.take_text(target)
        else:
            self.take([Path(path) for path in target])

    def take(self, paths: Sequence[Path]) -> None:
        """Read these files, beside those that are there."""
        if not self._writing:
            for path in paths:
                self.bringing.add(path=path)
            self._read()

    def take_text(self, text: str) -> None:
        """Read what was pasted."""
        if not self._writing:
            self.bringing.add(text=text, name=_("Pasted text"))
            self._read()

    def _leave_out(self, number: int) -> None:
        if not self._writing and 0 <= number < len(self.bringing.sources):
            self.bringing.remove(self.bringing.sources[number])
            self.choose.renew()
            self._say_foot()
            if not self.bringing.sources:
                self.choose.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self) -> None:
        self.choose.tell("")
        self.choose.renew()
        self._show(CHOOSE)
        waiting = [source for source in self.bringing.sources if source.is_waiting]
        if waiting:
            kept = {header: dict(mapping) for header, mapping in self.around.settings.columns.items()}
            self._start(_("Reading…"), read_sources, waiting, self.desk.today, kept, on_done=self._was_read)

    def _was_read(self, found: dict[int, Read]) -> None:
        self._came()
        for number, (read, trouble, own) in found.items():
            source = self.bringing.named(number)
            if source is not None:
                source.read, source.trouble, source.mapping = read, trouble, own
                source.read_as = source.fields if source.table is not None else None
        self.choose.renew()
        self._show(CHOOSE)
        if any(source.is_waiting for source in self.bringing.sources):  # came meanwhile
            self._read()

    # Going on and back

    @property
    def step(self) -> int:
        """Which of the four."""
        return self.steps.current

    def go_on(self) -> None:
        """To the next step, if this one is done; on the last one, import."""
        if not self.next.isEnabled():
            return
        if self.step == CHOOSE and self.bringing.tables():
            self.columns.renew()
            self._show(COLUMNS)
        elif self.step in (CHOOSE, COLUMNS):
            from mrtnet.exchange.own_columns import remember

            for source in self.bringing.tables():
                assert source.table is not None
                remember(source.table, source.fields, self.around.settings.columns)
            self.around.settings.save()
            self._look(DUPLICATES)
        elif self.step == DUPLICATES:
            self.preview.usual_event = self._met_at
            self.preview.renew(anew=True)
            self._show(PREVIEW)
        else:
            self._import()

    def go_back(self) -> None:
        """To the step before."""
        if self._writing or self.step == CHOOSE:
            return
        before = self.step - 1
        if before == COLUMNS and not self.bringing.tables():
            before = CHOOSE
        self._show(before)

    def give_up(self) -> None:
        """Forget this import; nothing of it was written."""
        if self._writing:
            return
        self._forget()
        self.around.go("people")

    def _forget(self) -> None:
        self._halt()
        held, self.bringing = [self.bringing], Bringing()
        QTimer.singleShot(LATER, self, lambda: self.around.jobs.start("", let_go, held))
        self.choose.tell("")
        self.choose.renew()
        self.choose.show_problems(False)
        self._show(CHOOSE, enter=False)

    def _look(self, then: int) -> None:
        """Compare everybody with the book, then show this step."""
        self._after = then
        old = self.bringing.is_old or any(source.is_stale for source in self.bringing.sources)
        if self.bringing.looked is not None and not old:
            self._show_looked(anew=False)
            return
        self._start(_("Looking who is here already…"), look, self.desk.book.path, list(self.bringing.sources),
                    on_done=self._was_looked)  # fmt: skip

    def _was_looked(self, found: "tuple[dict[int, PeopleRead], Looked]") -> None:
        self._came()
        anew, looked = found
        for number, read in anew.items():
            source = self.bringing.named(number)
            if source is not None:
                source.read, source.read_as = read, source.fields
        first = not self.bringing.decided
        self.bringing.look_at(looked)
        self.choose.renew()
        if self.bringing.is_empty():
            self.columns.renew()
            self._show(COLUMNS if self.bringing.tables() else CHOOSE)
            self.columns.say_nobody()
            return
        self._show_looked(anew=first)

    def _show_looked(self, *, anew: bool) -> None:
        self.duplicates.renew(anew=anew)
        if self._after == PREVIEW and not self.bringing.questions_left():
            self.preview.renew()
            self._show(PREVIEW, enter=False)
        else:
            self._show(DUPLICATES)

    def _answered(self) -> None:
        self._say_foot()
        if not self.bringing.questions_left():
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def unfinished(self) -> str:
        """An import that is being written."""
        return _("The import is not done yet. Quit again to stop it: nothing of it is kept.") if self._writing else ""

    # The last step

    def _import(self) -> None:
        wishes = self.preview.wishes()
        looked = self.bringing.looked
        if wishes is None or looked is None:
            return
        if self.bringing.is_old:
            self._look(PREVIEW)
            return
        self._writing = True
        self._stop.clear()
        self._begin(_("Importing…"))
        self.around.do(
            _import_held, [looked.plan], self.bringing.decisions(), event_id=wishes.event_id,
            new_event=wishes.new_event, playbook=wishes.playbook, everything=self.bringing.books(),
            photos=wishes.photos, on_progress=self._tell_wrote, stopped=self._stop.is_set,
            on_done=lambda done: self._was_imported(done, wishes), on_trouble=self._was_refused,
        )  # fmt: skip

    def _tell_wrote(self, done: int, total: int) -> None:
        if self._seldom(done, total):
            self.wrote.emit(done, total)

    def _was_imported(self, done: "Imported", wishes: "Wishes") -> None:
        self._writing = False
        self._rest()
        files = [source.name for source in self.bringing.sources]
        tagged = bool(self.bringing.looked and self.bringing.looked.plan.tagged)
        shown = self.isVisible()
        self._forget()
        if not (done.new or done.merged or tagged or wishes.new_event):
            words = _("Nothing in these files is new: everybody is here already, and nothing was changed.")
            if len(files) == 1:
                words = _("Nothing in “{file}” is new: everybody is here already, and nothing was changed.").format(
                    file=files[0]
                )
            self.choose.tell(words)
            self.desk.said.emit(words, UNDO_TITLE)
            return
        if done.problems:
            words = plural("{n} thing of the book could not be taken over.",
                           "{n} things of the book could not be taken over.", len(done.problems))  # fmt: skip
            self.choose.tell(words)
        if shown:
            event = wishes.event_id
            if wishes.new_event is not None:
                event = next(iter(events.ids_named(self.desk.read, wishes.new_event.name)), None)
            self.around.go("events" if event is not None else "people", event)

    def _was_refused(self, sentence: str) -> None:
        self._writing = False
        self._rest()
        self.preview.problem.setText(sentence)
        self.desk.trouble.emit(sentence)
        if self.stale:
            self.refresh()

    # Busy

    def _start(self, words: str, work: Any, *args: Any, on_done: Any) -> None:
        self._halt()
        self._begin(words)
        job = self.around.jobs.start(words, work, *args, on_done=on_done, on_trouble=self._job_failed)
        self._job = job
        job.progress.connect(self.busy.bar.tell)

    def _begin(self, words: str) -> None:
        before = self.window().focusWidget()
        self.busy.begin(words)
        self.stack.setEnabled(not self._writing)
        self._say_foot()
        if before is not None and self.isAncestorOf(before) and not before.isEnabled():
            self.busy.stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rest(self) -> None:
        self._job = None
        on_stop = self.busy.stop.hasFocus()
        self.stack.setEnabled(True)
        self.busy.hide()
        self._say_foot()
        if on_stop:
            self.panes()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _came(self) -> None:
        """Something was read. Of very many cards, which hold no cycles, the collector need not look at each.

        Whatever else is there then is never looked at again either, so that few cards are not worth it.
        """
        if self.bringing.people() > MANY:
            gc.freeze()
        self._rest()

    def _halt(self) -> None:
        if self._job is not None:
            self._job.leave()
            self._rest()

    def _ask_to_stop(self) -> None:
        """Nothing was written; files that were not read yet go out again."""
        if self._writing:
            self._stop.set()
            return
        self._halt()
        for source in [each for each in self.bringing.sources if each.is_waiting]:
            self.bringing.remove(source)
        self.choose.renew()
        self._say_foot()

    def _job_failed(self, sentence: str) -> None:
        self._rest()
        self.desk.trouble.emit(sentence)

    # What is shown

    def _show(self, step: int, *, enter: bool = True) -> None:
        self.stack.setCurrentWidget(getattr(self, STEPS[step]))
        self.steps.show_step(step)
        self._say_foot()
        if enter and self.isVisible() and (panes := self.panes()):
            panes[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_foot(self) -> None:
        bringing, step = self.bringing, self.step
        busy = self.busy.isVisibleTo(self)
        said = named(bringing.sources)
        self.file.setText(said)
        self.file_icon.setVisible(bool(said))
        left = bringing.questions_left() if step == DUPLICATES else 0
        self.left.setText(plural("{n} question left", "{n} questions left", left) if left else "")
        self.left.setVisible(bool(left))
        self.back.setEnabled(step > CHOOSE and not self._writing)
        self.cancel.setEnabled(not self._writing)
        self.cancel.setVisible(bool(bringing.sources))
        readable = not bringing.is_empty() or bool(bringing.tables())
        self.next.setEnabled(not busy and not left and readable)
        if step == PREVIEW:
            count = self.preview.count()
            self.next.say(plural("Import {n} person", "Import {n} people", count) if count else _("Finish"))
        else:
            self.next.say(_("Continue"))

    def reload(self) -> None:
        """The book changed: whoever is on file is looked at anew; what she decided stays."""
        if self._writing or self._job is not None or self.bringing.looked is None:
            return
        self.bringing.is_old = True
        if self.step in (DUPLICATES, PREVIEW):
            self._look(self.step)

    def panes(self) -> Sequence[QWidget]:
        """The step, and the way on."""
        if self.step == CHOOSE:
            ready = self.next.isEnabled()
            files = (self.choose.view,) if self.bringing.sources else ()
            return (self.next, self.choose.choose, *files) if ready else (self.choose.choose, *files)
        if self.step == COLUMNS:
            return (self.columns.view, self.next)
        if self.step == DUPLICATES:
            first = () if self.bringing.questions_left() else (self.next,)
            return (*first, *self.duplicates.panes(), self.next)
        return (self.next, *self.preview.panes())

    def lettered(self) -> Sequence[QWidget]:
        """Digits answer, letters do nothing here."""
        return ()

    def fit(self, width: Width) -> None:
        """One below the other where it is narrow."""
        narrow = width == "narrow"
        px = self.around.px
        self._column.setContentsMargins(
            *(px(side) for side in ((20, 10, 20, 8) if narrow else (MARGIN, 20, MARGIN, 14)))
        )
        self.named.setVisible(not narrow)  # the step stands beside the title then
        if narrow:
            self._head.addWidget(self.steps, 1)
        else:
            self._column.insertWidget(1, self.steps)
        for step in ("duplicates", "preview"):
            if step in self.__dict__:
                getattr(self, step).fit(narrow)


def _import_held(session: Any, held: "list[Plan]", *args: Any, **more: Any) -> "Imported":
    """The edit, with the plan out of a list: the writer keeps what it was given last, which may be large."""
    from mrtnet.edits.importing import import_people

    return import_people(session, held.pop(), *args, **more)
