"""The program as she runs it: another process, a home of its own, a clock that stands still."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tests.cli import warm

HOUSE = Path(__file__).resolve().parent.parent.parent
NOW = "2026-10-15T21:30+00:00"  # Thursday, half past four in Chicago


class Outcome(NamedTuple):
    """What a call left: exit code, standard output and error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What was printed, as data."""
        return json.loads(self.out)


class Program:
    """`mrtnet` with a home."""

    def __init__(self, home: Path, **more: str) -> None:
        self.home = home
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG") if name in os.environ}
        self.env: dict[str, str] = {
            **kept, "MRTNET_HOME": str(home), "MRTNET_NOW": NOW, "TZ": "America/Chicago", "PYTHONPATH": str(HOUSE),
            **more,
        }  # fmt: skip

    @property
    def book(self) -> Path:
        """Her book."""
        return self.home / "book.mrtnet"

    def __call__(
        self,
        *words: str,
        stdin: bytes | str = b"",
        code: int | None = 0,
        env: Mapping[str, str] | None = None,
        through: Sequence[str] = (),
        **more: Any,
    ) -> Outcome:
        """Run a verb; `code` is the exit code that is expected, None for any. No call may show a traceback.

        `through` is a program that starts it."""
        given = stdin.encode() if isinstance(stdin, str) else stdin
        environment = {**self.env, **(env or {})}
        if hasattr(os, "fork") and not through and not more:
            code_, out, err = warm.call(words, environment, given)
        else:
            done = subprocess.run(
                [*through, sys.executable, "-m", "mrtnet", *words],
                input=given, env=environment, capture_output=True, check=False, cwd=HOUSE, **more,
            )  # fmt: skip
            code_, out, err = done.returncode, done.stdout, done.stderr
        outcome = Outcome(code_, out.decode(), err.decode())
        assert "Traceback" not in outcome.err, outcome.err
        assert code is None or outcome.code == code, outcome
        return outcome
