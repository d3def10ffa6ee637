"""One process that the bench starts again and again, told what to be: a bare window, the program, a second start.

It says what it was asked about on one line and ends at once. Standard library only until it knows what to be: run as
a file, so that nothing else is imported.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

FIRST_LISTS = ("today.list", "people.list")


def main() -> None:
    """`child.py floor|start|modules|handing-over|memory-floor|memory|memory-all`, with MRTNET_HOME set."""
    what = sys.argv.pop(1)
    sys.path.insert(0, str(Path(__file__).parents[2]))
    if what == "handing-over":
        hand_over()
    elif what.endswith("floor"):
        floor(say_memory if what.startswith("memory") else say_times)
    else:
        told = {"start": say_times, "modules": say_modules, "memory": say_memory}.get(what, say_memory)
        program(told, everything=what == "memory-all")


def floor(tell: Callable[[], None]) -> None:
    """A PySide6 window with a label in its middle."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    application = QApplication([])
    window, label = QMainWindow(), QLabel("mrtnet")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    window.setCentralWidget(label)
    window.resize(1280, 820)
    window.show()
    after_paint(application, lambda widget: widget is label, tell)
    application.exec()


def program(tell: Callable[[], None], *, everything: bool = False) -> None:
    """The whole program, as `mrtnet` without arguments starts it, until its list is painted."""
    import gc

    gc.disable()
    from PySide6.QtWidgets import QApplication

    class Told(QApplication):
        def exec(self) -> int:  # type: ignore[override]  # where the program hands over to Qt, we begin to look
            after_paint(self, is_first_list, all_pages if everything else tell)
            return int(super().exec())

    def all_pages() -> None:
        from PySide6.QtCore import QTimer

        window = next(widget for widget in application_windows() if widget.objectName() == "window")
        for number, page in enumerate(("people", "follow_ups", "events", "history", "today")):
            QTimer.singleShot(1000 * (number + 1), lambda page=page: window.go(page))
        QTimer.singleShot(8000, tell)

    def application_windows() -> list[Any]:
        return list(QApplication.topLevelWidgets())

    import PySide6.QtWidgets

    PySide6.QtWidgets.QApplication = Told  # type: ignore[misc]
    from mrtnet.ui.app import main as start

    start([])


def is_first_list(widget: object) -> bool:
    """Whether this is what the list of the first page is painted on."""
    parent = widget.parent()  # type: ignore[attr-defined]
    return parent is not None and parent.objectName() in FIRST_LISTS


def after_paint(application: object, wanted: Callable[[object], bool], tell: Callable[[], None]) -> None:
    """Tell once when the wanted widget was painted and all of that paint is done."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Looking(QObject):
        def eventFilter(self, widget: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and wanted(widget):
                application.removeEventFilter(self)  # type: ignore[attr-defined]
                QTimer.singleShot(0, tell)
            return False

    looking = Looking(application)  # type: ignore[arg-type]
    application.installEventFilter(looking)  # type: ignore[attr-defined]


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
    """Kilobytes that are this process's alone (USS), where the system tells them, else the most it ever held."""
    try:
        lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
        own = sum(int(line.split()[1]) for line in lines if line.startswith(("Private_Clean", "Private_Dirty")))
    except OSError:
        import resource

        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    say(str(own))


def say(words: str) -> None:
    """Say it and be gone: taking a program down costs time that nobody asked about."""
    os.write(1, words.encode() + b"\n")
    os._exit(0)


if __name__ == "__main__":
    main()
