"""Quick capture: one line per person, no dialog, no mouse, no waiting (design 3.2).

    capture = CaptureWindow(desk, theme, settings)
    capture.open_for(event_id)      # None: the event that runs now or ended within seven days

Enter saves and starts the next card, Ctrl+Enter saves and closes, Esc closes and keeps what is typed.
"""

import json
import sys
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout, QWidget

from mrtnet.domain.files import KeptFile
from mrtnet.domain.forms import PersonForm
from mrtnet.domain.kinds import INTERNSHIPS
from mrtnet.domain.names import fold
from mrtnet.domain.quick_line import Known
from mrtnet.domain.rows import EventRow
from mrtnet.queries import events, known, people
from mrtnet.queries.drafts import draft as read_draft
from mrtnet.queries.duplicates import Alike
from mrtnet.settings import Settings
from mrtnet.store.drafts import keep_draft
from mrtnet.store.journal import Changes
from mrtnet.trouble import Trouble
from mrtnet.ui.capture import menus
from mrtnet.ui.capture.alike import find_alike, say_alike
from mrtnet.ui.capture.card import Card, Ways, form_of, from_json, problem
from mrtnet.ui.capture.first_step import First, first_step
from mrtnet.ui.capture.form import RANKS, Source
from mrtnet.ui.capture.inside import Inside
from mrtnet.ui.capture.parts import Saved, step_words
from mrtnet.ui.capture.photos import Photos
from mrtnet.ui.desk import Desk
from mrtnet.ui.icons import program_icon
from mrtnet.ui.keeping import dropped_paths
from mrtnet.ui.note_guard import NoteGuard
from mrtnet.ui.pages.event_words import event_words
from mrtnet.ui.theme import Theme
from mrtnet.words import _, plural

KEY, FILES = "capture", "capture.files"  # drafts
PAUSE = 150  # ms after the last key until the draft is kept and doubles are looked for
LONGEST = 1000  # ms of typing without a pause until the draft is kept all the same
WIDTH, NARROW = 644, 470  # design px; below NARROW the fields stand one below the other
TAKEN_BACK = 20  # people Ctrl+Z can take back, one after the other


class CaptureWindow(QWidget):
    """The window in which people are logged. It is kept when closed, so it opens at once."""

    wants_person = Signal(int)
    """To look at somebody on file who may be the one typed."""

    def __init__(self, desk: Desk, theme: Theme, settings: Settings) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.desk, self.theme, self.settings = desk, theme, settings
        self.setObjectName("capture")
        self.setWindowTitle(_("Log people"))
        self.setWindowIcon(program_icon())
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.event_row: EventRow | None = None
        self._queue: list[Card] = []
        self._last: list[tuple[Saved, int, Card]] = []
        self._employer = self._kept = self._kept_photos = ""
        self._photos = Photos()
        self.setAcceptDrops(True)
        self._alike: Alike | None = None
        self._known: Known | None = None
        self._scale = theme.scale
        self._pause = self._timer(PAUSE, self._paused)
        self._longest = self._timer(LONGEST, self.keep)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._source = Source(self._ways, self._employers, self._tags, self._first)
        self._build()
        self._bind_keys()
        desk.changed.connect(self._changed)
        desk.day_changed.connect(self._day_changed)
        theme.changed.connect(self._dress)
        self._restore()

    # Opening and closing

    def open_for(self, event_id: int | None = None) -> None:
        """Come up for this event, or for the current one, with what was left half typed."""
        if self.form.card().is_blank:
            if event_id is not None:
                self.choose(event_id)
            elif self.event_row is None:
                self._pin(events.current(self.desk.read, self.desk.today))
        if not self.isVisible():
            self._size()
        self.show()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()
        self._focus_name()
        self.form.show_step(anew=True)

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is typed stays as a draft."""
        self.keep()
        event.accept()

    def keep(self) -> None:
        """Keep what is typed as a draft, now."""
        self._stop_timers()
        body = self._draft_body(self.form.card(), self._queue)
        if body != self._kept:
            self._kept = body
            self.desk.quietly(keep_draft, KEY, body)

    # Saving

    def save(self, *, close: bool = False) -> None:
        """Save the card; then the next one, or close."""
        card = self.form.read()
        if card.is_blank:
            self._after_blank(close)
            return
        wrong = problem(card, self._ways())
        if wrong:
            self._tell_problem(wrong)
            return
        form = form_of(card, self._ways(), self.form.first.kind)
        from mrtnet.edits.cards import log_cards

        self._order(log_cards, [form], card=card, form=form, words=step_words(self._first(form), self.desk.today))
        if close:
            self.close()

    def add_to_known(self) -> None:
        """Alt+M: the card is somebody on file; what it tells anew is added to that person."""
        card = self.form.read()
        if self._alike is None or card.is_blank:
            return
        wrong = problem(card, self._ways())
        if wrong:
            self._tell_problem(wrong)
            return
        from mrtnet.edits.cards import add_card

        row = self._alike.row
        form = form_of(card, self._ways(), self.form.first.kind)
        self._order(add_card, row.id, form, card=card, form=form, words=_("Added to {name}").format(name=row.name))

    def open_known(self) -> None:
        """Alt+O: look at the person on file; the card stays as it is."""
        if self._alike is not None:
            self.keep()
            self.wants_person.emit(self._alike.row.id)

    def take_back(self) -> None:
        """Ctrl+Z: undo the last one saved; its card comes back into the fields."""
        if not self._last:
            return
        saved, step, card = self._last.pop(0)
        now = self.form.card()
        if not now.is_blank:
            self._queue.insert(0, now)
        self.form.show_card(card)
        self._focus_name()
        self.desk.undo(step)
        self._photos.taken_back(step)
        self._keep_photos()
        self.keep()
        self._show_saved()
        self._announce(_("{name} taken back.").format(name=saved.name))

    def same_employer(self) -> None:
        """Ctrl+D: works where the last person works."""
        if self._employer:
            self.form.works_at.put(self._employer)
            self._go_to(self.form.works_at)

    def _order(self, edit: Any, *args: Any, card: Card, form: PersonForm, words: str) -> None:
        """Save, and show the next card without waiting for it."""
        following = self._queue.pop(0) if self._queue else Card()
        if form.jobs and form.jobs[0].organization:
            self._employer = form.jobs[0].organization
        marks = ", ".join(form.credentials) or next((job.title for job in form.jobs if job.title), "")
        self._stop_timers()
        self._tell_alike(None)
        self._kept = self._draft_body(following, self._queue)
        self.form.show_card(following)
        self._focus_name()
        files, self._kept_photos = self._photos.hand_over(), ""
        self.desk.do(
            edit, *args, today=self.desk.today, event_id=self.event_row.id if self.event_row else None,
            draft=KEY, left_over=self._kept, quiet=True, files=files,
            on_done=lambda logged: self._done(logged, form.name, marks, words, card, files),
            on_trouble=lambda why: self._refused(why, card, files),
        )  # fmt: skip

    def _done(self, logged: Any, name: str, marks: str, words: str, card: Card, files: Sequence[KeptFile]) -> None:
        self._photos.saved(logged.step, files)
        shown = name or next((row.name for row in people.rows(self.desk.read, logged.ids)), "")
        self._last.insert(0, (Saved(logged.ids[0], shown, marks, words), logged.step, card))
        del self._last[TAKEN_BACK:]
        self._show_saved()
        self._announce(_("{name} saved. {step}.").format(name=shown, step=words))

    def _refused(self, why: str, card: Card, files: Sequence[KeptFile]) -> None:
        """Nothing is lost: the card comes back, at once or as the next one."""
        self._photos.back(files)
        self._keep_photos()
        self._kept = ""
        if self.form.card().is_blank:
            self.form.show_card(card)
        else:
            self._queue.insert(0, card)
        self.keep()
        self._tell_problem(why)

    def _after_blank(self, close: bool) -> None:
        if close:
            self.close()
        elif self._queue:
            self.form.show_card(self._queue.pop(0))
            self.keep()
        else:
            self._tell_problem(_("Type a name first."))

    # A photo of the card

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files of this computer are welcome."""
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """They are kept with the person when the card is saved."""
        event.acceptProposedAction()
        try:
            said = self._photos.take(event.mimeData())
        except Trouble as wrong:
            self._tell_problem(str(wrong))
        else:
            self._keep_photos()
            self.line.tell(said, token="accent", icon="paperclip")
            self._announce(said)

    def _keep_photos(self) -> None:
        """They wait in the book as the card does, so that nothing that ends the program loses them."""
        body = self._photos.draft()
        if body != self._kept_photos:
            self._kept_photos = body
            self.desk.quietly(keep_draft, FILES, body)

    # Building

    def _build(self) -> None:
        inside = self.inside = Inside(self.theme, self._source)
        self.head, self.form, self.line, self.logged = inside.head, inside.form, inside.line, inside.logged
        self.save_next, self.save_close = inside.save_next, inside.save_close
        self.guard = NoteGuard(self.desk, self.theme, self.form.talked, internship=self._is_internship)
        inside.put_below(self.guard)
        self.head.clicked.connect(self._event_menu)
        self.head.counted.connect(self._count)
        self.form.typed.connect(self._typed)
        self.form.left.connect(self._left)
        self.form.wants_back.connect(self.take_back)
        self.form.several.connect(self._several)
        self.form.step.kind_wanted.connect(lambda: menus.kind_menu(self.form))
        self.form.step.day_wanted.connect(lambda: menus.day_menu(self.form))
        self.line.same.clicked.connect(self.add_to_known)
        self.line.open.clicked.connect(self.open_known)
        self.save_next.clicked.connect(lambda: self.save())
        self.save_close.clicked.connect(lambda: self.save(close=True))
        self._is_narrow = False
        self._column.addWidget(inside)
        self.setPalette(self.theme.palette(Window="raised"))

    def _is_internship(self) -> bool:
        return self.event_row is not None and self.event_row.kind in INTERNSHIPS

    def _bind_keys(self) -> None:
        keys: dict[str, Any] = {
            "Ctrl+D": self.same_employer,
            "Ctrl+E": self._new_event,
            "Alt+N": self._open_step,
            "Alt+M": self.add_to_known,
            "Alt+O": self.open_known,
            "Alt+L": lambda: self.head.ask_number(),
            **{f"Alt+{rank}": partial(self._rank, rank) for rank in RANKS},
        }
        for key, run in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(run)
            if sys.platform == "darwin" and key.startswith("Alt+"):  # there Alt types letters
                QShortcut(QKeySequence(key.replace("Alt+", "Meta+")), self).activated.connect(run)

    def _rank(self, rank: str) -> None:
        self.form.set_rank(rank)

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
            self._enter(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif key == Qt.Key.Key_Escape:
            if self.head.number.isVisible():
                self.head.number.hide()
                self._focus_name()
            else:
                self.close()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.take_back()
        else:
            super().keyPressEvent(event)

    def _enter(self, close: bool) -> None:
        focused = self.focusWidget()
        if close:
            self.save(close=True)
        elif focused is self.head.number:
            self._focus_name()
        elif isinstance(focused, QAbstractButton):
            focused.click()
        else:
            self.save()

    def _focus_name(self) -> None:
        self._go_to(self.form.name, Qt.FocusReason.OtherFocusReason)

    def _open_step(self) -> None:
        self.form.step.open()
        self.inside.show_field(self.form.step)

    def _go_to(self, field: QWidget, reason: Qt.FocusReason = Qt.FocusReason.ShortcutFocusReason) -> None:
        field.setFocus(reason)
        self.inside.show_field(field)

    # Typing

    def _typed(self) -> None:
        if self.line.token == "red_tint":
            self._tell_alike(None)
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def _paused(self) -> None:
        self.keep()
        self._find_alike()

    def _left(self) -> None:
        self.keep()
        self._find_alike()

    def _stop_timers(self) -> None:
        self._pause.stop()
        self._longest.stop()

    def _several(self, cards: list[Card]) -> None:
        self._queue[:0] = cards
        words = plural("{n} more person waits behind this one.", "{n} more people wait behind this one.", len(cards))
        self.line.tell(words, token="blue", icon="stack")

    def _employers(self, begun: str) -> Sequence[str]:
        found = known.organizations_like(self.desk.read, begun, 12)
        last = [self._employer] if self._employer and fold(self._employer).startswith(fold(begun)) else []
        return list(dict.fromkeys([*last, *found]))

    def _tags(self, begun: str) -> Sequence[str]:
        return [tag for tag in self._ways().known.tags if fold(tag).startswith(fold(begun))][:12]

    def _first(self, form: PersonForm) -> First:
        return first_step(self.desk.read, self.desk.about, self.desk.today, self.event_row, form)

    def _ways(self) -> Ways:
        desk = self.desk
        if self._known is None:
            self._known = Known(
                tuple(known.organizations(desk.read)), tuple(known.tags(desk.read)), tuple(known.events(desk.read))
            )
        return Ways(desk.today, desk.about.days, self._known, desk.about.day_first)

    # Telling

    def _tell_problem(self, sentence: str) -> None:
        self._alike = None
        self.line.tell(sentence, token="red", icon="warning-circle")
        self.inside.show_field(self.focusWidget())
        self._announce(sentence)

    def _find_alike(self) -> None:
        if self.line.words and self.line.token != "accent_tint":
            return
        self._tell_alike(find_alike(self.desk.read, self.form.read(), self._ways()))

    def _tell_alike(self, alike: Alike | None) -> None:
        self._alike = alike
        if alike is None:
            self.line.tell("", token="accent", icon="users")
            return
        self.line.tell(say_alike(alike, self.desk.today), token="accent", icon="users", same=True)
        self.inside.show_field(self.focusWidget())

    def _show_saved(self) -> None:
        self.logged.show_rows([saved for saved, _step, _card in self._last])

    def _announce(self, words: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    # The event

    def choose(self, event_id: int | None) -> None:
        """Pin this event, or none."""
        self._pin(events.one(self.desk.read, event_id) if event_id is not None else None)
        self.keep()

    def _pin(self, row: EventRow | None) -> None:
        self.event_row = row
        self.head.show_event(row, event_words(row, self.desk.today))
        self.form.show_step(anew=True)

    def _event_menu(self) -> None:
        count = self.head.ask_number if self.event_row is not None else None
        menus.event_menu(self.desk, self.theme, self.head, self.choose, self._new_event, count)

    def _new_event(self) -> None:
        from mrtnet.ui.dialogs.event_form import EventDialog

        dialog = EventDialog(self.desk, self.theme, self)
        dialog.saved.connect(self.choose)
        dialog.open()

    def _count(self, left: int | None) -> None:
        from mrtnet.edits.cards import set_cards_left

        if self.event_row is not None and left != self.event_row.cards_left:
            self.desk.do(set_cards_left, self.event_row.id, left, quiet=True)
        self._focus_name()

    # Staying in step with the book and the look

    def _restore(self) -> None:
        told = read_draft(self.desk.read, KEY)
        told = told if isinstance(told, dict) else {}
        self._kept = json.dumps(told, ensure_ascii=False) if told else ""
        queue = told.get("queue")
        self._queue = [from_json(each) for each in queue] if isinstance(queue, list) else []
        card, event = from_json(told.get("card")), told.get("event")
        row = events.one(self.desk.read, event) if isinstance(event, int) and not card.is_blank else None
        self._pin(row or events.current(self.desk.read, self.desk.today))
        self.form.show_card(card)
        self._show_saved()
        self._photos.restore(read_draft(self.desk.read, FILES))
        self._kept_photos = self._photos.draft()
        if waiting := self._photos.words():
            self.line.tell(waiting, token="accent", icon="paperclip")

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
        if self.form.card().is_blank:
            self._pin(events.current(self.desk.read, self.desk.today))

    def _dress(self) -> None:
        if self.theme.scale == self._scale:
            self.setPalette(self.theme.palette(Window="raised"))
            self.inside.paint_ground()
            return
        self._scale = self.theme.scale
        card = self.form.card()
        self._column.removeWidget(self.inside)
        self.inside.hide()
        self.inside.deleteLater()
        self._build()
        self._pin(self.event_row)
        self.form.show_card(card)
        self._show_saved()
        self._size()
        self._focus_name()

    def _size(self) -> None:
        """As large as everything that can come up needs, and never larger than the screen."""
        px = self.theme.px
        room = self.screen().availableGeometry().size()
        wanted = QSize(px(WIDTH), self.inside.whole_height())
        self.setMinimumSize(min(px(430), room.width()), min(px(300), room.height()))
        self.resize(wanted.boundedTo(room - QSize(24, 48)))
        if self.testAttribute(Qt.WidgetAttribute.WA_Moved):  # later it comes where it was
            self._move_inside(self.x(), self.y())
        else:
            self._come_up_over(QApplication.activeWindow())

    def _come_up_over(self, other: QWidget | None) -> None:
        """In the middle of the window she works in, else of the screen, a little above: not in a corner far away."""
        room = self.screen().availableGeometry()
        works = other is not None and other is not self and other.windowType() != Qt.WindowType.Tool  # as reminders are
        middle = (other.frameGeometry() if other is not None and works else room).center()
        self._move_inside(middle.x() - self.width() // 2, middle.y() - self.height() * 5 // 9)

    def _move_inside(self, x: int, y: int) -> None:
        """There, or as near as it fits on the screen: larger text may have made it larger."""
        room = self.screen().availableGeometry()
        x = min(max(x, room.left()), max(room.left(), room.right() - self.width()))
        y = min(max(y, room.top()), max(room.top(), room.bottom() - self.height()))
        self.move(x, y)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fields one below the other where there is no room for two."""
        super().resizeEvent(event)
        narrow = self.width() < self.theme.px(NARROW)
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            self.inside.lay_out(narrow=narrow)
