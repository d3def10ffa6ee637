"""Accounts on servers: where, who, which calendar or address book, and what goes there. Passwords are in `secrets`.

An account is one row and one collection; a calendar and an address book on one server are two accounts that share a
password.
"""

import json
import os
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from mrtnet import clock
from mrtnet.domain.cleaning import clean_line
from mrtnet.domain.names import fold
from mrtnet.queries.reading import one_row
from mrtnet.store.book import Book, driver_connection, titled
from mrtnet.store.tables import Account as Row
from mrtnet.sync import dav
from mrtnet.sync.calendar_side import KINDS, CalendarSide
from mrtnet.sync.contact_items import LIST, TAG, Collected, Going
from mrtnet.sync.contact_side import ContactSide
from mrtnet.sync.engine import Deletions, sync
from mrtnet.sync.marks import Marks, forget_account
from mrtnet.sync.reports import Progress, Report, no_progress
from mrtnet.sync.sides import LocalSide
from mrtnet.sync.wire import Elsewhere, Wire, checked_url, host_of
from mrtnet.trouble import Trouble
from mrtnet.words import _, listed

Connection = Any  # a driver connection; sqlcipher3 carries no types
PROTOCOLS = {dav.CALENDAR: "caldav", dav.ADDRESSES: "carddav"}
PEOPLE = "person"
"""What goes to an address book."""


class Account(NamedTuple):
    """An account. `sends` are the kinds of entries that go to its `collection` (an address), `shown` is its name there.

    `notes`: private notes go out too. `hosts`: further hosts that may see the password, because she said so.

    Of an address book: `who` are the people ("" everybody, "tag:UID", "list:UID"), `photos`: with theirs, `groups`:
    tags also as cards of their own, `stopped`: also those who do not wish to be contacted, `takes_new`: cards that are
    made there become people.
    """

    uid: str
    title: str
    protocol: str
    url: str
    username: str
    collection: str = ""
    shown: str = ""
    sends: tuple[str, ...] = ()
    notes: bool = False
    hosts: tuple[str, ...] = ()
    who: str = ""
    photos: bool = False
    groups: bool = False
    stopped: bool = True
    takes_new: bool = True

    @property
    def going(self) -> Going:
        """What goes to an address book."""
        return Going(self.who, self.notes, self.photos, self.groups, self.stopped)

    @property
    def secret(self) -> str:
        """Under which name the keyring keeps the password."""
        return f"{self.username}@{host_of(self.url)}"


def accounts(connection: Connection) -> list[Account]:
    """All accounts, by title."""
    names = "uid, title, protocol, url, username, collection, sends, options"
    found = connection.execute(f"SELECT {names} FROM account WHERE protocol IN ('caldav', 'carddav')").fetchall()
    made = []
    for uid, title, protocol, url, username, collection, sends, options in found:
        told = json.loads(options or "{}")
        kinds = tuple(kind for kind in sends.split(",") if kind)
        made.append(
            Account(
                uid, title, protocol, url, username, collection, str(told.get("shown", "")), kinds,
                bool(told.get("notes")), tuple(told.get("hosts", ())), str(told.get("who", "")),
                bool(told.get("photos")), bool(told.get("groups")), bool(told.get("stopped", True)),
                bool(told.get("takes_new", True)),
            )
        )  # fmt: skip
    return sorted(made, key=lambda account: account.title.casefold())


def account_named(connection: Connection, title: str) -> Account:
    """The account of this title. Raises Trouble without one."""
    for account in accounts(connection):
        if account.title.casefold() == title.strip().casefold() or account.uid == title:
            return account
    raise Trouble(_("There is no account “{name}”. “mrtnet account” lists them.").format(name=title))


def draft(url: str, username: str, *, title: str = "", hosts: Collection[str] = ()) -> Account:
    """An account that is not kept yet. Raises Trouble for an address that cannot be."""
    return Account("", str(clean_line(title)), "caldav", checked_url(url), username.strip(), hosts=tuple(hosts))


def who(connection: Connection, *, tag: str = "", saved_list: str = "") -> str:
    """Who goes to an address book, as an account keeps it. Raises Trouble for a tag or list that there is not."""
    if tag:
        row = one_row(connection, "SELECT uid FROM tag WHERE name_key = ?", (fold(tag).strip(),))
        if row is None:
            raise Trouble(_("Nobody has the tag “{name}”.").format(name=tag))
        return f"{TAG}{row[0]}"
    if saved_list:
        row = one_row(connection, "SELECT uid FROM saved_list WHERE lower(name) = lower(?)", (saved_list.strip(),))
        if row is None:
            raise Trouble(_("There is no list “{name}”.").format(name=saved_list))
        return f"{LIST}{row[0]}"
    return ""


def people_in_words(connection: Connection, account: Account) -> str:
    """Who goes to an address book and with what, in one sentence."""
    kind, _colon, uid = account.who.partition(":")
    whom = _("Everybody")
    if kind:
        table, words = ("tag", _("People tagged “{name}”")) if kind == "tag" else ("saved_list", _("The list “{name}”"))
        row = one_row(connection, f"SELECT name FROM {table} WHERE uid = ?", (uid,))
        whom = words.format(name=row[0]) if row else _("Nobody: choose again")
    with_what = [
        words
        for words, told in (
            (_("photos"), account.photos), (_("private notes"), account.notes), (_("tags as groups"), account.groups),
        ) if told
    ]  # fmt: skip
    parts = [whom + (_(" with {what}").format(what=listed(with_what)) if with_what else "")]
    if not account.stopped:
        parts.append(_("without those who do not wish to be contacted"))
    if not account.takes_new:
        parts.append(_("cards made there stay there"))
    return ", ".join(parts)


def chosen(account: Account, collection: dav.Found, sends: Collection[str], *, notes: bool = False) -> Account:
    """The account with this collection, and what goes there. Raises Trouble if that cannot be."""
    if not collection.writable:
        raise Trouble(_("“{name}” can only be read there. Choose another one.").format(name=collection.name))
    events = collection.kind == dav.CALENDAR
    if events and collection.components and "VEVENT" not in collection.components:
        raise Trouble(_("“{name}” takes no events, only tasks. Choose another one.").format(name=collection.name))
    return account._replace(
        protocol=PROTOCOLS[collection.kind],
        collection=collection.url,
        shown=collection.name,
        sends=tuple(sends) if events else (PEOPLE,),
        notes=notes,
        title=account.title or collection.name,
    )


def free_title(connection: Connection, account: Account) -> str:
    """What to call the account, if that is taken: with its host, with a number."""
    taken = {each.title.casefold() for each in accounts(connection)}
    titles = [account.title, f"{account.title} ({host_of(account.url)})"]
    titles += [f"{account.title} {number}" for number in range(2, len(taken) + 3)]
    return next(title for title in titles if title.casefold() not in taken)


def add_account(session: Session, account: Account) -> str:
    """Keep a new account; an edit. Returns its uid. Raises Trouble for a title that is taken."""
    if not account.title:
        raise Trouble(_("An account needs a name."))
    _check_title(session, account.title)
    titled(session, _("Added the account “{name}”").format(name=account.title))
    row = Row(title=account.title, protocol=account.protocol, url=account.url, created_at=clock.now())
    _fill(row, account)
    session.add(row)
    session.flush()
    return row.uid


def change_account(session: Session, account: Account) -> None:
    """Keep the account as it is now; an edit. Raises Trouble for a title that is taken.

    With another collection it begins anew there, and what is in the one before stays as it is.
    """
    row = _row(session, account)
    if not account.title:
        raise Trouble(_("An account needs a name."))
    _check_title(session, account.title, other_than=account.uid)
    titled(session, _("Changed the account “{name}”").format(name=account.title))
    elsewhere = row.collection != account.collection
    _fill(row, account)
    session.add(row)
    if elsewhere:
        session.flush()
        forget_account(driver_connection(session), account.uid)


def remove_account(session: Session, account: Account) -> None:
    """Forget the account and its marks; an edit. Nothing is deleted on the server, nor here."""
    row = _row(session, account)
    titled(session, _("Removed the account “{name}”").format(name=account.title))
    session.delete(row)
    session.flush()
    forget_account(driver_connection(session), account.uid)


@contextmanager
def connected(account: Account, password: str) -> Iterator[Wire]:
    """The wire to the account's server."""
    wire = Wire(account.url, account.username, password, hosts=account.hosts)
    try:
        yield wire
    finally:
        wire.close()


def discovered(account: Account, password: str) -> list[dav.Found]:
    """The calendars and address books there. Raises Elsewhere when another host is to be allowed first."""
    with connected(account, password) as wire:
        found = dav.discover(wire)
        for other in {host_of(each.url) for each in found} - {wire.host, *account.hosts}:
            text = _("{host} keeps the collections at {other}. If that is right, allow {other} for this account.")
            raise Elsewhere(text.format(host=wire.host, other=other), other)
        return found


def side_of(book: Book, account: Account) -> LocalSide:
    """The book's side of an account. Raises Trouble for one that nothing of ours can go to."""
    if account.protocol == "carddav" and account.collection:
        of = Collected(account.uid, account.collection)
        return ContactSide(book, of, account.going, account.title, takes_new=account.takes_new)
    kinds = frozenset(account.sends) & KINDS.keys()
    if account.protocol != "caldav" or not account.collection or not kinds:
        raise Trouble(_("Nothing is chosen that could go to “{name}”.").format(name=account.title))
    marks = Marks(account.uid, account.collection)
    return CalendarSide(book, marks, kinds, account.title, notes=account.notes)


def sync_account(
    book: Book,
    account: Account,
    password: str,
    *,
    deletions: Deletions = "ask",
    progress: Progress = no_progress,
) -> Report:
    """Bring the account in step. Raises Trouble when nothing is chosen, or another program does so at this moment."""
    side = side_of(book, account)
    with _only_one(book), connected(account, password) as wire:
        kind = dav.CALENDAR if account.protocol == "caldav" else dav.ADDRESSES
        return sync(dav.Place(wire, account.collection, kind), side, deletions=deletions, progress=progress)


@contextmanager
def _only_one(book: Book) -> Iterator[None]:
    """One sync of a book at a time, whatever programs run; the lock is gone with the program that held it."""
    path = book.path.with_name(f".{book.path.name}.sync")
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        raise Trouble(_("The book cannot be written here: the file or its folder is read-only.")) from None
    try:
        _lock(handle)
        yield
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise Trouble(_("A sync is running already.")) from None


def _check_title(session: Session, title: str, other_than: str = "") -> None:
    for row in session.exec(select(Row)).all():
        if row.uid != other_than and row.title.casefold() == title.casefold():
            raise Trouble(_("There is an account “{name}” already. Choose another name.").format(name=title))


def _row(session: Session, account: Account) -> Row:
    row = session.exec(select(Row).where(col(Row.uid) == account.uid)).first()
    if row is None:
        raise Trouble(_("There is no account “{name}”. “mrtnet account” lists them.").format(name=account.title))
    return row


def _fill(row: Row, account: Account) -> None:
    row.title, row.protocol, row.url, row.username = account.title, account.protocol, account.url, account.username
    row.collection, row.sends = account.collection, ",".join(account.sends)
    options: dict[str, object] = {"shown": account.shown, "notes": account.notes, "hosts": list(account.hosts)}
    options |= {"who": account.who, "photos": account.photos, "groups": account.groups}
    told = {key: value for key, value in options.items() if value}
    told |= {key: False for key in ("stopped", "takes_new") if not getattr(account, key)}
    row.options = json.dumps(told, ensure_ascii=False)
