"""What is remembered beside the book's own rows, under a key: quiet, so it is no step and no undo."""

import json
from collections.abc import Mapping
from typing import Any

from mrtnet.queries.reading import Connection, one_row


def text(connection: Connection, key: str) -> str:
    """The text under this key; "" if there is none."""
    row = one_row(connection, "SELECT value FROM quiet WHERE key = ?", (key,))
    return str(row[0]) if row else ""


def keep_text(write: Connection, key: str, value: str) -> None:
    """Remember this text."""
    write.execute(
        "INSERT INTO quiet (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
    )


def forget(write: Connection, key: str) -> None:
    """Remember nothing under this key."""
    write.execute("DELETE FROM quiet WHERE key = ?", (key,))


def told(connection: Connection, key: str) -> dict[str, Any]:
    """What was remembered under this key as JSON; empty if nothing."""
    return dict(json.loads(text(connection, key) or "{}"))


def keep(write: Connection, key: str, value: Mapping[str, Any]) -> None:
    """Remember this as JSON."""
    keep_text(write, key, json.dumps(value, ensure_ascii=False))
