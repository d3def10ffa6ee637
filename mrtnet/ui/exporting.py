"""The calendar file she asks for once: chosen place, written by a process of its own, told in one sentence.

As a thread of the window's process it took Python from the window for 57 ms at a time (100,000 people); a process of
its own takes nothing. The command line writes the same file and gives the same sentences.
"""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QMainWindow

from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.jobs import Job
from mrtnet.ui.leaving.saving import ask_place
from mrtnet.ui.widgets.basic import Surface
from mrtnet.ui.widgets.busy import Busy
from mrtnet.ui.widgets.strip import strip
from mrtnet.words import _

LOOK_EVERY = 0.2  # seconds between two looks whether she asked to stop
SHOWN_AFTER = 500  # ms


def ask_and_export(around: Around, since: date | None = None) -> None:
    """Ask where, then write all follow-ups and events that are not over before `since`."""
    title, kind = _("Export to a calendar file"), _("Calendar files")
    path = ask_place(around.window, title, "mrtnet", ".ics", kind, around.desk.trouble.emit)
    if path is not None:
        export(around, path, since)


def export(around: Around, path: Path, since: date | None = None) -> None:
    """Write the calendar file; a toast says how many entries went out, or what stood in the way."""
    desk = around.desk
    job = around.jobs.start(
        _("Export to a calendar file"), _written, desk.book.path, path, since,
        on_done=lambda said: desk.said.emit(said, 0), on_trouble=desk.trouble.emit,
    )  # fmt: skip
    _show(around, job)


def _show(around: Around, job: Job) -> None:
    """A bar on top of the window as long as it lasts, if that is more than a moment."""
    ground = Surface(around.theme, "window", edge="bottom")
    busy = Busy(around.theme, "bar.export", by_key=False)
    line = QHBoxLayout(ground)
    line.setContentsMargins(around.px(28), around.px(4), around.px(16), around.px(4))
    line.addWidget(busy)
    window = around.window
    assert isinstance(window, QMainWindow)
    bar = strip(window, ground, "bar.export.strip", job.title)
    bar.hide()
    busy.begin(job.title + "…")
    busy.stop.clicked.connect(job.stop)
    QTimer.singleShot(SHOWN_AFTER, bar, bar.show)

    def over() -> None:
        window.removeToolBar(bar)
        bar.deleteLater()
        if job.stopped():
            around.desk.said.emit(_("The export was stopped. No file was written."), 0)

    job.ended.connect(over)


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
