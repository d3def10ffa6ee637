"""What another process does to the same book meanwhile: the command line, the reminder service, a second window."""

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from mrtnet import clock
from mrtnet.domain.forms import EventForm, FollowUpForm, InteractionForm, PersonForm
from mrtnet.edits import events, follow_ups, people, settings, tags
from mrtnet.store.book import Book
from mrtnet.trouble import Trouble
from mrtnet.ui.window import Window

NAMES = ("Amina Yusuf", "<b>Rosa</b>", "\u202eevil", "Ngọc Ánh", "x" * 490, "👩\u200d⚕️ Dr. Weiß", "Jonas\tWeiß", "מרים")
ZONES = ("America/Chicago", "Asia/Kathmandu", "Pacific/Auckland", "")


class Elsewhere:
    """A second way into the book, opened as any process does."""

    def __init__(self, path: Path, dice: random.Random) -> None:
        self.book = Book.open(path, origin="elsewhere")
        self.dice = dice
        self._changes: tuple[Callable[[Window], Any], ...] = (
            self._log, self._rename, self._remove, self._done, self._snooze, self._remove_event, self._add_event,
            self._about, self._tag, self._undo, self._redo, self._contact, self._follow_up,
        )  # fmt: skip

    def change(self, window: Window) -> str:
        """One change, mostly of what the window shows now; what it was."""
        change = self.dice.choice(self._changes)
        try:
            change(window)
        except Trouble:  # there is nothing to undo, or that row is gone already
            return f"{change.__name__[1:]} refused"
        return change.__name__[1:]

    def fill(self) -> None:
        """Somebody to show, and an event, if all are gone."""
        if not self.book.read.execute("SELECT 1 FROM person LIMIT 1").fetchone():
            self.book.do(people.log_people, [PersonForm(name=name, rank="A") for name in NAMES], today=self._today())
        if not self.book.read.execute("SELECT 1 FROM event LIMIT 1").fetchone():
            form = EventForm(name="Regional coding day", kind="conference", first_day=self._today())
            self.book.do(events.add_event, form, today=self._today())

    def _today(self) -> Any:
        return clock.today()

    def _person(self, window: Window) -> int:
        shown = window.subject().person_id
        return shown if shown is not None and self.dice.random() < 0.6 else self._any("person")

    def _any(self, table: str, where: str = "1") -> int:
        rows = self.book.read.execute(f"SELECT id FROM {table} WHERE {where} ORDER BY id").fetchall()
        if not rows:
            raise Trouble("nothing there")
        return int(self.dice.choice(rows)[0])

    def _log(self, _window: Window) -> None:
        self.book.do(people.log_people, [PersonForm(name=self.dice.choice(NAMES), rank="B")], today=self._today())

    def _rename(self, window: Window) -> None:
        form = PersonForm(name=self.dice.choice(NAMES), note=self.dice.choice(NAMES))
        self.book.do(people.change_person, self._person(window), form, today=self._today())

    def _remove(self, window: Window) -> None:
        self.book.do(people.remove_people, [self._person(window)])

    def _done(self, window: Window) -> None:
        row = window.subject().follow_up_id or self._any("follow_up", "state = 'open'")
        self.book.do(follow_ups.done, row, self._today(), today=self._today())

    def _snooze(self, window: Window) -> None:
        row = window.subject().follow_up_id or self._any("follow_up", "state = 'open'")
        until = self._today() + timedelta(days=self.dice.randrange(9))
        self.book.do(follow_ups.snooze, [row], until, today=self._today())

    def _remove_event(self, window: Window) -> None:
        self.book.do(events.remove_event, window.subject().event_id or self._any("event"))

    def _add_event(self, _window: Window) -> None:
        form = EventForm(name=self.dice.choice(NAMES)[:200], kind="conference", first_day=self._today())
        self.book.do(events.add_event, form, today=self._today())

    def _about(self, _window: Window) -> None:
        self.book.do(settings.set_about, name=self.dice.choice(NAMES)[:100], time_zone=self.dice.choice(ZONES))

    def _tag(self, window: Window) -> None:
        self.book.do(tags.tag_people, [self._person(window)], self.dice.choice(("mentor", "<i>x</i>", "coding")))

    def _undo(self, _window: Window) -> None:
        self.book.undo()

    def _redo(self, _window: Window) -> None:
        self.book.redo()

    def _contact(self, window: Window) -> None:
        form = InteractionForm(kind="email", on=self._today(), title=self.dice.choice(NAMES)[:100], body="…")
        self.book.do(follow_ups.log_contact, [self._person(window)], form, today=self._today())

    def _follow_up(self, window: Window) -> None:
        form = FollowUpForm(kind="other", title=self.dice.choice(NAMES)[:100], due=self._today())
        self.book.do(follow_ups.add, self._person(window), form, today=self._today())
