"""When it is our fault: a report in a file, without personal data, and a sentence. The book stays whole."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from mrtnet import __version__, clock

REPORT = "crash.txt"
_KEPT = 200_000  # bytes


def report_of(kind: type[BaseException], where: TracebackType | None) -> str:
    """Which error, where in our code. Neither its text nor any value is kept: they may hold names."""
    import platform
    import traceback

    frames = traceback.extract_tb(where)
    lines = [f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    head = f"{clock.now():%Y-%m-%dT%H:%M:%SZ} mrtnet {__version__}, Python {platform.python_version()}, {sys.platform}"
    return "\n".join([head, kind.__name__, *lines, ""])


def install(folder: Path, tell: Callable[[str], None]) -> None:
    """Write a report for every error nobody caught, and tell the window."""

    def caught(kind: type[BaseException], wrong: BaseException, where: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, wrong, where)
            return
        text = report_of(kind, where)
        write(folder, text)
        sys.stderr.write(text)
        tell(text)

    sys.excepthook = caught


def write(folder: Path, text: str) -> None:
    """Add a report to the file; a disk that refuses is not worth another error."""
    path = folder / REPORT
    try:
        if path.exists() and path.stat().st_size > _KEPT:
            path.unlink()
        with path.open("a", encoding="utf-8") as out:
            out.write(text + "\n")
    except OSError:
        return


def _short(filename: str) -> str:
    parts = Path(filename).parts
    for root in ("mrtnet", "site-packages"):
        if root in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(root) :])
    return parts[-1] if parts else ""
