"""How mrtnet starts mrtnet again: as a child of this process, and from a file that is read at the next login."""

import os
import sys
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parents[2]  # the checkout, or where packages are installed


class Start(NamedTuple):
    """A command line, and the variables that it needs beside the usual ones."""

    line: tuple[str, ...]
    environ: tuple[tuple[str, str], ...] = ()


def now(*arguments: str) -> list[str]:
    """The command line of a child, which takes over our environment."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    return [sys.executable, "-P", "-m", "mrtnet", *arguments]


def later(*arguments: str) -> Start:
    """What starts mrtnet in a fresh session.

    Started by packaging/run.py, that is what stands there too: it makes the environment anew where it was tidied away.
    From a checkout with an environment of her own, that environment's Python is told where the checkout is.
    """
    environ = [(name, os.path.abspath(value)) for name in ("MRTNET_HOME",) if (value := os.environ.get(name))]  # noqa: PTH100
    run = HERE / "packaging" / "run.py"
    if run.is_file() and (Path(sys.prefix) / "ready").is_file() and not getattr(sys, "frozen", False):
        python = getattr(sys, "_base_executable", "") or sys.executable
        return Start((python, str(run), *arguments), tuple(environ))
    if run.is_file():
        environ.append(("PYTHONPATH", str(HERE)))
    return Start(tuple(now(*arguments)), tuple(environ))
