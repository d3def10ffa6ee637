"""Quick capture: one line per person, no dialog, no mouse, no waiting (design 3.2).

    capture = CaptureWindow(desk, theme, settings)
    capture.open_for(event_id)      # None: the event that runs now or ended within seven days

Enter saves and starts the next card, Ctrl+Enter saves and closes, Esc closes and keeps what is typed.
"""

import json
import sys
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QCloseEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mrtnet.domain import kinds
from mrtnet.domain.forms import PersonForm
from mrtnet.domain.names import fold
from mrtnet.domain.quick_line import Known
from mrtnet.domain.rows import EventRow
from mrtnet.domain.when import say_when
from mrtnet.queries import events, known, people
from mrtnet.queries.drafts import draft as read_draft
from mrtnet.queries.duplicates import Alike, like_form
from mrtnet.settings import Settings
from mrtnet.store.journal import Changes
from mrtnet.trouble import Trouble
from mrtnet.ui.capture.card import Card, Ways, beside, filled, form_of, from_json, pasted, problem, spread
from mrtnet.ui.capture.fields import CardField, CompletingField, NameField
from mrtnet.ui.capture.first_step import NOTHING, First, first_step
from mrtnet.ui.capture.parts import EventHead, JustLogged, Line, Saved, StepLine, step_words
from mrtnet.ui.desk import Desk
from mrtnet.ui.icons import icon, program_icon
from mrtnet.ui.pages.event_words import event_words, say_span
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import Button, Chip, Divider, Label
from mrtnet.ui.widgets.flow import Flow
from mrtnet.words import _, plural

KEY = "capture"
PAUSE = 150  # ms after the last key until the draft is kept and doubles are looked for
LONGEST = 1000  # ms of typing without a pause until the draft is kept all the same
WIDTH, NARROW = 644, 470  # design px; below NARROW the fields stand one below the other
RANKS = ("A", "B", "C")


class CaptureWindow(QWidget):
    """The window in which people are logged. It is kept when closed, so it opens at once."""

    def __init__(self, desk: Desk, theme: Theme, settings: Settings) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.desk, self.theme, self.settings = desk, theme, settings
        self.setObjectName("capture")
        self.setWindowTitle(_("Log people"))
        self.setWindowIcon(program_icon())
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.event_row: EventRow | None = None
        self._card = Card()
        self._queue: list[Card] = []
        self._last: list[tuple[Saved, int, Card]] = []
        self._employer = ""
        self._alike: Alike | None = None
        self._known: Known | None = None
        self._showing = False
        self._step = NOTHING
        self._scale = theme.scale
        self._pause = self._timer(PAUSE, self._paused)
        self._longest = self._timer(LONGEST, self.keep)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._build()
        self._bind_keys()
        desk.changed.connect(self._changed)
        desk.day_changed.connect(self._day_changed)
        theme.changed.connect(self._dress)
        self._restore()

    # Opening and closing

    def open_for(self, event_id: int | None = None) -> None:
        """Come up for this event, or for the current one, with what was left half typed."""
        if event_id is not None and self._card.is_blank:
            self._choose(event_id)
        elif self.event_row is None and self._card.is_blank:
            self._pin(events.current(self.desk.read, self.desk.today))
        if not self.isVisible():
            self._size()
        self.show()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_step()

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is typed stays as a draft."""
        self.keep()
        event.accept()

    # The card

    def card(self) -> Card:
        """What is typed now."""
        return self._card._replace(
            name=self.name.text(),
            marks=self.name.marks,
            works_at=self.works_at.text(),
            talked=self.talked.text(),
            reach=self.reach.text(),
            tags=self.tags.text(),
            step=self.step.field.text(),
        )

    def show_card(self, card: Card) -> None:
        """Show this card in the fields."""
        self._showing = True
        self._card = card
        self.name.put(card.name)
        self.name.show_marks(card.marks)
        for field, text in ((self.works_at, card.works_at), (self.talked, card.talked),
                            (self.reach, card.reach), (self.tags, card.tags)):  # fmt: skip
            if field.text() != text:
                field.put(text)
        self.step.put(card.step)
        self._showing = False
        self._show_rank()
        self._show_beside()
        self._show_step()

    def save(self, *, close: bool = False) -> None:
        """Save the card; then the next one, or close."""
        card = spread(self.card(), self._ways())
        if card.is_blank:
            self._after_blank(close)
            return
        wrong = problem(card, self._ways())
        if wrong:
            self._tell_problem(wrong)
            return
        form = form_of(card, self._ways(), self._step.kind)
        step = first_step(self.desk.read, self.desk.about, self.desk.today, self.event_row, form)
        from mrtnet.edits.cards import log_cards

        self._order(log_cards, [form], card=card, form=form, step=step, close=close)

    def add_to_known(self) -> None:
        """Alt+M: the card is somebody on file; what it tells anew is added to that person."""
        card = spread(self.card(), self._ways())
        if self._alike is None or self.line.same.isHidden() or card.is_blank:
            return
        try:
            form = form_of(card, self._ways(), self._step.kind)
        except Trouble as wrong:
            self._tell_problem(str(wrong))
            return
        from mrtnet.edits.cards import add_card

        row = self._alike.row
        step = First("", _("Added to {name}").format(name=row.name), self.desk.today)
        self._order(add_card, row.id, form, card=card, form=form, step=step, close=False)

    def take_back(self) -> None:
        """Ctrl+Z: undo the last one saved; its card comes back into the fields."""
        if not self._last:
            return
        saved, step_id, card = self._last.pop(0)
        now = self.card()
        if not now.is_blank:
            self._queue.insert(0, now)
        self.show_card(card)
        self._restart()
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.desk.undo(step_id)
        self.keep()
        self._show_saved()
        self._announce(_("{name} taken back.").format(name=saved.name))

    def keep(self) -> None:
        """Keep what is typed as a draft, now."""
        self._pause.stop()
        self._longest.stop()
        from mrtnet.edits.drafts import keep_draft

        self.desk.quietly(keep_draft, KEY, self._draft_body(self.card(), self._queue))

    def same_employer(self) -> None:
        """Ctrl+D: works where the last person works."""
        if self._employer:
            self.works_at.put(self._employer)
            self.works_at.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._typed()

    # Building

    def _build(self) -> None:
        px, theme = self.theme.px, self.theme
        self.head = EventHead(theme)
        self.head.clicked.connect(self._event_menu)
        self.head.counted.connect(self._count)
        self.name = NameField(theme, _("Name and credentials"), self._takes, "capture.name")
        self.works_at = CompletingField(theme, _("Works at"), self._takes, self._employers,
                                        placeholder=_("Optional"), icon="buildings",
                                        name="capture.works_at")  # fmt: skip
        self.talked = CardField(theme, _("You talked about"), self._takes, _("Optional"), name="capture.talked")
        self.reach = CardField(theme, _("Email, phone or link"), self._takes, _("Optional"), "envelope-simple",
                               "capture.reach")  # fmt: skip
        self.tags = CompletingField(theme, _("Tags"), self._takes, self._tags_like, several=True,
                                    placeholder=_("Optional"), icon="tag", name="capture.tags")  # fmt: skip
        self.step = StepLine(theme)
        self.line = Line(theme)
        self.logged = JustLogged(theme)
        self._fields = QWidget()
        self._grid = QGridLayout(self._fields)
        self._grid.setContentsMargins(px(20), px(16), px(20), px(12))
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(5))
        self._ranks = [self._rank_chip(rank) for rank in RANKS]
        ranks = QHBoxLayout()
        ranks.setSpacing(px(4))
        ranks.addWidget(Label(theme, _("Rank"), "small", "text3"))
        for chip in self._ranks:
            ranks.addWidget(chip)
        self._rank_hint = Label(theme, "Alt+A B C", "small", "text3")
        ranks.addWidget(self._rank_hint)
        self._blocks = [
            self._block(_("Name and credentials"), self.name, ranks),
            self._block(_("Works at"), self.works_at, Label(theme, _("{key} same as before").format(key="Ctrl+D"),
                                                           "small", "text3")),
            self._block(_("You talked about"), self.talked),
            self._block(_("Email, phone or link"), self.reach),
            self._block(_("Tags"), self.tags),
        ]  # fmt: skip
        self._beside = QWidget()
        self._beside_row = Flow(px(6))
        self._beside.setLayout(self._beside_row)
        self.save_next = Button(theme, _("Save and next"), "arrow-elbow-down-left", kind="primary", hint=_("Enter"),
                                name="capture.save")  # fmt: skip
        self.save_close = Button(theme, _("Save and close"), hint=_("Ctrl+Enter"), name="capture.close")
        self.save_next.clicked.connect(lambda: self.save())
        self.save_close.clicked.connect(lambda: self.save(close=True))
        self.line.same.clicked.connect(self.add_to_known)
        self._note = Label(theme, _("People only. Never patient details."), "small", "text3", wrap=True)
        self._lay_out(px(WIDTH))
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(px(17), px(8), px(20), px(8))
        buttons.setSpacing(px(3))
        buttons.addWidget(self.save_next)
        buttons.addWidget(self.save_close)
        buttons.addWidget(self._note, 1)
        buttons.addStretch(0)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._fields)
        column.addWidget(self.line)
        column.addLayout(buttons)
        column.addWidget(Divider(theme, "divider"))
        column.addWidget(self.logged, 1)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inner = inner
        self._area.setWidget(inner)
        self._paint_ground()
        self._column.addWidget(self._area)
        self._connect()
        self._order_tabs()

    def _block(self, title: str, field: QWidget, end: QWidget | QHBoxLayout | None = None) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, self.theme.px(6))
        column.setSpacing(self.theme.px(5))
        head = QHBoxLayout()
        label = Label(self.theme, title, "small_medium", "text2")
        label.setBuddy(field)
        head.addWidget(label)
        head.addStretch(1)
        if isinstance(end, QWidget):
            head.addWidget(end)
        elif end is not None:
            head.addLayout(end)
        column.addLayout(head)
        column.addWidget(field)
        return block

    def _rank_chip(self, rank: str) -> Chip:
        chip = Chip(self.theme, rank, name=f"capture.rank.{rank.lower()}", choose=True)
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        chip.setAccessibleName(_("Rank {rank}").format(rank=rank))
        chip.clicked.connect(partial(self.set_rank, rank))
        return chip

    def _lay_out(self, width: int) -> None:
        """Two columns of fields, or one where there is no room."""
        narrow = width < self.theme.px(NARROW)
        self._is_narrow = narrow
        for block in [*self._blocks, self.step, self._beside]:
            self._grid.removeWidget(block)
        name, works, talked, reach, tags = self._blocks
        places = (
            [(name, 0, 0, 2), (works, 1, 0, 2), (talked, 2, 0, 2), (reach, 3, 0, 2), (tags, 4, 0, 2)]
            if narrow
            else [(name, 0, 0, 2), (works, 1, 0, 1), (talked, 1, 1, 1), (reach, 2, 0, 1), (tags, 2, 1, 1)]
        )
        for block, row, column, span in places:
            self._grid.addWidget(block, row, column, 1, span)
        self._grid.addWidget(self._beside, 5, 0, 1, 2)
        self._grid.addWidget(self.step, 6, 0, 1, 2)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self.step.arrange(narrow=narrow)
        self._rank_hint.setVisible(not narrow)
        self._note.setVisible(not narrow)
        for button, key in ((self.save_next, _("Enter")), (self.save_close, _("Ctrl+Enter"))):
            button.setProperty("hint", "" if narrow else key)
            button.updateGeometry()

    def _connect(self) -> None:
        for field in (self.name, self.works_at, self.talked, self.reach, self.tags):
            field.textChanged.connect(lambda _text: self._typed())
            field.wants_back.connect(self.take_back)
        self.name.left.connect(self._left_name)
        self.name.mark_taken_back.connect(self._name_stays)
        self.works_at.left.connect(self._left_employer)
        for field in (self.talked, self.reach, self.tags):
            field.left.connect(self.keep)
        self.step.changed.connect(self._typed)
        self.step.closed.connect(lambda: self.tags.setFocus(Qt.FocusReason.OtherFocusReason))
        self.step.kind_wanted.connect(self._kind_menu)
        self.step.day_wanted.connect(self._day_menu)

    def _order_tabs(self) -> None:
        order: list[QWidget] = [
            self.head, self.name, self.works_at, self.talked, self.reach, self.tags, self.step.field, self.step.kind,
            self.step.day, self.line.same, self.save_next, self.save_close,
        ]  # fmt: skip
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _bind_keys(self) -> None:
        keys: dict[str, Any] = {
            "Ctrl+D": self.same_employer,
            "Ctrl+E": self._new_event,
            "Alt+N": lambda: self.step.open(),
            "Alt+M": self.add_to_known,
            "Alt+L": lambda: self.head.ask_number(),
            **{f"Alt+{rank}": partial(self.set_rank, rank) for rank in RANKS},
        }
        for key, run in keys.items():
            self._bind(key, run)
            if sys.platform == "darwin" and key.startswith("Alt+"):  # there Alt types letters
                self._bind(key.replace("Alt+", "Meta+"), run)

    def _bind(self, key: str, run: Any) -> None:
        QShortcut(QKeySequence(key), self).activated.connect(run)

    def _timer(self, wait: int, run: Any) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait)
        timer.timeout.connect(run)
        return timer

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Ctrl+Enter, Esc and Ctrl+Z, wherever the focus is."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.save(close=True)
            elif focused is self.head.number:
                self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            elif isinstance(focused, QAbstractButton):
                focused.click()
            else:
                self.save()
        elif key == Qt.Key.Key_Escape:
            if self.head.number.isVisible():
                self.head.number.hide()
                self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.close()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.take_back()
        else:
            super().keyPressEvent(event)

    # Typing

    def _typed(self) -> None:
        if self._showing:
            return
        if not self.name.text() and self._card.as_is:
            self._card = self._card._replace(as_is=False)
        if self.line.words and self.line.token == "red_tint":
            self._look_alike(None)
        self._restart()
        self._show_step()

    def _restart(self) -> None:
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def _paused(self) -> None:
        self.keep()
        self._find_alike()

    def _left_name(self) -> None:
        """Marks become chips; a whole quick line goes to its fields."""
        card = self.card()
        read = spread(card, self._ways())
        if read != card:
            self.show_card(read)
        self.keep()
        self._find_alike()

    def _name_stays(self) -> None:
        self._card = self._card._replace(as_is=True, parts={})

    def _left_employer(self) -> None:
        """The stored spelling takes the place of the typed one."""
        from mrtnet.ui.capture.card import job_of

        text = self.works_at.text().strip()
        if text and len(text) < LONGEST:
            try:
                job = job_of(text, self._ways().known)
            except Trouble:
                return
            said = f"{job.title} @ {job.organization}" if job.title else job.organization
            if said and said != self.works_at.text():
                self.works_at.put(said)
        self.keep()

    def _takes(self, text: str) -> bool:
        """A pasted signature, vCard or profile link fills the card; several people follow one another."""
        cards = pasted(text, self._ways())
        if not cards:
            return False
        self.show_card(filled(self.card(), cards[0]))
        self._queue[:0] = cards[1:]
        if len(cards) > 1:
            more = len(cards) - 1
            words = plural("{n} more person waits behind this one.", "{n} more people wait behind this one.", more)
            self.line.tell(words, token="blue", icon="stack")
        self._typed()
        return True

    def _employers(self, begun: str) -> Sequence[str]:
        found = known.organizations_like(self.desk.read, begun, 12)
        last = [self._employer] if self._employer and fold(self._employer).startswith(fold(begun)) else []
        return list(dict.fromkeys([*last, *found]))

    def _tags_like(self, begun: str) -> Sequence[str]:
        return [tag for tag in self._ways().known.tags if fold(tag).startswith(fold(begun))][:12]

    def set_rank(self, rank: str, *_checked: object) -> None:
        """Rank the person A, B or C; B is what counts without."""
        self._card = self._card._replace(rank="" if rank == "B" else rank)
        self._show_rank()
        self._typed()

    def _ways(self) -> Ways:
        desk = self.desk
        if self._known is None:
            self._known = Known(
                tuple(known.organizations(desk.read)), tuple(known.tags(desk.read)), tuple(known.events(desk.read))
            )
        return Ways(desk.today, desk.about.days, self._known, desk.about.day_first)

    # Saving

    def _order(self, edit: Any, *args: Any, card: Card, form: PersonForm, step: First, close: bool) -> None:
        following = self._queue.pop(0) if self._queue else Card()
        words = step_words(step, self.desk.today) if step.kind or step.due is None else step.title
        marks = ", ".join(form.credentials)
        if form.jobs and form.jobs[0].organization:
            self._employer = form.jobs[0].organization
        self._pause.stop()
        self._longest.stop()
        self._look_alike(None)
        self.show_card(following)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.desk.do(
            edit, *args, today=self.desk.today, event_id=self.event_row.id if self.event_row else None,
            draft=KEY, left_over=self._draft_body(following, self._queue), quiet=True,
            on_done=lambda logged: self._done(logged, form.name, marks, words, card),
            on_trouble=lambda why: self._refused(why, card),
        )  # fmt: skip
        if close:
            self.close()

    def _done(self, logged: Any, name: str, marks: str, words: str, card: Card) -> None:
        shown = name or next((row.name for row in people.rows(self.desk.read, logged.ids)), "")
        self._last.insert(0, (Saved(logged.ids[0], shown, marks, words), logged.step, card))
        del self._last[20:]
        self._show_saved()
        self._announce(_("{name} saved. {step}.").format(name=shown, step=words))

    def _refused(self, why: str, card: Card) -> None:
        """Nothing is lost: the card comes back, at once or as the next one."""
        if self.card().is_blank:
            self.show_card(card)
        else:
            self._queue.insert(0, card)
        self.keep()
        self._tell_problem(why)

    def _after_blank(self, close: bool) -> None:
        if close:
            self.close()
        elif self._queue:
            self.show_card(self._queue.pop(0))
            self.keep()
        else:
            self._tell_problem(_("Type a name first."))

    def _tell_problem(self, sentence: str) -> None:
        self._alike = None
        self.line.tell(sentence, token="red", icon="warning-circle")
        self._announce(sentence)

    # Showing

    def _show_step(self) -> None:
        """What will be set when this card is saved."""
        if self._showing or not self.isVisible():
            return
        today, card = self.desk.today, self.card()
        try:
            blank = form_of(card._replace(name=card.name.strip() or "X", as_is=True), self._ways(), "")
            planned = first_step(self.desk.read, self.desk.about, today, self.event_row,
                                 blank.model_copy(update={"next_step": None, "no_next_step": False}))  # fmt: skip
            form = form_of(card._replace(name="X", as_is=True), self._ways(), planned.kind)
            self._step = first_step(self.desk.read, self.desk.about, today, self.event_row, form)
        except Trouble as wrong:
            self.step.show_step(self._step, "circle-dashed", "", str(wrong))
            return
        step = self._step
        day = say_when(step.due, today) if step.due else ""
        if step.at is not None:
            day = step_words(step, today).rpartition(" · ")[2]
        over = _("That day is over.") if step.due is not None and step.due < today else ""
        self.step.show_step(step, kinds.kind("follow-up", step.kind).icon, day, over)

    def _show_rank(self) -> None:
        for chip, rank in zip(self._ranks, RANKS, strict=True):
            chip.setChecked((self._card.rank or "B") == rank)

    def _show_beside(self) -> None:
        self._beside_row.clear()
        for words in beside(self._card):
            self._beside_row.addWidget(Chip(self.theme, words[:80], "grey", "info"))
        self._beside.setVisible(self._beside_row.count() > 0)

    def _show_saved(self) -> None:
        self.logged.show_rows([saved for saved, _step, _card in self._last])

    def _find_alike(self) -> None:
        card = spread(self.card(), self._ways())
        if self.line.words and self.line.token != "accent_tint":
            return
        if len(card.name.strip()) < 3 and not card.reach.strip():
            self._look_alike(None)
            return
        try:
            found = like_form(self.desk.read, form_of(card._replace(step=""), self._ways()), 1)
        except Trouble:
            found = []
        self._look_alike(found[0] if found else None)

    def _look_alike(self, alike: Alike | None) -> None:
        self._alike = alike
        if alike is None:
            self.line.tell("", token="accent", icon="users")
            return
        row = alike.row
        met = _("met {day}").format(day=say_when(row.met_on, self.desk.today)) if row.met_on else ""
        parts = (row.name, row.credentials, row.organization, met)
        words = _("You may know them: {person}").format(person=", ".join(part for part in parts if part))
        self.line.tell(words, token="accent", icon="users", same=True)

    def _announce(self, words: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    # The event

    def _pin(self, row: EventRow | None) -> None:
        self.event_row = row
        self.head.show_event(row, event_words(row, self.desk.today))
        self._show_step()

    def _choose(self, event_id: int | None) -> None:
        self._pin(events.one(self.desk.read, event_id) if event_id is not None else None)
        self.keep()

    def _event_menu(self) -> None:
        menu = self._menu()
        today = self.desk.today
        for row in events.listed(self.desk.read)[:8]:
            words = f"{row.name}\t{say_span(row.first_day, row.last_day, today)}".replace("&", "&&")
            self._entry(menu, words, "ticket", partial(self._choose, row.id))
        self._entry(menu, _("No event: met by chance"), "push-pin-slash", partial(self._choose, None))
        menu.addSeparator()
        self._entry(menu, _("New event…") + "\tCtrl+E", "plus", self._new_event)
        if self.event_row is not None:
            self._entry(menu, _("Cards left…") + "\tAlt+L", "stack", self.head.ask_number)
        menu.popup(self.head.mapToGlobal(self.head.rect().bottomLeft()))

    def _new_event(self) -> None:
        from mrtnet.ui.dialogs.event_form import EventDialog

        dialog = EventDialog(self.desk, self.theme, self)
        dialog.saved.connect(self._choose)
        dialog.open()

    def _count(self, left: int | None) -> None:
        from mrtnet.edits.cards import set_cards_left

        if self.event_row is not None and left != self.event_row.cards_left:
            self.desk.do(set_cards_left, self.event_row.id, left, quiet=True)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    # The next step, by mouse

    def _kind_menu(self) -> None:
        menu = self._menu()
        for key in ("thank-you", "linkedin", "promise", "request", "check-in", "resource", "report-back", "other"):
            found = kinds.FOLLOW_UPS[key]
            self._entry(menu, _(found.title), found.icon, partial(self._say_step, kind=key))
        menu.addSeparator()
        self._entry(menu, _("No next step"), "circle-dashed", partial(self._say_step, kind="none"))
        menu.popup(self.step.kind.mapToGlobal(self.step.kind.rect().bottomLeft()))

    def _day_menu(self) -> None:
        menu = self._menu()
        words = [_("today"), _("tomorrow"), _("in 2 days"), _("in 3 days"), _("next week"), _("in 2 weeks")]
        for text in words:
            self._entry(menu, text[:1].upper() + text[1:], "calendar-blank", partial(self._say_step, day=text))
        menu.addSeparator()
        self._entry(menu, _("Another day…") + "\tAlt+N", "calendar-plus", self.step.open)
        menu.popup(self.step.day.mapToGlobal(self.step.day.rect().bottomLeft()))

    def _say_step(self, kind: str = "", day: str = "") -> None:
        kept = self._step
        when = day or (kept.due.isoformat() if kept.due and self.step.field.text() else "")
        self.step.put("none" if kind == "none" else " ".join(part for part in (kind or kept.kind, when) if part))
        self._typed()

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _entry(self, menu: QMenu, words: str, symbol: str, run: Any) -> None:
        menu.addAction(icon(self.theme, symbol, "text2"), words).triggered.connect(lambda _on=False: run())

    # Staying in step with the book and the look

    def _restore(self) -> None:
        told = read_draft(self.desk.read, KEY)
        told = told if isinstance(told, dict) else {}
        self._queue = [from_json(each) for each in told.get("queue", []) if isinstance(each, dict)]
        card = from_json(told.get("card"))
        event = told.get("event")
        row = events.one(self.desk.read, event) if isinstance(event, int) and not card.is_blank else None
        self._pin(row or events.current(self.desk.read, self.desk.today))
        self.show_card(card)
        self._show_saved()

    def _draft_body(self, card: Card, queue: Sequence[Card]) -> str:
        if card.is_blank and not card.step and not queue:
            return ""
        body = {"card": card.to_json(), "queue": [each.to_json() for each in queue],
                "event": self.event_row.id if self.event_row else None}  # fmt: skip
        return json.dumps(body, ensure_ascii=False)

    def _changed(self, changes: Changes) -> None:
        if changes.touches("organization") or changes.touches("tag") or changes.touches("event"):
            self._known = None
        if changes.touches("event") or changes.touches("interaction"):
            self._pin(events.one(self.desk.read, self.event_row.id) if self.event_row else None)
        if changes.touches("person") and self._last:
            there = {row.id for row in people.rows(self.desk.read, [saved.person_id for saved, _s, _c in self._last])}
            self._last = [each for each in self._last if each[0].person_id in there]
            self._show_saved()

    def _day_changed(self) -> None:
        if self._card.is_blank and self.card().is_blank:
            self._pin(events.current(self.desk.read, self.desk.today))

    def _dress(self) -> None:
        self._paint_ground()
        if self.theme.scale == self._scale:
            return
        self._scale = self.theme.scale
        card = self.card()
        self._column.removeWidget(self._area)
        self._area.deleteLater()
        self._build()
        self._pin(self.event_row)
        self.show_card(card)
        self._show_saved()
        self._size()

    def _paint_ground(self) -> None:
        self.setPalette(self.theme.palette(Window="raised"))
        self._area.setPalette(self.theme.palette(Window="raised"))

    def _size(self) -> None:
        px = self.theme.px
        room = self.screen().availableGeometry().size()
        rows = JustLogged.MOST - len(self.logged.rows)
        coming = (px(44) if self.line.isHidden() else 0) + rows * px(36) + (0 if self.logged.rows else px(40))
        wanted = QSize(px(WIDTH), self._inner.sizeHint().height() + coming)
        self.setMinimumSize(min(px(360), room.width()), min(px(300), room.height()))
        self.resize(wanted.boundedTo(room - QSize(24, 48)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fields one below the other where there is no room for two."""
        super().resizeEvent(event)
        if (self.width() < self.theme.px(NARROW)) != self._is_narrow:
            self._lay_out(self.width())
