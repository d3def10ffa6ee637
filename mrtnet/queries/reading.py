"""The small steps every query takes: rows into tuples, days and times into their types."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Any

Connection = Any  # a driver connection; sqlcipher3 carries no types

CREDENTIALS = (
    "coalesce((SELECT group_concat(mark, ', ') FROM"
    " (SELECT mark FROM credential WHERE person_id = p.id ORDER BY position)), '')"
)
"""SQL for the marks of person `p`, in the order she writes them: "RHIT, CCS"."""

MANY = 500  # values in one IN (...)


def day(text: str | None) -> date | None:
    """A stored day."""
    return date.fromisoformat(text) if text else None


def clock_time(text: str | None) -> time | None:
    """A stored time of day."""
    return time.fromisoformat(text) if text else None


def in_batches(ids: Sequence[Any]) -> Iterable[tuple[str, Sequence[Any]]]:
    """The ids in portions, each with its question marks, for `IN (...)`."""
    for start in range(0, len(ids), MANY):
        batch = ids[start : start + MANY]
        yield ", ".join("?" * len(batch)), batch


def all_rows(connection: Connection, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    """All rows at once: an open SELECT would hold the log."""
    return list(connection.execute(sql, values).fetchall())


def one_row(connection: Connection, sql: str, values: Sequence[object] = ()) -> tuple[Any, ...] | None:
    """The first row, if any."""
    rows = all_rows(connection, sql, values)
    return rows[0] if rows else None
