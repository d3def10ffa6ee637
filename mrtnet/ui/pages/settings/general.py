"""Settings, General: who she is, her time zone, what she works towards, her free days."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from zoneinfo import available_timezones

from PySide6.QtWidgets import QWidget

from mrtnet import clock
from mrtnet.domain.free_days import days_of, spans
from mrtnet.domain.rhythm import TIERS, Tier, read_rhythm, rhythm_days, say_rhythm
from mrtnet.domain.when import say_when
from mrtnet.domain.zone_words import city_of, short_zone
from mrtnet.trouble import Trouble
from mrtnet.ui.pages.settings.controls import Part, SettingRow
from mrtnet.ui.widgets.basic import Button, Field, Label
from mrtnet.ui.widgets.flow import Flow
from mrtnet.words import _, later

TOWARDS: Mapping[str, str] = {
    "": later("Nothing now"), "RHIT": "RHIT", "RHIA": "RHIA", "CCA": "CCA", "CCS": "CCS", "CCS-P": "CCS-P",
    "CPC": "CPC", "CDIP": "CDIP", "CHDA": "CHDA", "CHPS": "CHPS", "ODS-C": "ODS-C",
}  # fmt: skip


def system_zone_words() -> str:
    """The zone of this computer as she would say it: "Central, Chicago"."""
    own = clock.system_zone_name()
    name, city = short_zone(own), city_of(own)
    return city if name == city else f"{name}, {city}"


@cache
def zones() -> Mapping[str, str]:
    """{IANA name: as shown}; the system's own first."""
    usual = {"": _("This computer's: {zone}").format(zone=system_zone_words())}
    areas = ("America/", "Pacific/", "Europe/", "Africa/", "Asia/", "Australia/", "Atlantic/", "Indian/")
    names = sorted(name for name in available_timezones() if name.startswith(areas))
    return usual | {name: name.replace("_", " ").replace("/", ", ") for name in names}


class General(Part):
    """Who she is."""

    def build(self) -> None:
        """The cards."""
        self.heading(_("You"))
        self.card(
            self.text("name", _("Your name"), _("Messages are signed with it.")),
            self.text("role", _("What you are"), _("Stands in messages: “I am a …”."), _("health information student")),
            self.choice(
                "working_towards", _("Working towards"), _("A credential you prepare for."),
                {value: _(words) if value == "" else words for value, words in TOWARDS.items()},
            ),
            self.text("phone", _("Your phone"), _("For the signature; leave it empty to keep it out.")),
            self.check(
                "linkedin_premium", _("LinkedIn Premium"), _("Notes with an invitation hold 300 characters, not 200.")
            ),
        )  # fmt: skip
        self.heading(_("My card"))
        show = Button(self.theme, _("Show my card"), "qr-code", name="settings.my_card")
        show.clicked.connect(lambda: self.around.commands.run("show_card"))
        self.card(
            self.text("credentials", _("Your credentials"), _("As on a card, with your name above."), "RHIT, CCS"),
            self.text("title", _("Your title")),
            self.text("employer", _("You work or study at")),
            self.text("linkedin", _("Your LinkedIn"), _("Email and phone are those set above and in Calendar."),
                      "linkedin.com/in/…"),
            self.row(_("As a QR code"), _("Any phone reads it: full screen, as a file, or a sheet to print."), show),
        )  # fmt: skip
        self.heading(_("Notes"))
        self.card(
            self.check(
                "patient_hints", _("Look out for patient details"),
                _("Words that look like them are underlined, on this computer only. It stops nothing and misses some."),
            ),
        )  # fmt: skip
        self.heading(_("Keeping in touch"))
        words = _("Type “6 weeks” or “2 months”; empty is no rhythm. Whoever has an own rhythm keeps it.")
        self.column.addWidget(Label(self.theme, words, "small", "text3", wrap=True))
        self.card(*(self._tier(tier) for tier in TIERS.values()))
        self.heading(_("Time"))
        self.card(
            self.choice("time_zone", _("Time zone"), _("Days and times are yours, wherever others are."), zones()),
            self.check("day_first", _("Write days before months"), _("“3/12” is the third of December then.")),
        )
        self.heading(_("Days off"))
        self._add = Field(self.theme, _("Nov 27, or dec 24 to jan 2"), "calendar-plus", name="settings.free_days")
        self._add.setAccessibleName(_("Add days off"))
        self._add.returnPressed.connect(self._take_days)
        self._add_row = self.row(_("Add days off"), _("Type a day or a span and press Enter."), self._add)
        self._days = QWidget()
        self._flow = Flow(self.around.px(6))
        self._days.setLayout(self._flow)
        self._none = Label(self.theme, _("No days off are set."), "small", "text3", wrap=True)
        shown = self.row(_("Your days off"), "", None)
        shown.layout().addWidget(self._days)  # type: ignore[union-attr]  # it has one
        self._shown = shown
        self.card(
            self.check("federal_holidays", _("Keep US federal holidays free"), _("No follow-up falls on them.")),
            self._add_row,
            shown,
        )
        self.read_by(self._show_days)

    def _tier(self, tier: Tier) -> SettingRow:
        """How often, for everybody in a circle who has no rhythm of her own."""
        title = _(tier.title)
        field = Field(self.theme, _("No rhythm"), name=f"settings.rhythm.{tier.key}")
        field.setAccessibleName(_("How often: {circle}").format(circle=title))
        usual = _("Usually: {rhythm}").format(rhythm=say_rhythm(tier.days).lower())
        row = self.row(title, usual, field)

        def read() -> None:
            if not field.hasFocus():
                days = rhythm_days(tier.key, None, self.desk.about.rhythms)
                field.setText(say_rhythm(days) if days else "")
                row.say_problem("")

        def keep() -> None:
            from mrtnet.edits.people import set_tier_rhythm

            if not field.isModified():
                return
            text = field.text().strip()
            days = read_rhythm(text)
            if text and days is None:
                row.say_problem(_("Say how often: 6 weeks, 45 days, 3 months."))
            elif days != rhythm_days(tier.key, None, self.desk.about.rhythms):
                row.say_problem("")
                self.around.do(set_tier_rhythm, tier.key, days, on_trouble=row.say_problem)

        field.editingFinished.connect(keep)
        self._keepers.append(keep)
        self.read_by(read)
        return row

    def _take_days(self) -> None:
        desk = self.desk
        try:
            days = days_of(self._add.text(), desk.today, day_first=desk.about.day_first)
        except Trouble as trouble:
            self._add_row.say_problem(str(trouble))
            return
        self._add.clear()
        self.change("free_days", desk.about.free_days | days, self._add_row)

    def _show_days(self) -> None:
        self._flow.clear()
        coming = sorted(day for day in self.desk.about.free_days if day >= self.desk.today)
        for first, last in spans(coming):
            words = say_when(first, self.desk.today)
            if last != first:
                words = _("{first} – {last}").format(first=words, last=say_when(last, self.desk.today))
            button = Button(self.theme, words, "x", small=True, name=f"settings.free_day.{first}")
            button.setAccessibleName(_("Remove {days}").format(days=words))
            button.clicked.connect(lambda _on=False, first=first, last=last: self._drop(first, last))
            self._flow.addWidget(button)
        self._shown.setVisible(bool(coming))

    def _drop(self, first: date, last: date) -> None:
        left = frozenset(day for day in self.desk.about.free_days if not first <= day <= last)
        self.change("free_days", left)
