"""A book's JSON taken into this book: an empty one becomes equal to it; into any other comes what is not there yet.

What is known, by its uid or by a name of its own (a tag, a setting), stays as it is here. Nothing is doubled: the same
file twice changes nothing.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from pydantic import ValidationError
from sqlalchemy import Table, insert
from sqlmodel import Session, SQLModel

from mrtnet.domain.files import media_type_of
from mrtnet.domain.problems import Problem
from mrtnet.edits.next_steps import settle
from mrtnet.exchange.everything import Everything
from mrtnet.queries.reading import all_rows
from mrtnet.store import career, journal, schema, tables
from mrtnet.store.book import driver_connection, titled
from mrtnet.store.journal import TABLES
from mrtnet.trouble import Trouble
from mrtnet.words import _, plural

Row = dict[str, Any]


class TakenOver(NamedTuple):
    """Ids of new people, and how many were here; what of the file could not be used."""

    new: tuple[int, ...]
    same: int
    problems: tuple[Problem, ...]


def take_over(session: Session, everything: Everything, *, today: date) -> TakenOver:
    """Take in what the file holds and this book does not."""
    if everything.version > schema.VERSION:
        raise Trouble(_("The file is of a newer version of the program. Update the program first."))
    session.flush()
    taking = _Taking(session, everything)
    taking.run()
    new, same = taking.counted()
    titled(session, plural("Took over {n} person", "Took over {n} people", len(new)))
    session.expire_all()
    for person_id in taking.grown():
        settle(session, person_id, today)
    return TakenOver(new, same, tuple(taking.problems))


class _Taking:
    """One file on its way in: under which id each of its rows stands here."""

    def __init__(self, session: Session, everything: Everything) -> None:
        self.session, self.everything = session, everything
        self.connection = driver_connection(session)
        self.problems: list[Problem] = []
        self.ids: dict[str, dict[int, int]] = {}
        self.here: dict[str, set[int]] = {}  # ids, of this book, of rows that were here
        self.new_rows: dict[str, list[Row]] = {}
        self.references = journal.references(self.connection)

    def run(self) -> None:
        self.connection.execute("PRAGMA defer_foreign_keys = ON")
        self._files()
        rows = {table: self._usable(table) for table in _parents_first(self.references)}
        for table in rows:
            self._place(table, rows[table])
        for table in rows:
            self._write(table)

    def counted(self) -> tuple[tuple[int, ...], int]:
        return tuple(row["id"] for row in self.new_rows.get("person", ())), len(self.here.get("person", ()))

    def grown(self) -> list[int]:
        """People who were here and got something that a next step may depend on."""
        here = self.here.get("person", set())
        found = {
            row["person_id"]
            for table in ("interaction_person", "follow_up", "run", "meeting_person", "mentoring")
            for row in self.new_rows.get(table, ())
        }
        return sorted(found & here)

    def _files(self) -> None:
        for row in self.everything.tables.get("file", ()):
            data = self.everything.files.get(str(row.get("sha256")))
            if data is None or media_type_of(str(row.get("name")), data) != row.get("media_type"):
                row["sha256"] = ""  # what it says it is, it is not
                continue
            self.connection.execute(
                "INSERT INTO file_content (sha256, data) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING",
                (row["sha256"], data),
            )

    def _usable(self, table: str) -> list[Row]:
        """The rows that this book's table can hold, as the driver takes them."""
        model = _model(table)
        columns = {*journal.columns(self.connection, table)}
        good: list[Row] = []
        for row in self.everything.tables.get(table, ()):
            told = {name: value for name, value in row.items() if name in columns}
            try:
                checked = model.model_validate(told)
            except (ValidationError, ValueError):
                checked = None
            if checked is None or (table == "file" and not row["sha256"]):
                self._left_out(table)
            else:
                good.append(checked.model_dump())
        return good

    def _left_out(self, table: str) -> None:
        why = _("Some of its rows cannot be used and were left out.")
        if not any(problem.what == table for problem in self.problems):
            self.problems.append(Problem(0, table, why))

    def _place(self, table: str, rows: list[Row]) -> None:
        """Find each row here or give it an id; rows that refer to what was left out are left out or forget it."""
        ids = self.ids[table] = {}
        here = self.here[table] = set()
        known = self._known(table)
        empty = not all_rows(self.connection, f"SELECT 1 FROM {table} LIMIT 1")
        following = 1 + max((row[0] for row in all_rows(
            self.connection, "SELECT seq FROM sqlite_sequence WHERE name = ?", (table,))), default=0)  # fmt: skip
        taken: set[Any] = set()
        new = self.new_rows[table] = []
        for row in rows:
            if not self._referred(table, row):
                continue
            keys = self._keys(table, row)
            there = next((known[key] for key in keys if key in known), None)
            if there is not None:
                ids[row["id"]] = there
                here.add(there)
                continue
            if any(key in taken for key in keys) or row["id"] in ids:
                self._left_out(table)
                continue
            taken.update(key for key in keys if key[0] != "row")
            own = row["id"] if empty else following
            following += 1
            ids[row["id"]] = own
            row["id"] = own
            new.append(row)

    def _referred(self, table: str, row: Row) -> bool:
        """Set what the row refers to, as far as that is placed already (the rest is set when it is written)."""
        for child, column, parent, cascades in self.references:
            if child != table or row[column] is None or parent not in self.ids or parent == table:
                continue
            row[column] = self.ids[parent].get(row[column])
            if row[column] is None and cascades:
                return False
        return True

    def _known(self, table: str) -> dict[tuple[Any, ...], int]:
        names = journal.columns(self.connection, table)
        found: dict[tuple[Any, ...], int] = {}
        model = _model(table)
        for row in all_rows(self.connection, f"SELECT {', '.join(names)} FROM {table} ORDER BY id DESC"):
            told = model.model_validate(dict(zip(names, row, strict=True))).model_dump()
            found.update((key, row[0]) for key in self._keys(table, told))
        if table == "person":
            aliases = all_rows(self.connection, "SELECT uid, person_id FROM person_alias")
            found.update((("uid", uid), person_id) for uid, person_id in aliases)
        return found

    def _keys(self, table: str, row: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """By what a row is known again: its uid, what must be unique, else all that it says."""
        keys: list[tuple[Any, ...]] = [("uid", row["uid"])] if "uid" in row else []
        for columns in _unique(self.connection, table):
            keys.append((*columns, *(row[name] for name in columns)))
        if table == "organization":
            keys.append(("name_key", row["name_key"], row["city"]))
        if not keys:
            keys.append(("row", *(value for name, value in row.items() if name not in ("id", "position"))))
        return keys

    def _write(self, table: str) -> None:
        made = _model(table).__table__  # type: ignore[attr-defined]
        assert isinstance(made, Table)
        rows = self.new_rows[table]
        for child, column, parent, _cascades in self.references:
            if child == table and (parent == table or _later(table, parent, self.references)):
                for row in rows:
                    if row[column] is not None:
                        row[column] = self.ids[parent].get(row[column])
        if rows:
            self.session.connection().execute(insert(made), rows)


def _later(table: str, parent: str, references: list[journal.Reference]) -> bool:
    order = _parents_first(references)
    return order.index(parent) > order.index(table)


def _parents_first(references: list[journal.Reference]) -> list[str]:
    """The tables so that, as far as it goes, what a row needs stands before it; then what it only names."""
    needs: dict[str, set[str]] = {table: set() for table in TABLES}
    for child, _column, parent, cascades in references:
        if child != parent and (cascades or child not in ("person", "event", "meeting", "run", "follow_up")):
            needs[child].add(parent)
    needs["file"] = {"event"}
    needs["file"] |= {"person", "interaction"}
    order: list[str] = []
    while len(order) < len(TABLES):
        ready = [table for table in TABLES if table not in order and needs[table] <= set(order)]
        order += ready or [next(table for table in TABLES if table not in order)]
    return order


def _unique(connection: Any, table: str) -> list[list[str]]:
    found = []
    for index in connection.execute(f"PRAGMA index_list({table})").fetchall():
        columns = [row[2] for row in connection.execute(f"PRAGMA index_info({index[1]})").fetchall()]
        if index[2] and columns != ["uid"]:
            found.append(columns)
    return found


_MODELS: dict[str, type[SQLModel]] = {}


def _model(table: str) -> type[SQLModel]:
    if not _MODELS:
        known = {**vars(tables), **vars(career)}
        found = (each for each in known.values() if isinstance(each, type) and issubclass(each, SQLModel))
        _MODELS.update((str(each.__tablename__), each) for each in found if hasattr(each, "__table__"))
    return _MODELS[table]
