"""The journal: triggers keep the before-image of every row a step touches, so that each step can be undone exactly.

For each journaled table T there is `was_T(in_step, id, existed, ...)`: the row as it was when the step first touched
it, or existed = 0. A journaled table cannot be written outside a step: its image would need one. How images are put
back is the business of `reversal`.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

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
        "busy_time",
        "remote_item",
        "not_a_patient",
        "search_stale",
        "search",
        "sqlite_sequence",
    }
)
"""Tables without images: what must not be undone."""

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
    "mentoring",
    "series",
    "meeting",
    "meeting_person",
    "meeting_question",
    "agenda_block",
    "takeaway",
    "promise",
    "kept_card",
    "person_alias",
    "not_same",
    "goal",
    "own_credential",
    "ceu_cycle",
    "ceu",
    "membership",
    "practice_day",
    "opportunity",
    "opportunity_person",
    "introduction",
    "busy_season",
    "question",
    "busy_calendar",
    "account",
    "playbook",
    "template",
    "saved_list",
    "kind",
    "setting",
)
"""The journaled tables."""

_MOSTLY = ("person", "follow_up", "interaction")  # asked first, since the first that is there ends the search
_ANY_IMAGE = " OR ".join(
    f"EXISTS (SELECT 1 FROM was_{table} WHERE in_step = step.id)" for table in dict.fromkeys(_MOSTLY + TABLES)
)
_COLUMNS = "id, title, at, origin, undoes, undone_by"


class Step(NamedTuple):
    """One line of the history. `at` is an ISO instant in UTC; a step in effect has `undone_by` None.

    `undoes` is the step that this one put back. A step that is `undone_by` itself can never be undone.
    """

    id: int
    title: str
    at: str
    origin: str
    undoes: int | None
    undone_by: int | None


MOST_TOLD = 2_000  # ids of one table


class Changes(NamedTuple):
    """Which rows one or several committed steps touched: {table: ids}; of a table with very many, MOST_TOLD of them."""

    rows: Mapping[str, frozenset[int]]

    def touches(self, *tables: str) -> bool:
        """Whether any of these tables is among them."""
        return any(table in self.rows for table in tables)


def table_definition(table: str, columns: list[tuple[str, str]]) -> str:
    """The SQL of one table's images and triggers; `columns` are (name, type) without id."""
    names = ", ".join(name for name, _type in columns)
    typed = ", ".join(f"{name} {type_}" for name, type_ in columns)
    old = ", ".join(f"OLD.{name}" for name, _type in columns)
    image = f"INSERT INTO was_{table} (in_step, id, existed, {names}) SELECT step, OLD.id, 1, {old} FROM journal"
    # `WHERE true` keeps SQLite from reading ON CONFLICT as a join. Outside a step in_step is NULL and refuses.
    keep_first = "WHERE true ON CONFLICT (in_step, id) DO NOTHING"
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
        typed = [(row[1], row[2]) for row in connection.execute(f"PRAGMA table_info({table})") if row[1] != "id"]
        parts.append(table_definition(table, typed))
    return "".join(parts)


def columns(connection: Connection, table: str) -> list[str]:
    """The names of a table's columns."""
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})").fetchall()]


class Reference(NamedTuple):
    """A foreign key between journaled tables. `cascades`: the child goes with its parent, else it forgets it."""

    child: str
    column: str
    parent: str
    cascades: bool


def references(connection: Connection) -> list[Reference]:
    """Every foreign key between journaled tables."""
    return [
        Reference(table, row[3], row[2], row[6] == "CASCADE")
        for table in TABLES
        for row in connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
    ]


def open_step(connection: Connection, title: str, at: str, origin: str, undoes: int | None = None) -> int:
    """Begin a step inside the running transaction; every row touched from now on is kept in its images."""
    cursor = connection.execute(
        "INSERT INTO step (title, at, origin, undoes) VALUES (?, ?, ?, ?)", (title, at, origin, undoes)
    )
    step = int(cursor.lastrowid)
    connection.execute("UPDATE journal SET step = ? WHERE id = 1", (step,))
    return step


def close_step(connection: Connection) -> None:
    """End the step; from now on only quiet tables can be written."""
    connection.execute("UPDATE journal SET step = NULL WHERE id = 1")


def touched_any(connection: Connection, step: int) -> bool:
    """Whether the step touched any row."""
    return bool(connection.execute(f"SELECT {_ANY_IMAGE} FROM step WHERE id = ?", (step,)).fetchone()[0])


def touched(connection: Connection, first: int, last: int) -> Changes:
    """The rows that the steps first..last touched, of each table MOST_TOLD: the window looks between two frames."""
    rows = {}
    for table in TABLES:
        sql = f"SELECT id FROM was_{table} WHERE in_step BETWEEN ? AND ? LIMIT {MOST_TOLD}"
        found = connection.execute(sql, (first, last))
        if ids := frozenset(row[0] for row in found.fetchall()):
            rows[table] = ids
    return Changes(rows)


def history(connection: Connection, limit: int, before: int | None = None) -> list[Step]:
    """The newest steps first, at most `limit`, older than step `before` if given."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM step WHERE id < ? ORDER BY id DESC LIMIT ?",
        (before if before is not None else 2**62, limit),
    )
    return [Step(*row) for row in rows.fetchall()]


def one_step(connection: Connection, step: int | None) -> Step | None:
    """The step with this id, if the history still holds it."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM step WHERE id = ?", (step,)).fetchone()
    return Step(*row) if row else None


def last_to_undo(connection: Connection) -> Step | None:
    """The newest step in effect that is not itself an undoing."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM step WHERE undoes IS NULL AND undone_by IS NULL ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return Step(*row) if row else None


def last_to_redo(connection: Connection) -> Step | None:
    """The undoing that a redo takes back: the newest one in effect, unless another change was made after it."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM step WHERE undone_by IS NULL AND undoes IN (SELECT id FROM step WHERE undoes IS NULL)"
        " ORDER BY id DESC LIMIT 1"
    ).fetchone()
    undoing = Step(*row) if row else None
    newest = last_to_undo(connection)
    if undoing is None or (newest is not None and newest.id > undoing.id):
        return None
    return undoing


def prune(connection: Connection, before: str, keep_images: int) -> int:
    """Forget the oldest steps: those all before the ISO instant, and beyond `keep_images` images. Returns how many.

    Images of rows that did not exist weigh nothing, so a large import stays undoable.
    """
    # Up to the first step that is young enough: a clock once set wrong must not take recent history along.
    last = connection.execute(
        "SELECT coalesce((SELECT min(id) - 1 FROM step WHERE at >= ?), (SELECT max(id) FROM step), 0)", (before,)
    ).fetchone()[0]
    room = keep_images
    for step, count in _image_counts(connection):
        room -= count
        if room < 0:
            last = max(last, step)
            break
    for table in TABLES:
        connection.execute(f"DELETE FROM was_{table} WHERE in_step <= ?", (last,))
    return int(connection.execute("DELETE FROM step WHERE id <= ?", (last,)).rowcount)


def _image_counts(connection: Connection) -> list[tuple[int, int]]:
    counted = " UNION ALL ".join(
        f"SELECT in_step AS step, count(*) AS images FROM was_{table} WHERE existed = 1 GROUP BY in_step"
        for table in TABLES
    )
    rows = connection.execute(f"SELECT step, sum(images) FROM ({counted}) GROUP BY step ORDER BY step DESC")
    return [(row[0], row[1]) for row in rows.fetchall()]


def one_of(ids: Iterable[int]) -> str:
    """The ids as an SQL list."""
    return f"({', '.join(str(int(row_id)) for row_id in sorted(ids))})"


def forget_rows(connection: Connection, rows: Mapping[str, set[int]], keep: int) -> set[int]:
    """Take these rows out of the images of every step but `keep`; returns the steps that had touched them.

    The history goes on as if those rows had never been: a step that touched others too can still be undone for them.
    """
    steps: set[int] = set()
    for table, ids in rows.items():
        these = f"id IN {one_of(ids)}"
        steps.update(row[0] for row in connection.execute(f"SELECT in_step FROM was_{table} WHERE {these}").fetchall())
        connection.execute(f"DELETE FROM was_{table} WHERE {these} AND in_step <> ?", (keep,))
    connection.execute(f"DELETE FROM step WHERE id <> ? AND NOT ({_ANY_IMAGE})", (keep,))
    return steps - {keep}
