"""The history as she reads it: what each step touched, and which steps removed what is still gone (the bin)."""

from collections.abc import Iterator, Mapping
from functools import cache

from mrtnet.queries.reading import Connection, all_rows
from mrtnet.store import journal
from mrtnet.store.journal import Step

IN_BIN = ("person", "event", "interaction", "follow_up", "file", "saved_list", "playbook", "template")


def counts(connection: Connection, step_id: int) -> Mapping[str, int]:
    """{table: rows} that the step touched."""
    asked = " UNION ALL ".join(
        f"SELECT '{table}', count(*) FROM was_{table} WHERE in_step = ?1" for table in journal.TABLES
    )
    return {table: count for table, count in all_rows(connection, asked, (step_id,)) if count}


def removals(connection: Connection) -> list[Step]:
    """The steps, newest first, that removed something which is gone now; undoing one brings it back."""
    found = {step.id: step for step, _table, _row in _removed(connection)}
    return [found[row_id] for row_id in sorted(found, reverse=True)]


def removed(connection: Connection) -> dict[str, set[int]]:
    """{table: ids} of what those steps removed: what lies in the bin."""
    rows: dict[str, set[int]] = {}
    for _step, table, row_id in _removed(connection):
        rows.setdefault(table, set()).add(row_id)
    return rows


def _removed(connection: Connection) -> Iterator[tuple[Step, str, int]]:
    """Each removed row with the step that removed it, if that is still in effect."""
    origin = cache(lambda step_id: _origin(connection, step_id))
    for table in IN_BIN:
        sql = (
            f"SELECT id, max(in_step) FROM was_{table} WHERE existed = 1 AND id NOT IN (SELECT id FROM {table})"
            " GROUP BY id"
        )
        for row_id, step_id in all_rows(connection, sql):
            step = origin(step_id)
            if step is not None and step.undone_by is None:
                yield step, table, row_id


def _origin(connection: Connection, step_id: int) -> Step | None:
    """The step that she made, behind any undoing and doing again."""
    step = journal.one_step(connection, step_id)
    while step is not None and step.undoes is not None:
        step = journal.one_step(connection, step.undoes)
    return step
