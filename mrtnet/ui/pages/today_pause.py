"""The line of Today that says that reminders are held back, and until when; a button lets them come again."""

from datetime import datetime, time

from PySide6.QtWidgets import QHBoxLayout, QWidget

from mrtnet.domain.when import say_inside
from mrtnet.ui.around import Around
from mrtnet.ui.saying import say_time
from mrtnet.ui.widgets.basic import Button, ShortLabel, Symbol
from mrtnet.words import _


class PauseLine(QWidget):
    """There only while a pause lasts. One that was ended here can be taken back until the page reads anew."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        theme, px = around.theme, around.px
        self._desk = around.desk
        self._ended: datetime | None = None
        self._icon = Symbol(theme, "bell-simple-slash", "text3", size=16)
        self.words = ShortLabel(theme, "", "body", "text2", name="today.pause.words")
        self.button = Button(theme, "", kind="ghost", small=True, name="today.pause")
        self.button.clicked.connect(self._press)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(6))
        line.addWidget(self._icon)
        line.addWidget(self.words)
        line.addWidget(self.button)
        line.addStretch(1)
        self._desk.paused.connect(self._show)
        self.hide()

    def reload(self) -> None:
        """Say how it stands now."""
        self._ended = None
        self._show()

    def _show(self) -> None:
        until = self._desk.paused_until
        if until is not None:
            self._ended = None
        self.setVisible(until is not None or self._ended is not None)
        self._icon.draw("bell-simple" if until is None else "bell-simple-slash")
        self.words.setText(self._said(until) if until is not None else _("Reminders come again."))
        self.button.say(_("Resume") if until is not None else _("Undo"))

    def _said(self, until: datetime) -> str:
        at = until.astimezone(self._desk.zone)
        day = say_inside(at.date(), self._desk.today)
        if at.time() != time(0):
            day = _("{day}, {time}").format(day=day, time=say_time(at.time()))
        return _("Reminders are paused until {day}.").format(day=day)

    def _press(self) -> None:
        """Let them come again; or hold them back as before."""
        self._ended, before = self._desk.paused_until, self._ended
        self._desk.pause(before)
