# ruff: noqa: DTZ001 - wall times are what this is about
"""Wall times and zones: skipped and doubled times, differences, what changes, and zones in words."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrtnet.domain.zone_words import MINE, THEIRS, city_of, find_zone, say_unclear, say_zone, short_zone, zone_in_words
from mrtnet.domain.zoned import (
    changes,
    difference,
    instant,
    reading,
    say_clock,
    say_difference,
    say_length,
    wall,
    words_of_change,
)
from mrtnet.trouble import Trouble

ZONES = sorted(name for name in available_timezones() if name[0].isupper() and name not in ("Factory",))
NOW = datetime(2026, 10, 13, 13, tzinfo=UTC)
walls = st.datetimes(datetime(1980, 1, 1), datetime(2087, 1, 1)).map(lambda at: at.replace(second=0, microsecond=0))


def test_a_time_that_does_not_exist_is_taken_after_the_gap_and_said() -> None:
    read = reading(datetime(2026, 3, 8, 2, 30), "America/Chicago")
    assert read.at == datetime(2026, 3, 8, 8, 30, tzinfo=UTC)
    assert read.wall == datetime(2026, 3, 8, 3, 30)
    assert read.sentence == (
        "2:30 does not exist on Mar 8 in Chicago: the clocks jump from 2:00 to 3:00. 3:30 was taken."
    )


def test_of_two_equal_times_the_first_is_taken_unless_the_second_was_chosen() -> None:
    first = reading(datetime(2026, 11, 1, 1, 30), "America/Chicago")
    second = reading(datetime(2026, 11, 1, 1, 30, fold=1), "America/Chicago")
    assert first.sentence == (
        "1:30 comes twice on Nov 1 in Chicago: the clocks go back from 2:00 to 1:00. "
        "The first was taken; say “1:30 second” for the other."
    )
    assert second.sentence == ""
    assert first.twice
    assert second.twice
    assert second.at - first.at == timedelta(hours=1)


def test_a_gap_of_half_an_hour_and_one_of_a_day() -> None:
    half = reading(datetime(2026, 10, 4, 2, 15), "Australia/Lord_Howe")
    assert half.sentence.endswith("the clocks jump from 2:00 to 2:30. 2:45 was taken.")
    lost = reading(datetime(2011, 12, 30, 10), "Pacific/Apia")
    assert lost.sentence == "Dec 30, 2011 does not exist in Apia: the day was left out. Dec 31, 2011 was taken."


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../../secret", "America", "a" * 5000, "bad\0name"])
def test_a_bad_zone_is_told_in_a_sentence(zone: str) -> None:
    with pytest.raises(Trouble, match="zone"):
        instant(datetime(2026, 1, 1), zone)


def test_a_date_beyond_the_calendar_is_told() -> None:
    with pytest.raises(Trouble, match="beyond the calendar"):
        instant(datetime(9999, 12, 31, 23), "Pacific/Honolulu")
    with pytest.raises(Trouble, match="beyond the calendar"):
        wall(datetime.max.replace(tzinfo=UTC), "Asia/Tokyo")


@given(walls, st.sampled_from(ZONES), st.integers(0, 1))
@settings(max_examples=120, deadline=None)
def test_reading_agrees_with_the_zone_data(at: datetime, zone: str, fold: int) -> None:
    read = reading(at.replace(fold=fold), zone)
    shown = read.at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert shown == read.wall
    assert wall(read.at, zone) == read.wall
    assert (read.wall == at) == ("does not exist" not in read.sentence)
    if read.wall == at:
        assert reading(read.wall, zone).at == read.at  # what is stored means the same again
        assert read.twice or not read.sentence
    else:
        assert read.wall > at


@given(st.sampled_from(ZONES), st.datetimes(datetime(1990, 1, 1), datetime(2085, 1, 1)), st.integers(1, 800))
@settings(max_examples=60, deadline=None)
def test_changes_are_exactly_where_the_offset_changes(zone: str, start: datetime, length: int) -> None:
    since = start.replace(tzinfo=UTC)
    until = since + timedelta(days=length)
    place, last = ZoneInfo(zone), since.replace(microsecond=0)
    for each in changes(zone, since, until):
        assert since <= each.at <= until
        assert each.at.astimezone(place).utcoffset() == each.after != each.before
        assert (each.at - timedelta(seconds=1)).astimezone(place).utcoffset() == each.before
        assert last.astimezone(place).utcoffset() == each.before
        last = each.at
    assert last.astimezone(place).utcoffset() == until.astimezone(place).utcoffset()


@pytest.mark.parametrize(
    ("mine", "theirs", "said"),
    [
        ("America/New_York", "Pacific/Honolulu", "6 h behind"),
        ("America/New_York", "Asia/Kathmandu", "9 h 45 min ahead"),
        ("America/Chicago", "America/Chicago", "same time"),
        ("Asia/Kolkata", "Asia/Kathmandu", "15 min ahead"),
        ("Pacific/Kiritimati", "Pacific/Pago_Pago", "25 h behind"),
        ("America/St_Johns", "America/New_York", "1 h 30 min behind"),
    ],
)
def test_a_difference_in_words(mine: str, theirs: str, said: str) -> None:
    assert say_difference(difference(mine, theirs, NOW)) == said


def test_what_changes_until_the_meeting() -> None:
    later = NOW + timedelta(days=40)
    said = words_of_change("America/New_York", "Pacific/Honolulu", NOW, later, "Leilani")
    assert said == "From Nov 1 Leilani is 5 h behind. Honolulu keeps no daylight saving time."
    assert words_of_change("America/New_York", "Pacific/Honolulu", NOW, NOW + timedelta(days=9)) == ""
    assert words_of_change("America/New_York", "America/Chicago", NOW, NOW + timedelta(days=400)) == ""
    berlin = words_of_change("America/New_York", "Europe/Berlin", NOW, later)
    assert berlin == "From Oct 25 they are 5 h ahead. From Nov 1 they are 6 h ahead."
    spring = datetime(2027, 3, 1, tzinfo=UTC)
    london = words_of_change("America/Halifax", "Atlantic/Azores", spring, spring + timedelta(days=40), "Ana")
    assert london == "From Mar 14 Ana is 2 h ahead. From Mar 28 Ana is 3 h ahead."


def test_the_same_time_from_some_day_on() -> None:
    assert words_of_change("America/Phoenix", "America/Los_Angeles", NOW, NOW + timedelta(days=300), "Mo") == (
        "From Nov 1 Mo is 1 h behind. From Mar 14, 2027 Mo has the same time as you. "
        "Phoenix keeps no daylight saving time."
    )


@given(st.sampled_from(ZONES), st.sampled_from(ZONES), st.integers(0, 700))
@settings(max_examples=40, deadline=None)
def test_something_is_said_if_the_difference_is_another(mine: str, theirs: str, ahead: int) -> None:
    at = NOW + timedelta(days=ahead)
    if difference(mine, theirs, NOW) != difference(mine, theirs, at):
        assert words_of_change(mine, theirs, NOW, at) != ""
    assert words_of_change(mine, mine, NOW, at) == ""


def test_times_and_lengths_in_words() -> None:
    said = [say_clock(datetime(2026, 1, 1, hour, 5)) for hour in (0, 9, 12, 15)]
    assert said == ["12:05 AM", "9:05 AM", "12:05 PM", "3:05 PM"]
    assert [say_length(minutes) for minutes in (0, 45, 60, 90)] == ["0 min", "45 min", "1 h", "1 h 30 min"]


WORDS = {
    "central": "America/Chicago", "CT": "America/Chicago", "CST": "America/Chicago", "Chicago": "America/Chicago",
    "central time": "America/Chicago", "Central Daylight Time": "America/Chicago", "us central": "America/Chicago",
    "EST": "America/New_York", "eastern": "America/New_York", "in New York": "America/New_York",
    "EST5EDT": "America/New_York", "Washington, DC": "America/New_York", "Boston time": "America/New_York",
    "St. Louis": "America/Chicago", "dallas": "America/Chicago", "Ohio": "America/New_York",
    "MST": "America/Denver", "Phoenix": "America/Phoenix", "pt": "America/Los_Angeles", "HST": "Pacific/Honolulu",
    "hawaii time": "Pacific/Honolulu", "(Pacific)": "America/Los_Angeles", "São Paulo": "America/Sao_Paulo",
    "Kathmandu": "Asia/Kathmandu", "India": "Asia/Kolkata", "Mumbai": "Asia/Kolkata", "Europe/Berlin": "Europe/Berlin",
    "europe/kyiv": "Europe/Kyiv", "CET": "Europe/Berlin", "UTC": "UTC", "gmt": "UTC", "utc+2": "Etc/GMT-2",
    "GMT-5": "Etc/GMT+5", "UTC +05:00": "Etc/GMT-5", "America/Indiana/Indianapolis": "America/Indiana/Indianapolis",
    "america/new_york": "America/New_York", "W. Europe Standard Time": "Europe/Berlin",
    "Hawaiian Standard Time": "Pacific/Honolulu", "their time": THEIRS, "her time": THEIRS, "his zone": THEIRS,
    "Leilani's time": THEIRS, "Leilani’s clock": THEIRS, "for Leilani": THEIRS, "my time": MINE, "for me": MINE,
}  # fmt: skip


@pytest.mark.parametrize(("words", "zone"), WORDS.items())
def test_a_zone_in_words(words: str, zone: str) -> None:
    assert zone_in_words(words, ["Leilani", ""]) == zone


@pytest.mark.parametrize("words", ["IST", "texas", "Portland", "ast", "Indiana time", "bst"])
def test_words_for_several_zones_are_told_with_the_choices(words: str) -> None:
    assert find_zone(words) == ""
    with pytest.raises(Trouble, match=r"several time zones: .* and "):
        zone_in_words(words)


@pytest.mark.parametrize("words", ["312", "(312) 555-0148", "+1 808", "", "soon", "Rosa's time", "utc+99", "x" * 99])
def test_what_is_no_zone_is_none_and_no_area_code_is_guessed(words: str) -> None:
    assert find_zone(words, ["Leilani"]) == ""
    assert say_unclear(words) == ""
    with pytest.raises(Trouble, match="There is no time zone called"):
        zone_in_words(words, ["Leilani"])


@given(st.text(max_size=80))
def test_any_words_are_understood_or_told(words: str) -> None:
    found = find_zone(words)
    if found not in ("", MINE, THEIRS):
        assert ZoneInfo(found).key == found
    assert isinstance(say_unclear(words), str)


@pytest.mark.parametrize("zone", ZONES)
def test_every_zone_has_words_that_name_it_again(zone: str) -> None:
    said = say_zone(zone, NOW)
    assert said
    assert short_zone(zone)
    assert "_" not in said
    if zone.count("/") == 1 and not zone.startswith(("Etc/", "US/", "SystemV/")) and not say_unclear(zone):
        again = find_zone(zone.replace("_", " "))
        assert again == zone


def test_zones_for_people() -> None:
    assert say_zone("America/Chicago") == "Chicago, Central Time"
    assert say_zone("Asia/Tashkent", NOW) == "Tashkent, UTC+5"
    assert say_zone("Asia/Kathmandu") == "Kathmandu, Nepal Time"
    assert say_zone("Pacific/Chatham", NOW) == "Chatham, UTC+13:45"
    assert say_zone("America/Sao_Paulo", NOW) == "Sao Paulo, UTC-3"
    assert say_zone("Etc/GMT+5") == city_of("Etc/GMT+5") == "UTC-5"
    assert say_zone("UTC") == "UTC"
    assert short_zone("Pacific/Honolulu") == "Hawaii"
    assert city_of("America/Argentina/Buenos_Aires") == "Buenos Aires"
