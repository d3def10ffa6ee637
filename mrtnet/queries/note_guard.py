"""What the note guard asks the book: whom a text names, and what she has said is about no patient. Asked only when a
text holds something that may be one.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from mrtnet.domain.kinds import INTERNSHIPS
from mrtnet.domain.names import fold
from mrtnet.domain.note_guard import NOBODY, Finding, KnownNames, check, fingerprint
from mrtnet.queries.reading import Connection, all_rows, in_batches, one_row

MOST_WORDS = 60
MOST_PEOPLE = 30
MOST_TEXTS = 50_000
"""Texts that are looked through in one go: some ten seconds, beside the window."""
_NAME_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d(?:[ ().-]*\d){6,14}")


def findings(
    connection: Connection, text: str, *, internship: bool = False, person_ids: Sequence[int] = ()
) -> list[Finding]:
    """What in the text may be a patient's detail, without the people of the book and what she settled before.

    `person_ids` are those whose note it is: their birthdays are known although the text does not name them.
    """
    if not check(text, NOBODY, internship=internship):
        return []
    found = check(text, known_names(connection, text, person_ids), internship=internship)
    settled = about_no_patient(connection, {fingerprint(text, one) for one in found})
    return [one for one in found if fingerprint(text, one) not in settled]


def is_of_an_internship(connection: Connection, person_ids: Sequence[int]) -> bool:
    """Whether somebody of these was met at an internship: a note about her is tied to it."""
    kinds, marks = sorted(INTERNSHIPS), ", ".join("?" * len(person_ids))
    met = "SELECT 1 FROM person AS p JOIN event AS e ON e.id = p.met_event_id"
    sql = f"{met} WHERE p.id IN ({marks}) AND e.kind IN (?, ?)"
    return bool(person_ids) and one_row(connection, sql, (*person_ids, *kinds)) is not None


def about_no_patient(connection: Connection, prints: Iterable[str]) -> set[str]:
    """Which of these sentences, told by their sha256, she has said are about no patient."""
    found: set[str] = set()
    for marks, batch in in_batches(sorted(set(prints) - {""})):
        rows = all_rows(connection, f"SELECT sha256 FROM not_a_patient WHERE sha256 IN ({marks})", batch)
        found.update(row[0] for row in rows)
    return found


def known_names(connection: Connection, text: str, person_ids: Sequence[int] = ()) -> KnownNames:
    """The people and employers of the book that this text names, with their birthdays and numbers."""
    words = [word for word in dict.fromkeys(map(fold, _capitalised(text))) if len(word) > 1][:MOST_WORDS]
    known = {word for word in words if _is_in_a_name(connection, word)}
    people = set(person_ids)
    for first, second in pairwise(words):
        if first in known and second in known:
            people.update(_named(connection, [first, second]))
    for word in known:
        few = _named(connection, [word])
        people.update(few if len(few) < MOST_PEOPLE else ())
    rows = []
    for marks, batch in in_batches(sorted(people)):
        rows += all_rows(connection, f"SELECT name_key, birthday FROM person WHERE id IN ({marks})", batch)
    names = frozenset(" ".join(_NAME_WORD.findall(key)) for key, _birthday in rows)
    known |= {word for word in words if word not in known and _begins_an_employer(connection, word)}
    days = frozenset((int(day[-5:-3]), int(day[-2:])) for _key, day in rows if re.search(r"\d\d-\d\d$", day))
    return KnownNames(names, frozenset(known), _numbers(connection, text), days)


def _capitalised(text: str) -> list[str]:
    return [word for word in _NAME_WORD.findall(text) if word[0].isupper()]


def _is_in_a_name(connection: Connection, word: str) -> bool:
    return one_row(connection, "SELECT 1 FROM search WHERE search MATCH ? LIMIT 1", (_asked([word]),)) is not None


def _named(connection: Connection, words: Sequence[str]) -> list[int]:
    sql = "SELECT rowid FROM search WHERE search MATCH ? LIMIT ?"
    return [row[0] for row in all_rows(connection, sql, (_asked(words), MOST_PEOPLE))]


def _asked(words: Sequence[str]) -> str:
    return " AND ".join(f'name : "{word}"' for word in words)


def _begins_an_employer(connection: Connection, word: str) -> bool:
    sql = "SELECT 1 FROM organization WHERE name_key = ? OR name_key BETWEEN ? AND ? LIMIT 1"
    return one_row(connection, sql, (word, f"{word} ", f"{word} \U0010ffff")) is not None


def _numbers(connection: Connection, text: str) -> frozenset[str]:
    digits = {re.sub(r"\D", "", found) for found in _NUMBER.findall(text)}
    asked = {f"+{each}": each for each in digits} | {f"+1{each}": each for each in digits if len(each) == 10}
    found: set[str] = set()
    for marks, batch in in_batches(sorted(asked)):
        rows = all_rows(connection, f"SELECT normal FROM reach WHERE normal IN ({marks})", batch)
        found.update(asked[row[0]] for row in rows)
    return frozenset(found)


class Doubtful(NamedTuple):
    """How many notes may hold a patient's details, and whose (or which: places in what was looked at).

    `all` is False where there was more than is looked through.
    """

    notes: int = 0
    whose: tuple[int, ...] = ()
    all: bool = True


def in_texts(
    connection: Connection, texts: Iterable[tuple[int, str]], stopped: Callable[[], bool] = lambda: False
) -> Doubtful:
    """Which of these texts, each with whose it is, may hold a patient's details. Ends early when it is stopped."""
    notes = 0
    whose: list[int] = []
    for number, (owner, text) in enumerate(texts):
        if number >= MOST_TEXTS or stopped():
            return Doubtful(notes, tuple(dict.fromkeys(whose)), all=False)
        if text.strip() and findings(connection, text):
            notes += 1
            whose.append(owner)
    return Doubtful(notes, tuple(dict.fromkeys(whose)))


def in_notes_of(
    connection: Connection, person_ids: Sequence[int], stopped: Callable[[], bool] = lambda: False
) -> Doubtful:
    """The same for all that is written down of these people: notes, what happened, steps, meetings and answers."""
    return in_texts(connection, _notes_of(connection, person_ids), stopped)


_OF_PEOPLE = (
    "SELECT id, note FROM person WHERE note <> '' AND id IN ({marks})",
    "SELECT min(ip.person_id), i.body FROM interaction AS i JOIN interaction_person AS ip ON ip.interaction_id = i.id"
    " WHERE i.body <> '' AND ip.person_id IN ({marks}) GROUP BY i.id",
    "SELECT person_id, note FROM follow_up WHERE note <> '' AND person_id IN ({marks})",
    "SELECT min(mp.person_id), m.note || char(10) || m.learned FROM meeting AS m JOIN meeting_person AS mp"
    " ON mp.meeting_id = m.id WHERE m.note || m.learned <> '' AND mp.person_id IN ({marks}) GROUP BY m.id",
    "SELECT min(mp.person_id), q.answer FROM meeting_question AS q JOIN meeting_person AS mp"
    " ON mp.meeting_id = q.meeting_id WHERE q.answer <> '' AND mp.person_id IN ({marks}) GROUP BY q.id",
)


def _notes_of(connection: Connection, person_ids: Sequence[int]) -> Iterator[tuple[int, str]]:
    for marks, batch in in_batches(list(person_ids)):
        for sql in _OF_PEOPLE:
            yield from all_rows(connection, sql.format(marks=marks), batch)
