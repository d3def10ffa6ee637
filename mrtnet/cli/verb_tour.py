"""`mrtnet tour`: the main job on an invented conference, in a scratch book that is nobody's."""

import argparse
import shlex
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from mrtnet import clock, paths
from mrtnet.cli.verb import Call, Verb
from mrtnet.domain.days import WorkingDays
from mrtnet.queries.today import today
from mrtnet.store.book import Book
from mrtnet.trouble import Trouble
from mrtnet.words import _

EVENT = "Lakeside HIM Forum"
WRITTEN = 3
PICTURES = "01-today,02-follow-ups,06-person,20-capture"
PATIENCE = 120.0  # seconds for the pictures


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", metavar=_("FOLDER"), help=_("where to leave the scratch book"))
    parser.add_argument("--no-pictures", action="store_true", help=_("without the pictures of the window"))


def _run(call: Call) -> int | None:
    folder = Path(call.told.folder).expanduser() if call.told.folder else Path(tempfile.mkdtemp(prefix="mrtnet-tour-"))
    folder.mkdir(parents=True, exist_ok=True)
    book = folder / "tour.mrtnet"
    if book.exists():
        raise Trouble(_("There is a tour in “{folder}” already. Choose another folder.").format(folder=folder))
    tour = _Tour(call, book)
    try:
        tour.walk(folder)
    except _Stopped as stopped:
        return stopped.code
    if not call.told.no_pictures:
        tour.step(_("The same work in the window, in four pictures: today, the month, a person, quick capture."))
        call.say(_take_pictures(folder / "pictures"))
    call.say(_("\nEverything of this tour lies in {folder}").format(folder=folder))
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            call.say(f"  {path.relative_to(folder)}  ({path.stat().st_size:,} bytes)")
    call.say(_("Remove the folder and nothing of it is left."))
    return None


def _take_pictures(out: Path) -> str:
    """Let the window take its pictures in a process of its own, which needs no screen; how that went, in a sentence."""
    line = [sys.executable, "-P", "-m", "mrtnet.ui.pictures", str(out), "--only", PICTURES, "--looks", "light"]
    try:
        done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        done = None
    if done is None or done.returncode:
        return _("No pictures were taken: the libraries of the window are not all here. Everything else is.")
    return _("They lie in {folder}").format(folder=out)


class _Stopped(Exception):
    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class _Tour:
    """The tour: each step is a command as she would type it, run and shown."""

    def __init__(self, call: Call, book: Path) -> None:
        self.call, self.book = call, book

    def walk(self, folder: Path) -> None:
        """From fourteen cards to a calendar file."""
        now = clock.today()
        lines = paths.resource("tour", "cards.txt").read_text(encoding="utf-8").splitlines()
        met = now - timedelta(days=1)
        due = WorkingDays().after(met, 1)
        self.step(_("You tell the program who you are, so that messages are signed."))
        self.run("set", "name", "Dana Ortiz")
        self.run("set", "role", "health information student")
        self.step(_("Home from a conference with 14 cards: one line a card."))
        self.run("event", EVENT, "--start", str(met - timedelta(days=1)), "--end", str(met), "--ceus", "12")
        self.run("log", "--event", EVENT, *lines, shown=["log", "--event", EVENT, "< cards.txt"])
        self.step(_("On {day} the program says who is next.").format(day=f"{due:%A, %B} {due.day}"))
        self.run("today", "--on", str(due))
        self.step(_("Three messages are written and done."))
        for follow_up_id, person in self.first_due(due):
            self.run("write", str(person))
            self.run("done", str(follow_up_id))
        self.step(_("One of them was a mistake, and is undone."))
        self.run("undo")
        self.run("history", "--limit", "6")
        self.step(_("The dated steps and the event go into a calendar file."))
        self.run("export", str(folder / "follow-ups.ics"))
        self.step(_("A checked backup, and is the book sound?"))
        self.run("backup")
        self.run("check")

    def step(self, sentence: str) -> None:
        """A sentence before the commands."""
        self.call.say(f"\n— {sentence}")

    def run(self, *words: str, shown: list[str] | None = None) -> None:
        """Show a command and run it on the scratch book."""
        from mrtnet.cli.main import main

        self.call.say(
            "\n$ mrtnet " + " ".join(shlex.quote(word) if word[:1] != "<" else word for word in shown or words)
        )
        code = main(["--book", str(self.book), *words])
        if code:
            raise _Stopped(code)

    def first_due(self, on: date) -> list[tuple[int, int]]:
        """(follow-up, person) of the first ones to be written on that day."""
        with Book.open(self.book) as book:
            page = today(book.read, on)
        return [(row.id, row.person_id) for row in page.late + page.today if row.person_id][:WRITTEN]


VERB = Verb(
    help=_("show the main job on an invented conference, in a scratch book"),
    examples=("mrtnet tour", "mrtnet tour ~/mrtnet-tour", "mrtnet tour --no-pictures"),
    arguments=_arguments,
    run=_run,
    needs_book=False,
)
