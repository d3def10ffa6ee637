"""One event: its head and numbers, the grid of people met, its sessions and notes (design 3.3)."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFocusEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from mrtnet.domain.forms import EventForm
from mrtnet.domain.kinds import INTERNSHIPS
from mrtnet.domain.rows import EventRow
from mrtnet.queries import event_page, events, files
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around, Subject, Width
from mrtnet.ui.drafts import Draft
from mrtnet.ui.dropping import for_the_window
from mrtnet.ui.grid.view import GridView
from mrtnet.ui.keeping import dropped_paths
from mrtnet.ui.note_guard import NoteGuard, picture_hint
from mrtnet.ui.pages.event_parts import DateTile, Number
from mrtnet.ui.pages.event_sessions import SessionsTab
from mrtnet.ui.pages.event_words import ceu_words, say_days, say_place
from mrtnet.ui.pages.kept_files import FilesTab
from mrtnet.ui.pages.page import CommandButton, counted
from mrtnet.ui.pages.review_event import EventReview
from mrtnet.ui.widgets.basic import Button, Card, Divider, Label, Symbol
from mrtnet.words import _, plural

PEOPLE, SESSIONS, NOTES, FILES = range(4)
LEAST = 250  # design px: a grid of four people; where there is less room, the page scrolls
ONE_LINE = 500  # design px from which the head has its buttons beside the name


class EventView(QWidget):
    """The page of one event. `left` when she goes back to the list."""

    left = Signal()

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around = around
        self.desk, self.theme = around.desk, around.theme
        self.event_row: EventRow | None = None
        px = around.px
        self.tabs = QTabBar()
        self.tabs.setObjectName("event.tabs")
        self.tabs.setAccessibleName(_("Parts of the event"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for title in (_("People met"), _("Sessions and CEUs"), _("Notes"), _("Files")):
            self.tabs.addTab(title)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._make_people())
        self.sessions = SessionsTab(around)
        self.stack.addWidget(self.sessions)
        self.notes = Notes(around)
        self.stack.addWidget(with_guard(around, self.notes))
        self.files = FilesTab(around, "event")
        self.stack.addWidget(self.files)
        self.setAcceptDrops(True)
        self.tabs.currentChanged.connect(self.stack.setCurrentIndex)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, px(14))
        column.setSpacing(px(12))
        column.addWidget(self._make_head())
        column.addWidget(self._make_numbers())
        self.looking_back = EventReview(around)
        column.addWidget(self.looking_back)
        tabs = QVBoxLayout()
        tabs.setSpacing(0)
        tabs.addWidget(self.tabs)
        tabs.addWidget(Divider(self.theme))
        column.addLayout(tabs)
        column.addWidget(self.stack, 1)
        self._size()
        self.theme.changed.connect(self._size)

    def _size(self) -> None:
        self.stack.setMinimumHeight(self.around.px(LEAST))

    def _make_head(self) -> QWidget:
        px, theme = self.around.px, self.theme
        self.back = Button(theme, "", "arrow-left", kind="ghost", says=_("All events"), name="event.back")
        self.back.clicked.connect(self.left)
        self.tile = DateTile(theme)
        self.title = Label(theme, "", "page", wrap=True)
        self.below = Label(theme, "", "body", "text2", wrap=True)
        self.paste = Button(theme, _("Paste rows"), "clipboard-text", hint=_("Ctrl+V"), name="event.paste")
        self.paste.clicked.connect(self._paste)
        self.cards = Button(theme, _("Add vCards"), "identification-card", name="event.cards")
        self.cards.clicked.connect(self._ask_cards)
        self.log = CommandButton(self.around, "log_people", name="event.log_people")
        self.change = Button(theme, "", "pencil-simple", says=_("Change the event"), name="event.change")
        self.more = Button(theme, "", "dots-three", says=_("More"), name="event.more")
        words = QVBoxLayout()
        words.setSpacing(px(1))
        words.addWidget(self.title)
        place = QHBoxLayout()
        place.setSpacing(px(5))
        self._below_icon = Symbol(theme, "map-pin", "text3", size=15)
        place.addWidget(self._below_icon, 0, Qt.AlignmentFlag.AlignTop)
        place.addWidget(self.below, 1)
        words.addLayout(place)
        words.addStretch(1)
        head = QWidget()
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight, head)
        self._head.setContentsMargins(0, 0, 0, 0)
        self._head.setSpacing(px(8))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        self._head.addLayout(row, 1)
        for widget in (self.back, self.tile):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        row.addSpacing(px(4))
        row.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(3))
        for button in (self.paste, self.cards, self.log, self.change, self.more):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._head.addLayout(buttons)
        self._head.setAlignment(buttons, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        return head

    def _make_numbers(self) -> QWidget:
        self.numbers = [Number(self.theme) for _number in range(4)]
        self.in_words = Label(self.theme, "", "body", "text2", wrap=True)
        self._numbers = QWidget()
        row = QHBoxLayout(self._numbers)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.around.px(28))
        for number in self.numbers:
            row.addWidget(number)
        row.addStretch(1)
        box = QWidget()
        both = QVBoxLayout(box)
        both.setContentsMargins(0, 0, 0, 0)
        both.addWidget(self._numbers)
        both.addWidget(self.in_words)
        self.in_words.hide()
        return box

    def _make_people(self) -> QWidget:
        px, theme = self.around.px, self.theme
        self.thank = CommandButton(self.around, "thank", kind="primary", small=True, key=False, name="event.thank")
        self.step = Button(theme, _("Set next step for selected"), "calendar-check", small=True, name="event.step")
        self.tag = CommandButton(self.around, "tag", small=True, key=False, name="event.tag")
        self.step.clicked.connect(self._ask_step)
        self.keys = Label(theme, _("Tab next cell · Enter next person · Ctrl+D same as above"), "small", "text3")
        buttons = QHBoxLayout()
        buttons.setSpacing(px(3))
        for button in (self.thank, self.step, self.tag):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.keys)
        self.grid = GridView(self.desk, theme)
        self.grid.counted.connect(self._say_foot)
        self.grid.told.connect(self._tell)
        self.grid.pasted.connect(self._look_at_rows)
        self.grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.grid.customContextMenuRequested.connect(self._menu)
        card = Card(theme)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, px(2), 1, px(2))
        inside.addWidget(self.grid)
        self.foot = Label(theme, "", "small", "text3", wrap=True)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(buttons)
        column.addWidget(card, 1)
        column.addWidget(self.foot)
        return box

    # Showing

    def show_event(self, row: EventRow) -> None:
        """Show this event."""
        self.event_row = row
        today = self.desk.today
        self.tile.show_day(row.first_day, row.kind)
        self.title.setText(row.name)
        self._below_icon.draw("map-pin" if say_place(row) else "calendar-blank")
        ceus = ceu_words(row.ceus).replace(" ", "\u00a0")
        parts = (say_place(row), say_days(row.first_day, row.last_day, today), ceus)
        self.below.setText(" · ".join(part for part in parts if part))
        self._say_numbers(row)
        self.looking_back.show_event(row)
        self.grid.show_event(row)
        self.sessions.show_event(row)
        self.notes.show_event(row)
        sessions = len(events.sessions(self.desk.read, row.id))
        kept = files.of_event(self.desk.read, row.id)
        self.files.show_files({"event_id": row.id}, kept)
        pictures = row.kind in INTERNSHIPS and any(each.media_type.startswith("image/") for each in kept)
        self.files.remind(picture_hint() if pictures and self.around.desk.about.patient_hints else "")
        counts = ((_("People met"), row.met), (_("Sessions and CEUs"), sessions), (_("Notes"), 0),
                  (_("Files"), len(kept)))  # fmt: skip
        for tab, (words, count) in enumerate(counts):
            self.tabs.setTabText(tab, counted(words, count))
        self.thank.say(plural("Thank the next {n}", "Thank the next {n}", row.to_thank))
        self.thank.setEnabled(row.to_thank > 0)

    def _say_numbers(self, row: EventRow) -> None:
        average = event_page.days_to_thank(self.desk.read, row.id)
        met, thanked, left, days = self.numbers
        met.tell(str(row.met), plural("person met", "people met", row.met))
        thanked.tell(str(row.thanked), _("thanked"))
        left.tell(str(row.to_thank), _("still to thank"))
        days.tell("" if average is None else plural("{n} day", "{n} days", round(average)) if average == round(average)
                  else _("{n:.1f} days").format(n=average), _("from meeting to thank-you, average"))  # fmt: skip
        shown = [number.accessibleName() for number in self.numbers if not number.isHidden()]
        self.in_words.setText(" · ".join(shown))

    def _say_foot(self) -> None:
        people = self.grid.grid.people()
        without = sum(1 for row in people if row.due is None)
        typed = sum(1 for key in self.grid.grid.typed if not self.grid.grid.is_empty(key))
        words = [plural("{n} person.", "{n} people.", len(people)), _("{n} without a next step.").format(n=without)]
        if typed:
            words.append(plural("{n} row is not saved yet.", "{n} rows are not saved yet.", typed))
        self.foot.show_as("text3")
        self.foot.setText(" ".join(words) if people or typed else _("Type the first person, or paste rows."))

    def _tell(self, sentence: str) -> None:
        if sentence:
            self.foot.show_as("red")
            self.foot.setText(sentence)
        else:
            self._say_foot()

    def fit(self, width: Width) -> None:
        """Fewer words where there is less room."""
        narrow, tight = width == "narrow", width != "wide"
        for button, key in ((self.paste, _("Ctrl+V")), (self.log, self.around.commands.key_of("log_people"))):
            button.setProperty("hint", "" if tight else key)
        for button in (self.paste, self.cards, self.log, self.step, self.tag):
            button.shrink(tight if button in (self.paste, self.cards, self.log) else narrow)
            button.updateGeometry()
        self.keys.setVisible(width == "wide")
        self.looking_back.fit(narrow)
        self._numbers.setVisible(not narrow)
        self.in_words.setVisible(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the name would have a word a line, the buttons stand below it."""
        below = self.width() < self.around.px(ONE_LINE)
        way = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        self._head.setDirection(way)
        super().resizeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files of this computer are welcome; a calendar or address cards go on to the window."""
        if not for_the_window(event.mimeData()) and self.event_row is not None and dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """They are kept with the event."""
        event.acceptProposedAction()
        self.tabs.setCurrentIndex(FILES)
        self.files.take(dropped_paths(event.mimeData()))

    def keep(self) -> None:
        """Keep what is half typed as drafts."""
        if self.event_row is not None:
            self.grid.keep()
            self.sessions.keep()
            self.notes.save()

    # Acting

    def subject(self) -> Subject:
        """The event and the selected people."""
        if self.event_row is None:
            return Subject()
        chosen = self.grid.chosen()
        met = self.grid.grid.met(self.grid.place()[0])
        return Subject(
            met.id if met else None, met.follow_up_id if met else None, self.event_row.id, tuple(chosen),
            tuple(row.follow_up_id for row in self.grid.grid.people() if row.id in chosen and row.follow_up_id),
        )  # fmt: skip

    def anchor(self) -> QPoint:
        """Below the current row."""
        rect = self.grid.visualRect(self.grid.currentIndex())
        return self.grid.viewport().mapToGlobal(rect.bottomLeft())

    def _paste(self) -> None:
        """The button: rows that were copied elsewhere."""
        text = QGuiApplication.clipboard().text().strip()
        if not text:
            self._tell(_("Copy the rows in your spreadsheet first, then press this."))
            return
        self.tabs.setCurrentIndex(PEOPLE)
        self._look_at_rows(text)

    def _ask_cards(self) -> None:
        """People from address cards, met here: looked at first, as everything that comes in."""
        chosen, _kind = QFileDialog.getOpenFileNames(
            self.window(), _("Which vCards?"), "", _("vCards (*.vcf *.vcard);;All files (*)")
        )
        if chosen and self.event_row is not None:
            self.around.go("import", {"files": chosen, "event": self.event_row.id})

    def _look_at_rows(self, text: str) -> None:
        from mrtnet.ui.grid.pasting import PasteDialog

        dialog = PasteDialog(self.desk, self.theme, self, text, self.grid.ways())
        dialog.taken.connect(self.grid.log_forms)
        dialog.open()

    def _ask_step(self) -> None:
        chosen = self.grid.chosen()
        if not chosen:
            self._tell(_("Select the people first: click a row, or hold Shift and press Down."))
            return
        from mrtnet.edits.event_rows import set_step
        from mrtnet.ui.dialogs.next_step import NextStepDialog

        NextStepDialog(self.around, chosen, lambda step: self.around.do(set_step, chosen, step)).open_at()

    def _menu(self, where: QPoint) -> None:
        self.around.commands.menu("person", self).popup(self.grid.viewport().mapToGlobal(where))


def with_guard(around: Around, notes: "Notes") -> QWidget:
    """The notes with the note guard below them."""
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(around.px(6))
    column.addWidget(notes, 1)
    notes.guard = NoteGuard(around.desk, around.theme, notes, internship=notes.is_internship)
    column.addWidget(notes.guard)
    return part


class Notes(QPlainTextEdit):
    """The notes of an event; saved when left, a draft while they are typed."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.desk = around.desk
        self._row: EventRow | None = None
        self._draft: Draft | None = None
        self.guard: NoteGuard | None = None
        self.setObjectName("event.notes")
        self.setMinimumHeight(around.px(32))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Notes"))
        self.setPlaceholderText(_("What you want to remember of this event. People only, never patient details."))
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._typed)

    def show_event(self, row: EventRow) -> None:
        """Show the notes of this event; what is typed and not saved stays."""
        if self._row is not None and self._row.id == row.id and self.document().isModified():
            self._row = row
            return
        self.save()
        self._row = row
        if self._draft is not None:
            self._draft.leave()
        self._draft = Draft(self.desk, f"event.notes:{row.id}", self)
        kept = self._draft.read()
        self.blockSignals(True)
        self.setPlainText(kept if isinstance(kept, str) else row.note)
        self.blockSignals(False)
        if self.guard is not None:
            self.guard.look()
        self.document().setModified(isinstance(kept, str))

    def is_internship(self) -> bool:
        """Whether the event shown is one."""
        return self._row is not None and self._row.kind in INTERNSHIPS

    def save(self) -> None:
        """Put what was typed into the book."""
        row, draft = self._row, self._draft
        if row is None or draft is None or not self.document().isModified():
            return
        from mrtnet.edits import events as edits

        now = events.one(self.desk.read, row.id)
        self.document().setModified(False)
        if now is None:
            return
        kept = {field: getattr(now, field) for field in EventForm.model_fields if field in now._fields}
        try:
            form = EventForm.checked(**{**kept, "note": self.toPlainText()})
        except Trouble as wrong:
            self.desk.trouble.emit(str(wrong))
            return
        self.desk.do(draft.in_save(edits.change_event), row.id, form, today=self.desk.today)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving saves."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.save()

    def _typed(self) -> None:
        if self._draft is not None:
            self._draft.keep(self.toPlainText())
