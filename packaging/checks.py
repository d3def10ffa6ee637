"""The checks of packaging/test.py: what the code looks like, then what it does."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence

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
        return halves(python, environ) or int(failed > 0)


def halves(python: str, environ: dict[str, str]) -> int:
    """All tests in two processes at once, the window's and the rest: each keeps one core busy. Output one by one.

    Not pytest-xdist: its workers prepare everything once more each, and on two cores that took longer than one process.
    """
    window = ("tests/ui", "tests/reminding")
    rest = sorted(
        str(path.relative_to(environment.CHECKOUT))
        for path in (environment.CHECKOUT / "tests").iterdir()
        if path.name.startswith("test_") or (path.is_dir() and any(path.glob("test_*.py")))
    )
    rest = [path for path in rest if path.replace("\\", "/") not in window]
    with tempfile.TemporaryFile() as kept:
        line = [python, *PYTEST, "-p", "no:cacheprovider"]
        beside = subprocess.Popen(
            [*line, *rest], env=environ, cwd=environment.CHECKOUT, stdout=kept, stderr=subprocess.STDOUT
        )
        first = environment.wait_for(subprocess.Popen([*line, *window], env=environ, cwd=environment.CHECKOUT))
        second = environment.wait_for(beside)
        kept.seek(0)
        sys.stdout.flush()
        sys.stdout.buffer.write(kept.read())
        sys.stdout.buffer.flush()
    return first or second


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
