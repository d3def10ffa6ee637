"""Repeating meetings: the next session comes when the last was held, one can be left out or moved, the rule can end."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest

from mrtnet.domain.forms import PersonForm
from mrtnet.domain.meeting_forms import MeetingForm, OutcomeForm
from mrtnet.edits import follow_ups, meetings, outcomes, people, series
from mrtnet.queries import meetings as rows
from mrtnet.store.book import Book
from mrtnet.trouble import Trouble
from tests.copies import copied

TODAY = date(2026, 10, 15)
FORM = MeetingForm(
    kind="mentor-check-in", day=date(2026, 10, 15), at=time(10), zone="America/Chicago", minutes=45, phone="555-0101",
    alarms=[15], agenda=[{"title": "What was done", "minutes": 45}],
)  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with copied(tmp_path / "book.mrtnet") as book:
        yield book


@pytest.fixture
def first(book: Book) -> int:
    """The first session of a check-in on each third Thursday."""
    person = book.do(people.add_person, PersonForm(name="Marcus Bell"), today=TODAY)
    planned: int = book.do(series.plan_series, FORM, [person], "FREQ=MONTHLY;BYDAY=3TH", today=TODAY)
    return planned


def _days(book: Book) -> list[tuple[date | None, date | None]]:
    found = book.read.execute("SELECT id FROM meeting ORDER BY id").fetchall()
    return [(row.day, row.series_day) for row in rows.rows(book.read, [each[0] for each in found])]


def test_holding_the_last_one_plans_the_next(book: Book, first: int) -> None:
    row = rows.row(book.read, first)
    assert row is not None
    assert row.series_day == date(2026, 10, 15)
    kept = rows.series(book.read, row.series_id or 0)
    assert kept is not None
    assert (kept.rule, kept.at, kept.minutes) == ("FREQ=MONTHLY;BYDAY=3TH", time(10), 45)
    book.do(outcomes.note_outcome, first, OutcomeForm(learned="More audits."), today=TODAY)
    assert _days(book)[1:] == [(date(2026, 11, 19), date(2026, 11, 19))]
    assert book.history()[0].title == "Outcome: Mentor check-in with Marcus Bell"
    book.undo()
    assert len(_days(book)) == 1


def test_the_next_one_is_like_this_one_and_keeps_its_wall_time(book: Book, first: int) -> None:
    second = rows.row(book.read, book.do(series.plan_next, first, today=TODAY))
    assert second is not None
    assert (second.kind, second.phone, second.alarms, second.minutes) == ("mentor-check-in", "555-0101", (15,), 45)
    assert (second.at, second.starts) == (time(10), datetime.fromisoformat("2026-11-19T16:00:00+00:00"))
    assert [block.title for block in rows.agenda(book.read, second.id)] == ["What was done"]
    assert second.people == ("Marcus Bell",)


def test_saying_how_it_went_in_the_list_plans_the_next_too(book: Book, first: int) -> None:
    (asked,) = book.read.execute("SELECT id FROM follow_up WHERE step = 'how-did-it-go'").fetchone()
    book.do(follow_ups.done, asked, TODAY, today=TODAY)
    assert [day for day, _series_day in _days(book)] == [date(2026, 10, 15), date(2026, 11, 19)]


def test_a_moved_session_keeps_its_day_in_the_series(book: Book, first: int) -> None:
    second = book.do(series.plan_next, first, today=TODAY)
    book.do(meetings.move_meeting, second, date(2026, 11, 24), time(11), today=TODAY)
    assert _days(book)[1] == (date(2026, 11, 24), date(2026, 11, 19))
    book.do(series.plan_next, first, today=TODAY)
    assert _days(book)[2] == (date(2026, 12, 17), date(2026, 12, 17))


def test_one_left_out_is_called_off_and_the_one_after_it_comes(book: Book, first: int) -> None:
    book.do(series.leave_out, first, today=TODAY)
    row = rows.row(book.read, first)
    assert row is not None
    assert row.dates.cancelled_on == TODAY
    kept = rows.series(book.read, row.series_id or 0)
    assert kept is not None
    assert kept.left_out == (date(2026, 10, 15),)
    assert _days(book)[1:] == [(date(2026, 11, 19), date(2026, 11, 19))]


def test_after_its_end_it_repeats_no_more(book: Book, first: int) -> None:
    book.do(series.end_series, first, today=TODAY)
    with pytest.raises(Trouble, match="repeats no more"):
        book.do(series.plan_next, first, today=TODAY)
    book.do(outcomes.note_outcome, first, OutcomeForm(), today=TODAY)
    assert len(_days(book)) == 1


def test_a_rule_with_an_end_runs_out(book: Book) -> None:
    person = book.do(people.add_person, PersonForm(name="Marcus Bell"), today=TODAY)
    first = book.do(series.plan_series, FORM, [person], "FREQ=WEEKLY;COUNT=2", today=TODAY)
    second = book.do(series.plan_next, first, today=TODAY)
    with pytest.raises(Trouble, match="repeats no more"):
        book.do(series.plan_next, second, today=TODAY)


@pytest.mark.parametrize("rule", ["FREQ=DAILY", "nonsense", "FREQ=WEEKLY;COUNT=0"])
def test_rules_that_meetings_do_not_have_are_refused(book: Book, rule: str) -> None:
    person = book.do(people.add_person, PersonForm(name="Marcus Bell"), today=TODAY)
    with pytest.raises(Trouble):
        book.do(series.plan_series, FORM, [person], rule, today=TODAY)
    assert _days(book) == []


def test_without_a_day_nothing_repeats(book: Book) -> None:
    person = book.do(people.add_person, PersonForm(name="Marcus Bell"), today=TODAY)
    with pytest.raises(Trouble, match="first day"):
        book.do(series.plan_series, MeetingForm(kind="coffee"), [person], "FREQ=WEEKLY", today=TODAY)
    alone = book.do(meetings.plan_meeting, FORM, [person], today=TODAY)
    with pytest.raises(Trouble, match="does not repeat"):
        book.do(series.plan_next, alone, today=TODAY)
