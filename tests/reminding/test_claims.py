"""Claims: never twice, never lost, whoever dies in between; a night of leaps of the clock with two programs at it."""

import random
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from mrtnet.domain.about import About
from mrtnet.domain.alarms import put_off
from mrtnet.domain.forms import FollowUpForm, PersonForm
from mrtnet.domain.meeting_forms import MeetingForm
from mrtnet.domain.reminders import Key
from mrtnet.edits import follow_ups, meetings, people
from mrtnet.edits.settings import set_about
from mrtnet.queries.portion import picked
from mrtnet.queries.reminders import not_shown, paused_until
from mrtnet.reminding.claims import LEASE, claim, mark_shown, pause, put_off_alarm, release
from mrtnet.reminding.rounds import Known, look, only, timed_soon
from mrtnet.reminding.wording import notice_of
from mrtnet.store.book import Book

MONDAY = date(2026, 10, 19)
NINE = datetime(2026, 10, 19, 14, 0, tzinfo=UTC)  # 9:00 in Chicago
ABOUT = About(time_zone="America/Chicago")


@pytest.fixture(autouse=True)
def _before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MRTNET_NOW", "2026-10-16T12:00:00+00:00")


def _book(path: Path, steps: list[tuple[date, time | None]]) -> Book:
    book = Book.open(path)
    form = PersonForm(name="Amara Nwosu", no_next_step=True)
    who = book.do(people.add_person, form, today=date(2026, 10, 16))
    for due, at in steps:
        book.do(follow_ups.add, who, FollowUpForm(kind="promise", due=due, at=at), today=date(2026, 10, 16))
    return book


def _keys(book: Book) -> list[Key]:
    return [item.key for item in not_shown(book.read, MONDAY + timedelta(days=9))]


def test_a_claim_is_given_once_until_its_lease_ends(tmp_path: Path) -> None:
    with _book(tmp_path / "b.mrtnet", [(MONDAY, None), (MONDAY, time(15))]) as book:
        keys = _keys(book)
        assert book.quietly(claim, keys, NINE, "window 1") == set(keys)
        assert book.quietly(claim, keys, NINE, "service 2") == set()
        assert book.quietly(claim, keys, NINE + LEASE, "service 2") == set(keys)


def test_what_was_shown_is_never_claimed_again_but_a_snooze_is(tmp_path: Path) -> None:
    with _book(tmp_path / "b.mrtnet", [(MONDAY, None)]) as book:
        keys = _keys(book)
        book.quietly(mark_shown, keys, NINE)
        assert book.quietly(claim, keys, NINE + timedelta(days=3), "window 1") == set()
        assert _keys(book) == []
        book.do(follow_ups.snooze, [keys[0][0]], MONDAY, time(11), today=MONDAY)
        assert [moment for _id, moment in _keys(book)] == ["2026-10-19T11:00"]


def test_one_with_a_time_rings_however_many_others_wait(tmp_path: Path) -> None:
    steps: list[tuple[date, time | None]] = [(MONDAY, None)] * 4
    with _book(tmp_path / "b.mrtnet", [*steps, (MONDAY, time(15))]) as book:
        three = NINE + timedelta(hours=6)
        known = Known(picked(book.read, MONDAY, ABOUT), timed_soon(book.read, MONDAY, ABOUT))
        asked = [look(book.read, ABOUT, three, "window 1", most=2, known=each) for each in (None, known)]
        assert asked[0] == asked[1]
        assert time(15) in [item.at for bundle in asked[0].bundles for item in bundle.items]


def test_a_claim_given_back_is_free_at_once(tmp_path: Path) -> None:
    with _book(tmp_path / "b.mrtnet", [(MONDAY, None)]) as book:
        keys = _keys(book)
        book.quietly(claim, keys, NINE, "window 1")
        book.quietly(release, keys, "window 1")
        assert book.quietly(claim, keys, NINE, "service 2") == set(keys)


def test_a_lease_from_a_clock_that_was_set_back_does_not_hold_for_years(tmp_path: Path) -> None:
    with _book(tmp_path / "b.mrtnet", [(MONDAY, None)]) as book:
        keys = _keys(book)
        book.quietly(claim, keys, NINE + timedelta(days=4000), "window 1")
        assert book.quietly(claim, keys, NINE, "service 2") == set(keys)


def test_a_pause_holds_for_every_program_and_ends(tmp_path: Path) -> None:
    with _book(tmp_path / "b.mrtnet", [(MONDAY, None)]) as book:
        book.quietly(pause, NINE + timedelta(hours=5))
        held = look(book.read, ABOUT, NINE, "window 1")
        assert held.bundles == []
        assert held.again == NINE + timedelta(hours=5)
        assert len(look(book.read, ABOUT, NINE + timedelta(hours=5), "service 2").bundles) == 1
        book.quietly(pause, None)
        assert paused_until(book.read) is None
        assert len(look(book.read, ABOUT, NINE, "window 1").bundles) == 1


@pytest.mark.parametrize("seed", range(4))
def test_a_week_of_two_programs_sleep_and_clocks_shows_everything_once(tmp_path: Path, seed: int) -> None:
    """Two programs look at random; one dies after claiming now and then; the clock leaps both ways."""
    dice = random.Random(seed)
    days = [MONDAY + timedelta(days=n) for n in range(4)]
    steps = [(day, at) for day in days for at in (None, None, time(10, 30), time(21, 15))]
    shown: list[Key] = []
    path = tmp_path / "b.mrtnet"
    with _book(path, steps) as one, Book.open(path, origin="service") as two:
        now, end, born = NINE - timedelta(hours=12), NINE + timedelta(days=6), 0
        names = {one: "window 0", two: "service 0"}
        while now < end:
            now += dice.choice([timedelta(seconds=30), timedelta(minutes=7), timedelta(hours=2), timedelta(hours=9)])
            if dice.random() < 0.1:
                now -= timedelta(hours=3)
            book = dice.choice([one, two])
            found = look(book.read, ABOUT, now, names[book])
            claimed = book.quietly(claim, sorted(found.keys), now, names[book])
            if dice.random() < 0.3:
                born += 1
                names[book] = f"again {born}"
                continue
            for bundle in only(found.bundles, claimed):
                shown.extend(item.key for item in bundle.items)
                book.quietly(mark_shown, [item.key for item in bundle.items], now)
        for who in ("window last", "service last"):
            last = look(one.read, ABOUT, end + timedelta(hours=15), who)
            shown.extend(last.keys)
            one.quietly(mark_shown, sorted(last.keys), end)
    assert len(shown) == len(set(shown))
    assert len(shown) == len(steps)


@pytest.mark.parametrize("seed", range(4))
def test_alarms_of_meetings_over_two_programs_sleep_and_clocks(tmp_path: Path, seed: int) -> None:
    """Each alarm at most once; a meeting that a program was awake for is never missed."""
    dice = random.Random(seed)
    path = tmp_path / "b.mrtnet"
    with _book(path, []) as one, Book.open(path, origin="service") as two:
        for day in range(4):
            form = MeetingForm(day=MONDAY + timedelta(days=day), at=time(21), zone="America/Chicago", alarms=[60, 15])
            one.do(meetings.plan_meeting, form, [1], today=MONDAY)
        starts = {day + 1: NINE + timedelta(days=day, hours=12) for day in range(4)}
        now, shown, awake = NINE, [], set()
        while now < NINE + timedelta(days=5):
            now += dice.choice([timedelta(seconds=30), timedelta(minutes=7), timedelta(minutes=30), timedelta(hours=3)])
            if dice.random() < 0.05:
                now -= timedelta(minutes=50)
            book, who = dice.choice([(one, "window 0"), (two, "service 0")])
            found = look(book.read, ABOUT, now, who)
            for bundle in only(found.bundles, book.quietly(claim, sorted(found.keys), now, who)):
                book.quietly(mark_shown, sorted(bundle.keys), now)
                shown += [key for each in bundle.alarms for key in each.keys]
            awake |= {n for n, at in starts.items() if at - timedelta(hours=1) <= now < at + timedelta(minutes=30)}
    assert len(shown) == len(set(shown))
    assert {meeting for meeting, _moment in shown} == awake


def test_an_alarm_that_was_put_off_survives_being_given_back(tmp_path: Path) -> None:
    with _book(tmp_path / "b.mrtnet", []) as book:
        form = MeetingForm(day=MONDAY, at=time(10), zone="America/Chicago", alarms=[15])
        book.do(meetings.plan_meeting, form, [1], today=MONDAY)
        first = NINE + timedelta(minutes=45)
        found = look(book.read, ABOUT, first, "window 0")
        book.quietly(mark_shown, sorted(found.keys), first)
        book.quietly(put_off_alarm, put_off(found.bundles[-1].alarms[0].alarm, first))
        later = first + timedelta(minutes=5)
        assert look(book.read, ABOUT, later - timedelta(seconds=1), "window 0").again == later
        keys = look(book.read, ABOUT, later, "window 0").keys
        assert book.quietly(claim, sorted(keys), later, "window 0") == keys
        book.quietly(release, sorted(keys), "window 0")
        assert look(book.read, ABOUT, later, "service 0").keys == keys


def test_the_digest_speaks_of_the_day_s_portion_and_the_rest_comes_with_a_later_one(tmp_path: Path) -> None:
    about = About(time_zone="America/Chicago", portion_people=2, portion_minutes=0)
    with Book.open(tmp_path / "b.mrtnet") as book:
        people_met = [PersonForm(name=f"Amara Nwosu {letter}") for letter in "abcde"]
        book.do(people.log_people, people_met, today=date(2026, 10, 15))
        book.do(set_about, portion_people=2, portion_minutes=0, time_zone="America/Chicago")
        first = look(book.read, about, NINE, "service")
        assert [len(bundle.items) for bundle in first.bundles] == [2]
        assert "3 more come later, from Tue, Oct 20 on" in notice_of(book.read, first.bundles[0], about, NINE).text
        assert first.again == NINE + timedelta(days=1)
        book.quietly(mark_shown, sorted(first.keys), NINE)
        ids = [item.id for item in first.bundles[0].items]
        book.do(follow_ups.snooze, ids, MONDAY + timedelta(days=9), None, today=MONDAY)
        assert look(book.read, about, NINE + timedelta(hours=2), "service").bundles == []  # room again, but no bell
        second = look(book.read, about, NINE + timedelta(days=1), "service")
        assert [len(bundle.items) for bundle in second.bundles] == [2]
        assert not first.keys & second.keys
