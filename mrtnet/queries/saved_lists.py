"""Saved lists: searches with a name."""

from typing import NamedTuple

from mrtnet.queries.reading import Connection, all_rows


class SavedList(NamedTuple):
    """One saved list. `query` is in the words of the search; `icon` may be empty."""

    id: int
    name: str
    query: str
    icon: str


def listed(connection: Connection) -> list[SavedList]:
    """All saved lists in her order."""
    found = all_rows(connection, "SELECT id, name, query, icon FROM saved_list ORDER BY position, id")
    return [SavedList._make(row) for row in found]
