"""What the window offers beyond its pages: writing, small dialogs, the palette. Each is imported when first used."""

from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from mrtnet.ui.around import Around


class Offers(QObject):
    """The parts of one window that commands open, made when first asked for."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.window)
        self._around = around
        self._writing: Any = None
        self._palette: Any = None

    @property
    def writing(self) -> Any:
        """Letters (`mrtnet.ui.write.writing.Writing`)."""
        if self._writing is None:
            from mrtnet.ui.write.writing import Writing

            self._writing = Writing(self._around)
        return self._writing

    @property
    def palette(self) -> Any:
        """The command palette (`mrtnet.ui.palette.palette.Palette`)."""
        if self._palette is None:
            from mrtnet.ui.palette.palette import Palette

            self._palette = Palette(self._around)
        return self._palette

    def ask(self, dialog: str) -> None:
        """Open one of the small dialogs about the current row."""
        from mrtnet.ui.dialogs import asking

        asking.OPEN[dialog](self._around, self._around.subject())


def install(around: Around) -> Offers:
    """Offer everything in this window; once."""
    found = around.window.findChild(Offers)
    if isinstance(found, Offers):
        return found
    offers = Offers(around)
    offer = around.commands.offer
    offer("write", lambda: offers.writing.write())
    offer("thank", lambda: offers.writing.thank())
    offer("palette", lambda: offers.palette.open())
    for command in ("follow_up", "tag", "rhythm", "edit", "log", "new", "save_list", "pitch"):
        offer(command, partial(offers.ask, command))
    return offers
