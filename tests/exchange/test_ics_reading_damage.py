"""Damaged, hostile and enormous calendars: nothing crashes, nothing hangs, and no event suffers for another."""

import contextlib
import io
import random
import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrtnet.domain.calendar import Entry
from mrtnet.exchange.ics import render_calendar, render_entry, span
from mrtnet.exchange.ics_entries import CalendarRead, ReadEntry
from mrtnet.exchange.ics_reading import read_calendar
from mrtnet.exchange.recurring import MOST, occurrences
from mrtnet.trouble import Trouble
from tests.exchange.engines import icaljs_runs, libical_runs, read_with_icaljs, read_with_libical
from tests.exchange.test_ics import COFFEE, lists_of_entries

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "data" / "corpus" / "ical"
corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="not run: the folder of other programs' files is not here")
HEAD, TAIL = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", b"END:VCALENDAR\r\n"


def event(number: int, more: bytes = b"") -> bytes:
    return (
        b"BEGIN:VEVENT\r\nUID:%d@lakeshore.example\r\nDTSTAMP:20261001T000000Z\r\n"
        b"DTSTART;TZID=America/Chicago:202611%02dT140000\r\nDURATION:PT45M\r\n%b"
        b"SUMMARY:Interview %d\r\nEND:VEVENT\r\n" % (number, number % 28 + 1, more, number)
    )


def instant(moment: Any) -> Any:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment


@settings(max_examples=60, deadline=None)
@given(rows=lists_of_entries())
def test_what_the_writer_writes_is_read_back(rows: list[Entry]) -> None:
    rows = [row for row in rows if row.component == "VEVENT"]
    read = read_calendar(render_calendar(rows, name="mrtnet", subscription=True))
    assert read.problems == ()
    assert [entry.uid for entry in read.entries] == [row.uid for row in rows]
    for row, entry in zip(rows, read.entries, strict=True):
        start, end = span(row)
        assert (instant(entry.starts), instant(entry.ends)) == (instant(start), instant(end))
        assert entry.all_day == (row.start_time is None)
        assert (entry.sequence, entry.transparent, entry.status) == (row.sequence, row.transparent, row.status)
        assert entry.modified == row.stamp.replace(microsecond=0)
        alarm = () if row.alarm_minutes is None else (timedelta(minutes=-row.alarm_minutes),)
        assert entry.alarms == alarm
        again = COFFEE._replace(summary=entry.summary, description=entry.description, location=entry.location)
        written = row._replace(url="", summary=row.summary)
        if not row.url or row.url.startswith("https"):
            assert _texts(render_entry(again)) == _texts(
                render_entry(
                    COFFEE._replace(summary=written.summary, description=written.description, location=written.location)
                )
            )


def _texts(rendered: bytes) -> list[list[str]]:
    """The words of a rendered entry; composed letters and marks at the edges may differ."""
    text = rendered.replace(b"\r\n ", b"").decode()
    found = [re.search(rf"^{name}:(.*)$", text, re.MULTILINE) for name in ("SUMMARY", "DESCRIPTION", "LOCATION")]
    edges = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
    said = [edges.sub("", unicodedata.normalize("NFC", one[1])) if one else "" for one in found]
    return [one.replace("\\n", " ").split() for one in said]


def same(left: ReadEntry, right: ReadEntry) -> bool:
    return left._replace(line=0) == right._replace(line=0)


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_a_damaged_byte_harms_no_event_but_its_own(data: st.DataObject) -> None:
    alarm = b"BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\n"
    parts = [event(number, alarm) for number in range(4)]
    whole = read_calendar(HEAD + b"".join(parts) + TAIL).entries
    hit = data.draw(st.integers(0, 3))
    damaged = bytearray(parts[hit])
    blows = data.draw(st.integers(1, 4))
    for _blow in range(blows):
        # several together could take the end of an event and the beginning of the next for text
        place = data.draw(st.integers(0, len(damaged) - (1 if blows == 1 else 40)))
        kind = data.draw(st.sampled_from(["set", "insert", "delete", "cut"]))
        junk = data.draw(st.binary(min_size=1, max_size=3) | st.sampled_from([b'"', b"\n", b" ", b":", b"\0"]))
        if kind == "set":
            damaged[place : place + 1] = junk[:1]
        elif kind == "insert":
            damaged[place:place] = junk
        elif kind == "delete":
            del damaged[place]
        else:
            del damaged[place : place + 5]
    parts[hit] = bytes(damaged)
    read = read_calendar(HEAD + b"".join(parts) + TAIL)
    for number, entry in enumerate(whole):
        if number != hit:
            assert any(same(entry, found) for found in read.entries), (number, parts[hit], read)


@settings(max_examples=100, deadline=None)
@given(junk=st.binary(max_size=600), place=st.integers(0, 600))
def test_no_bytes_crash_the_reader(junk: bytes, place: int) -> None:
    content = HEAD + event(1) + event(2) + TAIL
    _read_and_expand(content[:place] + junk + content[place:])
    with contextlib.suppress(Trouble):
        _read_and_expand(junk)


@settings(max_examples=100, deadline=None)
@given(
    value=st.text(max_size=60),
    name=st.sampled_from(
        [
            "DTSTART",
            "DTEND",
            "DTSTART;TZID",
            "DTSTART;VALUE=DATE",
            "DURATION",
            "RRULE",
            "RDATE",
            "EXDATE",
            "RECURRENCE-ID",
            "ATTENDEE",
            "ORGANIZER;CN",
            "TRIGGER",
            "SEQUENCE",
            "CATEGORIES",
            "URL",
            "DESCRIPTION;ENCODING=QUOTED-PRINTABLE",
            "RRULE:FREQ=DAILY;UNTIL",
            "RRULE:FREQ=YEARLY;BYDAY",
            "EXRULE",
            "CONFERENCE",
            "TZOFFSETTO",
            "METHOD",
        ]
    ),
)
def test_no_value_crashes_the_reader(value: str, name: str) -> None:
    for glue in (":", "="):
        line = f"{name}{glue}{value}\r\n".encode("utf-8", "surrogatepass")
        _read_and_expand(HEAD + line + event(1, line) + event(2) + TAIL)


@settings(max_examples=60, deadline=None)
@given(
    parts=st.lists(
        st.sampled_from(
            [
                "FREQ=SECONDLY",
                "FREQ=MINUTELY",
                "FREQ=DAILY",
                "FREQ=WEEKLY",
                "FREQ=MONTHLY",
                "FREQ=YEARLY",
                "INTERVAL=0",
                "INTERVAL=999999999999",
                "COUNT=1000000000",
                "COUNT=0",
                "COUNT=-1",
                "UNTIL=99991231T235959Z",
                "UNTIL=00010101",
                "BYSETPOS=366",
                "BYSETPOS=-1,1,0,9999",
                "BYMONTH=2",
                "BYMONTHDAY=30",
                "BYMONTHDAY=-31,31",
                "BYWEEKNO=53",
                "BYDAY=53MO",
                "BYDAY=-5FR,XX",
                "BYHOUR=25",
                "BYSECOND=60",
                "BYYEARDAY=366",
                "WKST=ZZ",
                "BYEASTER=0",
                "=;=",
            ]
        ),
        max_size=8,
    ),
    start=st.sampled_from(["00010101T000000", "99991231T235959", "20260228T023000Z", "20260101"]),
)
def test_no_rule_keeps_the_program_busy(parts: list[str], start: str) -> None:
    rule = f"RRULE:{';'.join(parts)}\r\n".encode()
    content = HEAD + b"BEGIN:VEVENT\r\nUID:1\r\nDTSTART:%b\r\n%bEND:VEVENT\r\n" % (start.encode(), rule) + TAIL
    _read_and_expand(content)


def _read_and_expand(content: bytes) -> CalendarRead:
    read = read_calendar(content)
    for low, high in (
        (datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)),
        (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)),
    ):
        for number, found in enumerate(occurrences(read.entries, low, high)):
            assert isinstance(found.starts, date)
            if number > 50:
                break
    return read


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=SECONDLY;COUNT=1000000000",
        "FREQ=MINUTELY;INTERVAL=0",
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31;COUNT=5",
        "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11;BYMINUTE="
        + ",".join(map(str, range(60)))
        + ";BYSECOND="
        + ",".join(map(str, range(60))),
    ],
)
def test_a_bomb_of_a_rule_gives_a_bounded_number(rule: str) -> None:
    (entry,) = read_calendar(HEAD + event(1, b"RRULE:%b\r\n" % rule.encode()) + TAIL).entries
    found = list(occurrences(entry, datetime(2020, 1, 1, tzinfo=UTC), datetime(2400, 1, 1, tzinfo=UTC)))
    assert 1 <= len(found) <= MOST
    assert [one.starts for one in found] == sorted(one.starts for one in found)


def test_a_second_by_second_rule_is_found_years_later_too() -> None:
    (entry,) = read_calendar(HEAD + event(1, b"RRULE:FREQ=SECONDLY;COUNT=1000000000\r\n") + TAIL).entries
    low = datetime(2040, 1, 1, tzinfo=UTC)
    found = list(occurrences(entry, low, low + timedelta(seconds=5)))
    starts = [instant(one.starts) for one in found]
    assert [start.second for start in starts if start >= low] == [0, 1, 2, 3, 4]


def test_alarms_without_end_are_cut() -> None:
    alarm = b"BEGIN:VALARM\r\nACTION:AUDIO\r\nTRIGGER:-PT1H\r\nREPEAT:%d\r\nDURATION:PT1M\r\nEND:VALARM\r\n"
    read = read_calendar(HEAD + event(1, alarm % 999_999_999 + alarm % 2 * 500) + TAIL)
    assert len(read.entries[0].alarms) <= 40
    assert any("999,999,999 times" in problem.reason for problem in read.problems)


class Stream(io.RawIOBase):
    """So many bytes that are made as they are read: a head, a piece over and over, a tail."""

    def __init__(self, head: bytes, piece: bytes, times: int, tail: bytes, *, seekable: bool = False) -> None:
        self._left = iter([head, *()])
        self._piece, self._times, self._tail = piece, times, tail
        self._can_seek = seekable
        self.given = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        for head in self._left:
            return head
        if self._times:
            self._times -= 1
            self.given += len(self._piece)
            return self._piece
        tail, self._tail = self._tail, b""
        return tail


def test_an_endless_line_is_cut_and_the_next_event_is_read() -> None:
    head = HEAD + event(1) + b"BEGIN:VEVENT\r\nUID:2\r\nDTSTART:20261101T100000Z\r\nDESCRIPTION:"
    stream = Stream(head, b"x" * (1 << 20), 40, b"\r\nEND:VEVENT\r\n" + event(3) + TAIL)
    read = read_calendar(stream)  # type: ignore[arg-type]
    assert [entry.uid for entry in read.entries] == ["1@lakeshore.example", "2", "3@lakeshore.example"]
    assert any("megabyte" in problem.reason for problem in read.problems)
    assert len(read.entries[1].description) < 1 << 20


def test_a_line_folded_for_ever_and_an_attachment_are_left_behind() -> None:
    folded = Stream(HEAD + event(1)[:-14] + b"X-LONG:", b"\r\n " + b"y" * 70_000, 300, b"\r\nEND:VEVENT\r\n" + TAIL)
    assert len(read_calendar(folded).entries) == 1  # type: ignore[arg-type]
    attached = Stream(
        HEAD + event(1)[:-14],
        b"ATTACH;ENCODING=BASE64:" + b"QUFB" * 20_000 + b"\r\n",
        300,
        b"END:VEVENT\r\n" + event(2) + TAIL,
    )
    assert len(read_calendar(attached).entries) == 2  # type: ignore[arg-type]


def test_a_file_that_is_too_large_is_refused_before_or_while_reading() -> None:
    with pytest.raises(Trouble, match="larger than 1 MB"):
        read_calendar(b"x" * ((1 << 20) + 1), limit=1 << 20)
    stream = Stream(HEAD, event(1) * 5000, 1000, TAIL)
    with pytest.raises(Trouble, match="larger than 2 MB"):
        read_calendar(stream, limit=2 << 20)  # type: ignore[arg-type]
    assert stream.given < 4 << 20


def test_progress_is_told_and_can_stop_the_reading() -> None:
    content = HEAD + b"".join(event(number) for number in range(5000)) + TAIL
    told: list[int] = []

    def go_on(read: int) -> bool:
        told.append(read)
        return len(told) < 2

    read = read_calendar(content, on_progress=go_on)
    assert told == sorted(told)
    assert 0 < len(read.entries) < 5000
    (problem,) = read.problems
    assert "Reading was stopped" in problem.reason


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 5000, b"<html><body>Sign in</body></html>", b"PK\3\4zip", b"\xff\xfe"]
)
def test_what_is_no_calendar_is_refused_in_one_sentence(content: bytes) -> None:
    with pytest.raises(Trouble, match=r"not a calendar.*\.ics"):
        read_calendar(content)


@pytest.mark.long
def test_three_hundred_megabytes_pass_through_a_small_memory() -> None:
    """300 MB of events with attachments, made while they are read."""
    import tracemalloc

    attached = event(7, b"ATTACH;ENCODING=BASE64;VALUE=BINARY:" + b"QUFB" * 25_000 + b"\r\n")
    tracemalloc.start()
    read = read_calendar(Stream(HEAD, attached, 3000, TAIL))  # type: ignore[arg-type]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(read.entries) == 3000
    print(f"peak {peak >> 20} MB")
    assert peak < 60 << 20


@pytest.mark.long
def test_two_hundred_thousand_events() -> None:
    pieces = (b"".join(event(number) for number in range(start, start + 1000)) for start in range(0, 200_000, 1000))
    read = read_calendar(HEAD + b"".join(pieces) + TAIL)
    assert len(read.entries) == 200_000
    assert read.problems == ()


def blocks(content: bytes) -> int:
    """How many events with a start a tolerant eye finds."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        content = content.decode("utf-16").encode()
    found = re.split(rb"(?im)^\s*BEGIN:VEVENT[ \t]*\r?$", content)[1:]
    return sum(bool(re.search(rb"(?im)^\s*DTSTART\b", re.split(rb"(?im)^\s*END:VEVENT", part)[0])) for part in found)


@corpus
def test_other_programs_files_arrive() -> None:
    total = arrived = files = 0
    silent: list[str] = []
    for path in sorted(CORPUS.rglob("*.ics")):
        content, files = path.read_bytes(), files + 1
        try:
            read = _read_and_expand(content)
        except Trouble:
            assert blocks(content) == 0, path.name
            continue
        found = sum(entry.has_start for entry in read.entries)
        total, arrived = total + blocks(content), arrived + min(found, blocks(content))
        missing = blocks(content) - found
        if missing > sum(problem.lost and bool(problem.reason) and problem.line > 0 for problem in read.problems):
            silent.append(path.name)
    print(f"{files} files, {arrived} of {total} events arrived")
    assert silent == []
    assert arrived >= 0.995 * total  # what is missing has no date at all


@corpus
@pytest.mark.parametrize(("name", "read"), [("libical", read_with_libical), ("ical.js", read_with_icaljs)])
def test_other_engines_see_the_same_instants_in_other_programs_files(name: str, read: Any) -> None:
    """Where they differ, DIFFER says why: each was looked at. A floating time makes them refuse a file."""
    if not (libical_runs() if name == "libical" else icaljs_runs()):
        pytest.skip(f"not run: {name} is not installed")
    same_instants, different, refused = 0, [], 0
    for path in sorted(CORPUS.rglob("*.ics")):
        content = path.read_bytes()
        try:
            theirs = [one for one in read(content) if one["component"] == "VEVENT"]
            ours = {(entry.uid, instant(entry.starts)) for entry in read_calendar(content).entries}
        except (AssertionError, Trouble):
            refused += 1
            continue
        for one in theirs:
            if one["start_utc"] is None:
                continue
            if any(uid == one["uid"] or not one["uid"] for uid, start in ours if start == one["start_utc"]):
                same_instants += 1
            else:
                different.append(f"{path.name}: {one['uid']} {one['start_utc']}")
    print(f"{name}: {same_instants} starts the same, {len(different)} different, {refused} files it did not read")
    print("\n".join(different))
    assert {line.partition(":")[0] for line in different} <= DIFFER[name]


DIFFER = {
    # its VTIMEZONE knows 1999 only; in March 1998 New York had winter time
    "libical": {"rfc5545-example2.ics"},
    # likewise; and where there is an RDATE it forgets all other dates of the zone
    "ical.js": {"rfc5545-example2.ics", "part1.ics", "cal_lots_of_timezones.ics", "period_with_timezone.ics"},
}


def test_random_halves_of_files_never_crash() -> None:
    dice = random.Random(5545)
    content = HEAD + b"".join(event(number) for number in range(6)) + TAIL
    for _round in range(300):
        start, end = sorted((dice.randrange(len(content)), dice.randrange(len(content))))
        try:
            read = read_calendar(content[start:end])
        except Trouble:
            continue
        whole = content[start:end].count(b"BEGIN:VEVENT\r\n")
        assert len(read.entries) >= whole - 1
