"""Each step to a newer schema is whole or did not happen; every past book opens."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import migrating
import pytest
from store_rows import add_person, assert_sound, dump

from mrtnet.store import backup, migrations, schema
from mrtnet.store import connection as connections
from mrtnet.store.book import Book
from mrtnet.trouble import Trouble

NOW = schema.VERSION
BOOKS = Path(__file__).parent.parent / "data" / "books"


@pytest.fixture
def golden(tmp_path: Path) -> Path:
    """A folder of golden files with two versions that are still to come."""
    return migrating.write_goldens(tmp_path / "golden")


@pytest.fixture
def old(path: Path) -> Iterator[Any]:
    """A connection to a book of today's version with somebody in it."""
    with Book.open(path) as book:
        book.do(add_person, "Amina Yusuf")
    with closing(connections.writing(path)) as connection:
        yield connection


def _version(connection: Any) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_an_older_book_becomes_what_a_new_one_is(old: Any, path: Path, golden: Path) -> None:
    migrations.bring_up_to_date(old, path, migrating.STEPS, NOW + 2, golden)
    assert _version(old) == NOW + 2
    with closing(connections.driver.connect(":memory:")) as fresh:
        for statement in schema.statements(schema.golden(NOW + 2, golden)):
            fresh.execute(statement)
        structure = "SELECT type, name, tbl_name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name, type"
        assert old.execute(structure).fetchall() == fresh.execute(structure).fetchall()
    assert old.execute("SELECT name, hobby FROM person").fetchall() == [("Amina Yusuf", "")]
    assert_sound(old)


def test_the_older_book_is_kept(old: Any, path: Path, golden: Path) -> None:
    migrations.bring_up_to_date(old, path, migrating.STEPS, NOW + 2, golden)
    (kept,) = backup.listed(path)
    assert kept.reason == f"before-version-{NOW + 2}"
    backup.verify(kept.path)
    with Book.open(kept.path) as book:
        assert book.undo().title == "Add Amina Yusuf"


def test_a_step_that_fails_leaves_the_version_before_it(old: Any, path: Path, golden: Path) -> None:
    def fail(connection: Any) -> None:
        migrating.add_pets(connection)
        raise Trouble("no")

    with pytest.raises(Trouble, match="no"):
        migrations.bring_up_to_date(old, path, {NOW: migrating.add_hobby, NOW + 1: fail}, NOW + 2, golden)
    assert _version(old) == NOW + 1
    schema.refuse_unless_ours(old, golden)
    migrations.bring_up_to_date(old, path, migrating.STEPS, NOW + 2, golden)
    assert _version(old) == NOW + 2


def test_a_step_that_ends_elsewhere_than_the_golden_file_did_not_happen(old: Any, path: Path, golden: Path) -> None:
    def sloppy(connection: Any) -> None:
        connection.execute("ALTER TABLE person ADD COLUMN hobby TEXT")

    with pytest.raises(Trouble):
        migrations.bring_up_to_date(old, path, {NOW: sloppy}, NOW + 1, golden)
    assert _version(old) == NOW
    schema.refuse_unless_ours(old)


def test_without_room_for_a_backup_nothing_is_migrated(old: Any, path: Path, golden: Path) -> None:
    backup.folder_of(path).write_text("in the way")
    with pytest.raises(Trouble, match="backup"):
        migrations.bring_up_to_date(old, path, migrating.STEPS, NOW + 2, golden)
    assert _version(old) == NOW


@pytest.mark.parametrize("version", range(1, schema.VERSION + 1))
def test_every_past_version_opens_with_all_it_held(tmp_path: Path, version: int) -> None:
    path = Path(shutil.copy(BOOKS / f"{version}.mrtnet", tmp_path / "book.mrtnet"))
    with Book.open(path) as book:
        assert book.check() == []
        rows = dump(book.read)
        assert len(rows) == 28
        assert book.read.execute("SELECT name, note FROM person ORDER BY id").fetchall() == [
            ("Rosa Delgado-Ruiz", "offered a shadow day"),
            ("Trần Ngọc Ánh", ""),
        ]
        assert book.read.execute("SELECT rowid FROM search WHERE search MATCH 'shadow'").fetchall() == [(1,)]
        assert [step.title for step in book.history()] == ["Noted a shadow day", "Logged 2 people"]
        assert book.read.execute("SELECT hex(data) FROM file_content").fetchall() == [("89504E47",)]
        book.undo()
        book.undo()
        assert dump(book.read) == {}
        book.redo()
        book.redo()
        assert dump(book.read) == rows
        assert_sound(book.read)


def test_every_golden_version_has_a_sample_book() -> None:
    assert {file.stem for file in BOOKS.glob("*.mrtnet")} == {file.stem for file in schema.GOLDENS.glob("*.sql")}
