"""Dates in words, both ways."""

import re
from datetime import date, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mrtnet.domain.days import WorkingDays
from mrtnet.domain.when import When, parse_when, say_late, say_when, split_when

TODAY = date(2026, 10, 20)  # a Tuesday
near = st.dates(date(1950, 1, 1), date(2090, 12, 31))
MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september"]
MONTHS += ["october", "november", "december"]
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

DAYS = {
    "today": "10-20", "now": "10-20", "tomorrow": "10-21", "tmrw": "10-21", "tom": "10-21", "Yesterday": "10-19",
    "day after tomorrow": "10-22", "the day after tomorrow": "10-22", "the day before yesterday": "10-18",
    "thu": "10-22", "Thursday": "10-22", "thurs.": "10-22", "mon": "10-26", "tue": "10-27", "this thu": "10-22",
    "this tue": "10-20", "next tue": "10-27", "next sun": "11-01", "friday next week": "10-30",
    "monday week": "11-02", "a week on friday": "10-30", "last fri": "10-16", "coming friday": "10-23",
    "in 3 days": "10-23", "3 days": "10-23", "in 2 weeks": "11-03", "2 weeks": "11-03", "a month": "11-20",
    "in a couple of weeks": "11-03", "couple of days": "10-22", "in a few days": "10-23", "in twelve days": "11-01",
    "an year": "2027-10-20", "half a year": "2027-04-20", "a fortnight": "11-03", "in two weeks' time": "11-03",
    "3 working days": "10-23", "in 5 business days": "10-27", "next working day": "10-21", "3wd": "10-23",
    "3d": "10-23", "2w": "11-03", "1m": "11-20", "1y": "2027-10-20", "+3": "10-23", "+ 2w": "11-03",
    "3 days from now": "10-23", "a week from friday": "10-30", "two weeks from friday": "11-06",
    "a week from today": "10-27", "a week from tomorrow": "10-28", "in 2 weeks from the day after tomorrow": "11-05",
    "2 days before dec 3": "12-01", "the day after thanksgiving": None, "2 weeks ago": "10-06", "3 days ago": "10-17",
    "next week": "10-26", "the week after next": "11-02", "next month": "11-01", "end of week": "10-23",
    "eow": "10-23", "end of next week": "10-30", "end of month": "10-31", "end of the month": "10-31",
    "eom": "10-31", "end of next month": "11-30", "end of year": "12-31", "eoy": "12-31", "mid month": "11-15",
    "mid next month": "11-15", "weekend": "10-24", "next weekend": "10-31", "next year": "2027-01-01",
    "end of quarter": "12-31", "next quarter": "2027-01-01", "midweek": "10-21",
    "in march": "2027-03-01", "mid december": "12-15", "end of february": "2027-02-28",
    "late november 2028": "2028-11-30",
    "12/3": "12-03", "12/03": "12-03", "12/3/26": "12-03", "12/3/2026": "12-03", "12-3-2026": "12-03",
    "10/19": "2027-10-19", "10/20": "10-20", "23/12": "12-23", "3.12": "12-03", "3.12.": "12-03",
    "3.12.26": "12-03", "03.12.2026": "12-03", "2026-12-03": "12-03", "2026/12/3": "12-03", "12-3": None,
    "5/3/98": "1998-05-03", "3 dec": "12-03", "dec 3": "12-03", "Dec. 3rd": "12-03", "december 3rd": "12-03",
    "3rd of december": "12-03", "the 3rd of December": "12-03", "dec 3 2027": "2027-12-03",
    "Dec. 3, 2027": "2027-12-03",
    "december the 3rd": "12-03", "3dec": "12-03", "the 15th": "11-15", "21st": "10-21", "the 31st": "10-31",
    "1st of next month": "11-01", "31st of next month": None, "feb 29": "2028-02-29",
    "fri 23": "10-23", "friday the 23rd": "10-23", "thu 23": None, "thu dec 3": "12-03", "fri dec 3": None,
    "Tue, 10/27": "10-27", "by friday": "10-23", "on Friday.": "10-23", "due by fri": "10-23",
    "until the 15th": "11-15", "around dec 3": "12-03", "before friday": "10-22", "asap": "10-20", "eod": "10-20",
    "in the next 2 weeks": "11-03", "next 3 days": "10-23", "  Next   TUE ,": "10-27",
    "feb 30": None, "13/13": None, "0/5": None, "31.2.": None, "2026-02-30": None, "3": None, "may": None, "": None,
    "hello": None, "+": None, "in days": None, "in 99999999999 days": None, "9999 years": None,
    "in 9999 working days from 9990-01-01": None, "next": None, "week": None, "a week from": None, "32nd": None,
    "friday friday": "10-23",  # the same said twice
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DAYS.items())
def test_a_day_in_words(text: str, expected: str | None) -> None:
    full = expected and (expected if len(expected) > 5 else f"2026-{expected}")
    assert parse_when(text, TODAY) == (When(date.fromisoformat(full)) if full else None)


TIMES = {
    "thu 3pm": ("10-22", "15:00"), "thu 3 p.m.": ("10-22", "15:00"), "tomorrow 9:30": ("10-21", "09:30"),
    "tomorrow, 9.30am": ("10-21", "09:30"), "at 15:00": ("10-20", "15:00"), "15:00": ("10-20", "15:00"),
    "noon": ("10-20", "12:00"), "midnight": ("10-20", "23:59"), "friday noon": ("10-23", "12:00"),
    "5p": ("10-20", "17:00"),
    "12am tomorrow": ("10-21", "00:00"), "12pm": ("10-20", "12:00"), "at 9:30 tomorrow": ("10-21", "09:30"),
    "noon on friday": ("10-23", "12:00"), "fri 23 3pm": ("10-23", "15:00"), "dec 3 5p": ("12-03", "17:00"),
    "in 3 days at 8": ("10-23", "08:00"), "thu at 3": ("10-22", "15:00"), "fri @ 4pm": ("10-23", "16:00"),
    "tonight": ("10-20", "18:00"), "this evening": ("10-20", "18:00"), "tomorrow morning": ("10-21", "09:00"),
    "mon afternoon": ("10-26", "14:00"), "tonight at 8": ("10-20", "20:00"),
    "tomorrow evening 7:15": ("10-21", "19:15"),
    "tomorrow in the morning": ("10-21", "09:00"), "9h30": ("10-20", "09:30"), "3.12. 9:30": ("12-03", "09:30"),
    "two weeks from friday at 9:30 pm": ("11-06", "21:30"), "12/3 at noon": ("12-03", "12:00"),
    "the 15th at 10am": ("11-15", "10:00"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TIMES.items())
def test_a_day_with_a_time(text: str, expected: tuple[str, str]) -> None:
    day, at = expected
    assert parse_when(text, TODAY) == When(date.fromisoformat(f"2026-{day}"), time.fromisoformat(at))


@pytest.mark.parametrize(
    "text", ["25:00", "tomorrow 24:00", "13pm", "0pm", "9:60", "thu 23 3pm", "3h", "at 25", "nope 3pm"]
)
def test_an_impossible_time_is_not_understood(text: str) -> None:
    assert parse_when(text, TODAY) is None


@pytest.mark.parametrize("text", ["none", "No date", "never.", "someday", "undated"])
def test_no_date_is_an_answer(text: str) -> None:
    assert parse_when(text, TODAY) == When(None)


def test_the_order_of_numbers_is_hers() -> None:
    assert parse_when("3/12", TODAY, day_first=True) == When(date(2026, 12, 3))
    assert parse_when("3/12", TODAY) == When(date(2027, 3, 12))
    assert parse_when("12/23", TODAY, day_first=True) == When(date(2026, 12, 23))


def test_working_days_are_hers() -> None:
    hers = WorkingDays(own=frozenset({date(2026, 10, 21)}))
    assert parse_when("1 working day", TODAY, days=hers) == When(date(2026, 10, 22))
    assert parse_when("1 working day", TODAY, days=WorkingDays(weekend=frozenset(range(7)))) is None


def test_on_the_day_itself() -> None:
    friday, sunday, last = date(2026, 10, 23), date(2026, 10, 25), date(2026, 10, 31)
    assert parse_when("end of week", friday) == When(friday)
    assert parse_when("end of week", sunday) == When(date(2026, 10, 30))
    assert parse_when("weekend", sunday) == When(sunday)
    assert parse_when("next mon", sunday) == When(date(2026, 10, 26))
    assert parse_when("end of month", last) == When(last)
    assert parse_when("1m", date(2027, 1, 31)) == When(date(2027, 2, 28))
    assert parse_when("the 30th", date(2027, 1, 31)) == When(date(2027, 3, 30))


SPLITS = {
    "thank-you tomorrow": ("thank-you", When(date(2026, 10, 21))),
    "thank-you, by next tue 3pm": ("thank-you", When(date(2026, 10, 27), time(15))),
    "Send her the  article - two weeks from friday": ("Send her the  article", When(date(2026, 11, 6))),
    "call (after lunch) day after tomorrow": ("call (after lunch)", When(date(2026, 10, 22))),
    "coffee someday": ("coffee", When(None)),
    "tomorrow": ("", When(date(2026, 10, 21))),
    "tomorrow call her": ("tomorrow call her", None),
    "thank-you": ("thank-you", None),
    "": ("", None),
}


@pytest.mark.parametrize(("text", "expected"), SPLITS.items())
def test_the_date_at_the_end_of_a_line(text: str, expected: tuple[str, When | None]) -> None:
    assert split_when(text, TODAY) == expected


def test_a_long_text_keeps_all_but_its_date() -> None:
    prose = "word " * 20_000
    assert split_when(prose + "in 3 days", TODAY) == (prose.rstrip(), When(date(2026, 10, 23)))
    assert parse_when("1" * 100_000, TODAY) is None


FORMS = (
    lambda d: d.isoformat(),
    lambda d: f"{d.month}/{d.day}/{d.year}",
    lambda d: f"{d.day}.{d.month}.{d.year}",
    lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{MONTHS[d.month - 1][:3]} {d.day}, {d.year}",
    lambda d: f"{WEEKDAYS[d.weekday()][:3]}, {MONTHS[d.month - 1].title()} {d.day}, {d.year}",
)


@given(st.dates(date(1000, 1, 1)), near, st.sampled_from(FORMS), st.none() | st.times())
def test_a_written_date_comes_back(day: date, today: date, form, at: time | None) -> None:  # type: ignore[no-untyped-def]
    at = at and at.replace(second=0, microsecond=0)
    for clock in ("%H:%M", "%I:%M %p") if at else ("",):
        told = f"{form(day)} {at.strftime(clock) if at else ''}"
        assert parse_when(told, today) == When(day, at)
        assert split_when(f"thank-you {told}", today) == ("thank-you", When(day, at))


@given(near, st.integers(0, 364))
def test_a_date_without_year_is_the_next(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    for told in (f"{day.month}/{day.day}", f"{day.day}.{day.month}.", f"{MONTHS[day.month - 1]} {day.day}"):
        assert parse_when(told, today) == When(day)


@given(near, st.integers(0, 6))
def test_weekdays_lie_ahead(today: date, weekday: int) -> None:
    def said(words: str) -> int:
        when = parse_when(f"{words}{WEEKDAYS[weekday]}", today)
        assert when is not None
        assert when.day is not None
        assert when.day.weekday() == weekday
        return (when.day - today).days

    assert 1 <= said("") <= 7
    assert 0 <= said("this ") <= 6
    assert -7 <= said("last ") <= -1
    assert 7 - today.weekday() <= said("next ") <= 13 - today.weekday()


@given(st.dates(TODAY, date(2026, 12, 31)))
def test_what_is_said_is_understood(day: date) -> None:
    assert parse_when(say_when(day, TODAY), TODAY) == When(day)


WORDS = st.sampled_from(
    re.findall(
        r"\S+",
        "in a next this last end of the from after before mon thu dec 3 3rd 15th + 12/3 3.12 at 9 pm p noon week d days"
        " working 99999 month feb 30 31 couple few year ago tonight evening , . -",
    )
)


@given(st.text() | st.lists(WORDS).map(" ".join), st.dates())
@example("in 9999 working days", date.max)
@example("next week", date.max)
@example("last fri", date.min)
@example("²³ dec", TODAY)
@example("mon ²", TODAY)
def test_no_text_and_no_day_raises(text: str, today: date) -> None:
    when = parse_when(text, today)
    head, found = split_when(text, today)
    assert when is None or (head == "" and found == when)
    assert text.startswith(head)


def test_said_shortly() -> None:
    said = {
        TODAY: "Today", date(2026, 10, 21): "Tomorrow", date(2026, 10, 19): "Yesterday",
        date(2026, 10, 23): "Fri, Oct 23",
        date(2026, 1, 1): "Thu, Jan 1", date(2027, 1, 14): "Jan 14, 2027", None: "No date",
    }  # fmt: skip
    assert {day: say_when(day, TODAY) for day in said} == said
    assert say_when(date(2027, 1, 1), date(2026, 12, 31)) == "Tomorrow"


def test_how_late() -> None:
    assert say_late(date(2026, 10, 18), TODAY) == "2 days late"
    assert say_late(date(2026, 10, 19), TODAY) == "1 day late"
    assert say_late(TODAY, TODAY) == say_late(date(2026, 10, 21), TODAY) == ""
