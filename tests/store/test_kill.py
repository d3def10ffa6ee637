"""Killed at any moment: no acknowledged change is lost, no half step stays.

`-m long` kills 300 times in each mode, or as often as MRTNET_KILLS says.
"""

import os
import shutil
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import migrating
import pytest
import victim

from mrtnet.store import backup, migrations, schema, search_index
from mrtnet.store import connection as connections
from mrtnet.store.book import Book

Kill = Callable[[Callable[[Path, Any], None], Path, Random], list[Any]]


@pytest.fixture
def kill(processes: Any) -> Kill:
    """Start a victim, kill it at a random moment, return what it had acknowledged."""

    def run(mode: Callable[[Path, Any], None], folder: Path, rng: Random) -> list[Any]:
        heard, told = processes.Pipe(duplex=False)
        process = processes.Process(target=mode, args=(folder, told))
        process.start()
        told.close()
        heard.poll(20)  # at work
        time.sleep(rng.random() * 0.15)
        process.kill()
        process.join()
        acknowledged = []
        try:
            while True:
                acknowledged.append(heard.recv())
        except EOFError:
            pass
        heard.close()
        process.close()
        return acknowledged

    return run


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with people, to be copied."""
    path = tmp_path_factory.mktemp("filled") / "book.mrtnet"
    victim.fill(path)
    return path


def _open_soundly(path: Path) -> Book:
    book = Book.open(path)
    assert book.read.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    assert book.read.execute("PRAGMA foreign_key_check").fetchall() == []
    assert search_index.verify(book.read) == []
    assert book.read.execute("SELECT step FROM journal").fetchall() == [(None,)]
    return book


def _count(book: Book, table: str) -> int:
    return int(book.read.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def _ranks(book: Book) -> set[str]:
    return {row[0] for row in book.read.execute("SELECT rank FROM person").fetchall()}


def _save(folder: Path, kill: Kill, rng: Random) -> int:
    acknowledged = kill(victim.save, folder, rng)
    with _open_soundly(folder / "book.mrtnet") as book:
        people = {row[0] for row in book.read.execute("SELECT id FROM person").fetchall()}
        assert people >= set(acknowledged)
        assert len(people) - victim.PEOPLE - len(acknowledged) in (0, 1)
        assert len(book.history(limit=10**6)) == len(people) + 1
        for table in ("person", "job", "reach", "follow_up", "was_job", "was_follow_up", "search"):
            assert _count(book, table) == len(people)
    return len(acknowledged)


def _bulk(folder: Path, kill: Kill, rng: Random) -> int:
    acknowledged = kill(victim.bulk, folder, rng)
    with _open_soundly(folder / "book.mrtnet") as book:
        last = acknowledged[-1] if acknowledged else 0
        assert _ranks(book) in ({str(last)}, {str(last + 1)})
        (rank,) = _ranks(book)
        assert len(book.history(limit=10**6)) == victim.PEOPLE + 1 + int(rank)
        if acknowledged:
            book.undo()
            assert _ranks(book) == {str(int(rank) - 1)}
    return len(acknowledged)


def _undo(folder: Path, kill: Kill, rng: Random) -> int:
    acknowledged = kill(victim.undo, folder, rng)
    with _open_soundly(folder / "book.mrtnet") as book:
        turns = len(book.history(limit=10**6)) - victim.PEOPLE - 1
        assert turns - len(acknowledged) in (0, 1)
        assert _ranks(book) == ({""} if turns % 2 else {"0"})
        if turns % 2:
            assert book.redo().title == "Rank 0"
        assert book.undo().title == "Rank 0"
        assert _ranks(book) == {""}
    return len(acknowledged)


def _migrate(folder: Path, kill: Kill, rng: Random) -> int:
    (folder / "book.mrtnet").rename(folder / "old.mrtnet")
    golden = migrating.write_goldens(folder / "golden")
    acknowledged = kill(victim.migrate, folder, rng)
    for path in folder.glob("[0-9]*.mrtnet"):
        with closing(connections.writing(path)) as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            assert version == schema.VERSION + 2 or int(path.stem) not in acknowledged
            schema.refuse_unless_ours(connection, golden)
            assert version == schema.VERSION or backup.listed(path)
            migrations.bring_up_to_date(connection, path, migrating.STEPS, schema.VERSION + 2, golden)
            assert connection.execute("SELECT count(*) FROM person").fetchone() == (victim.PEOPLE,)
            assert connection.execute("SELECT count(*) FROM was_person").fetchone() == (2 * victim.PEOPLE,)
            assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
            for kept in backup.listed(path):
                backup.verify(kept.path, golden)  # made before a step that was killed, it can be of the version between
    return len(acknowledged)


def _back_up(folder: Path, kill: Kill, rng: Random) -> int:
    path = folder / "book.mrtnet"
    acknowledged = kill(victim.back_up, folder, rng)
    with _open_soundly(path) as book:
        kept = backup.listed(path)
        assert {str(one.path) for one in kept} >= set(acknowledged)
        for one in kept:
            backup.verify(one.path)
            assert one.path.with_name(one.path.name + ".sha256").is_file()
        backup.verify(backup.make(book.read, path))
    return len(acknowledged)


def _restore(folder: Path, kill: Kill, rng: Random) -> int:
    path = folder / "book.mrtnet"
    with Book.open(path) as book:
        for name in ("one", "two"):
            book.do(victim.rank_all, name)
            backup.make(book.read, path, to=folder / f"{name}.mrtnet")
        book.do(victim.rank_all, "now")
    acknowledged = kill(victim.restore, folder, rng)
    allowed = {"one", "two"} if acknowledged else {"one", "now"}
    with _open_soundly(path) as book:
        (rank,) = _ranks(book)
        assert rank in allowed
    for one in backup.listed(path):
        backup.verify(one.path)
    return len(acknowledged)


MODES = [(_save, 8), (_bulk, 7), (_undo, 7), (_migrate, 6), (_back_up, 6), (_restore, 6)]


def _kill_often(
    kill: Kill, mode: Callable[[Path, Kill, Random], int], times: int, tmp_path: Path, filled: Path
) -> None:
    rng, acknowledged = Random(), 0
    for n in range(times):
        folder = tmp_path / str(n)
        folder.mkdir()
        shutil.copy(filled, folder / "book.mrtnet")
        acknowledged += mode(folder, kill, rng)
    assert acknowledged  # else nothing was ever interrupted


@pytest.mark.parametrize(("mode", "times"), MODES, ids=[mode.__name__.strip("_") for mode, _times in MODES])
def test_nothing_is_lost_when_killed(kill: Kill, mode: Any, times: int, tmp_path: Path, filled: Path) -> None:
    _kill_often(kill, mode, times, tmp_path, filled)


@pytest.mark.long
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("mode", [mode for mode, _times in MODES], ids=[mode.__name__.strip("_") for mode, _ in MODES])
def test_nothing_is_lost_when_killed_often(kill: Kill, mode: Any, tmp_path: Path, filled: Path) -> None:
    _kill_often(kill, mode, int(os.environ.get("MRTNET_KILLS", "300")), tmp_path, filled)
