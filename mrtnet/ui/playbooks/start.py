"""A playbook started for people, a list or an event: who they are, the load it brings, and who is left out and why."""

from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QTimer

from mrtnet.domain.playbooks import Playbook, for_event_kind
from mrtnet.domain.when import parse_when, say_date
from mrtnet.queries import events, people, saved_lists, search
from mrtnet.queries.playbooks import all_playbooks
from mrtnet.queries.plays import DayLoad, Preview, coming_load, preview
from mrtnet.store import connection
from mrtnet.ui.around import Around
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.dialogs.whom import whom
from mrtnet.ui.jobs import Job
from mrtnet.ui.playbooks.forms import choice, fit_area, in_area, labelled
from mrtnet.ui.playbooks.load import LoadBars, say_load
from mrtnet.ui.widgets.basic import Field, Label
from mrtnet.ui.widgets.wrapped import Wrapped
from mrtnet.words import _, listed, plural

WIDTH = 440  # design px
REST = 200  # ms after the last letter
MOST = 500  # people at once: more is not a playbook but a mailing


def install(around: Around) -> None:
    """The command starts one for the people who are chosen."""

    def start() -> None:
        subject = around.subject()
        ids = subject.person_ids or ((subject.person_id,) if subject.person_id is not None else ())
        StartDialog(around, "", ids).open_at()

    def start_for_event() -> None:
        event_id = around.subject().event_id
        if event_id is not None:
            row = events.one(around.desk.read, event_id)
            key = for_event_kind(row.kind) if row is not None else ""
            StartDialog(around, key or "after-event", (), event_id=event_id).open_at()

    around.commands.offer("play", start)
    around.commands.offer("play_event", start_for_event)


class _Asked(NamedTuple):
    """What would be started: read beside the window, a person takes a millisecond."""

    key: str
    ids: tuple[int, ...]
    today: date
    anchor: date | None
    event_id: int | None


def _look(_job: Job, path: Path, asked: _Asked) -> tuple[Preview, list[DayLoad]]:
    with closing(connection.reading(path)) as read:
        book = all_playbooks(read)[asked.key]
        found = preview(read, book, asked.ids, asked.today, anchor=asked.anchor, event_id=asked.event_id)
        return found, coming_load(read, asked.today, added=found.dues)


class StartDialog(SmallDialog):
    """Asks for whom and from which day; `ids` are people chosen already."""

    def __init__(self, around: Around, key: str, ids: tuple[int, ...], *, event_id: int | None = None) -> None:
        super().__init__(around, "play", _("Start a playbook"), _("Start"), icon="play")
        self._known = all_playbooks(self.desk.read)
        self._ids = ids
        self._found: Preview | None = None
        self._event_id: int | None = None
        self._job: Job | None = None
        read = self.desk.read
        self.playbook = choice("play.playbook", _("Playbook"), {k: _(each.title) for k, each in self._known.items()},
                               key or "chance-meeting")  # fmt: skip
        sources = {"chosen": whom(around, ids)} if ids else {}
        sources |= {"search": _("People found by a search")}
        sources |= {f"list {each.id}": _("List: {name}").format(name=each.name) for each in saved_lists.listed(read)}
        sources |= {
            f"event {each.id}": _("Event: {name}").format(name=each.short or each.name)
            for each in events.listed(read)[:40]
        }
        self._queries = {f"list {each.id}": each.query for each in saved_lists.listed(read)}
        if event_id is not None and (row := events.one(read, event_id)) is not None:
            sources[f"event {event_id}"] = _("Event: {name}").format(name=row.short or row.name)
        first = "chosen" if ids else f"event {event_id}" if event_id is not None else "search"
        self.source = choice("play.source", _("For whom"), sources, first)
        self.query = Field(self.theme, _("A name, tag:coding, quiet:>90d…"), "magnifying-glass", name="play.query")
        self.day = Field(self.theme, _("today"), "calendar-blank", name="play.day")
        self.says = Wrapped(self.theme, "", "body", "text")
        self.left_out = Wrapped(self.theme, "", "small", "text2")
        self.bars = LoadBars(self.theme)
        self.load = Wrapped(self.theme, "", "small", "text2")
        self.column.addWidget(Label(self.theme, _("Start a playbook"), "strong"))
        inside = self._inside = in_area(self, WIDTH)
        inside.addWidget(labelled(around, _("Playbook"), self.playbook, beside=True))
        inside.addWidget(labelled(around, _("For whom"), self.source, beside=True))
        self._query_holder = labelled(around, _("Search"), self.query, beside=True)
        inside.addWidget(self._query_holder)
        inside.addWidget(labelled(around, _("Counted from"), self.day, beside=True))
        for part in (self.says, self.left_out, self.bars, self.load):
            inside.addWidget(part)
        inside.addStretch(1)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self.look)
        self.playbook.currentIndexChanged.connect(lambda _at: self.look())
        self.source.currentIndexChanged.connect(lambda _at: self.look())
        for field in (self.query, self.day):
            field.textChanged.connect(lambda _text: self._rest.start())
        self.look()
        (self.query if first == "search" else self.playbook).setFocus()

    @property
    def chosen(self) -> Playbook:
        """The playbook that would begin."""
        return self._known[self.playbook.value()]

    def look(self) -> None:
        """Who it would be, and what it would bring."""
        if self._job is not None:
            self._job.stop()
        source = self.source.value()
        self._query_holder.setVisible(source == "search")
        self._event_id = int(source.split()[1]) if source.startswith("event") else None
        when = self._when()
        self.tell("" if when is not None else _("“{text}” is not a date. Try “thu” or “in 3 days”.").format(
            text=self.day.text()[:40]))  # fmt: skip
        ids = self._people(source)
        if len(ids) > MOST:
            self._found = None
            self._show(_("That is {n} people. Choose at most {most}.").format(n=len(ids), most=MOST), "")
            return
        anchor = when[0] if when is not None else None
        self._found = None
        self.take.setEnabled(False)
        asked = _Asked(self.chosen.key, tuple(ids), self.desk.today, anchor, self._event_id)
        job = self._job = self.around.jobs.start("", _look, self.desk.book.path, asked)
        job.done.connect(self._take_look)
        job.trouble.connect(lambda sentence: self._show(sentence, ""))

    def _take_look(self, looked: "tuple[Preview, Sequence[DayLoad]]") -> None:
        found, load = looked
        self._found = found
        first = min((each.steps[0].due for each in found.people if each.steps), default=None)
        said = plural("It begins for {n} person", "It begins for {n} people", len(found.people))
        if first is not None:
            said = _("{said}; the first step comes {day}").format(said=said, day=say_date(first, self.desk.today))
        if not found.people:
            said = _("Nobody yet. Choose people, a list or an event")
        elif found.own:
            said += plural(", with {n} step of your own", ", with {n} steps of your own", len(found.own))
        out = list(found.left_out.values())
        more = plural(" and {n} more", " and {n} more", len(out) - 3) if len(out) > 3 else ""
        self._show(f"{said}.", _("Left out: {who}.").format(who=listed(out[:3]) + more) if out else "", load)

    def _show(self, said: str, out: str, load: Sequence[DayLoad] = ()) -> None:
        found = self._found
        self.says.setText(said)
        self.left_out.setText(out)
        self.left_out.setVisible(bool(out))
        self.bars.show_load(load, self.desk.today)
        self.load.setText(say_load(load, self.desk.about.portion) if load else "")
        self.take.setEnabled(found is not None and bool(found.people or found.own) and self._when() is not None)
        many = len(found.people) if found is not None else 0
        self.take.say(plural("Start for {n} person", "Start for {n} people", many) if many else _("Start"))
        fit_area(self, self._inside)

    def done(self, result: int) -> None:
        """What is still being read is not waited for."""
        if self._job is not None:
            self._job.stop()
        super().done(result)

    def _people(self, source: str) -> list[int]:
        read, today = self.desk.read, self.desk.today
        if source == "chosen":
            return list(self._ids)
        if self._event_id is not None:
            return events.people_met(read, self._event_id)
        text = self._queries.get(source, self.query.text()).strip()
        if not text:
            return []
        return people.ids_named(read, text) or search.person_ids(read, text, today, limit=MOST + 1)

    def _when(self) -> tuple[date | None] | None:
        """(the day, None for today), or None if it is not understood."""
        text = self.day.text().strip()
        if not text:
            return (None,)
        about = self.desk.about
        found = parse_when(text, self.desk.today, days=about.days, day_first=about.day_first)
        return (found.day,) if found is not None and found.day is not None else None

    def finish(self) -> bool:
        """Start it for all of them, as one step."""
        from mrtnet.edits.plays import start_play

        when = self._when()
        if self._rest.isActive() or self._found is None or when is None or not (self._found.people or self._found.own):
            return False
        ids = [each.person_id for each in self._found.people]
        self.around.do(start_play, self.chosen.key, ids, anchor=when[0], event_id=self._event_id)
        return True
