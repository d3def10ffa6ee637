"""A month day by day over the sample network."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from mrtnet.domain.forms import EventForm, FollowUpForm
from mrtnet.edits import events, follow_ups
from mrtnet.queries import month
from mrtnet.store.book import Book
from tests.ui.sampled import TODAY, sample_book

FIRST, LAST = date(2026, 9, 27), date(2026, 11, 7)


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Book]:
    monkeypatch.setenv("MRTNET_NOW", "2026-10-15T14:12:00+00:00")
    with sample_book(tmp_path) as book:
        yield book


def test_every_day_is_there_with_its_counts(book: Book) -> None:
    days = {day.day: day for day in month.days(book.read, FIRST, LAST, TODAY)}
    assert list(days) == [FIRST + timedelta(days=number) for number in range(42)]
    today = days[TODAY]
    assert (today.due, today.late, today.done) == (4, 2, 3)
    assert today.rows[0].person == "Dr. Farhad Karimi"  # the one with a time comes first
    assert days[TODAY - timedelta(days=1)].rows == ()  # what is late stands on today


def test_no_more_rows_a_day_than_asked_for_but_all_are_counted(book: Book) -> None:
    for number in range(9):
        form = FollowUpForm(kind="other", title=f"Task {number}", due=date(2026, 10, 30))
        book.do(follow_ups.add, None, form, today=TODAY)
    day = next(day for day in month.days(book.read, FIRST, LAST, TODAY, each=3) if day.day == date(2026, 10, 30))
    assert (len(day.rows), day.due) == (3, 9)


def test_events_that_reach_into_the_days_are_going_on(book: Book) -> None:
    book.do(events.add_event, EventForm(name="One day only", kind="webinar", first_day=date(2026, 11, 7)))
    book.do(events.add_event, EventForm(name="Too late", kind="webinar", first_day=date(2026, 11, 8)))
    names = [event.name for event in month.going(book.read, FIRST, LAST)]
    assert names == ["Practicum", "NHRC26", "One day only"]


def test_planned_steps_are_those_of_playbooks_that_are_no_follow_ups_yet(book: Book) -> None:
    planned = month.planned(book.read, FIRST, LAST, TODAY)
    assert planned
    assert planned == sorted(planned, key=lambda step: (step.due, step.run_id))
    for step in planned:
        assert TODAY <= step.due <= LAST
        open_steps = book.read.execute(
            "SELECT title FROM follow_up WHERE run_id = ? AND state = 'open'", (step.run_id,)
        ).fetchall()
        assert (step.title,) not in open_steps


def test_nothing_is_planned_for_days_that_are_over(book: Book) -> None:
    assert month.planned(book.read, FIRST, TODAY - timedelta(days=1), TODAY) == []
