"""What the world and we ourselves do wrong: one sentence, an exit code, nothing half, nothing private told."""

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mrtnet.cli import verb
from mrtnet.cli.main import main
from mrtnet.store.book import Book
from tests.cli.program import HOUSE, Program


def _one_sentence(err: str) -> str:
    assert err.startswith("mrtnet: ")
    assert err.count("\n") == 1
    return err


def test_the_home_is_a_file(mrtnet: Program) -> None:
    mrtnet.home.write_text("not a folder")
    assert "is a file, not a folder" in _one_sentence(mrtnet("today", code=1).err)


def test_the_home_cannot_be_made(mrtnet: Program) -> None:
    outcome = mrtnet("today", code=1, env={"MRTNET_HOME": "/proc/nowhere/at/all"})
    assert "cannot be made" in _one_sentence(outcome.err)
    outcome = mrtnet("today", code=1, env={"MRTNET_HOME": "~nobody-of-this-name/x"})
    assert "does not exist" in _one_sentence(outcome.err)


def test_no_home_is_known(mrtnet: Program, tmp_path: Path) -> None:
    env = {name: value for name, value in mrtnet.env.items() if name != "MRTNET_HOME"}
    probe = (
        "import pwd, sys\n"
        "def nobody(uid): raise KeyError(uid)\n"
        "pwd.getpwuid = nobody; sys.argv = ['mrtnet', 'today']\n"
        "from mrtnet.__main__ import main; raise SystemExit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "Set MRTNET_HOME" in _one_sentence(done.stderr)
    assert list(tmp_path.iterdir()) == []


def test_an_unreadable_clock(mrtnet: Program) -> None:
    assert "is not a date and time" in _one_sentence(mrtnet("today", code=1, env={"MRTNET_NOW": "noon"}).err)


def test_a_zone_that_this_machine_does_not_know(mrtnet: Program) -> None:
    mrtnet("log", "Ama Owusu")
    with Book.open(mrtnet.book) as book:
        from sqlmodel import Session

        from mrtnet.store.tables import Setting

        def put(session: Session) -> None:
            session.add(Setting(key="time_zone", value='"Mars/Olympus"'))

        book.do(put)
    assert "There is no time zone called “Mars/Olympus”" in _one_sentence(mrtnet("today", code=1).err)
    mrtnet("set", "time-zone", "America/Chicago")
    mrtnet("today")


def test_a_foreign_and_a_newer_book_keep_their_bytes(mrtnet: Program) -> None:
    mrtnet("log", "Ama Owusu")
    with sqlite3.connect(mrtnet.book) as book:
        book.execute("PRAGMA journal_mode = DELETE")
        book.execute("PRAGMA user_version = 99")
    book.close()
    foreign = mrtnet.home / "foreign.mrtnet"
    foreign.write_bytes(b"PNG or whatever" * 1000)
    for path in (mrtnet.book, foreign):
        before = path.read_bytes()
        for words in (("today",), ("log", "Kwame Asante")):
            _one_sentence(mrtnet("--book", str(path), *words, code=1).err)
        assert path.read_bytes() == before
    _one_sentence(mrtnet("--book", str(mrtnet.home), "today", code=1).err)
    _one_sentence(mrtnet("--book", str(mrtnet.home / "no" / "where.mrtnet"), "today", code=1).err)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Book]:
    """A home whose book another program holds, and a command line that does not wait for it."""
    monkeypatch.setenv("MRTNET_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(verb, "BUSY_SECONDS", 0.1)
    assert main(["log", "Ama Owusu"]) == 0
    with Book.open(tmp_path / "home" / "book.mrtnet") as book:
        book._write.execute("BEGIN IMMEDIATE")
        yield book
        book._write.execute("ROLLBACK")


def test_another_program_is_writing(impatient: Book, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["log", "Kwame Asante"]) == 1
    assert _one_sentence(capsys.readouterr().err) == (
        "mrtnet: Another program is writing to the book. Try again in a moment.\n"
    )
    assert main(["today"]) == 0  # reading goes on


def _as_anybody() -> tuple[str, ...]:
    """Root may write anywhere unless it gives that up."""
    if os.getuid() != 0:
        return ()
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("needs setpriv when run as root: not run")
    return (setpriv, "--bounding-set=-dac_override,-dac_read_search")


def test_a_folder_that_is_only_for_reading(mrtnet: Program) -> None:
    mrtnet("log", "Ama Owusu")
    through = _as_anybody()
    mrtnet.home.chmod(0o500)
    try:
        read = mrtnet("people", "--json", through=through)
        assert read.err == "mrtnet: This book can only be read here.\n"
        assert [each["name"] for each in read.json] == ["Ama Owusu"]
        wrote = mrtnet("log", "Kwame Asante", through=through, code=1)
        assert wrote.err.splitlines()[-1] == (
            "mrtnet: The book cannot be written here: the file or its folder is read-only."
        )
        mrtnet("today", through=through, env={"MRTNET_HOME": str(mrtnet.home / "inner")}, code=1)
    finally:
        mrtnet.home.chmod(0o700)
    assert len(mrtnet("people", "--json").json) == 1


def test_a_full_disk_leaves_nothing_half(mrtnet: Program) -> None:
    mrtnet("log", "Ama Owusu")
    lines = "\n".join(f"Given{n} Family{n}; " + "x" * 3000 for n in range(300))

    def little_room() -> None:
        size = mrtnet.book.stat().st_size + 40_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    outcome = mrtnet("log", stdin=lines, code=1, preexec_fn=little_room)
    _one_sentence(outcome.err)
    assert [each["name"] for each in mrtnet("people", "--json").json] == ["Ama Owusu"]
    assert mrtnet("check").out == "The book is sound: 1 person.\n"


def test_output_that_cannot_be_written(mrtnet: Program) -> None:
    mrtnet("log", "Ama Owusu")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "mrtnet", "people"], cwd=HOUSE, env=mrtnet.env, stdout=full, stderr=subprocess.PIPE,
            text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert "No space left" in _one_sentence(done.stderr)


def test_a_fault_of_ours_leaves_a_report_without_what_was_typed(mrtnet: Program) -> None:
    probe = (
        "import sys; from mrtnet.edits import people\n"
        "def broken(session, forms, **more): raise ValueError(f'canary {forms[0].name}') from KeyError(forms[0].name)\n"
        "people.log_people = broken\n"
        "from mrtnet.cli.main import main; sys.exit(main(['log', 'Canary Quetzalcoatl; secret@canary.example']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=HOUSE, env=mrtnet.env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 70
    told = _one_sentence(done.stderr)
    assert "this is a fault of the program (ValueError). Your book is whole." in told
    (report,) = (mrtnet.home / "reports").iterdir()
    assert str(report) in told
    text = report.read_text()
    assert "ValueError" in text
    assert "KeyError" in text
    assert "verb_log.py" in text
    assert "in broken" in text
    for secret in ("anary", "Quetzalcoatl", "secret@"):
        assert secret not in told + text
    assert mrtnet("people", "--json").json == []


def test_a_report_that_cannot_be_written_is_no_second_fault(mrtnet: Program) -> None:
    probe = (
        "import sys, shutil; from mrtnet.queries import today\n"
        "from mrtnet import paths\n"
        "def broken(*given): raise ValueError('x')\n"
        "import mrtnet.cli.verb_today as v; v.portioned = broken\n"
        "paths.write_whole = lambda *given: (_ for _ in ()).throw(OSError())\n"
        "from mrtnet.cli.main import main; sys.exit(main(['today']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=HOUSE, env=mrtnet.env, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.count("\n")) == (70, 1)


def test_a_calendar_file_that_cannot_be_written_costs_no_change(mrtnet: Program) -> None:
    folder = mrtnet.home.parent / "calendar"
    folder.mkdir()
    mrtnet("log", "Ama Owusu")
    mrtnet("feed", str(folder / "feed.ics"))
    shutil.rmtree(folder)
    outcome = mrtnet("log", "Kwame Asante", code=1)
    _one_sentence(outcome.err)
    assert len(mrtnet("people", "--json").json) == 2
    folder.mkdir()
    mrtnet("log", "Tala Sari")
    assert (folder / "feed.ics").exists()
