"""Opening a calendar file: what it holds, what to take it for, and one step that takes it in.

A file of any size is read on the pool, with progress and a way to stop; nothing is written before she says so.
"""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from mrtnet.exchange.calendar_sorting import Sort, Sorted, sort_calendar
from mrtnet.exchange.ics_entries import CalendarRead
from mrtnet.exchange.ics_reading import read_calendar
from mrtnet.queries.planning import my_zone
from mrtnet.sync import busy
from mrtnet.trouble import Trouble
from mrtnet.ui import names
from mrtnet.ui.around import Around
from mrtnet.ui.delegates.card_rows import FOLDED, HEADER
from mrtnet.ui.delegates.line import Line, LineDelegate
from mrtnet.ui.jobs import Job
from mrtnet.ui.meetings.busy_reading import read_from_now_on
from mrtnet.ui.meetings.reading_lines import parts_of, summary
from mrtnet.ui.sections import Sections
from mrtnet.ui.widgets.basic import Button, Chip, Field, Label
from mrtnet.ui.widgets.flow import Flow
from mrtnet.ui.widgets.keyboard import give_back
from mrtnet.ui.widgets.progress import Progress
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.words import _, plural

LINE = 48  # design px
_SORTS: tuple[Sort, ...] = ("programme", "meetings", "busy")


class Opened(NamedTuple):
    """A file that was read, and what it means."""

    read: CalendarRead
    found: Sorted


def install(around: Around) -> None:
    """Offer "Open calendar file" in this window."""
    around.commands.offer("open_calendar", lambda: choose_file(around))


def choose_file(around: Around) -> None:
    """Ask for a file and show what it holds."""
    path, _kind = QFileDialog.getOpenFileName(
        around.window, _("Open calendar file"), str(Path.home()),
        _("Calendar files (*.ics *.ical *.icalendar *.ifb *.vcs);;All files (*)"),
    )  # fmt: skip
    if path:
        show_file(around, path)


def show_file(around: Around, path: str) -> "CalendarSheet | None":
    """Show what this file holds; a sentence where there is none."""
    try:
        url = busy.address(path)
    except Trouble as trouble:
        around.desk.trouble.emit(str(trouble))
        return None
    sheet = CalendarSheet(around, url)
    sheet.open()
    return sheet


class CalendarSheet(QDialog):
    """What one file holds: a sentence, the choice what it is, and each thing of it with what was not understood."""

    def __init__(self, around: Around, url: str) -> None:
        super().__init__(around.window)
        self.around, self.desk, self.theme, self.url = around, around.desk, around.theme, url
        self.opened: Opened | None = None
        self._job: Job | None = None
        self._back_to = around.window.focusWidget()
        theme, px = around.theme, around.px
        self.setObjectName(names.dialog("calendar"))
        self.setWindowTitle(_("Calendar file"))
        self.setAccessibleName(_("Calendar file"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.title = Label(theme, Path(url).name, "section", wrap=True, name="calendar.title")
        self.words = Label(theme, _("Reading…"), "body", "text2", wrap=True, name="calendar.words")
        self.bar = Progress(theme, "calendar.progress")
        self.model = Sections[Line](lambda row: ", ".join(filter(None, row[2:])), lambda row: row.below, self)
        self.view = RowsView(theme, self.model, name="calendar.list", says=_("What it holds"), height=lambda: px(LINE),
                             ground="window")  # fmt: skip
        self.view.setItemDelegate(LineDelegate(theme, self.desk))
        self.view.itemDelegate().setParent(self.view)
        self.cancel = Button(theme, _("Cancel"), hint=_("Esc"), name="calendar.cancel")
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        self.take = Button(theme, _("Take in"), "check", kind="primary", hint=_("Ctrl+Enter"), name="calendar.take")
        self.take.setAutoDefault(False)
        self.take.clicked.connect(self.take_in)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.take_in)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(18), px(20), px(14))
        column.setSpacing(px(10))
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        column.addWidget(self._make_choice())
        column.addWidget(self.view, 1)
        self.people = Button(theme, _("People in it…"), "users", kind="ghost", name="calendar.people")
        self.people.setAutoDefault(False)
        self.people.clicked.connect(self._bring_people)
        self.people.hide()
        buttons = QHBoxLayout()
        buttons.addWidget(self.people)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.take)
        column.addLayout(buttons)
        room = around.window.size()
        self.resize(min(px(640), room.width() - px(40)), min(px(600), room.height() - px(40)))
        self._ready(False)
        self._start()

    def _make_choice(self) -> QWidget:
        """What the file is taken for, and the name it goes by."""
        theme = self.theme
        self.choice = QWidget()
        flow = Flow(self.around.px(6))
        self.sorts = QButtonGroup(self)
        for number, words in enumerate((_("Program of an event"), _("Meetings"), _("Only busy times"))):
            chip = Chip(theme, words, choose=True, name=f"calendar.sort.{_SORTS[number]}")
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.sorts.addButton(chip, number)
            flow.addWidget(chip)
        self.sorts.idClicked.connect(lambda number: self._sort(_SORTS[number]))
        chips = QWidget()
        chips.setLayout(flow)
        self.name = Field(theme, _("Name"), name="calendar.name")
        inside = QVBoxLayout(self.choice)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(self.around.px(6))
        inside.addWidget(chips)
        inside.addWidget(self.name)
        return self.choice

    # Reading

    def _start(self) -> None:
        about, zone = self.desk.about, my_zone(self.desk.about)
        path, name = Path(self.url), Path(self.url).stem

        def work(job: Job) -> Opened:
            try:
                total = path.stat().st_size

                def told(done: int) -> bool:
                    job.tell(done // 1024, max(1, total // 1024))
                    return not job.stopped()

                with path.open("rb") as stream:
                    read = read_calendar(stream, on_progress=told)
            except OSError as wrong:
                sentence = _("The calendar file “{name}” cannot be read: {why}.")
                raise Trouble(sentence.format(name=path.name, why=wrong.strerror)) from None
            return Opened(read, sort_calendar(read, mine=[about.email], zone=zone, name=name))

        self._run(work)

    def _sort(self, sort: Sort) -> None:
        """Take it for something else: judged anew off this thread, since a file may hold 200,000 entries."""
        if self.opened is None:
            return
        read, about, zone = self.opened.read, self.desk.about, my_zone(self.desk.about)
        name = Path(self.url).stem
        self._run(lambda _job: Opened(read, sort_calendar(read, mine=[about.email], zone=zone, name=name, sort=sort)))

    def _run(self, work: object) -> None:
        if self._job is not None:
            self._job.stop()
        self._ready(False)
        job = self._job = self.around.jobs.start(
            _("Reading a calendar"), work, on_done=self._show, on_trouble=self._refuse  # type: ignore[arg-type]
        )  # fmt: skip
        job.progress.connect(self.bar.tell)

    def _show(self, opened: Opened) -> None:
        self._job, self.opened = None, opened
        found = opened.found
        self.words.setText(summary(found))
        self.model.show(parts_of(found, self.desk.today))
        for number, item in enumerate(self.model.items):
            height = LINE if not hasattr(item, "key") else HEADER if number else FOLDED
            self.view.setRowHeight(number, self.around.px(height))
        sort = self.sort
        button = self.sorts.button(_SORTS.index(sort))
        if button is not None:
            button.setChecked(True)
        self.choice.setVisible(not found.replies)
        self.name.setVisible(sort in ("programme", "busy"))
        if sort == "programme" and found.programmes:
            self.name.setText(found.programmes[0].event.name)
        elif sort == "busy" and not self.name.text():
            self.name.setText(opened.read.name or Path(self.url).stem)
        self.take.say(self._words())
        self._ready(True)
        (self.take if self.take.isEnabled() else self.cancel).setFocus()

    @property
    def sort(self) -> Sort:
        """What it is taken for now."""
        found = self.opened.found if self.opened else Sorted()
        if found.programmes:
            return "programme"
        return "meetings" if found.invited or not found.busy else "busy"

    def _words(self) -> str:
        found = self.opened.found if self.opened else Sorted()
        if found.replies:
            return plural("Note the answer", "Note {n} answers", len(found.replies))
        if found.programmes:
            return _("Take in the program")
        if found.invited:
            return plural("Take in {n} meeting", "Take in {n} meetings", len(found.invited))
        return _("Read for busy times")

    def _ready(self, ready: bool) -> None:
        found = self.opened.found if self.opened else Sorted()
        self.bar.setVisible(not ready)
        self.choice.setEnabled(ready)
        self.take.setEnabled(ready and any(found[:4]))
        entries = self.opened.read.entries if self.opened is not None and ready else ()
        self.people.setVisible(any(entry.attendees for entry in entries))

    def _bring_people(self) -> None:
        """Whoever is invited, as people to import."""
        self.reject()
        self.around.go("import", [Path(self.url)])

    def _refuse(self, sentence: str) -> None:
        self._job = None
        self.bar.hide()
        self.choice.hide()
        self.words.show_as("red")
        self.words.setText(sentence)
        self.cancel.setFocus()

    # Taking in

    def take_in(self) -> None:
        """One step takes all of it in; for busy times the file is read from now on."""
        if self.opened is None or not self.take.isEnabled():
            return
        from mrtnet.edits import taking_in

        found, name = self.opened.found, self.name.text().strip()
        if self.sort == "busy":
            self.accept()
            read_from_now_on(self.around, self.url, name or Path(self.url).stem)
            return
        if found.programmes and name:
            found = found._replace(
                programmes=tuple(
                    each._replace(event=each.event.model_copy(update={"name": name})) for each in found.programmes
                )
            )
        asked = [each.uid for each in found.invited if each.organizer is not None and not each.cancelled]
        self.accept()
        self.around.do(
            taking_in.take_in, found, on_done=lambda said: self._took(said, asked[0] if len(asked) == 1 else "")
        )

    def _took(self, said: list[str], uid: str) -> None:
        """An invitation that came in waits for an answer."""
        if not said:
            self.desk.said.emit(_("Nothing in it is new."), 0)
        elif uid:
            offer_answer(self.around, uid)

    def done(self, result: int) -> None:
        """Leaving stops what is being read, and the keyboard goes back."""
        if self._job is not None:
            self._job.stop()
        super().done(result)
        give_back(self._back_to)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes it in from anywhere in the sheet; Esc leaves by Qt's own rule."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take_in()
        else:
            super().keyPressEvent(event)


def offer_answer(around: Around, uid: str) -> None:
    """Ask what she answers to the invitation with this UID, if it is in the book and she has an address."""
    from mrtnet.queries.meetings import with_uid
    from mrtnet.ui.meetings.invite import ask_to_answer

    meeting_id = with_uid(around.desk.read, uid)
    if meeting_id is not None and around.desk.about.email.strip():
        ask_to_answer(around, meeting_id)
