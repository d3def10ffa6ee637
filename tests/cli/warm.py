"""A warm program for tests: a process that has everything imported and forks for each call, as real as one started new.

Run as a program it reads one request a line from standard input: {"words", "env", "files"}, answers with the exit code
of the fork. `call` asks the one warm process of this test run. Where there is no fork, programs are started new.
"""

import atexit
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO, NoReturn

HOUSE = Path(__file__).resolve().parent.parent.parent


def call(words: Sequence[str], env: Mapping[str, str], stdin: bytes) -> tuple[int, bytes, bytes]:
    """Run `mrtnet` with these words and this environment; (exit code, standard output, standard error)."""
    warm = _warm()
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("in", "out", "err")]
        files[0].write_bytes(stdin)
        request = {"words": list(words), "env": dict(env), "files": [str(path) for path in files]}
        assert warm.stdin is not None
        assert warm.stdout is not None
        warm.stdin.write(json.dumps(request) + "\n")
        warm.stdin.flush()
        code = int(warm.stdout.readline())
        return code, files[1].read_bytes(), files[2].read_bytes()


@cache
def _warm() -> subprocess.Popen[str]:
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.cli.warm"],
        cwd=HOUSE,
        env={**os.environ, "PYTHONPATH": str(HOUSE)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(_end, started)
    return started


def _end(started: subprocess.Popen[str]) -> None:
    started.communicate()


def _serve(requests: IO[str], answers: IO[str]) -> None:
    from mrtnet.cli.main import VERBS, load
    from mrtnet.store import tables

    assert tables.Person  # SQLModel is loaded
    for verb in VERBS:
        load(verb)
    for line in requests:
        request = json.loads(line)
        child = os.fork()
        if not child:
            _run(request["words"], request["env"], request["files"])
        _child, status = os.waitpid(child, 0)
        answers.write(f"{os.waitstatus_to_exitcode(status)}\n")
        answers.flush()


def _run(words: list[str], env: dict[str, str], files: list[str]) -> NoReturn:
    code = 1
    try:
        os.environ.clear()
        os.environ.update(env)
        flags = (os.O_RDONLY, os.O_WRONLY | os.O_CREAT, os.O_WRONLY | os.O_CREAT)
        for number, (path, flag) in enumerate(zip(files, flags, strict=True)):
            os.dup2(os.open(path, flag), number)
        sys.stdin, sys.stdout, sys.stderr = (os.fdopen(n, mode) for n, mode in enumerate("rww"))
        sys.argv = ["mrtnet", *words]
        from mrtnet.__main__ import main

        code = main()
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve(sys.stdin, sys.stdout)
