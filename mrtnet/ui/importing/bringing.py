"""An import on its way: what was chosen and read, what it means, what she decided. Nothing here writes or paints."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # the page comes up without the readers; they are imported off the window's thread
    from mrtnet.domain.arrivals import Arrival, Decision, Group, Incoming, Plan
    from mrtnet.domain.problems import Problem
    from mrtnet.exchange.everything import Everything
    from mrtnet.exchange.people_files import PeopleRead
    from mrtnet.exchange.tables import TableRead

Key = tuple[int, int]


@dataclass
class Source:
    """A file, or a text that was pasted.

    `mapping` is hers for a table, None while the guess stands; `read_as` is the one that `read` was read with.
    """

    number: int
    name: str
    path: Path | None = None
    text: str = ""
    read: "PeopleRead | None" = None
    trouble: str = ""
    mapping: dict[int, str] | None = None
    read_as: dict[int, str] | None = None

    @property
    def table(self) -> "TableRead | None":
        """The table in it."""
        return self.read.table if self.read is not None else None

    @property
    def fields(self) -> dict[int, str]:
        """What its columns are taken for now."""
        table = self.table
        return dict(self.mapping if self.mapping is not None else table.mapping if table is not None else {})

    @property
    def is_stale(self) -> bool:
        """Whether its columns were taken otherwise since."""
        return self.table is not None and self.fields != self.read_as

    @property
    def is_waiting(self) -> bool:
        """Whether it is still to be read."""
        return self.read is None and not self.trouble

    def problems(self) -> "Iterator[Problem]":
        """What in it could not be read."""
        if self.read is not None:
            yield from self.read.problems
            yield from self.read.everything.problems if self.read.everything is not None else ()


class Looked(NamedTuple):
    """What the people mean for the book, in heaps of places in the plan, and (new, same) of whole books in JSON."""

    plan: "Plan"
    new: "array[int]"
    likely: "array[int]"
    adding: "array[int]"
    alone: "array[int]"
    books: tuple[int, int] = (0, 0)
    photos: int = 0
    keys: tuple[Key, ...] = ()


def heaps(plan: "Plan", keys: tuple[Key, ...], books: tuple[int, int] = (0, 0)) -> Looked:
    """The plan sorted: new, likely on file, on file with something to add, on file and left alone."""
    found = {name: array("q") for name in ("new", "likely", "adding", "alone")}
    photos = 0
    for at, arrival in enumerate(plan.arrivals):
        photos += arrival.incoming.photo is not None
        same = "adding" if arrival.adds else "alone"
        found[same if arrival.sort == "same" else arrival.sort].append(at)
    return Looked(plan, found["new"], found["likely"], found["adding"], found["alone"], books, photos, keys)


class Outcome(NamedTuple):
    """What will happen to whom, as places in the plan."""

    new: "array[int]"
    changed: "array[int]"
    alone: "array[int]"
    left_out: "array[int]"


@dataclass
class Bringing:
    """One import. `decided` is by source and place in it, so that it outlives another look at the book.

    `is_old`: the book changed since it was looked at; what is shown stays until it has been looked at anew.
    """

    sources: list[Source] = field(default_factory=list)
    looked: Looked | None = None
    is_old: bool = False
    decided: "dict[Key, Decision]" = field(default_factory=dict)
    _count: int = 0

    def add(self, *, path: Path | None = None, text: str = "", name: str = "") -> Source | None:
        """One more file or text; None if this file is there already."""
        if path is not None and any(source.path == path for source in self.sources):
            return None
        self._count += 1
        source = Source(self._count, name or (path.name if path is not None else ""), path, text)
        self.sources.append(source)
        self.looked = None
        return source

    def remove(self, source: Source) -> None:
        """Without this one."""
        self.sources.remove(source)
        self.looked = None

    def named(self, number: int) -> Source | None:
        """The source of this number."""
        return next((source for source in self.sources if source.number == number), None)

    def tables(self) -> list[Source]:
        """Those whose columns can be matched."""
        return [source for source in self.sources if source.table is not None and source.table.rows]

    def people(self) -> int:
        """How many people were read."""
        return sum(len(source.read.people) for source in self.sources if source.read is not None)

    def books(self) -> "list[Everything]":
        """Whole books in JSON."""
        return [read.everything for source in self.sources if (read := source.read) and read.everything is not None]

    def is_empty(self) -> bool:
        """Whether there is nobody to import."""
        return not self.people() and not self.books()

    # What she decides

    def look_at(self, looked: Looked) -> None:
        """What it means now; what she decided about a card counts as long as the question is the same."""
        self.looked, self.is_old = looked, False
        kept: dict[Key, Decision] = {}
        for at in looked.likely:
            decision, arrival = self.decided.get(looked.keys[at]), looked.plan.arrivals[at]
            if decision is not None and (decision.into is None or _still(decision, arrival)):
                kept[looked.keys[at]] = decision
        self.decided = kept

    def arrival(self, at: int) -> "Arrival":
        """The card at this place of the plan."""
        assert self.looked is not None
        return self.looked.plan.arrivals[at]

    def decision(self, at: int) -> "Decision | None":
        """What she decided about this one."""
        return self.decided.get(self.looked.keys[at]) if self.looked is not None else None

    def decide(self, at: int, decision: "Decision") -> None:
        """Her answer."""
        assert self.looked is not None
        self.decided[self.looked.keys[at]] = decision

    def questions_left(self) -> int:
        """How many still wait for an answer."""
        return len(self.looked.likely) - len(self.decided) if self.looked is not None else 0

    def only_adding(self) -> list[int]:
        """Those without an answer whose card only adds to somebody in the book."""
        likely = self.looked.likely if self.looked is not None else ()
        return [at for at in likely if self.arrival(at).only_adds and self.decision(at) is None]

    def next_question(self, after: int) -> int | None:
        """The next card without an answer, from this one on and round to the first."""
        likely = self.looked.likely if self.looked is not None else ()
        open_ones = [at for at in likely if self.decision(at) is None]
        return next((at for at in open_ones if at > after), open_ones[0] if open_ones else None)

    def decisions(self) -> "dict[int, Decision]":
        """For the edit: by place in the plan."""
        looked = self.looked
        if looked is None:
            return {}
        return {at: found for at in looked.likely if (found := self.decided.get(looked.keys[at])) is not None}

    def outcome(self) -> Outcome:
        """What an import would do now."""
        assert self.looked is not None
        looked, decisions = self.looked, self.decisions()
        chosen = {
            action: array("q", (at for at, one in decisions.items() if one.action == action))
            for action in ("merge", "keep", "skip")
        }
        asked = array("q", (at for at in looked.likely if at not in decisions))
        return Outcome(
            looked.new + chosen["keep"], chosen["merge"] + looked.adding, looked.alone, chosen["skip"] + asked
        )


def _still(decision: "Decision", arrival: "Arrival") -> bool:
    """Whether whom she chose is still among those the card may be; an earlier card of the file has another place."""
    into = decision.into
    return any(into is not None and (one.person_id, one.name) == (into.person_id, into.name)
               and one.arrival == into.arrival for one in arrival.candidates)  # fmt: skip


def gathered(sources: Iterable[Source]) -> "tuple[list[Incoming], list[Group], tuple[Key, ...]]":
    """All people and groups, and for each person where she comes from: the source and the place in it."""
    people: list[Incoming] = []
    groups: list[Group] = []
    keys: list[Key] = []
    for source in sources:
        if source.read is not None:
            people += source.read.people
            groups += source.read.groups
            keys += [(source.number, place) for place in range(len(source.read.people))]
    return people, groups, tuple(keys)


def samples(table: "TableRead", column: int, most: int = 3) -> Sequence[str]:
    """The first values of a column that say something, each once, on one line."""
    found: dict[str, None] = {}
    for row in table.rows[:60]:
        if column < len(row.cells) and (text := " ".join(row.cells[column][:120].split())):
            found[text] = None
            if len(found) == most:
                break
    return tuple(found)
