"""Objects taken apart and put together: one spelling whatever the program, and nothing of others lost."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrtnet.domain.calendar import Entry
from mrtnet.exchange.ics import render_calendar
from mrtnet.sync.contact_cards import ContactCards, group_card
from mrtnet.sync.objects import CalendarObjects, differing, hashed
from mrtnet.trouble import Trouble
from tests.sync.sides import entry

CALENDAR, CARDS = CalendarObjects(), ContactCards(photos=True)

PHONE = """BEGIN:VCALENDAR
PRODID:-//Phone//EN
VERSION:2.0
BEGIN:VEVENT
LAST-MODIFIED:20261001T000000Z
TRANSP:OPAQUE
SUMMARY;LANGUAGE=en:Lunch\\, later
DTEND;TZID=America/Chicago:20261103T091500
ORGANIZER:mailto:ann@clinic.example
DTSTART;TZID=America/Chicago:20261103T090000
X-WEATHER:rain
UID:one
DTSTAMP:20261001T000000Z
SEQUENCE:4
BEGIN:VALARM
TRIGGER:-PT45M
ACTION:AUDIO
END:VALARM
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n").encode()

CARD = """BEGIN:VCARD
VERSION:3.0
UID:one
FN:Rosa Delgado-Ruiz
N:Delgado-Ruiz;Rosa;;;
item1.TEL;TYPE=CELL,VOICE:312-555-0143
item1.X-ABLabel:Ward
EMAIL;TYPE=INTERNET;TYPE=WORK:rosa@clinic.example
X-PHONETIC-LAST-NAME:del-GAH-do
PHOTO;ENCODING=b;TYPE=JPEG:AAAA
 BBBB
END:VCARD
""".replace("\n", "\r\n").encode()


def test_the_same_thing_in_other_words_is_the_same() -> None:
    ours = CALENDAR.fields(render_calendar([entry("one", "Lunch, later")]))
    theirs = CALENDAR.fields(PHONE)
    assert differing(ours, theirs) == {"alarm"}
    utc = PHONE.replace(b";TZID=America/Chicago:20261103T090000", b":20261103T150000Z")
    assert not differing(CALENDAR.fields(utc), theirs)
    lasting = PHONE.replace(b"DTEND;TZID=America/Chicago:20261103T091500", b"DURATION:PT15M")
    assert not differing(CALENDAR.fields(lasting), theirs)
    assert hashed(theirs) != theirs


def test_our_fields_go_into_their_object() -> None:
    ours = render_calendar([entry("one", "Call", datetime(2026, 11, 5, 10, tzinfo=UTC).replace(tzinfo=None))])
    merged = CALENDAR.merged(ours, PHONE, {"summary", "when", "alarm"}, {})
    said = CALENDAR.fields(merged)
    assert said["summary"] == "Call"
    assert said["when"].startswith("20261105T160000Z")
    assert said["alarm"] == "-2700,0"
    assert b"X-WEATHER:rain" in merged
    assert b"ORGANIZER:mailto:ann@clinic.example" in merged
    assert b"SEQUENCE:5" in merged
    assert merged.count(b"BEGIN:VTIMEZONE") == 1
    without = CALENDAR.merged(ours, merged, {"alarm"}, hashed({"alarm": "-2700"}))
    assert CALENDAR.fields(without)["alarm"] == "0"


def test_moved_instances_are_fields_of_their_own() -> None:
    series = PHONE.replace(b"UID:one", b"UID:one\r\nRRULE:FREQ=WEEKLY;COUNT=3", 1)
    moved = (
        b"BEGIN:VEVENT\r\nUID:one\r\nDTSTAMP:20261001T000000Z\r\nRECURRENCE-ID;TZID=America/Chicago:20261110T090000\r\n"
        b"DTSTART;TZID=America/Chicago:20261110T100000\r\nDTEND;TZID=America/Chicago:20261110T101500\r\n"
        b"SUMMARY:Later\r\nEND:VEVENT\r\nEND:VCALENDAR"
    )
    said = CALENDAR.fields(series.replace(b"END:VCALENDAR", moved))
    assert said["20261110T150000Z summary"] == "Later"
    assert "FREQ=WEEKLY" in said["when"]
    single = render_calendar([entry("one", "Call")])
    merged = CALENDAR.merged(single, series.replace(b"END:VCALENDAR", moved), {"when", "summary"}, {})
    assert b"RECURRENCE-ID" not in merged
    assert b"RRULE:FREQ=WEEKLY" not in merged


@pytest.mark.parametrize(
    "broken",
    [b"", b"\x00\xff", b"BEGIN:VCALENDAR\r\n", PHONE.replace(b"DTSTART", b"X-START"),
     PHONE.replace(b"END:VEVENT\r\n", b""),
     b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", PHONE.replace(b"20261103T090000", b"20261399T990000")],
)  # fmt: skip
def test_broken_objects_are_a_sentence(broken: bytes) -> None:
    with pytest.raises(Trouble):
        CALENDAR.fields(broken)
    with pytest.raises(Trouble):
        CARDS.fields(broken)


def test_cards_are_compared_by_meaning_and_keep_what_others_wrote() -> None:
    other = CARD.replace(b"EMAIL;TYPE=INTERNET;TYPE=WORK:", b"EMAIL;type=work,pref:").replace(b"VERSION:3.0\r\n", b"")
    other = other.replace(b"END:VCARD", b"VERSION:3.0\r\nEND:VCARD").replace(b"AAAA\r\n BBBB", b"AAAABBBB")
    assert CARDS.uid(CARD) == "one"
    assert not differing(CARDS.fields(CARD), CARDS.fields(other))
    mine = CARD.replace(
        b"item1.TEL;TYPE=CELL,VOICE:312-555-0143\r\nitem1.X-ABLabel:Ward\r\n", b"TEL;TYPE=CELL:312-555-0199\r\n"
    )
    merged = CARDS.merged(mine, other, {"phones"}, {})
    assert b"312-555-0199" in merged
    assert b"0143" not in merged
    assert b"X-ABLabel" not in merged
    assert b"X-PHONETIC-LAST-NAME:del-GAH-do" in merged
    assert not differing(CARDS.fields(merged), CARDS.fields(mine))


def test_of_a_list_only_what_differs_is_written() -> None:
    mine = CARD.replace(b"item1.TEL;TYPE=CELL,VOICE", b"TEL;TYPE=CELL,VOICE;X-LABEL=Ward")
    mine = mine.replace(b"item1.X-ABLabel:Ward\r\n", b"")
    mine = mine.replace(b"END:VCARD", b"TEL;TYPE=WORK,VOICE:312-555-0100\r\nitem1.URL:https://ward.example/\r\n"
                        b"item1.X-ABLabel:Our ward\r\nEND:VCARD")  # fmt: skip
    merged = CARDS.merged(mine, CARD, {"phones", "links"}, {})
    assert b"item1.TEL;TYPE=CELL,VOICE:312-555-0143\r\n" in merged
    assert b"TEL;TYPE=WORK,VOICE:312-555-0100\r\n" in merged
    assert b"item2.URL:https://ward.example/\r\n" in merged
    assert b"item2.X-ABLabel:Our ward\r\n" in merged
    assert not differing(CARDS.fields(merged), CARDS.fields(mine))


def test_private_notes_and_photos_are_not_touched_unless_asked_for() -> None:
    theirs = CARD.replace(b"END:VCARD", b"NOTE:Plays the cello\r\nEND:VCARD")
    bare = ContactCards()
    merged = bare.merged(CARD.replace(b"AAAA\r\n BBBB", b"CCCC"), theirs, {"note", "photo", "name"}, {})
    assert b"NOTE:Plays the cello" in merged
    assert b"AAAABBBB" in merged
    newer = theirs.replace(b"VERSION:3.0", b"VERSION:4.0")
    birthday = CARD.replace(b"END:VCARD", b"BDAY;VALUE=date:1980-03-22\r\nEND:VCARD")
    assert b"BDAY:19800322\r\n" in bare.merged(birthday, newer, {"birthday"}, {})


def test_a_group_is_its_name_and_its_members() -> None:
    group = group_card("g1", "Mentors, old", ["one", "two"])
    assert CARDS.fields(group) == {"group": "Mentors, old", "members": "one\ntwo"}
    theirs = group.replace(b"X-ADDRESSBOOKSERVER-KIND:group", b"X-ADDRESSBOOKSERVER-KIND:group\r\nX-COLOUR:red")
    merged = CARDS.merged(group_card("g1", "Mentors", ["two"]), theirs, {"group", "members"}, {})
    assert CARDS.fields(merged) == {"group": "Mentors", "members": "two"}
    assert b"X-COLOUR:red" in merged


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


@settings(max_examples=60, deadline=None)
@given(TEXT, TEXT, TEXT, st.datetimes(datetime(1990, 1, 1), datetime(2080, 1, 1)), st.booleans())  # noqa: DTZ001
def test_whatever_we_write_reads_the_same_after_a_merge(
    summary: str, description: str, location: str, start: datetime, whole_day: bool
) -> None:
    said = Entry(
        uid="one",
        summary=summary,
        description=description,
        location=location,
        start_day=start.date(),
        start_time=None if whole_day else start.time().replace(second=0, microsecond=0),
        end_day=start.date(),
        end_time=None if whole_day else time(23, 59),
        zone="" if whole_day else "Europe/Berlin",
        alarm_minutes=15,
        stamp=datetime(2026, 1, 1, tzinfo=UTC),
    )
    ours = render_calendar([said])
    fields = CALENDAR.fields(ours)
    plain = render_calendar([Entry(uid="one", summary="x", start_day=date(2026, 1, 1), stamp=said.stamp)])
    merged = CALENDAR.merged(ours, plain, differing(fields, CALENDAR.fields(plain)), {})
    assert not differing(CALENDAR.fields(merged), fields)
    assert CALENDAR.uid(merged) == "one"
