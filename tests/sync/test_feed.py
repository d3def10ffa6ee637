"""The calendar file kept in step: what it says after each change, and what no crash or second program can do to it."""

import random
import signal
import stat
import subprocess
import sys
import time as clocks
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from mrtnet.domain.forms import EventForm, FollowUpForm, PersonForm, SessionForm
from mrtnet.edits import events, follow_ups, people
from mrtnet.edits.settings import set_about
from mrtnet.exchange.ics import assemble
from mrtnet.store import backup
from mrtnet.store.book import Book
from mrtnet.sync import feed
from mrtnet.sync.items import going_out
from mrtnet.trouble import Trouble
from tests.copies import copied
from tests.exchange.engines import available_engines, read_with_icalendar

TODAY = date(2026, 10, 15)
DAY = date(2026, 10, 20)
CANARY = "zebra-canary 7f3a"
Read = dict[str, Any]
SetNow = Callable[[str], None]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> SetNow:
    def set_now(moment: str) -> None:
        monkeypatch.setenv("MRTNET_NOW", moment)

    set_now("2026-10-15T21:30+00:00")
    return set_now


@pytest.fixture
def book(tmp_path: Path, at: SetNow) -> Iterator[Book]:
    with copied(tmp_path / "book.mrtnet") as opened:
        opened.do(set_about, time_zone="America/Chicago", feed=str(tmp_path / "steps.ics"))
        yield opened


def person(book: Book, name: str = "Rosa Delgado-Ruiz", **more: Any) -> int:
    return book.do(people.add_person, PersonForm(name=name, **more), today=TODAY)


def follow_up(book: Book, person_id: int | None = None, due: date = DAY, **more: Any) -> int:
    return book.do(follow_ups.add, person_id, FollowUpForm(due=due, **({"title": "Write"} | more)), today=TODAY)


def file_of(book: Book) -> Path:
    return book.path.with_name("steps.ics")


def told(book: Book) -> dict[str, Read]:
    """What the file says after it was brought in step, by summary; every reader must see the same."""
    feed.bring_in_step(book)
    content = file_of(book).read_bytes()
    expected = read_with_icalendar(content)
    for name, read in available_engines().items():
        assert [(each["uid"], each["sequence"], each["start_utc"], each["status"]) for each in read(content)] == [
            (each["uid"], each["sequence"], each["start_utc"], each["status"]) for each in expected
        ], name
    return {each["summary"]: each for each in expected}


def test_a_new_follow_up_stands_in_the_file_at_her_hour(book: Book) -> None:
    whom = person(book, credentials=["RHIT", "CCS"])
    follow_up(book, whom)
    entry = told(book)["Write: Rosa Delgado-Ruiz (RHIT, CCS)"]
    assert entry["start_utc"] == datetime(2026, 10, 20, 14, tzinfo=UTC)
    assert entry["alarms_utc"] == [entry["start_utc"]]
    assert entry["sequence"] == 0
    assert stat.S_IMODE(file_of(book).stat().st_mode) == 0o600
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n" in file_of(book).read_bytes()


def test_without_a_feed_nothing_is_written(book: Book, tmp_path: Path) -> None:
    book.do(set_about, feed="")
    follow_up(book)
    assert feed.bring_in_step(book) is None
    assert list(tmp_path.glob("*.ics")) == []


def test_a_feed_of_an_empty_book_is_an_empty_calendar(book: Book) -> None:
    assert told(book) == {}


def test_a_move_and_its_undo_keep_the_uid_and_raise_the_sequence(book: Book) -> None:
    which = follow_up(book)
    first = told(book)["Write"]
    book.do(follow_ups.snooze, [which], date(2026, 11, 5), today=TODAY)
    moved = told(book)["Write"]
    book.undo()
    back = told(book)["Write"]
    book.redo()
    again = told(book)["Write"]
    assert [each["sequence"] for each in (first, moved, back, again)] == [0, 1, 2, 3]
    assert {each["uid"] for each in (first, moved, back, again)} == {first["uid"]}
    assert moved["start_utc"] == datetime(2026, 11, 5, 15, tzinfo=UTC)  # the clocks went back on 1 November
    assert back["start_utc"] == first["start_utc"]


def test_what_is_done_is_called_off_and_comes_back_with_undo(book: Book) -> None:
    which = follow_up(book)
    first = told(book)["Write"]
    book.do(follow_ups.done, which, TODAY, today=TODAY)
    off = told(book)["Write"]
    assert (off["status"], off["sequence"], off["alarms_utc"]) == ("CANCELLED", 1, [])
    book.undo()
    back = told(book)["Write"]
    assert (back["status"], back["sequence"], back["uid"]) == ("CONFIRMED", 2, first["uid"])


def test_undoing_the_making_of_a_follow_up_calls_it_off_and_redo_brings_it_back(book: Book) -> None:
    follow_up(book)
    uid = told(book)["Write"]["uid"]
    book.undo()
    assert (told(book)["Write"]["status"], told(book)["Write"]["sequence"]) == ("CANCELLED", 1)
    book.redo()
    assert (told(book)["Write"]["status"], told(book)["Write"]["sequence"]) == ("CONFIRMED", 2)
    assert told(book)["Write"]["uid"] == uid


def test_removing_a_person_calls_her_entries_off(book: Book) -> None:
    whom = person(book)
    follow_up(book, whom)
    told(book)
    book.do(people.remove_people, [whom])
    assert told(book)["Write: Rosa Delgado-Ruiz"]["status"] == "CANCELLED"


def test_what_never_went_out_leaves_no_trace(book: Book) -> None:
    follow_up(book)
    book.undo()
    assert told(book) == {}


def test_erased_for_good_means_out_of_the_file(book: Book) -> None:
    whom = person(book)
    follow_up(book, whom)
    book.do(follow_ups.skip, [follow_up(book, whom, title="Call")], today=TODAY)
    told(book)
    book.erase_for_good(whom)
    feed.bring_in_step(book)
    assert b"Rosa" not in file_of(book).read_bytes()
    assert b"".join(row[0] or b"" for row in book.read.execute("SELECT rendered FROM calendar_item")) == b""


def test_after_ninety_days_what_was_called_off_leaves_the_file_but_keeps_its_number(book: Book, at: SetNow) -> None:
    which = follow_up(book)
    told(book)
    book.do(follow_ups.done, which, TODAY, today=TODAY)
    told(book)
    at("2027-02-01T12:00+00:00")
    follow_up(book, title="Other")
    assert list(told(book)) == ["Other"]
    book.undo()
    book.undo()
    assert told(book)["Write"]["sequence"] == 2


def test_an_unchanged_book_leaves_the_file_alone_also_on_the_next_day(book: Book, at: SetNow) -> None:
    person(book)
    follow_up(book)
    feed.bring_in_step(book)
    before = file_of(book).stat()
    content = file_of(book).read_bytes()
    at("2026-10-16T08:00+00:00")
    assert feed.bring_in_step(book) is None
    assert file_of(book).stat() == before
    file_of(book).unlink()
    assert feed.bring_in_step(book) == file_of(book)
    assert file_of(book).read_bytes() == content


def test_a_change_that_shows_nowhere_leaves_the_bytes_alone(book: Book, at: SetNow) -> None:
    whom = person(book)
    follow_up(book, whom)
    feed.bring_in_step(book)
    content, before = file_of(book).read_bytes(), file_of(book).stat()
    at("2026-10-16T08:00+00:00")
    book.do(people.change_person, whom, PersonForm(name="Rosa Delgado-Ruiz", pronouns="she"), today=TODAY)
    feed.bring_in_step(book)
    assert file_of(book).read_bytes() == content
    assert file_of(book).stat() == before


def test_the_stamp_is_when_the_entry_changed_and_never_goes_back(book: Book, at: SetNow) -> None:
    which = follow_up(book)
    told(book)
    at("2020-01-01T00:00+00:00")
    book.do(follow_ups.snooze, [which], date(2026, 11, 5), today=TODAY)
    told(book)
    assert file_of(book).read_bytes().count(b":20261015T213000Z\r\n") == 2  # DTSTAMP and LAST-MODIFIED


def test_doing_the_first_of_a_day_does_not_move_the_others(book: Book) -> None:
    first, _second, _third = (follow_up(book, title=title) for title in ("One", "Two", "Three"))
    before = told(book)
    book.do(follow_ups.done, first, TODAY, today=TODAY)
    after = told(book)
    assert [after[title]["sequence"] for title in ("Two", "Three")] == [0, 0]
    assert after["Two"]["start_utc"] == before["Two"]["start_utc"]


def test_another_hour_moves_them_all(book: Book) -> None:
    follow_up(book)
    told(book)
    book.do(set_about, follow_up_hour=time(7, 30))
    entry = told(book)["Write"]
    assert (entry["sequence"], entry["start_utc"]) == (1, datetime(2026, 10, 20, 12, 30, tzinfo=UTC))


def test_events_and_sessions_stand_there_until_she_cancels_them(book: Book) -> None:
    form = EventForm(
        name="State Meeting", first_day=date(2026, 11, 6), last_day=date(2026, 11, 7), time_zone="America/Denver",
        place="Hall A", city="Boise", ceus=6, url="https://meeting.example",
    )  # fmt: skip
    which = book.do(events.add_event, form)
    book.do(
        events.add_session, which,
        SessionForm(title="Queries", day=date(2026, 11, 7), starts=time(10), ends=time(11), room="12"),
    )  # fmt: skip
    said = told(book)
    assert (said["State Meeting"]["start_utc"], said["State Meeting"]["end_utc"]) == (
        date(2026, 11, 6), date(2026, 11, 8),
    )  # fmt: skip
    assert said["Queries"]["start_utc"] == datetime(2026, 11, 7, 17, tzinfo=UTC)
    book.do(events.change_event, which, form.model_copy(update={"participation": "cancelled"}), today=TODAY)
    said = told(book)
    assert {(each["status"], each["sequence"]) for each in said.values()} == {("CANCELLED", 1)}


def test_private_notes_stay_out_unless_she_asks(book: Book) -> None:
    whom = person(book, note=CANARY)
    which = follow_up(book, whom, note=CANARY)
    feed.bring_in_step(book)
    content = file_of(book).read_bytes()
    assert CANARY.encode() not in content
    book.do(follow_ups.change, which, FollowUpForm(due=DAY, title="Write", note=CANARY + "!"), today=TODAY)
    feed.bring_in_step(book)
    assert file_of(book).read_bytes() == content  # a note that did not go out is no change
    book.do(set_about, feed_notes=True)
    entry = told(book)["Write: Rosa Delgado-Ruiz"]
    assert (entry["description"], entry["sequence"]) == (CANARY + "!", 1)
    book.do(follow_ups.done, which, TODAY, today=TODAY)
    book.do(set_about, feed_notes=False)
    feed.bring_in_step(book)
    assert CANARY.encode() not in file_of(book).read_bytes()


@pytest.mark.parametrize(
    "name",
    ["<b>Rosa</b> & Co", "Ama; Owusu, \\n RHIA", "BEGIN:VEVENT", "\u202eRosa\u202c", "漢字 🎉" * 40, "Ål\u0301\u0300"],
)
def test_hostile_names_are_read_back_whole(book: Book, name: str) -> None:
    form = PersonForm(name=name)
    whom = book.do(people.add_person, form, today=TODAY)
    follow_up(book, whom)
    (summary,) = told(book)
    assert summary == f"Write: {form.name}"


def test_a_time_that_the_clocks_skip_is_moved(book: Book) -> None:
    follow_up(book, due=date(2027, 3, 14), at=time(2, 30))
    assert told(book)["Write"]["start_utc"] == datetime(2027, 3, 14, 8, 30, tzinfo=UTC)
    assert "02:30" in going_out(book).said[0]


def test_after_a_backup_was_put_back_the_numbers_go_on_from_the_file(book: Book, tmp_path: Path) -> None:
    which = follow_up(book)
    first = told(book)["Write"]
    kept = book.back_up(tmp_path / "kept.mrtnet")
    for day in (1, 2, 3):
        book.do(follow_ups.snooze, [which], date(2026, 11, day), today=TODAY)
        told(book)
    book.close()
    backup.restore(book.path, kept)
    with Book.open(book.path) as restored:
        back = told(restored)["Write"]
        assert (back["sequence"], back["uid"], back["start_utc"]) == (4, first["uid"], first["start_utc"])
        assert not feed.bring_in_step(restored)


def test_a_link_stays_a_link(book: Book, tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    file_of(book).symlink_to(tmp_path / "shared" / "real.ics")
    follow_up(book)
    feed.bring_in_step(book)
    assert file_of(book).is_symlink()
    assert b"Write" in (tmp_path / "shared" / "real.ics").read_bytes()


def test_something_else_is_never_overwritten(book: Book) -> None:
    file_of(book).write_text("Dear diary", encoding="utf-8")
    follow_up(book)
    with pytest.raises(Trouble, match="not a calendar file"):
        feed.bring_in_step(book)
    assert file_of(book).read_text(encoding="utf-8") == "Dear diary"


def test_a_folder_that_is_away_costs_no_change_and_is_caught_up_with(book: Book, tmp_path: Path) -> None:
    place = tmp_path / "stick" / "steps.ics"
    book.do(set_about, feed=str(place))
    which = follow_up(book)
    with pytest.raises(Trouble, match="does not exist"):
        feed.bring_in_step(book)
    assert book.read.execute("SELECT title FROM follow_up WHERE id = ?", (which,)).fetchone() == ("Write",)
    place.parent.mkdir()
    assert feed.bring_in_step(book) == place
    assert b"SEQUENCE:0" in place.read_bytes()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="not run: no /dev/full")
def test_a_device_is_no_place_for_the_file(book: Book) -> None:
    book.do(set_about, feed="/dev/full")
    with pytest.raises(Trouble, match="not a file"):
        feed.bring_in_step(book)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="not run: no /proc, where not even root may write")
def test_a_folder_that_takes_no_files_is_told_and_the_change_stays(book: Book) -> None:
    book.do(set_about, feed="/proc/steps.ics")
    follow_up(book)
    with pytest.raises(Trouble, match="could not be written"):
        feed.bring_in_step(book)
    assert book.read.execute("SELECT count(*) FROM follow_up").fetchone() == (1,)


_BUSY = """
import sys
from datetime import date, timedelta
from pathlib import Path
from mrtnet.edits import follow_ups
from mrtnet.store import backup
from mrtnet.store.book import Book
from mrtnet.sync import feed

path, which, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
with Book.open(path, origin="test") as book:
    print("ready", flush=True)
    for number in range(count):
        day = date(2026, 10, 20) + timedelta(days=(number + which) % 300)
        book.do(follow_ups.snooze, [which], day, today=date(2026, 10, 15))
        feed.bring_in_step(book)
        print("step", flush=True)
"""


def busy(book: Book, which: int, count: int) -> "subprocess.Popen[bytes]":
    """Another program that moves one follow-up again and again, and brings the file in step each time."""
    command = [sys.executable, "-c", _BUSY, str(book.path), str(which), str(count)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])
    assert running.stdout
    assert running.stdout.readline() == b"ready\n"
    return running


def as_it_should_be(book: Book) -> bytes:
    whole = going_out(book)
    return assemble(whole.components, whole.zones, name=feed.NAME, subscription=True)


def test_two_programs_at_once_leave_what_is_newest(book: Book) -> None:
    mine, theirs = follow_up(book, title="Mine"), follow_up(book, title="Theirs")
    running = busy(book, theirs, 8)
    for number in range(8):
        book.do(follow_ups.snooze, [mine], date(2026, 12, 1 + number), today=TODAY)
        feed.bring_in_step(book)
    running.communicate()
    assert running.returncode == 0
    assert not feed.bring_in_step(book)
    assert file_of(book).read_bytes() == as_it_should_be(book)
    said = told(book)
    assert said["Mine"]["start_utc"] == datetime(2026, 12, 8, 15, tzinfo=UTC)


@pytest.mark.parametrize("kills", [5, pytest.param(300, marks=[pytest.mark.long, pytest.mark.timeout(3_600)])])
def test_killed_at_any_moment_the_file_is_whole_and_caught_up_with(book: Book, kills: int) -> None:
    which = follow_up(book)
    feed.bring_in_step(book)
    seen: dict[int, Any] = {}
    dice = random.Random(7)
    for _ in range(kills):
        running = busy(book, which, 10_000)
        assert running.stdout
        for _step in range(dice.randrange(3)):  # so far at least, however slow the machine is
            running.stdout.readline()
        clocks.sleep(dice.uniform(0.0, 0.2))
        running.send_signal(signal.SIGKILL)
        running.communicate()
        for _look in range(2):
            (entry,) = read_with_icalendar(file_of(book).read_bytes())
            assert seen.setdefault(entry["sequence"], entry["start_utc"]) == entry["start_utc"]
            feed.bring_in_step(book)
        assert file_of(book).read_bytes() == as_it_should_be(book)
        assert [each.name for each in file_of(book).parent.glob(".steps.ics.*")] == []
    assert len(seen) >= 2
