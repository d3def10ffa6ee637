"""The operators of the search language as SQL, each answered from an index where there is one."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from mrtnet.domain import search as language
from mrtnet.domain.credentials import official
from mrtnet.domain.names import fold
from mrtnet.domain.search import Filter
from mrtnet.queries.reading import Connection

Values = tuple[object, ...]


class Rule(NamedTuple):
    """One operator as SQL.

    `test` says of a row of `person` whether it passes. `rows` selects, from an index, the ids of all that may pass.
    `narrow` are words that the full-text index holds for all that pass. Empty where there is no such thing. Without an
    index to select from (`indexed` False) the rows are worth reading only where nothing else is asked for. `together`
    is the test by an index alone: where more is asked for, many people are tested on the way, and hardly a row is read.
    """

    test: str
    values: Values = ()
    rows: str = ""
    rows_values: Values = ()
    narrow: str = ""
    indexed: bool = True
    together: str = ""


NOBODY = Rule("0", (), "SELECT id FROM person WHERE 0")


def rule_of(connection: Connection, filter_: Filter, today: date) -> Rule:
    """The filter as SQL, its kinds, tags, employers and events looked up by the words in its values."""
    found = _RULES[filter_.name](connection, filter_, today)
    return Rule(f"NOT ({found.test})", found.values) if filter_.negated else found


def quoted(folded: str) -> str:
    """The text as one string of the full-text language: nothing in it is an operator."""
    return '"' + folded.replace('"', " ").replace("\x00", " ") + '"'


def _credential(connection: Connection, filter_: Filter, _today: date) -> Rule:
    known = [row[0] for row in connection.execute(_EACH_MARK).fetchall() if row[0]]
    marks: set[str] = set()
    for value in filter_.values:
        wanted = official(value) or value.upper()
        begins = _letters(value)
        exact = {mark for mark in known if mark == wanted}
        marks |= exact or {mark for mark in known if _letters(mark).startswith(begins)}
    if not marks:
        return NOBODY
    return _having("credential", "mark", sorted(marks), _either("marks", marks))


_EACH_MARK = """
WITH RECURSIVE each_(mark) AS (
  SELECT min(mark) FROM credential
  UNION ALL SELECT (SELECT min(mark) FROM credential WHERE mark > each_.mark) FROM each_ WHERE each_.mark IS NOT NULL)
SELECT mark FROM each_
"""


def _letters(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalnum())


def _tag(connection: Connection, filter_: Filter, _today: date) -> Rule:
    tags: dict[int, str] = {}
    for value in filter_.values:
        key = fold(value).removeprefix("#")
        found = connection.execute("SELECT id, name_key FROM tag WHERE name_key = ?", (key,)).fetchall()
        begins = "SELECT id, name_key FROM tag WHERE name_key >= ? AND name_key < ?"
        tags |= dict(found or connection.execute(begins, (key, key + "\U0010ffff")).fetchall())
    return _having("person_tag", "tag_id", sorted(tags), _either("marks", tags.values())) if tags else NOBODY


def _role(connection: Connection, filter_: Filter, _today: date) -> Rule:
    roles = [key for value in filter_.values for key in _kinds(connection, "role", value)]
    return _having("person_role", "role", roles, _either("marks", roles)) if roles else NOBODY


def _kinds(connection: Connection, about: str, value: str) -> list[str]:
    """The keys of built-in and own kinds that the value names."""
    own = connection.execute("SELECT key, title FROM kind WHERE about = ?", (about,)).fetchall()
    wanted = fold(value)
    return language.matching_keys(about, value) + [
        key for key, title in own if fold(key) == wanted or fold(title).startswith(wanted)
    ]


def _having(table: str, column: str, choices: Sequence[object], narrow: str = "") -> Rule:
    """People with a row in a table of their own. The plus keeps the test on the index by person."""
    places = ", ".join("?" * len(choices))
    return Rule(
        f"EXISTS (SELECT 1 FROM {table} WHERE person_id = person.id AND +{column} IN ({places}))",
        tuple(choices),
        f"SELECT person_id FROM {table} WHERE {column} IN ({places})",
        tuple(choices),
        narrow,
    )


def _either(column: str, texts: Iterable[str]) -> str:
    """Words of the full-text index: any of these texts in this column."""
    return f"{column} : ({' OR '.join(quoted(fold(text)) for text in texts)})"


def _beginning(column: str, texts: Iterable[str]) -> str:
    """The same, the last word of each text only begun."""
    return f"{column} : ({' OR '.join(quoted(fold(text)) + ' *' for text in texts)})"


def _at(connection: Connection, filter_: Filter, today: date) -> Rule:
    ids: set[int] = set()
    for value in filter_.values:
        words = _words(value)
        named = " AND ".join(["instr(' ' || replace(name_key, '-', ' '), ?)"] * len(words)) or "0"
        sql = f"SELECT id FROM organization WHERE ({named}) OR lower(short) = ?"
        ids |= _ids(connection, sql, (*words, fold(value)))
    return _working_at(ids, today, _beginning("work", filter_.values))


def _kind(connection: Connection, filter_: Filter, today: date) -> Rule:
    kinds = [key for value in filter_.values for key in _kinds(connection, "organization", value)]
    sql = f"SELECT id FROM organization WHERE kind IN ({_places(kinds)})"
    return _working_at(_ids(connection, sql, tuple(kinds)), today)


def _working_at(organizations: set[int], today: date, narrow: str = "") -> Rule:
    """People with a job at one of these that has not ended."""
    if not organizations:
        return NOBODY
    inside = f"({', '.join(map(str, sorted(organizations)))})"
    day = today.isoformat()
    return Rule(
        f"EXISTS (SELECT 1 FROM job WHERE person_id = person.id AND +organization_id IN {inside} AND {_CURRENT})",
        (day,),
        f"SELECT person_id FROM job WHERE organization_id IN {inside}",  # the day would take a look at each row
        (),
        narrow,
    )


_CURRENT = "(until IS NULL OR until >= ?)"


def _title(_connection: Connection, filter_: Filter, today: date) -> Rule:
    """The title holds these beginnings of words. SQLite folds only ASCII; for other titles the index has the word."""
    tests, values = [], []
    for value in filter_.values:
        words = _words(value)
        tests.append(" AND ".join(["instr(' ' || replace(lower(title), '-', ' '), ?)"] * len(words)) or "0")
        values += words
    match = _beginning("work", filter_.values)
    rows = "SELECT rowid FROM search WHERE search MATCH ?"
    said = f"{' OR '.join(f'({test})' for test in tests)} OR (title GLOB '*[^ -~]*' AND person_id IN ({rows}))"
    return Rule(
        f"EXISTS (SELECT 1 FROM job WHERE person_id = person.id AND {_CURRENT} AND ({said}))",
        (today.isoformat(), *values, match),
        rows,
        (match,),
        match,
    )


def _city(connection: Connection, filter_: Filter, today: date) -> Rule:
    wanted = [fold(value) for value in filter_.values]

    def meant(city: str) -> bool:
        return any(f" {fold(city)}".find(f" {value}") >= 0 for value in wanted)

    employers = connection.execute("SELECT id, city FROM organization WHERE city <> ''").fetchall()
    working = _working_at({id_ for id_, city in employers if meant(city)}, today)
    named = connection.execute("SELECT DISTINCT locality FROM address WHERE locality <> ''").fetchall()
    cities = tuple(city for (city,) in named if meant(city))
    if not cities:
        return working
    living = _having("address", "locality", cities)
    return Rule(
        f"({working.test} OR {living.test})",
        (*working.values, *cities),
        f"{working.rows} UNION ALL {living.rows}",
        (*working.rows_values, *cities),
    )


def _met(connection: Connection, filter_: Filter, _today: date) -> Rule:
    """How, where and through whom she met them, and whom she met again at an event of this name."""
    match = _beginning("met", filter_.values)
    rows, values = "SELECT rowid FROM search WHERE search MATCH ?", [match]
    events: set[int] = set()
    for value in filter_.values:
        words = _words(value)
        named = " AND ".join(["instr(' ' || replace(name_key, '-', ' '), ?)"] * len(words)) or "0"
        short = "lower(short) >= ? AND lower(short) < ?"
        sql = f"SELECT id FROM event WHERE ({named}) OR ({short})"
        events |= _ids(connection, sql, (*words, fold(value), fold(value) + "\U0010ffff"))
    if events:
        inside = f"({', '.join(map(str, sorted(events)))})"
        rows += (
            " UNION ALL SELECT ip.person_id FROM interaction AS i CROSS JOIN interaction_person AS ip"
            f" ON ip.interaction_id = i.id WHERE i.event_id IN {inside} AND i.kind = 'met'"
        )
    return Rule(f"person.id IN ({rows})", tuple(values), rows, tuple(values))


def _rank(_connection: Connection, filter_: Filter, _today: date) -> Rule:
    return _said_of_her("rank", tuple(value.upper() for value in filter_.values))


def _tier(_connection: Connection, filter_: Filter, _today: date) -> Rule:
    return _said_of_her("tier", filter_.values)


def _said_of_her(column: str, choices: Values) -> Rule:
    test = f"{column} IN ({_places(choices)})"
    found = f"SELECT id FROM person WHERE {test} AND {column} <> ''"  # in the words of the index
    return Rule(f"person.{test}", choices, found, choices, together=f"person.id IN ({found})")


def _quiet(_connection: Connection, filter_: Filter, today: date) -> Rule:
    """Days since the last contact, or since meeting where there was none yet."""
    days = min(language.quiet_days(filter_) or 0, (today - date.min).days)
    day = (today - timedelta(days=days)).isoformat()
    op = {">": "<", ">=": "<=", "<": ">", "<=": ">="}[filter_.op]
    test = f"(person.last_contact {op} ? OR (person.last_contact IS NULL AND person.met_on {op} ?))"
    return Rule(test, (day, day), f"SELECT id FROM person WHERE {test.replace('person.', '')}", (day, day))


def _due(_connection: Connection, filter_: Filter, today: date) -> Rule:
    tests, rows, values = [], [], []
    for value in filter_.values:
        span = language.due_span(value, filter_.op, today)
        when = ["due >= ?"] if span and span.first else []
        when += ["due <= ?"] if span and span.last else []
        values += [day.isoformat() for day in span or () if day]
        where = " AND ".join(["state = 'open'", *when])
        not_ = "NOT " if value == "none" else ""
        tests.append(f"{not_}EXISTS (SELECT 1 FROM follow_up WHERE person_id = person.id AND {where})")
        rows.append(f"SELECT person_id FROM follow_up WHERE {where} AND person_id IS NOT NULL" if not not_ else "")
    union = " UNION ALL ".join(rows) if all(rows) else ""
    return Rule(f"({' OR '.join(tests)})", tuple(values), union, tuple(values) if union else ())


def _has(_connection: Connection, filter_: Filter, _today: date) -> Rule:
    tests, rows = zip(*(_HAS[value] for value in filter_.values), strict=True)
    return Rule(f"({' OR '.join(tests)})", (), " UNION ALL ".join(rows))


def _own_rows(table: str, where: str = "1") -> tuple[str, str]:
    return (
        f"EXISTS (SELECT 1 FROM {table} WHERE person_id = person.id AND {where})",
        f"SELECT person_id FROM {table} WHERE {where}",
    )


def _own_column(test: str) -> tuple[str, str]:
    return f"person.{test}", f"SELECT id FROM person WHERE {test}"


_HAS: Mapping[str, tuple[str, str]] = {
    "email": _own_rows("reach", "property = 'EMAIL'"),
    "phone": _own_rows("reach", "property = 'TEL'"),
    "link": _own_rows("reach", "property = 'URL'"),
    "photo": _own_column("photo_id IS NOT NULL"),
    "note": _own_column("note <> ''"),
    "tag": _own_rows("person_tag"),
    "birthday": _own_column("birthday <> ''"),
    "address": _own_rows("address"),
    "rhythm": _own_column("next_touch IS NOT NULL"),
}


def _email(_connection: Connection, filter_: Filter, _today: date) -> Rule:
    match = _beginning("reach", filter_.values)
    found = "SELECT rowid FROM search WHERE search MATCH ?"
    return Rule(f"person.id IN ({found}) AND {_HAS['email'][0]}", (match,), found, (match,), match)


def _phone(_connection: Connection, filter_: Filter, _today: date) -> Rule:
    """Any run of digits inside the number; numbers are kept as +13125550148, or as typed where that is not known."""
    digits = tuple(found for value in filter_.values if (found := re.sub(r"\D", "", value)))
    if not digits:
        return NOBODY
    inside = " OR ".join(["instr(normal, ?)"] * len(digits))
    return Rule(
        f"EXISTS (SELECT 1 FROM reach WHERE person_id = person.id AND property = 'TEL' AND ({inside}))",
        digits,
        f"SELECT person_id FROM reach WHERE normal >= '+' AND normal < ':' AND ({inside}) AND property = 'TEL'",
        digits,
    )


def _words(value: str) -> list[str]:
    """The beginnings of words that a name must hold, each with the blank before it."""
    return [f" {word}" for word in fold(value).replace("-", " ").split() if any(map(str.isalnum, word))]


def _ids(connection: Connection, sql: str, values: Values) -> set[int]:
    return {row[0] for row in connection.execute(sql, values).fetchall()}


def _places(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


_RULES: Mapping[str, Callable[[Connection, Filter, date], Rule]] = {
    "credential": _credential,
    "at": _at,
    "kind": _kind,
    "title": _title,
    "city": _city,
    "email": _email,
    "phone": _phone,
    "met": _met,
    "tag": _tag,
    "role": _role,
    "rank": _rank,
    "tier": _tier,
    "quiet": _quiet,
    "due": _due,
    "has": _has,
}
