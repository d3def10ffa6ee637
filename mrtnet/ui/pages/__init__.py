"""The pages of the window, in the order of the sidebar. A page is imported when it is first shown.

To add one: a module here with a subclass of `Page`, and its line in PAGES.
"""

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from mrtnet.words import later

if TYPE_CHECKING:
    from mrtnet.ui.pages.page import Page


class Entry(NamedTuple):
    """A page that exists: its key (also its command), title, icon, "module:class", and whether the sidebar lists it."""

    key: str
    title: str
    icon: str
    place: str
    listed: bool = True

    def load(self) -> "type[Page]":
        """The class of the page."""
        module, name = self.place.split(":")
        found: type[Page] = getattr(import_module(module), name)
        return found


PAGES: tuple[Entry, ...] = (
    Entry("today", later("Today"), "sun-horizon", "mrtnet.ui.pages.today:TodayPage"),
    Entry("follow_ups", later("Follow-ups"), "check-circle", "mrtnet.ui.pages.follow_ups:FollowUpsPage"),
    Entry("people", later("People"), "users", "mrtnet.ui.pages.people:PeoplePage"),
    Entry("events", later("Events"), "ticket", "mrtnet.ui.pages.events:EventsPage"),
    Entry("meetings", later("Meetings"), "calendar-blank", "mrtnet.ui.pages.meetings:MeetingsPage"),
    Entry("network", later("Network map"), "share-network", "mrtnet.ui.pages.network:NetworkPage", listed=False),
    Entry("insights", later("Insights"), "chart-bar", "mrtnet.ui.pages.insights:InsightsPage"),
    Entry("review", later("Weekly review"), "checks", "mrtnet.ui.pages.review:ReviewPage", listed=False),
    Entry("playbooks", later("Playbooks"), "notebook", "mrtnet.ui.playbooks.page:PlaybooksPage"),
    Entry("career", later("My career"), "certificate", "mrtnet.ui.career.page:CareerPage"),
    Entry("openings", later("Openings"), "briefcase", "mrtnet.ui.pages.openings:OpeningsPage"),
    Entry("ways_to", later("Ways to an employer"), "share-network", "mrtnet.ui.ways.page:WaysPage", listed=False),
    Entry("gone_quiet", later("Gone quiet"), "clock-clockwise", "mrtnet.ui.pages.gone_quiet:GoneQuietPage", False),
    Entry("cards", later("Business cards"), "identification-card", "mrtnet.ui.cards.page:CardsPage", listed=False),
    Entry("history", later("History"), "clock-counter-clockwise", "mrtnet.ui.pages.history:HistoryPage", listed=False),
    Entry("doubles", later("Doubles"), "git-merge", "mrtnet.ui.merging.page:DoublesPage", listed=False),
    Entry("settings", later("Settings"), "gear-six", "mrtnet.ui.pages.settings.page:SettingsPage", listed=False),
    Entry("import", later("Import people"), "download-simple", "mrtnet.ui.importing.page:ImportPage", listed=False),
    Entry("welcome", later("Welcome"), "hand-waving", "mrtnet.ui.first_run:WelcomePage", listed=False),
)


def entry(key: str) -> Entry | None:
    """The page with this key, if it exists."""
    return next((found for found in PAGES if found.key == key), None)
