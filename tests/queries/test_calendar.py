"""What can stand in her calendar, read from the book."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from mrtnet.domain.calendar import EventFacts, FollowUpFacts, SessionFacts
from mrtnet.domain.forms import EventForm, FollowUpForm, Job, PersonForm, Reach, SessionForm
from mrtnet.edits import events, follow_ups, people
from mrtnet.queries.calendar import KINDS, Chosen, closed, live
from mrtnet.store.book import Book
from tests.copies import copied

TODAY = date(2026, 10, 15)
DAY = date(2026, 10, 20)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with copied(tmp_path / "book.mrtnet") as opened:
        yield opened


def person(book: Book, name: str, **more: Any) -> int:
    return book.do(people.add_person, PersonForm(name=name, **more), today=TODAY)


def follow_up(book: Book, person_id: int | None, title: str, due: date = DAY, event_id: int | None = None) -> int:
    form = FollowUpForm(title=title, due=due, note="private")
    return book.do(follow_ups.add, person_id, form, today=TODAY, event_id=event_id)


def meeting(book: Book, name: str = "State Meeting", first: date | None = DAY, **more: Any) -> int:
    return book.do(events.add_event, EventForm(name=name, first_day=first, **more))


def names(book: Book, chosen: Chosen) -> list[str]:
    return sorted(
        row.facts.name if isinstance(row.facts, EventFacts) else row.facts.title
        for row in live(book.read, chosen, zone="America/Chicago")
        if row.chosen
    )


def test_a_follow_up_tells_who_and_where_she_was_met(book: Book) -> None:
    event = meeting(book, short="IDHIMA26")
    whom = person(
        book, "Rosa Delgado-Ruiz", credentials=["CCS", "RHIT"], note="private",
        jobs=[
            Job(organization="Old Clinic", title="Coder", until=date(2020, 1, 1)),
            Job(organization="Lakeshore Medical Center", title="Inpatient Coding Lead"),
        ],
        reaches=[Reach(property="EMAIL", value="rosa@lakeshore.example"), Reach(property="URL", value="https://r.example")],
    )  # fmt: skip
    which = follow_up(book, whom, "Thank-you note", event_id=event)
    (row,) = live(book.read, Chosen(kinds=frozenset({"follow-up"})), zone="America/Chicago")
    assert row.facts == FollowUpFacts(
        which, DAY, "Thank-you note", "Rosa Delgado-Ruiz", ("CCS", "RHIT"),
        work="Inpatient Coding Lead, Lakeshore Medical Center", event="IDHIMA26", url="https://r.example",
        note="private",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("job", "said"),
    [({"title": "Coder"}, "Coder"), ({"organization": "Mercy"}, "Mercy"), ({}, "")],
)
def test_half_a_job_is_told_as_it_is(book: Book, job: dict[str, str], said: str) -> None:
    follow_up(book, person(book, "Ama Owusu", jobs=[Job(**job)]), "Write")
    (row,) = live(book.read, zone="America/Chicago")
    assert isinstance(row.facts, FollowUpFacts)
    assert row.facts.work == said


def test_a_follow_up_about_nobody_stands_there_too(book: Book) -> None:
    follow_up(book, None, "Log the CEUs")
    assert names(book, Chosen()) == ["Log the CEUs"]


def test_sessions_take_the_zone_of_their_event_else_hers_and_its_day_if_they_have_none(book: Book) -> None:
    away, home = meeting(book, "Away", time_zone="America/Denver"), meeting(book, "Home")
    book.do(events.add_session, away, SessionForm(title="A", day=DAY, starts=time(9), ends=time(10)))
    book.do(events.add_session, home, SessionForm(title="B", starts=time(9)))
    rows = live(book.read, Chosen(kinds=frozenset({"session"})), zone="America/Chicago")
    facts = {row.facts.title: row.facts for row in rows if isinstance(row.facts, SessionFacts)}
    assert (facts["A"].zone, facts["B"].zone) == ("America/Denver", "America/Chicago")
    assert facts["B"].day == DAY


def test_what_has_no_day_or_is_called_off_stays_out(book: Book) -> None:
    undated = meeting(book, "Some day", first=None)
    book.do(events.add_session, undated, SessionForm(title="Undated"))
    meeting(book, "Called off", participation="cancelled")
    assert names(book, Chosen()) == []


def test_choosing(book: Book) -> None:
    first, second = meeting(book, "First"), meeting(book, "Second", last_day=date(2026, 10, 22))
    book.do(events.add_session, second, SessionForm(title="Talk", day=date(2026, 10, 21)))
    rosa = book.do(people.log_people, [PersonForm(name="Rosa")], today=TODAY, event_id=first, playbook="none")[0]
    ama = person(book, "Ama")
    for each in live(book.read, Chosen(kinds=frozenset({"follow-up"})), zone="UTC"):
        assert isinstance(each.facts, FollowUpFacts)
        book.do(follow_ups.skip, [each.facts.id], today=TODAY)
    call, _note = follow_up(book, rosa, "Call"), follow_up(book, ama, "Note", event_id=second)
    follow_up(book, ama, "Early", due=date(2026, 10, 1))
    assert names(book, Chosen()) == ["Call", "Early", "First", "Note", "Second", "Talk"]
    assert names(book, Chosen(follow_up_ids=[call])) == ["Call"]
    assert names(book, Chosen(person_ids=[ama])) == ["Early", "Note"]
    assert names(book, Chosen(person_ids=[rosa])) == ["Call", "First"]
    assert names(book, Chosen(event_ids=[second])) == ["Note", "Second", "Talk"]
    assert names(book, Chosen(person_ids=[rosa], event_ids=[second])) == []
    assert names(book, Chosen(since=date(2026, 10, 21))) == ["Second", "Talk"]
    assert names(book, Chosen(person_ids=[ama], since=DAY)) == ["Note"]
    assert names(book, Chosen(person_ids=[])) == []


def test_what_shares_the_day_of_a_chosen_one_is_told_but_not_chosen(book: Book) -> None:
    one, _other, _far = (
        follow_up(book, None, "One"),
        follow_up(book, None, "Other"),
        follow_up(book, None, "Far", TODAY),
    )
    rows = live(book.read, Chosen(follow_up_ids=[one]), zone="UTC")
    assert sorted((row.facts.title, row.chosen) for row in rows if isinstance(row.facts, FollowUpFacts)) == [
        ("One", True), ("Other", False),
    ]  # fmt: skip


def test_one_statement_a_kind_however_many_there_are(book: Book) -> None:
    rosa = person(book, "Rosa", credentials=["RHIT"])
    for number in range(30):
        follow_up(book, rosa, f"Step {number}")
    asked: list[str] = []
    book.read.set_trace_callback(asked.append)
    rows = live(book.read, Chosen(person_ids=range(2_000)), zone="UTC")
    book.read.set_trace_callback(None)
    assert len(rows) == 30
    assert len([sql for sql in asked if not sql.startswith("--")]) == len(KINDS)


def test_closed_are_only_those_that_went_out(book: Book) -> None:
    which = follow_up(book, None, "Write")
    book.do(follow_ups.done, which, TODAY, today=TODAY)
    assert closed(book.read) == []
