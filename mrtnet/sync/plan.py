"""What is to be done about each item, from what is here, what is there, and what both were when they last agreed.

Pure: no book, no network. Works for calendar entries and cards alike: items are told apart by UID, and what they say is
compared field by field, as hashes. A field that only one side changed goes to the other; a field that both changed to
different things is a conflict, and stays one until she decides.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from mrtnet.sync.objects import Fields, differing

NO_FIELDS: Fields = MappingProxyType({})
MANY, SHARE = 5, 0.2  # more deletions than both of these ask first


class Deed(StrEnum):
    """What is to be done."""

    CREATE_THERE = "create there"
    CHANGE_THERE = "change there"
    DELETE_THERE = "delete there"
    CREATE_HERE = "create here"
    CHANGE_HERE = "change here"
    DELETE_HERE = "delete here"
    MERGE = "change here, then there"
    AGREE = "both say the same"
    FORGET = "gone on both sides"
    CONFLICT = "conflict"


class Pending(NamedTuple):
    """What was about to be sent: if it is found there, it arrived although no answer came. No `theirs`: a deletion."""

    local: str = ""
    ours: Fields = NO_FIELDS
    theirs: Fields | None = None


class Mark(NamedTuple):
    """What both sides were when they last agreed: the content hash here, the hashed fields of either side.

    `left`: the two sides differ by her wish, as with something deleted on the phone that the book keeps. `fresh`: sent
    after the token was read, so that a listing since that token names it, unless it is gone again (RFC 6578 3.5).
    `came`: it was made there.
    """

    href: str
    etag: str = ""
    local: str = ""
    ours: Fields = NO_FIELDS
    theirs: Fields = NO_FIELDS
    pending: Pending | None = None
    left: bool = False
    fresh: bool = False
    came: bool = False


class Seen(NamedTuple):
    """What is there now; without `fields` it is as the mark says."""

    href: str
    etag: str
    fields: Fields | None = None


class Action(NamedTuple):
    """One deed for one item. `fields` are those that it is about: changed there, or in conflict."""

    deed: Deed
    uid: str
    fields: frozenset[str] = frozenset()


OursOf = Callable[[str], Fields]


def plan(
    local: Mapping[str, str],
    remote: Mapping[str, Seen],
    marks: Mapping[str, Mark],
    ours_of: OursOf,
    *,
    new: bool = True,
    joined: Collection[str] = (),
) -> list[Action]:
    """The deeds, in order of UID. `local` are content hashes; `ours_of` gives an item's hashed fields where needed.

    Without `new`, what others put there and was never here is no concern of ours. `joined` are lists: both sides' are
    put together when the two first meet, so that they never conflict then.
    """
    actions = []
    first_met = _First(ours_of, new, frozenset(joined))
    for uid in sorted(local.keys() | remote.keys() | marks.keys()):
        action = _decide(uid, local.get(uid), remote.get(uid), marks.get(uid), first_met)
        if action is not None:
            actions.append(action)
    return actions


def too_many_deletions(actions: list[Action], known: int, deed: Deed = Deed.DELETE_HERE) -> int:
    """How many items the server lost (or we did), if that is so much that it may be an accident; else 0."""
    lost = sum(1 for action in actions if action.deed is deed)
    return lost if lost > MANY and lost > SHARE * known else 0


def after_all(mark: Mark, seen: Seen | None) -> Mark | None:
    """The mark, once it is clear what became of something sent without an answer; None: it is as if never met."""
    pending = mark.pending
    if pending is None:
        return mark
    if pending.theirs is None:  # a deletion
        return None if seen is None else mark._replace(pending=None)
    if seen is not None and seen.fields is not None and not differing(seen.fields, pending.theirs):
        return Mark(seen.href, seen.etag, pending.local, pending.ours, seen.fields, came=mark.came)
    return mark._replace(pending=None) if mark.theirs else None


def restored(
    marks: Mapping[str, Mark], actions: Sequence[Action], *, both: bool
) -> tuple[dict[str, Mark], list[Action]]:
    """What the server lost counts as new here; with `both`, what we lost stays there."""
    lost = {action.uid for action in actions if action.deed is Deed.DELETE_HERE}
    kept = {uid: mark for uid, mark in marks.items() if uid not in lost}
    left = [action for action in actions if action.uid not in lost]
    ours = {action.uid for action in actions if action.deed is Deed.DELETE_THERE} if both else set()
    return left_there(kept, left, ours)


def left_there(
    marks: Mapping[str, Mark], actions: Sequence[Action], uids: Collection[str]
) -> tuple[dict[str, Mark], list[Action]]:
    """These are gone here and stay there."""
    kept = {uid: mark._replace(left=True, pending=None) if uid in uids else mark for uid, mark in marks.items()}
    return kept, [action for action in actions if action.uid not in uids]


class _First(NamedTuple):
    """How two that meet for the first time are judged, as in `plan`."""

    ours_of: OursOf
    new: bool
    joined: frozenset[str]


def _decide(uid: str, here: str | None, there: Seen | None, mark: Mark | None, first: _First) -> Action | None:
    if mark is not None and mark.left:
        if here is None and there is None:
            return Action(Deed.FORGET, uid)
        if there is None or (here is None and there.etag == mark.etag):
            return None
        mark = None
    if mark is None:
        return _first_met(uid, here, there, first)
    changed_there = differing(there.fields, mark.theirs) if there and there.fields is not None else frozenset()
    if here is None:
        return _gone_here(uid, there, changed_there)
    if there is None:
        return Action(Deed.DELETE_HERE if here == mark.local else Deed.CONFLICT, uid)
    if here == mark.local:
        return Action(Deed.CHANGE_HERE, uid, changed_there) if changed_there else _new_etag(uid, there, mark)
    if not changed_there:
        return Action(Deed.CHANGE_THERE, uid)
    return _changed_twice(uid, first.ours_of(uid), there.fields or {}, mark, changed_there)


def _first_met(uid: str, here: str | None, there: Seen | None, first: _First) -> Action | None:
    if there is None:
        return Action(Deed.CREATE_THERE, uid) if here is not None else None
    if here is None:
        return Action(Deed.CREATE_HERE, uid, frozenset(there.fields or ())) if first.new and there.fields else None
    ours, theirs = first.ours_of(uid), there.fields or {}
    different = differing(ours, theirs)
    if not different:
        return Action(Deed.AGREE, uid)
    against = frozenset(name for name in different - first.joined if name in ours and name in theirs)
    return Action(Deed.CONFLICT, uid, against) if against else Action(Deed.MERGE, uid, different & theirs.keys())


def _gone_here(uid: str, there: Seen | None, changed_there: frozenset[str]) -> Action:
    if there is None:
        return Action(Deed.FORGET, uid)
    return Action(Deed.CONFLICT, uid, changed_there) if changed_there else Action(Deed.DELETE_THERE, uid)


def _new_etag(uid: str, there: Seen, mark: Mark) -> Action | None:
    moved = there.fields is not None and (there.href, there.etag) != (mark.href, mark.etag)
    return Action(Deed.AGREE, uid) if moved else None


def _changed_twice(uid: str, ours: Fields, theirs: Fields, mark: Mark, changed_there: frozenset[str]) -> Action:
    different = differing(ours, theirs)
    if not different:
        return Action(Deed.AGREE, uid)
    against = changed_there & differing(ours, mark.ours) & different
    return Action(Deed.CONFLICT, uid, against) if against else Action(Deed.MERGE, uid, changed_there)
