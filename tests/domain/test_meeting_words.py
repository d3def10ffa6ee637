# ruff: noqa: DTZ001 - wall times are what this is about
"""When a meeting is, in words: every phrase of tests/data/meeting_words.toml, and that nothing typed breaks it."""

import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mrtnet.domain.meeting_words import LONGEST_MEETING, SHORTEST_MEETING, MeetingWhen, parse_meeting
from mrtnet.domain.zone_words import MINE, THEIRS
from mrtnet.domain.zoned import instant, wall

NOW = datetime(2026, 10, 20, 13, 12, tzinfo=UTC)
ME, LEILANI = "America/New_York", "Pacific/Honolulu"
DATA = Path(__file__).parent.parent / "data"
PHRASES = tomllib.loads((DATA / "meeting_words.toml").read_text("utf-8"))["phrase"]


def read(text: str, now: datetime = NOW, their_zone: str = LEILANI) -> MeetingWhen:
    return parse_meeting(text, now, ME, their_zone, names=["Leilani"])


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase["text"])
def test_a_phrase(phrase: dict[str, Any]) -> None:
    found = read(phrase["text"])
    problem = phrase.get("problem", "")
    assert (found.wall.strftime("%Y-%m-%d %H:%M") if found.wall else None) == phrase.get("wall")
    assert (found.wall is not None and found.wall.fold == 1) == phrase.get("second", False)
    assert found.zone == phrase.get("zone", MINE)
    assert found.minutes == phrase.get("minutes")
    assert found.problem.startswith(problem)
    assert bool(found.problem) == bool(problem)
    assert (found.wall is None and found.day is not None) == ("day" in phrase)
    if "day" in phrase:
        assert found.day == date.fromisoformat(phrase["day"])


def test_there_are_enough_phrases_and_none_twice() -> None:
    texts = [phrase["text"] for phrase in PHRASES]
    assert len(texts) >= 60
    assert len(set(texts)) == len(texts)


def test_the_day_is_that_of_her_own_calendar() -> None:
    late = datetime(2026, 10, 21, 2, tzinfo=UTC)  # 10 PM on the 20th in New York
    assert read("tomorrow 10", late).wall == datetime(2026, 10, 21, 10)
    assert read("today 11pm their time", late).wall == datetime(2026, 10, 20, 23)


def test_in_two_hours_counts_real_hours_over_a_change_of_clocks() -> None:
    before = datetime(2026, 11, 1, 4, 30, tzinfo=UTC)  # 0:30 in New York
    found = read("in 2 hours", before)
    assert found.wall is not None
    assert found.wall == datetime(2026, 11, 1, 1, 35)
    assert instant(found.wall, ME) == datetime(2026, 11, 1, 6, 35, tzinfo=UTC)
    assert found.problem == ""


def test_their_time_needs_to_be_known() -> None:
    found = read("fri 10am their time", their_zone="")
    assert found.wall is None
    assert found.problem.startswith("Their time zone is not known.")
    assert read("fri 10am chicago", their_zone="").problem == ""


def test_day_first_and_long_text() -> None:
    assert parse_meeting("3/12 14:00", NOW, ME, day_first=True).wall == datetime(2026, 12, 3, 14)
    assert read("fri 3pm " * 40).wall is None
    assert read("").wall is None
    assert read("a" * 100_000).problem


WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


@given(
    st.dates(date(2026, 10, 21), date(2028, 12, 31)),
    st.integers(7, 20),
    st.sampled_from([0, 15, 30, 45]),
    st.sampled_from(
        [
            "{d:%Y-%m-%d} {h:02}:{m:02}",
            "{h:02}:{m:02} {d:%Y-%m-%d}",
            "{d:%b} {d.day} {d.year} {h12}:{m:02}{half}",
            "{d.month}/{d.day}/{d.year}, {h12}:{m:02} {half}",
        ]
    ),
    st.sampled_from(["", " their time", " Chicago", " (Pacific)", " my time"]),
    st.sampled_from(["", " 45 min", " for 45 minutes"]),
)
@settings(max_examples=100, deadline=None)
def test_what_is_written_out_is_what_is_understood(
    day: date, hour: int, minute: int, form: str, zone: str, length: str
) -> None:
    said = form.format(d=day, h=hour, m=minute, h12=(hour - 1) % 12 + 1, half="am" if hour < 12 else "pm")
    found = read(said + zone + length)
    assert found.wall == datetime.combine(day, datetime.min.time()).replace(hour=hour, minute=minute)
    names = {"": MINE, " their time": THEIRS, " Chicago": "America/Chicago", " (Pacific)": "America/Los_Angeles"}
    assert found.zone == names.get(zone, MINE)
    assert found.minutes == (45 if length else None)


@given(st.integers(0, 23), st.integers(0, 59), st.integers(SHORTEST_MEETING, LONGEST_MEETING))
def test_a_range_says_the_length(hour: int, minute: int, minutes: int) -> None:
    start = datetime(2026, 12, 3, hour, minute)
    end = start + timedelta(minutes=minutes)
    found = read(f"2026-12-03 {start:%H:%M}-{end:%H:%M}")
    assert (found.wall, found.minutes) == (start, minutes)


PIECES = (
    "thu 23 3pm|next tue 10|their time|tomorrow|14:00-14:45|dec 3|2pm|central|45 min|in 2 weeks|morning|-|(|)|at|for|h|"
    "first|second|of the month|last fri|noon|ct|chicago|1:30|99|0|25:61|a|half an hour|quarter to 5|o'clock|this|now"
)


@given(st.lists(st.sampled_from(PIECES.split("|")), max_size=9).map(" ".join) | st.text(max_size=140))
@example("¹")
@settings(max_examples=60, deadline=None)
def test_anything_typed_is_understood_or_told(text: str) -> None:
    found = read(text)
    assert found.wall is not None or found.problem
    if found.wall is not None:
        assert found.wall.tzinfo is None
        place = {MINE: ME, THEIRS: LEILANI}.get(found.zone, found.zone)
        assert wall(instant(found.wall, place), place) == found.wall  # it exists
        assert found.day == found.wall.date()
    assert found.minutes is None or SHORTEST_MEETING <= found.minutes <= LONGEST_MEETING or found.wall is None
