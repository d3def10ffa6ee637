"""The journal: triggers keep the before-image of every row a step touches, so that each step can be undone exactly.

For each journaled table T there is `was_T(in_step, id, existed, ...)`: the row as it was when the step first touched
it, or existed = 0. Undo puts the images back inside a new step, whose own images are the redo. Out of order a step is
undone only if no later step in effect touched its rows, if nothing now refers to a row that would vanish, if all that
the restored rows refer to still exists, and if no unique value was taken since; else `Standing` names what stands in
the way.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from mrtnet.trouble import Trouble
from mrtnet.words import _

Connection = Any  # a driver connection; sqlcipher3 carries no types

QUIET = frozenset(
    {
        "step",
        "journal",
        "file_content",
        "calendar_item",
        "quiet",
        "draft",
        "reminder_shown",
        "search_stale",
        "search",
        "sqlite_sequence",
    }
)
"""Tables without images: what must not be undone."""

# Parents before children: the order in which vanished rows come back, and the reverse of that in which rows vanish.
TABLES = (
    "organization",
    "event",
    "session",
    "person",
    "file",
    "job",
    "reach",
    "address",
    "credential",
    "tag",
    "person_tag",
    "person_role",
    "run",
    "interaction",
    "interaction_person",
    "follow_up",
    "playbook",
    "template",
    "saved_list",
    "kind",
    "setting",
)


class Step(NamedTuple):
    """One line of the history. `at` is an ISO instant in UTC; a step in effect has `undone_by` None."""

    id: int
    title: str
    at: str
    origin: str
    undoes: int | None
    undone_by: int | None


class Changes(NamedTuple):
    """Which rows one or several committed steps touched: {table: ids}."""

    rows: Mapping[str, frozenset[int]]

    def touches(self, *tables: str) -> bool:
        """Whether any of these tables is among them."""
        return any(table in self.rows for table in tables)


class StandsInTheWay(Trouble):
    """A step cannot be undone now; its text names the later change, or the value, that stands in the way."""


def table_definition(table: str, columns: list[tuple[str, str]]) -> str:
    """The SQL of one table's images and triggers; `columns` are (name, type) without id."""
    names = ", ".join(name for name, _type in columns)
    typed = ", ".join(f"{name} {type_}" for name, type_ in columns)
    old = ", ".join(f"OLD.{name}" for name, _type in columns)
    image = f"INSERT INTO was_{table} (in_step, id, existed, {names}) SELECT step, OLD.id, 1, {old} FROM journal"
    keep_first = "WHERE step IS NOT NULL ON CONFLICT (in_step, id) DO NOTHING"
    return (
        f"CREATE TABLE was_{table} (in_step INTEGER NOT NULL, id INTEGER NOT NULL, existed INTEGER NOT NULL, {typed},"
        f" PRIMARY KEY (in_step, id)) STRICT, WITHOUT ROWID;\n"
        f"CREATE TRIGGER {table}_came AFTER INSERT ON {table} BEGIN"
        f" INSERT INTO was_{table} (in_step, id, existed) SELECT step, NEW.id, 0 FROM journal {keep_first}; END;\n"
        f"CREATE TRIGGER {table}_changed AFTER UPDATE ON {table} BEGIN {image} {keep_first}; END;\n"
        f"CREATE TRIGGER {table}_went AFTER DELETE ON {table} BEGIN {image} {keep_first}; END;\n"
    )


def definition(connection: Connection) -> str:
    """The SQL of all image tables and triggers for the tables that now stand in the connection's schema."""
    parts = []
    for table in TABLES:
        columns = [(row[1], row[2]) for row in connection.execute(f"PRAGMA table_info({table})") if row[1] != "id"]
        parts.append(table_definition(table, columns))
    return "".join(parts)


def open_step(connection: Connection, title: str, at: str, origin: str, undoes: int | None = None) -> int:
    """Begin a step inside the running transaction; every row touched from now on is kept in its images."""
    cursor = connection.execute(
        "INSERT INTO step (title, at, origin, undoes) VALUES (?, ?, ?, ?)", (title, at, origin, undoes)
    )
    step = int(cursor.lastrowid)
    connection.execute("UPDATE journal SET step = ? WHERE id = 1", (step,))
    return step


def close_step(connection: Connection) -> None:
    """End the step; rows touched after this are not kept (the search index, marks)."""
    connection.execute("UPDATE journal SET step = NULL WHERE id = 1")


def touched(connection: Connection, first: int, last: int) -> Changes:
    """The rows that the steps first..last touched."""
    rows = {}
    for table in TABLES:
        found = connection.execute(
            f"SELECT id FROM was_{table} WHERE in_step BETWEEN ? AND ?", (first, last)
        ).fetchall()
        if found:
            rows[table] = frozenset(row[0] for row in found)
    return Changes(rows)


def history(connection: Connection, limit: int, before: int | None = None) -> list[Step]:
    """The newest steps first, at most `limit`, older than step `before` if given."""
    rows = connection.execute(
        "SELECT id, title, at, origin, undoes, undone_by FROM step WHERE id < ? ORDER BY id DESC LIMIT ?",
        (before if before is not None else 2**62, limit),
    )
    return [Step(*row) for row in rows.fetchall()]


def one_step(connection: Connection, step: int) -> Step | None:
    """The step with this id, if the history still holds it."""
    row = connection.execute(
        "SELECT id, title, at, origin, undoes, undone_by FROM step WHERE id = ?", (step,)
    ).fetchone()
    return Step(*row) if row else None


def last_to_undo(connection: Connection) -> Step | None:
    """The newest step in effect that is not itself an undoing."""
    row = connection.execute(
        "SELECT id FROM step WHERE undoes IS NULL AND undone_by IS NULL ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return one_step(connection, row[0]) if row else None


def last_to_redo(connection: Connection) -> Step | None:
    """The undoing that a redo takes back: the newest one in effect, unless another change was made after it."""
    row = connection.execute(
        "SELECT id FROM step WHERE undone_by IS NULL AND undoes IN (SELECT id FROM step WHERE undoes IS NULL)"
        " ORDER BY id DESC LIMIT 1"
    ).fetchone()
    newest = last_to_undo(connection)
    if row is None or (newest is not None and newest.id > row[0]):
        return None
    return one_step(connection, row[0])


def reverse(connection: Connection, step: Step, title: str, at: str, origin: str) -> int:
    """Put every row that the step touched back as it was, as a new step; returns the new step's id.

    Raises StandsInTheWay, with nothing changed, when that would take later work along.
    """
    _refuse_if_touched_later(connection, step)
    connection.execute("PRAGMA defer_foreign_keys = ON")
    new = open_step(connection, title, at, origin, undoes=step.id)
    tables = [table for table in TABLES if _has_images(connection, table, step.id)]
    _refuse_if_referred_to(connection, tables, step.id)
    _refuse_if_parents_are_gone(connection, tables, step.id)
    _refuse_if_values_are_taken(connection, tables, step.id)
    for table in reversed(tables):
        connection.execute(
            f"DELETE FROM {table} WHERE id IN (SELECT id FROM was_{table} WHERE in_step = ? AND existed = 0)",
            (step.id,),
        )
    for table in tables:
        _put_back(connection, table, step.id)
    connection.execute("UPDATE step SET undone_by = ? WHERE id = ?", (new, step.id))
    if step.undoes is not None:  # an undoing was undone: the step it undid is in effect again
        connection.execute("UPDATE step SET undone_by = NULL WHERE id = ?", (step.undoes,))
    close_step(connection)
    return new


def prune(connection: Connection, before: str, keep_images: int) -> int:
    """Forget the oldest steps: those before the ISO instant, and beyond `keep_images` images. Returns how many."""
    last = connection.execute("SELECT max(id) FROM step WHERE at < ?", (before,)).fetchone()[0] or 0
    room = keep_images
    for step, count in _image_counts(connection):
        room -= count
        if room < 0:
            last = max(last, step)
            break
    for table in TABLES:
        connection.execute(f"DELETE FROM was_{table} WHERE in_step <= ?", (last,))
    return int(connection.execute("DELETE FROM step WHERE id <= ?", (last,)).rowcount)


def forget_rows(connection: Connection, rows: Mapping[str, set[int]], title: str) -> None:
    """Take these rows out of every image, and the words out of the titles of the steps that touched them.

    The steps can no longer be undone in part, so they are taken out of the undo history whole.
    """
    steps: set[int] = set()
    for table, ids in rows.items():
        for batch in _batches(sorted(ids)):
            marks = ", ".join("?" * len(batch))
            found = connection.execute(f"SELECT DISTINCT in_step FROM was_{table} WHERE id IN ({marks})", batch)
            steps.update(row[0] for row in found.fetchall())
    for step in sorted(steps):
        for table in TABLES:
            connection.execute(f"DELETE FROM was_{table} WHERE in_step = ?", (step,))
        connection.execute("UPDATE step SET title = ?, undone_by = coalesce(undone_by, id) WHERE id = ?", (title, step))


def _batches(ids: list[int], size: int = 500) -> Iterator[list[int]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def _image_counts(connection: Connection) -> list[tuple[int, int]]:
    counted = " UNION ALL ".join(
        f"SELECT in_step AS step, count(*) AS images FROM was_{table} GROUP BY in_step" for table in TABLES
    )
    rows = connection.execute(f"SELECT step, sum(images) FROM ({counted}) GROUP BY step ORDER BY step DESC")
    return [(row[0], row[1]) for row in rows.fetchall()]


def _columns(connection: Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})").fetchall()]


def _has_images(connection: Connection, table: str, step: int) -> bool:
    return connection.execute(f"SELECT 1 FROM was_{table} WHERE in_step = ? LIMIT 1", (step,)).fetchone() is not None


def _put_back(connection: Connection, table: str, step: int) -> None:
    columns = _columns(connection, table)
    names = ", ".join(columns)
    update = ", ".join(f"{name} = excluded.{name}" for name in columns if name != "id")
    connection.execute(
        f"INSERT INTO {table} ({names}) SELECT {names} FROM was_{table} WHERE in_step = ? AND existed = 1"
        f" ON CONFLICT (id) DO UPDATE SET {update}",
        (step,),
    )


# A step Y after X no longer counts when it was undone after X, or is itself the undoing of a step after X.
_LATER_IN_EFFECT = """
    SELECT id FROM step AS y WHERE y.id > :step AND y.undone_by IS NULL
    AND NOT (y.undoes IS NOT NULL AND y.undoes > :step
             AND coalesce((SELECT undone_by FROM step WHERE id = y.undoes), 0) = y.id)
"""


def _later_steps(connection: Connection, step: int) -> set[int]:
    return {row[0] for row in connection.execute(_LATER_IN_EFFECT, {"step": step}).fetchall()}


def _refuse_if_touched_later(connection: Connection, step: Step) -> None:
    later = _later_steps(connection, step.id)
    for table in TABLES if later else ():
        rows = connection.execute(
            f"SELECT DISTINCT later.in_step FROM was_{table} AS later WHERE later.in_step > ?"
            f" AND EXISTS (SELECT 1 FROM was_{table} AS mine WHERE mine.in_step = ? AND mine.id = later.id)",
            (step.id, step.id),
        ).fetchall()
        standing = {row[0] for row in rows} & later
        if standing:
            raise _in_the_way(connection, max(standing))


def _in_the_way(connection: Connection, step: int | None) -> StandsInTheWay:
    found = one_step(connection, step) if step else None
    if found is None:
        return StandsInTheWay(_("A later change stands in the way. Undo that one first."))
    return StandsInTheWay(
        _("“{title}” came later and stands in the way. Undo that one first.").format(title=found.title)
    )


def _references(connection: Connection) -> list[tuple[str, str, str]]:
    """(child table, column, parent table) of every foreign key between journaled tables."""
    return [
        (table, row[3], row[2])
        for table in TABLES
        for row in connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
    ]


def _last_step_on(connection: Connection, table: str, row_id: int, after: int) -> int | None:
    row = connection.execute(
        f"SELECT max(in_step) FROM was_{table} WHERE id = ? AND in_step > ?",
        (row_id, after),
    ).fetchone()
    return int(row[0]) if row[0] else None


def _refuse_if_referred_to(connection: Connection, tables: list[str], step: int) -> None:
    """Rows that would vanish must not take along rows that the step did not touch."""
    for child, column, parent in _references(connection):
        if parent not in tables:
            continue
        row = connection.execute(
            f"SELECT child.id FROM was_{parent} AS gone JOIN {child} AS child ON child.{column} = gone.id"
            f" WHERE gone.in_step = ? AND gone.existed = 0"
            f" AND NOT EXISTS (SELECT 1 FROM was_{child} AS mine WHERE mine.in_step = ? AND mine.id = child.id)"
            f" LIMIT 1",
            (step, step),
        ).fetchone()
        if row:
            raise _in_the_way(connection, _last_step_on(connection, child, row[0], step))


def _refuse_if_parents_are_gone(connection: Connection, tables: list[str], step: int) -> None:
    for child, column, parent in _references(connection):
        if child not in tables:
            continue
        row = connection.execute(
            f"SELECT back.{column} FROM was_{child} AS back WHERE back.in_step = ? AND back.existed = 1"
            f" AND back.{column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {parent} WHERE id = back.{column})"
            f" AND NOT EXISTS (SELECT 1 FROM was_{parent} AS too"
            f" WHERE too.in_step = ? AND too.id = back.{column} AND too.existed = 1) LIMIT 1",
            (step, step),
        ).fetchone()
        if row:
            raise _in_the_way(connection, _last_step_on(connection, parent, row[0], step))


def _refuse_if_values_are_taken(connection: Connection, tables: list[str], step: int) -> None:
    for table in tables:
        for columns in _unique_columns(connection, table):
            same = " AND ".join(f"other.{name} = back.{name}" for name in columns)
            row = connection.execute(
                f"SELECT other.id FROM was_{table} AS back JOIN {table} AS other ON {same} AND other.id <> back.id"
                f" WHERE back.in_step = ? AND back.existed = 1"
                f" AND NOT EXISTS (SELECT 1 FROM was_{table} AS mine"
                f" WHERE mine.in_step = ? AND mine.id = other.id) LIMIT 1",
                (step, step),
            ).fetchone()
            if row:
                raise _in_the_way(connection, _last_step_on(connection, table, row[0], step))


def _unique_columns(connection: Connection, table: str) -> list[list[str]]:
    found = []
    for row in connection.execute(f"PRAGMA index_list({table})").fetchall():
        if row[2]:
            index = connection.execute(f"PRAGMA index_info({row[1]})").fetchall()
            found.append([column[2] for column in index])
    return found
