"""Other words by which the palette finds a command, and the places that are no command of their own."""

from collections.abc import Mapping
from typing import NamedTuple

from mrtnet.words import _, later

ALSO: Mapping[str, str] = {
    "log_people": later("add person contact met"),
    "cards": later("scan photo"),
    "import": later("LinkedIn CSV vCard"),
    "export": later("calendar CSV vCard JSON"),
    "undo": later("take back"),
    "history": later("bin removed changes"),
    "save_list": later("filter"),
    "write": later("message email mail letter LinkedIn"),
    "done": later("finished tick"),
    "snooze": later("later put off"),
    "skip": later("let go"),
    "log": later("log note call called met email talked"),
    "meet": later("interview call schedule"),
    "follow_up": later("remind reminder task next step"),
    "rhythm": later("circle tier rhythm how often"),
    "person_card": later("vCard"),
    "export_people": later("CSV vCard"),
    "merge": later("duplicate double"),
    "find_doubles": later("duplicates"),
    "edit": later("edit rename"),
    "remove": later("delete"),
    "introduction": later("referral introduce"),
    "thank": later("thanks"),
    "print_person": later("paper"),
    "today": later("due late"),
    "follow_ups": later("tasks reminders promises"),
    "people": later("contacts"),
    "playbooks": later("templates questions question bank sequences"),
    "insights": later("charts statistics"),
    "gone_quiet": later("dormant"),
    "network": later("graph"),
    "openings": later("jobs vacancies applications"),
    "new_opening": later("job vacancy"),
    "ways": later("path company"),
    "bigger": later("zoom in"),
    "smaller": later("zoom out"),
    "keys": later("shortcuts"),
    "guide": later("help manual"),
}
"""Of a command: words that are not in its title. They are found, not shown."""


def also(command: str) -> str:
    """Other words for this command, in her language; "" for none."""
    return _(ALSO[command]) if command in ALSO else ""


class Place(NamedTuple):
    """A part of a page: where it is, what is shown, what else it is found by, its icon."""

    page: str
    target: str
    title: str
    also: str
    icon: str

    @property
    def words(self) -> str:
        """All that it is found by, in her language."""
        return f"{_(self.title)} {_(self.also)}" if self.also else _(self.title)


PLACES = (
    Place("career", "overview", later("My career: goals and credentials"), later("exam certification cycle"), "target"),
    Place("career", "units", later("My career: CEUs and certificates"), later("continuing education units"),
          "certificate"),
    Place("career", "practice", later("My career: internship hours"), later("practicum PPE volunteering"), "clock"),
    Place("career", "organizations", later("My career: organizations and memberships"),
          later("associations AHIMA AAPC directory renewal state"), "buildings"),
    Place("settings", "general", later("Settings: name, signature, time zone"), "", "user"),
    Place("settings", "reminders", later("Settings: reminders, digest time, quiet hours"),
          later("pause away vacation week off notifications"), "bell"),
    Place("settings", "calendar", later("Settings: calendar file, working days, free days"), later("holidays"),
          "calendar-blank"),
    Place("settings", "templates", later("Settings: templates, own wordings of messages"), "", "note-pencil"),
    Place("settings", "appearance", later("Settings: appearance, dark theme, text size, row height"),
          later("light colors font"), "text-aa"),
    Place("settings", "keyboard", later("Settings: keyboard, letter keys"), later("shortcuts"), "keyboard"),
    Place("settings", "data", later("Settings: data, backups, restore, sample network"), "", "database"),
)  # fmt: skip
