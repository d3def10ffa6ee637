"""Credentials of the field: the official marks, and taking them off a name however they were typed.

The marks are data (`resources/credentials`, from domain.md 2.1). RHIT, rhit and R.H.I.T. are one mark; marks that are
names or words as well (MA, DO) count only where no name can be meant.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from mrtnet.domain.names import word_set
from mrtnet.paths import resource


class Credential(NamedTuple):
    """One mark: what it stands for, who gives it, and what came after it. `verified`: the name was confirmed."""

    mark: str
    name: str
    body: str = ""
    aliases: tuple[str, ...] = ()
    successor: str = ""
    verified: bool = True
    degree: bool = False
    short: bool = False
    older: bool = False
    honour: bool = False
    source: str = ""
    checked_on: str = ""


class _Word(NamedTuple):
    text: str
    start: int
    end: int
    apart: bool  # something stronger than a blank stands before it
    mark: str  # official spelling, or "" if it is no mark


_WORD = re.compile(r"[^\s,;|/•·()（）\[\]]+")
_APART = re.compile(r"[,;|/•·()（）\[\]]|(?:^|\s)[-–—](?:\s|$)")
_KEY = re.compile(r"[^A-Z0-9]")
_SPACED = re.compile(r"\b(Ph|Ed|Psy|Pharm|M|B)\. (D|Ed|S|Sc|A|B)\.(?!\w)", re.I)
_ENDS = " \t\n,;|/•·([（-–—&"
_LAST = re.compile(r"[^\s,;|/•·()（）\[\]]+(?=[\s,;|/•·()（）\[\]]*$)")
_CONNECTORS = frozenset({"-", "–", "—", "&", "and"})
NOT_YET = frozenset({"student", "candidate", "eligible", "pending"})
"""Behind a mark they say that it may not be used yet: "RHIT student" is no RHIT."""
_PREFIXES = word_set("dr dr. prof prof. mr mr. mrs mrs. ms ms. miss mx mx.")


@cache
def credentials() -> Mapping[str, Credential]:
    """All known marks by their official spelling, in the order of the files."""
    found: dict[str, Credential] = {}
    for file in sorted(resource("credentials").glob("*.toml")):
        data = tomllib.loads(file.read_text("utf-8"))
        for row in data.get("credential", []):
            found[row["mark"]] = _credential(row, data)
    return found


def credential(mark: str) -> Credential | None:
    """The credential with this mark, in any spelling of it; None if nobody here knows it."""
    known = credentials()
    return known.get(mark) or known.get(_official().get(_key(mark), ""))


def official(mark: str) -> str:
    """The official spelling of a mark, or "" if it is not known: "c.c.s.-p" -> "CCS-P"."""
    return _official().get(_key(mark), "")


def find_marks(text: str) -> list[str]:
    """The marks anywhere in a text, in official spelling and in the order met; short ones only in capitals."""
    words = _words(text)
    return list(dict.fromkeys(word.mark for word in words if word.mark and (not _short(word.mark) or _loud(word))))


def only_marks(text: str) -> list[str]:
    """The marks if the text holds nothing else ("RHIT, ccs-p"), else an empty list."""
    words = _words(text)
    if not words or not all(word.mark for word in words):
        return []
    strong = any(not _short(word.mark) and word.mark != "Student" for word in words)
    return [word.mark for word in words] if strong or all(_loud(word) and _short(word.mark) for word in words) else []


def split_credentials(text: str) -> tuple[str, list[str]]:
    """The name without the marks behind it, and the marks in official spelling, in the order written.

    At least one word of the name always remains: "Do", "Cass Ma" and "An Le" keep every word.
    """
    if not _may_end_in_marks(text):
        return text, []
    words = _words(text)
    first = len(words)
    if all(word.mark for word in words):
        return text, []
    while first > 1 and words[first - 1].mark:
        first -= 1
    shouted = text.isupper()
    for at in range(first, len(words)):
        if _begins(words, at, shouted) and all(_goes_on(word) for word in words[at + 1 :]):
            return text[: words[at].start].rstrip(_ENDS), [word.mark for word in words[at:]]
    return text, []


def _may_end_in_marks(text: str) -> bool:
    """Whether the last word can be a mark at all: most names are known not to end in one by that alone."""
    last = _LAST.search(text)
    if last is None or last[0] in _CONNECTORS or last[0].lower() in NOT_YET or "." in text:
        return True
    return bool(_official().get(_key(last[0].strip("*®™\"'"))))


@lru_cache(maxsize=50_000)
def never_ends_in_marks(name: str) -> bool:
    """Whether nothing can be taken off this name, nor off a longer one that ends in it."""
    return not _may_end_in_marks(name)


def is_standing(mark: str) -> bool:
    """Whether this is no credential but what she is on the way to: "Student", "RHIT student"."""
    return mark == "Student" or mark.rpartition(" ")[2] in NOT_YET


def _credential(row: dict[str, Any], data: dict[str, Any]) -> Credential:
    fields = {key: value for key, value in row.items() if key in Credential._fields and key != "aliases"}
    return Credential(**{"body": data.get("body", ""), "checked_on": str(data["checked_on"]), **fields}
                      | {"aliases": tuple(row.get("aliases", ()))})  # fmt: skip


@cache
def _official() -> Mapping[str, str]:
    """Official spelling by key; an alias that says more than the mark (CHTS-IM) is kept as it is."""
    spelled: dict[str, str] = {}
    for item in credentials().values():
        for alias in item.aliases:
            says_more = alias.startswith(item.mark + "-") and item.mark != "ODS"
            spelled[_key(alias)] = alias if says_more else item.mark
        spelled[_key(item.mark)] = item.mark
    return spelled


def _key(text: str) -> str:
    return _KEY.sub("", text.upper())


@cache
def _short(mark: str) -> bool:
    item = credentials().get(mark)
    return item is not None and item.short


def _loud(word: _Word) -> bool:
    return word.text.isupper() or "." in word.text.rstrip(".")


def _words(text: str) -> list[_Word]:
    """The words with what stands between them; "RHIT student" is one mark that says just that."""
    text = _SPACED.sub(lambda match: match[0].replace(" ", "\x00"), text)
    words: list[_Word] = []
    end = 0
    spelled = _official()
    for match in _WORD.finditer(text):
        if match[0] in _CONNECTORS:
            continue
        apart = bool(_APART.search(text[end : match.start()]))
        bare = match[0].strip("*®™\"'")
        mark = spelled.get(_key(bare), "") if len(bare) <= 16 and bare[:1].isascii() else ""
        if words and words[-1].mark and not apart and bare.lower() in NOT_YET:
            last = words.pop()
            said = f"{last.mark} {bare.lower()}"
            words.append(_Word(f"{last.text} {bare}", last.start, match.end(), last.apart, said))
        else:
            words.append(_Word(bare, match.start(), match.end(), apart, mark))
        end = match.end()
    return words


def _begins(words: list[_Word], at: int, shouted: bool) -> bool:
    """Whether the marks begin with this word, given what would remain of the name."""
    word = words[at]
    left = sum(1 for other in words[:at] if other.text.lower() not in _PREFIXES)
    if not left:
        return False
    if not _short(word.mark):
        name_like = word.text.istitle() and len(word.text) <= 3 and left < 2 and not word.apart
        return not name_like
    if word.apart:
        return left >= 2 or _loud(word)
    certain = not shouted or not re.search("[AEIOU]", word.text)
    return _loud(word) and left >= 2 and certain


def _goes_on(word: _Word) -> bool:
    return not _short(word.mark) or word.apart or _loud(word)
