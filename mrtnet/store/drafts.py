"""Keeping a draft: what is typed and not saved yet. A quiet table; no SQLModel, as the first one may come early."""

from typing import Any

from mrtnet import clock


def keep_draft(write: Any, key: str, body: str) -> None:
    """Keep `body` (JSON) as the draft `key`, "" for none; by the writing connection (`Book.quietly`)."""
    if not body:
        write.execute("DELETE FROM draft WHERE key = ?", (key,))
        return
    write.execute(
        "INSERT INTO draft (key, body, at) VALUES (?, ?, ?)"
        " ON CONFLICT (key) DO UPDATE SET body = excluded.body, at = excluded.at",
        (key, body, clock.as_text(clock.now())),
    )
