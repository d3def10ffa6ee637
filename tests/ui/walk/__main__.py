"""The walk as a program of its own: first the clock, then everything that takes its timers."""

import os
import sys

from tests.ui.walk import pace

if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":  # the order of a set must not depend on the run
        os.execve(sys.executable, [sys.executable, "-m", "tests.ui.walk", *sys.argv[1:]],
                  {**os.environ, "PYTHONHASHSEED": "0"})  # fmt: skip
    pace.install()
    from tests.ui.walk.run import main

    sys.exit(main(sys.argv[1:]))
