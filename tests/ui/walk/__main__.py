"""The walk as a program of its own: Qt as the program imports it, the clock, then everything that takes its timers."""

import os
import sys

if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":  # the order of a set must not depend on the run
        os.execve(sys.executable, [sys.executable, "-m", "tests.ui.walk", *sys.argv[1:]],
                  {**os.environ, "PYTHONHASHSEED": "0"})  # fmt: skip
    from mrtnet.ui.qt_import import import_qt

    import_qt()  # plainly, Qt's binding would keep the source of every module that is imported
    from tests.ui.walk import pace

    pace.install()
    from tests.ui.walk.run import main

    sys.exit(main(sys.argv[1:]))
