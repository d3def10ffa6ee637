"""Drafts: what was typed and not saved, as it was last kept."""

import json
from typing import Any

from mrtnet.queries.reading import Connection, all_rows, one_row


def draft_keys(connection: Connection, beginning: str) -> list[str]:
    """The keys that begin so, in the order they were kept."""
    return [
        key for (key,) in all_rows(connection, "SELECT key FROM draft ORDER BY at, key") if key.startswith(beginning)
    ]


def draft(connection: Connection, key: str) -> Any:
    """The draft of this key as JSON values; None without one or if it cannot be read."""
    row = one_row(connection, "SELECT body FROM draft WHERE key = ?", (key,))
    try:
        return None if row is None else json.loads(row[0])
    except ValueError:
        return None
