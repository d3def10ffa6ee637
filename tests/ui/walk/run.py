"""The walk from beginning to end: the program put together as it is, on the walk's clock, with a record in a file."""

import argparse
import faulthandler
import hashlib
import os
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu

from mrtnet.reminding import login
from mrtnet.settings import Settings
from mrtnet.store import journal
from mrtnet.store.book import Book
from mrtnet.ui import programs
from mrtnet.ui.company import Company
from mrtnet.ui.desk import Desk, _Order, _outcome
from mrtnet.ui.jobs import Jobs, beside
from mrtnet.ui.pictures import stage
from mrtnet.ui.window import Window
from tests.ui.conftest import dressed
from tests.ui.sampled import sample_book
from tests.ui.walk import again, pace
from tests.ui.walk.elsewhere import Elsewhere
from tests.ui.walk.walker import Walker, all_shots
from tests.ui.walk.watching import Watch, held, tell

SAMPLE_EVERY = 1000  # steps
WRITES = (1, 5, 30, 400)  # ms until a change is written


class WalkingDesk(Desk):
    """Writes when the walk comes to it, later than she ordered it, as the thread would."""

    def __init__(self, book: Book, dice: random.Random) -> None:
        self._dice, self._free_at = dice, 0
        super().__init__(book)

    def _order(self, work: Callable[[], Any], on_done: Any, on_trouble: Any) -> None:
        order = _Order(work, on_done, on_trouble)
        self._open_orders += 1
        beside.begin()
        self._free_at = max(self._free_at, pace.clock.ms) + self._dice.choice(WRITES)
        pace.clock.at(self._free_at - pace.clock.ms, lambda: self._finish(_outcome(order)))


def _alone(folder: Path, dice: random.Random) -> None:
    """Nothing leaves: no link is opened, no system dialog comes, and nothing waits for an answer."""
    target = str(folder / "out.ics")

    def waits(dialog: Any, *_told: Any) -> int:
        raise AssertionError(f"{type(dialog).__name__} stops the window until it is answered")

    def one(*_told: Any, **_more: Any) -> tuple[str, str]:
        return dice.choice((("", ""), (target, "")))

    def many(*_told: Any, **_more: Any) -> tuple[list[str], str]:
        return dice.choice((([], ""), ([target], "")))

    instead: list[tuple[Any, str, Any]] = [
        (QDesktopServices, "openUrl", lambda _url: True), (programs, "opens", lambda *_kinds: True),
        (login, "switch", lambda *_told: None),
        (QDialog, "exec", waits), (QMenu, "exec", waits),
        (QFileDialog, "getSaveFileName", one), (QFileDialog, "getOpenFileName", one),
        (QFileDialog, "getOpenFileNames", many), (QFileDialog, "getExistingDirectory", lambda *_told, **_more: ""),
    ]  # fmt: skip
    for owner, name, put in instead:
        setattr(owner, name, put)
    sys.modules["PySide6.QtPrintSupport"] = None  # type: ignore[assignment]  # the system's dialog waits without end


def _content(book: Book) -> str:
    """The book's content without what is random in every book."""
    digest = hashlib.sha256()
    for table in journal.TABLES:
        columns = [name for name in journal.columns(book.read, table) if name not in ("uid", "sha256")]
        for row in book.read.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY 1").fetchall():
            digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()[:16]


class Standing(NamedTuple):
    """The program put together, and who walks in it."""

    walker: Walker
    book: Book
    company: Company


@contextmanager
def standing(folder: Path, seed: int, watch: Watch) -> Iterator[Standing]:
    """The whole program over the sample, settled at Today; gone at the end."""
    watch.install()
    application = QApplication(["walk"])
    application.setCursorFlashTime(0)
    application.setDoubleClickInterval(0)  # Qt's own waits: none, or without end
    application.setKeyboardInputInterval(1_000_000)
    settings = Settings(less_motion=True)
    theme = dressed(application, settings)
    dice = random.Random(seed)
    with ExitStack() as stack:
        _alone(folder, dice)
        book = stack.enter_context(sample_book(folder))
        jobs = Jobs()
        jobs._pool = pace.Turns()  # type: ignore[assignment]
        window = Window(WalkingDesk(book, dice), theme, settings, jobs)
        elsewhere = Elsewhere(book.path, dice)
        stack.callback(elsewhere.book.close)
        walker = Walker(window, application, elsewhere, dice)
        stage.settle = lambda _window: walker.settle(50)
        stage.work_off = lambda _window: walker.settle(5_000)
        window.resize(1440, 868)
        window.go("today")
        window.show()
        window.activateWindow()
        walker.settle()
        company = Company(window, application)
        walker.settle(1000)
        yield Standing(walker, book, company)
        window.close()
        window.deleteLater()
        walker.settle()
        window.desk.close()


def walk(folder: Path, told: argparse.Namespace, out: Any) -> int:
    """Walk in this folder; 0 if nothing went wrong."""
    watch = Watch()
    with ExitStack() as stack:
        walker, book, company = stack.enter_context(standing(folder, told.seed, watch))
        digest, begun = hashlib.sha256(), time.monotonic()
        last = Path(f"{out.name}.last").open("w", encoding="utf-8")  # noqa: SIM115  # open until the last step
        stack.callback(last.close)

        def goes_on() -> bool:
            return walker.steps < told.steps if told.steps else time.monotonic() - begun < told.seconds

        if told.warm:
            walker.see_all()
            tell(out, step=0, **held())
        while goes_on():
            words = ""
            try:
                words = walker.step()
            except Exception:
                watch.found.append(traceback.format_exc())
            digest.update(words.encode())
            if told.trail:
                tell(out, step=walker.steps, did=words)
            last.seek(0)
            last.write("\n".join(walker.trail[-8:]).ljust(1200) + "\n")
            last.flush()
            if watch.found:
                tell(out, wrong=watch.found, step=walker.steps, seed=told.seed, trail=walker.trail)
                return 1
            if walker.steps % told.every == 0:
                walker.rest()
                tell(out, step=walker.steps, seconds=round(time.monotonic() - begun), digest=digest.hexdigest()[:16],
                     **held())  # fmt: skip
        walker.settle(2000)
        company._running.stop()
        problems = book.check()
        digest.update(_content(book).encode())
        tell(
            out,
            end=not (watch.found or problems),
            wrong=watch.found,
            problems=[str(each) for each in problems],
            steps=walker.steps,
            digest=digest.hexdigest()[:16],
            content=_content(book),
            seen=sorted(walker.seen),
        )
        return 1 if watch.found or problems else 0


def open_again(folder: Path, told: argparse.Namespace, out: Any) -> int:
    """Open and close everything again and again; 0 if nothing went wrong."""
    watch = Watch()
    with standing(folder, told.seed, watch) as (walker, book, _company):
        if told.only:
            names = all_shots() if told.only == "all" else told.only.split(",")
            again.one_by_one(walker, book, names, told.again, out)
        else:
            again.in_rounds(walker, book, told.again, out)
    for wrong in watch.found:
        tell(out, wrong=wrong)
    return 1 if watch.found else 0


def main(arguments: Sequence[str]) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="walk", description="A random walk over the window.")
    parser.add_argument("--seed", type=int, default=20261015)
    parser.add_argument("--steps", type=int, default=0, help="so many; else by --seconds")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--every", type=int, default=SAMPLE_EVERY, help="steps between two samples of memory")
    parser.add_argument("--warm", action="store_true", help="see everything once before; the first sample is of then")
    parser.add_argument("--again", type=int, default=0, help="instead: open and close everything so often")
    parser.add_argument("--only", default="", help='with --again: these shots, one after the other, or "all"')
    parser.add_argument("--trail", action="store_true", help="record every step")
    parser.add_argument("--out", type=Path, default=Path("/dev/stdout"))
    told = parser.parse_args(arguments)
    os.environ.update({"QT_QPA_PLATFORM": "offscreen", "TZ": "America/Chicago"})
    time.tzset()
    memory = Path("/dev/shm")
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None))
        os.environ["MRTNET_HOME"] = str(Path(folder) / "home")
        out = stack.enter_context(told.out.open("w", encoding="utf-8"))
        faulthandler.enable()
        return (open_again if told.again else walk)(Path(folder), told, out)
