"""The history as she reads it: what each step touched, and which steps removed what is still gone (the bin)."""

from collections.abc import Mapping

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
    found = set()
    for table in IN_BIN:
        rows = all_rows(
            connection,
            f"SELECT DISTINCT step FROM (SELECT max(in_step) AS step FROM was_{table} WHERE existed = 1"
            f" AND id NOT IN (SELECT id FROM {table}) GROUP BY id)",
        )
        found |= {row[0] for row in rows}
    steps = [step for row_id in found if (step := _origin(connection, row_id)) is not None]
    in_effect = {step.id: step for step in steps if step.undone_by is None}
    return [in_effect[row_id] for row_id in sorted(in_effect, reverse=True)]


def _origin(connection: Connection, step_id: int) -> Step | None:
    """The step that she made, behind any undoing and doing again."""
    step = journal.one_step(connection, step_id)
    while step is not None and step.undoes is not None:
        step = journal.one_step(connection, step.undoes)
    return step
