"""The words of names, employers and tags: which come close to what was typed, and whether any name has such a word.

The words are gathered once a process and kept up with the journal, so that a change costs only its own rows.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from threading import Lock
from weakref import WeakKeyDictionary

from mrtnet.queries.reading import Connection

SHORTEST = 4  # letters; a shorter word with a mistake could be anything
LONGEST = 40
TWO_FROM = 7  # letters from which two mistakes are forgiven
MOST = 6
MOST_NEW = 2_000  # changed rows from which all words are gathered anew
PORTION = 5_000  # names held at a time: all 100,000 at once would take 20 MB that nobody gives back

_TABLES = {"person": "sort_key, name_key", "organization": "name_key, ''", "tag": "name_key, ''"}
_TOKEN = re.compile(r"[^\W_]+")


class Words:
    """All words once; the words of one name also written together ("delgadoruiz" stands for "delgado ruiz")."""

    def __init__(self, last_step: tuple[int, str]) -> None:
        self.last_step = last_step
        self._single: set[str] = set()
        self._joined: dict[str, str] = {}
        self._parts: set[str] = set()
        self._shown: set[str] = set()
        self._tokens: list[str] = []
        self._by_letter: dict[str, list[str]] = {}
        self._by_length: dict[int, list[str]] = {}
        self._sorted: list[str] = []

    def add(self, names: Iterable[tuple[str, str]]) -> None:
        """Take the words of these folded names: as sorted (two blanks part family and given) and as shown."""
        parts: set[str] = set()
        shown: set[str] = set()
        for sorted_form, as_shown in names:
            parts.update(sorted_form.split("  "))
            shown.update(as_shown.split())
        for part in parts - self._parts:
            words = part.replace("-", " ").replace("'", "").split()
            self._single.update(words)
            if 1 < len(words) < 5:
                self._joined["".join(words)] = " ".join(words)
        if parts - self._parts:
            self._by_letter.clear()
            self._by_length.clear()
            self._sorted.clear()
        if shown - self._shown:
            self._tokens.clear()
        self._parts |= parts
        self._shown |= shown

    def in_names(self, beginning: str) -> bool:
        """Whether a word of some person's name begins so."""
        self._tokens = self._tokens or sorted({token for word in self._shown for token in _TOKEN.findall(word)})
        place = bisect_left(self._tokens, beginning)
        return place < len(self._tokens) and self._tokens[place].startswith(beginning)

    def beginnings(self, lengths: range, letters: str) -> list[str]:
        """What the words that begin with one of these letters begin with, in these lengths."""
        if not self._by_letter:
            for word in (*self._single, *self._joined):
                self._by_letter.setdefault(word[0], []).append(word)
        words = [word for letter in set(letters) for word in self._by_letter.get(letter, ())]
        return list({word[:length] for word in words if len(word) >= lengths[0] for length in lengths})

    def whole(self, lengths: range) -> list[str]:
        """The words of these lengths."""
        if not self._by_length:
            for word in (*self._single, *self._joined):
                self._by_length.setdefault(len(word), []).append(word)
        return [word for length in lengths for word in self._by_length.get(length, ())]

    def spelled(self, beginning: str) -> list[str]:
        """How to look for words that begin so: as it is, and each name that so begins when written together."""
        self._sorted = self._sorted or sorted(self._joined)
        found = []
        for word in self._sorted[bisect_left(self._sorted, beginning) :][:MOST]:
            if word.startswith(beginning) and not self._joined[word].startswith(beginning):
                found.append(self._joined[word])
        return [beginning, *found]


_kept: dict[str, Words] = {}
_files: WeakKeyDictionary[Connection, str] = WeakKeyDictionary()
_lock = Lock()


def warm(connection: Connection) -> None:
    """Gather the words ahead of the first search, on any thread: saves it a tenth of a second at 100,000 people."""
    near(connection, "xxxx")
    perhaps_in_names(connection, ["x"])


def perhaps_in_names(connection: Connection, typed: Iterable[str]) -> bool:
    """False if it is certain that some typed word begins no word of any name. Never gathers and never waits."""
    file = _file(connection)
    if file not in _kept or connection.in_transaction or not _lock.acquire(blocking=False):
        return True
    try:
        words = _kept.get(file)
        if words is None or not _caught_up(connection, words):
            _kept.pop(file, None)
            return True
        tokens = [token[0] for text in typed if (token := _TOKEN.search(text))]
        return all(words.in_names(token) for token in tokens)
    finally:
        _lock.release()


def _file(connection: Connection) -> str:
    if connection not in _files:
        _files[connection] = str(connection.execute("PRAGMA database_list").fetchone()[2])
    return _files[connection]


def near(connection: Connection, typed: str) -> list[str]:
    """The words, or beginnings of words, that differ from what was typed in the fewest letters; nearest first.

    One mistake is forgiven in a word of four letters, two from seven on. What was typed itself is not among them.
    """
    word = typed.replace(" ", "")
    if not SHORTEST <= len(word) <= LONGEST or any(letter.isdigit() for letter in word):
        return []
    with _lock:
        return nearest(_words(connection), word, typed)


def nearest(words: Words, word: str, typed: str = "") -> list[str]:
    """Which of these words, or beginnings of them, are nearest to this one; `typed`: it with its blanks."""
    allowed = 2 if len(word) >= TWO_FROM else 1
    lengths = range(len(word) - allowed, len(word) + allowed + 1)
    ranked = _ranked(word, words.beginnings(lengths, word[:2]), allowed)
    if not ranked or ranked[0][0] > 1:  # hardly anybody mistypes the first letter: other words only as a whole
        ranked = sorted(ranked + _ranked(word, words.whole(lengths), allowed))
    least = ranked[0][0] or 1 if ranked else 1
    spelled = [way for distance, _length, text in ranked if distance <= least for way in words.spelled(text)]
    return [way for way in dict.fromkeys(spelled) if way != typed][:MOST]


def _ranked(word: str, choices: list[str], allowed: int) -> list[tuple[int, int, str]]:
    """The choices that are close enough, as (mistakes, difference in length, text), nearest first."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extract(word, choices, scorer=OSA.distance, score_cutoff=allowed, limit=4 * MOST)
    return sorted((int(distance), abs(len(text) - len(word)), text) for text, distance, _place in found)


def _words(connection: Connection) -> Words:
    """The words of this book as it is now. Inside a transaction nothing is kept, since it may be rolled back."""
    file = _file(connection)
    if connection.in_transaction or not file:
        return _gathered(connection)
    words = _kept.get(file)
    if words is None or not _caught_up(connection, words):
        words = _kept[file] = _gathered(connection)
    return words


def _gathered(connection: Connection) -> Words:
    words = Words(_last_step(connection))
    for table, keys in _TABLES.items():
        found = connection.execute(f"SELECT {keys} FROM {table}")
        while names := found.fetchmany(PORTION):
            words.add(names)
    return words


def _caught_up(connection: Connection, words: Words) -> bool:
    """Take in what the steps since the last look touched; False if that is too much, or it is another book by now."""
    last = _last_step(connection)
    if last == words.last_step:
        return True
    known = connection.execute("SELECT id, at FROM step WHERE id = ?", (words.last_step[0],)).fetchone()
    if words.last_step != (known or (0, "")):
        return False
    for table, keys in _TABLES.items():
        touched = f"SELECT id FROM was_{table} WHERE in_step > ? LIMIT {MOST_NEW}"
        sql = f"SELECT {keys} FROM {table} WHERE id IN ({touched})"
        names = connection.execute(sql, (words.last_step[0],)).fetchall()
        if len(names) >= MOST_NEW:
            return False
        words.add(names)
    words.last_step = last
    return True


def _last_step(connection: Connection) -> tuple[int, str]:
    row = connection.execute("SELECT id, at FROM step ORDER BY id DESC LIMIT 1").fetchone()
    return row or (0, "")
