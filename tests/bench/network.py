"""Row 22: the network map of 2,000 and 20,000 people: frames while it moves and zooms, gaps while it is made."""

import itertools
import time
from collections.abc import Callable, Iterator
from typing import Any

from tests.bench.measure import THREAD, Bench, Result, percentile
from tests.bench.window import FRAME, _window, _worst

SIZES = (2_000, 20_000)
MOVES, NOTCHES = 180, 12


def run(bench: Bench) -> Iterator[Result]:
    """Of a book of this size and, where that is large enough, of 2,000 and 20,000 people."""
    sizes = [size for size in SIZES if size <= bench.people] or [bench.people]
    for size in sizes:
        yield from _measured(Bench(size, bench.rounds, bench.folder, bench.seen, bench.kept, bench.application), bench)


def _measured(sized: Bench, bench: Bench) -> Iterator[Result]:
    of = f"{sized.people:,} people"
    with _window(sized, sized.book(), page="people") as (window, wait):
        wait(0.2)
        window.go("network")
        start = time.perf_counter()
        while window.page.is_planning():
            wait(0.002)
        made = (time.perf_counter() - start) * 1000
        yield Result(22, f"read, laid out and painted, {of}", bench.people, FRAME, made, clock="wall")
        wait(0.2)
        idle = _worst(wait, lambda: None, lambda: False)  # how busy the machine is otherwise
        gap = _worst(wait, window.page.reload, window.page.is_planning)
        yield Result(22, f"longest gap meanwhile, {of}", bench.people, idle, gap, limit_ms=25.0, clock="wall")
        view = window.page.map
        for name, frames in (("moving", _moving(view, bench.rounds)), ("zooming", _zooming(view))):
            spread = (percentile(frames, 25), percentile(frames, 75))
            for what, found in (("median", percentile(frames, 50)), ("longest", max(frames))):
                yield Result(22, f"frame while {name}, {what}, {of}", bench.people, FRAME, found,
                             limit_ms=FRAME if what == "median" else 25.0, spread=spread)  # fmt: skip


def _frame(view: Any, change: Callable[[], None]) -> float:
    """CPU milliseconds of this thread for a change and the frame that shows it."""
    began = THREAD()
    change()
    view.repaint()
    return (THREAD() - began) * 1000


def _whole(view: Any) -> None:
    """All pieces in view painted."""
    while view.is_filling():
        view.repaint()


def _moving(view: Any, rounds: int) -> list[float]:
    """Dragged right and down over the map at three scales, so that new pieces come into view all the time."""
    frames, moves = [], MOVES * min(rounds, 9) // 9
    for closer in (1.0, 4.0, 20.0):
        view.fit()
        view.zoom(closer)
        _whole(view)
        for number in range(moves):
            dx, dy = (23, 11) if number < moves / 2 else (-17, 19)
            frames.append(_frame(view, lambda dx=dx, dy=dy: view.move_by(dx, dy)))
    return frames


def _zooming(view: Any) -> list[float]:
    """Notch after notch closer, and back again, two frames each."""
    from mrtnet.ui.widgets.map_view import STEP

    frames = []
    view.fit()
    _whole(view)
    for factor in itertools.chain([STEP] * NOTCHES, [1 / STEP] * NOTCHES):
        frames.append(_frame(view, lambda factor=factor: view.zoom(factor)))
        frames.append(_frame(view, lambda: None))
    return frames
