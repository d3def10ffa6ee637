"""Many new people at once: their rows made of forms and written table by table, as an import needs it.

What `person_parts.new_person` does for one; here one statement a table serves a hundred thousand.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from mrtnet import clock
from mrtnet.domain.arrivals import Incoming, Picture, card_id, fingerprint
from mrtnet.domain.contact_points import normal
from mrtnet.domain.names import fold
from mrtnet.domain.progress import Progress
from mrtnet.edits.person_parts import person_values
from mrtnet.queries.reading import all_rows, in_batches, one_row
from mrtnet.store.book import driver_connection
from mrtnet.store.columns import new_uid
from mrtnet.store.tables import (
    Address,
    Credential,
    File,
    Job,
    KeptCard,
    Organization,
    Person,
    PersonAlias,
    PersonRole,
    PersonTag,
    Reach,
    Tag,
)

PORTION = 500
"""People whose rows are in memory at one moment: a twentieth of a second."""
LONGEST_UID = 200
Rows = list[dict[str, Any]]


def add_all(
    session: Session, people: Sequence[Incoming], progress: Progress | None = None, part: float = 0.0
) -> list[int]:
    """Put all these people on file, each as a new one; returns their ids in order. That is `part` of the work."""
    session.flush()
    adding = _Adding(session)
    ids: list[int] = []
    for start in range(0, len(people), PORTION):
        portion = people[start : start + PORTION]
        ids += adding.add(portion)
        if progress is not None:
            progress.tell(part * len(portion) / len(people))
    return ids


def keep_card(session: Session, person_id: int, card: Incoming, *, decided: bool) -> bool:
    """What a card brings besides its form to somebody on file: its id, its unread lines, a photo if there is none.

    `decided`: what it says is noted too, so that the very same card is known again and asks nothing. Returns whether
    any of it was new.
    """
    session.flush()
    adding = _Adding(session)
    connection = driver_connection(session)
    said = [fingerprint(card.form)] if decided else []
    taken = adding.taken([card.uid, card_id(card.uid), *said])
    own = [card_id(card.uid)] if card.uid and card.uid not in taken else []
    aliases = [uid for uid in (*own, *said) if uid not in taken]
    adding.write(PersonAlias, [{"person_id": person_id, "uid": uid} for uid in aliases])
    is_new = bool(aliases)
    kept = all_rows(connection, "SELECT lines FROM kept_card WHERE person_id = ?", (person_id,))
    lines = "\n".join(card.extra)
    if card.extra and (lines,) not in kept:
        if len(kept) == 1:  # the card as it was before
            connection.execute("DELETE FROM kept_card WHERE person_id = ?", (person_id,))
        adding.write(KeptCard, [{"person_id": person_id, "rev": card.rev, "lines": lines}])
        is_new = True
    if card.photo and one_row(connection, "SELECT 1 FROM person WHERE id = ? AND photo_id IS NULL", (person_id,)):
        (file_id,) = adding.files([(person_id, card.photo)])
        person = session.get_one(Person, person_id)
        person.photo_id = file_id
        session.add(person)
        session.flush()
        is_new = True
    return is_new


class _Adding:
    """The ids that names of employers and tags have, while many people are added."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.connection = driver_connection(session)
        self.at = clock.now()
        self.named: dict[str, dict[str, int]] = {}

    def write(self, table: type[Any], rows: Rows) -> None:
        """All the rows in one statement, past SQLAlchemy; columns that are blank in all of them keep their default."""
        if not rows:
            return
        name = str(table.__table__)
        needed = {
            row[1] for row in all_rows(self.connection, f"PRAGMA table_info({name})") if row[3] and row[4] is None
        }
        columns = {column: [row[column] for row in rows] for column in rows[0]}
        told = {column: _stored(values) for column, values in columns.items() if column in needed or any(values)}
        self.connection.executemany(
            f"INSERT INTO {name} ({', '.join(told)}) VALUES ({', '.join('?' * len(told))})",
            zip(*told.values(), strict=True),
        )

    def add(self, people: Sequence[Incoming]) -> list[int]:
        first = self._next_id("person")
        ids = list(range(first, first + len(people)))
        taken = self.taken([each.uid for each in people if each.uid] + [card_id(each.uid) for each in people])
        rows, aliases = [], []
        for person_id, each in zip(ids, people, strict=True):
            own, alias = _uids(each.uid, taken)
            rows.append(
                {"id": person_id, "uid": own, "created_at": self.at, "sample": False, **person_values(each.form)}
            )
            if alias:
                aliases.append({"person_id": person_id, "uid": alias})
        self.write(Person, rows)
        self.write(PersonAlias, aliases)
        self._parts(list(zip(ids, people, strict=True)))
        self._photos([(person_id, each.photo) for person_id, each in zip(ids, people, strict=True) if each.photo])
        return ids

    def taken(self, uids: Iterable[str]) -> set[str]:
        """Which of the ids somebody in the book has."""
        found: set[str] = set()
        for marks, batch in in_batches([uid for uid in dict.fromkeys(uids) if uid]):
            for table in ("person", "person_alias"):
                sql = f"SELECT uid FROM {table} WHERE uid IN ({marks})"
                found.update(row[0] for row in all_rows(self.connection, sql, batch))
        return found

    def _parts(self, people: Sequence[tuple[int, Incoming]]) -> None:
        forms = [(person_id, each.form) for person_id, each in people]
        employers = self._ids("organization", (job.organization for _id, form in forms for job in form.jobs))
        tags = self._ids("tag", (tag for _id, form in forms for tag in form.tags))
        self.write(Job, [
            {"person_id": at, "organization_id": employers.get(_key(job.organization)), "position": place,
             **job.model_dump(exclude={"organization"})}
            for at, form in forms for place, job in enumerate(form.jobs)
        ])  # fmt: skip
        self.write(Reach, [
            {"person_id": at, "position": place, "normal": normal(reach), "property": reach.property,
             "value": reach.value, "type": reach.type, "label": reach.label}
            for at, form in forms for place, reach in enumerate(form.reaches)
        ])  # fmt: skip
        self.write(Address, [
            {"person_id": at, "position": place, **address.model_dump()}
            for at, form in forms for place, address in enumerate(form.addresses)
        ])  # fmt: skip
        self.write(Credential, [
            {"person_id": at, "position": place, "mark": mark}
            for at, form in forms for place, mark in enumerate(form.credentials)
        ])  # fmt: skip
        self.write(PersonTag, [
            {"person_id": at, "tag_id": tags[key]} for at, form in forms for key in dict.fromkeys(map(_key, form.tags))
        ])  # fmt: skip
        self.write(PersonRole, [
            {"person_id": at, "role": role} for at, form in forms for role in dict.fromkeys(form.roles)
        ])  # fmt: skip
        self.write(KeptCard, [
            {"person_id": at, "rev": each.rev, "lines": "\n".join(each.extra)} for at, each in people if each.extra
        ])  # fmt: skip

    def _photos(self, photos: Sequence[tuple[int, Picture]]) -> None:
        ids = self.files(photos)
        self.connection.executemany(
            "UPDATE person SET photo_id = ? WHERE id = ?",
            [(file_id, person_id) for file_id, (person_id, _photo) in zip(ids, photos, strict=True)],
        )

    def files(self, files: Sequence[tuple[int, Picture]]) -> list[int]:
        """Keep a file with each of these people; returns the ids of the files. One is in memory at a time."""
        first = self._next_id("file")
        rows: Rows = []
        for place, (person_id, file) in enumerate(files):
            data = file.data
            sha = hashlib.sha256(data).hexdigest()
            self.connection.execute(
                "INSERT INTO file_content (sha256, data) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING", (sha, data)
            )
            rows.append({"id": first + place, "uid": new_uid(), "name": file.name, "media_type": file.media_type,
                         "sha256": sha, "size": len(data), "person_id": person_id, "created_at": self.at})  # fmt: skip
        self.write(File, rows)
        return [row["id"] for row in rows]

    def _ids(self, table: str, names: Iterable[str]) -> dict[str, int]:
        """The ids of employers or tags by folded name; new names are added."""
        known = self.named.get(table)
        if known is None:
            rows = all_rows(self.connection, f"SELECT name_key, min(id) FROM {table} GROUP BY name_key")
            known = self.named[table] = {row[0]: row[1] for row in rows}
        new: dict[str, str] = {}
        for name in names:
            if name and (key := _key(name)) not in known:
                new.setdefault(key, name)
        first = self._next_id(table) if new else 0
        made, blank = _NAMED[table]
        told = [
            {"id": first + at, "uid": new_uid(), "name": name, "name_key": key, **blank}
            for at, (key, name) in enumerate(new.items())
        ]
        self.write(made, told)
        known.update((key, first + at) for at, key in enumerate(new))
        return known

    def _next_id(self, table: str) -> int:
        row = one_row(self.connection, "SELECT seq FROM sqlite_sequence WHERE name = ?", (table,))
        return int(row[0]) + 1 if row else 1


_NAMED: dict[str, tuple[type[Any], dict[str, Any]]] = {
    "organization": (Organization, {"short": "", "kind": "", "city": "", "region": "", "url": "", "note": "",
                                    "hosts_interns": False, "accredited": False, "sample": False}),
    "tag": (Tag, {"sample": False}),
}  # fmt: skip


def _uids(uid: str, taken: set[str]) -> tuple[str, str]:
    """The id that a new person gets, and by which other one her card is found: the card's own, if nobody has it."""
    key = card_id(uid)
    if not key or key in taken:
        return new_uid(), ""
    taken.add(key)
    return (uid, "") if uid == key and len(uid) <= LONGEST_UID else (new_uid(), key)


def _stored(values: list[Any]) -> list[Any]:
    """A column as the driver takes it: instants in UTC to the second, days as ISO 8601."""
    sort = next((value for value in values if value is not None), None)
    if isinstance(sort, datetime):
        return [f"{value:%Y-%m-%dT%H:%M:%SZ}" for value in values]
    return [value and value.isoformat() for value in values] if isinstance(sort, date) else values


def _key(name: str) -> str:
    return fold(name).strip()
