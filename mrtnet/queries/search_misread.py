"""When a search finds nobody: which word of it is not understood, or names nothing in the book, and what would do."""

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from typing import NamedTuple

from mrtnet.domain import kinds
from mrtnet.domain.names import fold
from mrtnet.domain.search import ALIASES, Filter, Search, choices, format, parse, unread
from mrtnet.queries import known
from mrtnet.queries.reading import Connection, all_rows
from mrtnet.queries.search_filters import NOBODY, rule_of
from mrtnet.words import _

MOST = 6  # offered
_CITIES = "SELECT city FROM organization UNION SELECT locality FROM address"


class Misread(NamedTuple):
    """One word of a search, a sentence about it, and whole searches to try in its place."""

    word: str
    sentence: str
    offers: tuple[str, ...] = ()


def misread(connection: Connection, text: str, today: date) -> Misread | None:
    """The first word of this search that means nothing, for the list that stays empty; None if all words do."""
    for word, name, value in unread(text):
        return _unknown_value(text, word, name) if name in ALIASES else _unknown_operator(text, word, name, value)
    search = parse(text)
    for filter_ in search.filters:
        if filter_.values and not filter_.negated and rule_of(connection, filter_, today).test == NOBODY.test:
            return _not_in_book(connection, text, search, filter_)
    return None


def _unknown_operator(text: str, word: str, name: str, value: str) -> Misread:
    names = sorted(set(ALIASES.values()))
    near = dict.fromkeys(ALIASES[each] for each in get_close_matches(name, ALIASES, MOST, 0.6))
    sentence = _("“{name}:” is not understood. Known are {known}.").format(
        name=name, known=", ".join(f"{each}:" for each in names)
    )
    return Misread(word, sentence, tuple(text.replace(word, f"{each}:{_spelled(value)}") for each in near))


def _unknown_value(text: str, word: str, name: str) -> Misread:
    operator = ALIASES[name]
    offered = choices(operator)
    if not offered:
        return Misread(word, _("“{word}” is not understood. Write it without < or >.").format(word=word))
    sentence = _("“{word}” is not understood. After {name}: comes one of {known}.").format(
        word=word, name=operator, known=", ".join(offered)
    )
    return Misread(word, sentence, tuple(text.replace(word, f"{operator}:{_spelled(each)}") for each in offered[:MOST]))


def _not_in_book(connection: Connection, text: str, search: Search, filter_: Filter) -> Misread:
    value = filter_.values[0]
    sentences = {
        "tag": _("There is no tag “{value}”."),
        "credential": _("Nobody has the credential “{value}”."),
        "at": _("There is no employer “{value}”."),
        "role": _("There is no role “{value}”."),
        "kind": _("There is no kind of employer “{value}”."),
        "city": _("Nobody is in “{value}”."),
    }
    sentence = sentences.get(filter_.name, _("Nothing is known of “{value}”.")).format(value=value)
    there = _there(connection, filter_.name)
    near = _near(value, there) or there[:MOST]
    word = next((each for each in text.split() if fold(value) in fold(each)), value)
    return Misread(word, sentence, tuple(_with(search, filter_, each) for each in near))


def _with(search: Search, filter_: Filter, value: str) -> str:
    """The search with this value in the filter."""
    changed = filter_._replace(values=(value,))
    return format(search._replace(filters=tuple(changed if each is filter_ else each for each in search.filters)))


def _there(connection: Connection, name: str) -> list[str]:
    """What the book has of this."""
    match name:
        case "tag":
            return known.tags(connection)
        case "at":
            return known.organizations(connection)
        case "credential":
            sql = "SELECT mark FROM credential GROUP BY mark ORDER BY count(*) DESC, mark LIMIT 200"
            return [str(row[0]) for row in all_rows(connection, sql)]
        case "city":
            sql = (
                "SELECT city FROM organization WHERE city <> '' UNION SELECT locality FROM address WHERE locality <> ''"
            )
            return [str(row[0]) for row in all_rows(connection, sql)]
        case "role" | "kind":
            return list(kinds.TABLES["role" if name == "role" else "organization"])
    return []


def _near(value: str, names: Sequence[str]) -> list[str]:
    by_fold = {fold(name): name for name in names}
    within = [name for key, name in by_fold.items() if fold(value)[:3] and f" {key}".find(f" {fold(value)[:3]}") >= 0]
    close = [by_fold[key] for key in get_close_matches(fold(value), by_fold, MOST, 0.5)]
    return list(dict.fromkeys([*close, *within]))[:MOST]


def _spelled(value: str) -> str:
    return f'"{value}"' if any(letter.isspace() or letter == "," for letter in value) else value
