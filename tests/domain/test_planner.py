"""The planner's suggestions and lanes, for zones near and far."""

# ruff: noqa: DTZ001 - wall times are what this is about
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrtnet.domain.days import WorkingDays
from mrtnet.domain.planner import Interval, Side, WorkingHours, lanes, none_free, suggestions

NOW = datetime(2026, 10, 20, 13, 12, tzinfo=UTC)  # Tuesday, 9:12 in New York
ME = Side("America/New_York")
LEILANI = Side("Pacific/Honolulu", name="Leilani")
HALF = timedelta(minutes=30)
FAR = ["Pacific/Honolulu", "Europe/Berlin", "Asia/Kathmandu", "Asia/Kolkata", "Pacific/Auckland", "Pacific/Kiritimati",
       "Pacific/Pago_Pago", "Australia/Lord_Howe", "America/St_Johns", "Africa/Casablanca", "Asia/Tehran"]  # fmt: skip


def test_six_hours_apart_three_days_inside_both_working_days() -> None:
    found = suggestions(NOW, ME, LEILANI, [], 30)
    assert [each.reason for each in found] == ["Good for both"] * 3
    assert len({each.mine.date() for each in found}) == 3
    assert all(time(14) <= each.mine.time() <= time(16, 30) for each in found)
    assert all(8 <= each.theirs.hour < 11 for each in found)


def test_what_is_busy_is_kept_free() -> None:
    afternoons = [
        Interval(datetime(2026, 10, day, 18, tzinfo=UTC), datetime(2026, 10, day, 20, tzinfo=UTC))
        for day in range(20, 32)
    ]
    found = suggestions(NOW, ME, LEILANI, afternoons, 30)
    assert all(time(16) <= each.mine.time() <= time(16, 30) for each in found)
    assert all(each.good for each in found)


def test_where_no_time_suits_both_it_gives_way_in_words() -> None:
    assert {each.reason for each in suggestions(NOW, ME, Side("Australia/Sydney"), [], 30)} == {"Evening for you"}
    kathmandu = suggestions(NOW, ME, Side("Asia/Kathmandu", name="Sunita"), [], 30)
    assert {each.reason for each in kathmandu} == {"Evening for Sunita"}
    assert {each.reason for each in suggestions(NOW, ME, Side("Asia/Kathmandu"), [], 30)} == {"Evening for them"}
    busy = [Interval(NOW, NOW + timedelta(days=40))]
    assert suggestions(NOW, ME, LEILANI, busy, 30) == []
    assert none_free(30) == "No 30 min are free in the next 20 days. Type a time, or look at what keeps you busy."


def test_only_evenings_are_free() -> None:
    busy = [
        Interval(datetime(2026, 10, day, 0, tzinfo=UTC) + timedelta(hours=5), datetime(2026, 10, day, 21, tzinfo=UTC))
        for day in range(20, 31)
    ]
    found = suggestions(NOW, ME, LEILANI, busy, 30)
    assert {each.reason for each in found} == {"Evening for you"}
    assert not any(each.good for each in found)


def test_holidays_and_weekends_of_either_side() -> None:
    before = datetime(2026, 12, 23, 15, tzinfo=UTC)
    found = suggestions(before, ME, LEILANI, [], 30, earliest=1, latest=2)
    assert found[0].mine.date() == date(2026, 12, 24)  # the other day is Christmas
    assert found[1].reason == "Christmas Day for you, Christmas Day for Leilani"
    saturday = Side("Asia/Dubai", days=WorkingDays(federal=False, weekend=frozenset({4, 5})))
    all_good = suggestions(NOW, ME, saturday, [], 30)
    assert all(each.theirs.weekday() not in (4, 5) for each in all_good)


def test_further_ahead_where_ten_days_are_busy() -> None:
    busy = [Interval(NOW, NOW + timedelta(days=12))]
    found = suggestions(NOW, ME, LEILANI, busy, 30)
    assert len(found) == 3
    assert all(each.start >= busy[0].end for each in found)


def test_a_night_shift_is_a_working_day_too() -> None:
    nights = ME._replace(hours=WorkingHours(time(22), time(6)))
    found = suggestions(NOW, nights, Side("Asia/Kolkata"), [], 30)
    assert found[0].good
    assert found[0].mine.hour >= 22 or found[0].mine.hour < 6


def test_own_hours_of_a_weekday_and_weekdays_off() -> None:
    wednesdays = ME._replace(hours=WorkingHours(own={day: None for day in range(7) if day != 2}))
    found = suggestions(NOW, wednesdays, ME._replace(name="Ann"), [], 30)
    assert found[0].mine.date() == date(2026, 10, 28)
    assert found[0].good
    assert all(not each.good for each in found[1:])


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)),
    st.sampled_from(FAR),
    st.sampled_from(FAR),
    st.lists(st.tuples(st.integers(0, 20 * 48), st.integers(1, 40)), max_size=12),
    st.sampled_from([15, 30, 45, 60, 90]),
)
@settings(max_examples=60, deadline=None)
def test_suggestions_are_free_ahead_and_on_different_days(
    start: datetime, mine: str, theirs: str, taken: list[tuple[int, int]], minutes: int
) -> None:
    now = start.replace(tzinfo=UTC)
    busy = [Interval(now + HALF * at, now + HALF * (at + length)) for at, length in taken]
    found = suggestions(now, Side(mine), Side(theirs), busy, minutes)
    today = now.astimezone(ZoneInfo(mine)).date()
    assert len(found) <= 3
    assert len({each.mine.date() for each in found}) == len(found)
    assert [each.start for each in found[1:]] == sorted(each.start for each in found[1:])
    for each in found:
        assert each.start > now
        assert 2 <= (each.mine.date() - today).days <= 20
        assert each.end - each.start == timedelta(minutes=minutes)
        assert each.start.astimezone(ZoneInfo(mine)).replace(tzinfo=None) == each.mine
        assert each.start.astimezone(ZoneInfo(theirs)).replace(tzinfo=None) == each.theirs
        assert each.mine.minute in (0, 30)
        assert not any(Interval(each.start, each.end).meets(one) for one in busy)
        assert each.reason
        if each.good:
            for wall in (each.mine, each.theirs):
                assert time(8) <= wall.time()
                assert wall + timedelta(minutes=minutes) <= datetime.combine(wall.date(), time(17))
                assert WorkingDays().is_working(wall.date())
    if any(each.good for each in found):
        assert found[0].good


# --- lanes ---

DAY = date(2026, 10, 22)


def at(hour: int, minute: int = 0, day: int = 22) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=UTC)


def test_two_lanes_on_one_axis() -> None:
    choice = Interval(at(19), at(19, 30))
    drawn = lanes(DAY, ME, LEILANI, [Interval(at(13), at(16, 30), "Class"), Interval(at(3), at(4))], choice)
    assert (drawn.start, drawn.end) == (at(11), at(0, day=23))  # 7 to 20 in New York
    assert [tick.label for tick in drawn.mine.ticks][:7] == ["7 AM", "8", "9", "10", "11", "12", "1"]
    assert [tick.label for tick in drawn.theirs.ticks][:3] == ["1 AM", "2", "3"]
    assert drawn.mine.working == (Interval(at(12), at(21)),)
    assert drawn.theirs.working == (Interval(at(18), at(0, day=23)),)
    assert drawn.mine.busy == (Interval(at(13), at(16, 30), "Class"),)
    assert (drawn.mine.choice, drawn.theirs.choice) == ("3", "9")
    assert drawn.theirs.choice_day == ""
    assert drawn.place(drawn.start) == 0
    assert drawn.place(choice.start) == pytest.approx(8 / 13)


def test_a_zone_of_another_quarter_and_another_day() -> None:
    drawn = lanes(DAY, ME, Side("Asia/Kathmandu"), [], Interval(at(12), at(12, 30)), twelve_hours=False)
    assert [tick.label for tick in drawn.mine.ticks][:2] == ["7", "8"]
    assert drawn.theirs.ticks[0].at == at(11, 15)
    assert drawn.theirs.choice == "17:45"
    new_days = [(tick.label, tick.day) for tick in drawn.theirs.ticks if tick.day]
    assert new_days == [("17", "Thu, Oct 22"), ("0", "Fri, Oct 23")]
    over = lanes(DAY, ME, Side("Pacific/Auckland"), [], Interval(at(19), at(20)))
    assert over.theirs.choice_day == "Fri, Oct 23"
    assert over.theirs.working == (Interval(at(19), at(0, day=23)),)


def test_the_axis_grows_with_hours_and_choice() -> None:
    late = lanes(DAY, ME, LEILANI, [], Interval(at(1, day=23), at(2, 15, day=23)))  # 21:00 to 22:15 in New York
    assert late.end == at(3, day=23)
    nights = ME._replace(hours=WorkingHours(time(22), time(6)))
    drawn = lanes(DAY, nights, LEILANI, [])
    assert len(drawn.mine.working) == 1
    assert drawn.end > drawn.mine.working[-1].start
    assert drawn.choice is None
    assert drawn.mine.choice == ""


@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.sampled_from(FAR), st.sampled_from(FAR), st.integers(0, 46))
@settings(max_examples=60, deadline=None)
def test_lanes_hold_together_on_any_day(day: date, mine: str, theirs: str, slot: int) -> None:
    start = datetime.combine(day, time()).replace(tzinfo=ZoneInfo(mine)).astimezone(UTC) + HALF * slot
    choice = Interval(start, start + HALF)
    drawn = lanes(day, Side(mine), Side(theirs), [Interval(start - HALF, start)], choice)
    assert timedelta(hours=12) <= drawn.end - drawn.start <= timedelta(hours=28)
    for lane in (drawn.mine, drawn.theirs):
        assert [tick.at for tick in lane.ticks] == sorted({tick.at for tick in lane.ticks})
        assert lane.ticks[0].day
        assert all(tick.at.astimezone(ZoneInfo(lane.zone)).minute == 0 for tick in lane.ticks)
        for each in (*lane.working, *lane.busy):
            assert drawn.start <= each.start < each.end <= drawn.end
    if choice.start.astimezone(ZoneInfo(mine)).date() == day:
        assert 0 <= drawn.place(choice.start) < drawn.place(choice.end) <= 1
