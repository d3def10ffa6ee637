"""Rows 4, 5, 6 and 14: the window itself, without a screen: typing, lists, scrolling, and gaps while it works."""

import gc
import itertools
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.bench.bulk import _import
from tests.bench.measure import CPU, THREAD, WALL, Bench, Result, percentile, result, rounds
from tests.books import TODAY

FRAME = 1000 / 60  # ms
TYPED = ("mercy", "rosa del", "health", "lakes", "al-h", "rhit", "smiht", "coding")
PAUSE = 0.15  # seconds between two keys of somebody who types quickly
SCROLLS = 120
SIZE = (1440, 940)


def run_typing(bench: Bench) -> Iterator[Result]:
    """Row 4: from the key in the filter to the list painted; the floor is one frame of a screen."""
    from PySide6.QtTest import QTest

    with _window(bench, bench.book()) as (window, wait):
        _warm_up(window, wait)
        page = window.page
        page.filter.setFocus()
        taken: list[float] = []
        busy: list[float] = []
        for text in TYPED:
            for letter in text:
                start, began = WALL(), THREAD()
                QTest.keyClicks(page.filter, letter)
                page.view.viewport().repaint()
                taken.append((WALL() - start) * 1000)
                busy.append((THREAD() - began) * 1000)
                wait(PAUSE)
            page.filter.clear()
            wait(4 * PAUSE)
    worst = max(taken)
    spread = (percentile(taken, 25), percentile(taken, 75))
    median = percentile(taken, 50)
    yield Result(
        4, f"{len(taken)} keys to pixels, median", bench.people, FRAME, median, 0.6, spread=spread, clock="wall"
    )
    yield Result(4, "the same, worst", bench.people, FRAME, worst, 1.5, spread=spread, clock="wall")
    # On a machine that is busy otherwise the wall tells of the others; this is what a key takes of its own.
    spread = (percentile(busy, 25), percentile(busy, 75))
    for what, found in (("median", percentile(busy, 50)), ("worst", max(busy))):
        yield Result(4, f"what it takes the window's thread, {what}", bench.people, FRAME, found, spread=spread)


def run_list(bench: Bench) -> Iterator[Result]:
    """Row 5: the model set until the list is painted; the floor is Qt's own table of as many lines of text."""
    from PySide6.QtCore import QStringListModel
    from PySide6.QtWidgets import QTableView

    with _window(bench, bench.book()) as (window, wait):
        page, table = window.page, QTableView()
        lines = [f"Person {number}" for number in range(bench.people)]
        table.resize(page.view.size())
        table.show()
        wait(0.1)

        def floor() -> None:
            table.setModel(QStringListModel(lines))
            table.viewport().repaint()

        def ours() -> None:
            page._show_first()
            page.view.viewport().repaint()
            page._forget_reading()

        found = rounds(bench.rounds, {"floor": floor, "ours": ours}, THREAD)
        yield result(5, "list set and painted", bench, found["floor"], found["ours"], 1.5)
        table.hide()


def run_scrolling(bench: Bench) -> Iterator[Result]:
    """Row 6: a frame of the list of people while it scrolls, unread rows included; Qt's own delegate is the floor."""
    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtWidgets import QTableView

    with _window(bench, bench.book()) as (window, wait):
        view, table = window.page.view, QTableView()
        model = QStandardItemModel()
        for number in range(SCROLLS * 2):
            model.appendRow([QStandardItem(f"Person {number}, column {column}") for column in range(5)])
        table.setModel(model)
        table.verticalHeader().setDefaultSectionSize(view.rowHeight(0))
        table.resize(view.size())
        table.show()
        while len(window.page.model.ids) < bench.people:  # the rest of them comes when it was quiet for a while
            wait(0.1)
        row = view.rowHeight(0)
        floors, steps, jumps = [], [], []
        for _round in range(max(1, bench.rounds // 3)):
            floors += _frames(table, row)
            steps += _frames(view, row)
            jumps += _frames(view, view.viewport().height())
        table.hide()
    for what, frames in (("row by row", steps), ("page by page", jumps)):
        yield result(6, f"frame while scrolling {what}, median", bench, floors, frames, 2.7, clock="CPU")
        worst = [percentile(frames, 99)] * 2
        yield result(6, f"the same, p99 {what}", bench, [FRAME] * 2, worst, 1.0, clock="CPU")


def run_gaps(bench: Bench) -> Iterator[Result]:
    """Row 14: the longest time the window does not answer, while it writes, exports and backs up, and reminds."""
    from mrtnet.ui import backing_up
    from mrtnet.ui.exporting import export

    with _window(bench, bench.copy("gaps"), page="today") as (window, wait), _reminding(window):
        _warm_up(window, wait)
        desk, jobs = window.desk, window.around.jobs
        backups = backing_up.start(window)
        parts: dict[str, tuple[Callable[[], None], Callable[[], bool]]] = {
            "idle": (lambda: None, lambda: False),
            "backup": (backups.now, lambda: bool(jobs.running())),
            "export of the calendar": (
                lambda: export(window.around, bench.folder / "all.ics"), lambda: bool(jobs.running())),
            "a follow-up done": (lambda: _do_first(desk), desk.is_busy),
            "import of as many people": (lambda: desk.do(_import, bench.people), desk.is_busy),
        }  # fmt: skip
        for name, (start, busy) in parts.items():
            gap, ours = _worst(start, busy)
            limit = None if name == "idle" else 25.0
            yield Result(14, f"longest gap: {name}", bench.people, FRAME, gap, limit_ms=limit, clock="wall")
            # On a machine that is busy otherwise the wall tells of the others; this is what was done in a gap.
            yield Result(14, f"most CPU of all threads in a gap: {name}", bench.people, FRAME, ours, limit_ms=limit)


@contextmanager
def _window(bench: Bench, book: Path, page: str = "people") -> Iterator[tuple[Any, Callable[[float], None]]]:
    """The window over this book, painted, and a way to let so many seconds pass in it."""
    os.environ["MRTNET_NOW"] = f"{TODAY}T15:00:00+00:00"
    application = bench.application()
    from PySide6.QtCore import QEvent

    from mrtnet.settings import Settings
    from mrtnet.store.book import Book
    from mrtnet.ui.desk import Desk
    from mrtnet.ui.style import Style
    from mrtnet.ui.theme import system_theme
    from mrtnet.ui.window import Window

    theme = system_theme(Settings())
    application.setStyle(Style(theme))
    theme.apply_to(application)
    window = Window(Desk(Book.open(book)), theme, theme.settings)
    window.resize(*SIZE)
    window.go(page)
    window.show()

    def wait(seconds: float) -> None:
        end = WALL() + seconds
        while WALL() < end:
            application.processEvents()
            time.sleep(0.001)

    wait(0.1)
    gc.collect()
    gc.freeze()
    try:
        yield window, wait
    finally:
        window.around.jobs.close()
        window.close()
        window.desk.close()
        window.deleteLater()
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # none of its timers runs any more


@contextmanager
def _reminding(window: Any) -> Iterator[None]:
    """The reminders of the window, as while the program runs."""
    from mrtnet.ui.reminders.running import Running

    reminders = Running(window, has_tray=lambda: False, end=lambda: None)
    reminders.start()
    try:
        yield
    finally:
        reminders.let_go()
        reminders.stop()


def _do_first(desk: Any) -> None:
    from mrtnet.edits import follow_ups
    from mrtnet.queries.today import due

    desk.do(follow_ups.done, desk.once(due).picked.today[0], desk.today, today=desk.today)


def _frames(view: Any, step: int) -> list[float]:
    """CPU milliseconds of each full frame while the list moves by this step, from its beginning."""
    bar, taken = view.verticalScrollBar(), []
    bar.setValue(0)
    view.viewport().repaint()
    for number in range(1, SCROLLS):
        start = THREAD()
        bar.setValue(min(number * step, bar.maximum()))
        view.viewport().repaint()
        taken.append((THREAD() - start) * 1000)
    return taken


def _warm_up(window: Any, wait: Callable[[float], None]) -> None:
    """What the program does on a thread after the first paint, until it is done."""
    window.desk.warm_up()
    while any(thread.name == "warm-up" for thread in threading.enumerate()):
        wait(0.1)
    wait(0.5)


def _worst(start: Callable[[], None], busy: Callable[[], bool]) -> tuple[float, float]:
    """From the start until all is told, of two ticks of a timer of one millisecond: the longest time between them, and
    the most CPU time that this process took between them."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    loop, ticks = QEventLoop(), [(WALL(), CPU())]
    end = WALL() + 1.0

    def tick() -> None:
        ticks.append((WALL(), CPU()))
        if ticks[-1][0] > end and not busy():
            loop.quit()

    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setInterval(1)
    timer.timeout.connect(tick)
    timer.start()
    QTimer.singleShot(0, start)
    loop.exec()
    timer.stop()
    gaps = [(after[0] - before[0], after[1] - before[1]) for before, after in itertools.pairwise(ticks)]
    return max(wall for wall, _cpu in gaps) * 1000, max(cpu for _wall, cpu in gaps) * 1000
