"""What of the book goes to an address book: who, under which UID, and their cards, made when they are needed.

A person has one card there. Its UID is hers, or that of a card that came from elsewhere and is known as hers; of
several the one that is there counts. Whether a card changed is told by a hash over her rows, so that a run with nothing
new writes no card at all.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from hashlib import blake2b
from typing import Any, NamedTuple

from mrtnet.domain.arrivals import SAID, card_id
from mrtnet.exchange.photos import Photo, read_photo
from mrtnet.exchange.vcard_writing import write_card
from mrtnet.queries import quiet
from mrtnet.queries.leaving import leaving
from mrtnet.queries.reading import all_rows, one_row
from mrtnet.queries.search import person_ids
from mrtnet.sync.contact_cards import group_card
from mrtnet.sync.sides import LocalItem
from mrtnet.trouble import Trouble
from mrtnet.words import _

Connection = Any  # a driver connection; sqlcipher3 carries no types
MOST_PHOTO = 500_000  # bytes of a photo that goes out; larger ones stay here
TAG, LIST = "tag:", "list:"
_PLAIN = "name, prefix, given, additional, family, suffix, nickname, pronouns, pronunciation, birthday"
_ROWS = (
    "SELECT person_id, mark FROM credential ORDER BY person_id, position, id",
    "SELECT person_id, property, value, type, label FROM reach ORDER BY person_id, position, id",
    "SELECT person_id, street, locality, region, code, country, type FROM address ORDER BY person_id, position, id",
    "SELECT j.person_id, o.name, j.title, j.department FROM job AS j LEFT JOIN organization AS o"
    " ON o.id = j.organization_id WHERE j.until IS NULL ORDER BY j.person_id, j.position, j.id",
    "SELECT pt.person_id, t.name FROM person_tag AS pt JOIN tag AS t ON t.id = pt.tag_id ORDER BY pt.person_id, pt.id",
)


class Going(NamedTuple):
    """What goes to an address book. `who`: "" is everybody, "tag:UID" and "list:UID" some.

    `notes`, `photos`: with them. `groups`: tags as cards of their own, too. `stopped`: also people who do not wish to
    be contacted.
    """

    who: str = ""
    notes: bool = False
    photos: bool = False
    groups: bool = False
    stopped: bool = True


class Named(NamedTuple):
    """The people of the book by the UIDs of their cards. `own` are their own, `others` all that are known as theirs."""

    own: Mapping[int, str]
    others: Mapping[int, tuple[str, ...]]

    def by_uid(self) -> dict[str, int]:
        """Who has each UID."""
        found = {uid: person_id for person_id, uids in self.others.items() for uid in uids}
        return found | {uid: person_id for person_id, uid in self.own.items()}


class Collected(NamedTuple):
    """Which collection of which account (its uid)."""

    account: str
    collection: str


def named(connection: Connection) -> Named:
    """Everybody in the book by UID."""
    own = {row_id: card_id(uid) for row_id, uid in all_rows(connection, "SELECT id, uid FROM person")}
    others: dict[int, tuple[str, ...]] = {}
    for row_id, uid in all_rows(connection, "SELECT person_id, uid FROM person_alias ORDER BY id"):
        if not uid.startswith(SAID):
            others[row_id] = (*others.get(row_id, ()), card_id(uid))
    return Named(own, others)


def who_goes(connection: Connection, going: Going, today: date) -> set[int]:
    """The people who go there. Raises Trouble where the tag or list that chooses them is gone."""
    sql = "SELECT id FROM person WHERE sample = 0" + ("" if going.stopped else " AND do_not_contact = 0")
    everybody = {row[0] for row in all_rows(connection, sql)}
    if going.who.startswith(TAG):
        found = one_row(connection, "SELECT id FROM tag WHERE uid = ?", (going.who.removeprefix(TAG),))
        if found is None:
            raise Trouble(_("The tag that chooses who goes there is gone. Choose another one."))
        return everybody & {row[0] for row in all_rows(
            connection, "SELECT person_id FROM person_tag WHERE tag_id = ?", found)}  # fmt: skip
    if going.who.startswith(LIST):
        found = one_row(connection, "SELECT query FROM saved_list WHERE uid = ?", (going.who.removeprefix(LIST),))
        if found is None:
            raise Trouble(_("The list that chooses who goes there is gone. Choose another one."))
        return everybody & set(person_ids(connection, found[0], today))
    return everybody


def own_tag(connection: Connection, going: Going) -> str:
    """The tag that chooses who goes there, "" without one."""
    found = one_row(connection, "SELECT name FROM tag WHERE uid = ?", (going.who.removeprefix(TAG),))
    return str(found[0]) if found and going.who.startswith(TAG) else ""


def uids(
    connection: Connection, of: Collected, people: Named, there: Collection[str] = (), gone: Collection[str] = ()
) -> dict[int, str]:
    """By person: the UID of her card. `there` are those that the server was just seen to have, `gone` not any more."""
    with_others = people.others.keys() & people.own.keys()
    if not with_others:
        return dict(people.own)
    known = dict(all_rows(
        connection,
        "SELECT uid, coalesce(json_extract(content, '$.left'), 0) FROM remote_item WHERE account_uid = ?"
        " AND collection = ? AND json_extract(content, '$.local') IS NOT NULL", of,
    ))  # fmt: skip
    found = dict(people.own)
    for person_id in with_others:
        mine = people.own[person_id]
        all_of_hers = (mine, *people.others[person_id])
        at_work = [uid for uid in all_of_hers if known.get(uid) == 0 and uid not in gone]
        if not at_work and (mine not in known or mine in gone):
            at_work = [uid for uid in all_of_hers if uid in there and uid not in known]
        found[person_id] = next(iter(at_work), mine)
    return found


def items(
    connection: Connection,
    going: Going,
    of: Collected,
    today: date,
    there: Collection[str] = (),
    gone: Collection[str] = (),
) -> dict[str, LocalItem]:
    """Everybody who goes there, by UID, and the groups if they go as cards."""
    people = named(connection)
    here = who_goes(connection, going, today)
    asked = _in_question(connection, of)
    by_person = {person_id: uid for person_id, uid in uids(connection, of, people, there, gone).items()
                 if person_id in here and uid not in asked}  # fmt: skip
    made = {}
    for person_id, told in _hashes(connection, by_person, going).items():
        uid = by_person[person_id]
        made[uid] = LocalItem(
            told,
            partial(card, connection, person_id, uid, going, whole=False),
            partial(card, connection, person_id, uid, going, whole=True),
        )
    if going.groups:
        made |= _groups(connection, of, by_person)
    return made


def groups_known(connection: Connection, of: Collected) -> dict[str, str]:
    """Groups that were made there: the UID of the card, and of the tag that it is here."""
    return quiet.told(connection, _groups_key(of))


def know_group(connection: Connection, of: Collected, uid: str, tag: str) -> None:
    """Remember that a group's card is this tag."""
    quiet.keep(connection, _groups_key(of), groups_known(connection, of) | {uid: tag})


def photo_of(content: bytes | None) -> Photo | None:
    """A photo that may go out: one that programs can show, of a modest size."""
    if not content or len(content) > MOST_PHOTO:
        return None
    try:
        return read_photo(content)
    except Trouble:
        return None


def _groups_key(of: Collected) -> str:
    return f"dav:{of.account}:{of.collection}:groups"


def _in_question(connection: Connection, of: Collected) -> set[str]:
    """Who may be the same as a card there: until she says so, no second card goes there."""
    sql = ("SELECT json_extract(content, '$.asks[1]') FROM remote_item WHERE account_uid = ? AND collection = ?"
           " AND json_extract(content, '$.asks[0]') = 'same'")  # fmt: skip
    met = ("SELECT 1 FROM remote_item WHERE account_uid = ? AND collection = ? AND uid = ?"
           " AND json_extract(content, '$.local') IS NOT NULL")  # fmt: skip
    return {row[0] for row in all_rows(connection, sql, of) if one_row(connection, met, (*of, row[0])) is None}


def _hashes(connection: Connection, people: Mapping[int, str], going: Going) -> dict[int, str]:
    """By person: a hash of all that her card says."""
    told = {person_id: blake2b(uid.encode(), digest_size=12) for person_id, uid in people.items()}
    for row in _rows(connection, going):
        if (hasher := told.get(row[0])) is not None:
            hasher.update(repr(row[1:]).encode("utf-8", "replace"))
    return {person_id: hasher.hexdigest() for person_id, hasher in told.items()}


def _rows(connection: Connection, going: Going) -> Iterator[tuple[Any, ...]]:
    more = ", languages, time_zone" + (", note" if going.notes else "")
    yield from all_rows(connection, f"SELECT id, {_PLAIN}{more} FROM person")
    for sql in _ROWS:
        yield from all_rows(connection, sql)
    if going.photos:
        yield from all_rows(connection, "SELECT p.id, f.sha256 FROM person AS p JOIN file AS f ON f.id = p.photo_id")


def card(connection: Connection, person_id: int, uid: str, going: Going, *, whole: bool = False) -> bytes:
    """Her card; `whole` with the lines that nobody here understands, for where the card never was."""
    for found in leaving(connection, [person_id], photos=going.photos):
        extra: Iterable[str] = found.extra if whole else ()
        return write_card(
            found.detail._replace(uid=uid), extra=extra, photo=photo_of(found.photo), notes=going.notes
        )  # fmt: skip
    raise Trouble(_("Somebody was removed from the book just now. Try again."))


def _groups(connection: Connection, of: Collected, people: Mapping[int, str]) -> dict[str, LocalItem]:
    there = {tag: uid for uid, tag in groups_known(connection, of).items()}
    given: dict[tuple[str, str], list[str]] = {}
    sql = "SELECT t.uid, t.name, pt.person_id FROM person_tag AS pt JOIN tag AS t ON t.id = pt.tag_id"
    for tag, name, person_id in all_rows(connection, sql):
        if person_id in people:
            given.setdefault((tag, name), []).append(people[person_id])
    made = {}
    for (tag, name), hers in given.items():
        uid = there.get(tag, card_id(tag))
        content = group_card(uid, name, sorted(hers))
        made[uid] = LocalItem(blake2b(content, digest_size=12).hexdigest(), partial(bytes, content))
    return made
