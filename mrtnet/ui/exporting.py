"""The calendar file she asks for once: chosen place, written by a process of its own, told in one sentence.

As a thread of the window's process it took Python from the window for 57 ms at a time (100,000 people); a process of
its own takes nothing. The command line writes the same file and gives the same sentences.
"""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.jobs import Job
from mrtnet.words import _

LOOK_EVERY = 0.2  # seconds between two looks whether she asked to stop


def ask_and_export(around: Around, since: date | None = None) -> None:
    """Ask where, then write all follow-ups and events that are not over before `since`."""
    folder = Path.home() / "mrtnet.ics"
    title = _("Export to a calendar file")
    told, _kind = QFileDialog.getSaveFileName(around.window, title, str(folder), _("Calendar files (*.ics)"))
    if told:
        path = Path(told)
        export(around, path if path.suffix else path.with_suffix(".ics"), since)


def export(around: Around, path: Path, since: date | None = None) -> None:
    """Write the calendar file; a toast says how many entries went out, or what stood in the way."""
    desk = around.desk
    around.jobs.start(
        _("Export to a calendar file"), _written, desk.book.path, path, since,
        on_done=lambda said: desk.said.emit(said, 0), on_trouble=desk.trouble.emit,
    )  # fmt: skip


def _written(job: Job, book: Path, path: Path, since: date | None) -> str:
    """Let the command line write the file; returns what it says. Raises Trouble with its sentence."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "mrtnet"]
    chosen = ["--since", since.isoformat()] if since else []
    with subprocess.Popen(
        [*program, "--book", str(book), "export", *chosen, "--", str(path.absolute())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    ) as child:
        said, wrong = _until_ended(job, child)
    if child.returncode == 0 or job.stopped():
        return said.partition("\n")[0]
    if child.returncode == 1:
        raise Trouble(wrong.strip().rpartition("\n")[2].removeprefix("mrtnet: "))
    raise RuntimeError(f"the export ended with {child.returncode}")


def _until_ended(job: Job, child: "subprocess.Popen[str]") -> tuple[str, str]:
    while True:
        try:
            return child.communicate(timeout=LOOK_EVERY)
        except subprocess.TimeoutExpired:
            if job.stopped():
                child.terminate()
