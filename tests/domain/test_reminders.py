"""Reminders: everything once, nothing lost, over every jump that a clock can make."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrtnet.domain.days import WorkingDays
from mrtnet.domain.reminders import Due, Key, ReminderRules, due_now, instant, next_moment, snooze_choices
from mrtnet.domain.when import When

NEW_YORK = ZoneInfo("America/New_York")
RULES = ReminderRules(time(8, 30), time(20), time(7), NEW_YORK)
TUESDAY = date(2026, 10, 20)
SECOND = timedelta(seconds=1)


def at(wall: str, day: date = TUESDAY) -> datetime:
    """That wall time in New York."""
    return instant(day, time.fromisoformat(wall), NEW_YORK)


def ids(
    items: list[Due], now: datetime, shown: set[Key] | None = None, rules: ReminderRules = RULES
) -> list[list[int]]:
    return [[item.id for item in bundle.items] for bundle in due_now(items, shown or set(), now, rules)]


def test_the_digest_is_one_bundle_and_a_timed_one_comes_alone() -> None:
    items = [Due(1, TUESDAY), Due(2, TUESDAY, time(17)), Due(3, date(2026, 10, 18)), Due(4, date(2026, 10, 21))]
    assert next_moment([items[0]], set(), at("08:00"), RULES) == at("08:30")
    assert ids(items, at("08:30") - SECOND, {items[2].key}) == []
    assert ids(items, at("08:30")) == [[3, 1]]
    shown = set(due_now(items, set(), at("08:30"), RULES)[0].keys)
    assert shown == {(1, "2026-10-20"), (3, "2026-10-18")}
    assert next_moment(items, shown, at("08:30"), RULES) == at("17:00")
    (alone,) = due_now(items, shown, at("17:00"), RULES)
    assert (alone.timed, alone.items) == (True, (items[1],))
    shown |= alone.keys
    assert next_moment(items, shown, at("17:00"), RULES) == at("08:30", date(2026, 10, 21))
    assert next_moment(items, shown | {items[3].key}, at("17:00"), RULES) is None


def test_quiet_hours_hold_back_until_they_end() -> None:
    night, early = Due(1, TUESDAY, time(22)), Due(2, date(2026, 10, 21), time(6, 30))
    assert ids([night], at("22:00")) == []
    morning = at("07:00", date(2026, 10, 21))
    assert next_moment([night, early], set(), at("21:00"), RULES) == morning
    assert next_moment([night], set(), at("23:00"), RULES) == morning
    assert ids([night, early], morning) == [[1], [2]]
    always = RULES._replace(quiet_from=time(7))
    assert ids([night], at("22:00"), rules=always) == [[1]]
    noon = RULES._replace(quiet_from=time(12), quiet_until=time(13))
    assert next_moment([Due(3, TUESDAY, time(12, 15))], set(), at("09:00"), noon) == at("13:00")


def test_a_digest_in_quiet_hours_waits_for_their_end() -> None:
    rules = RULES._replace(digest=time(6))
    assert next_moment([Due(1, TUESDAY)], set(), at("05:00"), rules) == at("07:00")


def test_a_pause_holds_back() -> None:
    rules = RULES._replace(paused_until=at("12:00"))
    assert ids([Due(1, TUESDAY)], at("11:59"), rules=rules) == []
    assert next_moment([Due(1, TUESDAY)], set(), at("09:00"), rules) == at("12:00")
    assert ids([Due(1, TUESDAY)], at("12:00"), rules=rules) == [[1]]
    late = RULES._replace(paused_until=at("21:00"))
    assert next_moment([Due(1, TUESDAY)], set(), at("09:00"), late) == at("07:00", date(2026, 10, 21))


def test_after_a_week_off_one_calm_bundle() -> None:
    items = [Due(n, TUESDAY + timedelta(days=n), time(10 + n) if n % 2 else None) for n in range(7)]
    back = at("12:00", TUESDAY + timedelta(days=7))
    assert ids(items, back) == [[0, 1, 2, 3, 4, 5, 6]]
    just_now = Due(9, TUESDAY + timedelta(days=7), time(11, 50))
    assert ids([*items, just_now], back) == [[0, 1, 2, 3, 4, 5, 6], [9]]


def test_shown_is_shown_whatever_the_clock_does() -> None:
    items = [Due(1, TUESDAY), Due(2, TUESDAY, time(9))]
    shown = {item.key for item in items}
    for now in (at("08:30"), at("06:00"), at("09:00"), at("09:00", date(2026, 11, 20))):
        assert ids(items, now, shown) == []
        assert next_moment(items, shown, now, RULES) is None
    moved = RULES._replace(digest=time(11), zone=ZoneInfo("America/Los_Angeles"))
    assert ids(items, at("15:00"), shown, moved) == []


def test_a_snooze_is_a_new_moment() -> None:
    shown = {Due(1, TUESDAY).key}
    snoozed = Due(1, TUESDAY, time(10))
    assert next_moment([snoozed], shown, at("09:00"), RULES) == at("10:00")


def test_what_she_writes_down_for_today_does_not_pop_up_at_once() -> None:
    made = at("10:00")
    items = [
        Due(1, TUESDAY, made_at=made),
        Due(2, date(2026, 10, 12), made_at=made),
        Due(3, TUESDAY, time(11), made_at=made),
    ]
    assert ids(items, made) == []
    assert next_moment(items, set(), made, RULES) == at("11:00")
    assert next_moment(items[:2], set(), made, RULES) == at("08:30", date(2026, 10, 21))
    early = Due(4, date(2026, 10, 12), made_at=at("07:30"))
    assert next_moment([early], set(), at("07:30"), RULES) == at("08:30")


def test_made_while_the_clock_was_wrong_is_not_lost() -> None:
    item = Due(1, TUESDAY, made_at=datetime(2036, 1, 1, tzinfo=UTC))
    assert next_moment([item], set(), at("08:00"), RULES) == at("08:30")
    assert ids([item], at("08:30")) == [[1]]


@pytest.mark.parametrize(
    ("zone", "day", "wall", "expected"),
    [
        ("America/New_York", date(2026, 3, 8), "02:30", "2026-03-08T07:00+00:00"),  # skipped: 03:00 EDT
        ("America/New_York", date(2026, 11, 1), "01:30", "2026-11-01T05:30+00:00"),  # twice: the first, EDT
        ("Europe/Berlin", date(2026, 3, 29), "02:00", "2026-03-29T01:00+00:00"),
        ("Europe/Berlin", date(2026, 3, 29), "02:59:59", "2026-03-29T01:00+00:00"),
        ("Europe/Berlin", date(2026, 3, 29), "03:00", "2026-03-29T01:00+00:00"),
        ("Australia/Lord_Howe", date(2026, 10, 4), "02:15", "2026-10-03T15:30+00:00"),  # half an hour
        ("Pacific/Apia", date(2011, 12, 30), "12:00", "2011-12-30T10:00+00:00"),  # a whole day skipped
        ("Africa/Cairo", date(2026, 4, 24), "00:00", "2026-04-23T22:00+00:00"),  # midnight skipped
        ("Asia/Kathmandu", date(2026, 1, 1), "08:30", "2026-01-01T02:45+00:00"),
    ],
)
def test_a_wall_time_is_one_instant(zone: str, day: date, wall: str, expected: str) -> None:
    assert instant(day, time.fromisoformat(wall), ZoneInfo(zone)) == datetime.fromisoformat(expected)


def test_the_ends_of_the_calendar() -> None:
    items = [Due(1, date.max, time(23, 59)), Due(2, date.min, time(0))]
    for zone in (ZoneInfo("America/Los_Angeles"), ZoneInfo("Pacific/Kiritimati")):
        rules = RULES._replace(zone=zone, quiet_from=RULES.quiet_until)
        moment = next_moment(items[:1], set(), at("12:00"), rules)
        assert moment is not None
        assert moment.year == 9999
        assert ids(items, at("12:00"), rules=rules) == [[2]]


def test_snooze_choices() -> None:
    us = WorkingDays()
    assert snooze_choices(at("10:07") + SECOND, RULES, us) == [
        ("In 1 hour", When(TUESDAY, time(11, 8))),
        ("This evening", When(TUESDAY, time(18))),
        ("Tomorrow", When(date(2026, 10, 21))),
        ("Next week", When(date(2026, 10, 26))),
    ]
    assert [label for label, _when in snooze_choices(at("17:30"), RULES, us)] == ["In 1 hour", "Tomorrow", "Next week"]
    early_night = RULES._replace(quiet_from=time(17))
    assert "This evening" not in dict(snooze_choices(at("10:00"), early_night, us))


def test_snooze_over_free_days() -> None:
    us = WorkingDays()
    friday = snooze_choices(at("10:00", date(2026, 10, 23)), RULES, us)
    assert friday[2:] == [("Next week", When(date(2026, 10, 26)))]
    before_thanksgiving = snooze_choices(at("10:00", date(2026, 11, 25)), RULES, us)
    assert before_thanksgiving[2:] == [
        ("Friday", When(date(2026, 11, 27))),
        ("Next week", When(date(2026, 11, 30))),
    ]


# --- every jump of every clock ----------------------------------------------------------------------------------------

ZONES = (
    "America/New_York", "Europe/Berlin", "Pacific/Auckland", "Australia/Lord_Howe", "America/Santiago", "Africa/Cairo",
    "Asia/Kathmandu", "America/St_Johns", "UTC",
)  # fmt: skip
walls = st.builds(time, st.integers(0, 23), st.sampled_from([0, 1, 15, 30, 45, 59]))
# Around the changes of 2026 on either half of the globe.
spans = st.sampled_from([date(2026, 3, 6), date(2026, 3, 27), date(2026, 4, 2), date(2026, 9, 4), date(2026, 10, 2),
                         date(2026, 10, 23), date(2026, 10, 30)])  # fmt: skip


@st.composite
def situations(draw: st.DrawFn) -> tuple[list[Due], datetime, ReminderRules]:
    zone, first = ZoneInfo(draw(st.sampled_from(ZONES))), draw(spans)
    start = instant(first, draw(walls), zone)
    quiet = draw(st.sampled_from([(20, 7), (0, 0), (2, 3), (1, 2), (23, 1), (12, 14), (3, 2)]))
    paused = draw(st.none() | st.integers(-24, 72).map(lambda hours: start + timedelta(hours=hours)))
    rules = ReminderRules(draw(walls), time(quiet[0]), time(quiet[1]), zone, paused)
    made = st.none() | st.integers(-100, 0).map(lambda hours: start + timedelta(hours=hours))
    drawn = draw(st.lists(st.tuples(st.integers(-2, 4), st.none() | walls, made), max_size=8))
    items = [Due(n, first + timedelta(days=d), wall, made_at=m) for n, (d, wall, m) in enumerate(drawn)]
    return items, start, rules


def quiet_on_the_wall(now: datetime, rules: ReminderRules) -> bool:
    """Quiet as a person would read it off the clock (far from a change of the clock the two must agree)."""
    wall = now.astimezone(rules.zone).time()
    if rules.quiet_from <= rules.quiet_until:
        return rules.quiet_from <= wall < rules.quiet_until
    return wall >= rules.quiet_from or wall < rules.quiet_until


@given(situations())
def test_stepping_from_moment_to_moment_shows_everything_once(case: tuple[list[Due], datetime, ReminderRules]) -> None:
    items, now, rules = case
    shown: Counter[Key] = Counter()
    for _step in range(3 * len(items) + 3):
        for bundle in due_now(items, set(shown), now, rules):
            shown.update(bundle.keys)
            assert rules.paused_until is None or now >= rules.paused_until
        later = next_moment(items, set(shown), now, rules)
        if later is None:
            break
        assert later > now
        assert later.tzinfo is UTC
        assert due_now(items, set(shown), later - SECOND, rules) == []  # not a second late
        assert due_now(items, set(shown), later, rules) != []
        now = later
    assert shown == Counter(item.key for item in items)


@given(situations(), st.lists(st.integers(-600, 3000), max_size=40))
def test_random_sleeps_and_jumps_lose_nothing_and_repeat_nothing(
    case: tuple[list[Due], datetime, ReminderRules], minutes: list[int]
) -> None:
    items, start, rules = case
    now, shown = start, Counter[Key]()

    def look() -> None:
        bundles = due_now(items, set(shown), now, rules)
        for bundle in bundles:
            shown.update(bundle.keys)
            assert all(instant(item.due, item.at or rules.digest, rules.zone) <= now for item in bundle.items)
        assert sum(not bundle.timed for bundle in bundles) <= 1

    for step in minutes:
        now += timedelta(minutes=step)
        look()
    now = max(now, start) + timedelta(days=30)  # long after everything
    look()
    now = next_moment(items, set(shown), now, rules) or now  # and, if that was a quiet hour, its end
    look()
    assert shown == Counter(item.key for item in items)


@settings(max_examples=50)
@given(st.sampled_from(ZONES), st.integers(0, 365 * 24 * 4), walls, walls)
def test_quiet_is_what_the_clock_says(zone: str, quarters: int, start: time, end: time) -> None:
    rules = ReminderRules(time(8), start, end, ZoneInfo(zone))
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=15 * quarters)
    near_a_change = len({(now + timedelta(hours=h)).astimezone(rules.zone).utcoffset() for h in range(-26, 27)}) > 1
    held = due_now([Due(1, date(2025, 1, 1))], set(), now, rules) == []
    assert near_a_change or held == (start != end and quiet_on_the_wall(now, rules))


@given(st.sampled_from(ZONES), spans, st.integers(0, 6 * 24 * 60))
def test_an_hour_is_at_least_an_hour(zone: str, first: date, minutes: int) -> None:
    rules = RULES._replace(zone=ZoneInfo(zone))
    now = instant(first, time(0), rules.zone) + timedelta(minutes=minutes)
    _label, (day, wall) = snooze_choices(now, rules, WorkingDays())[0]
    assert day is not None
    assert wall is not None
    moment = instant(day, wall, rules.zone)
    assert timedelta(hours=1) <= moment - now <= timedelta(hours=2)
