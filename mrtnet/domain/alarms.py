"""Alarms of meetings: minutes before the start, alone at their minute. Pure rules for window and service alike.

A meeting alarm always comes: quiet hours and a pause hold back follow-ups, which can wait, but what they swallowed of a
meeting would be lost with it. After the start an alarm that was missed is told once, in the bundle, as "began at 3:00
PM"; after the end it is told no more.

It is known by meeting, start and minutes, so that a clock set back never shows it twice, while a new date or a snooze
is another alarm. Of several that were missed for one meeting only the last is told; it stands for all.
"""

from collections.abc import Iterable, Iterator, Set
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from mrtnet import clock

Key = tuple[int, str]
"""Id and moment as written. Of a follow-up "2026-10-20" or "2026-10-20T15:00"; of a meeting "meeting:START-MINUTES"."""

MARK = "meeting:"
"""How the moment of a meeting's alarm begins; the id is then that of the meeting."""
MOST_ALARMS = 10  # of one meeting
FOUR_WEEKS = 28 * 24 * 60  # minutes before the start at which the earliest alarm may come
SNOOZE = timedelta(minutes=5)
FRESH = timedelta(minutes=2)  # two looks at the clock and some: as if at its minute


class Alarm(NamedTuple):
    """One alarm of a meeting: `before` minutes before it starts, or at `snoozed`. All instants are aware, in UTC.

    `minutes` is the meeting's length. `made_at` is when the meeting was written down: what was past then is not told.
    """

    meeting_id: int
    starts: datetime
    minutes: int
    before: int = 0
    made_at: datetime | None = None
    snoozed: datetime | None = None

    @property
    def at(self) -> datetime:
        """When it comes; at the ends of the calendar with the start."""
        try:
            return self.snoozed or self.starts - timedelta(minutes=self.before)
        except OverflowError:
            return self.starts

    @property
    def ends(self) -> datetime:
        """When the meeting is over."""
        try:
            return self.starts + timedelta(minutes=self.minutes)
        except OverflowError:
            return self.starts

    @property
    def key(self) -> Key:
        """What to remember once it has been shown."""
        which = f"~{clock.as_text(self.snoozed)}" if self.snoozed is not None else f"-{self.before}"
        return self.meeting_id, f"{MARK}{clock.as_text(self.starts)}{which}"


class Ringing(NamedTuple):
    """An alarm to tell now; `keys` are its own and those it stands for. `begun`: it comes after the start."""

    alarm: Alarm
    keys: frozenset[Key]
    begun: bool = False


def ringing(alarms: Iterable[Alarm], shown: Set[Key], now: datetime) -> list[Ringing]:
    """What rings now, at most once for a meeting, the earliest start first. `now` is aware."""
    due = sorted(
        (each for each in alarms if each.key not in shown and each.at <= now < each.ends and not _was_past(each, now)),
        key=lambda each: (each.starts, each.meeting_id, each.at),
    )
    return [_told(list(each), now) for _meeting, each in groupby(due, lambda alarm: (alarm.starts, alarm.meeting_id))]


def moments(alarms: Iterable[Alarm], shown: Set[Key], now: datetime) -> Iterator[datetime]:
    """The instants after now at which an alarm begins to ring."""
    return (each.at for each in alarms if each.key not in shown and each.at > now)


def put_off(alarm: Alarm, now: datetime) -> Alarm:
    """The same alarm five minutes on, but not later than the start while that is still to come."""
    target = (now.astimezone(UTC) + SNOOZE).replace(microsecond=0)
    if now < alarm.starts:
        target = min(target, alarm.starts)
    return alarm._replace(snoozed=target)


def _told(missed: list[Alarm], now: datetime) -> Ringing:
    last = missed[-1]
    begun = now >= last.starts and now - last.at > FRESH
    return Ringing(last, frozenset(each.key for each in missed), begun)


def _was_past(alarm: Alarm, now: datetime) -> bool:
    """Whether it was past when she wrote the meeting down; a moment ahead of now was written by a wrong clock."""
    return alarm.snoozed is None and alarm.made_at is not None and alarm.at < alarm.made_at <= now
