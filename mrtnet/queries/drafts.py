"""Drafts: what was typed and not saved, as it was last kept."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from mrtnet.queries.reading import Connection, all_rows, one_row

ABOUT: Mapping[str, str] = {
    "person": "person", "person.line": "person", "log": "person", "follow_up.new": "person", "write.person": "person",
    "meeting.plan": "person", "follow_up": "follow_up", "write": "follow_up", "event": "event", "event.grid": "event",
    "event.notes": "event", "event.session": "event", "meeting.change": "meeting", "meeting.notes": "meeting",
    "meeting.outcome": "meeting",
}  # fmt: skip
"""What the number in a draft's key means: the table of the row that it was typed about."""


class Kept(NamedTuple):
    """A draft and the `uid` of the row it is about, "" for none."""

    key: str
    body: str
    uid: str


def all_drafts(connection: Connection) -> list[Kept]:
    """What is half typed."""
    found = all_rows(connection, "SELECT key, body FROM draft")
    return [Kept(key, body, uid_about(connection, key)) for key, body in found]


def uid_about(connection: Connection, key: str) -> str:
    """The mark, which never changes, of the row a draft is about: another book has another row at the same number."""
    kind, _colon, number = key.partition(":")
    found = None
    if kind in ABOUT and number.isdecimal():
        found = one_row(connection, f"SELECT uid FROM {ABOUT[kind]} WHERE id = ?", (int(number),))
    return str(found[0]) if found else ""


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
