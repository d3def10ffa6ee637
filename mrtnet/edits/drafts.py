"""Drafts: what is typed and not saved yet. A quiet table: no step, no undo; a save settles its draft by itself."""

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session

from mrtnet.queries.drafts import Kept, uid_about
from mrtnet.store.book import driver_connection
from mrtnet.store.drafts import keep_draft


def settle_draft(session: Session, key: str, body: str = "") -> None:
    """Leave `body` as the draft, or none, within the save that made the old one needless; without a key nothing."""
    if key:
        keep_draft(driver_connection(session), key, body)


def bring_drafts(write: Any, drafts: Iterable[Kept]) -> int:
    """Take drafts of another book over whose rows are in this one, too; returns how many are not (`Book.quietly`)."""
    lost = 0
    for key, body, uid in drafts:
        about_none = ":" not in key or key.partition(":")[2] == "0" or key.startswith("cards.photo:")
        if about_none or (uid and uid_about(write, key) == uid):
            keep_draft(write, key, body)
        else:
            lost += 1
    return lost
