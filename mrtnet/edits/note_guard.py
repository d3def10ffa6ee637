"""What she has said is about no patient: the sha256 of the sentence, never the sentence. A quiet table, no step."""

from collections.abc import Iterable
from typing import Any


def say_not_a_patient(write: Any, prints: Iterable[str]) -> None:
    """Remember these sentences (by `note_guard.fingerprint`); by the writing connection (`Book.quietly`)."""
    write.executemany(
        "INSERT INTO not_a_patient (sha256) VALUES (?) ON CONFLICT (sha256) DO NOTHING",
        [(each,) for each in prints if each],
    )
