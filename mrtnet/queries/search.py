"""Who is meant by what was typed: names first, then everything else she wrote down, then what was nearly typed.

The order is fixed, so that a first page is the beginning of the whole: names whose sorted form begins so, names whose
shown form begins so, other words of names, then employers, marks, notes and the rest in order of entry. Every part
stops at the limit. Operators are tested person by person through an index or, where few people have what is asked
for, those few are fetched first.
"""

import re
from collections.abc import Iterable
from datetime import date
from itertools import product
from typing import NamedTuple

from mrtnet.domain.names import fold
from mrtnet.domain.search import Filter, Search, Word, parse
from mrtnet.queries.reading import Connection
from mrtnet.queries.search_filters import Rule, quoted, rule_of
from mrtnet.queries.search_words import near, perhaps_in_names

FEW = 3  # fewer hits, and no name among them, are not yet taken for what was meant: mistakes are forgiven
FEW_ROWS = 1_000  # people that an operator may single out to be fetched first; from there walking by name is no slower
MORE_ROWS = 3_000  # the same for several operators, whose people are harder to come across on the way
MOST_SPELLINGS = 12  # combinations of forgiven words whose names are looked up

_NUMBER = re.compile(r"[\d\s()+./-]{4,40}")


class _Typed(NamedTuple):
    """One word: as typed (folded), as sort keys hold it, and as the full-text index is asked for it."""

    folded: str
    sorted: str
    match: str


class _Asked(NamedTuple):
    """A search made ready: its words, its phrases, the operators, and what else must hold for a person."""

    words: tuple[_Typed, ...]
    phrases: tuple[str, ...]
    rules: tuple[Rule, ...]

    @property
    def match(self) -> str:
        return " AND ".join([*(word.match for word in self.words), *self.phrases])

    @property
    def finished(self) -> str:
        """The same with every word but the last taken for whole."""
        words = [word.match for word in self.words]
        return " AND ".join([*(match.removesuffix(" *") for match in words[:-1]), *words[-1:], *self.phrases])

    @property
    def tests(self) -> list[str]:
        return [rule.test for rule in self.rules]

    @property
    def values(self) -> list[object]:
        return [value for rule in self.rules for value in rule.values]


def person_ids(
    connection: Connection, text: str, today: date, *, limit: int | None = None, mistyped: bool = True
) -> list[int]:
    """The people that the text asks for, best first; all of them, or the first `limit`. No text is everybody, by name.

    `today` is her day, for late, due and quiet. `mistyped`: where a name finds nobody, names like it are looked for.
    Raises nothing for any text.
    """
    search = parse(text)
    most = -1 if limit is None else max(0, limit)
    asked = _ready(connection, search, today)
    found = _found(connection, asked, most)
    if mistyped and asked.words and len(found) < FEW and len(found) != most and not _named(connection, asked, found):
        found |= _nearly(connection, asked, today, most)
    ids = list(found)
    return ids if limit is None else ids[:most]


def count(connection: Connection, text: str, today: date) -> int:
    """How many people the text asks for."""
    if parse(text) == Search():
        return int(connection.execute("SELECT count(*) FROM person").fetchone()[0])
    return len(person_ids(connection, text, today))


def _ready(connection: Connection, search: Search, today: date) -> _Asked:
    rules = [rule_of(connection, filter_, today) for filter_ in search.filters if filter_.values]
    unwanted = [_phrase(word) for word in search.words if word.negated]
    if unwanted:
        test = "person.id NOT IN (SELECT rowid FROM search WHERE search MATCH ?)"
        rules.append(Rule(test, (" OR ".join(unwanted),)))
    if len(rules) > 1:
        rules = [rule._replace(test=rule.together or rule.test) for rule in rules]
    meant = [word for word in search.words if not word.negated]
    words = tuple(_typed(word.text) for word in meant if not word.quoted)
    return _Asked(words, tuple(_phrase(word) for word in meant if word.quoted), tuple(rules))


def _typed(text: str) -> _Typed:
    folded = fold(text).strip()
    return _Typed(folded, _sorted(folded), quoted(folded) + " *")


def _phrase(word: Word) -> str:
    return quoted(fold(word.text)) + ("" if word.quoted and not word.unclosed else " *")


def _sorted(folded: str) -> str:
    return " ".join(folded.replace("'", "").replace("-", " ").split())


def _found(connection: Connection, asked: _Asked, most: int) -> dict[int, None]:
    few = _few(connection, asked) if asked.rules else None
    if few is not None:
        return _among(connection, asked, few, most)
    if not asked.match:
        return dict.fromkeys(_by_name(connection, "sort_key", asked.tests, asked.values, most))
    found: dict[int, None] = {}
    if asked.words and not asked.phrases:
        found |= _names(connection, asked, "sort_key", most)
        if len(found) < most or most < 0:
            found |= _names(connection, asked, "name_key", most)
    if (len(found) < most or most < 0) and perhaps_in_names(connection, (word.folded for word in asked.words)):
        found |= _full_text(connection, asked, f"name : ({asked.match})", most)
    if len(found) < most or most < 0:
        found |= _anywhere(connection, asked, most)
    return found


def _anywhere(connection: Connection, asked: _Asked, most: int) -> dict[int, None]:
    """People with the words anywhere. Words that a blank ended are whole if that finds enough: far less to read."""
    if len(asked.words) > 1:
        found = _full_text(connection, asked, asked.finished, max(most, FEW) if most >= 0 else most)
        if len(found) >= FEW:
            return found
    return _full_text(connection, asked, asked.match, most)


def _names(connection: Connection, asked: _Asked, key: str, most: int) -> dict[int, None]:
    """People whose name begins with the longest word and holds a beginning of all the others, by name."""
    lead = max(asked.words, key=lambda word: len(word.folded))
    others = [word.sorted for word in asked.words if word is not lead]
    column = "person.sort_key" if key == "sort_key" else "replace(replace(person.name_key, '-', ' '), '''', '')"
    first = lead.sorted if key == "sort_key" else lead.folded
    tests = [f"person.{key} >= ?", f"person.{key} < ?", *[f"instr(' ' || {column}, ?)"] * len(others)]
    values = [first, first + "\U0010ffff", *(" " + other for other in others)]
    return dict.fromkeys(_by_name(connection, key, tests + asked.tests, values + asked.values, most))


def _by_name(connection: Connection, key: str, tests: list[str], values: list[object], most: int) -> list[int]:
    where = f"WHERE {' AND '.join(tests)} " if tests else ""
    sql = f"SELECT person.id FROM person INDEXED BY person_by_{key} {where}ORDER BY person.{key}, person.id LIMIT ?"
    return [row[0] for row in connection.execute(sql, (*values, most)).fetchall()]


def _full_text(connection: Connection, asked: _Asked, match: str, most: int) -> dict[int, None]:
    """People whose document matches, in order of entry. Operators narrow the match by words that the index knows."""
    match = " AND ".join([f"({match})", *(rule.narrow for rule in asked.rules if rule.narrow)])
    sql = "SELECT search.rowid FROM search WHERE search MATCH ? ORDER BY search.rowid LIMIT ?"
    if asked.rules:
        sql = (
            "SELECT person.id FROM search CROSS JOIN person ON person.id = search.rowid"
            f" WHERE search MATCH ? AND {' AND '.join(asked.tests)} ORDER BY search.rowid LIMIT ?"
        )
    return {row[0]: None for row in connection.execute(sql, (match, *asked.values, most)).fetchall()}


# Operators that single out few people


def _few(connection: Connection, asked: _Asked) -> str | None:
    """The ids of the few people that one operator leaves, or all together that the index has words for; or None."""
    narrow = " AND ".join(rule.narrow for rule in asked.rules if rule.narrow)
    alone = len(asked.rules) == 1
    most = FEW_ROWS if alone else MORE_ROWS
    usable = [rule for rule in asked.rules if rule.rows and not rule.narrow and (rule.indexed or alone)]
    ways = [(rule.rows, rule.rows_values) for rule in usable]
    if narrow:
        ways.insert(0, ("SELECT rowid FROM search WHERE search MATCH ?", (narrow,)))
    for sql, values in ways:
        rows = connection.execute(f"{sql} LIMIT {most + 1}", values).fetchall()
        if len(rows) <= most:
            return ", ".join({str(person) for (person,) in rows})
    return None


def _among(connection: Connection, asked: _Asked, few: str, most: int) -> dict[int, None]:
    """The same as `_found` among these few people."""
    sql = f"SELECT sort_key, id, name_key FROM person WHERE {' AND '.join([f'id IN ({few})', *asked.tests])}"
    people = sorted(connection.execute(sql, asked.values).fetchall())
    if not asked.match:
        return dict.fromkeys([person for _key, person, _name in people])
    found: dict[int, None] = {}
    if asked.words and not asked.phrases:
        lead = max(asked.words, key=lambda word: len(word.folded))
        others = [" " + word.sorted for word in asked.words if word is not lead]
        found |= {
            person: None
            for key, person, _name in people
            if key.startswith(lead.sorted) and all(other in f" {key}" for other in others)
        }
        found |= {
            person: None
            for name, person in sorted((name, person) for _key, person, name in people)
            if name.startswith(lead.folded) and all(other in f" {_sorted(name)}" for other in others)
        }
    wanted = {person for _key, person, _name in people} - found.keys()
    in_names = _full_text(connection, asked, f"name : ({asked.match})", -1).keys() & wanted if wanted else set()
    found |= dict.fromkeys(sorted(in_names))
    if wanted := wanted - in_names:
        found |= dict.fromkeys(sorted(_anywhere(connection, asked, -1).keys() & wanted))
    return found


# What was nearly typed


def _named(connection: Connection, asked: _Asked, found: Iterable[int]) -> bool:
    """Whether all the words are beginnings in the name of one of these people."""
    sql = (
        f"SELECT sort_key || ' ' || replace(name_key, '-', ' ') FROM person WHERE id IN ({', '.join(map(str, found))})"
    )
    names = [f" {name}" for (name,) in connection.execute(sql).fetchall()] if found else []
    return any(all(f" {word.sorted}" in name or f" {word.folded}" in name for word in asked.words) for name in names)


def _nearly(connection: Connection, asked: _Asked, today: date, most: int) -> dict[int, None]:
    """People found when a typing mistake in each word is forgiven, or a number is taken for a phone number."""
    typed = " ".join(word.folded for word in asked.words)
    if _NUMBER.fullmatch(typed) and not asked.phrases:
        rule = rule_of(connection, Filter("phone", values=(typed,)), today)
        return _found(connection, _Asked((), (), (*asked.rules, rule)), most)
    spellings = [[word.folded, *near(connection, word.sorted)] for word in asked.words]
    if all(len(choices) == 1 for choices in spellings):
        return {}
    found: dict[int, None] = {}
    if not asked.phrases:
        for words in [*product(*spellings)][1 : MOST_SPELLINGS + 1]:
            found |= _names(connection, _Asked(tuple(map(_typed, words)), (), asked.rules), "sort_key", most)
    either = [" OR ".join(quoted(choice) + " *" for choice in choices) for choices in spellings]
    match = " AND ".join([*(f"({choices})" for choices in either), *asked.phrases])
    return found | _full_text(connection, asked, match, most)
