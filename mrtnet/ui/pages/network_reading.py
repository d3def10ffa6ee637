"""Reads and lays out the network map beside the window, on a connection of its own."""

from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from mrtnet.domain.layout import Layout, lay_out
from mrtnet.domain.layout_groups import Bridge, By, Dot, Group, Tie, bridges, grouped
from mrtnet.queries import network
from mrtnet.store import connection as connections
from mrtnet.ui.jobs import Job
from mrtnet.ui.sections import Entry, Section
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.map_scene import MapScene
from mrtnet.words import _


class Network(NamedTuple):
    """All that the map shows. `total` are all people, of whom `people` may be a part."""

    by: By
    people: list[Dot]
    ties: list[Tie]
    groups: list[Group]
    alone: list[int]
    layout: Layout
    bridges: list[Bridge]
    total: int
    known: dict[int, list[str]]
    """The names of those whom somebody knows."""
    rows: list[Section | Entry[Dot]]
    """The same as a list."""
    scene: MapScene


def forget(_job: Job, old: list[Network]) -> None:
    """Let go of a network that is shown no more: of 20,000 people that takes longer than a frame. For a job."""
    old.clear()


def read_network(job: Job, book: Path, by: By, theme: Theme) -> Network:
    """The people of this book, grouped and laid out, with all that the window needs to show them. For a job."""
    with closing(connections.reading(book)) as read:
        total = network.count(read)
        people = network.dots(read, job.stopped)
        ties = network.ties(read, people)
    groups, alone = grouped(people, by)
    layout = lay_out(groups, alone, job.stopped)
    named = {dot.id: dot for dot in people}
    known: dict[int, list[str]] = {}
    for tie in ties:
        known.setdefault(tie.one, []).append(named[tie.other].name)
        known.setdefault(tie.other, []).append(named[tie.one].name)
    rows: list[Section | Entry[Dot]] = []
    for key, title, members, icon in (
        *((group.key, group.title, group.people, "users") for group in groups),
        ("alone", _("By themselves"), alone, "user"),
    ):
        if members:
            rows.append(Section(key, title, len(members), icon, "text2"))
            rows += [Entry(named[each], each == members[0], each == members[-1]) for each in members]
    scene = MapScene(theme, layout, people, ties)
    return Network(by, people, ties, groups, alone, layout, bridges(groups, ties), total, known, rows, scene)
