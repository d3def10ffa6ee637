"""Settings, Calendar: her working day, the calendar file, calendars she reads, her mail server, calendar accounts."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from mrtnet import paths
from mrtnet.sync.feed import refuse_foreign_file
from mrtnet.trouble import Trouble
from mrtnet.ui.exporting import ask_and_export
from mrtnet.ui.feeding import feeding_of
from mrtnet.ui.pages.settings.busy_calendars import BusyCalendars
from mrtnet.ui.pages.settings.calendar_accounts import CalendarAccounts
from mrtnet.ui.pages.settings.controls import Part
from mrtnet.ui.pages.settings.mail_server import MailServer
from mrtnet.ui.widgets.basic import Button
from mrtnet.words import _


class CalendarPart(Part):
    """Everything about calendars."""

    def build(self) -> None:
        """The cards."""
        self.heading(_("Meetings"))
        self.card(
            self.text(
                "email", _("Your email"), _("Invitations come from it; answers find you by it."), "you@mail.example"
            ),
            self.hour("work_from", _("You work from"), _("The planner suggests times inside your working day.")),
            self.hour("work_until", _("You work until")),
        )
        self.heading(_("Your calendar file"))
        buttons = QWidget()
        line = QHBoxLayout(buttons)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self.around.px(6))
        self._choose = Button(self.theme, _("Choose a file…"), "file-plus", name="settings.feed")
        self._off = Button(self.theme, _("Turn off"), "", name="settings.feed.off")
        line.addWidget(self._choose)
        line.addWidget(self._off)
        line.addStretch(1)
        self._file = self.row(_("Calendar file"), "", buttons)
        self._choose.clicked.connect(self._ask)
        self._off.clicked.connect(lambda: self.change("feed", "", self._file))
        self.card(
            self._file,
            self.check("feed_notes", _("With your private notes"), _("Whoever reads the file reads them, too.")),
            self.hour("follow_up_hour", _("Follow-ups stand at"), _("A follow-up without a time is put at this hour.")),
        )
        export = Button(self.theme, _("Export…"), "export", name="settings.export")
        export.clicked.connect(lambda: ask_and_export(self.around))
        self.card(self.row(_("Export once"), _("All follow-ups and events as one file, to import elsewhere."), export))
        self.heading(_("Calendars that the planner reads"))
        self.busy = BusyCalendars(self.around)
        self.card(self.busy)
        self.heading(_("Invitations by mail"))
        self.mail = MailServer(self)
        self.card(*self.mail.rows())
        self.heading(_("Accounts on servers"))
        self.accounts = CalendarAccounts(self.around)
        self.card(self.accounts)
        self.read_by(self.busy.reload, self.accounts.reload)
        self.read_by(self._show)
        feeding = feeding_of(self.around.window)
        if feeding is not None:
            feeding.came.connect(lambda _path: self._show())

    def stack(self, narrow: bool) -> None:
        """Another width."""
        super().stack(narrow)
        self.busy.stack(narrow)
        self.accounts.stack(narrow)

    def _show(self) -> None:
        feed, feeding = self.desk.about.feed, feeding_of(self.around.window)
        words = _("Off. Your calendar app can subscribe to a file that follows every change.")
        if feed:
            words = _("{file}\nKept in step with every change. Subscribe to it, do not import it.").format(file=feed)
        self._file.tell(words)
        self._off.setVisible(bool(feed))
        if feeding is not None:
            self._file.say_problem(feeding.problem if feed else "")

    def _ask(self) -> None:
        start = self.desk.about.feed or str(paths.data_dir() / "mrtnet.ics")
        told, _kind = QFileDialog.getSaveFileName(
            self.around.window, _("Where to keep the calendar file"), start, _("Calendar files (*.ics)"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if told:
            self.take(Path(told))

    def take(self, path: Path) -> None:
        """Keep the calendar file there, if that is possible."""
        path = path if path.suffix else path.with_suffix(".ics")
        try:
            refuse_foreign_file(path)
        except Trouble as trouble:
            self._file.say_problem(str(trouble))
            return
        self.change("feed", str(path), self._file)
