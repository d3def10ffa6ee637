"""An event, and what stands on its page."""

from PySide6.QtWidgets import QWidget

from mrtnet.ui.pages import entry
from mrtnet.ui.pictures.bringing import command_here
from mrtnet.ui.window import Window


def event(window: Window) -> QWidget | None:
    if entry("events") is None:
        return None
    window.go("events", int(window.desk.read.execute("SELECT min(id) FROM event").fetchone()[0]))
    return window


def event_form(window: Window) -> QWidget | None:
    from mrtnet.ui.dialogs.event_form import EventDialog

    dialog = EventDialog(window.desk, window.theme, window)
    dialog.open()
    return dialog


def paste(window: Window) -> QWidget | None:
    from mrtnet.ui.grid.pasting import PasteDialog
    from mrtnet.ui.pages.events import EventsPage

    event(window)
    assert isinstance(window.page, EventsPage)
    rows = "Name\tEmployer\tEmail\nRosa Lind, RHIT\tTwin Rivers Clinic\trlind@twinrivers.example\nTariq Amin\tHarbor\t"
    view = window.page.event_view
    dialog = PasteDialog(window.desk, window.theme, view, rows, view.grid.ways())
    dialog.open()
    return dialog


def print_event(window: Window) -> QWidget | None:
    event(window)
    return command_here(window, "print_event")
