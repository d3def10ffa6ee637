"""Commands: what can be done in the window. One place gives the menu, the key, the palette and the help.

A command is declared once in COMMANDS. A page, a dialog or the window carries it out by a method:

    @handles("done")
    def done(self) -> None: ...

The innermost object that handles a command gets it: the page that is shown, then the window. Single letters act only
while the focus is on the page (`Page.lettered`), never in a field, and can be switched off.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from mrtnet.settings import Settings
from mrtnet.ui import names
from mrtnet.ui.icons import icon
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.menus import passing_menu
from mrtnet.words import _, later

Menu = Literal["program", "edit", "go", "person", "event", "meeting", "view", "help", ""]
MENUS: Mapping[str, str] = {
    "program": later("&mrtnet"),
    "edit": later("&Edit"),
    "person": later("&Person"),
    "event": later("E&vent"),
    "meeting": later("&Meeting"),
    "go": later("&Go"),
    "view": later("&View"),
    "help": later("&Help"),
}


class Command(NamedTuple):
    """One command. `keys` in Qt's portable words; `letter` is a single key that needs the page's focus."""

    name: str
    title: str
    menu: Menu = ""
    keys: tuple[str, ...] = ()
    letter: str = ""
    icon: str = ""


def _table(*commands: Command) -> dict[str, Command]:
    return {command.name: command for command in commands}


COMMANDS: dict[str, Command] = _table(
    Command("log_people", later("Log people"), "program", ("Ctrl+Shift+N",), icon="plus"),
    Command("new", later("New"), "program", ("Ctrl+N",), icon="plus"),
    Command("palette", later("Search or run…"), "program", ("Ctrl+K",), icon="magnifying-glass"),
    Command("open_calendar", later("Open calendar file…"), "program", ("Ctrl+O",), icon="folder-open"),
    Command("reminders", later("Reminders"), "program", ("Ctrl+Shift+R",), icon="bell"),
    Command("cards", later("Business cards"), "program", icon="identification-card"),
    Command("show_card", later("Show my card"), "program", icon="qr-code"),
    Command("new_opening", later("New opening…"), "program", icon="briefcase"),
    Command("import", later("Import people…"), "program", icon="download-simple"),
    Command("export", later("Export…"), "program", icon="export"),
    Command("pitch", later("Pitch…"), "program", icon="microphone"),
    Command("settings", later("Settings"), "program", ("Ctrl+,",), icon="gear-six"),
    Command("quit", later("Quit"), "program", ("Ctrl+Q",), icon="power"),
    Command("undo", later("Undo"), "edit", ("Ctrl+Z",), icon="arrow-counter-clockwise"),
    Command("redo", later("Redo"), "edit", ("Ctrl+Shift+Z",), icon="arrow-clockwise"),
    Command("history", later("History"), "edit", icon="clock-counter-clockwise"),
    Command("filter", later("Filter this page"), "edit", ("Ctrl+F",), icon="funnel"),
    Command("save_list", later("Save this list…"), "edit", ("Ctrl+S",), icon="bookmark-simple"),
    Command("open", later("Open"), "person", letter="O", icon="arrow-right"),
    Command("write", later("Write and log"), "person", letter="W", icon="paper-plane-tilt"),
    Command("done", later("Done"), "person", letter="D", icon="check"),
    Command("snooze", later("Snooze…"), "person", letter="S", icon="bell-simple-z"),
    Command("skip", later("Skip"), "person", letter="X", icon="arrow-bend-down-left"),
    Command("log", later("Write what happened"), "person", letter="L", icon="note-pencil"),
    Command("meet", later("Plan meeting"), "person", letter="M", icon="calendar-plus"),
    Command("follow_up", later("New follow-up"), "person", letter="F", icon="plus-circle"),
    Command("tag", later("Tag"), "person", letter="T", icon="tag"),
    Command("rhythm", later("Keep in touch"), "person", letter="G", icon="arrows-clockwise"),
    Command("play", later("Start a playbook…"), "person", icon="play"),
    Command("move_play", later("Move a playbook’s day…"), "person", icon="calendar-blank"),
    Command("why", later("Why this step?"), "person", letter="Q", icon="question"),
    Command("mentoring", later("Mentoring…"), "person", icon="plant"),
    Command("person_card", later("Show as QR code"), "person", icon="qr-code"),
    Command("export_people", later("Export people…"), "person", icon="export"),
    Command("archive", later("Save all about this person…"), "person", icon="file-text"),
    Command("print_person", later("Print the person’s page…"), "person", icon="printer"),
    Command("merge", later("Merge with…"), "person", icon="git-merge"),
    Command("find_doubles", later("Find doubles…"), "person", icon="users"),
    Command("same_person", later("Merge"), letter="1", icon="git-merge"),
    Command("different_people", later("They are different people"), letter="2", icon="users"),
    Command("decide_later", later("Later"), letter="3", icon="clock-afternoon"),
    Command("edit", later("Change"), "person", ("F2",), icon="pencil-simple"),
    Command("remove", later("Move to the bin"), "person", letter="Del", icon="trash"),
    Command("introduction", later("Introduction…"), "person", icon="users-three"),
    Command("choose_group", later("Choose the whole group"), "person", icon="users"),
    Command("opening_applied", later("Applied today"), icon="paper-plane-tilt"),
    Command("opening_interview", later("Interview…"), icon="calendar-check"),
    Command("opening_ended", later("How it ended…"), icon="check-circle"),
    Command("opening_person", later("Part in the opening…"), icon="users"),
    Command("opening_told", later("Told how it ended"), icon="check"),
    Command("review", later("Weekly review"), "go", icon="checks"),
    Command("thank", later("Thank the next people"), "event", icon="paper-plane-tilt"),
    Command("play_event", later("Start a playbook for them…"), "event", icon="play"),
    Command("move_event_play", later("Move its playbooks’ day…"), "event", icon="calendar-blank"),
    Command("print_event", later("Print the event’s page…"), "event", icon="printer"),
    Command("remove_event", later("Remove the event"), "event", icon="trash"),
    Command("meeting_brief", later("Brief"), "meeting", letter="B", icon="clipboard-text"),
    Command("meeting_notes", later("Notes for the meeting"), "meeting", ("Ctrl+Shift+M",), icon="note-pencil"),
    Command("meeting_outcome", later("How did it go?"), "meeting", letter="H", icon="chats-circle"),
    Command("meeting_asked", later("Asked today"), "meeting", letter="A", icon="hourglass-medium"),
    Command("meeting_yes", later("They said yes"), "meeting", letter="Y", icon="calendar-check"),
    Command("meeting_prepared", later("Prepared"), "meeting", letter="P", icon="list-checks"),
    Command("meeting_no", later("They said no"), "meeting", letter="N", icon="x-circle"),
    Command("meeting_moved", later("They ask for another time"), "meeting", letter="R", icon="arrows-clockwise"),
    Command("meeting_cancel", later("Call it off"), "meeting", letter="C", icon="calendar-x"),
    Command("meeting_send", later("Add to calendar"), "meeting", letter="K", icon="calendar-plus"),
    Command("meeting_join", later("Join"), "meeting", letter="J", icon="video-camera"),
    Command("meeting_invite", later("Invite…"), "meeting", letter="I", icon="envelope-simple"),
    Command("meeting_take", later("Take the time they propose"), "meeting", letter="E", icon="check"),
    Command("meeting_answer", later("Answer the invitation…"), "meeting", icon="arrow-bend-up-left"),
    Command("meeting_next", later("Plan the next one"), "meeting", icon="repeat"),
    Command("meeting_leave_out", later("Leave out this one only"), "meeting", icon="calendar-x"),
    Command("meeting_end", later("It repeats no more"), "meeting", icon="prohibit"),
    Command("meeting_remove", later("Remove the meeting"), "meeting", icon="trash"),
    Command("today", later("Today"), "go", ("Ctrl+1",), icon="sun-horizon"),
    Command("follow_ups", later("Follow-ups"), "go", ("Ctrl+2",), icon="check-circle"),
    Command("people", later("People"), "go", ("Ctrl+3",), icon="users"),
    Command("events", later("Events"), "go", ("Ctrl+4",), icon="ticket"),
    Command("meetings", later("Meetings"), "go", ("Ctrl+5",), icon="calendar-blank"),
    Command("insights", later("Insights"), "go", ("Ctrl+6",), icon="chart-bar"),
    Command("playbooks", later("Playbooks"), "go", ("Ctrl+7",), icon="notebook"),
    Command("gone_quiet", later("Gone quiet"), "go", icon="clock-clockwise"),
    Command("network", later("Network map"), "go", icon="share-network"),
    Command("career", later("My career"), "go", ("Ctrl+8",), icon="certificate"),
    Command("openings", later("Openings"), "go", icon="briefcase"),
    Command("ways", later("Ways to an employer…"), "go", icon="share-network"),
    Command("back", later("Back"), "go", ("Alt+Left",), icon="arrow-left"),
    Command("forward", later("Forward"), "go", ("Alt+Right",), icon="arrow-right"),
    Command("next_pane", later("Next pane"), "go", ("F6",)),
    Command("last_pane", later("Previous pane"), "go", ("Shift+F6",)),
    Command("sidebar", later("Sidebar"), "view", ("F9",), icon="list"),
    Command("menu", later("Menu"), "view", ("F10",), icon="list"),
    Command("menu_here", later("Menu of this row or field"), "view", ("Shift+F10",), icon="list"),
    Command("bigger", later("Bigger text"), "view", ("Ctrl++", "Ctrl+="), icon="magnifying-glass-plus"),
    Command("smaller", later("Smaller text"), "view", ("Ctrl+-",), icon="magnifying-glass-minus"),
    Command("usual_size", later("Usual text size"), "view", ("Ctrl+0",), icon="text-aa"),
    Command("density", later("Row height"), "view", icon="rows"),
    Command("sort", later("Sort"), "view", icon="sort-ascending"),
    Command("map_closer", later("Closer on the map"), "view", letter="+", icon="plus"),
    Command("map_farther", later("Farther on the map"), "view", letter="-", icon="minus"),
    Command("map_all", later("The whole map"), "view", letter="0", icon="target"),
    Command("map_list", later("Map or list"), "view", letter="V", icon="list"),
    Command("keys", later("Keys of this page"), "help", ("F1", "?"), icon="keyboard"),
    Command("guide", later("Guide"), "help", icon="book-open"),
    Command("about", later("About mrtnet"), "help", icon="info"),
)
"""Every command, in the order of the menus. A command nobody handles is not shown."""

Method = TypeVar("Method", bound=Callable[..., Any])


def handles(name: str) -> Callable[[Method], Method]:
    """Marks the method that carries out a command of COMMANDS."""
    if name not in COMMANDS:
        raise KeyError(name)

    def mark(method: Method) -> Method:
        method.__dict__["handles"] = name
        return method

    return mark


_handlers: dict[type, dict[str, str]] = {}


def handlers_of(kind: type) -> dict[str, str]:
    """{command: name of the method} of a class; worked out once."""
    if kind in _handlers:
        return _handlers[kind]
    found: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        if base.__module__.startswith("PySide6"):  # a thousand names, none of them ours
            continue
        for attribute, value in vars(base).items():
            name = getattr(value, "__dict__", {}).get("handles")
            if isinstance(name, str):
                found[name] = attribute
    _handlers[kind] = found
    return found


class Commands(QObject):
    """The commands of one window: who handles them now, their actions and keys."""

    changed = Signal()
    """Another page came up, or a command found somebody to carry it out."""

    def __init__(self, settings: Settings, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._settings, self._theme, self._window = settings, theme, window
        self._chain: Callable[[], Iterable[QObject]] = lambda: (window,)
        self._offered: dict[str, Callable[[], None]] = {}
        self._actions: dict[str, QAction] = {}
        self._letters: list[QShortcut] = []
        self._installed = False

    def follow(self, chain: Callable[[], Iterable[QObject]]) -> None:
        """Where to look for a handler, innermost first."""
        self._chain = chain

    def offer(self, name: str, run: Callable[[], None]) -> None:
        """Let the window carry out a command by this function: for dialogs that other modules bring along."""
        self._offered[name] = run
        if self._installed:
            self.refresh()

    def handler(self, name: str) -> Callable[[], object] | None:
        """What carries out the command now, or None."""
        for owner in self._chain():
            method = handlers_of(type(owner)).get(name)
            if method is not None:
                bound: Callable[[], object] = getattr(owner, method)
                return bound
        return self._offered.get(name)

    def run(self, name: str) -> bool:
        """Carry out the command; False if nobody does it here."""
        run = self.handler(name)
        if run is None:
            return False
        run()
        return True

    def available(self) -> list[Command]:
        """The commands that can be carried out now: for palette and help."""
        return [command for command in COMMANDS.values() if self.handler(command.name) is not None]

    def key_of(self, name: str) -> str:
        """The key of a command as it is shown: "Ctrl+K", "D"; "" without one."""
        command = COMMANDS[name]
        own = self._settings.keys.get(name)
        told = own if own is not None else (command.letter or (command.keys[0] if command.keys else ""))
        if command.letter and not self._settings.letter_keys:
            return ""
        return QKeySequence(told).toString(QKeySequence.SequenceFormat.NativeText)

    def action(self, name: str) -> QAction:
        """The action of a command, for menus and buttons; its shortcut acts in the whole window."""
        found = self._actions.get(name)
        if found is not None:
            return found
        command = COMMANDS[name]
        action = QAction(_(command.title), self)
        action.setObjectName(names.command(name))
        if command.icon:
            action.setIcon(icon(self._theme, command.icon))
        action.setShortcuts([] if command.letter else self._sequences(command))
        action.triggered.connect(lambda _checked=False: self.run(name))
        self._actions[name] = action
        self._window.addAction(action)
        return action

    def menu(self, which: str, parent: QWidget) -> QMenu:
        """The menu of what can be done now, for a row or the menu bar; it deletes itself when it closes."""
        menu = passing_menu(parent, which)
        for command in self.available():
            if command.menu == which:
                menu.addAction(self.action(command.name))
        return menu

    def install(self) -> None:
        """Make the keys of all commands work in the window."""
        for name in COMMANDS:
            self.action(name)
        self._installed = True
        self.refresh()

    def letters(self, view: QWidget) -> None:
        """Make the single-letter commands work while the focus is in this widget; fields keep their letters."""
        for command in COMMANDS.values():
            if not command.letter:
                continue
            for sequence in self._sequences(command):
                shortcut = QShortcut(sequence, view)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(lambda name=command.name: self.run(name))
                shortcut.setEnabled(self._settings.letter_keys or command.letter == "Del")
                shortcut.setProperty("letter", command.letter)
                view.destroyed.connect(lambda _gone=None, s=shortcut: self._forget(s))
                self._letters.append(shortcut)

    def refresh(self) -> None:
        """After another page came up or settings changed: what cannot be done here is switched off."""
        for name, action in self._actions.items():
            can = self.handler(name) is not None
            action.setEnabled(can)
            action.setVisible(can)
            if COMMANDS[name].letter:
                key = self.key_of(name)
                action.setText(_(COMMANDS[name].title) + (f"\t{key}" if key else ""))
        for shortcut in self._letters:
            shortcut.setEnabled(self._settings.letter_keys or shortcut.property("letter") == "Del")
        self.changed.emit()

    def _sequences(self, command: Command) -> list[QKeySequence]:
        own = self._settings.keys.get(command.name)
        if own is not None:
            return [QKeySequence(own)] if own else []
        return [QKeySequence(key) for key in ((command.letter,) if command.letter else command.keys)]

    def _forget(self, shortcut: QShortcut) -> None:
        if shortcut in self._letters:
            self._letters.remove(shortcut)
