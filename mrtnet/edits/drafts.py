"""Drafts: what is typed and not saved yet. A quiet table: no step, no undo; a save drops its draft by itself."""

from typing import Any

from sqlmodel import Session

from mrtnet.store.book import driver_connection


def forget(session: Session, key: str) -> None:
    """Drop a draft within the save that made it needless; "" for none."""
    if key:
        drop(driver_connection(session), key)


def drop(write: Any, key: str) -> None:
    """Drop a draft, by the writing connection (`Book.quietly`)."""
    write.execute("DELETE FROM draft WHERE key = ?", (key,))
