"""The two sides of a sync and what passes between them: the same for calendars and address books."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple, Protocol

from mrtnet.sync.dav import Listing
from mrtnet.sync.objects import Objects
from mrtnet.sync.plan import NO_FIELDS, Mark, Seen


class LocalItem(NamedTuple):
    """Something of ours: a hash that changes whenever what it says does, and the whole object when it is needed.

    `first` is the object as it is written where it never was, if that is more than `content`.
    """

    content_hash: str
    content: Callable[[], bytes]
    first: Callable[[], bytes] | None = None


class Question(NamedTuple):
    """What only she can say. `about`: "gone" (removed there, still here) or "same" (is it `whom`, by UID?).

    `mine` is our object in question.
    """

    about: str
    mine: str = ""
    whom: str = ""


class RemoteChange(NamedTuple):
    """Something that changed there: `content` is None when it was deleted, `fields` name what is to be taken over.

    `was`: the UID that stood at its address before. `into`: she said that it is this one of ours (its UID; "": none),
    `choices` what is to count in each field, as in `domain.merging`.
    """

    uid: str
    content: bytes | None
    fields: frozenset[str] = frozenset()
    was: str = ""
    into: str | None = None
    choices: Mapping[str, int] | None = None


class Outcome(NamedTuple):
    """What became of a change. `said`: a sentence for her. `send`: ours is to be written there again, whole.

    `left`: both sides stay as they are although they differ. `asks`: so they do until she answers.
    """

    uid: str
    said: str = ""
    send: bool = False
    left: bool = False
    asks: Question | None = None


class Conflict(NamedTuple):
    """Changed on both sides to different things; None means deleted. `fields` are those in question.

    `asks` and `whom` are those of a question, which is kept like a conflict.
    """

    uid: str
    href: str
    etag: str
    mine: str | None
    theirs: str | None
    fields: tuple[str, ...] = ()
    asks: str = ""
    whom: str = ""


class Remembered(NamedTuple):
    """What the book keeps about one collection between two runs."""

    token: str
    ctag: str
    marks: Mapping[str, Mark]
    conflicts: Mapping[str, Conflict]

    def there(self) -> dict[str, Seen]:
        """What is there as far as we know, by UID: as last agreed on. What was left differing is compared anew."""
        return {
            uid: Seen(mark.href, mark.etag, mark.theirs if mark.left else None)
            for uid, mark in self.marks.items()
            if mark.theirs
        }


class Updates(NamedTuple):
    """Changes of what is remembered; None as a value forgets. `seen` are the new token and ctag."""

    marks: Mapping[str, Mark | None] = {}
    conflicts: Mapping[str, Conflict | None] = {}
    seen: tuple[str, str] | None = None


class LocalSide(Protocol):
    """Our side of one collection. `keeps`: what the server lost is never deleted here."""

    objects: Objects
    takes_new: bool
    keeps: bool

    def items(self, there: Collection[str] = ()) -> Mapping[str, LocalItem]:
        """Everything that belongs in the collection now, by UID; of several UIDs of one thing that which is there."""
        ...

    def stays_there(self, uids: Collection[str]) -> Collection[str]:
        """Of these, which are gone here, those that are not to be deleted there."""
        ...

    def apply(self, changes: Sequence[RemoteChange], then: Callable[[Sequence[Outcome]], Updates]) -> Sequence[Outcome]:
        """Take the changes over as one undoable step, and remember what `then` makes of the outcomes, all or nothing.

        A change that cannot be taken has an outcome with a sentence; the others are taken all the same.
        """
        ...

    def remembered(self) -> Remembered:
        """What was remembered."""
        ...

    def remember(self, updates: Updates) -> None:
        """Remember this, in one transaction that is no step."""
        ...


class RemotePlace(Protocol):
    """The collection on its server (`dav.Place`)."""

    @property
    def requests(self) -> int: ...
    def href_for(self, uid: str) -> str: ...
    def listing(self, token: str = "", ctag: str = "") -> Listing: ...
    def fetch(self, hrefs: Sequence[str]) -> Mapping[str, tuple[str, bytes] | None]: ...
    def find(self, uid: str) -> str | None: ...
    def put(self, href: str, content: bytes, etag: str | None) -> str: ...
    def delete(self, href: str, etag: str) -> None: ...


def kept(
    outcomes: Sequence[Outcome],
    marks: Mapping[str, Mark | None],
    before: Mapping[str, Mark | None],
    conflicts: Mapping[str, Conflict | None],
    seen: tuple[str, str] | None = None,
) -> Updates:
    """What is remembered after these outcomes: what is to be sent again has no local hash; what is left says so."""
    after = dict(marks)
    for outcome in outcomes:
        mark = after.get(outcome.uid)
        if outcome.asks is not None and outcome.asks.about == "same":
            after[outcome.uid] = None
        elif outcome.left:
            known = mark or before.get(outcome.uid) or Mark("")
            known = known if mark else known._replace(href="", etag="", theirs=NO_FIELDS)
            after[outcome.uid] = known._replace(left=True, pending=None)
        elif outcome.send and mark is not None:
            after[outcome.uid] = mark._replace(local="", ours=NO_FIELDS)
    return Updates(after, conflicts, seen)
