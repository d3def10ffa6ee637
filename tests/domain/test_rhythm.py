"""Keeping in touch: when next, how it stands, and why."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrtnet.domain.days import WorkingDays
from mrtnet.domain.rhythm import TIERS, explain, first_touch, next_touch, rhythm_days, say_rhythm, standing

US = WorkingDays()
TODAY = date(2026, 10, 20)
SEP_4 = date(2026, 9, 4)
days = st.dates(date(2000, 1, 1), date(2080, 1, 1))


def test_a_tier_has_its_rhythm_and_a_person_her_own() -> None:
    assert [rhythm_days(tier, None) for tier in TIERS] == [30, 56, 120, 300, None]
    assert rhythm_days("core", 7) == 7
    assert rhythm_days("core", 0) is None
    assert rhythm_days("dormant", 90) == 90
    assert rhythm_days("", None) is rhythm_days("unknown", None) is None
    assert rhythm_days("close", None, {"close": 98}) == 98
    assert rhythm_days("wide", None, {"close": 98}) == 300
    assert rhythm_days("wide", None, {"wide": None}) is None


def test_the_next_touch_falls_on_a_working_day() -> None:
    assert next_touch(SEP_4, 56, US) == date(2026, 10, 30)
    assert next_touch(SEP_4, 57, US) == date(2026, 11, 2)  # Saturday moves to Monday
    assert next_touch(date(2026, 10, 27), 30, US) == date(2026, 11, 27)  # Thanksgiving moves to Friday
    hers = WorkingDays(own=frozenset({date(2026, 10, 30)}))
    assert next_touch(SEP_4, 56, hers) == date(2026, 11, 2)


def test_nothing_is_due_where_no_rhythm_runs() -> None:
    assert next_touch(SEP_4, None, US) is None
    assert next_touch(None, 56, US) is None
    assert next_touch(SEP_4, 56, US, do_not_contact=True) is None
    assert next_touch(SEP_4, 56, US, deceased=True) is None
    assert next_touch(SEP_4, 10**12, US) is None


def test_it_counts_from_the_meeting_and_waits_for_a_season() -> None:
    assert next_touch(None, 56, US, met_on=SEP_4) == date(2026, 10, 30)
    assert next_touch(SEP_4, 56, US, not_before=date(2027, 1, 1)) == date(2027, 1, 4)
    assert next_touch(SEP_4, 56, US, not_before=date(2026, 9, 20)) == date(2026, 10, 30)


def test_the_first_message_within_two_working_days() -> None:
    assert first_touch(date(2026, 10, 14), US) == date(2026, 10, 16)
    assert first_touch(date(2026, 10, 16), US) == date(2026, 10, 20)  # Friday
    assert first_touch(date(2026, 11, 25), US) == date(2026, 11, 30)  # the day before Thanksgiving


@pytest.mark.parametrize(
    ("elapsed", "expected"),
    [
        (0, "on_track"), (100, "on_track"), (101, "overdue"), (125, "overdue"), (126, "gone_quiet"),
        (200, "gone_quiet"), (201, "dormant"), (-5, "on_track"),
    ],
)  # fmt: skip
def test_how_it_stands(elapsed: int, expected: str) -> None:
    assert standing(TODAY - timedelta(days=elapsed), 100, TODAY) == expected


def test_without_contact_or_rhythm_all_is_well() -> None:
    assert standing(None, 100, TODAY) == standing(SEP_4, None, TODAY) == standing(SEP_4, 0, TODAY) == "on_track"


def test_a_rhythm_in_words() -> None:
    said = {7: "Every week", 56: "Every 8 weeks", 30: "Every month", 120: "Every 4 months", 365: "Every year"}
    said |= {730: "Every 2 years", 1: "Every day", 10: "Every 10 days", None: "No rhythm"}
    assert {rhythm: say_rhythm(rhythm) for rhythm in said} == said


def test_why_then() -> None:
    assert explain(SEP_4, 56, US, TODAY) == "Every 8 weeks; last contact Sep 4, so next on Oct 30"
    assert explain(SEP_4, 57, US, TODAY) == (
        "Every 57 days; last contact Sep 4; Oct 31 is free (Saturday), so next on Nov 2"
    )
    assert explain(None, 30, US, TODAY, met_on=SEP_4, not_before=date(2027, 1, 1)) == (
        "Every month; met Sep 4; not before Jan 1, 2027; Jan 1, 2027 is free (New Year’s Day), so next on Jan 4, 2027"
    )
    assert explain(SEP_4, None, US, TODAY) == "No rhythm, so nothing is due"
    assert explain(None, 56, US, TODAY) == "Every 8 weeks"
    assert explain(SEP_4, 56, US, TODAY, do_not_contact=True) == "Marked “do not contact”, so nothing is due"
    assert explain(SEP_4, 56, US, TODAY, deceased=True) == "Marked as deceased, so nothing is due"


@given(days, st.integers(1, 1000), st.frozensets(st.integers(0, 6), max_size=6))
def test_never_before_its_time_and_always_explained(start: date, rhythm: int, weekend: frozenset[int]) -> None:
    working = WorkingDays(weekend=weekend)
    due = next_touch(start, rhythm, working)
    assert due is not None
    assert due == working.on_or_after(start + timedelta(days=rhythm))
    assert standing(start, rhythm, start + timedelta(days=rhythm)) == "on_track"
    assert explain(start, rhythm, working, due).endswith(f" {due.day}")
