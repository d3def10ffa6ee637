"""What is kept when the program fails by its own fault: where in the code, never what was in the book."""

import platform
import sys
import traceback
from pathlib import Path
from types import TracebackType

from mrtnet import __version__, clock, paths
from mrtnet.trouble import Trouble

KEEP = 5


def write_report(kind: type[BaseException], wrong: BaseException, trace: TracebackType | None) -> Path | None:
    """Write a report beside the settings and return its file; None if even that cannot be written.

    It holds the places in the code and the kinds of the errors. Messages of errors are left out: they may quote data.
    """
    lines = [
        f"mrtnet {__version__}, Python {platform.python_version()}, {platform.system()} {platform.release()}",
        f"at {clock.now():%Y-%m-%dT%H:%M:%SZ}",
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
    return max(reports_dir().glob("report-*.txt"), default=None)


def _places(wrong: BaseException, trace: TracebackType | None) -> list[str]:
    base = Path(__file__).resolve().parent.parent
    lines = [type(wrong).__module__ + "." + type(wrong).__qualname__]
    for frame in traceback.extract_tb(trace):
        path = Path(frame.filename)
        shown = path.relative_to(base) if path.is_relative_to(base) else Path(*path.parts[-3:])
        lines.append(f"  {shown}:{frame.lineno} in {frame.name}")
    return [*lines, ""]


def on_standard_error(kind: type[BaseException], wrong: BaseException, trace: TracebackType | None) -> None:
    """Say on standard error that the program failed and where the report lies."""
    path = write_report(kind, wrong, trace)
    where = f" A report without personal data: {path}" if path else ""
    sys.stderr.write(f"mrtnet: this is a fault of the program ({kind.__name__}). Your book is whole.{where}\n")
