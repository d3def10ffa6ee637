"""What is kept when the program fails by its own fault: where in the code, never what was in the book."""

import faulthandler
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO

from mrtnet import __version__, clock, paths
from mrtnet.trouble import Trouble

KEEP = 5
_FILE = re.compile(r'File "([^"]*)"')
_NAME = re.compile(r"report-\d{8}T\d{12}\.txt")
_end: IO[bytes] | None = None  # open as long as the program runs: it is written when nothing else can be done


def write_report(kind: type[BaseException], wrong: BaseException, trace: TracebackType | None) -> Path | None:
    """Write a report beside the settings and return its file; None if even that cannot be written.

    It holds the places in the code and the kinds of the errors. Messages of errors are left out: they may quote data.
    """
    import platform  # dear to import, and most starts never write a report

    lines = [
        f"mrtnet {__version__}, Python {platform.python_version()}, {platform.system()} {platform.release()}",
        f"at {clock.as_text(clock.now())}",
        "",
    ]
    seen: BaseException | None = wrong
    while seen is not None:
        lines += _places(seen, trace if seen is wrong else seen.__traceback__)
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    try:
        folder = reports_dir()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / f"report-{clock.now():%Y%m%dT%H%M%S%f}.txt"
        paths.write_whole(path, "\n".join(lines).encode())
        for old in sorted(folder.glob("report-*.txt"))[:-KEEP]:
            old.unlink()
    except (OSError, Trouble):
        return None
    return path


def reports_dir() -> Path:
    """Where reports lie."""
    return paths.config_dir() / "reports"


def newest_report() -> Path | None:
    """The newest report, if there is any."""
    return max((path for path in reports_dir().glob("report-*.txt") if _NAME.fullmatch(path.name)), default=None)


def watch_for_the_end() -> None:
    """Where even Python ends (a fault in a library), leave a report too. One left by the last run is taken over."""
    global _end
    folder = reports_dir()
    path = folder / "end.txt"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size:
            at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            told = _FILE.sub(lambda found: f'File "{_short(Path(found[1]))}"', path.read_text("utf-8", "replace"))
            paths.write_whole(folder / f"report-{at:%Y%m%dT%H%M%S%f}.txt", f"mrtnet {__version__}\n{told}".encode())
        _end = path.open("wb")
    except (OSError, Trouble):
        return
    faulthandler.enable(_end)


def moment_of(report: Path) -> datetime:
    """When a report was written (UTC)."""
    return datetime.strptime(report.stem, "report-%Y%m%dT%H%M%S%f").replace(tzinfo=UTC)


def _places(wrong: BaseException, trace: TracebackType | None) -> list[str]:
    import traceback

    lines = [type(wrong).__module__ + "." + type(wrong).__qualname__]
    for frame in traceback.extract_tb(trace):
        lines.append(f"  {_short(Path(frame.filename))}:{frame.lineno} in {frame.name}")
    return [*lines, ""]


def _short(path: Path) -> Path:
    """The file inside the program, without the folders it lies in: they may hold her name."""
    base = Path(__file__).resolve().parent.parent
    return path.relative_to(base) if path.is_relative_to(base) else Path(*path.parts[-3:])


def on_standard_error(kind: type[BaseException], wrong: BaseException, trace: TracebackType | None) -> None:
    """Say on standard error that the program failed and where the report lies."""
    sys.stderr.write(said(kind, write_report(kind, wrong, trace)))


def said(kind: type[BaseException], path: Path | None) -> str:
    """The sentence about a report, for standard error."""
    where = f" A report without personal data: {path}" if path else ""
    return f"mrtnet: this is a fault of the program ({kind.__name__}). Your book is whole.{where}\n"
