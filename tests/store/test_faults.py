"""What the world does to a book: one sentence each, nothing lost, nothing foreign run."""

import os
import resource
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlmodel import Session
from store_rows import add_person, assert_sound, dump, set_note

from mrtnet.store import connection as connections
from mrtnet.store import schema, tables
from mrtnet.store.book import Book, driver_connection
from mrtnet.trouble import Trouble

CANARY = "Quetzalina"


def _refused(path: Path, sentence: str) -> None:
    """The book does not open, says so, and every byte stays."""
    before = path.read_bytes()
    with pytest.raises(Trouble, match=sentence):
        Book.open(path)
    assert path.read_bytes() == before
    assert not path.with_name(path.name + "-wal").exists()


# Strange files


@pytest.mark.parametrize("content", [b"junk" * 4096, b"x", b"SQLite format 3\0" + bytes(range(256)) * 64])
def test_an_unreadable_file_is_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    _refused(path, "not a book|damaged")


@pytest.mark.parametrize("version", [0, 1, 7])
def test_a_foreign_database_is_left_alone(path: Path, version: int) -> None:
    with closing(sqlite3.connect(path)) as foreign:
        foreign.executescript(f"CREATE TABLE notes (body); PRAGMA user_version = {version};")
    _refused(path, "belongs to another program")


def test_a_newer_book_is_left_alone(path: Path) -> None:
    Book.open(path).close()
    with closing(sqlite3.connect(path)) as later:
        later.execute("PRAGMA user_version = 99")
    _refused(path, "newer version")


def test_a_book_of_no_version_is_left_alone(path: Path) -> None:
    Book.open(path).close()
    for version in (0, -3):
        with closing(sqlite3.connect(path)) as strange:
            strange.execute(f"PRAGMA user_version = {version}")
        with pytest.raises(Trouble):
            Book.open(path)


def test_a_folder_a_pipe_and_nothing_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for name, sentence in (
        ("folder", "is a folder"),
        ("pipe", "is not a file"),
        ("nowhere/book.mrtnet", "folder .* does not exist"),
        ("x" * 300, "name too long"),
    ):
        with pytest.raises(Trouble, match=f"(?i){sentence}"):
            Book.open(tmp_path / name)
    with pytest.raises(Trouble, match="no book at"):
        Book.open(tmp_path / "book.mrtnet", create=False)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["folder", "pipe"]


def test_an_empty_file_becomes_a_book_unless_there_are_backups(path: Path) -> None:
    path.touch()
    Book.open(path).close()
    path.write_bytes(b"")
    (path.parent / "backups").mkdir()
    (path.parent / "backups" / "book-20261015T213000Z.mrtnet").touch()
    _refused(path, "Restore one")


# Hostile books


@pytest.mark.parametrize(
    "hostile",
    [
        "CREATE TRIGGER evil AFTER INSERT ON person BEGIN DELETE FROM person; END",
        "CREATE TRIGGER evil AFTER INSERT ON person BEGIN SELECT regexp('(a+)+b', 'aaaaaaaaaaaaaaaaaaaaa'); END",
        "CREATE VIEW v AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
        "CREATE TABLE extra (id INTEGER)",
        "CREATE INDEX extra ON person (note)",
        "DROP TRIGGER person_went",
        "DROP INDEX person_by_event",
        "DROP TABLE tag",
        "ALTER TABLE person ADD COLUMN secret TEXT",
        "ALTER TABLE tag RENAME TO tags",
    ],
)
def test_a_book_with_foreign_or_missing_parts_is_not_opened(path: Path, hostile: str) -> None:
    Book.open(path).close()
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA foreign_keys = OFF")
        other.execute(hostile)
        other.commit()
    _refused(path, "not ours|part of its structure is missing")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE sqlite_master SET sql = 'CREATE VIEW tag AS SELECT 1', type = 'view', rootpage = 0 WHERE name = 'tag'",
        "UPDATE sqlite_master SET sql = replace(sql, 'name TEXT NOT NULL', 'name TEXT CHECK (1)') WHERE name = 'tag'",
        "INSERT INTO sqlite_master VALUES ('trigger', 'sqlite_sequence', 'person', 0,"
        " 'CREATE TRIGGER evil AFTER INSERT ON person BEGIN DELETE FROM person; END')",
    ],
)
def test_a_book_whose_structure_was_forged_is_not_opened(path: Path, change: str) -> None:
    Book.open(path).close()
    with closing(sqlite3.connect(path)) as other:
        other.executescript(f"PRAGMA writable_schema = ON; {change}; PRAGMA writable_schema = OFF")
    with pytest.raises(Trouble):
        Book.open(path)


# Other programs, full disks, folders of others


def test_a_locked_book_says_so_and_goes_on_afterwards(path: Path) -> None:
    with Book.open(path, busy_seconds=0.1) as book, closing(connections.writing(path)) as other:
        person = book.do(add_person, "Amina Yusuf")
        other.execute("BEGIN IMMEDIATE")
        for change in (lambda: book.do(set_note, person, "new"), book.undo):
            with pytest.raises(Trouble, match="Another program is writing"):
                change()
        other.execute("ROLLBACK")
        book.do(set_note, person, "new")
        assert_sound(book.read)


def _edit_200(path: Path, name: str) -> None:
    with Book.open(path) as book:
        for n in range(200):
            book.do(add_person, f"{name} {n}")


def test_two_programs_write_one_new_book_at_once(path: Path, start: Callable[..., Any]) -> None:
    programs = [start(_edit_200, path, name) for name in ("Amina", "Rosa")]
    for program in programs:
        program.join()
        assert program.exitcode == 0
    with Book.open(path) as book:
        names = {row[0] for row in book.read.execute("SELECT name FROM person").fetchall()}
        assert names == {f"{name} {n}" for name in ("Amina", "Rosa") for n in range(200)}
        assert len(book.history(limit=1000)) == 400
        assert book.check() == []


def _fill_the_disk(path: Path, told: Any) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    saved, sentence = 0, ""
    with Book.open(path) as book:
        ids = [book.do(add_person, "Amina Yusuf")]
        room = path.with_name(path.name + "-wal").stat().st_size + 600_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
        try:
            for saved in range(1000):
                book.do(set_note, ids[0], f"{saved}" + "x" * 9000)
        except Trouble as trouble:
            sentence = str(trouble)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        note = book.read.execute("SELECT note FROM person").fetchone()[0]
        book.do(set_note, ids[0], "after")
        told.send((saved, sentence, note.rstrip("x"), book.undo().title, book.check()))


def test_a_full_disk_loses_nothing_saved(path: Path, start: Callable[..., Any], processes: Any) -> None:
    heard, told = processes.Pipe(duplex=False)
    start(_fill_the_disk, path, told).join()
    saved, sentence, note, title, problems = heard.recv()
    assert saved > 2
    assert "nothing was saved" in sentence
    assert note == str(saved - 1)
    assert (title, problems) == ("Note after", [])
    with Book.open(path) as book:
        assert book.check() == []
        assert book.read.execute("SELECT note FROM person").fetchone()[0].rstrip("x") == note


def _as_another(path: Path, told: Any) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:  # all code is loaded while this process may still read it
        _write_one(Path(folder) / "book.mrtnet")
    os.setgid(65534)
    os.setuid(65534)
    os.chdir("/")
    if not os.access(schema.path(schema.VERSION), os.R_OK):
        told.send(None)
        return
    answers: list[Any] = []
    for action in (_read_names, _write_one):
        try:
            answers.append(action(path))
        except Trouble as trouble:
            answers.append(str(trouble))
    told.send(answers)


def _read_names(path: Path) -> tuple[bool, list[str]]:
    with Book.open(path) as book:
        return book.read_only, [row[0] for row in book.read.execute("SELECT name FROM person").fetchall()]


def _write_one(path: Path) -> int:
    with Book.open(path) as book:
        return book.do(add_person, "Rosa Okafor")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another")
@pytest.mark.parametrize(
    ("folder_mode", "file_mode", "read", "write"),
    [
        (0o755, 0o644, (True, ["Amina Yusuf"]), "cannot be written here"),
        (0o755, 0o600, "no permission|cannot be written", "no permission|cannot be written"),
        (0o700, 0o600, "(?i)permission", "(?i)permission"),
    ],
)
def test_in_a_folder_of_another_one_can_read_at_most(
    start: Callable[..., Any], processes: Any, folder_mode: int, file_mode: int, read: Any, write: str
) -> None:
    import re
    import tempfile

    with tempfile.TemporaryDirectory() as open_to_all:
        Path(open_to_all).chmod(0o755)
        folder = Path(open_to_all) / "hers"
        folder.mkdir()
        path = folder / "book.mrtnet"
        with Book.open(path) as book:
            book.do(add_person, "Amina Yusuf")
        path.chmod(file_mode)
        folder.chmod(folder_mode)
        heard, told = processes.Pipe(duplex=False)
        start(_as_another, path, told).join()
        answers = heard.recv()
        if answers is None:
            pytest.skip("nobody else can read this checkout, so nobody else can run the program")
        told_read, told_write = answers
        assert told_read == read or re.search(read, told_read)
        assert re.search(write, told_write)


# Nothing she typed in any error


def _errors() -> list[Callable[[Any], Any]]:
    def twice(session: Session) -> None:
        session.add(tables.Tag(name=CANARY, name_key=CANARY))
        session.add(tables.Tag(name=CANARY, name_key=CANARY))

    def missing(session: Session) -> None:
        session.add(tables.Tag(name=CANARY))  # type: ignore[call-arg]

    def wrong_type(session: Session) -> None:
        session.connection().execute(text("UPDATE person SET rhythm_days = :value"), {"value": CANARY})

    def dangling(session: Session) -> None:
        session.add(tables.Job(person_id=987, title=CANARY))

    def no_column(session: Session) -> None:
        session.connection().execute(text("SELECT :value FROM person WHERE nothing = 1"), {"value": CANARY})

    def too_few(session: Session) -> None:
        session.connection().exec_driver_sql("INSERT INTO tag (name, name_key) VALUES (?, ?)", (CANARY,))

    def by_driver(session: Session) -> None:
        driver_connection(session).execute("INSERT INTO tag (name) VALUES (?)", (CANARY,))

    def no_time(session: Session) -> None:
        session.add(tables.Interaction(kind="call", day=CANARY, created_at=CANARY))  # type: ignore[arg-type]

    def half_a_character(session: Session) -> None:
        session.add(tables.Tag(name=f"{CANARY}\ud83d", name_key="x"))

    def not_one(session: Session) -> None:
        session.connection().execute(text("SELECT name FROM person WHERE name = :name"), {"name": CANARY}).scalar_one()
        session.connection().execute(text("SELECT 1 WHERE :name = 1"), {"name": CANARY}).scalar_one()

    return [twice, missing, wrong_type, dangling, no_column, too_few, by_driver, no_time, half_a_character, not_one]


@pytest.mark.parametrize("edit", _errors(), ids=lambda edit: edit.__name__)
def test_no_error_carries_what_she_typed(book: Book, edit: Callable[[Any], Any]) -> None:
    book.do(add_person, f"{CANARY} Okafor")
    before = dump(book.read)
    with pytest.raises((Trouble, SQLAlchemyError, connections.DatabaseError)) as caught:
        book.do(edit)
    chain: list[BaseException] = []
    wrong: BaseException | None = caught.value
    while wrong is not None:
        chain.append(wrong)
        wrong = wrong.__cause__ or (None if wrong.__suppress_context__ else wrong.__context__)
    for error in chain:
        assert CANARY not in str(error)
        assert CANARY not in repr(error)
        assert CANARY not in str(getattr(error, "params", ""))
    assert dump(book.read) == before
    assert_sound(book.read)


def test_our_own_mistakes_are_not_told_as_the_worlds(book: Book) -> None:
    def mistake(session: Session) -> None:
        session.connection().exec_driver_sql("SELECT no_such FROM person")

    with pytest.raises(OperationalError, match="no such column"):
        book.do(mistake)
    with pytest.raises(connections.DatabaseError, match="no such table"):
        book.quietly(lambda connection: connection.execute("SELECT * FROM no_such"))
