"""A side of a sync that keeps entries in memory: everything a book does, without a book."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from mrtnet.domain.calendar import Entry, content_key
from mrtnet.exchange.ics import render_calendar
from mrtnet.sync.objects import CalendarObjects, Objects, events, span_of
from mrtnet.sync.plan import Mark
from mrtnet.sync.sides import Conflict, LocalItem, Outcome, Remembered, RemoteChange, Updates

ZONE = "America/Chicago"
TUESDAY = datetime(2026, 11, 3, 9)  # noqa: DTZ001


def entry(uid: str, summary: str = "Write", day: datetime = TUESDAY, **more: Any) -> Entry:
    """An entry of a quarter of an hour."""
    end = day + timedelta(minutes=15)
    return Entry(
        uid=uid,
        summary=summary,
        start_day=day.date(),
        start_time=day.time(),
        end_day=end.date(),
        end_time=end.time(),
        zone=ZONE,
        alarm_minutes=0,
        stamp=datetime(2026, 10, 15, 12, tzinfo=UTC),
        **more,
    )


class Killed(Exception):
    """The program was ended in the middle."""


class MemorySide:
    objects: Objects = CalendarObjects()
    keeps = False

    def __init__(self, takes_new: bool = True) -> None:
        self.entries: dict[str, Entry] = {}
        self.takes_new = takes_new
        self.marks: dict[str, Mark] = {}
        self.conflicts: dict[str, Conflict] = {}
        self.seen = ("", "")
        self.refuse: dict[str, Outcome] = {}
        self.changes: list[RemoteChange] = []
        self.lives: int | None = None  # how often it remembers before the program is killed

    def put(self, *entries: Entry) -> None:
        self.entries |= {each.uid: each for each in entries}

    def items(self, there: Collection[str] = ()) -> Mapping[str, LocalItem]:
        return {
            uid: LocalItem(content_key(each), lambda each=each: render_calendar([each]))  # type: ignore[misc]
            for uid, each in self.entries.items()
        }

    def stays_there(self, uids: Collection[str]) -> Collection[str]:
        return ()

    def apply(self, changes: Sequence[RemoteChange], then: Callable[[Sequence[Outcome]], Updates]) -> Sequence[Outcome]:
        self.changes += changes
        before = dict(self.entries)
        outcomes = [self._take(change) for change in changes]
        try:
            self.remember(then(outcomes))
        except BaseException:
            self.entries = before
            raise
        return outcomes

    def _take(self, change: RemoteChange) -> Outcome:
        if change.uid in self.refuse:
            return self.refuse[change.uid]
        if change.content is None:
            self.entries.pop(change.uid, None)
            return Outcome(change.uid)
        event = events(change.content)[0]
        mine = self.entries.get(change.uid) or Entry(uid=change.uid, stamp=datetime(2026, 10, 15, tzinfo=UTC))
        if change.uid not in self.entries or "summary" in change.fields:
            mine = mine._replace(summary=str(event.get("SUMMARY", "")))
        if change.uid not in self.entries or "when" in change.fields:
            start, end = span_of(event)
            if isinstance(start, datetime) and isinstance(end, datetime):
                mine = mine._replace(
                    start_day=start.date(),
                    start_time=start.time().replace(tzinfo=None),
                    end_day=end.date(),
                    end_time=end.time().replace(tzinfo=None),
                    zone=str(start.tzinfo),
                )
        if "description" in change.fields:
            mine = mine._replace(description=str(event.get("DESCRIPTION", "")))
        if "alarm" in change.fields and change.uid not in self.entries:
            mine = mine._replace(alarm_minutes=0)
        self.entries[change.uid] = mine
        return Outcome(change.uid)

    def remembered(self) -> Remembered:
        return Remembered(*self.seen, dict(self.marks), dict(self.conflicts))

    def remember(self, updates: Updates) -> None:
        if self.lives is not None:
            self.lives -= 1
            if self.lives < 0:
                raise Killed
        for kept, changed in ((self.marks, updates.marks), (self.conflicts, updates.conflicts)):
            for uid, value in changed.items():
                if value is None:
                    kept.pop(uid, None)  # type: ignore[attr-defined]
                else:
                    kept[uid] = value  # type: ignore[index]
        self.seen = updates.seen or self.seen
