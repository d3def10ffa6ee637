"""`mrtnet export` and `mrtnet feed`, as typed."""

import json
import os
import stat
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from mrtnet.cli.main import main
from mrtnet.store.book import Book
from tests.exchange.engines import available_engines, read_with_icalendar


class Said(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    monkeypatch.setenv("MRTNET_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("MRTNET_NOW", "2026-10-15T21:30+00:00")
    monkeypatch.chdir(tmp_path)

    def typed(*words: str) -> Said:
        try:
            code = main(words)
        except SystemExit as usage:
            code = int(usage.code or 0)
        said = capfdbinary.readouterr()
        return Said(code, said.out.decode(), said.err.decode())

    return typed


@pytest.fixture
def full(run: Run) -> Run:
    """A book with an event, a session, and two people met there, each with a thank-you note to write."""
    from mrtnet import paths
    from mrtnet.domain.forms import EventForm, FollowUpForm, PersonForm, SessionForm
    from mrtnet.edits import events, follow_ups, people
    from mrtnet.edits.settings import set_about

    today = date(2026, 10, 15)
    with Book.open(paths.book_file()) as book:
        book.do(set_about, time_zone="America/Chicago")
        form = EventForm(name="AHIMA26", short="ahima26", first_day=date(2026, 10, 11), last_day=date(2026, 10, 13))
        event = book.do(events.add_event, form)
        book.do(events.add_session, event, SessionForm(title="Denials", day=date(2026, 10, 12)))
        for name, mark, due in (("Rosa Delgado-Ruiz", "RHIT", 20), ("Ama Owusu", "RHIA", 21)):
            whom = book.do(people.add_person, PersonForm(name=name, credentials=[mark]), today=today)
            told = FollowUpForm(title="Thank-you note", due=date(2026, 10, due), note="canary")
            book.do(follow_ups.add, whom, told, today=today, event_id=event)
    return run


def read(path: str = "steps.ics") -> dict[str, dict[str, Any]]:
    content = Path(path).read_bytes()
    assert {len(engine(content)) for engine in available_engines().values()} == {len(read_with_icalendar(content))}
    return {each["summary"]: each for each in read_with_icalendar(content)}


def test_everything_goes_into_one_file(full: Run) -> None:
    said = full("export", "steps.ics")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Wrote 4 entries to steps.ics.\n")
    assert "Google" in said.out
    assert set(read()) == {
        "AHIMA26", "Denials", "Thank-you note: Rosa Delgado-Ruiz (RHIT)", "Thank-you note: Ama Owusu (RHIA)",
    }  # fmt: skip
    assert read()["Thank-you note: Ama Owusu (RHIA)"]["start_utc"] == datetime(2026, 10, 21, 14, tzinfo=UTC)
    assert stat.S_IMODE(Path("steps.ics").stat().st_mode) == 0o600


def test_again_unchanged_is_the_same_byte_for_byte_also_next_day(full: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    full("export", "one.ics")
    monkeypatch.setenv("MRTNET_NOW", "2026-10-17T08:00+00:00")
    full("export", "two.ics")
    full("export", "three.ics", "--what", "follow-ups")
    full("export", "four.ics")
    assert Path("one.ics").read_bytes() == Path("two.ics").read_bytes() == Path("four.ics").read_bytes()


@pytest.mark.parametrize(
    ("words", "summaries"),
    [
        (["--what", "events"], {"AHIMA26", "Denials"}),
        (["--what", "follow-ups", "--since", "2026-10-21"], {"Thank-you note: Ama Owusu (RHIA)"}),
        (["--for", "credential:rhit"], {"Thank-you note: Rosa Delgado-Ruiz (RHIT)"}),
        (["--event", "ahima26", "--what", "events"], {"AHIMA26", "Denials"}),
        (["--follow-up", "2"], {"Thank-you note: Ama Owusu (RHIA)"}),
    ],
)
def test_a_part_of_it(full: Run, words: list[str], summaries: set[str]) -> None:
    assert full("export", "part.ics", *words).code == 0
    assert set(read("part.ics")) == summaries


def test_a_part_says_the_same_as_the_whole(full: Run) -> None:
    full("export", "part.ics", "--follow-up", "2")
    full("export", "steps.ics")
    (summary,) = read("part.ics")
    assert read()[summary] == read("part.ics")[summary]
    assert b"X-WR-CALNAME" not in Path("part.ics").read_bytes()  # Outlook would open a calendar of its own for it


def test_a_change_its_undo_and_a_skip_keep_the_uid_and_raise_the_sequence(full: Run) -> None:
    seen = []
    for words in (["people"], ["snooze", "1", "2026-11-05"], ["undo"], ["skip", "1"], ["undo"]):
        assert full(*words).code == 0
        full("export", "steps.ics", "--what", "follow-ups")
        seen.append(read()["Thank-you note: Rosa Delgado-Ruiz (RHIT)"])
    assert [each["sequence"] for each in seen] == [0, 1, 2, 3, 4]
    assert [each["status"] for each in seen] == ["CONFIRMED"] * 3 + ["CANCELLED", "CONFIRMED"]
    assert len({each["uid"] for each in seen}) == 1


def test_what_was_talked_about_goes_out_as_a_note_only(run: Run) -> None:
    run("log", 'Kwame Asante CCA; "passed the exam, wants the study guide"')
    run("export", "plain.ics")
    run("export", "noted.ics", "--notes")
    assert "study guide" not in Path("plain.ics").read_text(encoding="utf-8")
    (noted,) = read_with_icalendar(Path("noted.ics").read_bytes())
    assert "passed the exam, wants the study guide" in noted["description"]


def test_private_notes_only_if_asked_for(full: Run) -> None:
    full("export", "steps.ics")
    assert b"canary" not in Path("steps.ics").read_bytes()
    full("export", "noted.ics", "--notes")
    assert read("noted.ics")["Thank-you note: Ama Owusu (RHIA)"]["description"].endswith("canary")
    full("export", "steps.ics")
    assert b"canary" not in Path("steps.ics").read_bytes()


def test_as_tasks(full: Run) -> None:
    full("export", "steps.ics", "--what", "follow-ups")
    full("done", "1")
    full("export", "tasks.ics", "--todo", "--what", "follow-ups", "--follow-up", "1", "--follow-up", "2")
    tasks = read("tasks.ics")
    assert {each["component"] for each in tasks.values()} == {"VTODO"}
    assert tasks["Thank-you note: Rosa Delgado-Ruiz (RHIT)"]["status"] == "COMPLETED"
    assert {each["uid"] for each in tasks.values()}.isdisjoint(each["uid"] for each in read().values())


def test_standard_output_carries_nothing_but_the_calendar(full: Run) -> None:
    said = full("export", "-")
    assert said.out.startswith("BEGIN:VCALENDAR\r\n")
    assert said.out.endswith("END:VCALENDAR\r\n")
    assert said.err == ""


def test_one_file_each(full: Run) -> None:
    assert full("export", "each", "--each").code == 0
    names = sorted(path.name for path in Path("each").iterdir())
    assert names == [
        "2026-10-11 AHIMA26.ics",
        "2026-10-12 Denials.ics",
        "2026-10-20 Thank-you note Rosa Delgado-Ruiz (RHIT).ics",
        "2026-10-21 Thank-you note Ama Owusu (RHIA).ics",
    ]
    assert [len(read(f"each/{name}")) for name in names] == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["no/folder/steps.ics"], "does not exist"),
        (["."], "is a folder"),
        (["diary.txt"], "not a calendar file"),
        (["x" * 300 + ".ics"], "too long"),
        (["steps.ics", "--for", "tag:nobody"], "No people match"),
        (["steps.ics", "--event", "nowhere"], "no event called"),
        (["steps.ics", "--follow-up", "99"], "no follow-up 99"),
        (["steps.ics", "--since", "someday maybe"], "not a date"),
        (["steps.ics", "--what", "follow-ups", "--since", "2099-01-01"], "nothing to export"),
        (["diary.txt", "--each"], "is a file"),
        (["steps\x00.ics"], "not a possible name"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence_and_nothing_is_written(
    full: Run, words: list[str], sentence: str
) -> None:
    Path("diary.txt").write_text("Dear diary", encoding="utf-8")
    said = full("export", *words)
    assert (said.code, said.out) == (1, "")
    assert sentence in said.err
    assert said.err.count("\n") == 1
    assert Path("diary.txt").read_text(encoding="utf-8") == "Dear diary"
    assert not Path("steps.ics").exists()


def test_a_word_for_what_nobody_knows_is_wrong_usage(full: Run) -> None:
    said = full("export", "steps.ics", "--what", "birthdays")
    assert said.code == 2
    assert "follow-ups, events" in said.err


def test_a_book_that_cannot_be_written_can_be_exported(full: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)  # root may write everywhere
    assert full("export", "steps.ics").code == 0
    assert len(read()) == 4


def test_the_feed_follows_every_verb(full: Run) -> None:
    said = full("feed", "follow-ups.ics")
    assert said.code == 0
    assert "follow-ups.ics is kept in step" in said.out
    assert len(read("follow-ups.ics")) == 4
    full("snooze", "1", "2026-11-05")
    entry = read("follow-ups.ics")["Thank-you note: Rosa Delgado-Ruiz (RHIT)"]
    assert (entry["sequence"], entry["start_utc"]) == (1, datetime(2026, 11, 5, 15, tzinfo=UTC))
    full("undo")
    assert read("follow-ups.ics")["Thank-you note: Rosa Delgado-Ruiz (RHIT)"]["sequence"] == 2


def test_the_feed_is_shown_and_switched_off(full: Run) -> None:
    assert "No calendar file is kept" in full("feed").out
    full("feed", "follow-ups.ics", "--notes")
    state = json.loads(full("feed", "--json").out)
    assert state["file"] == str(Path("follow-ups.ics").absolute())
    assert (state["notes"], state["in_step"]) == (True, True)
    assert b"canary" in Path("follow-ups.ics").read_bytes()
    said = full("feed", "--off")
    assert "stays as it is" in said.out
    before = Path("follow-ups.ics").read_bytes()
    full("snooze", "1", "2026-11-05")
    assert Path("follow-ups.ics").read_bytes() == before


@pytest.mark.parametrize("place", ["diary.txt", "no/folder/steps.ics", ".", "two  blanks.ics"])
def test_a_place_that_cannot_be_leaves_the_feed_as_it_was(full: Run, place: str) -> None:
    Path("diary.txt").write_text("Dear diary", encoding="utf-8")
    full("feed", "follow-ups.ics")
    said = full("feed", place)
    assert said.code == 1
    assert said.err.count("\n") == 1
    assert json.loads(full("feed", "--json").out)["file"] == str(Path("follow-ups.ics").absolute())
