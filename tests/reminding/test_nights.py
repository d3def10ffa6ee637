"""Nights of the reminder service by simulated clocks: sleep, leaps, daylight saving; each moment comes once."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from mrtnet.domain.forms import FollowUpForm, PersonForm
from mrtnet.domain.meeting_forms import MeetingForm
from mrtnet.edits import follow_ups, meetings, people
from mrtnet.edits.settings import set_about
from mrtnet.queries.about import about
from mrtnet.reminding import service
from mrtnet.reminding.claims import claim, mark_shown, pause
from mrtnet.reminding.notices import DONE, OPEN, REFUSED, SNOOZE, Answer, Notice
from mrtnet.reminding.rounds import look
from mrtnet.reminding.service import COURTESY, Service
from mrtnet.report import newest_report
from mrtnet.store.book import Book, driver_connection

FRIDAY = date(2026, 10, 30)  # clocks go back on Sunday, November 1st
NOON = datetime(2026, 10, 30, 17, 0, tzinfo=UTC)  # in Chicago
SECOND = timedelta(seconds=1)


class World:
    """The clocks, and the desktop: waiting for an answer is what makes time go by. `nights` are {when: machine sleeps
    so long}, `leaps` {when: the wall clock is set so much on}, both by hours of monotonic time."""

    def __init__(self, start: datetime, end: datetime) -> None:
        self.wall, self.steady, self.end = start, 0.0, end
        self.came: list[tuple[datetime, Notice]] = []
        self.nights: dict[float, timedelta] = {}
        self.leaps: dict[float, timedelta] = {}
        self.to_answer: list[Answer] = []
        self.there = True
        self.looks = 0
        self.said: list[str] = []
        self.taken_back: list[int] = []

    def service(self, path: Path) -> Service:
        self.one = Service(path, self, self.said.append, now=lambda: self.wall, monotonic=lambda: self.steady)
        return self.one

    def titles(self) -> list[str]:
        return [notice.title for _at, notice in self.came]

    def ready(self) -> bool:
        return self.there

    def prepare(self, notice: Notice) -> Callable[[], int]:
        return lambda: self.came.append((self.wall, notice)) or len(self.came)

    def take_back(self, number: int) -> None:
        self.taken_back.append(number)

    def answers(self, seconds: float) -> list[Answer]:
        assert seconds <= service.EVERY
        self.looks += 1
        gone = max(seconds, 0.01)
        self.steady += gone
        self.wall += timedelta(seconds=gone)
        for hour in [hour for hour in self.nights if self.steady >= hour * 3600]:
            self.wall += self.nights.pop(hour)
        for hour in [hour for hour in self.leaps if self.steady >= hour * 3600]:
            self.wall += self.leaps.pop(hour)
        if self.wall >= self.end:
            self.one.stopping = True
        found, self.to_answer = self.to_answer, []
        return found

    def settle(self) -> list[Answer]:
        return []

    def close(self) -> None:
        pass


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MRTNET_NOW", "2026-10-26T12:00:00+00:00")
    with Book.open(tmp_path / "b.mrtnet") as book:
        book.do(people.add_person, PersonForm(name="Amara Nwosu", no_next_step=True), today=date(2026, 10, 26))
        book.do(set_about, time_zone="America/Chicago")
    monkeypatch.setattr(service, "ANYHOW", timedelta(hours=4))  # nothing here needs the looks in between
    monkeypatch.setattr(service, "EVERY", 120.0)
    return tmp_path / "b.mrtnet"


def _add(path: Path, title: str, due: date, at: time | None = None) -> int:
    with Book.open(path) as book:
        form = FollowUpForm(kind="promise", title=title, due=due, at=at)
        return book.do(follow_ups.add, 1, form, today=date(2026, 10, 26))


def _meet(path: Path, title: str, day: date, at: time, alarms: list[int]) -> None:
    with Book.open(path) as book:
        form = MeetingForm(title=title, day=day, at=at, zone="America/Chicago", minutes=60, alarms=alarms)
        book.do(meetings.plan_meeting, form, [1], today=date(2026, 10, 26))


def test_a_night_of_sleep_and_daylight_saving_brings_each_moment_once(path: Path) -> None:
    day = timedelta(days=1)
    timed = {"afternoon": (FRIDAY, time(15)), "late": (FRIDAY, time(19, 59)), "quiet": (FRIDAY, time(21)),
             "twice": (FRIDAY + 2 * day, time(1, 30)), "after": (FRIDAY + 2 * day, time(12))}  # fmt: skip
    for title, (due, at) in timed.items():
        _add(path, title, due, at)
    for n in range(3):
        for title in ("a", "b"):
            _add(path, f"{title}{n}", FRIDAY + day * n)
    _meet(path, "in the hour that comes twice", FRIDAY + 2 * day, time(1, 30), [15])
    world = World(NOON, datetime(2026, 11, 1, 20, 0, tzinfo=UTC))
    world.nights = {
        11.0: timedelta(hours=3),
        20.0: timedelta(minutes=90),
    }  # 23:00-2:00; asleep at Saturday's digest too
    world.service(path).run()
    at = {notice.title.split(" · ")[-1]: moment.astimezone(UTC) for moment, notice in world.came}
    # Friday's digest was at nine, before the service came: both untimed ones come together at once.
    assert world.titles()[0] == "For you: 3 follow-ups"  # and one that came with the meeting
    assert world.came[0][0] == NOON
    slack = COURTESY + 2 * SECOND
    assert timedelta() <= at["afternoon"] - datetime(2026, 10, 30, 20, 0, tzinfo=UTC) <= slack
    assert timedelta() <= at["late"] - datetime(2026, 10, 31, 0, 59, tzinfo=UTC) <= slack
    # quiet until 8:00 and missed by hours: alone, it is told as the quiet hours end
    assert timedelta() <= at["quiet"] - datetime(2026, 10, 31, 13, 0, tzinfo=UTC) <= slack
    # a meeting keeps no quiet hours: 1:15 daylight time, the first of the two
    assert timedelta() <= at["in the hour that comes twice"] - datetime(2026, 11, 1, 6, 15, tzinfo=UTC) <= slack
    assert timedelta() <= at["after"] - datetime(2026, 11, 1, 18, 0, tzinfo=UTC) <= slack
    bundles = [(moment, notice.text) for moment, notice in world.came if notice.title.startswith("For you")]
    assert [text.count("\n") + 1 for _moment, text in bundles] == [3, 3, 2, 3]  # and what is beyond the portion
    assert "twice" in bundles[2][1]
    assert bundles[2][0] - datetime(2026, 11, 1, 14, 0, tzinfo=UTC) <= slack  # missed in the night, as quiet ends
    assert bundles[3][0] - datetime(2026, 11, 1, 15, 0, tzinfo=UTC) <= slack  # nine o'clock, standard time
    assert len(world.titles()) == 4 + 5


def test_the_clock_set_back_and_forth_doubles_and_loses_nothing(path: Path) -> None:
    for n in range(8):
        _add(path, f"t{n}", FRIDAY, time(13 + n // 2, n % 2 * 30))
    world = World(NOON, NOON + timedelta(hours=7))
    world.leaps = {
        1.2: timedelta(hours=-2),
        1.7: timedelta(hours=2),
        2.3: timedelta(minutes=40),
        3.1: -timedelta(hours=9),
    }
    world.leaps[3.2] = timedelta(hours=9)
    world.service(path).run()
    assert sorted(title.split(" · ")[-1] for title in world.titles()) == [f"t{n}" for n in range(8)]


def test_a_week_off_ends_in_one_calm_summary(path: Path) -> None:
    for n in range(20):
        _add(path, f"t{n}", FRIDAY + timedelta(days=n % 6), time(10) if n % 2 else None)
    world = World(NOON - timedelta(days=1), NOON + timedelta(days=6, hours=1))
    world.nights = {0.01: timedelta(days=7)}
    world.service(path).run()
    [(moment, notice)] = world.came
    assert notice.title == "For you: 20 follow-ups"
    assert notice.text.split("\n")[-1] == "and 15 more in Today"
    assert moment - (NOON + timedelta(days=6)) <= timedelta(seconds=2 * service.EVERY)


def test_ten_thousand_due_at_once_are_one_notice(path: Path) -> None:
    def fill(session: Session) -> None:
        driver_connection(session).executemany(
            "INSERT INTO follow_up (uid, kind, title, due, first_due, state, created_at, at)"
            " VALUES (?, 'promise', 'x', '2026-10-30', '2026-10-30', 'open', '2026-10-01T00:00:00Z', ?)",
            [(f"u{n}", "12:00" if n % 2 else None) for n in range(10_000)],
        )

    with Book.open(path) as book:
        book.do(fill)
    world = World(NOON, NOON + timedelta(minutes=30))
    world.service(path).run()
    assert world.titles() == ["For you: 10,000 follow-ups"]


def test_an_idle_hour_looks_into_the_book_six_times(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "ANYHOW", timedelta(minutes=10))
    monkeypatch.setattr(service, "EVERY", 30.0)
    opened = []
    really = Book.open
    monkeypatch.setattr(Book, "open", lambda *a, **k: opened.append(1) or really(*a, **k))
    world = World(NOON, NOON + timedelta(hours=1))
    world.service(path).run()
    assert len(opened) <= 7
    assert world.looks <= 120 + 8


def test_what_is_written_meanwhile_comes_in_time(path: Path) -> None:
    world = World(NOON, NOON + timedelta(hours=1))
    waits = world.answers

    def answers(seconds: float) -> list[Answer]:
        if world.looks == 4:
            _add(path, "just written", FRIDAY, time(12, 20))
        return waits(seconds)

    world.answers = answers  # type: ignore[method-assign]
    world.service(path).run()
    [(moment, notice)] = world.came
    assert notice.title.endswith("just written")
    assert moment - (NOON + timedelta(minutes=20)) <= COURTESY + SECOND


def test_nobody_to_show_it_and_a_refusal_lose_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "EVERY", 30.0)
    _add(path, "one", FRIDAY, time(12))
    world = World(NOON, NOON + timedelta(minutes=20))
    world.there = False
    waits = world.answers

    def answers(seconds: float) -> list[Answer]:
        if world.looks == 8:
            world.there = True
        if len(world.came) == 1 and not world.looks % 7:
            world.to_answer.append(Answer(1, REFUSED))
        return waits(seconds)

    world.answers = answers  # type: ignore[method-assign]
    world.service(path).run()
    assert len(world.said) == 1
    assert [title.split(" · ")[-1] for title in world.titles()] == ["one", "one"]  # refused, then shown


def test_a_pause_and_a_window_that_runs_are_respected(path: Path) -> None:
    for n in range(4):
        _add(path, f"t{n}", FRIDAY, time(12, 10))
    with Book.open(path) as window:
        found = look(window.read, about(window.read), NOON + timedelta(minutes=10), "window 1")
        theirs = sorted(found.keys)[:3]
        assert window.quietly(claim, theirs, NOON + timedelta(minutes=10), "window 1") == set(theirs)
        window.quietly(mark_shown, theirs[:2], NOON)  # the third it holds, and then dies
        world = World(NOON + timedelta(minutes=10), NOON + timedelta(hours=3))
        world.service(path).run()
        assert sorted(title.split(" · ")[-1] for title in world.titles()) == ["t2", "t3"]
        assert world.came[1][0] - world.came[0][0] >= timedelta(minutes=2) - COURTESY  # the lease it died with
        _add(path, "paused", FRIDAY, time(14))
        window.quietly(pause, NOON + timedelta(hours=20))
        later = World(NOON + timedelta(hours=2), NOON + timedelta(hours=8))
        later.service(path).run()
        assert later.came == []


def test_buttons_fit_what_is_told_and_a_notice_goes_when_it_is_dealt_with(path: Path) -> None:
    one = _add(path, "alone", FRIDAY, time(12))
    world = World(NOON, NOON + timedelta(minutes=3))
    one_run = world.service(path)
    one_run.run()
    assert [what for what, _words in world.came[0][1].buttons] == [DONE, SNOOZE, OPEN]
    with Book.open(path) as book:
        book.do(follow_ups.done, one, FRIDAY, today=FRIDAY)
    one_run.look()
    assert world.taken_back == [1]


def test_a_missing_a_strange_and_a_locked_book_are_told_once(tmp_path: Path) -> None:
    world = World(NOON, NOON + timedelta(minutes=15))
    world.service(tmp_path / "none.mrtnet").run()
    (tmp_path / "strange.mrtnet").write_bytes(b"no book" * 400)
    world.end += timedelta(minutes=15)
    world.service(tmp_path / "strange.mrtnet").run()
    assert len(world.said) == 2
    assert not (tmp_path / "none.mrtnet").exists()


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.long), pytest.param(3, marks=pytest.mark.long)])
def test_weeks_at_random_bring_each_moment_once(path: Path, seed: int) -> None:
    """Sleep and leaps at random, over both changes of the clock in a book's year."""
    dice = random.Random(seed)
    start = datetime(2027, 3, 10, 12, 0, tzinfo=UTC)  # clocks go on on March 14th
    titles = [f"t{n}" for n in range(12)]
    for title in titles:
        at = time(dice.randrange(24), dice.randrange(60)) if dice.random() < 0.7 else None
        _add(path, title, start.date() + timedelta(days=dice.randrange(1, 3)), at)
    world = World(start, start + timedelta(days=4, hours=20))
    world.nights = {dice.random() * 48: timedelta(hours=dice.randrange(1, 14)) for _n in range(7)}
    world.leaps = {hour: timedelta(hours=dice.choice([-3, -1, 1])) for hour in (dice.random() * 48, dice.random() * 48)}
    world.service(path).run()
    text = "\n".join(f"{notice.title}\n{notice.text}" for _at, notice in world.came)
    alone = [title.split(" · ")[-1] for title in world.titles() if " · " in title or title in titles]
    assert len(alone) == len(set(alone))
    assert all(text.count(title) >= 1 for title in alone)
    with Book.open(path) as book:
        shown = book.read.execute("SELECT follow_up_id FROM reminder_shown WHERE shown_at IS NOT NULL").fetchall()
    assert len(shown) == len(titles)
    count = sum(int(title.split()[2]) if title.startswith("For you") else 1 for title in world.titles())
    assert count == len(titles)


def test_with_the_window_open_the_window_has_the_first_word(path: Path) -> None:
    """A window looks at each moment, and at times it is busy: the service steps in, and nothing comes twice."""
    for n in range(6):
        _add(path, f"t{n}", FRIDAY, time(12 + n // 2, n % 2 * 30 + 5))
    world = World(NOON, NOON + timedelta(hours=4))
    waits, at_window, busy = world.answers, [], (NOON + timedelta(hours=1), NOON + timedelta(hours=2))
    with Book.open(path) as window:

        def answers(seconds: float) -> list[Answer]:
            found = waits(seconds)
            for when in (world.wall - COURTESY, world.wall):  # its timer came before ours
                if when.minute % 30 == 5 and when.second < 40 and not busy[0] <= when < busy[1]:
                    due = look(window.read, about(window.read), when, "window 1").keys
                    at_window.extend(sorted(window.quietly(claim, sorted(due), when, "window 1")))
                    window.quietly(mark_shown, at_window, when)
            return found

        world.answers = answers  # type: ignore[method-assign]
        world.service(path).run()
    assert [title.split(" · ")[-1] for title in world.titles()] == ["t2", "t3"]
    assert sorted(follow_up for follow_up, _moment in at_window) == [1, 2, 5, 6]


def test_the_alarm_of_a_meeting_comes_again_after_five_minutes(path: Path) -> None:
    _meet(path, "coffee", FRIDAY + timedelta(days=3), time(9), [15])
    start = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
    world = World(start - timedelta(minutes=14), start)
    waits = world.answers

    def answers(seconds: float) -> list[Answer]:
        coffee = [number for number, title in enumerate(world.titles(), 1) if title.endswith("coffee")]
        if coffee and world.looks == 0:
            world.to_answer = [Answer(coffee[0], SNOOZE)]
        return waits(seconds)

    world.answers = answers  # type: ignore[method-assign]
    world.service(path).run()
    told = [(moment, notice) for moment, notice in world.came if notice.title.endswith("coffee")]
    assert [notice.text.split("\n")[-1] for _moment, notice in told] == ["in 14 min", "in 7 min"]
    assert told[0][1].buttons == ((SNOOZE, "Snooze 5 min"), (OPEN, "Open"))


def test_a_fault_of_ours_ends_neither_the_service_nor_a_reminder(path: Path) -> None:
    _add(path, "one", FRIDAY, time(12))
    world = World(NOON, NOON + timedelta(minutes=25))
    really = world.prepare

    def prepare(notice: Notice) -> Callable[[], int]:
        if world.wall < NOON + timedelta(minutes=5):
            raise RuntimeError(notice.title)
        return really(notice)

    world.prepare = prepare  # type: ignore[method-assign]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(service, "ANYHOW", timedelta(minutes=10))
        world.service(path).run()
    assert [title.split(" · ")[-1] for title in world.titles()] == ["one"]
    assert len(world.said) == 1
    written = newest_report()
    assert written is not None
    assert "one" not in written.read_text("utf-8").split("\n", 3)[3].replace("None", "")
