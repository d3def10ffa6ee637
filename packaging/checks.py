"""The checks of packaging/test.py: what the code looks like, then what it does."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import environment

# pytest-xdist's "-n" would go here; on two cores it took longer than one process.
PYTEST = ("-m", "pytest")


def run(arguments: Sequence[str]) -> int:
    """All checks, or pytest alone with these arguments; pytest has the last word. The exit code is 0 if none fails."""
    found = environment.ready("test", window=False, must_show=True)
    with tempfile.TemporaryDirectory(prefix="mrtnet-") as runtime:
        environ = environment.environ_for(found) | {
            "QT_QPA_PLATFORM": "offscreen",
            "LC_ALL": "C.UTF-8",
            "XDG_RUNTIME_DIR": os.environ.get("XDG_RUNTIME_DIR", runtime),  # Qt warns without, and a warning fails
        }
        python = str(found.python)
        steps = {
            "ruff": [python, "-m", "ruff", "check", "--output-format", "concise", "."],
            "mypy": [python, "-m", "mypy"],
            "mypy, these scripts": [python, "-m", "mypy", "packaging/run.py", "packaging/test.py"],
            "import rules": [str(found.program("lint-imports")), "--no-cache"],
        }
        failed = 0 if arguments else sum(not passes(name, line, environ) for name, line in steps.items())
        if arguments or (os.cpu_count() or 1) < 2:
            tests = subprocess.Popen([python, *PYTEST, *arguments], env=environ, cwd=environment.CHECKOUT)
            return environment.wait_for(tests) or int(failed > 0)
        return portions(python, environ) or int(failed > 0)


PAGES = ("test_every_page.py", "test_pictures.py", "test_hostile.py", "test_random_walk.py", "test_write.py")


def portions(python: str, environ: dict[str, str]) -> int:
    """All tests in five processes at once: looks of pages, twice the window, programs, the rest. Output one by one.

    Not pytest-xdist: its workers prepare everything once more each, and on two cores that took longer than one process.
    The window's tests wait now and then, and those of programs and servers mostly, so that five find room on two cores.
    """
    tests = environment.CHECKOUT / "tests"
    pages = [tests / "ui" / name for name in PAGES]
    window = [tests / "reminding", *_tests_in(tests / "ui", but=pages)]
    programs = [tests / name for name in ("cli", "packaging", "sync")]
    rest = _tests_in(tests, but=[tests / "ui", tests / "reminding", *programs])
    with ExitStack() as open_files:
        running: list[tuple[IO[bytes] | None, subprocess.Popen[bytes]]] = []
        for portion in (pages, window[::2], window[1::2], programs, rest):
            out = open_files.enter_context(tempfile.TemporaryFile()) if running else None
            line = [python, *PYTEST, "-p", "no:cacheprovider", *(str(each) for each in portion)]
            beside = subprocess.STDOUT if out else None
            running.append((out, subprocess.Popen(line, env=environ, cwd=tests.parent, stdout=out, stderr=beside)))
        codes = []
        for kept, process in running:
            codes.append(environment.wait_for(process))
            if kept is not None:
                kept.seek(0)
                sys.stdout.flush()
                sys.stdout.buffer.write(kept.read())
                sys.stdout.buffer.flush()
    return max(codes)


def _tests_in(folder: Path, but: Sequence[Path]) -> list[Path]:
    """The test files of a folder and its folders that hold some."""
    return sorted(
        path
        for path in folder.iterdir()
        if path not in but and (path.name.startswith("test_") or (path.is_dir() and any(path.glob("test_*.py"))))
    )


def passes(name: str, line: Sequence[str], environ: dict[str, str]) -> bool:
    """Run one check and say in one line that it is fine, or print all that it has to say."""
    began = time.monotonic()
    done = subprocess.run(
        line, env=environ, cwd=environment.CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode:
        sys.stdout.buffer.write(done.stdout)
    verdict = "FAILED" if done.returncode else "fine"
    print(f"{name}: {verdict} ({time.monotonic() - began:.1f} s)", flush=True)
    return not done.returncode
