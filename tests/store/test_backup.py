"""Backups are whole and verified; a restore is all or nothing."""

import os
import shutil
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from store_rows import add_person, dump, set_note

from mrtnet.store import backup
from mrtnet.store.book import Book
from mrtnet.trouble import Trouble


@pytest.fixture
def person(book: Book) -> int:
    """Somebody in the book."""
    return book.do(add_person, "Amina Yusuf")


@pytest.fixture
def ordinary_umask() -> Iterator[None]:
    """What most systems give a program: files that others may read."""

    before = os.umask(0o022)
    yield
    os.umask(before)


def _notes(path: Path) -> list[str]:
    with Book.open(path) as book:
        return [row[0] for row in book.read.execute("SELECT note FROM person").fetchall()]


def test_a_backup_is_the_book_with_its_sum_beside_it(book: Book, person: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MRTNET_NOW", "2026-10-15T21:30:00Z")
    made = backup.make(book.read, book.path)
    assert made.name == "book-20261015T213000Z.mrtnet"
    assert made.with_name(made.name + ".sha256").read_text() == f"{backup.verify(made)}  {made.name}\n"
    assert backup.listed(book.path) == [backup.Backup(made, datetime(2026, 10, 15, 21, 30, tzinfo=UTC), "")]
    assert sorted(file.name for file in made.parent.iterdir()) == [made.name, made.name + ".sha256"]
    elsewhere = shutil.copy(made, book.path.with_name("copy.mrtnet"))
    with Book.open(elsewhere) as copy:
        assert dump(copy.read) == dump(book.read)
        assert copy.undo().title == "Add Amina Yusuf"


def test_a_backup_can_be_made_while_others_write(book: Book, person: int) -> None:
    with Book.open(book.path) as other:
        book.read.execute("SELECT 1").fetchone()
        other.do(set_note, person, "new")
        made = backup.make(book.read, book.path, to=book.path.with_name("mine.mrtnet"))
    assert _notes(made) == ["new"]


@pytest.mark.usefixtures("ordinary_umask")
def test_every_file_is_hers_alone(tmp_path: Path) -> None:
    path = tmp_path / "book.mrtnet"
    with Book.open(path) as book:
        book.do(add_person, "Amina Yusuf")
        made = backup.make(book.read, path)
        files = [file for file in tmp_path.rglob("*") if file.is_file()]
        assert len(files) == 5
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    backup.restore(path, made)
    assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.rglob("*") if file.is_file()} == {0o600}
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700
    path.write_bytes(b"junk" * 999)
    aside = backup.restore(path, made)
    assert aside is not None
    assert stat.S_IMODE(aside.stat().st_mode) == 0o600


def test_a_restore_brings_back_that_day_and_keeps_today(book: Book, person: int) -> None:
    book.do(set_note, person, "then")
    made = backup.make(book.read, book.path)
    book.do(set_note, person, "now")
    book.close()
    former = backup.restore(book.path, made)
    assert _notes(book.path) == ["then"]
    assert former is not None
    assert {kept.path: kept.reason for kept in backup.listed(book.path)} == {made: "", former: "before-restore"}
    backup.restore(book.path, former)
    assert _notes(book.path) == ["now"]


def test_a_stale_log_is_not_played_over_what_is_restored(book: Book, person: int, tmp_path: Path) -> None:
    made = backup.make(book.read, book.path)
    book.do(set_note, person, "in the log")
    log = book.path.with_name("book.mrtnet-wal")
    kept = tmp_path / "kept"
    shutil.copy(log, kept)
    shutil.copy(book.path, tmp_path / "kept-book")
    book.close()
    shutil.copy(tmp_path / "kept-book", book.path)
    shutil.copy(kept, log)  # as after a crash: the change stands in the log alone
    assert _notes(book.path) == ["in the log"]
    shutil.copy(tmp_path / "kept-book", book.path)
    shutil.copy(kept, log)
    former = backup.restore(book.path, made)
    assert _notes(book.path) == [""]
    assert former is not None
    assert _notes(former) == ["in the log"]
    book.path.unlink()
    shutil.copy(kept, log)
    backup.restore(book.path, made)
    assert _notes(book.path) == [""]


def test_a_book_open_elsewhere_is_not_replaced(book: Book, person: int) -> None:
    made = backup.make(book.read, book.path)
    book.do(set_note, person, "now")
    before = sorted(file.name for file in book.path.parent.rglob("*"))
    with pytest.raises(Trouble, match="open in another window"):
        backup.restore(book.path, made)
    assert sorted(file.name for file in book.path.parent.rglob("*")) == before
    book.do(set_note, person, "later")
    assert [row[0] for row in book.read.execute("SELECT note FROM person").fetchall()] == ["later"]
    assert book.check() == []


@pytest.mark.parametrize("damage", ["junk", "zeros", "empty", "newer", "foreign"])
def test_a_damaged_book_gives_way_and_is_kept(book: Book, person: int, damage: str) -> None:
    made = backup.make(book.read, book.path)
    book.do(set_note, person, "now")
    book.close()
    content = book.path.read_bytes()
    broken = {
        "junk": b"junk" * 999,
        "zeros": content[:8192] + bytes(4096) + content[12288:],
        "empty": b"",
        "newer": content[:60] + (99).to_bytes(4, "big") + content[64:],
        "foreign": content[:68] + b"ABCD" + content[72:],
    }[damage]
    book.path.write_bytes(broken)
    former = backup.restore(book.path, made)
    assert _notes(book.path) == [""]
    assert (former.read_bytes() if former else b"") == broken


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
def test_one_flipped_bit_is_noticed(book: Book, person: int, place: float) -> None:
    made = backup.make(book.read, book.path)
    content = bytearray(made.read_bytes())
    content[int(len(content) * place)] ^= 1
    made.write_bytes(content)
    book.do(set_note, person, "now")
    book.close()
    with pytest.raises(Trouble):
        backup.restore(book.path, made)
    assert _notes(book.path) == ["now"]


def test_what_is_no_backup_is_refused(book: Book, person: int, tmp_path: Path) -> None:
    book.close()
    for name, content in (("junk", b"junk" * 999), ("empty", b""), ("text.mrtnet", b"SQLite format 3\0" + bytes(84))):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(Trouble):
            backup.restore(book.path, tmp_path / name)
    with pytest.raises(Trouble, match="no backup at"):
        backup.restore(book.path, tmp_path / "missing")
    assert _notes(book.path) == [""]


def test_a_backup_replaces_only_a_backup(book: Book, person: int, tmp_path: Path) -> None:
    to = tmp_path / "mine.mrtnet"
    backup.make(book.read, book.path, to=to)
    book.do(set_note, person, "new")
    backup.make(book.read, book.path, to=to)
    assert _notes(to) == ["new"]
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Rosa")
    with pytest.raises(Trouble, match="no backup"):
        backup.make(book.read, book.path, to=letter)
    assert letter.read_text() == "Dear Rosa"
    with pytest.raises(Trouble, match="the book itself"):
        backup.make(book.read, book.path, to=book.path)
    with pytest.raises(Trouble, match="No such file or directory"):
        backup.make(book.read, book.path, to=tmp_path / "nowhere" / "x.mrtnet")
    assert book.check() == []


def test_backups_are_made_when_due(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    def at(moment: str) -> bool:
        monkeypatch.setenv("MRTNET_NOW", moment)
        return backup.make_if_due(book.read, book.path, every=timedelta(hours=4)) is not None

    assert not at("2026-10-15T08:00:00Z")  # nothing in it yet
    person = book.do(add_person, "Amina Yusuf")
    assert at("2026-10-15T08:30:00Z")
    book.do(set_note, person, "a")
    assert not at("2026-10-15T09:00:00Z")
    assert at("2026-10-15T13:00:00Z")
    assert not at("2026-10-16T13:00:00Z")  # nothing changed since
    book.do(set_note, person, "b")
    assert at("2040-01-01T00:00:00Z")  # a wrong clock
    monkeypatch.setenv("MRTNET_NOW", "2026-10-17T07:00:00Z")
    book.do(set_note, person, "c")
    assert at("2026-10-17T08:00:00Z")
    assert not at("2026-10-17T08:30:00Z")


def test_old_backups_are_thinned(tmp_path: Path) -> None:
    book = tmp_path / "book.mrtnet"
    folder = backup.folder_of(book)
    folder.mkdir()
    now = datetime(2026, 10, 15, 12, tzinfo=UTC)
    for hours in range(0, 24 * 200, 6):
        at = now - timedelta(hours=hours)
        name = f"book-{at:%Y%m%dT%H%M%SZ}.mrtnet"
        (folder / name).write_bytes(b"")
        (folder / f"{name}.sha256").write_bytes(b"")
    (folder / "other-20200101T000000Z.mrtnet").write_bytes(b"")
    (folder / "notes.txt").write_bytes(b"")
    removed = backup.thin(book, now)
    ages = [(now - kept.at) / timedelta(days=1) for kept in backup.listed(book)]
    assert len([age for age in ages if age < 2]) == 8
    assert len([age for age in ages if 2 <= age < 14]) in (12, 13)
    assert len([age for age in ages if 14 <= age < 92]) in (11, 12, 13)
    assert len([age for age in ages if age >= 92]) in (4, 5)
    assert len(ages) + len(removed) == 800
    assert len(list(folder.iterdir())) == 2 * len(ages) + 2
    assert backup.thin(book, now) == []


def test_what_a_crash_left_half_done_is_cleared_away(book: Book, person: int) -> None:

    folder = backup.folder_of(book.path)
    folder.mkdir()
    old, young = folder / ".book-1.mrtnet.aa.part", folder / ".book-2.mrtnet.bb.part"
    for part in (old, young):
        part.write_bytes(b"half")
    os.utime(old, (1, 1))
    backup.make(book.read, book.path)
    assert not old.exists()
    assert young.exists()
    assert len(backup.listed(book.path)) == 1
