"""What the killed programs of test_kill were doing: each says over a pipe what it had been told is done."""

import itertools
import shutil
from pathlib import Path
from typing import Any

import migrating
from store_rows import add_person, rank_all

from mrtnet.store import backup, migrations, schema
from mrtnet.store import connection as connections
from mrtnet.store.book import Book

PEOPLE = 60


def fill(path: Path) -> None:
    """A book with people for the modes that change what is there."""
    with Book.open(path) as book:
        for n in range(PEOPLE):
            book.do(add_person, f"Person {n}")
        book.do(rank_all, "0")


def save(folder: Path, done: Any) -> None:
    """One person after the other."""
    with Book.open(folder / "book.mrtnet") as book:
        for _ in itertools.count():
            done.send(book.do(add_person, "Amina Yusuf"))


def bulk(folder: Path, done: Any) -> None:
    """All people at once, again and again."""
    with Book.open(folder / "book.mrtnet") as book:
        for n in itertools.count(1):
            book.do(rank_all, str(n))
            done.send(n)


def undo(folder: Path, done: Any) -> None:
    """The change of all people undone and done again."""
    with Book.open(folder / "book.mrtnet") as book:
        while True:
            done.send(book.undo().id)
            done.send(book.redo().id)


def migrate(folder: Path, done: Any) -> None:
    """One old book after the other brought up to date."""
    for n in itertools.count():
        shutil.copy(folder / "old.mrtnet", folder / "part")
        path = folder / f"{n}.mrtnet"
        (folder / "part").rename(path)
        connection = connections.writing(path)
        migrations.bring_up_to_date(connection, path, migrating.STEPS, schema.VERSION + 2, folder / "golden")
        done.send(n)
        connection.close()


def back_up(folder: Path, done: Any) -> None:
    """Backups under ever new names, and changes between them."""
    path = folder / "book.mrtnet"
    with Book.open(path) as book:
        for n in itertools.count():
            book.do(rank_all, str(n))
            done.send(str(backup.make(book.read, path, reason=f"r{n}")))


def restore(folder: Path, done: Any) -> None:
    """Two backups put in place by turns."""
    for n in itertools.count():
        backup.restore(folder / "book.mrtnet", folder / ("one.mrtnet", "two.mrtnet")[n % 2])
        done.send(n)
