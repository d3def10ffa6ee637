"""What a shot is, and how it brings up a page, or what a command of the window brings up."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from mrtnet.ui.pages import entry
from mrtnet.ui.pictures import stage
from mrtnet.ui.window import Window

Shot = Callable[[Window], QWidget | None]


def page(key: str, target: object = None, *, view: str = "") -> Shot:
    """A page, at a place on it; `view` for a page that has several."""

    def shot(window: Window) -> QWidget | None:
        if entry(key) is None:
            return None
        window.go(key, target)
        if view and window.page is not None:
            window.page.show_as(view)  # type: ignore[attr-defined]  # the pages with views have it
        return window

    return shot


def command(name: str, on: str = "today") -> Shot:
    """What a command of a page brings up: its own window, a menu, or something in the main window."""

    def shot(window: Window) -> QWidget | None:
        window.go(on)
        return command_here(window, name)

    return shot


def command_here(window: Window, name: str) -> QWidget | None:
    """What a command brings up where the window is."""
    before = {id(widget) for widget in QApplication.topLevelWidgets() if widget.isVisible()}
    if not window.commands.run(name):
        return None
    stage.settle(window)
    came = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible() and id(widget) not in before]
    named = [widget for widget in came if widget.objectName()]
    return next(iter(named or came), window)


def first_person(window: Window) -> int:
    return int(window.desk.read.execute("SELECT min(id) FROM person").fetchone()[0])
