"""Meetings from the command line: planned, moved, called off, in the calendar file."""

import icalendar
import pytest

from tests.cli.program import Program


@pytest.fixture
def leilani(mrtnet: Program) -> Program:
    mrtnet("log", "Leilani Kealoha RHIA; HIM Director @ Ko‘olau Regional Health; leilani@koolau.example")
    return mrtnet


def test_a_meeting_is_planned_moved_and_called_off(leilani: Program) -> None:
    told = leilani("meet", "leilani", "--at", "thu 22 3pm", "--link", "https://talk.example/1", "--json").json
    assert told.items() >= {
        "id": 1, "kind": "informational-interview", "people": ["Leilani Kealoha"], "state": "agreed",
        "day": "2026-10-22", "at": "15:00", "zone": "America/Chicago", "starts": "2026-10-22T20:00:00+00:00",
        "minutes": 30, "url": "https://talk.example/1", "alarms": [1440, 15],
    }.items()  # fmt: skip
    moved = leilani("meet", "--move", "1", "2026-11-04 10:00", "--zone", "Honolulu", "--json").json
    assert (moved["zone"], moved["starts"], moved["moved"]) == ("Pacific/Honolulu", "2026-11-04T20:00:00+00:00", 1)
    assert [each["id"] for each in leilani("meetings", "--json").json["coming"]] == [1]
    assert "Cancelled" in leilani("meet", "--cancel", "1").out
    assert leilani("meetings", "--json").json["coming"] == []
    assert leilani("undo").out.startswith("Undone: Cancelled: Informational interview with Leilani Kealoha")
    assert "Honolulu" in leilani("meetings").out


def test_meetings_in_the_calendar_file(leilani: Program) -> None:
    leilani("meet", "leilani", "--at", "2026-12-03 14:00", "--zone", "Pacific/Honolulu", "--minutes", "45")
    first = leilani("export", "-", "--what", "meetings").out
    assert leilani("export", "-", "--what", "meetings").out == first
    (event,) = icalendar.Calendar.from_ical(first).walk("VEVENT")
    assert event["SUMMARY"] == "Informational interview: Leilani Kealoha (RHIA)"
    assert event.decoded("DTSTART").isoformat() == "2026-12-03T14:00:00-10:00"
    assert (event.decoded("DTEND") - event.decoded("DTSTART")).total_seconds() == 45 * 60
    assert [str(alarm["TRIGGER"].to_ical(), "ascii") for alarm in event.walk("VALARM")] == ["-PT15M"]
    assert "ATTENDEE" not in first
    assert "ORGANIZER" not in first
    leilani("meet", "--move", "leilani", "2026-12-04 15:00")
    (event,) = icalendar.Calendar.from_ical(leilani("export", "-", "--what", "meetings").out).walk("VEVENT")
    assert event["SEQUENCE"] == 1
    leilani("meet", "--cancel", "leilani")
    (event,) = icalendar.Calendar.from_ical(leilani("export", "-", "--what", "meetings").out).walk("VEVENT")
    assert (event["SEQUENCE"], event["STATUS"]) == (2, "CANCELLED")


def test_three_times_are_suggested(leilani: Program) -> None:
    found = leilani("meet", "leilani", "--suggest", "--json").json
    assert len(found) == 3
    assert {"start", "end", "mine", "theirs", "reason", "good"} == set(found[0])
    assert leilani("meetings").out.startswith("No meetings.")


def test_still_to_ask(leilani: Program) -> None:
    assert leilani("meet", "leilani", "--ask", "--json").json["state"] == "to-ask"
    assert "To agree on" in leilani("meetings").out
    leilani("done", "leilani")  # the thank-you goes first
    (row,) = [each for each in leilani("today", "--json").json["today"] if each["kind"] == "request"]
    leilani("done", str(row["id"]))
    assert leilani("meetings", "--json").json["to_ask"][0]["state"] == "asked"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["meet", "leilani"], "Say when: --at"),
        (["meet"], "Say whom you meet"),
        (["meet", "leilani", "--at", "someday"], "no day and time yet"),
        (["meet", "leilani", "--at", "thu 3pm", "--zone", "Atlantis"], "Atlantis"),
        (["meet", "leilani", "--at", "thu 3pm", "--kind", "duel"], "duel"),
        (["meet", "leilani", "--at", "thu 3pm", "--minutes", "0"], "minutes"),
        (["meet", "--move", "9", "thu 3pm"], "no meeting 9"),
        (["meet", "--cancel", "leilani"], "no meeting with Leilani"),
        (["meet", "nobody", "--at", "thu 3pm"], "nobody"),
    ],
)
def test_what_is_wrong_is_said(leilani: Program, words: list[str], sentence: str) -> None:
    assert sentence in leilani(*words, code=1).err


def test_times_that_the_clocks_skip_or_repeat(leilani: Program) -> None:
    told = leilani("meet", "leilani", "--at", "2027-03-14 2:30", "--json")
    assert told.json["at"] == "03:30"
    assert "does not exist" in told.err
    told = leilani("meet", "leilani", "--at", "2026-11-01 1:30")
    assert "comes twice" in told.err


def test_today_names_the_meetings_of_the_day_and_what_is_missing_after_them(leilani: Program) -> None:
    leilani("meet", "leilani", "--at", "thu 22 3pm")
    assert leilani("today", "--json").json["meetings"] == {"coming": [], "needs_outcome": [], "not_thanked": []}
    told = leilani("today", "--on", "2026-10-22", "--json").json["meetings"]
    assert [each["people"] for each in told["coming"]] == [["Leilani Kealoha"]]
    assert "Leilani Kealoha" in leilani("today", "--on", "2026-10-22").out
    later = {"MRTNET_NOW": "2026-10-23T15:00:00+00:00"}
    told = leilani("today", "--json", env=later).json["meetings"]
    assert ([each["id"] for each in told["needs_outcome"]], told["coming"]) == ([1], [])
    assert "No outcome yet" in leilani("today", env=later).out
