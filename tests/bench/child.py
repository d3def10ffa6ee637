"""One process that the bench starts again and again, told what to be: a bare window, the program, a second start.

It says what it was asked about on one line and ends at once. Standard library only until it knows what to be: run as
a file, so that nothing else is imported.
"""

import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

FIRST_LISTS = ("today.list", "people.list")
PAGES_SEEN = ("people", "follow_ups", "events", "history", "today")


def main() -> None:
    """`child.py floor|start|modules|handing-over|memory-floor|memory|memory-loaded|memory-all`, with MRTNET_HOME."""
    what = sys.argv.pop(1)
    sys.path.insert(0, str(Path(__file__).parents[2]))
    if what == "handing-over":
        hand_over()
    elif what.endswith("floor"):
        floor(say_memory if what.startswith("memory") else say_times)
    else:
        told = {"start": say_times, "modules": say_modules, "memory": say_memory}.get(what, say_memory)
        program(told, later={"memory-loaded": (), "memory-all": PAGES_SEEN}.get(what))


def floor(tell: Callable[[], None]) -> None:
    """A PySide6 window with a label in its middle."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    painted = told_by(tell)

    class Label(QLabel):
        def paintEvent(self, event: Any) -> None:
            super().paintEvent(event)
            painted.came.emit()

    application = QApplication([])
    window, label = QMainWindow(), Label("mrtnet")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    window.setCentralWidget(label)
    window.resize(1280, 820)
    window.show()
    application.exec()


def program(tell: Callable[[], None], *, later: Sequence[str] | None = None) -> None:
    """The whole program, as `mrtnet` without arguments starts it, until its list is painted.

    With `later` until all that it loads on a thread after that is there, and these pages were seen.
    """
    from mrtnet.ui import app, qt_import

    really = qt_import.import_qt

    def import_qt() -> None:
        """Qt as the program itself imports it; where it hands over to Qt later, we begin to look."""
        really()
        import PySide6.QtWidgets
        from PySide6.QtWidgets import QApplication

        class Told(QApplication):
            def exec(self) -> int:  # type: ignore[override]
                after_list(tell if later is None else see)
                if tell is say_modules:  # as on a machine that stands still: each timer is over before the first paint
                    time.sleep(1.2)
                return int(super().exec())

        PySide6.QtWidgets.QApplication = Told  # type: ignore[misc]

    def see() -> None:
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication

        window: Any = next(widget for widget in QApplication.topLevelWidgets() if widget.objectName() == "window")
        pages = later or ()
        for number, page in enumerate(pages):
            QTimer.singleShot(1000 * (number + 1), lambda page=page: window.go(page))
        QTimer.singleShot(1000 * (len(pages) + 3), all_is_loaded)

    def all_is_loaded() -> None:
        import threading

        from PySide6.QtCore import QTimer

        if any(thread.name == "warm-up" for thread in threading.enumerate()):
            QTimer.singleShot(200, all_is_loaded)
        else:
            tell()

    qt_import.import_qt = import_qt
    app.main([])


def after_list(tell: Callable[[], None]) -> None:
    """Tell once when a row of the first list was painted and all of that paint is done.

    An event filter on the application would be told of every paint, but for each event it makes Python look up the
    classes of all of Qt's widgets: that alone would add half again to the floor.
    """
    from mrtnet.ui.delegates.row import RowDelegate

    paint, painted = RowDelegate.paint, told_by(tell)
    told: list[bool] = []

    def painting(self: RowDelegate, painter: Any, option: Any, index: Any) -> None:
        paint(self, painter, option, index)
        if not told and option.widget.objectName() in FIRST_LISTS:
            told.append(True)
            painted.came.emit()

    RowDelegate.paint = painting  # type: ignore[method-assign]


def told_by(tell: Callable[[], None]) -> Any:
    """An object whose signal `came` tells after the paint that it is emitted in, and before any timer.

    A timer would do on a quick machine; on a slow one those of the program, for after the paint, would be first.
    """
    from PySide6.QtCore import QObject, Qt, Signal

    class Painted(QObject):
        came = Signal()

    painted = Painted()
    painted.came.connect(tell, Qt.ConnectionType.QueuedConnection)
    return painted


def hand_over() -> None:
    """What a second start does before it ends; no window answers here, so the try is the same but for the answer."""
    from mrtnet import paths
    from mrtnet.ui import app as _app  # noqa: F401  # the second start imports it too
    from mrtnet.ui import single

    single.hand_over(paths.config_dir(), "show")
    say_modules()


def say_times() -> None:
    """CPU milliseconds of this process so far."""
    say(f"{time.process_time() * 1000:.3f}")


def say_modules() -> None:
    """What was imported."""
    say(" ".join(sys.modules))


def say_memory() -> None:
    """Kilobytes that this process takes on a machine where nothing else runs Python or Qt; elsewhere its most ever.

    What it alone holds, and the pages of Python's and Qt's files that others here happen to share: counted without
    them, the bare window is half as large as soon as a second one runs.
    """
    try:
        lines = Path("/proc/self/smaps").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        import resource

        say(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))
    own, ours = 0, False
    for line in lines:
        name, *told = line.split()
        if not name.endswith(":"):  # the first line of the next mapping, with the file it is of
            ours = told[-1].startswith((sys.prefix, sys.base_prefix))
        elif name in ("Private_Clean:", "Private_Dirty:") or (name == "Shared_Clean:" and ours):
            own += int(told[0])
    say(str(own))


def say(words: str) -> None:
    """Say it and be gone: taking a program down costs time that nobody asked about."""
    os.write(1, words.encode() + b"\n")
    os._exit(0)


if __name__ == "__main__":
    main()
