"""Her own steps of an event: prepared before, noted on the last day, CEUs logged after, each once and only ahead."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from mrtnet.domain.forms import EventForm, FollowUpForm, PersonForm
from mrtnet.domain.rows import FollowUpRow
from mrtnet.edits import events, follow_ups, people
from mrtnet.queries import follow_ups as queries
from mrtnet.store.book import Book
from tests.copies import copied

BEFORE = date(2026, 10, 1)
FORUM = EventForm(
    name="Lakeside HIM Forum", short="forum26", first_day=date(2026, 10, 18), last_day=date(2026, 10, 20), ceus=12
)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with copied(tmp_path / "book.mrtnet") as book:
        yield book


def prompts(book: Book, event_id: int) -> list[FollowUpRow]:
    return [row for row in queries.of_event(book.read, event_id) if row.person_id is None]


def test_she_is_told_to_prepare_then_to_note_people_then_to_log_the_units(book: Book) -> None:
    event = book.do(events.add_event, FORUM, today=BEFORE)
    seen = []
    day = BEFORE
    while waiting := prompts(book, event):
        (prompt,) = waiting
        seen.append((prompt.kind, prompt.due))
        day = max(day, prompt.due)
        book.do(follow_ups.done, prompt.id, day, today=day)
    assert seen == [
        ("plan", date(2026, 10, 6)),  # 14 days before the last one
        ("capture", date(2026, 10, 20)),
        ("log-ceus", date(2026, 10, 26)),  # the fifth day after is a Sunday
    ]
    assert book.check() == []


def test_logging_people_answers_the_prompt_to_note_them(book: Book) -> None:
    event = book.do(events.add_event, FORUM, today=date(2026, 10, 19))
    assert [row.kind for row in prompts(book, event)] == ["capture"]
    book.do(people.log_people, [PersonForm(name="Ama Owusu")], today=date(2026, 10, 20), event_id=event)
    assert [row.kind for row in prompts(book, event)] == ["log-ceus"]
    book.undo()
    assert [row.kind for row in prompts(book, event)] == ["capture"]


def test_what_lies_behind_is_not_asked_for(book: Book) -> None:
    no_units = FORUM.model_copy(update={"ceus": None})
    assert prompts(book, book.do(events.add_event, no_units, today=date(2026, 10, 22))) == []
    with_units = book.do(events.add_event, FORUM, today=date(2026, 10, 22))
    assert [row.kind for row in prompts(book, with_units)] == ["log-ceus"]


def test_a_moved_event_moves_its_prompt_unless_she_put_it_off(book: Book) -> None:
    event = book.do(events.add_event, FORUM, today=BEFORE)
    later = FORUM.model_copy(update={"first_day": date(2026, 11, 9), "last_day": date(2026, 11, 10)})
    book.do(events.change_event, event, later, today=BEFORE)
    (prompt,) = prompts(book, event)
    assert prompt.due == date(2026, 10, 27)
    book.do(follow_ups.snooze, [prompt.id], date(2026, 10, 29), today=BEFORE)
    book.do(events.change_event, event, FORUM, today=BEFORE)
    assert [(row.due, row.snoozed) for row in prompts(book, event)] == [(date(2026, 10, 29), 1)]


def test_a_moved_event_leaves_its_prompt_at_the_time_she_gave_it(book: Book) -> None:
    event = book.do(events.add_event, FORUM, today=BEFORE)
    (prompt,) = prompts(book, event)
    timed = FollowUpForm(kind=prompt.kind, due=prompt.due, at=time(9), title=prompt.title)
    book.do(follow_ups.change, prompt.id, timed, today=BEFORE)
    later = FORUM.model_copy(update={"first_day": date(2026, 11, 9), "last_day": date(2026, 11, 10)})
    book.do(events.change_event, event, later, today=BEFORE)
    assert [(row.due, row.at) for row in prompts(book, event)] == [(prompt.due, time(9))]
