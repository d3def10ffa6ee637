"""One collection brought in step with one side of the book: look, compare, take in, send out, remember.

Interrupted anywhere it ends right on the next run. What comes in is applied together with its marks in one transaction;
what goes out (`sending`) is announced in the marks first. Nothing is deleted here unless the server says for each
object that it is gone, and many at once only if she agrees.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Literal

from mrtnet.sync.dav import BATCH, Listing
from mrtnet.sync.held import Changes, Coming, Held
from mrtnet.sync.objects import differing, hashed
from mrtnet.sync.plan import Action, Deed, Mark, Seen, after_all, left_there, plan, restored, too_many_deletions
from mrtnet.sync.reports import Progress, Report, no_progress
from mrtnet.sync.sending import Sending
from mrtnet.sync.sides import (
    Conflict,
    LocalItem,
    LocalSide,
    Outcome,
    Question,
    Remembered,
    RemoteChange,
    RemotePlace,
    Updates,
    kept,
)
from mrtnet.trouble import Trouble
from mrtnet.words import _, plural

ROUNDS = 3  # looks at the server in one run, when others write at the same time

Deletions = Literal["ask", "here", "restore"]
"""What to do when the server lost very much: ask, delete it here too, or send it there again."""


def sync(
    place: RemotePlace, side: LocalSide, *, deletions: Deletions = "ask", progress: Progress = no_progress
) -> Report:
    """Bring both in step. What the world does wrong is told in the report; the next run finishes what was begun."""
    report = Report()
    before = place.requests
    try:
        for _round in range(ROUNDS):
            run = _Run(place, side, report, deletions, progress)
            try:
                again = run.whole()
            finally:
                run.close()
            if not again:
                break
        else:
            report.problems.append(_("Others are changing the same entries just now. The rest is done next time."))
    except Trouble as wrong:
        report.problems.append(str(wrong))
        report.stopped = True
    report.conflicts = len(side.remembered().conflicts)
    report.requests = place.requests - before
    return report


class _Run:
    """One look at the server and what follows from it."""

    def __init__(
        self, place: RemotePlace, side: LocalSide, report: Report, deletions: Deletions, progress: Progress
    ) -> None:
        self._place, self._side, self._report = place, side, report
        self._deletions, self._progress = deletions, progress
        self._fetched = Held()
        self._frozen: set[str] = set()  # UIDs whose object there cannot be read
        self._was: dict[str, str] = {}  # by UID: the one that stood at its address before

    def close(self) -> None:
        """Forget what was fetched."""
        self._fetched.close()

    def whole(self) -> bool:
        """Do it; whether another look is needed because others wrote meanwhile."""
        before = self._side.remembered()
        items = {} if self._side.takes_new else self._side.items()
        self._progress("looking", 0, 0)
        listing = self._place.listing(before.token, before.ctag)
        remote = self._remote(listing, before, items)
        items = self._side.items(remote.keys()) if self._side.takes_new else items
        marks = self._recovered(before.marks, remote)
        actions = plan(
            {uid: item.content_hash for uid, item in items.items()},
            remote,
            marks,
            lambda uid: hashed(self._side.objects.fields(items[uid].content())),
            new=self._side.takes_new,
            joined=self._side.objects.joined,
        )
        actions = [action for action in actions if action.uid not in self._frozen]
        marks, actions = self._staying(marks, actions)
        if self._deletions == "ask" and self._too_many(actions, len(marks)):
            return False
        if self._deletions == "restore":
            marks, actions = restored(marks, actions, both=self._side.takes_new)
        self._take_in(actions, before, marks, remote, items, (listing.token, listing.ctag))
        sending = Sending(self._place, self._side, self._fetched, self._report, self._progress)
        return sending.whole(self._frozen)

    def _too_many(self, actions: list[Action], known: int) -> bool:
        """Whether so much is gone that she is to be asked first."""
        if lost := too_many_deletions(actions, known):
            self._report.question = _question(lost, known, keeps=self._side.keeps)
            self._report.answers = [_("Keep it here only") if self._side.keeps else _("Delete it here too"),
                                    _("Send it there again")]  # fmt: skip
        elif self._side.takes_new and (lost := too_many_deletions(actions, known, Deed.DELETE_THERE)):
            some = plural("{n} entry", "{n} entries", lost)
            text = _("{some} of {known} do not go there any more. Delete them there, or leave them there as they are?")
            self._report.question = text.format(some=some, known=known)
            self._report.answers = [_("Delete it there too"), _("Leave it there")]
        return bool(lost)

    def _staying(self, marks: dict[str, Mark], actions: list[Action]) -> tuple[dict[str, Mark], list[Action]]:
        """Of what is gone here, some is to stay there all the same."""
        gone = [action.uid for action in actions if action.deed is Deed.DELETE_THERE]
        stays = set(self._side.stays_there(gone)) if gone else set()
        return left_there(marks, actions, stays) if stays else (marks, actions)

    # Looking

    def _remote(self, listing: Listing, before: Remembered, items: Mapping[str, LocalItem]) -> dict[str, Seen]:
        """What is there now, by UID. Only what differs from what we know is fetched; what seems gone is asked for."""
        remote = before.there()
        for uid, conflict in before.conflicts.items():
            remote.pop(uid, None)
            if conflict.theirs is not None:
                fields = hashed(self._side.objects.fields(conflict.theirs.encode()))
                remote[uid] = Seen(conflict.href, conflict.etag, fields)
        unanswered = {mark.href: uid for uid, mark in before.marks.items() if mark.pending}
        by_href = unanswered | {seen.href: uid for uid, seen in remote.items()}
        expected = {self._place.href_for(uid) for uid in items if uid not in remote}
        wanted, maybe_gone = set(unanswered), set(listing.gone)
        for href, etag in listing.there.items():
            seen = remote.get(by_href.get(href, ""))
            known = seen is not None and seen.href == href and etag and etag == seen.etag
            if not known and (href in by_href or self._side.takes_new or href in expected):
                wanted.add(href)
        sent = {mark.href for mark in before.marks.values() if mark.fresh}
        maybe_gone |= (by_href.keys() if listing.whole else sent) - listing.there.keys()
        asked = sorted(wanted | (maybe_gone & by_href.keys()))
        for start in range(0, len(asked), BATCH):
            if start:
                self._progress("looking", start, len(asked))
            for href, answer in self._place.fetch(asked[start : start + BATCH]).items():
                if answer is not None:
                    self._fetched[href] = answer
                elif href in by_href and remote.get(by_href[href], Seen("", "")).href == href:
                    del remote[by_href[href]]
        for href in asked:
            if href in self._fetched:
                self._note(href, remote, by_href)
        return remote

    def _note(self, href: str, remote: dict[str, Seen], by_href: Mapping[str, str]) -> None:
        """Enter a fetched object into what is there. Of two with one UID the one that we know counts."""
        etag, content = self._fetched[href]
        before = by_href.get(href)
        try:
            uid = self._side.objects.uid(content)
            fields = hashed(self._side.objects.fields(content))
        except Trouble as wrong:
            if before is not None:
                self._frozen.add(before)
            if before is not None or self._side.takes_new:
                self._report.tell(str(wrong))
            return
        if before is not None and before != uid and remote.get(before, Seen("", "")).href == href:
            del remote[before]
            self._was[uid] = before
        if uid not in remote or remote[uid].href == href:
            remote[uid] = Seen(href, etag, fields)

    def _recovered(self, marks: Mapping[str, Mark], remote: Mapping[str, Seen]) -> dict[str, Mark]:
        """The marks, after it is clear what became of requests without an answer."""
        now = {uid: after_all(mark, remote.get(uid)) for uid, mark in marks.items()}
        return {uid: mark for uid, mark in now.items() if mark is not None}

    # Taking in

    def _take_in(
        self,
        actions: Sequence[Action],
        before: Remembered,
        marks: Mapping[str, Mark],
        remote: Mapping[str, Seen],
        items: Mapping[str, LocalItem],
        seen: tuple[str, str],
    ) -> None:
        """Everything that happens here: changes, deletions, conflicts noted, agreements; one transaction."""
        after: dict[str, Mark | None] = {
            uid: marks.get(uid) for uid, mark in before.marks.items() if marks.get(uid) != mark
        }
        conflicts: dict[str, Conflict | None] = {}
        coming = []
        for action in actions:
            uid, there = action.uid, remote.get(action.uid)
            if action.deed in (Deed.CREATE_HERE, Deed.CHANGE_HERE, Deed.MERGE, Deed.DELETE_HERE):
                change = RemoteChange(uid, None, action.fields, self._was.get(uid, ""))
                coming.append(Coming(change, partial(self._content, there, before.conflicts.get(uid))))
            if action.deed is Deed.CONFLICT:
                conflicts[uid] = self._conflict(action, there, marks.get(uid), items.get(uid), before)
            elif action.deed in (Deed.FORGET, Deed.DELETE_HERE):
                after[uid] = None
            elif action.deed is Deed.AGREE and there is not None:
                after[uid] = self._agreed(there, items[uid])._replace(came=(marks.get(uid) or Mark("")).came)
            elif there is not None and there.fields is not None:
                after[uid] = (marks.get(uid) or Mark(""))._replace(
                    href=there.href, etag=there.etag, theirs=there.fields, left=False,
                    came=action.deed is Deed.CREATE_HERE or (marks.get(uid) or Mark("")).came,
                )  # fmt: skip
        self._no_longer_fresh(marks, after)
        for uid in before.conflicts.keys() - conflicts.keys() - self._frozen:
            if not (before.conflicts[uid].asks == "gone" and uid in items and uid not in remote):
                conflicts[uid] = None
        changes = Changes(coming)
        self._progress("taking in", 0, len(changes))
        if changes:

            def then(outcomes: Sequence[Outcome]) -> Updates:
                asked = {each.uid: self._asked(each, remote.get(each.uid), before) for each in outcomes if each.asks}
                return kept(outcomes, after, marks, {**conflicts, **asked}, seen)

            told = self._side.apply(changes, then)
            self._settle(changes, told, {action.uid for action in actions if action.deed is Deed.MERGE})
        elif after or conflicts or seen != (before.token, before.ctag):
            self._side.remember(Updates(after, conflicts, seen))

    def _no_longer_fresh(self, marks: Mapping[str, Mark], after: dict[str, Mark | None]) -> None:
        for uid, mark in marks.items():
            if mark.fresh and (then := after.get(uid, mark)) is not None:
                after[uid] = then._replace(fresh=False)

    def _asked(self, outcome: Outcome, there: Seen | None, before: Remembered) -> Conflict | None:
        """A question as it is kept; None where she answered it for all of them."""
        question = outcome.asks or Question("")
        if question.about == "gone" and self._deletions == "here":
            return None
        theirs = self._content(there, before.conflicts.get(outcome.uid))
        return Conflict(
            outcome.uid,
            there.href if there else "",
            there.etag if there else "",
            question.mine,
            theirs.decode("utf-8", "replace") if theirs is not None else None,
            (),
            question.about,
            question.whom,
        )

    def _settle(self, changes: Sequence[RemoteChange], outcomes: Sequence[Outcome], merging: Collection[str]) -> None:
        """Once the changes are in the book: what the book says now is what was last agreed on."""
        items, marks = self._side.items(), self._side.remembered().marks
        now: dict[str, Mark | None] = {}
        fields_of = {change.uid: (change.content is None, change.fields) for change in changes}
        for outcome in outcomes:
            item, mark = items.get(outcome.uid), marks.get(outcome.uid)
            if outcome.said:
                self._report.tell(outcome.said)
            elif not (outcome.left or outcome.asks):
                self._report.pulled += 1
            if outcome.send or outcome.left or outcome.asks:
                continue
            deleted, fields = fields_of[outcome.uid]
            if item is None or mark is None or deleted:
                continue
            ours = hashed(self._side.objects.fields(item.content()))
            mine = differing(ours, mark.ours or mark.theirs) - fields
            if not (mine and outcome.uid in merging):  # else there is something of ours to send as well
                now[outcome.uid] = mark._replace(local=item.content_hash, ours=ours)
        if now:
            self._side.remember(Updates(now))

    def _content(self, seen: Seen | None, known: Conflict | None) -> bytes | None:
        if seen is None:
            return None
        if seen.href not in self._fetched and known is not None and known.theirs is not None:
            return known.theirs.encode()
        return self._fetch_one(seen.href)[1]

    def _fetch_one(self, href: str) -> tuple[str, bytes]:
        if href not in self._fetched:
            answer = self._place.fetch([href])[href]
            if answer is None:
                raise Trouble(_("Something was changed on the server just now. Try again."))
            self._fetched[href] = answer
        return self._fetched[href]

    def _agreed(self, there: Seen, item: LocalItem) -> Mark:
        ours = hashed(self._side.objects.fields(item.content()))
        return Mark(there.href, there.etag, item.content_hash, ours, there.fields if there.fields is not None else ours)

    def _conflict(
        self, action: Action, there: Seen | None, mark: Mark | None, item: LocalItem | None, before: Remembered
    ) -> Conflict:
        old = before.conflicts.get(action.uid)
        theirs = None
        if there is not None:
            fetched = self._fetched.get(there.href)
            theirs = fetched[1].decode("utf-8", "replace") if fetched else old.theirs if old else None
        return Conflict(
            action.uid,
            there.href if there else mark.href if mark else "",
            there.etag if there else "",
            item.content().decode("utf-8", "replace") if item is not None else None,
            theirs,
            tuple(sorted(action.fields)),
        )


def _question(lost: int, known: int, *, keeps: bool) -> str:
    some = plural("{n} entry", "{n} entries", lost)
    text = _("{some} of {known} are gone on the server. Delete them here too, or send them there again?")
    if keeps:
        text = _("{some} of {known} are gone on the server. Keep them here only, or send them there again?")
    return text.format(some=some, known=known)
