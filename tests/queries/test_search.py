"""Search over a whole book: what is found, in which order, by which means; and how large the work is allowed to be."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from mrtnet.domain.names import fold, sort_key, split_name
from mrtnet.queries.search import count, person_ids
from mrtnet.queries.search_words import warm
from mrtnet.store import tables
from mrtnet.store.book import Book, driver_connection
from tests.books import TODAY, make_book

PEOPLE = [
    "Rosa Delgado-Ruiz",
    "Siobhán O'Connor",
    "Piotr Wiśniewski",
    "Ama Owusu",
    "Łukasz Østergaard",
    "Mercy Adeyemi",
    "Jun Tanaka",
    "Dara Rosario",
]


def _add_people(session: Session, names: list[str]) -> dict[str, int]:
    ids = {}
    for name in names:
        parts = split_name(name)
        person = tables.Person(
            name=name,
            sort_key=sort_key(parts),
            name_key=fold(name),
            given=parts.given,
            family=parts.family,
            created_at=datetime(2026, 10, 1, tzinfo=UTC),
        )
        session.add(person)
        session.flush()
        assert person.id is not None
        ids[name] = person.id
    return ids


def _add_many(session: Session, count: int) -> None:
    driver_connection(session).executemany(
        "INSERT INTO person (uid, name, sort_key, name_key, created_at) VALUES (?, ?, ?, ?, '2026-10-01T00:00:00Z')",
        ((f"n{at}", f"Ana Nova{at}", f"nova{at}  ana", f"ana nova{at}") for at in range(count)),
    )


def _run(session: Session, sql: str, *values: object) -> None:
    session.connection().exec_driver_sql(sql, values)


def _filled(path: Path) -> Book:
    opened = Book.open(path)
    opened.do(_add_people, PEOPLE)
    opened.do(_add_facts)
    return opened


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """A small book that is only read."""
    with _filled(tmp_path_factory.mktemp("small") / "book.mrtnet") as opened:
        yield opened


@pytest.fixture
def own_book(tmp_path: Path) -> Iterator[Book]:
    with _filled(tmp_path / "book.mrtnet") as opened:
        yield opened


def _add_facts(session: Session) -> None:
    """Rosa: RHIT and CCS, at Mercy West, met at AHIMA26, mentor. Siobhán: CCS-P. Piotr used to be at Mercy West."""
    for sql in (
        "INSERT INTO organization (id, uid, name, name_key, short, kind, city)"
        " VALUES (1, 'o1', 'Mercy-West Medical Center', 'mercy-west medical center', 'MWMC', 'hospital', 'Zürich')",
        "INSERT INTO event (id, uid, name, name_key, short, kind, created_at)"
        " VALUES (1, 'e1', 'Annual Conference', 'annual conference', 'AHIMA26', 'conference', '2026-10-01T00:00:00Z')",
        "INSERT INTO job (person_id, organization_id, title) VALUES (1, 1, 'Inpatient Coding Lead')",
        "INSERT INTO job (person_id, organization_id, title, until) VALUES (3, 1, 'Auditor', '2025-01-31')",
        "INSERT INTO credential (person_id, mark) VALUES (1, 'RHIT'), (1, 'CCS'), (2, 'CCS-P'), (4, 'RHIT student')",
        "INSERT INTO tag (id, uid, name, name_key) VALUES (1, 't1', 'Coding', 'coding'), (2, 't2', 'Côte', 'cote')",
        "INSERT INTO person_tag (person_id, tag_id) VALUES (1, 1), (2, 1), (4, 2)",
        "INSERT INTO person_role (person_id, role) VALUES (1, 'mentor')",
        "UPDATE person SET met_event_id = 1, rank = 'A', tier = 'core', last_contact = '2026-10-01' WHERE id = 1",
        "UPDATE person SET last_contact = '2026-01-05', note = 'Knows Mercy. \"Shadow day\" offered' WHERE id = 2",
        "UPDATE person SET met_on = '2025-05-05', met_where = 'a café in Gdańsk' WHERE id = 3",
        "INSERT INTO reach (person_id, property, value, normal) VALUES"
        " (1, 'EMAIL', 'rdelgado@mercywest.example', 'rdelgado@mercywest.example'),"
        " (1, 'TEL', '(312) 555-0148', '+13125550148'), (2, 'TEL', '+44 1632 555 0100', '+4416325550100')",
        "INSERT INTO address (person_id, locality) VALUES (5, 'Ålesund')",
        "INSERT INTO follow_up (uid, person_id, kind, title, due, first_due, state, created_at) VALUES"
        " ('f1', 1, 'thank-you', 'Thanks', '2026-10-15', '2026-10-15', 'open', '2026-10-01T00:00:00Z'),"
        " ('f2', 2, 'check-in', 'Call', '2026-10-01', '2026-10-01', 'open', '2026-10-01T00:00:00Z'),"
        " ('f3', 3, 'check-in', 'Call', '2026-10-01', '2026-10-01', 'done', '2026-10-01T00:00:00Z'),"
        " ('f4', 4, 'check-in', 'Call', '2026-10-18', '2026-10-18', 'open', '2026-10-01T00:00:00Z')",
        "INSERT INTO interaction (id, uid, kind, day, event_id, created_at)"
        " VALUES (1, 'i1', 'met', '2026-10-12', 1, '2026-10-12T00:00:00Z')",
        "INSERT INTO interaction_person (interaction_id, person_id) VALUES (1, 4)",
    ):
        _run(session, sql)


def _names(book: Book, text: str, limit: int | None = None) -> list[str]:
    ids = person_ids(book.read, text, TODAY, limit=limit)
    return [PEOPLE[person - 1].split()[0] for person in ids]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("rosa", ["Dara", "Rosa"]),
        ("ROSA DEL", ["Rosa"]),
        ("delgado rosa", ["Rosa"]),
        ("r delgado", ["Rosa"]),
        ("delgado ruiz", ["Rosa"]),
        ("Delgado‑Ruiz", ["Rosa"]),
        ("delgadoruiz", ["Rosa"]),
        ("ruiz", ["Rosa"]),
        ("oconnor", ["Siobhán"]),
        ("o'connor", ["Siobhán"]),
        ("O’Connor", ["Siobhán"]),
        ("siobhan oconn", ["Siobhán"]),
        ("wisniewski", ["Piotr"]),
        ("Wiśniewski", ["Piotr"]),
        ("łukasz ost", ["Łukasz"]),
        ("gdansk cafe", ["Piotr"]),
        ("312 555", ["Rosa"]),
        ("3125550148", ["Rosa"]),
        ("rdelgado@mercywest.example", ["Rosa"]),
        ('"shadow day"', ["Siobhán"]),
        ('"shadow da', ["Siobhán"]),
        ('"day shadow"', []),
        ("mercy -west", ["Mercy", "Siobhán"]),
        ("zzzzzz", []),
    ],
)
def test_words(book: Book, text: str, found: list[str]) -> None:
    assert _names(book, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("wisnewski", ["Piotr"]),
        ("wisneiwski", ["Piotr"]),
        ("delagdo", ["Rosa"]),
        ("velgado", ["Rosa"]),
        ("edlgado", ["Rosa"]),
        ("oconor", ["Siobhán"]),
        ("ostegard", ["Łukasz"]),
        ("rosa delgdo", ["Rosa"]),
        ("medcial center", ["Rosa", "Piotr"]),
        ("tag:coding siobahn", ["Siobhán"]),
        ("jnu", []),
    ],
)
def test_one_or_two_mistakes_are_forgiven(book: Book, text: str, found: list[str]) -> None:
    assert _names(book, text) == found


def test_a_word_that_many_carry_is_not_corrected(tmp_path: Path) -> None:
    with Book.open(tmp_path / "book.mrtnet") as book:
        ids = book.do(_add_people, ["Ana Marten", "Bo Marten", "Cy Marten", "Di Martin"])
        assert person_ids(book.read, "marten", TODAY) == [ids["Ana Marten"], ids["Bo Marten"], ids["Cy Marten"]]


def test_names_come_before_everything_else_and_in_their_order(book: Book) -> None:
    assert _names(book, "mercy") == ["Mercy", "Rosa", "Siobhán", "Piotr"]
    assert _names(book, "") == ["Mercy", "Rosa", "Siobhán", "Łukasz", "Ama", "Dara", "Jun", "Piotr"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("credential:rhit", ["Rosa"]),
        ("cred:CCS", ["Rosa"]),
        ("cred:cc", ["Rosa", "Siobhán"]),
        ("cred:ccs,ccs-p", ["Rosa", "Siobhán"]),
        ("cred:ccsp", ["Siobhán"]),
        ("at:mercy", ["Rosa"]),
        ('at:"mercy west"', ["Rosa"]),
        ("org:mwmc", ["Rosa"]),
        ("at:west title:lead", ["Rosa"]),
        ("title:auditor", []),
        ("kind:hospital", ["Rosa"]),
        ("city:zurich", ["Rosa"]),
        ("city:alesund,zürich", ["Rosa", "Łukasz"]),
        ("met:ahima26", ["Rosa", "Ama"]),
        ("met:gdansk", ["Piotr"]),
        ("tag:coding", ["Rosa", "Siobhán"]),
        ("tag:côte,#coding", ["Rosa", "Siobhán", "Ama"]),
        ("tag:coding -is:mentor", ["Siobhán"]),
        ("not has:phone tag:cod", []),
        ("is:mentor", ["Rosa"]),
        ("role:Ment", ["Rosa"]),
        ("rank:a", ["Rosa"]),
        ("tier:core", ["Rosa"]),
        ("quiet:>90d", ["Siobhán", "Piotr"]),
        ("quiet:<30d", ["Rosa"]),
        ("due:today", ["Rosa"]),
        ("due:late", ["Siobhán"]),
        ("due:today,late", ["Rosa", "Siobhán"]),
        ("due:this week", ["Rosa", "Ama"]),
        ("due:<2026-10-10", ["Siobhán"]),
        ("due:none city:alesund", ["Łukasz"]),
        ("has:email", ["Rosa"]),
        ("has:phone has:note", ["Siobhán"]),
        ("email:rdel", ["Rosa"]),
        ("email:mercywest.example", ["Rosa"]),
        ("phone:0148", ["Rosa"]),
        ("phone:555-01", ["Rosa", "Siobhán"]),
        ("mercy credential:rhit", ["Rosa"]),
        ("m tag:coding", ["Rosa", "Siobhán"]),
        ("credential:nobody", []),
        ("tag:nothing rosa", []),
        ("credential:rhit at:mercy met:ahima26 tag:coding quiet:>9d", ["Rosa"]),
    ],
)
def test_operators(book: Book, text: str, found: list[str]) -> None:
    names = _names(book, text)
    assert sorted(names) == sorted(found)
    assert count(book.read, text, TODAY) == len(found)


@pytest.mark.parametrize("text", ["tag:", "credential: ", "due:to", "-tag:", '""', "quiet:>"])
def test_an_operator_still_being_typed_lets_everybody_pass(book: Book, text: str) -> None:
    assert len(_names(book, text)) == len(PEOPLE) == count(book.read, text, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        '"',
        '" OR rowid > 0 --',
        "NEAR(a b) AND * ^name -",
        "name : x",
        "{name} : x*",
        "a\x00b",
        "'; DROP TABLE person; --",
        "\ud800 \U0010ffff",
        "(" * 5_000,
        "x " * 5_000,
        "é" * 10_000,
        'at:"(" tag:* met:" credential:"" phone:- email:@@ title:% city:_ kind:-',
    ],
)
def test_hostile_text_finds_nothing_wrong(book: Book, text: str) -> None:
    assert set(person_ids(book.read, text, TODAY)) <= set(range(1, len(PEOPLE) + 1))
    assert count(book.read, "", TODAY) == len(PEOPLE)


def test_a_change_is_found_at_once_also_by_its_mistakes(own_book: Book) -> None:
    assert _names(own_book, "kowalczk") == []
    new = own_book.do(_add_people, ["Zofia Kowalczyk"])["Zofia Kowalczyk"]
    assert person_ids(own_book.read, "kowalczk", TODAY) == [new]
    own_book.undo()
    assert person_ids(own_book.read, "kowalczk", TODAY) == []
    own_book.redo()
    assert person_ids(own_book.read, "kowalczk", TODAY) == [new]


def test_a_warm_search_finds_the_same_also_after_changes(own_book: Book) -> None:
    texts = ("ruiz", "rosario", "center", "gdansk", "kowalczyk", "zofia kow", "wisnewski")
    cold = [person_ids(own_book.read, text, TODAY) for text in texts]
    warm(own_book.read)
    assert [person_ids(own_book.read, text, TODAY) for text in texts] == cold
    new = own_book.do(_add_people, ["Zofia de Kowalczyk"])["Zofia de Kowalczyk"]
    assert person_ids(own_book.read, "kowalczyk", TODAY) == [new]
    own_book.do(_add_many, 2_100)
    assert person_ids(own_book.read, "nova2099", TODAY) == [new + 2_100]


def test_an_edit_finds_what_it_has_just_written(own_book: Book) -> None:
    def find(session: Session) -> list[int]:
        _add_people(session, ["Zofia Kowalczyk"])
        return person_ids(driver_connection(session), 'tag:coding,x -"x y"', TODAY)

    assert len(own_book.do(find)) == 2


@pytest.fixture(scope="module")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    path = tmp_path_factory.mktemp("thousand") / "book.mrtnet"
    make_book(path, 1_000)
    with Book.open(path) as book:
        yield book


PIECES = ["m", "ro", "rosa", "wisn-", "oconnor", "mercy", "hospital", "wisnewski", '"shadow day"', "-denials"]
OPERATORS = ["tag:coding", "cred:rhit", "cred:phd", "-tag:vendor", "has:phone", "due:late", "quiet:>90d", "rank:a"]
MORE = ["at:mercy", "is:mentor", "met:ahima26", "due:none", "city:boise", "title:coder"]
TYPED = st.lists(st.sampled_from(PIECES + OPERATORS + MORE) | st.text(max_size=4), max_size=4).map(" ".join)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(TYPED, st.integers(0, 60))
def test_a_page_is_the_beginning_of_the_whole(thousand: Book, text: str, limit: int) -> None:
    whole = person_ids(thousand.read, text, TODAY)
    assert len(set(whole)) == len(whole)
    assert person_ids(thousand.read, text, TODAY, limit=limit) == whole[:limit]


BY_INDEX = ["", "m", "rosa g", "hospital", "credential:phd", "tag:mentor", "is:mentor", "at:mercy", "due:today"]
BY_INDEX += ["met:ahima26", "email:bar", "title:recruiter", "quiet:>900d", "credential:rhit at:mercy", "mercy -coding"]


@pytest.mark.parametrize("text", BY_INDEX)
def test_every_statement_goes_by_an_index_and_sorts_nothing(thousand: Book, text: str) -> None:
    told = _Told(thousand.read)
    person_ids(told, text, TODAY, limit=50)
    assert len(told.statements) <= 8
    for sql, values in told.statements:
        for *_ids, step in thousand.read.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall():
            assert "TEMP B-TREE" not in step, (sql, step)
            by_name = "USING COVERING INDEX person_by_" in step or "USING INDEX person_by_sort_key" in step
            assert not step.startswith("SCAN person") or by_name, (sql, step)


def test_a_page_of_names_takes_one_statement(thousand: Book) -> None:
    told = _Told(thousand.read)
    assert len(person_ids(told, "m", TODAY, limit=20)) == 20
    assert len(told.statements) == 1


class _Told:
    """A connection that tells which statements it ran."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self.statements: list[tuple[str, Any]] = []

    def execute(self, sql: str, values: Any = ()) -> Any:
        self.statements.append((sql, values))
        return self._connection.execute(sql, values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


def test_searching_loads_no_slow_library(thousand: Book) -> None:
    program = f"""
import sys
from datetime import UTC, date, datetime
from pathlib import Path
import mrtnet.queries.follow_ups, mrtnet.queries.people, mrtnet.queries.person, mrtnet.queries.today
from mrtnet.queries.search import person_ids
from mrtnet.store.connection import reading
print(len(person_ids(reading(Path({str(thousand.path)!r})), "rosa tag:coding due:late wisnewski", date(2026, 10, 15))))
slow = {{"sqlmodel", "sqlalchemy", "pydantic", "icalendar", "phonenumbers", "PySide6"}} & set(sys.modules)
assert not slow, slow
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_generator_makes_the_same_sound_book_twice(tmp_path: Path) -> None:
    found = []
    for name in ("one", "two"):
        path = tmp_path / name
        make_book(path, 60, seed=7)
        with Book.open(path) as book:
            assert book.check() == []
            found.append(book.read.execute("SELECT name, note, met_on FROM person ORDER BY id").fetchall())
            assert book.read.execute("SELECT count(*) FROM interaction").fetchone() == (600,)
    assert found[0] == found[1]
    assert date.fromisoformat(found[0][0][2]) <= TODAY
