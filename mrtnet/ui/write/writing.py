"""Writing from anywhere in the window: opens the letter beside the list, walks through several, tells what was sent."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer

from mrtnet.domain.when import say_inside
from mrtnet.queries import events, follow_ups, person
from mrtnet.trouble import Trouble
from mrtnet.ui import names
from mrtnet.ui.around import Around
from mrtnet.ui.links import open_link
from mrtnet.ui.saying import step_title
from mrtnet.ui.widgets.toast import Toast
from mrtnet.ui.write.beside import Beside
from mrtnet.ui.write.letter import Letter
from mrtnet.ui.write.panel import WritePanel
from mrtnet.ui.write.sending import Sent
from mrtnet.ui.write.toast import SentToast
from mrtnet.words import _

THANKS = "thank-you"


class Writing(QObject):
    """One window's letters. `open_link` is replaced in tests."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.window)
        self.around = around
        self.open_link: Callable[[str], bool] = open_link
        self.beside = Beside(around)
        self.panel: WritePanel | None = None
        self._queue: list[tuple[int | None, int | None]] = []
        """(person, follow-up) of those still to write to; with a follow-up its own person counts."""
        self._walk = 0
        self._last: tuple[str, int, Sent, dict[str, Any]] | None = None
        self._tell_again = False
        self.toast = SentToast(around.theme, around.window, around.commands.key_of("undo"))
        self.toast.undo.connect(around.desk.undo)
        self.toast.not_sent.connect(self.not_sent)
        for others in (around.desk.said, around.desk.trouble):
            others.connect(lambda *_told: self.toast.dismiss())
        around.desk.leaving.connect(self._put_away)
        around.window.installEventFilter(self)

    # Beginning

    def write(self) -> None:
        """The letter of the current row."""
        subject = self.around.subject()
        if subject.person_id is None:
            self._say_trouble(_("There is nobody to write to here."))
            return
        if len(subject.person_ids) > 1:
            self.write_to_all(subject.person_ids)
            return
        step = subject.follow_up_id
        if step is None:
            waiting = follow_ups.of_person(self.around.desk.read, subject.person_id)
            step = waiting[0].id if waiting else None
        self.write_to(subject.person_id, step)

    def write_to(self, person_id: int, follow_up_id: int | None = None, *, template: str = "") -> None:
        """One letter to this person, for this follow-up, or from this template."""
        self._queue.clear()
        self._walk = 0
        self._open(person_id, follow_up_id, template)

    def write_to_all(self, person_ids: Sequence[int]) -> None:
        """One after another, each for her next step; those who are not to be written to are passed over."""
        read, queue = self.around.desk.read, list[tuple[int | None, int | None]]()
        for person_id in dict.fromkeys(person_ids):
            detail = person.detail(read, person_id)
            if detail is not None and not detail.do_not_contact and not detail.deceased:
                step = next(iter(follow_ups.of_person(read, person_id)), None)
                queue.append((person_id, step.id if step else None))
        if not queue:
            self._say_trouble(_("There is nobody to write to here."))
            return
        self._queue, self._walk = queue, len(queue)
        self._next()

    def thank(self, event_id: int | None = None) -> None:
        """Walk through the thank-you notes of this event, else of the one that the page is about."""
        event_id = event_id if event_id is not None else self.around.subject().event_id
        if event_id is None:
            current = events.current(self.around.desk.read, self.around.desk.today)
            event_id = current.id if current else None
        open_ones = follow_ups.of_event(self.around.desk.read, event_id) if event_id is not None else []
        self.walk([row.id for row in open_ones if row.kind == THANKS and row.person_id is not None])

    def walk(self, follow_up_ids: Sequence[int]) -> None:
        """Write for these follow-ups, one after another."""
        if not follow_up_ids:
            self.around.desk.said.emit(_("Nobody is left to thank."), 0)
            return
        self._queue = [(None, each) for each in follow_up_ids]
        self._walk = len(self._queue)
        self._next()

    def _next(self) -> None:
        while self._queue:
            person_id, step = self._queue.pop(0)
            row = follow_ups.one(self.around.desk.read, step) if step is not None else None
            open_step = row.id if row is not None and row.state == "open" else None
            if person_id is None and row is not None and open_step is not None:
                person_id = row.person_id
            if person_id is not None:
                self._open(person_id, open_step)
                return
        self.close()

    def _open(self, person_id: int, follow_up_id: int | None, template: str = "") -> None:
        try:
            letter = Letter(self.around.desk, person_id, follow_up_id)
            if template:
                letter.begin_with(template)
        except Trouble as trouble:
            self._say_trouble(str(trouble))
            if self._walk:
                self._next()
            return
        self._put(letter)

    def _put(self, letter: Letter) -> WritePanel:
        if self.panel is not None:
            self.panel.flush()
        place = self._walk - len(self._queue)
        walk = _("{n} of {all}").format(n=place, all=self._walk) if self._walk > 1 else ""
        panel = self.panel = WritePanel(self.around, letter, lambda link: self.open_link(link), walk)
        panel.sent.connect(self._sent)
        panel.closed.connect(self.close)
        panel.passed.connect(self._next)
        self.beside.show(panel)
        panel.begin()
        for toast in self.around.window.findChildren(Toast):
            QTimer.singleShot(0, toast.place)  # it leaves the buttons of the letter free
        return panel

    def close(self) -> None:
        """Close the letter; the list has the keyboard again."""
        self._queue.clear()
        self._walk = 0
        if self.panel is not None:
            self.panel = None
            self.beside.clear()

    def _put_away(self) -> None:
        """Another book comes: the letter stays a draft, and what was sent is told no more."""
        if self.panel is not None:
            self.panel.flush()
        self._last = None
        self.close()

    # After sending

    def _sent(self, sent: Sent, step: int) -> None:
        assert self.panel is not None
        state, copied = self.panel.property("state"), bool(self.panel.property("copied"))
        words = self._told(sent, copied)
        self._last, self._tell_again = (words, step, sent, state), True
        if self._queue:
            self._next()
        else:
            self.close()
        self._tell()

    def _told(self, sent: Sent, copied: bool) -> str:
        words = _("Logged as called.") if sent.channel == "phone" else _("Logged as sent.")
        waiting = follow_ups.of_person(self.around.desk.read, sent.person_id)
        if waiting:
            step = step_title(waiting[0].kind, waiting[0].title)
            day = say_inside(waiting[0].due, self.around.desk.today)
            words += " " + _("Next: {step}, {day}").format(step=step, day=day)
        return f"{words.rstrip('.')}. " + _("Text is on the clipboard.") if copied else words

    def _tell(self) -> None:
        if self._last is not None:
            words, step, _sent, _state = self._last
            others = self.around.window.findChild(Toast, names.TOAST)
            if isinstance(others, Toast):
                others.dismiss()
            self.toast.say(words, step)

    def not_sent(self) -> None:
        """It did not leave after all: what was logged is undone, and the letter is there again as it stood."""
        if self._last is None:
            return
        _words, step, sent, state = self._last
        self._last = None
        self.around.desk.undo(step)
        try:
            letter = Letter(self.around.desk, sent.person_id, sent.follow_up_id)
        except Trouble as trouble:
            self._say_trouble(str(trouble))
            return
        self._queue.clear()
        self._walk = 0
        self._put(letter).take(state)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Back from the mail program: say once more what was logged. Closing keeps what was typed."""
        if event.type() == QEvent.Type.WindowActivate and self._tell_again:
            self._tell_again = False
            if self._last is not None and self._is_newest(self._last[1]):
                self._tell()
        elif event.type() == QEvent.Type.Close and self.panel is not None:
            self.panel.flush()
        return False

    def _is_newest(self, step: int) -> bool:
        return self.around.desk.book.newest_step() == step

    def _say_trouble(self, sentence: str) -> None:
        self.around.desk.trouble.emit(sentence)
