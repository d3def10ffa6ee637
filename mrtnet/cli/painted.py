"""Pages that only the window's part of the program can paint, as PDF: made by a process of its own.

The command line knows no Qt. What is given is a whole PDF; what the process says goes wrong is told in its sentence.
"""

import os
import subprocess
import sys
from pathlib import Path

from mrtnet.trouble import Trouble
from mrtnet.words import _

PATIENCE = 120  # seconds for a page


def painted(module: str, option: str, book: Path, row_id: int) -> bytes:
    """The PDF that `python -m module BOOK ID` paints; `option` stands for it in a packed program. Raises Trouble."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    line = [sys.executable, "-P", "-m", module, str(book.absolute()), str(row_id)]
    if getattr(sys, "frozen", False):
        line = [sys.executable, option, *line[-2:]]
    try:
        done = subprocess.run(
            line, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, check=False, env=environment,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        raise Trouble(_("The page could not be made here.")) from None
    if done.returncode == 0 and done.stdout.startswith(b"%PDF"):
        return done.stdout
    said = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode == 1 and said and "Traceback" not in said:
        raise Trouble(said.rpartition("\n")[2])
    raise Trouble(_("The page could not be made: the part of the program that paints does not start here."))
