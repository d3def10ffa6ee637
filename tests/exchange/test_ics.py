"""Calendar files as other programs see them."""

import random
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrtnet.domain.calendar import Entry, cancelled
from mrtnet.exchange.ics import assemble, checked, file_names, render_calendar, render_entry, span, zones_of
from mrtnet.exchange.zones import vtimezone
from mrtnet.trouble import Trouble
from tests.exchange.engines import (
    available_engines,
    icaljs_runs,
    libical_runs,
    read_with_icalendar,
    read_with_icaljs,
    read_with_libical,
    read_with_vobject,
)

ENGINES = [
    pytest.param(read_with_icalendar, id="icalendar"),
    pytest.param(read_with_vobject, id="vobject"),
    pytest.param(
        read_with_libical,
        id="libical",
        marks=pytest.mark.skipif(not libical_runs(), reason="not run: libical's Python binding is not installed"),
    ),
    pytest.param(
        read_with_icaljs,
        id="ical.js",
        marks=pytest.mark.skipif(not icaljs_runs(), reason="not run: ical.js is not installed"),
    ),
]
ZONES = [
    "America/Chicago",
    "America/New_York",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/St_Johns",
    "America/Nuuk",
    "America/Mexico_City",
    "America/Santiago",
    "America/Havana",
    "Europe/Dublin",
    "Europe/London",
    "Europe/Lisbon",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Asia/Jerusalem",
    "Asia/Gaza",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Asia/Amman",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "Australia/Lord_Howe",
    "Antarctica/Troll",
    "Antarctica/Casey",
    "UTC",
    "Etc/GMT+5",
]
COFFEE = Entry(
    uid="c0ffee@mrtnet.example",
    summary="Coffee with Rosa Delgado-Ruiz (RHIT, CCS)",
    start_day=date(2026, 10, 15),
    start_time=time(9),
    end_day=date(2026, 10, 15),
    end_time=time(9, 15),
    zone="America/Chicago",
    alarm_minutes=0,
    transparent=True,
    stamp=datetime(2026, 10, 14, 21, 30, tzinfo=UTC),
)
HOSTILE = "\\;,:\"'^\n\r\t \x00\x07\x0b\x0c\x1b\x7f\x85\u2028\u2029\u202e\ufeff\ud800\udfff\uffff<&é🎉漢ß٣N"
Reader = Callable[[bytes], list[dict[str, Any]]]


def texts(longest: int = 200) -> st.SearchStrategy[str]:
    return st.text(st.one_of(st.characters(), st.sampled_from(HOSTILE)), max_size=longest)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    start = datetime(2020, 1, 1) + timedelta(minutes=15 * draw(st.integers(0, 21 * 365 * 96)))  # noqa: DTZ001
    end = start + timedelta(minutes=draw(st.sampled_from([15, 30, 45, 90, 24 * 60, 3 * 24 * 60])))
    timed = draw(st.booleans()) or draw(st.booleans())
    todo = draw(st.integers(0, 4)) == 0
    return Entry(
        component="VTODO" if todo else "VEVENT",
        summary=draw(texts()),
        description=draw(texts(600)),
        location=draw(texts(80)),
        url=draw(st.sampled_from(["", "https://lakeshore.example/a?b=1,2;c=“d”", "javascript:alert(1)"])),
        start_day=start.date(),
        start_time=start.time() if timed else None,
        end_day=end.date(),
        end_time=end.time() if timed else None,
        zone=draw(st.sampled_from(ZONES)) if timed else "",
        alarm_minutes=draw(st.sampled_from([None, 0, 15, 1440, 10_000])),
        transparent=draw(st.booleans()),
        categories=tuple(draw(st.lists(texts(20), max_size=3))),
        sequence=draw(st.integers(0, 99)),
        stamp=draw(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))),  # noqa: DTZ001
    )


def lists_of_entries() -> st.SearchStrategy[list[Entry]]:
    numbered = st.lists(entries(), min_size=1, max_size=8)
    return numbered.map(lambda rows: [row._replace(uid=f"{n}@mrtnet.example") for n, row in enumerate(rows)])


def true_span(entry: Entry) -> tuple[Any, Any]:
    """What a person who knows zoneinfo would say about the entry's times."""
    assert entry.end_day
    if entry.start_time is None:
        return entry.start_day, entry.end_day + timedelta(days=1)
    assert entry.end_time
    zone = ZoneInfo(entry.zone)
    typed = datetime.combine(entry.start_day, entry.start_time)
    typed_end = datetime.combine(entry.end_day, entry.end_time)
    start = typed.replace(tzinfo=zone).astimezone(UTC)
    if start.astimezone(zone).replace(tzinfo=None) != typed:
        return start, start + (typed_end - typed)
    end = typed_end.replace(tzinfo=zone).astimezone(UTC)
    return start, end if end > start else start + timedelta(minutes=15)


def expected(entry: Entry) -> dict[str, Any]:
    start, end = true_span(entry)
    end = start if entry.component == "VTODO" else end
    anchor = start if isinstance(start, datetime) else datetime.combine(start, time(), UTC)
    alarms = [] if entry.alarm_minutes is None else [anchor - timedelta(minutes=entry.alarm_minutes)]
    return {"start_utc": start, "end_utc": end, "alarms_utc": alarms, "sequence": entry.sequence}


@pytest.mark.parametrize("read", ENGINES)
@settings(max_examples=40, deadline=None)
@given(rows=lists_of_entries())
def test_every_reader_sees_the_same_times_and_words(read: Reader, rows: list[Entry]) -> None:
    content = render_calendar(rows, name="mrtnet", subscription=True)
    seen = {item["uid"]: item for item in read(content)}
    measure = {item["uid"]: item for item in read_with_icalendar(content)}
    assert len(seen) == len(rows)
    for row in rows:
        got = seen[row.uid]
        assert {key: got[key] for key in expected(row)} == expected(row), row
        for key in ("component", "summary", "description", "location", "status"):
            assert got[key] == measure[row.uid][key]


@settings(max_examples=100, deadline=None)
@given(rows=lists_of_entries())
def test_the_bytes_keep_the_rules_of_the_standard(rows: list[Entry]) -> None:
    content = render_calendar(rows, name="mrtnet", subscription=True)
    assert content == render_calendar(list(rows), name="mrtnet", subscription=True)
    assert re.sub(rb"\r\n", b"", content).translate(None, bytes(range(9)) + bytes(range(10, 32)) + b"\x7f") == re.sub(
        rb"\r\n", b"", content
    )
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")
        backslashes = len(line) - len(line.rstrip(b"\\"))
        assert backslashes % 2 == 0, "a fold inside an escape"
    for word in (b"METHOD", b"ORGANIZER", b"ATTENDEE"):
        assert not re.search(rb"^" + word + rb"[:;]", content, re.MULTILINE)


@given(summary=texts(), description=texts(400), location=texts(100))
def test_words_arrive_whole(summary: str, description: str, location: str) -> None:
    def words(text: str) -> list[str]:
        kept = re.sub("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff]", "", text)
        return re.sub("[\ud800-\udfff\ufffe\uffff]", "\ufffd", kept).split()

    entry = COFFEE._replace(summary=summary, description=description, location=location)
    (seen,) = read_with_icalendar(render_calendar([entry]))
    assert seen["summary"].split() == (words(summary) or ["Follow-up"])
    assert seen["description"].split() == words(description)
    assert seen["location"].split() == words(location)


@pytest.mark.parametrize(
    "payload",
    [
        "x\r\nATTENDEE:mailto:a@b.example",
        "x\nBEGIN:VALARM",
        "x\rEND:VEVENT",
        "x\u2028END:VCALENDAR",
        "x\x85URL:y",
        "x\x0bURL:y",
        "\\nEND:VEVENT",
        "x\x00y",
        "x;y,z:q",
        '"x"',
        "x" * 74 + "\r\nEND:VEVENT",
        "é" * 60 + "\n",
        "\ud83d",
    ],
)
def test_no_text_adds_a_property(payload: str) -> None:
    plain = COFFEE._replace(description="d", location="l", categories=("c",), classification="PRIVATE")
    fields = dict.fromkeys(("uid", "summary", "description", "location", "url"), payload)
    hostile = plain._replace(**fields, categories=(payload, payload))

    def names(entry: Entry) -> list[str]:
        (event,) = icalendar.Calendar.from_ical(render_calendar([entry])).walk("VEVENT")
        return sorted(name for name, _value in event.property_items())

    assert names(hostile) == names(plain)


def test_a_single_entry_is_a_plain_event() -> None:
    text = render_calendar([COFFEE], name="My follow-ups").decode()
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert text.endswith("END:VEVENT\r\nEND:VCALENDAR\r\n")
    assert "NAME" not in text.replace("TZNAME", "")
    for line in (
        "DTSTART;TZID=America/Chicago:20261015T090000",
        "DTEND;TZID=America/Chicago:20261015T091500",
        "SEQUENCE:0",
        "DTSTAMP:20261014T213000Z",
        "LAST-MODIFIED:20261014T213000Z",
        "TRANSP:TRANSPARENT",
        "TRIGGER:PT0S",
        "CALSCALE:GREGORIAN",
        "STATUS:CONFIRMED",
    ):
        assert f"\r\n{line}\r\n" in text
    assert text.index("END:VTIMEZONE") < text.index("BEGIN:VEVENT")


def test_several_entries_share_their_zone_and_carry_the_calendar_name() -> None:
    text = render_calendar([COFFEE, COFFEE._replace(uid="2")], name="AHIMA; people").decode()
    assert text.count("BEGIN:VTIMEZONE") == 1
    assert "\r\nX-WR-CALNAME:AHIMA\\; people\r\n" in text
    assert "REFRESH" not in text


def test_a_subscription_says_its_name_and_when_to_look_again_even_while_it_is_empty() -> None:
    for rows in ([], [COFFEE]):
        text = render_calendar(rows, name="mrtnet", subscription=True).decode()
        for line in (
            "NAME:mrtnet",
            "X-WR-CALNAME:mrtnet",
            "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
            "X-PUBLISHED-TTL:PT6H",
        ):
            assert f"\r\n{line}\r\n" in text
    assert icalendar.Calendar.from_ical(render_calendar([], name="mrtnet", subscription=True)).subcomponents == []


def test_rendered_parts_put_together_are_the_same_file() -> None:
    rows = [
        COFFEE,
        COFFEE._replace(uid="2", start_day=date(2021, 3, 1), end_day=date(2021, 3, 1)),
        COFFEE._replace(uid="3", zone="Asia/Kathmandu"),
        COFFEE._replace(uid="4", zone="UTC"),
    ]
    assert zones_of(rows) == {"America/Chicago": 2021, "Asia/Kathmandu": 2026}
    assert assemble([render_entry(row) for row in rows], zones_of(rows)) == render_calendar(rows)


@pytest.mark.parametrize("read", ENGINES)
def test_a_cancellation_keeps_uid_and_words_and_loses_its_alarm(read: Reader) -> None:
    called_off = cancelled(COFFEE._replace(sequence=2))
    (seen,) = read(render_calendar([called_off]))
    (before,) = read(render_calendar([COFFEE]))
    assert (seen["status"], seen["sequence"], seen["alarms_utc"]) == ("CANCELLED", 2, [])
    assert before["alarms_utc"] == [before["start_utc"]]
    for key in ("uid", "summary", "start_utc"):
        assert seen[key] == before[key]


def test_whole_days_end_on_the_day_after_the_last() -> None:
    event = COFFEE._replace(start_time=None, end_time=None, zone="", end_day=date(2026, 10, 17), alarm_minutes=None)
    text = render_calendar([event]).decode()
    assert "\r\nDTSTART;VALUE=DATE:20261015\r\nDTEND;VALUE=DATE:20261018\r\n" in text
    assert "VTIMEZONE" not in text


def test_a_task_has_a_due_time_and_the_states_of_tasks() -> None:
    task = COFFEE._replace(component="VTODO", status="NEEDS-ACTION")
    text = render_calendar([task]).decode()
    assert "\r\nDUE;TZID=America/Chicago:20261015T090000\r\n" in text
    assert "\r\nTRIGGER;RELATED=END:PT0S\r\n" in text
    assert not re.search(r"^(DTSTART;|DTEND|TRANSP)", text.split("BEGIN:VTODO")[1], re.MULTILINE)
    done = render_calendar([task._replace(status="COMPLETED")]).decode()
    assert "\r\nSTATUS:COMPLETED\r\nCOMPLETED:20261014T213000Z\r\nPERCENT-COMPLETE:100\r\n" in done
    assert "VALARM" not in done


def test_a_skipped_time_moves_on_by_the_gap_and_says_so() -> None:
    skipped = COFFEE._replace(
        start_day=date(2027, 3, 14), end_day=date(2027, 3, 14), start_time=time(2, 30), end_time=time(3, 15)
    )
    good, said = checked([COFFEE, skipped])
    assert good == [COFFEE, skipped]
    assert said == [
        "“Coffee with Rosa Delgado-Ruiz (RHIT, CCS)”: on 2027-03-14 the clocks of America/Chicago skip"
        " 02:30. It was written as 03:30."
    ]
    (seen,) = read_with_icalendar(render_calendar([skipped]))
    assert seen["start_utc"] == datetime(2027, 3, 14, 8, 30, tzinfo=UTC)
    assert seen["end_utc"] - seen["start_utc"] == timedelta(minutes=45)


def test_a_time_that_comes_twice_is_the_first_and_unmistakable() -> None:
    twice = COFFEE._replace(
        start_day=date(2026, 11, 1), end_day=date(2026, 11, 1), start_time=time(1, 30), end_time=time(1, 45)
    )
    assert "\r\nDTSTART:20261101T063000Z\r\nDTEND:20261101T064500Z\r\n" in render_calendar([twice]).decode()
    assert checked([twice]) == ([twice], [])


def test_what_cannot_be_written_is_named_and_the_rest_goes_out() -> None:
    nowhere = COFFEE._replace(summary="Call", zone="Eastern Standard Time")
    floating = COFFEE._replace(summary="Lunch", zone="")
    too_late = COFFEE._replace(summary="Party", start_time=None, end_time=None, start_day=date.max, end_day=date.max)
    good, said = checked([nowhere, COFFEE, floating, too_late])
    assert good == [COFFEE]
    assert [text.split(":")[0] for text in said] == ["Left out “Call”", "Left out “Lunch”", "Left out “Party”"]
    for bad in (nowhere, floating, too_late):
        with pytest.raises(Trouble):
            render_calendar([bad])


def test_an_end_before_the_start_still_gives_a_proper_event() -> None:
    start, end = span(COFFEE._replace(end_time=time(8)))
    assert end - start == timedelta(minutes=15)
    days = COFFEE._replace(start_time=None, end_day=date(2026, 10, 1))
    assert span(days) == (date(2026, 10, 15), date(2026, 10, 16))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "//evil.example", "rooms.example/7"])
def test_a_link_that_no_program_should_open_stays_as_text(url: str) -> None:
    text = render_calendar([COFFEE._replace(url=url)]).decode()
    assert "\r\nURL:" not in text
    assert f"\r\nDESCRIPTION:{url}\r\n" in text


def test_a_link_is_percent_encoded() -> None:
    text = render_calendar([COFFEE._replace(url="https://a.example/é b?x=1,2&y=%20#z")]).decode()
    assert "\r\nURL:https://a.example/%C3%A9%20b?x=1,2&y=%20#z\r\n" in text


def test_file_names_are_safe_on_every_system_and_never_the_same() -> None:
    summaries = ["Coffee", "coffee", 'a/b\\c:d*e?f"g<h>i|j', "..", "\u202egpj.exe\x00", "漢" * 200, "", "trailing. "]
    names = file_names([COFFEE._replace(summary=summary) for summary in summaries])
    assert names[:2] == ["2026-10-15 Coffee.ics", "2026-10-15 coffee (2).ics"]
    assert names[2] == "2026-10-15 a b c d e f g h i j.ics"
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert len(name.encode()) <= 140
        assert not re.search(r'[<>:"/\\|?*\x00-\x1f\u202e]|[ .]\.ics$', name)


@pytest.mark.long
def test_all_zones_with_their_edges_are_read_alike_by_every_reader() -> None:
    """2,000 random entries over all zone names from 2020 to 2040, a third of them within two hours of a change."""
    dice = random.Random(2026)
    names = sorted(available_timezones() - {"Factory", "localtime"})
    rows = [_near_an_edge(dice, number, dice.choice(names)) for number in range(2000)]
    content = render_calendar(rows)
    for name, read in available_engines().items():
        seen = {item["uid"]: item for item in read(content)}
        wrong = [row for row in rows if {key: seen[row.uid][key] for key in expected(row)} != expected(row)]
        print(f"{name}: {len(seen)} entries, {len(wrong)} wrong")
        assert wrong == []


def _near_an_edge(dice: random.Random, number: int, zone: str) -> Entry:
    start = datetime(2020, 1, 1) + timedelta(minutes=15 * dice.randrange(21 * 365 * 96))  # noqa: DTZ001
    edges = re.findall(rb"(?:DTSTART|RDATE):(\d{8}T\d{6})", vtimezone(zone, 2020))
    inside = [edge for edge in edges if b"2020" <= edge[:4] <= b"2040"]
    if number % 3 == 0 and inside:
        start = datetime.strptime(dice.choice(inside).decode(), "%Y%m%dT%H%M%S")  # noqa: DTZ007
        start += timedelta(minutes=15 * dice.randrange(-8, 9))
    end = start + timedelta(minutes=dice.choice([15, 30, 60, 180]))
    return COFFEE._replace(
        uid=f"{number}@mrtnet.example",
        zone=zone,
        start_day=start.date(),
        start_time=start.time(),
        end_day=end.date(),
        end_time=end.time(),
        alarm_minutes=dice.choice([None, 0, 15, 1440]),
    )
