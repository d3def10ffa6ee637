"""Changed on both sides, or asked: settled by her, in the book; the next run tells the server."""

from collections.abc import Mapping
from typing import Any, Literal

from mrtnet.sync.objects import hashed
from mrtnet.sync.plan import NO_FIELDS, Mark
from mrtnet.sync.sides import Conflict, LocalSide, Outcome, RemoteChange, Updates, kept
from mrtnet.trouble import Trouble
from mrtnet.words import _

Choice = Literal["mine", "theirs", "merged", "same", "other"]
SAME = ("same", "other")
"""The answers to whether a new card is somebody of the book; all else is settled by the other choices."""


def resolve(
    side: LocalSide, uid: str, choice: Choice, merged: bytes = b"", choices: Mapping[str, int] | None = None
) -> Outcome:
    """Settle a conflict in the book; the next run tells the server. Raises Trouble if there is none, or it cannot be.

    `merged` is a whole object with what she chose field by field; `choices` say the same for people, as in
    `domain.merging`, where 1 is theirs.
    """
    remembered = side.remembered()
    conflict = remembered.conflicts.get(uid)
    if conflict is None:
        raise Trouble(_("That conflict is settled already."))
    if (conflict.asks == "same") != (choice in SAME):
        text = _("Here the question is whether it is the same person.")
        raise Trouble(text if conflict.asks == "same" else _("Here the question is which side is right."))
    old = remembered.marks.get(uid)
    theirs = NO_FIELDS if conflict.theirs is None else hashed(side.objects.fields(conflict.theirs.encode()))
    seen: Mark | None = None
    if conflict.theirs is not None:
        before = old or Mark(conflict.href, came=choice in SAME)
        seen = before._replace(href=conflict.href, etag=conflict.etag, theirs=theirs, pending=None, left=False)
    if choice != "theirs" and seen is not None:
        seen = seen._replace(ours=NO_FIELDS, local="")  # everything in which we differ from them is to be written
    if choice == "mine":
        side.remember(Updates({uid: seen}, {uid: None}))
        return Outcome(uid)
    change = _wanted(side, conflict, old, choice, merged, choices)
    outcome = side.apply(
        [change], lambda told: Updates() if told[0].said else kept(told, {uid: seen}, {uid: old}, {uid: None})
    )[0]
    if outcome.said:
        raise Trouble(outcome.said)
    item = side.items().get(uid)
    if choice in ("theirs", "other") and seen is not None and item is not None and not (outcome.send or outcome.left):
        ours = hashed(side.objects.fields(item.content()))
        side.remember(Updates({uid: seen._replace(local=item.content_hash, ours=ours)}))
    return outcome


def side_by_side(side: LocalSide) -> list[dict[str, Any]]:
    """Each conflict for a person to read: {"id", "asks", "fields", "mine", "theirs"}.

    The last two are fields in words, None: deleted. "asks" is "" for a conflict, else "same" or "gone".
    """
    found = []
    for uid, conflict in sorted(side.remembered().conflicts.items()):
        mine, theirs = (
            None if version is None else side.objects.words(version.encode())
            for version in (conflict.mine, conflict.theirs)
        )
        told = {"id": uid, "asks": conflict.asks, "fields": list(conflict.fields), "mine": mine, "theirs": theirs}
        if conflict.asks == "same" and mine is not None and theirs is not None:
            told["fields"] = [name for name in mine | theirs if mine.get(name) != theirs.get(name)]
        found.append(told)
    return found


def _wanted(
    side: LocalSide, conflict: Conflict, old: Mark | None, choice: Choice, merged: bytes,
    choices: Mapping[str, int] | None,
) -> RemoteChange:  # fmt: skip
    """What is to be taken over."""
    theirs = None if conflict.theirs is None else conflict.theirs.encode()
    wanted = merged if choice == "merged" and choices is None else theirs
    fields = _in_question(side, wanted, conflict, old)
    if choice in SAME:
        return RemoteChange(conflict.uid, wanted, fields, into=conflict.whom if choice == "same" else "",
                            choices=choices)  # fmt: skip
    if choices is None and choice == "theirs" and side.keeps:
        choices = dict.fromkeys(fields, 1)
    return RemoteChange(conflict.uid, wanted, fields, choices=choices)


def _in_question(side: LocalSide, wanted: bytes | None, conflict: Conflict, old: Mark | None) -> frozenset[str]:
    """The fields that are to be taken over: all that is said there, and what was taken away."""
    if wanted is None:
        return frozenset()
    return frozenset(side.objects.fields(wanted)) | frozenset(conflict.fields) | (old.theirs.keys() if old else set())
