"""Working days: what moves, what counts, and that nothing runs for ever."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrtnet.domain.days import MOST_WORKING_DAYS, WorkingDays, us_federal_holidays
from mrtnet.domain.free_days import days_of
from mrtnet.trouble import Trouble

DAY = timedelta(days=1)
US = WorkingDays()
PLAIN = WorkingDays(federal=False)
ordinary = st.dates(date(1990, 1, 1), date(2090, 12, 31))
own_rules = st.builds(
    WorkingDays,
    own=st.frozensets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=40),
    federal=st.booleans(),
    weekend=st.frozensets(st.integers(0, 6), max_size=6),
)


def test_the_days_off_of_2026() -> None:
    days = us_federal_holidays(2026)
    assert sorted(day.isoformat()[5:] for day in days) == [
        "01-01", "01-19", "02-16", "05-25", "06-19", "07-03", "07-04", "09-07", "10-12", "11-11", "11-26", "12-25",
    ]  # fmt: skip
    assert days[date(2026, 7, 3)] == days[date(2026, 7, 4)] == "Independence Day"


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2021, 12, 31), "New Year’s Day"),  # January 1, 2022 is a Saturday
        (date(2023, 1, 2), "New Year’s Day"),  # January 1, 2023 is a Sunday
        (date(2021, 6, 18), "Juneteenth National Independence Day"),
        (date(2027, 12, 24), "Christmas Day"),
        (date(2028, 5, 29), "Memorial Day"),
        (date(2024, 11, 28), "Thanksgiving Day"),
    ],
)
def test_a_day_off(day: date, name: str) -> None:
    assert us_federal_holidays(day.year)[day] == name
    assert not US.is_working(day)
    assert US.why_free(day) == name


def test_holidays_begin_with_their_law() -> None:
    assert date(2020, 6, 19) not in us_federal_holidays(2020)
    assert "Birthday of Martin Luther King, Jr." not in us_federal_holidays(1985).values()
    assert date(1986, 1, 20) in us_federal_holidays(1986)


@given(st.integers(1, 9999))
def test_every_year_has_its_holidays_in_it(year: int) -> None:
    assert all(day.year == year for day in us_federal_holidays(year))
    assert len(set(us_federal_holidays(year).values())) >= 9


def test_what_she_changes_in_the_answer_changes_nothing_here() -> None:
    us_federal_holidays(2026).clear()
    assert not US.is_working(date(2026, 12, 25))


def test_why_a_day_is_free() -> None:
    hers = WorkingDays(own=frozenset({date(2026, 10, 20)}))
    assert hers.why_free(date(2026, 10, 20)) == "your free day"
    assert hers.why_free(date(2026, 10, 17)) == "Saturday"
    assert hers.why_free(date(2026, 10, 21)) == ""
    assert PLAIN.why_free(date(2026, 11, 26)) == ""


def test_friday_thanksgiving_and_the_long_weekend() -> None:
    assert US.after(date(2026, 11, 25), 1) == date(2026, 11, 27)
    assert US.before(date(2026, 11, 30), 2) == date(2026, 11, 25)
    assert US.after(date(2026, 10, 16), 2) == date(2026, 10, 20)  # Friday: Monday, Tuesday
    assert US.after(date(2026, 10, 17), 0) == date(2026, 10, 19)
    assert US.before(date(2026, 10, 17), 0) == date(2026, 10, 16)
    assert US.after(date(2026, 10, 20), -2) == date(2026, 10, 16)


def test_a_week_without_working_days_is_told() -> None:
    never = WorkingDays(weekend=frozenset(range(7)))
    with pytest.raises(Trouble, match="seven days"):
        never.on_or_after(date(2026, 10, 16))
    with pytest.raises(Trouble, match="seven days"):
        never.after(date(2026, 10, 16), 3)


def test_the_ends_of_the_calendar_are_told() -> None:
    with pytest.raises(Trouble, match="nearer"):
        US.after(date.max, 1)
    with pytest.raises(Trouble, match="nearer"):
        US.before(date.min, 1)
    with pytest.raises(Trouble, match="nearer"):
        WorkingDays(weekend=frozenset(range(7)) - {date.max.weekday() - 1}).on_or_after(date.max)
    with pytest.raises(Trouble, match="too many"):
        US.after(date(2026, 1, 1), MOST_WORKING_DAYS + 1)


@given(own_rules, ordinary)
def test_on_or_after_is_the_first_working_day_and_stays(days: WorkingDays, day: date) -> None:
    moved = days.on_or_after(day)
    assert days.is_working(moved)
    assert days.on_or_after(moved) == moved
    assert not any(days.is_working(day + DAY * i) for i in range((moved - day).days))


@given(own_rules, ordinary, st.integers(1, 60))
def test_n_working_days_lie_between(days: WorkingDays, day: date, n: int) -> None:
    later = days.after(day, n)
    assert sum(days.is_working(day + DAY * i) for i in range(1, (later - day).days + 1)) == n
    earlier = days.before(day, n)
    assert sum(days.is_working(day - DAY * i) for i in range(1, (day - earlier).days + 1)) == n


@given(own_rules, ordinary, st.integers(1, 30))
def test_before_leads_back(days: WorkingDays, day: date, n: int) -> None:
    working = days.on_or_after(day)
    assert days.before(days.after(working, n), n) == working


@given(own_rules, ordinary)
def test_a_reason_exactly_for_free_days(days: WorkingDays, day: date) -> None:
    assert bool(days.why_free(day)) != days.is_working(day)


@pytest.mark.parametrize(
    ("words", "today", "first", "last"),
    [
        ("nov 27", date(2026, 10, 15), date(2026, 11, 27), date(2026, 11, 27)),
        ("dec 24 to jan 2", date(2026, 10, 15), date(2026, 12, 24), date(2027, 1, 2)),
        ("dec 24 to jan 2", date(2027, 1, 1), date(2027, 12, 24), date(2028, 1, 2)),
        ("mon – fri", date(2026, 10, 14), date(2026, 10, 19), date(2026, 10, 23)),
    ],
)
def test_days_off_in_words(words: str, today: date, first: date, last: date) -> None:
    days = days_of(words, today)
    assert (min(days), max(days), len(days)) == (first, last, (last - first).days + 1)
    with pytest.raises(Trouble, match="must end after it begins"):
        days_of(f"{last} to {first - DAY}", today)
