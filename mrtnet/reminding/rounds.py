"""One round of looking: what is to be shown now, and when to look again. For the window and for the service."""

from collections.abc import Sequence, Set
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from mrtnet import clock
from mrtnet.domain.about import About
from mrtnet.domain.reminders import DAY, Bundle, Due, Key, ReminderRules, due_now, instant, next_moment
from mrtnet.queries.portion import Picked, picked
from mrtnet.queries.reading import Connection
from mrtnet.queries.reminders import (
    MOST,
    alarms_not_shown,
    claimed_by_others,
    digest_shown_since,
    not_shown,
    paused_until,
    timed,
)

AHEAD = timedelta(days=2)  # a day of hers may begin up to 14 hours before UTC's


class Round(NamedTuple):
    """Bundles to claim and show, and the next instant (UTC) at which something may be due."""

    bundles: list[Bundle]
    again: datetime | None

    @property
    def keys(self) -> frozenset[Key]:
        """Everything in the bundles."""
        return frozenset(key for bundle in self.bundles for key in bundle.keys)


class Known(NamedTuple):
    """What a look asks of the book that only a step or another day changes: today's portion, and `timed_soon`."""

    portion: Picked
    timed: Sequence[int]


def timed_soon(connection: Connection, on: date, _about: About) -> Sequence[int]:
    """The follow-ups with a time that a look on this day of hers may be about; they ring however many others wait."""
    return timed(connection, on + AHEAD + DAY)


def rules_of(connection: Connection, about: About) -> ReminderRules:
    """When reminders may come, from her settings and a pause."""
    zone = clock.zone(about.time_zone)
    return ReminderRules(about.digest_time, about.quiet_from, about.quiet_until, zone, paused_until(connection))


def look(
    connection: Connection,
    about: About,
    now: datetime,
    who: str,
    seen: Set[Key] = frozenset(),
    most: int = MOST,
    known: Known | None = None,
) -> Round:
    """What this program should claim now. `seen` are keys it has shown itself and could not mark.

    `known` is that of today, where it was read already.
    """
    rules = rules_of(connection, about)
    items = in_portions(connection, about, now, rules, (now.astimezone(UTC) + AHEAD).date(), most, known)
    alarms = alarms_not_shown(connection, now, AHEAD)
    held = claimed_by_others(connection, who, now.astimezone(UTC))
    gone = set(held) | set(seen)
    moments = [next_moment(items, gone, now, rules, alarms), *(held[key] for key in held if key not in seen)]
    bundles = due_now(items, gone, now, rules, alarms)
    return Round(bundles, min((moment for moment in moments if moment), default=None))


def in_portions(
    connection: Connection,
    about: About,
    now: datetime,
    rules: ReminderRules,
    until: date,
    most: int = MOST,
    known: Known | None = None,
) -> list[Due]:
    """What nobody has shown, due up to `until`; what is beyond today's portion comes with the digest of a later day.

    Room that comes free after today's digest is not filled again: Today shows more, but nothing rings for it.
    """
    today = now.astimezone(rules.zone).date()
    portion, with_time = known or Known(picked(connection, today, about), timed_soon(connection, today, about))
    taken, comes, _late = portion
    items = not_shown(connection, until, most, [*taken, *with_time])
    if not comes:
        return items
    begun = digest_shown_since(connection, instant(today, time.min, rules.zone))
    now_on = frozenset(taken)
    next_day, last = about.days.on_or_after(today + DAY), max(comes.values())
    found = []
    for item in items:
        if item.at is None and item.due <= today:
            if item.id not in now_on:
                item = item._replace(comes=comes.get(item.id, last))
            elif begun and item.due < today:
                item = item._replace(comes=next_day)
        found.append(item)
    return found


def only(bundles: list[Bundle], keys: Set[Key]) -> list[Bundle]:
    """The bundles with what was really claimed."""
    kept = [
        bundle._replace(
            items=tuple(item for item in bundle.items if item.key in keys),
            alarms=tuple(each for each in bundle.alarms if each.alarm.key in keys),
        )
        for bundle in bundles
    ]
    return [bundle for bundle in kept if bundle.items or bundle.alarms]
