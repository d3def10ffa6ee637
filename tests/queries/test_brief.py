"""What a brief says: both clocks, the last talk, promises both ways, people in common, what to thank for."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from mrtnet.domain.brief import Brief, Section, how_met, name_of, sections, when_lines, where_lines, whom
from mrtnet.domain.forms import EventForm, InteractionForm, Job, PersonForm
from mrtnet.domain.meeting_forms import MeetingForm, OutcomeForm, PromiseForm
from mrtnet.edits import events, follow_ups, meetings, outcomes, people, promises
from mrtnet.queries import meetings as queries
from mrtnet.queries import person
from mrtnet.queries.about import about
from mrtnet.queries.brief import brief, meant
from mrtnet.store.book import Book
from tests.copies import copied

TODAY = date(2026, 10, 15)
NOW = datetime(2026, 10, 15, 14, 12, tzinfo=UTC)
PLAN = MeetingForm(
    day=date(2026, 11, 5),
    at=time(15),
    zone="America/Chicago",
    their_zone="Pacific/Honolulu",
    url="https://talk.example/1",
    purpose="Record retention",
    note="Ask kindly",
    agenda=[{"title": "Their path", "minutes": 10}, {"title": "My questions", "minutes": 20}],
    questions=[{"text": "How did you begin?"}, {"text": "And then?"}],
)


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Book]:
    """A book of somebody in Chicago."""
    monkeypatch.setenv("MRTNET_NOW", NOW.isoformat())
    monkeypatch.setenv("TZ", "America/Chicago")
    with copied(tmp_path / "book.mrtnet") as book:
        yield book


@pytest.fixture
def leilani(book: Book) -> int:
    """Met at a conference, with a colleague of hers."""
    event = book.do(
        events.add_event, EventForm(name="Records Days", short="RD26", kind="conference", first_day=date(2026, 10, 13))
    )
    forms = [
        PersonForm(
            name="Leilani Kealoha", given="Leilani", family="Kealoha", credentials=["RHIA"], pronouns="she/her",
            pronunciation="lay-LAH-nee", time_zone="Pacific/Honolulu", talked_about="The outer islands.",
            jobs=[Job(organization="Koolau Health", title="HIM Director")],
        ),
        PersonForm(name="Ana Souza", jobs=[Job(organization="Koolau Health")]),
        PersonForm(name="Bo Li"),
    ]  # fmt: skip
    found: int = book.do(people.log_people, forms, today=TODAY, event_id=event)[0]
    return found


def of(book: Book, meeting_id: int) -> Brief:
    """The brief as it stands."""
    found = brief(book.read, meeting_id, about(book.read), NOW)
    assert found is not None
    return found


def lines(found: Brief, key: str) -> list[str]:
    """The words of one section."""
    section = next((each for each in sections(found, TODAY) if each.key == key), Section(key, "", "", ()))
    return [" | ".join(part for part in (line.text, line.more) if part) for line in section.lines]


def test_who_and_when_on_both_clocks(book: Book, leilani: int) -> None:
    found = of(book, book.do(meetings.plan_meeting, PLAN, [leilani], today=TODAY))
    assert (name_of(found), whom(found)) == ("Informational interview", "Leilani Kealoha")
    guest = found.guests[0]
    assert (guest.credentials, guest.title, guest.organization, guest.pronouns) == (
        "RHIA", "HIM Director", "Koolau Health", "she/her",
    )  # fmt: skip
    assert when_lines(found, TODAY) == [
        "Thursday, Nov 5, 3:00 PM – 3:30 PM Central",
        "11:00 AM – 11:30 AM Hawaii for Leilani",
        "From Nov 1 Leilani is 4 h behind. Honolulu keeps no daylight saving time.",
    ]
    assert where_lines(found) == ["https://talk.example/1"]
    assert lines(found, "met") == ["Met Oct 13 at Records Days"]
    assert lines(found, "talk") == ["The outer islands. | Tue, Oct 13, RD26"]
    assert lines(found, "agenda") == ["Their path | 3:00 PM, 10 min", "My questions | 3:10 PM, 20 min"]
    assert lines(found, "questions") == ["How did you begin?", "And then?"]
    assert (lines(found, "purpose"), lines(found, "note")) == (["Record retention"], ["Ask kindly"])


def test_people_in_common_the_closest_first(book: Book, leilani: int) -> None:
    book.do(people.add_person, PersonForm(name="Hina Malik", met_through="Leilani Kealoha"), today=TODAY)
    found = of(book, book.do(meetings.plan_meeting, PLAN, [leilani], today=TODAY))
    assert lines(found, "common") == [
        "Hina Malik | named in your talks",
        "Ana Souza | works at Koolau Health too",
        "Bo Li | met at RD26 too",
    ]
    assert "Introduced Hina Malik to you" in lines(found, "thanks")


def test_promises_both_ways_open_ones_first(book: Book, leilani: int) -> None:
    for side, text, due in (
        ("theirs", "a paper", None), ("mine", "my resume", date(2026, 10, 30)), ("mine", "news", date(2026, 10, 16)),
    ):  # fmt: skip
        book.do(promises.make_promise, leilani, PromiseForm(side=side, text=text, due=due), today=TODAY)
    book.do(promises.keep_promise, 1, TODAY, today=TODAY)
    found = of(book, book.do(meetings.plan_meeting, PLAN, [leilani], today=TODAY))
    assert lines(found, "promises") == [
        "You: news | by Oct 16", "You: my resume | by Oct 30", "Leilani: a paper | kept Oct 15",
    ]  # fmt: skip
    assert "Kept the promise: a paper" in lines(found, "thanks")


def test_what_to_thank_for(book: Book, leilani: int) -> None:
    first = book.do(meetings.plan_meeting, PLAN.model_copy(update={"day": TODAY}), [leilani], today=TODAY)
    advice = [{"text": "Take the CCS course", "due": TODAY}]
    outcome = OutcomeForm(learned="Audits first.", advice=advice, preferences="Calls on Fridays")
    book.do(outcomes.note_outcome, first, outcome, today=TODAY)
    step = book.read.execute("SELECT id FROM follow_up WHERE title = 'Take the CCS course'").fetchone()[0]
    book.do(follow_ups.done, step, TODAY, today=TODAY)
    found = of(book, book.do(meetings.plan_meeting, PLAN, [leilani], today=TODAY))
    assert lines(found, "thanks") == [
        "The talk on Oct 15: not thanked for yet", "Advice you followed: Take the CCS course",
    ]  # fmt: skip
    assert lines(found, "preferences") == ["Calls on Fridays"]
    assert lines(found, "talk")[0].startswith("Audits first.")
    assert found.talk != of(book, first).talk, "a meeting's own outcome is not its last talk"


def test_a_meeting_without_a_date_or_anybody(book: Book, leilani: int) -> None:
    found = of(book, book.do(meetings.plan_meeting, MeetingForm(kind="coffee"), [leilani], today=TODAY))
    assert when_lines(found, TODAY) == ["No date yet"]
    book.do(people.remove_people, [leilani])
    assert queries.row(book.read, found.meeting.id) is not None
    empty = of(book, found.meeting.id)
    assert (whom(empty), empty.guests, empty.common) == ("", (), ())
    assert brief(book.read, 99, about(book.read), NOW) is None


def test_which_meeting_is_meant(book: Book, leilani: int) -> None:
    assert meant(book.read, NOW, None, ()) is None
    later = book.do(meetings.plan_meeting, PLAN, [leilani], today=TODAY)
    sooner = book.do(
        meetings.plan_meeting, PLAN.model_copy(update={"day": date(2026, 10, 20)}), [leilani + 1], today=TODAY
    )
    assert meant(book.read, NOW, None, ()) == sooner
    assert meant(book.read, NOW, None, (leilani,)) == later
    assert meant(book.read, NOW, 7, (leilani,)) == 7
    assert meant(book.read, NOW, None, (leilani + 2,)) is None


def test_how_they_met(book: Book) -> None:
    told = InteractionForm(kind="call", on=TODAY, body="Nights.")
    form = PersonForm(name="Bo Li", met_how="by chance on a train", met_through="Rosa Lind")
    who = book.do(people.add_person, form, today=TODAY)
    book.do(follow_ups.log_contact, [who], told, today=TODAY)
    detail = person.detail(book.read, who)
    assert detail is not None
    assert how_met(detail, TODAY) == "Introduced by Rosa Lind, by chance on a train"
    found = of(book, book.do(meetings.plan_meeting, PLAN, [who], today=TODAY))
    assert lines(found, "talk") == ["Nights. | Today, Call"]
