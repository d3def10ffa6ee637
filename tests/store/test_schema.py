"""The golden schema, the classes that edits write through, and the images of the journal say the same."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
from sqlmodel import SQLModel

from mrtnet.store import career, journal, schema, tables
from mrtnet.store import connection as connections
from mrtnet.store.book import Book

AFFINITY = {"VARCHAR": "TEXT", "DATE": "TEXT", "FLOAT": "REAL", "BOOLEAN": "INTEGER", "INTEGER": "INTEGER"}


def _info(connection: Any, table: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute(f"PRAGMA table_info({table})").fetchall()]


def test_the_golden_file_is_what_its_first_half_generates() -> None:
    assert schema.complete(schema.golden()) == schema.golden()


def test_every_table_is_journaled_or_quiet(book: Book) -> None:
    names = {row[0] for row in book.read.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()}
    ours = {name for name in names if not name.startswith(("was_", "search_")) or name == "search_stale"}
    assert ours == journal.QUIET | set(journal.TABLES)


def test_the_classes_are_the_journaled_tables() -> None:
    assert set(SQLModel.metadata.tables) == set(journal.TABLES)
    assert (tables.Person.__tablename__, career.Ceu.__tablename__) == ("person", "ceu")


@pytest.mark.parametrize("table", journal.TABLES)
def test_the_classes_have_the_columns_of_the_golden_schema(book: Book, table: str) -> None:
    golden = [(name, type_, bool(needed or key)) for _i, name, type_, needed, _d, key in _info(book.read, table)]
    model = SQLModel.metadata.tables[table]
    dialect = sqlalchemy.create_engine("sqlite://").dialect
    classes = [
        (column.name, AFFINITY[column.type.compile(dialect).split("(")[0]], not column.nullable)
        for column in model.columns
    ]
    assert classes == golden


@pytest.mark.parametrize("table", journal.TABLES)
def test_the_classes_refer_as_the_golden_schema_does(book: Book, table: str) -> None:
    golden = {(row[3], row[2], row[6]) for row in book.read.execute(f"PRAGMA foreign_key_list({table})").fetchall()}
    keys = SQLModel.metadata.tables[table].foreign_keys
    assert {(key.parent.name, key.column.table.name, key.ondelete) for key in keys} == golden


@pytest.mark.parametrize("table", journal.TABLES)
def test_the_classes_are_unique_where_the_golden_schema_is(book: Book, table: str) -> None:
    single = {
        columns[0][2]
        for index in book.read.execute(f"PRAGMA index_list({table})").fetchall()
        if index[2] and len(columns := book.read.execute(f"PRAGMA index_info({index[1]})").fetchall()) == 1
    }
    assert {column.name for column in SQLModel.metadata.tables[table].columns if column.unique} == single


@pytest.mark.parametrize("table", journal.TABLES)
def test_images_hold_every_column(book: Book, table: str) -> None:
    rows = [(name, type_) for _i, name, type_, *_more in _info(book.read, table)]
    images = [(name, type_) for _i, name, type_, *_more in _info(book.read, f"was_{table}")]
    assert images[:3] == [("in_step", "INTEGER"), ("id", "INTEGER"), ("existed", "INTEGER")]
    assert images[3:] == rows[1:]
    assert rows[0] == ("id", "INTEGER")


@pytest.mark.parametrize("table", journal.TABLES)
def test_ids_are_never_used_again(book: Book, table: str) -> None:
    sql = book.read.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
    assert "id INTEGER PRIMARY KEY AUTOINCREMENT" in sql


def test_every_reference_has_an_index(book: Book) -> None:
    for child, column, _parent, _cascades in journal.references(book.read):
        plan = book.read.execute(f"EXPLAIN QUERY PLAN SELECT 1 FROM {child} WHERE {column} = 1").fetchall()
        assert "SEARCH" in plan[0][3], (child, column)


def test_a_book_is_durable_and_runs_nothing_foreign(path: Path) -> None:
    with Book.open(path):
        write = connections.writing(path)
        pragmas = {
            name: write.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "application_id")
        }
        write.close()
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL: nothing acknowledged is lost when the power fails
        "foreign_keys": 1,
        "trusted_schema": 0,
        "application_id": schema.APPLICATION_ID,
    }
