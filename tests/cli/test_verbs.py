"""Each verb as she uses it, for people and as JSON."""

import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session

from mrtnet.cli.main import VERBS
from mrtnet.edits.new_follow_ups import new_follow_up
from mrtnet.store.book import Book
from tests.cli.program import HOUSE, Program

ROSA = (
    "Rosa Delgado-Ruiz RHIT, CCS; Inpatient Coding Lead @ Lakeshore Medical Center; rdelgado@lakeshoremc.example;"
    ' (312) 555-0148; "DRG validation, offered a shadow day"; #coding; !thank-you tomorrow'
)


def test_from_a_card_to_done_and_back(mrtnet: Program) -> None:
    told = mrtnet("log", "--event", "HIM Forum", ROSA).out
    assert "Rosa Delgado-Ruiz, RHIT, CCS; Inpatient Coding Lead @ Lakeshore Medical Center" in told
    assert "→ Thank-you note: Tomorrow" in told
    assert "“DRG validation, offered a shadow day”" in told
    page = mrtnet("today", "--on", "2026-10-16", "--json").json
    assert list(page) == ["late", "today", "waiting", "next"]
    (item,) = page["today"]
    assert item.items() >= {
        "person": "Rosa Delgado-Ruiz", "credentials": ["RHIT", "CCS"], "kind": "thank-you", "title": "Thank-you note",
        "due": "2026-10-16", "event": "HIM Forum",
    }.items()  # fmt: skip
    done = mrtnet("done", str(item["id"])).out
    assert done == "Done: Thank-you note · Rosa Delgado-Ruiz\nNext: LinkedIn invitation, Mon, Oct 19\n"
    assert mrtnet("undo").out == "Undone: Done: Thank-you note for Rosa Delgado-Ruiz\n"
    assert mrtnet("redo").out == "Done again: Done: Thank-you note for Rosa Delgado-Ruiz\n"
    (rosa,) = mrtnet("people", "--json").json
    assert rosa["next_step"] == {"kind": "linkedin", "title": "LinkedIn invitation", "due": "2026-10-19", "at": None}


def test_people_as_json(mrtnet: Program) -> None:
    mrtnet("log", "--event", "HIM Forum", ROSA)
    (rosa,) = mrtnet("people", "credential:rhit", "--json").json
    uid = rosa.pop("uid")
    assert len(uid) == 32
    assert rosa == {
        "id": 1, "name": "Rosa Delgado-Ruiz", "given": "Rosa", "family": "Delgado-Ruiz", "credentials": ["RHIT", "CCS"],
        "organization": "Lakeshore Medical Center", "title": "Inpatient Coding Lead",
        "emails": ["rdelgado@lakeshoremc.example"], "phones": ["(312) 555-0148"], "links": [], "tags": ["coding"],
        "met_at": "HIM Forum", "met_on": "2026-10-15",
        "next_step": {"kind": "thank-you", "title": "Thank-you note", "due": "2026-10-16", "at": None},
    }  # fmt: skip
    assert mrtnet("people", "nobody", "--json").json == []
    assert "1 person" in mrtnet("people").out
    assert mrtnet("people", "nobody").out == "No people match.\n"


def test_one_person_with_timeline_and_notes(mrtnet: Program) -> None:
    mrtnet("log", ROSA)
    mrtnet("contact", "rosa", "Offered a second shadow day", "--kind", "call", "--date", "yesterday")
    told = mrtnet("person", "rosa", "--json").json
    assert [(entry["kind"], entry["body"]) for entry in told["timeline"]] == [
        ("met", "DRG validation, offered a shadow day"), ("call", "Offered a second shadow day"),
    ]  # fmt: skip
    assert told["jobs"][0]["organization"] == "Lakeshore Medical Center"
    assert "note" in told
    shown = mrtnet("person", "1").out
    assert shown.startswith("Rosa Delgado-Ruiz, RHIT, CCS  [1]\nInpatient Coding Lead  Lakeshore Medical Center\n")
    assert "Offered a second shadow day" in shown
    assert mrtnet("person", "nobody", code=1).err == "mrtnet: Nobody in the book is called “nobody”.\n"
    mrtnet("log", "Rosa Marsh")
    assert mrtnet("person", "rosa", code=1).err.endswith("Say which by the number.\n")


def test_events(mrtnet: Program) -> None:
    assert mrtnet("event", "HIM Forum", code=1).err.startswith("mrtnet: There is no event called “HIM Forum”.")
    added = mrtnet(
        "event", "AHIMA26 Conference", "--short", "ahima26", "--start", "2026-10-11", "--end", "2026-10-13",
        "--kind", "conference", "--place", "Convention Center", "--ceus", "12",
    ).out  # fmt: skip
    assert added.splitlines()[1] == "Conference · Sun, Oct 11 – Tue, Oct 13 · Convention Center · 12 CEUs"
    mrtnet("log", "--event", "ahima26", "Ama Owusu", "Kwame Asante")
    shown = mrtnet("event", "ahima26", "--json").json
    assert shown["ceus"] == 12
    assert [met["name"] for met in shown["people_met"]] == ["Ama Owusu", "Kwame Asante"]
    (listed,) = mrtnet("events", "--json").json
    assert (listed["name"], listed["first_day"], listed["met"]) == ("AHIMA26 Conference", "2026-10-11", 2)
    assert "2 people met" in mrtnet("events").out
    assert mrtnet("event", "ahima26", "--ceus", "many", code=1).err == "mrtnet: “many” is not a number of CEUs.\n"
    assert "ends before it starts" in mrtnet("event", "ahima26", "--end", "2026-10-01", code=1).err
    assert "There is no kind of event" in mrtnet("event", "ahima26", "--kind", "party", code=1).err
    mrtnet("event", "AHIMA", "--start", "2026-12-01", "--kind", "webinar")  # begins alike, but is another one
    mrtnet("log", "--event", "ahima26 conf", "Tala Sari")
    assert len(mrtnet("events", "--json").json) == 3


def test_an_event_is_removed_and_its_people_stay(mrtnet: Program) -> None:
    mrtnet("event", "Chapter Evening", "--start", "2026-10-01")
    mrtnet("log", "--event", "Chapter Evening", "Ama Owusu")
    assert mrtnet("event", "--remove", "chapter evening", "--place", "Here", code=1).err.endswith("or --remove.\n")
    assert "no event called “Other”" in mrtnet("event", "Other", "--remove", code=1).err
    assert mrtnet("event", "--remove", "chapter evening").out.startswith("Removed Chapter Evening.")
    assert mrtnet("events", "--json").json == []
    assert mrtnet("person", "Ama", "--json").json["name"] == "Ama Owusu"
    mrtnet("undo")
    assert [met["name"] for met in mrtnet("event", "Chapter Evening", "--json").json["people_met"]] == ["Ama Owusu"]
    gone = mrtnet("event", "--remove", "Chapter Evening", "--json").json
    assert gone["removed"]["name"] == "Chapter Evening"


def test_a_new_event_and_its_people_are_one_step(mrtnet: Program) -> None:
    mrtnet("log", "--event", "Chapter Evening", "--date", "yesterday", "Ama Owusu", "Kwame Asante")
    assert [event["first_day"] for event in mrtnet("events", "--json").json] == ["2026-10-14"]
    assert mrtnet("undo").out == "Undone: Logged 2 people at Chapter Evening\n"
    assert mrtnet("events", "--json").json == []


def test_snooze_and_skip(mrtnet: Program) -> None:
    mrtnet("log", "Ama Owusu")
    assert mrtnet("snooze", "1").out == "Short message · Ama Owusu: Tomorrow (put off once)\n"
    assert mrtnet("snooze", "ama", "in", "3", "days").out.endswith("Sun, Oct 18 (put off 2 times)\n")
    assert mrtnet("snooze", "1", "yesterday", code=1).err == "mrtnet: That day has passed. Choose today or later.\n"
    assert "“whenever” is not a date" in mrtnet("snooze", "1", "whenever", code=1).err
    assert "mrtnet skip" in mrtnet("snooze", "1", "someday", code=1).err
    assert mrtnet("skip", "1").out == "Skipped: Short message · Ama Owusu\nNext: LinkedIn invitation, Mon, Oct 19\n"
    assert mrtnet("done", "1", code=1).err == "mrtnet: “Short message” is closed already.\n"
    assert mrtnet("done", "ama", "next", "fri", code=1).err.startswith("mrtnet: That day is still to come.")
    assert mrtnet("done", "99", code=1).err == "mrtnet: There is no follow-up 99.\n"
    assert mrtnet("log", "--date", "tomorrow", "Tala Sari", code=1).err.startswith("mrtnet: That day is still to come.")


def test_writing(mrtnet: Program) -> None:
    mrtnet("set", "name", "Dana Ortiz")
    mrtnet("log", "--event", "HIM Forum", ROSA)
    mail = mrtnet("write", "rosa")
    assert mail.out.startswith("To: rdelgado@lakeshoremc.example\nSubject: ")
    assert "Rosa" in mail.out
    assert "Dana Ortiz" in mail.out
    assert "{" not in mail.out
    note = mrtnet("write", "rosa", "--channel", "linkedin", "--json").json
    assert (note["channel"], note["template"]) == ("linkedin", "linkedin-note")
    assert note["characters"] <= note["limit"]
    assert mrtnet("write", "rosa", "--template", "nothing", code=1).err.startswith("mrtnet: There is no template")
    assert mrtnet("write", "rosa", "--channel", "pigeon", code=2).err.startswith("usage: mrtnet write")


def test_settings(mrtnet: Program) -> None:
    assert mrtnet("set", "time-zone", "Pacific/Honolulu").out == 'time-zone = "Pacific/Honolulu"\n'
    assert mrtnet("set", "time-zone", "Mars/Olympus", code=1).err.startswith("mrtnet: There is no time zone called")
    assert mrtnet("set", "colour", "red", code=1).err == "mrtnet: There is no setting “colour”.\n"
    mrtnet("set", "free-days", "2026-12-24", "2026-12-31")
    told = mrtnet("set", "--json").json
    assert told["free_days"] == ["2026-12-24", "2026-12-31"]
    assert told["federal_holidays"] is True
    assert mrtnet("set", "free-days", "2026-12-30 to 2027-01-01", "dec 24").out == (
        'free-days = ["2026-12-24", "2026-12-30", "2026-12-31", "2027-01-01"]\n'
    )
    assert "That is no day" in mrtnet("set", "free-days", "2026-12-30", "the holidays", code=1).err
    assert mrtnet("set", "free-days", "none").out == "free-days = []\n"
    assert mrtnet("set", "follow-up-hour", "25:00", code=1).err.startswith("mrtnet: “25:00” does not fit")


def test_a_pause_of_the_reminders(mrtnet: Program) -> None:
    mrtnet("log", "Ama Owusu; !thank-you today 16:00")
    assert mrtnet("snooze", "1", "today", "17:15").out.endswith(": Today 17:15 (put off once)\n")
    assert mrtnet("remind", "--pause", "oct 26").out == "Reminders are paused until Mon, Oct 26.\n"
    assert mrtnet("remind", "--once", "--print").out == ""
    assert mrtnet("today").out.endswith("Reminders are paused until Mon, Oct 26.\n")
    assert mrtnet("remind", "--pause", "yesterday", code=1).err.startswith("mrtnet: That has passed.")
    assert mrtnet("remind", "--pause", "off").out == "Reminders are not paused.\n"


def test_history_and_undo_of_one_step(mrtnet: Program) -> None:
    mrtnet("log", "Ama Owusu")
    mrtnet("log", "Kwame Asante")
    mrtnet("undo", "1")
    told = mrtnet("history", "--json").json
    assert [(step["id"], step["title"], step["undone"]) for step in told] == [
        (3, "Undid: Logged Ama Owusu", False), (2, "Logged Kwame Asante", False), (1, "Logged Ama Owusu", True),
    ]  # fmt: skip
    assert "2026-10-15 16:30  Logged Kwame Asante" in mrtnet("history").out
    assert mrtnet("undo", "1", code=1).err == "mrtnet: “Logged Ama Owusu” is undone already.\n"
    assert mrtnet("undo", "99", code=1).err == "mrtnet: The history has no step 99.\n"
    assert mrtnet("undo", "two", code=2).err.startswith("usage:")


def test_nothing_to_undo_or_redo(mrtnet: Program) -> None:
    assert mrtnet("undo", code=1).err == "mrtnet: There is nothing to undo.\n"
    assert mrtnet("redo", code=1).err == "mrtnet: There is nothing to redo.\n"
    assert mrtnet("history").out == "Nothing has been changed yet.\n"
    assert mrtnet("today").out == "Nothing is due. Log people, or plan a follow-up.\n"
    assert mrtnet("people").out.startswith("Nobody here yet.")
    assert mrtnet("events").out.startswith("No events.")


def test_backup_check_and_restore(mrtnet: Program, tmp_path: Path) -> None:
    mrtnet("log", "Ama Owusu")
    copy = tmp_path / "copy.mrtnet"
    assert mrtnet("backup", str(copy)).out == f"Backed up to {copy}\n"
    mrtnet("log", "Kwame Asante")
    assert mrtnet("check").out == "The book is sound: 2 people.\n"
    restored = mrtnet("restore", str(copy)).out
    assert restored.startswith(f"Restored {copy}.\nThe book as it was before is kept: ")
    assert [each["name"] for each in mrtnet("people", "--json").json] == ["Ama Owusu"]
    assert mrtnet("backup", str(mrtnet.book), code=1).err.startswith("mrtnet: That is the book itself.")
    assert mrtnet("restore", str(tmp_path / "nothing"), code=1).err.count("\n") == 1


def test_erasing_asks_for_the_word(mrtnet: Program) -> None:
    mrtnet("log", "Ama Owusu", "Kwame Asante")
    assert "--for-good" in mrtnet("erase", "1", code=1).err
    mrtnet("erase", "1", "--for-good")
    assert [each["name"] for each in mrtnet("people", "--json").json] == ["Kwame Asante"]
    assert b"Owusu" not in mrtnet.book.read_bytes()


def test_who_is_on_file_already_is_hinted_at_before_the_line_is_logged(mrtnet: Program) -> None:
    mrtnet("log", ROSA)
    told = mrtnet("log", "Rosa Delgado-Ruiz, RHIA; rdelgado@lakeshoremc.example").out
    assert "perhaps the same as Rosa Delgado-Ruiz (1)" in told
    assert len(mrtnet("people", "--json").json) == 2  # told, not stopped


def test_the_book_may_lie_anywhere(mrtnet: Program, tmp_path: Path) -> None:
    mrtnet("--book", str(tmp_path / "log"), "log", "Ama Owusu")
    assert mrtnet("--book", str(tmp_path / "log"), "people", "--json").json[0]["name"] == "Ama Owusu"
    assert not mrtnet.book.exists()


def test_help_of_everything(mrtnet: Program) -> None:
    top = mrtnet("--help").out
    assert set(VERBS) <= set(top.split())
    for verb in VERBS:
        told = mrtnet(verb, "--help").out
        assert f"usage: mrtnet {verb}" in told
        assert "examples:\n  " in told
    assert mrtnet("--version").out.startswith("mrtnet ")


@pytest.mark.parametrize("words", [("dance",), ("log", "--dance"), ("--dance", "today"), ("done",), ("--book",)])
def test_wrong_usage_is_two(mrtnet: Program, words: tuple[str, ...]) -> None:
    outcome = mrtnet(*words, code=2)
    assert outcome.err.startswith("usage: mrtnet")
    assert outcome.out == ""


def test_bash_completes_verbs_and_options(mrtnet: Program) -> None:
    script = mrtnet("completion", "bash").out
    probe = (
        script + '\nCOMP_WORDS=(mrtnet un); COMP_CWORD=1; _mrtnet; echo "${COMPREPLY[@]}"'
        '\nCOMP_WORDS=(mrtnet export a.ics --t); COMP_CWORD=3; _mrtnet; echo "${COMPREPLY[@]}"'
        '\nCOMP_WORDS=(mrtnet --book f.mrtnet peo); COMP_CWORD=3; _mrtnet; echo "${COMPREPLY[@]}"'
    )
    done = subprocess.run(["bash", "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n") == ["undo", "--todo", "people", ""]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_have_a_script_with_every_verb(mrtnet: Program, shell: str) -> None:
    script = mrtnet("completion", shell).out
    assert all(verb in script for verb in VERBS)


def test_the_tour_walks_to_its_end(mrtnet: Program, tmp_path: Path) -> None:
    told = mrtnet("tour", str(tmp_path / "tour"), "--no-pictures").out
    assert "14 people logged" in told
    assert "Undone: Done:" in told
    assert "The book is sound: 14 people." in told
    assert (tmp_path / "tour" / "follow-ups.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert not (tmp_path / "tour" / "pictures").exists()
    assert mrtnet("tour", str(tmp_path / "tour"), code=1).err.startswith("mrtnet: There is a tour in")
    assert not mrtnet.book.exists()


def test_all_that_the_program_writes_is_hers_alone(mrtnet: Program) -> None:
    mrtnet("log", "Ama Owusu")
    assert all(path.stat().st_mode & 0o077 == 0 for path in [mrtnet.home, *mrtnet.home.rglob("*")])


def test_the_day_is_hers_around_midnight(mrtnet: Program) -> None:
    late = {"MRTNET_NOW": "2026-10-16T04:30+00:00"}  # 23:30 on Thursday in Chicago
    mrtnet("log", "Ama Owusu", env=late)
    assert mrtnet("people", "--json").json[0]["met_on"] == "2026-10-15"
    mrtnet("set", "time-zone", "Asia/Tokyo")  # half past one on Friday afternoon
    mrtnet("log", "Kwame Asante", env=late)
    days = {each["name"]: each["met_on"] for each in mrtnet("people", "--json").json}
    assert days == {"Ama Owusu": "2026-10-15", "Kwame Asante": "2026-10-16"}


def test_the_day_is_hers_when_the_clocks_change(mrtnet: Program) -> None:
    before = {"MRTNET_NOW": "2026-11-01T05:30+00:00"}  # 00:30 on the Sunday with 25 hours
    after = {"MRTNET_NOW": "2026-11-02T05:30+00:00"}  # 23:30 on the same Sunday
    mrtnet("log", "Ama Owusu", env=before)
    mrtnet("log", "Kwame Asante", env=after)
    assert {each["met_on"] for each in mrtnet("people", "--json").json} == {"2026-11-01"}
    assert {each["next_step"]["due"] for each in mrtnet("people", "--json").json} == {"2026-11-02"}


def test_a_book_is_one_sqlite_file(mrtnet: Program) -> None:
    mrtnet("log", "Ama Owusu")
    with sqlite3.connect(f"file:{mrtnet.book}?mode=ro", uri=True) as book:
        assert book.execute("SELECT name FROM person").fetchall() == [("Ama Owusu",)]
    assert (HOUSE / "resources").is_dir()


def test_the_calendar_file_follows_a_restore(mrtnet: Program, tmp_path: Path) -> None:
    calendar, copy = tmp_path / "feed.ics", tmp_path / "copy.mrtnet"
    mrtnet("log", "Rosa Delgado; !call 2026-12-01")
    mrtnet("feed", str(calendar))
    mrtnet("snooze", "Rosa", "2026-12-03")
    mrtnet("backup", str(copy))
    mrtnet("undo")
    assert b"20261201T090000" in calendar.read_bytes()
    mrtnet("restore", str(copy))
    after = calendar.read_bytes()
    assert b"20261203T090000" in after
    assert b"SEQUENCE:3" in after


def test_what_was_erased_is_not_called_undone(mrtnet: Program) -> None:
    mrtnet("log", "Ama Owusu")
    mrtnet("erase", "1", "--for-good")
    assert "undone" not in mrtnet("history").out
    assert not any(step["undone"] for step in mrtnet("history", "--json").json)


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="there the session always has a screen")
def test_no_window_without_a_screen(mrtnet: Program) -> None:
    told = mrtnet(code=1, env={"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}, timeout=60)
    assert told.err.startswith("mrtnet: There is no screen here.")
    assert told.out == ""


def test_words_and_options_in_any_order(mrtnet: Program) -> None:
    mrtnet("log", "Rosa Delgado", "--date", "2026-10-14", "Kwame Asante")
    mrtnet("contact", "rosa, kwame", "--kind", "call", "--date", "yesterday", "Talked about the audit")
    assert "Talked about the audit" in mrtnet("person", "Rosa").out
    assert mrtnet("people", "rosa", "--json", "delgado").json[0]["name"] == "Rosa Delgado"
    assert mrtnet("people", "--", "-tag:x").out.count("\n") == 3
    assert mrtnet("done", code=2).err.startswith("usage: mrtnet done")
    assert mrtnet("people", "--frob", code=2).err.startswith("usage: mrtnet")


def test_a_word_from_them_is_a_reply_and_no_note(mrtnet: Program) -> None:
    mrtnet("log", "Rosa Delgado")
    mrtnet("contact", "rosa", "--from-them", "She wrote first")
    newest = mrtnet("person", "rosa", "--json").json["timeline"][0]
    assert (newest["kind"], newest["direction"]) == ("email", "in")


def test_the_tour_leaves_pictures_of_the_window(mrtnet: Program, tmp_path: Path) -> None:
    told = mrtnet("tour", str(tmp_path / "tour")).out
    made = sorted(path.name for path in (tmp_path / "tour" / "pictures").iterdir())
    assert [name[:2] for name in made] == ["01", "02", "06", "20"]
    assert all(name in told for name in made)


def test_what_lies_far_behind_the_portion_is_counted_and_listed_when_asked(mrtnet: Program) -> None:
    def many(session: Session) -> None:
        session.add_all(new_follow_up("update", date(2026, 10, 15), step="rhythm") for _number in range(330))

    mrtnet("today")
    with Book.open(mrtnet.book) as book:
        book.do(many)
    told = mrtnet("today", "--json").json
    assert told["more"] > 0
    assert len(told["today"]) + len(told["later"]) + told["more"] == 330
    assert f"and {told['more']} more after that (--all)" in mrtnet("today").out
    whole = mrtnet("today", "--all", "--json").json
    assert "more" not in whole
    assert len({row["id"] for row in whole["today"] + whole["later"]}) == 330
