"""Calendar items: what each exported thing said last, so that UID, SEQUENCE and LAST-MODIFIED live on without its row.

An item is made when a thing first goes out, in a file or in the feed. It rises by one when what it says changes, when
its row is closed or gone (it is then called off, and stays in the file for 90 days), and when the row comes back: also
if undo did it. A private note counts as said once it went out. Everything happens inside one transaction of the book.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

from mrtnet import __version__, clock
from mrtnet.domain.about import About
from mrtnet.domain.calendar import (
    Entry,
    EventFacts,
    FollowUpFacts,
    MeetingFacts,
    cancelled,
    content_key,
    event_entry,
    follow_up_entries,
    from_text,
    meeting_entry,
    session_entry,
    to_text,
)
from mrtnet.exchange.ics import checked, render_entry, zones_of
from mrtnet.queries import calendar, quiet
from mrtnet.queries.about import about as read_about
from mrtnet.queries.calendar import Chosen, Closed, Live
from mrtnet.store.book import Book

Connection = Any  # a driver connection; sqlcipher3 carries no types
KEEP = timedelta(days=90)
TASK = "-task"
_ENOUGH = 32  # digits of a hash: a row then fits beside others on a page, and reading all of them is quick


class Item(NamedTuple):
    """A row of calendar_item. `entry` is without private notes; it and `rendered` are empty once nobody needs them.

    `day` and `at` are the entry's start, wall time.
    """

    uid: str
    kind: str
    content: str
    sequence: int
    modified: str
    cancelled: bool
    entry: str
    rendered: bytes | None
    day: str = ""
    at: str = ""

    @property
    def stamp(self) -> datetime:
        """When it last changed, UTC."""
        return datetime.fromisoformat(self.modified)


class Outgoing(NamedTuple):
    """What goes out: the bytes of each entry in order of UID, the zones they name, the entries themselves if they were
    asked for, and a sentence for each that could not be written as it stands."""

    components: list[bytes]
    zones: Mapping[str, int]
    entries: list[Entry]
    said: list[str]


def outgoing(
    connection: Connection,
    chosen: Chosen = calendar.EVERYTHING,
    *,
    now: datetime,
    notes: bool = False,
    todo: bool = False,
    with_entries: bool = False,
    store: bool = True,
) -> Outgoing:
    """What was chosen, as calendar entries, after bringing their items up to date.

    If nothing changed since everything went out last, the kept bytes are all that is read. Without `store` (a book that
    cannot be written) the items are reckoned but not kept. `connection` is inside a transaction of the book.
    """
    about = read_about(connection)
    mark = state_mark(connection, about)
    if chosen.whole and not (notes or todo or with_entries):
        last = quiet.told(connection, "calendar")
        if last.get("mark") == mark:
            kept = connection.execute("SELECT rendered FROM calendar_item WHERE rendered IS NOT NULL ORDER BY uid")
            return Outgoing([row[0] for row in kept.fetchall()], last["zones"], [], last["said"])
    if store:
        _forget_bytes_of_another_version(connection)
    rows = calendar.live(connection, chosen, zone=_zone(about))
    closed = calendar.closed(connection, chosen)
    items = _items(connection, [*(row.uid for row in rows), *(each.uid for each in closed)])
    slots = _slots(connection, rows, items, about, chosen, store)
    plain = entries_of(rows, about, kept=slots)
    now_said, said = _brought_up(rows, closed, items, plain, notes=notes, now=now)
    told = _told(now_said, plain)
    for uid, entry in told.items():
        if now_said[uid].rendered is None:
            now_said[uid] = now_said[uid]._replace(rendered=render_entry(entry))
    if store:
        _store(connection, [item for uid, item in now_said.items() if item is not items.get(uid)])
        if chosen.whole:
            quiet.keep(connection, "calendar", {"mark": mark, "zones": zones_of(told.values()), "said": said})
    if not (notes or todo):
        components = [now_said[uid].rendered or b"" for uid in told]
        return Outgoing(components, zones_of(told.values()), list(told.values()), said)
    if notes:
        told = _told(now_said, entries_of(rows, about, notes=True, kept=slots))
    done = {each.uid for each in closed if each.done}
    entries = [as_task(entry, done=uid in done) if todo else entry for uid, entry in told.items()]
    return Outgoing([render_entry(entry) for entry in entries], zones_of(entries), entries, said)


def going_out(
    book: Book,
    chosen: Chosen = calendar.EVERYTHING,
    *,
    notes: bool = False,
    todo: bool = False,
    with_entries: bool = False,
) -> Outgoing:
    """`outgoing` of a book, now, in a transaction of its own; also of one that cannot be written."""
    if book.read_only:
        return outgoing(
            book.read, chosen, now=clock.now(), notes=notes, todo=todo, with_entries=with_entries, store=False
        )
    return book.quietly(outgoing, chosen, now=clock.now(), notes=notes, todo=todo, with_entries=with_entries)


def state_mark(connection: Connection, about: About) -> str:
    """A text that changes whenever entries may: the newest step, her zone, the program that writes them."""
    step = connection.execute("SELECT coalesce(max(id), 0) FROM step").fetchone()[0]
    return f"{step} {_zone(about)} {__version__}"


def entries_of(
    rows: Iterable[Live], about: About, *, notes: bool = False, kept: Mapping[int, tuple[date, time]] | None = None
) -> dict[str, Entry]:
    """The entries of live rows by uid, without sequence and stamp."""
    rows = list(rows)
    facts = [row.facts for row in rows if isinstance(row.facts, FollowUpFacts)]
    timed = follow_up_entries(facts, zone=_zone(about), hour=about.follow_up_hour, notes=notes, kept=kept)
    entries = {}
    for row in rows:
        if isinstance(row.facts, FollowUpFacts):
            entry = timed[row.facts.id]
        elif isinstance(row.facts, EventFacts):
            entry = event_entry(row.facts, notes=notes)
        elif isinstance(row.facts, MeetingFacts):
            entry = meeting_entry(row.facts, notes=notes)
        else:
            entry = session_entry(row.facts, notes=notes)
        entries[row.uid] = entry._replace(uid=row.uid)
    return entries


def settled(item: Item | None, entry: Entry, note: str, *, notes: bool, now: datetime) -> Item:
    """The item of a live row: as it was if it says the same, else one higher; a new one begins at 0."""
    said = _looked_at(entry).content
    if note and (notes or (item is not None and ":" in item.content)):
        said += ":" + sha256(note.encode("utf-8", "surrogatepass")).hexdigest()[:_ENOUGH]
    if item is None:
        return Item(entry.uid, entry.kind, said, 0, clock.as_text(now), False, to_text(entry._replace(uid="")), None)
    if item.content == said and not item.cancelled:
        return item
    return _raised(item, now)._replace(content=said, cancelled=False, entry=to_text(entry._replace(uid="")))


def called_off(item: Item, now: datetime) -> Item:
    """The item of a row that is closed or gone; after 90 days it keeps only its number."""
    if not item.cancelled:
        return _raised(item, now)._replace(cancelled=True, entry=to_text(cancelled(from_text(item.entry))))
    if item.entry and item.stamp < now - KEEP:
        return item._replace(entry="", rendered=None)
    return item


def raise_above(connection: Connection, published: Mapping[str, int], now: datetime) -> None:
    """Lift items over numbers that other programs have seen for their UIDs, so that these take what comes next."""
    for item in _items(connection, published).values():
        if item.sequence < published[item.uid]:
            lifted = _raised(item._replace(sequence=published[item.uid]), now)
            _store(connection, [lifted])
            quiet.forget(connection, "calendar")  # its bytes are to be made anew


def _raised(item: Item, now: datetime) -> Item:
    """One higher, and never dated back, wherever the clock jumped."""
    return item._replace(sequence=item.sequence + 1, modified=max(item.modified, clock.as_text(now)), rendered=None)


def as_task(entry: Entry, *, done: bool) -> Entry:
    """A follow-up as a task (VTODO); others as they are. To a server a task is another thing, so its UID is too."""
    if entry.kind != "follow-up":
        return entry
    status = entry.status if entry.status != "CANCELLED" else "COMPLETED" if done else "CANCELLED"
    return entry._replace(uid=entry.uid + TASK, component="VTODO", status=status)


class _Looked(NamedTuple):
    content: str
    writable: bool
    sentence: str


@lru_cache(30_000)
def _looked_at(entry: Entry) -> _Looked:
    """What it takes long to find out about an entry; the window asks again after each change of the book."""
    good, said = checked([entry])
    return _Looked(content_key(entry)[:_ENOUGH], bool(good), said[0] if said else "")


def _brought_up(
    rows: Iterable[Live],
    closed: Iterable[Closed],
    items: Mapping[str, Item],
    entries: Mapping[str, Entry],
    *,
    notes: bool,
    now: datetime,
) -> tuple[dict[str, Item], list[str]]:
    """The items of the chosen as they are now, by uid, and a sentence for each entry that cannot be written."""
    live = {row.uid: row.facts.note for row in rows if row.chosen}
    found, said = {}, []
    for uid, note in live.items():
        looked = _looked_at(entries[uid])
        said += [looked.sentence] if looked.sentence else []
        if looked.writable:
            found[uid] = settled(items.get(uid), entries[uid], note, notes=notes, now=now)
    off = [*(uid for uid in live if uid not in found), *(each.uid for each in closed)]
    found |= {uid: called_off(items[uid], now) for uid in off if uid in items}
    return found, said


def _told(items: Mapping[str, Item], entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """The entries that go out, in order of uid, with the numbers of their items."""
    told = {}
    for uid in sorted(items):
        item = items[uid]
        if item.cancelled and not item.entry:
            continue
        entry = from_text(item.entry) if item.cancelled else entries[uid]
        told[uid] = entry._replace(uid=uid, sequence=item.sequence, stamp=item.stamp)
    return told


def _slots(
    connection: Connection, rows: Iterable[Live], items: Mapping[str, Item], about: About, chosen: Chosen, store: bool
) -> dict[int, tuple[date, time]]:
    """Where follow-ups without a time of their own stood; nothing after she chose another hour for them."""
    hour = f"{about.follow_up_hour:%H:%M}"
    last = quiet.told(connection, "calendar hour").get("hour")
    if store and last != hour and (last is None or chosen.whole):
        quiet.keep(connection, "calendar hour", {"hour": hour})
    if last != hour:
        return {}
    stood = {}
    for row in rows:
        item = items.get(row.uid)
        if isinstance(row.facts, FollowUpFacts) and item is not None and item.at:
            stood[row.facts.id] = (date.fromisoformat(item.day), time.fromisoformat(item.at))
    return stood


def _items(connection: Connection, uids: Iterable[str]) -> dict[str, Item]:
    found = connection.execute(
        "SELECT uid, kind, content, sequence, modified, cancelled, entry, rendered,"
        " iif(entry = '', '', entry ->> 'start_day'), iif(entry = '', '', entry ->> 'start_time')"
        " FROM calendar_item WHERE uid IN (SELECT value FROM json_each(?))",
        (json.dumps(list(uids)),),
    )
    return {row[0]: Item._make([*row[:5], bool(row[5]), *row[6:]]) for row in found.fetchall()}


def _store(connection: Connection, items: Iterable[Item]) -> None:
    connection.executemany(
        "INSERT INTO calendar_item (uid, kind, content, sequence, modified, cancelled, entry, rendered)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (uid) DO UPDATE SET content = excluded.content,"
        " sequence = excluded.sequence, modified = excluded.modified, cancelled = excluded.cancelled,"
        " entry = excluded.entry, rendered = excluded.rendered",
        [item[:8] for item in items],
    )


def _forget_bytes_of_another_version(connection: Connection) -> None:
    """A newer program may write entries otherwise."""
    if quiet.told(connection, "calendar writer").get("version") != __version__:
        connection.execute("UPDATE calendar_item SET rendered = NULL")
        quiet.keep(connection, "calendar writer", {"version": __version__})


def _zone(about: About) -> str:
    return about.time_zone or clock.system_zone_name()
