"""Reads and lays out the network map beside the window, on a connection of its own."""

from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from mrtnet.domain.layout import Layout, lay_out
from mrtnet.domain.layout_groups import Bridge, By, Dot, Group, Tie, bridges, grouped
from mrtnet.queries import network
from mrtnet.store import connection as connections
from mrtnet.ui.jobs import Job


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


def read_network(job: Job, book: Path, by: By) -> Network:
    """The people of this book, grouped and laid out. For a job."""
    with closing(connections.reading(book)) as read:
        total = network.count(read)
        people = network.dots(read, job.stopped)
        ties = network.ties(read, people)
    groups, alone = grouped(people, by)
    layout = lay_out(groups, alone, job.stopped)
    return Network(by, people, ties, groups, alone, layout, bridges(groups, ties), total)
