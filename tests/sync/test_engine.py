"""Two sides in step, against both servers: what goes there, what comes back, and what is never done."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from mrtnet.sync import dav
from mrtnet.sync.conflicts import resolve
from mrtnet.sync.engine import sync
from mrtnet.sync.multistatus import href_of
from mrtnet.sync.objects import CalendarObjects
from mrtnet.sync.sides import Outcome
from mrtnet.sync.wire import Refused
from tests.sync.sides import TUESDAY, MemorySide, entry

THURSDAY = TUESDAY + timedelta(days=2, hours=5, minutes=30)


def there(place: dav.Place) -> dict[str, tuple[str, bytes]]:
    """What the server holds by UID."""
    found = {}
    for href, answer in place.fetch(place.listing().there).items():
        assert answer is not None
        uid = CalendarObjects().uid(answer[1])
        assert uid not in found, "doubled"
        found[uid] = (href, answer[1])
    return found


def edit_there(place: dav.Place, uid: str, edit: Callable[[bytes], bytes]) -> None:
    """As another program does it: read, change, write back."""
    href, _content = there(place)[uid]
    answer = place.fetch([href])[href]
    assert answer is not None
    place.put(href, edit(answer[1]), answer[0])


def summary(text: str) -> Callable[[bytes], bytes]:
    return lambda content: re.sub(rb"(?m)^SUMMARY:.*?\r$", b"SUMMARY:" + text.encode() + b"\r", content)


def delete_there(place: dav.Place, uid: str) -> None:
    href, _content = there(place)[uid]
    place.delete(href, "")


def test_new_entries_go_there_and_nothing_new_takes_one_request(place: dav.Place) -> None:
    side = MemorySide()
    side.put(entry("one"), entry("two", "Thank-you, “Rosa”; naïve \\ 日本語"))
    report = sync(place, side)
    assert (report.pushed, report.pulled, report.problems) == (2, 0, [])
    assert there(place).keys() == {"one", "two"}
    sync(place, side)
    report = sync(place, side)
    assert (report.pushed, report.pulled, report.requests) == (0, 0, 1)


def test_changes_on_either_side_reach_the_other(place: dav.Place) -> None:
    side = MemorySide()
    side.put(entry("one"), entry("two"), entry("three"), entry("four"))
    sync(place, side)
    side.put(entry("one", "Call"))
    del side.entries["two"]
    edit_there(place, "three", summary("Lunch"))
    delete_there(place, "four")
    report = sync(place, side)
    assert (report.pushed, report.pulled, report.conflicts, report.problems) == (2, 2, 0, [])
    assert side.entries["three"].summary == "Lunch"
    assert side.entries.keys() == there(place).keys() == {"one", "three"}
    assert b"SUMMARY:Call" in there(place)["one"][1]
    report = sync(place, side)
    assert (report.pushed, report.pulled) == (0, 0)


def test_lines_of_other_programs_live_on(place: dav.Place) -> None:
    side = MemorySide()
    side.put(entry("one"))
    sync(place, side)
    more = (
        b"X-PHONE-COLOUR:teal\r\nATTENDEE;CN=Rosa:mailto:rosa@clinic.example\r\n"
        b"BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:x\r\nTRIGGER:-PT45M\r\nEND:VALARM\r\nEND:VEVENT"
    )
    edit_there(place, "one", lambda content: content.replace(b"END:VEVENT", more))
    assert sync(place, side).problems == []
    side.put(entry("one", "Call", THURSDAY))
    assert sync(place, side).pushed == 1
    content = there(place)["one"][1]
    assert b"SUMMARY:Call" in content
    assert b"20261105T143000" in content
    assert b"X-PHONE-COLOUR:teal" in content
    assert b"rosa@clinic.example" in content
    assert content.count(b"BEGIN:VALARM") == 2


def test_different_fields_changed_on_both_sides_are_both_kept(place: dav.Place) -> None:
    side = MemorySide()
    side.put(entry("one"))
    sync(place, side)
    side.put(entry("one", day=THURSDAY))
    edit_there(place, "one", summary("Lunch"))
    report = sync(place, side)
    assert (report.pushed, report.pulled, report.conflicts) == (1, 1, 0)
    assert side.entries["one"].summary == "Lunch"
    content = there(place)["one"][1]
    assert b"SUMMARY:Lunch" in content
    assert b"20261105T143000" in content


@pytest.mark.parametrize(("choice", "wins"), [("mine", "Mine"), ("theirs", "Theirs"), ("merged", "Both")])
def test_the_same_field_changed_on_both_sides_waits_for_her(place: dav.Place, choice: str, wins: str) -> None:
    side = MemorySide()
    side.put(entry("one"))
    sync(place, side)
    side.put(entry("one", "Mine"))
    edit_there(place, "one", summary("Theirs"))
    for _again in range(2):
        report = sync(place, side)
        assert (report.pushed, report.pulled, report.conflicts) == (0, 0, 1)
    conflict = side.conflicts["one"]
    assert conflict.fields == ("summary",)
    assert "SUMMARY:Mine" in (conflict.mine or "")
    assert "SUMMARY:Theirs" in (conflict.theirs or "")
    merged = (conflict.mine or "").replace("SUMMARY:Mine", "SUMMARY:Both").encode()
    resolve(side, "one", choice, merged)  # type: ignore[arg-type]
    report = sync(place, side)
    assert (report.conflicts, report.problems) == (0, [])
    assert side.entries["one"].summary == wins
    assert f"SUMMARY:{wins}".encode() in there(place)["one"][1]


@pytest.mark.parametrize("choice", ["mine", "theirs"])
@pytest.mark.parametrize("deleted", ["here", "there"])
def test_deleted_on_one_side_and_changed_on_the_other_waits_for_her(
    place: dav.Place, choice: str, deleted: str
) -> None:
    side = MemorySide()
    side.put(entry("one"))
    sync(place, side)
    if deleted == "here":
        del side.entries["one"]
        edit_there(place, "one", summary("Theirs"))
    else:
        side.put(entry("one", "Mine"))
        delete_there(place, "one")
    assert sync(place, side).conflicts == 1
    resolve(side, "one", choice)  # type: ignore[arg-type]
    report = sync(place, side)
    assert (report.conflicts, report.problems) == (0, [])
    stays = (deleted == "here") == (choice == "theirs")
    assert side.entries.keys() == there(place).keys() == ({"one"} if stays else set())


def test_very_many_deletions_ask_first(place: dav.Place) -> None:
    side = MemorySide()
    side.put(*(entry(f"e{number}") for number in range(12)))
    sync(place, side)
    for number in range(8):
        delete_there(place, f"e{number}")
    for _again in range(2):
        report = sync(place, side)
        assert report.question
        assert len(side.entries) == 12
    assert sync(place, side, deletions="restore").question == ""
    assert len(there(place)) == len(side.entries) == 12
    for number in range(8):
        delete_there(place, f"e{number}")
    assert sync(place, side, deletions="here").pulled == 8
    assert len(there(place)) == len(side.entries) == 4


def test_what_is_refused_here_is_written_there_again_or_left(place: dav.Place) -> None:
    side = MemorySide()
    side.put(entry("one"), entry("two"), entry("three"))
    sync(place, side)
    side.refuse = {
        "one": Outcome("one", said="No.", send=True),
        "two": Outcome("two", said="Nor this.", send=True),
        "three": Outcome("three", left=True),
    }
    edit_there(place, "one", summary("Lunch"))
    delete_there(place, "two")
    delete_there(place, "three")
    report = sync(place, side)
    assert report.problems == ["No.", "Nor this."]
    assert b"SUMMARY:Write" in there(place)["one"][1]
    assert there(place).keys() == {"one", "two"}
    report = sync(place, side)
    assert (report.pushed, report.pulled, report.problems) == (0, 0, [])
    assert side.entries.keys() == {"one", "two", "three"}


def test_entries_of_others_are_taken_or_never_touched(place: dav.Place) -> None:
    from mrtnet.exchange.ics import render_calendar

    place.put(href_of(place.url) + "dentist.ics", render_calendar([entry("dentist", "Dentist")]), None)
    side = MemorySide(takes_new=False)
    side.put(entry("one"))
    assert sync(place, side).problems == []
    assert there(place).keys() == {"one", "dentist"}
    assert side.entries.keys() == {"one"}
    other = MemorySide(takes_new=True)
    assert sync(place, other).pulled == 2
    assert other.entries["dentist"].summary == "Dentist"


def test_the_same_uid_elsewhere_is_not_doubled(place: dav.Place) -> None:
    from mrtnet.exchange.ics import render_calendar

    place.put(href_of(place.url) + "moved-by-another.ics", render_calendar([entry("one")]), None)
    side = MemorySide(takes_new=False)
    side.put(entry("one", day=THURSDAY))
    report = sync(place, side)
    assert report.problems == []
    assert len(there(place)) == 1


def test_both_sides_new_and_alike_agree(place: dav.Place) -> None:
    from mrtnet.exchange.ics import render_calendar

    place.put(place.href_for("one"), render_calendar([entry("one")]), None)
    side = MemorySide(takes_new=False)
    side.put(entry("one"))
    report = sync(place, side)
    assert (report.pushed, report.pulled, report.conflicts) == (0, 0, 0)


def test_a_broken_entry_there_is_told_and_left_alone(place: dav.Place) -> None:
    side = MemorySide()
    side.put(entry("one"))
    sync(place, side)
    broken = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:one\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    try:
        edit_there(place, "one", lambda _content: broken)
    except Refused:
        return  # this server takes no broken entries
    report = sync(place, side)
    assert len(report.problems) == 1
    assert side.entries.keys() == {"one"}


def test_a_lost_token_means_looking_at_everything(place: dav.Place) -> None:
    side = MemorySide()
    side.put(entry("one"), entry("two"))
    sync(place, side)
    side.seen = ("http://mrtnet.example/ns/sync/never-heard-of", "")
    delete_there(place, "two")
    report = sync(place, side)
    assert (report.pulled, report.problems) == (1, [])
    assert side.entries.keys() == {"one"}


def test_a_server_without_tokens_is_asked_for_its_ctag(place: dav.Place, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = place._state
    monkeypatch.setattr(place, "_state", lambda: whole()._replace(token=""))
    side = MemorySide()
    side.put(entry("one"), entry("two"))
    sync(place, side)
    edit_there(place, "one", summary("Lunch"))
    delete_there(place, "two")
    assert sync(place, side).pulled == 2
    sync(place, side)
    assert sync(place, side).requests == 1
    assert side.entries["one"].summary == "Lunch"
