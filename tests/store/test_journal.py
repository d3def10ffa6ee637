"""Every step can be undone exactly, in any order that takes no later work along."""

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest
from store_rows import (
    Rows,
    add_person,
    assert_sound,
    delete,
    dump,
    edit_many,
    fill_the_rest,
    insert,
    random_edit,
    rank_all,
    set_note,
)

from mrtnet.store import journal
from mrtnet.store.book import Book, driver_connection, titled
from mrtnet.store.reversal import StandsInTheWay
from mrtnet.trouble import Trouble


def _until_refused(change: Callable[[], Any]) -> int:
    count = 0
    with suppress(Trouble):
        while change():
            count += 1
    return count


def test_300_random_edits_are_undone_to_the_empty_book_and_done_again(path: Path, start: Any) -> None:
    rng = Random(path.name)
    with Book.open(path) as book:
        for _ in range(120):
            book.do(random_edit, rng)
    with Book.open(path) as book:
        other = start(edit_many, path, 7, 60)
        for _ in range(120):
            book.do(random_edit, rng)
        other.join()
        assert other.exitcode == 0
        book.do(fill_the_rest, rng)
        full, steps = dump(book.read), len(book.history(limit=1000))
        assert steps > 250
        assert {table for table, _id in full} == set(journal.TABLES)
        assert_sound(book.read)
        for _ in range(100):
            book.undo()
    with Book.open(path) as book:
        assert _until_refused(book.undo) == steps - 100
        assert dump(book.read) == {}
        assert_sound(book.read)
        for _ in range(100):
            book.redo()
    with Book.open(path) as book:
        assert _until_refused(book.redo) == steps - 100
        assert dump(book.read) == full
        assert_sound(book.read)
        assert book.check() == []


class Model:
    """What the book should hold: the changes of the steps in effect, replayed in their order."""

    def __init__(self) -> None:
        self.changes: dict[int, Rows] = {}
        self.turned: dict[int, int] = {}  # a reversal -> what it reversed
        self.in_effect: set[int] = set()

    def did(self, step: int, before: Rows, after: Rows) -> None:
        keys = before.keys() | after.keys()
        self.changes[step] = {key: after.get(key, ()) for key in keys if before.get(key) != after.get(key)}
        self.in_effect.add(step)

    def reversed(self, step: int, by: int) -> None:
        self.turned[by] = step
        while step in self.turned:
            step = self.turned[step]
        self.in_effect ^= {step}

    def rows(self) -> Rows:
        replayed: Rows = {}
        for step in sorted(self.in_effect):
            replayed |= self.changes[step]
        return {key: row for key, row in replayed.items() if row}


@pytest.mark.parametrize(
    "tables",
    [
        ("person", "tag", "person_tag", "run", "follow_up", "file"),
        ("organization", "event", "session", "person", "job", "interaction", "interaction_person"),
    ],
)
def test_undo_out_of_order_never_takes_later_work_along(path: Path, tables: tuple[str, ...]) -> None:
    refused = 0
    for seed in range(7):
        with Book.open(path.with_name(f"{seed}.mrtnet")) as book:
            refused += _live_through(book, Random(seed), tables)
    assert refused > 10


def _live_through(book: Book, rng: Random, tables: tuple[str, ...]) -> int:
    """Edits, undoings and redoings at random, each held against the model; how many were refused."""
    model, refused = Model(), 0
    for _ in range(50):
        before, newest = dump(book.read), book.newest_step()
        if rng.random() < 0.5:
            book.do(random_edit, rng, tables)
            if book.newest_step() > newest:
                model.did(book.newest_step(), before, dump(book.read))
        else:
            refused += _turn_back(book, rng, model)
        assert dump(book.read) == model.rows()
        assert_sound(book.read)
    return refused


def _turn_back(book: Book, rng: Random, model: Model) -> bool:
    target = rng.choice([None, None, *book.history()])
    try:
        if target is None and rng.random() < 0.5:
            book.redo()
        else:
            book.undo(target.id if target else None)
    except StandsInTheWay as told:
        _assert_names_a_later_step_in_effect(str(told), book, target)
        return True
    except Trouble:
        return False
    newest = book.history(limit=1)[0]
    assert newest.undoes is not None
    model.reversed(newest.undoes, newest.id)
    return False


def _assert_names_a_later_step_in_effect(told: str, book: Book, target: journal.Step | None) -> None:
    named = re.match(r"“(.*)” came later", told)
    assert named, told
    after = target.id if target else 0
    assert [
        step for step in book.history(limit=1000) if step.title == named[1] and step.id > after and not step.undone_by
    ]


def test_an_undoing_can_be_undone_and_that_again(book: Book) -> None:
    person = book.do(add_person, "Amina Yusuf")
    book.do(set_note, person, "first")
    step = book.newest_step()
    for turn in range(1, 7):
        book.undo(book.newest_step())
        assert dump(book.read)["person", person][30] == ("" if turn % 2 else "first")
        original = next(found for found in book.history() if found.id == step)
        assert (original.undone_by is not None) == bool(turn % 2)
        assert book.history()[0].title == ("Undid: Note first" if turn % 2 else "Did again: Note first")
    assert book.undo().id == step


def test_undo_is_refused_when_the_row_was_changed_since(book: Book) -> None:
    person = book.do(add_person, "Amina Yusuf")
    book.do(set_note, person, "one")
    first = book.newest_step()
    book.do(set_note, person, "two")
    with pytest.raises(StandsInTheWay, match="“Note two” came later"):
        book.undo(first)


def test_undo_is_refused_when_a_later_row_refers_to_what_would_vanish(book: Book) -> None:
    person = book.do(add_person, "Amina Yusuf")

    def log(session: Any) -> None:
        titled(session, "Log a call")
        connection = driver_connection(session)
        call = insert(connection, "interaction", kind="call", day="2026-10-15")
        insert(connection, "interaction_person", interaction_id=call, person_id=person)

    book.do(log)
    with pytest.raises(StandsInTheWay, match="“Log a call” came later"):
        book.undo(book.history()[1].id)
    book.undo()
    assert book.undo().title == "Add Amina Yusuf"
    assert dump(book.read) == {}


def test_undo_is_refused_when_what_the_row_refers_to_is_gone(book: Book) -> None:
    def tag(session: Any) -> tuple[int, int]:
        connection = driver_connection(session)
        label = insert(connection, "tag", name="mentor", name_key="mentor")
        return label, insert(connection, "person_tag", person_id=person, tag_id=label)

    person = book.do(add_person, "Amina Yusuf")
    label, link = book.do(tag)
    book.do(delete, "person_tag", link)
    untagged = book.newest_step()
    book.do(delete, "tag", label)
    with pytest.raises(StandsInTheWay, match=f"“Delete tag {label}” came later"):
        book.undo(untagged)
    assert book.undo().title == f"Delete tag {label}"
    assert book.undo().id == untagged


def test_undo_is_refused_when_a_unique_value_was_taken_since(book: Book) -> None:
    def tag(session: Any, title: str, name: str) -> int:
        titled(session, title)
        return insert(driver_connection(session), "tag", name=name, name_key="mentor", uid=title)

    first = book.do(tag, "Tag it", "Mentor")
    book.do(delete, "tag", first)
    deleted = book.newest_step()
    book.do(tag, "Tag it anew", "mentor")
    with pytest.raises(StandsInTheWay, match="“Tag it anew” came later"):
        book.undo(deleted)


def test_doing_a_merge_again_keeps_what_hangs_on_moved_rows(book: Book) -> None:
    """A moved run must not take its follow-up's link along when the person it came from vanishes again."""

    def run(session: Any, person: int) -> tuple[int, int]:
        connection = driver_connection(session)
        found = insert(connection, "run", person_id=person, playbook="P1")
        return found, insert(connection, "follow_up", run_id=found, kind="thanks", title="Thank", due="2026-10-16")

    def merge(session: Any, kept: int, other: int) -> None:
        connection = driver_connection(session)
        connection.execute("UPDATE run SET person_id = ? WHERE person_id = ?", (kept, other))
        connection.execute("DELETE FROM person WHERE id = ?", (other,))

    kept, other = book.do(add_person, "Amina Yusuf"), book.do(add_person, "Amina Yousuf")
    running, follow_up = book.do(run, other)
    book.do(merge, kept, other)
    merged = dump(book.read)
    assert running in merged["follow_up", follow_up]
    book.undo()
    book.redo()
    assert dump(book.read) == merged


def test_redo_is_there_only_until_something_else_is_changed(book: Book) -> None:
    person = book.do(add_person, "Amina Yusuf")
    book.do(set_note, person, "one")
    book.undo()
    book.do(set_note, person, "two")
    with pytest.raises(Trouble, match="nothing to redo"):
        book.redo()
    book.undo()
    assert book.redo().title == "Note two"
    with pytest.raises(Trouble, match="nothing to redo"):
        book.redo()


def test_undo_says_what_it_did(book: Book) -> None:
    person = book.do(add_person, "Amina Yusuf")
    undone = book.undo()
    assert (undone.title, undone.undone_by) == ("Add Amina Yusuf", 2)
    done = book.redo()
    assert (done.title, done.undone_by) == ("Add Amina Yusuf", None)
    assert [step.title for step in book.history()] == [
        "Did again: Add Amina Yusuf",
        "Undid: Add Amina Yusuf",
        "Add Amina Yusuf",
    ]
    assert book.read.execute("SELECT id FROM person").fetchall() == [(person,)]


def test_what_cannot_be_undone_says_so(book: Book) -> None:
    with pytest.raises(Trouble, match="nothing to undo"):
        book.undo()
    with pytest.raises(Trouble, match="no step 7"):
        book.undo(7)
    book.do(add_person, "Amina Yusuf")
    book.undo()
    with pytest.raises(Trouble, match="undone already"):
        book.undo(1)


def test_an_edit_with_a_bulk_update_over_every_row_is_undone(book: Book) -> None:
    people = [book.do(add_person, f"Person {n}") for n in range(20)]
    before = dump(book.read)
    book.do(rank_all, "A")
    assert book.changes_since_last_look().rows["person"] == frozenset(people)
    book.undo()
    assert dump(book.read) == before


def test_the_journal_refuses_changes_outside_a_step(book: Book) -> None:
    def sneak(connection: Any) -> None:
        insert(connection, "person", name="Amina", sort_key="amina", name_key="amina")

    with pytest.raises(Exception, match=r"NOT NULL constraint failed: was_person\.in_step") as refused:
        book.quietly(sneak)
    assert not isinstance(refused.value, Trouble)
    assert dump(book.read) == {}


def test_old_history_is_pruned_and_the_rest_still_works(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import UTC, datetime

    monkeypatch.setenv("MRTNET_NOW", "2026-01-05T09:00:00Z")
    person = book.do(add_person, "Amina Yusuf")
    book.undo()
    monkeypatch.setenv("MRTNET_NOW", "2026-10-05T09:00:00Z")
    book.redo()
    book.do(set_note, person, "new")
    assert book.tidy(datetime(2026, 10, 6, tzinfo=UTC)) == 2
    assert [step.title for step in book.history()] == ["Note new", "Did again: Add Amina Yusuf"]
    assert book.undo().title == "Note new"
    with pytest.raises(Trouble, match="nothing to undo"):
        book.undo()
    book.undo(3)
    assert dump(book.read) == {}
    assert_sound(book.read)


def test_pruning_by_size_keeps_the_newest(book: Book) -> None:
    person = book.do(add_person, "Amina Yusuf")
    for n in range(10):
        book.do(set_note, person, str(n))

    def prune(connection: Any) -> int:
        return journal.prune(connection, "2000-01-01T00:00:00Z", 4)

    assert book.quietly(prune) == 7
    assert [step.title for step in book.history()] == ["Note 9", "Note 8", "Note 7", "Note 6"]


def test_one_step_under_a_wrong_clock_takes_no_recent_history_along(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import UTC, datetime

    for moment in ("2026-10-01T09:00:00Z", "1999-01-01T00:00:00Z", "2026-10-02T09:00:00Z"):
        monkeypatch.setenv("MRTNET_NOW", moment)
        book.do(add_person, "Amina Yusuf")
    assert book.tidy(datetime(2026, 10, 6, tzinfo=UTC)) == 0
    assert [book.undo().id for _ in range(3)] == [3, 2, 1]


def test_file_contents_are_kept_as_long_as_the_history_may_bring_them_back(book: Book) -> None:
    from datetime import UTC, datetime

    book.do(random_edit, Random(3), ("file",))
    while not book.read.execute("SELECT 1 FROM file").fetchone():
        book.do(random_edit, Random(book.newest_step()), ("file",))
    _until_refused(book.undo)
    book.tidy(datetime(2026, 1, 1, tzinfo=UTC))
    assert book.read.execute("SELECT count(*) FROM file_content").fetchone()[0]
    book.tidy(datetime(2050, 1, 1, tzinfo=UTC))
    assert book.read.execute("SELECT count(*) FROM file_content").fetchone() == (0,)
