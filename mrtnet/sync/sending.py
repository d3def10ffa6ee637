"""The last part of a sync: what is different here from what was last agreed on goes there.

Each is announced in the marks first, so that a request whose answer was lost is known by what it left there; every
write names the ETag it replaces, a new object goes to an address made from its UID and only where nothing is.
"""

from collections.abc import Collection, Mapping, Sequence

from mrtnet.sync.held import Held
from mrtnet.sync.objects import Fields, differing, hashed
from mrtnet.sync.plan import NO_FIELDS, Action, Deed, Mark, Pending, plan
from mrtnet.sync.reports import Progress, Report
from mrtnet.sync.sides import LocalItem, LocalSide, RemotePlace, Updates
from mrtnet.sync.wire import Refused
from mrtnet.trouble import Trouble

PORTION = 50  # objects that are made ready and sent before it is remembered what became of them
_HOPELESS = frozenset({401, 429, 503, 507})  # what the next object would meet too
_TAKEN_THERE = frozenset({409, 412})


class Sending:
    """What one run sends; `fetched` is what it fetched before."""

    def __init__(self, place: RemotePlace, side: LocalSide, fetched: Held, report: Report, progress: Progress) -> None:
        self._place, self._side, self._fetched = place, side, fetched
        self._report, self._progress = report, progress
        self._again = False

    def whole(self, frozen: Collection[str]) -> bool:
        """Do it, but for the UIDs that are `frozen`; whether another look is needed because others wrote meanwhile."""
        remembered = self._side.remembered()
        items = self._side.items()
        still = {*frozen, *remembered.conflicts}
        marks = {uid: mark for uid, mark in remembered.marks.items() if uid not in still}
        here = {uid: item.content_hash for uid, item in items.items() if uid not in still}
        actions = [
            action
            for action in plan(here, remembered.there(), marks, lambda _uid: {}, new=False)
            if action.deed in (Deed.CREATE_THERE, Deed.CHANGE_THERE, Deed.DELETE_THERE)
        ]
        for start in range(0, len(actions), PORTION):
            self._progress("sending", start, len(actions))
            self._send_some(actions[start : start + PORTION], items, marks, (start, len(actions)))
        if actions:
            self._progress("sending", len(actions), len(actions))
        return self._again

    def _send_some(
        self,
        actions: Sequence[Action],
        items: Mapping[str, LocalItem],
        marks: Mapping[str, Mark],
        place: tuple[int, int],
    ) -> None:
        """Some of them, at this place among all."""
        bodies = self._bodies(actions, items, marks)
        actions = [action for action in actions if action.uid in bodies]
        if bodies:
            self._side.remember(Updates({uid: mark for uid, (mark, _body) in bodies.items()}))
        after: dict[str, Mark | None] = {}
        try:
            for number, action in enumerate(actions):
                self._progress("sending", place[0] + number, place[1])
                mark, body = bodies[action.uid]
                try:
                    sent = self._send(action, mark, body)
                except Refused as refused:
                    if refused.status < 500:
                        after[action.uid] = marks.get(action.uid)
                    if refused.status in _HOPELESS:
                        after |= {each.uid: marks.get(each.uid) for each in actions[number + 1 :]}
                        raise
                    self._report.tell(str(refused))
                    continue
                if sent is not mark:
                    after[action.uid] = sent
        finally:  # what is not remembered was announced: the next run finds out what became of it
            if after:
                self._side.remember(Updates(after))

    def _bodies(
        self, actions: Sequence[Action], items: Mapping[str, LocalItem], marks: Mapping[str, Mark]
    ) -> dict[str, tuple[Mark, bytes]]:
        """What to send, and the marks that announce it. What changed there meanwhile waits for another look."""
        changed = [marks[action.uid].href for action in actions if action.deed is Deed.CHANGE_THERE]
        missing = [href for href in changed if href not in self._fetched]
        for href, answer in self._place.fetch(missing).items() if missing else ():
            if answer is not None:
                self._fetched[href] = answer
        bodies: dict[str, tuple[Mark, bytes]] = {}
        agreed: dict[str, Mark | None] = {}
        for action in actions:
            uid = action.uid
            if action.deed is Deed.DELETE_THERE:
                bodies[uid] = (marks[uid]._replace(pending=Pending()), b"")
                continue
            try:
                content = items[uid].content()
                body, mark = self._body(items[uid], content, marks.get(uid), self._place.href_for(uid))
            except Trouble as wrong:
                self._report.tell(str(wrong))
                continue
            if body:
                ours = hashed(self._side.objects.fields(content))
                theirs = ours if body == content else hashed(self._side.objects.fields(body))
                if self._side.takes_new and self._says_nothing_new(mark, theirs):
                    agreed[uid] = mark._replace(local=items[uid].content_hash, ours=ours, theirs=theirs)
                    continue
                bodies[uid] = (mark._replace(pending=Pending(items[uid].content_hash, ours, theirs)), body)
            else:
                self._again = True
        if agreed:
            self._side.remember(Updates(agreed))
        return bodies

    def _says_nothing_new(self, mark: Mark, body: Fields) -> bool:
        """Whether what we would send is there already."""
        there = self._fetched.get(mark.href) if mark.theirs else None
        return there is not None and not differing(hashed(self._side.objects.fields(there[1])), body)

    def _body(self, item: LocalItem, ours: bytes, mark: Mark | None, href: str) -> tuple[bytes, Mark]:
        """Our object, put into theirs as it was last seen; empty when theirs is not what it was."""
        if mark is None:
            return item.first() if item.first else ours, Mark(href)
        etag, theirs = self._fetched.get(mark.href) or ("", b"")
        if not theirs or (etag != mark.etag and differing(hashed(self._side.objects.fields(theirs)), mark.theirs)):
            return b"", mark
        changed = differing(hashed(self._side.objects.fields(ours)), mark.ours or mark.theirs)
        return self._side.objects.merged(ours, theirs, changed, mark.ours), mark._replace(etag=etag)

    def _send(self, action: Action, mark: Mark, body: bytes) -> Mark | None:
        """Do it there; returns the mark to keep: the same one when another look must tell. Raises Refused."""
        try:
            if action.deed is Deed.DELETE_THERE:
                self._place.delete(mark.href, mark.etag)
                self._report.pushed += 1
                return None
            etag = self._place.put(mark.href, body, None if action.deed is Deed.CREATE_THERE else mark.etag)
        except Refused as refused:
            if refused.status not in _TAKEN_THERE and refused.said != "no-uid-conflict":
                if refused.status == 404 and action.deed is Deed.CHANGE_THERE:
                    self._again = True
                    return mark
                raise
            return self._taken(action, mark, refused)
        self._report.pushed += 1
        pending = mark.pending or Pending()
        theirs = pending.theirs or NO_FIELDS
        return Mark(mark.href, etag, pending.local, pending.ours, theirs, fresh=True, came=mark.came)

    def _taken(self, action: Action, mark: Mark, refused: Refused) -> Mark:
        """Somebody was there first: another look will show what there is, wherever the object lies."""
        self._again = True
        if action.deed is Deed.CREATE_THERE and (refused.said or refused.status != 412):
            href = self._place.find(action.uid)
            if href is None or href == mark.href:
                raise refused
            return mark._replace(href=href)
        return mark
