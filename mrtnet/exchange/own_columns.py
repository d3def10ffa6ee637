"""What she made of a table's columns, kept for other files with the same header: the window asks, every import uses it.

Kept are {mark of the header: {place of the column: field}} (`Settings.columns`).
"""

import hashlib
from collections.abc import Mapping, MutableMapping

from mrtnet.exchange.columns import FIELDS
from mrtnet.exchange.tables import TableRead

MOST = 60
"""Headers that are remembered; the oldest is forgotten."""


def header_mark(table: TableRead) -> str:
    """By what a table with the same header is known again; "" for one without a header."""
    if not table.is_headed:
        return ""
    return hashlib.sha256("\n".join(table.columns).encode("utf-8", "replace")).hexdigest()[:24]


def remembered(table: TableRead, kept: Mapping[str, Mapping[str, str]]) -> dict[int, str] | None:
    """The mapping kept for a table with this header, None without one."""
    found = kept.get(header_mark(table))
    if not found:
        return None
    width = len(table.columns)
    return {int(at): told for at, told in found.items() if at.isdecimal() and int(at) < width and told in FIELDS}


def remember(table: TableRead, fields: Mapping[int, str], kept: MutableMapping[str, dict[str, str]]) -> None:
    """Keep what she takes this table's columns for; what is only the guess is forgotten."""
    mark = header_mark(table)
    if not mark:
        return
    kept.pop(mark, None)
    if fields != table.mapping:
        kept[mark] = {str(at): told for at, told in fields.items()}
    while len(kept) > MOST:
        del kept[next(iter(kept))]
