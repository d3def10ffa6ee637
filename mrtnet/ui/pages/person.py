"""One person: head, the next step, a line to write what happened, the timeline; how to reach her beside it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from mrtnet.domain import kinds
from mrtnet.domain.rows import FollowUpRow, PersonDetail, TimelineRow
from mrtnet.queries import events, follow_ups, person
from mrtnet.ui import names
from mrtnet.ui.around import Around
from mrtnet.ui.delegates.timeline import TimelineDelegate, spoken
from mrtnet.ui.drafts import Draft
from mrtnet.ui.dropping import for_the_window
from mrtnet.ui.icons import icon
from mrtnet.ui.keeping import dropped_paths
from mrtnet.ui.note_guard import NoteGuard
from mrtnet.ui.pages.kept_files import FilesTab
from mrtnet.ui.pages.page import CommandButton, counted
from mrtnet.ui.pages.person_aside import WIDTH, PersonAside
from mrtnet.ui.pages.person_meetings import PersonMeetings
from mrtnet.ui.promise_offer import PromiseOffer
from mrtnet.ui.rows import Rows
from mrtnet.ui.saying import say_time, step_status, step_title
from mrtnet.ui.widgets.basic import (
    Avatar,
    Button,
    Card,
    Chip,
    Divider,
    Field,
    Label,
    NameLine,
    ShortLabel,
    Symbol,
    tip,
)
from mrtnet.ui.widgets.emptying import empty
from mrtnet.ui.widgets.flow import Flow
from mrtnet.ui.widgets.keyboard import give_back
from mrtnet.ui.widgets.menus import passing_menu
from mrtnet.ui.widgets.panes import Panes
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.words import _

MEETINGS, FILES, REACH = 2, 3, 4  # tabs
FEW_WORDS, BESIDE = 690, 640  # design px: under it buttons are icons, and how to reach her is a tab
BELOW = 480  # design px: under it the day of the next step stands below its title
TIMELINE_LIMIT = 500
_KIND_WORDS = {
    "call": ("call", "called", "phone", "phoned", "rang"),
    "email": ("email", "e-mail", "emailed", "mail", "mailed", "wrote"),
    "meeting": ("met", "meeting", "coffee", "lunch", "talked", "spoke"),
    "linkedin": ("linkedin",),
    "card": ("card", "letter"),
}
LOGGED = ("note", "call", "email", "meeting", "linkedin", "card")


def kind_of_line(text: str) -> str:
    """What a line she wrote is about, by its first word: "Called about the audit" is a call; else a note."""
    first = text.strip().split(maxsplit=1)[0].lower().strip(".,:;") if text.strip() else ""
    return next((kind for kind, words in _KIND_WORDS.items() if first in words), "note")


class PersonView(QWidget):
    """Shows one person; `back` asks for the list, where only one pane has room."""

    back = Signal()

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around, self.desk, self.theme = around, around.desk, around.theme
        self.detail: PersonDetail | None = None
        self.step: FollowUpRow | None = None
        self._draft: Draft | None = None
        self._kind = ""
        self._narrow = self._tight = self._aside_wanted = False
        self.setObjectName(names.PERSON)
        self.setAcceptDrops(True)
        px = around.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(18), px(24), 0)
        column.setSpacing(px(14))
        self.head = self._make_head()
        column.addWidget(self.head)
        column.addWidget(self._make_band())
        self.aside = PersonAside(around)
        self.body = Panes(around, "person.aside", self._make_left(), self.aside, width=WIDTH, gap=24)
        column.addWidget(self.body, 1)
        self.theme.changed.connect(self._size_entries)

    # Building

    def _make_head(self) -> QWidget:
        px, theme, around = self.around.px, self.theme, self.around
        head = QWidget()
        self.back_button = Button(
            theme, "", "arrow-left", kind="ghost", name=names.PERSON_BACK, says=_("Back to the list")
        )
        self.back_button.clicked.connect(self.back)
        self.avatar = Avatar(theme, 64)
        self._last_photo: tuple[int, QImage | None] | None = None
        self.name = NameLine(theme, name="person.name")
        self.work = ShortLabel(theme, "", "body", "text2")
        self.chips = Flow(px(6))
        words = QVBoxLayout()
        words.setSpacing(px(3))
        words.addWidget(self.name)
        words.addWidget(self.work)
        words.addSpacing(px(3))
        words.addLayout(self.chips)
        self.log_button = CommandButton(around, "log", _("Log"), name=names.PERSON_LOG)
        self.meet_button = CommandButton(around, "meet", name=names.PERSON_MEET)
        self.more_button = Button(theme, "", "dots-three", name=names.PERSON_MORE, says=_("More"))
        self.more_button.clicked.connect(self._more)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(3))
        for button in (self.log_button, self.meet_button, self.more_button):
            buttons.addWidget(button)
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(14))
        row.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.avatar, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addLayout(buttons)
        row.setAlignment(buttons, Qt.AlignmentFlag.AlignTop)
        return head

    def _make_band(self) -> Card:
        px, theme, around = self.around.px, self.theme, self.around
        self.band = Card(theme, "accent_tint")
        self.step_icon = Symbol(theme, "paper-plane-tilt", "accent", size=18, disc=36, ground="base")
        self.step_title = ShortLabel(theme, "", "name")
        self.step_chip = QHBoxLayout()
        self.step_chip.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.step_place = Label(theme, "", "body", "text2", wrap=True)
        first = self._step_line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        first.setSpacing(px(8))
        first.addWidget(self.step_title)
        first.addLayout(self.step_chip)
        first.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(px(1))
        words.addLayout(first)
        words.addWidget(self.step_place)
        self.write_button = CommandButton(around, "write", _("Write"), "pencil-simple", kind="primary",
                                          name=names.PERSON_WRITE)  # fmt: skip
        self.done_button = CommandButton(around, "done", name=names.PERSON_DONE)
        self.snooze_button = CommandButton(around, "snooze", bare=True, name=names.PERSON_SNOOZE)
        self.why_button = CommandButton(around, "why", bare=True, name="person.why")
        row = QHBoxLayout(self.band)
        row.setContentsMargins(px(14), px(10), px(12), px(10))
        row.setSpacing(px(6))
        row.addWidget(self.step_icon)
        row.addSpacing(px(6))
        row.addLayout(words, 1)
        for button in (self.write_button, self.done_button, self.snooze_button, self.why_button):
            row.addWidget(button)
        return self.band

    def _make_left(self) -> QWidget:
        px, theme = self.around.px, self.theme
        left = QWidget()
        self.tabs = QTabBar()
        self.tabs.setObjectName(names.PERSON_TABS)
        self.tabs.setAccessibleName(_("Parts of this person"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for title in (_("Timeline"), _("Notes"), _("Meetings"), _("Files")):
            self.tabs.addTab(title)
        self.stack = QStackedWidget()
        self.tabs.currentChanged.connect(self.stack.setCurrentIndex)
        self.stack.addWidget(self._make_timeline())
        self.notes = QPlainTextEdit()
        self.notes.setObjectName(names.PERSON_NOTES)
        self.notes.setAccessibleName(_("Notes"))
        self.notes.setReadOnly(True)
        self.notes.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.notes.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stack.addWidget(self.notes)
        self.meetings = PersonMeetings(self.around)
        self.stack.addWidget(self.meetings)
        self.files = FilesTab(self.around, "person")
        self.stack.addWidget(self.files)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(Divider(theme))
        column.addSpacing(px(12))
        column.addWidget(self.stack, 1)
        return left

    def _make_timeline(self) -> QWidget:
        px, theme, part = self.around.px, self.theme, QWidget()
        key = self.around.commands.key_of("log")
        self.line = Field(theme, _("Write what happened. It is dated today."), "note-pencil", hint=key,
                          name=names.PERSON_LINE)  # fmt: skip
        self.line.textEdited.connect(self._typed)
        self.line.returnPressed.connect(self._log)
        self._line_back: QWidget | None = None
        leave = QShortcut(QKeySequence("Esc"), self.line)
        leave.setContext(Qt.ShortcutContext.WidgetShortcut)
        leave.activated.connect(self._leave_line)
        self.kind = Button(theme, "", "note-pencil", kind="ghost", name=f"{names.PERSON_LINE}.kind", says=_("Kind"))
        self.kind.clicked.connect(self._choose_kind)
        self.kind.hide()
        self.take = Button(theme, _("Log"), "check", hint=_("Enter"), name=f"{names.PERSON_LINE}.take")
        self.take.clicked.connect(self._log)
        self.take.hide()
        entry = QHBoxLayout()
        entry.setSpacing(px(4))
        entry.addWidget(self.line, 1)
        entry.addWidget(self.kind)
        entry.addWidget(self.take)
        self.entries = Rows[TimelineRow](
            lambda ids: [row for row in self._timeline if row.id in set(ids)], lambda row: spoken(row, self.desk)
        )
        self._timeline: list[TimelineRow] = []
        self.timeline = RowsView(
            theme, self.entries, name=names.PERSON_TIMELINE, says=_("Timeline"), height=lambda: px(40), ground="window"
        )
        self._entry_delegate = TimelineDelegate(theme, self.desk)
        self.timeline.setItemDelegate(self._entry_delegate)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        column.addLayout(entry)
        guard = NoteGuard(self.desk, theme, self.line, people=lambda: (self.detail.id,) if self.detail else ())
        column.addWidget(guard)
        self.noticed = PromiseOffer(self.desk, theme, self.line, lambda: (self.detail.id,) if self.detail else ())
        column.addWidget(self.noticed)
        column.addWidget(self.timeline, 1)
        return part

    # Showing

    def show_person(self, person_id: int | None) -> None:
        """Read and show this person; without one, `detail` is None and there is nothing to see."""
        read = self.desk.read
        before = self.detail.id if self.detail else None
        self.detail = person.detail(read, person_id) if person_id is not None else None
        if self.detail is None:
            self.step = None
            return
        steps = follow_ups.of_person(read, self.detail.id)
        self.step = steps[0] if steps else None
        self._show_head(self.detail)
        self._show_step(self.detail)
        self._timeline = person.timeline(read, self.detail.id, TIMELINE_LIMIT)
        self.entries.show([row.id for row in self._timeline])
        self._size_entries()
        if self.notes.toPlainText() != self.detail.note:
            self.notes.setPlainText(self.detail.note)
        self.tabs.setTabText(MEETINGS, counted(_("Meetings"), self.meetings.show_person(self.detail.id)))
        self.files.show_files({"person_id": self.detail.id}, self.detail.files)
        self.tabs.setTabText(0, counted(_("Timeline"), len(self._timeline)))
        self.tabs.setTabText(FILES, counted(_("Files"), len(self.detail.files)))
        self.aside.show_person(self.detail, self.meetings.promises)
        if before != self.detail.id:
            self._take_draft(self.detail.id)

    def _photo(self, file_id: int | None) -> QImage | None:
        """Her photo; the last one is kept, since a file in the book never changes."""
        if file_id is None:
            return None
        if self._last_photo is None or self._last_photo[0] != file_id:
            from mrtnet.queries import files
            from mrtnet.ui.dialogs.photo import portrait

            self._last_photo = file_id, portrait(files.content(self.desk.read, file_id))
        return self._last_photo[1]

    def _show_head(self, detail: PersonDetail) -> None:
        self.avatar.show_person(detail.name, detail.id, self._photo(detail.photo_id))
        self.name.show_name(detail.name, ", ".join(detail.credentials))
        job = detail.jobs[0] if detail.jobs and detail.jobs[0].until is None else None
        self.work.setText(", ".join(part for part in (job.title, job.organization) if part) if job else "")
        self.work.setVisible(bool(self.work.text()))
        self.chips.clear()
        for role in detail.roles:
            kind = kinds.kind("role", role)
            self.chips.addWidget(Chip(self.theme, _(kind.title), "violet", kind.icon))
        if detail.met_event_id is not None:
            met = Chip(self.theme, events.called(self.desk.read, detail.met_event_id), "grey", "ticket")
            met.setAccessibleName(detail.met_event)
            met.setToolTip(tip(detail.met_event) if detail.met_event != met.text() else "")
            self.chips.addWidget(met)
        if there := self._time_there(detail.time_zone):
            self.chips.addWidget(Chip(self.theme, there, "text2", "map-pin", bare=True))
        if detail.do_not_contact:
            self.chips.addWidget(Chip(self.theme, _("Do not contact"), "red", "prohibit"))

    def _time_there(self, zone_name: str) -> str:
        from mrtnet import clock
        from mrtnet.trouble import Trouble

        if not zone_name:
            return ""
        try:
            there = clock.now().astimezone(clock.zone(zone_name))
        except Trouble:
            return ""
        city = zone_name.rsplit("/", 1)[-1].replace("_", " ")
        return _("{city}, {time}").format(city=city, time=say_time(there.time()))

    def _show_step(self, detail: PersonDetail) -> None:
        step = self.step
        empty(self.step_chip)
        for button in (self.write_button, self.done_button, self.snooze_button, self.why_button):
            button.want(step is not None)
        if step is None:
            self.step_title.setText(_("No next step"))
            self.step_icon.draw("circle-dashed")
            self.step_place.setText(_("Everybody should have one. Add a follow-up."))
            return
        status = step_status(step.kind, step.due, step.at, self.desk.today)
        token = "grey" if status.token in ("text2", "text3") else status.token
        self.step_chip.addWidget(Chip(self.theme, status.words, token, status.icon))
        self.step_title.setText(step_title(step.kind, step.title))
        self.step_icon.draw(kinds.kind("follow-up", step.kind).icon)
        self.step_place.setText(self._place_in_playbook(step, detail) or step.reason or step.note[:200])

    def _place_in_playbook(self, step: FollowUpRow, detail: PersonDetail) -> str:
        """Step 1 of 4 in “After an event”. Next: LinkedIn invitation."""
        if not step.playbook:
            return ""
        from mrtnet.queries import playbooks  # its files are read when a step comes from one

        playbook = playbooks.playbook_named(self.desk.read, step.playbook)
        if playbook is None:
            return ""
        rank = detail.rank or "b"
        steps = [s for s in playbook.steps if s.scope == "person" and rank in s.ranks and not s.optional]
        here = next((number for number, found in enumerate(steps) if found.key == step.step), None)
        if here is None:
            return _("From “{playbook}”").format(playbook=_(playbook.title))
        said = _("Step {here} of {all} in “{playbook}”.").format(
            here=here + 1, all=len(steps), playbook=_(playbook.title)
        )
        if here + 1 < len(steps):
            said += " " + _("Next: {title}").format(title=_(steps[here + 1].title))
        return said

    # Writing what happened

    def write_line(self) -> None:
        """The keyboard goes to the line."""
        self.tabs.setCurrentIndex(0)
        if not self.line.hasFocus():
            self._line_back = self.around.window.focusWidget()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _leave_line(self) -> None:
        """Esc: the keyboard goes back to where it was, where letters are commands; what is typed stays."""
        self.timeline.setFocus(Qt.FocusReason.OtherFocusReason)
        give_back(self._line_back)

    def keep(self) -> None:
        """Keep a half-typed line now."""
        if self._draft is not None:
            self._draft.flush()

    def _take_draft(self, person_id: int) -> None:
        if self._draft is not None:
            self._draft.leave()
        self._draft = Draft(self.desk, f"person.line:{person_id}", self)
        kept = self._draft.read()
        self.line.setText(kept if isinstance(kept, str) else "")
        self._kind = ""
        self._show_kind()

    def _typed(self, text: str) -> None:
        if self._draft is not None:
            self._draft.keep(text)
        self._show_kind()

    def _show_kind(self) -> None:
        text = self.line.text()
        kind = kinds.kind("interaction", self._kind or kind_of_line(text))
        self.kind.setVisible(bool(text.strip()))
        self.take.setVisible(bool(text.strip()))
        self.kind.say(_(kind.title))
        self.kind.setIcon(icon(self.theme, kind.icon))

    def _choose_kind(self) -> None:
        menu = passing_menu(self, "person.kind")
        for key in LOGGED:
            kind = kinds.kind("interaction", key)
            action = menu.addAction(icon(self.theme, kind.icon, "text2"), _(kind.title))
            action.triggered.connect(lambda _on=False, key=key: self._take_kind(key))
        menu.popup(self.kind.mapToGlobal(self.kind.rect().bottomLeft()))

    def _take_kind(self, key: str) -> None:
        self._kind = key
        self._show_kind()
        self.line.setFocus()

    def _log(self) -> None:
        text = self.line.text().strip()
        if not text or self.detail is None:
            return
        from mrtnet.domain.forms import InteractionForm
        from mrtnet.edits import follow_ups as edits

        form = InteractionForm(kind=self._kind or kind_of_line(text), on=self.desk.today, body=text)
        log = self._draft.in_save(edits.log_contact) if self._draft is not None else edits.log_contact
        self.around.do(log, [self.detail.id], form)
        self.noticed.stay()
        self.line.setText("")  # not clear(): Ctrl+Z is to take back what was logged, not the typing
        self._kind = ""
        self._show_kind()

    def _more(self) -> None:
        menu = self.around.commands.menu("person", self)
        menu.popup(self.more_button.mapToGlobal(self.more_button.rect().bottomLeft()))

    # Size

    def panes(self) -> Sequence[QWidget]:
        """What F6 jumps to here."""
        return (self.timeline, self.aside.first)

    def fit(self, *, aside: bool, back: bool, narrow: bool) -> None:
        """Which parts there is room for."""
        self._aside_wanted = aside
        self.back_button.setVisible(back)
        self._narrow = narrow
        self._shrink()

    def _shrink(self) -> None:
        """Buttons as icons where the words beside them would have no room."""
        self._place_aside(beside=self._aside_wanted and self.width() >= self.around.px(BESIDE))
        down = self.width() < self.around.px(BELOW)
        self._step_line.setDirection(QBoxLayout.Direction.TopToBottom if down else QBoxLayout.Direction.LeftToRight)
        self._step_line.setSpacing(self.around.px(2 if down else 8))
        tight = self._narrow or self.width() < self.around.px(FEW_WORDS)
        if tight == self._tight:
            return
        self._tight = tight
        for button in (self.log_button, self.meet_button, self.write_button, self.done_button):
            button.shrink(tight)
        for part in (self.head, self.band, self):
            if (layout := part.layout()) is not None:
                layout.activate()

    def _place_aside(self, *, beside: bool) -> None:
        """Beside the timeline, or as a tab of its own where there is no room."""
        is_beside = self.stack.indexOf(self.aside) < 0
        if beside == is_beside:
            return
        if beside:
            self.tabs.removeTab(REACH)
            self.stack.removeWidget(self.aside)
            self.body.addWidget(self.aside)
        else:
            self.stack.addWidget(self.aside)
            self.tabs.addTab(_("Reach"))
        self.aside.setVisible(beside or self.stack.currentWidget() is self.aside)
        self.body.lay_out()

    # Dropping a card's photo

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files of this computer are welcome; a calendar or address cards go on to the window."""
        if not for_the_window(event.mimeData()) and self.detail is not None and dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """They are kept with her."""
        event.acceptProposedAction()
        self.tabs.setCurrentIndex(FILES)
        self.files.take(dropped_paths(event.mimeData()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps the timeline anew."""
        super().resizeEvent(event)
        self._shrink()
        self._size_entries()

    def _size_entries(self) -> None:
        width = self.timeline.viewport().width()
        for number, row in enumerate(self._timeline):
            self.timeline.setRowHeight(number, self._entry_delegate.height(row, width))
