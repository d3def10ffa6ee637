"""A small book and a day that passes: what a person does with the book over days, in few words."""

from datetime import date, timedelta
from typing import Any

from mrtnet.domain.forms import EventForm, FollowUpForm, InteractionForm, PersonForm, Reach
from mrtnet.domain.rows import FollowUpRow
from mrtnet.edits import events, follow_ups, people
from mrtnet.queries import follow_ups as asked
from mrtnet.queries import person
from mrtnet.store.book import Book

THURSDAY = date(2026, 10, 15)


class Hers:
    """Her book, on a day."""

    def __init__(self, book: Book, today: date = THURSDAY) -> None:
        self.book, self.today = book, today

    def event(self, **fields: Any) -> int:
        """An event that ended yesterday unless it is told otherwise."""
        told = {"name": "Lakeside HIM Forum", "first_day": date(2026, 10, 13), "last_day": date(2026, 10, 14), **fields}
        return self.book.do(events.add_event, EventForm(**told))

    def meets(self, name: str = "Rosa Delgado-Ruiz", *, event: int | None = None, **fields: Any) -> int:
        """Log one person, with an address to write to."""
        return self.meets_all([someone(name, **fields)], event=event)[0]

    def meets_all(self, forms: list[PersonForm], *, event: int | None = None, playbook: str = "") -> list[int]:
        """Log several people at once."""
        return self.book.do(people.log_people, forms, today=self.today, event_id=event, playbook=playbook)

    def open(self, person_id: int) -> list[FollowUpRow]:
        """Her open follow-ups, the nearest first."""
        return asked.of_person(self.book.read, person_id)

    def next(self, person_id: int) -> tuple[str, date] | None:
        """(kind, due) of the next step."""
        steps = self.open(person_id)
        return (steps[0].kind, steps[0].due) if steps else None

    def closed(self, person_id: int) -> list[tuple[str, str]]:
        """(kind, state) of what is dealt with, the oldest first."""
        rows = asked.of_person(self.book.read, person_id, only_open=False)
        return [(row.kind, row.state) for row in sorted(rows, key=lambda row: row.id) if row.state != "open"]

    def does(self, person_id: int, on: date | None = None, **how: Any) -> int | None:
        """The next step is done."""
        return self.book.do(follow_ups.done, self.open(person_id)[0].id, on or self.today, today=self.today, **how)

    def skips(self, person_id: int) -> None:
        """The next step is skipped."""
        self.book.do(follow_ups.skip, [self.open(person_id)[0].id], today=self.today)

    def snoozes(self, person_id: int, until: date) -> None:
        """The next step is put off."""
        self.book.do(follow_ups.snooze, [self.open(person_id)[0].id], until, today=self.today)

    def plans(self, person_id: int, kind: str, due: date) -> int:
        """A follow-up made by hand."""
        return self.book.do(follow_ups.add, person_id, FollowUpForm(kind=kind, due=due), today=self.today)

    def logs(self, person_id: int, kind: str = "email", direction: str = "", on: date | None = None) -> int:
        """A contact that happened."""
        form = InteractionForm(kind=kind, on=on or self.today, direction=direction)  # type: ignore[arg-type]
        return self.book.do(follow_ups.log_contact, [person_id], form, today=self.today)

    def hears_from(self, person_id: int) -> None:
        """A message of theirs came."""
        self.logs(person_id, direction="in")

    def days_pass(self, days: int) -> None:
        """So many days later."""
        self.today += timedelta(days=days)

    def next_touch(self, person_id: int) -> date | None:
        """The day stored with the person."""
        found = person.detail(self.book.read, person_id)
        assert found is not None
        return found.next_touch


def someone(name: str, **fields: Any) -> PersonForm:
    """A person with an e-mail address."""
    mail = fields.pop("mail", "first.last@lakeshoremc.example")
    reaches = fields.pop("reaches", [Reach(property="EMAIL", value=mail)] if mail else [])
    return PersonForm(name=name, reaches=reaches, **fields)
