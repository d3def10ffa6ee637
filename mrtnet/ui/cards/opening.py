"""Where a card is shown as a QR code from: her own by a command, another person's from her page."""

from PySide6.QtCore import QObject

from mrtnet.domain.calling_card import CallingCard, card_of_about, card_of_person
from mrtnet.queries.person import detail
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.words import _


class Showing(QObject):
    """The code on the screen of one main window."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.window)
        self._around = around

    def mine(self) -> None:
        """Her own card; without a name the place to write it."""
        around = self._around
        try:
            card = card_of_about(around.desk.about)
        except Trouble as wrong:
            around.desk.trouble.emit(str(wrong))
            around.go("settings", "general")
            return
        self._show(card, mine=True)

    def person(self) -> None:
        """The current person's."""
        person_id = self._around.subject().person_id
        found = detail(self._around.desk.read, person_id) if person_id is not None else None
        if found is None:
            self._around.desk.trouble.emit(_("Choose a person first."))
            return
        self._show(card_of_person(found), mine=False)

    def _show(self, card: CallingCard, *, mine: bool) -> None:
        from mrtnet.ui.cards.showing import CodeWindow

        CodeWindow(self._around, card, mine=mine).open()


def install(around: Around) -> Showing:
    """Offer both commands in this window; once."""
    found = around.window.findChild(Showing)
    if isinstance(found, Showing):
        return found
    showing = Showing(around)
    around.commands.offer("show_card", showing.mine)
    around.commands.offer("person_card", showing.person)
    return showing
