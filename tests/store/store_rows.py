"""Rows, random edits and dumps for the tests of the store: all through the driver, over every journaled table."""

import hashlib
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

from mrtnet.store import journal, search_index
from mrtnet.store.book import Book, driver_connection, titled
from mrtnet.store.connection import IntegrityError

CREATED = "2026-10-15T09:00:00Z"
WORDS = [
    "Zoë Łukaszewska",
    "Ngọc Ánh",
    "Amina Yusuf",
    "coding",
    "audit",
    "",
    "naïve",
    "RHIT",
    "nul\0inside",
    "😀 emoji",
]
FIXED = {"id", "uid", "key", "name_key", "sha256"}
Rows = dict[tuple[str, int], tuple[Any, ...]]


def add_person(session: Any, name: str, **more: Any) -> int:
    """An edit: one person with a job, a mail address and a follow-up; four rows."""
    titled(session, f"Add {name}")
    connection = driver_connection(session)
    person = insert(
        connection, "person", name=name, sort_key=name.lower(), name_key=name.lower(), given=name.split()[0], **more
    )
    insert(connection, "job", person_id=person, title="Coder")
    insert(connection, "reach", person_id=person, property="EMAIL", value=f"p{person}@mail.example", normal="")
    insert(connection, "follow_up", person_id=person, kind="thanks", title="Thank", due="2026-10-16")
    return person


def set_note(session: Any, person: int, note: str) -> None:
    """An edit: one field of one person."""
    titled(session, f"Note {note}")
    driver_connection(session).execute("UPDATE person SET note = ? WHERE id = ?", (note, person))


def rank_all(session: Any, rank: str) -> None:
    """An edit: one field of everybody."""
    titled(session, f"Rank {rank}")
    driver_connection(session).execute("UPDATE person SET rank = ?", (rank,))


def delete(session: Any, table: str, row: int) -> None:
    """An edit: one row and what goes with it."""
    titled(session, f"Delete {table} {row}")
    driver_connection(session).execute(f"DELETE FROM {table} WHERE id = ?", (row,))


def insert(connection: Any, table: str, **values: Any) -> int:
    """A row with what is given, and something of the right type in every other column that needs it."""
    filled: dict[str, Any] = {}
    for _cid, name, type_, needed, default, _pk in connection.execute(f"PRAGMA table_info({table})").fetchall():
        if name in values:
            filled[name] = values[name]
        elif name == "uid":
            filled[name] = hashlib.md5(f"{table}{_next(connection, table)}".encode()).hexdigest()
        elif name.endswith("_at"):
            filled[name] = CREATED
        elif needed and default is None:
            filled[name] = 0 if type_ in ("INTEGER", "REAL") else "2026-10-15"
    marks = ", ".join("?" * len(filled))
    cursor = connection.execute(f"INSERT INTO {table} ({', '.join(filled)}) VALUES ({marks})", tuple(filled.values()))
    return int(cursor.lastrowid)


def _next(connection: Any, table: str) -> int:
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return (row[0] if row else 0) + 1


def dump(connection: Any) -> Rows:
    """Every row of every journaled table."""
    return {
        (table, row[0]): tuple(row)
        for table in journal.TABLES
        for row in connection.execute(f"SELECT * FROM {table}").fetchall()
    }


def assert_sound(connection: Any) -> None:
    """No dangling reference, a search index that says what the rows say, no step left open."""
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert search_index.verify(connection) == []
    assert connection.execute("SELECT step FROM journal").fetchall() == [(None,)]
    assert connection.execute("SELECT count(*) FROM search_stale").fetchone() == (0,)


def random_edit(session: Any, rng: Random, tables: tuple[str, ...] = journal.TABLES) -> None:
    """An edit: one to three random changes over these tables, with a title of its own."""
    titled(session, f"Edit {rng.getrandbits(40):x}")
    connection = driver_connection(session)
    changes = [_insert_random] * 5 + [_update, _update, _update, _delete, _bulk, _swap, _replace]
    for _ in range(rng.randint(1, 3)):
        rng.choice(changes)(connection, rng, rng.choice(tables))


def fill_the_rest(session: Any, rng: Random) -> None:
    """A row for each table that chance left empty."""
    titled(session, "Fill the rest")
    connection = driver_connection(session)
    for table in journal.TABLES:
        while not _any_id(connection, rng, table):
            _insert_random(connection, rng, table)


def _insert_random(connection: Any, rng: Random, table: str) -> int:
    values = {name: _value(connection, rng, table, name) for name in _columns(connection, table) if rng.random() < 0.6}
    for name, (parent, _cascades) in _references(connection, table).items():
        needed = name in {row[1] for row in connection.execute(f"PRAGMA table_info({table})").fetchall() if row[3]}
        if needed:
            values[name] = _any_id(connection, rng, parent) or _insert_random(connection, rng, parent)
    for name in ("key", "name_key", "role", "about"):
        if name in _columns(connection, table):
            values[name] = f"{name}{rng.getrandbits(48):x}"
    values.pop("id", None)
    values.pop("uid", None)
    values["uid"] = f"{rng.getrandbits(128):032x}"
    if "uid" not in _columns(connection, table):
        del values["uid"]
    pairs = ("person_tag", "interaction_person", "meeting_person", "not_same", "opportunity_person")
    if table in pairs and _taken(connection, table, values):
        return 0
    if table == "file":
        values["sha256"] = _content(connection, rng)
    return insert(connection, table, **values)


def _taken(connection: Any, table: str, values: dict[str, Any]) -> bool:
    pair = [name for names in _unique(connection, table) for name in names]
    where = " AND ".join(f"{name} = ?" for name in pair)
    return bool(connection.execute(f"SELECT 1 FROM {table} WHERE {where}", [values[n] for n in pair]).fetchone())


def _content(connection: Any, rng: Random) -> str:
    data = rng.randbytes(200)
    sha256 = hashlib.sha256(data).hexdigest()
    connection.execute("INSERT INTO file_content VALUES (?, ?)", (sha256, data))
    return sha256


def _update(connection: Any, rng: Random, table: str) -> None:
    """One row; a link may be moved to another person, if that one has none like it."""
    row = _any_id(connection, rng, table)
    name = rng.choice([name for name in _columns(connection, table) if name not in FIXED])
    value = _value(connection, rng, table, name)
    with suppress(IntegrityError):
        connection.execute(f"UPDATE {table} SET {name} = ? WHERE id = ?", (value, row))


def _bulk(connection: Any, rng: Random, table: str) -> None:
    for name in rng.sample(plain := _plain_columns(connection, table), min(1, len(plain))):
        value = _value(connection, rng, table, name)
        connection.execute(f"UPDATE {table} SET {name} = ? WHERE id % ? <> 0", (value, rng.randint(2, 5)))


def _delete(connection: Any, rng: Random, table: str) -> None:
    connection.execute(f"DELETE FROM {table} WHERE id = ?", (_any_id(connection, rng, table),))


def _swap(connection: Any, rng: Random, table: str) -> None:
    """Two rows exchange the values that must be unique."""
    for columns in _unique(connection, table):
        one, two = _any_id(connection, rng, table), _any_id(connection, rng, table)
        if one == two or len(columns) > 1:
            continue
        (name,) = columns
        values = [
            connection.execute(f"SELECT {name} FROM {table} WHERE id = ?", (row,)).fetchone()[0] for row in (one, two)
        ]
        for row, value in ((one, "parked"), (two, values[0]), (one, values[1])):
            connection.execute(f"UPDATE {table} SET {name} = ? WHERE id = ?", (value, row))


def _replace(connection: Any, rng: Random, table: str) -> None:
    """A row goes and another takes over its unique values."""
    row = _any_id(connection, rng, table)
    if row is None:
        return
    columns = [name for name in _columns(connection, table) if name != "id"]
    values = connection.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE id = ?", (row,)).fetchone()
    connection.execute(f"DELETE FROM {table} WHERE id = ?", (row,))
    kept = dict(zip(columns, values, strict=True))
    for name, (parent, _cascades) in _references(connection, table).items():
        if not connection.execute(f"SELECT 1 FROM {parent} WHERE id = ?", (kept[name],)).fetchone():
            kept[name] = None  # it referred to itself
    insert(connection, table, **kept)


def _columns(connection: Any, table: str) -> list[str]:
    return journal.columns(connection, table)


def _unique(connection: Any, table: str) -> list[list[str]]:
    indexes = connection.execute(f"PRAGMA index_list({table})").fetchall()
    return [
        [part[2] for part in connection.execute(f"PRAGMA index_info({index[1]})").fetchall()]
        for index in indexes
        if index[2]
    ]


def _plain_columns(connection: Any, table: str) -> list[str]:
    unique = {name for names in _unique(connection, table) for name in names}
    return [name for name in _columns(connection, table) if name not in unique | FIXED]


def _references(connection: Any, table: str) -> dict[str, tuple[str, bool]]:
    rows = connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
    return {row[3]: (row[2], row[6] == "CASCADE") for row in rows}


def _value(connection: Any, rng: Random, table: str, name: str) -> Any:
    if name in (references := _references(connection, table)):
        needed = any(row[1] == name and row[3] for row in connection.execute(f"PRAGMA table_info({table})").fetchall())
        row = _any_id(connection, rng, references[name][0])
        return row if needed or rng.random() < 0.8 else None
    type_ = next(row[2] for row in connection.execute(f"PRAGMA table_info({table})").fetchall() if row[1] == name)
    return {"INTEGER": rng.randint(0, 3), "REAL": rng.random()}.get(type_, rng.choice(WORDS))


def _any_id(connection: Any, rng: Random, table: str) -> int | None:
    rows = connection.execute(f"SELECT id FROM {table} ORDER BY id").fetchall()
    return rng.choice(rows)[0] if rows else None


def edit_many(path: Path, seed: int, count: int) -> None:
    """For a second process: so many random edits."""
    rng = Random(seed)
    with Book.open(path, origin="other") as book:
        for _ in range(count):
            book.do(random_edit, rng)
