"""The object names of the window: stable, for outside tests and assistive tools. Each is given in one place.

A page is "page.today", what lies on it "today.list", a dialog "dialog.write", a command's action "command.done".
"""

WINDOW = "window"
MENU_BAR = "window.menu"
TOAST = "window.toast"
TOAST_UNDO = "window.toast.undo"
TOAST_CLOSE = "window.toast.close"
SIDEBAR = "sidebar"
SEARCH = "sidebar.search"
PAGES = "sidebar.pages"
LISTS = "sidebar.lists"
LOG_PEOPLE = "sidebar.log_people"
STATUS = "sidebar.status"
SETTINGS = "sidebar.settings"

TODAY_LIST = "today.list"
TODAY_ASIDE = "today.aside"
TODAY_THANK = "today.thank"
TODAY_LOG = "today.log_people"

PEOPLE_LIST = "people.list"
PEOPLE_FILTER = "people.filter"
PEOPLE_SORT = "people.sort"
PEOPLE_DENSITY = "people.density"
PEOPLE_NEW = "people.new"
PEOPLE_CLEAR = "people.clear"

PERSON = "person"
PERSON_BACK = "person.back"
PERSON_LOG = "person.log"
PERSON_MEET = "person.meet"
PERSON_MORE = "person.more"
PERSON_WRITE = "person.write"
PERSON_DONE = "person.done"
PERSON_SNOOZE = "person.snooze"
PERSON_LINE = "person.line"
PERSON_TABS = "person.tabs"
PERSON_TIMELINE = "person.timeline"
PERSON_NOTES = "person.notes"
PERSON_ASIDE = "person.aside"


def page(key: str) -> str:
    """The name of a page."""
    return f"page.{key}"


def command(name: str) -> str:
    """The name of a command's action."""
    return f"command.{name}"


def menu(which: str) -> str:
    """The name of a menu."""
    return f"menu.{which}"


def chip(key: str) -> str:
    """The name of a filter chip of People."""
    return f"people.chip.{key}"


def split(key: str) -> str:
    """The name of two panes with a movable gap; the key is also where its place is kept."""
    return f"split.{key}"


def files(place: str, part: str = "") -> str:
    """The name of the list of files of a person or event, or of a part of that tab."""
    return f"{place}.files.{part}" if part else f"{place}.files"


def dialog(key: str) -> str:
    """The name of a dialog."""
    return f"dialog.{key}"
