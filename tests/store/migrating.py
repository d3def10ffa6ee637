"""Two versions of the schema that are still to come, and the steps to them, for the tests."""

from pathlib import Path
from typing import Any

from mrtnet.store import journal, schema

NOW = schema.VERSION


def write_goldens(folder: Path) -> Path:
    """The golden files of today's version, the next (people have a hobby), the one after it (pets)."""
    folder.mkdir()
    texts = {NOW: schema.golden(NOW)}
    hobby = "note TEXT NOT NULL DEFAULT '', hobby TEXT NOT NULL DEFAULT ''"
    tables = texts[NOW].split(schema.LINE)[0]
    start = tables.index("CREATE TABLE person (")
    end = tables.index(") STRICT", start)
    person = tables[start:end] + ", hobby TEXT NOT NULL DEFAULT ''"
    assert hobby not in tables
    texts[NOW + 1] = schema.complete(tables[:start] + person + tables[end:])
    by_hand = texts[NOW + 1].split(schema.LINE)[0]
    texts[NOW + 2] = schema.complete(by_hand + "CREATE TABLE pet (id INTEGER PRIMARY KEY) STRICT;\n")
    for version, text in texts.items():
        schema.path(version, folder).write_text(text)
    return folder


def add_hobby(connection: Any) -> None:
    """To the next version: a column in a table and in its images, and its triggers anew."""
    connection.execute("ALTER TABLE person ADD COLUMN hobby TEXT NOT NULL DEFAULT ''")
    connection.execute("ALTER TABLE was_person RENAME TO was_was")
    columns = [(row[1], row[2]) for row in connection.execute("PRAGMA table_info(person)").fetchall() if row[1] != "id"]
    for name in ("came", "changed", "went"):
        connection.execute(f"DROP TRIGGER person_{name}")
    for statement in schema.statements(journal.table_definition("person", columns)):
        connection.execute(statement)
    before = ", ".join(journal.columns(connection, "was_was"))
    connection.execute(f"INSERT INTO was_person ({before}) SELECT {before} FROM was_was")
    connection.execute("UPDATE was_person SET hobby = '' WHERE existed = 1")
    connection.execute("DROP TABLE was_was")


def add_pets(connection: Any) -> None:
    """To the one after it: a table."""
    connection.execute("CREATE TABLE pet (id INTEGER PRIMARY KEY) STRICT")


STEPS = {NOW: add_hobby, NOW + 1: add_pets}
