"""The book and a calendar on a server: what goes there, and what her phone's changes do here, each undoable."""

import re
from collections.abc import Callable, Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from mrtnet.domain.forms import EventForm, FollowUpForm, PersonForm, SessionForm
from mrtnet.domain.meeting_forms import MeetingForm
from mrtnet.edits import events, follow_ups, meetings, people
from mrtnet.edits.settings import set_about
from mrtnet.store.book import Book
from mrtnet.sync import accounts, conflicts, dav
from mrtnet.sync.accounts import Account
from mrtnet.sync.items import going_out
from mrtnet.sync.reports import Report
from mrtnet.trouble import Trouble
from tests.copies import copied
from tests.sync.servers import PASSWORD, USER, Server
from tests.sync.test_engine import delete_there, edit_there, summary, there

TODAY = date(2026, 10, 15)
DAY = date(2026, 10, 20)
ALL = ("follow-up", "event", "session", "meeting")


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Book]:
    monkeypatch.setenv("MRTNET_NOW", "2026-10-15T21:30+00:00")
    with copied(tmp_path / "book.mrtnet") as opened:
        opened.do(set_about, time_zone="America/Chicago")
        yield opened


@pytest.fixture
def account(book: Book, server: Server, place: dav.Place) -> Account:
    there = dav.Found(place.url, dav.CALENDAR, "Follow-ups")
    made = accounts.chosen(accounts.draft(server.url, USER, title="Phone"), there, ALL)
    book.do(accounts.add_account, made)
    return accounts.account_named(book.read, "phone")


@pytest.fixture
def synced(book: Book, account: Account) -> Callable[[], Report]:
    def run() -> Report:
        report = accounts.sync_account(book, account, PASSWORD)
        assert (report.problems, report.question) == ([], "")
        return report

    return run


def person(book: Book, name: str = "Rosa Delgado-Ruiz") -> int:
    return book.do(people.add_person, PersonForm(name=name, credentials=["RHIT"]), today=TODAY)


def follow_up(book: Book, person_id: int | None = None, **more: Any) -> int:
    form = FollowUpForm(**({"due": DAY, "title": "Thank-you note"} | more))
    return book.do(follow_ups.add, person_id, form, today=TODAY)


def row(book: Book, table: str, row_id: int, *names: str) -> tuple[Any, ...]:
    return tuple(book.read.execute(f"SELECT {', '.join(names)} FROM {table} WHERE id = ?", (row_id,)).fetchone())


def uid(book: Book, table: str, row_id: int) -> str:
    return str(row(book, table, row_id, "uid")[0])


def moved(to: str) -> Callable[[bytes], bytes]:
    """Start and end put to another day and hour, as a phone does it."""
    end = f"{to[:-4]}3000"

    def edit(content: bytes) -> bytes:
        content = re.sub(rb"(DTSTART;TZID=[^\r]*:)\d{8}T\d{6}", rb"\g<1>" + to.encode(), content)
        return re.sub(rb"(DTEND;TZID=[^\r]*:)\d{8}T\d{6}", rb"\g<1>" + end.encode(), content)

    return edit


def equal(book: Book, account: Account, place: dav.Place) -> None:
    """Both sides hold the same entries."""
    side = accounts.side_of(book, account)
    assert side.items().keys() == there(place).keys()


def test_everything_goes_there_and_comes_back_unchanged(
    book: Book, account: Account, place: dav.Place, synced: Callable[[], Report]
) -> None:
    who = person(book)
    follow_up(book, who)
    event_id = book.do(events.add_event, EventForm(name="Convention", first_day=DAY, participation="planned"))
    book.do(events.add_session, event_id, SessionForm(title="Audits", day=DAY, starts=time(10), ends=time(11)))
    book.do(
        meetings.plan_meeting,
        MeetingForm(day=DAY, at=time(15), zone="America/Chicago", purpose="Her way into audits"),
        [who],
        today=TODAY,
    )
    steps = len(book.history())
    first = synced()
    assert first.pushed == len(there(place)) >= 4
    again = synced()
    assert (again.pushed, again.pulled) == (0, 0)
    assert synced().requests == 1
    assert len(book.history()) == steps
    equal(book, account, place)


def test_a_follow_up_moved_on_the_phone_moves_here_and_undo_moves_it_back(
    book: Book, place: dav.Place, synced: Callable[[], Report]
) -> None:
    row_id = follow_up(book, person(book))
    name = uid(book, "follow_up", row_id)
    synced()
    edit_there(place, name, moved("20261022T140000"))
    assert synced().pulled == 1
    assert row(book, "follow_up", row_id, "due", "at", "snoozed") == ("2026-10-22", "14:00", 1)
    assert book.history(1)[0].title.startswith("From Phone: ")
    again = synced()
    assert (again.pushed, again.pulled) == (0, 0)
    book.undo()
    assert synced().pushed == 1
    assert b"20261020T090000" in there(place)[name][1]


def test_another_day_at_the_usual_hour_leaves_it_without_a_time(
    book: Book, place: dav.Place, synced: Callable[[], Report]
) -> None:
    row_id = follow_up(book)
    synced()
    edit_there(place, uid(book, "follow_up", row_id), moved("20261019T090000"))
    synced()
    assert row(book, "follow_up", row_id, "due", "at", "snoozed") == ("2026-10-19", None, 0)


def test_a_title_changed_on_the_phone_keeps_the_name_behind_it(
    book: Book, place: dav.Place, synced: Callable[[], Report]
) -> None:
    row_id = follow_up(book, person(book))
    name = uid(book, "follow_up", row_id)
    synced()
    edit_there(place, name, summary("Thank-you card: Rosa Delgado-Ruiz (RHIT)"))
    synced()
    assert row(book, "follow_up", row_id, "title") == ("Thank-you card",)
    edit_there(place, name, summary("Ring her"))
    report = synced()
    assert (report.pulled, report.pushed) == (1, 1)
    assert row(book, "follow_up", row_id, "title") == ("Ring her",)
    assert b"SUMMARY:Ring her: Rosa Delgado-Ruiz (RHIT)" in there(place)[name][1]


def test_lines_added_on_the_phone_become_a_note_and_stay_there(
    book: Book, place: dav.Place, synced: Callable[[], Report]
) -> None:
    row_id = follow_up(book, note="private canary")
    name = uid(book, "follow_up", row_id)
    synced()
    assert b"canary" not in there(place)[name][1]
    more = b"DESCRIPTION:She drinks tea\\nno sugar\r\nEND:VEVENT"
    edit_there(place, name, lambda content: content.replace(b"END:VEVENT", more, 1))
    synced()
    assert row(book, "follow_up", row_id, "note") == ("private canary\nShe drinks tea\nno sugar",)
    book.do(follow_ups.snooze, [row_id], DAY.replace(day=25), today=TODAY)
    synced()
    assert b"She drinks tea" in there(place)[name][1]
    assert b"canary" not in there(place)[name][1]


def test_a_follow_up_deleted_on_the_phone_is_skipped_and_undo_brings_it_back(
    book: Book, account: Account, place: dav.Place, synced: Callable[[], Report]
) -> None:
    row_id = follow_up(book, person(book))
    name = uid(book, "follow_up", row_id)
    synced()
    delete_there(place, name)
    assert synced().pulled == 1
    assert row(book, "follow_up", row_id, "state") == ("skipped",)
    assert "Skipped" in book.history(1)[0].title
    equal(book, account, place)
    book.undo()
    synced()
    assert name in there(place)
    equal(book, account, place)


def test_what_is_done_here_is_deleted_there(
    book: Book, account: Account, place: dav.Place, synced: Callable[[], Report]
) -> None:
    row_id = follow_up(book)
    synced()
    book.do(follow_ups.done, row_id, TODAY, today=TODAY)
    synced()
    assert uid(book, "follow_up", row_id) not in there(place)
    equal(book, account, place)


def test_meetings_are_moved_and_cancelled_from_the_phone(
    book: Book, place: dav.Place, synced: Callable[[], Report]
) -> None:
    who = person(book)
    form = MeetingForm(day=DAY, at=time(15), zone="America/New_York", minutes=30, alarms=[15])
    row_id = book.do(meetings.plan_meeting, form, [who], today=TODAY)
    name = uid(book, "meeting", row_id)
    synced()
    edit_there(place, name, moved("20261021T110000"))
    synced()
    assert row(book, "meeting", row_id, "day", "at", "minutes", "zone", "moved") == (
        "2026-10-21", "11:00", 30, "America/New_York", 1,
    )  # fmt: skip
    edit_there(place, name, lambda content: content.replace(b"END:VEVENT", b"LOCATION:Cafe Rio\r\nEND:VEVENT", 1))
    synced()
    assert row(book, "meeting", row_id, "place") == ("Cafe Rio",)
    again = synced()
    assert (again.pushed, again.pulled) == (0, 0)
    delete_there(place, name)
    synced()
    assert row(book, "meeting", row_id, "cancelled_on") == ("2026-10-15",)
    book.undo()
    synced()
    assert name in there(place)


def test_a_planned_event_is_cancelled_an_attended_one_stays_in_the_book(
    book: Book, place: dav.Place, synced: Callable[[], Report]
) -> None:
    planned = book.do(events.add_event, EventForm(name="Convention", first_day=DAY, participation="planned", ceus=3))
    attended = book.do(events.add_event, EventForm(name="Chapter", first_day=date(2026, 9, 1)))
    session = book.do(events.add_session, planned, SessionForm(title="Audits", day=DAY, starts=time(10)))
    synced()
    delete_there(place, uid(book, "session", session))
    delete_there(place, uid(book, "event", attended))
    synced()
    assert row(book, "event", attended, "participation") == ("attended",)
    assert row(book, "session", session, "title") == ("Audits",)
    again = synced()
    assert (again.pushed, again.pulled) == (0, 0)
    edit_there(
        place,
        uid(book, "event", planned),
        lambda content: content.replace(b":20261020", b":20261022").replace(b":20261021", b":20261024"),
    )
    synced()
    assert row(book, "event", planned, "first_day", "last_day", "ceus") == ("2026-10-22", "2026-10-23", 3.0)
    delete_there(place, uid(book, "event", planned))
    synced()
    assert row(book, "event", planned, "participation") == ("cancelled",)


def test_a_conflict_is_shown_side_by_side_and_settled(
    book: Book, account: Account, place: dav.Place, synced: Callable[[], Report]
) -> None:
    row_id = follow_up(book, person(book))
    name = uid(book, "follow_up", row_id)
    synced()
    book.do(follow_ups.snooze, [row_id], DAY.replace(day=25), today=TODAY)
    edit_there(place, name, moved("20261022T140000"))
    assert synced().conflicts == 1
    side = accounts.side_of(book, account)
    [shown] = conflicts.side_by_side(side)
    assert (shown["id"], shown["fields"]) == (name, ["when"])
    assert shown["mine"]["when"].startswith("20261025T140000Z")
    assert shown["theirs"]["when"].startswith("20261022T190000Z")
    assert row(book, "follow_up", row_id, "due") == ("2026-10-25",)
    conflicts.resolve(side, name, "theirs")
    assert row(book, "follow_up", row_id, "due", "at") == ("2026-10-22", "14:00")
    report = synced()
    assert (report.pushed, report.pulled, report.conflicts) == (0, 0, 0)
    book.undo()
    assert synced().pushed == 1
    assert b"20261025T090000" in there(place)[name][1]


def test_a_closed_follow_up_is_not_opened_from_the_phone(
    book: Book, account: Account, place: dav.Place, synced: Callable[[], Report]
) -> None:
    row_id = follow_up(book)
    name = uid(book, "follow_up", row_id)
    synced()
    book.do(follow_ups.done, row_id, TODAY, today=TODAY)
    edit_there(place, name, moved("20261022T140000"))
    assert synced().conflicts == 1
    side = accounts.side_of(book, account)
    with pytest.raises(Trouble, match="closed here"):
        conflicts.resolve(side, name, "theirs")
    conflicts.resolve(side, name, "mine")
    assert synced().conflicts == 0
    assert name not in there(place)


def test_bad_dates_from_the_server_are_told_and_ours_is_written_back(
    book: Book, account: Account, place: dav.Place, synced: Callable[[], Report]
) -> None:
    row_id = follow_up(book)
    name = uid(book, "follow_up", row_id)
    synced()
    edit_there(place, name, moved("17010102T090000"))
    report = accounts.sync_account(book, account, PASSWORD)
    assert len(report.problems) == 1
    assert row(book, "follow_up", row_id, "due") == ("2026-10-20",)
    assert synced().problems == []
    assert b"20261020T090000" in there(place)[name][1]


def test_an_older_backup_put_back_takes_what_the_server_knows(
    book: Book, place: dav.Place, synced: Callable[[], Report], tmp_path: Path, account: Account
) -> None:
    row_id = follow_up(book)
    synced()
    copy = book.back_up(tmp_path / "old.mrtnet")
    edit_there(place, uid(book, "follow_up", row_id), moved("20261022T140000"))
    synced()
    with Book.open(copy) as old:
        assert accounts.sync_account(old, account, PASSWORD).pulled == 1
        assert row(old, "follow_up", row_id, "due", "at") == ("2026-10-22", "14:00")


def test_removing_an_account_touches_nothing_and_adding_it_again_doubles_nothing(
    book: Book, account: Account, place: dav.Place, synced: Callable[[], Report]
) -> None:
    follow_up(book)
    synced()
    book.do(accounts.remove_account, account)
    assert accounts.accounts(book.read) == []
    assert book.read.execute("SELECT count(*) FROM remote_item").fetchone() == (0,)
    book.undo()
    report = synced()
    assert (report.pushed, report.pulled, report.conflicts) == (0, 0, 0)
    assert len(there(place)) == 1


def test_sequence_rises_there_and_stays_above_the_file(
    book: Book, place: dav.Place, synced: Callable[[], Report]
) -> None:
    row_id = follow_up(book)
    name = uid(book, "follow_up", row_id)
    synced()
    edit_there(place, name, lambda content: re.sub(rb"SEQUENCE:\d+", b"SEQUENCE:7", content))
    synced()
    book.do(follow_ups.snooze, [row_id], DAY.replace(day=25), today=TODAY)
    synced()
    assert b"SEQUENCE:8" in there(place)[name][1]
    assert going_out(book).components


def test_one_sync_at_a_time(book: Book, account: Account, synced: Callable[[], Report]) -> None:
    with accounts._only_one(book), pytest.raises(Trouble, match="running already"):
        accounts.sync_account(book, account, PASSWORD)
    synced()


def test_the_password_is_nowhere_in_the_book(book: Book, account: Account, synced: Callable[[], Report]) -> None:
    follow_up(book)
    synced()
    with pytest.raises(Trouble):
        accounts.discovered(account._replace(url="https://nobody.invalid/"), PASSWORD)
    for file in book.path.parent.iterdir():
        if file.is_file():
            assert PASSWORD.encode() not in file.read_bytes()


def test_erasing_a_person_forgets_her_versions_here_and_deletes_her_entries_there(
    book: Book, account: Account, place: dav.Place, synced: Callable[[], Report]
) -> None:
    who = person(book, "Zebra Canary")
    row_id = follow_up(book, who)
    other = follow_up(book)
    name = uid(book, "follow_up", row_id)
    synced()
    book.do(follow_ups.snooze, [row_id], DAY.replace(day=25), today=TODAY)
    edit_there(place, name, moved("20261022T140000"))
    assert synced().conflicts == 1
    book.erase_for_good(who)
    kept = book.read.execute("SELECT base, theirs FROM remote_item WHERE uid = ?", (name,)).fetchall()
    assert kept == [(None, None)]
    synced()
    assert there(place).keys() == {uid(book, "follow_up", other)}


def test_a_meeting_without_a_time_is_told_and_written_back(
    book: Book, account: Account, place: dav.Place, synced: Callable[[], Report]
) -> None:
    form = MeetingForm(day=DAY, at=time(15), zone="America/New_York")
    row_id = book.do(meetings.plan_meeting, form, [person(book)], today=TODAY)
    name = uid(book, "meeting", row_id)
    synced()
    whole_day = re.compile(rb"(DTSTART|DTEND);TZID=[^\r]*:(\d{8})T\d{6}")
    edit_there(place, name, lambda content: whole_day.sub(rb"\g<1>;VALUE=DATE:\g<2>", content))
    report = accounts.sync_account(book, account, PASSWORD)
    assert len(report.problems) == 1
    assert row(book, "meeting", row_id, "day", "at", "moved") == ("2026-10-20", "15:00", 0)
    assert b"T150000" in there(place)[name][1]
    assert synced().pulled == 0
