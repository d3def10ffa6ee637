"""The lines of the palette: what was found, with headers between, and what happens when a line is taken."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple

from mrtnet.domain.pitch import KEY as PITCH
from mrtnet.domain.rows import PersonRow
from mrtnet.domain.when import say_date
from mrtnet.queries import palette as queries
from mrtnet.queries.palette import Deed, Found, Verb, matches, pieces, respelled
from mrtnet.queries.playbooks import all_playbooks, all_templates
from mrtnet.queries.search_words import Words
from mrtnet.ui.around import Around, Subject
from mrtnet.ui.commands import COMMANDS, Command
from mrtnet.ui.dialogs.deeds import do_for
from mrtnet.ui.pages import entry
from mrtnet.ui.palette.words import PLACES, also
from mrtnet.ui.saying import step_status
from mrtnet.words import _, later, plural

NEEDS_STEP = frozenset({"done", "snooze", "skip"})
HIDDEN = frozenset({"palette", "menu", "menu_here", "next_pane", "last_pane"})
HERE_ONLY = frozenset({"remove", "choose_group"})
"""What is done with the person of a row, not with somebody who is found."""
FIRST = ("log_people", "write", "thank", "follow_ups", "review", "new", "history", "settings")
"""What is offered before she has used anything."""
LEAST, FEW, MOST_PLACES = 3, 3, 8  # letters from which employers are looked for, how many, and of all places
PREFIXES = (
    (">", later("commands")), ("#", later("tags")), ("@", later("employers")), ("?", later("help")),
)  # fmt: skip


class Line(NamedTuple):
    """One line. A header has no `run`. `person` draws a disc with initials instead of the icon."""

    title: str
    detail: str = ""
    icon: str = ""
    key: str = ""
    person: tuple[str, int] | None = None
    run: Callable[[], None] | None = None
    command: str = ""
    quoted: bool = False

    @property
    def is_header(self) -> bool:
        """Whether it only says what follows."""
        return self.run is None


class Lines:
    """Makes the lines for what is typed. What does not hang on that is asked once each time the palette opens."""

    def __init__(self, around: Around, visited: list[int]) -> None:
        """`visited`: whom she opened last, the last one first."""
        self._around, self._visited = around, visited
        self._available = around.commands.available()
        self._playbooks = {key: _(each.title) for key, each in all_playbooks(around.desk.read).items()}
        self._templates = {key: _(each.title) for key, each in all_templates(around.desk.read).items()}
        self._verbs = self._all_verbs()

    def of(self, text: str, used: Sequence[str]) -> list[Line]:
        """The lines for this text; `used` are the commands she takes most."""
        first, rest = text[:1], text[1:]
        if first == ">":
            return self._commands(rest, _("Commands"), limit=50)
        if first == "#":
            return self._tags(rest)
        if first == "@":
            return self._employers(rest)
        if first == "?":
            return self._help()
        return self._forgiven(text) if text.strip() else self._empty(used)

    def verbs_of(self, person: PersonRow, text: str) -> list[Line]:
        """What can be done with one person."""
        wanted = pieces(text)
        lines = [Line(person.name)]
        for verb in self._verbs:
            sort, _colon, of_what = verb.command.partition(":")
            usable = verb.command not in NEEDS_STEP or person.step_due is not None
            if usable and matches(wanted, f"{verb.words} {verb.also}"):
                run = self._doing(person.id, verb.command)
                key = "" if of_what else self._around.commands.key_of(verb.command)
                lines.append(Line(verb.words, "", COMMANDS[sort].icon, key, run=run, command=verb.command))
        return lines if len(lines) > 1 else []

    # Parts

    def _forgiven(self, text: str) -> list[Line]:
        """What is found for the text; where nothing is called so, for what was nearly typed."""
        lines, meant = self._found(text)
        if not meant:
            for nearly in respelled(self._around.desk.read, text, self._called):
                others, meant = self._found(nearly)
                if meant:
                    return others
        return lines

    def _found(self, text: str) -> tuple[list[Line], bool]:
        """The lines, and whether any of them is called so."""
        desk, wanted = self._around.desk, pieces(text)
        found = queries.found(desk.read, text, desk.today, self._verbs)
        deeds = [self._deed(deed) for deed in found.deeds[:3]]
        best = [Line(_("Best match")), deeds[0]._replace(key=_("Enter")), *deeds[1:]] if deeds else []
        people = [Line(_("People")), *(self._person(row) for row in found.people)] if found.people else []
        places = self._places(found) + self._kept(text)
        todo = self._thanks(text) + self._commands(text, "", limit=5) + self._parts_of_pages(wanted)
        named = any(matches(wanted, f"{row.name} {row.credentials} {row.organization}") for row in found.people)
        do = ([Line(_("Go to")), *places] if places else []) + ([Line(_("Do")), *todo] if todo else [])
        notes = [
            Line(f"“{note.passage}”", note.person, "note", quoted=True, run=self._opening(note.person_id))
            for note in found.notes
        ]
        notes = [Line(_("Found in notes")), *notes] if notes else []
        # who is found by notes alone comes after what is called so
        lines = best + (people + do if named else do + people) + notes
        return lines, bool(best or do or named)

    def _places(self, found: Found) -> list[Line]:
        """Events and saved lists."""
        today = self._around.desk.today
        lines = [
            Line(event.name, say_date(event.first_day, today) if event.first_day else "", "ticket",
                 run=self._going("events", event.id))
            for event in found.events if entry("events")
        ]  # fmt: skip
        return lines + [
            Line(each.name, _("list"), each.icon or "tag", run=self._going("people", each.query))
            for each in found.lists
        ]

    @cached_property
    def _called(self) -> Words:
        """The words of all that is called something here."""
        told = [f"{_(each.title)} {also(each.name)}" for each in self._available]
        told += [each.words for each in PLACES]
        told += [*self._playbooks.values(), *self._templates.values()]
        return queries.called(told + queries.titles(self._around.desk.read))

    def _empty(self, used: Sequence[str]) -> list[Line]:
        desk = self._around.desk
        lines = []
        rows = queries.last_people(desk.read, self._visited)
        if rows:
            lines += [Line(_("Last people")), *(self._person(row) for row in rows)]
        known = {command.name: command for command in self._available}
        chosen = [known[name] for name in dict.fromkeys([*used, *FIRST]) if name in known and name not in HIDDEN][:5]
        if chosen:
            lines += [Line(_("Do")), *(self._command(command) for command in chosen)]
        return lines

    def _deed(self, deed: Deed) -> Line:
        step = deed.step
        status = step_status(step.kind, step.due, step.at, self._around.desk.today).words if step else ""
        title = _("{name}: {deed}").format(name=deed.person.name, deed=_lower(deed.words))
        run = self._doing(deed.person.id, deed.command)
        return Line(title, status, "", "", (deed.person.name, deed.person.id), run, deed.command)

    def _person(self, row: PersonRow) -> Line:
        about = " · ".join(part for part in (row.credentials, row.organization) if part)
        return Line(row.name, about, person=(row.name, row.id), run=self._opening(row.id))

    def _thanks(self, text: str) -> list[Line]:
        from mrtnet.queries import events

        desk = self._around.desk
        event = events.current(desk.read, desk.today)
        if event is None or not event.to_thank:
            return []
        title = _("Thank everyone from {event}").format(event=event.short or event.name)
        if not matches(pieces(text), title):
            return []
        number = plural("{n} person", "{n} people", event.to_thank)
        return [
            Line(
                title, number, "paper-plane-tilt", run=lambda: do_for(self._around, "thank", Subject(event_id=event.id))
            )
        ]

    def _kept(self, text: str) -> list[Line]:
        """Meetings, playbooks, templates, openings and employers by name."""
        read, wanted = self._around.desk.read, pieces(text)
        lines = []
        if entry("meetings") is not None:
            today = self._around.desk.today
            lines += [
                Line(each.title, " · ".join((each.people, *([say_date(each.day, today)] if each.day else []))),
                     "calendar-blank", run=self._going("meetings", each.id))
                for each in queries.meetings_with(read, wanted)
            ]  # fmt: skip
        if entry("playbooks") is not None:
            lines += [
                Line(title, _("playbook"), "notebook", run=self._going("playbooks", key))
                for key, title in self._playbooks.items() if matches(wanted, title)
            ]  # fmt: skip
            lines += [
                Line(title, _("template"), "note-pencil", run=self._going("playbooks", ("templates", key)))
                for key, title in self._templates.items() if matches(wanted, title)
            ]  # fmt: skip
        if entry("openings") is not None:
            lines += [
                Line(title, _("opening"), "briefcase", run=self._going("openings", number))
                for number, title in queries.openings_with(read, wanted)
            ]  # fmt: skip
        if len(text.strip()) >= LEAST:
            found = queries.employers_with(read, text, FEW)
            lines += [self._employer(name, number) for name, number in found if matches(wanted, name)]
        return lines[:MOST_PLACES]

    def _commands(self, text: str, header: str, limit: int) -> list[Line]:
        wanted = pieces(text)
        commands = [
            command for command in self._available
            if command.name not in HIDDEN and matches(wanted, f"{_(command.title)} {also(command.name)}")
        ]  # fmt: skip
        lines = [self._command(command) for command in commands[:limit]]
        return [Line(header), *lines] if header and lines else lines

    def _command(self, command: Command) -> Line:
        about = self._subject if command.menu == "person" else ""
        return Line(
            _(command.title).replace("&", "").rstrip("…"), about, command.icon or "command",
            self._around.commands.key_of(command.name), run=lambda: self._run(command.name), command=command.name,
        )  # fmt: skip

    def _parts_of_pages(self, wanted: Sequence[str]) -> list[Line]:
        return [
            Line(_(each.title), "", each.icon, run=self._going(each.page, each.target))
            for each in PLACES
            if entry(each.page) is not None and matches(wanted, each.words)
        ][:FEW]

    def _tags(self, text: str) -> list[Line]:
        found = queries.tags_with(self._around.desk.read, text)
        lines = [self._shared(tag, number, "tag", "tag") for tag, number in found]
        return [Line(_("Tags")), *lines] if lines else []

    def _employers(self, text: str) -> list[Line]:
        found = queries.employers_with(self._around.desk.read, text)
        lines = [self._employer(name, number) for name, number in found]
        return [Line(_("Employers")), *lines] if lines else []

    def _employer(self, name: str, number: int) -> Line:
        return self._shared(name, number, "buildings", "at")

    def _shared(self, name: str, number: int, icon: str, filter_: str) -> Line:
        """What so many people have in common; it leads to them."""
        words = plural("{n} person", "{n} people", number)
        return Line(name, words, icon, run=self._going("people", f'{filter_}:"{name}"'))

    def _help(self) -> list[Line]:
        lines = [self._command(each) for each in self._available if each.menu == "help"]
        keys = self._commands("", "", limit=50)
        return [Line(_("Help")), *lines, Line(_("Keys")), *(line for line in keys if line.key)]

    # Doing

    def _all_verbs(self) -> list[Verb]:
        found = [each for each in self._available if each.menu == "person" and each.name not in HERE_ONLY]
        verbs = [Verb(each.name, _(each.title).rstrip("…"), also(each.name)) for each in found]
        known = {each.name for each in found}
        if "write" in known:
            verbs += [
                Verb(f"write:{key}", _("Write “{title}”").format(title=title))
                for key, title in self._templates.items() if key != PITCH
            ]  # fmt: skip
        if "play" in known:
            verbs += [
                Verb(f"play:{key}", _("Start “{title}”").format(title=title))
                for key, title in self._playbooks.items()
            ]  # fmt: skip
        return verbs

    @cached_property
    def _subject(self) -> str:
        """Whom commands are about."""
        from mrtnet.queries import people

        person_id = self._around.subject().person_id
        rows = people.rows(self._around.desk.read, [person_id]) if person_id is not None else []
        return rows[0].name if rows else _("person")

    def _going(self, page: str, target: int | str | tuple[str, str]) -> Callable[[], None]:
        return lambda: self._around.go(page, target)

    def _opening(self, person_id: int) -> Callable[[], None]:
        def run() -> None:
            self.visit(person_id)
            self._around.go("people", person_id)

        return run

    def _doing(self, person_id: int, command: str) -> Callable[[], None]:
        def run() -> None:
            self.visit(person_id)
            do_for(self._around, command, Subject(person_id=person_id, person_ids=(person_id,)))

        return run

    def _run(self, command: str) -> None:
        self._around.commands.run(command)

    def visit(self, person_id: int) -> None:
        """Remember whom she opened last."""
        self._visited[:] = [person_id, *(each for each in self._visited if each != person_id)][:5]


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:] if words[1:2].islower() else words
