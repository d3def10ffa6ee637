"""What people with a name are also called, names that only look alike, and other words that say little about a person.

All of it is data: resources/names/nicknames.toml, which she may extend.
"""

import tomllib
from functools import cache, lru_cache
from typing import Any

from mrtnet import paths
from mrtnet.domain.names import fold, word_set

_NOT_NICKNAMES = ("names", "families", "mailboxes", "employers")


@lru_cache(maxsize=200_000)
def letters(text: str) -> str:
    """A name reduced to what two spellings share: folded letters and figures, nothing between. "O'Neil" -> "oneil"."""
    folded = fold(text)
    return folded if folded.isalnum() else "".join(letter for letter in folded if letter.isalnum())


@lru_cache(maxsize=100_000)
def called(given: str) -> frozenset[str]:
    """The full names that a given name can stand for, itself included: "Kate" -> kate, katherine, catherine."""
    key = letters(given)
    return frozenset((key, *_full_names().get(key, ()))) if key else frozenset()


@cache
def names_apart() -> frozenset[str]:
    """Given names that stand a letter or two from another one: between two of them no slip is supposed."""
    return word_set(fold(_table()["names"]["apart"]))


@cache
def common_families() -> frozenset[str]:
    """Family names that many people carry."""
    return frozenset(letters(name) for name in _table()["families"]["common"].split())


@cache
def office_mailboxes() -> frozenset[str]:
    """What stands before the @ of an address that an office shares."""
    return word_set(_table()["mailboxes"]["office"])


@cache
def no_employers() -> frozenset[str]:
    """What people write in the employer's place who have none: "self-employed", "student"."""
    return frozenset(letters(words) for words in _table()["employers"]["none"].split("|"))


@cache
def _full_names() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for language, names in _table().items():
        if language in _NOT_NICKNAMES:
            continue
        for full, forms in names.items():
            for form in forms.split():
                found.setdefault(letters(form), set()).add(letters(full))
    return found


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(paths.resource("names", "nicknames.toml").read_text(encoding="utf-8"))
