"""Tables of TOML files that people may edit: each entry read by its reader, each mistake told in words."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from mrtnet.domain.messages import clean
from mrtnet.words import _

LONGEST_LINE = 200

Table = dict[str, Any]
Reader = Callable[[Any], Any]


class Wrong(Exception):
    """What is wrong, without the name of the file."""


def read_table(table: Table, where: str, readers: Mapping[str, Reader], needed: Collection[str]) -> Table:
    """The entries of a table, read; `where` names it in sentences. Raises Wrong for the first mistake."""
    for key in needed:
        if key not in table:
            raise Wrong(_("{where} has no “{key}”").format(where=where, key=key))
    found: Table = {}
    for key, value in table.items():
        if key not in readers:
            raise Wrong(_("{where} has an entry “{key}” that means nothing").format(where=where, key=key[:40]))
        try:
            found[key] = readers[key](value)
        except Wrong as wrong:
            raise Wrong(_("in {where}, “{key}” {why}").format(where=where, key=key, why=wrong)) from None
    return found


def text_of(value: Any, most: int) -> str:
    """A text with something in it."""
    if not isinstance(value, str) or not clean(value) or len(value) > most:
        raise Wrong(_("must be a text of at most {most} characters").format(most=most))
    return clean(value)


def line_of(value: Any) -> str:
    """A short text."""
    return text_of(value, LONGEST_LINE)


def key_of(value: Any) -> str:
    """A key: small letters, digits and hyphens."""
    key = text_of(value, 60)
    if not all(part.isalnum() and part.isascii() and part == part.lower() for part in key.split("-")):
        raise Wrong(_("must be small letters, digits and hyphens"))
    return key


def flag_of(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise Wrong(_("must be true or false"))
    return value


def number_between(least: int, most: int) -> Reader:
    """A reader of whole numbers."""

    def read(value: Any) -> int:
        if type(value) is not int or not least <= value <= most:
            raise Wrong(_("must be a whole number between {least} and {most}").format(least=least, most=most))
        return value

    return read


def fraction_of(value: Any) -> float:
    """A number from 0 to 1."""
    if type(value) not in (int, float) or not 0 <= value <= 1:
        raise Wrong(_("must be between 0 and 1"))
    return float(value)


def one_of(known: Collection[str]) -> Reader:
    """A reader of one of the known words."""

    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in known:
            raise Wrong(_("names “{word}”, which is not known").format(word=clean(str(value))[:40]))
        return value

    return read


def some_of(known: Collection[str]) -> Reader:
    """A reader of a list of known words."""

    def read(value: Any) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise Wrong(_("must be a list"))
        return tuple(map(one_of(known), value))

    return read


def tables_of(value: Any) -> list[Table]:
    """A list of tables."""
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise Wrong(_("must be a list of tables"))
    return value
