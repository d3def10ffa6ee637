"""Busy times in words: which days they hold, and that no day chosen falls into one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrtnet.domain.busy_seasons import busy_on, quiet_day, read_season, read_seasons, seasons_of
from mrtnet.domain.days import WorkingDays
from mrtnet.trouble import Trouble


@pytest.mark.parametrize(
    ("rule", "inside", "outside"),
    [
        ("month end", ["2026-10-25", "2027-02-28"], ["2026-10-24", "2026-11-01"]),
        ("25-31", ["2026-10-25", "2026-10-31"], ["2026-10-24", "2026-11-01"]),
        ("28th to 3rd of the month", ["2026-10-28", "2026-11-03"], ["2026-11-04", "2026-10-27"]),
        ("the 15th", ["2026-10-15"], ["2026-10-16"]),
        ("January", ["2027-01-01", "2027-01-31"], ["2026-12-31", "2027-02-01"]),
        ("nov - feb", ["2026-11-01", "2027-01-15", "2027-02-28", "2028-02-29"], ["2026-10-31", "2027-03-01"]),
        ("Dec 10 to Jan 5", ["2026-12-10", "2027-01-05"], ["2026-12-09", "2027-01-06"]),
        ("june 3-9", ["2027-06-03", "2027-06-09"], ["2027-06-10"]),
        ("Mondays", ["2026-10-19"], ["2026-10-20"]),
        ("not in coding month-end", ["2026-10-26"], ["2026-10-24"]),
        ("first two weeks of the month", ["2026-10-14"], ["2026-10-15"]),
        ("quarter end", ["2026-12-28", "2027-03-31"], ["2026-11-28"]),
    ],
)
def test_what_a_rule_holds(rule: str, inside: list[str], outside: list[str]) -> None:
    season = read_season(rule)
    assert season is not None
    assert [day for day in inside if not season.holds(date.fromisoformat(day))] == []
    assert [day for day in outside if season.holds(date.fromisoformat(day))] == []


def test_several_rules_and_what_is_none() -> None:
    assert read_seasons("month end, January; mondays and 3-5") == ["month end", "January", "mondays", "3-5"]
    assert read_seasons("  ") == []
    for wrong in ("soon", "32", "feb 30", "0-3", "x" * 300, "january - 5"):
        with pytest.raises(Trouble):
            read_seasons(wrong)
    assert seasons_of(["FREQ=MONTHLY;BYMONTHDAY=-1", "may"]) == (read_season("may"),)


RULES = (
    "month end",
    "mid month",
    "28-3",
    "january",
    "dec 10 to jan 5",
    "mondays",
    "fridays",
    "jun - aug",
    "quarter end",
)


@given(st.lists(st.sampled_from(RULES), max_size=4), st.dates(date(2024, 1, 1), date(2032, 1, 1)))
def test_the_day_chosen_is_a_quiet_working_day_and_the_first(rules: list[str], day: date) -> None:
    days, seasons = WorkingDays(), seasons_of(rules)
    start = days.on_or_after(day)
    chosen = quiet_day(start, seasons, days)
    assert busy_on(chosen, seasons) is None
    assert days.is_working(chosen)
    between = (start + timedelta(days=n) for n in range((chosen - start).days))
    assert all(busy_on(each, seasons) or not days.is_working(each) for each in between)


def test_somebody_who_is_always_busy_is_not_waited_for() -> None:
    always = seasons_of(["jan - dec"])
    assert quiet_day(date(2026, 10, 15), always, WorkingDays()) == date(2026, 10, 15)
    assert quiet_day(date(9999, 12, 30), always, WorkingDays()) == date(9999, 12, 30)
