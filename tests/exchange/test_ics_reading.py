"""Calendars of others as they really are: what is meant arrives, and what is not understood is said."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mrtnet.exchange.ics_reading import Attendee, CalendarRead, ReadEntry, read_calendar

CHICAGO = ZoneInfo("America/Chicago")
USUAL = ("UID:1@lakeshore.example", "DTSTART;TZID=America/Chicago:20261103T140000", "SUMMARY:Mentor talk")
AT_TWO = datetime(2026, 11, 3, 14, tzinfo=CHICAGO)


def calendar(*lines: str, head: tuple[str, ...] = (), end: str = "\r\n") -> bytes:
    """One event of those lines in a calendar."""
    whole = ["BEGIN:VCALENDAR", "VERSION:2.0", *head, "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""]
    return end.join(whole).encode()


def one(*lines: str, head: tuple[str, ...] = ()) -> tuple[ReadEntry, CalendarRead]:
    read = read_calendar(calendar(*lines, head=head))
    (entry,) = read.entries
    return entry, read


def reasons(read: CalendarRead) -> str:
    return " | ".join(problem.reason for problem in read.problems)


def test_everything_that_an_event_can_say() -> None:
    entry, read = one(
        "UID:1@lakeshore.example",
        "SEQUENCE:3",
        "DTSTAMP:20261001T120000Z",
        "CREATED:20260901T080000Z",
        "LAST-MODIFIED:20261002T120000Z",
        "DTSTART;TZID=America/Chicago:20261103T140000",
        "DURATION:PT45M",
        "SUMMARY:Mentor talk\\, second",
        "DESCRIPTION:Bring:\\n1\\; the list\\n2\\\\3",
        "LOCATION:Room 4",
        "URL:https://lakeshore.example/a",
        "STATUS:tentative",
        "TRANSP:TRANSPARENT",
        "CLASS:PRIVATE",
        "CATEGORIES:Work,A\\,B",
        "CATEGORIES:Work,HIM",
        "COMMENT:Maybe later?",
        "RRULE:FREQ=WEEKLY;COUNT=3",
        "RDATE;TZID=America/Chicago:20261201T140000,20261202T140000",
        "EXDATE;TZID=America/Chicago:20261110T140000",
        'ORGANIZER;CN="Okafor, Ngozi";SENT-BY="mailto:desk@lakeshore.example":mailto:ngozi@lakeshore.example',
        "ATTENDEE;CN=Rosa Delgado-Ruiz;ROLE=OPT-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=TRUE:MAILTO:rosa@lakeshore.example",
        "ATTENDEE;CUTYPE=ROOM;CN=Room 4:invalid:nomail",
        "CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://meet.lakeshore.example/7",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-PT15M",
        "END:VALARM",
        head=("METHOD:request", "X-WR-CALNAME:Talks", "X-WR-TIMEZONE:America/Chicago"),
    )
    assert read == CalendarRead("REQUEST", "Talks", (entry,), (), "America/Chicago")
    assert entry == ReadEntry(
        uid="1@lakeshore.example", sequence=3, recurrence_id=None, summary="Mentor talk, second",
        description="Bring:\n1; the list\n2\\3", location="Room 4", url="https://lakeshore.example/a",
        status="TENTATIVE", transparent=True, starts=AT_TWO, ends=AT_TWO + timedelta(minutes=45), all_day=False,
        zone="America/Chicago", floating=False, rrule="FREQ=WEEKLY;COUNT=3",
        rdates=(datetime(2026, 12, 1, 14, tzinfo=CHICAGO), datetime(2026, 12, 2, 14, tzinfo=CHICAGO)),
        exdates=(datetime(2026, 11, 10, 14, tzinfo=CHICAGO),), alarms=(timedelta(minutes=-15),),
        organizer=Attendee("ngozi@lakeshore.example", "Okafor, Ngozi", sent_by="desk@lakeshore.example"),
        attendees=(Attendee("rosa@lakeshore.example", "Rosa Delgado-Ruiz", "OPT-PARTICIPANT", "ACCEPTED", True),
                   Attendee("", "Room 4", kind="ROOM")),
        categories=("Work", "A,B", "HIM"), created=datetime(2026, 9, 1, 8, tzinfo=UTC),
        modified=datetime(2026, 10, 2, 12, tzinfo=UTC), conferences=("https://meet.lakeshore.example/7",),
        stamp=datetime(2026, 10, 1, 12, tzinfo=UTC), classification="PRIVATE", comment="Maybe later?", line=6,
    )  # fmt: skip


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\r\r\n", "\n\n", "\r\n\r\n", "\r\n \r\n", "  \r\n"])
def test_lines_may_end_in_any_way(end: str) -> None:
    read = read_calendar(calendar(*USUAL, "LOCATION:Room 4", end=end))
    assert [(entry.starts, entry.summary, entry.location) for entry in read.entries] == [
        (AT_TWO, "Mentor talk", "Room 4")
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_letters_arrive_in_any_encoding(encoding: str) -> None:
    content = calendar(*USUAL[:2], "SUMMARY:Gespräch mit José über „Kodierung“").decode().encode(encoding)
    (entry,) = read_calendar(content).entries
    assert entry.summary == "Gespräch mit José über „Kodierung“"
    assert entry.starts == AT_TWO


def test_a_mark_of_another_encoding_alone_does_not_mislead() -> None:
    assert len(read_calendar(b"\xff\xfe" + calendar(*USUAL)).entries) == 1


@pytest.mark.parametrize("change", [
    ("END:VEVENT\r\n", ""),
    ("END:VCALENDAR\r\n", ""),
    ("END:VEVENT\r\nEND:VCALENDAR\r\n", ""),
    ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", ""),
    ("BEGIN:VEVENT\r\n", ""),
    ("BEGIN:VEVENT\r\n", "BEGIN:VEVNT\r\n"),
    ("BEGIN:VEVENT\r\n", "begin:vevent\r\n"),
    ("BEGIN:VEVENT\r\n", "  BEGIN : VEVENT \r\n"),
    ("END:VEVENT\r\n", "END:VEVNT\r\n"),
    ("SUMMARY", "summary"),
    ("SUMMARY:", "SUMMARY :"),
    ("SUMMARY:", "SUMMARY "),
    ("SUMMARY:Mentor talk", "SUMMARY\r\n :Mentor talk"),
    ("SUMMARY:Mentor talk", "SUMM\r\n ARY:Mentor\r\n\t talk"),
    ("DTSTART;TZID=America/Chicago:", "DTSTART;TZID=America/\r\n Chicago:"),
    ("DTSTART;TZID=America/Chicago:", 'DTSTART;TZID="America/Chicago":'),
    ("DTSTART;TZID=America/Chicago:", 'DTSTART;TZID="America/Chicago:'),
    ("DTSTART;TZID=America/Chicago:", "DTSTART;VALUE=DATE-TIME;TZID=America/Chicago:"),
    ("DTSTART;TZID=America/Chicago:", "DTSTART; tzid = America/Chicago :"),
    ("DTSTART;TZID=America/Chicago:", "DTSTART;VALUE=DATE;TZID=America/Chicago:"),
    ("20261103T140000", "2026-11-03T14:00:00"),
    ("20261103T140000", "20261103T1400"),
    ("20261103T140000", "2026-11-03 14:00"),
    ("SUMMARY", "GARBAGE WITHOUT A COLON\r\nSUMMARY"),
    ("SUMMARY", "X-WHATEVER;A=\"b:c\";D:\x07\r\nSUMMARY"),
    ("SUMMARY", "BEGIN:VALARM\r\nTRIGGER:-PT5M\r\nSUMMARY"),
    ("SUMMARY", "BEGIN:X-INNER\r\nSUMMARY:Other\r\nUID:2\r\nEND:X-INNER\r\nSUMMARY"),
    ("UID", "BEGIN:VALARM\r\nTRIGGER:-PT5M\r\nEND:VALRM\r\nUID"),
])  # fmt: skip
def test_usual_damage_is_put_right(change: tuple[str, str]) -> None:
    content = calendar(*USUAL).decode()
    assert change[0] in content
    read = read_calendar(content.replace(*change).encode())
    assert [(entry.uid, entry.starts, entry.summary) for entry in read.entries] == [
        ("1@lakeshore.example", AT_TWO, "Mentor talk")
    ]


def test_an_indented_file_is_read_like_any_other() -> None:
    lines = calendar(*USUAL, "DESCRIPTION:One line", "URL:https://a.example").decode().split("\r\n")
    content = "\n".join("    " + line for line in lines)
    (entry,) = read_calendar(content.encode()).entries
    assert (entry.starts, entry.description, entry.url) == (AT_TWO, "One line", "https://a.example")


def test_text_that_runs_on_without_a_fold_stays_with_its_text() -> None:
    text = ("DESCRIPTION:Agenda", "1. Coding", "Note: bring the list", "https://a.example/x")
    entry, read = one(*USUAL, *text, "STATUS:CONFIRMED")
    assert entry.description == "Agenda\n1. Coding\nNote: bring the list\nhttps://a.example/x"
    assert read.problems == ()


def test_a_quoted_name_may_hold_anything() -> None:
    entry, _read = one(
        *USUAL,
        'ATTENDEE;CN="Ruiz; Rosa: RHIT, CCS\nsecond";RSVP=TRUE:mailto:rosa@lakeshore.example',
        "ATTENDEE;CN=Okafor: Ngozi;PARTSTAT=DECLINED:mailto:ngozi@lakeshore.example",
        "ATTENDEE;CN=caf^'e^n^^:mailto:b@lakeshore.example",
        "ATTENDEE:Li Wei <wei@lakeshore.example>",
        "ATTENDEE;EMAIL=c@lakeshore.example:urn:uuid:7",
        "ATTENDEE;CN=mailto:d@lakeshore.example:mailto:d@lakeshore.example",
    )
    assert [(person.email, person.name) for person in entry.attendees] == [
        ("rosa@lakeshore.example", "Ruiz; Rosa: RHIT, CCS second"),
        ("ngozi@lakeshore.example", "Okafor: Ngozi"),
        ("b@lakeshore.example", 'caf"e ^'),
        ("wei@lakeshore.example", ""),
        ("c@lakeshore.example", ""),
        ("d@lakeshore.example", ""),
    ]
    assert entry.attendees[0].rsvp
    assert entry.attendees[1].partstat == "DECLINED"


def test_commas_that_nobody_escaped_are_text() -> None:
    entry, _read = one(
        *USUAL[:2],
        "SUMMARY:Coding, auditing; and more",
        "LOCATION:12 Lake St, Room 4; north",
        'DESCRIPTION:C:\\\\temp \\x \\"q\\"',
    )
    assert entry.summary == "Coding, auditing; and more"
    assert entry.location == "12 Lake St, Room 4; north"
    assert entry.description == 'C:\\temp \\x "q"'


def test_long_text_of_old_phones_is_decoded() -> None:
    entry, _read = one(*USUAL[:2], "SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Gespr=C3=A4ch =", "=C3=BCber HIM")
    assert entry.summary == "Gespräch über HIM"


@pytest.mark.parametrize(("line", "starts", "all_day"), [
    ("DTSTART:20261103", date(2026, 11, 3), True),
    ("DTSTART;VALUE=DATE:20261103", date(2026, 11, 3), True),
    ("DTSTART;VALUE=DATE:20261103T000000", date(2026, 11, 3), True),
    ("DTSTART;VALUE=DATE:20261103T000000Z", date(2026, 11, 3), True),
    ("DTSTART;VALUE=DATE;TZID=America/Chicago:20261103", date(2026, 11, 3), True),
    ("DTSTART;VALUE=DATE-TIME:20261103", date(2026, 11, 3), True),
    ("DTSTART:2026-11-03", date(2026, 11, 3), True),
    ("DTSTART:20261103T240000Z", datetime(2026, 11, 4, tzinfo=UTC), False),
    ("DTSTART:20261103T140060Z", datetime(2026, 11, 3, 14, 0, 59, tzinfo=UTC), False),
    ("DTSTART:20261103T140000z", datetime(2026, 11, 3, 14, tzinfo=UTC), False),
    ("DTSTART:20261103T140000+0200", datetime(2026, 11, 3, 12, tzinfo=UTC), False),
    ("DTSTART:20261103T140000.000Z", datetime(2026, 11, 3, 14, tzinfo=UTC), False),
    ("DTSTART:20261103T140000", datetime(2026, 11, 3, 14), False),  # noqa: DTZ001 - floating
])  # fmt: skip
def test_days_and_times_however_written(line: str, starts: date, all_day: bool) -> None:
    entry, read = one("UID:1", line)
    assert entry.starts == starts
    assert entry.all_day == all_day
    assert entry.floating == (isinstance(starts, datetime) and starts.tzinfo is None)
    assert entry.zone == ""
    assert read.problems == ()


@pytest.mark.parametrize(("lines", "ends", "said"), [
    (("DTEND;TZID=America/Chicago:20261103T150000",), AT_TWO + timedelta(hours=1), ""),
    (("DTEND:20261103T210000Z",), AT_TWO + timedelta(hours=1), ""),
    (("DTEND:20261103T150000",), AT_TWO + timedelta(hours=1), ""),
    (("DTEND;TZID=America/New_York:20261103T160000",), AT_TWO + timedelta(hours=1), ""),
    (("DTEND;VALUE=DATE:20261104",), datetime(2026, 11, 4, tzinfo=CHICAGO), ""),
    (("DTEND:20261103T100000",), None, "ends before it starts"),
    (("DTEND:tomorrow",), None, "“tomorrow” is not a date"),
    (("DTEND:20261103T150000", "DURATION:PT30M"), AT_TWO + timedelta(hours=1), "both an end and a length"),
    (("DTEND:20261103T150000", "DURATION:PT1H"), AT_TWO + timedelta(hours=1), ""),
    (("DURATION:PT1H30M",), AT_TWO + timedelta(minutes=90), ""),
    (("DURATION:PT90",), AT_TWO + timedelta(seconds=90), ""),
    (("DURATION:P90M",), AT_TWO + timedelta(minutes=90), ""),
    (("DURATION:1H",), AT_TWO + timedelta(hours=1), ""),
    (("DURATION:P1W2DT3H",), datetime(2026, 11, 12, 17, tzinfo=CHICAGO), ""),
    (("DURATION:PT0S",), AT_TWO, ""),
    (("DURATION:P",), AT_TWO, ""),
    (("DURATION:",), None, "“” is not a length of time"),
    (("DURATION:-PT1H",), None, "lasts less than no time"),
    (("DURATION:P99999999W",), None, "longer than ten years"),
    ((), None, ""),
])  # fmt: skip
def test_ends(lines: tuple[str, ...], ends: datetime | None, said: str) -> None:
    entry, read = one(*USUAL, *lines)
    assert entry.ends == ends
    assert said in reasons(read)
    assert bool(said) == bool(read.problems)


def test_days_of_a_length_follow_the_calendar_and_hours_the_clock() -> None:
    before = "DTSTART;TZID=America/Chicago:20261031T120000"
    assert one("UID:1", before, "DURATION:P1D")[0].ends == datetime(2026, 11, 1, 12, tzinfo=CHICAGO)
    day, _read = one("UID:1", before, "DURATION:PT24H")
    assert day.ends == datetime(2026, 11, 1, 11, tzinfo=CHICAGO)


@pytest.mark.parametrize(("lines", "ends"), [
    (("DTEND;VALUE=DATE:20261105",), date(2026, 11, 5)),
    (("DTEND;VALUE=DATE:20261103",), date(2026, 11, 4)),
    (("DTEND:20261104T000000",), date(2026, 11, 4)),
    (("DTEND:20261104T120000",), date(2026, 11, 5)),
    (("DURATION:P2D",), date(2026, 11, 5)),
    (("DURATION:PT12H",), date(2026, 11, 4)),
    ((), None),
])  # fmt: skip
def test_ends_of_whole_days_are_exclusive(lines: tuple[str, ...], ends: date | None) -> None:
    assert one("UID:1", "DTSTART;VALUE=DATE:20261103", *lines)[0].ends == ends


def test_outlooks_whole_days_are_days() -> None:
    entry, _read = one(
        "UID:1",
        "DTSTART;TZID=Central Standard Time:20261103T000000",
        "DTEND;TZID=Central Standard Time:20261105T000000",
        "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
    )
    assert (entry.starts, entry.ends, entry.all_day) == (date(2026, 11, 3), date(2026, 11, 5), True)
    assert entry.transparent


@pytest.mark.parametrize(("lines", "said"), [
    (("SUMMARY:Lunch",), "It has no start that can be read"),
    (("SUMMARY:Lunch", "DTSTART:next week"), "“next week” is not a date or a time"),
    (("SUMMARY:Lunch", "DTSTART:20260230"), "a day or a time that does not exist"),
    (("SUMMARY:Lunch", "DTSTART:20261301T250000Z"), "a day or a time that does not exist"),
])  # fmt: skip
def test_what_cannot_be_placed_in_time_is_named_with_its_line(lines: tuple[str, ...], said: str) -> None:
    read = read_calendar(calendar("UID:1", *lines))
    assert read.entries == ()
    assert said in reasons(read)
    assert [(problem.line, problem.what) for problem in read.problems if problem.lost] == [(3, "Lunch")]


def test_the_start_is_found_by_the_end_where_it_must() -> None:
    end = "DTEND;TZID=America/Chicago:20261103T150000"
    for lines, starts in (((end, "DURATION:PT1H"), AT_TWO), (("DTSTART:soon", end), AT_TWO + timedelta(hours=1))):
        entry, read = one("UID:1", *lines)
        assert entry.starts == starts
        assert "its end was taken" in reasons(read)


def test_of_two_starts_the_first_that_can_be_read_counts() -> None:
    entry, read = one("UID:1", "DTSTART:never", USUAL[1], "DTSTART:20270101T100000Z")
    assert entry.starts == AT_TWO
    assert "more than one start" in reasons(read)
    assert one("UID:1", USUAL[1], USUAL[1])[1].problems == ()


def test_a_missing_uid_is_made_up_the_same_each_time() -> None:
    first, second = one(*USUAL[1:])[0], one(*USUAL[1:], "DESCRIPTION:later")[0]
    assert first.uid == second.uid != one(USUAL[1], "SUMMARY:Other")[0].uid


def test_answers_and_cancellations_need_no_start() -> None:
    read = read_calendar(
        calendar(
            "UID:1", "DTSTAMP:20261001T120000Z", "ATTENDEE;PARTSTAT=DECLINED:mailto:a@b.example", head=("METHOD:REPLY",)
        )
    )
    (entry,) = read.entries
    assert (read.method, entry.has_start, entry.attendees[0].partstat) == ("REPLY", False, "DECLINED")
    called_off, _read = one("UID:1", "RECURRENCE-ID:20261103T200000Z", head=("METHOD:CANCEL",))
    assert (called_off.status, called_off.starts) == ("CANCELLED", datetime(2026, 11, 3, 20, tzinfo=UTC))
    late = calendar("UID:1", "DTSTAMP:20261001T120000Z").replace(b"END:VCAL", b"METHOD:REPLY\r\nEND:VCAL")
    assert len(read_calendar(late).entries) == 1


@pytest.mark.parametrize(("lines", "alarms", "said"), [
    (("TRIGGER:-PT15M",), (timedelta(minutes=-15),), ""),
    (("TRIGGER:PT9H",), (timedelta(hours=9),), ""),
    (("TRIGGER:-P1D",), (timedelta(days=-1),), ""),
    (("TRIGGER;RELATED=END:-PT5M",), (timedelta(minutes=55),), ""),
    (("TRIGGER;VALUE=DATE-TIME:20261103T190000Z",), (datetime(2026, 11, 3, 19, tzinfo=UTC),), ""),
    (("TRIGGER:20261103T190000Z",), (datetime(2026, 11, 3, 19, tzinfo=UTC),), ""),
    (("TRIGGER:-PT15M", "REPEAT:2", "DURATION:PT5M"),
     (timedelta(minutes=-15), timedelta(minutes=-10), timedelta(minutes=-5)), ""),
    (("TRIGGER:-PT15M", "REPEAT:2"), (timedelta(minutes=-15),), ""),
    (("TRIGGER:-PT15M", "ACTION:NONE"), (), ""),
    (("TRIGGER:whenever",), (), "An alarm was left out: “whenever” is not a length of time"),
    (("ACTION:DISPLAY",), (), "does not say when"),
])  # fmt: skip
def test_alarms(lines: tuple[str, ...], alarms: tuple[timedelta | datetime, ...], said: str) -> None:
    entry, read = one(*USUAL, "DURATION:PT1H", "BEGIN:VALARM", *lines, "DESCRIPTION:Soon", "END:VALARM")
    assert entry.alarms == alarms
    assert entry.description == ""
    assert said in reasons(read)
    assert bool(said) == bool(read.problems)


@pytest.mark.parametrize(("lines", "links"), [
    (("X-GOOGLE-CONFERENCE:https://meet.google.com/abc-defg-hij",), ["https://meet.google.com/abc-defg-hij"]),
    (("LOCATION:https://us02web.zoom.us/j/123?pwd=x\\,y",), ["https://us02web.zoom.us/j/123?pwd=x,y"]),
    (("DESCRIPTION:Join <https://teams.microsoft.com/l/meetup-join/19%3a/0>.",),
     ["https://teams.microsoft.com/l/meetup-join/19%3a/0"]),
    (("DESCRIPTION:https://nam01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fzoom.us%2Fj%2F9&data=1",),
     ["https://zoom.us/j/9"]),
    (("X-MICROSOFT-SKYPETEAMSMEETINGURL:https://teams.microsoft.com/l/meetup-join/7", "DESCRIPTION:the same "
      "https://teams.microsoft.com/l/meetup-join/7"), ["https://teams.microsoft.com/l/meetup-join/7"]),
    (("CONFERENCE:javascript:alert(1)", "DESCRIPTION:https://lakeshore.example/zoom.us/j/1"), []),
    (("CONFERENCE;VALUE=URI;FEATURE=PHONE:tel:+1-312-555-0142",), ["tel:+1-312-555-0142"]),
])  # fmt: skip
def test_links_to_video_meetings(lines: tuple[str, ...], links: list[str]) -> None:
    assert list(one(*USUAL, *lines)[0].conferences) == links


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "//host/share", "lakeshore.example"])
def test_only_links_that_may_be_opened_are_links(url: str) -> None:
    assert one(*USUAL, f"URL:{url}")[0].url == ""


def test_one_bad_event_costs_only_itself_and_tasks_are_counted() -> None:
    content = (
        b"".join(
            calendar(f"UID:{number}", f"DTSTART:{start}", f"SUMMARY:Talk {number}")
            for number, start in enumerate(["20261103T100000Z", "20261332T100000Z", "20261104"])
        )
        + b"BEGIN:VTODO\r\nUID:4\r\nEND:VTODO\r\n" * 2
    )
    read = read_calendar(content)
    assert [entry.uid for entry in read.entries] == ["0", "2"]
    assert [(problem.what, problem.lost) for problem in read.problems] == [
        ("Talk 1", True),
        ("Talk 1", False),
        ("VTODO", False),
    ]
    assert read.problems[-1].reason == "2 tasks were left out."


def test_what_is_kept_has_bounds() -> None:
    people = [f"ATTENDEE:mailto:p{number}@lakeshore.example" for number in range(6000)]
    dates = "EXDATE:" + ",".join(
        f"2026{1 + n % 12:02}{1 + n % 28:02}T{n % 24:02}{n % 60:02}{n // 60 % 60:02}Z" for n in range(30_000)
    )
    entry, read = one(*USUAL, *people, dates, "SUMMARY:x", "LOCATION:" + "y" * 50_000)
    assert len(entry.attendees) == 5000
    assert len(entry.exdates) == 10_000
    assert len(entry.location) == 2000
    assert "more than 5,000 people" in reasons(read)
    assert "more than 10,000 single dates" in reasons(read)
