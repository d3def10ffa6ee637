"""Row 23: the reminder service with nothing to do, a real process on a real bus; ten minutes, told for an hour.

With one round it idles for a second only, which says nothing about an hour. Linux tells both figures.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import time as wall_time
from pathlib import Path

from mrtnet.edits.settings import set_about
from mrtnet.store.book import Book
from tests.bench.measure import Bench, Result
from tests.reminding import desktop

SETTLED, IDLE, SHORT = 40.0, 600.0, 1.0  # seconds; after its first reminder the service looks once more
HOUR = 3600.0
MOST_MB, MOST_MS = 60.0, 3600.0  # in an hour that is a thousandth


def run(bench: Bench) -> Iterator[Result]:
    """Memory that it alone holds and its share of what it shares, in MB for milliseconds; CPU of an idle hour."""
    home = bench.folder / "home"
    home.mkdir(mode=0o700)
    with Book.open(bench.copy().rename(home / "book.mrtnet")) as book:
        book.do(set_about, quiet_from=wall_time(0), quiet_until=wall_time(0))  # at any hour of the day
    with ExitStack() as session:
        service = (_on_a_bus if desktop.THERE else _printing)(session, bench.folder, home)
        settled, idle = (SETTLED, IDLE) if bench.rounds > 1 else (SHORT, SHORT)
        time.sleep(settled)
        taken = _cpu(service.pid)
        time.sleep(idle)
        an_hour = max((_cpu(service.pid) - taken) / idle * HOUR, 0.001)
        memory = _memory(service.pid)
    yield Result(23, "MB: reminder service, idle (floor: what it may take)", bench.people, MOST_MB, memory, 1.0,
                 clock="MB")  # fmt: skip
    yield Result(23, "an idle hour of it (floor: a thousandth)", bench.people, MOST_MS, an_hour, 1.0)


def _on_a_bus(session: ExitStack, folder: Path, home: Path) -> "subprocess.Popen[bytes]":
    """The service, as soon as it has reminded of what was due already."""
    address = session.enter_context(desktop.bus(folder))
    notices = desktop.Desktop(address)
    session.callback(notices.close)
    line = [sys.executable, "-m", "mrtnet", "remind"]
    service = session.enter_context(subprocess.Popen(line, env=desktop.environ(home, address)))
    session.callback(service.terminate)
    notices.wait(1)
    return service


def _printing(session: ExitStack, _folder: Path, home: Path) -> "subprocess.Popen[bytes]":
    """The same where there is no bus: it prints."""
    line = [sys.executable, "-u", "-m", "mrtnet", "remind", "--print"]
    service = session.enter_context(subprocess.Popen(line, env=desktop.environ(home, ""), stdout=subprocess.PIPE))
    session.callback(service.terminate)
    assert service.stdout is not None
    service.stdout.readline()
    return service


def _cpu(process: int) -> float:
    """CPU milliseconds so far."""
    return int(Path(f"/proc/{process}/schedstat").read_text(encoding="ascii").split()[0]) / 1e6


def _memory(process: int) -> float:
    """Its proportional share (PSS) in MB, which is never less than what it alone holds (USS)."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1024
