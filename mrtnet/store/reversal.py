"""Undo and redo: the images of one step put back as a new step, whose own images are the way forth again.

A step is put back only if nothing made since would be lost: no later step in effect touched its rows, nothing refers
to a row that would vanish, what its rows refer to still exists, and no unique value was taken since. Else
`StandsInTheWay` names the later step. Foreign keys are off meanwhile (see `Book`): what is put back was consistent
when it stood, so cascades could only take along what must stay; what came later is checked here.
"""

from mrtnet.store import journal
from mrtnet.store.connection import IntegrityError
from mrtnet.store.journal import TABLES, Connection, Step
from mrtnet.trouble import Trouble
from mrtnet.words import _


class StandsInTheWay(Trouble):
    """A step cannot be undone now; its text names the later change that stands in the way."""


def reverse(connection: Connection, step: Step, at: str, origin: str) -> int:
    """Put every row that the step touched back as it was, as a new step; returns the new step's id.

    Raises StandsInTheWay when that would take later work along; the caller rolls back.
    """
    later = _later_in_effect(connection, step.id)
    _refuse_if_touched_later(connection, step.id, later)
    tables = [table for table in TABLES if _has_images(connection, table, step.id)]
    new = journal.open_step(connection, _title(connection, step), at, origin, undoes=step.id)
    try:
        for table in tables:
            _put_back(connection, table, step.id)
    except IntegrityError:
        raise _taken(connection, step.id, tables, later) from None
    journal.close_step(connection)
    if later or _erased_since(connection, step.id):
        _refuse_if_dangling(connection, step.id, tables, later)
    _mark(connection, step, new)
    return new


def _title(connection: Connection, step: Step) -> str:
    """What the reversal is called: an undoing is told from doing it again by how often it was turned round."""
    first, turns = step, 0
    while (undone := journal.one_step(connection, first.undoes)) is not None:
        first, turns = undone, turns + 1
    words = _("Did again: {title}") if turns % 2 else _("Undid: {title}")
    return words.format(title=first.title)


def _mark(connection: Connection, step: Step, new: int) -> None:
    """The step is undone; hence what it undid is in effect again, what that had undone is undone again, and so on."""
    undone_by: int | None = new
    target: Step | None = step
    while target is not None:
        connection.execute("UPDATE step SET undone_by = ? WHERE id = ?", (undone_by, target.id))
        undone_by = target.id if undone_by is None else None
        target = journal.one_step(connection, target.undoes)


def _put_back(connection: Connection, table: str, step: int) -> None:
    connection.execute(
        f"DELETE FROM {table} WHERE id IN (SELECT id FROM was_{table} WHERE in_step = ? AND existed = 0)", (step,)
    )
    columns = journal.columns(connection, table)
    changed = _changed_columns(connection, table, columns, step)
    if changed & {name for names in _unique_columns(connection, table) for name in names}:
        # Values may have changed places among these rows: all go, then all come.
        connection.execute(
            f"DELETE FROM {table} WHERE id IN (SELECT id FROM was_{table} WHERE in_step = ? AND existed = 1)", (step,)
        )
    elif changed:
        sets = ", ".join(f"{name} = was.{name}" for name in sorted(changed))
        connection.execute(
            f"UPDATE {table} SET {sets} FROM was_{table} AS was"
            f" WHERE was.in_step = ? AND was.existed = 1 AND was.id = {table}.id",
            (step,),
        )
    names = ", ".join(columns)
    connection.execute(
        f"INSERT INTO {table} ({names}) SELECT {names} FROM was_{table} AS was WHERE in_step = ? AND existed = 1"
        f" AND NOT EXISTS (SELECT 1 FROM {table} WHERE id = was.id)",
        (step,),
    )


def _changed_columns(connection: Connection, table: str, columns: list[str], step: int) -> set[str]:
    """In which columns any row differs from its image: only these are written, and only their indexes."""
    differs = ", ".join(f"max(now.{name} IS NOT was.{name})" for name in columns)
    row = connection.execute(
        f"SELECT {differs} FROM was_{table} AS was CROSS JOIN {table} AS now ON now.id = was.id"
        f" WHERE was.in_step = ? AND was.existed = 1",
        (step,),
    ).fetchone()
    return {name for name, differs in zip(columns, row, strict=True) if differs}


def _has_images(connection: Connection, table: str, step: int) -> bool:
    return connection.execute(f"SELECT 1 FROM was_{table} WHERE in_step = ? LIMIT 1", (step,)).fetchone() is not None


def _unique_columns(connection: Connection, table: str) -> list[list[str]]:
    found = []
    for row in connection.execute(f"PRAGMA index_list({table})").fetchall():
        if row[2]:
            index = connection.execute(f"PRAGMA index_info({row[1]})").fetchall()
            found.append([column[2] for column in index])
    return found


# What stands in the way


def _later_in_effect(connection: Connection, step: int) -> set[int]:
    """The later steps whose work stands. An undoing of a step that came later too has cancelled out with it."""
    rows = connection.execute(
        "SELECT id FROM step WHERE id > ? AND undone_by IS NULL AND (undoes IS NULL OR undoes < ?)", (step, step)
    )
    return {row[0] for row in rows.fetchall()}


def _erased_since(connection: Connection, step: int) -> bool:
    """Whether rows were taken out of the history after the step: they are in no image, yet may refer."""
    return connection.execute("SELECT 1 FROM step WHERE id > ? AND undone_by = id", (step,)).fetchone() is not None


def _refuse_if_touched_later(connection: Connection, step: int, later: set[int]) -> None:
    for table in TABLES if later else ():
        rows = connection.execute(
            f"SELECT DISTINCT later.in_step FROM was_{table} AS later WHERE later.in_step > ?"
            f" AND EXISTS (SELECT 1 FROM was_{table} AS mine WHERE mine.in_step = ? AND mine.id = later.id)",
            (step, step),
        ).fetchall()
        if standing := {row[0] for row in rows} & later:
            raise _in_the_way(connection, max(standing))


def _refuse_if_dangling(connection: Connection, step: int, tables: list[str], later: set[int]) -> None:
    """The rows are back: nothing may refer to one that vanished, and none to one that is gone."""
    for child, column, parent, _cascades in journal.references(connection):
        if child in tables:
            orphan = connection.execute(
                f"SELECT child.{column} FROM was_{child} AS was CROSS JOIN {child} AS child ON child.id = was.id"
                f" WHERE was.in_step = ? AND was.existed = 1 AND child.{column} IS NOT NULL"
                f" AND NOT EXISTS (SELECT 1 FROM {parent} AS parent WHERE parent.id = child.{column}) LIMIT 1",
                (step,),
            ).fetchone()
            if orphan:
                raise _in_the_way(connection, _newest_on(connection, parent, orphan[0], later))
        if parent in tables:
            left = connection.execute(
                f"SELECT child.id FROM was_{parent} AS gone CROSS JOIN {child} AS child ON child.{column} = gone.id"
                f" WHERE gone.in_step = ? AND gone.existed = 0 LIMIT 1",
                (step,),
            ).fetchone()
            if left:
                raise _in_the_way(connection, _newest_on(connection, child, left[0], later))


def _taken(connection: Connection, step: int, tables: list[str], later: set[int]) -> StandsInTheWay:
    """Which later step took a unique value that a row had when the step began."""
    for table in tables:
        for columns in _unique_columns(connection, table):
            same = " AND ".join(f"other.{name} = was.{name}" for name in columns)
            row = connection.execute(
                f"SELECT other.id FROM was_{table} AS was JOIN {table} AS other ON {same}"
                f" WHERE was.in_step = ? AND was.existed = 1 AND NOT EXISTS"
                f" (SELECT 1 FROM was_{table} AS mine WHERE mine.in_step = ? AND mine.id = other.id) LIMIT 1",
                (step, step),
            ).fetchone()
            if row:
                return _in_the_way(connection, _newest_on(connection, table, row[0], later))
    return _in_the_way(connection, None)


def _newest_on(connection: Connection, table: str, row_id: int, steps: set[int]) -> int | None:
    rows = connection.execute(f"SELECT in_step FROM was_{table} WHERE id = ?", (row_id,)).fetchall()
    return max({row[0] for row in rows} & steps, default=None)


def _in_the_way(connection: Connection, step: int | None) -> StandsInTheWay:
    found = journal.one_step(connection, step)
    if found is None:
        return StandsInTheWay(_("A later change stands in the way. Undo that one first."))
    return StandsInTheWay(
        _("“{title}” came later and stands in the way. Undo that one first.").format(title=found.title)
    )
