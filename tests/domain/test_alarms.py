"""Alarms of meetings: at their minute, once, never after the end, over every jump that a clock can make."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrtnet.domain.alarms import SNOOZE, Alarm, put_off, ringing
from mrtnet.domain.reminders import Due, Key, ReminderRules, due_now, instant, next_moment

CHICAGO = ZoneInfo("America/Chicago")
RULES = ReminderRules(time(8, 30), time(20), time(7), CHICAGO)
STARTS = datetime(2026, 10, 22, 20, tzinfo=UTC)  # 15:00 in Chicago
MINUTE = timedelta(minutes=1)


def alarms(*before: int, starts: datetime = STARTS, meeting: int = 1, minutes: int = 30) -> list[Alarm]:
    return [Alarm(meeting, starts, minutes, each) for each in before]


def test_each_comes_alone_at_its_minute() -> None:
    both = alarms(1440, 15)
    assert next_moment([], set(), STARTS - timedelta(days=2), RULES, both) == STARTS - timedelta(days=1)
    assert due_now([], set(), STARTS - timedelta(days=1, seconds=1), RULES, both) == []
    (bundle,) = due_now([], set(), STARTS - timedelta(days=1), RULES, both)
    assert bundle.timed
    assert bundle.keys == {(1, "meeting:2026-10-22T20:00:00Z-1440")}
    assert next_moment([], bundle.keys, STARTS - timedelta(days=1), RULES, both) == STARTS - 15 * MINUTE
    (bundle,) = due_now([], bundle.keys, STARTS - 15 * MINUTE, RULES, both)
    assert [each.alarm.before for each in bundle.alarms] == [15]


def test_several_missed_ones_are_told_as_one() -> None:
    (bundle,) = due_now([], set(), STARTS - 3 * MINUTE, RULES, alarms(1440, 60, 15))
    assert [each.alarm.before for each in bundle.alarms] == [15]
    assert len(bundle.keys) == 3
    assert due_now([], bundle.keys, STARTS - 3 * MINUTE, RULES, alarms(1440, 60, 15)) == []


@pytest.mark.parametrize(("after", "timed"), [(0, [False]), (29, [False]), (30, []), (600, [])])
def test_missed_until_after_the_start_it_is_told_with_the_rest_or_not_at_all(after: int, timed: list[bool]) -> None:
    bundles = due_now([], set(), STARTS + after * MINUTE, RULES, alarms(1440, 15))
    assert [bundle.timed for bundle in bundles] == timed
    assert all(each.begun for bundle in bundles for each in bundle.alarms)


def test_one_at_the_start_itself_comes_alone_and_a_late_one_joins_the_bundle() -> None:
    now = STARTS + timedelta(seconds=30)
    (bundle,) = due_now([], set(), now, RULES, alarms(0))
    assert bundle.timed
    late = Due(7, date(2026, 10, 20))
    (bundle,) = due_now([late], set(), STARTS + 10 * MINUTE, RULES, alarms(0))
    assert (bundle.timed, bundle.items, [each.begun for each in bundle.alarms]) == (False, (late,), [True])


def test_neither_quiet_hours_nor_a_pause_swallow_it() -> None:
    night = instant(date(2026, 10, 22), time(22), CHICAGO)
    paused = RULES._replace(paused_until=night + timedelta(days=1))
    for rules in (RULES, paused):
        found = alarms(15, starts=night)
        assert next_moment([], set(), night - timedelta(hours=1), rules, found) == night - 15 * MINUTE
        assert len(due_now([Due(1, date(2026, 10, 22))], set(), night - 15 * MINUTE, rules, found)) == 1


def test_a_new_date_is_another_alarm_and_the_old_one_stays_shown() -> None:
    shown = {each.key for each in alarms(15)}
    later = alarms(15, starts=STARTS + timedelta(days=1))
    assert len(ringing(later, shown, STARTS + timedelta(days=1) - 15 * MINUTE)) == 1
    assert ringing(alarms(15), shown, STARTS - 15 * MINUTE) == []


def test_what_was_past_when_she_planned_it_does_not_pop_up_at_once() -> None:
    made = STARTS - timedelta(hours=2)
    both = [each._replace(made_at=made) for each in alarms(1440, 15)]
    assert ringing(both, set(), made + MINUTE) == []
    assert len(ringing(both, set(), STARTS - 15 * MINUTE)) == 1
    ahead = [each._replace(made_at=STARTS + timedelta(days=400)) for each in alarms(15)]
    assert len(ringing(ahead, set(), STARTS - 15 * MINUTE)) == 1


def test_a_snooze_is_five_minutes_but_never_past_the_start() -> None:
    (alarm,) = alarms(15)
    first = put_off(alarm, STARTS - 15 * MINUTE)
    assert first.at == STARTS - 10 * MINUTE
    assert first.key == (1, "meeting:2026-10-22T20:00:00Z~2026-10-22T19:50:00Z")
    assert put_off(first, STARTS - 2 * MINUTE).at == STARTS
    assert put_off(first, STARTS + MINUTE).at == STARTS + MINUTE + SNOOZE


@pytest.mark.parametrize("day", [date(2026, 3, 8), date(2026, 11, 1)])
def test_a_day_before_is_24_hours_also_over_a_change_of_the_clock(day: date) -> None:
    starts = instant(day, time(15), CHICAGO)
    (alarm,) = alarms(1440, starts=starts)
    assert alarm.at == starts - timedelta(hours=24)


def test_the_ends_of_the_calendar() -> None:
    first = Alarm(1, datetime.min.replace(tzinfo=UTC), 30, 15)
    last = Alarm(1, datetime.max.replace(tzinfo=UTC), 30, 15)
    assert (first.at, last.ends) == (first.starts, last.starts)
    assert ringing([first, last], set(), STARTS) == []


plans = st.lists(
    st.tuples(st.integers(0, 5 * 24 * 60), st.sets(st.sampled_from([0, 5, 15, 60, 1440]), max_size=3),
              st.sampled_from([15, 30, 120])),
    max_size=6,
)  # fmt: skip


@given(plans, st.lists(st.integers(-300, 900), max_size=60))
def test_random_sleeps_and_jumps_tell_each_once_and_none_after_the_end(
    drawn: list[tuple[int, set[int], int]], steps: list[int]
) -> None:
    found = [
        alarm
        for number, (minute, before, minutes) in enumerate(drawn)
        for alarm in alarms(*before, starts=STARTS + minute * MINUTE, meeting=number, minutes=minutes)
    ]
    now, told = STARTS - timedelta(days=2), Counter[Key]()
    for step in steps:
        now += step * MINUTE
        for bundle in due_now([], set(told), now, RULES, found):
            told.update(bundle.keys)
            for each in bundle.alarms:
                assert each.alarm.at <= now < each.alarm.ends
                assert each.begun <= (now >= each.alarm.starts)
    assert set(told.values()) <= {1}


@given(plans)
def test_a_clock_that_runs_tells_every_alarm_at_its_minute(drawn: list[tuple[int, set[int], int]]) -> None:
    found = [
        alarm
        for number, (minute, before, minutes) in enumerate(drawn)
        for alarm in alarms(*before, starts=STARTS + minute * MINUTE, meeting=number, minutes=minutes)
    ]
    told: dict[Key, datetime] = {}
    now: datetime | None = STARTS - timedelta(days=2)
    while now is not None:
        for bundle in due_now([], set(told), now, RULES, found):
            assert bundle.timed
            told |= dict.fromkeys(bundle.keys, now)
        now = next_moment([], set(told), now, RULES, found)
    assert told == {each.key: each.at for each in found}
