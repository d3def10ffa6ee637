"""What do I hold about you? Everything in the book about one person, put together from all tables that tell of her."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, tzinfo
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from mrtnet import clock
from mrtnet.domain import kinds
from mrtnet.domain.when import say_date
from mrtnet.exchange.archive import Archive, Held, KeptWith, Part, write_archive
from mrtnet.paths import write_whole
from mrtnet.queries.archive_columns import KINDS, LABELS, LEFT_COLUMNS, NAMED, SAID_AT_THE_END, TOLD, WORDS, YES
from mrtnet.queries.files import content
from mrtnet.queries.playbooks import playbook_named
from mrtnet.queries.reading import Connection, all_rows, in_batches, one_row
from mrtnet.store import journal
from mrtnet.words import _, later

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_YEAR_ALWAYS = date(1, 1, 1)
MOST_CHANGES = 500
"""Steps of the history that are told, the newest ones."""
_ATTENDED = "SELECT interaction_id FROM interaction_person WHERE person_id = :p"
_MET = "SELECT meeting_id FROM meeting_person WHERE person_id = :p"
_UIDS = (
    "SELECT uid FROM person WHERE id = :p UNION SELECT uid FROM person_alias WHERE person_id = :p"
    " UNION SELECT uid FROM follow_up WHERE person_id = :p"
    f" UNION SELECT uid FROM meeting WHERE id IN ({_MET})"
)


class Source(NamedTuple):
    """Rows of a table that are about her: under which title, which ones, in which order, and what stands below."""

    title: str
    table: str
    whose: str = "person_id = :p"
    order: str = "id"
    below: tuple[tuple[str, str], ...] = ()


_FILES = ("file", "interaction_id = :row ORDER BY id")
_TALK = (
    ("meeting_person", "meeting_id = :row ORDER BY position, id"),
    ("agenda_block", "meeting_id = :row ORDER BY position, id"),
    ("meeting_question", "meeting_id = :row ORDER BY position, id"),
    ("takeaway", "meeting_id = :row ORDER BY position, id"),
)
_WITH = (("interaction_person", "interaction_id = :row AND person_id <> :p ORDER BY id"), _FILES)
SOURCES: Sequence[Source] = (
    Source(later("Who"), "person", "id = :p"),
    Source(later("Credentials, roles and tags"), "credential", order="position, id"),
    Source(later("Credentials, roles and tags"), "person_role"),
    Source(later("Credentials, roles and tags"), "person_tag"),
    Source(later("How to reach them"), "reach", order="position, id"),
    Source(later("Addresses"), "address", order="position, id"),
    Source(later("Jobs"), "job", order="until IS NOT NULL, until DESC, position, id"),
    Source(
        later("What happened"), "interaction", f"kind <> 'introduction' AND id IN ({_ATTENDED})",
        "day DESC, coalesce(at, '') DESC, id DESC", _WITH,
    ),
    Source(later("Introductions"), "interaction", f"kind = 'introduction' AND id IN ({_ATTENDED})", "day DESC, id DESC",
           _WITH),
    Source(later("Introductions"), "introduction", "introducer_id = :p OR person_id = :p", "asked_on DESC, id DESC"),
    Source(
        later("Openings"), "opportunity",
        "heard_from_id = :p OR id IN (SELECT opportunity_id FROM opportunity_person WHERE person_id = :p)", "id DESC",
        (("opportunity_person", "opportunity_id = :row AND person_id = :p"),),
    ),
    Source(later("Busy times"), "busy_season"),
    Source(later("Follow-ups"), "follow_up", order="due DESC, id DESC"),
    Source(later("Playbooks"), "run", order="started_on DESC, id DESC"),
    Source(later("Meetings"), "meeting", f"id IN ({_MET})", "coalesce(day, '9') DESC, id DESC", _TALK),
    Source(later("Promises"), "promise", order="made_on DESC, id DESC"),
    Source(later("Mentoring"), "mentoring", order="started_on DESC, id DESC",
           below=(("series", "mentoring_id = :row ORDER BY id"),)),
    Source(later("Files"), "file", "person_id = :p OR id = (SELECT photo_id FROM person WHERE id = :p)"),
    Source(later("From their card, not understood"), "kept_card"),
    Source(later("Other ids"), "person_alias"),
    Source(later("Said to be different people"), "not_same", "person_id = :p OR other_id = :p"),
    Source(later("Named elsewhere"), "takeaway", f"person_id = :p AND meeting_id NOT IN ({_MET})"),
    Source(later("Typed and not saved yet"), "draft",
           "key IN ('person:' || :p, 'person.line:' || :p, 'log:' || :p, 'mentoring:new.' || :p)"
           " OR key IN (SELECT 'mentoring:' || id FROM mentoring WHERE person_id = :p)"
           f" OR substr(key, 1, 8) = 'meeting.' AND substr(key, instr(key, ':') + 1) IN ({_MET})", "key"),
    Source(later("In the calendar"), "calendar_item", f"uid IN ({_UIDS}) AND entry <> ''", "modified DESC, uid"),
    Source(later("On servers"), "remote_item", f"uid IN ({_UIDS})", "collection, uid"),
)  # fmt: skip
"""Every row about her. Rows of `below` belong to one of these."""
_NAMES = ("name", "trim(given || ' ' || family)")


def archive(connection: Connection, person_id: int, now: datetime, zone: tzinfo) -> Archive | None:
    """Everything about her; None if there is no such person. `now` is aware; instants are told in `zone`."""
    found = one_row(connection, "SELECT name, photo_id FROM person WHERE id = ?", (person_id,))
    if found is None:
        return None
    name, photo_id = found
    reading = _Reading(connection, person_id, zone)
    parts: dict[str, list[Held]] = {}
    for source in SOURCES:
        parts.setdefault(_(source.title), []).extend(reading.things(source))
    parts.setdefault(_("Introductions"), []).extend(reading.met_through_her())
    parts.setdefault(_("Named elsewhere"), []).extend(reading.named_elsewhere())
    parts[_("Changes")] = reading.changes()
    written = _("Everything that this book holds, put together on {when}.").format(
        when=reading.said(clock.as_text(now))
    )
    return Archive(
        name, reading.work(), written, photo_id,
        tuple(Part(title, tuple(things)) for title, things in parts.items() if things),
        tuple(reading.files), tuple((_(what), _(why)) for what, why in SAID_AT_THE_END),
    )  # fmt: skip


def contents(connection: Connection, found: Archive) -> dict[int, bytes]:
    """The bytes of the files of an archive, by id."""
    ids = dict.fromkeys([file.id for file in found.files])
    return {file_id: data for file_id in ids if (data := content(connection, file_id)) is not None}


def save_html(found: Archive, data: Mapping[int, bytes], place: Path, *, beside: bool = False) -> Path | None:
    """Write the archive as an HTML file, with `beside` its files into a folder next to it; returns that folder.

    The page is written last and whole: a half-written archive is never there. Raises OSError.
    """
    folder = _save_beside(found, data, place) if beside else None
    write_whole(place, write_archive(found, data, folder=folder.name if folder else ""))
    return folder


def save_pdf(
    found: Archive, data: Mapping[int, bytes], place: Path, content: bytes, *, beside: bool = False
) -> Path | None:
    """The same with the `content` of a PDF, which holds no files but pictures."""
    folder = _save_beside(found, data, place) if beside else None
    write_whole(place, content)
    return folder


def _save_beside(found: Archive, data: Mapping[int, bytes], place: Path) -> Path | None:
    if not data:
        return None
    folder = place.with_name(_("{name} files").format(name=place.stem))
    folder.mkdir(mode=0o700, exist_ok=True)
    for file in found.files:
        if file.id in data:
            write_whole(folder / file.beside, data[file.id])
    return folder


class _Reading:
    """One person's rows, in words. Remembers what it told, to look for her name in all the rest."""

    def __init__(self, connection: Connection, person_id: int, zone: tzinfo) -> None:
        self.connection, self.person_id, self.zone = connection, person_id, zone
        self.told: dict[str, set[Any]] = {}
        self.files: list[KeptWith] = []
        self._parents = {(each.child, each.column): each.parent for each in journal.references(connection)}
        self._names: dict[tuple[str, int], str] = {}

    def things(self, source: Source) -> list[Held]:
        """The rows of this source."""
        where = f"{source.whose} ORDER BY {source.order}"
        return [
            held._replace(below=tuple(self._below(source.below, row))) for row, held in self._rows(source.table, where)
        ]

    def _below(self, below: Sequence[tuple[str, str]], row: int) -> Iterator[Held]:
        for table, where in below:
            yield from (held for _row, held in self._rows(table, where, row))

    def _rows(self, table: str, where: str, row: int = 0) -> list[tuple[int, Held]]:
        names = journal.columns(self.connection, table)
        bound = {name: value for name, value in (("p", self.person_id), ("row", row)) if f":{name}" in where}
        rows = [dict(zip(names, each, strict=True)) for each in self._all(table, names, where, bound)]
        key = _key(names)
        self.told.setdefault(table, set()).update(each[key] for each in rows)
        written = self._written(table, [each["id"] for each in rows]) if table in journal.TABLES else {}
        return [(each.get("id", 0), self._held(table, each, written.get(each[key], ("", "")))) for each in rows]

    def _all(self, table: str, names: Sequence[str], where: str, bound: dict[str, int]) -> list[tuple[Any, ...]]:
        sql = f"SELECT {', '.join(names)} FROM {table} WHERE {where}"
        return list(self.connection.execute(sql, bound).fetchall())

    def _held(self, table: str, row: dict[str, Any], written: tuple[str, str]) -> Held:
        columns = TOLD[table]
        if table == "file":
            self._keep(row)
        facts = tuple((_(LABELS[name]), self._value(table, name, row[name])) for name in columns.facts)
        return Held(
            self._head(table, row), tuple(fact for fact in facts if fact[1]),
            file_id=row["id"] if table == "file" else None,
            when=self._when(row.get("created_at") or written[0], written[1]),
        )  # fmt: skip

    def _when(self, first: str, last: str) -> str:
        """ "Written Oct 14, 2026, 21:30, changed Oct 20, 2026, 9:00"."""
        if not first:
            return _("Changed {when}").format(when=self.said(last)) if last else ""
        if last <= first:
            return _("Written {when}").format(when=self.said(first))
        return _("Written {first}, changed {last}").format(first=self.said(first), last=self.said(last))

    def _head(self, table: str, row: dict[str, Any]) -> str:
        apart = ", " if table in ("address", "job") else " · "
        told = (self._value(table, name, row[name]) for name in (TOLD.get(table) or NAMED[table]).head)
        return apart.join(dict.fromkeys(each for each in told if each))

    def _keep(self, row: dict[str, Any]) -> None:
        if any(file.id == row["id"] for file in self.files):
            return
        taken = {file.beside.casefold() for file in self.files}
        beside = plain = harmless(row["name"])
        number = 2
        while beside.casefold() in taken:
            beside = f"{PurePath(plain).stem} {number}{PurePath(plain).suffix}"
            number += 1
        self.files.append(KeptWith(row["id"], row["name"], row["media_type"], row["size"], beside))

    # Words

    def _value(self, table: str, column: str, value: Any) -> str:
        if not value:  # nothing, "", no, 0 times
            return ""
        if column in YES:
            return _("yes")
        if isinstance(value, bytes):
            return value.decode("utf-8", "replace")
        parent = self._parents.get((table, column))
        if parent is not None:
            return self._name_of(parent, value)
        if (table, column) == ("run", "playbook"):
            playbook = playbook_named(self.connection, value)
            return _(playbook.title) if playbook is not None else str(value)
        if (table, column) in KINDS:
            return kinds.title(KINDS[table, column], value)
        word = WORDS.get((column, str(value)))
        return _(word) if word else self.said(str(value))

    def _name_of(self, table: str, row_id: int) -> str:
        """How a row is called where another one refers to it."""
        if (table, row_id) not in self._names:
            columns = ("name",) if table == "person" else (TOLD.get(table) or NAMED[table]).head
            row = one_row(self.connection, f"SELECT {', '.join(columns)} FROM {table} WHERE id = ?", (row_id,))
            told = [self._value(table, *pair) for pair in zip(columns, row, strict=True)] if row else []
            self._names[table, row_id] = " · ".join(dict.fromkeys(each for each in told if each))
        return self._names[table, row_id]

    def said(self, text: str) -> str:
        """A day or an instant in words, anything else as it is."""
        if _DAY.fullmatch(text):
            try:
                return say_date(date.fromisoformat(text), _YEAR_ALWAYS)
            except ValueError:
                return text
        if _INSTANT.fullmatch(text):
            at = datetime.fromisoformat(text).astimezone(self.zone)
            return f"{say_date(at.date(), _YEAR_ALWAYS)}, {at:%H:%M}"
        return text

    def work(self) -> str:
        """Marks, title and employer, for the head."""
        marks = "SELECT group_concat(mark, ', ') FROM credential WHERE person_id = ?"
        job = (
            "SELECT trim(j.title || ', ' || coalesce(o.name, ''), ', ') FROM job AS j LEFT JOIN organization AS o"
            " ON o.id = j.organization_id WHERE j.person_id = ? AND j.until IS NULL ORDER BY j.position, j.id"
        )
        found = [one_row(self.connection, sql, (self.person_id,)) for sql in (marks, job)]
        return " · ".join(row[0] for row in found if row and row[0])

    # When

    def _written(self, table: str, ids: list[int]) -> dict[int, tuple[str, str]]:
        """{id: (when it came, when it last changed)} as far as the history reaches; "" for what it does not know."""
        found: dict[int, tuple[str, str]] = {}
        for marks, batch in in_batches(ids):
            sql = (
                "SELECT w.id, coalesce(min(CASE WHEN NOT w.existed THEN s.at END), ''), max(s.at)"
                f" FROM was_{table} AS w JOIN step AS s ON s.id = w.in_step WHERE w.id IN ({marks}) GROUP BY w.id"
            )
            found |= {row[0]: (row[1], row[2]) for row in all_rows(self.connection, sql, batch)}
        return found

    def changes(self) -> list[Held]:
        """The steps of the history that touched what is told, newest first."""
        steps: dict[int, None] = {}
        for table, ids in self.told.items():
            for marks, batch in in_batches(sorted(ids)) if table in journal.TABLES else ():
                sql = f"SELECT DISTINCT in_step FROM was_{table} WHERE id IN ({marks})"
                steps |= dict.fromkeys(row[0] for row in all_rows(self.connection, sql, batch))
        newest = sorted(steps, reverse=True)[:MOST_CHANGES]
        found: dict[int, tuple[str, str]] = {}
        for marks, batch in in_batches(newest):
            rows = all_rows(self.connection, f"SELECT id, title, at FROM step WHERE id IN ({marks})", batch)
            found |= {row[0]: (row[1], row[2]) for row in rows}
        facts = tuple((self.said(found[step][1]), found[step][0]) for step in newest if step in found)
        return [Held("", facts)] if facts else []

    # Elsewhere

    def met_through_her(self) -> list[Held]:
        """The people whom she made known."""
        sql = "SELECT name FROM person WHERE met_through_id = ? ORDER BY sort_key, id"
        found = all_rows(self.connection, sql, (self.person_id,))
        return [Held(_("You met {name} through them").format(name=name)) for (name,) in found]

    def named_elsewhere(self) -> Iterator[Held]:
        """Texts that name her in rows that are not hers: other people's notes, talks, events; drafts, calendars."""
        names = self._called()
        for table in (*journal.TABLES, "draft", "busy_time"):
            if table in ("setting", "account", "tag") or not names:
                continue
            texts = [
                row[1] for row in all_rows(self.connection, f"PRAGMA table_info({table})")
                if row[2] == "TEXT" and row[1] not in LEFT_COLUMNS and not row[1].endswith("uid")
            ]  # fmt: skip
            if texts:
                yield from self._naming(table, texts, names)

    def _naming(self, table: str, texts: Sequence[str], names: Sequence[str]) -> Iterator[Held]:
        key = "key" if table == "draft" else "id"
        where = " OR ".join(f"{column} LIKE ? ESCAPE '\\'" for column in texts for _name in names)
        values = [_like(name) for _column in texts for name in names]
        told = self.told.get(table, set())
        for row in all_rows(self.connection, f"SELECT {key}, {', '.join(texts)} FROM {table} WHERE {where}", values):
            if row[0] in told or (table == "person" and row[0] == self.person_id):
                continue
            facts = tuple(
                (_(LABELS[column]) if column in LABELS else column.replace("_", " "), str(text))
                for column, text in zip(texts, row[1:], strict=True)
                if text and any(name.casefold() in str(text).casefold() for name in names)
            )
            yield Held(self._where(table, row[0]), facts)

    def _called(self) -> list[str]:
        """What she is called in texts: her whole name, given and family name, her addresses."""
        row = one_row(self.connection, f"SELECT {', '.join(_NAMES)} FROM person WHERE id = ?", (self.person_id,))
        reaches = all_rows(
            self.connection, "SELECT value FROM reach WHERE person_id = ? AND property IN ('EMAIL', 'URL')",
            (self.person_id,),
        )  # fmt: skip
        given = [row[0], row[1] if " " in row[1] else ""] if row else []
        return list(dict.fromkeys(text for text in (*given, *(each[0] for each in reaches)) if len(text) > 2))

    def _where(self, table: str, row_id: Any) -> str:
        """What a text belongs to: "A follow-up for somebody else: Kwame Asante · Oct 20, 2026 · Catch-up"."""
        told = [self._name_of(table, row_id)] if table in NAMED or (table in TOLD and table in journal.TABLES) else []
        for column in ("person_id", "event_id", "meeting_id"):
            if parent := self._parents.get((table, column)):
                row = one_row(self.connection, f"SELECT {column} FROM {table} WHERE id = ?", (row_id,))
                told += [self._name_of(parent, row[0])] if row and row[0] is not None else []
        if table == "interaction":
            sql = "SELECT person_id FROM interaction_person WHERE interaction_id = ?"
            told += [self._name_of("person", each) for (each,) in all_rows(self.connection, sql, (row_id,))]
        words = " · ".join(dict.fromkeys(each for each in told if each))
        title = _(ABOUT.get(table, table.replace("_", " ").capitalize()))
        return _("{what}: {which}").format(what=title, which=words) if words else title


ABOUT = {
    "interaction": later("What happened with somebody else"),
    "person": later("Somebody else"),
    "follow_up": later("A follow-up for somebody else"),
    "meeting": later("A meeting with somebody else"),
    "event": later("Event"),
    "organization": later("Organization"),
    "draft": later("Typed and not saved yet"),
    "busy_time": later("Your other calendars"),
}


def _key(columns: Sequence[str]) -> str:
    return next(name for name in ("id", "uid", "key") if name in columns)


def harmless(name: str) -> str:
    """A file name that every system takes, and that goes nowhere else."""
    kept = "".join(each if each.isprintable() and each not in '<>:"/\\|?*' else "_" for each in name).strip(" .")[:120]
    return kept or _("file")


def _like(name: str) -> str:
    for sign in "\\%_":
        name = name.replace(sign, f"\\{sign}")
    return f"%{name}%"
