"""Who a dialog is about, in words."""

from collections.abc import Sequence

from mrtnet.queries import people
from mrtnet.ui.around import Around
from mrtnet.words import plural


def whom(around: Around, ids: Sequence[int]) -> str:
    """The name of the one person, else how many they are."""
    if len(ids) == 1:
        rows = people.rows(around.desk.read, list(ids))
        return rows[0].name if rows else ""
    return plural("{n} person", "{n} people", len(ids))
