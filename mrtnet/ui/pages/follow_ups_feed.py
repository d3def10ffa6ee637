"""The card that says whether the calendar file is kept, and when it was written last."""

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from mrtnet.domain.when import say_when
from mrtnet.ui.around import Around
from mrtnet.ui.feeding import feeding_of
from mrtnet.ui.saying import say_time
from mrtnet.ui.widgets.basic import Button, Card, Label, ShortLabel, Symbol
from mrtnet.ui.widgets.flow import Flow
from mrtnet.words import _


class CalendarCard(Card):
    """In your calendar: on or off, when it was written, and the way to set it up."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.theme)
        self._around = around
        theme, px = around.theme, around.px
        self._words = Label(theme, "", "body", "text2", wrap=True)
        self._mark = Symbol(theme, "check-circle-fill", "green", size=16)
        self._state = ShortLabel(theme, "", "body", "text2", name="follow_ups.feed")
        self._export = Button(theme, _("Export…"), "export", small=True, name="follow_ups.export")
        self._set_up = Button(theme, _("Set up"), "", kind="ghost", small=True, name="follow_ups.set_up")
        self._export.clicked.connect(lambda: around.commands.run("export"))
        self._set_up.clicked.connect(lambda: around.go("settings", "calendar"))
        state = QHBoxLayout()
        state.setSpacing(px(6))
        state.addWidget(self._mark)
        state.addWidget(self._state, 1)
        buttons = Flow(px(6))
        buttons.addWidget(self._export)
        buttons.addWidget(self._set_up)
        box = QVBoxLayout(self)
        box.setContentsMargins(px(16), px(12), px(12), px(10))
        box.setSpacing(px(8))
        box.addWidget(Label(theme, _("In your calendar"), "strong"))
        box.addWidget(self._words)
        box.addLayout(state)
        box.addLayout(buttons)
        feeding = feeding_of(around.window)
        if feeding is not None:
            feeding.came.connect(self._came)

    def _came(self, _path: object) -> None:
        self.reload()

    def reload(self) -> None:
        """Say how the file stands."""
        about, feeding = self._around.desk.about, feeding_of(self._around.window)
        on = bool(about.feed)
        self._words.setText(
            _("Meetings and dated follow-ups are written to one file that your calendar app can subscribe to.")
            if on
            else _("Your calendar app can subscribe to a file of all dated follow-ups. It is off.")
        )
        problem = feeding.problem if feeding is not None else ""
        self._mark.setVisible(on)
        self._state.setVisible(on)
        self._mark.draw("warning-circle-fill" if problem else "check-circle-fill", "red" if problem else "green")
        self._state.setText(problem or self._written(Path(about.feed)))
        self._set_up.say(_("Set up") if not on else _("Change"))

    def _written(self, path: Path) -> str:
        try:
            at = datetime.fromtimestamp(path.stat().st_mtime, self._around.desk.zone)
        except OSError:
            return _("{name}, not written yet").format(name=path.name)
        today = self._around.desk.today
        when = say_time(at.time()) if at.date() == today else say_when(at.date(), today)
        return _("{name}, updated {when}").format(name=path.name, when=when)
