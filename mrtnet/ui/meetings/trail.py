"""Where a meeting stands, as a way of stations with their days; and the bar that says what a calendar does not know."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mrtnet.domain.rows import MeetingRow
from mrtnet.ui.around import Around
from mrtnet.ui.meetings.handing import stale, stale_words
from mrtnet.ui.meetings.words import Station
from mrtnet.ui.widgets.basic import Button, Card, Chip, Label, Symbol
from mrtnet.ui.widgets.flow import Flow
from mrtnet.words import _


class Trail(QWidget):
    """The stations side by side: an icon and words each, grey where they were not reached."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around = around
        self._row = Flow(around.px(14), around.px(2))
        self.setLayout(self._row)

    def show_stations(self, found: Sequence[Station]) -> None:
        """Show these; without any it is hidden."""
        self._row.clear()
        for each in found:
            self._row.addWidget(Chip(self.around.theme, each.words, each.token, each.icon, bare=True))
        said = ", ".join(each.words for each in found if each.reached)
        self.setAccessibleName(_("So far: {words}").format(words=said) if said else _("Nothing has happened yet"))
        self.setVisible(bool(found))
        self.updateGeometry()


class StaleBar(Card):
    """ "Your calendar still has the old time" with the button that sends the new one."""

    wanted = Signal()

    def __init__(self, around: Around, place: str) -> None:
        super().__init__(around.theme, "amber_tint")
        self.around = around
        px, theme = around.px, around.theme
        self.words = Label(theme, "", "medium", "amber", wrap=True, name=f"{place}.stale")
        self.button = Button(theme, "", "calendar-plus", small=True, name=f"{place}.stale.send")
        self.button.clicked.connect(self.wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(14), px(6), px(8), px(6))
        row.setSpacing(px(8))
        row.addWidget(Symbol(theme, "warning-circle", "amber"))
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        self.hide()

    def show_for(self, row: MeetingRow | None) -> None:
        """Show it if a calendar was given this meeting and has it otherwise."""
        desk = self.around.desk
        kind = stale(desk.read, [row], desk.about).get(row.id, "") if row is not None else ""
        self.tell(*(stale_words(kind) if kind else ("", "")))

    def tell(self, words: str, button: str) -> None:
        """Show these words; "" hides it."""
        self.words.setText(words)
        self.button.say(button)
        self.setVisible(bool(words))
