"""The sample network: it fills Today on any day, and goes without a trace, leaving her own records alone."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mrtnet.domain.days import WorkingDays
from mrtnet.domain.forms import EventForm, InteractionForm, Job, PersonForm
from mrtnet.domain.meeting_forms import MeetingForm
from mrtnet.edits import events, follow_ups, meetings, people, sample, tags
from mrtnet.queries import events as event_rows
from mrtnet.queries import follow_ups as follow_up_rows
from mrtnet.queries import meetings as meeting_rows
from mrtnet.queries import people as person_rows
from mrtnet.queries import person as one_person
from mrtnet.queries import sample as samples
from mrtnet.queries.search import person_ids
from mrtnet.queries.today import today as read_today
from mrtnet.store.book import Book
from mrtnet.trouble import Trouble
from tests.copies import copied
from tests.edits.test_undo import content

THURSDAY = date(2025, 10, 16)
OWN = PersonForm(name="Ines Carvalho", jobs=[Job(organization="Lakeshore Medical Center")], tags=["CDI", "choir"])


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with copied(tmp_path / "book.mrtnet") as book:
        yield book


def _one(book: Book, sql: str) -> Any:
    return book.read.execute(sql).fetchone()[0]


def _id(book: Book, name: str) -> int:
    (found,) = person_rows.ids_named(book.read, name)
    return found


def _counts(book: Book, day: date) -> tuple[int, ...]:
    page = read_today(book.read, day)
    done = _one(book, f"SELECT count(*) FROM follow_up WHERE state = 'done' AND closed_on = '{day}'")
    return page.late_count, page.today_count, len(page.waiting), done


def test_today_looks_alive(book: Book) -> None:
    book.do(sample.load_sample, THURSDAY)
    page = read_today(book.read, THURSDAY)
    assert [(row.person, row.kind) for row in page.late] == [
        ("Noor Al-Hadidi", "thank-you"),
        ("Kwame Asante", "promise"),
    ]
    assert {row.person for row in page.today} == {
        "Rosa Delgado-Ruiz",
        "Nguyễn Thị Lan",
        "Marcus Bell",
        "Dr. Farhad Karimi",
    }
    assert [row.person for row in page.waiting] == ["Siobhán O’Rourke"]
    assert sum(1 for row in page.next if row.due == date(2025, 10, 17)) == 3
    assert _counts(book, THURSDAY) == (2, 4, 1, 3)
    catch_up = next(row for row in page.today if row.person == "Marcus Bell")
    assert catch_up.reason.startswith("Every 6 weeks; last contact Sep 4")


@pytest.mark.parametrize(
    "day",
    [
        date(2027, 12, 24),  # a holiday that stands for Saturday's
        date(2027, 12, 26),  # a Sunday after it
        date(2028, 1, 3),  # a Monday after another
        date(2028, 2, 29),
        date(2028, 7, 8),  # a Saturday
        date(2028, 11, 22),  # the day before Thanksgiving
        date(2029, 3, 16),  # a Friday
    ],
)
def test_any_day_looks_alike(book: Book, day: date) -> None:
    book.do(sample.load_sample, day)
    assert _counts(book, day) == (2, 4, 1, 3)
    dated = book.read.execute("SELECT due FROM follow_up WHERE state = 'open' AND due <> ?", (f"{day}",)).fetchall()
    assert all(WorkingDays().is_working(date.fromisoformat(due)) for (due,) in dated)
    assert _one(book, f"SELECT count(*) FROM interaction WHERE day > '{day}'") == 0


def test_24_people_of_one_conference_and_more(book: Book) -> None:
    book.do(sample.load_sample, THURSDAY)
    assert person_rows.count(book.read) == 24
    conference = next(row for row in event_rows.listed(book.read) if row.short == "NHRC25")
    assert (conference.met, conference.thanked, conference.to_thank) == (14, 9, 5)
    assert (conference.first_day, conference.last_day) == (date(2025, 10, 12), date(2025, 10, 14))
    assert len(event_rows.listed(book.read)) == 4
    lists = dict(book.read.execute("SELECT name, query FROM saved_list ORDER BY position").fetchall())
    sizes = {name: len(person_ids(book.read, query, THURSDAY)) for name, query in lists.items()}
    assert sizes == {"Mentors": 3, "Practicum site": 4, "NHRC25": 14, "Gone quiet": 2}
    assert [step.title for step in book.history()] == ["Loaded the sample network"]
    assert book.check() == []


def test_a_rich_person(book: Book) -> None:
    book.do(sample.load_sample, THURSDAY)
    rosa = one_person.detail(book.read, _id(book, "Rosa Delgado-Ruiz"))
    assert rosa is not None
    assert rosa.sample
    assert rosa.met_through == "Marcus Bell"
    assert rosa.met_through_id == _id(book, "Marcus Bell")
    assert [(job.organization, job.until is None) for job in rosa.jobs] == [
        ("Lakeshore Medical Center", True),
        ("Cedar County Health System", False),
    ]
    assert {reach.property for reach in rosa.reaches} == {"EMAIL", "TEL", "URL"}
    steps = follow_up_rows.rows(book.read, [row[0] for row in book.read.execute("SELECT id FROM follow_up").fetchall()])
    thanks = next(row for row in steps if row.person_id == rosa.id)
    assert (thanks.playbook, thanks.step, thanks.template) == ("after-event", "thank", "thanks-after-event")


def test_everybody_is_invented(book: Book) -> None:
    book.do(sample.load_sample, THURSDAY)
    for property_, value in book.read.execute("SELECT property, value FROM reach").fetchall():
        if property_ == "EMAIL":
            assert value.endswith(".example")
        if property_ == "TEL":
            assert ") 555-01" in value


def test_a_done_step_of_the_sample_goes_on_like_any_other(book: Book) -> None:
    book.do(sample.load_sample, THURSDAY)
    thanks = next(row for row in read_today(book.read, THURSDAY).today if row.person == "Rosa Delgado-Ruiz")
    book.do(follow_ups.done, thanks.id, THURSDAY, today=THURSDAY)
    (step,) = person_rows.rows(book.read, [thanks.person_id or 0])
    assert step.step_kind == "linkedin"


def test_whether_it_came_is_told_from_what_was_touched(book: Book) -> None:
    def everybody() -> frozenset[int]:
        return frozenset(row[0] for row in book.read.execute("SELECT id FROM person").fetchall())

    book.do(people.log_people, [OWN], today=THURSDAY)
    hers = everybody()
    book.do(sample.load_sample, THURSDAY)
    assert samples.came(book.read, {"person": everybody() - hers})
    assert not samples.came(book.read, {"person": hers, "event": frozenset()})


def test_removed_it_leaves_no_trace(book: Book) -> None:
    book.do(people.log_people, [OWN], today=THURSDAY)
    before = content(book)
    book.do(sample.load_sample, THURSDAY)
    loaded = content(book)
    book.do(sample.remove_sample)
    assert content(book) == before
    assert not samples.is_loaded(book.read)
    book.undo()
    assert content(book) == loaded
    book.undo()
    assert content(book) == before
    book.redo()
    assert content(book) == loaded
    assert book.check() == []


def test_what_her_own_people_use_stays(book: Book) -> None:
    book.do(sample.load_sample, THURSDAY)
    conference = next(row for row in event_rows.listed(book.read) if row.short == "NHRC25")
    (ines,) = book.do(people.log_people, [OWN], today=THURSDAY, event_id=conference.id)
    kofi = book.do(people.add_person, PersonForm(name="Kofi Boateng", met_through="Marcus Bell"), today=THURSDAY)
    own_event = EventForm(name="Study evening", organization="Metro Community College", first_day=THURSDAY)
    book.do(events.add_event, own_event)
    book.do(tags.tag_people, [kofi], "mentor")
    rosa = _id(book, "Rosa Delgado-Ruiz")
    lunch = InteractionForm(kind="meeting", on=THURSDAY, title="Lunch of three")
    shared = book.do(follow_ups.log_contact, [rosa, ines], lunch, today=THURSDAY)
    alone = book.do(follow_ups.log_contact, [rosa], lunch, today=THURSDAY)
    book.do(sample.remove_sample)

    assert [row.name for row in person_rows.rows(book.read, person_rows.ids_by_name(book.read))] == [
        "Kofi Boateng",
        "Ines Carvalho",
    ]
    assert {row.name for row in event_rows.listed(book.read)} == {conference.name, "Study evening"}
    organizations = {row[0] for row in book.read.execute("SELECT name FROM organization WHERE sample = 0").fetchall()}
    assert {"Lakeshore Medical Center", "Metro Community College"} <= organizations
    assert _one(book, "SELECT count(*) FROM organization WHERE sample = 1") == 0
    kept = {row[0] for row in book.read.execute("SELECT name FROM tag WHERE sample = 0").fetchall()}
    assert kept == {"CDI", "choir", "mentor"}
    left = one_person.detail(book.read, kofi)
    assert left is not None
    assert (left.met_through, left.met_through_id) == ("Marcus Bell", None)
    happened = [row[0] for row in book.read.execute("SELECT id FROM interaction").fetchall()]
    assert shared in happened
    assert alone not in happened
    assert _one(book, "SELECT count(*) FROM interaction_person") == _one(
        book, f"SELECT count(*) FROM interaction_person WHERE person_id IN ({ines}, {kofi})"
    )
    assert book.check() == []


def test_her_own_employers_and_tags_were_hers_before(book: Book) -> None:
    book.do(people.add_person, OWN, today=THURSDAY)
    before = content(book)
    book.do(sample.load_sample, THURSDAY)
    assert _one(book, "SELECT count(*) FROM organization WHERE name = 'Lakeshore Medical Center'") == 1
    book.do(sample.remove_sample)
    assert content(book) == before


def test_loading_twice_and_removing_nothing_are_told(book: Book) -> None:
    with pytest.raises(Trouble, match="no sample network"):
        book.do(sample.remove_sample)
    book.do(sample.load_sample, THURSDAY)
    with pytest.raises(Trouble, match="in the book already"):
        book.do(sample.load_sample, THURSDAY)
    assert person_rows.count(book.read) == 24


def test_three_meetings_come_and_go_and_one_with_her_own_person_stays(book: Book) -> None:
    book.do(sample.load_sample, THURSDAY)
    (interview,) = book.read.execute("SELECT id FROM meeting WHERE kind = 'informational-interview'").fetchone()
    assert _one(book, "SELECT count(*) FROM meeting WHERE sample = 1") == 3
    assert _one(book, "SELECT count(*) FROM meeting_question") == 5
    own = book.do(people.add_person, OWN, today=THURSDAY)
    row = meeting_rows.row(book.read, interview)
    assert row is not None
    form = MeetingForm(day=row.day, at=row.at, zone=row.zone)
    book.do(meetings.change_meeting, interview, form, [*row.person_ids, own], today=THURSDAY)
    alone = book.do(meetings.plan_meeting, MeetingForm(kind="coffee"), [own], today=THURSDAY)
    book.do(meetings.plan_meeting, MeetingForm(kind="call"), [row.person_ids[0]], today=THURSDAY)
    book.do(sample.remove_sample)
    assert book.read.execute("SELECT id FROM meeting ORDER BY id").fetchall() == [(interview,), (alone,)]
    assert _one(book, "SELECT count(*) FROM meeting_person") == 2
