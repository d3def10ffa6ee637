"""Where a book keeps what a sync remembers: quiet rows, so that nothing of it is a step or can be undone.

Marks hold hashes and addresses only; a conflict holds both versions until she has decided.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from mrtnet.queries import quiet
from mrtnet.sync.plan import NO_FIELDS, Mark, Pending
from mrtnet.sync.sides import Conflict, Remembered, Updates

Connection = Any  # a driver connection; sqlcipher3 carries no types


class Marks:
    """What is remembered about one collection of one account (its uid)."""

    def __init__(self, account: str, collection: str) -> None:
        self._of = (account, collection)
        self._state = f"dav:{account}:{collection}"

    def read(self, connection: Connection) -> Remembered:
        """What is remembered."""
        state = quiet.told(connection, self._state)
        marks, conflicts = {}, {}
        for uid, *rest in connection.execute(
            "SELECT uid, href, etag, content, base, theirs FROM remote_item WHERE account_uid = ? AND collection = ?",
            self._of,
        ).fetchall():
            mark, conflict = _from_row(uid, *rest)
            if mark is not None:
                marks[uid] = mark
            if conflict is not None:
                conflicts[uid] = conflict
        return Remembered(str(state.get("token", "")), str(state.get("ctag", "")), marks, conflicts)

    def write(self, connection: Connection, updates: Updates) -> None:
        """Remember this. `connection` is inside a transaction of the book."""
        uids = updates.marks.keys() | updates.conflicts.keys()
        kept = self._rows(connection, uids)
        rows, gone = [], []
        for uid in uids:
            mark, conflict = kept.get(uid, (None, None))
            mark, conflict = updates.marks.get(uid, mark), updates.conflicts.get(uid, conflict)
            if mark is None and conflict is None:
                gone.append((*self._of, uid))
            else:
                rows.append((*self._of, uid, *_to_row(mark, conflict)))
        connection.executemany("DELETE FROM remote_item WHERE account_uid = ? AND collection = ? AND uid = ?", gone)
        connection.executemany(
            "INSERT INTO remote_item (account_uid, collection, uid, href, etag, content, base, theirs)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (account_uid, collection, uid) DO UPDATE SET"
            " href = excluded.href, etag = excluded.etag, content = excluded.content, base = excluded.base,"
            " theirs = excluded.theirs",
            rows,
        )
        if updates.seen is not None:
            quiet.keep(connection, self._state, dict(zip(("token", "ctag"), updates.seen, strict=True)))

    def _rows(self, connection: Connection, uids: Iterable[str]) -> dict[str, tuple[Mark | None, Conflict | None]]:
        found = connection.execute(
            "SELECT uid, href, etag, content, base, theirs FROM remote_item"
            " WHERE account_uid = ? AND collection = ? AND uid IN (SELECT value FROM json_each(?))",
            (*self._of, json.dumps(list(uids))),
        )
        return {uid: _from_row(uid, *rest) for uid, *rest in found.fetchall()}


def forget_account(connection: Connection, account: str) -> None:
    """Forget everything about an account; `connection` is inside a transaction."""
    connection.execute("DELETE FROM remote_item WHERE account_uid = ?", (account,))
    connection.execute("DELETE FROM quiet WHERE key >= ? AND key < ?", (f"dav:{account}:", f"dav:{account};"))


def _to_row(mark: Mark | None, conflict: Conflict | None) -> tuple[str, str, str, bytes | None, bytes | None]:
    """The mark's place stands in columns, the rest as JSON; both versions of a conflict are `base` and `theirs`."""
    told: dict[str, Any] = {}
    if mark is not None:
        told |= {"local": mark.local, "ours": dict(mark.ours)}
        if mark.theirs != mark.ours:
            told["theirs"] = dict(mark.theirs)
        if mark.pending is not None:
            told["pending"] = _plain(mark.pending)
        told |= {name: True for name in ("left", "fresh", "came") if getattr(mark, name)}
    if conflict is not None:
        told["conflict"] = [conflict.href, conflict.etag, *conflict.fields]
        told |= {"asks": [conflict.asks, conflict.whom]} if conflict.asks else {}
    return (
        mark.href if mark else "",
        mark.etag if mark else "",
        json.dumps(told, separators=(",", ":")),
        conflict.mine.encode("utf-8", "replace") if conflict and conflict.mine is not None else None,
        conflict.theirs.encode("utf-8", "replace") if conflict and conflict.theirs is not None else None,
    )


def _plain(pending: Pending) -> dict[str, Any]:
    theirs = pending.theirs
    return {
        "local": pending.local,
        "ours": dict(pending.ours),
        "theirs": None if theirs is None else dict(theirs),
    }


def _from_row(
    uid: str, href: str, etag: str, content: str, mine: bytes | None, theirs: bytes | None
) -> tuple[Mark | None, Conflict | None]:
    told: Mapping[str, Any] = json.loads(content)
    mark = conflict = None
    if "local" in told:
        pending = told.get("pending")
        mark = Mark(
            href,
            etag,
            told["local"],
            told["ours"] or NO_FIELDS,
            told.get("theirs", told["ours"]) or NO_FIELDS,
            Pending(**pending) if pending is not None else None,
            bool(told.get("left")),
            bool(told.get("fresh")),
            bool(told.get("came")),
        )
    if "conflict" in told:
        where, its_etag, *fields = told["conflict"]
        versions = [None if version is None else version.decode() for version in (mine, theirs)]
        conflict = Conflict(uid, where, its_etag, versions[0], versions[1], tuple(fields), *told.get("asks", ()))
    return mark, conflict
