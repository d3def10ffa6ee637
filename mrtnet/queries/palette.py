"""What the command palette finds in the book: a person with what is to be done, people, events, lists, notes.

Letters match the beginnings of words, accents are ignored both ways. Everything reads by index, a few rows a part.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice, product
from typing import NamedTuple

from mrtnet.domain import kinds
from mrtnet.domain.names import fold, word_set
from mrtnet.domain.rows import FollowUpRow, PersonRow
from mrtnet.queries import follow_ups, people, saved_lists, search
from mrtnet.queries.reading import Connection, all_rows, day
from mrtnet.queries.saved_lists import SavedList
from mrtnet.queries.search_filters import quoted
from mrtnet.queries.search_words import SHORTEST, Words, near, nearest, perhaps_in_names
from mrtnet.words import _

PEOPLE, EVENTS, LISTS, NOTES, FEW = 6, 4, 3, 3, 8
LONGEST = 200  # characters looked at
MOST_WORDS = 6  # of a name and what to do
NOTE_FROM = 3  # letters from which notes are searched

_MESSAGES = frozenset({"thank-you", "linkedin", "nudge", "first-touch"})  # what is called by what is written
_SMALL = word_set("a about after all an and as before for from how in of or that the this to what with your")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class Verb(NamedTuple):
    """Something that can be done with a person: a command, the words that are shown, and more it is found by.

    "write:KEY" writes from a template, "play:KEY" starts a playbook.
    """

    command: str
    words: str
    also: str = ""


class Deed(NamedTuple):
    """A person and what to do with her: "Rosa Delgado-Ruiz: write thank-you note". `step` is her next one, if any."""

    person: PersonRow
    command: str
    words: str
    step: FollowUpRow | None


class EventHit(NamedTuple):
    """An event, with how many people are still to be thanked."""

    id: int
    name: str
    short: str
    first_day: date | None
    to_thank: int


class MeetingHit(NamedTuple):
    """A meeting: what kind or its own title, with whom, and its day, if it has one."""

    id: int
    title: str
    people: str
    day: date | None


class NoteHit(NamedTuple):
    """A passage of a note or of what was talked about, and whose it is."""

    person_id: int
    person: str
    passage: str


class Found(NamedTuple):
    """Everything found for a text, the best first in each part."""

    deeds: Sequence[Deed] = ()
    people: Sequence[PersonRow] = ()
    events: Sequence[EventHit] = ()
    lists: Sequence[SavedList] = ()
    notes: Sequence[NoteHit] = ()


def matches(typed: Iterable[str], words: str) -> bool:
    """Whether each typed piece (folded) begins a word of its own; "this" and "from" are meant when they are whole."""
    left = list(_words_of(words))
    for piece in typed:
        begun = (n for n, word in enumerate(left) if word.startswith(piece) and (word == piece or word not in _SMALL))
        place = next(begun, None)
        if place is None:
            return False
        del left[place]
    return True


@lru_cache(maxsize=4096)
def _words_of(words: str) -> tuple[str, ...]:
    """The folded words; what commands and templates are called is asked for at each letter, thousands of events too."""
    return tuple(_WORD.findall(fold(words)))


def pieces(text: str) -> list[str]:
    """The typed text as folded pieces."""
    return _WORD.findall(fold(text[:LONGEST]))


def found(connection: Connection, text: str, today: date, verbs: Sequence[Verb]) -> Found:
    """What a text without a prefix finds."""
    typed = text[:LONGEST].split()
    if not typed:
        return Found()
    deeds = _deeds(connection, typed, today, verbs) if 1 < len(typed) <= MOST_WORDS else []
    whole = " ".join(typed)
    ids = search.person_ids(connection, whole, today, limit=PEOPLE, mistyped=not deeds)
    named, wanted = people.rows(connection, ids), pieces(text)
    all_named = [row for row in named if matches(wanted, row.name)]
    deeds = deeds or _next_deeds(connection, all_named[:1])
    if not named and deeds:
        named = list({deed.person.id: deed.person for deed in deeds}.values())
    notes = notes_with(connection, text, {row.id for row in all_named}) if len(text) >= NOTE_FROM else []
    lists = [each for each in saved_lists.listed(connection) if matches(wanted, each.name)]
    return Found(deeds, named[:PEOPLE], events_with(connection, wanted), lists[:LISTS], notes)


def _next_deeds(connection: Connection, rows: Sequence[PersonRow]) -> list[Deed]:
    """To write the next message to a person whose whole typed name it is."""
    deeds = []
    for row in rows:
        step = next(iter(follow_ups.of_person(connection, row.id)), None)
        if step is not None:
            deeds.append(Deed(row, "write", step_words("write", step), step))
    return deeds


def step_words(command: str, step: FollowUpRow | None) -> str:
    """What doing it is called: "write thank-you note", "done: thank-you note"."""
    title = (step.title or kinds.title("follow-up", step.kind)) if step else ""
    lower = title[:1].lower() + title[1:] if title[1:2].islower() or title[1:2] == "-" else title
    if command == "write":
        if step is None or fold(lower).startswith("write "):
            return lower or _("write")
        if step.kind == "reply-check":
            return _("write again")
        return (_("write {step}") if step.kind in _MESSAGES else _("write ({step})")).format(step=lower)
    return _("done: {step}").format(step=lower) if step else _("done")


def _deeds(connection: Connection, typed: Sequence[str], today: date, verbs: Sequence[Verb]) -> list[Deed]:
    """Part of the words is a name, the rest what to do, in either order: "ros th", "tag ros"."""
    cuts = [(typed[:n], typed[n:]) for n in range(len(typed) - 1, 0, -1)]
    cuts += [(typed[n:], typed[:n]) for n in range(1, len(typed))]
    for whom, what in cuts:
        name, wanted = " ".join(whom), pieces(" ".join(what))
        named = pieces(name)
        if not wanted or not perhaps_in_names(connection, named):
            continue
        rows = people.rows(connection, search.person_ids(connection, name, today, limit=FEW, mistyped=False))
        rows = [row for row in rows if matches(named, row.name)]
        deeds = [deed for row in rows for deed in _of_person(connection, row, wanted, verbs)]
        if deeds:
            soon = date.max
            return sorted(deeds, key=lambda d: (d.step is None, d.step.due if d.step else soon))[:FEW]
    return []


def _of_person(connection: Connection, row: PersonRow, wanted: Sequence[str], verbs: Sequence[Verb]) -> list[Deed]:
    step = next(iter(follow_ups.of_person(connection, row.id)), None)
    deeds, writing = [], step_words("write", step)
    if matches(wanted, writing):
        deeds.append(Deed(row, "write", writing, step))
    written = bool(deeds)
    for verb in verbs:
        if verb.command.startswith("write:") and written:
            continue  # her next step is the same message
        if verb.command != "write" and matches(wanted, f"{verb.words} {verb.also}"):
            needs_step = verb.command in ("done", "snooze", "skip")
            if step is not None or not needs_step:
                deeds.append(Deed(row, verb.command, verb.words, step if needs_step else None))
    return deeds[:3]


def events_with(connection: Connection, wanted: Sequence[str], limit: int = EVENTS) -> list[EventHit]:
    """Events whose name or short name has words that begin so, the newest first."""
    rows = all_rows(
        connection,
        "SELECT id, name, short, first_day FROM event ORDER BY first_day IS NULL, first_day DESC, id DESC LIMIT 2000",
    )
    hits = [row for row in rows if matches(wanted, f"{row[1]} {row[2]}")][:limit]
    found = []
    for row in hits:
        sql = (
            "SELECT count(DISTINCT person_id) FROM follow_up WHERE event_id = ? AND kind = 'thank-you'"
            " AND state = 'open'"
        )
        number = all_rows(connection, sql, (row[0],))[0][0]
        found.append(EventHit(row[0], row[1], row[2], day(row[3]), number))
    return found


def meetings_with(connection: Connection, wanted: Sequence[str], limit: int = EVENTS) -> list[MeetingHit]:
    """Meetings whose kind, own title or people have words that begin so: not held ones first, then the newest."""
    rows = all_rows(
        connection,
        "SELECT m.id, m.title, m.kind, m.day, (SELECT group_concat(p.name, ', ') FROM meeting_person AS mp"
        " JOIN person AS p ON p.id = mp.person_id WHERE mp.meeting_id = m.id) FROM meeting AS m"
        " WHERE m.cancelled_on IS NULL AND m.declined_on IS NULL ORDER BY m.held_on IS NOT NULL, m.day DESC LIMIT 500",
    )
    hits = [
        MeetingHit(number, own or kinds.title("meeting", kind), names or "", day(on))
        for number, own, kind, on, names in rows
    ]
    return [hit for hit in hits if matches(wanted, f"{hit.title} {hit.people}")][:limit]


def titles(connection: Connection) -> list[str]:
    """What events and saved lists are called."""
    sql = "SELECT name || ' ' || short FROM event ORDER BY id DESC LIMIT 500"
    return [row[0] for row in all_rows(connection, sql)] + [each.name for each in saved_lists.listed(connection)]


def called(names: Iterable[str]) -> Words:
    """The words of what is called something, to look for what was nearly typed."""
    words = Words((0, ""))
    words.add({(word, word) for name in names for word in _words_of(name)})
    return words


def respelled(connection: Connection, text: str, known: Words, limit: int = 6) -> list[str]:
    """The text with each word that is nearly typed in the place of what was: of `known` or of somebody's name."""
    typed = pieces(text)[:MOST_WORDS]
    choices = []
    for piece in typed:
        certain = known.in_names(piece) or not SHORTEST <= len(piece) <= LONGEST_WORD
        choices.append([piece] if certain else [*nearest(known, piece)[:2], *near(connection, piece)[:2], piece])
    found = [" ".join(words) for words in islice(product(*choices), limit)]
    return [each for each in found if each != " ".join(typed)]


def openings_with(connection: Connection, wanted: Sequence[str], limit: int = EVENTS) -> list[tuple[int, str]]:
    """(id, title) of openings whose title or employer has words that begin so, the newest first."""
    rows = all_rows(
        connection,
        "SELECT o.id, o.title, coalesce(g.name, '') FROM opportunity AS o"
        " LEFT JOIN organization AS g ON g.id = o.organization_id ORDER BY o.id DESC LIMIT 500",
    )
    return [(row[0], row[1]) for row in rows if matches(wanted, f"{row[1]} {row[2]}")][:limit]


LONGEST_WORD, MOST_SOUGHT = 40, 8
"""Letters and words by which notes are looked for: cutting out a passage round a phrase of 28 words takes seconds."""


def notes_with(connection: Connection, text: str, without: Iterable[int] = ()) -> list[NoteHit]:
    """Passages of notes that hold all the words, with a few words round them."""
    words = list(dict.fromkeys(quoted(piece[:LONGEST_WORD]) + " *" for piece in pieces(text)))[:MOST_SOUGHT]
    if not words:
        return []
    sql = (
        "SELECT search.rowid, p.name, snippet(search, 5, '', '', '…', 9) FROM search"
        " JOIN person AS p ON p.id = search.rowid WHERE search MATCH ? LIMIT ?"
    )
    skipped = set(without)
    rows = all_rows(connection, sql, (f"notes : ({' AND '.join(words)})", NOTES + len(skipped)))
    return [NoteHit(row[0], row[1], " ".join(row[2].split())) for row in rows if row[0] not in skipped][:NOTES]


def tags_with(connection: Connection, text: str, limit: int = FEW) -> list[tuple[str, int]]:
    """(tag, people who have it) for the part after "#"."""
    rows = all_rows(
        connection,
        "SELECT t.name, (SELECT count(*) FROM person_tag WHERE tag_id = t.id) AS given FROM tag AS t"
        " ORDER BY given DESC, t.name_key",
    )
    wanted = pieces(text)
    return [(row[0], row[1]) for row in rows if matches(wanted, row[0])][:limit]


def employers_with(connection: Connection, text: str, limit: int = FEW) -> list[tuple[str, int]]:
    """(employer, people who work there now) for the part after "@"."""
    key = fold(text).strip()
    begun = all_rows(
        connection,
        "SELECT id, name FROM organization WHERE name_key >= ? AND name_key < ? ORDER BY name_key LIMIT ?",
        (key, key + "\U0010ffff", limit),
    )
    if len(begun) < limit and key:
        within = "% " + key.replace("%", "").replace("_", "") + "%"
        known = {row[0] for row in begun}
        more = all_rows(
            connection, "SELECT id, name FROM organization WHERE name_key LIKE ? ORDER BY name_key LIMIT ?",
            (within, limit * 2),
        )  # fmt: skip
        begun += [row for row in more if row[0] not in known]
    counted = "SELECT count(DISTINCT person_id) FROM job WHERE organization_id = ? AND until IS NULL"
    return [(row[1], all_rows(connection, counted, (row[0],))[0][0]) for row in begun[:limit]]


def last_people(connection: Connection, ids: Sequence[int], limit: int = 5) -> list[PersonRow]:
    """The people of these ids (she opened them last), filled up with those something happened with last."""
    recent = all_rows(connection, "SELECT person_id FROM interaction_person ORDER BY id DESC LIMIT 50")
    wanted = list(dict.fromkeys([*ids, *(row[0] for row in recent)]))
    return people.rows(connection, wanted[: limit * 2])[:limit]
