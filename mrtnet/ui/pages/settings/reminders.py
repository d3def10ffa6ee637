"""Settings, Reminders: when the bundle comes, when nothing comes, and a pause."""

from datetime import datetime, time, timedelta

from mrtnet.domain.when import say_when
from mrtnet.reminding import login
from mrtnet.ui.meetings.words import say_alarm
from mrtnet.ui.pages.settings.controls import Part, SettingRow
from mrtnet.ui.saying import say_time
from mrtnet.ui.widgets.choice import Choice
from mrtnet.words import _, listed, plural

DAYS = (1, 2, 3, 7, 14)
ALARMS = ("", "15", "30", "60", "1440", "1440 15", "1440 60", "none")  # as `About.meeting_alarms` has them

PEOPLE, MINUTES = (3, 5, 8, 10, 15, 20, 0), (15, 30, 45, 60, 90, 120, 0)  # the portion of a day, 0 for no limit


class Reminders(Part):
    """How she wants to be reminded."""

    def build(self) -> None:
        """The cards."""
        self.card(
            self.hour("digest_time", _("Remind me at"), _("The day's follow-ups come together, once.")),
            self.hour("quiet_from", _("Quiet from"), _("Nothing comes in the quiet hours; it waits and is not lost.")),
            self.hour("quiet_until", _("Quiet until")),
        )
        self._pause = Choice("settings.pause", _("Pause reminders"), least=8)
        self._pause.activated.connect(lambda _number: self._choose())
        days = self._days_until()
        self.card(
            self.row(_("Pause"), _("On holiday? Reminders wait until then."), self._pause),
            self.choice(
                "reply_check_days", _("Look after an answer"), _("Days after you asked somebody for something."), days
            ),
            self.choice(
                "meeting_alarms", _("Remind me before meetings"),
                _("A new meeting begins with these reminders; each can have its own."),
                {each: _say(each) for each in ALARMS}, _say,
            ),
        )  # fmt: skip
        self.card(
            self.choice(
                "portion_people", _("People a day"),
                _("What is beyond it waits on Today under “When there is room”, with the day it comes."),
                {each: _people(each) for each in PEOPLE}, _people,
            ),
            self.choice(
                "portion_minutes", _("Minutes a day"), "", {each: _minutes(each) for each in MINUTES}, _minutes,
            ),
        )  # fmt: skip
        self.card(
            self.machine_check("keep_running", _("Stay in the tray"), _("Reminders come though the window is closed.")),
            self.machine_check("tray_count", _("Count in the tray"), _("How many follow-ups are due.")),
            self._login_row(),
        )
        self.read_by(self._show_pause, self._show_login)
        self.desk.paused.connect(self._show_pause)

    def _login_row(self) -> SettingRow:
        self._at_login = self._box("settings.remind_at_login", _("Remind me while mrtnet is not running"))
        self._at_login.clicked.connect(self._switch)
        self._login = self.row(
            _("Remind me while mrtnet is not running"),
            _("A small program starts when you sign in and shows the same reminders as notifications."),
            self._at_login,
        )
        return self._login

    def _show_login(self) -> None:
        if self._at_login.isEnabled():
            self._at_login.setChecked(login.is_on())

    def _switch(self, on: bool) -> None:
        """Files and programs take their time: beside the window."""
        book = self.desk.book.path
        self._login.say_problem("")
        self._at_login.setEnabled(False)
        job = self.around.jobs.start(
            _("Reminders"), lambda _job: login.switch(on, book), on_trouble=self._login.say_problem
        )
        job.ended.connect(self._switched)

    def _switched(self) -> None:
        self._at_login.setEnabled(True)
        self._show_login()

    def _days_until(self) -> dict[int, str]:
        from mrtnet.words import plural

        return {days: plural("after {n} day", "after {n} days", days) for days in (3, 5, 7, 10, 14)}

    def _show_pause(self) -> None:
        now = self.desk.now
        until = self.desk.paused_until
        self._pause.clear()
        self._pause.addItem(_("Not paused"), None)
        for days in DAYS:
            morning = self._morning(days)
            self._pause.addItem(_("Until {day}").format(day=say_when(morning.date(), now.date())), morning)
        if until is not None:
            told = until.astimezone(self.desk.zone)
            words = _("Until {day}, {time}").format(day=say_when(told.date(), now.date()), time=say_time(told.time()))
            self._pause.addItem(words, until)
            self._pause.setCurrentIndex(self._pause.count() - 1)

    def _morning(self, days: int) -> datetime:
        day = self.desk.today + timedelta(days=days)
        return datetime.combine(day, time(0), self.desk.zone)

    def _choose(self) -> None:
        self.desk.pause(self._pause.currentData())


def _say(alarms: str) -> str:
    """ "1 day before and 15 min"."""
    if alarms in ("", "none"):
        return _("Not at all") if alarms else _("As its kind needs")
    return listed([say_alarm(int(each)) for each in alarms.split()])


def _people(number: int) -> str:
    return plural("{n} person", "{n} people", number) if number else _("No limit")


def _minutes(number: int) -> str:
    return plural("{n} minute", "{n} minutes", number) if number else _("No limit")
