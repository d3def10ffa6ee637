"""Repeating meetings against dateutil, which knows RFC 5545 independently; exceptions, moves, words, RRULE and back."""

# ruff: noqa: DTZ001 - wall times are what this is about
from datetime import date, datetime, timedelta
from itertools import islice, pairwise

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from mrtnet.domain.repeating import (
    MOST,
    Occurrence,
    Rule,
    Series,
    between,
    by_weekday_of_month,
    checked,
    first_start,
    from_rrule,
    occurrences,
    read_rule,
    rhythm_rule,
    say_rule,
    to_rrule,
)
from mrtnet.domain.zoned import instant
from mrtnet.trouble import Trouble

START = datetime(2026, 10, 22, 10)  # a Thursday
ZONE = "America/New_York"

starts = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)).map(lambda at: at.replace(second=0, microsecond=0))
ends: st.SearchStrategy[dict[str, object]] = st.one_of(
    st.just({}),
    st.integers(1, 40).map(lambda times: {"times": times}),
    st.dates(date(2020, 1, 1), date(2045, 1, 1)).map(lambda day: {"until": day}),
)
weekly = st.builds(
    lambda n, days, end: Rule("WEEKLY", n, tuple(sorted(days)), **end),
    st.integers(1, 9),
    st.sets(st.integers(0, 6), max_size=7),
    ends,
)
nth = st.builds(
    lambda n, day, place, end: Rule("MONTHLY", n, (day,), place, **end),
    st.integers(1, 9),
    st.integers(0, 6),
    st.sampled_from([1, 2, 3, 4, 5, -1]),
    ends,
)
month_day = st.builds(
    lambda n, day, end: Rule("MONTHLY", n, month_day=day, **end),
    st.integers(1, 9),
    st.sampled_from([*range(32), -1]),
    ends,
)
rules = st.one_of(weekly, nth, month_day)


def walls(series: Series, most: int = 30) -> list[datetime]:
    return [each.wall for each in islice(occurrences(series), most)]


@given(rules, starts)
@settings(max_examples=100, deadline=None)
def test_the_same_days_as_dateutil_finds(rule: Rule, start: datetime) -> None:
    # with a wall time for UNTIL, as dateutil compares naive times
    text = to_rrule(rule._replace(until=None), start, ZONE)
    if rule.until is not None:
        text += f";UNTIL={datetime.combine(rule.until, start.time()):%Y%m%dT%H%M%S}"
    assert walls(Series(rule, start)) == list(islice(rrulestr(text, dtstart=start), 30))


@given(rules, starts, st.sampled_from([ZONE, "Asia/Kathmandu", "Pacific/Kiritimati", "Pacific/Pago_Pago"]))
@settings(deadline=None)
def test_a_rule_survives_as_rrule(rule: Rule, start: datetime, zone: str) -> None:
    text = to_rrule(rule, start, zone)
    assert from_rrule(text, start, zone) == rule
    assert from_rrule("rrule:" + text.lower(), start, zone) == rule


@given(rules, starts)
@settings(deadline=None)
def test_the_first_start_is_the_first_occurrence(rule: Rule, start: datetime) -> None:
    first = first_start(rule, start)
    found = walls(Series(rule, start), 1)
    assert found == ([first] if first else [])
    assert first is None or first >= start


@given(rules, starts)
@settings(deadline=None)
def test_every_rule_has_words(rule: Rule, start: datetime) -> None:
    assert say_rule(rule, start).startswith("Every ")


def test_rules_as_rfc_5545_writes_them() -> None:
    assert to_rrule(Rule(), START, ZONE) == "FREQ=WEEKLY"
    assert to_rrule(Rule("WEEKLY", 2, (3, 0), times=6), START, ZONE) == "FREQ=WEEKLY;INTERVAL=2;COUNT=6;BYDAY=MO,TH"
    assert to_rrule(Rule("MONTHLY", 1, (3,), -1), START, ZONE) == "FREQ=MONTHLY;BYDAY=-1TH"
    ends = to_rrule(Rule("MONTHLY", month_day=-1, until=date(2026, 12, 3)), START, ZONE)
    assert ends == "FREQ=MONTHLY;UNTIL=20261203T150000Z;BYMONTHDAY=-1"


def test_days_left_out_and_single_moved_ones() -> None:
    moved_to = datetime(2026, 11, 6, 14)
    series = Series(Rule(times=4), START, frozenset({date(2026, 10, 29)}), {date(2026, 11, 5): moved_to})
    assert list(occurrences(series)) == [
        Occurrence(START, START),
        Occurrence(moved_to, datetime(2026, 11, 5, 10)),
        Occurrence(datetime(2026, 11, 12, 10), datetime(2026, 11, 12, 10)),
    ]
    assert [each.is_moved for each in occurrences(series)] == [False, True, False]
    assert [each.wall.day for each in between(series, date(2026, 11, 1), date(2026, 11, 30))] == [6, 12]


def test_a_moved_one_is_found_on_its_new_day() -> None:
    series = Series(Rule(), START, moved={date(2026, 12, 31): datetime(2026, 10, 30, 9)})
    found = between(series, date(2026, 10, 23), date(2026, 11, 5))
    assert [each.wall.date() for each in found] == [date(2026, 10, 29), date(2026, 10, 30), date(2026, 11, 5)]
    assert between(series, date(2026, 12, 31), date(2026, 12, 31)) == []


def test_ten_stays_ten_when_the_clocks_change() -> None:
    found = walls(Series(Rule(times=3), START))
    assert {each.hour for each in found} == {10}
    gaps = {instant(second, ZONE) - instant(first, ZONE) for first, second in pairwise(found)}
    assert gaps == {timedelta(days=7), timedelta(days=7, hours=1)}


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Rule(), "Every week on Thursday"),
        (Rule("WEEKLY", 2, (3, 0)), "Every 2 weeks on Monday and Thursday"),
        (Rule("MONTHLY", 1, (3,), 4, times=6), "Every month on the fourth Thursday, 6 times"),
        (Rule("MONTHLY", 3, (3,), -1), "Every 3 months on the last Thursday"),
        (Rule("MONTHLY", until=date(2027, 5, 1)), "Every month on day 22, until May 1, 2027"),
        (Rule("MONTHLY", month_day=-1), "Every month on the last day"),
    ],
)
def test_a_rule_in_words(rule: Rule, words: str) -> None:
    assert say_rule(rule, START) == words


def test_rules_that_a_day_or_a_rhythm_suggests() -> None:
    assert by_weekday_of_month(date(2026, 10, 22)) == Rule("MONTHLY", 1, (3,), 4)
    assert by_weekday_of_month(date(2026, 10, 29)) == Rule("MONTHLY", 1, (3,), -1)
    assert rhythm_rule(7, START.date()) == Rule("WEEKLY", 1, (3,))
    assert rhythm_rule(14, START.date()).interval == 2
    assert rhythm_rule(30, START.date()) == Rule("MONTHLY", 1, (3,), 4)
    assert rhythm_rule(90, START.date()).interval == 3


@pytest.mark.parametrize(
    "rule",
    [Rule(interval=0), Rule(interval=MOST + 1), Rule(times=0), Rule(times=1, until=date(2027, 1, 1)),
     Rule("MONTHLY", 1, (1, 2), 1), Rule("MONTHLY", 1, (1,)), Rule("MONTHLY", 1, (1,), 6), Rule("WEEKLY", 1, (7,)),
     Rule("WEEKLY", 1, (1,), 1), Rule("MONTHLY", month_day=32), Rule("MONTHLY", 1, (1,), 1, 5)],
)  # fmt: skip
def test_a_rule_that_cannot_be_is_told(rule: Rule) -> None:
    with pytest.raises(Trouble):
        checked(rule)
    with pytest.raises(Trouble):
        list(islice(occurrences(Series(rule, START)), 1))


@pytest.mark.parametrize(
    "text",
    ["", "FREQ", "FREQ=DAILY", "FREQ=YEARLY;BYMONTH=4", "FREQ=SECONDLY;COUNT=99999999", "FREQ=WEEKLY;FREQ=WEEKLY",
     "FREQ=MONTHLY;BYDAY=1MO,3MO", "FREQ=MONTHLY;BYMONTHDAY=1,15", "FREQ=WEEKLY;BYHOUR=9,15", "FREQ=WEEKLY;COUNT=x",
     "FREQ=WEEKLY;UNTIL=tomorrow", "FREQ=WEEKLY;UNTIL=20261399", "FREQ=WEEKLY;INTERVAL=0", "FREQ=WEEKLY;BYDAY=XX",
     "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU", "FREQ=WEEKLY;INTERVAL=9999999999999999999999"],
)  # fmt: skip
def test_text_that_is_no_rule_of_ours_is_told(text: str) -> None:
    with pytest.raises(Trouble):
        from_rrule(text, START, ZONE)


def test_other_ways_to_write_a_rule() -> None:
    assert from_rrule("FREQ=MONTHLY;BYDAY=TH;BYSETPOS=-1", START, ZONE) == Rule("MONTHLY", 1, (3,), -1)
    assert from_rrule("FREQ=MONTHLY;BYDAY=+1TH;WKST=SU", START, ZONE) == Rule("MONTHLY", 1, (3,), 1)
    assert from_rrule("FREQ=WEEKLY;UNTIL=20261203", START, ZONE).until == date(2026, 12, 3)
    assert from_rrule("FREQ=WEEKLY;UNTIL=20261203T095900", START, ZONE).until == date(2026, 12, 2)
    assert from_rrule("FREQ=WEEKLY;UNTIL=20261203T045959Z", START, ZONE).until == date(2026, 12, 2)


@given(st.text(max_size=60) | st.lists(st.sampled_from(
    ["FREQ=WEEKLY", "FREQ=MONTHLY", "BYDAY=MO", "BYDAY=-1FR", "BYMONTHDAY=31", "UNTIL=20270101T000000Z", "COUNT=3",
     "INTERVAL=2", "BYSETPOS=1", "WKST=SU", "BYDAY=MO,TU", "X=1"]), max_size=5).map(";".join))  # fmt: skip
@settings(deadline=None)
def test_any_text_is_a_rule_or_told(text: str) -> None:
    try:
        rule = from_rrule(text, START, ZONE)
    except Trouble:
        return
    assert from_rrule(to_rrule(rule, START, ZONE), START, ZONE) == rule


def test_a_rule_without_days_ends_with_the_calendar() -> None:
    never = Series(Rule("MONTHLY", 12, month_day=31), datetime(2026, 2, 1, 9))
    assert list(occurrences(never)) == []
    assert first_start(never.rule, never.start) is None
    assert len(walls(Series(Rule("WEEKLY", MOST), datetime(9990, 1, 1, 9)))) == 1


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("every 2 weeks", Rule("WEEKLY", 2, (3,))),
        ("weekly", Rule("WEEKLY", 1, (3,))),
        ("every other week on tue", Rule("WEEKLY", 2, (1,))),
        ("monthly", Rule("MONTHLY", 1, (3,), 3)),
        ("first thu", Rule("MONTHLY", 1, (3,), 1)),
        ("last friday of the month", Rule("MONTHLY", 1, (4,), -1)),
        ("quarterly", Rule("MONTHLY", 3, (3,), 3)),
        ("once a month", Rule("MONTHLY", 1, (3,), 3)),
    ],
)
def test_words_are_a_rule_and_its_words_are_the_same_rule(words: str, rule: Rule) -> None:
    start = datetime(2026, 10, 15, 9)
    assert read_rule(words, start.date()) == rule
    assert read_rule(say_rule(rule, start), start.date()) == rule


@pytest.mark.parametrize("words", ["", "sometimes", "0 weeks", "every day", "every month on day 15", "9999 weeks"])
def test_words_that_are_no_rule(words: str) -> None:
    assert read_rule(words, date(2026, 10, 15)) is None
