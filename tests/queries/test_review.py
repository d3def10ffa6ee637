"""What the weekly review finds in a book: who is late, new, quiet, and who is left alone."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from mrtnet.domain.forms import FollowUpForm, InteractionForm, PersonForm
from mrtnet.edits import follow_ups, people
from mrtnet.queries import review
from mrtnet.queries.about import about
from mrtnet.store.book import Book
from tests.copies import copied

TODAY = date(2026, 10, 15)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with copied(tmp_path / "book.mrtnet") as book:
        yield book


def _person(book: Book, name: str, *, tier: str = "", ago: int | None = None, rhythm: int | None = None) -> int:
    person = book.do(people.add_person, PersonForm(name=name), today=TODAY)
    if ago is not None:
        on = TODAY - timedelta(days=ago)
        book.do(follow_ups.log_contact, [person], InteractionForm(kind="email", on=on, body="Hello"), today=on)
    if tier or rhythm:
        book.do(people.set_rhythm, [person], tier=tier, rhythm_days=rhythm, today=TODAY - timedelta(days=ago or 0))
    return int(person)


def test_quiet_is_judged_by_the_own_rhythm_and_rest_is_respected(book: Book) -> None:
    quiet = _person(book, "Rosa Delgado-Ruiz", tier="close", ago=79)
    _person(book, "Kwame Asante", tier="close", ago=60)  # overdue, not yet quiet
    own = _person(book, "Wiktor Zapata", tier="wide", ago=79, rhythm=28)
    _person(book, "Ama Owusu", ago=700)  # no rhythm
    off = _person(book, "Linh Iyer", tier="core", ago=300)
    book.do(people.stop_contact, off, today=TODAY)
    rests = _person(book, "Omar Haddad", tier="core", ago=45)
    step = review.open_step(book.read, rests)
    assert step is not None
    book.do(follow_ups.snooze, [step], TODAY + timedelta(days=180), today=TODAY)
    busy = _person(book, "Aiko Tanaka", tier="core", ago=90)
    book.do(follow_ups.add, busy, FollowUpForm(kind="promise", due=TODAY - timedelta(days=2)), today=TODAY)
    found, count = review.quiet_people(book.read, about(book.read), TODAY, 5)
    assert [each.id for each in found] == [quiet, own]
    assert (count, found[0].rhythm, found[1].rhythm) == (2, 56, 28)
    queues = review.queues(book.read, TODAY)
    assert [each.person_id for each in queues.quiet] == [quiet, own]
    assert busy in [each.person_id for each in queues.late]
    assert quiet not in [each.person_id for each in queues.late]


def test_a_promise_that_is_a_follow_up_only_is_told_by_its_number(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MRTNET_NOW", "2026-10-15T12:00+00:00")
    rosa = _person(book, "Rosa Delgado-Ruiz")
    step = book.do(follow_ups.add, rosa, FollowUpForm(kind="promise", due=TODAY), today=TODAY)
    assert [(each.side, each.follow_up) for each in review.review(book.read, TODAY, TODAY).open] == [("mine", step)]


def test_the_quiet_list_uses_the_index_of_dates(book: Book) -> None:
    plan = book.read.execute(
        "EXPLAIN QUERY PLAN SELECT p.id FROM person AS p WHERE p.next_touch < '2026-10-15'"
    ).fetchall()
    assert "person_by_next_touch" in str(plan)


def test_a_week_counts_what_happened_in_it(book: Book) -> None:
    monday, sunday = date(2026, 10, 12), date(2026, 10, 18)
    met = book.do(people.log_people, [PersonForm(name="Priya Iyer", met_on=monday)], today=TODAY)
    step = review.open_step(book.read, met[0])
    found = review.review(book.read, TODAY, TODAY)
    assert (found.first, found.last) == (monday, sunday)
    assert [each.name for each in found.met] == ["Priya Iyer"]
    assert found.done == 0
    assert step is not None
    book.do(follow_ups.done, step, TODAY, today=TODAY)
    assert review.review(book.read, TODAY, TODAY).done == 1
    assert review.review(book.read, TODAY - timedelta(days=7), TODAY).met == ()
