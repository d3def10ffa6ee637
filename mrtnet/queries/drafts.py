"""Drafts: what was typed and not saved, as it was last kept."""

import json
from typing import Any

from mrtnet.queries.reading import Connection, one_row


def draft(connection: Connection, key: str) -> Any:
    """The draft of this key as JSON values; None without one or if it cannot be read."""
    row = one_row(connection, "SELECT body FROM draft WHERE key = ?", (key,))
    try:
        return None if row is None else json.loads(row[0])
    except ValueError:
        return None
