"""Changed on both sides: settled by her, in the book; the next run tells the server."""

from typing import Any, Literal

from mrtnet.sync.objects import hashed
from mrtnet.sync.plan import NO_FIELDS, Mark
from mrtnet.sync.sides import Conflict, LocalSide, Outcome, RemoteChange, Updates, kept
from mrtnet.trouble import Trouble
from mrtnet.words import _


def resolve(side: LocalSide, uid: str, choice: Literal["mine", "theirs", "merged"], merged: bytes = b"") -> Outcome:
    """Settle a conflict in the book; the next run tells the server. Raises Trouble if there is none, or it cannot be.

    `merged` is a whole object with what she chose field by field.
    """
    remembered = side.remembered()
    conflict = remembered.conflicts.get(uid)
    if conflict is None:
        raise Trouble(_("That conflict is settled already."))
    old = remembered.marks.get(uid)
    theirs = NO_FIELDS if conflict.theirs is None else hashed(side.objects.fields(conflict.theirs.encode()))
    seen: Mark | None = None
    if conflict.theirs is not None:
        before = old or Mark(conflict.href)
        seen = before._replace(href=conflict.href, etag=conflict.etag, theirs=theirs, pending=None, left=False)
    if choice != "theirs" and seen is not None:
        seen = seen._replace(ours=NO_FIELDS, local="")  # everything in which we differ from them is to be written
    if choice == "mine":
        side.remember(Updates({uid: seen}, {uid: None}))
        return Outcome(uid)
    wanted = merged if choice == "merged" else None if conflict.theirs is None else conflict.theirs.encode()
    outcome = side.apply(
        [RemoteChange(uid, wanted, _in_question(side, wanted, conflict, old))],
        lambda told: Updates() if told[0].said else kept(told, {uid: seen}, {uid: old}, {uid: None}),
    )[0]
    if outcome.said:
        raise Trouble(outcome.said)
    item = side.items().get(uid)
    if choice == "theirs" and seen is not None and item is not None and not (outcome.send or outcome.left):
        ours = hashed(side.objects.fields(item.content()))
        side.remember(Updates({uid: seen._replace(local=item.content_hash, ours=ours)}))
    return outcome


def side_by_side(side: LocalSide) -> list[dict[str, Any]]:
    """Each conflict for a person to read: {"id", "fields", "mine", "theirs"}, the last two as fields, None: deleted."""
    found = []
    for uid, conflict in sorted(side.remembered().conflicts.items()):
        mine, theirs = (
            None if version is None else side.objects.fields(version.encode())
            for version in (conflict.mine, conflict.theirs)
        )
        found.append({"id": uid, "fields": list(conflict.fields), "mine": mine, "theirs": theirs})
    return found


def _in_question(side: LocalSide, wanted: bytes | None, conflict: Conflict, old: Mark | None) -> frozenset[str]:
    """The fields that are to be taken over: all that is said there, and what was taken away."""
    if wanted is None:
        return frozenset()
    return frozenset(side.objects.fields(wanted)) | frozenset(conflict.fields) | (old.theirs.keys() if old else set())
